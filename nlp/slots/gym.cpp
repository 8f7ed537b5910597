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
    out.push_back({static_cast<std::uint32_t>(h.begin), static_cast<std::uint32_t>(e), {}, {}});
  }
  return out;
}

gym_reading record_reader::read_gym_items(span it, std::optional<span> named) {
  gym_reading out;
  const auto& c = rc();
  auto own = own_exercises(it);
  std::vector<std::string> names;
  names.reserve(own.size() + 2);
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
  const bool taught = !own.empty();
  if (!taught && named) {
    names.push_back(f.say(*named));
    own.push_back({static_cast<std::uint32_t>(named->begin), static_cast<std::uint32_t>(named->end),
                   names.back(),
                   lifting_figures(it) || sets_of_reps(it) ? exercise_kind::strength
                                                           : exercise_kind::session});
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
      own.push_back(
          {m.begin, static_cast<std::uint32_t>(e + 1), names.back(), exercise_kind::session});
      break;
    }
    if (own.empty() && m.exercise && m.exercise->kind == exercise_kind::session &&
        m.end - m.begin > 1 && f.is_any(m.end - 1, {"class", "practice"}) &&
        m.exercise->name.find(f.word(m.end - 1)) == std::string_view::npos) {
      e = m.end - 1;
      names.push_back(std::string(m.exercise->name) + " " + std::string(f.word(e)));
      own.push_back(
          {m.begin, static_cast<std::uint32_t>(e + 1), names.back(), exercise_kind::session});
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
  // "badminton from 10 to 11", "track practice 3:15-4": how long it took
  double lasted = 0;
  if (!matches.empty() && matches.front().exercise &&
      (matches.front().exercise->kind == exercise_kind::session ||
       matches.front().exercise->kind == exercise_kind::cardio))
    for (auto i = it.begin; i + 2 < it.end && lasted == 0; ++i) {
      if (!f.is(i, "from") && !(f.number(i) && f.is(i + 1, ":"))) continue;
      for (const auto& g :
           find_clock_ranges(f.tokens, f.options(time_bias::past), sleep_kind::nap, i, it.end))
        if (g.first == i && g.to - g.from <= std::chrono::hours(6)) {
          lasted = static_cast<double>((g.to - g.from) / std::chrono::minutes(1));
          skips.push_back(
              {static_cast<std::uint32_t>(g.first), static_cast<std::uint32_t>(g.last)});
        }
    }
  auto entries = read_gym(f.all(), it.begin, it.end, f.ctx.units, own, skips);
  if (lasted > 0 && entries.size() == 1 && !entries[0].duration_min)
    entries[0].duration_min = lasted;
  for (const auto& e : entries) {
    if (e.exercise.empty() && !e.has_figures()) continue;
    act a = make_act(intent::gym_log, 0.9, f.say({e.begin, std::max<std::size_t>(e.end, e.begin)}),
                     "exercise");
    // "Walk to the shrine and back. 6.2 km": of the exercise named before
    const bool unnamed = e.exercise.empty() || (matches.empty() && own.empty() && e.distance);
    const bool again = unnamed && !r.carry.exercise.empty() && (e.reps || e.distance);
    a.slots.set(slot::exercise, again                 ? r.carry.exercise
                                : !e.exercise.empty() ? e.exercise
                                                      : std::string("workout"));
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
    double strength = again                ? 2.4
                      : e.exercise.empty() ? (lift ? 1.0 : 0.0)
                      : named              ? (lift || e.reps || e.sets ? 1.4 : 0.5)
                      : !own.empty()       ? 3
                      : clear              ? (figures ? 3 : 2)
                      : verb_form          ? (figures ? 2.6 : 1.4)
                      : unclear            ? (figures ? 2.4 : 0.8)
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
                      f.is_any(u, {"km", "kms", "mi", "mile", "miles", "kilometers", "miler"}) ||
                      (u > i + 1 && f.is_any(u, {"m", "meters"}));
    if (unit && f.tokens[i].value <= 100 && !f.is_any(u + 1, {"steps", "cal", "away", "per"}))
      return true;
  }
  return false;
}

bool record_reader::done_to_others() const {
  const auto& c = rc();
  for (const auto& m : exercises) {
    if (!m.verb || skip(m.begin) || m.end >= s.end) continue;
    auto i = static_cast<std::size_t>(m.end);
    bool counted = false;
    while (i < s.end && (f.number(i) || f.in_class(i, c.det) || f.in_class(i, c.food_size))) {
      counted = true;
      ++i;
    }
    if (!counted || i >= s.end || skip(i) || filler(i) || f.symbol(i) || f.word(i).size() < 3 ||
        f.tokens[i].type != token::kind::word)
      continue;
    // what one covers, uses or takes along
    if (!unit_of(f.word(i)).empty() || f.in_class(i, c.food_stop) || f.in_class(i, c.place) ||
        f.in_class(i, c.gym_noun) || f.time_end[i] != 0 || f.pattern_at(i) ||
        number_word(f.word(i), f.language()) ||
        f.is_any(i, {"miles",        "mile",     "kms",      "kilometers", "kilometres", "metres",
                     "meters",       "yards",    "steps",    "laps",       "lengths",    "minutes",
                     "mins",         "min",      "hour",     "hours",      "secs",       "seconds",
                     "sets",         "set",      "reps",     "rounds",     "times",      "dog",
                     "dogs",         "puppy",    "pup",      "stairs",     "stairs",     "flights",
                     "floors",       "hills",    "hill",     "trail",      "track",      "loop",
                     "loops",        "route",    "race",     "block",      "blocks",     "way",
                     "distance",     "pounds",   "lbs",      "kilos",      "plates",     "plate",
                     "intervals",    "sprints",  "marathon", "half",       "treadmill",  "bike",
                     "course",       "beach",    "river",    "lake",       "bridge",     "park",
                     "neighborhood", "stroller", "tempo",    "long",       "easy",       "short",
                     "few",          "couple",   "bit",      "little",     "lot",        "and",
                     "more",         "calories", "cals",     "kcal",       "miler",      "rest",
                     "same",         "usual",    "mall",     "woods",      "field",      "canal",
                     "bar",          "new",      "personal", "total",      "steep",      "good",
                     "slow",         "fast",     "whole",    "entire",     "holes",      "wall",
                     "walls",        "other",    "first",    "second",     "last",       "5k",
                     "10k",          "mountain", "peak"}))
      continue;
    bool exercise = false;
    for (const auto& o : exercises) exercise = exercise || (o.begin <= i && i < o.end);
    if (!exercise) return true;
  }
  return false;
}

std::optional<span> record_reader::words_beside(span it, span figures) const {
  const auto& c = rc();
  const auto edge = [&](std::size_t i) {
    return skip(i) || filler(i) || f.symbol(i) || f.in_class(i, c.det) ||
           f.in_class(i, c.did_past) || f.in_class(i, c.food_stop) || !unit_of(f.word(i)).empty() ||
           f.is_any(i, {"min", "mins", "minutes", "hours"}) ||
           f.is_any(i, {"i", "of", "with", "made", "then", "and", "was", "up", "x"});
  };
  const auto trim = [&](span w) {
    while (!w.empty() && edge(w.begin)) ++w.begin;
    auto e = w.begin;
    while (e < w.end && e - w.begin < 4 && f.tokens[e].type == token::kind::word && !skip(e) &&
           !f.in_class(e, c.person) && !f.is_any(e, {"with", "at", "for", "in"}))
      ++e;
    w.end = e;
    while (!w.empty() && edge(w.end - 1)) --w.end;
    return w;
  };
  auto before = trim({it.begin, figures.begin});
  if (before.empty()) before = trim({figures.end, it.end});
  // a shift, a meeting or a drive may last as long and is no exercise
  for (auto i = before.begin; i < before.end; ++i)
    if (!f.in_class(i, c.gym_noun) && (f.in_class(i, c.not_food) || f.in_class(i, c.event) ||
                                       f.in_class(i, c.person) || f.in_class(i, c.place) ||
                                       f.is_any(i, {"drive", "commute", "wait", "line", "traffic",
                                                    "delay", "movie", "episode", "block"})))
      return std::nullopt;
  for (const auto& m : foods)
    if (!m.ambiguous && m.begin >= before.begin && m.end <= before.end) return std::nullopt;
  return before.empty() ? std::nullopt : std::optional(before);
}

std::optional<span> record_reader::named_by_sets(span it) const {
  for (auto i = it.begin; i < it.end; ++i) {
    if (!f.number(i) || skip(i)) continue;
    const bool product = f.is_any(i + 1, {"x", "*"}) && f.number(i + 2);
    if (!product && !f.is_any(i + 1, {"sets", "set", "reps", "rep", "rounds", "rds", "series"}))
      continue;
    auto begin = i;
    while (begin > it.begin &&
           (f.number(begin - 1) || f.is_any(begin - 1, {"@", "kg", "lb", "lbs"})))
      --begin;
    auto end = i + 1;
    while (end < it.end && (f.number(end) || f.symbol(end) || !unit_of(f.word(end)).empty() ||
                            f.is_any(end, {"x", "sets", "set", "reps", "rep", "rounds", "of", "rds",
                                           "kg", "lbs", "series"})))
      ++end;
    return words_beside(it, {begin, end});
  }
  return std::nullopt;
}

bool record_reader::sets_of_reps(span it) const {
  for (auto i = it.begin; i + 2 < it.end; ++i)
    if (f.number(i) && f.is_any(i + 1, {"x", "*"}) && f.number(i + 2) && !skip(i) &&
        f.tokens[i].value <= 30 && f.tokens[i + 2].value <= 30)
      return true;
  return false;
}

bool record_reader::lifting_figures(span it) const {
  for (auto i = it.begin; i + 2 < it.end; ++i) {
    if (!f.number(i) || skip(i)) continue;
    const auto v = f.tokens[i].value;
    if (f.is_any(i + 1, {"plate", "plates"}) && f.is_any(i + 2, {"for", "x"}) && f.number(i + 3))
      return true;
    if (!f.is(i + 1, "x") || !f.number(i + 2) || f.tokens[i + 2].value > 500) continue;
    if (v >= 20 && v <= 1000 && f.tokens[i + 2].value <= 30) return true;
    for (auto k = i + 3; k < it.end; ++k)
      if (f.is_any(k, {"@", "kg", "lb", "lbs"})) return true;
  }
  return false;
}

std::optional<span> record_reader::named_by_duration(span it) const {
  for (const auto& d : f.durations_in(it))
    if (d.minutes >= 3 && d.minutes <= 600) return words_beside(it, {d.first, d.last});
  return std::nullopt;
}

}  // namespace nlp
