#include "actors/handlers/corrections.hpp"

// "make it 3", "change lunch to 500 cal", "move the dentist to 11": what kind of thing is meant.

namespace handlers {
namespace {

using nlp::slot;

/// What the last act recorded, when the text does not say.
std::string last_target(storage::unit_of_work& u, const turn_context& t) {
  std::string target;
  const auto look = [&](const std::vector<storage::row_change>& changes) {
    for (const auto& c : changes) {
      if (!c.after) continue;
      if (std::holds_alternative<storage::food_log_row>(*c.after)) target = "food";
      if (std::holds_alternative<storage::water_log_row>(*c.after)) target = "water";
      if (std::holds_alternative<storage::gym_log_row>(*c.after)) target = "gym";
      if (std::holds_alternative<storage::sleep_log_row>(*c.after)) target = "sleep";
      if (const auto* i = std::get_if<storage::item_row>(&*c.after)) target = i->type;
      if (std::holds_alternative<storage::assignment_row>(*c.after)) target = "assignment";
      if (std::holds_alternative<storage::fact_row>(*c.after)) target = "fact";
    }
  };
  if (const auto last = storage::actions::last_done(u))
    if (auto changes = storage::changes_from_json(last->changes.plain)) look(*changes);
  look(t.earlier);
  return target;
}

}  // namespace

handled correct(const nlp::act& act, const turn_context& t, const food_estimator& estimate) {
  if (act.slots.text(slot::target) == "goal" || act.slots.has(slot::goal_ml)) {
    auto goal = act;
    if (!goal.slots.has(slot::goal_ml))
      if (const auto ml = act.slots.number(slot::amount_ml)) goal.slots.set(slot::goal_ml, *ml);
    goal.kind = nlp::intent::water_goal_set;
    // The copy must live as long as what the handler returns.
    auto kept = std::make_shared<const nlp::act>(std::move(goal));
    auto h = set_water_goal(*kept, t);
    if (auto* read = std::get_if<deferred>(&h))
      return deferred([kept, f = std::move(*read)](storage::unit_of_work& u) { return f(u); });
    return h;
  }
  return deferred([&act, &t, &estimate](storage::unit_of_work& u) -> result<outcome> {
    auto target = act.slots.text(slot::target).value_or("");
    if (target.empty()) target = last_target(u, t);
    if (target == "food") return correct_food(act, t, estimate, u);
    if (target == "water") return correct_water(act, t, u);
    if (target == "gym") return correct_gym(act, t, u);
    if (target == "sleep") return correct_sleep(act, t, u);
    if (target == "todo" || target == "reminder") return correct_item(act, t, u, target);
    if (target == "assignment") return correct_assignment(act, t, u);
    if (target == "fact") return correct_fact(act, t, u);
    return say(t, {"What should I change? Like \"change lunch to 500 cal\".",
                   "¿Qué cambio? Por ejemplo \"cambia el almuerzo a 500 cal\"."});
  });
}

}  // namespace handlers
