#include "tests/integration/handlers/talk_test.hpp"

// A correction changes what it names, or nothing. Over a real PostgreSQL, every text understood by
// the real pipeline.

namespace {

using namespace test;

class Corrections : public talk_test {
 protected:
  void SetUp() override {
    begin("America/New_York", local(2026, 3, 4, 14, 20), "metric", handlers::lexicon_estimate);
  }
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

}  // namespace
