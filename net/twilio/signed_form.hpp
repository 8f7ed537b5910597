#pragma once
// A form that Twilio sent: read, and refused unless its signature is right. Shared by the webhooks.
// Thread: I/O; immutable.

#include <optional>
#include <string>
#include <vector>

#include "config/common/result.hpp"
#include "config/common/secret.hpp"
#include "config/metrics.hpp"
#include "net/client/url.hpp"
#include "net/http/request.hpp"
#include "net/twilio/signature.hpp"

namespace net::twilio {

constexpr std::size_t form_bytes_limit = 64 * 1024;

struct webhook_options {
  std::string public_base_url;
  std::string account_sid;  ///< empty: not compared
  std::string own_number;   ///< E.164, or empty
  std::vector<secret<std::string>> auth_tokens;
};

/// errc::invalid_argument without a public URL or a token: fail closed, at start-up.
result<void> check(const webhook_options& options);

class signed_forms {
 public:
  signed_forms(const webhook_options& options, metrics::registry& counted);

  /// Fills `form`, or says how the request is refused: 415 not a form, 400 broken, 403 no
  /// signature, a wrong one or another account's.
  std::optional<http::response> read(const http::request& r, client::form& form) const;

 private:
  std::optional<http::response> parse(const http::request& r, client::form& form) const;
  std::optional<http::response> authenticate(const http::request& r,
                                             const client::form& form) const;

  std::string account_sid_;
  signature_check signatures_;
  metrics::registry& counted_;
};

/// SM or MM and 32 hex digits.
bool is_message_sid(std::string_view sid);

}  // namespace net::twilio
