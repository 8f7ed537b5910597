#include "actors/handlers/goals.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/support.hpp"
#include "storage/repositories/goal_repository.hpp"

namespace handlers {
namespace {

using storage::goal_row;
using storage::row_change;

constexpr std::array kinds = {
    kind_of_goal{"calories", "cal", 500, 10'000, false},
    kind_of_goal{"protein_g", "g", 1, 1'000, false},
    kind_of_goal{"carbs_g", "g", 1, 1'000, false},
    kind_of_goal{"fat_g", "g", 1, 1'000, false},
    kind_of_goal{"sleep_min", "h", 1, 24, false},
    kind_of_goal{"workouts", "", 1, 100, true},
    kind_of_goal{"weight", "kg", 20, 500, false},
};

std::string label(const goal_row& g, const replies::voice& v) {
  const std::string_view m = g.metric;
  if (m == "calories") return replies::worded(v, {"calories", "calorías"});
  if (m == "protein_g") return replies::worded(v, {"protein", "proteína"});
  if (m == "carbs_g") return replies::worded(v, {"carbs", "carbos"});
  if (m == "fat_g") return replies::worded(v, {"fat", "grasa"});
  if (m == "sleep_min") return replies::worded(v, {"sleep", "sueño"});
  if (m == "workouts") return replies::worded(v, {"workouts", "ejercicio"});
  if (m == "weight") return replies::worded(v, {"weight", "peso"});
  return g.metric;
}

std::string amount(double value, const goal_row& g) {
  const auto k = kind_of(g);
  if (k.metric == "sleep_min") return replies::duration(value);
  if (k.metric == "weight") return replies::weight(value, g.unit.value_or("kg"));
  if (k.metric == "calories") return replies::energy(value);
  const auto n = replies::number(value, k.metric == "workouts" ? 0 : 1);
  if (g.unit && !g.unit->empty()) return n + " " + *g.unit;
  return k.unit == "g" ? n + "g" : n;
}

/// Kept in the day's totals, so that nothing has to be read.
bool is_of_food(std::string_view metric) {
  return metric == "calories" || metric == "protein_g" || metric == "carbs_g" || metric == "fat_g";
}

local_days first_day(const goal_row& g, const turn_context& t) {
  const auto here = today(t);
  if (g.period != "week") return here;
  return here - (std::chrono::weekday(here) - std::chrono::Monday);
}

double of_food(const storage::day_totals& d, std::string_view metric) {
  return metric == "calories"    ? d.calories
         : metric == "protein_g" ? d.protein_g
         : metric == "carbs_g"   ? d.carbs_g
                                 : d.fat_g;
}

/// What the rows of this text add to a goal over what is stored.
template <class Row, class Value>
double added_by_text(const turn_context& t, Value value) {
  double sum = 0;
  for (const auto& c : t.earlier) {
    if (const auto* r = c.before ? std::get_if<Row>(&*c.before) : nullptr) sum -= value(*r);
    if (const auto* r = c.after ? std::get_if<Row>(&*c.after) : nullptr) sum += value(*r);
  }
  return sum;
}

/// What was reached of it, this text included.
std::optional<double> reached(const goal_row& g, const turn_context& t, storage::unit_of_work* u) {
  if (is_of_food(g.metric) && g.period == "day") return of_food(t.state.today, g.metric);
  if (!u) return std::nullopt;
  const auto first = first_day(g, t), here = today(t);
  const auto from = day_start(t, first), to = day_start(t, here + std::chrono::days(1));
  const auto in_span = [&](local_days d) { return d >= first && d <= here; };
  if (g.metric == "workouts")
    return static_cast<double>(storage::logs::sum_gym(*u, from, to, "", calendar_of(t)).entries) +
           added_by_text<storage::gym_log_row>(
               t, [&](const auto& r) { return in_span(day_of(t, r.at)) ? 1.0 : 0.0; });
  if (g.metric == "sleep_min")
    return storage::logs::sum_sleep(*u, first, here).night_min +
           added_by_text<storage::sleep_log_row>(
               t, [&](const auto& r) { return !r.nap && in_span(r.date) ? r.duration_min : 0.0; });
  if (is_of_food(g.metric)) {
    const auto s = storage::logs::sum_food(*u, from, to, "", calendar_of(t));
    const auto stored = g.metric == "calories"    ? s.calories
                        : g.metric == "protein_g" ? s.protein_g
                        : g.metric == "carbs_g"   ? s.carbs_g
                                                  : s.fat_g;
    return stored + added_by_text<storage::food_log_row>(t, [&](const auto& r) {
             if (!in_span(day_of(t, r.at))) return 0.0;
             return (g.metric == "calories"    ? r.calories
                     : g.metric == "protein_g" ? r.protein_g
                     : g.metric == "carbs_g"   ? r.carbs_g
                                               : r.fat_g)
                 .value_or(0);
           });
  }
  // A figure of the person's own: the last one counts.
  for (auto it = t.earlier.rbegin(); it != t.earlier.rend(); ++it)
    if (const auto* r = it->after ? std::get_if<storage::metric_row>(&*it->after) : nullptr;
        r && r->metric == g.metric)
      return r->value;
  const auto last = storage::metrics::last(*u, g.metric, 1);
  if (last.empty()) return std::nullopt;
  return last.front().value;
}

bool touches(const goal_row& g, const storage::any_row& row, const turn_context& t) {
  const auto counts = [&](local_days d) { return d >= first_day(g, t) && d <= today(t); };
  if (const auto* r = std::get_if<storage::food_log_row>(&row))
    return is_of_food(g.metric) && counts(day_of(t, r->at));
  if (const auto* r = std::get_if<storage::gym_log_row>(&row))
    return g.metric == "workouts" && counts(day_of(t, r->at));
  if (const auto* r = std::get_if<storage::sleep_log_row>(&row))
    return g.metric == "sleep_min" && !r->nap && counts(r->date);
  if (const auto* r = std::get_if<storage::metric_row>(&row)) return g.metric == r->metric;
  return false;
}

std::vector<const goal_row*> touched(const turn_context& t) {
  std::vector<const goal_row*> out;
  for (const auto& g : t.state.goals)
    if (std::ranges::any_of(t.earlier, [&](const row_change& c) {
          return touches(g, c.after ? *c.after : *c.before, t);
        }))
      out.push_back(&g);
  return out;
}

}  // namespace

std::optional<kind_of_goal> goal_named(std::string_view said, const user_state& s) {
  const std::string_view metric = said.starts_with("cal") || said == "kcal" ? "calories"
                                  : said.starts_with("prote")               ? "protein_g"
                                  : said.starts_with("carb")                ? "carbs_g"
                                  : said == "fat" || said == "grasa"        ? "fat_g"
                                  : said == "sleep" || said == "sueno"      ? "sleep_min"
                                  : said.starts_with("workout") || said.starts_with("entren") ||
                                          said == "gym" || said == "exercise" || said == "ejercicio"
                                      ? "workouts"
                                  : said == "weight" || said == "peso" ? "weight"
                                                                       : "";
  const auto it = std::ranges::find(kinds, metric, &kind_of_goal::metric);
  if (it != kinds.end()) return *it;
  if (!is_metric(said, s)) return std::nullopt;
  return kind_of_goal{said, "", 0, 1'000'000, false};
}

kind_of_goal kind_of(const goal_row& g) {
  const auto it = std::ranges::find(kinds, std::string_view(g.metric), &kind_of_goal::metric);
  return it == kinds.end() ? kind_of_goal{g.metric, "", 0, 1'000'000, false} : *it;
}

std::string name_of(const goal_row& g, const replies::voice& v) {
  const auto what = label(g, v), much = amount(g.target, g);
  if (g.period == "week")
    return replies::worded(v, {"{} {} a week", "{} {} por semana"}, what, much);
  if (g.period == "day") return replies::worded(v, {"{} {} a day", "{} {} al día"}, what, much);
  return what + " " + much;
}

std::string progress(const goal_row& g, const turn_context& t, storage::unit_of_work& u) {
  const auto so_far = reached(g, t, &u);
  if (!so_far) return replies::worded(t.voice, {"nothing noted yet", "aún nada anotado"});
  if (g.period == "once")
    return replies::worded(t.voice, {"now {}, {} to go", "ahora {}, faltan {}"}, amount(*so_far, g),
                           amount(std::abs(g.target - *so_far), g));
  const auto left = g.target - *so_far;
  return left > 0.5 ? replies::worded(t.voice, {"{} so far, {} to go", "{} hasta ahora, faltan {}"},
                                      amount(*so_far, g), amount(left, g))
                    : replies::worded(t.voice, {"{}, reached", "{}, cumplida"}, amount(*so_far, g));
}

bool touches_goal(const turn_context& t) {
  return !t.state.goals.empty() && !touched(t).empty();
}

bool goal_note_reads(const turn_context& t) {
  return std::ranges::any_of(
      touched(t), [](const goal_row* g) { return !is_of_food(g->metric) || g->period != "day"; });
}

outcome goal_note(const turn_context& t, storage::unit_of_work* u) {
  std::vector<std::string> parts;
  for (const auto* g : touched(t)) {
    const auto so_far = reached(*g, t, u);
    if (!so_far) continue;
    parts.push_back(replies::worded(t.voice, {"{} {} of {}", "{} {} de {}"}, label(*g, t.voice),
                                    amount(*so_far, *g), amount(g->target, *g)));
  }
  if (parts.empty()) return {};
  outcome o;
  // After the totals, like them.
  o.total_key = "goals";
  o.total = parts.size() == 1 ? replies::worded(t.voice, {"Goal: {}.", "Meta: {}."}, parts.front())
                              : replies::worded(t.voice, {"Goals: {}.", "Metas: {}."},
                                                fmt::format("{}", fmt::join(parts, ", ")));
  return o;
}

}  // namespace handlers
