#pragma once
// Instants as RFC 3339 writes them. Pure; thread: any.

#include <optional>
#include <string>
#include <string_view>

#include "config/common/time.hpp"

namespace net {

/// "2026-11-22T21:05:00Z"; parts of a second are dropped.
std::string iso_time(instant t);
/// With or without parts of a second, Z or an offset. Empty for anything else.
std::optional<instant> parse_iso_time(std::string_view text);

}  // namespace net
