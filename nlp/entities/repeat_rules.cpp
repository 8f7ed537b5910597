// Repetition: "every other tuesday 6pm", "weekdays", "monthly on the 15th", "first of every month".
// What an RRULE cannot say ("twice a week") is not found.

#include "nlp/entities/time_grammar.hpp"
#include "nlp/text/numbers.hpp"

namespace nlp {
namespace {

using enum word_class;

std::uint8_t bit(int weekday) {
  return static_cast<std::uint8_t>(1U << (weekday - 1));
}

std::optional<frequency> frequency_of(time_unit u) {
  switch (u) {
    case time_unit::minute:
      return frequency::minutely;
    case time_unit::hour:
      return frequency::hourly;
    case time_unit::day:
      return frequency::daily;
    case time_unit::week:
    case time_unit::fortnight:
      return frequency::weekly;
    case time_unit::month:
    case time_unit::quarter:
      return frequency::monthly;
    case time_unit::year:
      return frequency::yearly;
    default:
      return std::nullopt;
  }
}

}  // namespace

/// "mon, wed and fri": the days, at least one.
token_pos time_grammar::weekday_list(token_pos i, std::uint8_t& mask) const {
  token_pos end = no_match, k = i;
  for (int n = 0; n < 7; ++n) {
    auto w = t_.phrase(k, word_class::weekdays);
    if (!w) w = t_.phrase(k, word_class::weekday);
    if (!w || w.value() == 0 || (mask & bit(w.value()))) break;
    mask = static_cast<std::uint8_t>(mask | bit(w.value()));
    end = k = w.end;
    if (t_.symbol(k, '.') && t_.touching(k)) ++k;
    if (t_.symbol(k, ',') || t_.symbol(k, '/')) ++k;
    if (t_.is(k, conjunction) || t_.symbol(k, '+')) ++k;
    if (t_.is(k, every) || t_.is(k, on)) ++k;
  }
  return end;
}

token_pos time_grammar::repeat(token_pos i, said_time& s) const {
  const auto put = [&](frequency f, int interval, std::uint8_t days = 0) {
    s.fields |= said_rule;
    s.rule.freq = f;
    s.rule.interval = static_cast<std::uint16_t>(interval);
    s.rule.weekdays = days;
  };
  const auto put_part = [&](day_part p) {
    s.fields |= said_part;
    s.part = p;
  };
  const auto word = [&](int value) {
    switch (static_cast<repeat_word>(value)) {
      case repeat_word::hourly:
        return put(frequency::hourly, 1);
      case repeat_word::daily:
        return put(frequency::daily, 1);
      case repeat_word::nightly:
        put(frequency::daily, 1);
        return put_part(day_part::night);
      case repeat_word::mornings:
        put(frequency::daily, 1);
        return put_part(day_part::morning);
      case repeat_word::evenings:
        put(frequency::daily, 1);
        return put_part(day_part::evening);
      case repeat_word::weekly:
        return put(frequency::weekly, 1);
      case repeat_word::biweekly:
        return put(frequency::weekly, 2);
      case repeat_word::monthly:
        return put(frequency::monthly, 1);
      case repeat_word::yearly:
        return put(frequency::yearly, 1);
      case repeat_word::weekdays:
        return put(frequency::weekly, 1, working_days);
      case repeat_word::weekends:
        return put(frequency::weekly, 1, weekend_days);
    }
  };

  const auto e = t_.phrase(i, every);
  if (!e || e.sense->weak) {
    if (const auto r = t_.phrase(i, word_class::repeat); r && !r.sense->weak) {
      // "last 2 weekends" counts; "weekends" repeats.
      if (i > t_.first() && (t_.number(i - 1) || t_.is(i - 1, word_class::cycle))) return no_match;
      word(r.value());
      return r.end;
    }
    if (t_.phrase(i, word_class::weekdays)) {
      std::uint8_t mask = 0;
      const auto end = weekday_list(i, mask);
      if (end == no_match || (i > t_.first() && t_.number(i - 1))) return no_match;
      put(frequency::weekly, 1, mask);
      return end;
    }
    // "first of every month", "the 15th of each month", "last friday of every month"
    int n = 0;
    bool from_end = false;
    token_pos k = ordinal(i, n, from_end);
    if (k == no_match) return no_match;
    int weekday_said = 0;
    if (const auto w = t_.phrase(k, word_class::weekday)) {
      weekday_said = w.value();
      k = w.end;
    } else if (t_.is_text(k, "day")) {
      ++k;
    }
    if (!t_.is(k, of) && !t_.is(k, in)) return no_match;
    ++k;
    if (!t_.phrase(k, every) || !t_.is_text(t_.phrase(k, every).end, "month")) return no_match;
    put(frequency::monthly, 1);
    if (weekday_said) {
      if (n > 5 || (from_end && n > 1)) return no_match;
      s.rule.weekdays = bit(weekday_said);
      s.rule.weekday_ordinal = static_cast<std::int8_t>(from_end ? -1 : n);
    } else {
      if (n > 31 || (from_end && n > 1)) return no_match;
      s.rule.month_day = static_cast<std::int8_t>(from_end ? -1 : n);
    }
    return t_.phrase(k, every).end + 1;
  }

  token_pos k = e.end;
  int interval = 1;
  if (const auto o = t_.phrase(k, other);
      o && !(t_.is_text(k, "second") && t_.is_text(k + 1, "of"))) {
    // "every second" alone is a second; with a day after it, every other.
    if (!o.sense->weak || t_.phrase(o.end, unit) || t_.phrase(o.end, word_class::weekday)) {
      interval = 2;
      k = o.end;
    }
  }
  if (interval == 1) {
    // "every first monday", "every 15th", "every 3rd day"
    int n = 0;
    bool from_end = false;
    if (const auto oe = ordinal(k, n, from_end); oe != no_match) {
      if (const auto w = t_.phrase(oe, word_class::weekday); w && n <= 5 && (!from_end || n == 1)) {
        put(frequency::monthly, 1);
        s.rule.weekdays = bit(w.value());
        s.rule.weekday_ordinal = static_cast<std::int8_t>(from_end ? -1 : n);
        token_pos end = w.end;
        if (t_.is(end, of) && t_.is(end + 1, the) && t_.is_text(end + 2, "month")) end += 3;
        return end;
      }
      if (const auto u = t_.phrase(oe, unit); u && !from_end && !u.sense->weak) {
        const auto f = frequency_of(static_cast<time_unit>(u.value()));
        if (!f) return no_match;
        put(*f, n);
        return u.end;
      }
      if (!from_end && n <= 31) {
        // "every 4th of july", "every 15th of the month", "every 1st"
        said_time date;
        if (const auto d = day_first(k, {}, date); d != no_match && !date.has(said_year)) {
          s = date;
          put(frequency::yearly, 1);
          return d;
        }
        put(frequency::monthly, 1);
        s.rule.month_day = static_cast<std::int8_t>(n);
        token_pos end = oe;
        if (t_.is(end, of) && (t_.is(end + 1, the) || t_.is(end + 1, every)) &&
            t_.is_text(end + 2, "month"))
          end += 3;
        return end;
      }
    }
    time_amount a;
    if (const auto end = amount(k, a); end != no_match && a.size == 1 && a.parts[0].n > 0) {
      auto n_units = a.parts[0].n;
      auto unit_said = a.parts[0].unit;
      if (unit_said == time_unit::hour && n_units < 1) {
        n_units *= 60;
        unit_said = time_unit::minute;
      }
      if (unit_said == time_unit::hour && n_units != static_cast<int>(n_units)) {
        n_units *= 60;
        unit_said = time_unit::minute;
      }
      const auto f = frequency_of(unit_said);
      if (!f || n_units != static_cast<int>(n_units) || n_units > 1000) return no_match;
      const int factor = unit_said == time_unit::fortnight ? 2
                         : unit_said == time_unit::quarter ? 3
                                                           : 1;
      put(*f, static_cast<int>(n_units) * factor);
      return end;
    }
  }
  if (t_.is(k, word_class::half) && t_.is_text(k + 1, "hour")) {
    put(frequency::minutely, 30);
    return k + 2;
  }
  if (t_.is_text(k, "single")) ++k;
  if (const auto r = t_.phrase(k, word_class::repeat)) {  // "every weekday"
    word(r.value());
    s.rule.interval = static_cast<std::uint16_t>(s.rule.interval * interval);
    return r.end;
  }
  if (const auto w = t_.phrase(k, weekend)) {
    put(frequency::weekly, interval, weekend_days);
    return w.end;
  }
  if (const auto p = t_.phrase(k, word_class::part); p && interval == 1) {
    put(frequency::daily, 1);
    put_part(static_cast<day_part>(p.value()));
    return p.end;
  }
  std::uint8_t mask = 0;
  if (const auto end = weekday_list(k, mask); end != no_match) {
    put(frequency::weekly, interval, mask);
    return end;
  }
  if (const auto u = t_.phrase(k, unit); u && !u.sense->weak) {
    const auto kind = static_cast<time_unit>(u.value());
    const auto f = frequency_of(kind);
    if (!f) return no_match;
    const int factor = kind == time_unit::fortnight ? 2 : kind == time_unit::quarter ? 3 : 1;
    put(*f, interval * factor);
    return u.end;
  }
  if (interval == 1) {  // "every june 3", "every christmas"
    said_time date;
    auto end = month_first(k, {}, date);
    if (end == no_match) end = day_first(k, {}, date);
    if (end == no_match) end = holiday(k, date);
    if (end != no_match && !date.has(said_year)) {
      s = date;
      s.weak = false;
      put(frequency::yearly, 1);
      return end;
    }
  }
  return no_match;
}

/// Days said beside a rule become part of it: "monthly" "on the 15th", "weekly" "on monday".
bool time_grammar::settle_rule(said_time& s) {
  if (!s.has(said_rule)) return true;
  auto& r = s.rule;
  if (s.has(said_weekday)) {
    if (r.freq == frequency::weekly && r.weekdays == 0) {
      r.weekdays = bit(s.weekday);
    } else {
      return false;
    }
    s.fields &= ~static_cast<std::uint32_t>(said_weekday);
  }
  if (s.has(said_month_day) && !s.has(said_month)) {
    if (r.freq != frequency::monthly || r.month_day != 0 || r.weekdays != 0) return false;
    r.month_day = static_cast<std::int8_t>(s.month_day);
    s.fields &= ~static_cast<std::uint32_t>(said_month_day);
  }
  if (s.has(said_month) && s.has(said_month_day)) {
    if (r.freq != frequency::yearly) return false;
    r.month = static_cast<std::uint8_t>(s.month);
    r.month_day = static_cast<std::int8_t>(s.month_day);
  } else if (s.has(said_month)) {
    return false;
  }
  return !s.has(said_year | said_season);
}

}  // namespace nlp
