#pragma once
// Todos, reminders and assignments. Callers: answering handlers, on a reader thread.

#include <optional>
#include <string>
#include <vector>

#include "storage/unit_of_work.hpp"

namespace storage::items {

/// Open todos and reminders still to come: with a time first, by it, then in the order added.
/// `type` and `list` narrow when not empty. A reminder that went out and does not repeat is over.
std::vector<item_row> open_items(unit_of_work& u, const std::string& type, const std::string& list,
                                 std::int64_t limit);
/// Also reminders that went out: what "done" may mean.
std::vector<item_row> completable_items(unit_of_work& u, const std::string& type,
                                        std::int64_t limit);
std::optional<item_row> item(unit_of_work& u, row_id id);
/// The item added last.
std::optional<item_row> last_item(unit_of_work& u, const std::string& type);

struct item_counts {
  std::int64_t open = 0, done = 0, added = 0, overdue = 0;
};
BOOST_DESCRIBE_STRUCT(item_counts, (), (open, done, added, overdue))
/// `open` and `overdue` as of `now`; `done` and `added` within [from, to).
item_counts count_todos(unit_of_work& u, instant from, instant to, instant now);
std::vector<item_row> done_items(unit_of_work& u, instant from, instant to, std::int64_t limit);

/// All of a type added within [from, to), also those done.
std::vector<item_row> added_items(unit_of_work& u, const std::string& type, instant from,
                                  instant to, std::int64_t limit);
std::vector<assignment_row> added_assignments(unit_of_work& u, instant from, instant to,
                                              std::int64_t limit);

/// By due time, undated last; `class_key` (lower case, no spaces) narrows when not empty.
std::vector<assignment_row> open_assignments(unit_of_work& u, const std::string& class_key,
                                             std::int64_t limit);
std::optional<assignment_row> assignment(unit_of_work& u, row_id id);
std::optional<assignment_row> last_assignment(unit_of_work& u);
item_counts count_assignments(unit_of_work& u, instant from, instant to, instant now);

}  // namespace storage::items
