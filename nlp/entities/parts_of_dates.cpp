// Parts of longer stretches: "the first monday in march", "end of april", "q3
// 2025", "the second half of the year".

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/date_fields.hpp"
#include "nlp/entities/time_grammar.hpp"

namespace nlp {
namespace {

using enum word_class;

}  // namespace

token_pos time_grammar::quarter(token_pos i, said_time& s) const {
  using std::chrono::days;
  int q = 0, year = 0;
  token_pos end = no_match;
  const auto y = integer(i);
  if (t_.is_text(i, "fy") && t_.number(i + 1)) return quarter(i + 1, s);
  if (t_.is_text(i, "q") && t_.touching(i + 1) && t_.number(i + 1)) {  // "q3 2025"
    const auto n = integer(i + 1);
    if (n.digits != 1) return no_match;
    q = n.value;
    end = n.end;
    const auto after_hyphen = t_.symbol(end, '-') && t_.touching(end) ? end + 1 : end;
    if (const auto e = year_after(after_hyphen, false, year); e != no_match) {
      end = e;
    } else if (const auto two = integer(end); two.digits == 2 && t_.touching(end)) {
      year = full_year(two.value);
      end = two.end;
    } else if (t_.phrase(end, word_class::cycle)) {  // "q4 last year"
      said_time whole;
      const auto ce = cycle(end, {}, whole);
      if (ce != no_match && whole.has(said_anchor) && whole.anchor.grain == time_grain::year &&
          !whole.stretch) {
        year = year_of(std::chrono::floor<days>(whole.anchor.start));
        end = ce;
      }
    }
  } else if ((y.digits == 4 || y.digits == 2) && t_.is_text(y.end, "q") && t_.touching(y.end) &&
             t_.touching(y.end + 1)) {  // "2018Q4"
    q = integer(y.end + 1).value;
    year = y.digits == 4 ? y.value : full_year(y.value);
    end = y.end + 2;
  } else if (y.digits == 4 && t_.is_text(y.end + (t_.symbol(y.end, '-') ? 1 : 0),
                                         "q")) {  // "2017 q1", "2017-q1"
    const auto at_q = y.end + (t_.symbol(y.end, '-') ? 1 : 0);
    const auto n = integer(at_q + 1);
    if (n.digits != 1 || !t_.touching(at_q + 1)) return no_match;
    q = n.value;
    year = y.value;
    end = n.end;
  } else {
    bool from_end = false;
    const auto e = ordinal(i, q, from_end);
    if (e == no_match || from_end) return no_match;
    const auto* u = t_.sense(e, unit);
    if (u == nullptr || u->value != static_cast<int>(time_unit::quarter)) return no_match;
    // "first quarter of the game"
    end = e + 1;
    if (const auto ye = year_after(end, false, year); ye != no_match) {
      end = ye;
    } else if (t_.is(end, of) || t_.is(end, in)) {
      said_time c;
      const auto ce = container(end + 1, c);
      if (ce == no_match || !c.has(said_anchor) || c.anchor.grain != time_grain::year)
        return no_match;
      year = year_of(std::chrono::floor<days>(c.anchor.start));
      end = ce;
    }
  }
  if (q < 1 || q > 4) return no_match;
  if (year == 0) year = year_of(std::chrono::floor<days>(where_.reference));
  if (year < first_year || year > last_year) return no_match;
  put_anchor(unit_span(local_seconds(day_of(year, q * 3 - 2, 1)), time_unit::quarter),
             time_unit::quarter, s);
  return end;
}

/// "H1 2026", "2019-H2", "the second half of 2027".
token_pos time_grammar::half_year(token_pos i, said_time& s) const {
  int which = 0, year = 0;
  token_pos end = no_match;
  const auto letter_and_number = [&](token_pos k) {
    const auto n = integer(k + 1);
    if (!t_.is_text(k, "h") || !t_.touching(k + 1) || n.digits != 1) return false;
    which = n.value;
    return true;
  };
  const auto hyphen = [&](token_pos k) { return t_.symbol(k, '-') && t_.touching(k) ? k + 1 : k; };
  if (letter_and_number(i)) {
    end = year_after(hyphen(i + 2), false, year);
  } else if (const auto y = integer(i); y.digits == 4 && letter_and_number(hyphen(y.end))) {
    year = y.value;
    end = hyphen(y.end) + 2;
  } else {
    bool from_end = false;
    const auto e = ordinal(i, which, from_end);
    if (e == no_match || from_end || !t_.is_text(e, "half")) return no_match;
    if (!t_.is(e + 1, of) && !t_.is(e + 1, in)) return no_match;
    said_time whole;
    end = container(e + 2, whole);
    if (end == no_match) return no_match;
    if (whole.has(said_anchor) && whole.anchor.grain == time_grain::year) {
      year = year_of(std::chrono::floor<std::chrono::days>(whole.anchor.start));
    } else if (whole.fields == said_year) {
      year = whole.year;
    } else if (const auto placed = place(whole, where_);
               placed && placed->span.grain == time_grain::month && which >= 1 && which <= 2) {
      const auto from = day_floor(placed->span.start), half = from + std::chrono::days(15);
      put_anchor({local_seconds(which == 1 ? from : half),
                  which == 1 ? local_seconds(half) : placed->span.end, time_grain::day},
                 time_unit::day, s);
      s.stretch = true;
      return end;
    }
  }
  if (end == no_match || which < 1 || which > 2 || year < first_year || year > last_year)
    return no_match;
  const auto from = day_of(year, which * 6 - 5, 1);
  put_anchor({local_seconds(from), local_seconds(add_months(from, 6)), time_grain::month},
             time_unit::month, s);
  s.stretch = true;
  return end;
}

/// "first", "3rd", "last", "second last", "2nd to last".
token_pos time_grammar::ordinal(token_pos i, int& n, bool& from_end) const {
  from_end = false;
  token_pos end = no_match;
  if (const auto m = t_.phrase(i, word_class::ordinal)) {
    n = m.value();
    end = m.end;
  } else if (const auto k = integer(i);
             k.digits > 0 && k.digits <= 2 && t_.is(k.end, suffix) && t_.touching(k.end)) {
    n = k.value;
    end = k.end + 1;
  } else if (t_.is_text(i, "last") || t_.is_text(i, "final") || t_.is_text(i, "ultimo")) {
    n = 1;
    from_end = true;
    return i + 1;
  } else if (t_.is_text(i, "penultimate")) {
    n = 2;
    from_end = true;
    return i + 1;
  }
  if (end == no_match) return no_match;
  token_pos k = end;
  if (t_.symbol(k, '-')) ++k;
  if (t_.is_text(k, "to")) ++k;
  if (t_.symbol(k, '-')) ++k;
  if (t_.is_text(k, "last")) {
    from_end = true;
    end = k + 1;
  }
  return n >= 1 && n <= 53 ? end : no_match;
}

/// What a part is counted in: "march 2014", "next month", "the year", "2014",
/// "the month".
token_pos time_grammar::container(token_pos i, said_time& s) const {
  token_pos k = i;
  if (t_.is(k, the)) {
    ++k;
    if (const auto* u = t_.sense(k, unit); u != nullptr && !u->weak) {
      const auto kind = static_cast<time_unit>(u->value);
      if (kind >= time_unit::week && kind != time_unit::weekend) {
        put_anchor(unit_span(where_.reference, kind), kind, s);
        return k + 1;
      }
    }
  }
  piece_context c;
  c.in = true;
  if (const auto e = cycle(k, c, s); e != no_match)
    return s.has(said_anchor | said_month) ? e : no_match;
  if (const auto e = month_first(k, c, s); e != no_match)
    return s.has(said_month_day) ? no_match : e;
  s = {};
  if (const auto e = year_piece(k, c, s); e != no_match) return e;
  if (t_.is_text(k, "q"))
    if (const auto e = quarter(k, s); e != no_match) return e;
  if (const auto* u = t_.sense(k, unit); u != nullptr && !u->weak) {
    const auto kind = static_cast<time_unit>(u->value);
    if (kind == time_unit::month || kind == time_unit::year || kind == time_unit::week) {
      put_anchor(unit_span(where_.reference, kind), kind, s);
      return k + 1;
    }
  }
  return no_match;
}

/// "first monday in march", "last day of october", "20th of next month", "third
/// week of 2018".
token_pos time_grammar::nth_of(token_pos i, said_time& s) const {
  using std::chrono::days;
  int n = 0;
  bool from_end = false;
  token_pos k = ordinal(i, n, from_end);
  if (k != no_match && n == 1) {
    // "first 2 weeks of 2021", "last four months of the year"
    const auto many = integer(k);
    const auto u =
        many.value >= 2 && many.value <= 60 ? t_.phrase(many.end, unit) : time_terms::match{};
    if (u && !u.sense->weak && (t_.is(u.end, of) || t_.is(u.end, in))) {
      said_time whole;
      const auto end = container(u.end + 1, whole);
      const auto placed = end == no_match
                              ? std::nullopt
                              : place(whole, {where_.reference, where_.tz, time_bias::none});
      const auto kind = static_cast<time_unit>(u.value());
      if (!placed || kind < time_unit::day) return no_match;
      auto span = placed->span;
      if (kind == time_unit::week) {  // whole weeks, as for the first one
        const auto from = weekday_from(std::chrono::floor<days>(span.start), 1);
        span.start = local_seconds(from);
        span.end = local_seconds(monday_of(std::chrono::floor<days>(span.end)));
      }
      if (from_end) {
        span.start = add_units(span.end, kind, -many.value);
      } else {
        span.end = add_units(span.start, kind, many.value);
      }
      span.grain = grain_of(kind);
      put_anchor(span, kind, s);
      s.stretch = true;
      return end;
    }
  }
  if (k != no_match && !from_end && n <= 30) {
    if (const auto u = t_.phrase(k, unit);
        u && u.value() == static_cast<int>(time_unit::century) && n > 10) {
      put_anchor({local_seconds(day_of((n - 1) * 100 + 1, 1, 1)),
                  local_seconds(day_of(n * 100 + 1, 1, 1)), time_grain::year},
                 time_unit::century, s);
      s.stretch = true;
      return u.end;
    }
  }
  bool plain_number = false;
  if (k == no_match) {
    const auto number = integer(i);  // "20 of next month"
    if (number.digits == 0 || number.value < 1 || number.value > 31) return no_match;
    n = number.value;
    k = number.end;
    plain_number = true;
  }
  enum class what : std::uint8_t { day, weekday, week, month, weekend, business_day };
  what kind = what::day;
  int wanted = 0;
  if (!plain_number) {
    if (const auto w = t_.phrase(k, word_class::weekday)) {
      kind = what::weekday;
      wanted = w.value();
      k = w.end;
    } else if (const auto e = t_.phrase(k, weekend)) {
      kind = what::weekend;
      k = e.end;
    } else if ((t_.is_text(k, "business") || t_.is_text(k, "working")) &&
               t_.is_text(k + 1, "day")) {
      kind = what::business_day;
      k += 2;
    } else if (const auto* u = t_.sense(k, unit); u != nullptr && !u->weak) {
      const auto un = static_cast<time_unit>(u->value);
      if (un == time_unit::week) {
        kind = what::week;
      } else if (un == time_unit::month) {
        kind = what::month;
      } else if (un != time_unit::day) {
        return no_match;
      }
      ++k;
    } else if (from_end) {
      return no_match;
    }
  }
  const bool after = t_.is_text(k, "after");
  if (!t_.is(k, of) && !t_.is(k, in) && !(after && kind == what::weekday)) {
    // "first week october", "last day this month"
    if (kind == what::day || !t_.phrase(k, month)) return no_match;
    --k;
  }
  ++k;
  const auto put = [&](local_days from, local_days to, time_grain g, time_unit u) {
    put_anchor({local_seconds(from), local_seconds(to), g}, u, s);
  };
  if (after) {  // "third tuesday after christmas 2014"
    said_time base;
    const auto e = point(k, {}, base);
    const auto placed = e == no_match ? std::nullopt : place(base, where_);
    if (!placed) return no_match;
    const auto from = weekday_from(std::chrono::floor<days>(placed->span.start) + days(1), wanted);
    const auto d = from + days(7 * (n - 1));
    put(d, d + days(1), time_grain::day, time_unit::day);
    return e;
  }
  said_time whole;
  const auto end = container(k, whole);
  if (end == no_match) return no_match;
  if (plain_number && !whole.has(said_anchor)) return no_match;
  auto placed = place(whole, {where_.reference, where_.tz, time_bias::none});
  if (!placed) return no_match;
  const auto pick = [&](const time_span& span) -> std::optional<time_span> {
    const auto from = std::chrono::floor<days>(span.start), to = std::chrono::floor<days>(span.end);
    const auto at_day = [&](local_days d) -> std::optional<time_span> {
      if (d < from || d >= to) return std::nullopt;
      return time_span{local_seconds(d), local_seconds(d + days(1)), time_grain::day};
    };
    switch (kind) {
      case what::weekday: {
        const auto first = weekday_from(from, wanted);
        const auto last = to - days(1) - days((weekday_of(to - days(1)) - wanted + 7) % 7);
        return at_day(from_end ? last - days(7 * (n - 1)) : first + days(7 * (n - 1)));
      }
      case what::week: {
        // A week lies where its thursday does; the first of a month is a whole one.
        const bool of_year = span.grain == time_grain::year;
        const auto first = of_year ? weekday_from(from, 4) - days(3) : weekday_from(from, 1);
        const auto last = weekday_from(to - days(7), 4) - days(3);
        const auto d = from_end ? last - days(7 * (n - 1)) : first + days(7 * (n - 1));
        if (d + days(3) < from || d + days(3) >= to) return std::nullopt;
        return time_span{local_seconds(d), local_seconds(d + days(7)), time_grain::week};
      }
      case what::weekend: {
        const auto first = weekday_from(from, 5);
        const auto last = to - days(1) - days((weekday_of(to - days(1)) - 5 + 7) % 7);
        const auto d = from_end ? last - days(7 * (n - 1)) : first + days(7 * (n - 1));
        if (d < from || d >= to) return std::nullopt;
        return unit_span(local_seconds(d), time_unit::weekend);
      }
      case what::month: {
        if (span.grain != time_grain::year || n > 12) return std::nullopt;
        const auto d = from_end ? add_months(to, -n) : add_months(from, n - 1);
        return time_span{local_seconds(d), local_seconds(add_months(d, 1)), time_grain::month};
      }
      case what::business_day:
        return at_day(from_end ? add_work_days(to, -n) : add_work_days(from - days(1), n));
      default:
        return at_day(from_end ? to - days(n) : from + days(n - 1));
    }
  };
  auto found = pick(placed->span);
  // "the first monday in march" said in late march is next year's.
  const bool open_year = whole.has(said_month) && !whole.has(said_year | said_anchor | said_cycle);
  if (open_year && found && where_.bias != time_bias::past && found->end <= where_.reference) {
    const auto next = std::chrono::floor<days>(placed->span.start);
    found = pick(unit_span(local_seconds(add_months(next, 12)), time_unit::month));
  }
  if (open_year && found && where_.bias == time_bias::past && found->start > where_.reference) {
    const auto next = std::chrono::floor<days>(placed->span.start);
    found = pick(unit_span(local_seconds(add_months(next, -12)), time_unit::month));
  }
  if (!found) return no_match;
  put_anchor(*found,
             kind == what::week      ? time_unit::week
             : kind == what::month   ? time_unit::month
             : kind == what::weekend ? time_unit::weekend
                                     : time_unit::day,
             s);
  s.stretch = kind == what::weekend;
  return end;
}

/// "end of april", "mid march", "beginning of next week", "eom".
token_pos time_grammar::edge(token_pos i, said_time& s) const {
  struct short_form {
    std::string_view word;
    span_edge which;
    time_unit unit;
  };
  static constexpr short_form forms[] = {
      {"eom", span_edge::end, time_unit::month},
      {"eoy", span_edge::end, time_unit::year},
      {"eow", span_edge::end, time_unit::week},
      {"eoq", span_edge::end, time_unit::quarter},
      {"bom", span_edge::beginning, time_unit::month},
      {"boy", span_edge::beginning, time_unit::year},
  };
  for (const auto& f : forms)
    if (t_.is_text(i, f.word)) {
      // "the boy" is a person more often than the beginning of a year.
      if (f.word == "boy" && !whole_text(i > t_.first() ? i - 1 : i, i + 1)) return no_match;
      put_anchor(unit_span(where_.reference, f.unit), f.unit, s);
      s.fields |= said_edge;
      s.edge = f.which;
      return i + 1;
    }
  const auto m = t_.phrase(i, modifier);
  if (!m) return no_match;
  token_pos k = m.end;
  if (t_.is(k, around)) ++k;
  if (t_.symbol(k, '-') && t_.touching(k)) ++k;
  said_time whole;
  if (m.sense->weak && !t_.is(k, word_class::cycle) && !t_.phrase(k, word_class::cycle))
    return no_match;
  // "end of today", "end of monday": the end of that day's work
  if (static_cast<span_edge>(m.value()) == span_edge::end) {
    token_pos d = t_.is(k, the) ? k + 1 : k;
    said_time day;
    token_pos e = no_match;
    if (const auto o = t_.phrase(d, day_offset)) {
      put_day(o.value(), day);
      e = o.end;
    } else if ((e = weekday(d, day)) == no_match) {
      e = cycle(d, {}, day);
      if (e != no_match && !(day.has(said_anchor) && day.anchor.grain == time_grain::day))
        e = no_match;
    }
    if (e != no_match) {
      s = day;
      s.fields |= said_part;
      s.part = day_part::end_of_day;
      s.period = {};
      s.weak = false;
      return e;
    }
  }
  auto end = container(k, whole);
  if (end == no_match) {
    piece_context c;
    c.in = c.the = true;
    end = year_piece(t_.is(k, the) ? k + 1 : k, c, whole);
  }
  if (end == no_match) {  // "the early 19th century"
    end = nth_of(t_.is(k, the) ? k + 1 : k, whole);
    if (end != no_match && whole.anchor_unit != time_unit::century) {
      whole = {};
      end = no_match;
    }
  }
  if (end == no_match) {  // "mid summer"
    if (const auto w = t_.phrase(k, word_class::season)) {
      whole.fields |= said_season;
      whole.season = w.value();
      end = w.end;
    }
  }
  if (end == no_match || whole.has(said_holiday)) return no_match;
  if (whole.has(said_anchor) && whole.anchor.grain < time_grain::week) return no_match;
  s = whole;
  s.fields |= said_edge;
  s.edge = static_cast<span_edge>(m.value());
  s.period = {};
  s.weak = false;
  return end;
}

}  // namespace nlp
