#include "actors/handlers/notice_times.hpp"

#include "tests/unit/handlers/world.hpp"

namespace {

using namespace test;
using namespace handlers;

const auto new_york = zone::find("America/New_York").value();
const auto berlin = zone::find("Europe/Berlin").value();

storage::item_row daily(local_seconds start, const zone& tz) {
  storage::item_row r;
  r.rrule = "FREQ=DAILY";
  r.series_start = start;
  r.due_at = tz.to_instant(start);
  return r;
}

TEST(QuietHours, OverMidnightAndWithinADay) {
  storage::preferences_row p;
  const auto at = [&](int day, int hour) { return new_york.to_instant(local(2026, 3, day, hour)); };
  EXPECT_FALSE(is_quiet(p, new_york, at(4, 3)));
  p.quiet_start_minute = 22 * 60;
  p.quiet_end_minute = 8 * 60;
  EXPECT_EQ(after_quiet(p, new_york, at(4, 23)), at(5, 8));
  EXPECT_EQ(after_quiet(p, new_york, at(5, 3)), at(5, 8));
  EXPECT_EQ(after_quiet(p, new_york, at(5, 12)), at(5, 12));
  // The night in which an hour is skipped ends at 8 all the same.
  EXPECT_EQ(after_quiet(p, new_york, at(7, 23)), at(8, 8));
  p.quiet_start_minute = 13 * 60;
  p.quiet_end_minute = 14 * 60;
  EXPECT_EQ(after_quiet(p, new_york, at(5, 13)), at(5, 14));
  EXPECT_FALSE(is_quiet(p, new_york, at(5, 23)));
}

TEST(NextDue, ATimeInTheGapComesAfterItAndOneInTheFoldOnce) {
  // 2:30 does not exist on March 8 and exists twice on November 1.
  auto r = daily(local(2026, 3, 7, 2, 30), new_york);
  r.due_at = next_due(r, new_york, *r.due_at);
  EXPECT_EQ(new_york.to_local(*r.due_at), local(2026, 3, 8, 3, 30));
  r.due_at = next_due(r, new_york, *r.due_at);
  EXPECT_EQ(new_york.to_local(*r.due_at), local(2026, 3, 9, 2, 30));
  auto f = daily(local(2026, 10, 31, 1, 30), new_york);
  f.due_at = next_due(f, new_york, *f.due_at);
  EXPECT_EQ(*f.due_at, sys_days(2026y / November / 1) + 5h + 30min) << "the first of the two";
  f.due_at = next_due(f, new_york, *f.due_at);
  EXPECT_EQ(new_york.to_local(*f.due_at), local(2026, 11, 2, 1, 30));
}

TEST(MovedWithPerson, KeepsTheWallClockAndLeavesAloneWhatWasPutOff) {
  const auto r = daily(local(2026, 3, 5, 9), new_york);
  const auto morning = new_york.to_instant(local(2026, 3, 4, 20));
  EXPECT_EQ(moved_with_person(r, new_york, berlin, morning),
            berlin.to_instant(local(2026, 3, 5, 9)));
  // 9:00 in Berlin has gone by: tomorrow's.
  const auto noon = berlin.to_instant(local(2026, 3, 5, 12));
  EXPECT_EQ(moved_with_person(r, new_york, berlin, noon), berlin.to_instant(local(2026, 3, 6, 9)));
  auto snoozed = r;
  snoozed.due_at = *r.due_at + 20min;
  EXPECT_EQ(moved_with_person(snoozed, new_york, berlin, morning), snoozed.due_at);
}

TEST(NextTime, OfEachKindOfRoutine) {
  auto digest = standard_routine("digest");
  const auto wednesday = new_york.to_instant(local(2026, 3, 4, 14, 20));
  EXPECT_EQ(new_york.to_local(next_time(digest, new_york, wednesday)), local(2026, 3, 8, 19));
  EXPECT_EQ(new_york.to_local(next_time(digest, new_york, next_time(digest, new_york, wednesday))),
            local(2026, 3, 15, 19));
  const auto water = standard_routine("water");
  EXPECT_EQ(new_york.to_local(next_time(water, new_york, wednesday)), local(2026, 3, 4, 17));
  EXPECT_EQ(
      new_york.to_local(next_time(water, new_york, new_york.to_instant(local(2026, 3, 4, 20)))),
      local(2026, 3, 5, 11));
}

}  // namespace
