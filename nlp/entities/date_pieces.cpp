// One piece of a date, of whichever kind stands there: "friday", "the week of june 3", "the day
// after easter", "next month", "2026-05-04".

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/date_fields.hpp"
#include "nlp/entities/time_grammar.hpp"
#include "nlp/text/word_shapes.hpp"

namespace nlp {
namespace {

using enum word_class;
using std::chrono::days;

}  // namespace

token_pos time_grammar::date_piece(token_pos i, const piece_context& c, said_time& s) const {
  const auto attempt = [&](token_pos e) {
    if (e == no_match) s = {};
    return e != no_match;
  };
  token_pos e = no_match;
  // Parts by their number begin with it, or with one of few words.
  static constexpr listed_words leads("q", "fy", "h", "w", "week", "wk", "closest", "nearest");
  int n = 0;
  bool from_end = false;
  if (integer(i).end != 0 || ordinal(i, n, from_end) != no_match || leads.has(t_.text(i))) {
    if (attempt(e = nth_of(i, s))) return e;
    if (attempt(e = quarter(i, s))) return e;
    if (attempt(e = half_year(i, s))) return e;
    if (attempt(e = numbered_week(i, c, s))) return e;
    if (attempt(e = nearest_to(i, s))) return e;
  }
  if (t_.number(i) || integer(i).end != 0 || t_.phrase(i, word_class::ordinal)) {
    if (attempt(e = cycle(i, c, s))) return e;
    if (attempt(e = numeric_date(i, c, s))) return e;
    if (attempt(e = day_first(i, c, s))) return e;
    if (attempt(e = year_piece(i, c, s))) return e;
    if (c.lead == clock_lead::none || c.on)
      if (attempt(e = day_of_month(i, c, s))) return e;
    return no_match;
  }
  // Spanish "fin de semana" is no end of a week.
  if (t_.phrase(i, weekend).end <= i + 1)
    if (attempt(e = edge(i, s))) return e;
  // "the week of october 6th", "week commencing april 6", "w/c 6 april"
  const bool short_week = t_.is_text(i, "w") && t_.symbol(i + 1, '/') && t_.is_text(i + 2, "c");
  if (short_week ||
      (t_.is_text(i, "week") &&
       (t_.is(i + 1, of) || t_.is_text(i + 1, "commencing") || t_.is_text(i + 1, "starting") ||
        t_.is_text(i + 1, "beginning") || t_.is_text(i + 1, "ending")))) {
    said_time day;
    piece_context inner;
    inner.on = true;
    token_pos k = i + (short_week ? 3 : 2);
    if (t_.is(k, on)) ++k;
    const auto end = point(k, inner, day);
    const auto placed = end == no_match ? std::nullopt : place(day, where_);
    if (placed && placed->span.grain == time_grain::day) {
      put_anchor(unit_span(placed->span.start, time_unit::week), time_unit::week, s);
      return end;
    }
  }
  // "the week after next", "the month before last"
  if (const auto* u = t_.sense(i, unit); u != nullptr && !u->weak) {
    const bool after_next = t_.is_text(i + 1, "after") && t_.is_text(i + 2, "next");
    const bool before_last = t_.is_text(i + 1, "before") && t_.is_text(i + 2, "last");
    if (after_next || before_last) {
      const auto kind = static_cast<time_unit>(u->value);
      put_anchor(
          unit_span(add_units(unit_span(where_.reference, kind).start, kind, after_next ? 2 : -2),
                    kind),
          kind, s);
      s.stretch = kind == time_unit::weekend;
      return i + 3;
    }
  }
  if (t_.is_text(i, "night") && t_.is_text(i + 1, "before") && t_.is_text(i + 2, "last")) {
    put_day(-2, s);
    s.fields |= said_part;
    s.part = day_part::night;
    return i + 3;
  }
  // "the week after easter", "the week before july 4"
  if (t_.is_text(i, "week") && (t_.is_text(i + 1, "after") || t_.is_text(i + 1, "before"))) {
    said_time day;
    piece_context inner;
    inner.on = true;
    const auto end = point(i + 2, inner, day);
    const auto placed = end == no_match ? std::nullopt : place(day, where_);
    if (placed && placed->span.grain == time_grain::day && !placed->has_clock) {
      const auto there = placed->span.start + days(t_.is_text(i + 1, "after") ? 7 : -7);
      put_anchor(unit_span(there, time_unit::week), time_unit::week, s);
      return end;
    }
  }
  // "the day after january 20", "on the eve of christmas"
  const bool eve_of = t_.is_text(i, "eve") && t_.is(i + 1, of);
  if (eve_of ||
      (t_.is_text(i, "day") && (t_.is_text(i + 1, "after") || t_.is_text(i + 1, "before")) &&
       !t_.phrase(i, day_offset))) {
    said_time day;
    piece_context inner;
    inner.on = true;
    const auto end = point(i + 2, inner, day);
    const auto placed = end == no_match ? std::nullopt : place(day, where_);
    const int step = t_.is_text(i + 1, "after") ? 1 : -1;
    if (placed && placed->span.grain == time_grain::day) {
      put_anchor(unit_span(placed->span.start + days(step), time_unit::day), time_unit::day, s);
      return end;
    }
    if (!eve_of && c.the && !t_.word(i + 2) && !t_.number(i + 2)) {  // "the day before" now
      put_day(step, s);
      return i + 2;
    }
  }
  if (attempt(e = cycle(i, c, s))) return e;
  if (attempt(e = rest_of(i, s))) return e;
  if (const auto d = t_.phrase(i, day_offset)) {
    // "tom" is a name, and "pasado manana" is longer than its words.
    if (!d.sense->weak || c.on || c.lead != clock_lead::none || whole_text(i, d.end)) {
      put_day(d.value(), s);
      // British "today week", "tomorrow fortnight"
      const bool week = t_.is_text(d.end, "week"), fortnight = t_.is_text(d.end, "fortnight");
      if ((week || fortnight) && !t_.word(d.end + 1) && !t_.number(d.end + 1)) {
        put_day(d.value() + (week ? 7 : 14), s);
        s.period = {};
        return d.end + 1;
      }
      return d.end;
    }
  }
  if (attempt(e = weekday(i, s))) return e;
  if (attempt(e = month_first(i, c, s))) return e;
  if (attempt(e = holiday(i, s))) return e;
  if (const auto w = t_.phrase(i, word_class::season)) {
    s.fields |= said_season;
    s.season = w.value();
    s.weak = true;
    int year = 0;
    if (const auto y = year_after(w.end, false, year); y != no_match) {
      s.fields |= said_year;
      s.year = year;
      s.weak = false;
      return y;
    }
    return w.end;
  }
  if (const auto w = t_.phrase(i, weekend); w && t_.is(w.end, of)) {  // "the weekend of halloween"
    said_time day;
    piece_context inner;
    inner.on = true;
    const auto end = point(w.end + 1, inner, day);
    const auto placed = end == no_match ? std::nullopt : place(day, where_);
    if (placed && placed->span.grain == time_grain::day) {
      put_weekend_of(day_floor(placed->span.start), s);
      return end;
    }
  }
  // "calories for the day", "away for the month": this one
  if (const auto* u = t_.sense(i, unit); u != nullptr && !u->weak && c.the && c.on && !c.in &&
                                         t_.is_text(i - 2, "for") && !t_.word(i + 1)) {
    const auto kind = static_cast<time_unit>(u->value);
    if ((kind == time_unit::day || kind == time_unit::week || kind == time_unit::month) &&
        !t_.text(i).ends_with('s')) {
      put_anchor(unit_span(where_.reference, kind), kind, s);
      s.period = period_name(0, kind);
      return i + 1;
    }
  }
  if (const auto w = t_.phrase(i, weekend)) {
    if (c.the || c.on || c.in || whole_text(i, w.end)) {
      auto span = unit_span(where_.reference, time_unit::weekend);
      if (where_.bias == time_bias::past && span.start > where_.reference)
        span = unit_span(where_.reference - days(7), time_unit::weekend);
      put_anchor(span, time_unit::weekend, s);
      s.stretch = true;
      s.period = "this_weekend";
      return w.end;
    }
  }
  if (attempt(e = year_piece(i, c, s))) return e;
  return no_match;
}

}  // namespace nlp
