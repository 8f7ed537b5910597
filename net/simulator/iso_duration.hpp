#pragma once
// ISO 8601 durations for the simulator's clock. Pure.

#include <chrono>
#include <string_view>

#include "config/common/result.hpp"

namespace net::simulator {

/// "PT3H", "P1DT30M", "P2W", "PT1.5S": weeks, days, hours, minutes, seconds. Years and months have
/// no fixed length and are refused, as is anything over ten years. Only forward.
result<std::chrono::microseconds> parse_iso_duration(std::string_view text);

}  // namespace net::simulator
