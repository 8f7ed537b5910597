#pragma once
// One note when a person has logged something on 7, 30, 100 ... days in a row. Off with "milestones
// off". Called by the turn after its acts. Thread: any; what takes a unit of work runs on a reader
// thread.

#include "actors/handlers/handler.hpp"

namespace handlers {

/// This text holds the day's first entry, and the person is here long enough for a row of days.
/// `at_start`: the day's totals before the text.
bool first_entry_of_day(const turn_context& t, const storage::day_totals& at_start);
/// Says it, once, and remembers when.
outcome note_milestone(const turn_context& t, storage::unit_of_work& u);
/// "milestones off".
handled set_milestones(const turn_context& t, bool on);

}  // namespace handlers
