#include "actors/outbox.hpp"

#include <gmock/gmock.h>

#include "tests/support/fake_storage.hpp"

namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class OutboxTest : public test::actor_test {
 protected:
  void start(actors::outbox_settings settings = {}) {
    outbox = keep(actors::spawn_outbox(system(), settings,
                                       {wall(), storage.reader(), storage.committer(), carrier,
                                        notices, [] { return 0.0; }})
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

  protocol::report_stored report(row_id id, const std::string& state,
                                 protocol::send_fate fate = protocol::send_fate::taken,
                                 std::int64_t code = 0) {
    protocol::carrier_message message{.provider_id = "carrier-" + std::to_string(id),
                                      .to = "+15550001",
                                      .status = state,
                                      .fate = fate,
                                      .code = code};
    return ask_now(outbox, protocol::delivery_report{message, id, storage.outbox.at(id).user_id})
        .value();
  }

  protocol::carrier_actor::behavior_type carrier_behavior(protocol::carrier_actor::pointer self) {
    return {[this, self](protocol::outgoing_text& text) -> caf::result<protocol::carrier_receipt> {
              tried.push_back(text.id);
              tried_at.push_back(wall().now());
              if (silent) {
                held.push_back(self->make_response_promise<protocol::carrier_receipt>());
                return held.back();
              }
              if (!receipts.empty()) {
                auto receipt = receipts.front();
                receipts.pop_front();
                return receipt;
              }
              if (!errors.empty()) {
                auto e = errors.front();
                errors.pop_front();
                if (e != errc::none) return caf::make_error(e, std::string());
              }
              sent.push_back(text.id);
              return protocol::carrier_receipt{.provider_id = "carrier-" + std::to_string(text.id),
                                               .status = accepted_as};
            },
            [this](protocol::find_text& wanted) -> caf::result<protocol::carrier_page> {
              looked_for.push_back(wanted.text.id);
              looked_at.push_back(wall().now());
              if (!listing_works) return caf::make_error(errc::unavailable, std::string());
              protocol::carrier_page page;
              for (auto& id : list)
                page.messages.push_back({.provider_id = id, .status = "queued"});
              return page;
            },
            [](protocol::carrier_history&) { return protocol::carrier_page{}; }};
  }

  test::fake_storage storage{system(), wall()};
  std::vector<row_id> tried, sent, looked_for;
  std::vector<instant> tried_at, looked_at;
  std::deque<errc> errors;
  std::deque<protocol::carrier_receipt> receipts;
  std::string accepted_as = "sent";
  std::vector<std::string> list;  ///< what the carrier's list shows of any text looked for
  bool listing_works = true;
  bool silent = false;
  std::vector<caf::typed_response_promise<protocol::carrier_receipt>> held;
  std::vector<protocol::notice> noticed;
  protocol::carrier_actor carrier = keep(protocol::carrier_actor(system().spawn(
      [this](protocol::carrier_actor::pointer self) { return carrier_behavior(self); })));
  protocol::notice_actor notices = keep(protocol::notice_actor(system().spawn(
      [this](protocol::notice_actor::pointer) -> protocol::notice_actor::behavior_type {
        return {[this](protocol::notice& n) {
          noticed.push_back(n);
          return protocol::notice_stored{};
        }};
      })));
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

TEST_F(OutboxTest, ATextInDoubtIsNotPassedWhenTheCarriersRestEndsWithItsWait) {
  auto other = add(2), first = add(1), second = add(1);
  using protocol::send_fate;
  receipts = {{.fate = send_fate::busy, .retry_after = 1s}, {.fate = send_fate::unknown}};
  start({.settle_after = 1s});
  ASSERT_THAT(tried, ElementsAre(other, first));
  advance(10s);
  EXPECT_THAT(looked_for, ElementsAre(first));
  EXPECT_THAT(sent, ElementsAre(first, second, other));
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

// --- the gap between the request and its record
// ---------------------------------------------------

TEST_F(OutboxTest, ATextIsClaimedBeforeTheCarrierHearsOfIt) {
  auto id = add(1);
  silent = true;
  start();
  EXPECT_THAT(tried, ElementsAre(id));
  EXPECT_EQ(status(id), "sending");
}

TEST_F(OutboxTest, ATextFoundClaimedThatTheCarrierHasIsNotSentAgain) {
  auto id = add(1), next = add(1);
  storage.outbox[id].status = "sending";
  storage.outbox[id].claimed_at = wall().now() - 5s;
  list = {"carrier-old"};
  start({.settle_after = 15s});
  EXPECT_THAT(looked_for, IsEmpty());  // the list may lag behind
  EXPECT_THAT(tried, IsEmpty());       // and nobody overtakes
  advance(11s);
  EXPECT_THAT(looked_for, ElementsAre(id));
  EXPECT_THAT(tried, ElementsAre(next));
  EXPECT_EQ(status(id), "queued");
  EXPECT_EQ(storage.outbox[id].provider_id, "carrier-old");
}

TEST_F(OutboxTest, ATextFoundClaimedThatTheCarrierHasNotGoesAgain) {
  auto id = add(1), next = add(1);
  storage.outbox[id].status = "sending";
  storage.outbox[id].claimed_at = wall().now() - 1h;
  start();
  advance(1s);
  EXPECT_THAT(looked_for, ElementsAre(id));
  EXPECT_THAT(sent, ElementsAre(id, next));
}

TEST_F(OutboxTest, TheSameWordsThatWentBeforeAreNotTakenForThisText) {
  auto before = add(1), id = add(1);
  storage.outbox[before].status = "delivered";
  storage.outbox[before].provider_id = "carrier-old";
  storage.outbox[id].status = "sending";
  storage.outbox[id].claimed_at = wall().now() - 1h;
  list = {"carrier-old"};
  start();
  advance(1s);
  EXPECT_THAT(sent, ElementsAre(id));
}

TEST_F(OutboxTest, AnAnswerThatNeverCameIsSettledByTheList) {
  auto id = add(1);
  errors = {errc::timeout};
  list = {"carrier-1"};
  auto began = wall().now();
  start({.settle_after = 15s});
  advance(1min);
  EXPECT_THAT(tried, ElementsAre(id));
  EXPECT_THAT(looked_at, ElementsAre(began + 15s));
  EXPECT_EQ(status(id), "queued");
}

TEST_F(OutboxTest, WhileTheListCannotBeReadNothingIsSaidTwice) {
  auto id = add(1);
  receipts = {{.fate = protocol::send_fate::unknown}};
  listing_works = false;
  start({.settle_after = 15s});
  advance(5min);
  EXPECT_GT(looked_for.size(), 3u);
  EXPECT_THAT(tried, ElementsAre(id));
  listing_works = true;
  advance(1min);
  EXPECT_THAT(tried, ElementsAre(id, id));
  EXPECT_EQ(status(id), "sent");
}

// --- what the carrier says
// ------------------------------------------------------------------------

TEST_F(OutboxTest, ReportsMoveATextOnAndNeverBack) {
  accepted_as = "queued";
  auto id = add(1);
  start();
  EXPECT_EQ(status(id), "queued");
  EXPECT_TRUE(report(id, "delivered").changed);  // overtook "sent"
  EXPECT_FALSE(report(id, "sent").changed);
  EXPECT_FALSE(report(id, "delivered").changed);
  EXPECT_EQ(status(id), "delivered");
}

TEST_F(OutboxTest, AReportBeforeTheAnswerSettlesTheText) {
  auto id = add(1);
  silent = true;
  start({.send_timeout = 10s});
  EXPECT_TRUE(report(id, "sent").changed);
  advance(1min);
  EXPECT_EQ(status(id), "sent");
  EXPECT_THAT(tried, ElementsAre(id));
}

TEST_F(OutboxTest, AReportFindsItsTextByTheCarriersNumberToo) {
  accepted_as = "queued";
  auto id = add(1);
  start();
  protocol::carrier_message message{.provider_id = "carrier-1", .status = "delivered"};
  EXPECT_TRUE(ask_now(outbox, protocol::delivery_report{message}).value().changed);
  EXPECT_EQ(status(id), "delivered");
  message.provider_id = "a reply, or somebody else's";
  EXPECT_FALSE(ask_now(outbox, protocol::delivery_report{message}).value().changed);
}

TEST_F(OutboxTest, APhoneThatIsOffGetsItsTextLaterAFewTimes) {
  using protocol::send_fate;
  accepted_as = "queued";
  auto id = add(1);
  start({.deliver_again_after = 300s, .most_deliveries = 3});
  for (int attempt = 1; attempt <= 2; ++attempt) {
    EXPECT_TRUE(report(id, "undelivered", send_fate::busy, 30003).changed);
    EXPECT_EQ(status(id), "pending");
    advance(5min + 1s);
    EXPECT_EQ(tried.size(), static_cast<std::size_t>(attempt + 1));
  }
  report(id, "undelivered", send_fate::busy, 30003);
  EXPECT_EQ(status(id), "undelivered");
  advance(1h);
  EXPECT_EQ(tried.size(), 3u);
}

TEST_F(OutboxTest, WhoOptedOutAtTheCarrierIsNotSentToAgain) {
  auto id = add(1), next = add(1);
  receipts = {{.fate = protocol::send_fate::opted_out, .code = 21610}};
  start();
  EXPECT_EQ(status(id), "failed");
  EXPECT_EQ(storage.outbox_results.at(0).code, 21610);
  advance(1s);
  EXPECT_THAT(tried, ElementsAre(id));
  EXPECT_EQ(status(next), "failed");
  EXPECT_EQ(storage.consents.at(0).reason, "carrier");
}

TEST_F(OutboxTest, ANumberThatIsNoPhoneIsNotTriedAgain) {
  accepted_as = "queued";
  auto id = add(1);
  start();
  report(id, "undelivered", protocol::send_fate::unreachable, 30005);
  EXPECT_EQ(status(id), "undelivered");
  EXPECT_EQ(storage.consents.at(0).reason, "unreachable");
  auto next = add(1);
  wake();
  EXPECT_THAT(tried, ElementsAre(id));
  EXPECT_EQ(status(next), "failed");
}

TEST_F(OutboxTest, NothingGoesToANumberThatSaidStop) {
  auto id = add(1);
  storage.stopped.insert("+15550001");
  start();
  advance(1h);
  EXPECT_THAT(tried, IsEmpty());
  EXPECT_EQ(status(id), "failed");
}

// --- how much
// -------------------------------------------------------------------------------------

TEST_F(OutboxTest, TheCarrierSaysWhenToComeBackAndEverybodyWaits) {
  auto first = add(1);
  receipts = {{.fate = protocol::send_fate::busy, .code = 20429, .retry_after = 40s}};
  auto began = wall().now();
  start();
  auto other = add(2);
  wake();
  EXPECT_THAT(sent, IsEmpty());
  advance(41s);
  EXPECT_THAT(sent, UnorderedElementsAre(first, other));
  EXPECT_GE(tried_at.at(1), began + 40s);
}

TEST_F(OutboxTest, OnePersonGetsSoManyAMinuteAndAnotherDoesNotWait) {
  for (int i = 0; i < 10; ++i) add(1);
  auto other = add(2);
  start({.texts_per_user_minute = 4});
  EXPECT_EQ(sent.size(), 5u);
  EXPECT_THAT(sent, Contains(other));
  advance(30s);
  EXPECT_EQ(sent.size(), 7u);
  advance(5min);
  EXPECT_EQ(sent.size(), 11u);
}

TEST_F(OutboxTest, AHundredInAMinuteAreCappedAndTheRestQueued) {
  for (user_id user = 1; user <= 100; ++user) add(user);
  start({.texts_per_minute = 60});
  EXPECT_EQ(sent.size(), 60u);
  advance(10s);
  EXPECT_EQ(sent.size(), 70u);
  advance(1min);
  EXPECT_EQ(sent.size(), 100u);
}

TEST_F(OutboxTest, NearTheMonthsBudgetOnlyWhatWasAskedForGoesAndThePersonIsToldOnce) {
  auto asked_for = add(1), nudge = add(1), again = add(1);
  storage.outbox[nudge].kind = "water_nudge";
  storage.over_budget = {asked_for, nudge, again};
  storage.spent_micros = 850'000;
  start({.monthly_budget_micros = 1'000'000});
  EXPECT_THAT(sent, ElementsAre(asked_for, again));
  EXPECT_EQ(status(nudge), "failed");
  ASSERT_EQ(noticed.size(), 1u);
  EXPECT_EQ(noticed[0].dedupe_key, "budget:2026-03");
}

}  // namespace
