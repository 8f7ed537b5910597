// From one time to another: "9:30-11", "july 13-15", "monday to friday", "from
// march until now".

#include <algorithm>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/date_fields.hpp"
#include "nlp/entities/time_grammar.hpp"

namespace nlp {
namespace {

using enum word_class;
using std::chrono::days;

}  // namespace

std::optional<time_expression> time_grammar::make_range(token_pos i, token_pos end,
                                                        const said_time& first,
                                                        const said_time& second) const {
  said_time a = first, b = second;
  if (b.has(said_clock) && a.has(said_clock)) {
    // "from 2pm till tomorrow 4:30pm" begins today; "2 till 4:30 tomorrow" is all tomorrow.
    if (b.has_date() && !a.has_date() && !b.date_first) {
      said_time date = b;
      date.fields &= ~static_cast<std::uint32_t>(said_clock | said_part | said_zone);
      if (!merge(a, date)) return std::nullopt;
    }
    if (b.has(said_zone) && !a.has(said_zone)) {
      a.fields |= said_zone;
      a.zone_offset = b.zone_offset;
      a.zone_name = b.zone_name;
    }
    if (b.has(said_part) && !a.has(said_part)) {
      a.fields |= said_part;
      a.part = b.part;
    }
    // "3-4 pm": the half said last counts for both, unless that turns them
    // round.
    if (a.half < 0 && (b.half == 0 || b.half == 1) && a.hour <= 12 && !a.has(said_part)) {
      const auto of_half = [](const said_time& s, int half) {
        return (s.hour % 12 + 12 * half) * 60 + std::max(s.minute, 0);
      };
      a.half = b.half;
      if (of_half(a, a.half) >= of_half(b, b.half)) a.half = 1 - b.half;
    }
  }
  // "9 to 5" are the hours of a day's work.
  if (a.has(said_clock) && b.has(said_clock) && a.half < 0 && b.half < 0 && a.hour >= 7 &&
      a.hour <= 11 && b.hour >= 1 && b.hour <= 6 && !a.has(said_part | said_zone) &&
      !b.has(said_part | said_zone)) {
    a.half = 0;
    b.half = 1;
  }
  auto pa = place(a, where_);
  // "monday afternoon to last night": what ends in the past began there
  if (pa && b.has(said_anchor) && b.anchor.start < pa->span.start && !a.has(said_anchor) &&
      b.anchor.start < where_.reference) {
    auto earlier = where_;
    earlier.bias = time_bias::past;
    pa = place(a, earlier);
  }
  if (!pa) return std::nullopt;
  time_expression x;
  x.first = i;
  x.last = end;
  x.kind = time_kind::interval;
  x.start = pa->span.start;
  x.at = pa->at;
  x.grain = pa->span.grain;
  x.has_date = pa->has_date;
  x.has_clock = pa->has_clock;
  x.has_part = pa->has_part;
  x.tolerance_min = pa->tolerance_min;

  const bool next_day = b.has_date() && b.date_first && !a.has_date();
  if (b.has(said_clock) && a.has(said_clock) && (!b.has_date() || !first.has_date()) && !next_day) {
    // The first such clock time after the start.
    said_time only = b;
    only.fields &= said_clock | said_zone | said_part;
    if (only.half < 0 && only.has(said_part)) only.fields &= ~static_cast<std::uint32_t>(said_part);
    placing from{x.start, where_.tz, time_bias::future};
    const auto pb = place(only, from);
    if (!pb) return std::nullopt;
    x.end = pb->span.start;
    x.grain = std::min(pa->span.grain, pb->span.grain);
    // A stretch that began today and is not over is today's.
    if (!x.has_date && !x.has_part && where_.bias != time_bias::past &&
        x.end - days(1) > where_.reference && x.start - days(1) <= where_.reference &&
        x.start - days(1) >= local_seconds(today())) {
      x.start -= days(1);
      x.end -= days(1);
      x.at = x.start;
    }
    return x;
  }
  // Without a year or month of its own, the end follows the start.
  if (a.has(said_month) && b.has(said_month_day) && !b.has(said_month) && !b.has(said_anchor)) {
    b.fields |= said_month;
    b.month = a.month;
  }
  placing from{std::max(x.start, local_seconds(day_of(1, 1, 2))), where_.tz, time_bias::none};
  auto pb = place(b, from);
  // "from 10/1 to 11/7" said in late october is the stretch that holds now.
  const auto yearless = said_month | said_month_day | said_clock;
  if (pb && a.has(said_month) && (a.fields & ~yearless) == 0 && (b.fields & ~yearless) == 0 &&
      where_.bias == time_bias::none) {
    auto earlier = where_;
    earlier.bias = time_bias::past;
    const auto before_now = place(a, earlier);
    if (before_now) {
      const auto pb_before = place(b, {before_now->span.start, where_.tz, time_bias::none});
      if (pb_before && pb_before->span.end > where_.reference) {
        pb = pb_before;
        x.start = before_now->span.start;
        x.at = x.start;
      }
    }
  }
  if (!pb) return std::nullopt;
  if (pb->span.start < x.start && !b.has(said_year | said_anchor)) return std::nullopt;
  if (pb->span.end <= x.start) return std::nullopt;
  if (b.has(said_clock)) {
    x.end = pb->span.start;
    x.grain = pb->span.grain;
  } else {
    x.end = pb->span.end;
    x.grain = std::max(pa->span.grain, time_grain::hour) < pb->span.grain ? pa->span.grain
                                                                          : pb->span.grain;
    if (pa->has_clock && pa->span.grain < time_grain::day && !b.has(said_part))
      x.end = pb->span.start;
  }
  return x.end > x.start ? std::optional(x) : std::nullopt;
}

/// "july 13-15", "13 to 15 july", "from the 13th to the 15th of july".
std::optional<time_expression> time_grammar::day_range(token_pos i) const {
  token_pos k = i;
  bool and_joins = false;
  if (const auto f = t_.phrase(k, from)) {
    k = f.end;
  } else if (const auto b = t_.phrase(k, between)) {
    k = b.end;
    and_joins = true;
  } else if (t_.is(k, on)) {
    ++k;
  }
  const auto joins = [&](token_pos p) -> token_pos {
    const auto m = t_.phrase(p, range_to);
    if (m && !m.sense->weak) return m.end;
    return t_.is(p, conjunction) && and_joins ? p + 1 : no_match;
  };
  const auto read_day = [&](token_pos p, int& day) -> token_pos {
    bool is_ordinal = false;
    if (t_.is(p, the)) ++p;
    // The touching "-" of a range is no part of the number.
    const auto n = integer(p);
    if (n.digits > 0 && n.digits <= 2 && n.value >= 1 && n.value <= 31) {
      day = n.value;
      if (t_.is(n.end, suffix) && t_.touching(n.end)) return n.end + 1;
      int half = 0;
      if ((t_.symbol(n.end, ':') && t_.touching(n.end)) || meridiem(n.end, true, half) != no_match)
        return no_match;
      return n.end;
    }
    return month_day_number(p, day, is_ordinal);
  };
  // weekday before: "mon 13 - wed 15 july" is left to the general rule
  said_time a, b;
  if (const auto m = t_.phrase(k, month)) {
    said_time whole;
    token_pos p = m.end;
    if (t_.symbol(p, '.')) ++p;
    int d1 = 0, d2 = 0, year = 0;
    token_pos e = read_day(p, d1);
    if (e == no_match) return std::nullopt;
    const auto j = joins(e);
    if (j == no_match) return std::nullopt;
    if (t_.phrase(j, month)) return std::nullopt;
    const auto f = read_day(j, d2);
    const bool next_month = d2 < d1 && t_.is(j, the);  // "april 27 to the 3rd"
    if (f == no_match || t_.is(f, measure) || (d2 < d1 && !next_month)) return std::nullopt;
    if (t_.phrase(f, month) || (t_.is(f, of) && t_.phrase(f + 1, month))) return std::nullopt;
    a.fields = b.fields = said_month | said_month_day;
    a.month = b.month = m.value();
    a.month_day = d1;
    b.month_day = d2;
    if (next_month) b.month = m.value() % 12 + 1;
    auto end = f;
    if (const auto y = year_after(f, false, year); y != no_match) {
      a.fields |= said_year;
      b.fields |= said_year;
      a.year = b.year = year;
      if (next_month && b.month == 1) ++b.year;
      end = y;
    }
    return make_range(i, end, a, b);
  }
  int d1 = 0, year = 0;
  const auto e = read_day(k, d1);
  if (e == no_match) return std::nullopt;
  const auto j = joins(e);
  if (j == no_match) return std::nullopt;
  token_pos p = j;
  if (t_.is(p, the)) ++p;
  piece_context c;
  c.on = true;
  const auto f = day_first(p, c, b);
  if (f == no_match || b.month_day < d1) {
    // "the 13th to the 15th": the days of a month without its name
    const bool with_the = t_.is(k, the);
    int d2 = 0;
    const auto g = read_day(j, d2);
    if (!with_the || g == no_match || d2 <= d1 || !t_.is(e - 1, suffix)) return std::nullopt;
    if (t_.word(g) && !t_.is(g, function)) return std::nullopt;
    a = b = {};
    a.fields = b.fields = said_month_day;
    a.month_day = d1;
    b.month_day = d2;
    return make_range(i, g, a, b);
  }
  (void)year;
  a = b;
  a.month_day = d1;
  return make_range(i, f, a, b);
}

/// "aug 8 - aug 12", "monday to friday", "tomorrow 8am until friday", "march to
/// may".
std::optional<time_expression> time_grammar::date_range(token_pos i) const {
  token_pos k = i;
  bool led = false, and_joins = false;
  if (const auto b = t_.phrase(k, between)) {
    led = and_joins = true;
    k = b.end;
  } else if (const auto f = t_.phrase(k, from)) {
    led = true;
    k = f.end;
  }
  said_time a, b;
  piece_context c;
  c.on = c.in = true;
  if (!led) c.on = c.in = false;
  // "3/3-3/5" is no score when both sides are dates.
  const auto slashed = [&](token_pos p) {
    return t_.number(p) && t_.symbol(p + 1, '/') && t_.number(p + 2) && t_.touching(p + 2);
  };
  if (slashed(k) && t_.phrase(k + 3, range_to) && slashed(k + 4)) c.on = true;
  // A weak word may stand where the other bound supports it.
  token_pos e = point(k, c, a);
  const auto plain_year = [&](token_pos p) {
    return t_.number(p) && t_.text(p).size() == 4 && t_.tok(p).value >= 1900 &&
           t_.tok(p).value <= 2100 && t_.tok(p).text.find('.') == std::string_view::npos;
  };
  if (const auto from_now_on = t_.phrase(k, now); e == no_match && led && from_now_on) {
    a = {};
    a.fields |= said_now;
    e = from_now_on.end;
  }
  if (e == no_match || (plain_year(k) && e == k + 1)) {
    said_time lone;
    if (plain_year(k)) {  // "2014-2018", "from 2014 to 2016"
      const auto m = t_.phrase(k + 1, range_to);
      const bool joined = (m && !m.sense->weak) || (and_joins && t_.is(k + 1, conjunction));
      const auto after = m ? m.end : k + 2;
      if (joined && (plain_year(after) || t_.phrase(after, month) || led) &&
          !t_.is(after + 1, measure) && !t_.is(after + 1, unit)) {
        lone.fields |= said_year;
        lone.year = static_cast<int>(t_.tok(k).value);
        e = k + 1;
      } else {
        return std::nullopt;
      }
    } else if (t_.phrase(k, month)) {
      e = month_first(k, c, lone);
    } else if (t_.phrase(k, word_class::weekday)) {
      e = weekday(k, lone);
    }
    if (e == no_match) return std::nullopt;
    a = lone;
  }
  if (a.has(said_rule)) return std::nullopt;
  token_pos j = no_match;
  if (const auto m = t_.phrase(e, range_to); m && !m.sense->weak) j = m.end;
  // "friday-mar-6" is one day
  if (t_.symbol(e, '-') && t_.touching(e) && t_.phrase(e + 1, month) &&
      (a.by_weekday || a.fields == said_weekday))
    return std::nullopt;
  if (j == no_match && and_joins && t_.is(e, conjunction)) j = e + 1;
  if (j == no_match && t_.symbol(e, '/') && t_.touching(e) && a.has(said_year) &&
      a.has(said_month_day))
    j = e + 1;
  if (j == no_match) return std::nullopt;
  piece_context d;
  d.on = true;
  d.in = true;
  if (a.has(said_clock)) {
    d.lead = clock_lead::soft;
    d.lone_hours = true;
  }
  // "between march and now", "from 2 may to date": what began and goes on
  const auto until_now = t_.phrase(j, now);
  const bool to_date = t_.is_text(j, "date") || t_.is_text(j, "present");
  if ((until_now || to_date) && !a.has(said_now)) {
    auto earlier = where_;
    earlier.bias = time_bias::past;
    const auto began = place(a, earlier);
    if (!began || began->span.start >= where_.reference) return std::nullopt;
    auto x = make(i, until_now ? until_now.end : j + 1, a);
    if (!x) return std::nullopt;
    x->kind = time_kind::interval;
    x->start = x->at = began->span.start;
    x->end = where_.reference;
    return x;
  }
  auto f = no_match;
  // "in 2015 to 2017", "2014-2016"
  said_time year;
  if (a.has(said_year) && !a.has(said_month | said_holiday | said_season) &&
      (f = year_piece(j, d, year)) != no_match) {
    b = year;
  } else {
    f = point(j, d, b);
  }
  if (f == no_match || b.has(said_rule | said_now)) return std::nullopt;
  if (a.has(said_now)) {  // "from now until friday"
    const auto ends = place(b, where_);
    if (!ends || ends->span.start <= where_.reference) return std::nullopt;
    auto x = make(i, f, b);
    x->kind = time_kind::interval;
    x->end = ends->has_clock || ends->has_part ? x->start : x->end;
    x->start = x->at = where_.reference;
    return x;
  }
  const bool dates = a.has_date() && b.has_date();
  const bool clocks = a.has(said_clock) && b.has(said_clock);
  const bool parts =
      (a.has(said_part) || a.has(said_clock)) && (b.has(said_part) || b.has(said_clock));
  if (!dates && !clocks && !parts) return std::nullopt;
  // "july 5 - august 3 2016": the year said once counts for both.
  if (b.has(said_year) && a.has(said_month) && !a.has(said_year | said_anchor)) {
    a.fields |= said_year;
    a.year = b.year;
    if (b.has(said_month) && b.month < a.month) --a.year;
  }
  return make_range(i, f, a, b);
}

std::optional<time_expression> time_grammar::range(token_pos i) const {
  if (auto x = day_range(i)) return x;
  auto by_clock = clock_range(i);
  if (by_clock) return by_clock;
  return date_range(i);
}

}  // namespace nlp
