#include "tests/integration/handlers/talk_test.hpp"

// A correction changes what it names, whatever came last, or nothing. Over a real PostgreSQL, every
// text understood by the real pipeline.

namespace {

using namespace test;

class Corrections : public texting_test {
 protected:
  void SetUp() override { begin_here(); }
  std::string foods() {
    return db.value(
        "select string_agg(quantity::int || ' ' || food_name, ', ' order by id) from food_logs");
  }
};

TEST_F(Corrections, WhatWasNeverLoggedIsNotCorrectedInTheLastEntry) {
  say("had 2 eggs");
  EXPECT_EQ(say("edit the crisps to 3 packets"), "I found nothing like \"crisps\".");
  EXPECT_EQ(foods(), "2 eggs");
  say("ran 5k in 27 min");
  EXPECT_EQ(say("the squats were 100 kg"), "I found nothing like \"squats\".");
}

TEST_F(Corrections, TheNamedEntryIsChangedAndNotTheLast) {
  say("had a banana");
  say("had 2 eggs");
  const auto said = say("the banana was 120 calories");
  EXPECT_TRUE(said.starts_with("Changed to banana (120 cal)")) << said;
  EXPECT_EQ(foods(), "1 banana, 2 eggs");
  say("bench 60kg x5");
  say("squat 100kg x5");
  EXPECT_EQ(say("the bench was 65"), "Changed to bench press 65 kg x 5.");
}

TEST_F(Corrections, AChangeThatChangesNothingIsNotCalledOne) {
  say("had 2 eggs");
  const auto said = say("make it 2 eggs");
  EXPECT_TRUE(said.starts_with("That's how I have it already: 2 eggs")) << said;
}

TEST_F(Corrections, TheNextDaysTextIsNoChangeOfTheDayBefore) {
  say("had 2 eggs");
  clock.advance(std::chrono::hours(20));
  say("3");
  EXPECT_EQ(foods(), "2 eggs");
  say("had 2 eggs");
  say("make it 3");
  EXPECT_EQ(foods(), "2 eggs, 3 eggs");
}

TEST_F(Corrections, PicksAreOutOfListsAndNotOutOfAnyReply) {
  say("remind me to take my meds at 8pm");
  say("remind me to call mom tomorrow at 3pm");
  say("what reminders do i have");
  const auto said = say("cancel the meds one");
  EXPECT_TRUE(said.starts_with("Deleted take my meds")) << said;
  say("had 2 eggs");
  say("why?");
  const auto last = say("delete last");
  EXPECT_NE(last.find("removed 2 eggs"), std::string::npos) << last;
}

TEST_F(Corrections, SnoozeWithNothingWaitingSetsNoClockTime) {
  say("remind me to stretch at 8pm");
  EXPECT_EQ(say("snooze 10"), "No reminder is waiting for an answer, so nothing was changed.");
}

TEST_F(Corrections, ChangesWhatItNamesWhateverCameLast) {
  for (const auto* said :
       {"2 eggs", "drank 500 ml", "ran 5k in 25 min", "slept 11pm-7am", "todo buy milk",
        "CS101 pset 3 due friday 5pm", "my wifi password is hunter2",
        "remind me every weekday at 9am to take vitamins"})
    text(said);
  EXPECT_SAYS(text("change the eggs to 3"), "Changed to 3 eggs");
  EXPECT_EQ(count("food_logs where quantity = 3"), 1);
  EXPECT_SAYS(text("change workout to 30 minutes"), "Changed to run, 5 km, 30 min");
  EXPECT_SAYS(text("change my sleep to 7 hours"), "7h");
  EXPECT_EQ(count("sleep_logs where duration_min = 420"), 1);
  EXPECT_SAYS(text("change the water to 300 ml"), "Changed to 300 ml water");
  EXPECT_SAYS(text("move the pset to saturday"), "cs101 pset 3, due Sat Mar 7");
  EXPECT_SAYS(text("change my vitamins reminder to 8am"), "take vitamins, every weekday 8:00 AM");
  EXPECT_EQ(count("reminders_todos where content = 'take vitamins' and rrule is not null"), 1);
  EXPECT_EQ(count("reminders_todos where content = 'buy milk'"), 1);
  EXPECT_EQ(count("food_logs"), 1);
}

TEST_F(Corrections, WhatItDoesNotFindChangesNothing) {
  for (const auto* said : {"2 eggs", "ran 5k", "remind me to call mom at 5pm"}) text(said);
  const auto before = checksum();
  EXPECT_SAYS(text("change the sandwich to 500 cal"), "I found nothing like \"sandwich\"");
  EXPECT_SAYS(text("move the zumba class to saturday"), "nothing like");
  EXPECT_SAYS(text("change yesterday's lunch to 300 cal"), "I found no lunch yesterday");
  EXPECT_EQ(checksum(), before);
}

TEST_F(Corrections, OfSeveralItIsAskedAndTheAnswerChangesThatOne) {
  text("had pizza 600 cal for lunch");
  text("had soup 200 cal for lunch");
  text("ran 5k");
  EXPECT_SAYS(text("change lunch to 500 cal"), "Which one?");
  restart();
  EXPECT_SAYS(text("1"), "500 cal");
  EXPECT_EQ(count("food_logs where calories = 500"), 1);
  EXPECT_EQ(count("food_logs where calories in (200, 600)"), 1);
}

TEST_F(Corrections, ALikelyFigureTakenWithYesGoesToTheEntryThatWasNamed) {
  text("had soup, 200 cal");
  text("had pizza, 600 cal");
  EXPECT_SAYS(text("change the soup to 25000 cal"), "Did you mean 2500 cal?");
  EXPECT_SAYS(text("yes"), "soup");
  EXPECT_EQ(count("food_logs where food_name = 'soup' and calories = 2500"), 1);
  EXPECT_EQ(count("food_logs where calories = 600"), 1);
}

TEST_F(Corrections, ASecondDrinkIsNoCorrectionOfTheFirst) {
  text("drank 500 ml");
  EXPECT_SAYS(text("drank 500"), "Logged 500 ml water");
  EXPECT_EQ(count("water_logs where amount_ml = 500"), 2);
  text("slept 30 hours");
  EXPECT_EQ(count("water_logs where amount_ml = 500"), 2);
  EXPECT_SAYS(text("make it 300"), "Changed to 300 ml");
  EXPECT_EQ(count("water_logs where amount_ml = 500"), 1);
}

TEST_F(Corrections, ALoadThatNobodyLiftsIsRefusedWithTheLikelyOne) {
  EXPECT_SAYS(text("bench 5000kg x5"), "did not log it. Did you mean 50 kg?");
  EXPECT_EQ(count("gym_logs"), 0);
  text("yes");
  EXPECT_EQ(count("gym_logs where weight_kg = 50 and reps = 5"), 1);
}

TEST_F(Corrections, OfSeveralFoodsOfOneTextTheCaloriesAreSpread) {
  say("had a burger, fries and a coke");
  const auto said = say("that was 950 cal");
  EXPECT_SAYS(said, "Changed to 950 cal in all: burger (~");
  EXPECT_SAYS(said, "Total today: 950 cal");
  EXPECT_EQ(count("food_logs where estimated"), 3);
  EXPECT_EQ(db.value("select round(sum(calories)) from food_logs"), "950");
  say("undo");
  EXPECT_EQ(count("food_logs where calories > 500"), 0);
}

TEST_F(Corrections, OfSeveralFoodsOfOneTextAnotherFigureIsAskedAbout) {
  say("had 2 eggs and a banana");
  EXPECT_SAYS(say("make it 3"), "Which one?");
  EXPECT_EQ(foods(), "2 eggs, 1 banana");
  restart();
  say("1");
  EXPECT_EQ(foods(), "3 eggs, 1 banana");
}

TEST_F(Corrections, WhatKindOfFoodItWasIsAddedToItsName) {
  say("had a sandwich");
  EXPECT_SAYS(say("the sandwich was actually tuna"), "Changed to tuna sandwich");
  EXPECT_SAYS(say("the sandwich was a burger"), "Changed to burger");
}

TEST_F(Corrections, AMealOfAnotherDayIsNamedByItsDay) {
  say("had soup, 200 cal for lunch yesterday");
  say("had pizza, 600 cal for lunch");
  EXPECT_SAYS(say("change yesterday's lunch to 300 cal"), "soup (300 cal)");
  EXPECT_SAYS(say("change tuesday's lunch to 250 cal"), "soup (250 cal)");
  EXPECT_SAYS(say("change lunch to 700 cal"), "pizza (700 cal)");
  say("ran 5k");
  EXPECT_SAYS(say("actually it was 6k"), "6 km");
}

TEST_F(Corrections, OneMoreOfTheSameIsLoggedWithItsUnit) {
  say("had 2 slices of pizza");
  EXPECT_SAYS(say("1 more slice"), "Logged 1 slice of pizza");
  EXPECT_EQ(foods(), "2 pizza, 1 pizza");
}

TEST_F(Corrections, ANumberThatTheListDoesNotHaveChangesNothing) {
  for (const auto* said : {"todo buy milk", "todo call the bank", "my todos"}) say(said);
  const auto before = checksum();
  EXPECT_SAYS(say("done 9"), "There is no 9 on the list: it ends at 2.");
  EXPECT_SAYS(say("delete 9"), "There is no 9 on the list");
  EXPECT_SAYS(say("change 9 to bread"), "There is no 9 on the list");
  EXPECT_EQ(checksum(), before);
  const auto both = say("done 2 and 9");
  EXPECT_SAYS(both, "Done: call the bank.");
  EXPECT_SAYS(both, "There is no 9 on the list");
  EXPECT_EQ(count("reminders_todos where status = 'open'"), 1);
}

}  // namespace
