#include "net/twilio/webhook.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>

#include "config/logging.hpp"
#include "net/twilio/signature.hpp"
#include "net/twilio/twiml.hpp"

namespace net::twilio {
namespace {

using http::response;
using logging::folder;

constexpr std::size_t form_bytes_limit = 64 * 1024;
constexpr std::string_view too_long_text =
    "That text is too long for me: I read up to 1,600 characters. Nothing was saved. "
    "Please send it in parts.";

response answer(const std::vector<std::string>& texts) {
  return {.status = 200, .content_type = "text/xml; charset=utf-8", .body = twiml(texts)};
}
response refusal(unsigned status) {
  return {.status = status, .content_type = {}, .body = {}};
}

/// SM or MM and 32 hex digits.
bool is_message_sid(std::string_view sid) {
  return sid.size() == 34 && (sid.starts_with("SM") || sid.starts_with("MM")) &&
         std::all_of(sid.begin() + 2, sid.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
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

class webhook {
 public:
  webhook(webhook_options options, const turn_door& door)
      : options_(std::move(options)),
        signatures_(options_.public_base_url, options_.auth_tokens),
        door_(door) {}

  awaitable<response> receive(const http::request& r) const {
    client::form form;
    auto refused = read_form(r, form);
    if (!refused) refused = authenticate(r, form);
    if (refused) {
      door_.counted.turns.of("twilio", "refused").add();
      co_return std::move(*refused);
    }
    fields_of_text fields(form);
    protocol::inbound_text text;
    auto settled = read_text(fields, text);
    if (settled) co_return std::move(*settled);
    text.request_id = r.id;

    bool silent = (fields.opt_out_type && !fields.opt_out_type->empty());
    auto word = opt_out_word(text.body);
    silent = silent || word == opt_out::stop || word == opt_out::start;

    auto turn = co_await take_turn(door_, std::move(text));
    if (silent) turn.texts.clear();
    co_return answer(turn.texts);
  }

 private:
  std::optional<response> read_form(const http::request& r, client::form& form) const {
    if (r.verb == http::method::post && (r.media_type() != "application/x-www-form-urlencoded" ||
                                         !charset_is_utf8(r.find("content-type"))))
      return refusal(415);
    auto parsed = client::parse_form(r.verb == http::method::post ? r.body : r.query);
    if (!parsed) return refusal(400);
    form = std::move(*parsed);
    return std::nullopt;
  }

  std::optional<response> authenticate(const http::request& r, const client::form& form) const {
    // A GET's fields are in the URL, which is signed as it is.
    static const client::form none;
    auto header = r.find("x-twilio-signature");
    bool valid =
        !header.empty() &&
        signatures_.accepts_form(r.target, r.verb == http::method::post ? form : none, header);
    if (!valid) {
      logging::warn(folder::net, "twilio-signature-refused",
                    {{"request_id", r.id}, {"missing", header.empty()}});
      return refusal(403);
    }
    if (options_.account_sid.empty()) return std::nullopt;
    for (const auto& [name, value] : form)
      if (name == "AccountSid" && value == options_.account_sid) return std::nullopt;
    logging::warn(folder::net, "twilio-account-refused", {{"request_id", r.id}});
    return refusal(403);
  }

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
    text.dedupe_key = *f.sid;
    text.channel = "twilio";
    text.from = *f.from;
    text.received_at = door_.clock.now();
    return std::nullopt;
  }

  webhook_options options_;
  signature_check signatures_;
  const turn_door& door_;
};

}  // namespace

opt_out opt_out_word(std::string_view body) {
  constexpr std::string_view space = " \t\r\n";
  auto from = body.find_first_not_of(space);
  if (from == std::string_view::npos) return opt_out::none;
  body = body.substr(from, body.find_last_not_of(space) - from + 1);
  static constexpr std::pair<std::string_view, opt_out> words[] = {
      {"STOP", opt_out::stop},    {"STOPALL", opt_out::stop}, {"UNSUBSCRIBE", opt_out::stop},
      {"CANCEL", opt_out::stop},  {"END", opt_out::stop},     {"QUIT", opt_out::stop},
      {"REVOKE", opt_out::stop},  {"OPTOUT", opt_out::stop},  {"START", opt_out::start},
      {"UNSTOP", opt_out::start}, {"HELP", opt_out::help},    {"INFO", opt_out::help},
  };
  for (const auto& [word, meaning] : words) {
    if (word.size() != body.size()) continue;
    bool same = std::equal(word.begin(), word.end(), body.begin(), [](char w, char b) {
      return w == (b >= 'a' && b <= 'z' ? static_cast<char>(b - 32) : b);
    });
    if (same) return meaning;
  }
  return opt_out::none;
}

result<void> mount(http::router& routes, webhook_options options, const turn_door& door) {
  if (options.public_base_url.empty())
    return make_error(errc::invalid_argument, "needed to check Twilio's signatures",
                      "server.public_base_url");
  std::erase_if(options.auth_tokens, [](const auto& t) { return t.empty(); });
  if (options.auth_tokens.empty())
    return make_error(errc::invalid_argument, "needed to check Twilio's signatures",
                      "twilio.auth_token");
  auto hook = std::make_shared<const webhook>(std::move(options), door);
  auto receive = [hook](const http::request& r) { return hook->receive(r); };
  http::route_options manners{.body_limit = form_bytes_limit, .is_turn = true, .bare_errors = true};
  routes.add(http::method::post, std::string(webhook_path), receive, manners);
  routes.add(http::method::get, std::string(webhook_path), receive, manners);
  return {};
}

}  // namespace net::twilio
