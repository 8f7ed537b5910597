#include "nlp/entities/holidays.hpp"

#include <gtest/gtest.h>

#include "nlp/entities/calendar_math.hpp"

namespace nlp {
namespace {

TEST(Holidays, MovableFeastsFallOnTheirDays) {
  const struct {
    holiday_id id;
    int year, month, day;
  } rows[] = {
      {holiday_id::easter, 2024, 3, 31},          {holiday_id::easter, 2025, 4, 20},
      {holiday_id::easter, 2026, 4, 5},           {holiday_id::orthodox_easter, 2025, 4, 20},
      {holiday_id::orthodox_easter, 2026, 4, 12}, {holiday_id::good_friday, 2026, 4, 3},
      {holiday_id::thanksgiving, 2026, 11, 26},   {holiday_id::black_friday, 2026, 11, 27},
      {holiday_id::labor_day, 2026, 9, 7},        {holiday_id::memorial_day, 2026, 5, 25},
      {holiday_id::mothers_day, 2026, 5, 10},     {holiday_id::fathers_day, 2026, 6, 21},
      {holiday_id::mlk_day, 2026, 1, 19},         {holiday_id::election_day, 2026, 11, 3},
      {holiday_id::christmas, 2026, 12, 25},      {holiday_id::lunar_new_year, 2026, 2, 17},
      {holiday_id::rosh_hashanah, 2025, 9, 22},   {holiday_id::passover, 2025, 4, 12},
      {holiday_id::hanukkah, 2025, 12, 14},       {holiday_id::yom_kippur, 2025, 10, 1}};
  for (const auto& r : rows)
    EXPECT_EQ(holiday_date(r.id, r.year), day_of(r.year, r.month, r.day))
        << static_cast<int>(r.id) << " " << r.year;
}

TEST(Holidays, YearsOutsideTheTablesHaveNone) {
  EXPECT_FALSE(holiday_date(holiday_id::diwali, 1950));
  EXPECT_FALSE(holiday_date(holiday_id::christmas, 0));
  EXPECT_FALSE(holiday_date(holiday_id::christmas, 99999));
}

TEST(Holidays, EveryHolidayHasADateThisCentury) {
  for (int h = 0; h < static_cast<int>(holiday_id::count_); ++h)
    EXPECT_TRUE(holiday_date(static_cast<holiday_id>(h), 2026)) << h;
}

}  // namespace
}  // namespace nlp
