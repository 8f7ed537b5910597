#include "storage/repositories/goal_repository.hpp"

#include "storage/repositories/columns.hpp"

namespace storage {
namespace {

constexpr std::int64_t most_rows = 5'000;

constexpr statement active_goals_sql{
    "active_goals", "select " SMS_GOALS_COLUMNS
                    " from goals where user_id = $1 and status = 'active' order by id limit $2"};
constexpr statement last_metrics_sql{"last_metrics",
                                     "select " SMS_METRIC_COLUMNS
                                     " from health_metrics where user_id = $1 and metric = $2"
                                     " order by at desc, id desc limit $3"};
constexpr statement texted_metrics_sql{"texted_metrics",
                                       "select " SMS_METRIC_COLUMNS
                                       " from health_metrics where user_id = $1 and source = "
                                       "'message' order by id desc limit $2"};
constexpr statement metrics_between_sql{"metrics_between",
                                        "select " SMS_METRIC_COLUMNS
                                        " from health_metrics where user_id = $1 and metric = $2"
                                        " and at >= $3 and at < $4 order by at, id limit $5"};

}  // namespace

std::vector<goal_row> goals::active(unit_of_work& u) {
  return u.select<goal_row>(active_goals_sql, u.user(), most_rows);
}

std::vector<metric_row> metrics::last(unit_of_work& u, const std::string& metric,
                                      std::int64_t limit) {
  return u.select<metric_row>(last_metrics_sql, u.user(), metric, limit);
}
std::vector<metric_row> metrics::texted(unit_of_work& u, std::int64_t limit) {
  return u.select<metric_row>(texted_metrics_sql, u.user(), limit);
}
std::vector<metric_row> metrics::between(unit_of_work& u, const std::string& metric, instant from,
                                         instant to) {
  return u.select<metric_row>(metrics_between_sql, u.user(), metric, from, to, most_rows);
}

}  // namespace storage
