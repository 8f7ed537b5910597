#include "net/twilio/rest.hpp"

#include <simdjson.h>

namespace net::twilio {
namespace {

constexpr std::string_view accounts_path = "/2010-04-01/Accounts/";

}  // namespace

std::string account_url(const rest_options& o) {
  std::string url = o.api_base_url;
  while (url.ends_with('/')) url.pop_back();
  url += accounts_path;
  url += client::percent_encode(o.account_sid);
  return url;
}

result<client::http_response> get(client::https_client& http, const rest_options& o,
                                  std::string url) {
  client::http_request request;
  request.url = std::move(url);
  request.user = o.account_sid;
  request.password = o.auth_token;
  auto answer = http.perform(request);
  if (answer && answer->status != 200) return error_of(*answer);
  return answer;
}

std::int64_t error_code_of(std::string_view body) {
  simdjson::dom::parser parser;
  std::int64_t code = 0;
  simdjson::dom::element root;
  if (parser.parse(body.data(), body.size()).get(root) == simdjson::SUCCESS)
    if (root["code"].get(code) != simdjson::SUCCESS) code = 0;
  return code;
}

error error_of(const client::http_response& r) {
  auto detail = "twilio answered " + std::to_string(r.status);
  if (auto code = error_code_of(r.body)) detail += ", code " + std::to_string(code);
  if (r.status == 401 || r.status == 403)
    return make_error(errc::unauthorized, std::move(detail), "twilio.auth_token");
  if (r.status == 429 || r.status >= 500) return make_error(errc::unavailable, std::move(detail));
  return make_error(errc::invalid_argument, std::move(detail));
}

}  // namespace net::twilio
