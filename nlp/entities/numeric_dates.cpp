// Dates in digits: "3/4", "2026-03-04", "28.10.", "20260304T101500Z".

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/date_fields.hpp"
#include "nlp/entities/time_grammar.hpp"

namespace nlp {
namespace {

using enum word_class;

/// Up to three numbers with one kind of separator between them, read from
/// touching tokens.
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
  // The fields must end where a token ends, and no further field of the same
  // kind may follow.
  const char* stop = begin + used;
  for (token_pos p = i; p <= last; ++p)
    if (t.text(p).data() + t.text(p).size() == stop) f.end = p + 1;
  if (f.end == 0) return false;
  if (used + 1 < view.size() && view[used] == f.separator && view[used + 1] >= '0' &&
      view[used + 1] <= '9')
    return false;
  return true;
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
  // "2026 10 16"
  if (const auto y = integer(i), m = integer(i + 1), d = integer(i + 2);
      y.digits == 4 && y.value >= 1900 && y.value <= 2100 && m.digits == 2 && d.digits == 2 &&
      !t_.number(d.end) && !t_.is(d.end, measure) && valid_date(y.value, m.value, d.value) &&
      (c.on || whole_text(i, d.end))) {
    put_date(s, y.value, m.value, d.value);
    return d.end;
  }
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
      // "friday 7.6": the order in which the weekday is right, where only one is
      const auto fits = [&](int m, int d) {
        const int here = year_of(today());
        for (int y = here - 1; y <= here + 1; ++y)
          if (valid_date(y, m, d) && weekday_of(day_of(y, m, d)) == c.said->weekday &&
              std::chrono::abs(day_of(y, m, d) - today()) < std::chrono::days(200))
            return true;
        return false;
      };
      if (dated && !fits(month, day) && fits(day, month)) std::swap(month, day);
      if (f.separator == '-') {
        plausible = (c.on && f.value[0] > 0) || (all && (f.value[0] > 12 || f.value[1] > 12));
      } else if (f.separator == '.') {
        // "28.10." with its second dot, or after "on"
        const bool second_dot =
            t_.symbol(f.end, '.') && t_.touching(f.end) && !t_.number(f.end + 1);
        plausible = (c.on || dated) && !t_.is(f.end, measure) && !t_.is(f.end, unit);
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

}  // namespace nlp
