#pragma once
// POST /webhooks/android: what SMS Gateway for Android brings: texts that came in, and what became
// of those that went out. Callers: net/app mounts it. Thread: I/O.
// Holds: nothing reaches an actor before the signature is verified. 200 only after it is stored;
// anything else, and the app brings the same again, for two days. A reply to a text never goes back
// with the answer: it leaves through the outbox.
//
// | request                                        | answer                                      |
// | ---------------------------------------------- | ------------------------------------------- |
// | no JSON                                        | 415, 400                                    |
// | no signature, a wrong or old one, another phone| 403                                         |
// | sms:received from no phone number (a name)     | 200: nobody there could read a reply        |
// | ... of more than 1,600 characters              | 200, and a text that says so; not stored    |
// | ... anything else; mms:received                | 200 when the turn is stored, else 503       |
// | sms:sent, sms:delivered, sms:failed and        | 200 when it is stored, else 503             |
// | sms:cancelled, of a text of ours               |                                             |
// | any other event                                | 200: nothing to note                        |

#include <string>
#include <string_view>

#include "config/common/secret.hpp"
#include "net/http/router.hpp"
#include "net/turns.hpp"

namespace net::android {

inline constexpr std::string_view webhook_path = "/webhooks/android";
/// What the gateway has to bring there.
inline constexpr std::string_view webhook_events[] = {"sms:received", "sms:sent", "sms:delivered",
                                                      "sms:failed"};

struct webhook_options {
  secret<std::string> signing_key;
  std::string device_id;  ///< empty: not compared
};

struct webhook_deps {
  const turn_door& door;  ///< must outlive the server
  protocol::report_actor reports;
  protocol::notice_actor notices;   ///< tells people what no turn tells them
  protocol::carrier_actor carrier;  ///< for strangers, who have no outbox
};

/// errc::invalid_argument without a signing key: fail closed, at start-up.
result<void> mount(http::router& routes, webhook_options options, webhook_deps deps);

}  // namespace net::android
