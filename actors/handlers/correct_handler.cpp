#include "actors/handlers/corrections.hpp"

#include "actors/handlers/change_words.hpp"
#include "actors/handlers/named_change.hpp"
#include "actors/handlers/reread.hpp"
#include "storage/repositories/goal_repository.hpp"

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
      if (std::holds_alternative<storage::metric_row>(*c.after)) target = "metric";
    }
  };
  if (const auto last = storage::actions::last_done(u))
    if (auto changes = storage::changes_from_json(last->changes.plain)) look(*changes);
  look(t.earlier);
  return target;
}

/// The figure of the person's own that was the last thing recorded, when nothing but a figure is
/// said: what a text is read as knows nothing of those.
std::optional<storage::metric_row> last_metric(storage::unit_of_work& u, const turn_context& t) {
  if (!says_only_a_figure(t.text) || last_target(u, t) != "metric") return std::nullopt;
  const auto last = storage::metrics::texted(u, 1);
  return last.empty() ? std::nullopt : std::optional(last.front());
}

result<outcome> correct_kind(const nlp::act& act, const turn_context& t,
                             const food_estimator& estimate, storage::unit_of_work& u,
                             const storage::any_row* named) {
  auto target = act.slots.text(slot::target).value_or("");
  if (target.empty()) target = last_target(u, t);
  if (target == "food") return correct_food(act, t, estimate, u, named);
  if (target == "water") return correct_water(act, t, u, named);
  if (target == "gym") return correct_gym(act, t, u, named);
  if (target == "sleep") return correct_sleep(act, t, u, named);
  if (target == "todo" || target == "reminder") return correct_item(act, t, u, target, named);
  if (target == "assignment") return correct_assignment(act, t, u, named);
  if (target == "fact") return correct_fact(act, t, u, named);
  return say(t, {"What should I change? Like \"change lunch to 500 cal\".",
                 "¿Qué cambio? Por ejemplo \"cambia el almuerzo a 500 cal\"."});
}

/// "que sean 3", "ponle 500 cal": the same as "make it 3", which is what the reading knows.
std::optional<nlp::act> said_in_spanish(const turn_context& t) {
  const auto made = made_in_spanish(t.text);
  if (t.state.preferences.language != "es" || !made) return std::nullopt;
  auto ctx = reading_context(t.state, t.now, *t.state.words);
  ctx.language = "en";
  auto read = nlp::understand("make it " + *made, ctx);
  if (read.acts.size() != 1 || read.acts.front().kind != nlp::intent::edit_correction)
    return std::nullopt;
  return std::move(read.acts.front());
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
    auto aimed = named_change_in(act, t, u);
    if (auto* instead = std::get_if<outcome>(&aimed)) return std::move(*instead);
    if (const auto* c = std::get_if<named_change>(&aimed)) {
      if (const auto* metric = std::get_if<storage::metric_row>(&c->what.row))
        return correct_metric(t, *metric, c->to);
      auto o = correct_kind(c->act, t, estimate, u, &c->what.row);
      if (o && o->talk) keep_aim(*c, *o->talk);
      return o;
    }
    if (const auto metric = last_metric(u, t)) return correct_metric(t, *metric, t.text);
    const auto spanish = said_in_spanish(t);
    return correct_kind(spanish ? *spanish : act, t, estimate, u, nullptr);
  });
}

}  // namespace handlers
