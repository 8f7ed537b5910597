// Sleep: from when to when, or how long, or both; naps.

#include <algorithm>
#include <cstdio>

#include "nlp/slots/slots.hpp"

namespace nlp {
namespace {

using std::chrono::days;
using std::chrono::floor;

std::string clock_text(local_seconds t) {
  const auto m =
      std::chrono::duration_cast<std::chrono::minutes>(t - local_seconds(floor<days>(t))).count();
  char buffer[8];
  std::snprintf(buffer, sizeof buffer, "%02d:%02d", static_cast<int>(m / 60) % 24,
                static_cast<int>(m % 60));
  return buffer;
}
std::string clock_text(std::chrono::minutes m) {
  return clock_text(local_seconds(local_days{}) + m);
}

struct sleep_classes {
  class_id slept, nap, to_bed, got_up, noun, not_sleep;
};
const sleep_classes& sl() {
  static const sleep_classes c = [] {
    const auto& b = phrase_book::shared();
    return sleep_classes{b.class_named("slept"),      b.class_named("nap_word"),
                         b.class_named("to_bed"),     b.class_named("got_up"),
                         b.class_named("sleep_noun"), b.class_named("not_sleep")};
  }();
  return c;
}

struct word_place {
  std::size_t begin = 0, end = 0;
  explicit operator bool() const { return end != 0; }
};
word_place find_word(const frame& f, span s, class_id cls) {
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto e = f.member_end(i, cls, s.end)) return {i, e};
  return {};
}

std::optional<clock_time> clock_after(const frame& f, std::size_t from, std::size_t limit,
                                      std::size_t& at) {
  for (auto i = from; i < std::min(limit, from + 6); ++i) {
    auto o = f.options(time_bias::past);
    o.lone_numbers = true;
    if (const auto t = clock_at(f.tokens, o, i); t && t->last <= limit) {
      at = i;
      return t;
    }
  }
  return std::nullopt;
}

/// "2310/0605", "22:58 06:31": two clock times in full, side by side.
std::optional<clock_range> clocks_in_full(const frame& f, span s, const time_options& options,
                                          sleep_kind kind, std::optional<local_days> day) {
  const auto full = [&](std::size_t i) -> std::optional<clock_time> {
    const int v = static_cast<int>(f.tokens[i].value);
    if (f.number(i) && f.word(i).size() == 4 && v <= 2359 && v % 100 <= 59 && !f.is(i + 1, ":"))
      return clock_time{i + 1, std::chrono::minutes(v / 100 * 60 + v % 100), true};
    if (!f.number(i) || !f.is(i + 1, ":")) return std::nullopt;
    return clock_at(f.tokens, options, i);
  };
  for (auto i = s.begin; i + 1 < s.end; ++i) {
    const auto from = full(i);
    if (!from) continue;
    const bool slash = f.is(from->last, "/");
    const auto next = from->last + (slash || f.is(from->last, ",") ? 1 : 0);
    if (next >= s.end || (!slash && !f.is(i + 1, ":"))) continue;
    const auto to = full(next);
    if (!to || to->last > s.end) continue;
    auto out = place_sleep(*from, *to, options, kind, day);
    out.first = i;
    out.last = to->last;
    return out;
  }
  return std::nullopt;
}

/// "9:45 this morning": the half of the day is said.
void half_day_said(const frame& f, std::optional<clock_time>& t) {
  if (!t || t->half_day_known) return;
  if (f.is(t->last, "this") && f.is(t->last + 1, "morning")) t->half_day_known = true;
}

}  // namespace

candidate read_sleep(const clause_reading& r) {
  candidate out;
  const auto& f = r.f;
  const auto s = r.core_span();
  const auto& c = sl();
  const auto slept = find_word(f, s, c.slept);
  const auto nap = find_word(f, s, c.nap);
  auto bed = find_word(f, s, c.to_bed);
  auto up = find_word(f, s, c.got_up);
  auto last_up = up;
  for (auto next = up; next; next = find_word(f, {next.end, s.end}, c.got_up)) last_up = next;
  const auto noun = find_word(f, s, c.noun);
  // "out by 10, up at 5:30", "retired at ten thirty": to bed, where the getting up is said too
  if (!bed && up)
    for (auto i = s.begin; i + 1 < s.end && !bed; ++i)
      if ((f.is_any(i, {"out", "gone", "retired", "down"}) && f.is_any(i + 1, {"by", "at"})) ||
          (f.is(i, "rack") && f.is(i + 1, "at")))
        bed = {i, i + 2};
  // "slept 6h10, woke starving 3 times": how long, whatever woke one
  const auto stretch = f.durations_in(s);
  const bool length_first =
      slept && !bed && std::any_of(stretch.begin(), stretch.end(), [&](const auto& d) {
        return d.first >= slept.end && d.first <= slept.end + 1 && d.minutes >= 120 &&
               !f.is_any(d.last, {"to", "-", "til", "till", "until", "a"});
      });
  if (length_first) up = {};
  // "sleep 11pm wake up 6am", "slept from ten until the dog woke me at four"
  if (!bed && up) bed = slept ? slept : noun;
  // "slept 11 to 4:30, again 5:30 to 8"
  const bool goes_on = r.carry.last == carried::domain::sleep && s.size() <= 9 &&
                       f.foods_in(s).empty() && f.exercises_in(s).empty();
  if (!slept && !nap && !bed && !up && !noun && !goes_on) return out;

  const auto today = floor<days>(f.ctx.now);
  const auto kind = nap ? sleep_kind::nap : sleep_kind::night;
  auto options = f.options(time_bias::past);
  // A day said: "yesterday", "last night", "on monday".
  std::optional<local_days> day;
  bool ahead = false;
  for (const auto& t : f.times_in(s, time_bias::past)) {
    if (!t.has_date || t.weak) continue;
    auto d = t.day();
    if (t.period == "last_night" ||
        (t.has_part && d < today && t.at - local_seconds(d) >= std::chrono::hours(17)))
      d += days(1);
    if (d > today) ahead = true;
    day = std::min(d, today);
  }
  const auto date_of = [&](local_days waking) { return local_time{waking, std::nullopt}; };
  const auto made = [&] {
    act a = make_act(intent::sleep_log, 0.9, f.say(s), "sleep");
    if (nap) a.slots.set(slot::nap, true);
    for (auto i = s.begin; i + 1 < s.end; ++i)  // "dozed off for an hour"
      if (f.is_any(i, {"dozed", "nodded", "drifted"}) && f.is(i + 1, "off"))
        a.slots.set(slot::nap, true);
    return a;
  };

  auto ranges = find_clock_ranges(f.tokens, options, kind, s.begin, s.end);
  if (ranges.empty())
    if (const auto g = clocks_in_full(f, s, options, kind, day)) ranges.push_back(*g);
  // "to bed at 11:30 but up from two to three, got up at six": awake in between
  if (!ranges.empty() && bed && last_up.begin > ranges[0].last && bed.end <= ranges[0].first &&
      ranges[0].first - bed.end > 2) {
    std::size_t at = 0;
    if (clock_after(f, bed.end, ranges[0].first, at) && clock_after(f, last_up.end, s.end, at)) {
      ranges.clear();
      up = last_up;
    }
  }
  if (length_first && f.is(slept.end + 1, "h")) ranges.clear();  // no "6h10 to ..."
  if (!ranges.empty() && (slept || nap || bed || noun || up || goes_on)) {
    for (std::size_t k = 0; k < ranges.size(); ++k) {
      auto& g = ranges[k];
      // "monday night i slept 11 to 6"
      if (day && *day < today && !g.has_date) {
        const auto by = *day - floor<days>(g.to);
        g.from += by;
        g.to += by;
      }
      // "11 to 4:30, again 5:30 to 8": the second part follows the first
      if (k > 0 && kind == sleep_kind::night &&
          g.from > ranges[k - 1].to + std::chrono::hours(12)) {
        g.from -= std::chrono::hours(12);
        g.to -= std::chrono::hours(12);
      } else if (k > 0 && kind == sleep_kind::night && g.to < ranges[k - 1].from &&
                 g.to + std::chrono::hours(12) <= f.ctx.now) {
        g.from += std::chrono::hours(12);
        g.to += std::chrono::hours(12);
      }
      act a = made();
      a.slots.set(slot::date, date_of(floor<days>(g.to)));
      a.slots.set(slot::sleep_time, clock_text(g.from));
      a.slots.set(slot::wake_time, clock_text(g.to));
      a.slots.set(slot::duration_min,
                  static_cast<double>(
                      std::chrono::duration_cast<std::chrono::minutes>(g.to - g.from).count()));
      out.acts.push_back(std::move(a));
    }
    out.score = slept || nap ? 92 : 84;
    out.why = "from when to when";
  } else if (bed || up) {
    std::size_t at = 0, at2 = 0;
    std::optional<clock_time> down_at, up_at;
    if (bed) down_at = clock_after(f, bed.end, up && up.begin > bed.begin ? up.begin : s.end, at);
    if (up) up_at = clock_after(f, up.end, bed && bed.begin > up.begin ? bed.begin : s.end, at2);
    // "slept in til 9, bed at 1"
    if (bed && !up && down_at)
      for (auto i = s.begin; i < s.end && !up_at; ++i)
        if (f.is_any(i, {"til", "till", "until", "hasta"}) && !(i + 1 >= at && i < at + 2))
          up_at = clock_after(f, i + 1, std::min(s.end, i + 3), at2);
    // "in bed by 10, 6:30 wake up"
    if (bed && up && !up_at)
      for (auto i = up.begin; i > bed.end && !up_at; --i)
        if (const auto t = clock_at(f.tokens, options, i - 1); t && t->last <= up.begin) up_at = t;
    half_day_said(f, down_at);
    half_day_said(f, up_at);
    // "in bed by 8:30, up at 4": one goes to bed in the evening
    if (down_at && !down_at->half_day_known && !nap && bed.begin != slept.begin &&
        bed.begin != noun.begin && down_at->since_midnight >= std::chrono::hours(8) &&
        down_at->since_midnight < std::chrono::hours(12)) {
      down_at->since_midnight += std::chrono::hours(12);
      down_at->half_day_known = true;
    }
    // slept through the day: up in the afternoon that has just been
    if (down_at && up_at && down_at->half_day_known && !up_at->half_day_known &&
        down_at->since_midnight < std::chrono::hours(12) &&
        up_at->since_midnight < down_at->since_midnight) {
      up_at->since_midnight += std::chrono::hours(12);
      up_at->half_day_known = true;
    }
    if (down_at && up_at) {
      const auto g = place_sleep(*down_at, *up_at, options, kind, day);
      act a = made();
      a.slots.set(slot::date, date_of(floor<days>(g.to)));
      a.slots.set(slot::sleep_time, clock_text(g.from));
      a.slots.set(slot::wake_time, clock_text(g.to));
      a.slots.set(slot::duration_min,
                  static_cast<double>(
                      std::chrono::duration_cast<std::chrono::minutes>(g.to - g.from).count()));
      out.acts.push_back(std::move(a));
      out.score = 90;
    } else if (down_at || up_at) {
      act a = made();
      auto m = (down_at ? *down_at : *up_at).since_midnight;
      if (down_at && !down_at->half_day_known && m >= std::chrono::hours(6) &&
          m < std::chrono::hours(12))
        m += std::chrono::hours(12);
      if (down_at && !down_at->half_day_known && m == std::chrono::hours(12))
        m = std::chrono::minutes(0);
      a.slots.set(slot::date, date_of(day.value_or(today)));
      a.slots.set(down_at ? slot::sleep_time : slot::wake_time, clock_text(m));
      const auto lengths = f.durations_in(s);
      if (!lengths.empty()) a.slots.set(slot::duration_min, round_to(lengths[0].minutes, 0));
      out.acts.push_back(std::move(a));
      const bool done = !(f.is_any((bed ? bed : up).begin, {"go", "get", "wake", "bed", "to"}));
      out.score = done || r.s.first_person ? 78 : 50;
    }
    out.why = "to bed and up";
  }
  if (out.acts.empty() && (slept || nap || noun)) {
    const auto lengths = f.durations_in(s);
    double minutes = 0;
    // "12 hr tower slept 5": the number right behind the word
    if (slept && f.number(slept.end) && f.tokens[slept.end].value <= 14 &&
        (slept.end + 1 >= s.end || f.symbol(slept.end + 1)) && !f.is(slept.end + 1, ":") &&
        !f.is(slept.end + 1, "-") && !f.is(slept.end + 1, "/"))
      minutes = f.tokens[slept.end].value * 60;
    // "slept 5:40 and it shows": hours and minutes
    if (const auto after = slept  ? slept.end
                           : noun ? noun.end
                                  : s.end;
        f.number(after) && f.is(after + 1, ":") && f.number(after + 2) &&
        f.tokens[after].value >= 1 && f.tokens[after].value <= 13 &&
        f.word(after + 2).size() == 2 &&
        !f.is_any(after + 3, {"am", "pm", "to", "-", "till", "til"}))
      minutes = f.tokens[after].value * 60 + f.tokens[after + 2].value;
    for (const auto& d : lengths)
      if (d.minutes >= 5 && d.minutes <= 24 * 60 && minutes == 0) minutes = d.minutes;
    for (auto i = s.begin; i + 1 < s.end && minutes == 0; ++i)
      if (f.number(i) && f.is_any(i + 1, {"hours", "hour", "h", "hrs"}) && f.tokens[i].value <= 24)
        minutes = f.tokens[i].value * 60;
    if (minutes == 0) {
      // "slept 7.5", "sleep: 6"
      const auto from = slept ? slept.end : noun ? noun.end : nap.end;
      for (auto i = from; i < std::min(s.end, from + 4); ++i)
        if (const auto n = f.number_at(i, s.end);
            n && n->value >= 1 && n->value <= 16 && !f.is(n->end, ":")) {
          minutes = n->value * 60;
          break;
        }
    }
    if (nap)
      for (auto i = s.begin; i < s.end; ++i)
        if (f.number(i) && lengths.empty() && f.tokens[i].value >= 5 && f.tokens[i].value <= 180 &&
            !f.is(i + 1, ":"))
          minutes = f.tokens[i].value;
    if (minutes > 0) {
      act a = made();
      a.slots.set(slot::date, date_of(day.value_or(today)));
      a.slots.set(slot::duration_min, round_to(minutes, 0));
      out.acts.push_back(std::move(a));
      out.score =
          slept ? 88
          : nap ? 84
          : noun && (f.is_any(noun.begin > s.begin ? noun.begin - 1 : noun.end, {"of", ":"}) ||
                     noun.begin == s.begin || r.s.first_person)
              ? 80
              : 62;
      out.why = "how long";
    } else if (nap && r.s.first_person && f.is_any(nap.begin, {"took", "had", "napped"})) {
      act a = made();
      a.slots.set(slot::date, date_of(day.value_or(today)));
      out.acts.push_back(std::move(a));
      out.score = 60;
    }
  }
  if (ahead || find_word(f, s, c.not_sleep)) out.score = 0;
  return out;
}

}  // namespace nlp
