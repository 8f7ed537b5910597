// Placing what was said on the calendar. The one file that knows where
// "monday", "at 3" or "march" lies; it sees no words.

#include <algorithm>
#include <cmath>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/calendar_spans.hpp"
#include "nlp/entities/date_fields.hpp"
#include "nlp/entities/said_time.hpp"

namespace nlp {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Astronomical seasons of the northern hemisphere; both equinoxes are near
/// enough for words.
time_span season_span(int season, int year) {
  switch (season) {
    case 0:
      return whole_days(day_of(year, 3, 20), day_of(year, 6, 21), time_grain::day);
    case 1:
      return whole_days(day_of(year, 6, 21), day_of(year, 9, 24), time_grain::day);
    case 2:
      return whole_days(day_of(year, 9, 23), day_of(year, 12, 21), time_grain::day);
    default:
      return whole_days(day_of(year, 12, 21), day_of(year + 1, 3, 21), time_grain::day);
  }
}

time_span edge_of(const time_span& whole, span_edge edge) {
  const auto from = day_floor(whole.start), to = day_floor(whole.end);
  const auto stretch = [](local_days a, local_days b, time_grain g) { return whole_days(a, b, g); };
  switch (whole.grain) {
    case time_grain::week:
      if (edge == span_edge::mid) return stretch(from + days(2), from + days(4), time_grain::day);
      if (edge == span_edge::end || edge == span_edge::late)
        return stretch(from + days(4), to, time_grain::day);
      return stretch(from, from + days(3), time_grain::day);
    case time_grain::month:
      if (edge == span_edge::mid) return stretch(from + days(10), from + days(20), time_grain::day);
      if (edge == span_edge::end || edge == span_edge::late)
        return stretch(from + days(20), to, time_grain::day);
      return stretch(from, from + days(10), time_grain::day);
    case time_grain::year: {
      if (to - from > days(400)) {  // "the early 80s"
        const int third_years = (year_of(to) - year_of(from)) / 3;
        const auto third = add_months(from, third_years * 12);
        const auto two_thirds = add_months(to, -third_years * 12);
        if (edge == span_edge::mid) return stretch(third, two_thirds, time_grain::year);
        if (edge == span_edge::end || edge == span_edge::late)
          return stretch(two_thirds, to, time_grain::year);
        return stretch(from, third, time_grain::year);
      }
      if (edge == span_edge::mid)
        return stretch(add_months(from, 4), add_months(from, 8), time_grain::month);
      if (edge == span_edge::end) return stretch(add_months(from, 8), to, time_grain::month);
      if (edge == span_edge::late) return stretch(add_months(from, 6), to, time_grain::month);
      if (edge == span_edge::early) return stretch(from, add_months(from, 6), time_grain::month);
      return stretch(from, add_months(from, 3), time_grain::month);
    }
    case time_grain::quarter:
      if (edge == span_edge::mid)
        return stretch(add_months(from, 1), add_months(from, 2), time_grain::month);
      if (edge == span_edge::end || edge == span_edge::late)
        return stretch(add_months(from, 2), to, time_grain::month);
      return stretch(from, add_months(from, 1), time_grain::month);
    default: {
      const auto third = (whole.end - whole.start) / 3;
      if (edge == span_edge::mid) return {whole.start + third, whole.end - third, whole.grain};
      if (edge == span_edge::end || edge == span_edge::late)
        return {whole.end - third, whole.end, whole.grain};
      return {whole.start, whole.start + third, whole.grain};
    }
  }
}

/// Picks by bias among things that recur each year: `in_year(y)` gives that
/// year's span.
template <class InYear>
std::optional<time_span> pick_year(local_seconds now, int cycle, bool has_cycle, time_bias bias,
                                   InYear in_year) {
  const int year = year_of(day_floor(now));
  const bool back = has_cycle ? cycle < 0 : bias == time_bias::past;
  // February 29 is eight years away at most; some calendars skip a year of
  // ours.
  std::optional<time_span> found;
  // "this september" is this year's, gone or not.
  if (has_cycle && cycle == 0)
    if (const auto s = in_year(year); s && s->grain == time_grain::month) return s;
  for (int k = -8; k <= 8; ++k) {
    const auto s = in_year(year + k);
    if (!s) continue;
    if (back) {
      const bool past = has_cycle ? s->end <= now : s->start <= now;
      if (past) found = s;
    } else if (s->end > now) {
      // "next march" said in march is the one a year on.
      if (has_cycle && cycle > 0 && s->start <= now) continue;
      return s;
    }
  }
  return found;
}

std::optional<time_span> place_in_anchor(const said_time& s) {
  const time_span a = s.anchor;
  const auto start = day_floor(a.start);
  const int year = year_of(start);
  if (s.has(said_holiday)) {
    const auto d = holiday_date(s.holiday, year);
    return d ? std::optional(one_day(*d)) : std::nullopt;
  }
  if (s.has(said_season)) return season_span(s.season, year);
  if (s.has(said_month)) {
    if (!s.has(said_month_day)) return month_span(year, s.month);
    if (!valid_date(year, s.month, s.month_day)) return std::nullopt;
    return one_day(day_of(year, s.month, s.month_day));
  }
  if (s.has(said_month_day)) {
    if (!valid_date(year, month_of(start), s.month_day)) return std::nullopt;
    return one_day(day_of(year, month_of(start), s.month_day));
  }
  if (s.has(said_weekday)) {
    if (a.grain == time_grain::week || s.anchor_unit == time_unit::week ||
        s.anchor_unit == time_unit::fortnight)
      return one_day(monday_of(start) + days(s.weekday - 1));
    if (s.counted && a.grain <= time_grain::day)
      return one_day(monday_of(start) + days(s.weekday - 1));
    if (a.grain <= time_grain::day) return one_day(start);
    return one_day(weekday_from(start, s.weekday));
  }
  return a;
}

std::optional<time_span> place_month_day(const said_time& s, const placing& w) {
  const auto today = day_floor(w.reference);
  const int this_year = year_of(today);
  if (s.has(said_year)) {
    if (!valid_date(s.year, s.month, s.month_day)) return std::nullopt;
    return one_day(day_of(s.year, s.month, s.month_day));
  }
  if (s.has(said_weekday)) {  // the year nearby in which the two agree
    for (int k = 0; k <= 1; ++k)
      for (const int y : {this_year + k, this_year - k})
        if (valid_date(y, s.month, s.month_day)) {
          const auto d = day_of(y, s.month, s.month_day);
          if (weekday_of(d) == s.weekday) return one_day(d);
        }
    // A weekday that fits no year nearby is a slip; the date counts.
  }
  return pick_year(w.reference, s.cycle, s.has(said_cycle), w.bias,
                   [&](int y) -> std::optional<time_span> {
                     if (!valid_date(y, s.month, s.month_day)) return std::nullopt;
                     return one_day(day_of(y, s.month, s.month_day));
                   });
}

std::optional<time_span> place_day_of_month(const said_time& s, const placing& w) {
  const auto today = day_floor(w.reference);
  const bool back = w.bias == time_bias::past;
  // 14 months hold every day of the month with any weekday often enough; longer
  // is a misreading.
  for (int k = 0; k <= 14 * (s.has(said_weekday) ? 2 : 1); ++k) {
    const auto m = add_months(month_start(today), back ? -k : k);
    if (s.month_day > days_in_month(year_of(m), month_of(m))) continue;
    const auto d = m + days(s.month_day - 1);
    if (back ? d > today : d < today) continue;
    if (s.has(said_weekday) && weekday_of(d) != s.weekday) continue;
    return one_day(d);
  }
  return std::nullopt;
}

std::optional<time_span> place_weekday(const said_time& s, const placing& w) {
  const auto today = day_floor(w.reference);
  if (w.bias == time_bias::past) return one_day(weekday_from(today - days(7), s.weekday));
  return one_day(weekday_from(today + days(1), s.weekday));
}

std::optional<time_span> place_whole_date(const said_time& s, const placing& w) {
  if (s.has(said_anchor)) return place_in_anchor(s);
  if (s.has(said_holiday)) {
    const auto on = [&](int y) -> std::optional<time_span> {
      const auto d = holiday_date(s.holiday, y);
      if (!d) return std::nullopt;
      return whole_days(*d, *d + days(holiday_days(s.holiday, y)), time_grain::day);
    };
    return s.has(said_year) ? on(s.year)
                            : pick_year(w.reference, s.cycle, s.has(said_cycle), w.bias, on);
  }
  if (s.has(said_season)) {
    if (s.has(said_year)) return season_span(s.season, s.year);
    const auto in_year = [&](int y) { return std::optional(season_span(s.season, y)); };
    if (!s.has(said_cycle) || s.cycle != 0)
      return pick_year(w.reference, s.cycle, s.has(said_cycle), w.bias, in_year);
    return pick_year(w.reference, 0, true, time_bias::none, in_year);
  }
  if (s.has(said_month) && s.has(said_month_day)) return place_month_day(s, w);
  if (s.has(said_month)) {
    if (s.has(said_year)) return month_span(s.year, s.month);
    return pick_year(w.reference, s.cycle, s.has(said_cycle), w.bias,
                     [&](int y) { return std::optional(month_span(y, s.month)); });
  }
  if (s.has(said_month_day)) return place_day_of_month(s, w);
  if (s.has(said_weekday)) return place_weekday(s, w);
  if (s.has(said_year)) return year_span(s.year);
  return std::nullopt;
}

std::optional<time_span> place_date(const said_time& s, const placing& w) {
  auto span = place_whole_date(s, w);
  if (span && s.has(said_edge)) span = edge_of(*span, s.edge);
  return span;
}

bool at_night(day_part p) {
  return p == day_part::night || p == day_part::late_night || p == day_part::tonight ||
         p == day_part::before_bed;
}

/// Offset from a day's midnight for a clock time that may be in either half of
/// the day.
struct clock_candidates {
  seconds first;
  bool both = false;  ///< 12 hours later is possible too
};

clock_candidates clock_of(const said_time& s) {
  const auto of_hour = [&](int h) {
    return hours(h) + minutes(std::max(s.minute, 0)) + seconds(std::max(s.second, 0));
  };
  if (s.midnight) return {of_hour(24), false};
  if (s.half == 0) return {of_hour(s.hour % 12), false};
  if (s.half == 1) return {of_hour(s.hour % 12 + 12), false};
  if (s.half == 2 || s.hour > 12 || s.hour == 0) return {of_hour(s.hour), false};
  if (s.has(said_part)) {
    const auto p = hours_of(s.part);
    if (s.hour == 12 && p.from_min >= 17 * 60) return {of_hour(24), false};
    if (at_night(s.part) && s.hour < 5) return {of_hour(s.hour % 12 + 24), false};
    if (p.to_min <= 12 * 60) return {of_hour(s.hour % 12), false};
    return {of_hour(s.hour % 12 + 12), false};
  }
  if (s.hour == 12) return {of_hour(0), true};
  return {of_hour(s.hour), true};
}

/// The hour that people mean when they give a day and no half: 7 to 11 in the
/// morning, the rest after noon.
seconds usual_half(seconds first) {
  return first < hours(7) ? first + hours(12) : first;
}

time_grain clock_grain(const said_time& s) {
  return s.second >= 0 ? time_grain::second : s.minute >= 0 ? time_grain::minute : time_grain::hour;
}
seconds grain_length(time_grain g) {
  return g == time_grain::second ? seconds(1) : g == time_grain::minute ? seconds(60) : hours(1);
}

local_seconds from_zone(const said_time& s, local_seconds there, const zone& tz) {
  if (!s.zone_name.empty())
    if (const auto z = zone::find(s.zone_name)) return tz.to_local(z->to_instant(there));
  return tz.to_local(instant(there.time_since_epoch() - minutes(s.zone_offset)));
}
local_seconds to_zone(const said_time& s, local_seconds here, const zone& tz) {
  const auto t = tz.to_instant(here);
  if (!s.zone_name.empty())
    if (const auto z = zone::find(s.zone_name)) return z->to_local(t);
  return local_seconds(std::chrono::floor<seconds>(t.time_since_epoch()) + minutes(s.zone_offset));
}

/// The clock time nearest to `now` in the wanted direction, with no day said.
local_seconds nearest_clock(const clock_candidates& c, local_seconds now, time_bias bias) {
  const auto today = local_seconds(day_floor(now));
  const seconds step = c.both ? seconds(hours(12)) : seconds(hours(24));
  auto t = today + c.first - days(2);
  if (bias == time_bias::past) {
    while (t + step <= now) t += step;
    return t;
  }
  while (bias == time_bias::future ? t <= now : t < now) t += step;
  // By day, a coming "at 2" is not the small hours.
  const auto by_day = now - local_seconds(day_floor(now));
  if (bias == time_bias::future && c.both && by_day >= hours(6) && by_day < hours(21) &&
      t - local_seconds(day_floor(t)) < hours(6))
    t += step;
  return t;
}

local_seconds clock_on_day(const said_time& s, const clock_candidates& c, local_days day,
                           const placing& w) {
  const auto midnight = local_seconds(day);
  if (s.midnight) return w.bias == time_bias::future ? midnight + hours(24) : midnight;
  if (!c.both) return midnight + c.first;
  if (day == day_floor(w.reference)) {
    const auto early = midnight + c.first, late = early + hours(12);
    if (w.bias == time_bias::past) return late <= w.reference ? late : early;
    return early >= w.reference || late < w.reference ? early : late;
  }
  return midnight + usual_half(c.first);
}

placed_time place_clock(const said_time& s, const std::optional<time_span>& date,
                        const placing& w) {
  placed_time p;
  auto c = clock_of(s);
  // By day, "12:15" is after noon.
  const auto now = w.reference - local_seconds(day_floor(w.reference));
  if (c.both && s.hour == 12 && !date && now > hours(1) && now < hours(18))
    c = {c.first + hours(12), false};
  local_seconds t;
  if (date) {
    t = clock_on_day(s, c, day_floor(date->start), w);
    if (s.has(said_zone)) t = from_zone(s, t, *w.tz);
  } else if (s.has(said_part)) {
    auto day = day_floor(w.reference);
    const auto on = [&](local_days d) { return local_seconds(d) + c.first; };
    if (w.bias == time_bias::past && on(day) > w.reference) day -= days(1);
    // "tonight" stays today's night even when its hour has passed.
    if (w.bias != time_bias::past && on(day) < w.reference && s.part != day_part::tonight)
      day += days(1);
    t = on(day);
    if (s.has(said_zone)) t = from_zone(s, t, *w.tz);
  } else if (s.has(said_zone)) {
    t = from_zone(s, nearest_clock(c, to_zone(s, w.reference, *w.tz), w.bias), *w.tz);
  } else {
    t = nearest_clock(c, w.reference, w.bias);
  }
  t = on_the_wall(t, *w.tz);
  p.span = {t, t, clock_grain(s)};
  if (s.has(said_zone) && p.span.grain == time_grain::hour) p.span.grain = time_grain::minute;
  p.span.end = t + grain_length(p.span.grain);
  p.at = t;
  p.has_clock = true;
  p.has_date = date.has_value();
  p.tolerance_min = s.vague ? 30 : 0;
  return p;
}

placed_time place_part(const said_time& s, const std::optional<time_span>& date, const placing& w) {
  placed_time p;
  const auto h = hours_of(s.part);
  auto day = day_floor(date ? date->start : w.reference);
  if (!date && s.part != day_part::tonight) {
    const auto from = local_seconds(day) + minutes(h.from_min);
    const auto to = local_seconds(day) + minutes(h.to_min);
    if (w.bias == time_bias::past && from > w.reference) day -= days(1);
    if (w.bias != time_bias::past && to <= w.reference) day += days(1);
  }
  const auto midnight = local_seconds(day);
  p.span = {midnight + minutes(h.from_min), midnight + minutes(h.to_min), time_grain::hour};
  p.stretch = true;
  p.at = on_the_wall(midnight + minutes(h.at_min), *w.tz);
  p.tolerance_min = h.tolerance_min;
  p.has_part = true;
  p.has_date = date.has_value() || s.part == day_part::tonight;
  return p;
}

placed_time place_now(const said_time& s, const placing& w) {
  placed_time p;
  p.span = {w.reference, w.reference + seconds(1), time_grain::second};
  p.at = w.reference;
  p.has_clock = true;
  p.stretch = s.open_now;
  return p;
}

std::optional<placed_time> place_rule(const said_time& s, const placing& w);

std::optional<placed_time> place_plain(const said_time& s, const placing& w) {
  if (s.has(said_now)) return place_now(s, w);
  const auto date = place_date(s, w);
  if (!date && s.has_date()) return std::nullopt;
  if (!date && !s.has(said_clock | said_part)) return std::nullopt;

  placed_time p;
  if (s.has(said_clock)) {
    if (date && date->grain > time_grain::day) return std::nullopt;
    p = place_clock(s, date, w);
  } else if (s.has(said_part)) {
    if (date && date->grain > time_grain::day) return std::nullopt;
    p = place_part(s, date, w);
  } else {
    p.span = *date;
    p.at = date->start;
    p.has_date = !s.exact;
    p.has_clock = s.exact;
    p.stretch = s.stretch || s.has(said_edge | said_season) ||
                (s.has(said_holiday) && date->end - date->start > days(1));
    if (s.has(said_edge) && (s.edge == span_edge::end)) p.at = date->end - days(1);
    if (s.has(said_edge) && s.edge == span_edge::mid)
      p.at = local_seconds(day_floor(date->start + (date->end - date->start) / 2));
    if (s.vague) p.tolerance_min = s.exact ? 15 : 0;
  }
  // Before dawn, "tomorrow" may be the coming daylight.
  p.also = s.also;
  if (p.also && s.has(said_clock | said_part))
    p.also = *p.also + (p.at - local_seconds(day_floor(p.at)));
  return p;
}

std::optional<placed_time> place_rule(const said_time& s, const placing& w) {
  said_time plain = s;
  plain.fields &= ~static_cast<std::uint32_t>(said_rule);
  // The rule's own days decide; a plain clock or part gives the hour.
  auto start = w.reference;
  bool timed = false;
  seconds part_offset{0};
  const bool dated = plain.has_date();
  placing ahead = w;
  ahead.bias = time_bias::future;
  std::optional<placed_time> first;
  if (plain.has(said_clock | said_part) || dated) {
    said_time hour = plain;
    if (!dated && plain.has(said_clock) && !plain.has(said_part)) {
      // Hours people keep: "every day at 8" is the morning, "at 3" the
      // afternoon.
      const auto c = clock_of(plain);
      const auto t =
          local_seconds(day_floor(w.reference)) + (c.both ? usual_half(c.first) : c.first);
      first = placed_time{};
      first->at = t;
      first->has_clock = true;
      first->span = {t, t + grain_length(clock_grain(plain)), clock_grain(plain)};
    } else {
      first = place_plain(hour, ahead);
    }
    if (!first) return std::nullopt;
    timed = first->has_clock || first->has_part;
    part_offset = first->has_part ? first->span.start - first->at : seconds(0);
    if (!dated)
      first->at =
          local_seconds(day_floor(w.reference)) + (first->at - local_seconds(day_floor(first->at)));
    start = first->at;
  } else {
    first = placed_time{};
    const bool within_day = s.rule.freq <= frequency::hourly;
    start = within_day ? w.reference : local_seconds(day_floor(w.reference));
    first->span.grain = within_day ? time_grain::minute : time_grain::day;
  }
  std::optional<local_seconds> next;
  if (dated) {
    next = start;
  } else {
    const auto after = timed || s.rule.freq <= frequency::hourly ? w.reference : start;
    next = next_occurrence(s.rule, start, after);
    if (!timed && s.rule.freq > frequency::hourly && s.rule.interval == 1 && s.rule.weekdays == 0 &&
        s.rule.month_day == 0)
      next = start;
  }
  if (!next) return std::nullopt;
  const auto length =
      first->span.grain == time_grain::day ? seconds(days(1)) : first->span.end - first->span.start;
  first->at = on_the_wall(*next, *w.tz);
  first->span.start = *next + part_offset;
  first->span.end = first->span.start + std::max(length, seconds(60));
  first->has_date = true;
  return first;
}

}  // namespace

std::optional<placed_time> place(const said_time& said, const placing& where) {
  return said.has(said_rule) ? place_rule(said, where) : place_plain(said, where);
}

}  // namespace nlp
