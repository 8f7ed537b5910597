#pragma once
// The first few texts of somebody new: one thing to try at a time, in order: log something, ask
// about it, teach a word and set the clock. Who logs something with their very first text needs no
// tour and gets none; "skip" ends it. Called by the turn after its acts. Thread: any; pure. The
// step is a preference (tour_step), so it survives a restart.

#include <span>

#include "actors/handlers/handler.hpp"

namespace handlers {

inline constexpr std::int64_t tour_over = 9;

/// Some step was shown and the tour is not over. Of a notice or a question of ours, "skip" is the
/// answer.
bool in_tour(const user_state& s);
/// True when the next word to this person is the welcome.
bool tour_begins(const turn_context& t);
/// What to say besides, and how far the person is now.
outcome tour_step(const turn_context& t, std::span<const nlp::act> acts);
/// Ends it.
outcome skip_tour(const turn_context& t);

}  // namespace handlers
