#pragma once
// POST /webhooks/twilio/status?text=<row>&user=<user>: Twilio's word about a text that it took.
// Callers: net/app mounts it. Thread: I/O.
// Holds: 200 only after it is stored. Reports may come twice, out of order, and before the answer
// to the request that they are about; the row's number in the signed URL finds it all the same.
//
// | request                                      | answer                                         |
// | -------------------------------------------- | ---------------------------------------------- |
// | not a form, broken, forged                   | 415, 400, 403 (as every webhook)               |
// | no MessageSid, or a state that is none       | 200: nothing to note                           |
// | a report                                     | 200 when it is stored; 503 when it could not be
// |

#include <string_view>

#include "actors/protocol/actors.hpp"
#include "config/common/clock.hpp"
#include "net/bridge/ask.hpp"
#include "net/http/router.hpp"
#include "net/twilio/signed_form.hpp"

namespace net::twilio {

inline constexpr std::string_view status_path = "/webhooks/twilio/status";

struct status_deps {
  bridge::actor_bridge& bridge;
  protocol::report_actor reports;
  metrics::registry& counted;
};

/// errc::invalid_argument without a public URL or a token: fail closed, at start-up.
result<void> mount_status(http::router& routes, const webhook_options& options, status_deps deps);

}  // namespace net::twilio
