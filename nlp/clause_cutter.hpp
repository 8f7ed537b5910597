#pragma once
// Cuts a clause where the model is sure that both sides are acts of their own. Caller: the
// pipeline, before clauses are read. Thread: pure.

#include <vector>

#include "nlp/clauses.hpp"
#include "nlp/slots/slots.hpp"

namespace nlp {

/// The acts that commas and "and" join in one clause, each a clause of its own: "wayan paid, menu
/// done", "oil change done and call jimmy by friday".
std::vector<clause> cut_by_meaning(const frame& f, const clause& whole, const carried& carry);

}  // namespace nlp
