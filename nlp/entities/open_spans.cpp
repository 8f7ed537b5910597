// Times with one bound ("since monday", "by 5", "within an hour"), and times
// with a length ("18 dec for 10 days").

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/date_fields.hpp"
#include "nlp/entities/time_grammar.hpp"

namespace nlp {
namespace {

using enum word_class;

}  // namespace

std::optional<time_expression> time_grammar::open_span(token_pos i) const {
  const auto part_phrase = t_.phrase(i, word_class::part);
  if (part_phrase && part_phrase.end > i + 1) return std::nullopt;
  if (const auto w = t_.phrase(i, within)) {
    time_amount a;
    auto e = amount(w.end, a);
    const auto behind_the = t_.is(w.end, the) ? w.end + 1 : w.end;
    if (e == no_match) e = amount(behind_the, a);
    if (e == no_match) {  // "within the next hour"
      said_time s;
      piece_context c;
      c.in = c.the = true;
      const auto end = cycle(behind_the, c, s);
      return end != no_match && s.stretch ? make(i, end, s) : std::nullopt;
    }
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
  // "more than 2 weeks ago", "more than 3 days after tomorrow", "less than a month ago"
  if ((t_.is_text(i, "more") || t_.is_text(i, "less")) && t_.is_text(i + 1, "than")) {
    said_time s;
    const auto e = shift(i + 2, s);
    if (e == no_match) return std::nullopt;
    auto x = make(i, e, s);
    if (!x || x->kind != time_kind::point) return std::nullopt;
    const bool past = x->start < where_.reference;
    if (t_.is_text(i, "less")) {
      x->kind = time_kind::interval;
      x->end = past ? where_.reference : x->start;
      x->start = x->at = past ? x->start : where_.reference;
    } else {
      x->kind = past ? time_kind::open_before : time_kind::open_after;
      x->end = x->start;
    }
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
    // The end of a month is when it ends; of a part of a day, when it is
    // usually meant.
    auto bound = x->start;
    const bool included = which.cls == until && best.value() == 2;
    if ((s.has(said_edge) && s.edge == span_edge::end) || included) bound = x->end;
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
    // "after 2018" leaves the year out; "after friday" may still mean friday night.
    if (which.cls == after && x->grain >= time_grain::week) x->start = x->at = x->end;
    x->end = x->start;
    x->kind = time_kind::open_after;
  }
  x->period = {};
  return x;
}

/// "18th dec for 10 days", "for 30' starting from 4pm".
std::optional<time_expression> time_grammar::lasting(token_pos i) const {
  // A thing done at a time for a while has both a time and a length; only a
  // lone time has a span.
  if (where_.bias != time_bias::none) return std::nullopt;
  time_amount a;
  said_time s;
  token_pos end = no_match;
  piece_context c;
  if (t_.is(i, for_)) {
    auto e = amount(i + 1, a);
    if (e == no_match) return std::nullopt;
    if (t_.symbol(e, ',')) ++e;
    const auto f = t_.phrase(e, from);
    if (!f) return std::nullopt;
    c.lead = clock_lead::soft;
    end = point(f.end, c, s);
  } else {
    token_pos k = i;
    if (const auto f = t_.phrase(i, from)) k = f.end;
    auto e = point(k, c, s);
    if (e == no_match) return std::nullopt;
    c.lead = clock_lead::soft;
    if (const auto f = t_.phrase(e, from); f && s.has_date() && !s.has(said_clock)) {
      said_time hour;  // "14 feb from 9:30am for 7 hours"
      const auto he = point(f.end, c, hour);
      if (he == no_match || !merge(s, hour)) return std::nullopt;
      e = he;
    }
    if (!t_.is(e, for_)) return std::nullopt;
    end = amount(e + 1, a);
    if (const auto f = end == no_match ? time_terms::match{} : t_.phrase(end, from);
        f && s.has_date() && !s.has(said_clock)) {
      said_time hour;  // "14 feb for 7 hours from 9:30am"
      const auto he = point(f.end, c, hour);
      if (he != no_match && merge(s, hour)) end = he;
    }
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

}  // namespace nlp
