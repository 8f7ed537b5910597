#pragma once
// Twilio as a carrier: texts out through its REST interface, and what it holds for us.
// Callers: net/app spawns it; the outbox and the carrier sweep ask it. Thread: see net/carrier.hpp.
// Holds: one attempt per message; what Twilio's answer means is said as a send_fate, and `unknown`
// when nobody can tell whether it took the text: Twilio has no idempotency key.

#include <caf/all.hpp>

#include "actors/protocol/actors.hpp"
#include "config/metrics.hpp"
#include "net/twilio/rest.hpp"

namespace net::twilio {

/// errc::invalid_argument names the missing setting.
result<protocol::carrier_actor> spawn_carrier(caf::actor_system& system, rest_options options,
                                              metrics::counters sent);

/// One send, as the actor does it.
protocol::carrier_receipt send_text(client::https_client& http, const rest_options& o,
                                    const protocol::outgoing_text& text);

}  // namespace net::twilio
