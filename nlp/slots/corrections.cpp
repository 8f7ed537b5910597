// Changes to what was just written, or to something named: only the slots that change.

#include <algorithm>

#include "nlp/followup.hpp"
#include "nlp/slots/changes.hpp"

namespace nlp {

namespace {

/// "no ...", "... i mean": says that what was written is wrong.
bool corrects(const frame& f) {
  auto end = f.size();
  while (end > 0 && f.symbol(end - 1)) --end;
  return f.is_any(0, {"no", "wait", "sorry", "actually", "it", "oops", "wrong", "that", "nope",
                      "correction"}) ||
         (end > 0 &&
          f.is_any(end - 1, {"mean", "meant", "sorry", "actually", "instead", "rather"}));
}

}  // namespace

std::optional<act> spelt_anew(const frame& f, const prior_turn& prior) {
  if (!prior.last || f.size() > 8) return std::nullopt;
  const auto target = target_of(prior.last->kind);
  if (target.empty()) return std::nullopt;
  act a =
      make_act(intent::edit_correction, 0.85, f.say({0, f.size()}), "a word of the last one, anew");
  a.slots.set(slot::target, std::string(target));
  span s{0, f.size()};
  while (s.begin < s.end &&
         (f.symbol(s.begin) || f.is_any(s.begin, {"no", "sorry", "that", "is", "thats", "its", "it",
                                                  "those", "are", "was", "oops"})))
    ++s.begin;
  while (s.end > s.begin && (f.symbol(s.end - 1) || f.in_class(s.end - 1, classes().filler)))
    --s.end;
  if (s.empty()) return std::nullopt;
  // "email not call": a word of it exchanged
  for (auto i = s.begin + 1; i + 1 < s.end; ++i)
    if (f.is(i, "not"))
      for (const auto k : {slot::content, slot::assignment_name})
        if (auto t = prior.last->slots.text(k)) {
          const auto wrong = f.say({i + 1, s.end}), right = f.say({s.begin, i});
          const auto at = t->find(wrong);
          if (wrong.empty() || at == std::string::npos) continue;
          t->replace(at, wrong.size(), right);
          a.slots.set(k, *t);
          return a;
        }
  // "mrs patil*", "*front squat": a word spelt anew
  if (f.is(f.size() - 1, "*") || f.is(0, "*")) {
    const auto said = f.as_written(s);
    if (target == "gym" && !f.is_any(s.begin, {"kg", "kgs", "kilos", "lb", "lbs", "pounds"}) &&
        !f.is(s.begin, "x") && !f.number(s.begin)) {
      const auto name = exercise_in(f, s);
      a.slots.set(slot::exercise, name.empty() ? said : name);
      return a;
    }
    if (target == "food" && !f.number(s.begin) && !f.is(s.begin, "x")) {
      a.slots.set(slot::food, said);
      return a;
    }
    for (const auto k : {slot::content, slot::assignment_name, slot::value})
      if (const auto t = prior.last->slots.text(k)) {
        a.slots.set(k, respelt(*t, said).value_or(said));
        return a;
      }
  }
  // "wrong class its psych", "thats lbs"
  if (target == "assignment")
    for (auto i = s.begin; i + 1 < s.end; ++i)
      if (f.is_any(i, {"class", "course", "subject"})) {
        auto b = i + 1;
        while (b < s.end && (f.symbol(b) || f.is_any(b, {"it", "is", "its", "was", "for", "s"})))
          ++b;
        if (b >= s.end) break;
        a.slots.set(slot::class_name, f.say({b, s.end}));
        return a;
      }
  if (target == "gym" && prior.last->slots.has(slot::weight) && !f.number(s.begin))
    for (auto i = s.begin; i < s.end && s.size() <= 3; ++i) {
      const bool lb = f.is_any(i, {"lb", "lbs", "pounds"}),
                 kg = f.is_any(i, {"kg", "kilos", "kgs"});
      if (!lb && !kg) continue;
      a.slots.set(slot::weight_unit, std::string(lb ? "lb" : "kg"));
      return a;
    }
  return std::nullopt;
}

std::optional<act> bare_change(const frame& f, const prior_turn& prior) {
  if (!prior.last || f.size() > 8) return std::nullopt;
  const auto target = target_of(prior.last->kind);
  if (target.empty()) return std::nullopt;
  if (auto a = contrasted(f, {0, f.size()}, prior)) return a;
  // "no cheese come to think of it": the food without it
  if (target == "food" && f.is(0, "no") && f.size() >= 2)
    if (auto t = prior.last->slots.text(slot::food)) {
      const auto with = " with " + std::string(f.word(1));
      // "no bun"
      if (f.size() == 2 && t->find(with) == std::string::npos && f.foods_in({1, 2}).size() == 1 &&
          t->find(f.word(1)) == std::string::npos && prior.records.size() == 1) {
        act a =
            make_act(intent::edit_correction, 0.8, f.say({0, f.size()}), "the last one without");
        a.slots.set(slot::target, std::string(target));
        a.slots.set(slot::food, *t + " no " + std::string(f.word(1)));
        return a;
      }
      if (const auto at = t->find(with); at != std::string::npos) {
        t->erase(at, with.size());
        act a =
            make_act(intent::edit_correction, 0.85, f.say({0, f.size()}), "less of the last one");
        a.slots.set(slot::target, std::string(target));
        a.slots.set(slot::food, *t);
        return a;
      }
    }
  // "8pm pizza" after a run says something new.
  if (target != "food" && !f.foods_in({0, f.size()}).empty()) return std::nullopt;
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
  while (s.end > s.begin && (f.symbol(s.end - 1) ||
                             f.is_any(s.end - 1, {"sorry", "actually", "total", "instead", "please",
                                                  "lol", "my", "bad", "mean", "meant", "i"})))
    --s.end;
  if (s.empty()) return std::nullopt;
  const auto past = find_past(f, s);
  bool only_time = past.at.has_value() || !past.words.empty();
  for (auto i = s.begin; i < s.end && only_time; ++i)
    only_time = f.symbol(i) || f.is_any(i, {"at", "on", "for", "in", "the"}) ||
                std::any_of(past.words.begin(), past.words.end(),
                            [i](const span& w) { return w.contains(i); });
  auto& slots = a.slots;
  if (target == "food" || target == "gym" || target == "water")
    if (const auto at = only_when(f, {0, f.size()})) {
      slots.set(slot::at, *at);
      return a;
    }
  if (is_planned(prior.last->kind)) {
    for (const auto& t : f.times_in(s, time_bias::future))
      if (t.recurrence) slots.set(slot::recurrence, to_string(*t.recurrence));
    std::optional<local_time> before = prior.last->slots.time(slot::due);
    if (const auto shifted = shifted_due(f, s, before)) {
      slots.set(slot::due, *shifted);
      return a;
    }
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
    if (slots.has(slot::food) && !corrects(f) && !f.is(0, "i")) return std::nullopt;
    return a;
  }
  if (target == "fact") {
    if (!f.number(s.begin)) return std::nullopt;
    slots.set(slot::value, f.say(s));
    return a;
  }
  if (target == "goal") {
    // a goal is set anew
    a.kind = intent::water_goal_set;
    const auto was = prior.last->slots.number(slot::goal_ml);
    slots = {};
    for (auto i = s.begin; i < s.end && slots.empty(); ++i)
      if (const auto v = volume_at(f.upto(s.end), i)) slots.set(slot::goal_ml, round_to(v->ml, 0));
    for (auto i = s.begin; i < s.end && slots.empty(); ++i)
      if (const auto n = f.number_at(i, s.end); n && n->value >= 1 && n->value < 10000)
        slots.set(slot::goal_ml, round_to(n->value >= 500  ? n->value
                                          : n->value >= 20 ? n->value * 29.5735
                                          : n->value <= 10 ? n->value * 1000
                                                           : n->value * 240,
                                          0));
    if (slots.empty() && was && f.is_any(s.begin, {"for", "today", "just"}) && f.size() <= 4) {
      slots.set(slot::goal_ml, *was);
      slots.set(slot::date, local_time{std::chrono::floor<std::chrono::days>(f.ctx.now), {}});
    }
    return slots.has(slot::goal_ml) ? std::optional(a) : std::nullopt;
  }
  bool figure = false;
  for (auto i = s.begin; i < s.end; ++i) figure = figure || f.number_at(i, s.end).has_value();
  if (!figure && !corrects(f)) return std::nullopt;
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
  const bool weak = !hit.fixed("weak").empty();
  const bool history = f.prior && f.prior->last;
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

  if (history)
    if (auto other = contrasted(f, s, *f.prior)) return act_list{std::move(*other)};
  act a = make_act(intent::edit_correction, 0.85, f.say(r.c.s), "a change to what was said");
  std::string target;
  const act* before = nullptr;
  if (history) {
    target = target_of(f.prior->last->kind);
    before = &*f.prior->last;
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
  bool move = !hit.fixed("move").empty();
  // "change the eggs to 3": a record of what was done is no appointment
  if (move && history && old)
    for (const auto& rec : f.prior->records) {
      const auto name =
          rec.slots.has(slot::food) ? rec.slots.text(slot::food) : rec.slots.text(slot::exercise);
      if (!is_log(rec.kind) || !name) continue;
      for (auto i = old_span.begin; i < old_span.end; ++i)
        if (f.word(i).size() > 3 && name->find(f.word(i)) != std::string::npos) {
          move = false;
          target = target_of(rec.kind);
          before = &rec;
        }
    }
  if (move && f.times_in(s, time_bias::future, true).empty() && !changed_due(f, c, std::nullopt))
    return std::nullopt;
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
  if (before && is_planned(before->kind)) due_before = before->slots.time(slot::due);

  bool any = false;
  if (target == "reminder" || target == "todo" || target == "assignment") {
    // "20 min later", "push it back an hour"
    if (const auto shifted = shifted_due(f, s, due_before)) {
      slots.set(slot::due, *shifted);
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
