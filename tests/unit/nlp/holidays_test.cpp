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

TEST(Holidays, FeastsByMoonAndSunFallWhereTheyAreKept) {
  const struct {
    holiday_id id;
    int year, month, day;
  } rows[] = {{holiday_id::lunar_new_year, 2017, 1, 28},
              {holiday_id::lunar_new_year, 2034, 2, 19},
              {holiday_id::lunar_new_year, 2000, 2, 5},
              {holiday_id::diwali, 2016, 10, 30},
              {holiday_id::diwali, 2025, 10, 20},
              {holiday_id::diwali, 2026, 11, 8},
              {holiday_id::dhanteras, 2023, 11, 10},
              {holiday_id::bhai_dooj, 2026, 11, 10},
              {holiday_id::holi, 2016, 3, 24},
              {holiday_id::holi, 2023, 3, 8},
              {holiday_id::holi, 2027, 3, 22},
              {holiday_id::dussehra, 2020, 10, 25},
              {holiday_id::dussehra, 2024, 10, 12},
              {holiday_id::dussehra, 2025, 10, 2},
              {holiday_id::raksha_bandhan, 2026, 8, 28},
              {holiday_id::maha_shivaratri, 2025, 2, 26},
              {holiday_id::ganesh_chaturthi, 2024, 9, 7},
              {holiday_id::onam, 2016, 9, 14},
              {holiday_id::onam, 2024, 9, 15},
              {holiday_id::onam, 2025, 9, 5},
              {holiday_id::pongal, 2024, 1, 15},
              {holiday_id::pongal, 2025, 1, 14},
              {holiday_id::vaisakhi, 2026, 4, 14},
              {holiday_id::guru_nanak, 2025, 11, 5},
              {holiday_id::parsi_new_year, 2023, 8, 16},
              {holiday_id::earth_hour, 2024, 3, 23},
              {holiday_id::earth_hour, 2026, 3, 28},
              {holiday_id::yom_hashoah, 2025, 4, 23},
              {holiday_id::yom_haatzmaut, 2025, 4, 30},
              {holiday_id::yom_haatzmaut, 2026, 4, 21}};
  for (const auto& r : rows) {
    const auto d = holiday_date(r.id, r.year);
    ASSERT_TRUE(d) << static_cast<int>(r.id) << " " << r.year;
    EXPECT_EQ(*d, day_of(r.year, r.month, r.day)) << static_cast<int>(r.id) << " " << year_of(*d)
                                                  << "-" << month_of(*d) << "-" << month_day_of(*d);
  }
}

TEST(Holidays, YearsOutOfReachHaveNone) {
  EXPECT_FALSE(holiday_date(holiday_id::christmas, 0));
  EXPECT_FALSE(holiday_date(holiday_id::christmas, 99999));
}

TEST(Holidays, EveryHolidayHasADateWithinTwoYears) {
  // Lunar years may step over one of ours.
  for (int h = 0; h < static_cast<int>(holiday_id::count_); ++h) {
    const auto id = static_cast<holiday_id>(h);
    EXPECT_TRUE(holiday_date(id, 2026) || holiday_date(id, 2027)) << h;
  }
}

}  // namespace
}  // namespace nlp
