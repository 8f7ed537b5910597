// Lengths: "2 hours and 15 minutes", "an hour and a half", "1h20", and a time
// moved by one.

#include <algorithm>
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

token_pos time_grammar::amount_part(token_pos i, bool more, time_amount& out) const {
  double n = 0;
  bool vague = false;
  token_pos k = i;
  const auto lang = options_.language == "es" ? number_language::es : number_language::en;
  for (int word = 0; word < 2 && t_.is(k, around) && !more; ++word) {  // "about ~4 hours"
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
  // "a quarter" is a share unless something is done with the quarter of the
  // year.
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

}  // namespace nlp
