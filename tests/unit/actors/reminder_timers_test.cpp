#include "actors/reminder_timers.hpp"

#include <gmock/gmock.h>

#include "tests/support/fake_storage.hpp"

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class ReminderTimersTest : public test::actor_test {
 protected:
  void SetUp() override { user = storage.add_user("+15550001"); }

  void start(actors::reminder_timers_settings settings = {}) {
    timers = keep(actors::spawn_reminder_timers(
                      system(), settings, {wall(), storage.reader(), directory, [] { return 0.0; }})
                      .value());
    run();
  }

  row_id add(std::chrono::seconds in) {
    auto id = static_cast<row_id>(storage.items.size() + 1);
    storage.items[id] = {
        .id = id, .user_id = user, .type = "reminder", .due_at = wall().now() + in};
    return id;
  }
  void tell(row_id item) {
    caf::anon_send(
        timers, protocol::item_scheduled{item, user, "+15550001", storage.items.at(item).due_at});
    run();
  }
  void move(row_id item, std::chrono::seconds in) {
    storage.items.at(item).due_at = wall().now() + in;
    tell(item);
  }

  /// Stands for the directory: marks the row as sent, as the user's actor would.
  protocol::due_actor::behavior_type directory_behavior(protocol::due_actor::pointer self) {
    return {[this](protocol::get_ready& soon) {
              ready.push_back({soon.phone, wall().now()});
            },
            [this, self](protocol::item_due& due) -> caf::result<protocol::item_handled> {
              offered.push_back(due.item.item);
              offered_at.push_back(wall().now());
              if (!errors.empty()) {
                auto e = errors.front();
                errors.pop_front();
                return caf::make_error(e, std::string());
              }
              if (silent) {
                held.push_back(self->make_response_promise<protocol::item_handled>());
                return held.back();
              }
              auto& row = storage.items.at(due.item.item);
              if (row.due_at != due.item.due_at || row.sent_at) return protocol::item_handled{};
              sent.push_back(due.item.item);
              if (every == 0s) {
                row.sent_at = wall().now();
              } else {
                *row.due_at += every;
                if (tells_next)
                  caf::anon_send(
                      timers, protocol::item_scheduled{row.id, user, due.item.phone, row.due_at});
              }
              return protocol::item_handled{};
            }};
  }

  test::fake_storage storage{system(), wall()};
  user_id user = 0;
  std::vector<row_id> offered, sent;
  std::vector<instant> offered_at;
  std::vector<std::pair<std::string, instant>> ready;  ///< who was told to get ready, and when
  std::deque<errc> errors;
  bool silent = false;
  std::vector<caf::typed_response_promise<protocol::item_handled>> held;
  std::chrono::seconds every{0};  ///< not 0: reminders recur
  bool tells_next = true;
  protocol::due_actor directory = keep(protocol::due_actor(system().spawn(
      [this](protocol::due_actor::pointer self) { return directory_behavior(self); })));
  protocol::reminder_timers_actor timers;
};

TEST_F(ReminderTimersTest, AReminderFiresAtItsMomentAndOnce) {
  auto due = wall().now() + 5min;
  auto id = add(5min);
  start();
  advance(5min - 1s);
  EXPECT_THAT(sent, IsEmpty());
  advance(1s);
  EXPECT_THAT(sent, ElementsAre(id));
  EXPECT_EQ(offered_at.front(), due);
  advance(24h);
  EXPECT_THAT(offered, ElementsAre(id));
}

TEST_F(ReminderTimersTest, OneBeyondTheWindowIsFoundInTime) {
  auto due = wall().now() + 7h;
  auto id = add(7h);
  start();
  advance(8h);
  EXPECT_THAT(sent, ElementsAre(id));
  EXPECT_EQ(offered_at.front(), due);
}

TEST_F(ReminderTimersTest, OneSetWhileRunningFiresInTime) {
  start();
  auto soon = add(90s);
  tell(soon);
  auto late = add(2h);
  tell(late);
  advance(91s);
  EXPECT_THAT(sent, ElementsAre(soon));
  advance(2h);
  EXPECT_THAT(sent, ElementsAre(soon, late));
}

TEST_F(ReminderTimersTest, WhatWasMissedFiresAfterTheStart) {
  auto id = add(-3h);
  start();
  EXPECT_THAT(sent, ElementsAre(id));
}

TEST_F(ReminderTimersTest, ARestartFiresEverythingOnce) {
  add(1min);
  add(10min);
  start();
  advance(2min);
  caf::anon_send_exit(timers, caf::exit_reason::kill);
  start();
  advance(20min);
  EXPECT_THAT(sent, ElementsAre(1, 2));
  EXPECT_THAT(offered, ElementsAre(1, 2));
}

TEST_F(ReminderTimersTest, AMovedReminderIsSilentAtItsOldTime) {
  auto id = add(5min);
  start();
  move(id, 9min);
  advance(8min);
  EXPECT_THAT(offered, IsEmpty());
  advance(1min);
  EXPECT_THAT(sent, ElementsAre(id));
}

TEST_F(ReminderTimersTest, AReminderMovedOutOfTheWindowStillFires) {
  auto id = add(5min);
  start();
  move(id, 3h);
  advance(2h);
  EXPECT_THAT(offered, IsEmpty());
  advance(1h);
  EXPECT_THAT(sent, ElementsAre(id));
}

TEST_F(ReminderTimersTest, ACancelledReminderStaysSilent) {
  auto id = add(5min);
  start();
  storage.items.at(id).due_at.reset();
  tell(id);
  advance(1h);
  EXPECT_THAT(offered, IsEmpty());
}

TEST_F(ReminderTimersTest, AnUnhandledReminderIsOfferedAgainLaterAndLater) {
  auto id = add(1min);
  errors = {errc::unavailable, errc::unavailable};
  start();
  auto due = wall().now() + 1min;
  advance(2min);
  EXPECT_THAT(sent, ElementsAre(id));
  EXPECT_THAT(offered_at, ElementsAre(due, due + 1s, due + 3s));
}

TEST_F(ReminderTimersTest, AReminderUnderWayIsNotOfferedASecondTime) {
  auto id = add(1min);
  silent = true;
  start({.offer_timeout = 1h});
  advance(30min);
  EXPECT_THAT(offered, ElementsAre(id));
}

TEST_F(ReminderTimersTest, OnlySoManyAreOfferedAtOneTime) {
  for (int i = 0; i < 10; ++i) add(1min);
  silent = true;
  start({.most_offered = 3, .offer_timeout = 1h});
  advance(2min);
  EXPECT_EQ(offered.size(), 3u);
}

TEST_F(ReminderTimersTest, MoreThanOnePageAllFire) {
  for (int i = 0; i < 25; ++i) add(std::chrono::seconds(60 + i));
  start({.page = 4});
  advance(2min);
  EXPECT_EQ(sent.size(), 25u);
}

TEST_F(ReminderTimersTest, AThousandInOneSecondAllFireInThatSecond) {
  for (int i = 0; i < 1000; ++i) add(1min);
  start();
  advance(61s);
  EXPECT_EQ(sent.size(), 1000u);
}

TEST_F(ReminderTimersTest, ARecurringReminderFiresEachTime) {
  every = 1h;
  auto id = add(10min);
  start();
  advance(5h);
  EXPECT_THAT(sent, ElementsAre(id, id, id, id, id));
}

TEST_F(ReminderTimersTest, AScanThatFailsIsTriedAgain) {
  storage.due_scans = {errc::unavailable, errc::timeout};
  auto id = add(-1min);
  start();
  EXPECT_THAT(sent, IsEmpty());
  EXPECT_FALSE(ask_now(timers, protocol::health_query{}).value().components.at(0).ok);
  advance(10s);
  EXPECT_THAT(sent, ElementsAre(id));
}

TEST_F(ReminderTimersTest, AnAdvancedClockSettlesWhenEverythingDueIsHandled) {
  auto id = add(5h);
  start();
  wall().advance(6h);  // the actors' own clock stands still
  silent = true;
  auto settled = ask_now(timers, protocol::clock_advanced{});
  EXPECT_THAT(offered, ElementsAre(id));
  EXPECT_FALSE(settled.answered());
  advance(90s);  // the first offer times out and the reminder waits for its next try
  EXPECT_TRUE(settled.answered());
}

TEST_F(ReminderTimersTest, AnAdvancedClockCatchesUpWithAReminderThatRecurs) {
  every = 24h;
  tells_next = false;  // even when the news of the next time comes late
  add(1h);
  start();
  wall().advance(24h * 30);
  auto settled = ask_now(timers, protocol::clock_advanced{});
  EXPECT_TRUE(settled.answered());
  EXPECT_EQ(sent.size(), 30u);
}

TEST_F(ReminderTimersTest, DrainWaitsForWhatIsUnderWay) {
  add(1min);
  silent = true;
  start({.offer_timeout = 60s});
  advance(61s);
  auto drained = ask_now(timers, protocol::drain{});
  EXPECT_FALSE(drained.answered());
  advance(60s);
  EXPECT_TRUE(drained.answered());
}

TEST_F(ReminderTimersTest, WhoIsRemindedSoonIsToldToGetReadyOnce) {
  auto due = wall().now() + 5min;
  add(5min);
  start();
  advance(5min - 21s);
  EXPECT_THAT(ready, IsEmpty());
  advance(2s);
  ASSERT_EQ(ready.size(), 1u);
  EXPECT_EQ(ready[0].first, "+15550001");
  EXPECT_EQ(ready[0].second, due - 20s);
  advance(1min);
  EXPECT_EQ(ready.size(), 1u);
  EXPECT_EQ(sent.size(), 1u);
}

TEST_F(ReminderTimersTest, ManyGetReadyInSmallBatches) {
  for (int i = 0; i < 50; ++i) add(5min);
  start({.ready_batch = 20, .ready_pause = 50ms});
  advance(5min - 20s);
  EXPECT_EQ(ready.size(), 20u);
  advance(50ms);
  EXPECT_EQ(ready.size(), 40u);
  advance(50ms);
  EXPECT_EQ(ready.size(), 50u);
  EXPECT_THAT(sent, IsEmpty());
}

TEST_F(ReminderTimersTest, WhatIsDueAlreadyNeedsNoWarning) {
  add(-1min);
  auto soon = add(10s);
  start();
  EXPECT_EQ(sent.size(), 1u);
  EXPECT_EQ(ready.size(), 1u);
  storage.items.at(soon).sent_at = wall().now();  // done meanwhile
  advance(20s);
  EXPECT_EQ(sent.size(), 1u);
}

}  // namespace
