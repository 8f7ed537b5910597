#pragma once
// Which meal something eaten belongs to, and how people name the meal of a day. Callers: repeating,
// correcting and deleting meals. Thread: any; pure.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "actors/handlers/handler.hpp"

namespace handlers {

/// breakfast | lunch | dinner | snack, by the hour of the person's day.
std::string meal_at(std::chrono::hours hour);
/// As it was said, else by the hour.
std::string meal_of(const storage::food_log_row& r, const turn_context& t);

/// "supper", "cena": the meal that a word names; empty when it names none.
std::string_view meal_named(std::string_view word);

/// "yesterday's dinner", "lunch on monday", "tuesday".
struct meal_of_day {
  std::string meal;               ///< empty: none was said
  std::optional<local_days> day;  ///< empty: none was said
};
/// `said` when it names a meal, a day gone by (or this one), or both, and nothing else. `now`: the
/// person's wall clock.
std::optional<meal_of_day> read_meal_of_day(std::string_view said, local_seconds now,
                                            std::string_view language);

}  // namespace handlers
