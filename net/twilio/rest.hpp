#pragma once
// What every request to Twilio's REST interface has in common: the account's address, its
// credentials, its errors. Blocks: see https_client.

#include <chrono>
#include <string>
#include <string_view>

#include "config/common/result.hpp"
#include "config/common/secret.hpp"
#include "net/client/https_client.hpp"

namespace net::twilio {

struct rest_options {
  std::string api_base_url = "https://api.twilio.com";
  std::string account_sid;
  secret<std::string> auth_token;
  std::string from;  ///< E.164
  /// Where Twilio reports what became of a text; empty: nowhere.
  std::string status_callback_url;
  /// Below the time that a shutdown may take.
  std::chrono::milliseconds limit = std::chrono::seconds(8);
};

/// ".../2010-04-01/Accounts/AC..."
std::string account_url(const rest_options& o);
/// GET, with the account's credentials.
result<client::http_response> get(client::https_client& http, const rest_options& o,
                                  std::string url);
/// Twilio's own error code, or 0.
std::int64_t error_code_of(std::string_view body);
/// What an answer that is no success says. errc::unauthorized, errc::unavailable (429, 5xx) or
/// errc::invalid_argument; the detail ends with Twilio's code.
error error_of(const client::http_response& r);

}  // namespace net::twilio
