// Counted and relative times: "3 days ago", "in an hour and a half", "two weeks from tomorrow",
// "next month", "last 3 days", "rest of the week".

#include <cmath>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/time_grammar.hpp"
#include "nlp/text/numbers.hpp"

namespace nlp {
namespace {

using enum word_class;
using std::chrono::days;

constexpr double max_count = 100'000;

double unit_seconds(time_unit u) {
  switch (u) {
    case time_unit::second:
      return 1;
    case time_unit::minute:
      return 60;
    case time_unit::hour:
      return 3600;
    case time_unit::day:
      return 86'400;
    case time_unit::week:
    case time_unit::weekend:
      return 7 * 86'400.0;
    case time_unit::fortnight:
      return 14 * 86'400.0;
    case time_unit::month:
      return 30 * 86'400.0;
    case time_unit::quarter:
      return 91 * 86'400.0;
    case time_unit::year:
      return 365 * 86'400.0;
    case time_unit::decade:
      return 3652 * 86'400.0;
    case time_unit::century:
      return 36'524 * 86'400.0;
  }
  return 0;
}

local_days day_floor(local_seconds t) {
  return std::chrono::floor<days>(t);
}

std::string_view period_name(int which, time_unit unit) {
  struct row {
    time_unit unit;
    std::string_view last, current, next;
  };
  static constexpr row rows[] = {
      {time_unit::day, "yesterday", "today", "tomorrow"},
      {time_unit::week, "last_week", "this_week", "next_week"},
      {time_unit::weekend, "last_weekend", "this_weekend", "next_weekend"},
      {time_unit::month, "last_month", "this_month", "next_month"},
      {time_unit::year, "last_year", "this_year", "next_year"},
  };
  for (const auto& r : rows)
    if (r.unit == unit) return which < 0 ? r.last : which == 0 ? r.current : r.next;
  return {};
}

}  // namespace

time_unit time_amount::finest() const {
  auto u = time_unit::century;
  for (std::size_t k = 0; k < size; ++k) u = std::min(u, parts[k].unit);
  return u;
}

double time_amount::seconds() const {
  double total = 0;
  for (std::size_t k = 0; k < size; ++k) total += parts[k].n * unit_seconds(parts[k].unit);
  return total;
}

local_seconds moved(local_seconds t, const time_amount& a, int sign, const ::zone& tz) {
  double exact = 0;
  for (std::size_t k = 0; k < a.size; ++k) {
    const auto& p = a.parts[k];
    const double n = sign * std::clamp(p.n, 0.0, max_count);
    if (p.unit <= time_unit::hour) {
      exact += n * unit_seconds(p.unit);
      continue;
    }
    const double whole = std::trunc(n), rest = n - whole;
    t = add_units(t, p.unit, static_cast<long>(whole));
    if (rest == 0) continue;
    if (p.unit == time_unit::year) {
      t = add_units(t, time_unit::month, std::lround(rest * 12));
    } else if (p.unit == time_unit::day) {
      t += std::chrono::seconds(std::lround(rest * unit_seconds(p.unit)));
    } else {
      t += days(std::lround(rest * unit_seconds(p.unit) / 86'400));
    }
  }
  if (exact == 0) return t;
  return tz.to_local(tz.to_instant(t) + std::chrono::seconds(std::lround(exact)));
}

void time_grammar::put_anchor(const time_span& span, time_unit u, said_time& s) const {
  s.fields |= said_anchor;
  s.anchor = span;
  s.anchor_unit = u;
}

void time_grammar::put_day(long offset, said_time& s) const {
  const auto d = day_floor(where_.reference) + days(offset);
  put_anchor(unit_span(local_seconds(d), time_unit::day), time_unit::day, s);
  if (offset >= -1 && offset <= 1) s.period = period_name(static_cast<int>(offset), time_unit::day);
  // Said before dawn, tomorrow may be the coming daylight.
  if (offset == 1 &&
      where_.reference - local_seconds(day_floor(where_.reference)) < std::chrono::hours(4))
    s.also = local_seconds(d - days(1));
}

token_pos time_grammar::amount_part(token_pos i, bool more, time_amount& out) const {
  double n = 0;
  bool vague = false;
  token_pos k = i;
  const auto lang = options_.language == "es" ? number_language::es : number_language::en;
  if (t_.is(k, around) && !more) {
    ++k;
    vague = true;
  }
  const bool article_here = t_.is(k, article) && !t_.is_text(k, "one");
  const bool three_quarters = t_.is_text(k, "three") && t_.symbol(k + 1, '-') &&
                              t_.is_text(k + 2, "quarters") && t_.is_text(k + 3, "of");
  const auto m = t_.in(k) && !three_quarters ? read_number(t_.tokens(), k, lang) : std::nullopt;
  if (m && m->end <= t_.end()) {
    n = m->value;
    k = m->end;
    vague = vague || m->vague;
    if (t_.is_text(k, "and") && t_.is_text(k + 1, "an") && t_.is_text(k + 2, "half")) {
      n += 0.5;
      k += 3;
    }
  } else if (three_quarters) {
    n = 0.75;
    k += t_.is(k + 4, article) ? 5 : 4;
  } else if (article_here) {
    n = 1;
    ++k;
  } else if (t_.is_text(k, "several")) {
    n = 3;
    vague = true;
    ++k;
  } else {
    return no_match;
  }
  if (t_.is_text(k, "more") || t_.is_text(k, "full") || t_.is_text(k, "whole") ||
      t_.is_text(k, "additional") || t_.is_text(k, "short") || t_.is_text(k, "long"))
    ++k;
  if (t_.is_text(k, "of") && vague) ++k;
  if (t_.is_text(k, "good") && article_here) return no_match;
  if (n < 0 || n > max_count) return no_match;
  if (out.size == out.parts.size()) return no_match;
  // 15' and 30"
  if (t_.number(k - 1) && (t_.symbol(k, '\'') || t_.symbol(k, '"')) && t_.touching(k)) {
    out.parts[out.size++] = {t_.symbol(k, '\'') ? time_unit::minute : time_unit::second, n};
    return k + 1;
  }
  if (t_.symbol(k, '-') && t_.touching(k) && t_.touching(k + 1)) ++k;
  const auto u = t_.phrase(k, unit);
  if (!u) return no_match;
  const auto kind = static_cast<time_unit>(u.value());
  if (u.sense->weak) {
    if (!t_.number(k - 1) ||
        !(t_.touching(k) || (t_.text(k) != "m" && t_.text(k).size() > 1) || t_.is_text(k, "h")))
      return no_match;
    if (t_.text(k).size() == 1) out.lone_letter = true;
    if (t_.touching(k + 1) && t_.word(k + 1)) return no_match;
    if (t_.is_text(k, "night") || (t_.is_text(k, "mo") && !t_.touching(k))) return no_match;
  }
  // "a quarter" is a share unless something is done with the quarter of the year.
  if (kind == time_unit::quarter && article_here && !t_.is(u.end, ago) && !t_.is(u.end, from_now))
    return no_match;
  k = u.end;
  if (t_.is_text(k, "'") && t_.is_text(k + 1, "time")) ++k;
  if (t_.is(k, conjunction) && t_.is(k + 1, article) && t_.is_text(k + 2, "half")) {
    n += 0.5;
    k += 3;
  } else if (t_.is(k, conjunction) && t_.is_text(k + 1, "half") && !t_.is_text(k + 2, "an")) {
    n += 0.5;
    k += 2;
  } else if (t_.is(k, conjunction) && t_.is(k + 1, article) && t_.is_text(k + 2, "quarter")) {
    n += 0.25;
    k += 3;
  } else if (options_.language == "es" && t_.is_text(k, "y") && t_.is(k + 1, word_class::half)) {
    n += 0.5;
    k += 2;
  }
  out.parts[out.size++] = {kind, n};
  out.vague = out.vague || vague;
  // "1h20", "2h 15"
  if (kind == time_unit::hour && t_.number(k) && u.sense->weak) {
    const auto minutes = integer(k);
    if (minutes.digits == 2 && minutes.value < 60 && out.size < out.parts.size() &&
        (t_.touching(k) || !t_.is(k + 1, unit)) && !t_.is(k + 1, measure) && t_.touching(k)) {
      out.parts[out.size++] = {time_unit::minute, static_cast<double>(minutes.value)};
      k = minutes.end;
      if (t_.is_text(k, "m") && t_.touching(k)) ++k;
    }
  }
  return k;
}

token_pos time_grammar::amount(token_pos i, time_amount& out) const {
  out = {};
  auto end = amount_part(i, false, out);
  if (end == no_match) return no_match;
  while (out.size < out.parts.size()) {
    token_pos k = end;
    if (t_.symbol(k, ',')) ++k;
    if (t_.is(k, conjunction)) ++k;
    const auto before = out;
    const auto e = amount_part(k, true, out);
    if (e == no_match || out.parts[before.size].unit >= before.finest() ||
        (t_.is(k, article) && k == end)) {
      out = before;
      break;
    }
    end = e;
  }
  // "2 hours 15": minutes without their word
  if (out.size == 1 && out.parts[0].unit == time_unit::hour && !out.lone_letter) {
    const auto m = integer(end);
    if (m.digits == 2 && m.value < 60 && !t_.is(m.end, unit) && !t_.is(m.end, measure) &&
        !t_.symbol(m.end, ':') && !t_.symbol(m.end, '/') && !t_.is_text(m.end, "x") &&
        (!t_.in(m.end) || !t_.word(m.end))) {
      out.parts[out.size++] = {time_unit::minute, static_cast<double>(m.value)};
      end = m.end;
    }
  }
  return end;
}

void time_grammar::put_shift(const time_amount& a, int sign, said_time& s) const {
  const auto t = moved(where_.reference, a, sign, *where_.tz);
  const auto u = a.finest();
  s.counted = true;
  s.vague = a.vague;
  if (u <= time_unit::hour) {
    s.exact = true;
    const bool whole_minutes = u == time_unit::hour;
    put_anchor({t, t + std::chrono::seconds(whole_minutes ? 60 : 1),
                whole_minutes ? time_grain::minute : time_grain::second},
               u, s);
  } else if (u == time_unit::day || u == time_unit::fortnight) {
    // Counted days keep the hour they were counted from.
    put_anchor(unit_span(t, time_unit::hour), u, s);
  } else if (u == time_unit::weekend) {
    put_anchor(unit_span(t, time_unit::weekend), u, s);
    s.stretch = true;
  } else {
    put_anchor(unit_span(t, time_unit::day), a.size == 1 ? u : time_unit::day, s);
  }
}

/// "2 weeks from tomorrow", "3 days after christmas", "an hour before noon".
token_pos time_grammar::shift_from(token_pos i, said_time& s) const {
  time_amount a;
  token_pos k = amount(i, a);
  if (k == no_match || a.lone_letter) return no_match;
  int sign = 0;
  const bool plain_from = t_.is_text(k, "from") || t_.is_text(k, "starting");
  if (const auto m = t_.phrase(k, after); m && !m.sense->weak) {
    sign = 1;
    k = m.end;
  } else if (const auto b = t_.phrase(k, before); b && !b.sense->weak) {
    sign = -1;
    k = b.end;
  } else if (plain_from || t_.is_text(k, "following") || t_.is_text(k, "past")) {
    sign = 1;
    ++k;
  } else if (a.size == 1 && a.parts[0].unit == time_unit::week &&
             (t_.is(k, on) || t_.is(k, day_offset) || t_.is(k, word_class::weekday))) {
    // British "a week on friday", "a week today"
    if (t_.is(k, on)) ++k;
    if (!t_.is(k, word_class::weekday) && !t_.is(k, day_offset)) return no_match;
    sign = 1;
  } else {
    return no_match;
  }
  said_time base;
  if (const auto n = t_.phrase(k, now)) {
    put_shift(a, sign, s);
    if (!s.exact && n.end > k + 1) {  // "a day from right now" is to the second
      const auto t = moved(where_.reference, a, sign, *where_.tz);
      put_anchor({t, t + std::chrono::seconds(1), time_grain::second}, a.finest(), s);
      s.exact = true;
    }
    return n.end;
  }
  piece_context c;
  c.lead = a.finest() <= time_unit::hour ? clock_lead::soft : clock_lead::none;
  c.on = true;
  // Counting minutes needs a clock: "5 minutes after 3" is read as one.
  const auto e = point(k, c, base);
  if (e == no_match || base.has(said_rule)) return no_match;
  auto placing_base = where_;
  if (base.has(said_holiday) && sign > 0 && where_.bias == time_bias::none &&
      a.finest() == time_unit::year) {
    // "a year from christmas" counts from the last one.
    placing_base.bias = time_bias::past;
  }
  const auto placed = place(base, placing_base);
  if (!placed) return no_match;
  const auto from = placed->has_part ? placed->at : placed->span.start;
  const auto t = moved(from, a, sign, *where_.tz);
  const auto u = a.finest();
  const bool day_only = !placed->has_clock && u >= time_unit::day;
  s.counted = true;
  s.vague = a.vague;
  if (day_only) {
    put_anchor(unit_span(t, time_unit::day), time_unit::day, s);
  } else {
    s.exact = true;
    put_anchor({t, t + std::chrono::seconds(60), time_grain::minute}, u, s);
  }
  return e;
}

/// "3 fridays from now", "2 thursdays ago".
token_pos time_grammar::weekdays_away(token_pos i, said_time& s) const {
  const auto n = integer(i);
  if (n.value < 1 || n.value > 60) return no_match;
  auto w = t_.phrase(n.end, word_class::weekdays);
  if (!w) w = t_.phrase(n.end, word_class::weekday);
  if (!w || w.value() < 1) return no_match;
  const auto today = day_floor(where_.reference);
  if (const auto m = t_.phrase(w.end, ago)) {
    put_anchor(
        unit_span(local_seconds(weekday_from(today - days(7), w.value()) - days(7 * (n.value - 1))),
                  time_unit::day),
        time_unit::day, s);
    return m.end;
  }
  auto m = t_.phrase(w.end, from_now);
  if (!m) m = t_.phrase(w.end, hence);
  if (!m) return no_match;
  put_anchor(
      unit_span(local_seconds(weekday_from(today + days(1), w.value()) + days(7 * (n.value - 1))),
                time_unit::day),
      time_unit::day, s);
  return m.end;
}

token_pos time_grammar::shift(token_pos i, said_time& s) const {
  time_amount a;
  // "in 2 hours", Spanish "dentro de 2 horas", "hace dos dias"
  if (const auto m = t_.phrase(i, in); m && !t_.is_text(i, "during")) {
    // "25 min" after a thing done is how long it took.
    token_pos k = m.end;
    if (t_.is_text(k, "just")) ++k;
    if (const auto e = amount(k, a); e != no_match) {
      if (t_.is(e, measure) || t_.is_text(e, "of")) return no_match;
      if (where_.bias == time_bias::past && a.finest() <= time_unit::hour) return no_match;
      put_shift(a, 1, s);
      token_pos end = e;
      if (t_.is_text(end, "time") || t_.is_text(end, "'")) ++end;
      if (t_.is_text(end, "time")) ++end;
      if (const auto f = t_.phrase(end, from_now)) end = f.end;
      return end;
    }
    // "in 15" as a whole text
    const auto n = integer(k);
    if (n.digits > 0 && n.value >= 2 && n.value <= 59 && whole_text(i, n.end)) {
      a.parts[a.size++] = {time_unit::minute, static_cast<double>(n.value)};
      put_shift(a, 1, s);
      return n.end;
    }
    return no_match;
  }
  if (options_.language == "es" && t_.is(i, ago)) {
    if (const auto e = amount(i + 1, a); e != no_match) {
      put_shift(a, -1, s);
      return e;
    }
  }
  if (!t_.number(i) && !t_.known(i) && integer(i).end == 0 && !t_.is_text(i, "several") &&
      !t_.is_text(i, "couple") && !t_.is_text(i, "few"))
    return no_match;
  if (const auto e = weekdays_away(i, s); e != no_match) return e;
  const auto k = amount(i, a);
  if (k == no_match) return no_match;
  if (t_.phrase(k, before) && !t_.in(t_.phrase(k, before).end) &&
      where_.bias == time_bias::none) {  // "15 minutes before", and nothing to be before of
    put_shift(a, -1, s);
    return t_.phrase(k, before).end;
  }
  if (const auto m = t_.phrase(k, ago)) {
    const bool other = m.sense->weak && (t_.is_text(m.end, "to") || t_.is_text(m.end, "from") ||
                                         t_.is_text(m.end, "in"));
    if (!other) {
      put_shift(a, -1, s);
      return m.end;
    }
  }
  if (const auto m = t_.phrase(k, from_now)) {
    put_shift(a, 1, s);
    if (!s.exact && (m.value() == 1)) {
      const auto t = moved(where_.reference, a, 1, *where_.tz);
      put_anchor({t, t + std::chrono::seconds(1), time_grain::second}, a.finest(), s);
      s.exact = true;
    } else if (!s.exact && m.value() == 2) {
      put_anchor(unit_span(moved(where_.reference, a, 1, *where_.tz), time_unit::day),
                 time_unit::day, s);
    }
    return m.end;
  }
  if (const auto m = t_.phrase(k, hence)) {
    if (!m.sense->weak || t_.is_text(k, "later") ||
        (a.finest() >= time_unit::day && !t_.is_text(m.end, "of") && t_.is_text(k, "out"))) {
      put_shift(a, 1, s);
      return m.end;
    }
  }
  return shift_from(i, s);
}

token_pos time_grammar::cycle_stretch(token_pos i, int n, said_time& s) const {
  const auto lang = options_.language == "es" ? number_language::es : number_language::en;
  const auto m = t_.in(i) ? read_number(t_.tokens(), i, lang) : std::nullopt;
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

/// "next month", "last friday", "this summer", "the past two weeks", "last night".
token_pos time_grammar::cycle(token_pos i, const piece_context& c, said_time& s) const {
  const auto m = t_.phrase(i, word_class::cycle);
  if (const auto n = integer(i); !m && n.value >= 2) {
    // "5 upcoming years", "13 last minutes"
    const auto which = t_.phrase(n.end, word_class::cycle);
    const auto u = which ? t_.phrase(which.end, unit) : time_terms::match{};
    if (!u || u.sense->weak || which.value() == 0) return no_match;
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
  if (const auto u = t_.phrase(k, unit); u && !u.sense->weak) {
    const auto kind = static_cast<time_unit>(u.value());
    // "this second set", "this quarter pounder", "last minute plans"
    if (kind <= time_unit::minute || (kind == time_unit::hour && n == 0 && !c.in)) {
      if (!whole_text(i, u.end) && !c.in && !c.the) return no_match;
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
      // "this easter", after it has passed, is still this year's when things are told.
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

/// "rest of the week", "all day", "the whole month", "later today", "year to date".
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
