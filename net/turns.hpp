#pragma once
// One text in, its answer out: the part that the Twilio webhook and the simulator share, so that
// both doors lead down one path. Thread: the I/O thread of the connection.
// Holds: every text is counted and logged once, with its request id and without what it says.

#include <caf/all.hpp>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "actors/protocol/actors.hpp"
#include "config/common/clock.hpp"
#include "config/metrics.hpp"
#include "net/bridge/ask.hpp"

namespace net {

/// Whoever answers texts: the user directory, or whatever stands for it.
using turn_actor =
    caf::typed_actor<caf::replies_to<protocol::inbound_text>::with<protocol::turn_reply>>;

struct turn_door {
  bridge::actor_bridge& bridge;
  turn_actor directory;
  const wall_clock& clock;
  metrics::registry& counted;
  /// Twilio hangs up after 15 s in all; what is left is for the way there and back.
  std::chrono::milliseconds answer_limit = std::chrono::seconds(10);
  /// What the person of a number is told when a text could not be dealt with.
  std::function<std::string(errc, std::string_view from)> failure_text;
};

struct turn_answer {
  std::vector<std::string> texts;
  bool stored = false;
  bool duplicate = false;
  bool failed = false;  ///< nothing came of it
};

/// Never fails: what goes wrong is an honest text.
///
/// When no answer comes in time nobody knows whether the text was stored, and the person is told
/// just that. The alternatives are worse: an empty answer leaves the person without a word, since a
/// reply that comes after the time limit goes nowhere (a turn that is slow by plan answers at once
/// with no texts and replies through the outbox); and a 5xx makes Twilio repeat the request only if
/// the number's URL asks for it, within the few seconds that are left.
awaitable<turn_answer> take_turn(const turn_door& door, protocol::inbound_text text);

/// '+', then 7 to 15 digits, the first of them not 0.
bool is_e164(std::string_view number);
/// Characters of a UTF-8 text, or npos if it is not UTF-8.
std::size_t count_characters(std::string_view text);
constexpr std::size_t body_characters_limit = 1600;
inline constexpr std::string_view too_long_text =
    "That text is too long for me: I read up to 1,600 characters. Nothing was saved. "
    "Please send it in parts.";
/// PostgreSQL stores every character but NUL; carriers pass it on when a phone sends it.
void drop_nul(std::string& text);

}  // namespace net
