#include <array>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"

namespace handlers {
namespace {

using nlp::slot;
using namespace std::chrono;

/// When a meal of another day was, if only the day was said.
seconds usual_hour(const std::optional<std::string>& meal) {
  if (meal == "breakfast") return hours(8);
  if (meal == "dinner") return hours(19);
  if (meal == "snack") return hours(15);
  return hours(12);
}

struct limit {
  slot which;
  range allowed;
  std::string_view unit;
  replies::wording name;
};
constexpr std::array food_limits = {
    limit{slot::calories, calories_range, " cal", {"calories", "calorías"}},
    limit{slot::protein_g, macro_range, "g", {"protein", "de proteína"}},
    limit{slot::carbs_g, macro_range, "g", {"carbs", "de carbos"}},
    limit{slot::fat_g, macro_range, "g", {"fat", "de grasa"}},
    limit{slot::fiber_g, macro_range, "g", {"fiber", "de fibra"}},
    limit{slot::quantity, quantity_range, "", {"a quantity", "una cantidad"}},
};

}  // namespace

std::optional<bad_figure> check_food(const nlp::slot_map& slots, const replies::voice& v) {
  for (const auto& l : food_limits) {
    const auto n = slots.number(l.which);
    if (!n || (within(*n, l.allowed) && !(l.which == slot::quantity && *n <= 0))) continue;
    bad_figure bad{l.which,
                   replies::number(*n) + std::string(l.unit),
                   replies::up_to(replies::number(l.allowed.most) + std::string(l.unit), v),
                   {},
                   0};
    if (l.unit == "g") bad.said += " " + std::string(l.name.in(v.speaks));
    bad.likely_value = *n > 0 ? likely_value(*n, l.allowed.most) : 0;
    if (bad.likely_value > 0) bad.likely = replies::number(bad.likely_value) + std::string(l.unit);
    return bad;
  }
  return std::nullopt;
}

outcome refuse(const turn_context& t, const nlp::act& act, const bad_figure& bad) {
  if (bad.likely_value <= 0) return say(replies::out_of_range(bad.said, bad.limit, {}, t.voice));
  auto meant = act;
  meant.slots.set(bad.which, bad.likely_value);
  return ask_to_confirm(t, std::move(meant),
                        replies::out_of_range(bad.said, bad.limit, bad.likely, t.voice));
}

void estimate_into(storage::food_log_row& row, const food_estimator& estimate) {
  const auto figures =
      estimate(row.food_name, row.quantity, row.unit.value_or(""), row.restaurant.value_or(""));
  if (!figures || !figures->kcal || !within(*figures->kcal, calories_range)) return;
  const auto macro = [](std::optional<double> v) {
    return v && within(*v, macro_range) ? v : std::nullopt;
  };
  row.grams = figures->grams;
  row.calories = figures->kcal;
  row.protein_g = macro(figures->protein_g);
  row.carbs_g = macro(figures->carbs_g);
  row.fat_g = macro(figures->fat_g);
  row.fiber_g = macro(figures->fiber_g);
  row.estimated = true;
}

handled log_food(const nlp::act& act, const turn_context& t, const food_estimator& estimate) {
  const auto food = act.slots.text(slot::food);
  if (!food || tidy(*food).empty())
    return ask(t, act, slot::food, replies::wording{"What did you eat?", "¿Qué comiste?"});
  if (const auto bad = check_food(act.slots, t.voice)) return refuse(t, act, *bad);
  const auto meal = act.slots.text(slot::meal);
  const auto when = when_logged(act, t, usual_hour(meal));
  if (!when.refusal.empty()) return say(when.refusal);

  storage::food_log_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.at = when.at;
  row.food_name = tidy(*food, name_limit);
  row.quantity = act.slots.number(slot::quantity).value_or(1);
  if (const auto unit = act.slots.text(slot::unit)) row.unit = tidy(*unit, unit_limit);
  row.meal = meal;
  if (const auto place = act.slots.text(slot::restaurant))
    row.restaurant = tidy(*place, name_limit);
  row.calories = act.slots.number(slot::calories);
  row.protein_g = act.slots.number(slot::protein_g);
  row.carbs_g = act.slots.number(slot::carbs_g);
  row.fat_g = act.slots.number(slot::fat_g);
  row.fiber_g = act.slots.number(slot::fiber_g);
  row.source = from_message;
  row.message_id = t.message_id;
  const bool said = row.calories || row.protein_g || row.carbs_g || row.fat_g || row.fiber_g;
  if (!said) estimate_into(row, estimate);

  outcome o;
  o.action = "food_log";
  o.logged.push_back(replies::phrase(row, t.voice) +
                     replies::when_not_today(row.at, when.day, today(t), t.voice));
  if (!row.calories && !said) o.reply = replies::calories_unknown(row, t.voice);
  o.changes.push_back(storage::inserted(row));
  if (when.day == today(t)) {
    const auto totals = totals_after(t, o.changes);
    o.total_key = "food";
    if (totals.calories > 0 || row.calories) o.total = replies::food_total(totals, t.voice);
  }
  return o;
}

}  // namespace handlers
