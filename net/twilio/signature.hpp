#pragma once
// Is this request Twilio's? HMAC-SHA1 over the public URL and the form, as Twilio's "Webhooks
// security" page and its helper libraries define it. Thread: any; immutable.
// Holds: without a token nothing verifies.

#include <string>
#include <string_view>
#include <vector>

#include "config/common/secret.hpp"
#include "net/client/url.hpp"

namespace net::twilio {

class signature_check {
 public:
  /// `public_base_url`: what the number is configured with, up to the request target: never taken
  /// from the request, because whoever sends it could then choose what is signed.
  /// `tokens`: the account's auth token, and during a rotation the previous one.
  signature_check(std::string_view public_base_url, std::vector<secret<std::string>> tokens);

  /// `raw_target`: path and query byte for byte. `fields`: decoded; empty for a GET.
  bool accepts_form(std::string_view raw_target, const client::form& fields,
                    std::string_view header) const;
  /// A body that is not a form: the URL carries its hash (bodySHA256), and the URL is signed.
  bool accepts_body(std::string_view raw_target, std::string_view body,
                    std::string_view header) const;

 private:
  bool accepts(std::string_view raw_target, std::string_view signed_fields,
               std::string_view header) const;

  /// The base URL with and without a port: Twilio signs one or the other.
  std::vector<std::string> bases_;
  std::vector<secret<std::string>> tokens_;
};

/// Names in byte order, each followed by its value; of equal pairs one.
std::string signed_fields(const client::form& fields);

}  // namespace net::twilio
