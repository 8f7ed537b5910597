#pragma once
// Undoable acts, and any row by its key as it is stored now. Callers: the undo, redo and correction
// handlers, on a reader thread.

#include <optional>
#include <vector>

#include "storage/change_set.hpp"
#include "storage/unit_of_work.hpp"

namespace storage::actions {

/// The newest act that is done.
std::optional<action_row> last_done(unit_of_work& u);
/// The newest acts that are done, newest first.
std::vector<action_row> recent_done(unit_of_work& u, std::int64_t limit);
/// What a text changed.
std::optional<action_row> by_message(unit_of_work& u, row_id message);
/// The oldest undone act after `id`: what redo does again.
std::optional<action_row> next_undone(unit_of_work& u, row_id after);
/// Undone acts before `id`: a new act came after their undo, so they cannot be done again.
std::vector<action_row> stale_undone(unit_of_work& u, row_id before);
/// The row with the key of `like`, as stored now; empty when there is none.
std::optional<any_row> stored(unit_of_work& u, const any_row& like);

/// The reply to a text that was answered before, by the carrier's id of it.
std::optional<message_row> message_by_key(unit_of_work& u, const std::string& dedupe_key);
/// What the person texted lately, newest first.
std::vector<message_row> recent_texts(unit_of_work& u, std::int64_t limit);
std::optional<message_row> message_by_id(unit_of_work& u, row_id id);

}  // namespace storage::actions
