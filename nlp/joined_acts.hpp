#pragma once
// What the acts of one text say about each other once each clause is read: a reminder of the event
// told before it, "count it as a workout", a usual with its figures.
// Thread: pure.

#include "nlp/slots/slots.hpp"

namespace nlp {

/// Called once with all acts of a text, in the order said; joins, removes and adds acts.
void join_acts(const frame& f, act_list& acts);

/// A clause that goes on with the act before it without naming its kind: "... and the lab report
/// too", "so are the lights" after something done.
std::optional<act> done_as_well(const frame& f, const clause& c, const act& before);

}  // namespace nlp
