#pragma once
// Days counted by the moon and the sun where they are in the sky: the Hindu lunar months, the sun's
// entry into a sign, the Chinese new year. Positions are truncated series (Meeus, "Astronomical
// Algorithms", chapters 25 and 47), good to a few minutes of time. Callers: holidays.
// Thread: any; pure.

#include <cstdint>
#include <optional>

#include "config/common/time.hpp"

namespace nlp {

/// Months that begin with the new moon, as in western and southern India.
enum class hindu_month : std::uint8_t {
  chaitra,
  vaishakha,
  jyeshtha,
  ashadha,
  shravana,
  bhadrapada,
  ashvina,
  kartika,
  margashirsha,
  pausha,
  magha,
  phalguna
};

/// The first day of a common year on which lunar day `tithi` (1 to 30; 15 is full moon, 30 new
/// moon) of that month holds at `hour` by Indian time. Leap months are passed over.
std::optional<local_days> hindu_date(int year, hindu_month month, int tithi, double hour);

/// The day on which the sun enters a twelfth of the sidereal zodiac (0 Aries to 11 Pisces) before
/// `hour` by Indian time, and the day after when it does so later.
local_days sun_enters(int year, int sign, double hour);

/// The new moon between 21 January and 20 February, by Chinese time.
local_days chinese_new_year(int year);

/// The last day before `end` at whose sunrise in India the moon stands in that lunar mansion
/// (0 Ashvini to 26 Revati).
local_days moon_in_mansion_before(local_days end, int mansion);

}  // namespace nlp
