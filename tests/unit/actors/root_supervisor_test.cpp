// Everything together, as the application wires it.
#include "actors/root_supervisor.hpp"

#include <gmock/gmock.h>

#include "actors/outbox.hpp"
#include "actors/reminder_timers.hpp"
#include "actors/user_directory.hpp"
#include "tests/support/fake_logic.hpp"

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class RootSupervisorTest : public test::actor_test {
 protected:
  static constexpr const char* alice = "+15550001";

  void SetUp() override { storage.add_user(alice); }

  void start(actors::root_supervisor_settings settings = {}) {
    actors::root_supervisor_deps deps;
    deps.reader = storage.reader();
    deps.committer = storage.committer();
    deps.random = [] { return 0.0; };
    deps.children.outbox = [this](caf::actor_system& system,
                                  protocol::notice_actor to) -> result<protocol::outbox_actor> {
      started.push_back("outbox");
      auto made = actors::spawn_outbox(
          system, {},
          {wall(), storage.reader(), storage.committer(), carrier, to, [] { return 0.0; }});
      outbox = made.value();
      return made;
    };
    deps.children.directory = [this](caf::actor_system& system, protocol::effects_actor to) {
      started.push_back("directory");
      auto world =
          std::make_shared<actors::user_world>(actors::user_world{.clock = wall(),
                                                                  .ids = ids(),
                                                                  .logic = logic,
                                                                  .reader = storage.reader(),
                                                                  .committer = storage.committer(),
                                                                  .effects = to,
                                                                  .settings = {}});
      auto made = actors::spawn_user_directory(system, {}, {world});
      directory = made.value();
      return made;
    };
    deps.children.timers = [this](
                               caf::actor_system& system,
                               protocol::due_actor to) -> result<protocol::reminder_timers_actor> {
      started.push_back("timers");
      if (timers_cannot_start) return ::make_error(errc::invalid_argument, "");
      auto made = actors::spawn_reminder_timers(system, {},
                                                {wall(), storage.reader(), to, [] { return 0.0; }});
      timers = made.value();
      return made;
    };
    root = keep(actors::spawn_root_supervisor(system(), settings, std::move(deps)));
    run();
  }

  template <class Handle>
  void crash(const Handle& actor) {
    // Not `kill`: it would take the supervisor along.
    caf::anon_send_exit(actor, caf::exit_reason::user_shutdown);
    run();
  }
  test::asked<protocol::turn_reply> say(const std::string& body) {
    return ask_now(root, protocol::inbound_text{.dedupe_key = "key-" + std::to_string(++keys_),
                                                .channel = "simulator",
                                                .from = alice,
                                                .body = body,
                                                .received_at = wall().now()});
  }

  test::fake_storage storage{system(), wall()};
  test::fake_logic logic{storage, ids()};
  std::vector<std::string> started;
  std::vector<instant> texts_sent;
  bool timers_cannot_start = false;
  protocol::carrier_actor carrier = keep(protocol::carrier_actor(system().spawn(
      [this](protocol::carrier_actor::pointer) -> protocol::carrier_actor::behavior_type {
        return {[this](protocol::outgoing_text&) {
                  texts_sent.push_back(wall().now());
                  return protocol::carrier_receipt{"id"};
                },
                [](protocol::find_text&) { return protocol::carrier_page{}; },
                [](protocol::carrier_history&) { return protocol::carrier_page{}; }};
      })));
  protocol::outbox_actor outbox;
  protocol::user_directory_actor directory;
  protocol::reminder_timers_actor timers;
  protocol::root_supervisor_actor root;

 private:
  int keys_ = 0;
};

TEST_F(RootSupervisorTest, StartsEachActorAfterThoseItNeeds) {
  start();
  EXPECT_THAT(started, ElementsAre("outbox", "directory", "timers"));
}

TEST_F(RootSupervisorTest, AReminderSetByTextGoesOutAtItsMoment) {
  start();
  auto due = wall().now() + 5min;
  EXPECT_TRUE(say("remind 5").value().stored);
  advance(10min);
  EXPECT_THAT(texts_sent, ElementsAre(due));
}

TEST_F(RootSupervisorTest, AnAdvancedClockAnswersAfterTheTextIsSent) {
  start();
  say("remind 300");
  wall().advance(6h);
  auto settled = ask_now(root, protocol::clock_advanced{});
  EXPECT_TRUE(settled.answered());
  EXPECT_FALSE(settled.failed());
  EXPECT_EQ(texts_sent.size(), 1u);
}

TEST_F(RootSupervisorTest, AFailedDirectoryComesBack) {
  start();
  say("water 100");
  crash(directory);
  EXPECT_EQ(say("water 100").error(), errc::unavailable);
  advance(1s);
  EXPECT_EQ(say("water 100").value().texts.front(), "200 ml");
}

TEST_F(RootSupervisorTest, FailedTimersMissNothing) {
  start();
  crash(timers);
  say("remind 5");
  advance(10min);
  EXPECT_EQ(texts_sent.size(), 1u);
}

TEST_F(RootSupervisorTest, AFailedOutboxMissesNothing) {
  start();
  say("remind 5");
  crash(outbox);
  advance(10min);
  EXPECT_EQ(texts_sent.size(), 1u);
}

TEST_F(RootSupervisorTest, GivesUpOnAnActorThatKeepsFailing) {
  timers_cannot_start = true;
  start();
  advance(2min);
  EXPECT_EQ(std::ranges::count(started, "timers"), 6);
  EXPECT_EQ(say("water 100").error(), errc::unavailable);
}

TEST_F(RootSupervisorTest, HealthTellsOfAllAndOfWhatIsDown) {
  start();
  auto health = ask_now(root, protocol::health_query{}).value();
  EXPECT_EQ(health.components.size(), 4u);
  EXPECT_TRUE(std::ranges::all_of(health.components, &protocol::component_health::ok));
  crash(timers);
  health = ask_now(root, protocol::health_query{}).value();
  EXPECT_EQ(std::ranges::count_if(health.components, [](auto& c) { return !c.ok; }), 1);
}

TEST_F(RootSupervisorTest, DrainFinishesTurnsAndThenEverythingEnds) {
  start();
  storage.hold = true;
  auto turn = say("water 100");
  auto drained = ask_now(root, protocol::drain{});
  EXPECT_FALSE(drained.answered());
  EXPECT_FALSE(storage.drained);
  storage.release();
  run();
  EXPECT_EQ(turn.value().texts.front(), "100 ml");
  EXPECT_EQ(drained.value().finished, 1);
  EXPECT_TRUE(storage.drained);
  EXPECT_EQ(say("water 1").error(), errc::unavailable);
}

TEST_F(RootSupervisorTest, DrainEndsInTimeEvenWhenATurnDoesNot) {
  start();
  storage.hold = true;
  auto turn = say("water 100");
  auto drained = ask_now(root, protocol::drain{});
  advance(10s);
  EXPECT_TRUE(drained.answered());
  storage.release();
}

}  // namespace
