// "same as yesterday", "usual breakfast": a meal again, with its figures, at the present time.

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

outcome eat_again(const std::vector<food_log_row>& rows, const std::string& meal,
                  const turn_context& t) {
  outcome o;
  o.action = "food_log";
  for (const auto& r : rows) {
    auto again = r;
    again.id = t.ids.next();
    again.at = t.now;
    again.meal = r.meal ? r.meal : std::optional(meal);
    again.source = from_message;
    again.message_id = t.message_id;
    o.logged.push_back(replies::phrase(again, t.voice));
    o.changes.push_back(storage::inserted(std::move(again)));
  }
  o.total_key = "food";
  o.total = replies::food_total(totals_after(t, o.changes), t.voice);
  return o;
}

}  // namespace

handled repeat_meal(const turn_context& t, const std::string& said_meal, bool usual) {
  const auto time_of_day = t.local_now - local_seconds(floor<days>(t.local_now));
  const auto meal = said_meal.empty() ? meal_at(floor<hours>(time_of_day)) : said_meal;
  return deferred([meal, usual, named = !said_meal.empty(),
                   &t](storage::unit_of_work& u) -> result<outcome> {
    const auto here = today(t);
    const auto rows_of = [&](local_days first, local_days last) {
      auto rows =
          storage::logs::list_food(u, day_start(t, first), day_start(t, last), "", most_rows);
      std::erase_if(rows, [&](const food_log_row& r) { return meal_of(r, t) != meal; });
      return rows;
    };
    if (!usual) {
      const auto rows = rows_of(here - days(1), here);
      if (rows.empty())
        return named ? say(t,
                           {"I have no {} of yesterday to repeat.",
                            "No tengo {} de ayer que repetir."},
                           replies::meal_name(meal, t.voice))
                     : say(t,
                           {"I have no {} of yesterday to repeat. Which meal? Like \"same lunch as "
                            "yesterday\".",
                            "No tengo {} de ayer que repetir. ¿Qué comida? Por ejemplo \"el mismo "
                            "almuerzo de ayer\"."},
                           replies::meal_name(meal, t.voice));
      return eat_again(rows, meal, t);
    }
    // What was part of this meal on at least half of the days that have one.
    const auto rows = rows_of(here - days(usual_days), here + days(1));
    std::map<std::string, std::pair<int, food_log_row>> often;
    std::vector<local_days> eaten_on;
    for (const auto& r : rows) {
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
