#pragma once
// Moves the simulator's clock as time would pass: it stops at every moment at which something falls
// due and goes on when that was handled, so that a daily reminder is sent each day of a year that
// is skipped. How far the clock is ahead is kept in a file: after a restart time goes on from there
// and never steps back.
// Callers: the simulator's route; net/app at start-up. Thread: the I/O thread of the connection.

#include <filesystem>

#include "config/common/clock.hpp"
#include "net/bridge/ask.hpp"

namespace net::simulator {

/// Whoever makes everything look at the clock again: the root supervisor.
using clock_listener =
    caf::typed_actor<caf::replies_to<protocol::clock_advanced>::with<protocol::clock_settled>>;
/// Whoever knows what falls due next: the reader.
using due_source = caf::typed_actor<caf::replies_to<protocol::due_scan>::with<protocol::due_items>>;

struct time_travel {
  bridge::actor_bridge& bridge;
  manual_wall_clock& clock;
  clock_listener root;
  due_source upcoming;
  std::filesystem::path kept_in;  ///< empty: forgotten with the process
};

/// Answers when all that fell due on the way was handled and sent. On an error the clock stands
/// where it got to.
awaitable<result<void>> advance(const time_travel& t, std::chrono::microseconds by);

/// Takes up the clock where a former process left it.
void restore_clock(manual_wall_clock& clock, const std::filesystem::path& kept_in);

}  // namespace net::simulator
