#include "nlp/entities/recurrence.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/time_parser.hpp"

namespace nlp {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

std::string wall(local_seconds t) {
  const auto d = std::chrono::floor<days>(t);
  const auto s = (t - local_seconds(d)).count();
  auto out = fmt::format("{:04}-{:02}-{:02}", year_of(d), month_of(d), month_day_of(d));
  if (s != 0) out += fmt::format("T{:02}:{:02}", s / 3600, s / 60 % 60);
  return out;
}

local_seconds at(int year, int month, int day, int hour = 0, int minute = 0) {
  return local_seconds(day_of(year, month, day)) + hours(hour) + minutes(minute);
}

// clang-format off
constexpr struct {
  const char* text;
  const char* slot;
  const char* rrule;
  const char* first;  ///< said on Wednesday, March 4, 2026, 14:20
} said[] = {
    {"every day at 8", "daily", "FREQ=DAILY", "2026-03-05T08:00"},
    {"daily", "daily", "FREQ=DAILY", "2026-03-04"},
    {"every monday", "weekly:MO", "FREQ=WEEKLY;BYDAY=MO", "2026-03-09"},
    {"every other tuesday 6pm", "every:2w:TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-03-17T18:00"},
    {"every mon and wed", "weekly:MO,WE", "FREQ=WEEKLY;BYDAY=MO,WE", "2026-03-09"},
    {"every mon, wed and fri at 7am", "weekly:MO,WE,FR", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "2026-03-06T07:00"},
    {"weekdays", "weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-03-05"},
    {"every weekday at 9am", "weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-03-05T09:00"},
    {"weekends", "weekends", "FREQ=WEEKLY;BYDAY=SA,SU", "2026-03-07"},
    {"every 2 hours", "every:2h", "FREQ=HOURLY;INTERVAL=2", "2026-03-04T16:20"},
    {"every half hour", "every:30m", "FREQ=MINUTELY;INTERVAL=30", "2026-03-04T14:50"},
    {"every 3 days", "every:3d", "FREQ=DAILY;INTERVAL=3", "2026-03-07"},
    {"monthly on the 15th", "monthly:15", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-03-15"},
    {"first of every month", "monthly:1", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-04-01"},
    {"every year on june 3", "yearly:06-03", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=3", "2026-06-03"},
    {"every june 3", "yearly:06-03", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=3", "2026-06-03"},
    {"every morning", "daily", "FREQ=DAILY", "2026-03-05T09:00"},
    {"every night at 8pm", "daily", "FREQ=DAILY", "2026-03-04T20:00"},
    {"at 8pm every night", "daily", "FREQ=DAILY", "2026-03-04T20:00"},
    {"first monday of every month", "monthly:1MO", "FREQ=MONTHLY;BYDAY=1MO", "2026-04-06"},
    {"last day of every month", "monthly:-1", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-03-31"},
    {"weekly on friday", "weekly:FR", "FREQ=WEEKLY;BYDAY=FR", "2026-03-06"},
    {"every other day", "every:2d", "FREQ=DAILY;INTERVAL=2", "2026-03-06"},
    {"mondays and thursdays", "weekly:MO,TH", "FREQ=WEEKLY;BYDAY=MO,TH", "2026-03-05"},
    {"every 15th", "monthly:15", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-03-15"},
    {"annually", "yearly", "FREQ=YEARLY", "2026-03-04"},
    {"biweekly", "every:2w", "FREQ=WEEKLY;INTERVAL=2", "2026-03-18"},
    {"every christmas", "yearly", "FREQ=YEARLY", "2026-12-25"},
    {"every saturday morning", "weekly:SA", "FREQ=WEEKLY;BYDAY=SA", "2026-03-07T09:00"},
};
// clang-format on

TEST(Recurrence, WordsBecomeRules) {
  const time_options options{.reference = at(2026, 3, 4, 14, 20),
                             .tz = zone::find("America/New_York").value()};
  for (const auto& row : said) {
    const auto tokens = tokenize(row.text);
    const auto all = find_times(tokens, options);
    ASSERT_EQ(all.size(), 1U) << row.text;
    ASSERT_TRUE(all[0].recurrence) << row.text;
    EXPECT_EQ(to_string(*all[0].recurrence), row.slot) << row.text;
    EXPECT_EQ(to_rrule(*all[0].recurrence), row.rrule) << row.text;
    EXPECT_EQ(wall(all[0].at), row.first) << row.text;
  }
}

TEST(Recurrence, BothFormsComeBack) {
  for (const auto& row : said) {
    const auto from_slot = recurrence_from(row.slot);
    ASSERT_TRUE(from_slot) << row.slot;
    EXPECT_EQ(to_string(*from_slot), row.slot);
    const auto from_rule = rrule_from(row.rrule);
    ASSERT_TRUE(from_rule) << row.rrule;
    EXPECT_EQ(to_rrule(*from_rule), row.rrule);
    EXPECT_EQ(*from_slot, *from_rule) << row.text;
  }
}

TEST(Recurrence, OtherTextsAreNoRules) {
  for (const auto* text : {"", "sometimes", "weekly:", "weekly:XX", "monthly:0", "monthly:32",
                           "every:", "every:0h", "every:2x", "yearly:13-01", "every:2h:junk"})
    EXPECT_FALSE(recurrence_from(text)) << text;
  for (const auto* text :
       {"", "FREQ=OFTEN", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;UNTIL=20260230T000000",
        "FREQ=DAILY;INTERVAL=0", "BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=40"})
    EXPECT_FALSE(rrule_from(text)) << text;
}

TEST(Recurrence, NextTimesFollowTheRule) {
  const struct {
    const char* rule;
    local_seconds start, after;
    const char* next;
  } rows[] = {
      {"daily", at(2026, 3, 4, 8), at(2026, 3, 4, 7), "2026-03-04T08:00"},
      {"daily", at(2026, 3, 4, 8), at(2026, 3, 4, 8), "2026-03-05T08:00"},
      {"daily", at(2020, 1, 1, 8), at(2026, 3, 4, 9), "2026-03-05T08:00"},
      {"weekdays", at(2026, 3, 4, 9), at(2026, 3, 6, 9), "2026-03-09T09:00"},
      {"weekends", at(2026, 3, 4, 9), at(2026, 3, 4, 9), "2026-03-07T09:00"},
      {"weekly:MO,WE", at(2026, 3, 4, 6), at(2026, 3, 4, 6), "2026-03-09T06:00"},
      {"every:2w:TU", at(2026, 3, 10, 18), at(2026, 3, 10, 18), "2026-03-24T18:00"},
      {"every:2h", at(2026, 3, 4, 8), at(2026, 3, 4, 13), "2026-03-04T14:00"},
      {"every:3d", at(2026, 3, 1, 8), at(2026, 3, 5, 8), "2026-03-07T08:00"},
      {"monthly:15", at(2026, 3, 4, 8), at(2026, 3, 15, 8), "2026-04-15T08:00"},
      {"monthly:31", at(2026, 1, 31, 8), at(2026, 1, 31, 8), "2026-03-31T08:00"},
      {"monthly:-1", at(2026, 1, 31, 8), at(2026, 1, 31, 8), "2026-02-28T08:00"},
      {"monthly:1MO", at(2026, 3, 2, 8), at(2026, 3, 2, 8), "2026-04-06T08:00"},
      {"monthly:-1FR", at(2026, 3, 1, 8), at(2026, 3, 1, 8), "2026-03-27T08:00"},
      {"yearly", at(2026, 3, 4), at(2026, 3, 4), "2027-03-04"},
      {"yearly", at(2024, 2, 29), at(2024, 2, 29), "2028-02-29"},
      {"yearly:06-03", at(2026, 6, 3, 9), at(2026, 6, 3, 9), "2027-06-03T09:00"},
  };
  for (const auto& r : rows) {
    const auto rule = recurrence_from(r.rule);
    ASSERT_TRUE(rule) << r.rule;
    const auto next = next_occurrence(*rule, r.start, r.after);
    ASSERT_TRUE(next) << r.rule;
    EXPECT_EQ(wall(*next), r.next) << r.rule;
  }
}

TEST(Recurrence, OnlySomeHoursOfTheDayCount) {
  const auto rule = rrule_from("FREQ=HOURLY;INTERVAL=2;BYHOUR=9,10,11,12,13,14,15,16,17");
  ASSERT_TRUE(rule);
  EXPECT_EQ(to_rrule(*rule), "FREQ=HOURLY;INTERVAL=2;BYHOUR=9,10,11,12,13,14,15,16,17");
  const auto start = at(2026, 3, 4, 9);
  EXPECT_EQ(wall(*next_occurrence(*rule, start, at(2026, 3, 4, 15))), "2026-03-04T17:00");
  EXPECT_EQ(wall(*next_occurrence(*rule, start, at(2026, 3, 4, 17))), "2026-03-05T09:00");
  // Every second day at nine is never at ten.
  const auto never = rrule_from("FREQ=HOURLY;INTERVAL=48;BYHOUR=10");
  EXPECT_FALSE(next_occurrence(*never, start, start));
  for (const auto* text : {"FREQ=HOURLY;BYHOUR=", "FREQ=HOURLY;BYHOUR=24",
                           "FREQ=HOURLY;BYHOUR=9;10", "FREQ=HOURLY;BYHOUR=9x"})
    EXPECT_FALSE(rrule_from(text)) << text;
}

TEST(Recurrence, ARuleEndsByCountAndByDate) {
  const auto times = [](const char* text, local_seconds start) {
    std::vector<std::string> all;
    const auto rule = rrule_from(text);
    if (!rule) return all;
    EXPECT_EQ(to_rrule(*rule), text);
    auto t = start - std::chrono::seconds(1);
    while (const auto next = next_occurrence(*rule, start, t)) all.push_back(wall(t = *next));
    return all;
  };
  using list = std::vector<std::string>;
  EXPECT_EQ(times("FREQ=DAILY;COUNT=3", at(2026, 3, 4, 9)),
            (list{"2026-03-04T09:00", "2026-03-05T09:00", "2026-03-06T09:00"}));
  EXPECT_EQ(times("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", at(2026, 3, 4, 9)),
            (list{"2026-03-05T09:00", "2026-03-10T09:00", "2026-03-12T09:00"}));
  EXPECT_EQ(times("FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20260601T000000", at(2026, 1, 31, 9)),
            (list{"2026-01-31T09:00", "2026-03-31T09:00", "2026-05-31T09:00"}));
  EXPECT_EQ(times("FREQ=HOURLY;INTERVAL=2;COUNT=2", at(2026, 3, 4, 9)),
            (list{"2026-03-04T09:00", "2026-03-04T11:00"}));
}

TEST(Recurrence, OccurrencesAlwaysLieAhead) {
  for (const auto& row : said) {
    const auto rule = recurrence_from(row.slot);
    auto t = at(2026, 3, 4, 9);
    for (int k = 0; k < 40; ++k) {
      const auto next = next_occurrence(*rule, at(2026, 3, 4, 9), t);
      ASSERT_TRUE(next) << row.slot;
      ASSERT_GT(*next, t) << row.slot;
      t = *next;
    }
  }
}

}  // namespace
}  // namespace nlp
