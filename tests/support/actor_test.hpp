#pragma once
// Actors under test run on CAF's testing scheduler: one thread, nothing happens until `run`, time
// stands still until `advance`. Detached actors ignore that scheduler, so storage is a fake one
// (fake_storage.hpp).

#include <gtest/gtest.h>

#include <caf/all.hpp>
#include <caf/scheduler/test_coordinator.hpp>
#include <memory>
#include <optional>
#include <vector>

#include "actors/ask.hpp"
#include "config/common/clock.hpp"
#include "config/common/ids.hpp"

namespace test {

/// 2 March 2026, 09:00 UTC: a Monday.
inline constexpr instant monday_morning =
    std::chrono::sys_days(std::chrono::year(2026) / 3 / 2) + std::chrono::hours(9);

/// A question put to an actor from outside.
template <class Answer>
class asked {
 public:
  struct slot {
    std::optional<result<Answer>> value;
  };
  explicit asked(std::shared_ptr<slot> s) : slot_(std::move(s)) {}

  bool answered() const { return slot_->value.has_value(); }
  bool failed() const { return answered() && slot_->value->has_error(); }
  /// The test fails when there is no answer, or an error.
  const Answer& value() const {
    if (!answered()) throw std::logic_error("not answered");
    return slot_->value->value();
  }
  errc error() const { return failed() ? slot_->value->error().code : errc::none; }

 private:
  std::shared_ptr<slot> slot_;
};

class actor_test : public ::testing::Test {
 protected:
  actor_test() : system_(config_) {}
  /// What the members of a test sent as they went (exits of their actors) still happens: the actor
  /// system waits for its last actor.
  ~actor_test() override { run(); }

  void TearDown() override {
    run();
    for (auto& actor : kept_) caf::anon_send_exit(actor, caf::exit_reason::kill);
    kept_.clear();
    run();
    // What waits for an answer that never comes keeps even an exit message back; its timeout does
    // not.
    while (scheduler().has_pending_timeout()) {
      scheduler().trigger_timeouts();
      run();
    }
  }

  caf::actor_system& system() { return system_; }
  manual_wall_clock& wall() { return wall_; }
  id_generator& ids() { return ids_; }

  /// Until nobody has anything to do.
  void run() { scheduler().run(); }

  /// Both clocks move, stopping at everything that falls due on the way.
  void advance(std::chrono::nanoseconds by) {
    run();
    auto end = clock().now() + by;
    auto& schedule = clock().schedule();
    while (!schedule.empty() && schedule.begin()->first <= end) {
      move(std::max(schedule.begin()->first - clock().now(), std::chrono::nanoseconds(0)));
      run();
    }
    move(end - clock().now());
    run();
  }

  /// Sends a question; its answer comes with `run`.
  template <class Handle, class Message>
  auto ask(const Handle& dest, Message message) {
    using answer = typename actors::detail::answer_to<Handle, Message>::type;
    auto place = std::make_shared<typename asked<answer>::slot>();
    system_.spawn<caf::hidden>([=](caf::event_based_actor* self) {
      self->request(dest, caf::infinite, message)
          .then([=](answer& a) { place->value.emplace(std::move(a)); },
                [=](caf::error& e) { place->value.emplace(protocol::from_caf(e)); });
    });
    return asked<answer>(std::move(place));
  }
  /// The same, at once.
  template <class Handle, class Message>
  auto ask_now(const Handle& dest, Message message) {
    auto a = ask(dest, std::move(message));
    run();
    return a;
  }

  /// Kills `actor` when the test is over: a live one would keep the system from ending.
  template <class Handle>
  Handle keep(Handle actor) {
    kept_.push_back(caf::actor_cast<caf::strong_actor_ptr>(actor));
    return actor;
  }

  caf::scheduler::test_coordinator& scheduler() {
    return dynamic_cast<caf::scheduler::test_coordinator&>(system_.scheduler());
  }

 private:
  struct config : caf::actor_system_config {
    config() {
      add_message_types<caf::id_block::sms_assistant>();
      set("scheduler.policy", caf::atom("testing"));
    }
  };

  caf::detail::test_actor_clock& clock() { return scheduler().clock(); }
  void move(std::chrono::nanoseconds by) {
    wall_.advance(std::chrono::duration_cast<std::chrono::microseconds>(by));
    clock().advance_time(by);
  }

  config config_;
  manual_wall_clock wall_{monday_morning};
  id_generator ids_{wall_};
  caf::actor_system system_;
  std::vector<caf::strong_actor_ptr> kept_;
};

}  // namespace test
