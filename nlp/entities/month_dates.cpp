// Dates with a month's name, days of the month and years: "july 13", "the 5th
// of march", "the 21st", "in 1987", "the 90s".

#include <algorithm>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/date_fields.hpp"
#include "nlp/entities/time_grammar.hpp"
#include "nlp/text/numbers.hpp"

namespace nlp {
namespace {

using enum word_class;

}  // namespace

/// A day's number in a month: "13", "13th", "thirteenth", "twenty one".
token_pos time_grammar::month_day_number(token_pos i, int& day, bool& is_ordinal) const {
  is_ordinal = false;
  if (const auto m = t_.phrase(i, word_class::ordinal)) {
    day = m.value();
    is_ordinal = true;
    return m.end;
  }
  const auto n = integer(i);
  if (n.value < 1 || n.value > 31 || n.digits > 2) return no_match;
  token_pos end = n.end;
  if (t_.is(end, suffix) && t_.touching(end) && n.digits > 0) {
    is_ordinal = true;
    ++end;
  } else {
    // "march 3:30" and "june 5 pm" go on as clock times; "may 5 kg" counts.
    if (t_.symbol(end, ':') && t_.touching(end)) return no_match;
    int half = 0;
    if (meridiem(end, true, half) != no_match) return no_match;
    if (t_.is(end, word_class::oclock)) return no_match;
    if (t_.is(end, measure) && !t_.symbol(end, '/')) return no_match;
    if (t_.is_text(end, "thousand") || t_.is_text(end, "hundred")) return no_match;
    if (t_.is_text(end, "h") && t_.touching(end)) return no_match;
  }
  day = n.value;
  return end;
}

token_pos time_grammar::year_number(token_pos i, int& year) const {
  const auto n = integer(i);
  if (n.digits == 4 && n.value >= first_year && n.value <= last_year) {
    year = n.value;
    return n.end;
  }
  if (n.digits == 0 && n.value >= 17 && n.value <= 20) {  // "nineteen ninety nine", "twenty ten"
    token_pos k = n.end;
    if (t_.is_text(k, "hundred")) ++k;
    if (k > n.end && t_.is(k, conjunction)) ++k;
    const auto rest = integer(k);
    if (rest.digits == 0 && rest.value >= 10 && rest.value <= 99) {
      year = n.value * 100 + rest.value;
      return rest.end;
    }
  }
  if (n.digits == 0 && n.value == 2 && t_.is_text(n.end, "thousand")) {
    const auto m = read_number(t_.tokens(), i);
    if (m && m->value >= 2000 && m->value <= 2100 && m->end <= t_.end()) {
      year = static_cast<int>(m->value);
      return m->end;
    }
  }
  return no_match;
}

/// The year after a month or a day of a month, a holiday, a season.
token_pos time_grammar::year_after(token_pos i, bool two_digits, int& year) const {
  token_pos k = i;
  if (t_.symbol(k, ',') || t_.is(k, of) || t_.is(k, in)) ++k;
  if (t_.is(k, the) && t_.is(k + 1, year_word)) k += 2;
  if (const auto e = year_number(k, year); e != no_match) {
    // "march 3 1530 hours" is a clock time, "july 2000 calories" a count.
    if (t_.is(e, measure) ||
        (t_.is(e, unit) && !t_.sense(e, unit)->weak && !t_.phrase(e, weekend)) ||
        (t_.symbol(e, ':') && t_.touching(e)))
      return no_match;
    const auto n = integer(k);
    if (n.digits == 4 && (n.value < 1500 || t_.phrase(e, hours_word))) return no_match;
    if (const auto era_word = t_.phrase(e, era); era_word && era_word.value() > 0)
      return era_word.end;
    return e;
  }
  if (t_.symbol(k, '\'') && t_.touching(k + 1)) {
    const auto n = integer(k + 1);
    if (n.digits == 2) {
      year = full_year(n.value);
      return n.end;
    }
  }
  // "aug 96": too high for a day
  const auto short_year = integer(k);
  const bool no_day = short_year.digits == 2 && short_year.value > 40;
  if (two_digits || no_day) {
    const auto n = short_year;
    if (n.digits == 2 && n.value > 12 && (k == i || no_day) &&
        hour_can_end(n.end, clock_lead::soft)) {
      year = full_year(n.value);
      return n.end;
    }
  }
  return no_match;
}

token_pos time_grammar::month_first(token_pos i, const piece_context& c, said_time& s) const {
  const auto m = t_.phrase(i, month);
  if (!m) return no_match;
  if (t_.is_text(m.end, "after") && t_.is_text(m.end + 1, "next")) {
    // "march after next" is the one after the coming march
    const auto today = std::chrono::floor<std::chrono::days>(where_.reference);
    s.fields |= said_month | said_year;
    s.month = m.value();
    s.year = year_of(today) + (month_of(today) < s.month ? 1 : 2);
    return m.end + 2;
  }
  // "an august gathering"
  if (t_.is_text(i, "august") && i > t_.first() && t_.is(i - 1, article)) return no_match;
  // "32 august", "february 30": a day that cannot be leaves no month either.
  if (c.said == nullptr && i > t_.first() && t_.number(i - 1) && t_.text(i - 1).size() <= 2 &&
      !t_.symbol(i - 2, ':') && !t_.symbol(i - 2, '$'))
    return no_match;
  if (const auto n = integer(m.end); n.digits > 2 && n.digits < 4 && t_.tok(m.end).space_before)
    return no_match;
  if (t_.number(m.end) && t_.text(m.end).size() == 2 && t_.tok(m.end).value > 31 &&
      t_.symbol(m.end + 1, ','))
    return no_match;
  token_pos end = m.end;
  s.fields |= said_month;
  s.month = m.value();
  s.weak = m.sense->weak;
  token_pos k = end;
  if (t_.symbol(k, '.') && t_.touching(k) && t_.text(i).size() <= 4) ++k;
  char joint = 0;
  if ((t_.symbol(k, '-') || t_.symbol(k, '/')) && t_.touching(k) && t_.touching(k + 1) &&
      t_.number(k + 1)) {
    joint = t_.text(k)[0];
    ++k;
  } else if (t_.symbol(k, ',')) {
    ++k;
  }
  bool the_day = false;
  if (t_.is(k, the)) {
    ++k;
    the_day = true;
  }
  int day = 0, year = 0;
  bool is_ordinal = false;
  const auto day_end = month_day_number(k, day, is_ordinal);
  // "march second helping": an ordinal in words must end the date.
  const bool fits = day_end != no_match && !(the_day && !is_ordinal && !t_.number(k)) &&
                    (!t_.symbol(k - 1, ',') || is_ordinal || joint != 0 || t_.number(k));
  if (fits) {
    s.fields |= said_month_day;
    s.month_day = day;
    s.weak = false;
    end = day_end;
    if (joint != 0 && t_.symbol(end, joint) && t_.touching(end)) {
      const auto n = integer(end + 1);
      if (n.digits == 4 || n.digits == 2) {
        s.fields |= said_year;
        s.year = n.digits == 4 ? n.value : full_year(n.value);
        return n.end;
      }
    }
    if (const auto e = year_after(end, false, year); e != no_match) {
      s.fields |= said_year;
      s.year = year;
      end = e;
    }
    return end;
  }
  k = m.end;
  if (t_.symbol(k, '.') && t_.touching(k)) ++k;
  if ((t_.symbol(k, '-') || t_.symbol(k, '/')) && t_.touching(k)) ++k;
  if (const auto e = year_after(k, false, year); e != no_match) {
    s.fields |= said_year;
    s.year = year;
    s.weak = false;
    return e;
  }
  if (c.in && !t_.is(i - 1, of)) s.weak = s.weak && t_.is_text(i, "mar");
  return end;
}

/// "12.XI.2026", "3-iv-2026", "3 IV 2026": the month in Roman digits, the year behind it.
token_pos time_grammar::roman_month(token_pos i, token_pos k, char joint, int day,
                                    said_time& s) const {
  static constexpr std::string_view romans[] = {"i",   "ii",   "iii", "iv", "v",  "vi",
                                                "vii", "viii", "ix",  "x",  "xi", "xii"};
  const auto* found = std::find(std::begin(romans), std::end(romans), t_.text(k));
  if (!t_.number(i) || found == std::end(romans)) return no_match;
  token_pos y = k + 1;
  const bool dotted = t_.symbol(i + 1, '.') && t_.symbol(y, '.');
  if (dotted || (joint != 0 && t_.symbol(y, joint))) ++y;
  const auto n = integer(y);
  if (n.digits != 4 || n.value < 1900 || n.value > 2100) return no_match;
  put_date(s, n.value, static_cast<int>(found - std::begin(romans)) + 1, day);
  return n.end;
}

token_pos time_grammar::day_first(token_pos i, const piece_context& c, said_time& s) const {
  int day = 0, year = 0;
  bool is_ordinal = false;
  if (i > t_.first() && t_.symbol(i - 1, '$')) return no_match;
  // "2018 march 18", "2019-aug-01"
  if (const auto y = integer(i); y.digits == 4 && y.value >= 1900 && y.value <= 2100) {
    token_pos p = y.end;
    const bool joined = (t_.symbol(p, '-') || t_.symbol(p, '/')) && t_.touching(p);
    if (joined) ++p;
    const auto m = t_.phrase(p, month);
    if (!m) return no_match;
    token_pos q = m.end;
    if (joined && (t_.symbol(q, '-') || t_.symbol(q, '/'))) ++q;
    const auto e = month_day_number(q, day, is_ordinal);
    if (e == no_match) return no_match;
    put_date(s, y.value, m.value(), day);
    return e;
  }
  token_pos k = month_day_number(i, day, is_ordinal);
  if (k == no_match) return no_match;
  if (t_.is(k, unit) && t_.is_text(k, "day")) ++k;
  char joint = 0;
  if (t_.is(k, of)) {
    ++k;
  } else if ((t_.symbol(k, '-') || t_.symbol(k, '/')) && t_.touching(k) && t_.touching(k + 1)) {
    joint = t_.text(k)[0];
    ++k;
  } else if (t_.symbol(k, '.') && t_.touching(k)) {
    ++k;
  } else if (t_.symbol(k, ',') && is_ordinal) {
    ++k;
  }
  if (t_.is(k, the)) return no_match;
  const auto m = t_.phrase(k, month);
  if (!m) return roman_month(i, k, joint, day, s);
  // "2 may come", "10 march on": a weak month needs an ordinal or "of" or "on"
  // before it.
  const bool verb = m.value() == 3 || m.value() == 5;
  const auto to_day = t_.phrase(m.end, range_to);  // "28 march to 3 april"
  if (m.sense->weak && verb && !is_ordinal && !t_.is(k - 1, of) && !c.on && joint == 0 &&
      !(t_.in(m.end) ? t_.number(m.end) || !t_.word(m.end) || t_.is(m.end, at) ||
                           (to_day && (t_.number(to_day.end) || t_.phrase(to_day.end, month)))
                     : true))
    return no_match;
  // "5 june 3" reads better as june 3 after a count.
  put_date(s, 0, m.value(), day);
  token_pos end = m.end;
  if (t_.symbol(end, '.') && t_.touching(end) && t_.text(k).size() <= 4) ++end;
  if (joint != 0 && (t_.symbol(end, joint) || t_.touching(end + 1)) && t_.symbol(end, joint)) {
    const auto n = integer(end + 1);
    if (n.digits == 4 || n.digits == 2) {
      s.fields |= said_year;
      s.year = n.digits == 4 ? n.value : full_year(n.value);
      return n.end;
    }
  }
  if (const auto e = year_after(end, true, year); e != no_match) {
    s.fields |= said_year;
    s.year = year;
    end = e;
  }
  return end;
}

token_pos time_grammar::year_piece(token_pos i, const piece_context& c, said_time& s) const {
  token_pos k = i;
  bool named = c.in;
  if ((t_.is_text(k, "calendar") || t_.is_text(k, "fiscal")) && t_.is(k + 1, year_word)) ++k;
  if (t_.is(k, year_word) && !t_.is(k, word_class::cycle)) {
    ++k;
    named = true;
    if (t_.is(k, of)) ++k;
  }
  // "FY26", "fy 2026"
  if (t_.is_text(k, "fy") || t_.is_text(k, "cy")) {
    const auto short_year = integer(k + 1);
    if (short_year.digits == 2 && t_.touching(k + 1)) {
      s.fields |= said_year;
      s.year = full_year(short_year.value);
      return short_year.end;
    }
    ++k;
    named = true;
  }
  if (t_.symbol(k, '\'') && t_.touching(k + 1)) ++k;
  if (c.the || c.in) {
    static constexpr std::pair<std::string_view, int> decades[] = {
        {"twenties", 1920}, {"thirties", 1930},  {"forties", 1940},  {"fifties", 1950},
        {"sixties", 1960},  {"seventies", 1970}, {"eighties", 1980}, {"nineties", 1990}};
    for (const auto& [name, from] : decades)
      if (t_.is_text(k, name)) {
        put_anchor({local_seconds(day_of(from, 1, 1)), local_seconds(day_of(from + 10, 1, 1)),
                    time_grain::year},
                   time_unit::decade, s);
        s.stretch = true;
        return k + 1;
      }
  }
  const auto n = integer(k);
  // "'98"
  if (n.digits == 2 && k > i && t_.symbol(k - 1, '\'') && whole_text(i, n.end)) {
    s.fields |= said_year;
    s.year = full_year(n.value);
    return n.end;
  }
  // "the 1990s", "the 90s"
  const bool apart = n.digits == 4 && named && (t_.is_text(n.end, "s"));  // "in 1990 s"
  if (n.digits > 0 && (apart || t_.touching(n.end)) &&
      (t_.is_text(n.end, "s") || t_.is_text(n.end, "'s")) && n.value % 10 == 0) {
    const bool two = n.digits == 2 && n.value >= 20 && (c.the || k > i);
    const bool four = n.digits == 4 && n.value >= first_year && n.value <= last_year;
    if (!two && !four) return no_match;
    const int from = two ? 1900 + n.value : n.value;
    put_anchor({local_seconds(day_of(from, 1, 1)), local_seconds(day_of(from + 10, 1, 1)),
                time_grain::year},
               time_unit::decade, s);
    s.stretch = true;
    return n.end + 1;
  }
  int year = 0;
  const auto e = year_number(k, year);
  if (e != no_match) {
    const bool after_date =
        c.said != nullptr && c.said->has(said_month | said_holiday | said_season);
    const auto era_word = t_.phrase(e, era);
    const bool tail = n.digits == 4 && year >= 1900 && year <= 2100 && t_.is_text(e, "or") &&
                      (t_.is_text(e + 1, "later") || t_.is_text(e + 1, "earlier"));
    if (!named && !after_date && !era_word && !tail &&
        !(whole_text(i, e) && n.digits != 2 && year >= 1900))
      return no_match;
    if (t_.is(e, measure) || t_.is(e, unit) || (t_.touching(e) && t_.word(e))) return no_match;
    if (t_.symbol(e, ':') || t_.phrase(e, hours_word)) return no_match;
    if ((t_.symbol(e, '-') || t_.symbol(e, '/')) && t_.touching(e) && t_.number(e + 1) &&
        t_.tok(e + 1).text.size() != 4)
      return no_match;
    if (t_.word(e) && !t_.known(e) && n.digits == 4 && !after_date && !whole_text(i, e)) {
      // "in 2000 steps" counts, "in 1999 we met" dates: only centuries near
      // ours pass a noun.
      if (year < 1900 || year > 2100 || year % 100 == 0) return no_match;
    }
    s.fields |= said_year;
    s.year = year;
    if (era_word) return era_word.value() > 0 ? era_word.end : no_match;
    return e;
  }
  if (n.value > 0 && t_.phrase(n.end, era).sense != nullptr && n.digits > 0) {
    const auto w = t_.phrase(n.end, era);
    if (w.value() < 0) return no_match;
    s.fields |= said_year;
    s.year = n.value;
    return w.end;
  }
  return no_match;
}

/// "the 21st", "on the fifth", "thu 15th".
token_pos time_grammar::day_of_month(token_pos i, const piece_context& c, said_time& s) const {
  int day = 0;
  bool is_ordinal = false;
  const auto end = month_day_number(i, day, is_ordinal);
  if (end == no_match || day > 31) return no_match;
  const bool dated = c.said != nullptr && c.said->has(said_weekday | said_rule);
  const bool numeric = t_.number(i);
  if (!is_ordinal) {
    const bool spanish = options_.language == "es" && i > t_.first() &&
                         (t_.is_text(i - 1, "el") || t_.is_text(i - 1, "dia"));
    // "on the 17 from 2 to 4"
    const bool on_the = numeric && c.the && i >= t_.first() + 2 && t_.is_text(i - 2, "on") &&
                        !t_.is(end, of) && !t_.is(end, conjunction) && !t_.is(end, unit);
    const bool lead = on_the || (numeric && options_.lone_numbers && c.on && c.the);
    // "monday 21" cannot be an hour
    const bool after_weekday =
        numeric && dated && c.said->has(said_weekday) && day > 12 &&
        (!t_.word(end) || t_.is(end, at) || t_.is(end, from) || t_.is(end, between));
    if (!spanish && !lead && !after_weekday) return no_match;
    if (!hour_can_end(end, clock_lead::soft) && !t_.is(end, between)) return no_match;
  } else {
    // "the flight is 13th 6:05 am", "pay light bill 25th"
    int half = 0;
    const bool beside_clock =
        numeric && t_.number(end) &&
        (t_.symbol(end + 1, ':') || meridiem(end + 1, false, half) != no_match);
    const bool last = numeric && !t_.in(end) && options_.bias == time_bias::future;
    if (!c.the && !c.on && !dated && !beside_clock && !last) return no_match;
    if (numeric && end == i + 1) return no_match;
    // "the second helping", "my 3rd coffee": a noun after it makes it a rank.
    const bool ends = !t_.in(end) || (dated && c.said->has(said_weekday)) ||
                      (!t_.word(end) && (numeric || !t_.number(end))) || t_.is(end, function) ||
                      t_.is(end, at) || t_.is(end, word_class::cycle) || t_.is(end, range_to) ||
                      t_.phrase(end, word_class::part) || t_.is(end, around) ||
                      t_.is(end, conjunction);
    if (!ends && !(c.on && numeric) && !beside_clock) return no_match;
    if (t_.is(end, unit) || t_.is(end, measure) || t_.is_text(end, "of")) return no_match;
    if (!numeric && !c.on && !dated && !whole_text(i > t_.first() ? i - 1 : i, end))
      return no_match;
    if (t_.symbol(end, '-') && t_.touching(end) && !t_.number(end + 1)) return no_match;
  }
  s.fields |= said_month_day;
  s.month_day = day;
  return end;
}

}  // namespace nlp
