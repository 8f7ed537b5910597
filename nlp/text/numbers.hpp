#pragma once
// Numbers as people write and say them: "2", "1 1/2", "two and a half", "a dozen", "veinticinco".
// Input: tokens and a place in them. Output: a value and how many tokens it took.
// Thread: pure.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "nlp/text/tokenizer.hpp"

namespace nlp {

struct number_match {
  double value = 0;
  std::size_t end = 0;  ///< one past the last token it took
  bool in_words = false;
  bool vague = false;  ///< "a few", "a couple"
};

enum class number_language : std::uint8_t { en, es };

/// The number that starts at token `i`, the longest reading. A bare "a" or "an" is no number here
/// ("a bottle" is the caller's to read), "a half", "half a", "a couple of" and "a dozen" are.
/// "1/2" is a half only when it can be nothing else (not "5/5/4", not "1/2/2026").
/// Spanish mode knows Spanish words besides the English ones.
std::optional<number_match> read_number(std::span<const token> tokens, std::size_t i,
                                        number_language lang = number_language::en);

/// The value of one number word ("seven", "siete", "twelfth" with `ordinals`), or nothing.
std::optional<double> number_word(std::string_view word,
                                  number_language lang = number_language::en);
/// "third" 3, "21st" is two tokens and the caller's; Spanish "tercero" 3.
std::optional<int> ordinal_word(std::string_view word);

}  // namespace nlp
