#pragma once
// A file compiled into the binary by sms_embed (config/cmake/embed_files.cmake).

#include <span>
#include <string_view>

struct embedded_file {
  std::string_view name;  ///< file name without its folder
  std::string_view bytes;
};
