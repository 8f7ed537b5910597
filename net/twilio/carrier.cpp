#include "net/twilio/carrier.hpp"

#include <simdjson.h>

#include <charconv>

#include "net/carrier.hpp"
#include "net/twilio/error_codes.hpp"
#include "net/twilio/message_list.hpp"

namespace net::twilio {
namespace {

using protocol::send_fate;

/// A text that waits longer than this in Twilio's queue helps nobody any more.
constexpr const char* validity_seconds = "14400";

std::chrono::seconds seconds_of(const std::string& text) {
  std::int64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return std::chrono::seconds(n);
}

class line : public carrier_line {
 public:
  explicit line(rest_options options) : options_(std::move(options)), http_(limits(options_)) {}

  protocol::carrier_receipt send(const protocol::outgoing_text& text) override {
    return send_text(http_, options_, text);
  }
  result<protocol::carrier_page> find(const protocol::find_text& wanted) override {
    return find_message(http_, options_, wanted);
  }
  result<protocol::carrier_page> history(const protocol::carrier_history& wanted) override {
    return list_messages(http_, options_, wanted);
  }

 private:
  static client::client_options limits(const rest_options& o) {
    client::client_options limits;
    limits.total_limit = o.limit;
    return limits;
  }

  rest_options options_;
  client::https_client http_;
};

}  // namespace

protocol::carrier_receipt send_text(client::https_client& http, const rest_options& o,
                                    const protocol::outgoing_text& text) {
  client::form fields{
      {"To", text.to}, {"From", o.from}, {"Body", text.body}, {"ValidityPeriod", validity_seconds}};
  // The report then names the row, so that one that comes before our answer finds it too.
  if (!o.status_callback_url.empty())
    fields.emplace_back("StatusCallback", o.status_callback_url +
                                              "?text=" + std::to_string(text.id) +
                                              "&user=" + std::to_string(text.user));
  auto request = client::form_post(account_url(o) + "/Messages.json", fields);
  request.user = o.account_sid;
  request.password = o.auth_token;
  auto answer = http.perform(request);
  if (!answer)
    return {.fate = answer.error().code == errc::unavailable ? send_fate::busy
                    : answer.error().code == errc::timeout   ? send_fate::unknown
                                                             : send_fate::misconfigured};
  if (answer->status != 201) {
    auto code = error_code_of(answer->body);
    return {.fate = fate_of(code, answer->status),
            .code = code ? code : answer->status,
            .retry_after = seconds_of(answer->retry_after)};
  }
  protocol::carrier_receipt receipt;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::string_view sid;
  // Without a SID it was taken all the same: a 201 is no failure of the send.
  if (parser.parse(answer->body).get(root) == simdjson::SUCCESS &&
      root["sid"].get(sid) == simdjson::SUCCESS)
    receipt.provider_id = sid;
  return receipt;
}

result<protocol::carrier_actor> spawn_carrier(caf::actor_system& system, rest_options options,
                                              metrics::counters sent) {
  if (options.account_sid.empty())
    return make_error(errc::invalid_argument, "needed to send texts", "twilio.account_sid");
  if (options.auth_token.empty())
    return make_error(errc::invalid_argument, "needed to send texts", "twilio.auth_token");
  if (options.from.empty())
    return make_error(errc::invalid_argument, "needed to send texts", "twilio.phone_number");
  return net::spawn_carrier(
      system, {}, [options] { return std::make_unique<line>(options); }, sent);
}

}  // namespace net::twilio
