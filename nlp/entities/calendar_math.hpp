#pragma once
// Small calendar arithmetic on local days. Thread: any; pure; total for years 1 to 9999.

#include <algorithm>
#include <chrono>

#include "config/common/time.hpp"

namespace nlp {

inline local_days day_of(int year, int month, int day) {
  using namespace std::chrono;
  return local_days(std::chrono::year(year) / month / day);
}
inline bool valid_date(int year, int month, int day) {
  using namespace std::chrono;
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
         (std::chrono::year(year) / month / day).ok();
}
inline std::chrono::year_month_day ymd_of(local_days d) {
  return std::chrono::year_month_day(d);
}
inline int year_of(local_days d) {
  return static_cast<int>(ymd_of(d).year());
}
inline int month_of(local_days d) {
  return static_cast<int>(static_cast<unsigned>(ymd_of(d).month()));
}
inline int month_day_of(local_days d) {
  return static_cast<int>(static_cast<unsigned>(ymd_of(d).day()));
}
/// 1 Monday to 7 Sunday.
inline int weekday_of(local_days d) {
  return static_cast<int>(std::chrono::weekday(d).iso_encoding());
}
inline local_days monday_of(local_days d) {
  return d - std::chrono::days(weekday_of(d) - 1);
}
inline int days_in_month(int year, int month) {
  using namespace std::chrono;
  return static_cast<int>(
      static_cast<unsigned>((std::chrono::year(year) / month / std::chrono::last).day()));
}
/// The same day `n` months on; the month's last day where it has no such day.
inline local_days add_months(local_days d, long n) {
  const auto k = static_cast<long>(year_of(d)) * 12 + month_of(d) - 1 + n;
  const long y = std::clamp(k >= 0 ? k / 12 : (k - 11) / 12, 1L, 9999L);
  const int m = static_cast<int>(((k % 12) + 12) % 12) + 1;
  return day_of(static_cast<int>(y), m,
                std::min(month_day_of(d), days_in_month(static_cast<int>(y), m)));
}
inline local_days month_start(local_days d) {
  return day_of(year_of(d), month_of(d), 1);
}
/// The first such weekday at or after `d`.
inline local_days weekday_from(local_days d, int weekday) {
  return d + std::chrono::days((weekday - weekday_of(d) + 7) % 7);
}
/// The n-th (from 1) or, for n < 0, the n-th last weekday of a month. May lie outside it (n = 5).
inline local_days nth_weekday(int year, int month, int weekday, int n) {
  using std::chrono::days;
  if (n > 0) return weekday_from(day_of(year, month, 1), weekday) + days(7 * (n - 1));
  const auto last = day_of(year, month, days_in_month(year, month));
  return last - days((weekday_of(last) - weekday + 7) % 7) + days(7 * (n + 1));
}

}  // namespace nlp
