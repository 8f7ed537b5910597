#pragma once
// Where one person's day begins. Their day may start at 4 am; a late snack then belongs to the day
// before. Thread: any; pure.

#include <cstdint>

#include "config/common/zone.hpp"

namespace storage {

inline local_days user_day(const zone& tz, std::int64_t day_start_minute, instant t) {
  return std::chrono::floor<std::chrono::days>(tz.to_local(t) -
                                               std::chrono::minutes(day_start_minute));
}

/// The first instant of a person's day; days have 23 to 25 hours where clocks change.
inline instant user_day_start(const zone& tz, std::int64_t day_start_minute, local_days day) {
  if (day_start_minute == 0) return tz.day_start(day);
  return tz.to_instant(local_seconds(day) + std::chrono::minutes(day_start_minute));
}

}  // namespace storage
