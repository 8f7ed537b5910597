#pragma once
// Time expressions: "tomorrow at 5", "last 3 days", "until friday", "every other tuesday 6pm".
// Input: tokens, the reader's reference time and zone. Output: what was said, resolved to the local
// wall clock, with the tokens it was said in. Callers: the pipeline, times_mode.
// Thread: any; pure. Holds: never throws for any tokens; work and memory linear in the tokens;
// found expressions do not overlap and come in the order said.

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "config/common/zone.hpp"
#include "nlp/entities/durations.hpp"
#include "nlp/entities/recurrence.hpp"
#include "nlp/entities/time_types.hpp"
#include "nlp/text/tokenizer.hpp"

namespace nlp {

class time_terms;

/// What a time's reading depends on besides its words.
struct time_options {
  local_seconds reference;           ///< the writer's wall clock
  zone tz{};                         ///< for "3pm EST", ISO offsets and daylight saving
  time_bias bias = time_bias::none;  ///< past for things done, future for reminders
  date_order order = date_order::month_first;
  std::string_view language = "en";  ///< "en" or "es"; "es" still reads English
  /// Also take what is a time only in the right place: a lone "7" or "11", "the second".
  bool lone_numbers = false;
};

/// One time as said. `start` and `end` are the half-open span [start, end) on the wall clock:
/// "march 3" is the whole day, "2 to 4pm" is 14:00 to 16:00. An open span has its one bound in
/// `start` ("after 5") or in `end` ("before noon"); both hold that bound.
struct time_expression {
  std::size_t first = 0, last = 0;  ///< tokens [first, last), prepositions ("at", "by") included
  time_kind kind = time_kind::point;
  local_seconds start{}, end{};
  time_grain grain = time_grain::day;

  bool has_date = false;   ///< a day or more was said or counted ("friday", "in 3 days")
  bool has_clock = false;  ///< a clock time was said or counted ("at 3", "in 20 min", "noon")
  bool has_part = false;   ///< a vague part of a day was said ("morning", "after work", "tonight")
  bool weak = false;       ///< found only because of `lone_numbers`, or a word with other meanings
  bool deadline = false;   ///< "by friday", "due before 5"

  /// The one moment to write down: the start, or the usual hour of a vague part of a day.
  local_seconds at{};
  int tolerance_min = 0;  ///< how far off a vague `at` may be
  /// Other moments that the words allow just as well ("next friday"; "tomorrow" said at 1 am).
  std::optional<local_seconds> also;

  std::optional<recurrence_rule> recurrence;

  /// "today", "this_week", "last_7_days", ... when the words are exactly one such period.
  std::string_view period;

  /// The day of `at`, and its time of day where one was said (exactly or vaguely).
  local_days day() const { return std::chrono::floor<std::chrono::days>(at); }
  std::optional<std::chrono::seconds> time_of_day() const {
    if (!has_clock && !has_part) return std::nullopt;
    return at - local_seconds(day());
  }
};

/// Words that are a weekday only where something lies ahead (time_bias::future).
inline bool weak_weekday(std::string_view w) {
  return w == "mon" || w == "wed" || w == "sat" || w == "sun";
}

inline constexpr std::size_t to_the_end = std::numeric_limits<std::size_t>::max();

/// All times in tokens [first, last).
std::vector<time_expression> find_times(const token_list& tokens, const time_options& options,
                                        std::size_t first = 0, std::size_t last = to_the_end);
/// The same in tokens whose meanings were looked up before, in the language of the options.
std::vector<time_expression> find_times(const time_terms& terms, const time_options& options);

/// A stretch from one clock time to another, as sleep and naps are told: "11pm-7am", "from 11 to
/// 6:30", "midnight till quarter past 7". Bare hours are enough.
struct clock_range {
  std::size_t first = 0, last = 0;  ///< tokens [first, last)
  local_seconds from{}, to{};       ///< to is after from, at most 24 hours
  bool has_date = false;            ///< a day was said with it ("yesterday from 4am to noon")
};

enum class sleep_kind : std::uint8_t { night, nap };

/// Clock ranges in tokens [first, last), placed where they most likely were: the latest such
/// stretch that ended by the reference (or, with a day said, that ended on it), am or pm chosen so
/// that a night lasts 2 to 14 hours and a nap falls in the day. With bias future: the next one.
std::vector<clock_range> find_clock_ranges(const token_list& tokens, const time_options& options,
                                           sleep_kind kind = sleep_kind::night,
                                           std::size_t first = 0, std::size_t last = to_the_end);

/// A lone time of day ("2am", "9:30", "quarter past 7", "midnight") at token `first`, not placed on
/// a day; for "went to bed at 9:30 and got up at 5:45".
struct clock_time {
  std::size_t last = 0;  ///< one past its last token
  std::chrono::minutes since_midnight{};
  bool half_day_known = false;  ///< false: 12 hours later is as likely
};
std::optional<clock_time> clock_at(const token_list& tokens, const time_options& options,
                                   std::size_t first);

/// From going to bed to getting up, both as said, placed like a clock range.
clock_range place_sleep(const clock_time& bed, const clock_time& up, const time_options& options,
                        sleep_kind kind = sleep_kind::night,
                        std::optional<local_days> day_said = std::nullopt);

/// Builds the shared word tables now rather than with the first text.
void warm_up_times();

}  // namespace nlp
