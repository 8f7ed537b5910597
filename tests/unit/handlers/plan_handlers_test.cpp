#include "tests/unit/handlers/world.hpp"

#include "actors/handlers/conversation_json.hpp"
#include "actors/handlers/support.hpp"

namespace {

using namespace test;
using storage::item_row;

item_row reminder_of(const handlers::turn_result& r) {
  auto rows = inserted_rows<item_row>(r);
  EXPECT_EQ(rows.size(), 1u);
  return rows.empty() ? item_row{} : rows.front();
}

TEST(TodoHandler, AddsAndSaysWhereTo) {
  world w;
  EXPECT_EQ(w.say({act(intent::todo_add, {{slot::content, "buy groceries"}})}),
            "Added to your todos: buy groceries.");
  EXPECT_EQ(w.say({act(intent::todo_add, {{slot::content, "milk"}, {slot::list, "shopping"}})}),
            "Added to your shopping list: milk.");
  EXPECT_EQ(w.say({act(intent::todo_add,
                       {{slot::content, "pay rent"}, {slot::due, whole_day(local(2026, 3, 6))}})}),
            "Added to your todos: pay rent (due Fri Mar 6).");
}

TEST(TodoHandler, ATodoOfADayIsNotAnnounced) {
  world w;
  auto r = w.turn({act(intent::todo_add,
                       {{slot::content, "pay rent"}, {slot::due, whole_day(local(2026, 3, 6))}})});
  EXPECT_TRUE(r.effects.empty());
  r = w.turn({act(intent::todo_add,
                  {{slot::content, "pay rent"}, {slot::due, moment(local(2026, 3, 6, 12))}})});
  EXPECT_EQ(r.effects.size(), 1u);
}

TEST(ReminderHandler, FiresAtTheLocalTime) {
  world w;
  auto r = w.turn({act(intent::reminder_add,
                       {{slot::content, "call mom"}, {slot::due, moment(local(2026, 3, 4, 15))}})});
  EXPECT_EQ(r.texts.front(), "Reminder set: call mom, today 3:00 PM.");
  const auto row = reminder_of(r);
  EXPECT_EQ(*row.due_at, sys_days(2026y / March / 4) + 20h);
  ASSERT_EQ(r.effects.size(), 1u);
  const auto& e = std::get<handlers::schedule_item>(r.effects.front());
  EXPECT_EQ(e.item, row.id);
  EXPECT_EQ(e.due_at, row.due_at);
}

TEST(ReminderHandler, AsksWhenAndRemembersWhat) {
  world w;
  EXPECT_EQ(w.say({act(intent::reminder_add, {{slot::content, "call mom"}})}),
            "When should I remind you to call mom?");
  auto r = w.turn({act(intent::unknown)}, "3pm");
  EXPECT_EQ(r.texts.front(), "Reminder set: call mom, today 3:00 PM.");
  EXPECT_EQ(*reminder_of(r).due_at, sys_days(2026y / March / 4) + 20h);
}

TEST(ReminderHandler, AnOpenQuestionSurvivesARestart) {
  world w;
  w.turn({act(intent::reminder_add, {{slot::content, "call mom"}})});
  w.state.talk = handlers::conversation_from_json(handlers::to_json(w.state.talk));
  auto r = w.turn({act(intent::unknown)}, "tomorrow at 9");
  EXPECT_EQ(r.texts.front(), "Reminder set: call mom, tomorrow 9:00 AM.");
}

TEST(ReminderHandler, ATimeThatHasPassedIsAskedAgain) {
  world w;
  auto r = w.turn({act(intent::reminder_add,
                       {{slot::content, "call mom"}, {slot::due, moment(local(2026, 3, 4, 9))}})});
  EXPECT_EQ(r.texts.front(), "Today 9:00 AM has passed. When should I remind you?");
  EXPECT_TRUE(inserted_rows<item_row>(r).empty());
}

TEST(ReminderHandler, ADayWithoutATimeIsTheMorning) {
  world w;
  EXPECT_EQ(w.say({act(intent::reminder_add,
                       {{slot::content, "call mom"}, {slot::due, whole_day(local(2026, 3, 6))}})}),
            "Reminder set: call mom, Fri Mar 6 9:00 AM.");
}

TEST(ReminderHandler, ARepeatingOneStartsWithItsNextTime) {
  world w;  // Wednesday 14:20
  auto r = w.turn({act(intent::reminder_add, {{slot::content, "take vitamins"},
                                              {slot::recurrence, "weekdays"},
                                              {slot::due, moment(local(2026, 3, 5, 9))}})});
  EXPECT_EQ(r.texts.front(),
            "Reminder set: take vitamins, every weekday 9:00 AM, next tomorrow 9:00 AM.");
  const auto row = reminder_of(r);
  EXPECT_EQ(*row.due_at, sys_days(2026y / March / 5) + 14h);
  EXPECT_TRUE(row.rrule && row.rrule->starts_with("FREQ="));
  EXPECT_EQ(*row.series_start, local(2026, 3, 5, 9));
}

TEST(ReminderHandler, EndsWhereItWasSaid) {
  world w;  // Wednesday 14:20
  const auto daily = [&](const char* content, const char* text) {
    return w.turn({act(intent::reminder_add, {{slot::content, content},
                                              {slot::recurrence, "daily"},
                                              {slot::due, moment(local(2026, 3, 5, 9))}})},
                  text);
  };
  auto r = daily("take pills", "take pills every day at 9 until friday");
  EXPECT_EQ(r.texts.front(),
            "Reminder set: take pills, every day 9:00 AM until Fri Mar 6, next tomorrow 9:00 AM.");
  EXPECT_EQ(reminder_of(r).rrule, "FREQ=DAILY;UNTIL=20260306T235959");
  r = daily("take pills for 10 days", "take pills every day at 9 for 10 days");
  EXPECT_EQ(reminder_of(r).content, "take pills");
  EXPECT_EQ(reminder_of(r).rrule, "FREQ=DAILY;UNTIL=20260314T235959");
  // As the words are read when the limit stands in the middle.
  r = daily("10 days to take pills", "every day at 9 for 10 days remind me to take pills");
  EXPECT_EQ(reminder_of(r).content, "take pills");
  r = w.turn({act(intent::reminder_add, {{slot::content, "take pills"},
                                         {slot::recurrence, "daily"},
                                         {slot::due, moment(local(2026, 3, 6, 9))}})},
             "remind me every day until friday at 9 to take pills");
  EXPECT_EQ(reminder_of(r).due_at, w.state.tz.to_instant(local(2026, 3, 5, 9)));
  r = daily("take pills 3 times", "take pills every day at 9, 3 times");
  EXPECT_EQ(reminder_of(r).rrule, "FREQ=DAILY;COUNT=3");
}

TEST(ReminderHandler, WhatCannotBeIsAskedAndNotStored) {
  world w;
  const auto asks = [&](std::vector<nlp::act> acts, const char* text) {
    auto r = w.turn(std::move(acts), text);
    EXPECT_TRUE(inserted_rows<item_row>(r).empty()) << text;
    w.state.talk = {};
    return r.texts.front();
  };
  EXPECT_EQ(asks({act(intent::reminder_add, {{slot::content, "pay rent on feb 30"},
                                             {slot::due, moment(local(2026, 3, 5, 9))}})},
                 "remind me to pay rent on feb 30 at 9am"),
            "There is no feb 30. When should I remind you?");
  EXPECT_EQ(asks({act(intent::reminder_add, {{slot::content, "0 minutes to drink"}})},
                 "remind me every 0 minutes to drink"),
            "I can't remind you every 0 minutes. How often, and from when?");
  EXPECT_EQ(
      asks({act(intent::reminder_add, {{slot::content, "blink"}, {slot::recurrence, "every:1m"}})},
           "remind me every minute for a year to blink"),
      "Every 1 min would be 1440 texts a day; I remind at most every 15 min. When should I?");
  EXPECT_EQ(asks({act(intent::reminder_add,
                      {{slot::content, "call mom"}, {slot::due, whole_day(local(2026, 3, 3))}})},
                 "remind me yesterday to call mom"),
            "Yesterday has passed. When should I remind you?");
}

TEST(ReminderHandler, AfterAnImpossibleDayTheAnswerIsEnough) {
  world w;
  w.turn({act(intent::reminder_add, {{slot::content, "pay rent on feb 30"}})},
         "remind me to pay rent on feb 30");
  auto r = w.turn({act(intent::unknown)}, "march 31 at 9am");
  EXPECT_EQ(r.texts.front(), "Reminder set: pay rent, Tue Mar 31 9:00 AM.");
}

TEST(ReminderHandler, ATimerOfAFewMinutesIsFine) {
  world w;
  auto r = w.turn({act(intent::reminder_add, {{slot::content, "check the oven 3 times"},
                                              {slot::recurrence, "every:5m"}})},
                  "check the oven every 5 minutes 3 times");
  EXPECT_EQ(reminder_of(r).rrule, "FREQ=MINUTELY;INTERVAL=5;COUNT=3");
}

TEST(AssignmentHandler, PlansTheStepsBeforeTheDeadline) {
  world w;  // Wednesday March 4, 14:20
  const auto step = [&](const nlp::local_time& due) {
    auto r =
        w.turn({act(intent::assignment_add, {{slot::assignment_name, "pset"}, {slot::due, due}})});
    const auto rows = inserted_rows<storage::assignment_row>(r);
    EXPECT_EQ(rows.size(), 1u);
    EXPECT_EQ(r.effects.empty(), !rows.at(0).next_notice_at);
    return rows.at(0).next_notice_at
               ? std::optional(w.state.tz.to_local(*rows.at(0).next_notice_at))
               : std::nullopt;
  };
  EXPECT_EQ(step(moment(local(2026, 3, 20, 17))), local(2026, 3, 13, 17));
  EXPECT_EQ(step(moment(local(2026, 3, 6, 17))), local(2026, 3, 5, 17));
  EXPECT_EQ(step(moment(local(2026, 3, 4, 23))), local(2026, 3, 4, 20));
  EXPECT_EQ(step(moment(local(2026, 3, 4, 16))), std::nullopt);
  EXPECT_EQ(step(whole_day(local(2026, 3, 6))), local(2026, 3, 5, 9));
}

TEST(ReminderHandler, ATimeInTheGapOfTheClocksFallsAfterIt) {
  world w;
  auto r = w.turn({act(intent::reminder_add,
                       {{slot::content, "x"}, {slot::due, moment(local(2026, 3, 8, 2, 30))}})});
  EXPECT_EQ(w.state.tz.to_local(*reminder_of(r).due_at), local(2026, 3, 8, 3, 30));
}

TEST(AssignmentHandler, NamesClassAndDue) {
  world w;
  EXPECT_EQ(w.say({act(intent::assignment_add, {{slot::class_name, "cs101"},
                                                {slot::assignment_name, "pset 3"},
                                                {slot::due, moment(local(2026, 3, 6, 17))}})}),
            "Added assignment: cs101 pset 3, due Fri Mar 6 5:00 PM.");
}

TEST(SettingsHandler, AZoneThatDoesNotExistIsAskedAboutHoweverItIsSaid) {
  for (const char* text :
       {"timezone atlantis", "set my timezone to Atlantis.", "time zone: atlantis"}) {
    world w;
    auto r = w.turn({act(intent::unknown)}, text);
    EXPECT_TRUE(r.texts.front().starts_with("I don't know the timezone \"atlantis\".")) << text;
    EXPECT_TRUE(std::ranges::none_of(r.changes, [](const storage::row_change& c) {
      return std::holds_alternative<storage::preferences_row>(*c.after);
    })) << text;
  }
  world w;
  auto fact =
      w.turn({act(intent::fact_store, {{slot::key, "timezone"}, {slot::value, "atlantis"}})},
             "my timezone is atlantis");
  EXPECT_TRUE(fact.texts.front().starts_with("I don't know the timezone \"atlantis\"."));
  world other;
  other.state.preferences.tour_step = 0;  // somebody new: there are no earlier texts to look at
  EXPECT_TRUE(other.turn({act(intent::unknown)}, "the twilight zone is great")
                  .texts.front()
                  .starts_with("Sorry"));
}

TEST(SettingsHandler, AZoneThatDoesNotExistIsAskedFor) {
  world w("UTC");
  auto r = w.turn({act(intent::preference_set, {{slot::timezone, "atlantis"}})});
  EXPECT_EQ(r.texts.front(),
            "I don't know the timezone \"atlantis\". Which large city is near you? Like "
            "\"timezone Chicago\".");
  EXPECT_EQ(r.next.preferences.timezone, "UTC");
}

TEST(SettingsHandler, SetsWhatWasSaidAndSaysIt) {
  world w;
  EXPECT_EQ(w.say({act(intent::preference_set, {{slot::units, "imperial"}})}),
            "Set: imperial units (oz, lb, mi).");
  EXPECT_EQ(w.say({act(intent::preference_set,
                       {{slot::quiet_hours_start, "22:00"}, {slot::quiet_hours_end, "08:00"}})}),
            "Set: quiet hours 10:00 PM-8:00 AM (your own reminders still come).");
  EXPECT_EQ(w.state.preferences.quiet_start_minute, 22 * 60);
  EXPECT_EQ(w.say({act(intent::preference_set, {{slot::units, "imperial"}})}),
            "That's how it is set already.");
}

TEST(Replies, RoutineOnesFitOneSegmentAndAskForNoReservedWord) {
  for (const auto* units : {"metric", "imperial"}) {
    world w("America/New_York", local(2026, 3, 4, 14, 20), units);
    const std::vector<nlp::act> acts = {
        act(intent::water_log, {{slot::amount_ml, 500.0}}),
        act(intent::food_log, {{slot::food, "egg"}, {slot::quantity, 2.0}}),
        act(intent::food_log, {{slot::food, "grandma's stew"}}),
        act(intent::gym_log, {{slot::exercise, "bench press"}, {slot::reps, 5.0}}),
        act(intent::todo_add, {{slot::content, "buy groceries"}}),
        act(intent::reminder_add, {{slot::content, "call mom"}}),
        act(intent::greeting),
        act(intent::smalltalk_thanks),
        act(intent::confirm_yes),
        act(intent::connect_integration, {{slot::provider, "fitbit"}}),
        act(intent::disconnect_integration, {{slot::provider, "fitbit"}}),
        act(intent::sync_integration),
        act(intent::integration_status),
        act(intent::delete_data, {{slot::data_type, "all"}}),
        act(intent::delete_data, {{slot::provider, "fitbit"}}),
        act(intent::feedback, {{slot::rating, 9.0}}),
        act(intent::export_data),
        act(intent::delete_account),
        act(intent::feedback),
        act(intent::support_ticket),
        act(intent::preference_set, {{slot::timezone, "atlantis"}}),
        act(intent::water_log, {{slot::amount_ml, 50'000.0}}),
    };
    for (const auto& a : acts) {
      const auto text = w.say({a}, "tell me");
      const auto size = replies::measure(text);
      EXPECT_EQ(size.alphabet, replies::sms_alphabet::gsm7) << text;
      EXPECT_EQ(size.segments, 1u) << size.units << ": " << text;
      EXPECT_FALSE(replies::asks_for_reserved_word(text)) << text;
    }
    for (const auto* topic :
         {"", "food", "water", "gym", "sleep", "todos", "reminders", "assignments", "facts",
          "integrations", "settings", "learning", "undo", "stats", "nonsense"}) {
      const auto text = w.say({act(intent::help, {{slot::topic, topic}})});
      EXPECT_LE(replies::measure(text).segments, 2u) << text;
      EXPECT_EQ(replies::measure(text).alphabet, replies::sms_alphabet::gsm7) << text;
      EXPECT_FALSE(replies::asks_for_reserved_word(text)) << text;
    }
  }
  using replies::language;
  for (const auto speaks : {language::english, language::spanish})
    for (const auto& text :
         {replies::invitation("https://example.org", speaks), replies::invitation("", speaks),
          replies::texts_are_on_again(speaks), replies::honest_failure(errc::unavailable, speaks),
          replies::honest_failure(errc::timeout, speaks),
          replies::honest_failure(errc::rate_limited, speaks),
          replies::honest_failure(errc::too_large, speaks)}) {
      EXPECT_EQ(replies::measure(text).segments, 1u) << text;
      EXPECT_FALSE(replies::asks_for_reserved_word(text)) << text;
    }
}

TEST(Matching, FindsByWordsWithSmallTypos) {
  using handlers::pick_by_words;
  const std::vector<std::string> items = {"buy groceries", "call mom", "finish lab report",
                                          "call the bank"};
  EXPECT_EQ(pick_by_words("groceries", items).best, std::vector<std::size_t>{0});
  EXPECT_EQ(pick_by_words("grocreies", items).best, std::vector<std::size_t>{0});
  EXPECT_EQ(pick_by_words("the lab report", items).best, std::vector<std::size_t>{2});
  EXPECT_EQ(pick_by_words("call", items).best.size(), 2u);
  EXPECT_TRUE(pick_by_words("swimming", items).best.empty());
}

TEST(Matching, ReadsNumbersOfAList) {
  using handlers::list_numbers;
  using numbers = std::vector<std::size_t>;
  EXPECT_EQ(list_numbers("2"), numbers{2});
  EXPECT_EQ(list_numbers("#2"), numbers{2});
  EXPECT_EQ(list_numbers("number 2"), numbers{2});
  EXPECT_EQ(list_numbers("the second one"), numbers{2});
  EXPECT_EQ(list_numbers("1 and 3"), (numbers{1, 3}));
  EXPECT_EQ(list_numbers("2."), numbers{2});
  EXPECT_TRUE(list_numbers("2 eggs").empty());
  EXPECT_TRUE(list_numbers("groceries").empty());
}

TEST(Conversation, ComesBackAsItWas) {
  handlers::conversation c;
  c.pending_act = act(intent::reminder_add, {{slot::content, "call \"mom\""},
                                             {slot::due, moment(local(2026, 3, 4, 15))},
                                             {slot::nap, true},
                                             {slot::quantity, 1.5},
                                             {slot::date, whole_day(local(2026, 3, 4))}});
  c.pending_question = "When?";
  c.pending_slot = "due";
  c.pending_until = instant(123456789us);
  c.last_list = {1, 2, 9'007'199'254'740'991};
  c.rest = "and more";
  const auto back = handlers::conversation_from_json(handlers::to_json(c));
  EXPECT_EQ(back.pending_act->kind, c.pending_act->kind);
  EXPECT_EQ(back.pending_act->slots, c.pending_act->slots);
  EXPECT_EQ(handlers::to_json(back), handlers::to_json(c));
  EXPECT_EQ(handlers::to_json(handlers::conversation_from_json("not json")), "{}");
}

}  // namespace
