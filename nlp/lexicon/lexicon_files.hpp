#pragma once
// The lexicon files compiled into the binary (nlp/lexicon/*.tsv, *.txt), and how their lines are
// read. Called by the lexicons when they load.

#include <span>
#include <string_view>

#include "config/common/embedded_file.hpp"

namespace nlp {

std::span<const embedded_file> lexicon_files();

/// The bytes of one file; empty when there is none of that name.
inline std::string_view lexicon_file(std::string_view name) {
  for (const auto& f : lexicon_files()) {
    if (f.name == name) return f.bytes;
  }
  return {};
}

/// Calls `each(line)` without its line end.
template <class Each>
void for_each_line(std::string_view text, Each each) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    each(line);
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

/// Cuts `text` at `separator`; calls `each(part)` for every part, empty ones too.
template <class Each>
void for_each_part(std::string_view text, char separator, Each each) {
  for (;;) {
    const auto end = text.find(separator);
    each(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace nlp
