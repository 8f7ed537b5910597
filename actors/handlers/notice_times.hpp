#pragma once
// When the server may say something by itself, and when it does so next. All hours are the person's
// own; a time that clocks skip is the instant just after the gap, one that they show twice is the
// first (zone::to_instant). Thread: any; pure.

#include <optional>
#include <string_view>

#include "config/common/zone.hpp"
#include "storage/model/rows.hpp"

namespace handlers {

/// Whether this moment lies in the person's quiet hours.
bool is_quiet(const storage::preferences_row& p, const zone& tz, instant at);
/// When the quiet hours that hold `at` end; `at` itself outside of them.
instant after_quiet(const storage::preferences_row& p, const zone& tz, instant at);
bool on_vacation(const storage::preferences_row& p, instant at);

/// The first step before an open assignment's deadline that lies after `after`: 7 days, 1 day and 3
/// hours; for a deadline of a whole day 9:00 seven days and one day before, and on it.
std::optional<instant> next_step(const storage::assignment_row& a, const zone& tz, instant after);

/// The next time of a repeating item after both `after` and its present time; empty when its series
/// has ended. However long the server was away, one text makes up for all that was missed.
std::optional<instant> next_due(const storage::item_row& r, const zone& tz, instant after);
/// The same wall-clock time in another zone: what a person who travels expects of what repeats. An
/// item that was put off to another time keeps its moment.
std::optional<instant> moved_with_person(const storage::item_row& r, const zone& from,
                                         const zone& to, instant now);

/// A routine as it is before anybody switched it.
storage::routine_row standard_routine(std::string_view kind);
/// Kinds that count against the most nudges of a day and wait out quiet hours.
bool is_nudge(std::string_view kind);
/// When a routine next looks whether there is something to say.
instant next_time(const storage::routine_row& r, const zone& tz, instant after);

/// A todo or reminder that timers wait for. A todo of a day without a time is listed, not
/// announced.
bool is_waiting(const storage::item_row& r);

}  // namespace handlers
