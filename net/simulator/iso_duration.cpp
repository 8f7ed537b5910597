#include "net/simulator/iso_duration.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>

namespace net::simulator {
namespace {

constexpr std::chrono::hours longest = std::chrono::hours(24 * 3660);

error refused(const char* why) {
  return make_error(errc::invalid_argument, why, "advance");
}

double seconds_of(char unit, bool in_time) {
  if (in_time) return unit == 'H' ? 3600 : unit == 'M' ? 60 : unit == 'S' ? 1 : 0;
  return unit == 'W' ? 7 * 86400 : unit == 'D' ? 86400 : 0;
}

}  // namespace

result<std::chrono::microseconds> parse_iso_duration(std::string_view text) {
  if (!text.starts_with('P')) return refused("an ISO 8601 duration such as PT3H is needed");
  text.remove_prefix(1);
  double total = 0;
  double last_unit = 1e18;  // units come in falling order, each once
  bool in_time = false, any = false;
  while (!text.empty()) {
    if (text.front() == 'T' && !in_time) {
      in_time = true;
      any = false;  // "PT" alone says nothing
      text.remove_prefix(1);
      continue;
    }
    double number = 0;
    auto [end, ec] =
        std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    auto digits = static_cast<std::size_t>(end - text.data());
    if (ec != std::errc() || text.front() == '-' || !std::isfinite(number) || digits == text.size())
      return refused("an ISO 8601 duration such as PT3H is needed");
    char unit = text[digits];
    if (!in_time && (unit == 'Y' || unit == 'M'))
      return refused("years and months have no fixed length; use days");
    double each = seconds_of(unit, in_time);
    bool fraction = text.substr(0, digits).find('.') != std::string_view::npos;
    if (each == 0 || each >= last_unit || (fraction && digits + 1 != text.size()))
      return refused("an ISO 8601 duration such as PT3H is needed");
    last_unit = each;
    total += number * each;
    any = true;
    text.remove_prefix(digits + 1);
  }
  if (!any) return refused("an ISO 8601 duration such as PT3H is needed");
  if (total > std::chrono::duration<double>(longest).count())
    return refused("at most ten years at once");
  return std::chrono::microseconds(std::llround(total * 1e6));
}

}  // namespace net::simulator
