#pragma once
// One person's taught words as a file they can keep, move or give away: JSON lines, one word a
// line,
//   {"term":"kraft","type":"entity","kind":"restaurant","value":"the devils krafthouse"}
// with calories, protein_g, carbs_g, fat_g (kcal, g) and amount_ml where they were taught. How
// often a word was used is not in it: that belongs to who used it. Pure; callers: the command line.

#include <string>
#include <string_view>
#include <vector>

#include "config/common/result.hpp"
#include "nlp/pipeline.hpp"

namespace nlp::learning {

inline constexpr std::size_t longest_value = 100;  ///< bytes

/// In the order given; the same words make the same bytes.
std::string to_file(const std::vector<learned_pattern>& words);

/// errc::invalid_argument names the line that is not a word that could be taught: a reserved or
/// common term, an unknown type, figures out of range, too many words.
result<std::vector<learned_pattern>> from_file(std::string_view lines);

}  // namespace nlp::learning
