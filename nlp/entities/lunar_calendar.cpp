#include "nlp/entities/lunar_calendar.hpp"

#include <cmath>
#include <numbers>

#include "nlp/entities/calendar_math.hpp"

namespace nlp {
namespace {

using std::chrono::days;

constexpr double month_length = 29.530589;            // days from new moon to new moon
constexpr double moon_speed = 360.0 / month_length;   // degrees a day, away from the sun
constexpr double india = 5.5 / 24, china = 8.0 / 24;  // ahead of UTC, in days

double turn(double degrees) {
  const double r = std::fmod(degrees, 360.0);
  return r < 0 ? r + 360.0 : r;
}
double sine(double degrees) {
  return std::sin(degrees * std::numbers::pi / 180);
}

/// Julian centuries from 2000; `t` is days since 1970, UTC.
double centuries(double t) {
  return (t - 10'957.5) / 36'525;
}

double sun_longitude(double t) {
  const double c = centuries(t);
  const double m = 357.52911 + 35'999.05029 * c;
  return turn(280.46646 + 36'000.76983 * c + 1.914602 * sine(m) + 0.019993 * sine(2 * m) +
              0.000289 * sine(3 * m) - 0.00569);
}

double moon_longitude(double t) {
  const double c = centuries(t);
  const double d = turn(297.8501921 + 445'267.1114034 * c);
  const double m = turn(357.5291092 + 35'999.0502909 * c);
  const double a = turn(134.9633964 + 477'198.8675055 * c);
  const double f = turn(93.2720950 + 483'202.0175233 * c);
  return turn(218.3164477 + 481'267.88123421 * c + 6.288774 * sine(a) + 1.274027 * sine(2 * d - a) +
              0.658314 * sine(2 * d) + 0.213618 * sine(2 * a) - 0.185116 * sine(m) -
              0.114332 * sine(2 * f) + 0.058793 * sine(2 * d - 2 * a) +
              0.057066 * sine(2 * d - m - a) + 0.053322 * sine(2 * d + a) +
              0.045758 * sine(2 * d - m) - 0.040923 * sine(m - a) - 0.034720 * sine(d) -
              0.030383 * sine(m + a) + 0.015327 * sine(2 * d - 2 * f));
}

/// How far the moon is ahead of the sun: 0 new, 180 full.
double elongation(double t) {
  return turn(moon_longitude(t) - sun_longitude(t));
}

/// Longitude by the fixed stars (Lahiri's zero point).
double sidereal(double longitude, double t) {
  return turn(longitude - 23.853 - 1.3970 * centuries(t));
}

/// The moment near `t` at which the elongation is `degrees`.
double when_elongation(double degrees, double t) {
  for (int k = 0; k < 5; ++k) {
    double off = turn(degrees - elongation(t));
    if (off > 180) off -= 360;
    t += off / moon_speed;
  }
  return t;
}

int sign_of_sun(double t) {
  return static_cast<int>(sidereal(sun_longitude(t), t) / 30) % 12;
}

double epoch_days(local_days d) {
  return static_cast<double>(d.time_since_epoch().count());
}
local_days day_at(double t) {
  return local_days(days(static_cast<long>(std::floor(t))));
}

/// 1 to 30.
int tithi_at(local_days d, double hour) {
  return static_cast<int>(elongation(epoch_days(d) + hour / 24 - india) / 12) + 1;
}

}  // namespace

std::optional<local_days> hindu_date(int year, hindu_month month, int tithi, double hour) {
  const int wanted = static_cast<int>(month);
  const auto first = epoch_days(day_of(year, 1, 1));
  const double middle = tithi * 12 - 6;
  double t = first + turn(middle - elongation(first)) / moon_speed - month_length;
  for (int k = 0; k < 15; ++k, t += month_length) {
    const double exact = when_elongation(middle, t);
    // The month is named after the sign that the sun enters in it.
    const double begins = when_elongation(0, exact - middle / moon_speed);
    const int sign = sign_of_sun(begins);
    if ((sign + 1) % 12 != wanted) continue;
    if (sign_of_sun(when_elongation(0, begins + month_length)) == sign) continue;  // leap month
    auto d = day_at(exact + india) - days(1);
    for (int tries = 0; tries < 3 && tithi_at(d, hour) != tithi; ++tries) d += days(1);
    // A short lunar day may hold at that hour of no day; it is kept where its middle lies.
    if (tithi_at(d, hour) != tithi) d = day_at(exact + india);
    if (year_of(d) == year) return d;
  }
  return std::nullopt;
}

local_days sun_enters(int year, int sign, double hour) {
  // Aries is entered in the middle of April.
  double t = epoch_days(day_of(year, 1, 14)) + turn(sign * 30.0 - 270) * 365.2564 / 360;
  for (int k = 0; k < 5; ++k) {
    double off = turn(sign * 30.0 - sidereal(sun_longitude(t), t));
    if (off > 180) off -= 360;
    t += off * 365.2564 / 360;
  }
  return day_at(t + india + (24 - hour) / 24);
}

local_days chinese_new_year(int year) {
  const double from = epoch_days(day_of(year, 1, 21)) - china;
  return day_at(when_elongation(0, from + turn(-elongation(from)) / moon_speed) + china);
}

local_days moon_in_mansion_before(local_days end, int mansion) {
  constexpr double sunrise = 6.0 / 24;
  auto d = end - days(1);
  for (; d > end - days(29); d -= days(1)) {
    const double t = epoch_days(d) + sunrise - india;
    if (static_cast<int>(sidereal(moon_longitude(t), t) * 27 / 360) == mansion) break;
  }
  return d;
}

}  // namespace nlp
