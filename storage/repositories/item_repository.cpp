#include "storage/repositories/item_repository.hpp"

#include "storage/repositories/columns.hpp"

namespace storage::items {
namespace {

constexpr statement open_items_sql{
    "open_items", "select " SMS_ITEM_COLUMNS
                  " from reminders_todos where user_id = $1 and status = 'open'"
                  " and ($2 = '' or type = $2) and ($3 = '' or lower(list) = $3)"
                  " and not (type = 'reminder' and sent_at is not null and rrule is null)"
                  " order by due_at nulls last, id limit $4"};
constexpr statement completable_sql{
    "completable_items",
    "select " SMS_ITEM_COLUMNS
    " from reminders_todos where user_id = $1 and status = 'open' and ($2 = '' or type = $2)"
    " order by due_at nulls last, id limit $3"};
constexpr statement item_sql{
    "item", "select " SMS_ITEM_COLUMNS " from reminders_todos where user_id = $1 and id = $2"};
constexpr statement last_item_sql{
    "last_item", "select " SMS_ITEM_COLUMNS
                 " from reminders_todos where user_id = $1 and ($2 = '' or type = $2)"
                 " order by id desc limit 1"};
constexpr statement count_todos_sql{
    "count_todos",
    "select count(*) filter (where status = 'open') as open,"
    " count(*) filter (where status = 'done' and completed_at >= $2 and completed_at < $3) as done,"
    " count(*) filter (where created_at >= $2 and created_at < $3) as added,"
    " count(*) filter (where status = 'open' and due_at < $4) as overdue"
    " from reminders_todos where user_id = $1 and type = 'todo'"};
constexpr statement done_items_sql{
    "done_items",
    "select " SMS_ITEM_COLUMNS
    " from reminders_todos where user_id = $1 and status = 'done'"
    " and completed_at >= $2 and completed_at < $3 order by completed_at, id limit $4"};

constexpr statement added_items_sql{
    "added_items", "select " SMS_ITEM_COLUMNS
                   " from reminders_todos where user_id = $1 and type = $2"
                   " and created_at >= $3 and created_at < $4 order by id limit $5"};
constexpr statement added_assignments_sql{
    "added_assignments", "select " SMS_ASSIGNMENT_COLUMNS
                         " from assignments where user_id = $1"
                         " and created_at >= $2 and created_at < $3 order by id limit $4"};

constexpr statement open_assignments_sql{
    "open_assignments", "select " SMS_ASSIGNMENT_COLUMNS
                        " from assignments where user_id = $1 and status = 'open'"
                        " and ($2 = '' or strpos(replace(lower(class_name), ' ', ''), $2) > 0)"
                        " order by due_at nulls last, id limit $3"};
constexpr statement assignment_sql{"assignment",
                                   "select " SMS_ASSIGNMENT_COLUMNS
                                   " from assignments where user_id = $1 and id = $2"};
constexpr statement last_assignment_sql{
    "last_assignment", "select " SMS_ASSIGNMENT_COLUMNS
                       " from assignments where user_id = $1 order by id desc limit 1"};
constexpr statement count_assignments_sql{
    "count_assignments",
    "select count(*) filter (where status = 'open') as open,"
    " count(*) filter (where status = 'done' and completed_at >= $2 and completed_at < $3) as done,"
    " count(*) filter (where created_at >= $2 and created_at < $3) as added,"
    " count(*) filter (where status = 'open' and due_at < $4) as overdue"
    " from assignments where user_id = $1"};

template <class T>
std::optional<T> first(std::vector<T> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

std::vector<item_row> open_items(unit_of_work& u, const std::string& type, const std::string& list,
                                 std::int64_t limit) {
  return u.select<item_row>(open_items_sql, u.user(), type, list, limit);
}
std::vector<item_row> completable_items(unit_of_work& u, const std::string& type,
                                        std::int64_t limit) {
  return u.select<item_row>(completable_sql, u.user(), type, limit);
}
std::optional<item_row> item(unit_of_work& u, row_id id) {
  return first(u.select<item_row>(item_sql, u.user(), id));
}
std::optional<item_row> last_item(unit_of_work& u, const std::string& type) {
  return first(u.select<item_row>(last_item_sql, u.user(), type));
}
item_counts count_todos(unit_of_work& u, instant from, instant to, instant now) {
  return first(u.select<item_counts>(count_todos_sql, u.user(), from, to, now))
      .value_or(item_counts{});
}
std::vector<item_row> done_items(unit_of_work& u, instant from, instant to, std::int64_t limit) {
  return u.select<item_row>(done_items_sql, u.user(), from, to, limit);
}

std::vector<item_row> added_items(unit_of_work& u, const std::string& type, instant from,
                                  instant to, std::int64_t limit) {
  return u.select<item_row>(added_items_sql, u.user(), type, from, to, limit);
}
std::vector<assignment_row> added_assignments(unit_of_work& u, instant from, instant to,
                                              std::int64_t limit) {
  return u.select<assignment_row>(added_assignments_sql, u.user(), from, to, limit);
}

std::vector<assignment_row> open_assignments(unit_of_work& u, const std::string& class_key,
                                             std::int64_t limit) {
  return u.select<assignment_row>(open_assignments_sql, u.user(), class_key, limit);
}
std::optional<assignment_row> assignment(unit_of_work& u, row_id id) {
  return first(u.select<assignment_row>(assignment_sql, u.user(), id));
}
std::optional<assignment_row> last_assignment(unit_of_work& u) {
  return first(u.select<assignment_row>(last_assignment_sql, u.user()));
}
item_counts count_assignments(unit_of_work& u, instant from, instant to, instant now) {
  return first(u.select<item_counts>(count_assignments_sql, u.user(), from, to, now))
      .value_or(item_counts{});
}

}  // namespace storage::items
