#pragma once
// What a person logged: food, water, workouts and sleep, as rows and as sums. Callers: answering
// handlers, on a reader thread. All ranges are half open [from, to) and use the index on
// (user_id, at).

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "storage/unit_of_work.hpp"
#include "storage/user_snapshot.hpp"

namespace storage::logs {

struct food_sums {
  double calories = 0, protein_g = 0, carbs_g = 0, fat_g = 0, fiber_g = 0;
  std::int64_t entries = 0, without_calories = 0, estimated = 0, days = 0;
};
BOOST_DESCRIBE_STRUCT(food_sums, (),
                      (calories, protein_g, carbs_g, fat_g, fiber_g, entries, without_calories,
                       estimated, days))

struct water_sums {
  double amount_ml = 0;
  std::int64_t entries = 0, days = 0;
};
BOOST_DESCRIBE_STRUCT(water_sums, (), (amount_ml, entries, days))

struct gym_sums {
  std::int64_t entries = 0, days = 0;
  double duration_min = 0, distance_m = 0, calories = 0;
  std::int64_t repetitions = 0;
};
BOOST_DESCRIBE_STRUCT(gym_sums, (),
                      (entries, days, duration_min, distance_m, calories, repetitions))

struct sleep_sums {
  std::int64_t nights = 0, naps = 0;
  double night_min = 0, nap_min = 0;
  double longest_min = 0, shortest_min = 0;
};
BOOST_DESCRIBE_STRUCT(sleep_sums, (), (nights, naps, night_min, nap_min, longest_min, shortest_min))

/// What days are counted by: the person's zone and where their day begins.
struct calendar {
  std::string timezone = "UTC";
  std::int64_t day_start_minute = 0;
};

/// `item` narrows to names that contain it; empty for all.
food_sums sum_food(unit_of_work& u, instant from, instant to, const std::string& item,
                   const calendar& c);
water_sums sum_water(unit_of_work& u, instant from, instant to, const calendar& c);
gym_sums sum_gym(unit_of_work& u, instant from, instant to, const std::string& item,
                 const calendar& c);
/// Sleep counts on the day of waking up; both days included. A night told in two parts is one.
sleep_sums sum_sleep(unit_of_work& u, local_days first, local_days last);

/// Oldest first.
std::vector<food_log_row> list_food(unit_of_work& u, instant from, instant to,
                                    const std::string& item, std::int64_t limit);
std::vector<gym_log_row> list_gym(unit_of_work& u, instant from, instant to,
                                  const std::string& item, std::int64_t limit);
std::vector<water_log_row> list_water(unit_of_work& u, instant from, instant to,
                                      std::int64_t limit);
std::vector<sleep_log_row> list_sleep(unit_of_work& u, local_days first, local_days last);

/// Newest first.
std::vector<food_log_row> last_food(unit_of_work& u, const std::string& item, std::int64_t limit);
std::vector<gym_log_row> last_gym(unit_of_work& u, const std::string& item, std::int64_t limit);
std::vector<water_log_row> last_water(unit_of_work& u, std::int64_t limit);
std::vector<sleep_log_row> last_sleep(unit_of_work& u, std::int64_t limit);
/// The heaviest set of an exercise in the range.
std::optional<gym_log_row> heaviest(unit_of_work& u, instant from, instant to,
                                    const std::string& item);

/// Foods by how often they were eaten, each with the figures of its latest entry.
struct food_habit {
  std::string food_name;
  std::int64_t times = 0;
  std::optional<double> calories, protein_g;
  bool estimated = false;
};
BOOST_DESCRIBE_STRUCT(food_habit, (), (food_name, times, calories, protein_g, estimated))
std::vector<food_habit> usual_foods(unit_of_work& u, instant from, instant to, std::int64_t limit);

/// Exercises, the one not done for the longest first.
struct exercise_habit {
  std::string exercise;
  std::int64_t times = 0;
  instant last_at;
};
BOOST_DESCRIBE_STRUCT(exercise_habit, (), (exercise, times, last_at))
std::vector<exercise_habit> neglected_exercises(unit_of_work& u, instant from, instant to,
                                                std::int64_t limit);

/// So many days up to `last`, without a gap, have something eaten, drunk or trained. At most
/// `most`.
std::int64_t days_in_a_row(unit_of_work& u, local_days last, std::int64_t most,
                           const calendar& days);

std::optional<water_goal_row> water_goal(unit_of_work& u, local_days date);
/// All that an actor keeps of a day, in one read.
day_totals read_day(unit_of_work& u, local_days day, instant from, instant to,
                    double default_goal_ml);

}  // namespace storage::logs
