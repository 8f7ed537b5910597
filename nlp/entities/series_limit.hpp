#pragma once
// What bounds a repetition: its end ("until march 31", "for 10 days", "5 times") and, of one within
// the day, its hours ("from 9 to 5"). Callers: the reminder handler, for a text that was read as a
// repeating reminder. Thread: any; pure.

#include <cstdint>
#include <optional>
#include <string_view>

#include "nlp/entities/time_parser.hpp"

namespace nlp {

struct series_limit {
  std::uint32_t begin = 0, end = 0;  ///< bytes of the text that said so
  /// One of the three.
  std::optional<local_days> until;    ///< the last day that counts
  std::int64_t days = 0, months = 0;  ///< counted from the first time
  std::uint16_t times = 0;
};

/// The first such words of the text.
std::optional<series_limit> find_series_limit(std::string_view text, const time_options& options);
/// The hours of "every 2 hours from 9 to 5", as in recurrence_rule::hours; 0 when none are said.
/// Without am and pm the first is by day and the second after it.
std::uint32_t find_hours(std::string_view text, const time_options& options);
/// Puts the limit into the rule of a series that begins at `start`.
void apply(const series_limit& limit, recurrence_rule& rule, local_seconds start);

}  // namespace nlp
