#pragma once
// The vocabulary shared by all that reads or writes times. Plain values.

#include <cstdint>
#include <string_view>

namespace nlp {

enum class time_kind : std::uint8_t { point, interval, open_after, open_before };
enum class time_grain : std::uint8_t { second, minute, hour, day, week, month, quarter, year };

/// Where a time lies that does not say so itself: "at 3", "monday", "march 3".
enum class time_bias : std::uint8_t { none, past, future };

/// "3/4" is March 4 or the 3rd of April. Year first is always year, month, day.
enum class date_order : std::uint8_t { month_first, day_first };

std::string_view to_string(time_kind k);
std::string_view to_string(time_grain g);

}  // namespace nlp
