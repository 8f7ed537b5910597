#include "net/twilio/carrier.hpp"

#include <simdjson.h>

#include <charconv>

#include "actors/protocol/errors.hpp"
#include "config/logging.hpp"
#include "net/twilio/error_codes.hpp"
#include "net/twilio/message_list.hpp"

namespace net::twilio {
namespace {

using protocol::send_fate;

/// A text that waits longer than this in Twilio's queue helps nobody any more.
constexpr const char* validity_seconds = "14400";

struct carrier_state {
  static inline constexpr const char* name = "twilio";
  explicit carrier_state(protocol::carrier_actor::pointer) {}
};

struct carrier {
  rest_options options;
  metrics::counters sent;
  client::https_client http;
};

std::string_view outcome_of(send_fate fate) {
  switch (fate) {
    case send_fate::taken:
      return "accepted";
    case send_fate::refused:
    case send_fate::opted_out:
    case send_fate::unreachable:
      return "refused";
    default:
      return "failed";
  }
}

std::chrono::seconds seconds_of(const std::string& text) {
  std::int64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return std::chrono::seconds(n);
}

template <class Answer>
caf::result<Answer> as_caf(result<Answer> r) {
  if (!r) return protocol::to_caf(r.error());
  return std::move(*r);
}

protocol::carrier_actor::behavior_type carrier_behavior(
    protocol::carrier_actor::stateful_pointer<carrier_state>, std::shared_ptr<carrier> c) {
  return {
      [c](const protocol::outgoing_text& text) {
        auto receipt = send_text(c->http, c->options, text);
        c->sent.of(outcome_of(receipt.fate)).add();
        if (receipt.fate != send_fate::taken)
          logging::warn(logging::folder::net, "sms-not-sent",
                        {{"outbox_id", text.id}, {"code", receipt.code}});
        return receipt;
      },
      [c](const protocol::find_text& wanted) {
        return as_caf(find_message(c->http, c->options, wanted));
      },
      [c](const protocol::carrier_history& wanted) {
        return as_caf(list_messages(c->http, c->options, wanted));
      },
  };
}

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
  client::client_options limits;
  limits.total_limit = options.limit;
  auto c =
      std::make_shared<carrier>(carrier{std::move(options), sent, client::https_client(limits)});
  return system.spawn<caf::detached>(carrier_behavior, std::move(c));
}

}  // namespace net::twilio
