#include <array>
#include <cmath>
#include <tuple>

#include "actors/handlers/corrections.hpp"
#include "actors/handlers/fixes.hpp"
#include "actors/handlers/named_change.hpp"

// "make it 3", "change lunch to 500 cal": what changes in a log.

namespace handlers {
namespace {

using nlp::slot;
using storage::food_log_row;
using namespace std::chrono;

constexpr std::int64_t recent_rows = 30;

/// "make it 600" of a wrap with calories: nobody eats 600 of them.
bool means_calories(const nlp::slot_map& s, const storage::food_log_row& of) {
  constexpr double more_than_anyone_eats = 50;
  const auto n = s.number(slot::quantity);
  return n && *n >= more_than_anyone_eats && of.quantity < more_than_anyone_eats && of.calories &&
         !s.has(slot::unit) && !s.has(slot::calories);
}

/// What a correction can change.
auto content(const storage::food_log_row& r) {
  return std::tie(r.food_name, r.quantity, r.unit, r.meal, r.restaurant, r.at, r.calories,
                  r.protein_g, r.carbs_g, r.fat_g, r.fiber_g);
}
auto content(const storage::water_log_row& r) {
  return std::tie(r.amount_ml, r.at);
}
auto content(const storage::gym_log_row& r) {
  return std::tie(r.exercise, r.sets, r.reps, r.weight_kg, r.distance_m, r.duration_min, r.calories,
                  r.at);
}

/// A record that is now what `after` says, or was so before.
template <class Row>
outcome corrected(const Row& before, const Row& after, const turn_context& t) {
  if (content(before) == content(after))
    return say(t, {"That's how I have it already: {}.", "Ya lo tengo así: {}."},
               replies::phrase(after, t.voice));
  return changed_to(before, after, t);
}

// --- several foods of one text -------------------------------------------------------------------

/// What the last text logged to eat, as it is now.
std::vector<food_log_row> of_last_text(storage::unit_of_work& u, const turn_context& t) {
  std::vector<food_log_row> out;
  const auto last = storage::actions::last_done(u);
  const auto changes =
      last ? storage::changes_from_json(last->changes.plain)
           : result<std::vector<storage::row_change>>(std::vector<storage::row_change>{});
  if (!t.earlier.empty() || !changes) return out;
  for (const auto& c : *changes)
    if (c.after && !c.before && std::holds_alternative<food_log_row>(*c.after))
      if (auto now = storage::actions::stored(u, *c.after))
        out.push_back(std::get<food_log_row>(std::move(*now)));
  return out;
}

bool gives_only_calories(const nlp::slot_map& s) {
  return s.has(slot::calories) &&
         std::ranges::none_of(std::array{slot::food, slot::quantity, slot::unit, slot::protein_g,
                                         slot::carbs_g, slot::fat_g, slot::fiber_g, slot::at},
                              [&](slot k) { return s.has(k); });
}

bool all_known(const std::vector<food_log_row>& rows) {
  return std::ranges::all_of(rows,
                             [](const food_log_row& r) { return r.calories.value_or(0) > 0; });
}

/// "that was 950 cal" of a burger, fries and a coke: of each its share, which stays an estimate.
outcome spread(const std::vector<food_log_row>& rows, double calories, const turn_context& t) {
  double sum = 0;
  for (const auto& r : rows) sum += *r.calories;
  const auto ratio = calories / sum;
  outcome o;
  o.action = "edit_correction";
  std::vector<std::string> phrases;
  for (const auto& before : rows) {
    auto after = before;
    for (auto* v : {&after.grams, &after.calories, &after.protein_g, &after.carbs_g, &after.fat_g,
                    &after.fiber_g})
      if (*v) **v *= ratio;
    after.estimated = true;
    phrases.push_back(replies::phrase(after, t.voice));
    o.changes.push_back(storage::updated(before, after));
  }
  o.reply = replies::worded(t.voice, {"Changed to {} in all: {}.", "Cambiado a {} en total: {}."},
                            replies::energy(calories), replies::listing(phrases, t.voice));
  o.total_key = "food";
  o.total = replies::food_total(totals_after(t, o.changes), t.voice);
  return o;
}

}  // namespace

result<outcome> correct_food(const nlp::act& act, const turn_context& t,
                             const food_estimator& estimate, storage::unit_of_work& u,
                             const storage::any_row* named_row) {
  const auto& s = act.slots;
  if (const auto bad = check_food(s, t.voice)) return refuse(t, act, *bad);
  auto rows = candidates(u, t, storage::logs::last_food(u, {}, recent_rows));
  if (rows.empty()) return say(replies::nothing_like("food", t.voice));

  auto row = row_of<storage::food_log_row>(named_row);
  const bool new_figures = s.has(slot::calories) || s.has(slot::protein_g) ||
                           s.has(slot::carbs_g) || s.has(slot::fat_g) || s.has(slot::quantity);
  bool name_is_key = false;
  // "450 cal for the stew": the food says which one, it is not the new name.
  if (const auto food = s.text(slot::food); food && !row && new_figures) {
    std::vector<std::string> names;
    for (const auto& r : rows) names.push_back(r.food_name);
    if (const auto p = pick_by_words(*food, names); !p.best.empty()) {
      row = rows[p.best.front()];
      name_is_key = true;
    }
  }
  if (!row) {
    const auto together = of_last_text(u, t);
    const bool one_is_named = std::ranges::any_of(
        together, [&](const food_log_row& r) { return similarity(r.food_name, t.text) >= 0.5; });
    if (together.size() > 1 && !one_is_named)
      return gives_only_calories(s) && all_known(together)
                 ? spread(together, *s.number(slot::calories), t)
                 : result<outcome>(ask_which_changes(act, t, together, u));
  }
  if (!row) row = meant(rows, t.text, [](const storage::food_log_row& r) { return r.food_name; });

  const auto before = *row;
  auto after = before;
  bool named = false, resized = false;
  if (const auto food = s.text(slot::food); food && !name_is_key && !tidy(*food).empty()) {
    after.food_name = tidy(*food, name_limit);
    named = after.food_name != before.food_name;
  }
  const auto bare_calories = means_calories(s, before);
  if (const auto q = s.number(slot::quantity); q && *q > 0 && !bare_calories) {
    after.quantity = *q;
    resized = true;
  }
  if (const auto unit = s.text(slot::unit)) {
    after.unit = tidy(*unit, unit_limit);
    resized = true;
  }
  if (const auto m = s.text(slot::meal)) after.meal = *m;
  if (const auto place = s.text(slot::restaurant)) after.restaurant = tidy(*place, name_limit);
  if (const auto at = s.time(slot::at)) {
    const auto moved = moved_to(*at, before.at, t.state.tz);
    if (*moved > t.now)
      return say(replies::in_the_future(replies::moment(*moved, t.voice), t.voice));
    after.at = *moved;
  }
  const bool figures = s.has(slot::calories) || s.has(slot::protein_g) || s.has(slot::carbs_g) ||
                       s.has(slot::fat_g) || s.has(slot::fiber_g) || bare_calories;
  const auto clear = [&] {
    after.grams = after.calories = after.protein_g = after.carbs_g = after.fat_g = after.fiber_g =
        std::nullopt;
    after.estimated = false;
  };
  if (figures) {
    // Beside the person's own figures a guess would pass for one of theirs.
    if (after.estimated) clear();
    const auto take = [&](slot k, std::optional<double>& to) {
      if (const auto v = s.number(k)) to = *v;
    };
    take(slot::calories, after.calories);
    take(slot::protein_g, after.protein_g);
    take(slot::carbs_g, after.carbs_g);
    take(slot::fat_g, after.fat_g);
    take(slot::fiber_g, after.fiber_g);
    if (bare_calories) after.calories = s.number(slot::quantity);
  } else if (named || resized) {
    const bool own = before.calories && !before.estimated;
    if (own && resized && after.unit == before.unit && before.quantity > 0) {
      const auto ratio = after.quantity / before.quantity;
      for (auto* v : {&after.grams, &after.calories, &after.protein_g, &after.carbs_g, &after.fat_g,
                      &after.fiber_g})
        if (*v) **v *= ratio;
      if (*after.calories > calories_range.most)
        return say(replies::out_of_range(replies::energy(*after.calories),
                                         replies::up_to("10000 cal", t.voice), {}, t.voice));
    } else if (!own) {
      clear();
      estimate_into(after, estimate);
    }
  }
  auto o = corrected(before, after, t);
  if (day_of(t, after.at) == today(t) || day_of(t, before.at) == today(t)) {
    o.total_key = "food";
    o.total = replies::food_total(totals_after(t, o.changes), t.voice);
  }
  offer_to_remember(u, t, o);
  return o;
}

// --- the other logs ------------------------------------------------------------------------------

result<outcome> correct_water(const nlp::act& act, const turn_context& t, storage::unit_of_work& u,
                              const storage::any_row* named) {
  const auto rows = candidates(u, t, storage::logs::last_water(u, recent_rows));
  if (rows.empty()) return say(replies::nothing_like("water", t.voice));
  const auto before = row_of<storage::water_log_row>(named).value_or(rows.front());
  auto after = before;
  if (const auto ml = act.slots.number(slot::amount_ml)) {
    if (!within(*ml, water_range)) {
      const auto likely = likely_value(*ml, water_range.most);
      return refuse(
          t, act,
          {slot::amount_ml,
           replies::worded(t.voice, {"{} of water", "{} de agua"}, replies::volume(*ml, t.voice)),
           replies::up_to(replies::volume(water_range.most, t.voice), t.voice),
           replies::volume(likely, t.voice), likely});
    }
    after.amount_ml = *ml;
  } else if (const auto times = act.slots.number(slot::quantity); times && *times > 0) {
    // "make it 3": three of what was logged.
    if (!within(after.amount_ml * *times, water_range))
      return say(replies::out_of_range(
          replies::volume(after.amount_ml * *times, t.voice),
          replies::up_to(replies::volume(water_range.most, t.voice), t.voice), {}, t.voice));
    after.amount_ml *= *times;
  }
  if (const auto at = act.slots.time(slot::at)) {
    const auto moved = moved_to(*at, before.at, t.state.tz);
    if (*moved > t.now)
      return say(replies::in_the_future(replies::moment(*moved, t.voice), t.voice));
    after.at = *moved;
  }
  auto o = corrected(before, after, t);
  o.total_key = "water";
  o.total = replies::water_total(totals_after(t, o.changes), t.voice);
  return o;
}

result<outcome> correct_gym(const nlp::act& act, const turn_context& t, storage::unit_of_work& u,
                            const storage::any_row* named) {
  const auto& s = act.slots;
  if (const auto bad = check_gym(s, t.voice)) return refuse(t, act, *bad);
  const auto rows = candidates(u, t, storage::logs::last_gym(u, {}, recent_rows));
  auto row = row_of<storage::gym_log_row>(named);
  if (!row) row = meant(rows, t.text, [](const storage::gym_log_row& r) { return r.exercise; });
  if (!row) return say(replies::nothing_like("workout", t.voice));
  const auto before = *row;
  auto after = before;
  if (const auto e = s.text(slot::exercise); e && !tidy(*e).empty())
    after.exercise = tidy(*e, name_limit);
  if (const auto n = s.number(slot::sets)) after.sets = std::llround(*n);
  if (const auto n = s.number(slot::reps)) after.reps = std::llround(*n);
  if (const auto n = s.number(slot::quantity); n && *n >= 1 && !s.has(slot::reps)) {
    // "make it 3" after reps is reps, after sets alone is sets.
    if (after.reps)
      after.reps = std::llround(*n);
    else if (after.sets)
      after.sets = std::llround(*n);
  }
  if (const auto w = s.number(slot::weight)) {
    after.weight_unit = s.text(slot::weight_unit)
                            .value_or(before.weight_unit.value_or(t.voice.imperial ? "lb" : "kg"));
    after.weight_kg = replies::kilograms(*w, *after.weight_unit);
  }
  if (const auto d = s.number(slot::distance)) {
    after.distance_unit =
        s.text(slot::distance_unit)
            .value_or(before.distance_unit.value_or(t.voice.imperial ? "mi" : "km"));
    after.distance_m = replies::metres(*d, *after.distance_unit);
  }
  if (const auto n = s.number(slot::duration_min)) after.duration_min = *n;
  if (const auto n = s.number(slot::calories)) after.calories = *n;
  if (const auto at = s.time(slot::at)) {
    const auto moved = moved_to(*at, before.at, t.state.tz);
    if (*moved > t.now)
      return say(replies::in_the_future(replies::moment(*moved, t.voice), t.voice));
    after.at = *moved;
  }
  auto o = corrected(before, after, t);
  offer_to_remember(u, t, o);
  return o;
}

result<outcome> correct_sleep(const nlp::act& act, const turn_context& t, storage::unit_of_work& u,
                              const storage::any_row* named) {
  const auto rows = candidates(u, t, storage::logs::last_sleep(u, recent_rows));
  if (rows.empty()) return say(replies::nothing_like("sleep", t.voice));
  const auto before = row_of<storage::sleep_log_row>(named).value_or(rows.front());
  auto after = before;
  // What was not said again stays as it was.
  auto slots = act.slots;
  const auto hh_mm = [&](instant at) {
    auto v = t.voice;
    v.clock24 = true;
    return replies::clock(v.tz.to_local(at), v);
  };
  if (!slots.has(slot::date)) slots.set(slot::date, nlp::local_time{before.date, {}});
  const bool new_bed = slots.has(slot::sleep_time), new_up = slots.has(slot::wake_time);
  if (new_bed != new_up) {
    if (!new_bed && before.started_at) slots.set(slot::sleep_time, hh_mm(*before.started_at));
    if (!new_up && before.ended_at) slots.set(slot::wake_time, hh_mm(*before.ended_at));
  } else if (!new_bed && slots.has(slot::duration_min) && before.ended_at) {
    slots.set(slot::wake_time, hh_mm(*before.ended_at));
  } else if (!new_bed && !slots.has(slot::duration_min)) {
    if (before.started_at) slots.set(slot::sleep_time, hh_mm(*before.started_at));
    if (before.ended_at) slots.set(slot::wake_time, hh_mm(*before.ended_at));
    if (!before.started_at) slots.set(slot::duration_min, before.duration_min);
  }
  const auto f = read_sleep(slots, t);
  if (!f || f->minutes <= 0 || f->minutes > minutes_range.most)
    return say(t, {"That is not a length of sleep I can store, so it stays as it was.",
                   "No puedo guardar esa duración de sueño, así que queda como estaba."});
  if (f->to && *f->to > t.now + minutes(2))
    return say(replies::in_the_future(replies::moment(*f->to, t.voice), t.voice));
  after.date = f->date;
  after.started_at = f->from;
  after.ended_at = f->to;
  after.duration_min = f->minutes;
  if (const auto nap = slots.flag(slot::nap)) after.nap = *nap;
  outcome o;
  o.action = "edit_correction";
  o.changes.push_back(storage::updated(before, after));
  o.reply = replies::changed(replies::phrase(after, t.voice), t.voice);
  return o;
}

}  // namespace handlers
