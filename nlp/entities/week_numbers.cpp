// Weeks by their number: "2026-W30", "W30-4", "week 30 of 2027", "in week 12". The first week of a
// year is the one with its first Thursday (ISO 8601).

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/date_fields.hpp"
#include "nlp/entities/time_grammar.hpp"

namespace nlp {
namespace {

using enum word_class;
using std::chrono::days;

local_days first_week_of(int year) {
  return monday_of(day_of(year, 1, 4));
}

int weeks_in(int year) {
  return static_cast<int>((first_week_of(year + 1) - first_week_of(year)).count() / 7);
}

/// The year that the week of `d` belongs to.
int week_year_of(local_days d) {
  return year_of(monday_of(d) + days(3));
}

}  // namespace

/// "W30", "w30-4" at `i`: the number, the weekday behind it (0: none) and the end.
token_pos time_grammar::week_code(token_pos i, int& week, int& weekday) const {
  const auto n = integer(i + 1);
  if (!t_.is_text(i, "w") || !t_.touching(i + 1) || n.digits != 2) return no_match;
  week = n.value;
  weekday = 0;
  const auto d = integer(n.end + 1);
  if (!t_.symbol(n.end, '-') || !t_.touching(n.end) || !t_.touching(n.end + 1) || d.digits != 1)
    return n.end;
  weekday = d.value;
  return weekday >= 1 && weekday <= 7 ? d.end : no_match;
}

token_pos time_grammar::numbered_week(token_pos i, const piece_context& c, said_time& s) const {
  int week = 0, weekday = 0, year = 0;
  token_pos end = no_match;
  const auto y = integer(i);
  if (y.digits == 4) {  // "2026-W30", "2026W30"
    const bool hyphen = t_.symbol(y.end, '-') && t_.touching(y.end);
    const auto code = hyphen ? y.end + 1 : y.end;
    if (!t_.touching(code)) return no_match;
    end = week_code(code, week, weekday);
    year = y.value;
  } else if (t_.is_text(i, "w")) {  // "W30 2026", and a lone "W30" when there is no more
    end = week_code(i, week, weekday);
    if (end == no_match) return no_match;
    if (const auto e = year_after(end, false, year); e != no_match) {
      end = e;
    } else if (!whole_text(i, end)) {
      return no_match;
    }
  } else if (t_.is_text(i, "week") || t_.is_text(i, "wk")) {
    const auto k = t_.is_text(i + 1, "number") || t_.is_text(i + 1, "no") || t_.symbol(i + 1, '#')
                       ? i + 2
                       : i + 1;
    const auto n = integer(k);
    if (n.digits == 0 || n.digits > 2) return no_match;
    week = n.value;
    end = n.end;
    said_time whole;
    const auto e = year_after(end, false, year);
    const auto ce = t_.is(end, of) || t_.is(end, in) ? container(end + 1, whole) : no_match;
    if (e != no_match) {
      end = e;
    } else if (ce != no_match && whole.has(said_anchor) && whole.anchor.grain == time_grain::year &&
               !whole.stretch) {
      year = year_of(day_floor(whole.anchor.start));
      end = ce;
    } else if (t_.is(end, of) || (!c.in && !c.on && !whole_text(i, end)) ||
               t_.is_text(end, "day") || t_.symbol(end, '/') || t_.symbol(end, '-')) {
      // "week 3 of couch to 5k", "week 2 day 1" count a plan's weeks.
      return no_match;
    }
  }
  if (end == no_match || week < 1) return no_match;
  if (year == 0) {
    year = week_year_of(today());
    const auto monday = first_week_of(year) + days(7 * (week - 1));
    if (where_.bias == time_bias::future && monday + days(7) <= today()) ++year;
    if (where_.bias == time_bias::past && monday > today()) --year;
  }
  if (year < first_year || year > last_year || week > weeks_in(year)) return no_match;
  const auto monday = first_week_of(year) + days(7 * (week - 1));
  if (weekday != 0) {
    put_anchor(unit_span(local_seconds(monday + days(weekday - 1)), time_unit::day), time_unit::day,
               s);
  } else {
    put_anchor(unit_span(local_seconds(monday), time_unit::week), time_unit::week, s);
  }
  return end;
}

}  // namespace nlp
