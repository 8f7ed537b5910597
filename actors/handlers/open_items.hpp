#pragma once
// Which open todo, reminder or assignment a person means: by number of the last list shown, or by
// words. Callers: completing, deleting, correcting, the agenda. Thread: a reader.

#include <variant>
#include <vector>

#include "actors/handlers/handler.hpp"

namespace handlers {

using open_item = std::variant<storage::item_row, storage::assignment_row>;

row_id id_of(const open_item& i);
/// "buy milk", "CS101 pset 3".
std::string name_of(const open_item& i);
std::optional<instant> due_of(const open_item& i);
bool all_day(const open_item& i);

/// Everything open, by due time; `type` (todo, reminder, assignment) narrows when not empty.
/// `also_sent`: reminders that went out count too.
std::vector<open_item> all_open(storage::unit_of_work& u, const turn_context& t,
                                std::string_view type, bool also_sent);

struct found_items {
  std::vector<open_item> rows;
  bool tie = false;  ///< the words fit each of `rows` equally well
  /// Numbers said that the list does not go up to, and how far it goes.
  std::vector<std::size_t> beyond;
  std::size_t listed = 0;
};
/// `item` empty: the only row of the last list (the reminder that just came), if it is one.
found_items find_open(storage::unit_of_work& u, const turn_context& t, const std::string& item,
                      std::string_view type);
/// Lists the rows by number and waits for one.
outcome ask_which(const nlp::act& act, const turn_context& t, const std::vector<open_item>& rows);

}  // namespace handlers
