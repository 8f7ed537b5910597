#include "actors/outbox.hpp"

#include <gmock/gmock.h>

#include "tests/support/fake_storage.hpp"

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class OutboxTest : public test::actor_test {
 protected:
  void start(actors::outbox_settings settings = {}) {
    outbox = keep(actors::spawn_outbox(
                      system(), settings,
                      {wall(), storage.reader(), storage.committer(), sender, [] { return 0.0; }})
                      .value());
    run();
  }

  row_id add(user_id user, std::chrono::seconds not_before = 0s) {
    auto id = static_cast<row_id>(storage.outbox.size() + 1);
    storage.outbox[id] = {.id = id,
                          .user_id = user,
                          .channel = "simulator",
                          .recipient = "+15550001",
                          .body = {"text"},
                          .kind = "reminder",
                          .not_before = wall().now() + not_before,
                          .created_at = wall().now()};
    return id;
  }
  void wake() {
    caf::anon_send(outbox, protocol::outbox_wakeup{});
    run();
  }
  std::string status(row_id id) { return storage.outbox.at(id).status; }

  protocol::sms_sender_actor::behavior_type sender_behavior(
      protocol::sms_sender_actor::pointer self) {
    return {[this, self](protocol::outgoing_text& text) -> caf::result<protocol::carrier_receipt> {
      tried.push_back(text.id);
      tried_at.push_back(wall().now());
      if (silent) {
        held.push_back(self->make_response_promise<protocol::carrier_receipt>());
        return held.back();
      }
      if (!errors.empty()) {
        auto e = errors.front();
        errors.pop_front();
        if (e != errc::none) return caf::make_error(e, std::string());
      }
      sent.push_back(text.id);
      return protocol::carrier_receipt{"carrier-" + std::to_string(text.id)};
    }};
  }

  test::fake_storage storage{system(), wall()};
  std::vector<row_id> tried, sent;
  std::vector<instant> tried_at;
  std::deque<errc> errors;
  bool silent = false;
  std::vector<caf::typed_response_promise<protocol::carrier_receipt>> held;
  protocol::sms_sender_actor sender = keep(protocol::sms_sender_actor(system().spawn(
      [this](protocol::sms_sender_actor::pointer self) { return sender_behavior(self); })));
  protocol::outbox_actor outbox;
};

TEST_F(OutboxTest, WhatWaitsIsSentAtTheStartAndRecorded) {
  auto id = add(1);
  start();
  EXPECT_THAT(sent, ElementsAre(id));
  EXPECT_EQ(status(id), "sent");
  EXPECT_EQ(storage.outbox_results.at(0).provider_id, "carrier-1");
}

TEST_F(OutboxTest, SomethingNewIsSentWhenToldOf) {
  start();
  auto id = add(1);
  wake();
  EXPECT_THAT(sent, ElementsAre(id));
}

TEST_F(OutboxTest, ATextForLaterWaitsForItsTime) {
  auto id = add(1, 1h);
  start();
  advance(59min);
  EXPECT_THAT(sent, IsEmpty());
  advance(2min);
  EXPECT_THAT(sent, ElementsAre(id));
}

TEST_F(OutboxTest, AFailedTextIsTriedAgainLaterAndLater) {
  auto id = add(1);
  errors = {errc::unavailable, errc::rate_limited};
  auto began = wall().now();
  start();
  advance(1min);
  EXPECT_THAT(sent, ElementsAre(id));
  EXPECT_THAT(tried_at, ElementsAre(began, began + 5s, began + 15s));
  EXPECT_EQ(status(id), "sent");
}

TEST_F(OutboxTest, OneUsersTextsKeepTheirOrderThroughAFailure) {
  auto first = add(1), second = add(1), other = add(2);
  errors = {errc::unavailable};
  start();
  EXPECT_THAT(sent, ElementsAre(other));
  auto third = add(1);
  wake();
  EXPECT_THAT(sent, ElementsAre(other));
  advance(6s);
  EXPECT_THAT(sent, ElementsAre(other, first, second, third));
}

TEST_F(OutboxTest, ARefusedTextFailsAtOnceAndLetsTheNextPass) {
  auto refused = add(1), next = add(1);
  errors = {errc::invalid_argument};
  start();
  EXPECT_EQ(status(refused), "failed");
  EXPECT_THAT(sent, ElementsAre(next));
  EXPECT_EQ(tried.size(), 2u);
}

TEST_F(OutboxTest, ATextIsGivenUpAfterSoManyAttempts) {
  auto id = add(1);
  errors.assign(10, errc::unavailable);
  start({.most_attempts = 3});
  advance(1h);
  EXPECT_EQ(tried.size(), 3u);
  EXPECT_EQ(status(id), "failed");
}

TEST_F(OutboxTest, ATextUnderWayIsNotSentASecondTime) {
  auto id = add(1);
  silent = true;
  start({.send_timeout = 10min});
  wake();
  advance(5min);
  EXPECT_THAT(tried, ElementsAre(id));
}

TEST_F(OutboxTest, ASentTextWhoseRecordGotLostIsRecordedAgainAndNotSentAgain) {
  auto id = add(1);
  start();
  storage.outbox.at(id).status = "pending";  // as if the committer had failed
  advance(5s);
  wake();
  EXPECT_EQ(status(id), "pending");
  advance(10s);
  wake();
  EXPECT_EQ(status(id), "sent");
  EXPECT_THAT(tried, ElementsAre(id));
}

TEST_F(OutboxTest, SoManyAreUnderWayAtMost) {
  for (user_id user = 1; user <= 5; ++user) add(user);
  silent = true;
  start({.most_in_flight = 2});
  EXPECT_EQ(tried.size(), 2u);
}

TEST_F(OutboxTest, MoreThanOneBatchAllGo) {
  for (user_id user = 1; user <= 50; ++user) add(user);
  start({.batch = 8});
  advance(1s);
  EXPECT_EQ(sent.size(), 50u);
}

TEST_F(OutboxTest, AnAdvancedClockSettlesWhenAllThatCanGoHasGone) {
  auto id = add(1, 5h);
  start();
  wall().advance(6h);
  EXPECT_TRUE(ask_now(outbox, protocol::clock_advanced{}).answered());
  EXPECT_THAT(sent, ElementsAre(id));
}

TEST_F(OutboxTest, DrainWaitsForWhatIsUnderWayAndStartsNothing) {
  add(1);
  silent = true;
  start({.send_timeout = 10s});
  auto drained = ask_now(outbox, protocol::drain{});
  EXPECT_FALSE(drained.answered());
  add(2);
  wake();
  advance(10s);
  EXPECT_TRUE(drained.answered());
  EXPECT_EQ(tried.size(), 1u);
}

}  // namespace
