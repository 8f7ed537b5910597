#pragma once
// Texts out through Twilio's REST interface, and what `doctor` asks of it.
// Callers: the outbox actor. Thread: the sender is a detached actor (it blocks on the network).
// Holds: one attempt per message. Errors: errc::unavailable (429, 5xx, no connection: Twilio did
// not take it, trying again is safe), errc::timeout (it may have; Twilio has no idempotency key, so
// trying again may send twice), errc::invalid_argument (Twilio will never take it; the detail ends
// with Twilio's code), errc::unauthorized (credentials).

#include <caf/all.hpp>
#include <chrono>
#include <string>
#include <string_view>

#include "actors/protocol/actors.hpp"
#include "config/common/result.hpp"
#include "config/common/secret.hpp"
#include "config/metrics.hpp"
#include "net/client/https_client.hpp"

namespace net::twilio {

struct rest_options {
  std::string api_base_url = "https://api.twilio.com";
  std::string account_sid;
  secret<std::string> auth_token;
  std::string from;  ///< E.164
  /// Below the time that a shutdown may take.
  std::chrono::milliseconds limit = std::chrono::seconds(8);
};

/// errc::invalid_argument names the missing setting.
result<protocol::sms_sender_actor> spawn_sms_sender(caf::actor_system& system, rest_options options,
                                                    metrics::counters sent);

/// One send, as the actor does it. For `doctor` and tests.
result<protocol::carrier_receipt> send_sms(client::https_client& http, const rest_options& o,
                                           const protocol::outgoing_text& text);

/// How Twilio is set up for our number.
struct number_setup {
  std::string sms_url;
  std::string sms_method;
  bool found = false;            ///< the account owns the number
  bool points_here = false;      ///< the URL, fragment aside, is `expected_url`
  bool repeats_crashed = false;  ///< the fragment asks Twilio to repeat a request that met a crash
};
result<number_setup> look_up_number(client::https_client& http, const rest_options& o,
                                    std::string_view expected_url);

}  // namespace net::twilio
