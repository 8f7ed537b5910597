// Two pieces of one time put together, or found to contradict each other.

#include "nlp/entities/said_time.hpp"

#include "nlp/entities/calendar_math.hpp"

namespace nlp {
bool merge(said_time& into, const said_time& more) {
  // A bare cycle or edge qualifies one date piece only; two of anything
  // contradict each other.
  if ((into.fields & more.fields) != 0) return false;
  const auto together = into.fields | more.fields;
  if (together & said_now) return false;
  const auto& anchored = into.has(said_anchor) ? into : more;
  if (together & said_anchor) {
    const bool fine = anchored.anchor.grain <= time_grain::day && !anchored.counted;
    if (fine && (together & (said_holiday | said_season))) return false;
    if (fine && (together & (said_month | said_month_day | said_year))) {
      // "this friday, june 15": the date counts, not the day counted to it.
      if (!(together & said_month_day) || anchored.stretch) return false;
      said_time dated = into, date = more;
      auto& relative = into.has(said_anchor) ? dated : date;
      relative.fields &= ~static_cast<std::uint32_t>(said_anchor);
      relative.also.reset();
      if (relative.by_weekday && !(together & said_year)) {  // it still tells which year
        relative.fields |= said_weekday;
        relative.weekday = weekday_of(std::chrono::floor<std::chrono::days>(relative.anchor.start));
      }
      if (!merge(dated, date)) return false;
      into = dated;
      return true;
    }
    if (together & said_year) return false;
    if (anchored.stretch && (together & (said_any_date & ~said_anchor))) return false;
    if (anchored.exact && (together & ~(said_anchor | 0U))) return false;
    if (anchored.anchor.grain > time_grain::day &&
        !(together & (said_month_day | said_weekday | said_holiday | said_month | said_season)) &&
        (together & (said_clock | said_part)))
      return false;
    if (together & said_rule) return false;
  }
  if ((together & said_holiday) &&
      (together & (said_month | said_month_day | said_weekday | said_season)))
    return false;
  if ((together & said_season) &&
      (together & (said_month_day | said_weekday | said_clock | said_part)))
    return false;
  if ((together & said_season) && (together & said_month)) return false;
  if ((together & said_edge) && (together & (said_clock | said_part))) return false;
  if ((together & said_month_day) && (together & said_year) && !(together & said_month))
    return false;
  if ((together & said_month) && !(together & (said_month_day | said_rule)) &&
      (together & (said_weekday | said_clock | said_part)))
    return false;
  if ((together & said_year) && !(together & (said_month | said_holiday | said_season)) &&
      (together & ~said_year))
    return false;

  if (into.has_date() && more.has(said_clock)) into.date_first = true;
  const auto take = [&](std::uint32_t f) { return (more.fields & f) != 0; };
  if (take(said_year)) into.year = more.year;
  if (take(said_month)) into.month = more.month;
  if (take(said_month_day)) into.month_day = more.month_day;
  if (take(said_weekday)) into.weekday = more.weekday;
  if (take(said_anchor)) {
    into.anchor = more.anchor;
    into.anchor_unit = more.anchor_unit;
    into.counted = more.counted;
    into.stretch = more.stretch;
    into.by_weekday = more.by_weekday;
    into.exact = more.exact;
    into.also = more.also;
  }
  if (take(said_holiday)) into.holiday = more.holiday;
  if (take(said_season)) into.season = more.season;
  if (take(said_cycle)) into.cycle = more.cycle;
  if (take(said_edge)) into.edge = more.edge;
  if (take(said_clock)) {
    into.hour = more.hour;
    into.minute = more.minute;
    into.second = more.second;
    into.half = more.half;
    into.midnight = more.midnight;
  }
  if (take(said_zone)) {
    into.zone_offset = more.zone_offset;
    into.zone_name = more.zone_name;
  }
  if (take(said_part)) into.part = more.part;
  if (take(said_rule)) into.rule = more.rule;
  into.fields = together;
  into.weak = false;
  into.vague = into.vague || more.vague;
  into.period = {};
  return true;
}

}  // namespace nlp
