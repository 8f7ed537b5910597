#pragma once
// Small things that several rules of the time grammar share: years in two
// digits, a date's fields, working days, the names of periods. Plain functions.

#include <cstdint>
#include <string_view>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/said_time.hpp"

namespace nlp {

inline constexpr int first_year = 1000, last_year = 2999;
/// Two-digit years: up to this one they are in this century.
inline constexpr int century_turn = 68;

inline int full_year(int two_digits) {
  return two_digits <= century_turn ? 2000 + two_digits : 1900 + two_digits;
}

inline void put_date(said_time& s, int year, int month, int day) {
  s.fields |= said_month | said_month_day;
  s.month = month;
  s.month_day = day;
  if (year) {
    s.fields |= said_year;
    s.year = year;
  }
}

inline local_days day_floor(local_seconds t) {
  return std::chrono::floor<std::chrono::days>(t);
}

/// Days from monday to friday are working days, feasts among them too.
inline local_days add_work_days(local_days d, long n) {
  const auto step = std::chrono::days(n < 0 ? -1 : 1);
  for (long left = n < 0 ? -n : n; left > 0;) {
    d += step;
    if (weekday_of(d) <= 5) --left;
  }
  return d;
}

/// "yesterday", "last_week", ... : the calendar unit before, at or behind now;
/// empty for others.
inline std::string_view period_name(int which, time_unit unit) {
  struct row {
    time_unit unit;
    std::string_view last, current, next;
  };
  static constexpr row rows[] = {
      {time_unit::day, "yesterday", "today", "tomorrow"},
      {time_unit::week, "last_week", "this_week", "next_week"},
      {time_unit::weekend, "last_weekend", "this_weekend", "next_weekend"},
      {time_unit::month, "last_month", "this_month", "next_month"},
      {time_unit::year, "last_year", "this_year", "next_year"},
  };
  for (const auto& r : rows)
    if (r.unit == unit) return which < 0 ? r.last : which == 0 ? r.current : r.next;
  return {};
}

}  // namespace nlp
