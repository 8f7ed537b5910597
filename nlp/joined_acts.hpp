#pragma once
// What the acts of one text say about each other once each clause is read: a reminder of the event
// told before it, "count it as a workout", a usual with its figures.
// Thread: pure.

#include "nlp/slots/slots.hpp"

namespace nlp {

/// Called once with all acts of a text, in the order said; joins, removes and adds acts.
void join_acts(const frame& f, act_list& acts);

}  // namespace nlp
