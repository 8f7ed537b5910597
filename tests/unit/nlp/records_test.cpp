// What was eaten, drunk, done and slept, in the words of people in a hurry.

#include <gtest/gtest.h>

#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "nlp/clauses.hpp"
#include "nlp/pipeline.hpp"

namespace {

nlp::context afternoon() {
  nlp::context ctx;
  using namespace std::chrono;
  ctx.now = local_seconds(local_days(year(2026) / 3 / 4)) + hours(14) + minutes(20);
  ctx.units = nlp::unit_system::imperial;
  return ctx;
}

/// "food eggs 2; water 500": each act with its telling slots.
std::string read(std::string_view text, std::span<const nlp::turn> history = {}) {
  std::string out;
  auto ctx = afternoon();
  ctx.history = history;
  for (const auto& a : nlp::understand(text, ctx).acts) {
    if (!out.empty()) out += "; ";
    auto kind = std::string(nlp::to_string(a.kind));
    if (kind.ends_with("_log")) kind.resize(kind.size() - 4);
    out += kind;
    for (const auto& [key, value] : a.slots) {
      using nlp::slot;
      if (key == slot::notes || key == slot::weight_unit || key == slot::distance_unit ||
          key == slot::date || key == slot::at)
        continue;
      out += ' ';
      if (const auto* s = std::get_if<std::string>(&value)) out += *s;
      if (const auto* d = std::get_if<double>(&value))
        out += *d == std::floor(*d) ? std::to_string(static_cast<int>(*d))
                                    : std::to_string(*d).substr(0, 3);
      if (std::get_if<bool>(&value)) out += nlp::to_string(key);
    }
  }
  return out;
}

struct reading {
  const char* text;
  const char* acts;
};
class Record : public testing::TestWithParam<reading> {};
TEST_P(Record, IsRead) {
  EXPECT_EQ(read(GetParam().text), GetParam().acts) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    SubjectsChangeWithinASentence, Record,
    testing::Values(reading{"bed 10 up 6, fasted cardio 30 min, 2 eggs",
                            "sleep 22:00 06:00 480; gym cardio 30; food eggs 2"},
                    reading{"had eggs, skipped lunch, wings for dinner",
                            "food eggs; food wings dinner"},
                    reading{"8 hrs sleep and 20 min nap", "sleep 480; sleep nap 20"},
                    reading{"swam 2 miles then a bagel and a flat white",
                            "gym swim 2; food bagel; food flat white"}));

INSTANTIATE_TEST_SUITE_P(
    FoodsStandAnywhereInAnItem, Record,
    testing::Values(reading{"got thru half my salad before the alarm went off", "food salad 0.5"},
                    reading{"tiny sliver of cheesecake", "food cheesecake sliver"},
                    reading{"oats 80g with whey", "food oats with whey 80 g"},
                    reading{"gin and tonic, two", "food gin and tonic 2"},
                    reading{"200g chicken 300g spuds 100g broccoli",
                            "food chicken 200 g; food spuds 300 g; food broccoli 100 g"}));

INSTANTIATE_TEST_SUITE_P(
    AmountsAsPeopleSayThem, Record,
    testing::Values(reading{"had a quart and a half of water", "water 1419"},
                    reading{"warm water 2 cups, now one more", "water 720"},
                    reading{"steak 300g and sweet potato 400g, 1050 kcal altogether",
                            "food steak 300 g; food sweet potato 400 g 1050"},
                    reading{"a 500 calorie burrito", "food burrito 500"},
                    reading{"burger no bun", "food burger no bun"},
                    reading{"ate half of a meatball sub", "food meatball sub 0.5"},
                    reading{"ate 2 burnt rolls", "food rolls 2"},
                    reading{"smoko: pie, 2 lamingtons", "food pie; food lamingtons 2"},
                    reading{"squat 3x8 @ 5000 lb", "gym squat 3 8 5000"},
                    reading{"db incline 42 10 9",
                            "gym incline dumbbell press 10 42; gym "
                            "incline dumbbell press 9 42"},
                    reading{"played badminton one and half hours", "gym badminton 90"},
                    reading{"slept 6h10 woke starving 3 times", "sleep 370"},
                    reading{"slept 5:40 and it shows", "sleep 340"}));

INSTANTIATE_TEST_SUITE_P(
    PortionsBehindTheirFoods, Record,
    testing::Values(reading{"idli 4 sambar 1 bowl", "food idli 4; food sambar 1 bowl"},
                    reading{"rice 150g salmon 120g miso soup",
                            "food rice 150 g; food salmon 120 g; food miso soup"}));

INSTANTIATE_TEST_SUITE_P(
    OneFigureForAWholeList, Record,
    testing::Values(reading{"burger and fries 1100 cal", "food burger and fries 1100"},
                    reading{"burger and fries, 1100 calories total", "food burger and fries 1100"},
                    reading{"burger and a coke 140 cal", "food burger; food coke 140"},
                    reading{"brunch 900 kcal", "food brunch lunch 900"}));

INSTANTIATE_TEST_SUITE_P(
    OnesOwnShareOfWhatAnothersWasTold, Record,
    testing::Values(reading{"my brother had 4 pancakes i had 2", "food pancakes 2"},
                    reading{"my brother benched 60, me 80x5", "gym bench press 5 80"},
                    reading{"kids ate 3 pizzas, i had 1 slice", "food pizzas 1 slice"},
                    reading{"cafeteria had tacos, skipped it", "unknown"}));

INSTANTIATE_TEST_SUITE_P(
    WhatNoLexiconKnowsIsStillRecorded, Record,
    testing::Values(reading{"ate zorpasta", "food zorpasta"},
                    reading{"had a bowl of murglesh for lunch", "food murglesh bowl lunch"},
                    reading{"yesterday 8pm pizza", "food pizza"},
                    reading{"currywurst", "food currywurst"},
                    reading{"mensa curry 640 kcal 24g protein", "food mensa curry 640 24"}));

INSTANTIATE_TEST_SUITE_P(
    LiftersShorthand, Record,
    testing::Values(
        reading{"135x5, 155x3", "gym workout 5 135; gym workout 3 155"},
        reading{"2 plates for 6 on bench", "gym bench press 6 225"},
        reading{"ohp bw+10 5/5/4", "gym overhead press 2 5 10; gym overhead press 4 10"},
        reading{"sq 405x1 425x1 440xF", "gym squat 1 405; gym squat 1 425"},
        reading{"deads 180x5, then row 3x10 80", "gym deadlift 5 180; gym row 3 10 80"},
        reading{"curls 15 3x12", "gym curl 3 12 15"},
        reading{"snatch 70 75 80 singles", "gym snatch 1 70; gym snatch 1 75; gym snatch 1 80"},
        reading{"1. squat 100x5 2. bench 80x5", "gym squat 5 100; gym bench press 5 80"},
        reading{"kyykky 120 5x3", "gym kyykky 5 3 120"},
        reading{"pushups 12+10+8", "gym pushup 12; gym pushup 10; gym pushup 8"}));

INSTANTIATE_TEST_SUITE_P(DistancesWithoutAName, Record,
                         testing::Values(reading{"10k in 51 minutes", "gym run 51 10"},
                                         reading{"5k in 25min", "gym run 25 5"}));

INSTANTIATE_TEST_SUITE_P(NothingWasDone, Record,
                         testing::Values(reading{"my sister ran a marathon", "unknown"},
                                         reading{"thinking about pizza", "unknown"},
                                         reading{"bought a 24 pack of water", "unknown"},
                                         reading{"no water yet", "unknown"},
                                         reading{"otter ate 2 lbs of herring", "unknown"},
                                         reading{"walked 3 customers today", "unknown"},
                                         reading{"dreamt i ate a whole cake", "unknown"},
                                         reading{"back in college i benched 315", "unknown"},
                                         reading{"failed 230 on deads today", "unknown"},
                                         reading{"container of water 24000 L", "unknown"},
                                         reading{"missed 455 twice", "unknown"},
                                         reading{"food was on my mind", "unknown"},
                                         reading{"the dog ate a whole chicken", "unknown"}));

struct exchange {
  const char* said;
  const char* answered;
  const char* text;
  const char* acts;
};
class AfterATurn : public testing::TestWithParam<exchange> {};
TEST_P(AfterATurn, ARecordOfItsOwnChangesNothingOlder) {
  const auto& p = GetParam();
  const std::vector<nlp::turn> history{{nlp::turn::role::user, p.said},
                                       {nlp::turn::role::assistant, p.answered}};
  EXPECT_EQ(read(p.text, history), p.acts) << p.text;
}

INSTANTIATE_TEST_SUITE_P(
    Records, AfterATurn,
    testing::Values(
        exchange{"protein shake 240 cal 50g protein",
                 "Logged protein shake (240 cal, 50g protein).", "ribs 950 cal 48g protein",
                 "food ribs 950 48"},
        exchange{"drank a bottle", "Logged 500 ml water.", "yesterday 11pm kebab 700 kcal",
                 "food kebab 700"},
        exchange{"drank 700 ml", "Logged 700 ml water.", "Lunch with mama, kare-kare 700 calories",
                 "food kare-kare lunch 700"},
        exchange{"drank 2 bottles", "Logged 1000 ml water.", "bbq plate 1150 cal",
                 "food bbq plate 1150"},
        exchange{"drank 300 ml", "Logged 300 ml water.", "I had lugaw 280 cal", "food lugaw 280"},
        exchange{"remind me to call mom", "When should I remind you to call mom?",
                 "lasagna 800 cal 40g protein", "food lasagna 800 40"},
        exchange{"remind me to call mom", "When should I remind you to call mom?", "slept 8 hours",
                 "sleep 480"},
        exchange{"2 eggs, 500ml water, ran 5k", "Logged 2 eggs, 500 ml water, run 5 km.",
                 "yesterday 8pm pizza", "food pizza"},
        exchange{"drank 3 bottles", "Logged 1500 ml water.", "make it 2",
                 "edit_correction water 1000"},
        exchange{"3 eggs", "Logged 3 eggs (~215 cal).", "make it 2", "edit_correction food 2"}));

INSTANTIATE_TEST_SUITE_P(
    Changes, AfterATurn,
    testing::Values(
        exchange{"skied 6 miles", "Logged skiing, 6 mi.", "7 not 6", "edit_correction gym 7"},
        exchange{"swam 1500m", "Logged swim, 1500 m.", "yards not meters", "edit_correction gym"},
        exchange{"bio lab report due thursday", "Assignment added: lab report (bio), Thu.",
                 "it's chem not bio", "edit_correction assignment chem"},
        exchange{"chicken 200g and rice 150g", "Logged chicken 200 g, rice 150 g.", "rice was 180g",
                 "edit_correction food 180"},
        exchange{"2 eggs and toast", "Logged 2 eggs, toast.", "change the eggs to 3",
                 "edit_correction food 3"},
        exchange{"slept 7 hours", "Logged sleep: 7 h.", "more like 6 and a half",
                 "edit_correction sleep 390"},
        exchange{"drank 500 ml", "Logged 500 ml of water.", "at 10 this morning",
                 "edit_correction water"},
        exchange{"had porridge", "Logged porridge.", "with honey",
                 "edit_correction food porridge with honey"},
        exchange{"pierogi", "How many pierogi?", "12", "food pierogi 12"},
        exchange{"drank some water", "How much?", "a pint", "water 473"}));

TEST(Clauses, PartsThatDenyAreMarked) {
  const auto ctx = afternoon();
  const nlp::frame f("2 eggs, no toast, ran 3 miles", ctx);
  const auto clauses = nlp::split_clauses(f, {0, f.size()});
  ASSERT_EQ(clauses.size(), 3U);
  EXPECT_FALSE(clauses[0].denied);
  EXPECT_TRUE(clauses[1].denied);
  EXPECT_TRUE(clauses[1].piece);
}

}  // namespace
