#include "storage/repositories/action_repository.hpp"

#include "storage/repositories/columns.hpp"
#include "storage/repositories/fact_repository.hpp"
#include "storage/repositories/item_repository.hpp"
#include "storage/repositories/log_repository.hpp"
#include "storage/repositories/notice_repository.hpp"

namespace storage::actions {
namespace {

constexpr statement recent_done_sql{
    "recent_done_actions",
    "select " SMS_ACTION_COLUMNS
    " from action_log where user_id = $1 and state = 'done' order by id desc limit $2"};
constexpr statement next_undone_sql{
    "next_undone_action",
    "select " SMS_ACTION_COLUMNS
    " from action_log where user_id = $1 and state = 'undone' and id > $2 order by id limit 1"};
constexpr statement stale_undone_sql{
    "stale_undone_actions",
    "select " SMS_ACTION_COLUMNS
    " from action_log where user_id = $1 and state = 'undone' and id < $2 order by id"};
constexpr statement message_by_key_sql{"message_by_key",
                                       "select " SMS_MESSAGE_COLUMNS
                                       " from message_log where user_id = $1 and dedupe_key = $2"};

constexpr statement recent_texts_sql{"recent_texts",
                                     "select " SMS_MESSAGE_COLUMNS
                                     " from message_log where user_id = $1 and channel <> 'system'"
                                     " order by received_at desc, id desc limit $2"};
constexpr statement message_by_id_sql{"message_by_id",
                                      "select " SMS_MESSAGE_COLUMNS
                                      " from message_log where user_id = $1 and id = $2"};

constexpr statement food_sql{
    "food_by_id", "select " SMS_FOOD_COLUMNS " from food_logs where user_id = $1 and id = $2"};
constexpr statement water_sql{
    "water_by_id", "select " SMS_WATER_COLUMNS " from water_logs where user_id = $1 and id = $2"};
constexpr statement gym_sql{
    "gym_by_id", "select " SMS_GYM_COLUMNS " from gym_logs where user_id = $1 and id = $2"};
constexpr statement sleep_sql{
    "sleep_by_id", "select " SMS_SLEEP_COLUMNS " from sleep_logs where user_id = $1 and id = $2"};
constexpr statement knowledge_sql{"knowledge_by_id",
                                  "select " SMS_KNOWLEDGE_COLUMNS
                                  " from user_knowledge where user_id = $1 and id = $2"};
constexpr statement knowledge_history_sql{"knowledge_history_by_id",
                                          "select " SMS_KNOWLEDGE_HISTORY_COLUMNS
                                          " from user_knowledge_history where user_id = $1"
                                          " and id = $2"};
constexpr statement goal_sql{
    "goal_by_id", "select " SMS_GOALS_COLUMNS " from goals where user_id = $1 and id = $2"};
constexpr statement metric_sql{"metric_by_id",
                               "select " SMS_METRIC_COLUMNS
                               " from health_metrics where user_id = $1 and id = $2"};
constexpr statement by_message_sql{"action_by_message",
                                   "select " SMS_ACTION_COLUMNS
                                   " from action_log where user_id = $1 and message_id = $2"
                                   " order by id limit 1"};
constexpr statement person_sql{"person", "select " SMS_PERSON_COLUMNS " from users where id = $1"};
constexpr statement preferences_sql{
    "preferences", "select " SMS_PREFERENCES_COLUMNS " from user_preferences where user_id = $1"};

template <class T>
std::optional<T> first(std::vector<T> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}
template <class T>
std::optional<any_row> any(std::optional<T> row) {
  if (!row) return std::nullopt;
  return any_row(std::move(*row));
}

}  // namespace

std::optional<action_row> last_done(unit_of_work& u) {
  return first(recent_done(u, 1));
}
std::vector<action_row> recent_done(unit_of_work& u, std::int64_t limit) {
  return u.select<action_row>(recent_done_sql, u.user(), limit);
}
std::optional<action_row> by_message(unit_of_work& u, row_id message) {
  return first(u.select<action_row>(by_message_sql, u.user(), message));
}
std::optional<action_row> next_undone(unit_of_work& u, row_id after) {
  return first(u.select<action_row>(next_undone_sql, u.user(), after));
}
std::vector<action_row> stale_undone(unit_of_work& u, row_id before) {
  return u.select<action_row>(stale_undone_sql, u.user(), before);
}

std::optional<any_row> stored(unit_of_work& u, const any_row& like) {
  return std::visit(
      [&](const auto& r) -> std::optional<any_row> {
        using Row = std::decay_t<decltype(r)>;
        if constexpr (std::is_same_v<Row, food_log_row>)
          return any(first(u.select<Row>(food_sql, u.user(), r.id)));
        else if constexpr (std::is_same_v<Row, water_log_row>)
          return any(first(u.select<Row>(water_sql, u.user(), r.id)));
        else if constexpr (std::is_same_v<Row, gym_log_row>)
          return any(first(u.select<Row>(gym_sql, u.user(), r.id)));
        else if constexpr (std::is_same_v<Row, sleep_log_row>)
          return any(first(u.select<Row>(sleep_sql, u.user(), r.id)));
        else if constexpr (std::is_same_v<Row, item_row>)
          return any(items::item(u, r.id));
        else if constexpr (std::is_same_v<Row, assignment_row>)
          return any(items::assignment(u, r.id));
        else if constexpr (std::is_same_v<Row, fact_row>)
          return any(facts::by_id(u, r.id));
        else if constexpr (std::is_same_v<Row, knowledge_row>)
          return any(first(u.select<Row>(knowledge_sql, u.user(), r.id)));
        else if constexpr (std::is_same_v<Row, knowledge_history_row>)
          return any(first(u.select<Row>(knowledge_history_sql, u.user(), r.id)));
        else if constexpr (std::is_same_v<Row, goal_row>)
          return any(first(u.select<Row>(goal_sql, u.user(), r.id)));
        else if constexpr (std::is_same_v<Row, metric_row>)
          return any(first(u.select<Row>(metric_sql, u.user(), r.id)));
        else if constexpr (std::is_same_v<Row, preferences_row>)
          return any(first(u.select<Row>(preferences_sql, u.user())));
        else if constexpr (std::is_same_v<Row, person_row>)
          return any(first(u.select<Row>(person_sql, u.user())));
        else if constexpr (std::is_same_v<Row, water_goal_row>)
          return any(logs::water_goal(u, r.date));
        else if constexpr (std::is_same_v<Row, routine_row>)
          return any(notices::routine(u, r.kind));
        else
          return std::nullopt;
      },
      like);
}

std::optional<message_row> message_by_key(unit_of_work& u, const std::string& dedupe_key) {
  return first(u.select<message_row>(message_by_key_sql, u.user(), dedupe_key));
}

std::vector<message_row> recent_texts(unit_of_work& u, std::int64_t limit) {
  return u.select<message_row>(recent_texts_sql, u.user(), limit);
}
std::optional<message_row> message_by_id(unit_of_work& u, row_id id) {
  return first(u.select<message_row>(message_by_id_sql, u.user(), id));
}

}  // namespace storage::actions
