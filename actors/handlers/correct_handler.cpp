#include <algorithm>
#include <cmath>

#include "actors/handlers/fixes.hpp"
#include "actors/handlers/intents.hpp"
#include "actors/handlers/open_items.hpp"
#include "actors/handlers/support.hpp"
#include "nlp/entities/recurrence.hpp"
#include "storage/repositories/action_repository.hpp"
#include "storage/repositories/fact_repository.hpp"
#include "storage/repositories/item_repository.hpp"

// "make it 3", "change lunch to 500 cal", "move the dentist to 11": which row is meant, then what
// changes in it.

namespace handlers {
namespace {

using nlp::slot;
using namespace std::chrono;

constexpr std::int64_t recent_rows = 30;

/// Rows of one type by the last recorded first: what this text did, what the last act did, then
/// `others` (newest first).
template <class Row>
std::vector<Row> candidates(storage::unit_of_work& u, const turn_context& t,
                            std::vector<Row> others) {
  overlay(others, t.earlier);
  std::vector<row_id> order;
  const auto note = [&](const std::vector<storage::row_change>& changes) {
    for (auto it = changes.rbegin(); it != changes.rend(); ++it)
      if (it->after)
        if (const auto* r = std::get_if<Row>(&*it->after)) order.push_back(r->id);
  };
  note(t.earlier);
  if (const auto last = storage::actions::last_done(u))
    if (auto changes = storage::changes_from_json(last->changes.plain)) {
      note(*changes);
      // The last act may be about an entry of long ago.
      for (const auto& c : *changes) {
        const auto* r = c.after ? std::get_if<Row>(&*c.after) : nullptr;
        if (!r || std::ranges::any_of(others, [&](const Row& o) { return o.id == r->id; }))
          continue;
        if (auto now = storage::actions::stored(u, *c.after))
          others.push_back(std::get<Row>(std::move(*now)));
      }
    }
  const auto rank = [&](const Row& r) { return std::ranges::find(order, r.id) - order.begin(); };
  std::ranges::stable_sort(others, [&](const Row& a, const Row& b) {
    const auto x = rank(a), y = rank(b);
    return x != y ? x < y : a.id > b.id;
  });
  return others;
}

/// The row whose name the text says; else the last recorded.
template <class Row, class Name>
std::optional<Row> meant(const std::vector<Row>& rows, std::string_view text, Name name_of_row) {
  double best = 0;
  const Row* found = nullptr;
  for (const auto& r : rows) {
    const auto score = similarity(name_of_row(r), text);
    if (score >= 0.5 && score > best + 0.15) {
      best = score;
      found = &r;
    }
  }
  if (found) return *found;
  if (rows.empty()) return std::nullopt;
  return rows.front();
}

/// Moves to another time; a time without a day keeps the day, a day without a time the time.
std::optional<instant> moved_to(const nlp::local_time& said, instant was, const zone& tz) {
  const auto local = tz.to_local(was);
  const auto time = local - local_seconds(floor<days>(local));
  return tz.to_instant(said.or_at(time));
}

// --- food ----------------------------------------------------------------------------------------

/// The meal an entry belongs to: said, else by the hour.
std::string meal_of(const storage::food_log_row& r, const turn_context& t) {
  if (r.meal) return *r.meal;
  const auto local = t.state.tz.to_local(r.at);
  const auto hour = floor<hours>(local - local_seconds(floor<days>(local))).count();
  if (hour >= 4 && hour < 11) return "breakfast";
  if (hour >= 11 && hour < 15) return "lunch";
  if (hour >= 17 && hour < 22) return "dinner";
  return "snack";
}

std::optional<std::string> meal_named(std::string_view text) {
  for (const auto& w : match_words(text))
    for (const std::string_view meal : {"breakfast", "lunch", "dinner", "snack"})
      if (w == meal) return std::string(meal);
  return std::nullopt;
}

/// "make it 600" of a wrap with calories: nobody eats 600 of them.
bool means_calories(const nlp::slot_map& s, const storage::food_log_row& of) {
  constexpr double more_than_anyone_eats = 50;
  const auto n = s.number(slot::quantity);
  return n && *n >= more_than_anyone_eats && of.quantity < more_than_anyone_eats && of.calories &&
         !s.has(slot::unit) && !s.has(slot::calories);
}

result<outcome> correct_food(const nlp::act& act, const turn_context& t,
                             const food_estimator& estimate, storage::unit_of_work& u) {
  const auto& s = act.slots;
  if (const auto bad = check_food(s)) return refuse(t, act, *bad);
  auto rows = candidates(u, t, storage::logs::last_food(u, {}, recent_rows));
  if (rows.empty()) return say(replies::nothing_like("food", t.voice));

  std::optional<storage::food_log_row> row;
  // An answer to "which one?".
  if (const auto item = s.text(slot::item)) {
    const auto numbers = list_numbers(*item);
    const auto& list = t.state.talk.last_list;
    std::vector<std::string> names;
    std::vector<storage::food_log_row> listed;
    for (const auto id : list)
      for (const auto& r : rows)
        if (r.id == id) {
          names.push_back(r.food_name);
          listed.push_back(r);
        }
    if (!numbers.empty() && numbers.front() <= listed.size())
      row = listed[numbers.front() - 1];
    else if (const auto p = pick_by_words(*item, names); p.best.size() == 1)
      row = listed[p.best.front()];
  }
  const bool new_figures = s.has(slot::calories) || s.has(slot::protein_g) ||
                           s.has(slot::carbs_g) || s.has(slot::fat_g) || s.has(slot::quantity);
  bool name_is_key = false;
  if (!row) {
    // "stew was 450 cal": the food says which one, it is not the new name.
    if (const auto food = s.text(slot::food); food && new_figures) {
      std::vector<std::string> names;
      for (const auto& r : rows) names.push_back(r.food_name);
      if (const auto p = pick_by_words(*food, names); !p.best.empty()) {
        row = rows[p.best.front()];
        name_is_key = true;
      }
    }
  }
  const auto meal = meal_named(t.text);
  bool meal_is_key = false;
  if (!row && meal && new_figures) {
    std::vector<storage::food_log_row> of_meal;
    const auto day = s.time(slot::at) ? s.time(slot::at)->day : today(t);
    // What was called lunch; else what was eaten about that time.
    for (const auto& r : rows)
      if (day_of(t, r.at) == day && r.meal == *meal) of_meal.push_back(r);
    if (of_meal.empty())
      for (const auto& r : rows)
        if (day_of(t, r.at) == day && meal_of(r, t) == *meal) of_meal.push_back(r);
    if (of_meal.empty()) return say("I found no " + *meal + " of today to change.");
    if (of_meal.size() > 1) {
      std::vector<std::string> names;
      std::vector<row_id> ids;
      std::ranges::reverse(of_meal);
      for (const auto& r : of_meal) {
        names.push_back(replies::phrase(r, t.voice));
        ids.push_back(r.id);
      }
      auto o = ask(t, act, slot::item, replies::which_one(names, t.voice));
      o.talk->last_list = std::move(ids);
      return o;
    }
    row = of_meal.front();
    meal_is_key = true;
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
  if (const auto m = s.text(slot::meal); m && !meal_is_key) after.meal = *m;
  if (const auto place = s.text(slot::restaurant)) after.restaurant = tidy(*place, name_limit);
  if (const auto at = s.time(slot::at); at && !meal_is_key) {
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
        return say(replies::out_of_range(replies::energy(*after.calories), "up to 10000 cal", {},
                                         t.voice));
    } else if (!own) {
      clear();
      estimate_into(after, estimate);
    }
  }
  outcome o;
  o.action = "edit_correction";
  o.changes.push_back(storage::updated(before, after));
  o.reply = replies::changed(
      replies::phrase(after, t.voice) +
          replies::when_not_today(after.at, day_of(t, after.at), today(t), t.voice),
      t.voice);
  if (day_of(t, after.at) == today(t) || day_of(t, before.at) == today(t)) {
    o.total_key = "food";
    o.total = replies::food_total(totals_after(t, o.changes), t.voice);
  }
  offer_to_remember(u, t, o);
  return o;
}

// --- the other logs ------------------------------------------------------------------------------

result<outcome> correct_water(const nlp::act& act, const turn_context& t,
                              storage::unit_of_work& u) {
  const auto rows = candidates(u, t, storage::logs::last_water(u, recent_rows));
  if (rows.empty()) return say(replies::nothing_like("water", t.voice));
  const auto before = rows.front();
  auto after = before;
  if (const auto ml = act.slots.number(slot::amount_ml)) {
    if (!within(*ml, water_range)) {
      const auto likely = likely_value(*ml, water_range.most);
      return refuse(t, act,
                    {slot::amount_ml, replies::volume(*ml, t.voice) + " of water",
                     "up to " + replies::volume(water_range.most, t.voice),
                     replies::volume(likely, t.voice), likely});
    }
    after.amount_ml = *ml;
  } else if (const auto times = act.slots.number(slot::quantity); times && *times > 0) {
    // "make it 3": three of what was logged.
    if (!within(after.amount_ml * *times, water_range))
      return say(replies::out_of_range(replies::volume(after.amount_ml * *times, t.voice),
                                       "up to " + replies::volume(water_range.most, t.voice), {},
                                       t.voice));
    after.amount_ml *= *times;
  }
  if (const auto at = act.slots.time(slot::at)) {
    const auto moved = moved_to(*at, before.at, t.state.tz);
    if (*moved > t.now)
      return say(replies::in_the_future(replies::moment(*moved, t.voice), t.voice));
    after.at = *moved;
  }
  outcome o;
  o.action = "edit_correction";
  o.changes.push_back(storage::updated(before, after));
  o.reply = replies::changed(
      replies::phrase(after, t.voice) +
          replies::when_not_today(after.at, day_of(t, after.at), today(t), t.voice),
      t.voice);
  o.total_key = "water";
  o.total = replies::water_total(totals_after(t, o.changes), t.voice);
  return o;
}

result<outcome> correct_gym(const nlp::act& act, const turn_context& t, storage::unit_of_work& u) {
  const auto& s = act.slots;
  if (const auto bad = check_gym(s, t.voice)) return refuse(t, act, *bad);
  const auto rows = candidates(u, t, storage::logs::last_gym(u, {}, recent_rows));
  const auto row = meant(rows, t.text, [](const storage::gym_log_row& r) { return r.exercise; });
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
  outcome o;
  o.action = "edit_correction";
  o.changes.push_back(storage::updated(before, after));
  o.reply = replies::changed(
      replies::phrase(after, t.voice) +
          replies::when_not_today(after.at, day_of(t, after.at), today(t), t.voice),
      t.voice);
  offer_to_remember(u, t, o);
  return o;
}

result<outcome> correct_sleep(const nlp::act& act, const turn_context& t,
                              storage::unit_of_work& u) {
  const auto rows = candidates(u, t, storage::logs::last_sleep(u, recent_rows));
  if (rows.empty()) return say(replies::nothing_like("sleep", t.voice));
  const auto before = rows.front();
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
    return say("That is not a length of sleep I can store, so it stays as it was.");
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

// --- items, facts, goals -------------------------------------------------------------------------

result<outcome> correct_item(const nlp::act& act, const turn_context& t, storage::unit_of_work& u,
                             const std::string& type) {
  const auto& s = act.slots;
  auto others = storage::items::completable_items(u, type, 200);
  auto rows = candidates(u, t, std::move(others));
  std::erase_if(rows, [&](const auto& r) { return r.type != type || r.status != "open"; });
  const auto hint = s.text(slot::item).value_or(std::string(t.text));
  std::optional<storage::item_row> row;
  if (const auto numbers = list_numbers(hint);
      !numbers.empty() && numbers.front() <= t.state.talk.last_list.size())
    for (const auto& r : rows)
      if (r.id == t.state.talk.last_list[numbers.front() - 1]) row = r;
  if (!row) row = meant(rows, hint, [](const storage::item_row& r) { return r.content; });
  if (!row) return say(replies::nothing_like(type, t.voice));
  const auto before = *row;
  auto after = before;
  if (const auto c = s.text(slot::content); c && !tidy(*c).empty()) after.content = tidy(*c);
  if (const auto list = s.text(slot::list)) after.list = lower(tidy(*list, name_limit));
  const auto said_rule = s.text(slot::recurrence);
  const auto rule = said_rule      ? nlp::recurrence_from(*said_rule)
                    : before.rrule ? nlp::rrule_from(*before.rrule)
                                   : std::nullopt;
  if (const auto due = s.time(slot::due)) {
    if (type == "todo" && !due->time_of_day) {
      after.due_at = t.state.tz.day_start(due->day);
      after.due_all_day = true;
    } else {
      after.due_at = before.due_at ? moved_to(*due, *before.due_at, t.state.tz)
                                   : t.state.tz.to_instant(due->or_at(hours(9)));
      after.due_all_day = false;
    }
    after.sent_at.reset();
    if (rule) after.series_start = t.state.tz.to_local(*after.due_at);
  }
  if (rule) {
    after.rrule = nlp::to_rrule(*rule);
    if (!after.series_start)
      after.series_start = after.due_at ? t.state.tz.to_local(*after.due_at) : t.local_now;
    if (!after.due_at || *after.due_at <= t.now || said_rule) {
      const auto next = nlp::next_occurrence(*rule, *after.series_start, t.local_now);
      if (next) after.due_at = t.state.tz.to_instant(*next);
    }
  }
  if (type == "reminder" && s.has(slot::due) && after.due_at && *after.due_at <= t.now) {
    auto later = act;
    later.slots.erase(slot::due);
    return ask(t, std::move(later), slot::due,
               replies::when_has_passed(replies::moment(*after.due_at, t.voice), t.voice));
  }
  outcome o;
  o.action = "edit_correction";
  o.changes.push_back(storage::updated(before, after));
  o.reply = replies::changed(replies::phrase(after, t.voice), t.voice);
  return o;
}

result<outcome> correct_assignment(const nlp::act& act, const turn_context& t,
                                   storage::unit_of_work& u) {
  const auto& s = act.slots;
  auto rows = candidates(u, t, storage::items::open_assignments(u, {}, 200));
  std::erase_if(rows, [](const auto& r) { return r.status != "open"; });
  const auto row = meant(rows, t.text, [](const storage::assignment_row& r) {
    return r.class_name + " " + r.assignment_name;
  });
  if (!row) return say(replies::nothing_like("assignment", t.voice));
  auto after = *row;
  if (const auto c = s.text(slot::class_name)) after.class_name = tidy(*c, name_limit);
  if (const auto n = s.text(slot::assignment_name); n && !tidy(*n).empty())
    after.assignment_name = tidy(*n, name_limit);
  if (const auto due = s.time(slot::due)) {
    const bool keeps_time = !due->time_of_day && row->due_at && !row->due_all_day;
    after.due_all_day = !due->time_of_day && !keeps_time;
    after.due_at = keeps_time         ? moved_to(*due, *row->due_at, t.state.tz)
                   : due->time_of_day ? std::optional(t.state.tz.to_instant(due->or_at(seconds(0))))
                                      : std::optional(t.state.tz.day_start(due->day));
  }
  outcome o;
  o.action = "edit_correction";
  o.changes.push_back(storage::updated(*row, after));
  o.reply = replies::changed(replies::phrase(after, t.voice), t.voice);
  return o;
}

result<outcome> correct_fact(const nlp::act& act, const turn_context& t, storage::unit_of_work& u) {
  auto rows = storage::facts::current(u);
  overlay(rows, t.earlier);
  std::erase_if(rows, [](const auto& f) { return f.superseded_at.has_value(); });
  std::ranges::stable_sort(rows, [](const auto& a, const auto& b) { return a.id > b.id; });
  const auto hint = act.slots.text(slot::key).value_or(std::string(t.text));
  const auto row = meant(rows, hint, [](const storage::fact_row& r) { return r.key.plain; });
  if (!row) return say(replies::nothing_like("fact", t.voice));
  const auto value = tidy(act.slots.text(slot::value).value_or(""), fact_limit);
  if (value.empty()) return ask(t, act, slot::value, "What is your " + row->key.plain + "?");
  auto closed = *row;
  closed.superseded_at = t.now;
  auto after = *row;
  after.id = t.ids.next();
  after.value.plain = value;
  after.created_at = t.now;
  after.message_id = t.message_id;
  outcome o;
  o.action = "edit_correction";
  o.changes.push_back(storage::updated(*row, closed));
  o.changes.push_back(storage::inserted(after));
  o.reply = replies::fact_saved(after, &*row, t.voice);
  return o;
}

/// What the last act recorded, when the text does not say.
std::string last_target(storage::unit_of_work& u, const turn_context& t) {
  std::string target;
  const auto look = [&](const std::vector<storage::row_change>& changes) {
    for (const auto& c : changes) {
      if (!c.after) continue;
      if (std::holds_alternative<storage::food_log_row>(*c.after)) target = "food";
      if (std::holds_alternative<storage::water_log_row>(*c.after)) target = "water";
      if (std::holds_alternative<storage::gym_log_row>(*c.after)) target = "gym";
      if (std::holds_alternative<storage::sleep_log_row>(*c.after)) target = "sleep";
      if (const auto* i = std::get_if<storage::item_row>(&*c.after)) target = i->type;
      if (std::holds_alternative<storage::assignment_row>(*c.after)) target = "assignment";
      if (std::holds_alternative<storage::fact_row>(*c.after)) target = "fact";
    }
  };
  if (const auto last = storage::actions::last_done(u))
    if (auto changes = storage::changes_from_json(last->changes.plain)) look(*changes);
  look(t.earlier);
  return target;
}

}  // namespace

handled correct(const nlp::act& act, const turn_context& t, const food_estimator& estimate) {
  if (act.slots.text(slot::target) == "goal" || act.slots.has(slot::goal_ml)) {
    auto goal = act;
    if (!goal.slots.has(slot::goal_ml))
      if (const auto ml = act.slots.number(slot::amount_ml)) goal.slots.set(slot::goal_ml, *ml);
    goal.kind = nlp::intent::water_goal_set;
    // The copy must live as long as what the handler returns.
    auto kept = std::make_shared<const nlp::act>(std::move(goal));
    auto h = set_water_goal(*kept, t);
    if (auto* read = std::get_if<deferred>(&h))
      return deferred([kept, f = std::move(*read)](storage::unit_of_work& u) { return f(u); });
    return h;
  }
  return deferred([&act, &t, &estimate](storage::unit_of_work& u) -> result<outcome> {
    auto target = act.slots.text(slot::target).value_or("");
    if (target.empty()) target = last_target(u, t);
    if (target == "food") return correct_food(act, t, estimate, u);
    if (target == "water") return correct_water(act, t, u);
    if (target == "gym") return correct_gym(act, t, u);
    if (target == "sleep") return correct_sleep(act, t, u);
    if (target == "todo" || target == "reminder") return correct_item(act, t, u, target);
    if (target == "assignment") return correct_assignment(act, t, u);
    if (target == "fact") return correct_fact(act, t, u);
    return say("What should I change? Like \"change lunch to 500 cal\".");
  });
}

}  // namespace handlers
