#pragma once
// What can be measured in a stretch of a workout's words: numbers, lengths of time, distances, the
// plates of a bar. Base of the reader of figures.
// Thread: pure; keeps views of the tokens it was given.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "nlp/entities/exercise.hpp"
#include "nlp/entities/gym_words.hpp"

namespace nlp::gym {

/// An exercise named in the text.
struct mention {
  std::string name;
  exercise_kind kind = exercise_kind::session;
  std::size_t begin = 0, end = 0;
  double score = 0;
  bool ambiguous = false;
  bool own = false;
};

class measures {
 public:
  measures(std::span<const token> tokens, const std::vector<bool>& hidden, unit_system units)
      : tokens_(tokens), hidden_(hidden), units_(units) {}

 protected:
  struct num {
    double value;
    std::size_t end;
  };
  struct time_hit {
    double minutes;
    std::size_t end;
    bool clock;  ///< written 27:30
    bool hours_possible;
    double as_hours;
  };
  struct distance_hit {
    double value;
    std::string_view unit;
    std::size_t end;
  };

  bool lifts() const {
    return kind_ == exercise_kind::strength || kind_ == exercise_kind::bodyweight;
  }
  std::string_view word(std::size_t i) const {
    return i < end_ && !hidden_[i] ? tokens_[i].text : std::string_view();
  }
  bool touches(std::size_t i) const { return i < end_ && !tokens_[i].space_before; }
  bool digits(std::size_t i) const {
    return i < end_ && !hidden_[i] && tokens_[i].type == token::kind::number;
  }
  /// A number at `i`: digits, or number words.
  std::optional<num> number(std::size_t i) const;
  std::optional<time_hit> time_at(std::size_t i) const;
  std::optional<distance_hit> distance_at(std::size_t i) const;
  /// "2 plates", "a plate and a 25".
  std::optional<num> plates_at(std::size_t i) const;
  bool sprints() const;

  std::span<const token> tokens_;
  const std::vector<bool>& hidden_;
  unit_system units_;
  const mention* mention_ = nullptr;
  exercise_kind kind_ = exercise_kind::strength;
  std::size_t end_ = 0;  ///< of the stretch
};

}  // namespace nlp::gym
