#pragma once
// "did I buy milk?": the answer from the lists, done or still open. Callers: the agenda, small talk
// and search. Thread: a reader.

#include <optional>
#include <string>
#include <vector>

#include "actors/handlers/handler.hpp"

namespace handlers {

/// Nothing when the text asks no such thing, or no list has anything of that name.
std::optional<outcome> was_done(const turn_context& t, storage::unit_of_work& u);

/// What was done of that name lately, newest first, as lines with their days.
std::vector<std::string> done_like(const std::string& name, const turn_context& t,
                                   storage::unit_of_work& u);

}  // namespace handlers
