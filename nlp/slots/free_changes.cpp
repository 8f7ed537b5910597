// Corrections by the wording as a whole: of what kind of record, and which of its slots.

#include "nlp/prior_turn.hpp"
#include "nlp/slots/changes.hpp"
#include "nlp/slots/free_parts.hpp"

namespace nlp::freely {
namespace {

/// What kind of record a correction without anything before it speaks of, by its own words.
std::string_view corrected_kind(const frame& f, span s) {
  static const auto& book = phrase_book::shared();
  static const auto assignment = book.class_named("assignment_noun");
  if (any_word(f, s, {"goal", "target"})) return "goal";
  if (any_word(f, s, {"reminder", "alarm", "timer", "appointment", "appt", "meeting"}))
    return "reminder";
  if (any_word(f, s, {"todo", "task"})) return "todo";
  for (auto i = s.begin; i < s.end; ++i)
    if (f.member_end(i, assignment, s.end) || f.is_any(i, {"module", "deadline", "extension"}))
      return "assignment";
  if (any_word(f, s, {"bed", "slept", "sleep", "asleep", "woke", "wake", "nap"}) ||
      (any_word(f, s, {"got"}) && any_word(f, s, {"up"})))
    return "sleep";
  for (auto i = s.begin; i < s.end; ++i)
    if (volume_at(f.upto(s.end), i) && f.foods_in(s).empty()) return "water";
  if (!f.exercises_in(s).empty() ||
      any_word(f, s, {"sets", "reps", "rep", "miles", "mile", "km", "kilometer", "lbs", "kg"}))
    return f.foods_in(s).empty() || !any_word(f, s, {"g", "calories"}) ? "gym" : "food";
  if (any_word(f, s, {"water"})) return "water";
  if (!f.foods_in(s).empty() ||
      any_word(f, s, {"calories", "breakfast", "lunch", "dinner", "snack"}))
    return "food";
  return {};
}

}  // namespace

std::optional<act_list> changed(const clause_reading& r) {
  const auto& f = r.f;
  const auto s = without(f, r.core_span(),
                         {"actually", "no", "wait", "sorry", "oops", "nope", "correction", "wrong",
                          "hold", "on", "so"},
                         {"sorry", "please", "my", "bad", "right", "correct"});
  if (!s.empty() && f.prior)
    if (auto other = contrasted(f, s, *f.prior)) return act_list{std::move(*other)};
  if (s.empty() || (r.s.asks && !r.c.request)) return std::nullopt;
  const bool last = f.prior && f.prior->last;
  // what is said behind "not" was; what stands behind the last word of being or changing will be
  auto end = s.end;
  span old{s.end, s.end};
  for (auto i = s.begin + 1; i < s.end; ++i)
    if (f.is(i, "not") || (f.is(i, "instead") && f.is(i + 1, "of"))) {
      end = i;
      old = {i + 1, s.end};
      break;
    }
  auto from = s.begin;
  for (auto i = s.begin; i + 1 < end; ++i)
    if (f.is_any(i, {"to", "into", "with", "was", "were", "is", "be", "been", "meant", "under",
                     "for", "until", "till", "did", "had", "make", "its", "at", "by"}))
      from = i + 1;
  while (from + 1 < end && f.is_any(from, {"a", "an", "the", "it", "only", "just", "my"})) ++from;
  const span value{from, end};
  if (value.empty()) return std::nullopt;
  auto target = std::string(corrected_kind(f, s));
  // "4:40, he just fell asleep" after a reminder was set is about its time
  if ((target.empty() || target == "sleep") && last && is_planned(f.prior->last->kind))
    target.clear();
  if (target.empty() && last) target = target_of(f.prior->last->kind);
  const bool timed = !f.times_in(value, time_bias::future).empty();
  if (target.empty()) target = timed ? "reminder" : "";
  if (target.empty()) {
    bool digit = false;
    for (auto i = value.begin; i < value.end; ++i) digit = digit || f.number(i);
    if (!digit || s.size() > 8) return std::nullopt;
    target = "fact";
  }
  const act* before = last && target_of(f.prior->last->kind) == target ? &*f.prior->last : nullptr;
  act a = make_act(intent::edit_correction, 0.75, f.say(r.c.s), "a change, by the wording");
  a.slots.set(slot::target, target);
  bool any = false;
  // "at 2pm" of what was drunk: its time, no amount
  if (target == "food" || target == "gym" || target == "water")
    if (const auto at = only_when(f, r.core_span())) {
      a.slots.set(slot::at, *at);
      return act_list{a};
    }
  if (target == "food") {
    any = change_food(f, value, before, a.slots);
    if (const auto past = find_past(f, s); past.at) a.slots.set(slot::at, *past.at), any = true;
  } else if (target == "gym" || target == "water" || target == "sleep") {
    any = change_numbers(f, value, before, target, a.slots);
    if (!any) any = change_numbers(f, {s.begin, end}, before, target, a.slots);
    if (!any && target == "gym")
      if (const auto name = exercise_in(f, value); !name.empty())
        a.slots.set(slot::exercise, name), any = true;
    // what the old value has too has not changed
    slot_map was;
    if (any && !old.empty() && change_numbers(f, old, before, target, was))
      for (const auto& [k, v] : was)
        if (const auto* now = a.slots.find(k); now && *now == v) a.slots.erase(k);
  } else if (target == "goal") {
    for (auto i = s.begin; i < s.end && !any; ++i)
      if (const auto v = volume_at(f.upto(s.end), i)) {
        a.kind = intent::water_goal_set;
        a.slots = {};
        a.slots.set(slot::goal_ml, round_to(v->ml, 0));
        any = true;
      }
  } else if (target == "fact") {
    a.slots.set(slot::value, f.as_written(value));
    any = true;
  } else {
    const auto due = before ? before->slots.time(slot::due) : std::nullopt;
    for (const auto& t : f.times_in(s, time_bias::future))
      if (t.recurrence) a.slots.set(slot::recurrence, to_string(*t.recurrence)), any = true;
    if (const auto shifted = shifted_due(f, s, due)) {
      a.slots.set(slot::due, *shifted);
      any = true;
    } else if (!any && (timed || before)) {
      if (const auto at = changed_due(f, value, due)) a.slots.set(slot::due, *at), any = true;
    }
    if (!any && !timed) {
      a.slots.set(target == "assignment" ? slot::assignment_name : slot::content,
                  f.as_written(value));
      any = true;
    }
  }
  if (!any) return std::nullopt;
  return act_list{a};
}

}  // namespace nlp::freely
