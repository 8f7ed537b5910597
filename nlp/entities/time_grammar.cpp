#include "nlp/entities/time_grammar.hpp"

#include <algorithm>

#include "nlp/entities/calendar_math.hpp"

namespace nlp {
namespace {

using enum word_class;
using std::chrono::days;
using std::chrono::hours;

/// Pieces that one time expression can have ("fri, jul 18, 2014 at 7 pm cet").
constexpr int max_pieces = 8;

local_days day_floor(local_seconds t) {
  return std::chrono::floor<days>(t);
}

day_part sharper(day_part p, span_edge e) {
  const bool early = e == span_edge::early;
  switch (p) {
    case day_part::morning:
      return early ? day_part::early_morning : day_part::late_morning;
    case day_part::afternoon:
      return early ? day_part::early_afternoon : day_part::late_afternoon;
    case day_part::evening:
      return early ? day_part::early_evening : day_part::late_evening;
    case day_part::night:
    case day_part::tonight:
      return early ? day_part::early_evening : day_part::late_night;
    default:
      return p;
  }
}

}  // namespace

time_grammar::time_grammar(const time_terms& terms, const time_options& options)
    : t_(terms), options_(options), where_{options.reference, &options.tz, options.bias} {}

bool time_grammar::whole_text(token_pos begin, token_pos end) const {
  if (t_.first() != 0 || t_.end() != t_.tokens().size()) return false;
  for (token_pos k = t_.first(); k < begin; ++k)
    if (!t_.is(k, at) && !t_.is(k, on) && !t_.is(k, the) && !t_.is(k, in)) return false;
  for (token_pos k = end; k < t_.end(); ++k)
    if (t_.tok(k).type != token::kind::symbol) return false;
  return true;
}

/// The words before a piece: "at", "on the", ", in", "@".
time_grammar::connector time_grammar::connectors(token_pos i, const piece_context& before,
                                                 bool inside) const {
  connector c{i, before};
  for (int n = 0; n < 4; ++n) {
    const token_pos k = c.end;
    if (!t_.in(k)) break;
    if (t_.symbol(k, ',') && inside && n == 0) {
      c.end = k + 1;
    } else if ((t_.symbol(k, '-') || t_.symbol(k, '(')) && inside && n == 0 &&
               t_.tok(k).space_before && t_.in(k + 1) &&
               (t_.symbol(k, '(') || t_.tok(k + 1).space_before)) {
      c.end = k + 1;
    } else if (const auto m = t_.phrase(k, at);
               m && (!m.sense->weak || inside || t_.phrase(m.end, clock_word))) {
      // Spanish "a" before a clock time, "a las 3"
      c.context.lead = clock_lead::at;
      c.end = m.end;
    } else if (const auto d = t_.phrase(k, in)) {
      time_amount a;
      if (amount(d.end, a) != no_match) break;  // "in 2 hours" is a piece of its own
      if (t_.number(d.end) && whole_text(k, d.end + 1) && t_.text(d.end).size() <= 2) break;
      c.context.in = true;
      c.end = d.end;
    } else if (t_.is(k, on)) {
      c.context.on = true;
      if (t_.is(k, the)) c.context.the = true;
      c.end = k + 1;
    } else if (t_.is(k, of) && inside) {
      c.context.in = true;
      c.end = k + 1;
    } else if (const auto u = t_.phrase(k, during); u && (!u.sense->weak || t_.is(u.end, the))) {
      c.context.in = true;
      c.end = u.end;
    } else if (t_.is(k, the) || (t_.is_text(k, "that") && inside)) {
      c.context.the = true;
      c.end = k + 1;
    } else if (const auto w = t_.phrase(k, around);
               w && !(w.sense->weak && n == 0 && !inside) &&
               (t_.number(w.end) || t_.phrase(w.end, clock_word) || integer(w.end).end != 0 ||
                t_.is(w.end, article) || t_.is(w.end, word_class::half) ||
                t_.is(w.end, word_class::quarter) || t_.is(w.end, word_class::cycle) ||
                t_.phrase(w.end, word_class::part))) {
      if (c.context.lead == clock_lead::none) c.context.lead = clock_lead::soft;
      c.end = w.end;
    } else if (t_.is(k, for_) && t_.word(k) && n == 0) {
      c.context.on = true;
      c.end = k + 1;
    } else if (inside && t_.is_text(k, "from") && t_.phrase(k + 1, word_class::cycle)) {
      c.end = k + 1;
    } else if (inside && n == 0 && t_.is_text(k, "starting")) {
      c.end = k + 1;
    } else {
      break;
    }
  }
  return c;
}

token_pos time_grammar::date_piece(token_pos i, const piece_context& c, said_time& s) const {
  const auto attempt = [&](token_pos e) {
    if (e == no_match) s = {};
    return e != no_match;
  };
  token_pos e = no_match;
  if (attempt(e = nth_of(i, s))) return e;
  if (attempt(e = quarter(i, s))) return e;
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
  // "the week of october 6th"
  if (t_.is_text(i, "week") && t_.is(i + 1, of)) {
    said_time day;
    piece_context inner;
    inner.on = true;
    const auto end = point(i + 2, inner, day);
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
      return i + 3;
    }
  }
  // "the day after january 20"
  if (t_.is_text(i, "day") && (t_.is_text(i + 1, "after") || t_.is_text(i + 1, "before")) &&
      !t_.phrase(i, day_offset)) {
    said_time day;
    piece_context inner;
    inner.on = true;
    const auto end = point(i + 2, inner, day);
    const auto placed = end == no_match ? std::nullopt : place(day, where_);
    if (placed && placed->span.grain == time_grain::day) {
      put_anchor(
          unit_span(placed->span.start + days(t_.is_text(i + 1, "after") ? 1 : -1), time_unit::day),
          time_unit::day, s);
      return end;
    }
  }
  if (attempt(e = cycle(i, c, s))) return e;
  if (attempt(e = rest_of(i, s))) return e;
  if (const auto d = t_.phrase(i, day_offset)) {
    // "tom" is a name, and "pasado manana" is longer than its words.
    if (!d.sense->weak || c.on || c.lead != clock_lead::none || whole_text(i, d.end)) {
      put_day(d.value(), s);
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

token_pos time_grammar::piece(token_pos i, const piece_context& c, said_time& s) const {
  if (!t_.in(i)) return no_match;
  const auto attempt = [&](token_pos e) {
    if (e == no_match) s = {};
    return e != no_match;
  };
  token_pos e = no_match;
  // "2moro", "2nite"
  if (t_.is_text(i, "2") && t_.touching(i + 1) && t_.word(i + 1) && !t_.touching(i + 2)) {
    const auto rest_of_word = t_.text(i + 1);
    for (const auto w : {"moro", "morrow", "morow", "mrw", "mro", "mor", "moz"})
      if (rest_of_word == w) {
        put_day(1, s);
        return i + 2;
      }
    if (rest_of_word == "nite" || rest_of_word == "night" || rest_of_word == "nyt") {
      s.fields |= said_part;
      s.part = day_part::tonight;
      return i + 2;
    }
    if (rest_of_word == "day" && (!t_.word(i + 2) || c.said != nullptr || c.on)) {
      put_day(0, s);
      return i + 2;
    }
  }
  if (const auto n = t_.phrase(i, now); n && c.said == nullptr) {
    s.fields |= said_now;
    s.open_now = n.value() == 1;
    s.weak = n.sense->weak;
    return n.end;
  }
  if (attempt(e = repeat(i, s))) return e;
  // "36 minutes past 8" is a clock time, though minutes are counted.
  if (const auto n = integer(i); n.value > 0 && n.value < 60 && t_.is(n.end, unit)) {
    auto past_hour = c;
    past_hour.lead = clock_lead::at;
    if (attempt(e = clock_minutes_past(i, past_hour, s))) return e;
  }
  if (attempt(e = shift(i, s))) return e;
  // "end of day" is a part of it, "end of april" is not.
  const auto part_phrase = t_.phrase(i, word_class::part);
  if (part_phrase && part_phrase.end > i + 1)
    if (attempt(e = part(i, c, s))) return e;
  // A clock time said with "at" wins over a date ("at 3 march" is rare, "at 20 past" is not).
  if (c.lead != clock_lead::none) {
    said_time date;
    const auto de = date_piece(i, c, date);
    if (attempt(e = clock(i, c, s)) && (de == no_match || e >= de)) return e;
    if (de != no_match) {
      s = date;
      return de;
    }
    s = {};
  } else {
    said_time as_clock;
    const auto ce = clock(i, c, as_clock);
    if (attempt(e = date_piece(i, c, s)) && (ce == no_match || e >= ce)) return e;
    if (ce != no_match) {
      s = as_clock;
      return ce;
    }
    s = {};
  }
  if (attempt(e = part(i, c, s))) return e;
  return no_match;
}

/// A word that usually means something else counts only with something beside it.
bool time_grammar::supported(token_pos begin, token_pos end, const piece_context& c,
                             const said_time& s) const {
  if (!s.weak || options_.lone_numbers) return true;
  if (whole_text(begin, end) || whole_text(end - 1, end)) return true;
  const bool after_pronoun = begin > t_.first() && t_.is(begin - 1, pronoun);
  if (s.has(said_weekday)) {
    if (c.the && !c.on) return false;
    if (c.on || c.lead != clock_lead::none) return true;
    if (where_.bias != time_bias::future || after_pronoun) return false;
    return !t_.word(end) || t_.is(end, function) || t_.is(end, at);
  }
  if (s.has(said_now)) return !t_.is(end, conjunction) && !t_.is(end, pronoun);
  if (s.has(said_month)) {
    // April, June and August are also people's names; at a text's end they are months.
    const bool name = s.month == 4 || s.month == 6 || s.month == 8;
    return c.in || (c.on && !c.the) || (name && !t_.word(end) && begin > t_.first());
  }
  if (s.has(said_season)) {
    const bool verb = s.season == 0 || s.season == 2;  // "the fall hurt"
    return c.in || (c.the && !verb);
  }
  if (s.has(said_part)) return c.in || c.lead != clock_lead::none;
  return c.in || c.on || c.lead != clock_lead::none;
}

token_pos time_grammar::point(token_pos i, piece_context c, said_time& s) const {
  token_pos end = no_match, at_token = i;
  piece_context first_context = c;
  auto sharpen = span_edge::none;
  bool about = false;
  for (int n = 0; n < max_pieces; ++n) {
    const bool inside = end != no_match;
    auto con = connectors(at_token, c, inside);
    // "at the moment", "at this time" begin with what joins other pieces.
    if ((!inside && (t_.phrase(at_token, now).end > at_token + 1 ||
                     t_.phrase(at_token, day_offset).end > at_token + 1 ||
                     t_.phrase(at_token, word_class::weekdays).end > at_token + 1)) ||
        t_.phrase(at_token, word_class::part).end > at_token + 1)
      con.end = at_token;
    con.context.said = inside ? &s : nullptr;
    said_time more;
    token_pos e = piece(con.end, con.context, more);
    if (e == no_match) {
      const auto m = t_.phrase(con.end, modifier);
      const auto which = m ? static_cast<span_edge>(m.value()) : span_edge::none;
      if (m && (which == span_edge::early || which == span_edge::late)) {
        e = piece(m.end, con.context, more);
        if (e == no_match ||
            !(more.has(said_part | said_weekday) ||
              (more.has(said_anchor) && !more.counted && more.anchor.grain == time_grain::day)))
          break;
        sharpen = which;
      } else {
        break;
      }
    }
    if (!inside) {
      if (!settle_rule(more)) break;
      s = more;
      first_context = con.context;
      if (t_.is(con.end > i ? con.end - 1 : i, around)) about = true;
    } else {
      said_time trial = s;
      if (more.has(said_rule) && s.has(said_rule)) {
        // "weekly" "on mondays"
        if (s.rule.freq == frequency::weekly && s.rule.weekdays == 0 && more.rule.weekdays != 0) {
          trial.rule.weekdays = more.rule.weekdays;
        } else if (more.rule.freq == frequency::weekly && more.rule.weekdays == 0 &&
                   s.rule.weekdays != 0) {
          trial.rule.interval = more.rule.interval;
        } else {
          break;
        }
      } else if (!merge(trial, more) || !settle_rule(trial)) {
        break;
      }
      s = trial;
    }
    if (con.end > at_token && t_.is(con.end - 1, around)) about = true;
    end = e;
    at_token = e;
    c = {};
    if (s.has(said_now)) break;
  }
  if (end == no_match) return no_match;
  if (sharpen != span_edge::none && s.has(said_part)) s.part = sharper(s.part, sharpen);
  if (about) s.vague = true;
  if (!supported(i, end, first_context, s)) return no_match;
  return end;
}

std::optional<time_expression> time_grammar::make(token_pos i, token_pos end,
                                                  const said_time& s) const {
  const auto placed = place(s, where_);
  if (!placed) return std::nullopt;
  time_expression x;
  x.first = i;
  x.last = end;
  x.kind = s.open_now        ? time_kind::open_after
           : placed->stretch ? time_kind::interval
                             : time_kind::point;
  x.start = placed->span.start;
  x.end = s.open_now ? x.start : placed->span.end;
  x.grain = placed->span.grain;
  x.has_date = placed->has_date;
  x.has_clock = placed->has_clock;
  x.has_part = placed->has_part;
  x.at = placed->at;
  x.tolerance_min = placed->tolerance_min;
  x.also = placed->also;
  x.weak = s.weak;
  x.period = s.period;
  if (s.has(said_rule)) x.recurrence = s.rule;
  return x;
}

// ---- open spans -------------------------------------------------------------------------------

std::optional<time_expression> time_grammar::open_span(token_pos i) const {
  const auto part_phrase = t_.phrase(i, word_class::part);
  if (part_phrase && part_phrase.end > i + 1) return std::nullopt;
  if (const auto w = t_.phrase(i, within)) {
    time_amount a;
    auto e = amount(w.end, a);
    if (e == no_match && t_.is(w.end, the)) e = amount(w.end + 1, a);
    if (e == no_match) return std::nullopt;
    time_expression x;
    x.first = i;
    x.last = e;
    x.kind = time_kind::interval;
    x.start = where_.reference;
    const auto to = moved(where_.reference, a, 1, *where_.tz);
    const bool by_day = a.finest() >= time_unit::day;
    x.end = by_day ? local_seconds(day_floor(to)) : to;
    x.grain = time_grain::second;
    x.at = x.end;
    x.has_date = by_day;
    x.has_clock = !by_day;
    x.deadline = true;
    return x;
  }
  struct lead {
    word_class cls;
    time_kind kind;
  };
  static constexpr lead leads[] = {{word_class::by, time_kind::open_before},
                                   {word_class::before, time_kind::open_before},
                                   {word_class::until, time_kind::open_before},
                                   {word_class::after, time_kind::open_after},
                                   {word_class::since, time_kind::open_after}};
  time_terms::match best;
  lead which{};
  for (const auto& l : leads) {
    const auto m = t_.phrase(i, l.cls);
    if (m && m.end > best.end) {
      best = m;
      which = l;
    }
  }
  if (!best) return std::nullopt;
  const bool due = which.cls == by && best.value() == 1;
  const bool weak_lead = best.sense->weak && !due;
  piece_context c;
  c.lead = clock_lead::soft;
  c.on = true;
  c.in = which.cls != by || !best.sense->weak;
  if (due) {
    // "due friday", "due at 5": a plain time with a deadline.
    c.lead = clock_lead::none;
    c.in = false;
  }
  time_amount a;
  if (which.cls == after && !weak_lead && where_.bias != time_bias::past) {
    const auto e = amount(best.end, a);
    if (e != no_match && !a.lone_letter && hour_can_end(e, clock_lead::soft)) {
      said_time s;
      put_shift(a, 1, s);
      auto x = make(i, e, s);
      if (x) {
        x->kind = time_kind::open_after;
        x->end = x->start;
      }
      return x;
    }
  }
  said_time s;
  const auto e = point(best.end, c, s);
  if (e == no_match || s.has(said_now) || s.has(said_rule)) return std::nullopt;
  if (weak_lead && (t_.is_text(i, "past") || t_.is_text(i, "following"))) return std::nullopt;
  auto x = make(i, e, s);
  if (!x) return std::nullopt;
  // "since monday" looks back, whatever the rest of the text does.
  if ((t_.is_text(i, "since") || t_.is_text(i, "ever")) && s.has_date() &&
      x->start > where_.reference) {
    auto back = where_;
    back.bias = time_bias::past;
    if (const auto placed = place(s, back)) x->start = x->at = placed->span.start;
  }
  if (which.kind == time_kind::open_before) {
    // The end of a month is when it ends; of a part of a day, when it is usually meant.
    auto bound = x->start;
    if (s.has(said_edge) && s.edge == span_edge::end) bound = x->end;
    if (s.has(said_part) && !s.has(said_clock)) {
      bound = s.part == day_part::end_of_day ? x->end : x->start;
    }
    x->deadline = which.cls == by || which.cls == before;
    x->start = x->end = bound;
    x->kind = time_kind::open_before;
    if (due) {
      auto plain = make(i, e, s);
      plain->deadline = true;
      return plain;
    }
  } else {
    x->end = x->start;
    x->kind = time_kind::open_after;
  }
  x->period = {};
  return x;
}

// ---- ranges -----------------------------------------------------------------------------------

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
  // A bare hour before a touching "-" does not end there for the clock rules: read it by hand.
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
  if (e == no_match || a.has(said_rule)) return no_match;
  token_pos j = joins(e);
  if (j == no_match) return no_match;
  if (t_.phrase(j, from)) return no_match;
  if (t_.is(j, around) || t_.is(j, at)) ++j;
  if (spanish && t_.is(j, the) && t_.number(j + 1)) ++j;
  const auto be = clock(j, c, b);
  if (be == no_match) return no_match;
  // A number with nothing that makes it a clock time.
  const auto is_bare = [&](token_pos from, token_pos to, const said_time& s) {
    return integer(from).end == to && s.half != 0 && s.half != 1 && !s.has(said_zone);
  };
  const auto year_like = [&](token_pos p) {
    return t_.number(p) && t_.text(p).size() == 4 && t_.tok(p).value >= 1900 &&
           t_.tok(p).value <= 2100;
  };
  const bool bare_a = is_bare(k, e, a), bare_b = is_bare(j, be, b);
  // "at ten to nine", "five to six tonight" count minutes, "ten to nine" may be a stretch.
  if (bare_a && bare_b && !led && t_.is_text(e, "to") && a.hour % 5 == 0 && a.hour >= 5 &&
      (t_.is(k - 1, at) || !t_.number(k)))
    return no_match;
  // "15 to noon" counts minutes.
  if (bare_a && a.hour > 12 && b.hour == 12 && t_.phrase(j, clock_word)) return no_match;
  if ((bare_a && year_like(k)) || (bare_b && year_like(j))) return no_match;
  if (bare_a && bare_b) {
    const bool military = t_.text(k).size() == 4 && t_.text(j).size() == 4;
    if (!led && !bare && !military) return no_match;
    if (!hour_can_end(be, clock_lead::soft)) return no_match;
  }
  // "10:00 until 21:45" is the 24-hour clock on both sides.
  if (a.half < 0 && b.half == 2 && b.hour > 12 && a.minute >= 0 && b.minute >= 0) a.half = 2;
  // "1-2:30" may be anything, "1-2:30 pm" not; dates with slashes never come here.
  out = {a, b};
  return be;
}

std::optional<time_expression> time_grammar::make_range(token_pos i, token_pos end,
                                                        const said_time& first,
                                                        const said_time& second) const {
  said_time a = first, b = second;
  if (b.has(said_clock) && a.has(said_clock)) {
    if (b.has_date() && !a.has_date()) {
      said_time date = b;
      date.fields &= ~static_cast<std::uint32_t>(said_clock | said_part | said_zone);
      if (!merge(a, date)) return std::nullopt;
    }
    if (b.has(said_zone) && !a.has(said_zone)) {
      a.fields |= said_zone;
      a.zone_offset = b.zone_offset;
      a.zone_name = b.zone_name;
    }
    if (b.has(said_part) && !a.has(said_part)) {
      a.fields |= said_part;
      a.part = b.part;
    }
    // "3-4 pm": the half said last counts for both, unless that turns them round.
    if (a.half < 0 && (b.half == 0 || b.half == 1) && a.hour <= 12 && !a.has(said_part)) {
      const auto of_half = [](const said_time& s, int half) {
        return (s.hour % 12 + 12 * half) * 60 + std::max(s.minute, 0);
      };
      a.half = b.half;
      if (of_half(a, a.half) >= of_half(b, b.half)) a.half = 1 - b.half;
    }
  }
  const auto pa = place(a, where_);
  if (!pa) return std::nullopt;
  time_expression x;
  x.first = i;
  x.last = end;
  x.kind = time_kind::interval;
  x.start = pa->span.start;
  x.at = pa->at;
  x.grain = pa->span.grain;
  x.has_date = pa->has_date;
  x.has_clock = pa->has_clock;
  x.has_part = pa->has_part;
  x.tolerance_min = pa->tolerance_min;

  if (b.has(said_clock) && a.has(said_clock) && (!b.has_date() || !first.has_date())) {
    // The first such clock time after the start.
    said_time only = b;
    only.fields &= said_clock | said_zone | said_part;
    if (only.half < 0 && only.has(said_part)) only.fields &= ~static_cast<std::uint32_t>(said_part);
    placing from{x.start, where_.tz, time_bias::future};
    const auto pb = place(only, from);
    if (!pb) return std::nullopt;
    x.end = pb->span.start;
    x.grain = std::min(pa->span.grain, pb->span.grain);
    // A stretch that began today and is not over is today's.
    if (!x.has_date && !x.has_part && where_.bias != time_bias::past &&
        x.end - days(1) > where_.reference && x.start - days(1) <= where_.reference) {
      x.start -= days(1);
      x.end -= days(1);
      x.at = x.start;
    }
    return x;
  }
  // Without a year or month of its own, the end follows the start.
  if (a.has(said_month) && b.has(said_month_day) && !b.has(said_month) && !b.has(said_anchor)) {
    b.fields |= said_month;
    b.month = a.month;
  }
  placing from{std::max(x.start, local_seconds(day_of(1, 1, 2))), where_.tz, time_bias::none};
  auto pb = place(b, from);
  // "from 10/1 to 11/7" said in late october is the stretch that holds now.
  const auto whole_year = said_month | said_month_day;
  if (pb && a.has(said_month) && (a.fields & ~whole_year) == 0 && (b.fields & ~whole_year) == 0 &&
      where_.bias == time_bias::none) {
    auto earlier = where_;
    earlier.bias = time_bias::past;
    const auto before_now = place(a, earlier);
    if (before_now) {
      const auto pb_before = place(b, {before_now->span.start, where_.tz, time_bias::none});
      if (pb_before && pb_before->span.end > where_.reference) {
        pb = pb_before;
        x.start = before_now->span.start;
        x.at = x.start;
      }
    }
  }
  if (!pb) return std::nullopt;
  if (pb->span.start < x.start && !b.has(said_year | said_anchor)) return std::nullopt;
  if (pb->span.end <= x.start) return std::nullopt;
  if (b.has(said_clock)) {
    x.end = pb->span.start;
    x.grain = pb->span.grain;
  } else {
    x.end = pb->span.end;
    x.grain = std::max(pa->span.grain, time_grain::hour) < pb->span.grain ? pa->span.grain
                                                                          : pb->span.grain;
    if (pa->has_clock && pa->span.grain < time_grain::day && !b.has(said_part))
      x.end = pb->span.start;
  }
  return x.end > x.start ? std::optional(x) : std::nullopt;
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
  return make_range(i, e, pair.from, pair.to);
}

/// "july 13-15", "13 to 15 july", "from the 13th to the 15th of july".
std::optional<time_expression> time_grammar::day_range(token_pos i) const {
  token_pos k = i;
  bool and_joins = false;
  if (const auto f = t_.phrase(k, from)) {
    k = f.end;
  } else if (const auto b = t_.phrase(k, between)) {
    k = b.end;
    and_joins = true;
  } else if (t_.is(k, on)) {
    ++k;
  }
  const auto joins = [&](token_pos p) -> token_pos {
    const auto m = t_.phrase(p, range_to);
    if (m && !m.sense->weak) return m.end;
    return t_.is(p, conjunction) && and_joins ? p + 1 : no_match;
  };
  const auto read_day = [&](token_pos p, int& day) -> token_pos {
    bool is_ordinal = false;
    if (t_.is(p, the)) ++p;
    // The touching "-" of a range is no part of the number.
    const auto n = integer(p);
    if (n.digits > 0 && n.digits <= 2 && n.value >= 1 && n.value <= 31) {
      day = n.value;
      if (t_.is(n.end, suffix) && t_.touching(n.end)) return n.end + 1;
      int half = 0;
      if ((t_.symbol(n.end, ':') && t_.touching(n.end)) || meridiem(n.end, true, half) != no_match)
        return no_match;
      return n.end;
    }
    return month_day_number(p, day, is_ordinal);
  };
  // weekday before: "mon 13 - wed 15 july" is left to the general rule
  said_time a, b;
  if (const auto m = t_.phrase(k, month)) {
    said_time whole;
    token_pos p = m.end;
    if (t_.symbol(p, '.')) ++p;
    int d1 = 0, d2 = 0, year = 0;
    token_pos e = read_day(p, d1);
    if (e == no_match) return std::nullopt;
    const auto j = joins(e);
    if (j == no_match) return std::nullopt;
    if (t_.phrase(j, month)) return std::nullopt;
    const auto f = read_day(j, d2);
    if (f == no_match || t_.is(f, measure) || d2 < d1) return std::nullopt;
    if (t_.phrase(f, month) || (t_.is(f, of) && t_.phrase(f + 1, month))) return std::nullopt;
    a.fields = b.fields = said_month | said_month_day;
    a.month = b.month = m.value();
    a.month_day = d1;
    b.month_day = d2;
    auto end = f;
    if (const auto y = year_after(f, false, year); y != no_match) {
      a.fields |= said_year;
      b.fields |= said_year;
      a.year = b.year = year;
      end = y;
    }
    return make_range(i, end, a, b);
  }
  int d1 = 0, year = 0;
  const auto e = read_day(k, d1);
  if (e == no_match) return std::nullopt;
  const auto j = joins(e);
  if (j == no_match) return std::nullopt;
  token_pos p = j;
  if (t_.is(p, the)) ++p;
  piece_context c;
  c.on = true;
  const auto f = day_first(p, c, b);
  if (f == no_match || b.month_day < d1) {
    // "the 13th to the 15th": the days of a month without its name
    const bool with_the = t_.is(k, the);
    int d2 = 0;
    const auto g = read_day(j, d2);
    if (!with_the || g == no_match || d2 <= d1 || !t_.is(e - 1, suffix)) return std::nullopt;
    if (t_.word(g) && !t_.is(g, function)) return std::nullopt;
    a = b = {};
    a.fields = b.fields = said_month_day;
    a.month_day = d1;
    b.month_day = d2;
    return make_range(i, g, a, b);
  }
  (void)year;
  a = b;
  a.month_day = d1;
  return make_range(i, f, a, b);
}

/// "aug 8 - aug 12", "monday to friday", "tomorrow 8am until friday", "march to may".
std::optional<time_expression> time_grammar::date_range(token_pos i) const {
  token_pos k = i;
  bool led = false, and_joins = false;
  if (const auto b = t_.phrase(k, between)) {
    led = and_joins = true;
    k = b.end;
  } else if (const auto f = t_.phrase(k, from)) {
    led = true;
    k = f.end;
  }
  said_time a, b;
  piece_context c;
  c.on = c.in = true;
  if (!led) c.on = c.in = false;
  // A weak word may stand where the other bound supports it.
  token_pos e = point(k, c, a);
  const auto plain_year = [&](token_pos p) {
    return t_.number(p) && t_.text(p).size() == 4 && t_.tok(p).value >= 1900 &&
           t_.tok(p).value <= 2100 && t_.tok(p).text.find('.') == std::string_view::npos;
  };
  if (e == no_match || (plain_year(k) && e == k + 1)) {
    said_time lone;
    if (plain_year(k)) {  // "2014-2018", "from 2014 to 2016"
      const auto m = t_.phrase(k + 1, range_to);
      const bool joined = (m && !m.sense->weak) || (and_joins && t_.is(k + 1, conjunction));
      const auto after = m ? m.end : k + 2;
      if (joined && (plain_year(after) || t_.phrase(after, month) || led) &&
          !t_.is(after + 1, measure) && !t_.is(after + 1, unit)) {
        lone.fields |= said_year;
        lone.year = static_cast<int>(t_.tok(k).value);
        e = k + 1;
      } else {
        return std::nullopt;
      }
    } else if (t_.phrase(k, month)) {
      e = month_first(k, c, lone);
    } else if (t_.phrase(k, word_class::weekday)) {
      e = weekday(k, lone);
    }
    if (e == no_match) return std::nullopt;
    a = lone;
  }
  if (a.has(said_rule)) return std::nullopt;
  token_pos j = no_match;
  if (const auto m = t_.phrase(e, range_to); m && !m.sense->weak) j = m.end;
  if (j == no_match && and_joins && t_.is(e, conjunction)) j = e + 1;
  if (j == no_match && t_.symbol(e, '/') && t_.touching(e) && a.has(said_year) &&
      a.has(said_month_day))
    j = e + 1;
  if (j == no_match) return std::nullopt;
  piece_context d;
  d.on = true;
  d.in = true;
  if (a.has(said_clock)) {
    d.lead = clock_lead::soft;
    d.lone_hours = true;
  }
  // "between march and now", "from 2 may to date": what began and goes on
  const auto until_now = t_.phrase(j, now);
  const bool to_date = t_.is_text(j, "date") || t_.is_text(j, "present");
  if ((until_now || to_date) && !a.has(said_now)) {
    auto earlier = where_;
    earlier.bias = time_bias::past;
    const auto began = place(a, earlier);
    if (!began || began->span.start >= where_.reference) return std::nullopt;
    auto x = make(i, until_now ? until_now.end : j + 1, a);
    if (!x) return std::nullopt;
    x->kind = time_kind::interval;
    x->start = x->at = began->span.start;
    x->end = where_.reference;
    return x;
  }
  auto f = no_match;
  // "in 2015 to 2017", "2014-2016"
  said_time year;
  if (a.has(said_year) && !a.has(said_month | said_holiday | said_season) &&
      (f = year_piece(j, d, year)) != no_match) {
    b = year;
  } else {
    f = point(j, d, b);
  }
  if (f == no_match || b.has(said_rule | said_now)) return std::nullopt;
  if (a.has(said_now)) {  // "from now until friday"
    const auto ends = place(b, where_);
    if (!ends || ends->span.start <= where_.reference) return std::nullopt;
    auto x = make(i, f, b);
    x->kind = time_kind::interval;
    x->end = ends->has_clock || ends->has_part ? x->start : x->end;
    x->start = x->at = where_.reference;
    return x;
  }
  const bool dates = a.has_date() && b.has_date();
  const bool clocks = a.has(said_clock) && b.has(said_clock);
  const bool parts =
      (a.has(said_part) || a.has(said_clock)) && (b.has(said_part) || b.has(said_clock));
  if (!dates && !clocks && !parts) return std::nullopt;
  // "july 5 - august 3 2016": the year said once counts for both.
  if (b.has(said_year) && a.has(said_month) && !a.has(said_year | said_anchor)) {
    a.fields |= said_year;
    a.year = b.year;
    if (b.has(said_month) && b.month < a.month) --a.year;
  }
  return make_range(i, f, a, b);
}

std::optional<time_expression> time_grammar::range(token_pos i) const {
  if (auto x = day_range(i)) return x;
  auto by_clock = clock_range(i);
  if (by_clock) return by_clock;
  return date_range(i);
}

// ---- all together -----------------------------------------------------------------------------

/// "18th dec for 10 days", "for 30' starting from 4pm".
std::optional<time_expression> time_grammar::lasting(token_pos i) const {
  // A thing done at a time for a while has both a time and a length; only a lone time has a span.
  if (where_.bias != time_bias::none) return std::nullopt;
  time_amount a;
  said_time s;
  token_pos end = no_match;
  piece_context c;
  if (t_.is(i, for_)) {
    const auto e = amount(i + 1, a);
    if (e == no_match) return std::nullopt;
    const auto f = t_.phrase(e, from);
    if (!f) return std::nullopt;
    c.lead = clock_lead::soft;
    end = point(f.end, c, s);
  } else {
    token_pos k = i;
    if (const auto f = t_.phrase(i, from)) k = f.end;
    const auto e = point(k, c, s);
    if (e == no_match || !t_.is(e, for_)) return std::nullopt;
    end = amount(e + 1, a);
  }
  if (end == no_match || s.has(said_rule | said_now)) return std::nullopt;
  const auto placed = place(s, where_);
  if (!placed || placed->span.grain > time_grain::day) return std::nullopt;
  if (!placed->has_clock && a.finest() < time_unit::day) return std::nullopt;
  auto x = make(i, end, s);
  x->kind = time_kind::interval;
  x->end = moved(x->start, a, 1, *where_.tz);
  return x;
}

std::optional<time_expression> time_grammar::single(token_pos i) const {
  said_time s;
  const auto end = point(i, {}, s);
  if (end == no_match) return std::nullopt;
  // A lone edge or cycle field cannot stand.
  if (!s.has(said_any_date | said_clock | said_part | said_rule | said_now)) return std::nullopt;
  // "tomorrow after 5", "friday before noon"
  if (s.has_date() && !s.has(said_clock | said_part | said_rule)) {
    struct lead {
      word_class cls;
      time_kind kind;
    };
    static constexpr lead leads[] = {{word_class::by, time_kind::open_before},
                                     {word_class::before, time_kind::open_before},
                                     {word_class::until, time_kind::open_before},
                                     {word_class::after, time_kind::open_after},
                                     {word_class::since, time_kind::open_after}};
    for (const auto& l : leads) {
      const auto m = t_.phrase(end, l.cls);
      if (!m || m.sense->weak) continue;
      said_time clock_said;
      piece_context c;
      c.lead = clock_lead::soft;
      const auto e = point(m.end, c, clock_said);
      if (e == no_match || !clock_said.has(said_clock) || clock_said.has_date()) continue;
      said_time both = s;
      if (!merge(both, clock_said)) continue;
      auto x = make(i, e, both);
      if (!x) continue;
      x->kind = l.kind;
      x->end = x->start;
      x->deadline = l.kind == time_kind::open_before && l.cls != until;
      return x;
    }
  }
  auto x = make(i, end, s);
  // "3 pm or later", "january 1 onwards", "5 pm at the latest"
  if (x && !s.has(said_rule | said_now)) {
    struct tail {
      std::string_view words[3];
      time_kind kind;
    };
    static constexpr tail tails[] = {{{"or", "later", ""}, time_kind::open_after},
                                     {{"and", "later", ""}, time_kind::open_after},
                                     {{"or", "after", ""}, time_kind::open_after},
                                     {{"and", "after", ""}, time_kind::open_after},
                                     {{"onward", "", ""}, time_kind::open_after},
                                     {{"onwards", "", ""}, time_kind::open_after},
                                     {{"or", "earlier", ""}, time_kind::open_before},
                                     {{"or", "before", ""}, time_kind::open_before},
                                     {{"at", "the", "latest"}, time_kind::open_before},
                                     {{"latest", "", ""}, time_kind::open_before}};
    for (const auto& tail : tails) {
      token_pos k = end;
      bool all = true;
      for (const auto w : tail.words) {
        if (w.empty()) continue;
        all = all && t_.is_text(k++, w);
      }
      if (!all) continue;
      x->kind = tail.kind;
      x->end = x->start;
      x->last = k;
      x->deadline = tail.kind == time_kind::open_before;
      break;
    }
  }
  return x;
}

/// Cheap and nearly exact: most words of a text begin nothing.
bool time_grammar::can_begin(token_pos i) const {
  static constexpr auto joins = set_of({at, on, in, the, article, from, between, before, after,
                                        since, until, by, within, around, during, for_});
  static constexpr auto begins = set_of({month,
                                         word_class::weekday,
                                         weekdays,
                                         unit,
                                         day_offset,
                                         word_class::part,
                                         word_class::season,
                                         word_class::cycle,
                                         modifier,
                                         clock_word,
                                         word_class::ordinal,
                                         word_class::holiday,
                                         word_class::repeat,
                                         now,
                                         word_class::half,
                                         word_class::quarter,
                                         every,
                                         rest,
                                         weekend,
                                         year_word});
  static constexpr auto spanish_begins = begins | set_of({ago});
  const auto wanted = options_.language == "es" ? spanish_begins : begins;
  for (token_pos k = i; k < i + 5 && t_.in(k); ++k) {
    if (t_.number(k)) return true;
    const auto classes = t_.classes(k);
    if (classes & wanted) return true;
    if (t_.symbol(k, '\'')) return true;
    if (!(classes & joins) && !t_.symbol(k, '-')) {
      if (integer(k).end != 0) return true;
      static constexpr std::string_view others[] = {"several", "few", "couple", "q",   "eom", "eoy",
                                                    "eow",     "eoq", "bom",    "boy", "date"};
      return std::find(std::begin(others), std::end(others), t_.text(k)) != std::end(others);
    }
  }
  return false;
}

std::optional<time_expression> time_grammar::expression(token_pos i) const {
  if (!can_begin(i)) return std::nullopt;
  if (i > t_.first() && t_.touching(i)) {
    // Inside a longer number ("138-2010-2015"), a price, a tag.
    const bool joint = t_.symbol(i - 1, '-') || t_.symbol(i - 1, '/') || t_.symbol(i - 1, '.') ||
                       t_.symbol(i - 1, ':');
    if (joint && t_.number(i) && i - 1 > t_.first() && t_.number(i - 2) && t_.touching(i - 1))
      return std::nullopt;
    if (t_.symbol(i - 1, '$') || t_.symbol(i - 1, '#')) return std::nullopt;
    if (t_.number(i) && t_.number(i - 1)) return std::nullopt;
  }
  std::optional<time_expression> best;
  const auto consider = [&](std::optional<time_expression> x) {
    if (x && (!best || x->last > best->last)) best = std::move(x);
  };
  consider(range(i));
  consider(open_span(i));
  consider(lasting(i));
  consider(single(i));
  return best;
}

}  // namespace nlp
