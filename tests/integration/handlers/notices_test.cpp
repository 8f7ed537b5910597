#include "actors/handlers/notice_times.hpp"
#include "tests/integration/handlers/talk_test.hpp"

namespace {

using namespace test;
using handlers::schedule_item;

class Notices : public talk_test {
 protected:
  /// What falls due next for anybody, as the timers read it.
  std::optional<std::pair<row_id, instant>> upcoming() {
    auto c = db.owner_connection();
    const auto rows = c.run("select item, due_at from app.due_items('2100-01-01', 1)");
    if (rows.empty()) return std::nullopt;
    instant at;
    storage::text::read({rows[0][1].c_str(), rows[0][1].size()}, at);
    return std::pair(rows[0][0].as<row_id>(), at);
  }
  /// Lets time pass as the timers would; answers what was said on the way.
  std::vector<std::string> live_until(local_seconds t) {
    std::vector<std::string> said;
    const auto end = state.tz.to_instant(t);
    for (int i = 0; i < 1000; ++i) {
      const auto next = upcoming();
      if (!next || next->second > end) break;
      if (next->second > clock.now()) clock.advance(next->second - clock.now());
      restart();
      if (auto text = fall_due(next->first, next->second); !text.empty()) said.push_back(text);
    }
    if (end > clock.now()) clock.advance(end - clock.now());
    restart();
    return said;
  }
  void reminder(const char* content, local_seconds at) {
    say({act(intent::reminder_add, {{slot::content, content}, {slot::due, moment(at)}})});
  }
  void daily(const char* content, local_seconds at) {
    say({act(intent::reminder_add,
             {{slot::content, content}, {slot::recurrence, "daily"}, {slot::due, moment(at)}})});
  }
  using list = std::vector<std::string>;
  struct sent_mail {
    std::string to, kind, text;
  };
  /// Every mail that was queued, in order.
  std::vector<sent_mail> mails() {
    static constexpr storage::statement all{
        "all_mails", "select * from outbox where user_id = $1 and channel = 'email' order by id"};
    std::vector<sent_mail> out;
    auto done = read(state.user.id, [&](storage::unit_of_work& u) {
      for (auto& m : u.select<storage::outbox_row>(all, u.user()))
        out.push_back({m.recipient, m.kind, m.body.plain});
    });
    EXPECT_TRUE(done.has_value());
    return out;
  }
  /// The code in the mail that was queued last.
  std::string code() {
    const auto text = mails().back().text;
    return text.substr(text.find_first_of("0123456789"), 6);
  }
  static std::string another(std::string code) {
    code[5] = code[5] == '9' ? '0' : static_cast<char>(code[5] + 1);
    return code;
  }
  std::string address() {
    return db.value(
        "select coalesce(email, '') || case when email_verified_at is null then '' else "
        "' verified' end from users");
  }
  void event(row_id id, local_seconds at, std::string title = "dentist") {
    storage::calendar_event_row e{id, state.user.id, "work", "e" + std::to_string(id), {title}};
    e.starts_at = state.tz.to_instant(at);
    e.ends_at = e.starts_at + std::chrono::hours(1);
    e.updated_at = clock.now();
    auto set = turn(*snapshot, "sync" + std::to_string(++texts), "", "");
    set.changes.push_back(inserted(e));
    EXPECT_EQ(commit(std::move(set)), errc::none);
  }
};

TEST_F(Notices, SnoozeMoveSkipAndDoneMeanTheLastReminder) {
  begin();
  reminder("call mom", local(2026, 3, 4, 15));
  EXPECT_EQ(live_until(local(2026, 3, 4, 15, 5)), list{"Reminder: call mom"});
  EXPECT_EQ(say("snooze 20"), "OK, today 3:25 PM: call mom.");
  EXPECT_EQ(live_until(local(2026, 3, 4, 15, 24)), list{});
  EXPECT_EQ(live_until(local(2026, 3, 4, 15, 30)), list{"Reminder: call mom"});
  EXPECT_EQ(say("tomorrow 9 instead"), "OK, tomorrow 9:00 AM: call mom.");
  EXPECT_EQ(live_until(local(2026, 3, 5, 9, 10)), list{"Reminder: call mom"});
  EXPECT_EQ(say("done"), "Done: call mom.");
  EXPECT_EQ(live_until(local(2026, 3, 9, 9)), list{});
  EXPECT_EQ(db.value("select string_agg(answer, ' ' order by id) from notices"),
            "snoozed moved done");
}

TEST_F(Notices, ARepeatingOneGoesOnAfterItsAnswer) {
  begin();
  daily("vitamins", local(2026, 3, 5, 9));
  EXPECT_EQ(live_until(local(2026, 3, 5, 9, 10)), list{"Reminder: vitamins"});
  EXPECT_EQ(say("done"), "Done: vitamins. Next: tomorrow 9:00 AM.");
  live_until(local(2026, 3, 6, 9, 10));
  EXPECT_EQ(say("snooze an hour"), "OK, today 10:10 AM: vitamins.");
  EXPECT_EQ(live_until(local(2026, 3, 6, 10, 30)).size(), 1u);
  EXPECT_EQ(say("skip"), "Skipped: vitamins. Next: tomorrow 9:00 AM.");
  EXPECT_EQ(say("skip the next vitamins"),
            "Skipped: vitamins tomorrow 9:00 AM. Next: Sun Mar 8 9:00 AM.");
  EXPECT_EQ(live_until(local(2026, 3, 8, 8)), list{});
  EXPECT_EQ(say("skip vitamins until thursday"),
            "Skipped: vitamins today 9:00 AM. Next: Thu Mar 12 9:00 AM.");
  EXPECT_EQ(live_until(local(2026, 3, 12, 9)).size(), 1u);
}

TEST_F(Notices, TheNextOneIsSkippedOfWhatIsOnNoListYet) {
  begin();
  say({act(intent::todo_add, {{slot::content, "buy milk"}})});
  EXPECT_NE(say("list").find("buy milk"), std::string::npos);
  daily("vitamins", local(2026, 3, 5, 9));
  EXPECT_EQ(say("skip the next one"),
            "Skipped: vitamins tomorrow 9:00 AM. Next: Fri Mar 6 9:00 AM.");
}

TEST_F(Notices, TheNextDatesOfWhatRepeatsAreTold) {
  begin();
  EXPECT_TRUE(say("next dates").starts_with("Nothing repeats yet."));
  daily("vitamins", local(2026, 3, 5, 9));
  EXPECT_EQ(say("show the next 10 dates"),
            "vitamins at 9:00 AM: Thu Mar 5, Fri Mar 6, Sat Mar 7, Sun Mar 8, Mon Mar 9, "
            "Tue Mar 10, Wed Mar 11, Thu Mar 12, Fri Mar 13, Sat Mar 14.");
  say({act(intent::reminder_add, {{slot::content, "pay rent"},
                                  {slot::recurrence, "monthly:31"},
                                  {slot::due, moment(local(2026, 3, 31, 9))}})});
  EXPECT_EQ(say("next dates of rent").substr(0, 46),
            "pay rent at 9:00 AM: Tue Mar 31, Sun May 31, F");
  EXPECT_EQ(say("next dates for the gym").find("Mar"), std::string::npos);
  EXPECT_EQ(count("reminders_todos"), 2);
}

TEST_F(Notices, ASeriesEndsAndIsOver) {
  begin();
  say({act(intent::reminder_add, {{slot::content, "pills"},
                                  {slot::recurrence, "daily"},
                                  {slot::due, moment(local(2026, 3, 5, 9))}})},
      "pills every day at 9am 3 times");
  EXPECT_EQ(live_until(local(2026, 4, 1, 9)).size(), 3u);
  EXPECT_FALSE(upcoming());
  EXPECT_EQ(say("my reminders"), "No reminders open.");
}

TEST_F(Notices, SeveralOfOneMomentShareATextAndAnUrgentOneGoesAlone) {
  begin();
  reminder("call mom", local(2026, 3, 4, 15));
  reminder("take pills", local(2026, 3, 4, 15));
  say({act(intent::reminder_add,
           {{slot::content, "take the cake out"}, {slot::due, moment(local(2026, 3, 4, 15))}})},
      "urgent: remind me to take the cake out at 3");
  const auto said = live_until(local(2026, 3, 4, 15, 1));
  EXPECT_EQ(said, (list{"Reminders:\n1. call mom\n2. take pills", "Reminder: take the cake out"}));
  EXPECT_EQ(count("notices"), 3);
  EXPECT_EQ(count("outbox"), 2);
  EXPECT_EQ(say("done"), "Done: take the cake out.");
}

TEST_F(Notices, AfterAGroupItIsAskedWhich) {
  begin();
  reminder("call mom", local(2026, 3, 4, 15));
  reminder("take pills", local(2026, 3, 4, 15));
  live_until(local(2026, 3, 4, 15, 1));
  EXPECT_EQ(say("done"),
            "Which one?\n1. call mom\n2. take pills\nLike \"done 1\" or \"done all\".");
  EXPECT_EQ(say("snooze 2 for 20"), "OK, today 3:21 PM: take pills.");
  EXPECT_EQ(say("done 1"), "Done: call mom.");
  EXPECT_EQ(live_until(local(2026, 3, 4, 16)), list{"Reminder: take pills"});
}

TEST_F(Notices, ATimeAfterAnotherMatterIsNotAboutTheReminder) {
  begin();
  reminder("call mom", local(2026, 3, 4, 15));
  live_until(local(2026, 3, 4, 15, 1));
  say("2 eggs");
  EXPECT_TRUE(state.talk.notified.empty());
  EXPECT_EQ(say("done"), "Done: call mom.") << "but done still is";
}

TEST_F(Notices, WhatWasSentCanBeProved) {
  begin();
  EXPECT_EQ(say("did you remind me?"), "No, I sent you no reminder in the last 30 days.");
  reminder("call mom", local(2026, 3, 4, 15));
  EXPECT_EQ(say("did you remind me about mom?"),
            "No, I sent nothing about \"mom\" in the last 30 days. Set: call mom, today 3:00 PM.");
  live_until(local(2026, 3, 4, 15, 1));
  EXPECT_EQ(say("did you remind me to call mom?"),
            "Yes. call mom: due today 3:00 PM, my text is still waiting to be sent.");
  auto c = db.owner_connection();
  c.run("update outbox set status = 'sent', sent_at = '2026-03-04 20:00:02Z'");
  say("done");
  EXPECT_EQ(say("did you remind me?"),
            "Yes. call mom: due today 3:00 PM, sent 3:00 PM, you answered done.");
}

TEST_F(Notices, NothingPilesUpWhileTheLastTextStillWaits) {
  begin();
  daily("vitamins", local(2026, 3, 5, 9));
  EXPECT_EQ(live_until(local(2026, 3, 5, 10)).size(), 1u);
  db.owner_connection().run("update outbox set attempts = 1");
  EXPECT_EQ(live_until(local(2026, 3, 8, 10)), list{});
  EXPECT_EQ(count("outbox"), 1);
  db.owner_connection().run("update outbox set status = 'sent'");
  EXPECT_EQ(live_until(local(2026, 3, 9, 10)).size(), 1u);
}

TEST_F(Notices, WhoTravelsKeepsTheClockOfWhatRepeats) {
  begin();
  daily("vitamins", local(2026, 3, 5, 9));
  reminder("call mom", local(2026, 3, 5, 15));
  EXPECT_EQ(say({act(intent::preference_set, {{slot::timezone, "berlin"}})}),
            "Set: timezone Europe/Berlin, it's 8:20 PM for you. Repeating reminders keep their "
            "clock time. Single ones keep their moment.");
  EXPECT_EQ(state.tz.name(), "Europe/Berlin");
  EXPECT_EQ(live_until(local(2026, 3, 5, 9)), list{"Reminder: vitamins"});
  db.owner_connection().run("update outbox set status = 'sent'");
  EXPECT_EQ(live_until(local(2026, 3, 5, 21)), list{"Reminder: call mom"});
}

TEST_F(Notices, ZonesByIanaOrCityName) {
  for (const auto& [said, stored] : {std::pair{"Europe/Berlin", "Europe/Berlin"},
                                     {"new york", "America/New_York"},
                                     {"Los Angeles", "America/Los_Angeles"},
                                     {"pst", "America/Los_Angeles"},
                                     {"tokyo", "Asia/Tokyo"}}) {
    if (state.user.id == 0) begin("UTC");
    say({act(intent::preference_set, {{slot::timezone, said}})});
    EXPECT_EQ(state.preferences.timezone, stored) << said;
    EXPECT_EQ(state.tz.name(), stored);
  }
}

TEST_F(Notices, AssignmentsAreAnnouncedStepByStepUntilDone) {
  begin();
  const auto add = [&](const char* name) {
    say({act(intent::assignment_add, {{slot::class_name, "cs101"},
                                      {slot::assignment_name, name},
                                      {slot::due, moment(local(2026, 3, 20, 17))}})});
  };
  add("pset 3");
  EXPECT_EQ(live_until(local(2026, 3, 14, 0)),
            list{"Deadline: cs101 pset 3 is due Fri Mar 20 5:00 PM."});
  EXPECT_EQ(live_until(local(2026, 3, 21, 0)).size(), 2u);
  EXPECT_FALSE(upcoming());
  add("pset 4");
  EXPECT_FALSE(upcoming()) << "its deadline has gone by";
}

TEST_F(Notices, DeadlinesAreSilentWhenSwitchedOffOrDone) {
  begin();
  say({act(intent::assignment_add,
           {{slot::assignment_name, "essay"}, {slot::due, moment(local(2026, 3, 20, 17))}})});
  EXPECT_EQ(say("turn off assignment reminders"), "Set: assignment reminders off.");
  EXPECT_FALSE(upcoming());
  EXPECT_EQ(say("assignment reminders on"),
            "Set: assignment reminders on (7 days, 1 day and 3 hours before).");
  EXPECT_TRUE(upcoming());
  say({act(intent::complete_item, {{slot::item, "essay"}})}, "essay is done");
  EXPECT_FALSE(upcoming());
}

TEST_F(Notices, TheMorningTextListsTheDayAndIsSilentWithoutOne) {
  begin("America/New_York", local(2026, 3, 4, 20));
  EXPECT_EQ(say("morning check-in at 8am"), "Set: morning check-in on, 8:00 AM.");
  EXPECT_EQ(live_until(local(2026, 3, 5, 12)), list{}) << "nothing to say";
  reminder("dentist", local(2026, 3, 6, 15));
  say({act(intent::todo_add, {{slot::content, "buy milk"}})});
  EXPECT_EQ(live_until(local(2026, 3, 6, 8)),
            list{"Good morning! Today:\n1. 3:00 PM dentist\n1 open todo."});
  EXPECT_EQ(say("turn off the morning check-in"), "Set: morning check-in off.");
  say({act(intent::complete_item, {{slot::item, "dentist"}})}, "dentist is done");
  EXPECT_EQ(live_until(local(2026, 3, 12, 12)), list{});
}

TEST_F(Notices, TheDigestSaysWhatSqlSays) {
  begin("America/New_York", local(2026, 3, 4, 12));
  EXPECT_EQ(say("digest sundays at 7pm"), "Set: weekly digest on, Sundays 7:00 PM.");
  for (int i = 0; i < 3; ++i) say({act(intent::water_log, {{slot::amount_ml, 500.0}})});
  say({act(intent::food_log, {{slot::food, "pizza"}, {slot::calories, 600.0}})});
  say({act(intent::gym_log, {{slot::exercise, "bench press"}, {slot::reps, 5.0}})});
  say({act(intent::todo_add, {{slot::content, "buy milk"}})});
  say({act(intent::todo_add, {{slot::content, "buy eggs"}})});
  say({act(intent::complete_item, {{slot::item, "milk"}})}, "bought milk");
  EXPECT_EQ(live_until(local(2026, 3, 8, 20)),
            list{"Your week:\nFood: 600 cal a day on 1 day\nWater: 1500 ml on 1 day\n"
                 "Workouts: 1 on 1 day\nDone: 1\nStill open: 1"});
  EXPECT_EQ(db.value("select sum(amount_ml)::bigint from water_logs"), "1500");
  EXPECT_EQ(live_until(local(2026, 3, 15, 20)), list{}) << "a week with nothing in it";
}

TEST_F(Notices, WaterNudgesWaitForQuietHoursAndStopAtTheGoalAndTheLimit) {
  begin("America/New_York", local(2026, 3, 4, 9));
  EXPECT_EQ(say("water nudges on"), "Set: water nudges on, from 11:00 AM when you are behind.");
  EXPECT_EQ(live_until(local(2026, 3, 5, 0)).size(), 3u) << "at most three a day";
  EXPECT_EQ(say("at most 1 nudge a day"), "Set: at most 1 nudge a day.");
  EXPECT_EQ(live_until(local(2026, 3, 6, 0)).size(), 1u);
  say({act(intent::preference_set,
           {{slot::quiet_hours_start, "10:00"}, {slot::quiet_hours_end, "12:30"}})});
  EXPECT_EQ(live_until(local(2026, 3, 6, 12, 29)).size(), 0u);
  EXPECT_EQ(live_until(local(2026, 3, 6, 12, 31)).size(), 1u);
  EXPECT_TRUE(say("vacation until monday").starts_with("Vacation until Mon Mar 9 12:00 AM: "));
  EXPECT_EQ(live_until(local(2026, 3, 9, 0)), list{});
  say({act(intent::water_log, {{slot::amount_ml, 2500.0}})});
  EXPECT_EQ(live_until(local(2026, 3, 9, 23)), list{}) << "enough already";
  EXPECT_EQ(say("turn off all nudges"), "Set: all nudges off.");
  EXPECT_FALSE(upcoming());
}

TEST_F(Notices, AStaleTodoIsAskedAboutTwiceAndNeverAgain) {
  begin();
  say({act(intent::todo_add, {{slot::content, "fix the bike"}})});
  EXPECT_EQ(say("todo follow-ups on").substr(0, 23), "Set: todo follow-ups on");
  const auto said = live_until(local(2026, 3, 23, 10, 5));
  ASSERT_EQ(said.size(), 2u);
  EXPECT_EQ(said[0], "Still open? fix the bike\nText \"done\", \"snooze 1 day\" or \"drop\".");
  EXPECT_EQ(said[1], "Still wanted? fix the bike\nText \"keep\" or \"drop\"; I won't ask again.");
  EXPECT_EQ(say("drop it"), "Dropped: fix the bike.");
  EXPECT_EQ(count("reminders_todos where status = 'dismissed'"), 1);
  EXPECT_EQ(live_until(local(2026, 9, 1)), list{});
}

TEST_F(Notices, ATodoThatNobodyAnsweredForIsLeftInPeace) {
  begin();
  say({act(intent::todo_add, {{slot::content, "fix the bike"}})});
  say("todo follow-ups on");
  EXPECT_EQ(live_until(local(2026, 9, 1)).size(), 2u);
}

TEST_F(Notices, HeldNudgesComeOnceWithTheDigest) {
  begin("America/New_York", local(2026, 3, 4, 9));
  say("water nudges on");
  EXPECT_EQ(say({act(intent::preference_set, {{slot::notification_frequency, "weekly"}})}),
            "Set: weekly notifications. They come with the weekly digest on, Sundays 7:00 PM.");
  const auto said = live_until(local(2026, 3, 8, 20));
  ASSERT_EQ(said.size(), 1u);
  EXPECT_TRUE(said[0].starts_with("Kept for you:\n- Water break?")) << said[0];
  EXPECT_EQ(count("notices where outbox_id is null"), 1) << "that of the evening";
}

TEST_F(Notices, WhenMoneyIsShortNudgesWaitForTheDigest) {
  begin("America/New_York", local(2026, 3, 4, 9));
  budget = 1'000'000;
  say("water nudges on");
  EXPECT_FALSE(live_until(local(2026, 3, 4, 20)).empty()) << "as long as there is money";
  say("digest sundays at 7pm");
  db.owner_connection().run(
      "update message_log set reply_segments = case when id = (select min(id) from message_log)"
      " then 80 else null end");
  const auto said = live_until(local(2026, 3, 8, 20));
  ASSERT_EQ(said.size(), 1u);
  const auto kept = said[0].find("Kept for you:\n- Water break?");
  ASSERT_NE(kept, std::string::npos) << said[0];
  EXPECT_EQ(said[0].find("Water break?", kept + 20), std::string::npos) << "once is enough";
  // The next month has money again.
  live_until(local(2026, 4, 1, 9));
  EXPECT_FALSE(live_until(local(2026, 4, 1, 20)).empty());
}

TEST_F(Notices, AQuoteComesOnceAndNeverAgain) {
  begin();
  say("daily quote on");
  const auto said = live_until(local(2026, 12, 1));
  EXPECT_GT(said.size(), 30u);
  EXPECT_EQ(std::set<std::string>(said.begin(), said.end()).size(), said.size());
}

TEST_F(Notices, ATextThatDoesNotArriveGoesByMailOnce) {
  begin();
  mail = true;
  db.owner_connection().run(
      "update users set email = 'ann@example.org', email_verified_at = now()");
  reminder("call mom", local(2026, 3, 4, 15));
  live_until(local(2026, 3, 4, 15, 1));
  live_until(local(2026, 3, 4, 16));
  EXPECT_EQ(
      db.value("select string_agg(channel || ' ' || recipient, ', ' order by id) from outbox"),
      "simulator +15550100, email ann@example.org");
  reminder("call dad", local(2026, 3, 4, 17));
  live_until(local(2026, 3, 4, 17, 1));
  db.owner_connection().run("update outbox set status = 'sent' where status = 'pending'");
  live_until(local(2026, 3, 5, 17));
  EXPECT_EQ(count("outbox where channel = 'email'"), 1);
}

TEST_F(Notices, SoDoDeadlinesAndEventsThatStillHelp) {
  begin();
  mail = true;
  db.owner_connection().run(
      "update users set email = 'ann@example.org', email_verified_at = now()");
  say({act(intent::assignment_add,
           {{slot::assignment_name, "essay"}, {slot::due, moment(local(2026, 3, 5, 17))}})});
  live_until(local(2026, 3, 4, 18));
  ASSERT_EQ(mails().size(), 1u);
  EXPECT_EQ(mails()[0].text,
            "Deadline: essay is due tomorrow 5:00 PM.\nI could not reach you by text. Deadline: "
            "essay is due tomorrow 5:00 PM.");
  event(71, local(2026, 3, 4, 19));
  event(72, local(2026, 3, 4, 21), "movies");
  live_until(local(2026, 3, 4, 19));
  ASSERT_EQ(mails().size(), 2u);
  EXPECT_TRUE(mails()[1].text.starts_with("In 20 min: dentist, today 7:00 PM.\n"));
  live_until(local(2026, 3, 4, 20, 35));
  db.owner_connection().run("update calendar_events set status = 'cancelled' where id = 72");
  live_until(local(2026, 3, 4, 22));
  EXPECT_EQ(mails().size(), 2u);
}

TEST_F(Notices, AVacationBreaksNoRowOfDays) {
  begin("America/New_York", local(2026, 3, 1, 9));
  db.owner_connection().run("update users set created_at = created_at - interval '30 days'");
  const auto drink = [&](unsigned day) {
    at_local(local(2026, 3, day, 9));
    restart();
    return say({act(intent::water_log, {{slot::amount_ml, 500.0}})}).find("7 days in a row") !=
           std::string::npos;
  };
  for (const unsigned day : {1, 2, 3, 4}) EXPECT_FALSE(drink(day)) << day;
  EXPECT_TRUE(say("vacation until sunday").starts_with("Vacation until Sun Mar 8"));
  say("undo");
  EXPECT_EQ(count("vacations"), 0);
  say("vacation until saturday");
  say("vacation until sunday");
  EXPECT_EQ(count("vacations"), 1) << "it was prolonged";
  for (const unsigned day : {8, 9}) EXPECT_FALSE(drink(day)) << day;
  EXPECT_TRUE(drink(10));
  say("vacation for 2 weeks");
  at_local(local(2026, 3, 11, 9));
  restart();
  say("i'm back");
  EXPECT_EQ(
      db.value("select to_char(max(ends_at) at time zone 'UTC', 'MM-DD HH24:MI') from vacations"),
      "03-11 13:00");
}

TEST_F(Notices, SettingsCanBeTakenBackAndShown) {
  begin();
  say("water nudges on");
  EXPECT_TRUE(say("my nudges").starts_with("On:\nwater nudges on"));
  EXPECT_EQ(say({act(intent::undo)}, "undo"),
            "Undone: removed water nudges on, from 11:00 AM when you are behind.");
  EXPECT_EQ(count("routines"), 0);
}

TEST_F(Notices, AnAddressIsOnesOwnOnceItsCodeWasTextedBack) {
  begin();
  mail = true;
  EXPECT_EQ(say("what's my email"),
            "I know no mail address of yours. Text \"my email is you@example.org\".");
  EXPECT_EQ(say("My email is Sam@Example.org."),
            "I mailed a code to sam@example.org. Text it to me within 15 minutes.");
  EXPECT_EQ(address(), "") << "nobody's yet";
  ASSERT_EQ(mails().size(), 1u);
  EXPECT_EQ(mails()[0].to, "sam@example.org");
  const auto right = code();
  EXPECT_TRUE(mails()[0].text.starts_with("Your code is " + right + "\n")) << mails()[0].text;
  EXPECT_EQ(db.value("select count(*) from mail_codes where position('" + right +
                     "' in encode(code_hash, 'escape')) > 0"),
            "0");
  EXPECT_EQ(say(another(right)), "That is not the code. 4 tries left.");
  EXPECT_EQ(say("the code is " + right.substr(0, 3) + " " + right.substr(3)),
            "Set: mails go to sam@example.org. Reminders that do not arrive by text go there too.");
  EXPECT_EQ(address(), "sam@example.org verified");
  EXPECT_EQ(count("mail_codes"), 0);
  EXPECT_EQ(say("show my email"), "Mails go to sam@example.org.");
  EXPECT_EQ(say("my email is sam@example.org"), "Mails go to sam@example.org already.");
  EXPECT_EQ(mails().size(), 1u);
}

TEST_F(Notices, SixDigitsAreACodeOnlyWhileOneIsAwaited) {
  begin();
  mail = true;
  EXPECT_EQ(say("483920").find("code"), std::string::npos);
  say("my email is sam@example.org");
  say("483920");
  clock.advance(16min);
  EXPECT_EQ(say(code()), "That code has run out. Text me the address for a new one.");
  EXPECT_EQ(address(), "");
  EXPECT_EQ(say("483920").find("code"), std::string::npos);
}

TEST_F(Notices, FiveWrongCodesEndIt) {
  begin();
  mail = true;
  say("my email is sam@example.org");
  const auto right = code();
  for (int i = 0; i < 4; ++i) say(another(right));
  EXPECT_EQ(say(another(right)), "That was wrong too often. Text me the address for a new code.");
  restart();
  say(right);
  EXPECT_EQ(address(), "");
  EXPECT_EQ(mails().size(), 1u) << "there was nobody to warn";
}

TEST_F(Notices, OnlyTheNewestCodeCountsAndOnlySoManyAreMailedADay) {
  begin();
  mail = true;
  say("my email is sam@example.org");
  const auto first = code();
  say("email me at ann@example.org");
  if (code() != first) {
    EXPECT_EQ(say(first), "That is not the code. 4 tries left.");
  }
  say("my email: ann@example.org");
  say("change my email to ann@example.org");
  say("my email is ann@example.org");
  EXPECT_EQ(mails().size(), 5u);
  EXPECT_EQ(say("my email is ann@example.org"),
            "I mailed enough codes for one day. Try again tomorrow.");
  EXPECT_EQ(mails().size(), 5u);
  clock.advance(25h);
  say("my email is ann@example.org");
  EXPECT_EQ(mails().size(), 6u);
  EXPECT_EQ(count("mail_codes"), 1) << "old ones are cleared away";
}

TEST_F(Notices, TheOldAddressHearsOfEveryChange) {
  begin();
  mail = true;
  say("my email is sam@example.org");
  say(code());
  say("my email is eve@example.org");
  const auto right = code();
  for (int i = 0; i < 5; ++i) say(another(right));
  ASSERT_EQ(mails().size(), 3u);
  EXPECT_EQ(mails()[2].to, "sam@example.org");
  EXPECT_EQ(mails()[2].kind, "security");
  EXPECT_TRUE(mails()[2].text.starts_with("Wrong codes\n")) << mails()[2].text;
  say("my email is eve@example.org");
  say(code());
  EXPECT_EQ(address(), "eve@example.org verified");
  EXPECT_EQ(mails().back().to, "sam@example.org");
  EXPECT_NE(mails().back().text.find("eve@example.org from now on"), std::string::npos);
  EXPECT_EQ(say("forget my email"), "Forgotten: eve@example.org. I send you no more mail.");
  EXPECT_EQ(address(), "");
  EXPECT_EQ(mails().back().to, "eve@example.org");
  EXPECT_EQ(count("notices where kind = 'security' and outbox_id is not null"), 3);
  say({act(intent::undo)}, "undo");
  EXPECT_EQ(address(), "") << "an address is proved, not brought back";
}

TEST_F(Notices, AnAddressOfAnotherAccountStaysThere) {
  begin();
  mail = true;
  db.owner_connection().run(
      "insert into users (id, phone, email) values (99, '+15550999', 'Sam@example.org')");
  say("my email is sam@example.org");
  EXPECT_EQ(say(code()), "sam@example.org belongs to another account here. Nothing was changed.");
  EXPECT_EQ(count("users where email is not null"), 1);
}

TEST_F(Notices, WithoutAMailServerNoAddressIsAskedFor) {
  begin();
  EXPECT_EQ(say("my email is sam@example.org"),
            "I can't send mail: this server has no mail server set up.");
  EXPECT_EQ(count("outbox"), 0);
  EXPECT_EQ(count("facts"), 0);
}

TEST_F(Notices, AnAddressCanBeProvedInSpanish) {
  begin();
  mail = true;
  say({act(intent::preference_set, {{slot::language, "spanish"}})});
  restart();
  EXPECT_EQ(say("Mi correo es Ana@example.org"),
            "Mandé un codigo a ana@example.org. Escribemelo en 15 minutos.");
  EXPECT_EQ(say("el código es " + another(code())), "Ese no es el codigo. 4 intentos mas.");
  EXPECT_TRUE(say(code()).starts_with("Ajustado: los correos van a ana@example.org."));
  EXPECT_EQ(say("¿cuál es mi correo?"), "Los correos van a ana@example.org.");
  EXPECT_EQ(say("olvida mi correo"), "Olvidado: ana@example.org. No te mando mas correo.");
}

TEST_F(Notices, AnEventIsAnnouncedOnceAndFollowedWhenItMoves) {
  begin();
  event(71, local(2026, 3, 4, 16));
  EXPECT_EQ(live_until(local(2026, 3, 4, 15, 29)), list{});
  EXPECT_EQ(live_until(local(2026, 3, 4, 15, 45)), list{"In 30 min: dentist, today 4:00 PM."});
  EXPECT_EQ(live_until(local(2026, 3, 4, 17)), list{});
  // It moves to the next day, also between what the timers knew and its new time.
  db.owner_connection().run(
      "update calendar_events set starts_at = '2026-03-05 20:00Z', ends_at = '2026-03-05 21:00Z'");
  EXPECT_EQ(live_until(local(2026, 3, 6, 0)), list{"In 30 min: dentist, today 3:00 PM."});
  EXPECT_EQ(count("notices where kind = 'event' and late_because is null"), 2);
}

TEST_F(Notices, AnEventThatMovedOrWasCalledOffIsSilentAtItsOldTime) {
  begin();
  event(71, local(2026, 3, 4, 16));
  const auto old = upcoming();
  ASSERT_TRUE(old);
  clock.advance(old->second - clock.now());
  db.owner_connection().run(
      "update calendar_events set starts_at = starts_at + interval '1 hour', "
      "ends_at = ends_at + interval '1 hour'");
  EXPECT_EQ(fall_due(old->first, old->second), "");
  db.owner_connection().run("update calendar_events set status = 'cancelled'");
  EXPECT_FALSE(upcoming());
}

TEST_F(Notices, EventsThatComeLateOrAreOverOrOfAWholeDay) {
  begin("America/New_York", local(2026, 3, 4, 15, 50));
  event(71, local(2026, 3, 4, 16));
  EXPECT_EQ(live_until(local(2026, 3, 4, 15, 55)), list{"In 10 min: dentist, today 4:00 PM."});
  event(72, local(2026, 3, 4, 15), "already going on");
  event(73, local(2025, 3, 4, 15), "a year ago");
  db.owner_connection().run("update calendar_events set all_day = true where id = 73");
  EXPECT_EQ(live_until(local(2026, 3, 5, 15)), list{});
}

TEST_F(Notices, HowLongBeforeAnEventIsChosenByText) {
  begin();
  event(71, local(2026, 3, 4, 16));
  EXPECT_EQ(say("calendar reminders 10 minutes before"),
            "Set: calendar reminders on, 10 min before.");
  EXPECT_EQ(live_until(local(2026, 3, 4, 15, 55)), list{"In 10 min: dentist, today 4:00 PM."});
  event(72, local(2026, 3, 4, 18), "dinner");
  EXPECT_EQ(say("turn off event reminders"), "Set: calendar reminders off.");
  EXPECT_EQ(live_until(local(2026, 3, 4, 19)), list{});
}

TEST_F(Notices, AHintComesOnceAndOneAWeekAtMost) {
  begin();
  const auto lift = [&] {
    return say({act(intent::gym_log, {{slot::exercise, "bench press"}, {slot::reps, 5.0}})});
  };
  const auto drink = [&] { return say({act(intent::water_log, {{slot::amount_ml, 500.0}})}); };
  const auto hinted = [](const std::string& reply) {
    return reply.find("Hint: ") != std::string::npos;
  };
  EXPECT_FALSE(hinted(lift())) << "the first day has enough that is new";
  at_local(local(2026, 3, 6, 9));
  restart();
  const auto said = lift();
  EXPECT_NE(said.find("Hint: text \"workout nudges on\""), std::string::npos) << said;
  EXPECT_FALSE(hinted(drink())) << "one a week";
  at_local(local(2026, 3, 14, 9));
  restart();
  EXPECT_FALSE(hinted(lift())) << "never twice";
  EXPECT_TRUE(hinted(drink()));
  EXPECT_EQ(count("hints"), 2);
}

TEST_F(Notices, WhoWantsNoHintsOrKnowsGetsNone) {
  begin();
  at_local(local(2026, 3, 6, 9));
  restart();
  EXPECT_EQ(say("workout nudges on").substr(0, 22), "Set: workout nudges on");
  const auto said = say({act(intent::gym_log, {{slot::exercise, "squat"}, {slot::reps, 5.0}})});
  EXPECT_EQ(said.find("Hint"), std::string::npos) << said;
  EXPECT_EQ(say("no more hints"), "Set: hints off.");
  const auto drunk = say({act(intent::water_log, {{slot::amount_ml, 500.0}})});
  EXPECT_EQ(drunk.find("Hint"), std::string::npos) << drunk;
  EXPECT_EQ(count("hints"), 0);
}

}  // namespace
