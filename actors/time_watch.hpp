#pragma once
// What the actors that wait for a moment of the wall clock have in common: one alarm, and the
// answers that they owe to whoever advanced the clock or wants them to stop.
// Callers: outbox, reminder_timers. Thread: its actor's; a member of that actor's state, declared
// before its flow_set.

#include <vector>

#include "actors/ask.hpp"
#include "config/common/time.hpp"

namespace actors {

/// CAF cannot cancel a delayed message, so each ring carries a number; only the latest counts.
class alarm {
 public:
  /// Rings (a `look_again` to `self`) when the wall clock shows `at`, at the soonest in 1 ms, or
  /// earlier if it was set earlier. Delays are worked out from the wall clock each time: it is the
  /// one that people's reminders go by.
  template <class Self>
  void set(Self* self, instant now, instant at) {
    auto delay = std::max<std::chrono::nanoseconds>(at - now, std::chrono::milliseconds(1));
    auto when = self->clock().now() + delay;
    if (when >= rings_at_) return;
    rings_at_ = when;
    self->scheduled_send(self, when, protocol::look_again{++number_});
  }
  /// Whether this ring is the one that was set last. It has to be set again then.
  bool rings(const protocol::look_again& ring) {
    if (ring.number != number_) return false;
    rings_at_ = caf::actor_clock::time_point::max();
    return true;
  }
  /// A ring that counts, for an actor's first look.
  protocol::look_again first() const { return {number_}; }

 private:
  std::uint64_t number_ = 0;
  caf::actor_clock::time_point rings_at_ = caf::actor_clock::time_point::max();
};

/// Who waits for an actor to come to rest. Advancing the clock has settled when a scan that began
/// after the last piece of work brings nothing more to do: what was done may have led to more that
/// is due as well.
class rest_watch {
 public:
  template <class Self>
  caf::result<protocol::clock_settled> on_clock_advanced(Self* self) {
    worked();  // a scan that is under way began before the clock moved
    return settling_.emplace_back(self).promise();
  }
  template <class Self>
  caf::result<protocol::drained> on_drain(Self* self) {
    stopped_ = true;
    return draining_.emplace_back(self).promise();
  }

  bool stopped() const { return stopped_; }
  bool settling() const { return !settling_.empty(); }

  void scan_begins() { quiet_ = true; }
  /// Something was begun or ended since the last scan began.
  void worked() { quiet_ = false; }
  void fail_settling(const ::error& why) {
    for (auto& reply : settling_) reply.fail(why);
    settling_.clear();
  }

  enum class next : std::uint8_t { nothing, scan };
  /// To be called after everything that happens. Answers who can be answered; says whether a scan
  /// is needed to answer the others. `finished`: for `drained`.
  [[nodiscard]] next answer(bool busy, bool scanning, std::int64_t finished) {
    if (busy) return next::nothing;
    if (stopped_) {
      for (auto& reply : draining_) reply.send({finished});
      draining_.clear();
      fail_settling(::make_error(errc::unavailable, "shutting down"));
    }
    if (settling_.empty() || scanning) return next::nothing;
    if (!quiet_) return next::scan;
    for (auto& reply : settling_) reply.send({});
    settling_.clear();
    return next::nothing;
  }

 private:
  bool quiet_ = false;
  bool stopped_ = false;
  std::vector<reply_to<protocol::clock_settled>> settling_;
  std::vector<reply_to<protocol::drained>> draining_;
};

}  // namespace actors
