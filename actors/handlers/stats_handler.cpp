#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"
#include "storage/repositories/item_repository.hpp"

// Totals and averages over any stretch of days. Averages are per day with entries and say so: a
// day on which nothing was logged is not a day without food.

namespace handlers {
namespace {

using nlp::slot;
using namespace std::chrono;
namespace logs = storage::logs;

constexpr std::int64_t list_limit = 8;

struct question {
  std::string domain, metric, agg, item;
  day_span span;
  instant from, to;
  bool today_only = false;
};

/// Names are looked up by a part of them, so that "egg" finds "eggs" and "scrambled eggs".
std::string item_key(std::string_view item) {
  auto s = lower(tidy(item, name_limit));
  if (s.size() > 3 && s.ends_with("s") && !s.ends_with("ss")) s.pop_back();
  return s;
}

bool in_range(const question& q, instant at) {
  return at >= q.from && at < q.to;
}
bool named(const question& q, std::string_view name) {
  return q.item.empty() || lower(name).find(q.item) != std::string::npos;
}

/// Adds what earlier acts of this text change; the database does not show it yet.
template <class Row, class Add>
void add_earlier(const turn_context& t, const question& q, Add add) {
  for (const auto& c : t.earlier) {
    const auto* before = c.before ? std::get_if<Row>(&*c.before) : nullptr;
    const auto* after = c.after ? std::get_if<Row>(&*c.after) : nullptr;
    if (before && in_range(q, before->at)) add(*before, -1);
    if (after && in_range(q, after->at)) add(*after, +1);
  }
}

logs::food_sums food_sums(storage::unit_of_work& u, const turn_context& t, const question& q) {
  auto s = logs::sum_food(u, q.from, q.to, q.item, calendar_of(t));
  add_earlier<storage::food_log_row>(t, q, [&](const auto& r, int sign) {
    if (!named(q, r.food_name)) return;
    s.calories += sign * r.calories.value_or(0);
    s.protein_g += sign * r.protein_g.value_or(0);
    s.carbs_g += sign * r.carbs_g.value_or(0);
    s.fat_g += sign * r.fat_g.value_or(0);
    s.fiber_g += sign * r.fiber_g.value_or(0);
    s.entries += sign;
    s.without_calories += r.calories ? 0 : sign;
    s.estimated += r.estimated ? sign : 0;
    if (s.days == 0) s.days = 1;
  });
  return s;
}

logs::water_sums water_sums(storage::unit_of_work& u, const turn_context& t, const question& q) {
  auto s = logs::sum_water(u, q.from, q.to, calendar_of(t));
  add_earlier<storage::water_log_row>(t, q, [&](const auto& r, int sign) {
    s.amount_ml += sign * r.amount_ml;
    s.entries += sign;
    if (s.days == 0) s.days = 1;
  });
  return s;
}

logs::gym_sums gym_sums(storage::unit_of_work& u, const turn_context& t, const question& q) {
  auto s = logs::sum_gym(u, q.from, q.to, q.item, calendar_of(t));
  add_earlier<storage::gym_log_row>(t, q, [&](const auto& r, int sign) {
    if (!named(q, r.exercise)) return;
    s.entries += sign;
    s.duration_min += sign * r.duration_min.value_or(0);
    s.distance_m += sign * r.distance_m.value_or(0);
    s.calories += sign * r.calories.value_or(0);
    s.repetitions += sign * r.reps.value_or(0) * r.sets.value_or(1);
    if (s.days == 0) s.days = 1;
  });
  return s;
}

std::string gram(double g) {
  return replies::number(g, 1) + "g";
}

std::string title(const question& q, std::string_view what) {
  return replies::sentence(std::string(what) + " " + q.span.name);
}

std::string on_days(std::int64_t days) {
  return days == 1 ? "on 1 day" : fmt::format("on {} days", days);
}

// --- food ----------------------------------------------------------------------------------------

struct macro {
  std::string_view metric, name;
  double logs::food_sums::*sum;
};
constexpr std::array macro_list = {
    macro{"calories", "calories", &logs::food_sums::calories},
    macro{"protein_g", "protein", &logs::food_sums::protein_g},
    macro{"carbs_g", "carbs", &logs::food_sums::carbs_g},
    macro{"fat_g", "fat", &logs::food_sums::fat_g},
    macro{"fiber_g", "fiber", &logs::food_sums::fiber_g},
};

std::string food_note(const logs::food_sums& s) {
  auto note = replies::counted(s.entries, "entry");
  if (s.without_calories > 0) note += fmt::format(", {} without calories", s.without_calories);
  return note;
}

std::string of_item(const question& q, std::string_view item) {
  return q.item.empty() ? std::string() : " from " + std::string(item);
}

result<outcome> food_stats(storage::unit_of_work& u, const turn_context& t, const question& q,
                           std::string_view item) {
  if (q.agg == "last") {
    auto rows = logs::last_food(u, q.item, 1);
    overlay(rows, t.earlier);
    std::erase_if(rows, [&](const auto& r) { return !named(q, r.food_name); });
    if (rows.empty())
      return say(q.item.empty() ? "No food logged yet."
                                : "You haven't logged " + std::string(item) + " yet.");
    const auto& r = *std::ranges::max_element(rows, {}, &storage::food_log_row::at);
    return say("Last: " + replies::phrase(r, t.voice) + ", " + replies::moment(r.at, t.voice) +
               ".");
  }
  const auto s = food_sums(u, t, q);
  if (s.entries == 0)
    return say(q.item.empty() ? fmt::format("No food logged {}.", q.span.name)
                              : fmt::format("No {} logged {}.", item, q.span.name));
  if (q.agg == "count" || q.metric == "count")
    return say(title(q, item.empty() ? "Food" : item) + ": " +
               replies::counted(s.entries, "entry") + " " + on_days(s.days) + ".");
  for (const auto& m : macro_list) {
    if (q.metric != m.metric) continue;
    const auto show = [&](double v) {
      return m.metric == "calories" ? replies::energy(v) : gram(v);
    };
    const auto total = s.*(m.sum);
    auto text = title(q, std::string(m.name) + of_item(q, item)) + ": " + show(total);
    if (q.span.days() > 1 && s.days > 0)
      text +=
          fmt::format(", avg {} {}", show(total / static_cast<double>(s.days)), on_days(s.days));
    text += " (" + food_note(s) + ").";
    if (q.agg == "remaining") text = "You have no " + std::string(m.name) + " goal yet. " + text;
    return say(text);
  }
  std::string text;
  if (q.span.days() <= 7 && q.agg.empty()) {
    auto rows = logs::list_food(u, q.from, q.to, q.item, 100);
    overlay(rows, t.earlier);
    std::erase_if(rows,
                  [&](const auto& r) { return !in_range(q, r.at) || !named(q, r.food_name); });
    std::ranges::stable_sort(rows, {}, &storage::food_log_row::at);
    std::vector<std::string> names;
    for (const auto& r : rows) {
      if (static_cast<std::int64_t>(names.size()) == list_limit) break;
      auto one = replies::food_name(r);
      if (r.calories)
        one += fmt::format(" ({}{})", r.estimated ? "~" : "", replies::energy(*r.calories));
      names.push_back(std::move(one));
    }
    text = title(q, "food") + ": " + fmt::format("{}", fmt::join(names, ", "));
    if (rows.size() > names.size()) text += fmt::format(" and {} more", rows.size() - names.size());
    text += ". Total ";
  } else {
    text = title(q, "food") + ": ";
  }
  text += fmt::format("{}, {} protein, {} carbs, {} fat", replies::energy(s.calories),
                      gram(s.protein_g), gram(s.carbs_g), gram(s.fat_g));
  if (q.span.days() > 1 && s.days > 0)
    text += fmt::format(", avg {} {}", replies::energy(s.calories / static_cast<double>(s.days)),
                        on_days(s.days));
  return say(text + " (" + food_note(s) + ").");
}

// --- water ---------------------------------------------------------------------------------------

result<outcome> water_stats(storage::unit_of_work& u, const turn_context& t, const question& q) {
  if (q.agg == "last") {
    auto rows = logs::last_water(u, 1);
    overlay(rows, t.earlier);
    if (rows.empty()) return say("No water logged yet.");
    const auto& r = *std::ranges::max_element(rows, {}, &storage::water_log_row::at);
    return say("Last: " + replies::phrase(r, t.voice) + ", " + replies::moment(r.at, t.voice) +
               ".");
  }
  const auto s = water_sums(u, t, q);
  if (q.today_only) {
    const auto goal = t.state.today.water_goal_ml;
    const auto left = goal - s.amount_ml;
    auto text = "Water today: " + replies::volume(s.amount_ml, t.voice) + " of " +
                replies::volume(goal, t.voice);
    if (q.agg == "count") text += " (" + replies::counted(s.entries, "entry") + ")";
    return say(left > 0.5 ? text + ". " + replies::volume(left, t.voice) + " to go!"
                          : text + ". Goal reached!");
  }
  if (s.entries == 0) return say(fmt::format("No water logged {}.", q.span.name));
  auto text = title(q, "water") + ": " + replies::volume(s.amount_ml, t.voice);
  if (q.span.days() > 1 && s.days > 0)
    text += fmt::format(", avg {} a day {}",
                        replies::volume(s.amount_ml / static_cast<double>(s.days), t.voice),
                        on_days(s.days));
  return say(text + ".");
}

// --- gym -----------------------------------------------------------------------------------------

std::string gym_text(const logs::gym_sums& s, const turn_context& t) {
  auto text = replies::counted(s.entries, "entry") + " " + on_days(s.days);
  if (s.duration_min > 0) text += ", " + replies::duration(s.duration_min);
  if (s.distance_m > 0) text += ", " + replies::distance(s.distance_m, t.voice);
  if (s.calories > 0) text += ", " + replies::energy(s.calories) + " burned";
  return text;
}

result<outcome> gym_stats(storage::unit_of_work& u, const turn_context& t, const question& q,
                          std::string_view item) {
  if (q.agg == "last") {
    auto rows = logs::last_gym(u, q.item, 1);
    overlay(rows, t.earlier);
    std::erase_if(rows, [&](const auto& r) { return !named(q, r.exercise); });
    if (rows.empty())
      return say(q.item.empty() ? "No workout logged yet."
                                : "You haven't logged " + std::string(item) + " yet.");
    const auto& r = *std::ranges::max_element(rows, {}, &storage::gym_log_row::at);
    return say("Last: " + replies::phrase(r, t.voice) + ", " + replies::moment(r.at, t.voice) +
               ".");
  }
  if (q.metric == "weight" ||
      (q.agg == "max" && q.metric != "distance" && q.metric != "duration_min")) {
    std::vector<storage::gym_log_row> rows;
    if (auto best = logs::heaviest(u, q.from, q.to, q.item)) rows.push_back(std::move(*best));
    overlay(rows, t.earlier);
    std::erase_if(rows, [&](const auto& r) {
      return !named(q, r.exercise) || !r.weight_kg || !in_range(q, r.at);
    });
    if (rows.empty())
      return say(q.item.empty() ? "No weights logged yet."
                                : "No " + std::string(item) + " with a weight logged yet.");
    const auto& r = *std::ranges::max_element(rows, {}, [](const auto& x) { return *x.weight_kg; });
    return say("Best: " + replies::phrase(r, t.voice) + " (" +
               replies::day(day_of(t, r.at), t.voice) + ").");
  }
  const auto s = gym_sums(u, t, q);
  const auto what = item.empty() ? std::string("workouts") : std::string(item);
  if (s.entries == 0) return say(fmt::format("No {} logged {}.", what, q.span.name));
  const auto averaged = [&](double total) {
    return q.agg == "average" ? total / static_cast<double>(std::max<std::int64_t>(s.days, 1))
                              : total;
  };
  const auto suffix = q.agg == "average" ? " a day " + on_days(s.days) : std::string();
  if (q.metric == "distance")
    return say(title(q, what) + ": " + replies::distance(averaged(s.distance_m), t.voice) + suffix +
               " (" + replies::counted(s.entries, "entry") + ").");
  if (q.metric == "duration_min")
    return say(title(q, what) + ": " + replies::duration(averaged(s.duration_min)) + suffix + " (" +
               replies::counted(s.entries, "entry") + ").");
  if (q.metric == "reps")
    return say(title(q, what) + ": " + fmt::format("{} reps.", s.repetitions));
  if (q.metric == "calories")
    return say(title(q, what) + ": " + replies::energy(averaged(s.calories)) + " burned" + suffix +
               ".");
  auto text = title(q, what) + ": " + gym_text(s, t);
  if (q.metric.empty() && q.agg.empty() && q.span.days() <= 31) {
    auto rows = logs::list_gym(u, q.from, q.to, q.item, 100);
    overlay(rows, t.earlier);
    std::erase_if(rows, [&](const auto& r) { return !in_range(q, r.at) || !named(q, r.exercise); });
    std::ranges::stable_sort(rows, {}, &storage::gym_log_row::at);
    std::int64_t n = 0;
    for (auto it = rows.rbegin(); it != rows.rend() && n < list_limit; ++it, ++n)
      text += "\n" +
              (q.today_only ? std::string() : replies::day(day_of(t, it->at), t.voice) + ": ") +
              replies::phrase(*it, t.voice);
    if (rows.size() > static_cast<std::size_t>(list_limit))
      text += fmt::format("\nand {} more", rows.size() - static_cast<std::size_t>(list_limit));
    return say(text);
  }
  return say(text + ".");
}

// --- sleep ---------------------------------------------------------------------------------------

result<outcome> sleep_stats(storage::unit_of_work& u, const turn_context& t, const question& q) {
  if (q.agg == "last") {
    auto rows = logs::last_sleep(u, 1);
    overlay(rows, t.earlier);
    if (rows.empty()) return say("No sleep logged yet.");
    const auto& r = *std::ranges::max_element(rows, {}, &storage::sleep_log_row::date);
    return say("Last: " + replies::phrase(r, t.voice) + ", " + replies::day(r.date, t.voice) + ".");
  }
  auto rows = q.span.days() <= 7 || !t.earlier.empty()
                  ? logs::list_sleep(u, q.span.first, q.span.last)
                  : std::vector<storage::sleep_log_row>{};
  auto s = logs::sum_sleep(u, q.span.first, q.span.last);
  for (const auto& c : t.earlier)
    if (const auto* r = c.after ? std::get_if<storage::sleep_log_row>(&*c.after) : nullptr;
        r && r->date >= q.span.first && r->date <= q.span.last) {
      (r->nap ? s.nap_min : s.night_min) += r->duration_min;
      (r->nap ? s.naps : s.nights) += 1;
    }
  overlay(rows, t.earlier);
  if (s.nights + s.naps == 0) return say(fmt::format("No sleep logged {}.", q.span.name));
  const auto average = s.nights > 0 ? s.night_min / static_cast<double>(s.nights) : 0;
  const auto naps = s.naps == 0 ? std::string()
                                : fmt::format(", plus {} ({})", replies::counted(s.naps, "nap"),
                                              replies::duration(s.nap_min));
  if (q.span.days() == 1) {
    auto text = title(q, "sleep") + ": " + replies::duration(s.night_min);
    if (rows.size() == 1 && rows.front().started_at && rows.front().ended_at)
      text += " (" + replies::clock(t.state.tz.to_local(*rows.front().started_at), t.voice) + "-" +
              replies::clock(t.state.tz.to_local(*rows.front().ended_at), t.voice) + ")";
    return say(text + naps + ".");
  }
  if (q.agg == "max" && s.nights > 0)
    return say(title(q, "longest night") + ": " + replies::duration(s.longest_min) + ".");
  if (q.agg == "min" && s.nights > 0)
    return say(title(q, "shortest night") + ": " + replies::duration(s.shortest_min) + ".");
  return say(title(q, "sleep") + ": " +
             fmt::format("{} over {}, avg {}", replies::duration(s.night_min),
                         replies::counted(s.nights, "night"), replies::duration(average)) +
             naps + ".");
}

// --- todos, assignments, everything --------------------------------------------------------------

std::string item_text(const storage::items::item_counts& c) {
  auto text = fmt::format("{} done, {} open", c.done, c.open);
  if (c.overdue > 0) text += fmt::format(" ({} overdue)", c.overdue);
  return text;
}

result<outcome> all_stats(storage::unit_of_work& u, const turn_context& t, const question& q) {
  const auto food = food_sums(u, t, q);
  const auto water = water_sums(u, t, q);
  const auto gym = gym_sums(u, t, q);
  const auto sleep = logs::sum_sleep(u, q.span.first, q.span.last);
  const auto todos = storage::items::count_todos(u, q.from, q.to, t.now);
  std::vector<std::string> parts;
  parts.push_back("food " + replies::energy(food.calories) + ", " + gram(food.protein_g) +
                  " protein");
  parts.push_back("water " + replies::volume(water.amount_ml, t.voice));
  parts.push_back("workouts: " + (gym.entries > 0 ? gym_text(gym, t) : std::string("none")));
  parts.push_back(
      "sleep " +
      (sleep.nights > 0
           ? replies::duration(sleep.night_min) +
                 (sleep.nights > 1 ? fmt::format(" over {} nights", sleep.nights) : std::string())
           : std::string("not logged")));
  parts.push_back("todos " + item_text(todos));
  return say(replies::sentence(q.span.name) + ": " + fmt::format("{}", fmt::join(parts, "; ")) +
             ".");
}

// --- comparing -----------------------------------------------------------------------------------

/// The one figure of a question, and how it is shown.
std::pair<double, std::string> figure(storage::unit_of_work& u, const turn_context& t,
                                      const question& q) {
  if (q.domain == "water") {
    const auto v = water_sums(u, t, q).amount_ml;
    return {v, replies::volume(v, t.voice)};
  }
  if (q.domain == "sleep") {
    const auto s = logs::sum_sleep(u, q.span.first, q.span.last);
    const auto v = s.nights > 0 ? s.night_min / static_cast<double>(s.nights) : 0;
    return {v, replies::duration(v) + " a night"};
  }
  if (q.domain == "gym") {
    const auto s = gym_sums(u, t, q);
    if (q.metric == "distance") return {s.distance_m, replies::distance(s.distance_m, t.voice)};
    if (q.metric == "duration_min") return {s.duration_min, replies::duration(s.duration_min)};
    return {static_cast<double>(s.entries), replies::counted(s.entries, "entry")};
  }
  const auto s = food_sums(u, t, q);
  for (const auto& m : macro_list)
    if (q.metric == m.metric && m.metric != "calories")
      return {s.*(m.sum), gram(s.*(m.sum)) + " " + std::string(m.name)};
  return {s.calories, replies::energy(s.calories)};
}

result<outcome> answer(storage::unit_of_work& u, const turn_context& t, const nlp::act& act,
                       question q) {
  const auto said_item = tidy(act.slots.text(slot::item).value_or(""), name_limit);
  if (q.agg == "compare") {
    auto other = q;
    const auto period = act.slots.text(slot::period).value_or("");
    if (period == "last_week" || period == "last_month" || period == "yesterday") {
      // "compared to last week": this one against it.
      nlp::slot_map current;
      current.set(slot::period, std::string(period == "last_week"    ? "this_week"
                                            : period == "last_month" ? "this_month"
                                                                     : "today"));
      q.span = span_of(current, t, "today");
    } else {
      other.span = span_before(q.span, act.slots, t);
    }
    for (auto* x : {&q, &other}) {
      x->from = day_start(t, x->span.first);
      x->to = day_start(t, x->span.last + days(1));
    }
    const auto now = figure(u, t, q), then = figure(u, t, other);
    auto text = fmt::format("{}: {}; {}: {}", replies::sentence(q.span.name), now.second,
                            other.span.name, then.second);
    if (then.first > 0)
      text += fmt::format(" ({}{}%)", now.first >= then.first ? "+" : "",
                          std::llround((now.first - then.first) / then.first * 100));
    return say(text + ".");
  }
  if (q.domain == "food") return food_stats(u, t, q, said_item);
  if (q.domain == "water") return water_stats(u, t, q);
  if (q.domain == "gym") return gym_stats(u, t, q, said_item);
  if (q.domain == "sleep") return sleep_stats(u, t, q);
  if (q.domain == "todos")
    return say(title(q, "todos") + ": " +
               item_text(storage::items::count_todos(u, q.from, q.to, t.now)) + ".");
  if (q.domain == "assignments")
    return say(title(q, "assignments") + ": " +
               item_text(storage::items::count_assignments(u, q.from, q.to, t.now)) + ".");
  return all_stats(u, t, q);
}

}  // namespace

handled query_stats(const nlp::act& act, const turn_context& t) {
  const auto& s = act.slots;
  question q;
  q.domain = s.text(slot::domain).value_or("all");
  q.metric = s.text(slot::metric).value_or("");
  q.agg = s.text(slot::agg).value_or("");
  if (q.agg == "total") q.agg.clear();
  if (const auto item = s.text(slot::item)) q.item = item_key(*item);
  const std::string_view standard = q.agg == "last" || q.agg == "max" || q.metric == "weight"
                                        ? "all_time"
                                    : q.agg == "average"  ? "last_7_days"
                                    : q.domain == "gym"   ? "this_week"
                                    : q.domain == "sleep" ? "last_night"
                                                          : "today";
  q.span = span_of(s, t, standard);
  q.from = day_start(t, q.span.first);
  q.to = day_start(t, q.span.last + days(1));
  q.today_only = q.span.first == today(t) && q.span.last == today(t);
  if (q.span.to_come)
    return say(replies::sentence(q.span.name) + " is still to come, so there is nothing logged.");

  // Today's totals are kept at hand: no read.
  const auto& now = t.state.today;
  const bool plain = q.today_only && q.agg.empty() && q.item.empty() && !s.has(slot::provider);
  if (plain && q.domain == "water") {
    const auto left = now.water_goal_ml - now.water_ml;
    const auto text = "Water today: " + replies::volume(now.water_ml, t.voice) + " of " +
                      replies::volume(now.water_goal_ml, t.voice) + ". ";
    return say(left > 0.5 ? text + replies::volume(left, t.voice) + " to go!"
                          : text + "Goal reached!");
  }
  if (plain && q.domain == "food" && !q.metric.empty() && q.metric != "fiber_g" &&
      q.metric != "items" && q.metric != "count" && now.foods > 0) {
    const auto note = replies::counted(now.foods, "entry") +
                      (now.foods_without_calories > 0
                           ? fmt::format(", {} without calories", now.foods_without_calories)
                           : std::string());
    for (const auto& [metric, name, value] :
         {std::tuple{"calories", "Calories", now.calories},
          std::tuple{"protein_g", "Protein", now.protein_g},
          std::tuple{"carbs_g", "Carbs", now.carbs_g}, std::tuple{"fat_g", "Fat", now.fat_g}})
      if (q.metric == metric)
        return say(fmt::format("{} today: {} ({}).", name,
                               q.metric == "calories" ? replies::energy(value) : gram(value),
                               note));
  }
  const auto provider = s.text(slot::provider);
  return deferred([&act, &t, q, provider](storage::unit_of_work& u) -> result<outcome> {
    auto o = answer(u, t, act, q);
    if (o && provider)
      o->reply =
          replies::sentence(*provider) + " is not connected. From what you texted: " + o->reply;
    return o;
  });
}

}  // namespace handlers
