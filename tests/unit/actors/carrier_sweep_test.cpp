#include "actors/carrier_sweep.hpp"

#include <gmock/gmock.h>

#include <map>

#include "tests/support/fake_storage.hpp"

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto alice = "+15550001";

class CarrierSweepTest : public test::actor_test {
 protected:
  void SetUp() override { storage.add_user(alice); }

  void start() {
    sweep = keep(
        actors::spawn_carrier_sweep(system(), {.carrier = "some", .every = 60s},
                                    {wall(), carrier, storage.reader(), storage.committer(), target,
                                     [](const protocol::carrier_message& m) {
                                       protocol::inbound_text t;
                                       t.dedupe_key = m.provider_id;
                                       t.from = m.from;
                                       t.body = m.body;
                                       t.received_at = m.at;
                                       return std::optional(t);
                                     }})
            .value());
    run();
  }

  protocol::carrier_message inbound(const std::string& id, std::chrono::seconds ago) {
    return {
        .provider_id = id, .inbound = true, .from = alice, .body = id, .at = wall().now() - ago};
  }

  protocol::carrier_actor::behavior_type carrier_behavior() {
    return {[this](protocol::outgoing_text& text) {
              sent.push_back(text.body);
              return protocol::carrier_receipt{};
            },
            [](protocol::find_text&) { return protocol::carrier_page{}; },
            [this](protocol::carrier_history& wanted) -> caf::result<protocol::carrier_page> {
              asked_since.push_back(wanted.since);
              if (!listing_works) return caf::make_error(errc::unavailable, std::string());
              return pages[wanted.page];
            }};
  }
  protocol::sweep_target_actor::behavior_type target_behavior() {
    return {[this](protocol::inbound_text& text) {
              EXPECT_TRUE(text.answer_later);
              handled.push_back(text.body);
              return turn;
            },
            [this](protocol::delivery_report& report) {
              reports.push_back(report);
              return protocol::report_stored{true};
            }};
  }

  test::fake_storage storage{system(), wall()};
  std::map<std::string, protocol::carrier_page> pages;  ///< by what asks for them
  bool listing_works = true;
  std::vector<instant> asked_since;
  std::vector<std::string> handled, sent;
  std::vector<protocol::delivery_report> reports;
  protocol::turn_reply turn{{}, true, false, false};
  protocol::carrier_actor carrier = keep(protocol::carrier_actor(
      system().spawn([this](protocol::carrier_actor::pointer) { return carrier_behavior(); })));
  protocol::sweep_target_actor target = keep(protocol::sweep_target_actor(
      system().spawn([this](protocol::sweep_target_actor::pointer) { return target_behavior(); })));
  protocol::carrier_sweep_actor sweep;
};

TEST_F(CarrierSweepTest, WhatWasNeverSeenIsHandledInTheOrderItWasSent) {
  pages[""] = {{inbound("third", 200s), inbound("fourth", 190s)}, "older"};
  pages["older"] = {{inbound("first", 400s), inbound("second", 300s)}, ""};
  start();
  EXPECT_THAT(handled, ElementsAre("first", "second", "third", "fourth"));
  EXPECT_EQ(storage.sweeps.at("some"), wall().now() - 120s);
}

TEST_F(CarrierSweepTest, ATextThatMayStillComeByItselfIsLeftAlone) {
  pages[""] = {{inbound("old", 121s), inbound("young", 119s)}, ""};
  start();
  EXPECT_THAT(handled, ElementsAre("old"));
}

TEST_F(CarrierSweepTest, UpToWhenAllIsKnownMovesOnlyWhenAllWasTaken) {
  pages[""] = {{inbound("one", 300s), inbound("two", 200s)}, ""};
  turn = {{}, false, false, true};
  start();
  EXPECT_THAT(handled, ElementsAre("one"));  // order is kept: the second waits for the first
  EXPECT_FALSE(storage.sweeps.contains("some"));
  EXPECT_FALSE(ask_now(sweep, protocol::health_query{}).value().components.at(0).ok);
  turn = {{}, true, false, false};
  advance(60s);
  EXPECT_THAT(handled, ElementsAre("one", "one", "two"));
  EXPECT_TRUE(storage.sweeps.contains("some"));
}

TEST_F(CarrierSweepTest, AListThatCannotBeReadIsReadLater) {
  pages[""] = {{inbound("one", 300s)}, ""};
  listing_works = false;
  start();
  EXPECT_THAT(handled, IsEmpty());
  listing_works = true;
  advance(60s);
  EXPECT_THAT(handled, ElementsAre("one"));
}

TEST_F(CarrierSweepTest, EachSweepBeginsAnHourBeforeTheLast) {
  start();
  auto first = storage.sweeps.at("some");
  advance(60s);
  ASSERT_EQ(asked_since.size(), 2u);
  EXPECT_EQ(asked_since[1], first - 1h);
}

TEST_F(CarrierSweepTest, AReportThatGotLostIsPassedOnAndNoOther) {
  auto row = [&](row_id id, const std::string& status) {
    storage.outbox[id] = {.id = id, .user_id = 1, .status = status};
    storage.outbox[id].provider_id = "m" + std::to_string(id);
  };
  row(1, "queued");
  row(2, "delivered");
  auto ours = [&](const std::string& id, const std::string& status) {
    return protocol::carrier_message{.provider_id = id, .status = status, .at = wall().now()};
  };
  pages[""] = {
      {ours("m1", "delivered"), ours("m2", "delivered"), ours("m3", "delivered"), ours("m1", "")},
      ""};
  start();
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].id, 1);
  EXPECT_EQ(reports[0].message.status, "delivered");
}

TEST_F(CarrierSweepTest, AStrangersInvitationLeavesAtOnce) {
  pages[""] = {{inbound("hi", 300s)}, ""};
  turn = {{"Sign up"}, false, false, false};
  start();
  EXPECT_THAT(sent, ElementsAre("Sign up"));
}

TEST_F(CarrierSweepTest, DrainWaitsForTheSweepAndEndsTheNext) {
  pages[""] = {{inbound("one", 300s)}, ""};
  start();
  EXPECT_EQ(ask_now(sweep, protocol::drain{}).value().finished, 1);
  auto asked = asked_since.size();
  advance(10min);
  EXPECT_EQ(asked_since.size(), asked);
}

}  // namespace
