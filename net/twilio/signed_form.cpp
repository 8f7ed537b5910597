#include "net/twilio/signed_form.hpp"

#include <algorithm>

#include "config/logging.hpp"

namespace net::twilio {
namespace {

using http::response;
using logging::folder;

response refusal(unsigned status) {
  return {.status = status, .content_type = {}, .body = {}};
}

bool charset_is_utf8(std::string_view content_type) {
  std::string lower(content_type);
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  auto at = lower.find("charset=");
  if (at == std::string::npos) return true;
  auto value = std::string_view(lower).substr(at + 8);
  if (value.starts_with('"')) value.remove_prefix(1);
  return value.starts_with("utf-8") || value.starts_with("us-ascii");
}

std::vector<secret<std::string>> usable(std::vector<secret<std::string>> tokens) {
  std::erase_if(tokens, [](const auto& t) { return t.empty(); });
  return tokens;
}

}  // namespace

bool is_message_sid(std::string_view sid) {
  return sid.size() == 34 && (sid.starts_with("SM") || sid.starts_with("MM")) &&
         std::all_of(sid.begin() + 2, sid.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

result<void> check(const webhook_options& options) {
  if (options.public_base_url.empty())
    return make_error(errc::invalid_argument, "needed to check Twilio's signatures",
                      "server.public_base_url");
  if (usable(options.auth_tokens).empty())
    return make_error(errc::invalid_argument, "needed to check Twilio's signatures",
                      "twilio.auth_token");
  return {};
}

signed_forms::signed_forms(const webhook_options& options, metrics::registry& counted)
    : account_sid_(options.account_sid),
      signatures_(options.public_base_url, usable(options.auth_tokens)),
      counted_(counted) {}

std::optional<response> signed_forms::read(const http::request& r, client::form& form) const {
  auto refused = parse(r, form);
  if (!refused) refused = authenticate(r, form);
  if (refused) counted_.turns.of("twilio", "refused").add();
  return refused;
}

std::optional<response> signed_forms::parse(const http::request& r, client::form& form) const {
  if (r.verb == http::method::post && (r.media_type() != "application/x-www-form-urlencoded" ||
                                       !charset_is_utf8(r.find("content-type"))))
    return refusal(415);
  auto parsed = client::parse_form(r.verb == http::method::post ? r.body : r.query);
  if (!parsed) return refusal(400);
  form = std::move(*parsed);
  return std::nullopt;
}

std::optional<response> signed_forms::authenticate(const http::request& r,
                                                   const client::form& form) const {
  // A GET's fields are in the URL, which is signed as it is.
  static const client::form none;
  auto header = r.find("x-twilio-signature");
  bool valid = !header.empty() && signatures_.accepts_form(
                                      r.target, r.verb == http::method::post ? form : none, header);
  if (!valid) {
    logging::warn(folder::net, "twilio-signature-refused",
                  {{"request_id", r.id}, {"missing", header.empty()}});
    return refusal(403);
  }
  if (account_sid_.empty()) return std::nullopt;
  for (const auto& [name, value] : form)
    if (name == "AccountSid" && value == account_sid_) return std::nullopt;
  logging::warn(folder::net, "twilio-account-refused", {{"request_id", r.id}});
  return refusal(403);
}

}  // namespace net::twilio
