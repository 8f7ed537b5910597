#pragma once
// Questions about figures: what is asked, the sums behind the answers, and the answer about one
// kind of log. stats_handler.cpp reads the question and compares; stats_logs.cpp answers about
// food, water, workouts and sleep. All run on a reader thread. A sum counts what earlier acts of
// the same text change; the database does not show it yet.

#include <array>
#include <string>
#include <string_view>

#include "actors/handlers/support.hpp"

namespace handlers {

namespace logs = storage::logs;

struct question {
  std::string domain, metric, agg, item;
  day_span span;
  instant from, to;
  bool today_only = false;
};

/// What the slots of a question ask for, with the stretch of days that is usual for it where none
/// was said.
question read_question(const nlp::slot_map& slots, const turn_context& t);

struct macro {
  std::string_view metric;
  replies::wording name;
  double logs::food_sums::*sum;
};
inline constexpr std::array macro_list = {
    macro{"calories", {"calories", "calorías"}, &logs::food_sums::calories},
    macro{"protein_g", {"protein", "proteína"}, &logs::food_sums::protein_g},
    macro{"carbs_g", {"carbs", "carbos"}, &logs::food_sums::carbs_g},
    macro{"fat_g", {"fat", "grasa"}, &logs::food_sums::fat_g},
    macro{"fiber_g", {"fiber", "fibra"}, &logs::food_sums::fiber_g},
};

logs::food_sums food_sums(storage::unit_of_work& u, const turn_context& t, const question& q);
logs::water_sums water_sums(storage::unit_of_work& u, const turn_context& t, const question& q);
logs::gym_sums gym_sums(storage::unit_of_work& u, const turn_context& t, const question& q);

/// `item`: the food or exercise as the person said it, or empty.
result<outcome> food_stats(storage::unit_of_work& u, const turn_context& t, const question& q,
                           std::string_view item);
result<outcome> water_stats(storage::unit_of_work& u, const turn_context& t, const question& q);
result<outcome> gym_stats(storage::unit_of_work& u, const turn_context& t, const question& q,
                          std::string_view item);
result<outcome> sleep_stats(storage::unit_of_work& u, const turn_context& t, const question& q);

// How the parts of an answer are said.
std::string gram(double g);
/// "Water this week".
std::string title(const question& q, std::string_view what);
inline std::string title(const question& q, replies::wording what, const turn_context& t) {
  return title(q, what.in(t.voice.speaks));
}
std::string entries(std::int64_t n, const turn_context& t);
/// "3 entries, 1 without calories".
std::string food_note(std::int64_t n, std::int64_t without_calories, const turn_context& t);
/// "Water today: 500 ml of 2000 ml. 1500 ml to go!"
std::string water_so_far(double ml, double goal, std::string_view note, const turn_context& t);
/// "4 entries on 3 days, 2h 10m, 12 km".
std::string gym_text(const logs::gym_sums& s, const turn_context& t);

}  // namespace handlers
