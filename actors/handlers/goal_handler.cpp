// What a person wants to reach, and how far they are.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/support.hpp"
#include "storage/repositories/goal_repository.hpp"

namespace handlers {
namespace {

using storage::goal_row;

struct kind_of_goal {
  std::string_view metric, name, unit;
  double least, most;
  bool weekly;  ///< counted by the week when nothing is said
};
constexpr std::array kinds = {
    kind_of_goal{"calories", "calories", "cal", 500, 10'000, false},
    kind_of_goal{"protein_g", "protein", "g", 1, 1'000, false},
    kind_of_goal{"carbs_g", "carbs", "g", 1, 1'000, false},
    kind_of_goal{"fat_g", "fat", "g", 1, 1'000, false},
    kind_of_goal{"sleep_min", "sleep", "h", 1, 24, false},
    kind_of_goal{"workouts", "workouts", "", 1, 100, true},
    kind_of_goal{"weight", "weight", "kg", 20, 500, false},
};

const kind_of_goal* kind_named(std::string_view said) {
  const auto w = said.starts_with("cal") || said == "kcal"                            ? "calories"
                 : said == "protein"                                                  ? "protein_g"
                 : said.starts_with("carb")                                           ? "carbs_g"
                 : said == "fat"                                                      ? "fat_g"
                 : said == "sleep"                                                    ? "sleep_min"
                 : said.starts_with("workout") || said == "gym" || said == "exercise" ? "workouts"
                 : said == "weight"                                                   ? "weight"
                                                                                      : "";
  const auto it = std::ranges::find(kinds, std::string_view(w), &kind_of_goal::metric);
  return it == kinds.end() ? nullptr : &*it;
}

const kind_of_goal& kind_of(const goal_row& g) {
  return *std::ranges::find(kinds, std::string_view(g.metric), &kind_of_goal::metric);
}

std::string amount(double v, const kind_of_goal& k, const goal_row& g) {
  if (k.metric == "sleep_min") return replies::duration(v);
  if (k.metric == "weight") return replies::weight(v, g.unit.value_or("kg"));
  return replies::number(v, k.metric == "workouts" ? 0 : 1) + (k.unit.empty() ? ""
                                                               : k.unit == "g"
                                                                   ? "g"
                                                                   : " " + std::string(k.unit));
}

std::string name_of(const goal_row& g) {
  const auto& k = kind_of(g);
  return fmt::format("{} {}{}", k.name, amount(g.target, k, g),
                     g.period == "once" ? "" : " a " + g.period);
}

/// What was reached of it so far.
std::optional<double> reached(storage::unit_of_work& u, const goal_row& g, const turn_context& t) {
  const auto now = t.now + std::chrono::seconds(1);
  const auto here = today(t);
  const auto monday = here - (std::chrono::weekday(std::chrono::sys_days(here.time_since_epoch())) -
                              std::chrono::Monday);
  const auto first = g.period == "week" ? monday : here;
  const auto from = day_start(t, first);
  if (g.metric == "workouts")
    return static_cast<double>(storage::logs::sum_gym(u, from, now, "", calendar_of(t)).entries);
  if (g.metric == "sleep_min") return storage::logs::sum_sleep(u, first, here).night_min;
  if (g.metric == "weight") {
    const auto last = storage::metrics::last(u, g.metric, 1);
    if (last.empty()) return std::nullopt;
    return last.front().value;
  }
  const auto sums = storage::logs::sum_food(u, from, now, "", calendar_of(t));
  return g.metric == "calories"    ? sums.calories
         : g.metric == "protein_g" ? sums.protein_g
         : g.metric == "carbs_g"   ? sums.carbs_g
                                   : sums.fat_g;
}

std::string progress(storage::unit_of_work& u, const goal_row& g, const turn_context& t) {
  const auto& k = kind_of(g);
  const auto so_far = reached(u, g, t);
  if (!so_far) return "nothing noted yet";
  if (g.period == "once")
    return fmt::format("now {}, {} to go", amount(*so_far, k, g),
                       amount(std::abs(g.target - *so_far), k, g));
  const auto left = g.target - *so_far;
  return left > 0.5 ? fmt::format("{} so far, {} to go", amount(*so_far, k, g), amount(left, k, g))
                    : fmt::format("{}, reached", amount(*so_far, k, g));
}

}  // namespace

bool is_goal(std::string_view said) {
  return kind_named(said) != nullptr;
}

handled set_goal(const turn_context& t, const std::string& what, double value,
                 const std::string& unit, const std::string& period) {
  const auto& k = *kind_named(what);
  goal_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.metric = k.metric;
  row.target = value;
  row.period = k.metric == "weight"                                         ? "once"
               : period.starts_with("week") || (period.empty() && k.weekly) ? "week"
                                                                            : "day";
  if (k.metric == "weight") {
    row.unit =
        unit.starts_with("lb") || unit.starts_with("pound") || (unit.empty() && t.voice.imperial)
            ? "lb"
            : "kg";
    row.target = replies::kilograms(value, *row.unit);
  }
  if (!within(row.target, {k.least, k.most}))
    return say(fmt::format("A goal of {} {} is outside {} to {} {}. Which did you mean?",
                           replies::number(value), k.name, replies::number(k.least),
                           replies::number(k.most), k.unit));
  if (k.metric == "sleep_min") row.target *= 60;
  row.created_at = t.now;
  row.message_id = t.message_id;
  return deferred([row, &t](storage::unit_of_work& u) -> result<outcome> {
    outcome o;
    o.action = "goal_set";
    for (const auto& g : storage::goals::active(u))
      if (g.metric == row.metric) {
        auto after = g;
        after.status = "dropped";
        o.changes.push_back(storage::updated(g, after));
      }
    o.changes.push_back(storage::inserted(row));
    o.reply = fmt::format("Goal: {}. {}.", name_of(row), replies::sentence(progress(u, row, t)));
    return o;
  });
}

handled show_goals(const turn_context& t) {
  return deferred([&t](storage::unit_of_work& u) -> result<outcome> {
    std::vector<std::string> lines;
    for (const auto& g : storage::goals::active(u))
      lines.push_back(replies::sentence(name_of(g)) + ": " + progress(u, g, t));
    lines.push_back(fmt::format("Water {} a day: {}",
                                replies::volume(t.state.today.water_goal_ml, t.voice),
                                replies::volume(t.state.today.water_ml, t.voice) + " so far"));
    auto text = fmt::format("{}", fmt::join(lines, "\n"));
    if (lines.size() == 1) text += "\nSet one: \"protein goal 120g\", \"goal 4 workouts a week\".";
    return say(text);
  });
}

handled drop_goal(const turn_context&, const std::string& what) {
  const auto* k = kind_named(what);
  return deferred([k](storage::unit_of_work& u) -> result<outcome> {
    outcome o;
    o.action = "goal_drop";
    for (const auto& g : storage::goals::active(u))
      if (k && g.metric == k->metric) {
        auto after = g;
        after.status = "dropped";
        o.changes.push_back(storage::updated(g, after));
        o.reply = "Goal gone: " + name_of(g) + ". Text undo to bring it back.";
      }
    if (o.changes.empty()) return say("You have no such goal. See them: \"my goals\".");
    return o;
  });
}

}  // namespace handlers
