#include "net/twilio/webhook.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "net/consent_words.hpp"
#include "net/twilio/twiml.hpp"

namespace net::twilio {
namespace {

using http::response;

response answer(const std::vector<std::string>& texts) {
  return {.status = 200, .content_type = "text/xml; charset=utf-8", .body = twiml(texts)};
}
response refusal(unsigned status) {
  return {.status = status, .content_type = {}, .body = {}};
}

struct fields_of_text {
  explicit fields_of_text(client::form& form) {
    for (auto& [name, value] : form) {
      auto set = [&value](std::string*& to) {
        if (!to) to = &value;
      };
      if (name == "MessageSid")
        set(sid);
      else if (name == "SmsSid" || name == "SmsMessageSid")
        set(legacy_sid);
      else if (name == "AccountSid")
        set(account);
      else if (name == "From")
        set(from);
      else if (name == "Body")
        set(body);
      else if (name == "NumMedia")
        set(media);
      else if (name == "OptOutType")
        set(opt_out_type);
      else if (name == "SmsStatus" || name == "MessageStatus")
        set(status);
    }
    if (!sid) sid = legacy_sid;
  }
  std::string *sid = nullptr, *legacy_sid = nullptr, *account = nullptr, *from = nullptr,
              *body = nullptr, *media = nullptr, *opt_out_type = nullptr, *status = nullptr;
};

/// What Twilio itself acted on and answered; OptOutType says so where the account has a list of
/// words of its own.
void read_consent(const fields_of_text& f, protocol::inbound_text& text) {
  using enum protocol::consent_word;
  bool told = f.opt_out_type && !f.opt_out_type->empty();
  text.word = !told                        ? consent_word_of(text.body)
              : *f.opt_out_type == "STOP"  ? stop
              : *f.opt_out_type == "START" ? start
                                           : none;
  text.silent = told || text.word != none;
}

class webhook {
 public:
  webhook(webhook_options options, const turn_door& door)
      : options_(std::move(options)), forms_(options_, door.counted), door_(door) {}

  awaitable<response> receive(const http::request& r) const {
    client::form form;
    if (auto refused = forms_.read(r, form)) co_return std::move(*refused);
    fields_of_text fields(form);
    protocol::inbound_text text;
    auto settled = read_text(fields, text);
    if (settled) co_return std::move(*settled);
    text.request_id = r.id;
    auto turn = co_await take_turn(door_, std::move(text));
    co_return answer(turn.texts);
  }

 private:
  /// Fills `text`, or says how the request ends without one.
  std::optional<response> read_text(fields_of_text& f, protocol::inbound_text& text) const {
    if (f.status && *f.status != "received") return answer({});
    if (!f.sid || !is_message_sid(*f.sid)) return refusal(400);
    if (!f.from || !is_e164(*f.from) || *f.from == options_.own_number) return answer({});
    if (f.body) {
      auto characters = count_characters(*f.body);
      if (characters == std::string_view::npos) return refusal(400);
      if (characters > body_characters_limit) {
        door_.counted.turns.of("twilio", "too-long").add();
        return answer({std::string(too_long_text)});
      }
      text.body = std::move(*f.body);
      drop_nul(text.body);
    }
    if (f.media)
      std::from_chars(f.media->data(), f.media->data() + f.media->size(), text.media_count);
    read_consent(f, text);
    text.dedupe_key = *f.sid;
    text.channel = "twilio";
    text.from = *f.from;
    text.received_at = door_.clock.now();
    return std::nullopt;
  }

  webhook_options options_;
  signed_forms forms_;
  const turn_door& door_;
};

}  // namespace

std::optional<protocol::inbound_text> missed_text(const protocol::carrier_message& message,
                                                  const webhook_options& options) {
  if (!is_message_sid(message.provider_id) || !is_e164(message.from) ||
      message.from == options.own_number || message.to != options.own_number ||
      count_characters(message.body) > body_characters_limit)
    return std::nullopt;
  protocol::inbound_text text;
  text.request_id = "missed-" + message.provider_id;
  text.dedupe_key = message.provider_id;
  text.channel = "twilio";
  text.from = message.from;
  text.body = message.body;
  drop_nul(text.body);
  text.media_count = message.media_count;
  text.received_at = message.at;
  text.word = consent_word_of(text.body);
  text.silent = text.word != protocol::consent_word::none;
  return text;
}

result<void> mount(http::router& routes, webhook_options options, const turn_door& door) {
  if (auto usable = check(options); !usable) return usable;
  auto hook = std::make_shared<const webhook>(std::move(options), door);
  auto receive = [hook](const http::request& r) { return hook->receive(r); };
  http::route_options manners{.body_limit = form_bytes_limit, .is_turn = true, .bare_errors = true};
  routes.add(http::method::post, std::string(webhook_path), receive, manners);
  routes.add(http::method::get, std::string(webhook_path), receive, manners);
  return {};
}

}  // namespace net::twilio
