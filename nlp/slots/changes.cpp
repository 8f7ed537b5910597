#include "nlp/slots/changes.hpp"

#include <algorithm>
#include <cmath>

#include "nlp/entities/unit_words.hpp"
#include "nlp/intent_set.hpp"
#include "nlp/prior_turn.hpp"

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
  const bool day_only = best && best->has_date && !best->has_clock && !best->has_part;
  std::optional<std::chrono::seconds> clock;
  bool half_known = false;
  auto o = f.options(time_bias::future);
  o.lone_numbers = true;
  for (auto i = s.begin; i < s.end && !clock; ++i) {
    if (day_only && i >= best->first && i < best->last) continue;
    if (const auto t = clock_at(f.tokens, o, i); t && t->last <= s.end) {
      if (f.number(i) && f.is_any(t->last, {"min", "minutes", "hour", "hours", "days", "h", "lbs",
                                            "kg", "reps", "sets"}))
        continue;
      clock = t->since_midnight;
      half_known = t->half_day_known;
    }
  }
  if (day_only) {
    local_time out{best->day(), before ? before->time_of_day : std::nullopt};
    // "make it next week": the same day of that week
    if (best->grain == time_grain::week && before)
      out.day += std::chrono::weekday(before->day) - std::chrono::Monday;
    if (clock) {
      out.time_of_day = clock;
      if (!half_known && *clock < std::chrono::hours(7))
        out.time_of_day = *clock + std::chrono::hours(12);
    }
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
    if (before) return local_time{before->day, clock};
    auto at = local_seconds(floor<days>(f.ctx.now)) + *clock;
    while (at <= f.ctx.now) at += std::chrono::hours(half_known ? 24 : 12);
    return to_local_time(at, true);
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
  double minutes = lengths.empty() ? 0 : lengths[0].minutes;
  // "half an hour earlier": of a moment said before, not of now
  for (auto i = s.begin; i < s.end && minutes == 0; ++i) {
    const auto n = f.number_at(i, s.end);
    const auto unit = n ? n->end : f.is_any(i, {"a", "an"}) ? i + 1 : s.end;
    if (unit >= s.end || !f.is_any(unit + 1, {"earlier", "later", "sooner", "back", "before"}))
      continue;
    const double of = f.is_any(unit, {"min", "mins", "minute", "minutes"})  ? 1
                      : f.is_any(unit, {"hour", "hours", "hr", "hrs", "h"}) ? 60
                      : f.is_any(unit, {"day", "days"})                     ? 1440
                      : f.is_any(unit, {"week", "weeks"})                   ? 7 * 1440
                                                                            : 0;
    minutes = (n ? n->value : 1) * of;
  }
  if (minutes == 0) return std::nullopt;
  bool shift = false, earlier = false;
  for (auto i = s.begin; i < s.end; ++i) {
    shift = shift || f.is_any(i, {"later", "later's", "earlier", "back", "by", "forward", "sooner",
                                  "before", "delay", "push", "after"});
    earlier = earlier || f.is_any(i, {"earlier", "sooner", "before"}) ||
              (f.is(i, "up") && f.is(i + 1, "by"));
  }
  if (!shift) return std::nullopt;
  const auto by = std::chrono::seconds(std::lround(minutes * 60));
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

std::optional<local_time> only_when(const frame& f, span s) {
  const auto past = find_past(f, s);
  const auto when = [&](std::size_t i) {
    return f.symbol(i) || f.in_class(i, classes().filler) ||
           f.is_any(i, {"at", "about", "on", "in", "for", "was", "it", "that", "thats", "around",
                        "not", "today", "is", "this", "the"}) ||
           std::any_of(past.words.begin(), past.words.end(),
                       [i](const span& w) { return w.contains(i); });
  };
  if (past.at) {
    for (auto i = s.begin; i < s.end; ++i)
      if (!when(i)) return std::nullopt;
    return past.at;
  }
  // "at 8": the last time that the clock showed it
  auto i = s.begin;
  while (i < s.end && (f.symbol(i) || f.in_class(i, classes().filler))) ++i;
  if (!f.is_any(i, {"at", "around"}) || i + 2 != s.end || !f.number(i + 1)) return std::nullopt;
  const auto hour = f.tokens[i + 1].value;
  if (hour < 1 || hour > 12 || hour != std::floor(hour)) return std::nullopt;
  auto at =
      local_seconds(floor<days>(f.ctx.now)) + std::chrono::hours(static_cast<int>(hour) % 12 + 12);
  while (at > f.ctx.now) at -= std::chrono::hours(12);
  return to_local_time(at, true);
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
    const auto bare = slots.has(slot::weight) ? slot::weight : slot::reps;
    if (before && slots.has(bare) && !before->slots.has(bare) &&
        !(bare == slot::reps && before->slots.has(slot::sets))) {
      bool unit = false;
      for (auto i = s.begin; i < s.end; ++i)
        unit = unit || f.is_any(i, {"kg", "kgs", "kilo", "kilos", "lb", "lbs", "pounds", "plate",
                                    "plates", "with", "x", "@", "+", "rep", "reps", "times"});
      for (const auto k : {slot::distance, slot::duration_min, slot::reps})
        if (!unit && before->slots.has(k) && !slots.has(k)) {
          auto value = *slots.number(bare);
          // "more like 3" of two hours
          if (k == slot::duration_min && value <= 12 && *before->slots.number(k) >= 60) value *= 60;
          slots.set(k, value);
          slots.erase(bare);
          slots.erase(slot::weight_unit);
          break;
        }
    }
    // "4:49" of a run of five hours
    if (const auto d = slots.number(slot::duration_min); d && before) {
      const auto had = before->slots.number(slot::duration_min).value_or(0);
      if (had > *d * 30 && had < *d * 120) set(slot::duration_min, *d * 60);
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
          bed = bed || f.is_any(k, {"bed", "asleep", "slept", "sleep", "down"});
          wake = wake || f.is_any(k, {"woke", "up", "wake"});
        }
        const bool hours_only = !t->half_day_known && !f.is(i + 1, ":") && before &&
                                before->slots.has(slot::duration_min) &&
                                !before->slots.has(slot::wake_time);
        if (hours_only && f.number(i)) {
          const auto n = quantity::number_at({f.upto(s.end), i});  // "6 and a half"
          set(slot::duration_min, (n ? n->value : f.tokens[i].value) * 60);
          return true;
        }
        auto m = t->since_midnight;
        // neither end is named: the one that was nearer to it
        const auto had_bed = before ? before->slots.text(slot::sleep_time) : std::nullopt,
                   had_up = before ? before->slots.text(slot::wake_time) : std::nullopt;
        if (!bed && !wake && had_bed && had_up && had_bed->size() == 5 && had_up->size() == 5) {
          const auto of = [](const std::string& hhmm) {
            return std::chrono::minutes((hhmm[0] * 10 + hhmm[1] - 11 * '0') * 60 + hhmm[3] * 10 +
                                        hhmm[4] - 11 * '0');
          };
          const auto day = std::chrono::minutes(1440);
          const auto now = std::chrono::duration_cast<std::chrono::minutes>(m);
          const auto far = [&](std::chrono::minutes a, std::chrono::minutes b) {
            const auto d = std::chrono::abs(a - b) % day;
            return std::min(d, day - d);
          };
          const auto other = t->half_day_known ? now : (now + day / 2) % day;
          const auto to_bed = std::min(far(now, of(*had_bed)), far(other, of(*had_bed)));
          const auto to_up = std::min(far(now, of(*had_up)), far(other, of(*had_up)));
          const auto end = to_bed < to_up ? of(*had_bed) : of(*had_up);
          slots.set(
              to_bed < to_up ? slot::sleep_time : slot::wake_time,
              text(local_seconds(local_days{}) + (far(other, end) < far(now, end) ? other : now)));
          return true;
        }
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

namespace {

/// A food named for what it is made with: "the sandwich was actually tuna".
std::string with_its_head(const frame& f, span s, const act* before, std::string name) {
  const auto old = before ? before->slots.text(slot::food) : std::nullopt;
  if (!old || name.find(' ') != std::string::npos) return name;
  const auto head = old->substr(old->rfind(' ') == std::string::npos ? 0 : old->rfind(' ') + 1);
  static constexpr std::string_view heads[] = {
      "sandwich", "wrap",       "salad", "burger", "soup",  "pizza",    "taco",
      "tacos",    "burrito",    "curry", "pie",    "bagel", "smoothie", "omelette",
      "bowl",     "quesadilla", "sub",   "ramen",  "shake"};
  if (std::find(std::begin(heads), std::end(heads), head) == std::end(heads)) return name;
  for (std::size_t i = 0; i < s.begin; ++i)
    if (f.word(i) == head) return name + " " + head;
  return name;
}

/// The record of the last turn whose food the text names, or the last one.
const act* food_named(const frame& f, const act* before) {
  if (!f.prior) return before;
  for (const auto& a : f.prior->records) {
    const auto food = a.kind == intent::food_log ? a.slots.text(slot::food) : std::nullopt;
    if (!food) continue;
    for (std::size_t i = 0; i < f.size(); ++i)
      if (f.word(i).size() > 3 && food->find(f.word(i)) != std::string::npos) return &a;
  }
  return before;
}

}  // namespace

bool change_food(const frame& f, span s, const act* before, slot_map& slots) {
  before = food_named(f, before);
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
  // "with honey", "on rye": more of the last one's name
  const auto joins = [&](std::size_t k) { return f.is_any(k, {"with", "w", "without", "on"}); };
  const auto lead = joins(s.begin)                                      ? s.begin
                    : s.begin > 0 && s.begin <= 2 && joins(s.begin - 1) ? s.begin - 1
                                                                        : s.end;
  if (const auto old = before ? before->slots.text(slot::food) : std::nullopt;
      old && lead + 1 < s.end && s.end - lead <= 5 && !f.number(lead + 1)) {
    const auto more = f.say({lead + 1, s.end});
    if (!more.empty()) {
      slots.set(slot::food,
                *old + " " + std::string(f.is(lead, "w") ? "with" : f.word(lead)) + " " + more);
      return true;
    }
  }
  // "vegan ones"
  if (const auto old = before ? before->slots.text(slot::food) : std::nullopt;
      old && s.end > i + 1 && f.is_any(s.end - 1, {"ones", "one"}) && !f.number_at(i, s.end) &&
      s.end - i <= 3) {
    slots.set(slot::food, f.say({i, s.end - 1}) + " " + *old);
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
  while (end > begin && f.in_class(end - 1, c.filler)) --end;
  if (end > begin + 2 && f.is(end - 2, "i") && f.is_any(end - 1, {"mean", "meant"})) end -= 2;
  // "rice was 180g" of rice in grams
  if (before && slots.has(slot::unit) && slots.text(slot::unit) == before->slots.text(slot::unit))
    slots.erase(slot::unit);
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
      slots.set(slot::food, with_its_head(f, s, before, name));
      any = true;
    }
  }
  return any;
}

}  // namespace nlp
