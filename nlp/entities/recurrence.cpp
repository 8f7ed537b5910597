#include "nlp/entities/recurrence.hpp"

#include <array>
#include <charconv>
#include <vector>

#include "nlp/entities/calendar_math.hpp"

namespace nlp {
namespace {

using std::chrono::days;

constexpr std::array<std::string_view, 7> day_codes = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
constexpr std::array<std::string_view, 6> freq_names = {"MINUTELY", "HOURLY",  "DAILY",
                                                        "WEEKLY",   "MONTHLY", "YEARLY"};
constexpr std::string_view interval_units = "mhdwMy";  // "every:2h"; a month is "mo"

std::string day_list(std::uint8_t mask) {
  std::string out;
  for (unsigned k = 0; k < 7; ++k) {
    if (!(mask >> k & 1U)) continue;
    if (!out.empty()) out += ',';
    out += day_codes[k];
  }
  return out;
}

std::optional<std::uint8_t> day_mask(std::string_view list) {
  std::uint8_t mask = 0;
  while (!list.empty()) {
    const auto code = list.substr(0, list.find(','));
    bool found = false;
    for (unsigned k = 0; k < 7; ++k)
      if (day_codes[k] == code) {
        mask = static_cast<std::uint8_t>(mask | 1U << k);
        found = true;
      }
    if (!found) return std::nullopt;
    list.remove_prefix(std::min(list.size(), code.size() + 1));
  }
  return mask ? std::optional(mask) : std::nullopt;
}

std::string hour_list(std::uint32_t mask) {
  std::string out;
  for (unsigned h = 0; h < 24; ++h)
    if (mask >> h & 1U) out += (out.empty() ? "" : ",") + std::to_string(h);
  return out;
}

template <class T>
bool take_number(std::string_view& text, T& value) {
  int v = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), v);
  if (ec != std::errc() || v < -400 || v > 1000) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  value = static_cast<T>(v);
  return true;
}

std::optional<std::uint32_t> hour_mask(std::string_view list) {
  std::uint32_t mask = 0;
  while (!list.empty()) {
    int h = 0;
    if (!take_number(list, h) || h < 0 || h > 23) return std::nullopt;
    mask |= 1U << static_cast<unsigned>(h);
    if (!list.empty() && list[0] != ',') return std::nullopt;
    list.remove_prefix(std::min<std::size_t>(list.size(), 1));
  }
  return mask ? std::optional(mask) : std::nullopt;
}

std::string two_digits(int v) {
  std::string s = std::to_string(v);
  return s.size() < 2 ? "0" + s : s;
}

/// "20260331T235959".
std::string basic_time(local_seconds t) {
  const auto day = std::chrono::floor<days>(t);
  const auto second = (t - local_seconds(day)).count();
  std::string out = std::to_string(year_of(day));
  for (const auto v : {static_cast<long>(month_of(day)), static_cast<long>(month_day_of(day))})
    out += two_digits(static_cast<int>(v));
  out += 'T';
  for (const auto v : {second / 3600, second / 60 % 60, second % 60})
    out += two_digits(static_cast<int>(v));
  return out;
}

std::optional<local_seconds> basic_time_from(std::string_view text) {
  std::array<int, 6> f{};
  constexpr std::array<std::size_t, 6> at{0, 4, 6, 9, 11, 13}, width{4, 2, 2, 2, 2, 2};
  if (text.size() != 15 || text[8] != 'T') return std::nullopt;
  for (std::size_t i = 0; i < f.size(); ++i) {
    const auto* from = text.data() + at[i];
    const auto* to = from + width[i];
    if (const auto [end, ec] = std::from_chars(from, to, f[i]); ec != std::errc() || end != to)
      return std::nullopt;
  }
  if (!valid_date(f[0], f[1], f[2]) || f[3] > 23 || f[4] > 59 || f[5] > 59) return std::nullopt;
  using namespace std::chrono;
  return local_seconds(day_of(f[0], f[1], f[2])) + hours(f[3]) + minutes(f[4]) + seconds(f[5]);
}

bool skip(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool sane(const recurrence_rule& r) {
  return r.interval >= 1 && r.month_day >= -1 && r.month_day <= 31 && r.month <= 12 &&
         r.weekday_ordinal >= -1 && r.weekday_ordinal <= 5 && r.weekdays < 128;
}

/// The day of the rule within the month of `month`, if it has one.
std::optional<local_days> day_in_month(const recurrence_rule& r, local_days month,
                                       local_days start) {
  const int y = year_of(month), m = month_of(month);
  if (r.weekday_ordinal != 0 && r.weekdays != 0) {
    int wd = 1;
    while (!(r.weekdays >> (wd - 1) & 1)) ++wd;
    const auto d = nth_weekday(y, m, wd, r.weekday_ordinal);
    return month_of(d) == m ? std::optional(d) : std::nullopt;
  }
  const int length = days_in_month(y, m);
  if (r.month_day == -1) return day_of(y, m, length);
  const int d = r.month_day > 0 ? r.month_day : month_day_of(start);
  return d <= length ? std::optional(day_of(y, m, d)) : std::nullopt;
}

}  // namespace

std::string to_string(const recurrence_rule& r) {
  if (r.interval == 1) {
    switch (r.freq) {
      case frequency::minutely:
        return "every:1m";
      case frequency::hourly:
        return "every:1h";
      case frequency::daily:
        return "daily";
      case frequency::weekly:
        if (r.weekdays == working_days) return "weekdays";
        if (r.weekdays == weekend_days) return "weekends";
        if (r.weekdays == 127) return "daily";
        return r.weekdays ? "weekly:" + day_list(r.weekdays) : "weekly";
      case frequency::monthly:
        if (r.weekday_ordinal)
          return "monthly:" + std::to_string(r.weekday_ordinal) + day_list(r.weekdays);
        return r.month_day ? "monthly:" + std::to_string(r.month_day) : "monthly";
      case frequency::yearly:
        if (r.month && r.month_day > 0)
          return "yearly:" + two_digits(r.month) + "-" + two_digits(r.month_day);
        return "yearly";
    }
  }
  const char unit = interval_units[static_cast<std::size_t>(r.freq)];
  std::string out = "every:" + std::to_string(r.interval);
  out += unit == 'M' ? std::string("mo") : std::string(1, unit);
  if (r.weekdays) out += ":" + day_list(r.weekdays);
  if (r.month_day) out += ":" + std::to_string(r.month_day);
  return out;
}

std::optional<recurrence_rule> recurrence_from(std::string_view text) {
  recurrence_rule r;
  if (text == "daily") return r;
  r.freq = frequency::weekly;
  if (text == "weekdays") {
    r.weekdays = working_days;
    return r;
  }
  if (text == "weekends") {
    r.weekdays = weekend_days;
    return r;
  }
  if (text == "weekly") return r;
  if (skip(text, "weekly:")) {
    const auto mask = day_mask(text);
    if (!mask) return std::nullopt;
    r.weekdays = *mask;
    return r;
  }
  r.freq = frequency::monthly;
  if (text == "monthly") return r;
  if (skip(text, "monthly:")) {
    int n = 0;
    if (!take_number(text, n)) return std::nullopt;
    if (text.empty()) {
      r.month_day = static_cast<std::int8_t>(std::clamp(n, -2, 99));
      return r.month_day != 0 && sane(r) ? std::optional(r) : std::nullopt;
    }
    const auto mask = day_mask(text);
    if (!mask || (*mask & (*mask - 1)) || n == 0) return std::nullopt;
    r.weekday_ordinal = static_cast<std::int8_t>(std::clamp(n, -2, 99));
    r.weekdays = *mask;
    return sane(r) ? std::optional(r) : std::nullopt;
  }
  r.freq = frequency::yearly;
  if (text == "yearly") return r;
  if (skip(text, "yearly:")) {
    int month = 0, day = 0;
    if (!take_number(text, month) || !skip(text, "-") || !take_number(text, day) || !text.empty() ||
        !valid_date(2000, month, day))
      return std::nullopt;
    r.month = static_cast<std::uint8_t>(month);
    r.month_day = static_cast<std::int8_t>(day);
    return r;
  }
  if (!skip(text, "every:")) return std::nullopt;
  int n = 0;
  if (!take_number(text, n) || n < 1) return std::nullopt;
  r.interval = static_cast<std::uint16_t>(n);
  if (skip(text, "mo")) {
    r.freq = frequency::monthly;
  } else if (!text.empty() && text[0] != 'M' && interval_units.find(text[0]) != std::string::npos) {
    r.freq = static_cast<frequency>(interval_units.find(text[0]));
    text.remove_prefix(1);
  } else {
    return std::nullopt;
  }
  if (text.empty()) return r;
  if (!skip(text, ":")) return std::nullopt;
  if (const auto mask = day_mask(text)) {
    r.weekdays = *mask;
    return r;
  }
  int day = 0;
  if (!take_number(text, day) || !text.empty() || day == 0 || day < -1 || day > 31)
    return std::nullopt;
  r.month_day = static_cast<std::int8_t>(day);
  return r;
}

std::string to_rrule(const recurrence_rule& r) {
  std::string out = "FREQ=";
  out += freq_names[static_cast<std::size_t>(r.freq)];
  if (r.interval > 1) out += ";INTERVAL=" + std::to_string(r.interval);
  if (r.month) out += ";BYMONTH=" + std::to_string(r.month);
  if (r.month_day) out += ";BYMONTHDAY=" + std::to_string(r.month_day);
  if (r.weekdays) {
    out += ";BYDAY=";
    if (r.weekday_ordinal) out += std::to_string(r.weekday_ordinal);
    out += day_list(r.weekdays);
  }
  if (r.hours) out += ";BYHOUR=" + hour_list(r.hours);
  if (r.count) out += ";COUNT=" + std::to_string(r.count);
  if (r.until) out += ";UNTIL=" + basic_time(*r.until);
  return out;
}

std::optional<recurrence_rule> rrule_from(std::string_view text) {
  skip(text, "RRULE:");
  recurrence_rule r;
  bool has_freq = false;
  while (!text.empty()) {
    auto part = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    int n = 0;
    if (skip(part, "FREQ=")) {
      for (std::size_t k = 0; k < freq_names.size(); ++k)
        if (freq_names[k] == part) {
          r.freq = static_cast<frequency>(k);
          has_freq = true;
        }
      if (!has_freq) return std::nullopt;
    } else if (skip(part, "INTERVAL=")) {
      if (!take_number(part, n) || !part.empty() || n < 1) return std::nullopt;
      r.interval = static_cast<std::uint16_t>(n);
    } else if (skip(part, "BYMONTHDAY=")) {
      if (!take_number(part, n) || !part.empty() || n == 0 || n < -1 || n > 31) return std::nullopt;
      r.month_day = static_cast<std::int8_t>(n);
    } else if (skip(part, "BYMONTH=")) {
      if (!take_number(part, n) || !part.empty() || n < 1 || n > 12) return std::nullopt;
      r.month = static_cast<std::uint8_t>(n);
    } else if (skip(part, "BYDAY=")) {
      if (take_number(part, n)) {
        if (n == 0 || n < -1 || n > 5) return std::nullopt;
        r.weekday_ordinal = static_cast<std::int8_t>(n);
      }
      const auto mask = day_mask(part);
      if (!mask) return std::nullopt;
      r.weekdays = *mask;
    } else if (skip(part, "BYHOUR=")) {
      const auto mask = hour_mask(part);
      if (!mask) return std::nullopt;
      r.hours = *mask;
    } else if (skip(part, "COUNT=")) {
      if (!take_number(part, n) || !part.empty() || n < 1) return std::nullopt;
      r.count = static_cast<std::uint16_t>(n);
    } else if (skip(part, "UNTIL=")) {
      r.until = basic_time_from(part);
      if (!r.until) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  return has_freq ? std::optional(r) : std::nullopt;
}

namespace {

unsigned hour_of(local_seconds t) {
  return static_cast<unsigned>(
      std::chrono::floor<std::chrono::hours>(t - std::chrono::floor<days>(t)).count());
}

/// As if the rule never ended.
std::optional<local_seconds> next_of_endless(const recurrence_rule& r, local_seconds start,
                                             local_seconds after) {
  using std::chrono::floor;
  const auto first_day = floor<days>(start);
  const auto time_of_day = start - local_seconds(first_day);
  const auto from = std::max(start, after + std::chrono::seconds(1));

  if (r.freq == frequency::minutely || r.freq == frequency::hourly) {
    const auto step = std::chrono::seconds(r.freq == frequency::hourly ? 3600 : 60) * r.interval;
    auto next = from <= start
                    ? start
                    : start + (from - start + step - std::chrono::seconds(1)) / step * step;
    // A step may be longer than a day and need not meet the hours that count.
    const auto last = next + std::chrono::days(31);
    while (r.hours && !(r.hours >> hour_of(next) & 1U)) {
      next += step;
      if (next > last) return std::nullopt;
    }
    return next;
  }
  const auto from_day = floor<days>(from);
  const auto at = [&](local_days d) { return local_seconds(d) + time_of_day; };
  if (r.freq == frequency::daily || r.freq == frequency::weekly) {
    const bool weekly = r.freq == frequency::weekly;
    const int step = r.interval * (weekly ? 7 : 1);
    const auto mask =
        r.weekdays ? r.weekdays : static_cast<std::uint8_t>(1U << (weekday_of(first_day) - 1));
    const auto origin = weekly ? monday_of(first_day) : first_day;
    // Whole periods that lie before `from` are skipped in one go.
    const auto gone = std::max<long>(0, (from_day - origin).count() / step - 1);
    for (long k = gone; k <= gone + 3; ++k) {
      const auto base = origin + days(k * step);
      for (int j = 0; j < (weekly ? 7 : 1); ++j) {
        const auto d = base + days(j);
        if (weekly && !(mask >> j & 1)) continue;
        if (!weekly && r.weekdays && !(r.weekdays >> (weekday_of(d) - 1) & 1)) continue;
        if (at(d) >= from) return at(d);
      }
    }
    return std::nullopt;
  }
  const long step = static_cast<long>(r.interval) * (r.freq == frequency::yearly ? 12 : 1);
  auto origin = month_start(first_day);
  if (r.freq == frequency::yearly && r.month) origin = day_of(year_of(first_day), r.month, 1);
  const long months =
      (year_of(from_day) - year_of(origin)) * 12L + month_of(from_day) - month_of(origin);
  const long gone = std::max(0L, months / step - 1);
  for (long k = gone; k <= gone + 60; ++k) {  // February 29 needs up to eight years
    const auto d = day_in_month(r, add_months(origin, k * step), first_day);
    if (d && at(*d) >= from) return at(*d);
  }
  return std::nullopt;
}

}  // namespace

std::optional<local_seconds> next_occurrence(const recurrence_rule& r, local_seconds start,
                                             local_seconds after) {
  if (!sane(r)) return std::nullopt;
  std::optional<local_seconds> next;
  if (r.count == 0) {
    next = next_of_endless(r, start, after);
  } else {
    next = next_of_endless(r, start, start - std::chrono::seconds(1));
    for (int n = 1; next && *next <= after; ++n)
      next = n < r.count ? next_of_endless(r, start, *next) : std::nullopt;
  }
  if (next && r.until && *next > *r.until) return std::nullopt;
  return next;
}

}  // namespace nlp
