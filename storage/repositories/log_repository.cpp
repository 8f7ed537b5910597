#include "storage/repositories/log_repository.hpp"

#include "storage/repositories/columns.hpp"

namespace storage::logs {
namespace {

// $5 is the zone, $6 the minute at which the person's day begins: days are counted as they live
// them.
#define SMS_LOCAL_DAY(n, m) \
  "count(distinct ((at at time zone $" #n ") - make_interval(mins => $" #m "::int))::date)"

constexpr statement food_sums_sql{
    "food_sums",
    "select coalesce(sum(calories), 0)::float8 as calories,"
    " coalesce(sum(protein_g), 0)::float8 as protein_g,"
    " coalesce(sum(carbs_g), 0)::float8 as carbs_g, coalesce(sum(fat_g), 0)::float8 as fat_g,"
    " coalesce(sum(fiber_g), 0)::float8 as fiber_g, count(*) as entries,"
    " count(*) filter (where calories is null) as without_calories,"
    " count(*) filter (where estimated) as estimated," SMS_LOCAL_DAY(5, 6) " as days"
    " from food_logs where user_id = $1 and at >= $2 and at < $3"
    " and ($4 = '' or strpos(lower(food_name), $4) > 0 or strpos(lower(restaurant), $4) > 0)"};

constexpr statement water_sums_sql{
    "water_sums",
    "select coalesce(sum(amount_ml), 0)::float8 as amount_ml, count(*) as entries,"
    SMS_LOCAL_DAY(4, 5) " as days"
    " from water_logs where user_id = $1 and at >= $2 and at < $3"};

constexpr statement gym_sums_sql{
    "gym_sums",
    "select count(*) as entries," SMS_LOCAL_DAY(5, 6) " as days,"
    " coalesce(sum(duration_min), 0)::float8 as duration_min,"
    " coalesce(sum(distance_m), 0)::float8 as distance_m,"
    " coalesce(sum(calories), 0)::float8 as calories,"
    " coalesce(sum(reps * coalesce(sets, 1)), 0)::bigint as repetitions"
    " from gym_logs where user_id = $1 and at >= $2 and at < $3"
    " and ($4 = '' or strpos(lower(exercise), $4) > 0)"};

constexpr statement sleep_sums_sql{
    "sleep_sums",
    "with by_day as (select date, sum(duration_min) filter (where not nap) as night,"
    " sum(duration_min) filter (where nap) as nap_sum, count(*) filter (where nap) as nap_count"
    " from sleep_logs where user_id = $1 and date >= $2 and date <= $3 group by date)"
    " select count(night) as nights, coalesce(sum(nap_count), 0)::bigint as naps,"
    " coalesce(sum(night), 0)::float8 as night_min, coalesce(sum(nap_sum), 0)::float8 as nap_min,"
    " coalesce(max(night), 0)::float8 as longest_min,"
    " coalesce(min(night), 0)::float8 as shortest_min from by_day"};

constexpr statement list_food_sql{
    "list_food",
    "select " SMS_FOOD_COLUMNS
    " from food_logs where user_id = $1 and at >= $2 and at < $3"
    " and ($4 = '' or strpos(lower(food_name), $4) > 0 or strpos(lower(restaurant), $4) > 0)"
    " order by at, id limit $5"};
constexpr statement list_gym_sql{
    "list_gym", "select " SMS_GYM_COLUMNS
                " from gym_logs where user_id = $1 and at >= $2 and at < $3"
                " and ($4 = '' or strpos(lower(exercise), $4) > 0) order by at, id limit $5"};
constexpr statement list_water_sql{
    "list_water",
    "select " SMS_WATER_COLUMNS
    " from water_logs where user_id = $1 and at >= $2 and at < $3 order by at, id limit $4"};
constexpr statement list_sleep_sql{
    "list_sleep",
    "select " SMS_SLEEP_COLUMNS
    " from sleep_logs where user_id = $1 and date >= $2 and date <= $3 order by date, id"};

constexpr statement last_food_sql{
    "last_food",
    "select " SMS_FOOD_COLUMNS
    " from food_logs where user_id = $1"
    " and ($2 = '' or strpos(lower(food_name), $2) > 0 or strpos(lower(restaurant), $2) > 0)"
    " order by at desc, id desc limit $3"};
constexpr statement last_gym_sql{
    "last_gym", "select " SMS_GYM_COLUMNS
                " from gym_logs where user_id = $1 and ($2 = '' or strpos(lower(exercise), $2) > 0)"
                " order by at desc, id desc limit $3"};
constexpr statement last_water_sql{
    "last_water", "select " SMS_WATER_COLUMNS
                  " from water_logs where user_id = $1 order by at desc, id desc limit $2"};
constexpr statement last_sleep_sql{
    "last_sleep", "select " SMS_SLEEP_COLUMNS
                  " from sleep_logs where user_id = $1 order by date desc, id desc limit $2"};

constexpr statement heaviest_sql{
    "heaviest", "select " SMS_GYM_COLUMNS
                " from gym_logs where user_id = $1 and at >= $2 and at < $3"
                " and ($4 = '' or strpos(lower(exercise), $4) > 0) and weight_kg is not null"
                " order by weight_kg desc, reps desc nulls last, at limit 1"};

// Days of a vacation without entries neither break the row nor count.
constexpr statement days_in_a_row_sql{
    "days_in_a_row",
    "with entries as (select at from food_logs where user_id = $1 and at >= $2 and at < $3"
    " union all select at from water_logs where user_id = $1 and at >= $2 and at < $3"
    " union all select at from gym_logs where user_id = $1 and at >= $2 and at < $3),"
    " away as (select generate_series(date_trunc('day', began_at at time zone $4),"
    "   (ends_at - interval '1 second') at time zone $4, interval '1 day')::date as day from "
    "vacations"
    "   where user_id = $1 and ends_at >= $2 and began_at < $3),"
    " days as (select day, bool_or(logged) as logged from ("
    "   select ((at at time zone $4) - make_interval(mins => $5::int))::date as day, true as logged"
    "   from entries union all select day, false from away) as both_kinds group by day),"
    " numbered as (select day, logged, row_number() over (order by day desc) as n from days"
    " where day <= $6)"
    " select count(*) filter (where logged) as entries from numbered"
    " where day = $6::date - (n - 1)::int"};

constexpr statement usual_foods_sql{
    "usual_foods",
    "select * from (select distinct on (lower(food_name)) food_name,"
    " count(*) over (partition by lower(food_name)) as times, calories, protein_g, estimated"
    " from food_logs where user_id = $1 and at >= $2 and at < $3"
    " order by lower(food_name), at desc) latest order by times desc, food_name limit $4"};

constexpr statement neglected_sql{
    "neglected_exercises",
    "select lower(exercise) as exercise, count(*) as times, max(at) as last_at"
    " from gym_logs where user_id = $1 and at >= $2 and at < $3"
    " group by lower(exercise) order by last_at limit $4"};

constexpr statement water_goal_sql{
    "water_goal", "select " SMS_GOAL_COLUMNS " from water_goals where user_id = $1 and date = $2"};

struct entry_count {
  std::int64_t entries = 0;
};
BOOST_DESCRIBE_STRUCT(entry_count, (), (entries))
constexpr statement workouts_sql{
    "entry_count",
    "select count(*) as entries from gym_logs where user_id = $1 and at >= $2 and at < $3"};

template <class T>
T only(std::vector<T> rows) {
  return rows.empty() ? T{} : std::move(rows.front());
}
template <class T>
std::optional<T> first(std::vector<T> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

food_sums sum_food(unit_of_work& u, instant from, instant to, const std::string& item,
                   const calendar& c) {
  return only(
      u.select<food_sums>(food_sums_sql, u.user(), from, to, item, c.timezone, c.day_start_minute));
}
water_sums sum_water(unit_of_work& u, instant from, instant to, const calendar& c) {
  return only(
      u.select<water_sums>(water_sums_sql, u.user(), from, to, c.timezone, c.day_start_minute));
}
gym_sums sum_gym(unit_of_work& u, instant from, instant to, const std::string& item,
                 const calendar& c) {
  return only(
      u.select<gym_sums>(gym_sums_sql, u.user(), from, to, item, c.timezone, c.day_start_minute));
}
sleep_sums sum_sleep(unit_of_work& u, local_days from, local_days to) {
  return only(u.select<sleep_sums>(sleep_sums_sql, u.user(), from, to));
}

std::vector<food_log_row> list_food(unit_of_work& u, instant from, instant to,
                                    const std::string& item, std::int64_t limit) {
  return u.select<food_log_row>(list_food_sql, u.user(), from, to, item, limit);
}
std::vector<gym_log_row> list_gym(unit_of_work& u, instant from, instant to,
                                  const std::string& item, std::int64_t limit) {
  return u.select<gym_log_row>(list_gym_sql, u.user(), from, to, item, limit);
}
std::vector<water_log_row> list_water(unit_of_work& u, instant from, instant to,
                                      std::int64_t limit) {
  return u.select<water_log_row>(list_water_sql, u.user(), from, to, limit);
}
std::vector<sleep_log_row> list_sleep(unit_of_work& u, local_days from, local_days to) {
  return u.select<sleep_log_row>(list_sleep_sql, u.user(), from, to);
}

std::vector<food_log_row> last_food(unit_of_work& u, const std::string& item, std::int64_t limit) {
  return u.select<food_log_row>(last_food_sql, u.user(), item, limit);
}
std::vector<gym_log_row> last_gym(unit_of_work& u, const std::string& item, std::int64_t limit) {
  return u.select<gym_log_row>(last_gym_sql, u.user(), item, limit);
}
std::vector<water_log_row> last_water(unit_of_work& u, std::int64_t limit) {
  return u.select<water_log_row>(last_water_sql, u.user(), limit);
}
std::vector<sleep_log_row> last_sleep(unit_of_work& u, std::int64_t limit) {
  return u.select<sleep_log_row>(last_sleep_sql, u.user(), limit);
}
std::optional<gym_log_row> heaviest(unit_of_work& u, instant from, instant to,
                                    const std::string& item) {
  return first(u.select<gym_log_row>(heaviest_sql, u.user(), from, to, item));
}

std::int64_t days_in_a_row(unit_of_work& u, local_days last, std::int64_t most, const calendar& c) {
  // Wide enough for any zone; the days themselves are counted as the person lives them.
  const instant middle = std::chrono::sys_days(last.time_since_epoch());
  return only(u.select<entry_count>(
                  days_in_a_row_sql, u.user(), middle - std::chrono::days(most + 2),
                  middle + std::chrono::days(3), c.timezone, c.day_start_minute, last))
      .entries;
}

std::vector<food_habit> usual_foods(unit_of_work& u, instant from, instant to, std::int64_t limit) {
  return u.select<food_habit>(usual_foods_sql, u.user(), from, to, limit);
}
std::vector<exercise_habit> neglected_exercises(unit_of_work& u, instant from, instant to,
                                                std::int64_t limit) {
  return u.select<exercise_habit>(neglected_sql, u.user(), from, to, limit);
}

std::optional<water_goal_row> water_goal(unit_of_work& u, local_days date) {
  return first(u.select<water_goal_row>(water_goal_sql, u.user(), date));
}

day_totals read_day(unit_of_work& u, local_days day, instant from, instant to,
                    double default_goal_ml) {
  day_totals t;
  t.day = day;
  const calendar any{};  // only sums are used, not the count of days
  const auto food = sum_food(u, from, to, {}, any);
  t.calories = food.calories;
  t.protein_g = food.protein_g;
  t.carbs_g = food.carbs_g;
  t.fat_g = food.fat_g;
  t.foods = food.entries;
  t.foods_without_calories = food.without_calories;
  t.water_ml = sum_water(u, from, to, any).amount_ml;
  t.workouts = only(u.select<entry_count>(workouts_sql, u.user(), from, to)).entries;
  const auto goal = water_goal(u, day);
  t.water_goal_ml = goal ? goal->goal_ml : default_goal_ml;
  return t;
}

}  // namespace storage::logs
