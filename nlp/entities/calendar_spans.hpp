#pragma once
// Stretches of whole days on the local calendar. Plain functions.

#include <algorithm>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/said_time.hpp"

namespace nlp {

inline time_span whole_days(local_days from, local_days to, time_grain grain) {
  return {local_seconds(from), local_seconds(to), grain};
}

inline time_span one_day(local_days d) {
  return whole_days(d, d + std::chrono::days(1), time_grain::day);
}

inline time_span month_span(int year, int month) {
  const auto from = day_of(year, month, 1);
  return whole_days(from, add_months(from, 1), time_grain::month);
}

inline time_span year_span(int year) {
  return whole_days(day_of(year, 1, 1), day_of(std::min(year + 1, 9999), 1, 1), time_grain::year);
}

}  // namespace nlp
