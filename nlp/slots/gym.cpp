// Workouts: exercises with their figures, own words, bare distances.

#include <algorithm>

#include "nlp/slots/record_reader.hpp"

namespace nlp {

std::vector<own_exercise> record_reader::own_exercises(span it) const {
  std::vector<own_exercise> out;
  const auto& c = rc();
  for (const auto& h : f.patterns) {
    const auto& p = *h.pattern;
    if (h.begin < it.begin || h.end > it.end) continue;
    const bool gym = (p.type == "intent" &&
                      (p.value == "gym_log" || p.value == "workout" || p.value == "gym")) ||
                     p.kind == "exercise";
    if (!gym) continue;
    auto e = h.end;
    if (e < it.end && f.in_class(e, c.gym_noun) && !skip(e)) ++e;
    out.push_back({static_cast<std::uint32_t>(h.begin), static_cast<std::uint32_t>(e), {}});
  }
  return out;
}

gym_reading record_reader::read_gym_items(span it) {
  gym_reading out;
  const auto& c = rc();
  auto own = own_exercises(it);
  std::vector<std::string> names;
  names.reserve(own.size() + 1);
  for (auto& o : own) {
    const pattern_hit* h = f.pattern_at(o.begin);
    std::string name = h->pattern->kind == "exercise" && !h->pattern->value.empty()
                           ? h->pattern->value
                           : std::string(f.word(h->begin));
    if (h->pattern->kind != "exercise") name = f.say({h->begin, h->end});
    for (auto i = h->end; i < o.end; ++i) name += " " + std::string(f.word(i));
    names.push_back(std::move(name));
    o.name = names.back();
  }
  const auto matches = f.exercises_in(it);
  bool clear = false, verb_form = false, unclear = false;
  for (const auto& m : matches) {
    if (skip(m.begin)) continue;
    if (!m.ambiguous) clear = true;
    if (m.ambiguous) unclear = true;
    if (m.verb) verb_form = true;
    // "lacrosse practice", "yoga class": the noun belongs to the name
    auto e = m.end;
    if (own.empty() && m.exercise && m.exercise->kind == exercise_kind::session && e < it.end &&
        !skip(e) && f.in_class(e, c.gym_noun) && !f.is(e, "session")) {
      names.push_back(std::string(m.exercise->name) + " " + std::string(f.word(e)));
      own.push_back({m.begin, static_cast<std::uint32_t>(e + 1), names.back()});
      break;
    }
    if (own.empty() && m.exercise && m.exercise->kind == exercise_kind::session &&
        m.end - m.begin > 1 && f.is_any(m.end - 1, {"class", "practice"}) &&
        m.exercise->name.find(f.word(m.end - 1)) == std::string_view::npos) {
      e = m.end - 1;
      names.push_back(std::string(m.exercise->name) + " " + std::string(f.word(e)));
      own.push_back({m.begin, static_cast<std::uint32_t>(e + 1), names.back()});
      break;
    }
  }
  std::vector<token_range> skips;
  for (std::size_t i = it.begin; i < it.end;) {
    if (!skip(i)) {
      ++i;
      continue;
    }
    auto e = i;
    while (e < it.end && skip(e)) ++e;
    skips.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(e)});
    i = e;
  }
  const auto entries = read_gym(f.all(), it.begin, it.end, f.ctx.units, own, skips);
  for (const auto& e : entries) {
    if (e.exercise.empty() && !e.has_figures()) continue;
    act a = make_act(intent::gym_log, 0.9, f.say({e.begin, std::max<std::size_t>(e.end, e.begin)}),
                     "exercise");
    a.slots.set(slot::exercise, !e.exercise.empty() ? e.exercise : std::string("workout"));
    if (e.sets && *e.sets != 1) a.slots.set(slot::sets, *e.sets);
    if (e.reps) a.slots.set(slot::reps, *e.reps);
    if (e.weight) {
      a.slots.set(slot::weight, round_to(*e.weight, 2));
      a.slots.set(slot::weight_unit, std::string(e.weight_unit));
    }
    if (e.duration_min) a.slots.set(slot::duration_min, round_to(*e.duration_min, 2));
    if (e.distance) {
      a.slots.set(slot::distance, round_to(*e.distance, 3));
      a.slots.set(slot::distance_unit, std::string(e.distance_unit));
    }
    if (e.calories) a.slots.set(slot::calories, *e.calories);
    if (!e.notes.empty()) a.slots.set(slot::notes, e.notes);
    out.tokens += e.end - e.begin;
    const bool lift = e.weight || (e.sets && e.reps);
    const bool figures = e.has_figures();
    double strength = e.exercise.empty() ? (lift ? 1.0 : 0.0)
                      : !own.empty()     ? 3
                      : clear            ? (figures ? 3 : 2)
                      : verb_form        ? (figures ? 2.6 : 1.4)
                      : unclear          ? (figures ? 2.4 : 0.8)
                                         : (figures ? 2 : 0.5);
    out.strength = std::max(out.strength, strength);
    out.acts.push_back(std::move(a));
  }
  return out;
}

bool record_reader::names_distance(span it) const {
  for (auto i = it.begin; i < it.end; ++i) {
    if (!f.number(i) || skip(i)) continue;
    auto u = i + 1;
    if (f.is(u, "x") && f.number(u + 1)) u += 2;  // 6 x 800 m
    const bool unit = (f.is(u, "k") && !f.tokens[u].space_before) ||
                      f.is_any(u, {"km", "kms", "mi", "mile", "miles", "kilometers"}) ||
                      (u > i + 1 && f.is_any(u, {"m", "meters"}));
    if (unit && f.tokens[i].value <= 100 && !f.is_any(u + 1, {"steps", "cal", "away", "per"}))
      return true;
  }
  return false;
}

}  // namespace nlp
