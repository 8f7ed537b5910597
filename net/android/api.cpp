#include "net/android/api.hpp"

#include <simdjson.h>

#include <boost/json.hpp>
#include <charconv>

#include "net/android/text_id.hpp"
#include "net/iso_time.hpp"

namespace net::android {
namespace {

namespace json = boost::json;
using protocol::send_fate;

/// A text that waits longer than this on the phone helps nobody any more.
constexpr std::int64_t seconds_to_live = 4 * 3600;
/// The most that the gateway's servers list at once.
constexpr std::size_t page_size = 100;

client::http_request request_to(const api_options& o, std::string_view path) {
  client::http_request r;
  r.url = o.base_url + std::string(path);
  r.user = o.user;
  r.password = o.password;
  return r;
}

client::http_request post(const api_options& o, std::string_view path, const json::object& body) {
  auto r = request_to(o, path);
  r.method = "POST";
  r.headers.emplace_back("Content-Type: application/json");
  r.body = json::serialize(body);
  return r;
}

error error_of(const client::http_response& r) {
  auto detail = "the gateway answered " + std::to_string(r.status);
  if (r.status == 401 || r.status == 403)
    return make_error(errc::unauthorized, std::move(detail), "android.password");
  if (r.status == 429 || r.status >= 500) return make_error(errc::unavailable, std::move(detail));
  return make_error(errc::invalid_argument, std::move(detail));
}

std::string_view text_of(const simdjson::dom::element& object, std::string_view name) {
  std::string_view value;
  return object[name].get(value) == simdjson::SUCCESS ? value : std::string_view();
}

std::string_view ledger_status(std::string_view state) {
  if (state == "Pending" || state == "Processed" || state == "Cancelling") return "queued";
  if (state == "Sent") return "sent";
  if (state == "Delivered") return "delivered";
  if (state == "Failed" || state == "Cancelled") return "failed";
  return {};
}

/// A message that went out. Its words are not asked for: its id says which text it is.
protocol::carrier_message message_of(const simdjson::dom::element& m) {
  protocol::carrier_message out;
  out.provider_id = text_of(m, "id");
  out.status = ledger_status(text_of(m, "state"));
  simdjson::dom::array recipients;
  if (m["recipients"].get(recipients) == simdjson::SUCCESS)
    for (auto recipient : recipients) {
      out.to = text_of(recipient, "phoneNumber");
      if (out.status == "failed") out.fate = fate_of(text_of(recipient, "error"));
    }
  return out;
}

result<void> bring_what_was_missed(client::https_client& http, const api_options& o, instant since,
                                   instant until) {
  json::object period{{"since", iso_time(since)}, {"until", iso_time(until)}};
  if (!o.device_id.empty()) period["deviceId"] = o.device_id;
  auto answer = http.perform(post(o, "/messages/inbox/export", period));
  if (!answer) return answer.error();
  if (answer->status < 200 || answer->status > 299) return error_of(*answer);
  return {};
}

}  // namespace

client::client_options manners(const api_options& o) {
  return {.total_limit = o.limit, .plain_in_private_network = true};
}

protocol::carrier_receipt send_text(client::https_client& http, const api_options& o,
                                    const protocol::outgoing_text& text) {
  json::object message{{"textMessage", json::object{{"text", text.body}}},
                       {"phoneNumbers", json::array{text.to}},
                       {"withDeliveryReport", true},
                       {"ttl", seconds_to_live}};
  auto id = id_of(text);
  if (!id.empty()) message["id"] = id;
  if (!o.device_id.empty()) message["deviceId"] = o.device_id;
  auto answer = http.perform(post(o, "/messages", message));
  if (!answer)
    return {.fate = answer.error().code == errc::unavailable || answer.error().code == errc::timeout
                        ? send_fate::busy
                        : send_fate::misconfigured};
  protocol::carrier_receipt receipt{.code = answer->status};
  switch (answer->status) {
    case 200:
    case 201:
    case 202:
    case 409:  // it has a message of this id
      receipt.provider_id = id;
      receipt.code = 0;
      break;
    case 400:
    case 413:
    case 422:
      receipt.fate = send_fate::refused;
      break;
    default: {
      bool later = answer->status == 408 || answer->status == 429 || answer->status >= 500;
      receipt.fate = later ? send_fate::busy : send_fate::misconfigured;
      std::int64_t seconds = 0;
      auto& wait = answer->retry_after;
      std::from_chars(wait.data(), wait.data() + wait.size(), seconds);
      receipt.retry_after = std::chrono::seconds(seconds);
    }
  }
  return receipt;
}

result<protocol::carrier_page> find_message(client::https_client& http, const api_options& o,
                                            const protocol::find_text& wanted) {
  auto id = id_of(wanted.text);
  auto answer = http.perform(request_to(o, "/messages/" + id));
  if (!answer) return answer.error();
  protocol::carrier_page page;
  if (answer->status == 404) return page;
  if (answer->status != 200) return error_of(*answer);
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(answer->body).get(root) != simdjson::SUCCESS || text_of(root, "id") != id)
    return make_error(errc::unavailable, "the gateway's message was not understood");
  page.messages.push_back(message_of(root));
  return page;
}

result<protocol::carrier_page> list_messages(client::https_client& http, const api_options& o,
                                             const protocol::carrier_history& wanted, instant now) {
  if (wanted.page.empty())
    if (auto asked = bring_what_was_missed(http, o, wanted.since, now); !asked)
      return asked.error();
  std::size_t offset = 0;
  std::from_chars(wanted.page.data(), wanted.page.data() + wanted.page.size(), offset);
  auto path = "/messages?from=" + client::percent_encode(iso_time(wanted.since)) +
              "&limit=" + std::to_string(page_size) + "&offset=" + std::to_string(offset);
  auto answer = http.perform(request_to(o, path));
  if (!answer) return answer.error();
  if (answer->status != 200) return error_of(*answer);
  simdjson::dom::parser parser;
  simdjson::dom::array messages;
  if (parser.parse(answer->body).get(messages) != simdjson::SUCCESS)
    return make_error(errc::unavailable, "the gateway's list was not understood");
  protocol::carrier_page page;
  for (auto m : messages) page.messages.push_back(message_of(m));
  if (page.messages.size() >= page_size) page.next = std::to_string(offset + page_size);
  return page;
}

result<std::vector<registered_hook>> list_hooks(client::https_client& http, const api_options& o) {
  auto answer = http.perform(request_to(o, "/webhooks"));
  if (!answer) return answer.error();
  if (answer->status != 200) return error_of(*answer);
  simdjson::dom::parser parser;
  simdjson::dom::array hooks;
  if (parser.parse(answer->body).get(hooks) != simdjson::SUCCESS)
    return make_error(errc::unavailable, "the gateway's list of webhooks was not understood");
  std::vector<registered_hook> found;
  for (auto hook : hooks)
    found.push_back({std::string(text_of(hook, "event")), std::string(text_of(hook, "url"))});
  return found;
}

send_fate fate_of(std::string_view reason) {
  // The network between the phones said no, for good; or the text waited too long.
  if (reason.starts_with("Delivery result") || reason.starts_with("TTL expired"))
    return send_fate::refused;
  // Android will not send it, whoever it is for, until somebody sets something on the phone.
  for (std::string_view code : {"FDN_CHECK_FAILURE", "SHORT_CODE"})
    if (reason.find(code) != std::string_view::npos) return send_fate::misconfigured;
  // No service, the radio is off, too many in a short time, no SIM: the phone may be well again
  // later.
  return send_fate::busy;
}

}  // namespace net::android
