#include <rapidcheck.h>

#include "actors/handlers/reread.hpp"
#include "tests/integration/handlers/talk_test.hpp"

// Learning over a real PostgreSQL, every text understood by the real pipeline.

namespace {

using namespace test;

class Learning : public texting_test {
 protected:
  double confidence(const std::string& term) {
    return std::stod(
        db.value("select confidence from user_knowledge where pattern_term = '" + term + "'"));
  }
};

TEST_F(Learning, WorksOnTheVeryNextTextAndAfterARestart) {
  begin_here();
  EXPECT_SAYS(text("my bottle is 750 ml"), "bottle");
  EXPECT_SAYS(text("drank a bottle"), "750 ml");
  restart();
  EXPECT_SAYS(text("drank a bottle"), "750 ml");
  EXPECT_EQ(count("water_logs where amount_ml = 750"), 2);
  EXPECT_EQ(count("user_knowledge where usage_count = 2 and last_used_at is not null"), 1);
}

TEST_F(Learning, AsksOnFirstUseAndTheAnswerMovesTrust) {
  begin_here();
  text("zumbara = bench press");
  EXPECT_DOUBLE_EQ(confidence("zumbara"), 0.9);
  EXPECT_SAYS(text("zumbara 60kg x5"), "Right? (yes/no)");
  EXPECT_DOUBLE_EQ(confidence("zumbara"), 1.0);
  EXPECT_SAYS(text("no"), "Sorry");
  EXPECT_DOUBLE_EQ(confidence("zumbara"), 0.8);
  // Asked once.
  EXPECT_FALSE(has(text("zumbara 60kg x5"), "Right?"));
}

TEST_F(Learning, AWordThatMisleadsIsSwitchedOffAndThePersonIsTold) {
  begin_here();
  text("I had dhamaka practice, count it as a workout");
  std::string last;
  for (int i = 0; i < 12; ++i) {
    text("had dhamaka");
    last = text("no, that's food");
    if (has(last, "no longer use")) break;
  }
  EXPECT_SAYS(last, "no longer use it");
  EXPECT_EQ(count("user_knowledge where disabled_at is not null and corrections = 5"), 1);
  const auto workouts = count("gym_logs");
  text("had dhamaka");
  EXPECT_EQ(count("gym_logs"), workouts);
  EXPECT_SAYS(text("dhamaka means workout"), "Got it");
  EXPECT_EQ(count("user_knowledge where disabled_at is null and confidence = 0.9"), 1);
}

TEST_F(Learning, ACorrectionRefilesTheRowAndCanBeUndone) {
  begin_here();
  text("I had dhamaka practice, count it as a workout");
  text("had dhamaka");
  text("yes");
  const auto trusted = confidence("dhamaka");
  EXPECT_EQ(count("gym_logs"), 2);
  EXPECT_SAYS(text("no, that's food"), "Changed to");
  EXPECT_EQ(count("gym_logs"), 1);
  EXPECT_EQ(count("food_logs"), 1);
  EXPECT_NEAR(confidence("dhamaka"), trusted - 0.2, 1e-9);
  EXPECT_SAYS(text("undo"), "Undone");
  EXPECT_EQ(count("gym_logs"), 2);
  EXPECT_EQ(count("food_logs"), 0);
}

TEST_F(Learning, ShowsBothMeaningsAndKeepsTheOneChosen) {
  begin_here();
  text("dhamaka means workout");
  EXPECT_SAYS(text("dhamaka means food"), "Before, it was a workout");
  EXPECT_EQ(count("user_knowledge"), 2);
  text("no");
  EXPECT_EQ(count("user_knowledge where associated_value = 'gym_log'"), 1);
  EXPECT_EQ(count("user_knowledge"), 1);
  text("dhamaka means food");
  text("yes");
  EXPECT_EQ(count("user_knowledge where associated_value = 'food_log'"), 1);
  EXPECT_EQ(count("user_knowledge"), 1);
}

TEST_F(Learning, UnansweredTheNewerMeaningWins) {
  begin_here();
  text("zorblat = squat");
  text("zorblat = deadlift");
  text("zorblat 60kg x5");
  EXPECT_EQ(count("gym_logs where exercise = 'deadlift'"), 1);
}

TEST_F(Learning, FixesEarlierEntriesThatUsedTheWordAndUndoesIt) {
  begin_here();
  text("ate at kraft");
  EXPECT_EQ(count("food_logs where restaurant = 'kraft'"), 1);
  EXPECT_SAYS(text("kraft is the devils krafthouse"), "Fix 1 earlier entry");
  EXPECT_SAYS(text("yes"), "Fixed 1 entry");
  EXPECT_EQ(count("food_logs where restaurant = 'the devils krafthouse'"), 1);
  text("undo");
  EXPECT_EQ(count("food_logs where restaurant = 'kraft'"), 1);
}

TEST_F(Learning, AsksBeforeATeachingThatWouldChangeWhatWasRight) {
  begin_here();
  text("had brelka for lunch");
  ASSERT_EQ(count("food_logs"), 1);
  EXPECT_SAYS(text("brelka means workout"), "Learn it anyway? (yes/no)");
  EXPECT_EQ(count("user_knowledge"), 0);
  EXPECT_SAYS(text("no"), "nothing was changed");
  EXPECT_EQ(count("user_knowledge"), 0);
  text("brelka means workout");
  EXPECT_SAYS(text("yes"), "Got it");
  EXPECT_EQ(count("user_knowledge"), 1);
}

TEST_F(Learning, OffersToRememberTheSameFixAtTheChosenPace) {
  begin_here();
  EXPECT_SAYS(text("learn fast"), "fast");
  text("ate grandma's stew");
  EXPECT_SAYS(text("grandma's stew was 450 cal"), "from now on? (yes/no)");
  EXPECT_SAYS(text("yes"), "Got it");
  EXPECT_EQ(
      count("user_knowledge where confidence = 0.5 and not explicitly_taught and calories = 450"),
      1);
  text("ate grandma's stew");
  EXPECT_EQ(count("food_logs where calories = 450"), 2);
  text("ate chili");
  EXPECT_SAYS(text("the chili was 320 cal"), "from now on? (yes/no)");
  EXPECT_SAYS(text("yes"), "Got it");
}

TEST_F(Learning, MergesTwoSpellingsWhenThePersonAgrees) {
  begin_here();
  text("krafthaus = pizza");
  text("krafthaus for lunch");
  EXPECT_SAYS(text("krafthauss = pizza"), "means the same");
  EXPECT_SAYS(text("yes"), "One word now");
  EXPECT_EQ(count("user_knowledge"), 1);
}

TEST_F(Learning, GoesBackToAnEarlierMeaning) {
  begin_here();
  text("zorb = 100 cal");
  text("zorb = 200 cal");
  text("zorb = 300 cal");
  EXPECT_SAYS(text("history of zorb"), "300 cal");
  EXPECT_SAYS(text("roll back zorb"), "200 cal");
  EXPECT_SAYS(text("roll back zorb"), "100 cal");
  EXPECT_SAYS(text("roll back zorb"), "no earlier meaning");
  text("ate zorb");
  EXPECT_EQ(count("food_logs where calories = 100"), 1);
  text("forget zorb");
  text("yes");
  EXPECT_EQ(count("user_knowledge"), 0);
  EXPECT_GE(count("user_knowledge_history"), 6);
  EXPECT_SAYS(text("roll back zorb"), "Back to");
}

TEST_F(Learning, TriesATeachingWithoutStoringIt) {
  begin_here();
  text("ate at kraft");
  const auto before = checksum();
  EXPECT_SAYS(text("try kraft is the devils krafthouse"), "1 of your last texts differently");
  EXPECT_SAYS(text("try drank 500 ml"), "Nothing was stored");
  EXPECT_EQ(checksum(), before);
}

TEST_F(Learning, DeclinesWithAReason) {
  begin_here();
  for (const auto& [said, reason] : std::initializer_list<std::pair<std::string, std::string>>{
           {"learn: the = food", "too common"},
           {"stop means pizza", "already has a job"},
           {std::string("learn: ") + std::string(480, 'x') + " = pizza", "too long"}})
    EXPECT_SAYS(text(said), reason);
  text("quaxin = vlimur");
  EXPECT_SAYS(text("vlimur = quaxin"), "nothing to learn");
  EXPECT_SAYS(
      say({act(intent::teach_pattern,
               {{slot::term, "vlimur"}, {slot::type, "synonym"}, {slot::value, "quaxin"}})}),
      "circle");
  EXPECT_SAYS(text("megazorb = 50000 cal"), "Did you mean 5000 cal?");
  EXPECT_EQ(count("user_knowledge"), 1);
}

TEST_F(Learning, WhyNamesRowsSourceAndRule) {
  begin_here();
  text("my bottle is 750 ml");
  text("drank a bottle");
  EXPECT_SAYS(text("why?"), "your word bottle");
  text("drank 250 ml");
  text("how much water today?");
  const auto reply = text("why?");
  EXPECT_SAYS(reply, "1000 ml is the sum of 2 entries");
  EXPECT_SAYS(reply, "your text");
}

TEST_F(Learning, AliasesAreDefinedUsedListedAndDeleted) {
  begin_here();
  EXPECT_SAYS(text("alias zz = drank 300 ml"), "Alias set");
  text("zz");
  EXPECT_EQ(count("water_logs where amount_ml = 300"), 1);
  EXPECT_SAYS(text("my aliases"), "zz = drank 300 ml");
  text("forget zz");
  text("yes");
  EXPECT_FALSE(has(text("my aliases"), "zz ="));
}

TEST_F(Learning, OwnFiguresGoalsAndRepeatedMeals) {
  begin_here();
  EXPECT_SAYS(text("weight 81.2 kg"), "81.2 kg");
  EXPECT_SAYS(text("weight 80.5"), "Last time: weight 81.2 kg");
  EXPECT_SAYS(text("mood 4"), "mood 4");
  EXPECT_SAYS(text("mood 40"), "did not log");
  EXPECT_SAYS(text("track my headaches"), "Tracking headaches");
  EXPECT_SAYS(text("headaches 3"), "headaches 3");
  EXPECT_SAYS(text("my weight"), "Average of 2");
  EXPECT_EQ(count("health_metrics"), 4);
  EXPECT_SAYS(text("protein goal 120g"), "120g to go");
  text("lunch was pizza, 600 cal 30g protein");
  EXPECT_SAYS(text("my goals"), "30g so far");
  at_local(local(2026, 3, 5, 12, 30));
  EXPECT_SAYS(text("same as yesterday"), "600 cal");
  EXPECT_EQ(count("food_logs where calories = 600"), 2);
  text("bench 60kg x5");
  EXPECT_SAYS(text("bench 70kg x5"), "New PR");
  EXPECT_FALSE(has(text("bench 65kg x5"), "PR"));
}

TEST_F(Learning, CountsEveryUse) {
  begin_here();
  text("zorb = squat");
  for (int i = 0; i < 100; ++i) text("zorb 60kg x5");
  EXPECT_EQ(count("user_knowledge where usage_count = 100 and confidence = 1 and last_used_at = "
                  "(select max(at) from gym_logs)"),
            1);
}

TEST_F(Learning, TakingWhatARemindersAsksForCompletesIt) {
  begin_here();
  text("remind me to take my meds at 3pm");
  text("took my meds");
  EXPECT_EQ(count("reminders_todos where status = 'done'"), 1);
  EXPECT_EQ(count("health_metrics"), 0);
  EXPECT_SAYS(text("took my meds"), "The first today");
  EXPECT_EQ(count("health_metrics"), 1);
}

TEST_F(Learning, CommandsTakeNoOrdinaryText) {
  begin_here();
  text("my wifi password is zebra42");
  for (const auto* ordinary : {"what was my wifi password?", "what's my wifi password?"})
    EXPECT_SAYS(text(ordinary), "zebra42");
  const auto before = count("reminders_todos");
  text("try remind me to call mom at 3pm");
  EXPECT_EQ(count("reminders_todos"), before + 1);
}

TEST_F(Learning, TrustFadesByTheClockButWhatWasTaughtStays) {
  begin_here();
  text("zorb = squat");
  clock.advance(std::chrono::hours(24 * 30 * 6));
  restart();
  EXPECT_NEAR(handlers::confidence_now(*state.words->meanings("zorb").front(), clock.now()), 0.84,
              1e-9);
  clock.advance(std::chrono::hours(24 * 30 * 200));
  restart();
  text("zorb 60kg x5");
  EXPECT_EQ(count("gym_logs where exercise = 'squat'"), 1);
}

/// Whatever one person teaches, another who wakes from the same database reads every text as
/// before.
TEST_F(Learning, NobodyElsesReadingChanges) {
  begin_here();
  const auto second = new_user("+15550101");
  auto set = turn(*second, "SM-second");
  set.changes.push_back(storage::inserted(storage::knowledge_row{.id = handles->ids->next(),
                                                                 .user_id = second->user.id,
                                                                 .pattern_term = "zorblo",
                                                                 .pattern_type = "intent",
                                                                 .associated_value = "gym_log",
                                                                 .confidence = 0.9,
                                                                 .created_at = clock.now()}));
  ASSERT_EQ(commit(std::move(set)), errc::none);
  const std::vector<std::string> terms = {"zorblo", "quaxin", "vlimur", "brokel"};
  const std::vector<std::string> meanings = {" = pizza", " means workout", " = 300 cal",
                                             " holds 900 ml", " is my sister"};
  const auto readings_of_second = [&] {
    const auto theirs = handlers::state_from(*awake("+15550101"), clock.now());
    std::vector<nlp::act> acts;
    for (const auto& term : terms)
      for (const auto* verb : {"had ", "drank a ", "ate "}) {
        auto ctx = handlers::reading_context(theirs, clock.now(), *theirs.words);
        ctx.now = local(2026, 3, 4, 14, 20);
        for (auto& a : nlp::understand(verb + term, ctx).acts) acts.push_back(std::move(a));
      }
    return acts;
  };
  const auto before = readings_of_second();
  ASSERT_EQ(before.front().kind, intent::gym_log);  // their own word does work
  rc::check("vocabularies are apart", [&] {
    text(*rc::gen::elementOf(terms) + *rc::gen::elementOf(meanings));
    const auto after = readings_of_second();
    RC_ASSERT(after.size() == before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      RC_ASSERT(after[i].kind == before[i].kind);
      RC_ASSERT(after[i].slots == before[i].slots);
    }
  });
  EXPECT_GE(count("user_knowledge"), 2);
}

}  // namespace
