#pragma once
// What every carrier's actor has in common: some lines to the carrier, each blocking on a thread of
// its own, and a queue before them.
// Callers: net/twilio, net/android; the outbox and the carrier sweep ask the actor.
// Holds: a text that waited in the queue longer than `queue_limit` is answered as busy and not
// sent: whoever asked may have given up on the answer, and would take it for a text of unknown
// fate.

#include <caf/all.hpp>
#include <chrono>
#include <functional>
#include <memory>

#include "actors/protocol/actors.hpp"
#include "config/common/result.hpp"
#include "config/metrics.hpp"

namespace net {

/// One line to a carrier. Each call blocks on the network; one call at a time.
class carrier_line {
 public:
  virtual ~carrier_line() = default;
  /// One attempt. `unknown` when nobody can tell whether the carrier took the text.
  virtual protocol::carrier_receipt send(const protocol::outgoing_text& text) = 0;
  virtual result<protocol::carrier_page> find(const protocol::find_text& wanted) = 0;
  virtual result<protocol::carrier_page> history(const protocol::carrier_history& wanted) = 0;
};

struct carrier_options {
  /// At 150 ms a text as many as sms.texts_per_minute lets through.
  std::size_t lines = 16;
  /// With the line's own time limit, below the time that the outbox waits (outbox_settings).
  std::chrono::seconds queue_limit{20};
};

/// `open` is called once for each line.
protocol::carrier_actor spawn_carrier(caf::actor_system& system, carrier_options options,
                                      std::function<std::unique_ptr<carrier_line>()> open,
                                      metrics::counters sent);

}  // namespace net
