#pragma once
// Which meal something eaten belongs to. Callers: repeating, correcting and deleting meals. Thread:
// any; pure.

#include <chrono>
#include <string>

#include "actors/handlers/handler.hpp"

namespace handlers {

/// breakfast | lunch | dinner | snack, by the hour of the person's day.
std::string meal_at(std::chrono::hours hour);
/// As it was said, else by the hour.
std::string meal_of(const storage::food_log_row& r, const turn_context& t);

}  // namespace handlers
