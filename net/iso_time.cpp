#include "net/iso_time.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace net {
namespace {

/// Takes `width` digits from the front.
std::optional<int> take_number(std::string_view& text, std::size_t width) {
  int value = 0;
  if (text.size() < width) return std::nullopt;
  auto [end, fault] = std::from_chars(text.data(), text.data() + width, value);
  if (fault != std::errc() || end != text.data() + width || value < 0) return std::nullopt;
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::string iso_time(instant t) {
  auto day = std::chrono::floor<std::chrono::days>(t);
  std::chrono::year_month_day date(day);
  std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(t - day));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::optional<instant> parse_iso_time(std::string_view text) {
  using namespace std::chrono;
  auto y = take_number(text, 4);
  if (!y || !take(text, '-')) return std::nullopt;
  auto mon = take_number(text, 2);
  if (!mon || !take(text, '-')) return std::nullopt;
  auto d = take_number(text, 2);
  if (!d || !take(text, 'T')) return std::nullopt;
  auto h = take_number(text, 2);
  if (!h || !take(text, ':')) return std::nullopt;
  auto min = take_number(text, 2);
  if (!min || !take(text, ':')) return std::nullopt;
  auto s = take_number(text, 2);
  if (!s) return std::nullopt;
  microseconds part(0);
  if (take(text, '.')) {
    int unit = 100'000;
    std::size_t digits = 0;
    for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; ++digits, unit /= 10) {
      part += microseconds(unit * (text[0] - '0'));
      text.remove_prefix(1);
    }
    if (digits == 0) return std::nullopt;
  }
  minutes east(0);
  if (!take(text, 'Z')) {
    bool west = text.starts_with('-');
    if (!west && !text.starts_with('+')) return std::nullopt;
    text.remove_prefix(1);
    auto hours_east = take_number(text, 2);
    if (!hours_east || !take(text, ':')) return std::nullopt;
    auto minutes_east = take_number(text, 2);
    if (!minutes_east || *hours_east > 23 || *minutes_east > 59) return std::nullopt;
    east = hours(*hours_east) + minutes(*minutes_east);
    if (west) east = -east;
  }
  year_month_day date{year(*y), month(static_cast<unsigned>(*mon)), day(static_cast<unsigned>(*d))};
  if (!text.empty() || !date.ok() || *h > 23 || *min > 59 || *s > 60) return std::nullopt;
  return instant(sys_days(date)) + hours(*h) + minutes(*min) + seconds(*s) + part - east;
}

}  // namespace net
