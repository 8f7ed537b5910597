// What follows a clock time: am and pm, "o'clock", "ish", a zone.

#include "nlp/entities/time_grammar.hpp"

namespace nlp {
namespace {

using enum word_class;

}  // namespace

token_pos time_grammar::meridiem(token_pos i, bool single_a, int& half) const {
  const auto m = t_.phrase(i, word_class::meridiem);
  if (!m) return no_match;
  if (m.sense->weak) {  // a lone "a" or "p" must hang on the number
    if (!t_.touching(i) || (t_.in(m.end) && t_.touching(m.end) && !t_.symbol(m.end, '.') &&
                            !t_.symbol(m.end, '-') && !t_.symbol(m.end, ',')))
      return no_match;
    if (m.value() == 0 && !single_a) return no_match;
  } else if (t_.touching(m.end) && (t_.number(m.end) || t_.word(m.end)) &&
             !t_.symbol(m.end - 1, '.')) {
    return no_match;
  }
  half = m.value();
  return m.end;
}

token_pos time_grammar::zone_after(token_pos i, said_time& s) const {
  // "1400Z", "09:15z"
  if (s.minute >= 0 && t_.is_text(i, "z") && t_.touching(i) && !t_.touching(i + 1)) {
    s.fields |= said_zone;
    s.zone_offset = 0;
    return i + 1;
  }
  // "09:15:00 +0100", "15:00+02:00"
  if (s.minute >= 0 && t_.symbol(i, '+') && t_.touching(i + 1)) {
    const auto h = integer(i + 1);
    const auto m = integer(h.end + 1);
    const bool colon = h.digits == 2 && t_.symbol(h.end, ':') && m.digits == 2 && t_.touching(i);
    const bool plain = h.digits == 4 && s.second >= 0;
    const int total = plain ? h.value / 100 * 60 + h.value % 100 : h.value * 60 + m.value;
    if ((colon || plain) && total <= 14 * 60) {
      s.fields |= said_zone;
      s.zone_offset = total;
      return plain ? h.end : m.end;
    }
  }
  const bool paren = t_.symbol(i, '(');
  const auto m = t_.phrase(i + (paren ? 1 : 0), word_class::zone);
  if (!m || m.sense->weak) return no_match;
  token_pos end = m.end;
  if (paren && !t_.symbol(end, ')')) return no_match;
  if (paren) ++end;
  const auto& z = time_zone_names()[static_cast<std::size_t>(m.value())];
  s.zone_offset = z.offset_min;
  s.zone_name = z.iana;
  // "GMT+2", "UTC-05:00"
  if (z.iana.empty() && z.offset_min == 0 && (t_.symbol(end, '+') || t_.symbol(end, '-')) &&
      t_.touching(end) && t_.touching(end + 1)) {
    const auto h = integer(end + 1);
    if (h.digits > 0 && h.value >= 0) {
      const int sign = t_.symbol(end, '-') ? -1 : 1;
      int total = h.digits <= 2 ? h.value * 60 : h.value / 100 * 60 + h.value % 100;
      token_pos after = h.end;
      if (h.digits <= 2 && t_.symbol(after, ':') && t_.touching(after)) {
        const auto m2 = integer(after + 1);
        if (m2.digits == 2 && m2.value < 60) {
          total += m2.value;
          after = m2.end;
        }
      }
      if (total <= 14 * 60) {
        s.zone_offset = sign * total;
        end = after;
      }
    }
  }
  s.fields |= said_zone;
  return end;
}

/// "ish", "o'clock", am or pm and a zone, in the orders people write them.
token_pos time_grammar::clock_tail(token_pos i, bool single_a, said_time& s) const {
  token_pos end = i;
  for (int k = 0; k < 4; ++k) {
    if (const auto m = t_.phrase(end, word_class::ish)) {
      s.vague = s.vague || t_.is_text(end, "ish") || t_.is_text(end, "-") ||
                t_.is_text(end, "or") || t_.is_text(end, "approximately") ||
                t_.is_text(end, "approx") || t_.is_text(end, "mas");
      end = m.end;
      continue;
    }
    if (const auto m = t_.phrase(end, word_class::oclock); m && !m.sense->weak) {
      end = m.end;
      continue;
    }
    int half = -1;
    if (s.half < 0 && s.hour >= 1 && s.hour <= 12) {
      if (const auto e = meridiem(end, single_a, half); e != no_match) {
        s.half = half;
        end = e;
        continue;
      }
    } else if (s.half != 0 && s.half != 1 && s.hour <= 24) {
      // "15:00 pm" says nothing new, but belongs to the time.
      if (const auto e = meridiem(end, false, half); e != no_match) {
        if (s.hour <= 12 && s.hour > 0) s.half = half;
        end = e;
        continue;
      }
    }
    break;
  }
  if (const auto e = zone_after(end, s); e != no_match) end = e;
  return end;
}

}  // namespace nlp
