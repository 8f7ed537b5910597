#pragma once
// What one turn stores: all of it in one transaction, or nothing.

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "config/common/crypto.hpp"
#include "storage/model/rows.hpp"

namespace storage {

using any_row =
    std::variant<person_row, preferences_row, food_log_row, water_log_row, gym_log_row,
                 sleep_log_row, item_row, assignment_row, fact_row, knowledge_row,
                 knowledge_history_row, goal_row, metric_row, water_goal_row, action_row,
                 outbox_row, conversation_row, feedback_row, ticket_row, routine_row, notice_row,
                 used_quote_row, mail_code_row, calendar_event_row, hint_row>;

/// Insert: only `after`. Delete: only `before`. Update: both, of the same type and key; the stored
/// row must still equal `before`'s key (one actor writes a user's rows, so nothing else moved it).
struct row_change {
  std::optional<any_row> before;
  std::optional<any_row> after;
};

inline row_change inserted(any_row row) {
  return {std::nullopt, std::move(row)};
}
inline row_change updated(any_row before, any_row after) {
  return {std::move(before), std::move(after)};
}
inline row_change deleted(any_row row) {
  return {std::move(row), std::nullopt};
}
/// The change that takes `c` back.
inline row_change inverse(row_change c) {
  return {std::move(c.after), std::move(c.before)};
}

/// `message` claims the turn: when its (user_id, dedupe_key) is already stored, nothing of the set
/// is stored and the commit answers errc::duplicate. A conversation_row is stored by key (upsert).
struct change_set {
  ::user_id user_id = 0;
  std::shared_ptr<const crypto::aead_key> key;  ///< seals this user's sealed_text
  message_row message;
  std::vector<row_change> changes;
};

/// Images of changes for undo and redo, generic over the row descriptions.
std::string to_json(const std::vector<row_change>& changes);
result<std::vector<row_change>> changes_from_json(std::string_view json);

}  // namespace storage
