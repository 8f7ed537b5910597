#include "tests/unit/handlers/world.hpp"

namespace {

using namespace test;
using storage::food_log_row;
using storage::gym_log_row;
using storage::water_log_row;

TEST(WaterHandler, SaysTheAmountTheTotalAndWhatRemains) {
  world w;
  EXPECT_EQ(w.say({act(intent::water_log, {{slot::amount_ml, 500.0}})}),
            "Logged 500 ml water. Total today: 500 ml. 1500 ml to go!");
  EXPECT_EQ(w.say({act(intent::water_log, {{slot::amount_ml, 1500.0}})}),
            "Logged 1500 ml water. Total today: 2000 ml. Goal of 2000 ml reached!");
}

TEST(WaterHandler, SpeaksOuncesToImperialReaders) {
  world w("America/New_York", local(2026, 3, 4, 14, 20), "imperial");
  EXPECT_EQ(w.say({act(intent::water_log, {{slot::amount_ml, 473.176}})}),
            "Logged 16 oz water. Total today: 16 oz. 51.6 oz to go!");
}

TEST(WaterHandler, RefusesWhatNobodyDrinksAndNamesTheLikelyAmount) {
  world w;
  auto r = w.turn({act(intent::water_log, {{slot::amount_ml, 20'000.0}})});
  EXPECT_TRUE(inserted_rows<water_log_row>(r).empty());
  EXPECT_EQ(r.texts.front(),
            "20 L of water is outside what I can log at once (up to 10 L), so I did not log it. "
            "Did you mean 2000 ml?");
  // A plain yes takes the likely amount.
  r = w.turn({act(intent::confirm_yes)}, "yes");
  ASSERT_EQ(inserted_rows<water_log_row>(r).size(), 1u);
  EXPECT_EQ(inserted_rows<water_log_row>(r)[0].amount_ml, 2000);
}

TEST(WaterHandler, AnEntryOfYesterdayNamesItsDayAndLeavesTodayAlone) {
  world w;
  auto r = w.turn({act(intent::water_log,
                       {{slot::amount_ml, 500.0}, {slot::at, moment(local(2026, 3, 3, 20))}})});
  EXPECT_EQ(r.texts.front(), "Logged 500 ml water yesterday 8:00 PM.");
  EXPECT_EQ(r.next.today.water_ml, 0);
  EXPECT_EQ(inserted_rows<water_log_row>(r)[0].at, sys_days(2026y / March / 4) + 1h);
}

TEST(WaterHandler, DoesNotLogTheFuture) {
  world w;
  auto r = w.turn({act(intent::water_log,
                       {{slot::amount_ml, 500.0}, {slot::at, moment(local(2026, 3, 4, 20))}})},
                  "500 ml at 8pm");
  EXPECT_TRUE(inserted_rows<water_log_row>(r).empty());
  EXPECT_EQ(r.texts.front(),
            "Today 8:00 PM is still to come, so I did not log it. Tell me when it has happened.");
  // A part of the day is not a clock time: "this afternoon" said at 14:20 is now.
  r = w.turn({act(intent::water_log,
                  {{slot::amount_ml, 500.0}, {slot::at, moment(local(2026, 3, 4, 15))}})},
             "500 ml this afternoon");
  ASSERT_EQ(inserted_rows<water_log_row>(r).size(), 1u);
  EXPECT_EQ(inserted_rows<water_log_row>(r)[0].at, w.now());
}

TEST(WaterHandler, AsksForAMissingAmountAndTakesTheAnswer) {
  world w;
  EXPECT_EQ(w.say({act(intent::water_log)}), "How much water?");
  ASSERT_TRUE(w.state.talk.pending_act);
  EXPECT_EQ(w.say({act(intent::water_log, {{slot::amount_ml, 300.0}})}, "300 ml"),
            "Logged 300 ml water. Total today: 300 ml. 1700 ml to go!");
  EXPECT_FALSE(w.state.talk.pending_act);
}

TEST(FoodHandler, EstimatesWhatItKnowsAndMarksIt) {
  world w;
  auto r = w.turn({act(intent::food_log, {{slot::food, "egg"}, {slot::quantity, 2.0}})});
  EXPECT_EQ(r.texts.front(),
            "Logged 2 eggs (~140 cal, 12g protein). Total today: 140 cal, 12g protein.");
  const auto row = inserted_rows<food_log_row>(r).at(0);
  EXPECT_TRUE(row.estimated);
  EXPECT_EQ(row.calories, 140);
  EXPECT_EQ(row.message_id.has_value(), true);
  EXPECT_EQ(row.source, "message");
}

TEST(FoodHandler, TakesThePersonsOwnFigures) {
  world w;
  auto r = w.turn(
      {act(intent::food_log,
           {{slot::food, "usual smoothie"}, {slot::calories, 300.0}, {slot::protein_g, 20.0}})});
  EXPECT_EQ(r.texts.front(),
            "Logged usual smoothie (300 cal, 20g protein). Total today: 300 cal, 20g protein.");
  EXPECT_FALSE(inserted_rows<food_log_row>(r).at(0).estimated);
}

TEST(FoodHandler, AFoodItDoesNotKnowIsLoggedWithoutFiguresAndSaysSo) {
  world w;
  auto r = w.turn({act(intent::food_log, {{slot::food, "grandma's stew"}})});
  const auto row = inserted_rows<food_log_row>(r).at(0);
  EXPECT_FALSE(row.calories);
  EXPECT_FALSE(row.estimated);
  EXPECT_EQ(r.texts.front(),
            "Logged grandma's stew. I don't know its calories; text them to add, like \"it was "
            "450 cal\".");
  EXPECT_EQ(r.next.today.foods_without_calories, 1);
}

TEST(FoodHandler, RefusesFiguresOutOfRange) {
  struct {
    slot which;
    double value;
    bool stored;
  } cases[] = {
      {slot::calories, 10'000, true},  {slot::calories, 10'001, false},
      {slot::calories, 0, true},       {slot::calories, -1, false},
      {slot::protein_g, 1'000, true},  {slot::protein_g, 1'001, false},
      {slot::carbs_g, 1'001, false},   {slot::fat_g, 1'001, false},
      {slot::fiber_g, 1'001, false},   {slot::quantity, 0, false},
      {slot::quantity, 10'001, false},
  };
  for (const auto& c : cases) {
    world w;
    const auto r = w.turn({act(intent::food_log, {{slot::food, "pie"}, {c.which, c.value}})});
    EXPECT_EQ(inserted_rows<food_log_row>(r).size(), c.stored ? 1u : 0u)
        << nlp::to_string(c.which) << c.value;
  }
}

TEST(GymHandler, KeepsTheUnitThatWasSaid) {
  world w;
  auto r = w.turn(
      {act(intent::gym_log,
           {{slot::exercise, "bench press"}, {slot::weight, 135.0}, {slot::weight_unit, "lb"}})});
  EXPECT_EQ(r.texts.front(), "Logged bench press 135 lb.");
  EXPECT_NEAR(*inserted_rows<gym_log_row>(r).at(0).weight_kg, 61.235, 0.001);
  EXPECT_EQ(w.say({act(intent::gym_log, {{slot::exercise, "squat"},
                                         {slot::weight, 60.0},
                                         {slot::weight_unit, "kg"},
                                         {slot::sets, 3.0}})}),
            "Logged squat 60 kg, 3 sets.");
  EXPECT_EQ(w.say({act(intent::gym_log, {{slot::exercise, "run"},
                                         {slot::distance, 5.0},
                                         {slot::distance_unit, "km"},
                                         {slot::duration_min, 25.0}})}),
            "Logged run, 5 km, 25 min.");
}

TEST(GymHandler, RefusesFiguresOutOfRange) {
  struct {
    slot which;
    double value;
    bool stored;
  } cases[] = {{slot::reps, 1, true},
               {slot::reps, 1'000, true},
               {slot::reps, 1'001, false},
               {slot::reps, 0, false},
               {slot::sets, 100, true},
               {slot::sets, 101, false},
               {slot::weight, 1'000, true},
               {slot::weight, 1'001, false},
               {slot::duration_min, 1'440, true},
               {slot::duration_min, 1'441, false}};
  for (const auto& c : cases) {
    world w;
    const auto r =
        w.turn({act(intent::gym_log,
                    {{slot::exercise, "squat"}, {slot::weight_unit, "lb"}, {c.which, c.value}})});
    EXPECT_EQ(inserted_rows<gym_log_row>(r).size(), c.stored ? 1u : 0u)
        << nlp::to_string(c.which) << c.value;
  }
}

TEST(Turn, SeveralActsAreOneReplyWithRowsInOrder) {
  world w;
  auto r =
      w.turn({act(intent::food_log, {{slot::food, "egg"}, {slot::quantity, 2.0}}),
              act(intent::water_log, {{slot::amount_ml, 500.0}}),
              act(intent::gym_log,
                  {{slot::exercise, "run"}, {slot::distance, 5.0}, {slot::distance_unit, "km"}})});
  ASSERT_EQ(r.texts.size(), 1u);
  EXPECT_EQ(r.texts.front(),
            "Logged 2 eggs (~140 cal, 12g protein), 500 ml water and run, 5 km. Total today: 140 "
            "cal, 12g protein. Water today: 500 ml. 1500 ml to go!");
  EXPECT_TRUE(std::holds_alternative<food_log_row>(*r.changes.at(0).after));
  EXPECT_TRUE(std::holds_alternative<water_log_row>(*r.changes.at(1).after));
  EXPECT_TRUE(std::holds_alternative<gym_log_row>(*r.changes.at(2).after));
  EXPECT_EQ(inserted_rows<storage::action_row>(r).size(), 1u);
}

TEST(Turn, AnActThatFailsDoesNotHoldBackTheOthers) {
  world w;
  auto r = w.turn({act(intent::water_log, {{slot::amount_ml, 500.0}}),
                   act(intent::gym_log, {{slot::exercise, "squat"}, {slot::reps, 5'000.0}})});
  EXPECT_EQ(inserted_rows<water_log_row>(r).size(), 1u);
  EXPECT_TRUE(inserted_rows<gym_log_row>(r).empty());
  EXPECT_NE(r.texts.front().find("Logged 500 ml water."), std::string::npos);
  EXPECT_NE(r.texts.front().find("5000 reps is outside what I can log"), std::string::npos)
      << r.texts.front();
}

TEST(Turn, AnUnsureReadingStoresNothingUntilYes) {
  world w;
  auto r = w.turn({act(intent::water_log, {{slot::amount_ml, 500.0}})}, "500",
                  "Did you drink 500 ml of water?");
  EXPECT_EQ(r.texts.front(), "Did you drink that?");
  EXPECT_TRUE(inserted_rows<water_log_row>(r).empty());
  r = w.turn({act(intent::confirm_yes)}, "yes");
  EXPECT_EQ(inserted_rows<water_log_row>(r).size(), 1u);
  // The same yes again means nothing.
  r = w.turn({act(intent::confirm_yes)}, "yes");
  EXPECT_TRUE(r.changes.empty());
}

TEST(Turn, NoSettlesAQuestion) {
  world w;
  w.turn({act(intent::water_log, {{slot::amount_ml, 500.0}})}, "500", "Did you drink 500 ml?");
  EXPECT_EQ(w.say({act(intent::confirm_no)}, "no"), "OK, nothing was changed.");
  auto r = w.turn({act(intent::confirm_yes)}, "yes");
  EXPECT_TRUE(inserted_rows<water_log_row>(r).empty());
}

TEST(Turn, AQuestionIsForgottenAfterHalfAnHour) {
  world w;
  w.turn({act(intent::water_log, {{slot::amount_ml, 500.0}})}, "500", "Did you drink 500 ml?");
  w.advance(31min);
  auto r = w.turn({act(intent::confirm_yes)}, "yes");
  EXPECT_TRUE(inserted_rows<water_log_row>(r).empty());
}

TEST(Turn, ANewMatterIsNotSwallowedByAQuestion) {
  world w;
  w.turn({act(intent::reminder_add, {{slot::content, "call mom"}})});
  auto r = w.turn({act(intent::water_log, {{slot::amount_ml, 500.0}})}, "drank 500 ml");
  EXPECT_EQ(inserted_rows<water_log_row>(r).size(), 1u);
  EXPECT_FALSE(w.state.talk.pending_act);
}

TEST(Turn, TotalsFollowThePersonsOwnDay) {
  world w("America/New_York", local(2026, 3, 4, 2));
  w.state.preferences.day_start_minute = 240;
  w.state.today.day = local_days(2026y / March / 3);
  auto r = w.turn({act(intent::water_log, {{slot::amount_ml, 500.0}})});
  EXPECT_EQ(r.next.today.water_ml, 500);
  // 11 pm of the day before still is the same day of a night owl.
  r = w.turn({act(intent::water_log,
                  {{slot::amount_ml, 250.0}, {slot::at, moment(local(2026, 3, 3, 23))}})},
             "250 ml at 11pm");
  EXPECT_EQ(r.next.today.water_ml, 750);
}

TEST(Turn, ADayThatRolledOverIsReadFirst) {
  world w;
  w.advance(12h);
  auto planned = w.plan({act(intent::water_log, {{slot::amount_ml, 500.0}})});
  EXPECT_TRUE(std::holds_alternative<handlers::turn_function>(planned));
}

TEST(Turn, ImagesForUndoSurviveTheirStorage) {
  world w;
  auto r = w.turn({act(intent::food_log, {{slot::food, "egg"}, {slot::quantity, 2.0}}),
                   act(intent::reminder_add,
                       {{slot::content, "call mom"}, {slot::due, moment(local(2026, 3, 4, 15))}})});
  const auto action = inserted_rows<storage::action_row>(r).at(0);
  EXPECT_EQ(action.label, "food_log,reminder_add");
  auto images = storage::changes_from_json(action.changes.plain);
  ASSERT_TRUE(images.has_value());
  EXPECT_EQ(storage::to_json(*images), action.changes.plain);
  ASSERT_EQ(images->size(), 2u);
}

TEST(Turn, ALongAnswerIsCutAndMoreBringsTheRest) {
  world w;
  w.state.talk.rest = std::string(2'000, 'x');
  for (std::size_t i = 10; i < w.state.talk.rest.size(); i += 10) w.state.talk.rest[i] = ' ';
  const auto whole = w.state.talk.rest;
  std::size_t letters = 0;
  for (int i = 0; i < 10 && !w.state.talk.rest.empty(); ++i) {
    const auto text = w.say({act(intent::unknown)}, "more");
    EXPECT_LE(replies::measure(text).segments, handlers::reply_segments);
    letters += static_cast<std::size_t>(std::ranges::count(text, 'x'));
  }
  EXPECT_EQ(letters, static_cast<std::size_t>(std::ranges::count(whole, 'x')));
  EXPECT_TRUE(w.state.talk.rest.empty());
}

}  // namespace
