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

#include <string>
#include <string_view>
#include <vector>

#include "config/common/result.hpp"
#include "config/common/secret.hpp"
#include "net/http/router.hpp"
#include "net/turns.hpp"

namespace net::twilio {

inline constexpr std::string_view webhook_path = "/webhooks/twilio/sms";

struct webhook_options {
  std::string public_base_url;
  std::string account_sid;  ///< empty: not compared
  std::string own_number;   ///< E.164, or empty
  std::vector<secret<std::string>> auth_tokens;
};

/// errc::invalid_argument without a public URL or a token: fail closed, at start-up.
/// `door` must outlive the server.
result<void> mount(http::router& routes, webhook_options options, const turn_door& door);

enum class opt_out { none, stop, start, help };
/// Whether the whole text is one of the words that carriers and Twilio act on themselves. YES is
/// left out although it undoes a STOP: here it is the answer to a question.
opt_out opt_out_word(std::string_view body);

}  // namespace net::twilio
