// Times next to the present one: "next month", "last friday", "the past two
// weeks", "rest of the week".

#include <cmath>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/date_fields.hpp"
#include "nlp/entities/time_grammar.hpp"
#include "nlp/text/numbers.hpp"

namespace nlp {
namespace {

using enum word_class;
using std::chrono::days;

}  // namespace

token_pos time_grammar::cycle_stretch(token_pos i, int n, said_time& s) const {
  const auto lang = options_.language == "es" ? number_language::es : number_language::en;
  const auto m = t_.in(i) ? read_number(t_.tokens(), i, lang) : std::nullopt;
  if (long work = 0; n != 0) {
    if (const auto e = work_days(i, work); e != no_match) {
      const auto far = add_work_days(today(), n * work);
      put_anchor(n > 0 ? time_span{local_seconds(add_work_days(today(), 1)),
                                   local_seconds(far + days(1)), time_grain::day}
                       : time_span{local_seconds(far), local_seconds(today()), time_grain::day},
                 time_unit::day, s);
      s.stretch = true;
      return e;
    }
  }
  double count = 0;
  token_pos k = i;
  if (const auto whole = integer(i); whole.value > 0 && t_.phrase(whole.end, unit)) {
    count = whole.value;  // "three quarters" are quarters of a year here
    k = whole.end;
  } else if (m && m->end <= t_.end()) {
    count = m->value;
    k = m->end;
    if (t_.is_text(k, "of")) ++k;
  } else if (t_.is_text(i, "several")) {
    count = 3;
    ++k;
  }
  if (count < 1 || count > 5000 || count != std::floor(count)) return no_match;
  const auto u = t_.phrase(k, unit);
  if (!u || (u.sense->weak && !t_.touching(k))) return no_match;
  auto kind = static_cast<time_unit>(u.value());
  long c = static_cast<long>(count);
  if (kind == time_unit::fortnight) {
    kind = time_unit::week;
    c *= 2;
  }
  const auto here = unit_span(where_.reference, kind);
  time_span span;
  span.grain = grain_of(kind);
  if (n < 0) {
    span.end = here.start;
    span.start = add_units(here.start, kind, -c);
  } else if (n > 0) {
    span.start = add_units(here.start, kind, 1);
    span.end = add_units(span.start, kind, c);
  } else {
    span.start = here.start;
    span.end = add_units(here.start, kind, c);
  }
  put_anchor(span, kind, s);
  s.stretch = true;
  if (n < 0 && kind == time_unit::day && c == 7) s.period = "last_7_days";
  if (n < 0 && kind == time_unit::day && c == 30) s.period = "last_30_days";
  return u.end;
}

/// "next month", "last friday", "this summer", "the past two weeks", "last
/// night".
token_pos time_grammar::cycle(token_pos i, const piece_context& c, said_time& s) const {
  const auto m = t_.phrase(i, word_class::cycle);
  if (const auto n = integer(i); !m && n.value >= 2) {
    // "5 upcoming years", "13 last minutes"
    const auto which = t_.phrase(n.end, word_class::cycle);
    const auto u = which ? t_.phrase(which.end, unit) : time_terms::match{};
    if (!u || u.sense->weak || which.value() == 0) return no_match;
    // "we are 3 next week" counts no weeks.
    if (!t_.text(which.end).ends_with('s') && !t_.is_text(n.end, "upcoming")) return no_match;
    const auto kind = static_cast<time_unit>(u.value());
    const auto here = unit_span(where_.reference, kind);
    time_span span = here;
    if (which.value() < 0) {
      span = {add_units(here.start, kind, -n.value), here.start, grain_of(kind)};
    } else {
      span.start = add_units(here.start, kind, 1);
      span.end = add_units(span.start, kind, n.value);
      span.grain = grain_of(kind);
    }
    put_anchor(span, kind, s);
    s.stretch = true;
    return u.end;
  }
  if (!m) {
    // Spanish "la semana pasada", "el mes que viene"
    if (options_.language != "es") return no_match;
    const auto u = t_.phrase(i, unit);
    if (!u || u.sense->weak) return no_match;
    const auto after_it = t_.phrase(u.end, word_class::cycle);
    if (!after_it) return no_match;
    const auto kind = static_cast<time_unit>(u.value());
    put_anchor(
        unit_span(add_units(unit_span(where_.reference, kind).start, kind, after_it.value()), kind),
        kind, s);
    s.period = period_name(after_it.value(), kind);
    return after_it.end;
  }
  const int n = m.value();
  token_pos k = m.end;
  const auto today = day_floor(where_.reference);
  if (const auto e = cycle_stretch(k, n, s); e != no_match) return e;

  if (const auto w = t_.phrase(k, word_class::weekday)) {
    local_days d = weekday_from(today + days(1), w.value());
    const bool next_week = n > 0 && (t_.is_text(m.end - 1, "next") || t_.is_text(m.end - 1, "nxt"));
    if (n < 0) {
      d = weekday_from(today - days(7), w.value());
    } else if (next_week) {
      const auto upcoming = d;
      d = monday_of(today) + days(7 + w.value() - 1);
      if (upcoming != d) s.also = local_seconds(upcoming);
    } else if (n == 0 && where_.bias == time_bias::past) {
      d = weekday_from(today - days(6), w.value());
    }
    put_anchor(unit_span(local_seconds(d), time_unit::day), time_unit::day, s);
    s.by_weekday = true;
    return w.end;
  }
  if (const auto p = t_.phrase(k, word_class::part); p && !(p.sense->weak && n != 0)) {
    const auto which = static_cast<day_part>(p.value());
    if (which == day_part::tonight) return no_match;
    put_day(n, s);
    s.fields |= said_part;
    s.part = which;
    s.also.reset();
    s.period = n < 0 && (which == day_part::night || which == day_part::late_night)
                   ? std::string_view("last_night")
                   : std::string_view();
    return p.end;
  }
  if (n == 0 && (t_.is_text(k, "am") || t_.is_text(k, "pm")) && !t_.is_text(k + 1, "not")) {
    put_day(0, s);
    s.fields |= said_part;
    s.part = t_.is_text(k, "am") ? day_part::morning : day_part::afternoon;
    s.period = {};
    return k + 1;
  }
  if (const auto w = t_.phrase(k, weekend)) {
    auto span = unit_span(where_.reference + days(7 * n), time_unit::weekend);
    if (n == 0 && where_.bias == time_bias::past && span.start > where_.reference)
      span = unit_span(where_.reference - days(7), time_unit::weekend);
    put_anchor(span, time_unit::weekend, s);
    s.stretch = true;
    s.period = period_name(n, time_unit::weekend);
    return w.end;
  }
  // "this working week", "next workweek": monday to friday
  const bool working =
      t_.is_text(k, "working") || t_.is_text(k, "work") || t_.is_text(k, "business");
  if (t_.is_text(k, "workweek") || (working && t_.is_text(k + 1, "week"))) {
    const auto monday = monday_of(today) + days(7L * n);
    put_anchor({local_seconds(monday), local_seconds(monday + days(5)), time_grain::day},
               time_unit::week, s);
    s.stretch = true;
    return k + (working ? 2 : 1);
  }
  if (t_.is_text(k, "calendar")) ++k;
  if (const auto u = t_.phrase(k, unit); u && !u.sense->weak) {
    const auto kind = static_cast<time_unit>(u.value());
    // "this second set", "this quarter pounder", "last minute plans"
    if (kind <= time_unit::minute || (kind == time_unit::hour && n == 0 && !c.in)) {
      if (!whole_text(i, u.end) && !c.in && !c.the) return no_match;
    }
    // "the last hour" is the sixty minutes before now
    if (kind <= time_unit::hour && n != 0) {
      const auto other = add_units(where_.reference, kind, n);
      put_anchor(n < 0 ? time_span{other, where_.reference, time_grain::minute}
                       : time_span{where_.reference, other, time_grain::minute},
                 kind, s);
      s.stretch = true;
      s.exact = true;
      return u.end;
    }
    auto step = kind == time_unit::fortnight ? time_unit::week : kind;
    long by = n;
    token_pos end = u.end;
    // "the week after next", "the month before last"
    const auto anchor =
        unit_span(add_units(unit_span(where_.reference, kind).start, step, by), kind);
    put_anchor(anchor, kind, s);
    s.period = period_name(n, kind);
    if (t_.symbol(end, '\'') && t_.touching(end)) ++end;
    return end;
  }
  if (const auto h = t_.phrase(k, word_class::holiday)) {
    const auto e = holiday(k, s);
    if (e == no_match) return no_match;
    s.weak = false;
    if (!s.has(said_year)) {
      s.fields |= said_cycle;
      s.cycle = n;
      // "next christmas" is the coming one.
      if (n > 0) {
        s.cycle = 0;
      }
      // "this easter", after it has passed, is still this year's when things
      // are told.
    }
    return e;
  }
  if (const auto w = t_.phrase(k, month)) {
    // "this may take long"
    if (t_.is_text(k, "may") && n == 0 && t_.word(w.end) &&
        (!t_.is(w.end, function) || t_.is_text(w.end, "or") || t_.is_text(w.end, "not")))
      return no_match;
    s.fields |= said_month | said_cycle;
    s.month = w.value();
    s.cycle = n;
    token_pos end = w.end;
    int day = 0;
    bool is_ordinal = false;
    if (const auto e = month_day_number(end, day, is_ordinal); e != no_match) {
      s.fields |= said_month_day;
      s.month_day = day;
      end = e;
    }
    return end;
  }
  if (const auto w = t_.phrase(k, word_class::season)) {
    s.fields |= said_season | said_cycle;
    s.season = w.value();
    s.cycle = n;
    return w.end;
  }
  // "this march 3rd", "last 4th of july"
  if (const auto e = day_first(k, c, s); e != no_match && !s.has(said_year)) {
    s.fields |= said_cycle;
    s.cycle = n;
    return e;
  }
  s = {};
  // "this season"
  if (t_.is_text(k, "season") || t_.is_text(k, "seasons")) {
    const int md = month_of(today) * 100 + month_day_of(today);
    const int here = md < 320 || md >= 1221 ? 3 : md < 621 ? 0 : md < 923 ? 1 : 2;
    const int wanted = (here + n + 4) % 4;
    int year = year_of(today) - (here == 3 && md < 320 ? 1 : 0);
    if (here == 3 && n > 0) ++year;
    if (here == 0 && n < 0) --year;
    said_time season_said;
    season_said.fields = said_season | said_year;
    season_said.season = wanted;
    season_said.year = year;
    s = season_said;
    return k + 1;
  }
  return no_match;
}

/// "rest of the week", "all day", "the whole month", "later today", "year to
/// date".
token_pos time_grammar::rest_of(token_pos i, said_time& s) const {
  const auto now = where_.reference;
  if ((t_.is_text(i, "later") || t_.is_text(i, "earlier")) && t_.is_text(i + 1, "today")) {
    const auto day = unit_span(now, time_unit::day);
    put_anchor(t_.is_text(i, "later") ? time_span{now, day.end, time_grain::minute}
                                      : time_span{day.start, now, time_grain::minute},
               time_unit::day, s);
    s.stretch = true;
    return i + 2;
  }
  const auto m = t_.phrase(i, rest);
  if (!m) return no_match;
  if (m.value() >= 2) {  // from the unit's start until now
    const auto kind = static_cast<time_unit>(m.value());
    put_anchor({unit_span(now, kind).start, now, time_grain::day}, kind, s);
    s.stretch = true;
    return m.end;
  }
  token_pos k = m.end;
  const bool article_or_this = t_.is(k, the) || t_.is(k, word_class::cycle) || t_.is_text(k, "my");
  if (article_or_this) ++k;
  std::optional<time_unit> kind;
  token_pos end = k;
  if (const auto u = t_.phrase(k, unit); u && !u.sense->weak) {
    kind = static_cast<time_unit>(u.value());
    end = u.end;
  } else if (t_.is_text(k, "today")) {
    kind = time_unit::day;
    end = k + 1;
  }
  if (!kind || *kind < time_unit::day) return no_match;
  // "all day tomorrow" is tomorrow
  if (m.value() == 1 &&
      (t_.phrase(end, day_offset) || t_.phrase(end, word_class::weekday) || t_.is(end, on)))
    return no_match;
  if (m.value() == 1 && t_.text(end - 1).ends_with("s")) return no_match;
  auto span = unit_span(where_.reference, *kind);
  if (m.value() == 0)
    span.start =
        *kind == time_unit::day ? where_.reference : local_seconds(day_floor(where_.reference));
  span.grain = *kind == time_unit::day && m.value() == 0 ? time_grain::minute : time_grain::day;
  put_anchor(span, *kind, s);
  s.stretch = true;
  return end;
}

}  // namespace nlp
