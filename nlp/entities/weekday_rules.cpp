// Weekdays and feasts: "friday", "wed after next", "the sunday before
// christmas", "memorial day weekend".

#include <algorithm>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/date_fields.hpp"
#include "nlp/entities/time_grammar.hpp"

namespace nlp {
namespace {

using enum word_class;

}  // namespace

/// "(the friday) after easter", "(the sunday) before july 4": the weekday
/// nearest to a date.
token_pos time_grammar::beside_date(token_pos i, int wanted, said_time& s) const {
  using std::chrono::days;
  const bool behind = t_.is_text(i, "after"), ahead = t_.is_text(i, "before");
  if (!behind && !ahead) return no_match;
  // Dates by name or number only: nothing that holds a weekday in turn.
  said_time base;
  piece_context c;
  c.on = true;
  const auto k = t_.is(i + 1, the) ? i + 2 : i + 1;
  const auto attempt = [&](token_pos end) {
    if (end == no_match) base = {};
    return end;
  };
  token_pos e = attempt(holiday(k, base));
  if (e == no_match) e = attempt(month_first(k, c, base));
  if (e == no_match) e = attempt(day_first(k, c, base));
  if (e == no_match) e = attempt(numeric_date(k, c, base));
  if (e == no_match || !base.has(said_holiday | said_month_day)) return no_match;
  const auto placed = place(base, where_);
  if (!placed || placed->span.grain != time_grain::day) return no_match;
  const auto day = std::chrono::floor<days>(placed->span.start);
  const auto found =
      behind ? weekday_from(day + days(1), wanted) : weekday_from(day - days(7), wanted);
  put_anchor(unit_span(local_seconds(found), time_unit::day), time_unit::day, s);
  s.weak = false;
  return e;
}

token_pos time_grammar::weekday(token_pos i, said_time& s) const {
  const auto m = t_.phrase(i, word_class::weekday);
  if (!m) return no_match;
  s.weak = m.sense->weak;
  token_pos end = m.end;
  if (t_.symbol(end, '.') && t_.touching(end) && t_.text(i).size() <= 5 && t_.in(end + 1)) ++end;
  // "wed after next", "friday week"
  const bool after_next =
      t_.is_text(end, "after") && t_.is_text(end + 1, "next") && !t_.is(end + 2, unit);
  if (after_next) {
    put_anchor(unit_span(local_seconds(
                             weekday_from(std::chrono::floor<std::chrono::days>(where_.reference) +
                                              std::chrono::days(1),
                                          m.value()) +
                             std::chrono::days(7)),
                         time_unit::day),
               time_unit::day, s);
    s.weak = false;
    return end + 2;
  }
  if (const auto e = beside_date(end, m.value(), s); e != no_match) return e;
  // "the monday before last", "sunday last"
  const bool before_last = t_.is_text(end, "before") && t_.is_text(end + 1, "last");
  const bool gone = (t_.is_text(end, "last") || t_.is_text(end, "gone")) && !t_.word(end + 1);
  if (before_last || gone) {
    const auto last = weekday_from(
        std::chrono::floor<std::chrono::days>(where_.reference) - std::chrono::days(7), m.value());
    put_anchor(
        unit_span(local_seconds(last - std::chrono::days(before_last ? 7 : 0)), time_unit::day),
        time_unit::day, s);
    s.weak = false;
    return end + (before_last ? 2 : 1);
  }
  if ((t_.is_text(end, "week") || t_.is_text(end, "fortnight")) && options_.language == "en" &&
      !t_.number(end + 1) && !(i > t_.first() && t_.is(i - 1, word_class::cycle))) {
    put_anchor(unit_span(local_seconds(
                             weekday_from(std::chrono::floor<std::chrono::days>(where_.reference) +
                                              std::chrono::days(1),
                                          m.value()) +
                             std::chrono::days(t_.is_text(end, "week") ? 7 : 14)),
                         time_unit::day),
               time_unit::day, s);
    return end + 1;
  }
  // Spanish puts the cycle after the day: "el lunes pasado", "el lunes que
  // viene".
  if (options_.language == "es") {
    if (const auto c = t_.phrase(end, word_class::cycle)) {
      const auto now = std::chrono::floor<std::chrono::days>(where_.reference);
      const auto d = c.value() < 0 ? weekday_from(now - std::chrono::days(7), m.value())
                                   : weekday_from(now + std::chrono::days(1), m.value());
      put_anchor(unit_span(local_seconds(d), time_unit::day), time_unit::day, s);
      s.weak = false;
      return c.end;
    }
  }
  s.fields |= said_weekday;
  s.weekday = m.value();
  return end;
}

token_pos time_grammar::holiday(token_pos i, said_time& s) const {
  const auto m = t_.phrase(i, word_class::holiday);
  if (!m) return no_match;
  s.fields |= said_holiday;
  s.holiday = static_cast<holiday_id>(m.value());
  s.weak = m.sense->weak;
  int year = 0;
  if (const auto e = year_after(m.end, false, year); e != no_match) {
    s.fields |= said_year;
    s.year = year;
    s.weak = false;
    const auto w = t_.phrase(e, weekend);  // "labor day 2027 weekend"
    const auto placed = w ? place(s, where_) : std::nullopt;
    if (!placed) return e;
    put_weekend_of(std::chrono::floor<std::chrono::days>(placed->span.start), s);
    return w.end;
  }
  // "memorial day weekend", "memorial day weekend 2027"
  if (const auto w = t_.phrase(m.end, weekend)) {
    const auto e = year_after(w.end, false, year);
    if (e != no_match) {
      s.fields |= said_year;
      s.year = year;
    }
    const auto placed = place(s, where_);
    if (!placed) return m.end;
    put_weekend_of(std::chrono::floor<std::chrono::days>(placed->span.start), s);
    return e != no_match ? e : w.end;
  }
  return m.end;
}

/// The weekend that a feast makes long or falls beside.
void time_grammar::put_weekend_of(local_days feast, said_time& s) const {
  using std::chrono::days;
  const int which = weekday_of(feast);
  const auto saturday = which <= 2   ? weekday_from(feast - days(3), 6)
                        : which == 7 ? feast - days(1)
                                     : weekday_from(feast, 6);
  s = {};
  put_anchor({local_seconds(std::min(saturday, which == 5 ? feast : saturday)),
              local_seconds(saturday + days(which == 1 ? 3 : 2)), time_grain::day},
             time_unit::weekend, s);
  s.stretch = true;
}

/// "the closest monday to oct 5", "the second nearest friday to the 20th", "the closest easter to
/// june 2030".
token_pos time_grammar::nearest_to(token_pos i, said_time& s) const {
  using std::chrono::days;
  int n = 1;
  bool from_end = false;
  token_pos k = i;
  if (const auto e = ordinal(i, n, from_end); e != no_match) k = e;
  if (from_end || (!t_.is_text(k, "closest") && !t_.is_text(k, "nearest"))) return no_match;
  ++k;
  const auto w = t_.phrase(k, word_class::weekday);
  const auto h = t_.phrase(k, word_class::holiday);
  if (!w && !h) return no_match;
  const auto joint = w ? w.end : h.end;
  if (!t_.is_text(joint, "to")) return no_match;
  said_time base;
  piece_context c;
  c.on = true;
  const auto end = point(joint + 1, c, base);
  const auto placed = end == no_match ? std::nullopt : place(base, where_);
  if (!placed || n > 20) return no_match;
  const auto day = std::chrono::floor<days>(placed->span.start);
  std::vector<local_days> near;
  for (int step = -n; step <= n; ++step) {
    if (w) {
      near.push_back(weekday_from(day - days(3), w.value()) + days(7 * step));
    } else if (const auto d =
                   holiday_date(static_cast<holiday_id>(h.value()), year_of(day) + step)) {
      near.push_back(*d);
    }
  }
  std::sort(near.begin(), near.end(), [&](local_days a, local_days b) {
    return std::chrono::abs(a - day) < std::chrono::abs(b - day);
  });
  if (near.size() < static_cast<std::size_t>(n)) return no_match;
  put_anchor(unit_span(local_seconds(near[static_cast<std::size_t>(n) - 1]), time_unit::day),
             time_unit::day, s);
  return end;
}

}  // namespace nlp
