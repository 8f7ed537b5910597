#pragma once
// Exercises: their names, nicknames and abbreviations, and the shorthand of sets, reps, weights,
// distances and times. Called by slot filling and by the search handler.
// Thread: immutable data, pure functions. Language data: nlp/lexicon/exercises.tsv.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/pipeline.hpp"
#include "nlp/text/tokenizer.hpp"

namespace nlp {

enum class exercise_kind : std::uint8_t {
  strength,    ///< weight and reps
  bodyweight,  ///< reps, sometimes an added weight
  hold,        ///< time: plank
  cardio,      ///< distance and time
  session,     ///< a class, a sport, a named workout: time
};

struct exercise_info {
  std::string_view name;  ///< canonical, lower case, singular
  exercise_kind kind = exercise_kind::strength;
  std::string_view muscles;  ///< "chest, triceps"; may be empty
};

struct exercise_match {
  const exercise_info* exercise = nullptr;
  std::string_view name;             ///< for the `exercise` slot: canonical, or a variety's own
  std::uint32_t begin = 0, end = 0;  ///< tokens [begin, end) of the span searched
  double score = 0;                  ///< 1 exact, 0.95 plural or verb form, 0.75 typo
  bool verb = false;       ///< the word was a verb of doing it ("ran", "benched", "walked")
  bool ambiguous = false;  ///< also an ordinary word ("row", "press", "bike"): needs other evidence
};

std::optional<exercise_match> find_exercise(std::span<const token> tokens, std::size_t i);
std::vector<exercise_match> find_exercises(std::span<const token> tokens);
std::span<const exercise_info> all_exercises();
/// Best first; empty when nothing is near.
std::vector<const exercise_info*> search_exercises(std::string_view query, std::size_t limit = 5);

/// One `gym_log`. Unsaid values are absent.
struct gym_entry {
  std::string exercise;  ///< canonical; empty when none was named ("135x5" alone)
  std::optional<double> sets, reps;
  std::optional<double> weight;
  std::string_view weight_unit;  ///< "lb" or "kg"
  std::optional<double> duration_min;
  std::optional<double> distance;
  std::string_view distance_unit;  ///< mi, km, m, yd
  std::optional<double> calories;  ///< burned, if said
  std::string notes;               ///< "rpe 8", "to failure", "bodyweight + 10"
  std::uint32_t begin = 0, end = 0;
  double score = 0;  ///< of the exercise's match; 0 when unnamed

  bool has_figures() const {
    return sets || reps || weight || duration_min || distance || calories;
  }
};

/// A name the lexicon does not hold: a learned word or a person's own class ("dhamaka").
struct own_exercise {
  std::uint32_t begin = 0, end = 0;  ///< tokens
  std::string_view name;
  exercise_kind kind = exercise_kind::session;  ///< how bare figures beside it are read
};

/// Reads the sets, reps, weights, distances and times of tokens [begin, end), one entry per
/// exercise and per different weight or rep count; equal sets merge. `units` decides bare weights
/// and distances. `own`: extra names in this text, in order. Tokens that say when ("at 7am") should
/// be left out of the range by the caller, or be listed in `skip` as [begin, end) pairs.
struct token_range {
  std::uint32_t begin = 0, end = 0;
};
std::vector<gym_entry> read_gym(std::span<const token> tokens, std::size_t begin, std::size_t end,
                                unit_system units, std::span<const own_exercise> own = {},
                                std::span<const token_range> skip = {});

}  // namespace nlp
