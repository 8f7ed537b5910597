#pragma once
// How far a learned word is trusted, from 0 to 1, and what a use, a mistake and time do to it. The
// one place where these numbers stand. Pure; any thread. Callers: the user's vocabulary, teaching.

#include <chrono>
#include <cstdint>

namespace nlp::learning {

inline constexpr double explicit_start = 0.9;  ///< said by the person
inline constexpr double inferred_start = 0.5;  ///< noticed by us, agreed to by the person
inline constexpr double success_step = 0.1;
inline constexpr double mistake_step = 0.2;
/// Below this a word is kept and shown, not used (also nlp::least_confidence).
inline constexpr double used_from = 0.3;
/// Time alone takes nothing below this, and what was said by the person never below `used_from`:
/// taught once, it works for ever, unless it is wrong.
inline constexpr double decay_floor = 0.1;
inline constexpr std::chrono::hours decay_period{24 * 30};
inline constexpr double decay_step = 0.01;
/// Of a word that starts below `shaky`, which is forgotten sooner.
inline constexpr double shaky = 0.5, shaky_decay_step = 0.02;
/// An inferred word that is worth less than this and was not used for `prune_after` goes.
inline constexpr double pruned_below = 0.2;
inline constexpr std::chrono::hours prune_after{24 * 180};
/// So many uses that were wrong switch a word off.
inline constexpr std::int64_t most_corrections = 5;

double after_success(double confidence);
double after_mistake(double confidence);
/// What `confidence`, as it was at the last use, is worth `unused` later.
double decayed(double confidence, bool explicitly_taught, std::chrono::microseconds unused);
bool may_be_pruned(double confidence, bool explicitly_taught, std::chrono::microseconds unused);
/// The share of uses that were right, as one right and one wrong use more would make it: a new word
/// has 0.5, and nothing divides by zero.
double effectiveness(std::int64_t uses, std::int64_t corrections);
/// Same fixes that are needed before we offer to remember them.
int examples_needed(bool fast, bool slow);

}  // namespace nlp::learning
