#include "config/common/zone.hpp"

#include <gtest/gtest.h>

#include "config/common/clock.hpp"
#include "config/common/ids.hpp"

namespace {

using namespace std::chrono;

local_seconds at(int y, unsigned m, unsigned d, int h, int min) {
  return local_days(year(y) / m / d) + hours(h) + minutes(min);
}
instant utc(int y, unsigned m, unsigned d, int h, int min) {
  return sys_days(year(y) / m / d) + hours(h) + minutes(min);
}

TEST(Zone, AnUnknownNameIsAnErrorThatNamesTheSetting) {
  auto z = zone::find("Mars/Olympus");
  ASSERT_FALSE(z);
  EXPECT_EQ(z.error().field, "timezone");
}

TEST(Zone, ATimeInASpringGapTakesTheOffsetBeforeIt) {
  auto z = *zone::find("America/New_York");
  EXPECT_EQ(z.to_instant(at(2026, 3, 8, 2, 30)), utc(2026, 3, 8, 7, 30));
  EXPECT_EQ(z.to_local(utc(2026, 3, 8, 7, 30)), at(2026, 3, 8, 3, 30));
}

TEST(Zone, ATimeInAnAutumnFoldIsTheFirstOne) {
  auto z = *zone::find("America/New_York");
  EXPECT_EQ(z.to_instant(at(2026, 11, 1, 1, 30)), utc(2026, 11, 1, 5, 30));
}

TEST(Zone, ADayStartsWhenTheClockFirstShowsIt) {
  auto cairo = *zone::find("Africa/Cairo");  // 2026-04-24 begins at 01:00
  EXPECT_EQ(cairo.to_local(cairo.day_start(local_days(year(2026) / 4 / 24))),
            at(2026, 4, 24, 1, 0));
  auto lord_howe = *zone::find("Australia/Lord_Howe");  // half an hour of daylight saving
  auto day = local_days(year(2026) / 10 / 4);
  EXPECT_EQ(lord_howe.day_start(day + days(1)) - lord_howe.day_start(day), 23h + 30min);
}

TEST(Ids, GrowAlsoWhenTheClockStepsBackAndStayWithin53Bits) {
  manual_wall_clock clock(utc(2026, 3, 4, 12, 0));
  id_generator ids(clock);
  auto first = ids.next();
  auto second = ids.next();
  clock.advance(-1h);
  auto third = ids.next();
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  manual_wall_clock late(utc(2090, 1, 1, 0, 0));
  EXPECT_LT(id_generator(late).next(), row_id(1) << 53);
  EXPECT_GT(id_generator(clock, row_id(1) << 52).next(), row_id(1) << 52);
}

}  // namespace
