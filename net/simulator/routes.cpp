#include "net/simulator/routes.hpp"

#include <simdjson.h>

#include <boost/json.hpp>
#include <charconv>
#include <optional>

#include "config/logging.hpp"
#include "net/consent_words.hpp"
#include "net/http/middleware.hpp"
#include "net/iso_time.hpp"
#include "net/simulator/iso_duration.hpp"

namespace net::simulator {
namespace {

namespace json = boost::json;
using http::request;
using http::response;

constexpr std::size_t body_bytes_limit = 16 * 1024;
constexpr std::size_t id_characters_limit = 64;

/// The members of a JSON object that a route reads.
class json_body {
 public:
  /// A problem if the body is not a JSON object.
  static std::optional<response> read(const request& r, json_body& into) {
    if (r.media_type() != "application/json")
      return http::problem(415, r.id, "Send application/json.");
    if (into.parser_.parse(r.body.data(), r.body.size()).get(into.root_) != simdjson::SUCCESS)
      return http::problem(400, r.id, "The body is not JSON.");
    if (!into.root_.is_object()) return http::problem(422, r.id, "A JSON object is needed.");
    return std::nullopt;
  }
  /// Empty when the member is missing; the error names it when it is no string.
  result<std::optional<std::string_view>> text(std::string_view name) const {
    simdjson::dom::element member;
    if (root_[name].get(member) != simdjson::SUCCESS) return std::optional<std::string_view>();
    std::string_view value;
    if (member.get(value) != simdjson::SUCCESS)
      return make_error(errc::invalid_argument, "must be a string", std::string(name));
    return std::optional(value);
  }

 private:
  simdjson::dom::parser parser_;
  simdjson::dom::element root_;
};

error missing(const char* name) {
  return make_error(errc::invalid_argument, "is needed", name);
}

result<protocol::inbound_text> read_message(const json_body& body) {
  auto from = body.text("from");
  if (!from) return from.error();
  auto text = body.text("body");
  if (!text) return text.error();
  auto id = body.text("id");
  if (!id) return id.error();
  if (!*from) return missing("from");
  if (!is_e164(**from))
    return make_error(errc::invalid_argument, "must be a phone number such as +15550001", "from");
  if (!*text) return missing("body");
  if (count_characters(**text) > body_characters_limit)
    return make_error(errc::invalid_argument, "must be at most 1,600 characters", "body");
  if (*id && ((*id)->empty() || (*id)->size() > id_characters_limit))
    return make_error(errc::invalid_argument, "must have 1 to 64 characters", "id");
  protocol::inbound_text message;
  message.from = std::string(**from);
  message.body = std::string(**text);
  drop_nul(message.body);
  if (*id) message.dedupe_key = "sim-" + message.from + "-" + std::string(**id);
  message.channel = "simulator";
  return message;
}

class simulator {
 public:
  explicit simulator(simulator_deps deps) : deps_(std::move(deps)) {}

  awaitable<response> message(const request& r) const {
    json_body body;
    auto refused = json_body::read(r, body);
    if (refused) co_return std::move(*refused);
    auto message = read_message(body);
    if (!message) co_return http::problem(message.error(), r.id);
    message->request_id = r.id;
    if (message->dedupe_key.empty()) message->dedupe_key = "sim-" + message->request_id;
    message->received_at = deps_.time.clock.now();
    // What a carrier answers itself is left unanswered here too.
    message->word = consent_word_of(message->body);
    message->silent = message->word != protocol::consent_word::none;
    auto turn = co_await take_turn(deps_.door, std::move(*message));

    json::array replies;
    for (auto& text : turn.texts) replies.emplace_back(std::move(text));
    json::object out;
    out["replies"] = std::move(replies);
    out["stored"] = turn.stored;
    out["duplicate"] = turn.duplicate;
    out["request_id"] = r.id;
    co_return http::json(200, json::serialize(out));
  }

  awaitable<response> outbox_list(const request& r) const {
    std::uint64_t after = 0;
    auto wanted = r.query_value("after");
    auto [end, ec] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), after);
    if (!wanted.empty() && (ec != std::errc() || end != wanted.data() + wanted.size()))
      co_return http::problem(422, r.id, "must be a number", "after");
    auto to = r.query_value("to");
    // A '+' that was not encoded arrives as a space.
    if (to.starts_with(' ')) to.front() = '+';
    json::array texts;
    std::uint64_t last = after;
    for (auto& t : deps_.sent->list(to, after)) {
      last = t.number;
      texts.push_back(
          {{"number", t.number}, {"to", t.to}, {"body", t.body}, {"at", iso_time(t.at)}});
    }
    json::object out;
    out["texts"] = std::move(texts);
    out["last"] = last;
    out["now"] = iso_time(deps_.time.clock.now());
    co_return http::json(200, json::serialize(out));
  }

  awaitable<response> clock(const request& r) const {
    json_body body;
    auto refused = json_body::read(r, body);
    if (refused) co_return std::move(*refused);
    auto wanted = body.text("advance");
    if (!wanted) co_return http::problem(wanted.error(), r.id);
    if (!*wanted) co_return http::problem(missing("advance"), r.id);
    auto by = parse_iso_duration(**wanted);
    if (!by) co_return http::problem(by.error(), r.id);
    logging::info(logging::folder::net, "clock-advanced", {{"request_id", r.id}, {"us", *by}});
    if (auto moved = co_await advance(deps_.time, *by); !moved)
      co_return http::problem(moved.error(), r.id);
    json::object out;
    out["now"] = iso_time(deps_.time.clock.now());
    co_return http::json(200, json::serialize(out));
  }

 private:
  simulator_deps deps_;
};

}  // namespace

void mount(http::router& routes, simulator_deps deps) {
  auto s = std::make_shared<const simulator>(std::move(deps));
  http::route_options turn{.body_limit = body_bytes_limit, .is_turn = true};
  http::route_options plain{.body_limit = body_bytes_limit};
  routes.add(
      http::method::post, "/simulator/messages", [s](const request& r) { return s->message(r); },
      turn);
  routes.add(http::method::get, "/simulator/outbox",
             [s](const request& r) { return s->outbox_list(r); }, {.quiet = true});
  routes.add(
      http::method::post, "/simulator/clock", [s](const request& r) { return s->clock(r); }, plain);
}

}  // namespace net::simulator
