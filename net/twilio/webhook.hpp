#pragma once
// POST (or GET) /webhooks/twilio/sms: a text that came in through Twilio.
// Callers: net/app mounts it. Thread: I/O.
// Holds: nothing reaches an actor before the signature is verified; what is refused leaves nothing
// behind.
//
// | request                                         | answer                                      |
// | ----------------------------------------------- | ------------------------------------------- |
// | not a form                                      | 415                                         |
// | broken %xx, too many fields                     | 400                                         |
// | no signature, a wrong one, another account      | 403                                         |
// | no MessageSid, Body not UTF-8                   | 400: Twilio sends UTF-8 always, so this is  |
// |                                                 | not what a person wrote; no guessing        |
// | From is no phone number (short code, name,      | 200 and an empty response: nobody there     |
// | whatsapp:…), or our own; a status callback      | could read a reply, or it would loop        |
// | Body over 1,600 characters                      | 200, says so; nothing is stored             |
// | STOP and its kin, START, UNSTOP, or any         | passed on, answered with an empty response: |
// | text for which Twilio sets OptOutType           | Twilio itself has answered                  |
// | anything else                                   | 200 with the turn's texts                   |

#include <optional>
#include <string_view>

#include "config/common/result.hpp"
#include "net/http/router.hpp"
#include "net/turns.hpp"
#include "net/twilio/signed_form.hpp"

namespace net::twilio {

inline constexpr std::string_view webhook_path = "/webhooks/twilio/sms";

/// The same text as Twilio's list has it, when its webhook never reached us; empty where the table
/// above says that nobody could read an answer.
std::optional<protocol::inbound_text> missed_text(const protocol::carrier_message& message,
                                                  const webhook_options& options);

/// errc::invalid_argument without a public URL or a token: fail closed, at start-up.
/// `door` must outlive the server.
result<void> mount(http::router& routes, webhook_options options, const turn_door& door);

}  // namespace net::twilio
