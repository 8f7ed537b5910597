#pragma once
// What repeats: one value for a rule, its short form in slots and its RFC 5545 form for calendars.
// Callers: the time grammar, the pipeline, reminders, calendars. Thread: any; plain values.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/common/time.hpp"

namespace nlp {

enum class frequency : std::uint8_t { minutely, hourly, daily, weekly, monthly, yearly };

/// A rule that an RRULE can say. `by_*` members are unset (0) where the start's own day counts.
struct recurrence_rule {
  frequency freq = frequency::daily;
  std::uint16_t interval = 1;            ///< every `interval` units; at least 1
  std::uint8_t weekdays = 0;             ///< bit 0 Monday ... bit 6 Sunday
  std::int8_t month_day = 0;             ///< 1 to 31; -1 the last day of the month
  std::int8_t weekday_ordinal = 0;       ///< "first monday" 1, "last friday" -1 (with one weekday)
  std::uint8_t month = 0;                ///< 1 to 12, yearly rules
  std::uint32_t hours = 0;               ///< bit h: the hour h counts; hourly and minutely rules
  std::uint16_t count = 0;               ///< how many times in all; 0: no limit
  std::optional<local_seconds> until{};  ///< the last moment that counts, on the wall clock

  friend bool operator==(const recurrence_rule&, const recurrence_rule&) = default;
};

inline constexpr std::uint8_t working_days = 0b0011111, weekend_days = 0b1100000;

/// Without `hours`, `count` and `until`, which the short form does not have:
/// `daily`, `weekdays`, `weekends`, `weekly:MO,WE`, `monthly:15`, `yearly`, `every:2h`; beyond
/// those `every:3d`, `every:2w:TU`, `monthly:1MO`, `monthly:-1`, `yearly:06-03`.
std::string to_string(const recurrence_rule& r);
/// Reads what `to_string` writes; nothing when it is not such a text.
std::optional<recurrence_rule> recurrence_from(std::string_view text);

/// "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU".
std::string to_rrule(const recurrence_rule& r);
/// Reads the RRULEs that `to_rrule` writes (with or without "RRULE:"); nothing for others.
std::optional<recurrence_rule> rrule_from(std::string_view text);

/// The first time after `after` at which a rule that began at `start` falls due; the wall-clock
/// time of day is kept. Days that a month does not have are skipped, as RFC 5545 says. Nothing when
/// the rule has ended. A rule with a count is followed from its start: cost grows with the count.
std::optional<local_seconds> next_occurrence(const recurrence_rule& r, local_seconds start,
                                             local_seconds after);

}  // namespace nlp
