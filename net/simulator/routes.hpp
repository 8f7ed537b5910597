#pragma once
// Texting without a carrier, for development, demos and tests. Mounted in simulator mode only:
// whoever reaches these routes can write as anybody.
//
//   POST /simulator/messages {"from": "+15550001", "body": "drank a bottle", "id": "a1"}
//     -> {"replies": ["…"], "stored": true, "duplicate": false, "request_id": "…"}
//     `id` is optional; the same id is answered once, as a carrier's message id is.
//   GET /simulator/outbox?to=+15550001&after=17
//     -> {"texts": [{"number": 18, "to": "…", "body": "…", "at": "…"}], "last": 18}
//   POST /simulator/clock {"advance": "PT3H"} -> {"now": "2026-11-22T18:00:00Z"}
//     Answers when all that fell due meanwhile was handled and sent.
// net/simulator/phone_page.hpp has a page that does all of this.
//
// Thread: I/O. Requests must be application/json, which no foreign web page can send unasked.

#include <memory>

#include "config/common/clock.hpp"
#include "net/http/router.hpp"
#include "net/simulator/outbox.hpp"
#include "net/turns.hpp"

namespace net::simulator {

/// Whoever makes everything look at the clock again: the root supervisor.
using clock_listener =
    caf::typed_actor<caf::replies_to<protocol::clock_advanced>::with<protocol::clock_settled>>;

struct simulator_deps {
  const turn_door& door;  ///< must outlive the server
  manual_wall_clock& clock;
  std::shared_ptr<const outbox> sent;
  clock_listener root;
};

void mount(http::router& routes, simulator_deps deps);

}  // namespace net::simulator
