#include "actors/replies/formatter.hpp"

#include <gtest/gtest.h>

namespace {

using namespace replies;
using namespace std::chrono_literals;
using std::chrono::January;
using std::chrono::March;
using std::chrono::sys_days;

voice in(std::string_view zone_name, local_seconds now, bool imperial = false) {
  voice v;
  v.tz = zone::find(zone_name).value();
  v.now = now;
  v.imperial = imperial;
  return v;
}

local_seconds at(int y, unsigned m, unsigned d, int h = 0, int min = 0) {
  namespace c = std::chrono;
  return local_seconds(local_days(c::year(y) / c::month(m) / c::day(d))) + c::hours(h) +
         c::minutes(min);
}

TEST(Formatter, NumbersHaveNoTrailingZeros) {
  EXPECT_EQ(number(1), "1");
  EXPECT_EQ(number(1.5), "1.5");
  EXPECT_EQ(number(0.333, 2), "0.33");
  EXPECT_EQ(number(100, 0), "100");
  EXPECT_EQ(number(-0.01), "0");
  EXPECT_EQ(number(2.96), "3");
}

TEST(Formatter, VolumesFollowTheUnits) {
  const auto metric = in("UTC", at(2026, 3, 4)), imperial = in("UTC", at(2026, 3, 4), true);
  EXPECT_EQ(volume(500, metric), "500 ml");
  EXPECT_EQ(volume(1500, metric), "1500 ml");
  EXPECT_EQ(volume(12'500, metric), "12.5 L");
  EXPECT_EQ(volume(473.176, imperial), "16 oz");
  EXPECT_EQ(volume(500, imperial), "16.9 oz");
}

TEST(Formatter, WeightsComeBackAsSaid) {
  for (double lb = 2.5; lb <= 1000; lb += 2.5)
    EXPECT_EQ(weight(kilograms(lb, "lb"), "lb"), number(lb) + " lb");
  for (double kg = 0.5; kg <= 400; kg += 0.5)
    EXPECT_EQ(weight(kilograms(kg, "kg"), "kg"), number(kg) + " kg");
}

TEST(Formatter, DistancesComeBackAsSaid) {
  for (const auto* unit : {"mi", "km"})
    for (double d = 0.25; d < 100; d += 0.25)
      EXPECT_EQ(distance(metres(d, unit), unit), number(d, 2) + " " + unit);
  EXPECT_EQ(distance(400, "m"), "400 m");
  EXPECT_EQ(distance(metres(100, "yd"), "yd"), "100 yd");
  EXPECT_EQ(distance(10'000, in("UTC", at(2026, 3, 4), true)), "6.21 mi");
}

TEST(Formatter, DurationsAreShort) {
  EXPECT_EQ(duration(45), "45 min");
  EXPECT_EQ(duration(60), "1h");
  EXPECT_EQ(duration(450), "7h 30m");
  EXPECT_EQ(duration(59.6), "1h");
}

TEST(Formatter, ClockFollowsTheLanguage) {
  auto v = in("UTC", at(2026, 3, 4));
  EXPECT_EQ(clock(at(2026, 3, 4, 15), v), "3:00 PM");
  EXPECT_EQ(clock(at(2026, 3, 4, 0, 5), v), "12:05 AM");
  EXPECT_EQ(clock(at(2026, 3, 4, 12), v), "12:00 PM");
  v.clock24 = true;
  EXPECT_EQ(clock(at(2026, 3, 4, 15), v), "15:00");
  EXPECT_EQ(clock(at(2026, 3, 4, 0, 5), v), "00:05");
}

TEST(Formatter, NearDaysHaveNames) {
  const auto v = in("America/New_York", at(2026, 3, 4, 14, 20));
  EXPECT_EQ(day(local_days(2026y / March / 4), v), "today");
  EXPECT_EQ(day(local_days(2026y / March / 5), v), "tomorrow");
  EXPECT_EQ(day(local_days(2026y / March / 3), v), "yesterday");
  EXPECT_EQ(day(local_days(2026y / March / 6), v), "Fri Mar 6");
  EXPECT_EQ(day(local_days(2027y / January / 1), v), "Fri Jan 1, 2027");
  EXPECT_EQ(moment(at(2026, 3, 5, 8), v), "tomorrow 8:00 AM");
}

TEST(Formatter, InstantsAreShownOnTheLocalClock) {
  const auto v = in("America/New_York", at(2026, 3, 8, 12));
  // The clocks went forward at 2:00 that morning.
  const instant before = sys_days(2026y / March / 8) + 6h + 59min;
  EXPECT_EQ(moment(before, v), "today 1:59 AM");
  EXPECT_EQ(moment(before + 1min, v), "today 3:00 AM");
}

TEST(Formatter, LongNamesAreCutBetweenCharacters) {
  EXPECT_EQ(shortened("abc", 5), "abc");
  EXPECT_EQ(shortened("abcdefgh", 6), "abc...");
  EXPECT_EQ(shortened("ééééééé", 6), "ééé...");
}

TEST(Formatter, PluralsAreOrdinary) {
  EXPECT_EQ(plural("slice", 2), "slices");
  EXPECT_EQ(plural("slice", 1), "slice");
  EXPECT_EQ(plural("glass", 2), "glasses");
  EXPECT_EQ(plural("eggs", 2), "eggs");
  EXPECT_EQ(plural("berry", 3), "berries");
  EXPECT_EQ(plural("entry", 2), "entries");
}

}  // namespace
