#pragma once
// The models trained at build time, in the program. Thread: any.

#include <span>
#include <string_view>

#include "config/common/embedded_file.hpp"

namespace nlp {

std::span<const embedded_file> model_files();

/// A model's bytes by its file's name; empty in the trainer, which runs before there are any.
inline std::string_view model_file(std::string_view name) {
  for (const auto& file : model_files())
    if (file.name == name) return file.bytes;
  return {};
}

}  // namespace nlp
