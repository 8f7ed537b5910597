#include "net/android/webhook.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <memory>

#include "config/logging.hpp"
#include "net/android/api.hpp"
#include "net/android/signature.hpp"
#include "net/android/text_id.hpp"
#include "net/consent_words.hpp"
#include "net/iso_time.hpp"

namespace net::android {
namespace {

using http::response;
using logging::folder;

constexpr std::size_t body_bytes_limit = 64 * 1024;
constexpr std::size_t id_characters_limit = 64;
constexpr std::chrono::seconds store_limit{10};
constexpr std::chrono::seconds send_limit{15};

response plain(unsigned status) {
  return {.status = status, .content_type = {}, .body = {}};
}

std::string_view text_of(const simdjson::dom::element& object, std::string_view name) {
  std::string_view value;
  return object[name].get(value) == simdjson::SUCCESS ? value : std::string_view();
}

/// One event, open for reading while this lives.
struct event {
  simdjson::dom::parser parser;
  simdjson::dom::element root, payload;
  std::string_view name;
};

class webhook {
 public:
  webhook(webhook_options options, webhook_deps deps)
      : options_(std::move(options)), deps_(std::move(deps)) {}

  awaitable<response> receive(const http::request& r) const {
    event e;
    if (auto refused = read(r, e)) {
      deps_.door.counted.turns.of("android", "refused").add();
      co_return std::move(*refused);
    }
    if (e.name == "sms:received" || e.name == "mms:received") co_return co_await take_text(r, e);
    if (e.name == "sms:sent" || e.name == "sms:delivered" || e.name == "sms:failed" ||
        e.name == "sms:cancelled")
      co_return co_await take_report(r, e);
    co_return plain(200);
  }

 private:
  std::optional<response> read(const http::request& r, event& e) const {
    if (r.media_type() != "application/json") return plain(415);
    auto is = check_signature(options_.signing_key, r.body, r.find("x-timestamp"),
                              r.find("x-signature"), deps_.door.clock.now());
    if (is != verdict::ours) {
      logging::warn(folder::net, "android-signature-refused",
                    {{"request_id", r.id},
                     {"why", is == verdict::missing ? "missing"
                             : is == verdict::old   ? "old"
                                                    : "wrong"}});
      return plain(403);
    }
    if (e.parser.parse(r.body.data(), r.body.size()).get(e.root) != simdjson::SUCCESS ||
        e.root["payload"].get(e.payload) != simdjson::SUCCESS)
      return plain(400);
    e.name = text_of(e.root, "event");
    if (!options_.device_id.empty() && text_of(e.root, "deviceId") != options_.device_id) {
      logging::warn(folder::net, "android-device-refused", {{"request_id", r.id}});
      return plain(403);
    }
    return std::nullopt;
  }

  awaitable<response> take_text(const http::request& r, const event& e) const {
    protocol::inbound_text text;
    text.from = text_of(e.payload, "sender");
    if (text.from.empty()) text.from = text_of(e.payload, "phoneNumber");
    if (!is_e164(text.from)) co_return plain(200);
    auto received = parse_iso_time(text_of(e.payload, "receivedAt"));
    auto id = text_of(e.payload, "messageId");
    if (!received || id.empty() || id.size() > id_characters_limit) co_return plain(400);
    // The app makes its id from number, time and words: unique enough only together with the time.
    // An event's own id is new whenever the same text is brought once more on request.
    text.dedupe_key = fmt::format("{}-{}", received->time_since_epoch().count(), id);
    text.body = text_of(e.payload, e.name == "mms:received" ? "subject" : "message");
    if (count_characters(text.body) > body_characters_limit)
      co_return co_await refuse_too_long(std::move(text));
    drop_nul(text.body);
    text.media_count = e.name == "mms:received" ? 1 : 0;
    text.request_id = r.id;
    text.channel = "android";
    text.received_at = *received;
    text.word = consent_word_of(text.body);
    text.answer_later = true;

    auto from = text.from;
    auto turn = co_await take_turn(deps_.door, std::move(text));
    if (turn.failed) co_return plain(503);
    // A stranger has no outbox: the invitation goes at once, or, if it cannot, not at all.
    for (auto& words : turn.texts) {
      protocol::outgoing_text invitation{.to = from, .body = std::move(words)};
      auto sent = co_await deps_.door.bridge.ask(deps_.carrier, std::move(invitation), send_limit);
      if (!sent) logging::warn(folder::net, "invitation-not-sent", {{"request_id", r.id}});
    }
    co_return plain(200);
  }

  awaitable<response> refuse_too_long(protocol::inbound_text text) const {
    deps_.door.counted.turns.of("android", "too-long").add();
    protocol::notice words{std::move(text.from), std::move(text.dedupe_key), "reply",
                           std::string(too_long_text)};
    auto told = co_await deps_.door.bridge.ask(deps_.notices, std::move(words), store_limit);
    co_return plain(told ? 200 : 503);
  }

  awaitable<response> take_report(const http::request& r, const event& e) const {
    protocol::delivery_report report;
    auto& m = report.message;
    m.provider_id = text_of(e.payload, "messageId");
    auto named = text_named(m.provider_id);
    if (!named) co_return plain(200);
    report.id = named->id;
    report.user = named->user;
    m.to = text_of(e.payload, "recipient");
    if (m.to.empty()) m.to = text_of(e.payload, "phoneNumber");
    m.status = e.name == "sms:sent" ? "sent" : e.name == "sms:delivered" ? "delivered" : "failed";
    if (e.name == "sms:failed") m.fate = fate_of(text_of(e.payload, "reason"));
    if (e.name == "sms:cancelled") m.fate = protocol::send_fate::refused;
    auto stored = co_await deps_.door.bridge.ask(deps_.reports, std::move(report), store_limit);
    if (stored) co_return plain(200);
    logging::warn(folder::net, "report-not-stored",
                  {{"request_id", r.id}, {"error", stored.error().code}});
    co_return plain(503);
  }

  webhook_options options_;
  webhook_deps deps_;
};

}  // namespace

result<void> mount(http::router& routes, webhook_options options, webhook_deps deps) {
  if (options.signing_key.empty())
    return make_error(errc::invalid_argument, "needed to check who brings texts",
                      "android.signing_key");
  auto hook = std::make_shared<const webhook>(std::move(options), std::move(deps));
  http::route_options manners{.body_limit = body_bytes_limit, .is_turn = true, .bare_errors = true};
  routes.add(
      http::method::post, std::string(webhook_path),
      [hook](const http::request& r) { return hook->receive(r); }, manners);
  return {};
}

}  // namespace net::android
