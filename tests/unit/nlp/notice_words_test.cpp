#include "nlp/notices/notice_words.hpp"

#include <gtest/gtest.h>

#include "nlp/entities/impossible_times.hpp"
#include "nlp/entities/series_limit.hpp"

namespace {

using namespace std::chrono;
using nlp::notice_verb;

/// A Wednesday afternoon.
nlp::context wednesday() {
  nlp::context ctx;
  ctx.now = local_seconds(local_days(2026y / March / 4)) + 14h + 20min;
  ctx.tz = zone::find("America/New_York").value();
  return ctx;
}
std::optional<nlp::notice_command> read(std::string_view text) {
  static const auto ctx = wednesday();
  return nlp::read_notice_command(text, ctx);
}
local_days day(unsigned d) {
  return local_days(2026y / March / static_cast<int>(d));
}

TEST(NoticeWords, ABareTimeIsLookedForOnlyAfterANotice) {
  for (const auto* text : {"in an hour", "tomorrow at 9"}) {
    EXPECT_TRUE(nlp::read_notice_command(text, wednesday(), true)) << text;
    EXPECT_FALSE(nlp::read_notice_command(text, wednesday(), false)) << text;
  }
  EXPECT_TRUE(nlp::read_notice_command("snooze vitamins 20 min", wednesday(), false));
}

TEST(NoticeWords, AnswersToAReminder) {
  for (const auto* text : {"done", "Done!", "did it", "finished", "ok done", "taken", "all done"}) {
    const auto c = read(text);
    ASSERT_TRUE(c) << text;
    EXPECT_EQ(c->verb, notice_verb::done) << text;
  }
  EXPECT_EQ(read("snooze")->after, std::nullopt);
  EXPECT_EQ(read("snooze 20")->after, 20min);
  EXPECT_EQ(read("snooze it for an hour")->after, 60min);
  EXPECT_EQ(read("snooze 1h30")->after, 90min);
  EXPECT_EQ(read("snooze half an hour")->after, 30min);
  EXPECT_EQ(read("remind me again in 20 min")->after, 20min);
  EXPECT_EQ(read("snooze until tomorrow")->until, (nlp::local_time{day(5), std::nullopt}));
  EXPECT_EQ(read("snooze until 6pm")->until, (nlp::local_time{day(4), 18h}));
  EXPECT_TRUE(read("snooze all for 2 hours")->all);
  EXPECT_EQ(read("snooze 2 for 20 min")->numbers, std::vector<std::size_t>{2});
  EXPECT_EQ(read("snooze 2 for 20 min")->after, 20min);
  EXPECT_EQ(read("skip")->verb, notice_verb::skip);
  EXPECT_EQ(read("skip it today")->verb, notice_verb::skip);
  EXPECT_EQ(read("skip next")->verb, notice_verb::skip_next);
  EXPECT_EQ(read("skip the next vitamins reminder")->item, "vitamins");
  EXPECT_EQ(read("skip vitamins until monday")->until, (nlp::local_time{day(9), std::nullopt}));
}

TEST(NoticeWords, ABareTimeMeansANoticeOnlyRightAfterOne) {
  for (const auto& [text, at] : {std::pair{"tomorrow 9 instead", nlp::local_time{day(5), 9h}},
                                 {"tomorrow at 9am", {day(5), 9h}},
                                 {"move it to 5pm", {day(4), 17h}},
                                 {"reschedule to friday", {day(6), std::nullopt}}}) {
    const auto c = read(text);
    ASSERT_TRUE(c && c->until) << text;
    EXPECT_EQ(c->verb, notice_verb::move) << text;
    EXPECT_TRUE(c->only_after_notice);
    EXPECT_EQ(c->until->day, at.day) << text;
  }
  EXPECT_EQ(read("in an hour")->after, 60min);
  EXPECT_TRUE(read("in an hour")->only_after_notice);
  EXPECT_TRUE(read("later")->only_after_notice);
  EXPECT_TRUE(read("keep it")->only_after_notice);
  EXPECT_EQ(read("drop 2")->numbers, std::vector<std::size_t>{2});
}

TEST(NoticeWords, AsksWhatWasSent) {
  EXPECT_EQ(read("did you remind me?")->verb, notice_verb::was_it_sent);
  EXPECT_EQ(read("did you remind me about mom?")->item, "mom");
  EXPECT_EQ(read("when did you last remind me to take vitamins")->item, "take vitamins");
  EXPECT_EQ(read("did you remind me to call mom yesterday")->until,
            (nlp::local_time{day(3), std::nullopt}));
}

TEST(NoticeWords, SwitchesEachKind) {
  for (const auto& [text, kind, on] : {std::tuple{"turn off water nudges", "water", false},
                                       {"water nudges on", "water", true},
                                       {"no more quotes", "quote", false},
                                       {"no digest", "digest", false},
                                       {"daily quote on", "quote", true},
                                       {"stop workout nudges", "workout", false},
                                       {"turn assignment reminders off", "assignment", false},
                                       {"follow up on todos on", "follow_up", true},
                                       {"turn on todo nudges", "follow_up", true},
                                       {"turn off all nudges", "all", false},
                                       {"send me a morning check-in", "check_in", true}}) {
    const auto c = read(text);
    ASSERT_TRUE(c) << text;
    EXPECT_EQ(c->kind, kind) << text;
    EXPECT_EQ(c->verb == notice_verb::turn_on, on) << text;
  }
  const auto digest = read("digest sundays at 7pm");
  EXPECT_EQ(digest->weekday, 6);
  EXPECT_EQ(digest->minute, 19h);
  EXPECT_EQ(read("weekly digest by email")->by_mail, true);
  EXPECT_EQ(read("morning check-in at 8:30am")->minute, 8h + 30min);
  EXPECT_EQ(read("check-in at 7")->minute, 7h);
}

TEST(NoticeWords, Vacation) {
  EXPECT_EQ(read("vacation until monday")->until->day, day(9));
  EXPECT_EQ(read("pause until monday")->verb, notice_verb::vacation);
  EXPECT_EQ(read("i'm on vacation for 2 weeks")->after, 14 * 24h);
  EXPECT_EQ(read("I'm back!")->verb, notice_verb::vacation_over);
  EXPECT_EQ(read("at most 2 nudges a day")->most, 2);
  EXPECT_EQ(read("fewer texts")->verb, notice_verb::fewer);
}

TEST(NoticeWords, OtherTextsAreLeftAlone) {
  for (const auto* text : {"skip breakfast",
                           "done with leg day",
                           "snoozed for 20 min at my desk yesterday, nap",
                           "remind me to call mom at 3pm",
                           "2 eggs",
                           "drank water at 9",
                           "pause fitbit sync",
                           "remind me to drink water every day at 9",
                           "water plants",
                           "gym reminder for tomorrow 6am",
                           "my vacation starts friday",
                           "follow up with bob tomorrow",
                           "check in luggage at 5",
                           "delete lunch",
                           "undo",
                           "what do i have tomorrow",
                           "ran 5k in an hour",
                           "i finished my essay",
                           "no water today",
                           "quote for the roof repair due friday"})
    EXPECT_FALSE(read(text)) << text;
}

TEST(SeriesLimit, ReadsWhereARepetitionEnds) {
  nlp::time_options o;
  o.reference = wednesday().now;
  o.tz = wednesday().tz;
  EXPECT_EQ(nlp::find_series_limit("every day at 9 until friday", o)->until, day(6));
  EXPECT_EQ(nlp::find_series_limit("train every tuesday until march 31", o)->until, day(31));
  EXPECT_EQ(nlp::find_series_limit("antibiotics every day for 10 days", o)->days, 10);
  EXPECT_EQ(nlp::find_series_limit("daily for a month", o)->months, 1);
  EXPECT_EQ(nlp::find_series_limit("stretch every hour 5 times", o)->times, 5);
  EXPECT_FALSE(nlp::find_series_limit("squat 5 x 5 every monday", o));
  EXPECT_FALSE(nlp::find_series_limit("cook for 2 every day", o));
  nlp::recurrence_rule r;
  nlp::apply(*nlp::find_series_limit("for 10 days", o), r, local_seconds(day(5)) + 9h);
  EXPECT_EQ(nlp::to_rrule(r), "FREQ=DAILY;UNTIL=20260314T235959");
}

TEST(SeriesLimit, ReadsTheHoursThatCount) {
  nlp::time_options o;
  o.reference = wednesday().now;
  o.tz = wednesday().tz;
  constexpr std::uint32_t nine_to_five = 0b11'1111'1110'0000'0000;
  EXPECT_EQ(nlp::find_hours("drink water every 2 hours from 9 to 5", o), nine_to_five);
  EXPECT_EQ(nlp::find_hours("every hour between 9am and 5pm stretch", o), nine_to_five);
  EXPECT_EQ(nlp::find_hours("every hour from 10pm to 1am", o), 0b1100'0000'0000'0000'0000'0011U);
  EXPECT_EQ(nlp::find_hours("stretch every hour", o), 0U);
  EXPECT_EQ(nlp::find_hours("every hour from monday to friday", o), 0U);
}

TEST(ImpossibleTimes, AreFoundAndRealOnesAreNot) {
  for (const auto& [text, said] : {std::pair{"remind me feb 30 to pay rent", "feb 30"},
                                   {"pay rent on february 30th", "february 30th"},
                                   {"the 31st of april", "31st of april"},
                                   {"on 2/30 call bob", "2/30"},
                                   {"every 0 minutes", "every 0 minutes"}}) {
    const auto t = nlp::find_impossible_time(text);
    ASSERT_TRUE(t) << text;
    EXPECT_EQ(t->said, said);
  }
  for (const auto* text : {"feb 29", "may 31", "april 2026", "march 3 2026", "every 10 minutes",
                           "12/31", "2/3", "may 100 people come"})
    EXPECT_FALSE(nlp::find_impossible_time(text)) << text;
}

TEST(NoticeWords, EventsAndHintsAreSwitchedToo) {
  for (const auto* text :
       {"turn off event reminders", "no calendar reminders", "calendar alerts off",
        "meeting reminders off", "no calendar event notifications"}) {
    const auto c = read(text);
    ASSERT_TRUE(c) << text;
    EXPECT_EQ(c->verb, notice_verb::turn_off) << text;
    EXPECT_EQ(c->kind, "event") << text;
  }
  for (const auto& [text, before] : {std::pair{"calendar reminders 10 minutes before", 10min},
                                     {"event reminders 1 hour before", 60min},
                                     {"meeting reminders on 5 min ahead", 5min}}) {
    const auto c = read(text);
    ASSERT_TRUE(c) << text;
    EXPECT_EQ(c->verb, notice_verb::turn_on) << text;
    EXPECT_EQ(c->after, before) << text;
  }
  EXPECT_EQ(read("no more hints")->kind, "hint");
  EXPECT_EQ(read("hints on")->verb, notice_verb::turn_on);
  for (const auto* text :
       {"meeting reminders 3 days before", "reminder meeting 10 minutes before lunch",
        "remind me 10 minutes before the meeting", "meeting at 3", "hint hint"})
    EXPECT_FALSE(read(text)) << text;
}

}  // namespace
