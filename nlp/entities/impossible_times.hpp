#pragma once
// Times that do not exist though they are said like one: "feb 30", "every 0 minutes". The time
// grammar leaves such words alone, and they would end up in what is to be remembered.
// Callers: the reminder handler. Thread: any; pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nlp {

struct impossible_time {
  std::uint32_t begin = 0, end = 0;  ///< bytes of the text
  std::string said;                  ///< "feb 30"
  bool repeats = false;              ///< "every 0 minutes"
};

std::optional<impossible_time> find_impossible_time(std::string_view text);

}  // namespace nlp
