#pragma once
// Something the assistant can do and the person does not use yet, mentioned when it would have
// helped: each once in a lifetime, one a week at most, none after "hints off". A new one is a line
// of a table. Called by the turn after its acts. Thread: any; what takes a unit of work runs on a
// reader thread.

#include "actors/handlers/handler.hpp"

namespace handlers {

/// The text logged what a hint is about, for the first time today. `at_start`: the day's totals
/// before the text.
bool may_hint(const turn_context& t, const storage::day_totals& at_start);
/// Gives it, if it was never given, and remembers when.
outcome give_hint(const turn_context& t, storage::unit_of_work& u);

}  // namespace handlers
