#pragma once
// One whole text: every act in order, each seeing what the earlier ones changed, one reply.
// Called by the user actor; pure but for the reads a deferred turn does on a reader thread.

#include <memory>
#include <string>
#include <vector>

#include "actors/handlers/handler.hpp"

namespace handlers {

class registry;  // actors/handlers/registry.hpp

/// What the whole text leads to: rows to store, texts to send (split for SMS), effects, and the
/// user's state after it.
struct turn_result {
  std::vector<storage::row_change> changes;
  std::vector<std::string> texts;
  std::vector<effect> effects;
  user_state next;
};

using turn_function = std::function<result<turn_result>(storage::unit_of_work&)>;
/// Ready at once, or to be run on a reader thread (it owns copies of all it needs).
using planned_turn = std::variant<turn_result, turn_function>;

struct turn_input {
  user_state state;
  std::string text;
  nlp::understanding understood;
  row_id message_id;
  instant now;
  delivery through{};
};

/// A longer reply is cut here; "more" brings the rest.
inline constexpr std::size_t reply_segments = 2;
/// Turns of talk that are kept for understanding follow-ups.
inline constexpr std::size_t history_turns = 8;

/// Pure unless an act has to read, or a new day of the user's began since the last text. `handlers`
/// and `ids` must outlive the function it may return.
planned_turn plan_turn(const registry& handlers, turn_input input, id_generator& ids);

/// Something of this person falls due: a reminder or todo, a step before a deadline, a routine, or
/// a look whether a text arrived. Marks it, moves what repeats to its next time, queues the text.
/// Reads the row first; one that is done, moved or already sent gives an empty result. `texts`
/// holds what was queued, for the message row and the history.
turn_function plan_due(user_state state, row_id id, instant due_at, instant now, id_generator& ids,
                       delivery through);

/// Adds to what is remembered for understanding follow-ups; either may be empty. `read`: what was
/// said, as it was understood.
void remember_turn(user_state& s, instant at, std::string_view said, std::string_view answered,
                   std::shared_ptr<const nlp::understanding> read = nullptr);

/// The user's state as it is at wake-up.
user_state state_from(const storage::user_snapshot& snapshot, instant now);

}  // namespace handlers
