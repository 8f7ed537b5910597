// Times counted off: "3 days ago", "in an hour and a half", "two weeks from
// tomorrow", "3 fridays from now", "in 3 business days".

#include <cmath>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/date_fields.hpp"
#include "nlp/entities/time_grammar.hpp"

namespace nlp {
namespace {

using enum word_class;
using std::chrono::days;

}  // namespace

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

/// "(next tuesday) + 10 days", "(now) + 2h", "(2026-05-04) -3 weeks": what was said, moved on.
token_pos time_grammar::moved_on(token_pos end, said_time& s) const {
  const bool back = t_.symbol(end, '-');
  if ((!back && !t_.symbol(end, '+')) || !t_.tok(end).space_before || s.has(said_rule))
    return no_match;
  time_amount a;
  const auto e = amount(end + 1, a);
  const auto placed = e == no_match ? std::nullopt : place(s, where_);
  if (!placed || placed->stretch || placed->span.grain > time_grain::day) return no_match;
  const auto t = moved(placed->at, a, back ? -1 : 1, *where_.tz);
  s = {};
  const bool by_day = placed->span.grain == time_grain::day && a.finest() >= time_unit::day;
  put_anchor(unit_span(t, by_day ? time_unit::day : time_unit::minute), a.finest(), s);
  s.exact = !by_day;
  return e;
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
  } else if (a.size == 1 &&
             (a.parts[0].unit == time_unit::week || a.parts[0].unit == time_unit::fortnight) &&
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

/// "3 business days", "five working days".
token_pos time_grammar::work_days(token_pos i, long& n) const {
  const auto count = integer(i);
  const auto k = count.end;
  if (count.value < 1 || count.value > 60) return no_match;
  if (!t_.is_text(k, "business") && !t_.is_text(k, "working") && !t_.is_text(k, "work"))
    return no_match;
  if (!t_.is_text(k + 1, "days") && !t_.is_text(k + 1, "day")) return no_match;
  n = count.value;
  return k + 2;
}

token_pos time_grammar::shift(token_pos i, said_time& s) const {
  time_amount a;
  {
    const bool led = t_.is_text(i, "in");
    long n = 0;
    if (const auto k = work_days(led ? i + 1 : i, n); k != no_match) {
      const auto past = t_.phrase(k, ago);
      const auto ahead = t_.phrase(k, from_now) ? t_.phrase(k, from_now) : t_.phrase(k, hence);
      if (!led && !past && !ahead) return no_match;
      put_anchor(unit_span(local_seconds(add_work_days(today(), past ? -n : n)), time_unit::day),
                 time_unit::day, s);
      return past ? past.end : ahead ? ahead.end : k;
    }
  }
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
    // "in 15" as a whole text, "call mum in 20"
    const auto n = integer(k);
    const bool last = where_.bias == time_bias::future && !t_.in(n.end) && n.value % 5 == 0;
    if (n.digits > 0 && n.value >= 2 && n.value <= 59 && (last || whole_text(i, n.end))) {
      a.parts[a.size++] = {time_unit::minute, static_cast<double>(n.value)};
      put_shift(a, 1, s);
      return n.end;
    }
    return no_match;
  }
  // "T+2h", "t-30 min": launches count from their hour
  if (t_.is_text(i, "t") && (t_.symbol(i + 1, '+') || t_.symbol(i + 1, '-')) &&
      t_.touching(i + 1)) {
    const auto e = amount(i + 2, a);
    if (e == no_match || !whole_text(i, e)) return no_match;
    put_shift(a, t_.symbol(i + 1, '+') ? 1 : -1, s);
    return e;
  }
  // "+15 minutes", "-3 days" as a whole text
  if ((t_.symbol(i, '+') || t_.symbol(i, '-')) && t_.touching(i + 1) && t_.number(i + 1)) {
    const auto e = amount(i + 1, a);
    if (e == no_match || !whole_text(i, e)) return no_match;
    put_shift(a, t_.symbol(i, '+') ? 1 : -1, s);
    return e;
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
      // "two nights ago"
      if (a.size == 1 && (t_.is_text(k - 1, "nights") || t_.is_text(k - 1, "night"))) {
        put_day(-std::lround(a.parts[0].n), s);
        s.fields |= said_part;
        s.part = day_part::night;
        s.period = {};
        return m.end;
      }
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

}  // namespace nlp
