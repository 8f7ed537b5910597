// Single times: pieces ("friday", "at 3", "march 3", "in the morning") and how
// they make one point.

#include <algorithm>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/date_fields.hpp"
#include "nlp/entities/time_grammar.hpp"

namespace nlp {
namespace {

using enum word_class;
using std::chrono::days;

/// Pieces that one time expression can have ("fri, jul 18, 2014 at 7 pm cet").
constexpr int max_pieces = 8;

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
  // "this time tomorrow", "same time on friday"
  if ((t_.is_text(i, "this") || t_.is_text(i, "same")) && t_.is_text(i + 1, "time") &&
      c.said == nullptr) {
    // "this time next week", "this time last year"
    const auto which = t_.phrase(i + 2, word_class::cycle);
    const auto u = which ? t_.phrase(which.end, unit) : time_terms::match{};
    if (u && !u.sense->weak && which.value() != 0 &&
        u.value() >= static_cast<int>(time_unit::day)) {
      const auto t = add_units(where_.reference, static_cast<time_unit>(u.value()), which.value());
      put_anchor(unit_span(t, time_unit::minute), time_unit::minute, s);
      s.exact = true;
      return u.end;
    }
    const auto day = t_.is(i + 2, on) ? i + 3 : i + 2;
    if (t_.phrase(day, day_offset) || t_.phrase(day, word_class::weekday) ||
        t_.is_text(day, "next")) {
      const auto since_midnight = std::chrono::duration_cast<std::chrono::minutes>(
          where_.reference - local_seconds(day_floor(where_.reference)));
      s.fields |= said_clock;
      s.hour = static_cast<int>(since_midnight.count() / 60);
      s.minute = static_cast<int>(since_midnight.count() % 60);
      s.half = 2;
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
  // A clock time said with "at" wins over a date ("at 3 march" is rare, "at 20
  // past" is not).
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
    if (attempt(e = date_piece(i, c, s)) &&
        (ce == no_match || e > ce || (e == ce && !clock_of_day(i, c, s))))
      return e;
    if (ce != no_match) {
      s = as_clock;
      return ce;
    }
    s = {};
  }
  if (attempt(e = part(i, c, s))) return e;
  return no_match;
}

/// "tuesday 9.20" is an hour, although 9.20 may be a date: unless that date is a tuesday.
bool time_grammar::clock_of_day(token_pos i, const piece_context& c, const said_time& date) const {
  if (c.said == nullptr || !c.said->has(said_weekday | said_anchor) || !t_.number(i) ||
      t_.text(i).find('.') == std::string_view::npos)
    return false;
  if (!c.said->has(said_weekday)) return true;
  const auto placed = place(date, where_);
  return !placed || weekday_of(day_floor(placed->span.start)) != c.said->weekday;
}

/// A word that usually means something else counts only with something beside
/// it.
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
    // April, June and August are also people's names; at a text's end they are
    // months.
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
  // "the day after the day after ..." would be read again from each of its tokens.
  constexpr int deepest = 4;
  if (depth_ == deepest) return no_match;
  ++depth_;
  const auto end = point_here(i, c, s);
  --depth_;
  return end;
}

token_pos time_grammar::point_here(token_pos i, piece_context c, said_time& s) const {
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
  if (const auto e = moved_on(end, s); e != no_match && whole_text(i, e)) end = e;
  if (sharpen != span_edge::none && s.has(said_part)) s.part = sharper(s.part, sharpen);
  if (about) s.vague = true;
  if (!supported(i, end, first_context, s)) return no_match;
  return end;
}

/// "dinner at 7 on friday", "breakfast at 8": the meal tells which half of the day.
int time_grammar::half_of_meal(token_pos i) const {
  for (token_pos k = i; k > t_.first() && i - k < 3; --k) {
    if (t_.is_text(k - 1, "dinner") || t_.is_text(k - 1, "supper") || t_.is_text(k - 1, "drinks"))
      return 1;
    if (t_.is_text(k - 1, "breakfast")) return 0;
  }
  return -1;
}

std::optional<time_expression> time_grammar::make(token_pos i, token_pos end,
                                                  const said_time& words) const {
  said_time s = words;
  if (s.has(said_clock) && s.half < 0 && s.hour >= 4 && s.hour <= 11 &&
      !s.has(said_part | said_zone | said_rule))
    s.half = half_of_meal(i);
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
                                     {{"at", "the", "earliest"}, time_kind::open_after},
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

}  // namespace nlp
