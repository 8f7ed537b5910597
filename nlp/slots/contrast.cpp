// "7 not 8", "chem not bio", "yards not meters": which slot of the last records has the denied
// value.

#include <cmath>

#include "nlp/prior_turn.hpp"
#include "nlp/slots/changes.hpp"

namespace nlp {
namespace {

std::string lower_case(std::string text) {
  for (auto& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string_view distance_word(std::string_view w) {
  if (w == "mi" || w == "mile" || w == "miles") return "mi";
  if (w == "km" || w == "kms" || w == "k" || w == "kilometers" || w == "kilometres") return "km";
  if (w == "m" || w == "meters" || w == "metres") return "m";
  if (w == "yd" || w == "yds" || w == "yards") return "yd";
  return {};
}

std::string_view weight_word(std::string_view w) {
  if (w == "lb" || w == "lbs" || w == "pounds") return "lb";
  if (w == "kg" || w == "kgs" || w == "kilos") return "kg";
  return {};
}

/// The slots of `before` with the figure `old`, set to `now`.
bool figure_instead(const act& before, double now, double old, slot_map& slots) {
  const auto& had = before.slots;
  for (const auto k :
       {slot::quantity, slot::reps, slot::sets, slot::weight, slot::distance, slot::duration_min,
        slot::amount_ml, slot::calories, slot::protein_g, slot::carbs_g, slot::fat_g})
    if (had.number(k) == old) {
      slots.set(k, now);
      return true;
    }
  if (had.number(slot::duration_min) == old * 60) {
    slots.set(slot::duration_min, now * 60);
    return true;
  }
  // an hour of the day
  if (now != std::floor(now) || now > 24 || old > 24) return false;
  for (const auto k : {slot::at, slot::due}) {
    const auto t = had.time(k);
    if (!t || !t->time_of_day) continue;
    const auto hour = std::chrono::duration_cast<std::chrono::hours>(*t->time_of_day).count();
    if (*t->time_of_day != std::chrono::hours(hour) || std::fmod(old, 12) != hour % 12) continue;
    const long new_hour = static_cast<long>(now) % 12 + (now > 12 || hour >= 12 ? 12 : 0);
    slots.set(k, local_time{t->day, std::chrono::hours(new_hour)});
    return true;
  }
  return false;
}

/// A unit or a word of `before` exchanged.
bool word_instead(const frame& f, span now, span old, const act& before, slot_map& slots) {
  const auto& had = before.slots;
  if (now.size() == 1 && old.size() == 1) {
    const auto far = distance_word(f.word(now.begin)), heavy = weight_word(f.word(now.begin));
    if (!far.empty() && had.text(slot::distance_unit) == distance_word(f.word(old.begin))) {
      slots.set(slot::distance_unit, std::string(far));
      return true;
    }
    if (!heavy.empty() && had.text(slot::weight_unit) == weight_word(f.word(old.begin))) {
      slots.set(slot::weight_unit, std::string(heavy));
      return true;
    }
  }
  const auto denied = f.say(old);
  for (const auto k :
       {slot::class_name, slot::food, slot::exercise, slot::assignment_name, slot::restaurant})
    if (const auto t = had.text(k); t && lower_case(*t) == denied) {
      slots.set(k, f.say(now));
      return true;
    }
  return false;
}

}  // namespace

std::optional<act> contrasted(const frame& f, span s, const prior_turn& prior) {
  constexpr std::size_t longest = 10;
  if (s.size() > longest) return std::nullopt;
  for (auto n = s.begin + 1; n + 1 < s.end; ++n) {
    if (!f.is(n, "not")) continue;
    span now{s.begin, n}, old{n + 1, s.end};
    const auto idle = [&](std::size_t i) {
      return f.symbol(i) || f.in_class(i, classes().filler) ||
             f.is_any(i,
                      {"it", "its", "was", "is",   "no",    "sorry",  "i",  "meant", "mean", "the",
                       "a",  "did", "had", "that", "thats", "should", "be", "been",  "make", "an"});
    };
    while (!now.empty() && idle(now.begin)) ++now.begin;
    while (!now.empty() && idle(now.end - 1)) --now.end;
    while (!old.empty() && idle(old.begin)) ++old.begin;
    while (!old.empty() && idle(old.end - 1)) --old.end;
    if (now.empty() || old.empty()) return std::nullopt;
    const auto a = f.number_at(now.begin, now.end), b = f.number_at(old.begin, old.end);
    // "7 not 8"; what carries its unit is read as any other figure
    const bool figures = a && b && a->end == now.end && b->end == old.end;
    for (auto rec = prior.records.rbegin(); rec != prior.records.rend(); ++rec) {
      const auto target = target_of(rec->kind);
      if (target.empty()) continue;
      act out = make_act(intent::edit_correction, 0.85, f.say(s), "one value, not the other");
      out.slots.set(slot::target, std::string(target));
      slot_map changed;
      if (!(figures ? figure_instead(*rec, a->value, b->value, changed)
                    : !a && !b && word_instead(f, now, old, *rec, changed)))
        continue;
      for (const auto& [k, v] : changed) out.slots.set(k, v);
      return out;
    }
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace nlp
