#include <span>

#include "tests/integration/handlers/talk_test.hpp"

// Every text that the original design quotes and that needs no integration, understood by the real
// pipeline: text, reply, rows.

namespace {

using namespace test;

struct line {
  const char* text;
  const char* rows;   ///< a table with its condition, which must gain one row; or nullptr
  const char* reply;  ///< a part of the answer
};

class Words : public talk_test {
 protected:
  void check(std::span<const line> lines) {
    for (const auto& l : lines) {
      const auto before = l.rows ? count(l.rows) : 0;
      const auto reply = say(std::string(l.text));
      EXPECT_NE(reply.find(l.reply), std::string::npos) << l.text << " -> " << reply;
      EXPECT_EQ(l.rows ? count(l.rows) : 0, l.rows ? before + 1 : 0) << l.text << " -> " << reply;
      EXPECT_FALSE(replies::asks_for_reserved_word(reply)) << reply;
      EXPECT_LE(replies::measure(reply).segments, handlers::reply_segments) << reply;
    }
  }
};

TEST_F(Words, TheQuotedTextsAreUnderstoodAndAnswered) {
  begin("America/New_York", local(2026, 3, 4, 14, 20), "imperial", handlers::lexicon_estimate);
  const line lines[] = {
      {"I had my usual smoothie, 300 cal 20g protein",
       "food_logs where calories = 300 and protein_g = 20", "300 cal, 20g protein"},
      {"ate a quesadilla", "food_logs where food_name like '%quesadilla%'", "Logged quesadilla"},
      {"drank a bottle", "water_logs where amount_ml = 500", "Logged 16.9 oz water"},
      {"did bench press 135x5", "gym_logs where exercise = 'bench press' and reps = 5",
       "Logged bench press 135 lb x 5."},
      {"slept 11pm-7am", "sleep_logs where duration_min = 480",
       "Logged sleep 11:00 PM-7:00 AM (8h)"},
      {"todo buy groceries", "reminders_todos where type = 'todo' and content = 'buy groceries'",
       "Added to your todos: buy groceries."},
      {"remind me to call mom at 3pm", "reminders_todos where type = 'reminder'",
       "Reminder set: call mom, today 3:00 PM."},
      {"what do I have today?", nullptr, "1. 3:00 PM call mom\n2. buy groceries"},
      {"how much did I sleep this week?", nullptr, "8h"},
      {"help", nullptr, "Text me things like"},
      {"help food", nullptr, "Food: "},
      {"help integrations", nullptr, "Integrations"},
      {"w 16oz", "water_logs where amount_ml > 470 and amount_ml < 475", "Logged 16 oz water"},
      {"f 2 eggs", "food_logs where food_name like 'egg%' and quantity = 2", "Logged 2 eggs"},
      {"t buy milk", "reminders_todos where content = 'buy milk'", "buy milk"},
      {"2 eggs, 500ml water, ran 5k", "gym_logs where distance_m = 5000", "run"},
      {"yesterday 8pm pizza", "food_logs where at = '2026-03-03 20:00 America/New_York'",
       "yesterday 8:00 PM"},
      {"finished groceries", "reminders_todos where status = 'done'", "Done: buy groceries."},
      {"my locker code is 1234", "facts", "1234"},
      {"what's my locker code?", nullptr, "1234"},
      {"CS101 pset 3 due friday 5pm", "assignments", "pset 3, due Fri Mar 6 5:00 PM"},
      {"what's due for CS101?", nullptr, "pset 3"},
      {"set my water goal to 80 oz", nullptr, "80 oz"},
      {"how much water today?", nullptr, "Water today: "},
      {"connect my fitbit", nullptr, "Fitbit"},
      {"sync my fitbit", nullptr, "nothing to sync"},
      {"show my connections", nullptr, "Nothing is connected"},
      {"disconnect fitbit", nullptr, "Fitbit is not connected"},
      {"stop syncing", nullptr, "nothing to sync"},
      {"resume syncing", nullptr, "nothing to sync"},
      {"what did my fitbit say about my sleep last night?", nullptr, "not connected"},
      {"delete my food logs", nullptr, "Text yes to do it"},
      {"remove all water data", nullptr, "Text yes to do it"},
      {"delete my account", nullptr, "Nothing was deleted"},
      {"export my data", nullptr, "can't export"},
      {"yes", nullptr, "nothing waiting"},
      {"timezone Chicago", nullptr, "America/Chicago"},
      {"undo", nullptr, "Undone: "},
      {"redo", nullptr, "Redone: "},
  };
  check(lines);
}

TEST_F(Words, ATaughtClassIsAWorkoutFromThenOn) {
  begin();
  say(std::string("I had dhamaka practice today, count it as a workout"));
  EXPECT_EQ(count("gym_logs where exercise like 'dhamaka%'"), 1);
  EXPECT_EQ(count("user_knowledge where pattern_term = 'dhamaka'"), 1);
  for (const auto* text : {"had dhamaka practice", "had dhamaka"}) say(std::string(text));
  EXPECT_EQ(count("gym_logs where exercise like 'dhamaka%'"), 3);
}

TEST_F(Words, NicknamesShortSettingsAndHomeCooking) {
  begin("America/New_York", local(2026, 3, 4, 14, 20), "imperial", handlers::lexicon_estimate);
  const line lines[] = {
      {"kraft is the devils krafthouse",
       "user_knowledge where associated_value = 'the devils krafthouse'", "kraft"},
      {"kraft quesadilla", "food_logs where restaurant = 'the devils krafthouse'", "krafthouse"},
      {"quiet 22-8", nullptr, "quiet hours 10:00 PM-8:00 AM"},
      {"units metric", nullptr, "metric"},
      {"ate grandma's stew", "food_logs where calories is null", "I don't know its calories"},
      {"stew was 450 cal", "food_logs where calories = 450", "450 cal"},
  };
  check(lines);
}

TEST_F(Words, CorrectionsFollowTheTalk) {
  begin("America/New_York", local(2026, 3, 4, 12, 30), "metric", handlers::lexicon_estimate);
  const line lines[] = {
      {"2 eggs", "food_logs where quantity = 2", "Logged 2 eggs"},
      {"make it 3", "food_logs where quantity = 3", "Changed to 3 eggs"},
      {"pizza for lunch, 600 cal", "food_logs where calories = 600", "Logged pizza"},
      {"change lunch to 500 cal", "food_logs where calories = 500", "Changed to pizza (500 cal)"},
      {"bench 225x5", "gym_logs where reps = 5", "Logged bench press"},
      {"no i meant 6 reps", "gym_logs where reps = 6", "x 6"},
      {"remind me to call mom at 3pm", "reminders_todos", "Reminder set: call mom"},
      {"make that 4pm", nullptr, "Changed to call mom, today 4:00 PM."},
      {"undo", nullptr, "Undone: back to call mom, today 3:00 PM."},
  };
  check(lines);
}

TEST_F(Words, AQuestionIsAnsweredInOneWord) {
  begin();
  EXPECT_TRUE(say(std::string("remind me to call mom")).starts_with("When"));
  EXPECT_EQ(say(std::string("3pm")), "Reminder set: call mom, today 3:00 PM.");
  EXPECT_EQ(count("reminders_todos"), 1);
}

TEST_F(Words, NothingIsLoggedThatWasNotDone) {
  begin();
  for (const auto* text : {"did I drink water?", "didn't run today", "i could eat a horse rn",
                           "my sister ran a marathon", "thinking about pizza", "👍🎉", ""})
    say(std::string(text));
  EXPECT_EQ(count("food_logs") + count("water_logs") + count("gym_logs"), 0);
}

}  // namespace
