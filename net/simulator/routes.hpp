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
//     Time passes: all that falls due on the way is handled at its moment, then comes the answer.
// net/simulator/phone_page.hpp has a page that does all of this.
//
// Thread: I/O. Requests must be application/json, which no foreign web page can send unasked.

#include <memory>

#include "net/http/router.hpp"
#include "net/simulator/outbox.hpp"
#include "net/simulator/time_travel.hpp"
#include "net/turns.hpp"

namespace net::simulator {

struct simulator_deps {
  const turn_door& door;  ///< must outlive the server
  std::shared_ptr<const outbox> sent;
  time_travel time;
};

void mount(http::router& routes, simulator_deps deps);

}  // namespace net::simulator
