#pragma once
// The person's row of a routine, and how handlers store it. Callers: handlers that switch or move
// routines, on a reader thread.

#include <optional>
#include <string_view>
#include <utility>

#include "actors/handlers/support.hpp"

namespace handlers {

/// What is stored of this kind (nothing while nobody switched it), and the row to change: that one,
/// or the standard one with an id of its own.
std::pair<std::optional<storage::routine_row>, storage::routine_row> routine_of(
    std::string_view kind, const turn_context& t, storage::unit_of_work& u);

void store_routine(outcome& o, const std::optional<storage::routine_row>& before,
                   storage::routine_row after);

}  // namespace handlers
