#pragma once
// Learning from what a person does again and again: the same fix, so many times as they chose, is
// offered as a word to remember. Nothing is learned without their yes. Called by corrections, on a
// reader thread.

#include "actors/handlers/handler.hpp"

namespace handlers {

/// Adds the question to a correction whose changes are in `o`, when it is due.
void offer_to_remember(storage::unit_of_work& u, const turn_context& t, outcome& o);

}  // namespace handlers
