// Dates: "3/4", "2026-03-04", "july 13", "the 5th of march", "friday", "the first monday in march",
// "end of april", "q3 2025", "christmas".

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/time_grammar.hpp"
#include "nlp/text/numbers.hpp"

namespace nlp {
namespace {

using enum word_class;

constexpr int first_year = 1000, last_year = 2999;
/// Two-digit years: up to this one they are in this century.
constexpr int century_turn = 68;

int full_year(int two_digits) {
  return two_digits <= century_turn ? 2000 + two_digits : 1900 + two_digits;
}

/// Up to three numbers with one kind of separator between them, read from touching tokens.
struct number_fields {
  std::array<int, 3> value{};
  std::array<std::size_t, 3> digits{};
  std::size_t size = 0;
  char separator = 0;
  token_pos end = 0;
};

bool read_fields(const time_terms& t, token_pos i, number_fields& f) {
  // Characters of touching tokens are neighbours in the folded text.
  const char* begin = t.text(i).data();
  token_pos last = i;
  while (last + 1 < t.end() && last - i < 8 && t.touching(last + 1) &&
         (t.number(last + 1) || t.symbol(last + 1, '/') || t.symbol(last + 1, '-') ||
          t.symbol(last + 1, '.')))
    ++last;
  const auto view = std::string_view(
      begin, static_cast<std::size_t>(t.text(last).data() + t.text(last).size() - begin));
  std::size_t k = 0, used = 0;
  while (f.size < 3) {
    const auto from = k;
    int v = 0;
    while (k < view.size() && view[k] >= '0' && view[k] <= '9' && k - from < 5)
      v = v * 10 + (view[k++] - '0');
    if (k == from || k - from > 4) break;
    f.value[f.size] = v;
    f.digits[f.size++] = k - from;
    used = k;
    if (k >= view.size() || f.size == 3) break;
    const char sep = view[k];
    if ((sep != '/' && sep != '-' && sep != '.') || (f.separator && sep != f.separator)) break;
    if (k + 1 >= view.size()) break;
    f.separator = sep;
    ++k;
  }
  if (f.size < 2) return false;
  // The fields must end where a token ends, and no further field of the same kind may follow.
  const char* stop = begin + used;
  for (token_pos p = i; p <= last; ++p)
    if (t.text(p).data() + t.text(p).size() == stop) f.end = p + 1;
  if (f.end == 0) return false;
  if (used + 1 < view.size() && view[used] == f.separator && view[used + 1] >= '0' &&
      view[used + 1] <= '9')
    return false;
  return true;
}

void put_date(said_time& s, int year, int month, int day) {
  s.fields |= said_month | said_month_day;
  s.month = month;
  s.month_day = day;
  if (year) {
    s.fields |= said_year;
    s.year = year;
  }
}

}  // namespace

token_pos time_grammar::iso_date_time(token_pos i, said_time& s) const {
  const auto y = integer(i);
  if (y.digits != 4) {
    // "20260304T101500Z"
    const auto text = t_.text(i);
    if (!t_.number(i) || text.size() != 8) return no_match;
    int v = 0;
    for (const char ch : text) {
      if (ch < '0' || ch > '9') return no_match;
      v = v * 10 + (ch - '0');
    }
    const int yy = v / 10000, mm = v / 100 % 100, dd = v % 100;
    if (yy < 1900 || yy > 2100 || !valid_date(yy, mm, dd)) return no_match;
    put_date(s, yy, mm, dd);
    if (t_.is_text(i + 1, "t") && t_.touching(i + 1) && t_.number(i + 2) &&
        (t_.text(i + 2).size() == 6 || t_.text(i + 2).size() == 4)) {
      const auto clock_text = t_.text(i + 2);
      const auto two = [&](std::size_t k) {
        return (clock_text[k] - '0') * 10 + (clock_text[k + 1] - '0');
      };
      if (two(0) < 24 && two(2) < 60) {
        s.fields |= said_clock;
        s.hour = two(0);
        s.minute = two(2);
        s.half = 2;
        if (clock_text.size() == 6) s.second = std::min(two(4), 59);
        if (t_.is_text(i + 3, "z") && t_.touching(i + 3)) {
          s.fields |= said_zone;
          return i + 4;
        }
        return i + 3;
      }
    }
    return i + 1;
  }
  number_fields f;
  if (!read_fields(t_, i, f) || f.size != 3 || f.digits[0] != 4 || f.digits[1] > 2 ||
      f.digits[2] > 2 || !valid_date(f.value[0], f.value[1], f.value[2]))
    return no_match;
  put_date(s, f.value[0], f.value[1], f.value[2]);
  if (!t_.is_text(f.end, "t") || !t_.touching(f.end)) return f.end;
  const auto h = integer(f.end + 1);
  if (h.digits != 2 || h.value > 23) return f.end;
  s.fields |= said_clock;
  s.hour = h.value;
  s.half = 2;
  token_pos end = h.end;
  if (t_.symbol(end, ':')) {
    const auto m = integer(end + 1);
    if (m.digits == 2 && m.value < 60) {
      s.minute = m.value;
      end = m.end;
      if (t_.symbol(end, ':') && t_.number(end + 1)) {
        s.second = std::min(static_cast<int>(t_.tok(end + 1).value), 59);
        end += 2;
      }
    }
  }
  if (t_.is_text(end, "z") && t_.touching(end)) {
    s.fields |= said_zone;
    return end + 1;
  }
  if ((t_.symbol(end, '+') || t_.symbol(end, '-')) && t_.touching(end) && t_.touching(end + 1)) {
    const auto oh = integer(end + 1);
    if (oh.digits != 2 && oh.digits != 4) return end;
    int total = oh.digits == 4 ? oh.value / 100 * 60 + oh.value % 100 : oh.value * 60;
    token_pos after = oh.end;
    if (oh.digits == 2 && t_.symbol(after, ':')) {
      const auto om = integer(after + 1);
      if (om.digits == 2) {
        total += om.value;
        after = om.end;
      }
    }
    if (total <= 14 * 60) {
      s.fields |= said_zone;
      s.zone_offset = t_.symbol(end, '-') ? -total : total;
      return after;
    }
  }
  return end;
}

token_pos time_grammar::numeric_date(token_pos i, const piece_context& c, said_time& s) const {
  if (!t_.number(i)) return no_match;
  if (t_.touching(i) && i > t_.first() &&
      (t_.number(i - 1) || t_.symbol(i - 1, '.') || t_.symbol(i - 1, '/') ||
       t_.symbol(i - 1, '$')) &&
      c.said == nullptr && !c.on)
    return no_match;
  if (const auto e = iso_date_time(i, s); e != no_match) return e;
  number_fields f;
  if (!read_fields(t_, i, f)) {
    // "2 / 15", "2 - 15" as all there is
    const auto a = integer(i);
    const bool slash = t_.symbol(i + 1, '/');
    if (a.digits == 0 || a.digits > 2 || (!slash && !t_.symbol(i + 1, '-'))) return no_match;
    const auto b = integer(i + 2);
    if (b.digits == 0 || b.digits > 2 || !(c.on || whole_text(i, b.end))) return no_match;
    f.value = {a.value, b.value, 0};
    f.digits = {a.digits, b.digits, 0};
    f.size = 2;
    f.separator = slash ? '/' : '-';
    f.end = b.end;
  }
  int year = 0, month = 0, day = 0;
  bool plausible = true;
  const auto order = [&](int a, int b) {
    const bool day_first = f.separator == '.' || options_.order == date_order::day_first;
    month = day_first ? b : a;
    day = day_first ? a : b;
    if (month > 12 && day <= 12) std::swap(month, day);
  };
  if (f.size == 3) {
    if (f.digits[0] == 4) {
      year = f.value[0];
      month = f.value[1];
      day = f.value[2];
      if (month > 12) std::swap(month, day);
    } else {
      if (f.digits[0] > 2 || f.digits[1] > 2 || (f.digits[2] != 4 && f.digits[2] != 2))
        return no_match;
      year = f.digits[2] == 4 ? f.value[2] : full_year(f.value[2]);
      order(f.value[0], f.value[1]);
      if (f.separator == '.' && f.digits[2] == 2 && !(f.digits[0] == 2 && f.digits[1] == 2))
        return no_match;
    }
    if (year < 1) return no_match;
  } else {
    if (f.digits[0] == 4 && f.separator != '.' && f.digits[1] <= 2 && f.value[0] >= 1900 &&
        f.value[0] <= 2100) {
      if (f.separator == '/' && f.digits[1] == 1 && !whole_text(i, f.end) && !c.in) return no_match;
      year = f.value[0];
      month = f.value[1];
    } else if (f.digits[1] == 4 && f.separator != '.' && f.digits[0] <= 2 && f.value[1] >= 1900 &&
               f.value[1] <= 2100) {
      year = f.value[1];
      month = f.value[0];
    } else {
      if (f.digits[0] > 2 || f.digits[1] > 2) return no_match;
      order(f.value[0], f.value[1]);
      const bool all = whole_text(i, f.end);
      const bool dated = c.said != nullptr && c.said->has(said_weekday);
      if (f.separator == '-') {
        plausible = (c.on && f.value[0] > 0) || (all && (f.value[0] > 12 || f.value[1] > 12));
      } else if (f.separator == '.') {
        // "28.10." with its second dot, or after "on"
        const bool second_dot =
            t_.symbol(f.end, '.') && t_.touching(f.end) && !t_.number(f.end + 1);
        plausible = (c.on || dated) && f.digits[1] == 2 - (f.digits[1] == 1 ? 1 : 0);
        if (second_dot && (c.on || dated || f.digits[0] == 2)) {
          plausible = true;
          ++f.end;
        }
      } else {
        // "1/2 cup" and "3/4 mile" are shares, "5/5" scores.
        const bool fraction =
            f.value[0] < f.value[1] && (f.value[1] <= 5 || f.value[1] == 8 || f.value[1] == 10);
        const auto next = f.end;
        const bool quantity = t_.is(next, measure) || t_.is(next, unit) || t_.is(next, of) ||
                              (t_.word(next) && !t_.known(next) && fraction);
        const bool clock_next = t_.number(next) && t_.symbol(next + 1, ':');
        plausible = !quantity && (all || c.on || dated || !fraction || c.in || clock_next ||
                                  t_.is(next, at) || t_.phrase(next, day_offset));
        if (f.value[0] == f.value[1] && !c.on && !all) plausible = false;
        if (f.value[0] == 24 && f.value[1] == 7 && !c.on) plausible = false;  // round the clock
        if (i > t_.first() && (t_.is(i - 1, measure) || t_.number(i - 1))) plausible = false;
      }
    }
    if (month < 1 || month > 12) return no_match;
    if (day == 0 && year != 0) {
      if (!plausible) return no_match;
      s.fields |= said_year | said_month;
      s.year = year;
      s.month = month;
      return f.end;
    }
  }
  if (!plausible || !valid_date(year ? year : 2000, month, day)) return no_match;
  put_date(s, year, month, day);
  return f.end;
}

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
    if (t_.is(e, measure) || (t_.is(e, unit) && !t_.sense(e, unit)->weak) ||
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
      !t_.symbol(i - 2, ':'))
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
  if (!m) return no_match;
  // "2 may come", "10 march on": a weak month needs an ordinal or "of" or "on" before it.
  const bool verb = m.value() == 3 || m.value() == 5;
  if (m.sense->weak && verb && !is_ordinal && !t_.is(k - 1, of) && !c.on && joint == 0 &&
      !(t_.in(m.end) ? t_.number(m.end) || !t_.word(m.end) || t_.is(m.end, at) : true))
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
  if (t_.is(k, year_word) && !t_.is(k, word_class::cycle)) {
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
  // "the 1990s", "the 90s"
  if (n.digits > 0 && t_.touching(n.end) && (t_.is_text(n.end, "s") || t_.is_text(n.end, "'s")) &&
      n.value % 10 == 0) {
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
    if (!named && !after_date && !era_word && !(whole_text(i, e) && n.digits == 4 && year >= 1900))
      return no_match;
    if (t_.is(e, measure) || t_.is(e, unit) || (t_.touching(e) && t_.word(e))) return no_match;
    if (t_.symbol(e, ':') || t_.phrase(e, hours_word)) return no_match;
    if ((t_.symbol(e, '-') || t_.symbol(e, '/')) && t_.touching(e) && t_.number(e + 1) &&
        t_.tok(e + 1).text.size() != 4)
      return no_match;
    if (t_.word(e) && !t_.known(e) && n.digits == 4 && !after_date && !whole_text(i, e)) {
      // "in 2000 steps" counts, "in 1999 we met" dates: only centuries near ours pass a noun.
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

token_pos time_grammar::weekday(token_pos i, said_time& s) const {
  const auto m = t_.phrase(i, word_class::weekday);
  if (!m) return no_match;
  s.weak = m.sense->weak;
  token_pos end = m.end;
  if (t_.symbol(end, '.') && t_.touching(end) && t_.text(i).size() <= 5 && t_.in(end + 1)) ++end;
  // "wed after next", "friday week"
  const bool after_next =
      t_.is_text(end, "after") && t_.is_text(end + 1, "next") && !t_.is(end + 2, unit);
  if (after_next) {
    put_anchor(unit_span(local_seconds(
                             weekday_from(std::chrono::floor<std::chrono::days>(where_.reference) +
                                              std::chrono::days(1),
                                          m.value()) +
                             std::chrono::days(7)),
                         time_unit::day),
               time_unit::day, s);
    s.weak = false;
    return end + 2;
  }
  // "the monday before last", "sunday last"
  const bool before_last = t_.is_text(end, "before") && t_.is_text(end + 1, "last");
  if (before_last || (t_.is_text(end, "last") && !t_.word(end + 1))) {
    const auto last = weekday_from(
        std::chrono::floor<std::chrono::days>(where_.reference) - std::chrono::days(7), m.value());
    put_anchor(
        unit_span(local_seconds(last - std::chrono::days(before_last ? 7 : 0)), time_unit::day),
        time_unit::day, s);
    s.weak = false;
    return end + (before_last ? 2 : 1);
  }
  if ((t_.is_text(end, "week") || t_.is_text(end, "fortnight")) && options_.language == "en" &&
      !(i > t_.first() && t_.is(i - 1, word_class::cycle))) {
    put_anchor(unit_span(local_seconds(
                             weekday_from(std::chrono::floor<std::chrono::days>(where_.reference) +
                                              std::chrono::days(1),
                                          m.value()) +
                             std::chrono::days(t_.is_text(end, "week") ? 7 : 14)),
                         time_unit::day),
               time_unit::day, s);
    return end + 1;
  }
  // Spanish puts the cycle after the day: "el lunes pasado", "el lunes que viene".
  if (options_.language == "es") {
    if (const auto c = t_.phrase(end, word_class::cycle)) {
      const auto now = std::chrono::floor<std::chrono::days>(where_.reference);
      const auto d = c.value() < 0 ? weekday_from(now - std::chrono::days(7), m.value())
                                   : weekday_from(now + std::chrono::days(1), m.value());
      put_anchor(unit_span(local_seconds(d), time_unit::day), time_unit::day, s);
      s.weak = false;
      return c.end;
    }
  }
  s.fields |= said_weekday;
  s.weekday = m.value();
  return end;
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
    const bool spanish = options_.language == "es" && c.on;
    const bool lead = numeric && (options_.lone_numbers && c.on && c.the);
    // "monday 21" cannot be an hour
    const bool after_weekday = numeric && dated && c.said->has(said_weekday) && day > 12 &&
                               (!t_.word(end) || t_.is(end, at));
    if (!spanish && !lead && !after_weekday) return no_match;
    if (!hour_can_end(end, clock_lead::soft)) return no_match;
  } else {
    if (!c.the && !c.on && !dated) return no_match;
    if (numeric && end == i + 1) return no_match;
    // "the second helping", "my 3rd coffee": a noun after it makes it a rank.
    const bool ends = !t_.in(end) || (dated && c.said->has(said_weekday)) ||
                      (!t_.word(end) && (numeric || !t_.number(end))) || t_.is(end, function) ||
                      t_.is(end, at) || t_.is(end, word_class::cycle) || t_.is(end, range_to) ||
                      t_.phrase(end, word_class::part) || t_.is(end, around) ||
                      t_.is(end, conjunction);
    if (!ends && !(c.on && numeric)) return no_match;
    if (t_.is(end, unit) || t_.is(end, measure) || t_.is_text(end, "of")) return no_match;
    if (!numeric && !c.on && !dated && !whole_text(i > t_.first() ? i - 1 : i, end))
      return no_match;
    if (t_.symbol(end, '-') && t_.touching(end) && !t_.number(end + 1)) return no_match;
  }
  s.fields |= said_month_day;
  s.month_day = day;
  return end;
}

token_pos time_grammar::quarter(token_pos i, said_time& s) const {
  using std::chrono::days;
  int q = 0, year = 0;
  token_pos end = no_match;
  const auto y = integer(i);
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
    }
  } else if ((y.digits == 4 || y.digits == 2) && t_.is_text(y.end, "q") && t_.touching(y.end) &&
             t_.touching(y.end + 1)) {  // "2018Q4"
    q = integer(y.end + 1).value;
    year = y.digits == 4 ? y.value : full_year(y.value);
    end = y.end + 2;
  } else if (y.digits == 4 &&
             t_.is_text(y.end + (t_.symbol(y.end, '-') ? 1 : 0), "q")) {  // "2017 q1", "2017-q1"
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

/// What a part is counted in: "march 2014", "next month", "the year", "2014", "the month".
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
  if (const auto* u = t_.sense(k, unit); u != nullptr && !u->weak) {
    const auto kind = static_cast<time_unit>(u->value);
    if (kind == time_unit::month || kind == time_unit::year || kind == time_unit::week) {
      put_anchor(unit_span(where_.reference, kind), kind, s);
      return k + 1;
    }
  }
  return no_match;
}

/// "first monday in march", "last day of october", "20th of next month", "third week of 2018".
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
        // Whole weeks only: the first is the one of the first monday.
        const auto first = weekday_from(from, 1);
        const auto last = monday_of(to) - days(7);
        const auto d = from_end ? last - days(7 * (n - 1)) : first + days(7 * (n - 1));
        if (d < from || d >= to) return std::nullopt;
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
    c.in = true;
    end = year_piece(k, c, whole);
  }
  if (end == no_match) {  // "mid summer", "the 90s"
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

token_pos time_grammar::holiday(token_pos i, said_time& s) const {
  const auto m = t_.phrase(i, word_class::holiday);
  if (!m) return no_match;
  s.fields |= said_holiday;
  s.holiday = static_cast<holiday_id>(m.value());
  s.weak = m.sense->weak;
  int year = 0;
  if (const auto e = year_after(m.end, false, year); e != no_match) {
    s.fields |= said_year;
    s.year = year;
    s.weak = false;
    return e;
  }
  return m.end;
}

}  // namespace nlp
