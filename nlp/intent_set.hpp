#pragma once
// Sets of intents, for tables of rules about them. Thread: plain values.

#include <cstdint>
#include <initializer_list>

#include "nlp/intent.hpp"

namespace nlp {

class intent_set {
 public:
  constexpr intent_set() = default;
  constexpr intent_set(std::initializer_list<intent> of) {
    for (const auto i : of) bits_ |= bit(i);
  }
  constexpr bool has(intent i) const { return (bits_ & bit(i)) != 0; }

  friend constexpr intent_set operator|(intent_set a, intent_set b) {
    return intent_set(a.bits_ | b.bits_);
  }
  /// Those of `a` that are not in `b`.
  friend constexpr intent_set operator-(intent_set a, intent_set b) {
    return intent_set(a.bits_ & ~b.bits_);
  }
  static constexpr intent_set all() { return intent_set(~std::uint64_t{0}); }

 private:
  explicit constexpr intent_set(std::uint64_t bits) : bits_(bits) {}
  static constexpr std::uint64_t bit(intent i) {
    return std::uint64_t{1} << static_cast<unsigned>(i);
  }

  std::uint64_t bits_ = 0;
};

/// What was eaten, drunk, trained, slept.
inline constexpr intent_set logging{intent::food_log, intent::water_log, intent::gym_log,
                                    intent::sleep_log};
/// What is to come.
inline constexpr intent_set planning{intent::todo_add, intent::reminder_add,
                                     intent::assignment_add};
/// What changes nothing.
inline constexpr intent_set asking{
    intent::stats_query, intent::agenda_query,       intent::search,        intent::suggest,
    intent::help,        intent::integration_status, intent::list_patterns, intent::fact_query};

}  // namespace nlp
