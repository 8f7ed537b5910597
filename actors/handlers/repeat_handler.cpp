// "same as yesterday", "repeat monday's lunch", "usual breakfast": a meal again, with its figures,
// at the present time.

#include <algorithm>
#include <map>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/meals.hpp"
#include "actors/handlers/support.hpp"

namespace handlers {
namespace {

using namespace std::chrono;
using storage::food_log_row;

constexpr int usual_days = 30;
constexpr std::int64_t most_rows = 1'000;

/// What makes two entries the same thing eaten.
std::string key_of(const food_log_row& r) {
  return lower(r.food_name) + "|" + r.unit.value_or("") + "|" + r.restaurant.value_or("");
}

/// `as`: the meal it is now; empty: the one it was.
outcome eat_again(const std::vector<food_log_row>& rows, const std::string& as,
                  const turn_context& t) {
  outcome o;
  o.action = "food_log";
  for (const auto& r : rows) {
    auto again = r;
    again.id = t.ids.next();
    again.at = t.now;
    again.meal = as.empty() ? meal_of(r, t) : as;
    again.source = from_message;
    again.message_id = t.message_id;
    o.logged.push_back(replies::phrase(again, t.voice));
    o.changes.push_back(storage::inserted(std::move(again)));
  }
  o.total_key = "food";
  o.total = replies::food_total(totals_after(t, o.changes), t.voice);
  return o;
}

std::string meal_now(const turn_context& t) {
  return meal_at(floor<hours>(t.local_now - local_seconds(floor<days>(t.local_now))));
}

/// What was part of a meal on the days [first, last), the earliest first.
std::vector<food_log_row> eaten(storage::unit_of_work& u, const turn_context& t,
                                const std::string& meal, local_days first, local_days last) {
  auto rows = storage::logs::list_food(u, day_start(t, first), day_start(t, last), "", most_rows);
  std::erase_if(rows, [&](const food_log_row& r) { return meal_of(r, t) != meal; });
  return rows;
}

}  // namespace

handled repeat_meal(const turn_context& t, const std::string& as, const std::string& said) {
  // The person's day may still be the one before the clock's.
  const auto here = today(t);
  const auto now = local_seconds(here) + (t.local_now - local_seconds(floor<days>(t.local_now)));
  const auto source =
      read_meal_of_day(said, now, t.state.preferences.language).value_or(meal_of_day{});
  const auto named = !as.empty() || !source.meal.empty();
  const auto meal = !source.meal.empty() ? source.meal : !as.empty() ? as : meal_now(t);
  const auto day = source.day.value_or(here);
  return deferred([as, meal, named, day, &t](storage::unit_of_work& u) -> result<outcome> {
    const auto rows = eaten(u, t, meal, day, day + days(1));
    if (!rows.empty()) return eat_again(rows, as, t);
    const auto name = replies::meal_name(meal, t.voice), when = replies::day(day, t.voice);
    return named ? say(t,
                       {"I have no {} of {} to repeat, so nothing was logged.",
                        "No tengo {} de {} que repetir; no anoté nada."},
                       name, when)
                 : say(t,
                       {"I have no {} of {} to repeat, so nothing was logged. Which meal? Like "
                        "\"same lunch as yesterday\".",
                        "No tengo {} de {} que repetir; no anoté nada. ¿Qué comida? Por ejemplo "
                        "\"el mismo almuerzo de ayer\"."},
                       name, when);
  });
}

handled usual_meal(const turn_context& t, const std::string& meal) {
  return deferred([meal, &t](storage::unit_of_work& u) -> result<outcome> {
    // What was part of this meal on at least half of the days that have one.
    const auto here = today(t);
    std::map<std::string, std::pair<int, food_log_row>> often;
    std::vector<local_days> eaten_on;
    for (const auto& r : eaten(u, t, meal, here - days(usual_days), here + days(1))) {
      const auto day = day_of(t, r.at);
      if (std::ranges::find(eaten_on, day) == eaten_on.end()) eaten_on.push_back(day);
      auto& entry = often[key_of(r)];
      ++entry.first;
      entry.second = r;  // with the latest figures
    }
    std::vector<food_log_row> usually;
    for (const auto& [key, entry] : often)
      if (2 * entry.first >= static_cast<int>(eaten_on.size())) usually.push_back(entry.second);
    if (eaten_on.size() < 2 || usually.empty())
      return say(t,
                 {"I don't know your usual {} yet. Log it a few times first.",
                  "Aún no sé qué sueles tomar de {}. Anótalo unas veces primero."},
                 replies::meal_name(meal, t.voice));
    return eat_again(usually, meal, t);
  });
}

}  // namespace handlers
