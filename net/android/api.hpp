#pragma once
// The HTTP interface of SMS Gateway for Android (github.com/capcom6/android-sms-gateway), as its
// documentation describes it: the same paths on the phone itself (http://phone:8080) and on the
// server that it may be connected to (https://api.sms-gate.app/3rdparty/v1). Blocks: see
// https_client.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "actors/protocol/messages.hpp"
#include "config/common/result.hpp"
#include "config/common/secret.hpp"
#include "net/client/https_client.hpp"

namespace net::android {

struct api_options {
  std::string base_url;  ///< no slash at its end
  std::string user;
  secret<std::string> password;
  std::string device_id;  ///< which phone, where the account has several; empty: any
  /// Below the time that a shutdown may take.
  std::chrono::milliseconds limit = std::chrono::seconds(8);
};

/// How to talk to it: a phone at home has an address, and no certificate.
client::client_options manners(const api_options& o);

/// POST /messages. An answer that never came counts as "not taken": the id makes a second message
/// of the same text impossible (see text_id.hpp).
protocol::carrier_receipt send_text(client::https_client& http, const api_options& o,
                                    const protocol::outgoing_text& text);

/// GET /messages/{id}: the text, if the gateway has it.
result<protocol::carrier_page> find_message(client::https_client& http, const api_options& o,
                                            const protocol::find_text& wanted);

/// GET /messages: a page of what was sent since then, and what became of it. What came in is not
/// listed with its words, so the first page also asks the phone to bring, by its webhooks, whatever
/// it holds and never brought (POST /messages/inbox/export).
result<protocol::carrier_page> list_messages(client::https_client& http, const api_options& o,
                                             const protocol::carrier_history& wanted, instant now);

struct registered_hook {
  std::string event;
  std::string url;
};
/// GET /webhooks: which events the gateway brings, and where to.
result<std::vector<registered_hook>> list_hooks(client::https_client& http, const api_options& o);

/// What the app's reason for a failure means. Reasons are sentences that name an Android or network
/// code.
protocol::send_fate fate_of(std::string_view reason);

}  // namespace net::android
