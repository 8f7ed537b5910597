// Calendar units and the usual hours of a day's parts.

#include <algorithm>

#include "nlp/entities/calendar_spans.hpp"
#include "nlp/entities/date_fields.hpp"

namespace nlp {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

}  // namespace

part_hours hours_of(day_part p) {
  switch (p) {
    case day_part::morning:
      return {0, 720, 540, 180};
    case day_part::forenoon:
      return {480, 720, 600, 120};
    case day_part::early_morning:
      return {0, 540, 420, 150};
    case day_part::late_morning:
      return {600, 720, 660, 90};
    case day_part::breakfast:
      return {360, 600, 480, 120};
    case day_part::lunch:
      return {720, 840, 720, 90};
    case day_part::after_lunch:
      return {780, 1020, 840, 120};
    case day_part::early_afternoon:
      return {720, 900, 810, 120};
    case day_part::none:
    case day_part::afternoon:
      return {720, 1140, 900, 180};
    case day_part::late_afternoon:
      return {960, 1140, 1020, 90};
    case day_part::after_school:
      return {900, 1260, 930, 120};
    case day_part::after_work:
      return {1020, 1260, 1050, 90};
    case day_part::end_of_day:
      return {1020, 1440, 1020, 420};
    case day_part::dinner:
      return {1020, 1260, 1110, 120};
    case day_part::early_evening:
      return {1020, 1200, 1080, 90};
    case day_part::evening:
      return {1080, 1440, 1080, 180};
    case day_part::late_evening:
      return {1260, 1440, 1290, 90};
    case day_part::night:
      return {1080, 1440, 1260, 180};
    case day_part::tonight:
      return {1080, 1440, 1200, 180};
    case day_part::late_night:
      return {1260, 1440, 1380, 90};
    case day_part::before_bed:
      return {1260, 1440, 1320, 120};
    case day_part::start_of_day:
      return {480, 600, 540, 90};
  }
  return {0, 1440, 720, 720};
}

local_seconds on_the_wall(local_seconds t, const zone& tz) {
  return tz.to_local(tz.to_instant(t));
}

time_grain grain_of(time_unit unit) {
  switch (unit) {
    case time_unit::second:
      return time_grain::second;
    case time_unit::minute:
      return time_grain::minute;
    case time_unit::hour:
      return time_grain::hour;
    case time_unit::day:
    case time_unit::weekend:
      return time_grain::day;
    case time_unit::week:
    case time_unit::fortnight:
      return time_grain::week;
    case time_unit::month:
      return time_grain::month;
    case time_unit::quarter:
      return time_grain::quarter;
    default:
      return time_grain::year;
  }
}

local_seconds add_units(local_seconds t, time_unit unit, long n) {
  n = std::clamp(n, -200'000L, 200'000L);
  const auto d = day_floor(t);
  const auto rest = t - local_seconds(d);
  const auto months = [&](long k) { return local_seconds(add_months(d, k)) + rest; };
  switch (unit) {
    case time_unit::second:
      return t + seconds(n);
    case time_unit::minute:
      return t + minutes(n);
    case time_unit::hour:
      return t + hours(n);
    case time_unit::day:
      return t + days(n);
    case time_unit::week:
    case time_unit::weekend:
      return t + days(7 * n);
    case time_unit::fortnight:
      return t + days(14 * n);
    case time_unit::month:
      return months(n);
    case time_unit::quarter:
      return months(3 * n);
    case time_unit::year:
      return months(12 * n);
    case time_unit::decade:
      return months(120 * n);
    case time_unit::century:
      return months(std::clamp(n, -90L, 90L) * 1200);
  }
  return t;
}

time_span unit_span(local_seconds t, time_unit unit) {
  using std::chrono::floor;
  const auto d = day_floor(t);
  const int y = year_of(d);
  switch (unit) {
    case time_unit::second:
      return {t, t + seconds(1), time_grain::second};
    case time_unit::minute: {
      const auto m = local_seconds(floor<minutes>(t));
      return {m, m + minutes(1), time_grain::minute};
    }
    case time_unit::hour: {
      const auto h = local_seconds(floor<hours>(t));
      return {h, h + hours(1), time_grain::hour};
    }
    case time_unit::day:
      return one_day(d);
    case time_unit::week:
      return whole_days(monday_of(d), monday_of(d) + days(7), time_grain::week);
    case time_unit::fortnight:
      return whole_days(monday_of(d), monday_of(d) + days(14), time_grain::week);
    case time_unit::weekend: {
      const auto monday = local_seconds(monday_of(d));
      return {monday + days(4) + hours(18), monday + days(7), time_grain::hour};
    }
    case time_unit::month:
      return month_span(y, month_of(d));
    case time_unit::quarter: {
      const auto from = day_of(y, (month_of(d) - 1) / 3 * 3 + 1, 1);
      return whole_days(from, add_months(from, 3), time_grain::quarter);
    }
    case time_unit::year:
      return year_span(y);
    case time_unit::decade: {
      const auto from = day_of(std::max(y / 10 * 10, 1), 1, 1);
      return whole_days(from, add_months(from, 120), time_grain::year);
    }
    case time_unit::century: {
      const auto from = day_of(std::max((y - 1) / 100 * 100 + 1, 1), 1, 1);
      return whole_days(from, add_months(from, 1200), time_grain::year);
    }
  }
  return one_day(d);
}

}  // namespace nlp
