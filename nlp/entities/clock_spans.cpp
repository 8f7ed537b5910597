// From one clock time to another: "9:30-11", "tomorrow from 2 to 4 pm", "10 - 11 at night". For the
// sleep told that way see clock_ranges.cpp.

#include "nlp/entities/time_grammar.hpp"

namespace nlp {
namespace {

using enum word_class;

}  // namespace

/// Two clock times with a "to" between them; bare hours count when `bare`.
token_pos time_grammar::clock_pair_at(token_pos i, bool bare, clock_pair& out) const {
  token_pos k = i;
  bool led = false, and_joins = false;
  for (int n = 0; n < 3; ++n) {
    if (const auto b = t_.phrase(k, between); b && !(b.sense->weak && !t_.number(b.end))) {
      led = and_joins = true;
      k = b.end;
    } else if (const auto f = t_.phrase(k, from); f && !led) {
      led = true;
      k = f.end;
    } else if (t_.phrase(k, after) && !t_.phrase(k, after).sense->weak && n == 0 &&
               (t_.is_text(k, "later") || t_.is_text(k, "after"))) {
      // "later than 9:30 but before 11"
      const auto from_here = t_.phrase(k, after).end;
      said_time a;
      piece_context c;
      c.lead = clock_lead::soft;
      const auto ae = clock(from_here, c, a);
      if (ae == no_match) return no_match;
      token_pos j = ae;
      if (t_.is_text(j, "but") || t_.is(j, conjunction)) ++j;
      const auto bound = t_.phrase(j, before);
      if (!bound) return no_match;
      said_time to;
      const auto end = clock(bound.end, c, to);
      if (end == no_match) return no_match;
      out = {a, to};
      return end;
    } else if (const auto w = t_.phrase(k, around); w && !w.sense->weak) {
      k = w.end;
    } else if (t_.is(k, at) && n == 0 && !t_.phrase(k, at).sense->weak) {
      k = t_.phrase(k, at).end;
    } else {
      break;
    }
  }
  piece_context c;
  c.lone_hours = true;
  c.lead = clock_lead::at;
  said_time a, b;
  token_pos e = no_match;
  const bool spanish = options_.language == "es";  // "de las 11 a las 7"
  if (spanish && t_.is(k, the) && t_.number(k + 1)) ++k;
  // A bare hour before a touching "-" does not end there for the clock rules:
  // read it by hand.
  const auto plain = integer(k);
  const auto joins = [&](token_pos p) -> token_pos {
    const auto m = t_.phrase(p, range_to);
    if (m && !m.sense->weak) return m.end;
    if (and_joins && t_.is(p, conjunction)) return p + 1;
    return no_match;
  };
  if (plain.value >= 0 && plain.value <= 24 && plain.digits <= 2 && plain.end != 0 &&
      joins(plain.end) != no_match && !t_.is(plain.end, word_class::past)) {
    a.fields |= said_clock;
    a.hour = plain.value;
    if (plain.value > 12 || plain.value == 0 || plain.leading_zero) a.half = 2;
    e = plain.end;
  } else {
    e = clock(k, c, a);
  }
  // "9.30-4.30pm", "21.30-04.45": the touching sign does not end it for the clock rules
  if (int hour = 0, minute = 0;
      e == no_match && t_.number(k) && split_decimal(t_.text(k), hour, minute)) {
    said_time to;
    int other_hour = 0, other_minute = 0;
    const auto j = joins(k + 1);
    const bool dotted =
        j != no_match && t_.number(j) && split_decimal(t_.text(j), other_hour, other_minute);
    const auto end = j == no_match || !t_.number(j) ? no_match
                     : bare && dotted               ? clock(j, c, to)
                                                    : clock(j, piece_context{}, to);
    if (end != no_match && (to.half >= 0 || (bare && dotted))) {
      a = {};
      a.fields |= said_clock;
      a.hour = hour;
      a.minute = minute;
      if (hour > 12 || hour == 0 || t_.text(k)[0] == '0') a.half = 2;
      e = k + 1;
    }
  }
  if (e == no_match || a.has(said_rule)) return no_match;
  // told of sleep: "8 morning to 2", "from 11:30 last night until 6 this morning"
  const bool told = bare && options_.lone_numbers;
  const auto half_of = [&](token_pos p, said_time& clock_said) {
    auto q = p;
    while (q < p + 3 && (t_.is(q, word_class::cycle) || t_.is(q, in) || t_.is(q, the))) ++q;
    const auto m = t_.phrase(q, word_class::part);
    if (!told || !m || clock_said.half >= 0 || clock_said.hour > 12) return p;
    const auto of_day = hours_of(static_cast<day_part>(m.value()));
    const bool small = clock_said.hour % 12 < 5 && of_day.from_min >= 17 * 60;  // "2 at night"
    clock_said.half = of_day.to_min <= 12 * 60 || small ? 0 : 1;
    return m.end;
  };
  e = half_of(e, a);
  token_pos j = joins(e);
  if (j == no_match) return no_match;
  if (t_.phrase(j, from)) return no_match;
  if (t_.is(j, around) || t_.is(j, at)) ++j;
  if (spanish && t_.is(j, the) && t_.number(j + 1)) ++j;
  auto be = clock(j, c, b);
  if (be == no_match) return no_match;
  be = half_of(be, b);
  // A number with nothing that makes it a clock time.
  const auto is_bare = [&](token_pos from, token_pos to, const said_time& s) {
    return integer(from).end == to && s.half != 0 && s.half != 1 && !s.has(said_zone);
  };
  const auto year_like = [&](token_pos p) {
    return t_.number(p) && t_.text(p).size() == 4 && t_.tok(p).value >= 1900 &&
           t_.tok(p).value <= 2100;
  };
  const bool bare_a = is_bare(k, e, a), bare_b = is_bare(j, be, b);
  // "at ten to nine", "five to six tonight" count minutes, "ten to nine" may be
  // a stretch.
  if (bare_a && bare_b && !led && t_.is_text(e, "to") && a.hour % 5 == 0 && a.hour >= 5 &&
      (t_.is(k - 1, at) || (!t_.number(k) && !told)))
    return no_match;
  // "15 to noon" and "five to midnight" count minutes.
  if (bare_a && t_.phrase(j, clock_word) && t_.is_text(e, "to") && !led &&
      (a.hour > 12 || (!t_.number(k) && a.hour % 5 == 0)))
    return no_match;
  if ((bare_a && year_like(k)) || (bare_b && year_like(j))) return no_match;
  if (bare_a && bare_b) {
    const bool military = t_.text(k).size() == 4 && t_.text(j).size() == 4;
    if (!led && !bare && !military) return no_match;
    if (!hour_can_end(be, told ? clock_lead::at : clock_lead::soft)) return no_match;
  }
  // "10:00 until 21:45" is the 24-hour clock on both sides.
  if (a.half < 0 && b.half == 2 && b.hour > 12 && a.minute >= 0 && b.minute >= 0) a.half = 2;
  // "1-2:30" may be anything, "1-2:30 pm" not; dates with slashes never come
  // here.
  out = {a, b};
  return be;
}

/// "9:30 - 11:00 on thursday", "tomorrow from 2 to 4 pm", "3-4pm".
std::optional<time_expression> time_grammar::clock_range(token_pos i) const {
  clock_pair pair;
  const auto date_only = [](const said_time& s) {
    return (s.fields & (said_clock | said_rule | said_now | said_zone)) == 0 && !s.exact;
  };
  auto e = clock_pair_at(i, options_.lone_numbers, pair);
  bool needs_day = false;
  if (e == no_match && where_.bias != time_bias::past) {
    // "6-8 next monday", "10 - 11 at night"
    e = clock_pair_at(i, true, pair);
    needs_day = e != no_match;
  }
  if (e != no_match) {
    said_time date;
    piece_context c;
    auto end = e;
    const auto con = connectors(e, c, true);
    const auto de = t_.in(con.end) ? point(con.end, con.context, date) : no_match;
    if (de != no_match && date_only(date) && merge(pair.from, date)) {
      if (date.has(said_part)) {
        pair.to.fields |= said_part;
        pair.to.part = date.part;
      }
      end = de;
    }
    if (!needs_day || end != e) return make_range(i, end, pair.from, pair.to);
  }
  said_time date;
  const auto con = connectors(i, {}, false);
  if (con.context.lead == clock_lead::at) return std::nullopt;
  auto end = piece(con.end, con.context, date);
  if (end == no_match || !date_only(date) || !date.has(said_any_date | said_part))
    return std::nullopt;
  // A second piece of the date: "fri, jul 18 9-11am"
  for (int n = 0; n < 3; ++n) {
    const auto next = connectors(end, {}, true);
    auto inner = next.context;
    inner.said = &date;
    said_time more;
    const auto next_end = piece(next.end, inner, more);
    if (next_end == no_match || !date_only(more) || !merge(date, more)) break;
    end = next_end;
  }
  token_pos k = end;
  if (t_.symbol(k, ',') || t_.symbol(k, ':')) ++k;
  if (t_.is(k, in) && t_.phrase(k, between)) {
  } else if (t_.is(k, at)) {
    ++k;
  }
  e = clock_pair_at(k, true, pair);
  if (e == no_match || !merge(pair.from, date)) return std::nullopt;
  if (date.has(said_part)) {
    pair.to.fields |= said_part;
    pair.to.part = date.part;
  }
  int year = 0;  // "thu oct 26, 10:00 - 11:00 2023"
  if (const auto y = year_number(e, year);
      y != no_match && pair.from.has(said_month_day) && !pair.from.has(said_year) && year >= 1900) {
    pair.from.fields |= said_year;
    pair.from.year = year;
    e = y;
  }
  return make_range(i, e, pair.from, pair.to);
}

}  // namespace nlp
