#include "net/turns.hpp"

#include <simdjson.h>

#include <algorithm>

#include "config/logging.hpp"

namespace net {

awaitable<turn_answer> take_turn(const turn_door& door, protocol::inbound_text text) {
  auto started = std::chrono::steady_clock::now();
  std::string request_id = text.request_id;
  std::string channel = text.channel;
  std::string from = text.from;
  bool silent = text.silent;
  std::string who = logging::enabled(logging::folder::net, logging::level::info)
                        ? logging::user_ref(text.from)
                        : std::string();

  auto reply = co_await door.bridge.ask(door.directory, std::move(text), door.answer_limit);

  turn_answer answer;
  std::string_view outcome;
  if (reply) {
    answer.texts = std::move(reply->texts);
    answer.stored = reply->stored;
    answer.duplicate = reply->duplicate;
    answer.failed = reply->failed;
    outcome = reply->duplicate ? "duplicate" : reply->stored ? "stored" : "failed";
  } else {
    answer.texts.push_back(door.failure_text(reply.error().code, from));
    answer.failed = true;
    outcome = reply.error().code == errc::timeout ? "timeout" : "failed";
  }
  if (silent) answer.texts.clear();
  auto took = std::chrono::steady_clock::now() - started;
  door.counted.turn_seconds.observe(took);
  door.counted.turns.of(channel, outcome).add();
  auto level =
      outcome == "failed" || outcome == "timeout" ? logging::level::warn : logging::level::info;
  if (reply)
    logging::event(logging::folder::net, level, "turn",
                   {{"request_id", request_id},
                    {"user", who},
                    {"channel", channel},
                    {"outcome", outcome},
                    {"texts", answer.texts.size()},
                    {"us", took}});
  else
    logging::event(logging::folder::net, level, "turn",
                   {{"request_id", request_id},
                    {"user", who},
                    {"channel", channel},
                    {"outcome", outcome},
                    {"error", reply.error().code},
                    {"detail", reply.error().detail},
                    {"us", took}});
  co_return answer;
}

bool is_e164(std::string_view number) {
  if (number.size() < 8 || number.size() > 16 || number[0] != '+' || number[1] == '0') return false;
  return std::all_of(number.begin() + 1, number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t count_characters(std::string_view text) {
  if (!simdjson::validate_utf8(text.data(), text.size())) return std::string_view::npos;
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

void drop_nul(std::string& text) {
  std::erase(text, '\0');
}

}  // namespace net
