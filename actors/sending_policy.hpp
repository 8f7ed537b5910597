#pragma once
// Which texts a person asked for, and what a carrier's refusal leads to. Used by the outbox. Pure.

#include <string_view>

#include "actors/protocol/messages.hpp"

namespace actors {

/// Whether the person asked for a text of this kind. The others are the server's own idea (nudges,
/// check-ins): they wait for the next month when this one's budget is nearly spent. A digest counts
/// as asked for: it says in one text what would have been many.
constexpr bool is_asked_for(std::string_view kind) {
  for (std::string_view asked :
       {"reminder", "assignment", "event", "reply", "digest", "budget_notice"})
    if (kind == asked) return true;
  return false;
}

/// Trying this text again, now or later, would not help.
constexpr bool is_final(protocol::send_fate fate) {
  using enum protocol::send_fate;
  return fate == refused || fate == opted_out || fate == unreachable;
}

/// Why nothing more may be sent to the number, for the record of refusals; empty: it may.
constexpr std::string_view refusal_reason(protocol::send_fate fate) {
  using enum protocol::send_fate;
  return fate == opted_out ? "carrier" : fate == unreachable ? "unreachable" : "";
}

}  // namespace actors
