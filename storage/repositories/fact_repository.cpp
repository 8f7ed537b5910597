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
constexpr statement knowledge_sql{
    "knowledge", "select " SMS_KNOWLEDGE_COLUMNS
                 " from user_knowledge where user_id = $1 order by id desc limit $2"};
constexpr statement knowledge_by_term_sql{
    "knowledge_by_term", "select " SMS_KNOWLEDGE_COLUMNS
                         " from user_knowledge where user_id = $1 and lower(pattern_term) = $2"
                         " order by id desc"};

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

std::vector<knowledge_row> knowledge::all(unit_of_work& u) {
  return u.select<knowledge_row>(knowledge_sql, u.user(), fact_limit);
}
std::vector<knowledge_row> knowledge::by_term(unit_of_work& u, const std::string& lower_term) {
  return u.select<knowledge_row>(knowledge_by_term_sql, u.user(), lower_term);
}

}  // namespace storage
