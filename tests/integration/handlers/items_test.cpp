#include "tests/integration/handlers/talk_test.hpp"

namespace {

using namespace test;

class Items : public talk_test {
 protected:
  void todo(const char* content) { say({act(intent::todo_add, {{slot::content, content}})}); }
  std::string agenda(std::initializer_list<std::pair<slot, nlp::slot_value>> slots) {
    return say({act(intent::agenda_query, slots)});
  }
  std::string done(const char* item) {
    return say({act(intent::complete_item, {{slot::item, item}})}, item);
  }
};

TEST_F(Items, TodayIsOneNumberedList) {
  begin();
  todo("buy groceries");
  say({act(intent::reminder_add,
           {{slot::content, "call mom"}, {slot::due, moment(local(2026, 3, 4, 15))}})});
  say({act(intent::assignment_add, {{slot::class_name, "cs101"},
                                    {slot::assignment_name, "pset 3"},
                                    {slot::due, moment(local(2026, 3, 4, 23, 59))}})});
  say({act(intent::assignment_add, {{slot::class_name, "cs101"},
                                    {slot::assignment_name, "pset 2"},
                                    {slot::due, moment(local(2026, 3, 3, 12))}})});
  say({act(intent::reminder_add,
           {{slot::content, "dentist"}, {slot::due, moment(local(2026, 3, 5, 0))}})});
  EXPECT_EQ(agenda({{slot::scope, "all"}, {slot::period, "today"}}),
            "Today:\n1. cs101 pset 2 (overdue, yesterday 12:00 PM)\n2. 3:00 PM call mom\n"
            "3. cs101 pset 3 (due 11:59 PM)\n4. buy groceries");
  EXPECT_EQ(agenda({{slot::scope, "assignments"}, {slot::class_name, "CS 101"}}),
            "Assignments for CS 101:\n1. cs101 pset 2 (overdue, yesterday 12:00 PM)\n"
            "2. cs101 pset 3 (due today 11:59 PM)");
  EXPECT_EQ(agenda({{slot::scope, "all"}, {slot::period, "tomorrow"}}),
            "Tomorrow:\n1. 12:00 AM dentist");
  EXPECT_EQ(agenda({{slot::scope, "all"}, {slot::period, "overdue"}}),
            "Overdue:\n1. cs101 pset 2 (overdue, yesterday 12:00 PM)");
  EXPECT_EQ(agenda({{slot::scope, "reminders"}, {slot::period, "next_month"}}),
            "No reminders for next month.");
}

TEST_F(Items, NumbersMeanTheListThatWasShown) {
  begin();
  for (const auto* c : {"buy milk", "call bank", "water plants"}) todo(c);
  EXPECT_EQ(agenda({{slot::scope, "todos"}}), "Todos:\n1. buy milk\n2. call bank\n3. water plants");
  restart();
  EXPECT_EQ(done("1"), "Done: buy milk.");
  // The list has moved up, the numbers on the screen have not.
  EXPECT_EQ(done("2"), "Done: call bank.");
  EXPECT_EQ(agenda({{slot::scope, "todos"}}), "Todos:\n1. water plants");
  EXPECT_EQ(done("1"), "Done: water plants.");
  EXPECT_EQ(agenda({{slot::scope, "todos"}}), "No todos open.");
}

TEST_F(Items, HalfAMatchIsAskedFirst) {
  begin();
  todo("call mom");
  EXPECT_EQ(done("call dad"), "Which one?\n1. call mom");
  EXPECT_EQ(agenda({{slot::scope, "todos"}}), "Todos:\n1. call mom");
  EXPECT_EQ(done("call mom finally"), "Done: call mom.");
  todo("magnesium");
  EXPECT_EQ(done("the magnesium todo"), "Done: magnesium.");
}

TEST_F(Items, WordsCloseTheBestMatchAndATieIsAsked) {
  begin();
  for (const auto* c : {"buy groceries", "call the bank", "call mom"}) todo(c);
  EXPECT_EQ(done("grocreies"), "Done: buy groceries.");
  EXPECT_EQ(done("call"), "Which one?\n1. call the bank\n2. call mom");
  EXPECT_EQ(count("reminders_todos where status = 'open'"), 2);
  EXPECT_EQ(say({act(intent::unknown)}, "2"), "Done: call mom.");
  EXPECT_TRUE(done("swimming").starts_with("I found nothing open like"));
}

TEST_F(Items, AReminderFiresOnceAndDoneMeansIt) {
  begin();
  say({act(intent::reminder_add,
           {{slot::content, "call mom"}, {slot::due, moment(local(2026, 3, 4, 15))}})});
  const auto e = std::get<handlers::schedule_item>(effects.at(0));
  EXPECT_EQ(fall_due(e.item, *e.due_at), "") << "before its time";
  at_local(local(2026, 3, 4, 15));
  EXPECT_EQ(fall_due(e.item, *e.due_at), "Reminder: call mom");
  EXPECT_EQ(fall_due(e.item, *e.due_at), "") << "again";
  EXPECT_EQ(count("outbox where kind = 'reminder'"), 1);
  restart();
  EXPECT_EQ(say({act(intent::complete_item)}, "done"), "Done: call mom.");
}

TEST_F(Items, ADoneOrMovedReminderStaysSilent) {
  begin();
  say({act(intent::reminder_add,
           {{slot::content, "call mom"}, {slot::due, moment(local(2026, 3, 4, 15))}})});
  const auto e = std::get<handlers::schedule_item>(effects.at(0));
  done("call mom");
  EXPECT_FALSE(std::get<handlers::schedule_item>(effects.at(0)).due_at);
  at_local(local(2026, 3, 4, 15));
  EXPECT_EQ(fall_due(e.item, *e.due_at), "");
}

TEST_F(Items, ALateReminderSaysSo) {
  begin();
  say({act(intent::reminder_add,
           {{slot::content, "call mom"}, {slot::due, moment(local(2026, 3, 4, 15))}})});
  const auto e = std::get<handlers::schedule_item>(effects.at(0));
  at_local(local(2026, 3, 4, 17));
  EXPECT_EQ(fall_due(e.item, *e.due_at),
            "Reminder (late because I was offline, was due today 3:00 PM): call mom");
}

TEST_F(Items, ARepeatingReminderKeepsItsWallClockAndDoesNotPileUp) {
  begin("America/New_York", local(2026, 3, 6, 12));
  say({act(intent::reminder_add, {{slot::content, "vitamins"},
                                  {slot::recurrence, "daily"},
                                  {slot::due, moment(local(2026, 3, 7, 9))}})});
  auto e = std::get<handlers::schedule_item>(effects.at(0));
  at_local(local(2026, 3, 7, 9));
  EXPECT_EQ(fall_due(e.item, *e.due_at), "Reminder: vitamins");
  e = std::get<handlers::schedule_item>(effects.at(0));
  // The clocks went forward in the night.
  EXPECT_EQ(state.tz.to_local(*e.due_at), local(2026, 3, 8, 9));
  at_local(local(2026, 3, 20, 10));
  EXPECT_TRUE(fall_due(e.item, *e.due_at).starts_with("Reminder (late"));
  e = std::get<handlers::schedule_item>(effects.at(0));
  EXPECT_EQ(state.tz.to_local(*e.due_at), local(2026, 3, 21, 9));
  EXPECT_EQ(count("outbox"), 2);
}

TEST_F(Items, DeletesWhatIsMeantAndUndoBringsItBack) {
  begin("America/New_York", local(2026, 3, 4, 13));
  say({act(intent::food_log,
           {{slot::food, "pizza"}, {slot::meal, "lunch"}, {slot::calories, 600.0}}),
       act(intent::food_log,
           {{slot::food, "cola"}, {slot::meal, "lunch"}, {slot::calories, 140.0}})});
  todo("buy pizza boxes");
  const auto before = checksum();
  EXPECT_TRUE(
      say({act(intent::delete_item, {{slot::item, "lunch"}, {slot::type, "food"}})}, "delete lunch")
          .starts_with("Deleted cola (140 cal) and pizza (600 cal)."));
  EXPECT_EQ(state.today.calories, 0);
  say({act(intent::undo)}, "undo");
  EXPECT_EQ(checksum(), before);
  EXPECT_EQ(state.today.calories, 740);
  // The same word in a log and in a todo: which one?
  EXPECT_TRUE(say({act(intent::delete_item, {{slot::item, "pizza"}})}, "delete pizza")
                  .starts_with("Deleted pizza") ||
              state.talk.pending_act);
  EXPECT_TRUE(say({act(intent::delete_item, {{slot::item, "sushi"}})}, "delete sushi")
                  .starts_with("I found nothing like"));
}

TEST_F(Items, TaughtWordsAreKeptShownAndForgotten) {
  begin();
  EXPECT_EQ(say({act(intent::teach_pattern, {{slot::term, "kraft"},
                                             {slot::type, "entity"},
                                             {slot::kind, "restaurant"},
                                             {slot::value, "the devils krafthouse"}})}),
            "Got it, I'll remember: kraft = the devils krafthouse (restaurant).");
  restart();
  EXPECT_EQ(snapshot->patterns.size(), 1u);
  EXPECT_EQ(snapshot->patterns.front().confidence, 0.9);
  EXPECT_EQ(say({act(intent::list_patterns)}),
            "You taught me:\nkraft = the devils krafthouse (restaurant)");
  EXPECT_TRUE(say({act(intent::teach_pattern, {{slot::term, "the"}, {slot::value, "food"}})})
                  .find("too common") != std::string::npos);
  EXPECT_EQ(say({act(intent::forget_pattern, {{slot::term, "kraft"}})}),
            "Forget kraft = the devils krafthouse (restaurant)? (yes/no)");
  EXPECT_EQ(say({act(intent::confirm_yes)}, "yes"),
            "Forgotten: kraft = the devils krafthouse (restaurant). Text undo to bring it back.");
  EXPECT_EQ(count("user_knowledge"), 0);
}

}  // namespace
