// Clock times and parts of the day: "3:30 pm", "quarter past 7", "15h30", "at 1530", "8 in the
// evening", "noonish".

#include "nlp/entities/time_grammar.hpp"
#include "nlp/text/numbers.hpp"

namespace nlp {
namespace {

using enum word_class;

constexpr int max_hour = 24;

void put_clock(said_time& s, int hour, int minute) {
  s.fields |= said_clock;
  s.hour = hour;
  s.minute = minute;
}

}  // namespace

bool split_decimal(std::string_view text, int& hour, int& minute) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot > 2 || text.size() != dot + 3) return false;
  const auto two = [](std::string_view d) {
    int v = 0;
    for (const char ch : d) {
      if (ch < '0' || ch > '9') return -1;
      v = v * 10 + (ch - '0');
    }
    return v;
  };
  hour = two(text.substr(0, dot));
  minute = two(text.substr(dot + 1));
  return hour >= 0 && hour <= max_hour && minute >= 0 && minute < 60;
}

time_grammar::small_number time_grammar::read_integer(token_pos i) const {
  small_number n;
  if (t_.number(i)) {
    const auto text = t_.text(i);
    if (text.size() > 4 || text.find_first_not_of("0123456789") != std::string_view::npos) return n;
    int v = 0;
    for (const char ch : text) v = v * 10 + (ch - '0');
    return {v, i + 1, text.size(), text.size() > 1 && text[0] == '0'};
  }
  const auto lang = options_.language == "es" ? number_language::es : number_language::en;
  const auto first = number_word(t_.text(i), lang);
  if (!first || *first > 99) return n;
  n.value = static_cast<int>(*first);
  n.end = i + 1;
  if (n.value >= 20 && n.value % 10 == 0) {
    token_pos k = n.end;
    const bool hyphen = t_.symbol(k, '-');
    if (hyphen || (lang == number_language::es && t_.is_text(k, "y"))) ++k;
    if (const auto unit = t_.in(k) ? number_word(t_.text(k), lang) : std::nullopt;
        unit && *unit >= 1 && *unit <= 9 && !t_.number(k)) {
      n.value += static_cast<int>(*unit);
      n.end = k + 1;
    }
  }
  return n;
}

bool time_grammar::hour_can_end(token_pos next, clock_lead lead) const {
  if (!t_.in(next)) return true;
  const auto& tok = t_.tok(next);
  if (tok.type == token::kind::number) return false;
  if (t_.is(next, measure)) return false;
  if (const auto* u = t_.sense(next, unit); u && !u->weak) return false;
  if (tok.type == token::kind::symbol) {
    const char ch = tok.text[0];
    if (ch == '.' || ch == ',')
      return !(t_.touching(next) && t_.number(next + 1) && t_.touching(next + 1));
    return ch != '/' && ch != '%' && ch != ':' && ch != '*' && ch != '+' && ch != '$' &&
           !(ch == '-' && t_.touching(next));
  }
  if (!tok.space_before) return false;
  if (lead == clock_lead::at) return true;
  return t_.is(next, function) || t_.is(next, day_offset) || t_.is(next, word_class::weekday) ||
         t_.is(next, word_class::part) || t_.is(next, word_class::ish) ||
         t_.is(next, word_class::cycle) || t_.is(next, range_to) || t_.is(next, conjunction);
}

/// A part of the day or a day right after a bare hour: "8 tonight", "3 in the morning".
bool time_grammar::part_follows(token_pos i) const {
  token_pos k = i;
  if (t_.symbol(k, ',') && t_.is_text(k + 1, "tonight")) ++k;
  // "building 4 this afternoon", "version 2 tonight"
  if (i >= t_.first() + 2 && t_.is(i - 2, numbered)) return false;
  if (t_.is(k, in) || t_.is(k, word_class::cycle) || (t_.is(k, at) && t_.is_text(k + 1, "night")))
    ++k;
  if (t_.is(k, the)) ++k;
  if (const auto m = t_.phrase(k, word_class::part))
    return !m.sense->weak && (k != i || m.value() == static_cast<int>(day_part::tonight));
  if (k != i) return false;
  const auto d = t_.phrase(k, day_offset);
  return d && !d.sense->weak && d.value() == 1;
}

/// The day of a time that stands before it: "0515 tomorrow", "0745 on friday".
bool time_grammar::day_follows(token_pos i) const {
  if (t_.is(i, on)) ++i;
  const auto d = t_.phrase(i, day_offset);
  const auto w = t_.phrase(i, word_class::weekday);
  return (d && !d.sense->weak) || (w && !w.sense->weak);
}

token_pos time_grammar::clock_minutes_past(token_pos i, const piece_context& c,
                                           said_time& s) const {
  token_pos k = i;
  if (t_.is(k, article) && !t_.is_text(k, "one")) ++k;
  int minutes = -1;
  bool counted = false;
  if (t_.is(k, word_class::half)) {
    minutes = 30;
    ++k;
  } else if (const auto q = t_.phrase(k, word_class::quarter)) {
    minutes = 15;
    k = q.end;
  } else {
    const auto n = integer(k);
    if (n.value < 1 || n.value > 59 || n.leading_zero) return no_match;
    minutes = n.value;
    counted = true;
    k = n.end;
  }
  int sign = 0;
  token_pos after = no_match;
  if (const auto m = t_.phrase(k, word_class::past)) {
    sign = 1;
    after = m.end;
  } else if (const auto b = t_.phrase(k, word_class::to)) {
    sign = -1;
    after = b.end;
    // "5 of 10" is a share; "quarter of 5" is a time.
    if (b.sense->weak && counted) return no_match;
  } else if (minutes == 30 && t_.is(i, word_class::half) && options_.language == "en") {
    // British "half three"; elsewhere "half 3" may be half of a thing.
    const auto h = integer(k);
    if (h.value < 1 || h.value > 12 || t_.is_text(k, "one")) return no_match;
    if (c.lead == clock_lead::none && !part_follows(h.end) && !whole_text(i, h.end) &&
        (h.digits > 0 || !hour_can_end(h.end, clock_lead::soft)))
      return no_match;
    put_clock(s, h.value, 30);
    return clock_tail(h.end, true, s);
  } else {
    return no_match;
  }
  if (t_.is(after, the)) return no_match;
  // "10 to 5" and "20 after 3" are times only with a word for them: else they are ranges, scores.
  said_time hour;
  token_pos end = no_match;
  if (const auto w = t_.phrase(after, clock_word)) {
    hour.hour = w.value() / 60 % 24;
    hour.half = 2;
    hour.midnight = w.value() == 1440;
    end = w.end;
  } else {
    const auto h = integer(after);
    if (h.value < 0 || h.value > max_hour || h.end == 0) return no_match;
    hour.hour = h.value;
    if (h.value > 12 || h.value == 0) hour.half = 2;
    end = h.end;
    if (t_.is_text(end, "h") && t_.touching(end) && h.digits > 0) {
      hour.half = 2;
      ++end;
    }
    if (t_.symbol(end, ':')) return no_match;
    const auto tail = clock_tail(end, true, hour);
    const bool sure = tail != end || c.lead == clock_lead::at || !counted ||
                      t_.phrase(k, word_class::past).end > k + 1 ||
                      t_.phrase(k, word_class::to).end > k + 1 || part_follows(end) ||
                      (whole_text(i, end) && minutes % 5 == 0);
    if (!sure || (tail == end && !hour_can_end(end, clock_lead::at))) return no_match;
    // "5 to 9 pm" is a range; "20 to 9" cannot be one.
    if (counted && sign < 0 && minutes <= 12 && minutes % 5 != 0) return no_match;
    if (counted && sign < 0 && minutes <= 12 && t_.number(i) && k == i + 1 && t_.is_text(k, "to") &&
        tail != end)
      return no_match;
    end = tail;
  }
  int total = hour.hour * 60 + sign * minutes;
  if (hour.midnight) total = 1440 + sign * minutes;
  // A known half must move with the hour: "quarter to 12 pm" is 11:45.
  if (hour.half == 0 || hour.half == 1) {
    total = (hour.hour % 12 + (hour.half == 1 ? 12 : 0)) * 60 + sign * minutes;
    hour.half = 2;
  }
  total = (total + 1440) % 1440;
  s.vague = s.vague || hour.vague;
  if (hour.has(said_zone)) {
    s.fields |= said_zone;
    s.zone_offset = hour.zone_offset;
    s.zone_name = hour.zone_name;
  }
  put_clock(s, total / 60, total % 60);
  s.half = hour.half;
  if (s.half < 0 && s.hour == 0) s.hour = 12;
  return end;
}

token_pos time_grammar::clock_digits(token_pos i, const piece_context& c, said_time& s) const {
  const bool dated = c.said != nullptr && (c.said->has_date() || c.said->has(said_part));
  // "3.30 pm", "at 18.30"
  int dh = 0, dm = 0;
  if (split_decimal(t_.text(i), dh, dm)) {
    said_time try_it;
    put_clock(try_it, dh, dm);
    if (dh > 12 || dh == 0 || t_.text(i)[0] == '0') try_it.half = 2;
    const auto tail = clock_tail(i + 1, true, try_it);
    // "tuesday 9.20"
    const bool on_day =
        c.said != nullptr && c.said->has(said_weekday | said_anchor | said_month_day | said_part);
    const bool lead = (c.lead == clock_lead::at || on_day) && hour_can_end(i + 1, clock_lead::at);
    if (!lead && (tail == i + 1 || try_it.half == 2)) return no_match;
    const auto fields = try_it.fields;
    s = try_it;
    s.fields = fields;
    return tail;
  }
  const auto h = integer(i);
  if (h.digits == 0) return no_match;
  token_pos k = h.end;

  if (h.digits <= 2 && h.value <= max_hour && t_.symbol(k, ':') &&
      (t_.touching(k) || t_.touching(k + 1))) {
    const auto m = integer(k + 1);
    if (m.digits != 2 || m.value > 59) return no_match;
    if (h.value == max_hour && m.value != 0) return no_match;
    put_clock(s, h.value, m.value);
    if (h.value > 12 || h.value == 0 || h.leading_zero) s.half = 2;
    k = m.end;
    if (t_.symbol(k, ':') && t_.touching(k) && t_.number(k + 1) && t_.touching(k + 1)) {
      const auto text = t_.text(k + 1);
      const auto sec = text.substr(0, text.find_first_of(".,"));
      if (sec.size() == 2 && t_.tok(k + 1).value < 61) {
        s.second = std::min((sec[0] - '0') * 10 + (sec[1] - '0'), 59);
        k += 2;
      }
    }
    if (s.half == 2 && h.leading_zero && h.value <= 12 && h.value > 0) {
      // "08:30 pm" is still the evening.
      int half = -1;
      if (meridiem(k, true, half) != no_match) s.half = -1;
    }
    return clock_tail(k, true, s);
  }
  // "15h30", "9h"
  if (h.digits <= 2 && h.value <= max_hour && t_.is_text(k, "h") && t_.touching(k)) {
    const auto m = integer(k + 1);
    const bool minutes = m.digits == 2 && m.value < 60 && t_.touching(k + 1);
    // A few hours and minutes are rather a length than a time of day.
    const bool sure = h.value >= 13 || c.lead == clock_lead::at || h.leading_zero ||
                      (dated && options_.bias != time_bias::past);
    if (minutes && !sure && h.value < 7 && options_.bias != time_bias::none) return no_match;
    if (!minutes && t_.touching(k + 1) && t_.word(k + 1)) return no_match;
    if (!minutes && !sure && !c.lone_hours) {
      said_time z;
      if (zone_after(k + 1, z) == no_match) return no_match;
    }
    put_clock(s, h.value, minutes ? m.value : 0);
    s.half = 2;
    return clock_tail(minutes ? m.end : k + 1, true, s);
  }
  // "1530 hours", "at 0800", "330 pm"
  if (h.digits >= 3) {
    const int hour = h.value / 100, minute = h.value % 100;
    if (hour > max_hour || minute > 59 || (hour == max_hour && minute > 0)) return no_match;
    if (t_.touching(i) && i > t_.first() && (t_.symbol(i - 1, '-') || t_.symbol(i - 1, '.')) &&
        !c.lone_hours)
      return no_match;
    said_time try_it;
    put_clock(try_it, hour, minute);
    if (hour > 12 || hour == 0 || h.leading_zero) try_it.half = 2;
    token_pos end = clock_tail(k, true, try_it);
    bool sure = end != k && !(end == k + 1 && t_.symbol(k, '-'));
    if (const auto hw = t_.phrase(k, hours_word); hw && h.digits == 4) {
      end = zone_after(hw.end, try_it);
      if (end == no_match) end = hw.end;
      try_it.half = 2;
      sure = true;
    } else if (!sure) {
      // "555 0112" is a number to call.
      if (i > t_.first() && t_.number(i - 1) && c.lead == clock_lead::none) return no_match;
      if (!hour_can_end(k, clock_lead::at) && !(t_.symbol(k, '-') && t_.number(k + 1)))
        return no_match;
      // "at 650-650-6500" is a telephone number.
      if (t_.symbol(k, '-') && t_.touching(k) &&
          (t_.symbol(k + 2, '-') || (t_.tok(k + 1).text.size() != h.digits && !c.lone_hours)))
        return no_match;
      const bool year_like = h.digits == 4 && h.value >= 1900 && h.value <= 2100;
      sure = c.lead == clock_lead::at || (c.lead == clock_lead::soft && !year_like) ||
             (h.leading_zero && h.digits == 4 && (whole_text(i, k) || day_follows(k))) ||
             (dated && !year_like && minute % 5 == 0 &&
              c.said->has(said_part | said_weekday | said_anchor)) ||
             (c.lone_hours && !year_like);
      // Below, "at 150" needs an hour and minutes that people say.
      if (c.lead == clock_lead::soft && h.digits == 3 && minute % 5 != 0) sure = false;
    }
    if (!sure) return no_match;
    s = try_it;
    return end;
  }
  if (h.value > max_hour) return no_match;
  // "12 noon"
  if (const auto w = t_.phrase(k, clock_word); w && h.value == 12) {
    put_clock(s, w.value() / 60 % 24, -1);
    s.half = 2;
    s.midnight = w.value() == 1440;
    return w.end;
  }
  put_clock(s, h.value, -1);
  if (h.value > 12 || h.value == 0 || h.leading_zero) s.half = 2;
  const bool single_a = c.lead != clock_lead::none || dated || c.lone_hours;
  if (const auto end = clock_tail(k, single_a, s); end != k) {
    if (s.half == 0 || s.half == 1 || s.has(said_zone)) return end;
    // "3ish", "8 o'clock", but "20 or so" is a number.
    if (h.value <= 12 || t_.is(k, word_class::oclock))
      if (!t_.is_text(k, "or") || c.lead == clock_lead::at)
        if (!t_.is_text(k, "approximately") || c.lead == clock_lead::at) return end;
  }
  s.vague = false;
  // "at 3 15"
  if (c.lead == clock_lead::at) {
    const auto m = integer(k);
    if (m.digits == 2 && m.value < 60 && t_.tok(k).space_before &&
        hour_can_end(m.end, clock_lead::soft)) {
      s.minute = m.value;
      return clock_tail(m.end, true, s);
    }
  }
  if (c.lead == clock_lead::at && hour_can_end(k, clock_lead::at)) return k;
  if (c.lead == clock_lead::soft && hour_can_end(k, clock_lead::soft)) return k;
  if (c.lone_hours && hour_can_end(k, clock_lead::soft)) return k;
  if (h.value >= 1 && h.value <= 12 && options_.bias != time_bias::past && part_follows(k))
    return k;
  return no_match;
}

token_pos time_grammar::clock_words(token_pos i, const piece_context& c, said_time& s) const {
  // "oh six thirty", "zero eight hundred"
  if (t_.is_text(i, "oh") || t_.is_text(i, "zero")) {
    const auto hour = integer(i + 1);
    if (hour.digits > 0 || hour.value < 1 || hour.value > 9) return no_match;
    const auto minute = integer(hour.end);
    const bool hundred = t_.is_text(hour.end, "hundred");
    if (!hundred && (minute.digits > 0 || minute.value < 10 || minute.value > 59)) return no_match;
    put_clock(s, hour.value, hundred ? 0 : minute.value);
    s.half = 2;
    const auto end = hundred ? hour.end + 1 : minute.end;
    const auto hours = t_.phrase(end, hours_word);
    return hours ? hours.end : end;
  }
  const auto h = integer(i);
  // "fifteen hundred hours"
  if (h.digits == 0 && h.value >= 10 && h.value <= max_hour && t_.is_text(h.end, "hundred"))
    if (const auto hours = t_.phrase(h.end + 1, hours_word)) {
      put_clock(s, h.value, 0);
      s.half = 2;
      return hours.end;
    }
  if (h.digits > 0 || h.value < 1 || h.value > 12) return no_match;
  put_clock(s, h.value, -1);
  token_pos k = h.end;
  if (t_.symbol(k, '-')) ++k;
  bool oh = false;
  if (t_.is_text(k, "oh") || t_.is_text(k, "o") || t_.is_text(k, "zero")) {
    oh = true;
    ++k;
    if (t_.symbol(k, '-')) ++k;
  }
  const auto m = integer(k);
  if (m.value >= (oh ? 1 : 10) && m.value <= (oh ? 9 : 59) && m.digits == 0) {
    said_time with = s;
    with.minute = m.value;
    const auto end = clock_tail(m.end, true, with);
    if (with.half >= 0 || c.lead == clock_lead::at || part_follows(m.end) ||
        (c.said != nullptr && c.said->has(said_month_day | said_weekday | said_anchor) &&
         hour_can_end(m.end, clock_lead::soft)) ||
        (c.lead == clock_lead::soft && hour_can_end(m.end, clock_lead::soft))) {
      s = with;
      return end;
    }
    return no_match;
  }
  k = h.end;
  if (const auto end = clock_tail(k, false, s); end != k) {
    if (s.half >= 0 || s.has(said_zone) || !t_.is_text(k, "or")) return end;
  }
  s.vague = false;
  // "one" and "two" count things more often than hours.
  if (c.lead == clock_lead::at && hour_can_end(k, clock_lead::at)) return k;
  if (c.lead == clock_lead::soft && hour_can_end(k, clock_lead::soft)) return k;
  if (c.lone_hours && hour_can_end(k, clock_lead::soft)) return k;
  if (options_.bias != time_bias::past && part_follows(k)) return k;
  return no_match;
}

token_pos time_grammar::clock(token_pos i, const piece_context& c, said_time& s) const {
  if (!t_.in(i)) return no_match;
  said_time try_it;
  if (const auto w = t_.phrase(i, clock_word)) {
    put_clock(try_it, w.value() / 60 % 24, -1);
    try_it.half = 2;
    try_it.midnight = w.value() == 1440;
    try_it.vague = t_.text(i).ends_with("ish");
    s = try_it;
    const auto end = clock_tail(w.end, false, s);
    return end;
  }
  if (const auto e = clock_minutes_past(i, c, try_it); e != no_match) {
    s = try_it;
    return e;
  }
  try_it = {};
  const auto e = t_.number(i) ? clock_digits(i, c, try_it) : clock_words(i, c, try_it);
  if (e == no_match) return no_match;
  s = try_it;
  // "at 3 and half", "9 and a half"
  if (s.minute < 0 && s.half < 0 && t_.is(e, conjunction) &&
      (c.lead == clock_lead::at || c.lone_hours)) {
    const auto k = t_.is(e + 1, article) ? e + 2 : e + 1;
    if (t_.is(k, word_class::half) && hour_can_end(k + 1, clock_lead::soft)) {
      s.minute = 30;
      return clock_tail(k + 1, false, s);
    }
  }
  // Spanish "las 3 y media", "las 8 menos cuarto".
  if (options_.language == "es" && s.minute < 0 && (t_.is_text(e, "y") || t_.is_text(e, "menos"))) {
    const int sign = t_.is_text(e, "y") ? 1 : -1;
    int minutes = 0;
    token_pos end = e + 1;
    if (t_.is(end, word_class::half)) {
      minutes = 30;
      ++end;
    } else if (const auto q = t_.phrase(end, word_class::quarter)) {
      minutes = 15;
      end = q.end;
    } else if (const auto n = integer(end); n.value > 0 && n.value < 60) {
      minutes = n.value;
      end = n.end;
    }
    if (minutes > 0) {
      s.minute = sign > 0 ? minutes : 60 - minutes;
      if (sign < 0) s.hour = s.hour > 1 ? s.hour - 1 : 12;
      return clock_tail(end, false, s);
    }
  }
  return e;
}

token_pos time_grammar::part(token_pos i, const piece_context& c, said_time& s) const {
  token_pos end = no_match;
  const bool dated = c.said != nullptr && c.said->has_date();
  if (const auto m = t_.phrase(i, word_class::part)) {
    if (m.sense->weak && !dated && c.lead == clock_lead::none) return no_match;
    if (m.sense->weak && dated && t_.is(m.end, for_)) return no_match;
    // "good morning" greets.
    if (i > t_.first() && t_.is_text(i - 1, "good")) return no_match;
    s.part = static_cast<day_part>(m.value());
    // "tonight" is a day and a part; the others need a day or a word before them.
    s.weak = s.part != day_part::tonight && m.end == i + 1 && !c.in && !c.the &&
             c.lead == clock_lead::none && !dated;
    if (t_.is_text(i, "anoche")) {
      s.part = day_part::night;
      put_day(-1, s);
      s.period = "last_night";
    }
    // Spanish "esta manana" is one phrase of "this" and the part.
    if (m.end > i + 1 && t_.is(i, word_class::cycle)) {
      put_day(0, s);
      s.period = {};
    }
    end = m.end;
  } else if (dated || (i > t_.first() && t_.is(i - 1, word_class::cycle))) {
    // "tomorrow am"
    if (!t_.is_text(i, "am") && !t_.is_text(i, "pm")) return no_match;
    s.part = t_.is_text(i, "am") ? day_part::morning : day_part::afternoon;
    end = i + 1;
  } else {
    return no_match;
  }
  s.fields |= said_part;
  if (const auto m = t_.phrase(end, word_class::ish); m && !t_.is_text(end, "exactly")) end = m.end;
  return end;
}

}  // namespace nlp
