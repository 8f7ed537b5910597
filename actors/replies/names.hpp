#pragma once
// How what people named, and grams, are shown in a sentence. Callers: the templates. Thread: any;
// pure.

#include <string>
#include <string_view>

#include "actors/replies/formatter.hpp"

namespace replies {

/// A long name must not push the rest out of the first segment.
inline std::string short_name(std::string_view said) {
  constexpr std::size_t longest = 60;
  return shortened(said, longest);
}

/// "12g", "4.5g".
inline std::string grams(double g) {
  return number(g, g < 10 ? 1 : 0) + "g";
}

}  // namespace replies
