#pragma once
// Replies about things that the assistant has just listed or offered: "the second one", "both",
// "finished 1 and 3", "drop the rent one", "google". Input: the text and what the turns before left
// open. Output: the acts on the things picked; nothing when the text is about something else.
// Thread: pure.

#include <optional>

#include "nlp/prior_turn.hpp"
#include "nlp/slots/slots.hpp"

namespace nlp {

std::optional<act_list> read_pick(const frame& f, const prior_turn& prior);

}  // namespace nlp
