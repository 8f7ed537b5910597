#pragma once
// What the words of one time expression say, before it is placed on the calendar: the grammar fills
// it in, the resolver places it. Plain values. Holds: `fields` has a bit for every member said.

#include <cstdint>
#include <optional>
#include <string_view>

#include "nlp/entities/holidays.hpp"
#include "nlp/entities/recurrence.hpp"
#include "nlp/entities/time_parser.hpp"
#include "nlp/entities/time_words.hpp"

namespace nlp {

/// A stretch of the local calendar or clock, [start, end).
struct time_span {
  local_seconds start{}, end{};
  time_grain grain = time_grain::day;
};

enum said_field : std::uint32_t {
  said_year = 1U << 0,
  said_month = 1U << 1,
  said_month_day = 1U << 2,
  said_weekday = 1U << 3,
  said_anchor = 1U << 4,
  said_holiday = 1U << 5,
  said_season = 1U << 6,
  said_edge = 1U << 7,
  said_clock = 1U << 8,
  said_part = 1U << 9,
  said_zone = 1U << 10,
  said_rule = 1U << 11,
  said_cycle = 1U << 12,
  said_now = 1U << 13,
};
inline constexpr std::uint32_t said_any_date = said_year | said_month | said_month_day |
                                               said_weekday | said_anchor | said_holiday |
                                               said_season;

struct said_time {
  std::uint32_t fields = 0;

  int year = 0, month = 0, month_day = 0, weekday = 0;
  time_span anchor;  ///< a stretch already placed ("next week", "3 days ago")
  time_unit anchor_unit = time_unit::day;
  bool counted = false;     ///< the anchor was counted off ("in 2 weeks")
  bool date_first = false;  ///< the day was said before the clock time ("tomorrow at 5")
  bool by_weekday = false;  ///< the anchor is a day told by its weekday ("this friday")
  bool stretch = false;     ///< an interval ("last 3 days"), not a calendar unit
  bool open_now = false;    ///< "asap"
  holiday_id holiday{};
  int season = 0;
  int cycle = 0;  ///< which holiday, month or season: -1 last, 1 next
  span_edge edge = span_edge::none;

  int hour = 0, minute = -1, second = -1;
  int half = -1;  ///< 0 am, 1 pm, 2 written so that it must be 24-hour
  bool midnight = false;
  int zone_offset = 0;         ///< minutes
  std::string_view zone_name;  ///< IANA; empty: the offset

  day_part part = day_part::none;
  recurrence_rule rule;

  bool weak = false;   ///< a word with other meanings, nothing beside it
  bool vague = false;  ///< "around", "ish"
  bool exact = false;  ///< the anchor is a moment, not a day ("in 20 minutes")
  std::optional<local_seconds> also;
  std::string_view period;

  bool has(std::uint32_t f) const { return (fields & f) != 0; }
  bool has_date() const { return has(said_any_date); }
};

/// Adds what `more` says to `into`; false (and `into` unchanged) when they contradict each other.
bool merge(said_time& into, const said_time& more);

/// A time placed on the calendar.
struct placed_time {
  time_span span;
  bool stretch = false;
  local_seconds at{};
  int tolerance_min = 0;
  bool has_date = false, has_clock = false, has_part = false;
  std::optional<local_seconds> also;
};

/// What placing depends on. `reference` is "now"; a range's second bound is placed from its first.
struct placing {
  local_seconds reference;
  const zone* tz;
  time_bias bias;
};

/// Nothing when there is no such time ("february 30", a holiday out of the tables).
std::optional<placed_time> place(const said_time& said, const placing& where);

/// The calendar unit that holds `t`, and its length.
time_span unit_span(local_seconds t, time_unit unit);
local_seconds add_units(local_seconds t, time_unit unit, long n);
time_grain grain_of(time_unit unit);

/// The wall clock is what a clock on the wall shows: times in a gap move on, as zone says.
local_seconds on_the_wall(local_seconds t, const zone& tz);

/// Usual hours of a vague part of the day.
struct part_hours {
  std::int16_t from_min, to_min;  ///< the stretch, minutes after midnight
  std::int16_t at_min, tolerance_min;
};
part_hours hours_of(day_part p);

}  // namespace nlp
