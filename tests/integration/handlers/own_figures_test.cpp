#include "tests/integration/handlers/talk_test.hpp"

// Figures of a person's own: weight, mood, what they took, anything they gave a name.

namespace {

using namespace test;

class OwnFigures : public texting_test {
 protected:
  void SetUp() override { begin_here(); }
};

TEST_F(OwnFigures, FiguresOfOnesOwnAreCorrectedDeletedAndTakenBack) {
  text("bench 60kg x5");
  text("weight 81.2");
  EXPECT_SAYS(text("make it 80"), "Changed to weight 80 kg");
  text("2 eggs");
  EXPECT_SAYS(text("change my weight to 79.5"), "Changed to weight 79.5 kg");
  EXPECT_SAYS(text("undo"), "back to weight 80 kg");
  EXPECT_EQ(count("gym_logs where weight_kg = 60"), 1);
  EXPECT_SAYS(text("delete my last weight"), "Deleted weight 80 kg");
  EXPECT_EQ(count("health_metrics"), 0);
  text("undo");
  EXPECT_EQ(count("health_metrics where value = 80"), 1);
  EXPECT_SAYS(text("weight 900"), "Did you mean 90 kg?");
}

TEST_F(OwnFigures, AnythingThePersonNamesIsNotedAskedAndExplained) {
  text("track my reading in pages");
  EXPECT_SAYS(text("reading 30"), "Logged reading 30 pages");
  text("log reading 20 pages");
  EXPECT_SAYS(text("reading this week"), "Average of 2: reading 25 pages, in all reading 50 pages");
  EXPECT_SAYS(text("why?"), "The average reading 25 pages is of 2 entries");
  EXPECT_SAYS(text("bp 120/80"), "Logged blood pressure 120/80");
  EXPECT_EQ(count("health_metrics where metric in ('systolic', 'diastolic')"), 2);
  EXPECT_SAYS(text("did i take my meds?"), "No meds noted today");
  text("took my meds");
  EXPECT_SAYS(text("did I take my meds today?"), "Yes: meds");
  EXPECT_SAYS(text("took my lisinopril"), "Logged lisinopril 1 dose");
  EXPECT_SAYS(text("mood 4"), "Logged mood 4");
  EXPECT_SAYS(text("why?"), "Mood 4: from your text");
  EXPECT_SAYS(text("my metrics"), "mood 4");
}

TEST_F(OwnFigures, AnUnlikelyOneIsStoredAsTheLikelyOneAfterYes) {
  EXPECT_SAYS(text("weight 900"), "Did you mean 90 kg?");
  EXPECT_EQ(count("health_metrics"), 0);
  restart();
  EXPECT_SAYS(text("yes"), "Logged weight 90 kg");
  EXPECT_SAYS(text("yes"), "nothing waiting");
  EXPECT_EQ(count("health_metrics where value = 90"), 1);
  text("weight 850");
  text("no");
  EXPECT_SAYS(text("change my weight to 880"), "Did you mean 88 kg?");
  text("yes");
  EXPECT_EQ(count("health_metrics where value = 88"), 1);
  EXPECT_EQ(count("health_metrics"), 1);
  EXPECT_SAYS(text("weight goal 700"), "Did you mean 70 kg?");
  text("yes");
  EXPECT_EQ(count("goals where metric = 'weight' and target = 70"), 1);
}

TEST_F(OwnFigures, AreReadAsPeopleSayThem) {
  text("track my reading in pages");
  EXPECT_SAYS(text("read 20 pages"), "Logged reading 20 pages");
  text("i read 30 pages of dune today");
  EXPECT_SAYS(text("how much did I read this week?"), "in all reading 50 pages");
  EXPECT_SAYS(text("how many pages did i read today"), "in all reading 50 pages");
  EXPECT_EQ(count("reminders_todos"), 0);
  text("track my meditation in minutes");
  text("nap 20 minutes");
  EXPECT_EQ(count("health_metrics where metric = 'meditation'"), 0);
  EXPECT_SAYS(text("meditated 15 minutes"), "Logged meditation 15 minutes");
  text("units imperial");
  EXPECT_SAYS(text("11 stone 4"), "158 lb");
  EXPECT_SAYS(text("i weigh 11 st"), "154 lb");
  EXPECT_EQ(count("gym_logs"), 0);
}

TEST_F(OwnFigures, StandBesideWhatElseATextLogs) {
  const auto said = text("2 eggs; 500ml water; mood 4");
  EXPECT_SAYS(said, "2 eggs");
  EXPECT_SAYS(said, "mood 4");
  EXPECT_EQ(count("food_logs"), 1);
  EXPECT_EQ(count("water_logs"), 1);
  EXPECT_EQ(count("health_metrics where metric = 'mood' and value = 4"), 1);
  text("remind me to buy eggs, weight 5 at 6pm");
  EXPECT_EQ(count("health_metrics"), 1);
}

}  // namespace
