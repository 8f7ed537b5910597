#include "storage/repositories/fact_repository.hpp"

#include "storage/repositories/columns.hpp"

namespace storage {
namespace {

constexpr std::int64_t fact_limit = 5'000;

constexpr statement current_facts_sql{"current_facts",
                                      "select " SMS_FACT_COLUMNS
                                      " from facts where user_id = $1 and superseded_at is null"
                                      " order by id desc limit $2"};
constexpr statement fact_sql{
    "fact", "select " SMS_FACT_COLUMNS " from facts where user_id = $1 and id = $2"};
constexpr statement added_facts_sql{"added_facts",
                                    "select " SMS_FACT_COLUMNS
                                    " from facts where user_id = $1 and created_at >= $2"
                                    " and created_at < $3 order by id limit $4"};
constexpr statement history_sql{"knowledge_history",
                                "select " SMS_KNOWLEDGE_HISTORY_COLUMNS
                                " from user_knowledge_history where user_id = $1"
                                " order by id desc limit $2"};

}  // namespace

std::vector<fact_row> facts::current(unit_of_work& u) {
  return u.select<fact_row>(current_facts_sql, u.user(), fact_limit);
}
std::vector<fact_row> facts::added(unit_of_work& u, instant from, instant to, std::int64_t limit) {
  return u.select<fact_row>(added_facts_sql, u.user(), from, to, limit);
}
std::optional<fact_row> facts::by_id(unit_of_work& u, row_id id) {
  auto rows = u.select<fact_row>(fact_sql, u.user(), id);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::vector<knowledge_history_row> knowledge::history(unit_of_work& u, std::int64_t limit) {
  return u.select<knowledge_history_row>(history_sql, u.user(), limit);
}

}  // namespace storage
