#pragma once
// The places of a text where one act may end and another begin: signs and joining words, and words
// that acts open with. Input: a frame and the clauses that the rules make of it. Output: gaps, and
// features of each for the model that judges them (boundaries.hpp): the words beside it, and what
// the parts on both sides hold. Thread: one text, one thread.

#include <cstdint>
#include <span>
#include <vector>

#include "nlp/clauses.hpp"

namespace nlp {

/// A place where acts may meet. The tokens [left, right) only join or divide.
struct gap {
  std::size_t left = 0, right = 0;
  bool by_rule = false;      ///< the rules cut here
  bool firm = false;         ///< they do where what was not done, or one's own part, begins or ends
  span around;               ///< from the gap before, or the sentence's beginning, to the next gap
  std::size_t sentence = 0;  ///< first token of its sentence
  std::uint32_t before = 0;  ///< so many gaps in it stand before
};

class text_gaps {
 public:
  /// `f` must outlive the object. Sentences' ends are no gaps. `clauses` are those of
  /// split_clauses.
  text_gaps(const frame& f, std::span<const clause> clauses);

  std::span<const gap> all() const { return gaps_; }
  /// Of the k-th gap, hashed, in place of what `out` held.
  void features(std::size_t k, std::vector<std::uint32_t>& out) const;

  /// What a token is to the parts of a text.
  enum class mark : std::uint8_t {
    word,
    symbol,
    joiner,
    time,
    clock,
    food,
    maybe_food,
    exercise,
    maybe_exercise,
    number,
    long_number,
    unit,
    meal,
    water,
    taught,
    person,
    task_verb,
    start_verb,
    question,
    fact_noun,
    event,
    assignment,
    eaten,
    night,
    bed,
    up,
    me,
    negation,
    be,
    preposition,
  };

 private:
  const frame& f_;
  std::vector<mark> marks_;           ///< of each token
  std::vector<gap> gaps_;             ///< in order
  std::vector<std::uint32_t> words_;  ///< hashes of the tokens; of numbers their length
};

}  // namespace nlp
