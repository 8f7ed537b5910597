#pragma once
// What can be taught at all, and what two teachings are to each other. Pure; any thread. Callers:
// the teaching handlers.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/pipeline.hpp"

namespace nlp::learning {

inline constexpr std::size_t longest_term = 60;   ///< bytes
inline constexpr std::size_t most_words = 5'000;  ///< of one person
inline constexpr std::size_t longest_synonym_path =
    8;  ///< steps followed when looking for a circle

enum class unteachable : std::uint8_t {
  empty,
  too_long,
  too_common,  ///< everybody uses it for something else
  reserved,    ///< carriers and the assistant itself act on it
  no_word,     ///< a number or signs
};
std::optional<unteachable> refuse_term(std::string_view term);

/// True when following synonyms from `value` leads back to `term`. `meaning_of` gives what a word
/// stands for by now, or nothing.
template <class MeaningOf>
bool closes_circle(std::string_view term, std::string_view value, MeaningOf meaning_of) {
  std::string at(value);
  for (std::size_t i = 0; i < longest_synonym_path; ++i) {
    if (at == term) return true;
    std::optional<std::string> next = meaning_of(std::string_view(at));
    if (!next) return false;
    at = std::move(*next);
  }
  return true;  // such a long way is as good as a circle
}

/// Two spellings of one word: equal but for case, spaces, a plural, or one letter in a long word.
bool same_spelling(std::string_view a, std::string_view b);
/// Both say the same of their term, whatever their figures.
bool same_meaning(const learned_pattern& a, const learned_pattern& b);
/// Both are the same in every figure.
bool same_figures(const learned_pattern& a, const learned_pattern& b);

}  // namespace nlp::learning
