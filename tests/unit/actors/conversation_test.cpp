// The user's actor and its directory together, as net sees them.
#include <gmock/gmock.h>

#include "actors/user_directory.hpp"
#include "tests/support/fake_logic.hpp"

namespace {

using namespace std::chrono_literals;
using test::fake_storage;

class ConversationTest : public test::actor_test {
 protected:
  static constexpr const char* alice = "+15550001";
  static constexpr const char* bob = "+15550002";

  void SetUp() override {
    storage.add_user(alice);
    storage.add_user(bob);
    start_directory();
  }

  void start_directory(actors::user_directory_settings settings = {},
                       sign_up_policy sign_up = sign_up_policy::invite) {
    auto world = std::make_shared<actors::user_world>(actors::user_world{
        .clock = wall(),
        .ids = ids(),
        .logic = logic,
        .reader = storage.reader(),
        .committer = storage.committer(),
        .effects = effects,
        .settings = {.sign_up = sign_up, .through = {.text_channel = "simulator"}}});
    directory = keep(actors::spawn_user_directory(system(), settings, {world}).value());
  }

  protocol::inbound_text text(const std::string& from, const std::string& body,
                              std::string key = {}) {
    if (key.empty()) key = "key-" + std::to_string(++keys_);
    return {.request_id = "r",
            .dedupe_key = key,
            .channel = "simulator",
            .from = from,
            .body = body,
            .received_at = wall().now()};
  }
  /// The first text of the answer.
  std::string say(const std::string& from, const std::string& body, std::string key = {}) {
    auto answer = ask_now(directory, text(from, body, std::move(key)));
    auto& texts = answer.value().texts;
    return texts.empty() ? "" : texts.front();
  }
  std::string health() {
    return ask_now(directory, protocol::health_query{}).value().components.at(0).detail;
  }

  fake_storage storage{system(), wall()};
  test::fake_logic logic{storage, ids()};
  std::vector<protocol::item_scheduled> scheduled;
  int outbox_wakeups = 0;
  protocol::effects_actor effects = keep(protocol::effects_actor(system().spawn(
      [this](protocol::effects_actor::pointer) -> protocol::effects_actor::behavior_type {
        return {[this](protocol::item_scheduled& s) { scheduled.push_back(s); },
                [this](protocol::outbox_wakeup) { ++outbox_wakeups; }};
      })));
  protocol::user_directory_actor directory;

 private:
  int keys_ = 0;
};

TEST_F(ConversationTest, ATextIsStoredAndThenAnswered) {
  EXPECT_EQ(say(alice, "water 250", "SM1"), "250 ml");
  ASSERT_EQ(storage.stored.size(), 1u);
  auto& message = storage.stored[0]->message;
  EXPECT_EQ(message.dedupe_key, "SM1");
  EXPECT_EQ(message.body.plain, "water 250");
  EXPECT_EQ(message.reply.plain, "250 ml");
  EXPECT_EQ(message.reading.json, R"(["water_log"])");
  EXPECT_EQ(message.handled_at, wall().now());
}

TEST_F(ConversationTest, NothingIsAnsweredBeforeItIsStored) {
  storage.hold = true;
  auto answer = ask_now(directory, text(alice, "water 250"));
  EXPECT_FALSE(answer.answered());
  storage.release();
  run();
  EXPECT_EQ(answer.value().texts, std::vector<std::string>{"250 ml"});
}

TEST_F(ConversationTest, ABurstOfFiftyKeepsItsOrder) {
  std::vector<test::asked<protocol::turn_reply>> answers;
  std::vector<std::string> expected;
  for (int i = 0; i < 50; ++i) {
    expected.push_back("text " + std::to_string(i));
    answers.push_back(ask(directory, text(alice, expected.back())));
  }
  run();
  EXPECT_EQ(logic.understood, expected);
  ASSERT_EQ(storage.stored.size(), 50u);
  for (std::size_t i = 0; i < 50; ++i) {
    EXPECT_EQ(storage.stored[i]->message.body.plain, expected[i]);
    EXPECT_EQ(answers[i].value().texts.front(), expected[i]);
  }
}

TEST_F(ConversationTest, TwoUsersDoNotWaitForEachOther) {
  storage.hold = true;
  auto slow = ask_now(directory, text(alice, "water 250"));
  storage.hold = false;
  EXPECT_EQ(say(bob, "water 100"), "100 ml");
  EXPECT_FALSE(slow.answered());
  storage.release();
  run();
  EXPECT_EQ(slow.value().texts.front(), "250 ml");
}

TEST_F(ConversationTest, ATurnThatReadsComesBackInOrder) {
  say(alice, "water 250");
  storage.hold = true;
  auto read = ask_now(directory, text(alice, "count"));
  auto next = ask_now(directory, text(alice, "water 50"));
  EXPECT_FALSE(read.answered());
  storage.release();
  run();
  EXPECT_EQ(read.value().texts.front(), "250 ml");
  EXPECT_EQ(next.value().texts.front(), "300 ml");
}

TEST_F(ConversationTest, TheSameMessageTenTimesAtOnceIsStoredOnceAndAnsweredAlike) {
  std::vector<test::asked<protocol::turn_reply>> answers;
  for (int i = 0; i < 10; ++i) answers.push_back(ask(directory, text(alice, "water 250", "SM1")));
  run();
  EXPECT_EQ(storage.stored.size(), 1u);
  for (auto& answer : answers) EXPECT_EQ(answer.value().texts, std::vector<std::string>{"250 ml"});
  EXPECT_FALSE(answers[0].value().duplicate);
  EXPECT_TRUE(answers[9].value().duplicate);
}

TEST_F(ConversationTest, ADuplicateThatOnlyStorageRemembersGetsTheStoredAnswer) {
  say(alice, "water 250", "SM1");
  for (int i = 0; i < 40; ++i) say(alice, "water 10");  // pushes it out of the actor's memory
  auto answer = ask_now(directory, text(alice, "water 250", "SM1"));
  EXPECT_TRUE(answer.value().duplicate);
  EXPECT_EQ(answer.value().texts, std::vector<std::string>{"250 ml"});
  EXPECT_EQ(say(alice, "water 1"), "651 ml");
}

TEST_F(ConversationTest, ARefusedCommitIsSaidAndNothingIsRemembered) {
  say(alice, "water 100");
  storage.commits = {fake_storage::fate::refused};
  auto answer = ask_now(directory, text(alice, "water 250", "SM1"));
  EXPECT_FALSE(answer.value().stored);
  EXPECT_EQ(answer.value().texts.front(), "Not saved: unavailable");
  EXPECT_EQ(say(alice, "water 250", "SM1"), "350 ml");  // not taken for a duplicate
}

TEST_F(ConversationTest, ACommitWhoseAnswerGotLostCountsWhenStorageHasIt) {
  storage.commits = {fake_storage::fate::stored_but_silent};
  auto answer = ask_now(directory, text(alice, "water 250"));
  EXPECT_FALSE(answer.answered());
  advance(10s);
  EXPECT_TRUE(answer.value().stored);
  EXPECT_EQ(answer.value().texts.front(), "250 ml");
  EXPECT_EQ(say(alice, "water 50"), "300 ml");
}

TEST_F(ConversationTest, ACommitThatGotLostIsNotCalledSaved) {
  storage.commits = {fake_storage::fate::lost};
  auto answer = ask_now(directory, text(alice, "water 250"));
  advance(10s);
  EXPECT_FALSE(answer.value().stored);
  EXPECT_EQ(say(alice, "water 50"), "50 ml");
}

TEST_F(ConversationTest, AReadThatFailsIsSaid) {
  say(alice, "water 100");
  storage.reads = {errc::unavailable};
  EXPECT_EQ(say(alice, "count"), "Not saved: unavailable");
  EXPECT_EQ(say(alice, "count"), "100 ml");
}

TEST_F(ConversationTest, StorageThatIsAwayAtWakeUpIsSaid) {
  storage.reads = {errc::unavailable};
  EXPECT_EQ(say(alice, "water 100"), "Not saved: unavailable");
  EXPECT_EQ(say(alice, "water 100"), "100 ml");
}

TEST_F(ConversationTest, AFaultEndsOneActorAndItsUserComesBackWithItsState) {
  say(alice, "water 100");
  say(bob, "water 10");
  auto wakes = storage.wakes;
  auto answer = ask_now(directory, text(alice, "boom"));
  EXPECT_FALSE(answer.value().stored);
  EXPECT_EQ(answer.value().texts.front(), "Not saved: internal");
  EXPECT_EQ(say(bob, "water 10"), "20 ml");
  EXPECT_EQ(storage.wakes, wakes) << "bob's actor noticed";
  EXPECT_EQ(say(alice, "water 100"), "200 ml");
  EXPECT_EQ(storage.wakes, wakes + 1);
}

TEST_F(ConversationTest, AFaultTakesOnlyItsOwnMessageOutOfABurst) {
  std::vector<test::asked<protocol::turn_reply>> answers;
  for (auto body : {"water 1", "boom", "water 2", "boom", "boom", "water 3"})
    answers.push_back(ask(directory, text(alice, body)));
  run();
  std::vector<std::string> said;
  for (auto& answer : answers) said.push_back(answer.value().texts.front());
  EXPECT_EQ(said, (std::vector<std::string>{"1 ml", "Not saved: internal", "3 ml",
                                            "Not saved: internal", "Not saved: internal", "6 ml"}));
}

TEST_F(ConversationTest, AnActorThatNeverAnswersIsReplaced) {
  start_directory({.turn_timeout = 5s});  // shorter than the actor waits for storage
  storage.commits = {fake_storage::fate::lost};
  auto lost = ask_now(directory, text(alice, "water 100"));
  advance(5s);
  EXPECT_EQ(lost.error(), errc::timeout);
  EXPECT_EQ(say(alice, "water 50"), "50 ml");
  advance(60s);
  EXPECT_EQ(say(alice, "water 50"), "100 ml");
}

TEST_F(ConversationTest, ANewDayStartsFromStorage) {
  say(alice, "water 100");
  advance(24h);
  EXPECT_EQ(say(alice, "water 30"), "30 ml");
}

TEST_F(ConversationTest, AnIdleUserLeavesMemoryAndComesBackWhole) {
  start_directory({.idle_after = 600s});
  say(alice, "water 100", "SM1");
  advance(300s);
  say(bob, "water 10");
  EXPECT_THAT(health(), testing::HasSubstr("awake=2"));
  advance(400s);
  EXPECT_THAT(health(), testing::HasSubstr("awake=1"));
  EXPECT_EQ(say(alice, "water 100"), "200 ml");
  EXPECT_TRUE(ask_now(directory, text(alice, "water 100", "SM1")).value().duplicate);
}

TEST_F(ConversationTest, AUserWithATurnUnderWayDoesNotLeave) {
  start_directory({.idle_after = 8s});
  storage.hold = true;
  auto answer = ask_now(directory, text(alice, "water 100"));
  advance(9s);
  EXPECT_THAT(health(), testing::HasSubstr("awake=1 in_flight=1"));
  storage.release();
  run();
  EXPECT_EQ(answer.value().texts.front(), "100 ml");
}

TEST_F(ConversationTest, BeyondTheLimitTheLongestIdleLeave) {
  start_directory({.most_awake = 1});
  say(alice, "water 100");
  say(bob, "water 10");
  EXPECT_THAT(health(), testing::HasSubstr("awake=1"));
  EXPECT_EQ(say(alice, "water 100"), "200 ml");
}

TEST_F(ConversationTest, OverloadIsRefusedAtOnce) {
  start_directory({.most_in_flight = 2});
  storage.hold = true;
  auto first = ask_now(directory, text(alice, "water 100"));
  auto second = ask_now(directory, text(bob, "water 100"));
  EXPECT_EQ(ask_now(directory, text(bob, "water 100")).error(), errc::unavailable);
  storage.release();
  run();
  EXPECT_EQ(first.value().texts.front(), "100 ml");
  EXPECT_EQ(second.value().texts.front(), "100 ml");
}

TEST_F(ConversationTest, OneUserCannotFillTheQueue) {
  start_directory({.most_waiting_per_user = 2});
  storage.hold = true;
  std::vector<test::asked<protocol::turn_reply>> answers;
  for (int i = 0; i < 4; ++i) answers.push_back(ask_now(directory, text(alice, "water 1")));
  EXPECT_EQ(answers[3].error(), errc::rate_limited);
  EXPECT_FALSE(ask_now(directory, text(bob, "water 1")).failed());
  storage.release();
  run();
  EXPECT_EQ(answers[2].value().texts.front(), "3 ml");
}

TEST_F(ConversationTest, DrainFinishesWhatIsUnderWayAndTakesNothingNew) {
  storage.hold = true;
  auto first = ask_now(directory, text(alice, "water 100"));
  auto second = ask_now(directory, text(alice, "water 100"));
  auto drained = ask_now(directory, protocol::drain{});
  EXPECT_EQ(ask_now(directory, text(bob, "water 1")).error(), errc::unavailable);
  EXPECT_FALSE(drained.answered());
  storage.release();
  run();
  EXPECT_EQ(first.value().texts.front(), "100 ml");
  EXPECT_EQ(second.value().texts.front(), "200 ml");
  EXPECT_EQ(drained.value().finished, 2);
}

TEST_F(ConversationTest, AStrangerIsInvitedOnceAndNotKept) {
  EXPECT_EQ(say("+15559999", "hello"), "Join at example.org");
  EXPECT_EQ(say("+15559999", "hello?"), "");
  EXPECT_TRUE(storage.stored.empty());
  EXPECT_THAT(health(), testing::HasSubstr("awake=0"));
}

TEST_F(ConversationTest, WhereSignUpIsClosedAStrangerGetsNoAnswer) {
  start_directory({}, sign_up_policy::closed);
  EXPECT_EQ(say("+15559999", "hello"), "");
  EXPECT_TRUE(storage.strangers.empty());
}

TEST_F(ConversationTest, WhereSignUpIsOpenAStrangersFirstTextCounts) {
  start_directory({}, sign_up_policy::open);
  EXPECT_EQ(say("+15559999", "water 100"), "100 ml");
}

TEST_F(ConversationTest, AReminderIsScheduledOnceItIsStored) {
  storage.commits = {fake_storage::fate::refused};
  say(alice, "remind 5");
  EXPECT_TRUE(scheduled.empty());
  say(alice, "remind 5");
  ASSERT_EQ(scheduled.size(), 1u);
  EXPECT_EQ(scheduled[0].phone, alice);
  EXPECT_EQ(scheduled[0].due_at, wall().now() + 5min);
}

TEST_F(ConversationTest, AnItemThatFallsDueIsSentOnce) {
  say(alice, "remind 5");
  protocol::due_item due{scheduled.at(0).item, scheduled.at(0).user, alice,
                         *scheduled.at(0).due_at};
  advance(5min);
  ask_now(directory, protocol::item_due{due}).value();
  ask_now(directory, protocol::item_due{due}).value();
  EXPECT_EQ(storage.outbox.size(), 1u);
  EXPECT_EQ(outbox_wakeups, 1);
}

TEST_F(ConversationTest, AnItemWhoseCommitFailsIsReportedAsFailed) {
  say(alice, "remind 5");
  protocol::due_item due{scheduled.at(0).item, scheduled.at(0).user, alice,
                         *scheduled.at(0).due_at};
  storage.commits = {fake_storage::fate::refused};
  EXPECT_EQ(ask_now(directory, protocol::item_due{due}).error(), errc::unavailable);
  ask_now(directory, protocol::item_due{due}).value();
  EXPECT_EQ(storage.outbox.size(), 1u);
}

TEST_F(ConversationTest, AfterStopNothingIsSaidAndEverythingIsKeptUntilStart) {
  auto consent = [&](const std::string& body, protocol::consent_word word) {
    auto t = text(alice, body);
    t.word = word;
    return ask_now(directory, t).value();
  };
  say(alice, "water 250");
  auto stop = consent("STOP", protocol::consent_word::stop);
  EXPECT_TRUE(stop.stored);
  EXPECT_THAT(stop.texts, testing::IsEmpty());
  ASSERT_EQ(storage.consents.size(), 1u);
  EXPECT_FALSE(storage.consents[0].may_send);
  EXPECT_EQ(say(alice, "water 100"), "");
  EXPECT_EQ(say(bob, "water 10"), "10 ml");  // it is about nobody else
  auto start = consent("START", protocol::consent_word::start);
  EXPECT_EQ(start.texts.size(), 1u);
  EXPECT_TRUE(storage.consents[1].may_send);
  EXPECT_EQ(say(alice, "water 50"), "400 ml");
  EXPECT_EQ(logic.understood.size(), 4u);  // neither word was understood as anything else
}

TEST_F(ConversationTest, AStopThatCannotBeKeptIsBroughtAgain) {
  // Whoever brought it hears that it failed, and nothing was said.
  storage.reads = {errc::unavailable};
  auto t = text(alice, "STOP");
  t.word = protocol::consent_word::stop;
  EXPECT_TRUE(ask_now(directory, t).value().failed);
  EXPECT_TRUE(ask_now(directory, t).value().stored);
  EXPECT_TRUE(storage.stopped.contains(alice));
}

TEST_F(ConversationTest, YesAfterStopStartsAgainButIsAnAnswerOtherwise) {
  EXPECT_EQ(say(alice, "yes"), "yes");
  EXPECT_THAT(storage.consents, testing::IsEmpty());
  storage.stopped.insert(bob);
  EXPECT_NE(say(bob, " Yes "), "yes");
  EXPECT_FALSE(storage.stopped.contains(bob));
}

TEST_F(ConversationTest, ATextOfANumberThatCouldNotBeReachedShowsThatItCan) {
  storage.stopped.insert(alice);
  EXPECT_EQ(say(alice, "water 250"), "");
  EXPECT_TRUE(storage.stopped.contains(alice));  // that one said STOP
}

TEST_F(ConversationTest, AStrangersStopIsKeptAndNotAnswered) {
  auto t = text("+15559999", "STOP");
  t.word = protocol::consent_word::stop;
  auto answer = ask_now(directory, t).value();
  EXPECT_THAT(answer.texts, testing::IsEmpty());
  EXPECT_TRUE(storage.stopped.contains("+15559999"));
}

TEST_F(ConversationTest, AnAnswerForLaterIsStoredWithItsTurn) {
  auto t = text(alice, "water 250", "A1");
  t.answer_later = true;
  EXPECT_THAT(ask_now(directory, t).value().texts, testing::IsEmpty());
  ASSERT_EQ(storage.outbox.size(), 1u);
  EXPECT_EQ(storage.outbox.begin()->second.body.plain, "250 ml");
  EXPECT_EQ(outbox_wakeups, 1);
  EXPECT_TRUE(ask_now(directory, t).value().duplicate);
  EXPECT_EQ(storage.outbox.size(), 1u);
}

TEST_F(ConversationTest, WhoGotReadyIsNotReadAgain) {
  caf::anon_send(directory, protocol::get_ready{alice});
  run();
  EXPECT_EQ(storage.wakes, 1);
  EXPECT_EQ(say(alice, "water 250"), "250 ml");
  EXPECT_EQ(storage.wakes, 1);
  caf::anon_send(directory, protocol::get_ready{"+15559999"});  // gone meanwhile
  run();
  EXPECT_EQ(storage.stored.size(), 1u);
}

}  // namespace
