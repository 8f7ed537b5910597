#pragma once
// The words of quantities: units, hedges, articles and sizes, and a place among tokens from which
// portions, volumes and macros are read. Language data: nlp/lexicon/units.tsv.
// Callers: portion.cpp, volume.cpp, macros.cpp. Thread: pure functions.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

#include "nlp/text/numbers.hpp"
#include "nlp/text/tokenizer.hpp"
#include "nlp/text/word_shapes.hpp"

namespace nlp::quantity {

enum class unit_kind : std::uint8_t { mass, volume, both, vessel, spoon, count };

struct unit_word {
  std::string_view word;
  std::string_view unit;
  unit_kind kind;
  double size;  ///< grams of a mass, millilitres of a volume or vessel; 0: neither
};
const unit_word* find_unit(std::string_view word);
/// Grams, millilitres, ounces: a size rather than a thing.
bool measures(const unit_word* u);

bool one_of(std::string_view w, std::initializer_list<std::string_view> list);

/// A place in the tokens; reading past the end gives empty words.
struct cursor {
  std::span<const token> tokens;
  std::size_t i;

  std::string_view word(std::size_t ahead = 0) const {
    return i + ahead < tokens.size() ? tokens[i + ahead].text : std::string_view();
  }
  bool is_number(std::size_t ahead = 0) const {
    return i + ahead < tokens.size() && tokens[i + ahead].type == token::kind::number;
  }
  bool touches(std::size_t ahead) const {
    return i + ahead < tokens.size() && !tokens[i + ahead].space_before;
  }
  bool done() const { return i >= tokens.size(); }
  bool take(std::initializer_list<std::string_view> list) {
    if (done() || !one_of(word(), list)) return false;
    ++i;
    return true;
  }
  template <std::size_t N>
  bool take(const listed_words<N>& list) {
    if (!list.has(word())) return false;
    ++i;
    return true;
  }
};

/// A positive number at the cursor, in English or Spanish.
std::optional<number_match> number_at(const cursor& c);
/// "about", "almost", "~".
bool skip_hedges(cursor& c);
/// "a", "the", "another", "un".
bool take_article(cursor& c);
/// "of", "worth of", "de".
bool take_of(cursor& c);
/// "and a half", "n half", "y medio" at the cursor, of what stands before: how many tokens it
/// takes, or 0. "and half an apple" is of something else.
std::size_t and_half(const cursor& c);

/// The token at `i` joins a half to the number, unit or hour before it: "one and half hours",
/// "a litre and a half".
bool joins_half(std::span<const token> tokens, std::size_t i);

struct size_word {
  std::string_view word;
  double size;
};
const size_word* size_of(std::string_view w);

/// The unit at the cursor and how many tokens it takes; single letters only right after a number.
struct unit_hit {
  const unit_word* unit = nullptr;
  std::size_t tokens = 0;
};
unit_hit unit_at(const cursor& c, bool after_number);

double rounded(double v);

}  // namespace nlp::quantity
