// Changes to what was just written, or to something named: only the slots that change.

#include <algorithm>
#include <cmath>

#include "nlp/followup.hpp"
#include "nlp/slots/slots.hpp"

namespace nlp {
namespace {

using std::chrono::days;
using std::chrono::floor;

std::string_view target_of(intent i) {
  switch (i) {
    case intent::food_log:
      return "food";
    case intent::water_log:
      return "water";
    case intent::gym_log:
      return "gym";
    case intent::sleep_log:
      return "sleep";
    case intent::todo_add:
      return "todo";
    case intent::reminder_add:
      return "reminder";
    case intent::assignment_add:
      return "assignment";
    case intent::fact_store:
      return "fact";
    case intent::water_goal_set:
      return "goal";
    default:
      return {};
  }
}

bool planned_kind(intent i) {
  return i == intent::reminder_add || i == intent::todo_add || i == intent::assignment_add;
}

/// A new moment said for a plan: the day stays unless another is said; am or pm is the nearer one.
std::optional<local_time> changed_due(const frame& f, span s,
                                      const std::optional<local_time>& before) {
  auto times = f.times_in(s, time_bias::future);
  const time_expression* best = nullptr;
  for (const auto& t : times) {
    if (t.recurrence) continue;
    if (!best || t.has_clock) best = &t;
  }
  std::optional<std::chrono::seconds> clock;
  bool half_known = false;
  auto o = f.options(time_bias::future);
  o.lone_numbers = true;
  for (auto i = s.begin; i < s.end && !clock; ++i)
    if (const auto t = clock_at(f.tokens, o, i); t && t->last <= s.end) {
      if (f.number(i) && f.is_any(t->last, {"min", "minutes", "hour", "hours", "days", "h", "lbs",
                                            "kg", "reps", "sets"}))
        continue;
      clock = t->since_midnight;
      half_known = t->half_day_known;
    }
  if (best && best->has_date && !best->has_clock && !best->has_part) {
    local_time out{best->day(), std::nullopt};
    if (clock && times.size() > 1)
      out.time_of_day = clock;
    else if (before)
      out.time_of_day = before->time_of_day;
    return out;
  }
  if (best && best->has_date) return to_local_time(best->at, true);
  if (clock) {
    if (before && before->time_of_day && !half_known) {
      const auto other = *clock + std::chrono::hours(*clock < std::chrono::hours(12) ? 12 : -12);
      const auto far = [&](std::chrono::seconds c) {
        return std::chrono::abs(c - *before->time_of_day);
      };
      if (far(other) < far(*clock)) clock = other;
    }
    if (before && (before->time_of_day || half_known)) return local_time{before->day, clock};
    if (best) return to_local_time(best->at, true);
    return local_time{before ? before->day : floor<days>(f.ctx.now), clock};
  }
  if (best) {
    auto at = to_local_time(best->at, best->has_clock || best->has_part);
    if (before && !best->has_date && at.time_of_day && best->has_part) at.day = before->day;
    return at;
  }
  return std::nullopt;
}

bool change_numbers(const frame& f, span s, const act* before, std::string_view target,
                    slot_map& slots) {
  const auto set = [&](slot k, double v) { slots.set(k, round_to(v, 2)); };
  if (target == "water") {
    for (auto i = s.begin; i < s.end; ++i)
      if (const auto v = volume_at(f.upto(s.end), i)) {
        set(slot::amount_ml, round_to(v->ml, 0));
        return true;
      }
    for (auto i = s.begin; i < s.end; ++i)
      if (const auto n = f.number_at(i, s.end)) {
        const auto ml = before ? before->slots.number(slot::amount_ml) : std::nullopt;
        // "make it 2" of a container said before; "make it 600" of millilitres
        if (n->value >= 50 || !ml)
          set(slot::amount_ml, n->value < 10 ? n->value * 240 : n->value);
        else
          set(slot::amount_ml, n->value <= 6 ? *ml * n->value : n->value * 29.5735);
        return true;
      }
    return false;
  }
  if (target == "gym") {
    const auto entries = read_gym(f.all(), s.begin, s.end, f.ctx.units);
    bool any = false;
    if (!entries.empty()) {
      const auto& e = entries[0];
      if (e.sets) set(slot::sets, *e.sets), any = true;
      if (e.reps) set(slot::reps, *e.reps), any = true;
      if (e.weight)
        set(slot::weight, *e.weight), slots.set(slot::weight_unit, std::string(e.weight_unit)),
            any = true;
      if (e.duration_min) set(slot::duration_min, *e.duration_min), any = true;
      if (e.distance)
        set(slot::distance, *e.distance),
            slots.set(slot::distance_unit, std::string(e.distance_unit)), any = true;
      if (e.calories) set(slot::calories, *e.calories), any = true;
      if (!e.exercise.empty()) slots.set(slot::exercise, e.exercise), any = true;
    }
    const auto lengths = find_durations(f.tokens, "en", s.begin, s.end);
    if (!lengths.empty() && !slots.has(slot::duration_min))
      set(slot::duration_min, lengths[0].minutes), any = true;
    // a distance keeps the unit it had; do not repeat it when it was said the same way
    if (any && before) {
      if (const auto u = slots.text(slot::distance_unit);
          u && before->slots.text(slot::distance_unit) == u)
        slots.erase(slot::distance_unit);
      if (const auto u = slots.text(slot::weight_unit);
          u && before->slots.text(slot::weight_unit) == u)
        slots.erase(slot::weight_unit);
      if (const auto e = slots.text(slot::exercise); e && before->slots.text(slot::exercise) == e)
        slots.erase(slot::exercise);
    }
    if (any) return true;
    for (auto i = s.begin; i < s.end; ++i)
      if (const auto n = f.number_at(i, s.end)) {
        if (f.is_any(n->end, {"reps", "rep"}))
          set(slot::reps, n->value);
        else if (f.is_any(n->end, {"sets", "set"}))
          set(slot::sets, n->value);
        else if (before && before->slots.has(slot::weight) && n->value >= 30)
          set(slot::weight, n->value);
        else if (before && before->slots.has(slot::reps))
          set(slot::reps, n->value);
        else if (before && before->slots.has(slot::distance) &&
                 !before->slots.has(slot::duration_min))
          set(slot::distance, n->value);
        else if (before && before->slots.has(slot::duration_min))
          set(slot::duration_min, n->value);
        else if (before && before->slots.has(slot::distance))
          set(slot::distance, n->value);
        else
          set(slot::reps, n->value);
        return true;
      }
    return false;
  }
  if (target == "sleep") {
    const auto ranges =
        find_clock_ranges(f.tokens, f.options(time_bias::past), sleep_kind::night, s.begin, s.end);
    const auto text = [](local_seconds t) {
      const auto m =
          std::chrono::duration_cast<std::chrono::minutes>(t - local_seconds(floor<days>(t)))
              .count();
      char b[8];
      std::snprintf(b, sizeof b, "%02d:%02d", static_cast<int>(m / 60) % 24,
                    static_cast<int>(m % 60));
      return std::string(b);
    };
    if (!ranges.empty()) {
      slots.set(slot::sleep_time, text(ranges[0].from));
      slots.set(slot::wake_time, text(ranges[0].to));
      set(slot::duration_min, static_cast<double>(std::chrono::duration_cast<std::chrono::minutes>(
                                                      ranges[0].to - ranges[0].from)
                                                      .count()));
      return true;
    }
    const auto lengths = find_durations(f.tokens, "en", s.begin, s.end);
    if (!lengths.empty()) {
      set(slot::duration_min, lengths[0].minutes);
      return true;
    }
    auto o = f.options(time_bias::past);
    o.lone_numbers = true;
    for (auto i = s.begin; i < s.end; ++i)
      if (const auto t = clock_at(f.tokens, o, i); t && t->last <= s.end) {
        bool bed = false, wake = false;
        for (std::size_t k = 0; k < f.size(); ++k) {
          bed = bed || f.is_any(k, {"bed", "asleep", "slept", "sleep"});
          wake = wake || f.is_any(k, {"woke", "up", "wake"});
        }
        const bool hours_only = !t->half_day_known && !f.is(i + 1, ":") && before &&
                                before->slots.has(slot::duration_min) &&
                                !before->slots.has(slot::wake_time);
        if (hours_only && f.number(i)) {
          set(slot::duration_min, f.tokens[i].value * 60);
          return true;
        }
        auto m = t->since_midnight;
        if (bed && !wake && !t->half_day_known && m >= std::chrono::hours(6) &&
            m < std::chrono::hours(12))
          m += std::chrono::hours(12);
        slots.set(bed && !wake ? slot::sleep_time : slot::wake_time,
                  text(local_seconds(local_days{}) + m));
        return true;
      }
    return false;
  }
  return false;
}

bool change_food(const frame& f, span s, const act* before, slot_map& slots) {
  const auto m = [&]() -> std::optional<macros> {
    for (auto i = s.begin; i < s.end; ++i)
      if (auto x = macros_at(f.upto(s.end), i); x && x->any()) return x;
    return std::nullopt;
  }();
  bool any = false;
  if (m) {
    if (m->calories) slots.set(slot::calories, *m->calories), any = true;
    if (m->protein_g) slots.set(slot::protein_g, *m->protein_g), any = true;
    if (m->carbs_g) slots.set(slot::carbs_g, *m->carbs_g), any = true;
    if (m->fat_g) slots.set(slot::fat_g, *m->fat_g), any = true;
  }
  if (any) return true;
  auto i = s.begin;
  while (i < s.end && (f.symbol(i) || f.is_any(i, {"it", "was", "is", "actually", "to", "really",
                                                   "just", "only", "had", "i", "like"})))
    ++i;
  static const auto& c = classes();
  // a meal: "that was dinner", "for lunch not breakfast"
  for (auto k = i; k < s.end; ++k)
    if (const auto e = f.member_end(k, c.meal, s.end);
        e && (k == i || f.is_any(k - 1, {"for", "as", "at"})) &&
        (e == s.end || !shared_foods().is_food_word(f.word(e)))) {
      slots.set(slot::meal, std::string(f.member_value(k, c.meal, s.end)));
      return true;
    }
  const auto p = portion_before(f.upto(s.end), i);
  std::size_t begin = i;
  if (p && (p->has_quantity || !p->unit.empty())) {
    if (p->has_quantity) slots.set(slot::quantity, round_to(p->quantity, 3)), any = true;
    if (!p->unit.empty()) slots.set(slot::unit, std::string(p->unit)), any = true;
    begin = p->end;
  } else if (const auto n = f.number_at(i, s.end)) {
    slots.set(slot::quantity, round_to(n->value, 3));
    any = true;
    begin = n->end;
  }
  while (begin < s.end && (f.is_any(begin, {"a", "an", "the", "of", "my", "some"}))) ++begin;
  auto end = s.end;
  for (auto k = begin; k < s.end; ++k)
    if (f.is_any(k,
                 {"not", "instead", "rather", "sorry", "please", "from", "for", "today", "and"}) ||
        f.symbol(k)) {
      end = k;
      break;
    }
  if (begin < end) {
    auto name = shared_foods().repair(f.all(), begin, end);
    if (name.empty()) name = f.say({begin, end});
    const auto old = before ? before->slots.text(slot::food) : std::nullopt;
    const bool same =
        old && (old->find(name) != std::string::npos || name.find(*old) != std::string::npos ||
                (name.size() > 1 && name.ends_with('s') &&
                 old->find(name.substr(0, name.size() - 1)) != std::string::npos));
    const bool rest = f.is_any(begin, {"of", "them", "those", "that", "it", "total", "ones"});
    if (!same && !rest && !name.empty()) {
      slots.set(slot::food, name);
      any = true;
    }
  }
  return any;
}

}  // namespace

std::optional<act> bare_change(const frame& f, const prior_turn& prior) {
  if (!prior.last || f.size() > 8) return std::nullopt;
  const auto target = target_of(prior.last->kind);
  if (target.empty()) return std::nullopt;
  act a = make_act(intent::edit_correction, 0.75, f.say({0, f.size()}),
                   "a change to what was just said");
  a.slots.set(slot::target, std::string(target));
  span s{0, f.size()};
  while (s.begin < s.end && (f.symbol(s.begin) ||
                             f.is_any(s.begin, {"no",   "wait",  "sorry", "oops", "actually", "it",
                                                "was",  "that",  "is",    "like", "i",        "did",
                                                "had",  "meant", "only",  "just", "should",   "be",
                                                "make", "wrong", "the",   "its"})))
    ++s.begin;
  while (s.end > s.begin &&
         (f.symbol(s.end - 1) || f.is_any(s.end - 1, {"sorry", "actually", "total", "instead",
                                                      "please", "lol", "my", "bad"})))
    --s.end;
  if (s.empty()) return std::nullopt;
  const auto past = find_past(f, s);
  bool only_time = past.at.has_value() || !past.words.empty();
  for (auto i = s.begin; i < s.end && only_time; ++i)
    only_time = f.symbol(i) || f.is_any(i, {"at", "on", "for", "in", "the"}) ||
                std::any_of(past.words.begin(), past.words.end(),
                            [i](const span& w) { return w.contains(i); });
  auto& slots = a.slots;
  if (planned_kind(prior.last->kind)) {
    for (const auto& t : f.times_in(s, time_bias::future))
      if (t.recurrence) slots.set(slot::recurrence, to_string(*t.recurrence));
    std::optional<local_time> before = prior.last->slots.time(slot::due);
    bool timely = false;
    for (const auto& t : f.times_in(s, time_bias::future))
      timely = timely || (t.last - t.first + 1 >= s.size());
    if (s.size() <= 3 && f.number(s.begin)) timely = true;
    if (timely && !slots.has(slot::recurrence))
      if (const auto due = changed_due(f, s, before)) slots.set(slot::due, *due);
    if (slots.has(slot::due) || slots.has(slot::recurrence)) return a;
    return std::nullopt;
  }
  if (only_time && past.at) {
    slots.set(slot::at, *past.at);
    return a;
  }
  if (target == "food") {
    // a place, a figure, a meal, a count; a food by itself is another food
    if (f.is_any(s.begin, {"from", "at"}) && s.size() <= 5) {
      slots.set(slot::restaurant, f.say({s.begin + 1, s.end}));
      return a;
    }
    if (!change_food(f, s, &*prior.last, slots)) return std::nullopt;
    const bool named = slots.has(slot::food);
    const bool corrected =
        f.is_any(0, {"no", "wait", "sorry", "actually", "it", "oops", "i", "wrong", "that"});
    if (named && !corrected) return std::nullopt;
    return a;
  }
  if (target == "fact") {
    if (!f.number(s.begin)) return std::nullopt;
    slots.set(slot::value, f.say(s));
    return a;
  }
  if (target == "goal") {
    for (auto i = s.begin; i < s.end; ++i)
      if (const auto v = volume_at(f.upto(s.end), i)) slots.set(slot::goal_ml, round_to(v->ml, 0));
    return slots.has(slot::goal_ml) ? std::optional(a) : std::nullopt;
  }
  bool figure = false;
  for (auto i = s.begin; i < s.end; ++i) figure = figure || f.number_at(i, s.end).has_value();
  const bool corrected =
      f.is_any(0, {"no", "wait", "sorry", "actually", "it", "oops", "wrong", "that"});
  if (!figure && !corrected) return std::nullopt;
  if (!change_numbers(f, s, &*prior.last, target, slots)) {
    const auto name = target == "gym" ? exercise_in(f, s) : std::string();
    if (name.empty()) return std::nullopt;
    slots.set(slot::exercise, name);
  }
  return a;
}

std::optional<act_list> fill_correction(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto s = r.core_span();
  const auto prior = read_prior(f.ctx);
  const bool weak = !hit.fixed("weak").empty();
  const bool history = prior.last.has_value();
  if (r.s.asks && !r.c.request) return std::nullopt;
  if (hit.rule->weight < 80 && !history) return std::nullopt;
  if (weak && s.size() > 12) return std::nullopt;
  if (weak && ((r.s.other_person && !f.is_any(r.c.core, {"it", "that", "this", "no"})) ||
               r.s.figure || (r.s.opinion && !history)))
    return std::nullopt;
  const auto* change = hit.find("change");
  const auto* old = hit.find("old");
  span c = change ? span{change->begin, change->end} : span{hit.end, s.end};
  if (change && !old) c.end = r.c.s.end;
  // what is said after "not" is the old value
  for (auto i = c.begin + 1; i < c.end; ++i)
    if (f.is(i, "not") || f.is(i, "instead")) {
      c.end = i;
      break;
    }
  if (c.empty() && !hit.find("change") && hit.fixed("move").empty()) return std::nullopt;

  act a = make_act(intent::edit_correction, 0.85, f.say(r.c.s), "a change to what was said");
  std::string target;
  const act* before = nullptr;
  if (history) {
    target = target_of(prior.last->kind);
    before = &*prior.last;
  }
  span old_span = old ? span{old->begin, old->end} : span{};
  // A thing named may be of another kind than the last one.
  if (old && !old_span.empty()) {
    const bool planned_word = [&] {
      for (auto i = old_span.begin; i < old_span.end; ++i)
        if (f.is_any(i, {"reminder", "alarm", "appointment", "appt", "meeting", "timer"}))
          return true;
      return false;
    }();
    if (planned_word) target = "reminder";
    for (auto i = old_span.begin; i < old_span.end; ++i) {
      if (f.is_any(i, {"todo", "task"})) target = "todo";
      if (f.is_any(i, {"goal"})) target = "goal";
      if (f.is_any(i, {"assignment", "homework", "quiz", "exam", "essay", "midterm", "hw"}) &&
          target != "reminder")
        target = "assignment";
    }
    if (!history && target.empty()) {
      const auto foods = shared_foods().find_all(f.all().subspan(0, old_span.end));
      const bool food = std::any_of(foods.begin(), foods.end(), [&](const auto& m) {
        return m.begin >= old_span.begin && !m.ambiguous;
      });
      if (food)
        target = "food";
      else if (!exercise_in(f, old_span).empty())
        target = "gym";
    }
  }
  const bool move = !hit.fixed("move").empty();
  if (move && f.times_in(s, time_bias::future, true).empty()) return std::nullopt;
  if (target.empty() && move) target = "reminder";
  if (target.empty()) {
    if (!history && hit.rule->weight < 86) return std::nullopt;
    if (f.times_in(c, time_bias::future).empty()) return std::nullopt;
    target = "reminder";
  }
  if (move && target != "todo" && target != "assignment" && target != "reminder")
    target = "reminder", before = nullptr;
  a.slots.set(slot::target, target);
  auto& slots = a.slots;
  std::optional<local_time> due_before;
  if (before && planned_kind(before->kind)) due_before = before->slots.time(slot::due);

  bool any = false;
  if (target == "reminder" || target == "todo" || target == "assignment") {
    // "20 min later", "push it back an hour"
    const auto lengths = find_durations(f.tokens, "en", s.begin, s.end);
    const bool shift = !lengths.empty() && [&] {
      for (auto i = s.begin; i < s.end; ++i)
        if (f.is_any(i, {"later", "earlier", "back", "by", "forward", "sooner"})) return true;
      return false;
    }();
    if (shift && due_before && due_before->time_of_day) {
      bool earlier = false;
      for (auto i = s.begin; i < s.end; ++i)
        earlier =
            earlier || f.is_any(i, {"earlier", "sooner"}) || (f.is(i, "up") && f.is(i + 1, "by"));
      const auto by = std::chrono::seconds(std::lround(lengths[0].minutes * 60));
      const auto at = due_before->or_at(std::chrono::seconds(0)) + (earlier ? -by : by);
      slots.set(slot::due, to_local_time(at, true));
      any = true;
    } else {
      for (const auto& t : f.times_in(c.empty() ? s : c, time_bias::future))
        if (t.recurrence) slots.set(slot::recurrence, to_string(*t.recurrence)), any = true;
      if (const auto due = changed_due(f, c.empty() ? s : c, due_before)) {
        slots.set(slot::due, *due);
        any = true;
      }
      if (!any && !c.empty() && !weak) {
        auto text = strip_lead(f.say(c), {"to", "it", "that", "was", "say", "be"});
        if (!text.empty()) {
          slots.set(target == "assignment" ? slot::assignment_name : slot::content, text);
          any = true;
        }
      } else if (!any && weak && history && f.is_any(s.begin, {"no", "nope"}) && c.size() <= 4 &&
                 c.size() >= 1) {
        auto text = strip_lead(f.say(c), {"to", "it", "that", "was"});
        if (!text.empty() && !f.is_any(c.begin, {"not", "do", "thanks", "i", "leave", "keep",
                                                 "please", "delete", "cancel"})) {
          slots.set(target == "assignment" ? slot::assignment_name : slot::content, text);
          any = true;
        }
      }
    }
  } else if (target == "food") {
    any = change_food(f, c, before, slots);
    if (!any || (!slots.has(slot::food) && !slots.has(slot::quantity) && !slots.has(slot::meal) &&
                 !slots.has(slot::calories))) {
      const auto past = find_past(f, c);
      if (past.at) slots.set(slot::at, *past.at), any = true;
    } else {
      const auto past = find_past(f, c);
      if (past.at && slots.has(slot::food)) {
        // "that was yesterday", "it was at 8pm": a time, not a name
        const auto name = slots.text(slot::food);
        bool only_time = true;
        for (auto i = c.begin; i < c.end; ++i) {
          bool in = false;
          for (const auto& w : past.words) in = in || w.contains(i);
          if (!in && !f.symbol(i) && !f.is_any(i, {"it", "was", "that", "at", "for"}))
            only_time = false;
        }
        if (only_time) {
          slots.erase(slot::food);
          slots.erase(slot::quantity);
          slots.erase(slot::unit);
        }
        slots.set(slot::at, *past.at);
        (void)name;
      }
    }
  } else if (target == "goal") {
    for (auto i = c.begin; i < c.end && !any; ++i)
      if (const auto v = volume_at(f.upto(c.end), i))
        slots.set(slot::goal_ml, round_to(v->ml, 0)), any = true;
  } else if (target == "fact") {
    const auto text = f.say(c);
    if (!text.empty()) slots.set(slot::value, text), any = true;
  } else {
    any = change_numbers(f, c, before, target, slots);
    if (!any) {
      const auto past = find_past(f, c);
      if (past.at) slots.set(slot::at, *past.at), any = true;
    }
    if (!any && target == "gym") {
      const auto name = exercise_in(f, c);
      if (!name.empty()) slots.set(slot::exercise, name), any = true;
    }
    if (!any && !weak && target == "gym" && hit.rule->weight >= 82 && c.size() <= 4) {
      slots.set(slot::exercise, strip_lead(f.say(c), {"a", "an", "it", "was"}));
      any = true;
    }
  }
  if (!any) return std::nullopt;
  return act_list{a};
}

}  // namespace nlp
