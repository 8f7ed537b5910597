#include "net/twilio/sms_sender.hpp"

#include <simdjson.h>

#include "actors/protocol/errors.hpp"
#include "config/logging.hpp"

namespace net::twilio {
namespace {

constexpr std::string_view api_version = "/2010-04-01/Accounts/";

std::string account_url(const rest_options& o) {
  std::string url = o.api_base_url;
  while (url.ends_with('/')) url.pop_back();
  url += api_version;
  url += client::percent_encode(o.account_sid);
  return url;
}

/// Twilio's own error code, or 0.
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

struct sender_state {
  static inline constexpr const char* name = "sms-sender";
  explicit sender_state(protocol::sms_sender_actor::pointer) {}
};

struct sender {
  rest_options options;
  metrics::counters sent;
  client::https_client http;
};

protocol::sms_sender_actor::behavior_type sender_behavior(
    protocol::sms_sender_actor::stateful_pointer<sender_state>, std::shared_ptr<sender> s) {
  return {[s](const protocol::outgoing_text& text) -> caf::result<protocol::carrier_receipt> {
    auto r = send_sms(s->http, s->options, text);
    if (r) {
      s->sent.of("accepted").add();
      return std::move(*r);
    }
    s->sent.of(r.error().code == errc::invalid_argument ? "refused" : "failed").add();
    logging::warn(
        logging::folder::net, "sms-not-sent",
        {{"outbox_id", text.id}, {"error", r.error().code}, {"detail", r.error().detail}});
    return protocol::to_caf(r.error());
  }};
}

}  // namespace

result<protocol::carrier_receipt> send_sms(client::https_client& http, const rest_options& o,
                                           const protocol::outgoing_text& text) {
  auto request = client::form_post(account_url(o) + "/Messages.json",
                                   {{"To", text.to}, {"From", o.from}, {"Body", text.body}});
  request.user = o.account_sid;
  request.password = o.auth_token;
  auto answer = http.perform(request);
  if (!answer) return answer.error();
  if (answer->status != 201) return error_of(*answer);
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::string_view sid;
  if (parser.parse(answer->body).get(root) != simdjson::SUCCESS ||
      root["sid"].get(sid) != simdjson::SUCCESS)
    // Twilio took it, so this is no failure of the send.
    return protocol::carrier_receipt{};
  return protocol::carrier_receipt{std::string(sid)};
}

result<number_setup> look_up_number(client::https_client& http, const rest_options& o,
                                    std::string_view expected_url) {
  client::http_request request;
  request.url =
      account_url(o) + "/IncomingPhoneNumbers.json?PhoneNumber=" + client::percent_encode(o.from);
  request.user = o.account_sid;
  request.password = o.auth_token;
  auto answer = http.perform(request);
  if (!answer) return answer.error();
  if (answer->status != 200) return error_of(*answer);
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  simdjson::dom::array numbers;
  if (parser.parse(answer->body).get(root) != simdjson::SUCCESS ||
      root["incoming_phone_numbers"].get(numbers) != simdjson::SUCCESS)
    return make_error(errc::unavailable, "twilio's answer was not understood");
  number_setup setup;
  for (auto number : numbers) {
    std::string_view phone, url, method;
    if (number["phone_number"].get(phone) != simdjson::SUCCESS || phone != o.from) continue;
    setup.found = true;
    if (number["sms_url"].get(url) == simdjson::SUCCESS) setup.sms_url = url;
    if (number["sms_method"].get(method) == simdjson::SUCCESS) setup.sms_method = method;
    std::string_view whole(setup.sms_url);
    auto hash = whole.find('#');
    setup.points_here = whole.substr(0, hash) == expected_url;
    if (hash != std::string_view::npos) {
      auto fragment = client::parse_form(whole.substr(hash + 1));
      bool all = false, count = false;
      if (fragment)
        for (const auto& [name, value] : *fragment) {
          all |= name == "rp" && value.find("all") != std::string::npos;
          count |= name == "rc" && value != "0";
        }
      setup.repeats_crashed = all && count;
    }
    break;
  }
  return setup;
}

result<protocol::sms_sender_actor> spawn_sms_sender(caf::actor_system& system, rest_options options,
                                                    metrics::counters sent) {
  if (options.account_sid.empty())
    return make_error(errc::invalid_argument, "needed to send texts", "twilio.account_sid");
  if (options.auth_token.empty())
    return make_error(errc::invalid_argument, "needed to send texts", "twilio.auth_token");
  if (options.from.empty())
    return make_error(errc::invalid_argument, "needed to send texts", "twilio.phone_number");
  client::client_options limits;
  limits.total_limit = options.limit;
  auto s = std::make_shared<sender>(sender{std::move(options), sent, client::https_client(limits)});
  return system.spawn<caf::detached>(sender_behavior, std::move(s));
}

}  // namespace net::twilio
