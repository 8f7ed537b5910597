#include "nlp/slots/changes.hpp"

#include <algorithm>
#include <cmath>

#include "nlp/intent_set.hpp"

namespace nlp {

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

bool is_planned(intent i) {
  return planning.has(i);
}

bool is_log(intent i) {
  return logging.has(i);
}

bool is_integration(intent i) {
  return i == intent::connect_integration || i == intent::disconnect_integration ||
         i == intent::sync_integration || i == intent::integration_status ||
         i == intent::pause_sync || i == intent::resume_sync;
}

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

std::optional<local_time> shifted_due(const frame& f, span s,
                                      const std::optional<local_time>& before) {
  if (!before || !before->time_of_day) return std::nullopt;
  const auto lengths = find_durations(f.tokens, f.spanish ? "es" : "en", s.begin, s.end);
  if (lengths.empty()) return std::nullopt;
  bool shift = false, earlier = false;
  for (auto i = s.begin; i < s.end; ++i) {
    shift = shift || f.is_any(i, {"later", "later's", "earlier", "back", "by", "forward", "sooner",
                                  "before", "delay", "push", "after"});
    earlier = earlier || f.is_any(i, {"earlier", "sooner", "before"}) ||
              (f.is(i, "up") && f.is(i + 1, "by"));
  }
  if (!shift) return std::nullopt;
  const auto by = std::chrono::seconds(std::lround(lengths[0].minutes * 60));
  return to_local_time(before->or_at(std::chrono::seconds(0)) + (earlier ? -by : by), true);
}

std::optional<std::string> respelt(const std::string& before, const std::string& said) {
  const auto split = [](std::string_view t) {
    std::vector<std::string> out;
    for (std::size_t p = 0; p < t.size();) {
      const auto e = std::min(t.find(' ', p), t.size());
      if (e > p) out.emplace_back(t.substr(p, e - p));
      p = e + 1;
    }
    return out;
  };
  auto old = split(before);
  const auto now = split(said);
  if (now.empty() || now.size() > old.size()) return std::nullopt;
  // letters in common at both ends, per window of as many words
  const auto alike = [](const std::string& a, const std::string& b) {
    std::size_t head = 0, tail = 0;
    const auto n = std::min(a.size(), b.size());
    while (head < n && (a[head] | 0x20) == (b[head] | 0x20)) ++head;
    while (tail + head < n && (a[a.size() - 1 - tail] | 0x20) == (b[b.size() - 1 - tail] | 0x20))
      ++tail;
    return static_cast<double>(head + tail) / static_cast<double>(std::max(a.size(), b.size()));
  };
  double best = 0.55;
  std::size_t where = old.size();
  for (std::size_t i = 0; i + now.size() <= old.size(); ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < now.size(); ++k) sum += alike(old[i + k], now[k]);
    sum /= static_cast<double>(now.size());
    if (sum > best && sum < 1) best = sum, where = i;
  }
  if (where == old.size()) return std::nullopt;
  for (std::size_t k = 0; k < now.size(); ++k) old[where + k] = now[k];
  std::string out;
  for (const auto& w : old) out += (out.empty() ? "" : " ") + w;
  return out;
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
        if (const auto m = macros_at(f.upto(s.end), i); m && m->any()) return false;
        auto ml = before ? before->slots.number(slot::amount_ml) : std::nullopt;
        // of "3 bottles" the one bottle is what is counted anew
        if (ml && !before->why.empty()) {
          const auto said = tokenize(before->why[0].words);
          for (std::size_t k = 0; k < said.size(); ++k)
            if (const auto v = volume_at(said, k); v && v->container) {
              if (const auto count = read_number(said, k); count && count->value > 0)
                ml = *ml / count->value;
              break;
            }
        }
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
    // "2 more sets"
    for (auto i = s.begin; i + 2 < s.end; ++i)
      if (const auto n = f.number_at(i, s.end);
          n && f.is(n->end, "more") && f.is_any(n->end + 1, {"set", "sets", "rep", "reps"})) {
        const auto k = f.is_any(n->end + 1, {"set", "sets"}) ? slot::sets : slot::reps;
        const auto had = before ? before->slots.number(k).value_or(k == slot::sets ? 1 : 0) : 0;
        set(k, had + n->value);
        return true;
      }
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
    // "garmin says 94.6" of a ride: a bare figure is the one that the record has
    if (before && slots.has(slot::weight) && !before->slots.has(slot::weight)) {
      bool unit = false;
      for (auto i = s.begin; i < s.end; ++i)
        unit = unit || f.is_any(i, {"kg", "kgs", "kilo", "kilos", "lb", "lbs", "pounds", "plate",
                                    "plates", "with", "x", "@", "+"});
      for (const auto k : {slot::distance, slot::duration_min, slot::reps})
        if (!unit && before->slots.has(k) && !slots.has(k)) {
          slots.set(k, *slots.number(slot::weight));
          slots.erase(slot::weight);
          slots.erase(slot::weight_unit);
          break;
        }
    }
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
  while (i < s.end &&
         (f.symbol(i) || f.is_any(i, {"it", "was", "is", "actually", "to", "really", "just", "only",
                                      "had", "i", "like", "ate", "eat"})))
    ++i;
  if (f.is(i, "x") && f.number(i + 1)) ++i;  // "x2"
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

}  // namespace nlp
