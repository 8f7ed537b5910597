#include "actors/handlers/meals.hpp"

namespace handlers {

using namespace std::chrono;

std::string meal_at(hours hour) {
  const auto h = hour.count();
  return h >= 4 && h < 11    ? "breakfast"
         : h >= 11 && h < 15 ? "lunch"
         : h >= 17 && h < 22 ? "dinner"
                             : "snack";
}

std::string meal_of(const storage::food_log_row& r, const turn_context& t) {
  if (r.meal) return *r.meal;
  const auto local = t.state.tz.to_local(r.at);
  return meal_at(floor<hours>(local - local_seconds(floor<days>(local))));
}

}  // namespace handlers
