// The values of an act's slots, in the notations of many texters: clock times, amounts, names.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/corpus_mode.hpp"
#include "nlp/pipeline.hpp"

namespace {

struct reading {
  const char* text;
  const char* slots;  ///< "due 2026-03-10T09:20:00, content flu shot"
  const char* answered = "";
};

/// Told on Wednesday, 4 March 2026, at 14:20: the slots asked for, of each act.
std::string read(const reading& r) {
  using namespace std::chrono;
  nlp::context ctx;
  ctx.now = local_seconds(local_days(year(2026) / 3 / 4)) + hours(14) + minutes(20);
  ctx.units = nlp::unit_system::metric;
  std::vector<nlp::turn> history;
  if (*r.answered != 0)
    history.push_back({.who = nlp::turn::role::assistant, .text = r.answered, .read = {}});
  ctx.history = history;
  std::string out;
  for (const auto& a : nlp::understand(r.text, ctx).acts) {
    if (!out.empty()) out += "; ";
    std::vector<std::string> slots;
    for (const auto& [key, value] : a.slots) {
      std::string text(nlp::to_string(key));
      text += ' ';
      if (const auto* s = std::get_if<std::string>(&value)) text += *s;
      if (const auto* t = std::get_if<nlp::local_time>(&value)) text += nlp::to_string(*t);
      if (const auto* b = std::get_if<bool>(&value)) text += *b ? "true" : "false";
      if (const auto* d = std::get_if<double>(&value)) {
        text += std::to_string(*d);
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
      }
      slots.push_back(std::move(text));
    }
    std::sort(slots.begin(), slots.end());
    std::string act;
    for (const auto& s : slots) act += (act.empty() ? "" : ", ") + s;
    out += act;
  }
  return out;
}

class SlotValues : public testing::TestWithParam<reading> {};
TEST_P(SlotValues, AreRead) {
  EXPECT_EQ(read(GetParam()), GetParam().slots) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    HoursOfPlans, SlotValues,
    testing::Values(
        reading{"flu shot Tuesday 9.20 at Priceline",
                "content flu shot at Priceline, due 2026-03-10T09:20:00"},
        reading{"dentist tomorrow kl 13.15", "content dentist, due 2026-03-05T13:15:00"},
        reading{"tomorrow volta with Yannis at 8",
                "content volta with Yannis, due 2026-03-05T08:00:00"},
        reading{"VAN LEAVES 0515 TOMORROW", "content VAN LEAVES, due 2026-03-05T05:15:00"},
        reading{"wake me 0430", "content wake up, due 2026-03-05T04:30:00"},
        reading{"remind me 330 to call", "content call, due 2026-03-04T15:30:00"},
        reading{"remind me half 7 to ring the coordinator",
                "content ring the coordinator, due 2026-03-04T19:30:00"},
        reading{"remind 07.40 bakery pickup", "content bakery pickup, due 2026-03-05T07:40:00"},
        reading{"going to bed remind me at 2pm to call the landlord",
                "content call the landlord, due 2026-03-05T14:00:00"},
        reading{"rmd 1400 oil change", "content oil change, due 2026-03-05T14:00:00"},
        reading{"gliclazide half 7 every morning, remind us",
                "content gliclazide, due 2026-03-05T07:30:00, recurrence daily"}));

INSTANTIATE_TEST_SUITE_P(PlansMoved, SlotValues,
                         testing::Values(reading{"Please make it next week, same time.",
                                                 "due 2026-03-13T14:30:00, target reminder",
                                                 "Reminder set: English lesson, Fri 6 Mar, 14:30."},
                                         reading{"8:30", "due 2026-03-06T20:30:00, target reminder",
                                                 "Reminder set: dinner with Sofi, Fri 9:00 PM."},
                                         reading{"saturday better",
                                                 "due 2026-03-07T21:00:00, target reminder",
                                                 "Reminder set: dinner with Sofi, Fri 9:00 PM."}));

INSTANTIATE_TEST_SUITE_P(
    Nights, SlotValues,
    testing::Values(reading{"slept 11.30 too 6.40",
                            "date 2026-03-04, duration_min 430, sleep_time 23:30, wake_time 06:40"},
                    reading{"sleep 22:58 06:31",
                            "date 2026-03-04, duration_min 453, sleep_time 22:58, wake_time 06:31"},
                    reading{"slept 8:45 to 2",
                            "date 2026-03-04, duration_min 315, sleep_time 08:45, wake_time 14:00"},
                    reading{"in bed by 8:30, up at 4",
                            "date 2026-03-04, duration_min 450, sleep_time 20:30, wake_time 04:00"},
                    reading{
                        "monday night i slept 11 to 6",
                        "date 2026-03-03, duration_min 420, sleep_time 23:00, wake_time 06:00"}));

INSTANTIATE_TEST_SUITE_P(
    Amounts, SlotValues,
    testing::Values(
        reading{"water 0,75 l", "amount_ml 750"},
        reading{"a small bottle of water, 250", "amount_ml 250"},
        reading{"one 591 bottle of water", "amount_ml 591"},
        reading{"drank 2 bottles of water, 500 each", "amount_ml 1000"},
        reading{"2 egs", "food eggs, quantity 2"}, reading{"I drank glass water", "amount_ml 240"},
        reading{"water 50cl x 4", "amount_ml 2000"},
        reading{"strides 6x100m", "distance 100, distance_unit m, exercise strides, sets 6"},
        reading{"bench 82,5x5", "exercise bench press, reps 5, weight 82.5, weight_unit kg"},
        reading{"played badminton from 10 to 11", "duration_min 60, exercise badminton"}));

INSTANTIATE_TEST_SUITE_P(
    Lists, SlotValues,
    testing::Values(reading{"pho at 1pm, kebab", "at 2026-03-04T13:00:00, food pho; food kebab"},
                    reading{"3 dl filmj\u00f6lk", "food filmj\u00f6lk, quantity 3, unit dl"},
                    reading{"pho and kebab at 1pm",
                            "at 2026-03-04T13:00:00, food pho; at 2026-03-04T13:00:00, food kebab"},
                    reading{"weetbix x4 w full cream milk",
                            "food weetbix w full cream milk, quantity 4"},
                    reading{"one egg and 2,5 dl milk",
                            "food egg, quantity 1; food milk, quantity 2.5, unit dl"},
                    reading{"front squat 140 kilogram, five series by three",
                            "exercise front squat, reps 3, sets 5, weight 140, weight_unit kg"}));

INSTANTIATE_TEST_SUITE_P(
    Names, SlotValues,
    testing::Values(
        reading{"the lockbox code for Maple Street is zero four four nine no wait zero four nine "
                "four",
                "key lockbox code for maple street, value 0494"},
        reading{"remember the plumber is Darnell four two three five five five zero one six six",
                "key plumber, value Darnell 4235550166"},
        reading{"el c\u00f3digo del portal es 1948B", "key c\u00f3digo del portal, value 1948B"},
        reading{"dont text me during school 7:30-2:45",
                "quiet_hours_end 14:45, quiet_hours_start 07:30"}));

INSTANTIATE_TEST_SUITE_P(
    Questions, SlotValues,
    testing::Values(
        reading{"show me all trainings from this month", "domain gym, period this_month"},
        reading{"how many hours did I sleep in march",
                "domain sleep, metric duration_min, period this_month"},
        reading{"avg kcal 7d?", "agg average, domain food, metric calories, period last_7_days"},
        reading{"did my coupons thank god", "item coupons"}));

}  // namespace
