// Ways to write a time, kind by kind; time_parser_test.cpp holds the everyday ones.

#include "tests/unit/nlp/time_phrases.hpp"

namespace nlp {
namespace {

// clang-format off
constexpr phrase week_numbers[] = {
    {"2026-W41", "point 2026-10-05 week"},
    {"2027W08", "point 2027-02-22 week"},
    {"2026-W41-3", "point 2026-10-07 day"},
    {"W09 2027", "point 2027-03-01 week"},
    {"ship it in week 19", "point 2026-05-04 week"},
    {"week 2 of 2028", "point 2028-01-10 week"},
    {"week 50 of last year", "point 2025-12-08 week"},
    {"2026-W54", "none"},
    {"week 3 of couch to 5k", "none"},
    {"week 2 day 1 done", "none"},
    {"first week of 2027", "point 2027-01-04 week"},
    {"last week of 2027", "point 2027-12-27 week"},
    {"last week of may 2027", "point 2027-05-24 week"},
    {"week ending april 17", "point 2026-04-13 week"},
};

constexpr phrase moved_times[] = {
    {"today + 9 days", "point 2026-03-13 day"},
    {"friday +2 weeks", "point 2026-03-20 day"},
    {"2026-07-14 -5 days", "point 2026-07-09 day"},
    {"now + 75 minutes", "point 2026-03-04T15:35 minute"},
    {"T+3h", "point 2026-03-04T17:20 minute"},
    {"in about ~4 hours", "point 2026-03-04T18:20 minute"},
    {"this time next month", "point 2026-04-04T14:20 minute"},
    {"same time last week", "point 2026-02-25T14:20 minute"},
    {"a fortnight on monday", "point 2026-03-23 day"},
    {"today week", "point 2026-03-11 day"},
    {"the day before", "point 2026-03-03 day"},
    {"on the eve of thanksgiving", "point 2026-11-25 day"},
    {"more than 4 days ago", "open_before 2026-02-28T14:00 hour"},
    {"more than 2 weeks after tomorrow", "open_after 2026-03-19 day"},
    {"less than 2 hours ago", "interval 2026-03-04T12:20 2026-03-04T14:20 minute"},
};

constexpr phrase near_times[] = {
    {"the closest tuesday to april 24", "point 2026-04-21 day"},
    {"second nearest tuesday to april 24", "point 2026-04-28 day"},
    {"the nearest christmas to today", "point 2025-12-25 day"},
    {"closest shop", "none"},
    {"the weekend of july 4", "interval 2026-07-04 2026-07-06 day"},
    {"labor day weekend 2027", "interval 2027-09-04 2027-09-07 day"},
    {"labor day 2027 weekend", "interval 2027-09-04 2027-09-07 day"},
    {"this friday-mar-6", "point 2026-03-06 day"},
    {"on friday 6.3", "point 2026-03-06 day"},
    {"on friday 3.6", "point 2026-03-06 day"},
};

constexpr phrase parts_of_longer[] = {
    {"second half of august", "interval 2026-08-16 2026-09-01 day"},
    {"the first half of next month", "interval 2026-04-01 2026-04-16 day"},
    {"third business day of june", "point 2026-06-03 day"},
    {"last working day of may", "point 2026-05-29 day"},
    {"next workweek", "interval 2026-03-09 2026-03-14 day"},
    {"this calendar year", "point 2026-01-01 year"},
    {"FY27", "point 2027-01-01 year"},
    {"fy2027 q2", "point 2027-04-01 quarter"},
    {"the year of 1969", "point 1969-01-01 year"},
    {"the early 60s", "interval 1960-01-01 1963-01-01 year"},
    {"end of the 70s", "interval 1977-01-01 1980-01-01 year"},
    {"nineteen sixty-nine", "point 1969-01-01 year"},
    {"'07", "point 2007-01-01 year"},
    {"protein for the day", "point 2026-03-04 day"},
    {"the late 18th century", "interval 1768-01-01 1801-01-01 year"},
    {"q2 next year", "point 2027-04-01 quarter"},
    {"the week after labor day", "point 2026-09-14 week"},
    {"in the seventies", "interval 1970-01-01 1980-01-01 year"},
    {"game of the year", "none"},
    {"we are 4 next week", "point 2026-03-09 week"},
};

constexpr phrase dates_and_hours[] = {
    {"8.XII.2026", "point 2026-12-08 day"},
    {"21 VI 2027", "point 2027-06-21 day"},
    {"on 2026 11 05", "point 2026-11-05 day"},
    {"2026-13-05", "none"},
    {"1745Z", "point 2026-03-05T12:45 minute"},
    {"21:00+01:00", "point 2026-03-04T15:00 minute"},
    {"Mon, 06 Apr 2026 07:30:00 +0200", "point 2026-04-06T01:30 second"},
    {"five to midnight", "point 2026-03-04T23:55 minute"},
    {"sixteen hundred hours", "point 2026-03-04T16:00 minute"},
    {"dinner at 8 on saturday", "point 2026-03-07T20:00 hour"},
    {"breakfast with ana at 9", "point 2026-03-05T09:00 hour"},
    {"half 8", "point 2026-03-04T20:30 minute"},
    {"paid $60 april 9", "point 2026-04-09 day"},
    {"room 4 this evening", "interval 2026-03-04T18:00 2026-03-05 hour"},
    {"ready at the earliest friday", "open_after 2026-03-06 day"},
};

constexpr phrase stretches[] = {
    {"from 9 to 5", "interval 2026-03-04T09:00 2026-03-04T17:00 hour"},
    {"between 8.15-9.45am", "interval 2026-03-05T08:15 2026-03-05T09:45 minute"},
    {"from 4pm till tomorrow 11am", "interval 2026-03-04T16:00 2026-03-05T11:00 hour"},
    {"4pm till 6pm tomorrow", "interval 2026-03-05T16:00 2026-03-05T18:00 hour"},
    {"monday morning to last night", "interval 2026-03-02 2026-03-04 hour"},
    {"9 march to 2 april 2027", "interval 2027-03-09 2027-04-03 day"},
    {"from june 28th to the 2nd", "interval 2026-06-28 2026-07-03 day"},
    {"fri apr 10, 13:00 - 15:30 2026", "interval 2026-04-10T13:00 2026-04-10T15:30 minute"},
    {"monday 16 between 1 and 3pm", "interval 2026-03-16T13:00 2026-03-16T15:00 hour"},
    {"11 june for 3 hours from 10am", "interval 2026-06-11T10:00 2026-06-11T13:00 hour"},
    {"11 june from 10am for 3 hours", "interval 2026-06-11T10:00 2026-06-11T13:00 hour"},
    {"for 4 days, from friday", "interval 2026-03-06 2026-03-10 day"},
    {"apr 2 6pm to apr 4 noon", "interval 2026-04-02T18:00 2026-04-04T12:00 hour"},
    {"5/5-5/7", "interval 2026-05-05 2026-05-08 day"},
    {"after may", "open_after 2026-06-01 month"},
    {"after next week", "open_after 2026-03-16 week"},
    {"after thursday", "open_after 2026-03-05 day"},
    {"2024 or later", "open_after 2024-01-01 year"},
    {"from now on", "open_after 2026-03-04T14:20 second"},
};

constexpr phrase feasts[] = {
    {"rakhi 2026", "point 2026-08-28 day"},
    {"bhai dooj", "point 2026-11-10 day"},
    {"thiruvonam 2025", "point 2025-09-05 day"},
    {"makar sankranti 2025", "point 2025-01-14 day"},
    {"the ides of march", "point 2026-03-15 day"},
    {"chinese new year 2000", "point 2000-02-05 day"},
};
// clang-format on

TEST(TimeNotations, WeeksByTheirNumber) {
  expect_all(week_numbers, options_at(wednesday_afternoon()));
}
TEST(TimeNotations, TimesMovedOnByALength) {
  expect_all(moved_times, options_at(wednesday_afternoon()));
}
TEST(TimeNotations, TimesNearOtherTimes) {
  expect_all(near_times, options_at(wednesday_afternoon()));
}
TEST(TimeNotations, PartsOfLongerStretches) {
  expect_all(parts_of_longer, options_at(wednesday_afternoon()));
}
TEST(TimeNotations, DatesAndHoursInDigits) {
  expect_all(dates_and_hours, options_at(wednesday_afternoon()));
}
TEST(TimeNotations, StretchesAndOpenSpans) {
  expect_all(stretches, options_at(wednesday_afternoon()));
}
TEST(TimeNotations, FeastsByTheirNames) {
  expect_all(feasts, options_at(wednesday_afternoon()));
}

}  // namespace
}  // namespace nlp
