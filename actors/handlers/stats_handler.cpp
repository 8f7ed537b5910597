#include <algorithm>
#include <cmath>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/stats.hpp"
#include "storage/repositories/item_repository.hpp"

// What a question about figures asks, everything at once, and one stretch of days against another.

namespace handlers {
namespace {

using nlp::slot;
using namespace std::chrono;

/// Names are looked up by a part of them, so that "egg" finds "eggs" and "scrambled eggs".
std::string item_key(std::string_view item) {
  auto s = lower(tidy(item, name_limit));
  if (s.size() > 3 && s.ends_with("s") && !s.ends_with("ss")) s.pop_back();
  return s;
}

// --- todos, assignments, everything --------------------------------------------------------------

std::string item_text(const storage::items::item_counts& c, const turn_context& t) {
  auto text =
      replies::worded(t.voice, {"{} done, {} open", "{} hechos, {} por hacer"}, c.done, c.open);
  if (c.overdue > 0)
    text += replies::worded(t.voice, {" ({} overdue)", " ({} atrasados)"}, c.overdue);
  return text;
}

result<outcome> all_stats(storage::unit_of_work& u, const turn_context& t, const question& q) {
  const auto food = food_sums(u, t, q);
  const auto water = water_sums(u, t, q);
  const auto gym = gym_sums(u, t, q);
  const auto sleep = logs::sum_sleep(u, q.span.first, q.span.last);
  const auto todos = storage::items::count_todos(u, q.from, q.to, t.now);
  std::vector<std::string> parts;
  parts.push_back(replies::worded(t.voice, {"food {}, {} protein", "comida {}, {} proteína"},
                                  replies::energy(food.calories), gram(food.protein_g)));
  parts.push_back(
      replies::worded(t.voice, {"water {}", "agua {}"}, replies::volume(water.amount_ml, t.voice)));
  parts.push_back(replies::worded(
      t.voice, {"workouts: {}", "ejercicio: {}"},
      gym.entries > 0 ? gym_text(gym, t) : replies::worded(t.voice, {"none", "nada"})));
  parts.push_back(
      sleep.nights == 0 ? replies::worded(t.voice, {"sleep not logged", "sueño sin anotar"})
      : sleep.nights == 1
          ? replies::worded(t.voice, {"sleep {}", "sueño {}"}, replies::duration(sleep.night_min))
          : replies::worded(t.voice, {"sleep {} over {} nights", "sueño {} en {} noches"},
                            replies::duration(sleep.night_min), sleep.nights));
  parts.push_back(replies::worded(t.voice, {"todos {}", "pendientes {}"}, item_text(todos, t)));
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
    return {v, replies::worded(t.voice, {"{} a night", "{} por noche"}, replies::duration(v))};
  }
  if (q.domain == "gym") {
    const auto s = gym_sums(u, t, q);
    if (q.metric == "distance") return {s.distance_m, replies::distance(s.distance_m, t.voice)};
    if (q.metric == "duration_min") return {s.duration_min, replies::duration(s.duration_min)};
    return {static_cast<double>(s.entries), entries(s.entries, t)};
  }
  const auto s = food_sums(u, t, q);
  for (const auto& m : macro_list)
    if (q.metric == m.metric && m.metric != "calories")
      return {s.*(m.sum), gram(s.*(m.sum)) + " " + std::string(m.name.in(t.voice.speaks))};
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
    return say(title(q, {"todos", "pendientes"}, t) + ": " +
               item_text(storage::items::count_todos(u, q.from, q.to, t.now), t) + ".");
  if (q.domain == "assignments")
    return say(title(q, {"assignments", "tareas"}, t) + ": " +
               item_text(storage::items::count_assignments(u, q.from, q.to, t.now), t) + ".");
  return all_stats(u, t, q);
}

}  // namespace

question read_question(const nlp::slot_map& s, const turn_context& t) {
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
  return q;
}

handled query_stats(const nlp::act& act, const turn_context& t) {
  const auto& s = act.slots;
  const auto q = read_question(s, t);
  if (q.span.to_come)
    return say(t,
               {"{} is still to come, so there is nothing logged.",
                "{} todavía no llega, así que no hay nada anotado."},
               replies::sentence(q.span.name));

  // Today's totals are kept at hand: no read.
  const auto& now = t.state.today;
  const bool plain = q.today_only && q.agg.empty() && q.item.empty() && !s.has(slot::provider);
  if (plain && q.domain == "water") {
    return say(water_so_far(now.water_ml, now.water_goal_ml, "", t));
  }
  if (plain && q.domain == "food" && !q.metric.empty() && q.metric != "fiber_g" &&
      q.metric != "items" && q.metric != "count" && now.foods > 0) {
    const std::array<std::pair<std::string_view, double>, 4> values = {
        {{"calories", now.calories},
         {"protein_g", now.protein_g},
         {"carbs_g", now.carbs_g},
         {"fat_g", now.fat_g}}};
    for (const auto& m : macro_list)
      for (const auto& [metric, value] : values)
        if (m.metric == metric && q.metric == metric)
          return say(title(q, m.name, t) + ": " +
                     (metric == "calories" ? replies::energy(value) : gram(value)) + " (" +
                     food_note(now.foods, now.foods_without_calories, t) + ").");
  }
  const auto provider = s.text(slot::provider);
  return deferred([&act, &t, q, provider](storage::unit_of_work& u) -> result<outcome> {
    auto o = answer(u, t, act, q);
    if (o && provider)
      o->reply = replies::worded(t.voice,
                                 {"{} is not connected. From what you texted: {}",
                                  "{} no está conectado. Según lo que me escribiste: {}"},
                                 replies::sentence(*provider), o->reply);
    return o;
  });
}

}  // namespace handlers
