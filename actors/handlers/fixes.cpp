#include "actors/handlers/fixes.hpp"

#include "actors/handlers/support.hpp"
#include "actors/replies/word_templates.hpp"
#include "nlp/learning/confidence.hpp"
#include "nlp/learning/teachable.hpp"
#include "storage/repositories/action_repository.hpp"

namespace handlers {
namespace {

using namespace storage;
using nlp::slot;

constexpr std::int64_t actions_looked_at = 200;

/// "X became Y", or "X has so many calories".
struct fix {
  std::string from, to;
  std::optional<double> calories, protein_g;
  friend bool operator==(const fix&, const fix&) = default;
};

std::optional<fix> fix_of(const row_change& c) {
  if (!c.before || !c.after || c.before->index() != c.after->index()) return std::nullopt;
  if (const auto* after = std::get_if<food_log_row>(&*c.after)) {
    const auto& before = std::get<food_log_row>(*c.before);
    if (before.food_name != after->food_name)
      return fix{before.food_name, after->food_name, {}, {}};
    if (after->calories && !after->estimated && before.quantity == after->quantity &&
        after->quantity == 1 && before.calories != after->calories)
      return fix{after->food_name, after->food_name, after->calories, after->protein_g};
  }
  if (const auto* after = std::get_if<gym_log_row>(&*c.after)) {
    const auto& before = std::get<gym_log_row>(*c.before);
    if (before.exercise != after->exercise) return fix{before.exercise, after->exercise, {}, {}};
  }
  return std::nullopt;
}

}  // namespace

void offer_to_remember(unit_of_work& u, const turn_context& t, outcome& o) {
  if (o.talk || o.changes.empty()) return;
  const auto now = fix_of(o.changes.front());
  if (!now || nlp::learning::refuse_term(lower(now->from)) ||
      !t.state.words->meanings(lower(now->from)).empty())
    return;
  int times = 1;
  for (const auto& action : actions::recent_done(u, actions_looked_at)) {
    if (action.label != "edit_correction") continue;
    if (const auto changes = changes_from_json(action.changes.plain))
      for (const auto& c : *changes) times += fix_of(c) == now;
  }
  const auto& rate = t.state.preferences.learning_rate;
  // Once: who declined is left in peace.
  if (times != nlp::learning::examples_needed(rate == "fast", rate == "slow")) return;
  nlp::act teach;
  teach.kind = nlp::intent::teach_pattern;
  teach.confidence = 1;
  teach.slots.set(slot::term, lower(now->from));
  teach.slots.set(slot::scope, std::string("noticed"));
  std::string meaning;
  if (now->calories) {
    teach.slots.set(slot::type, std::string("entity"));
    teach.slots.set(slot::kind, std::string("food"));
    teach.slots.set(slot::calories, *now->calories);
    if (now->protein_g) teach.slots.set(slot::protein_g, *now->protein_g);
    meaning = replies::energy(*now->calories);
  } else {
    teach.slots.set(slot::type, std::string("synonym"));
    teach.slots.set(slot::value, lower(now->to));
    meaning = replies::shortened(now->to, 40);
  }
  auto asked = ask_to_confirm(t, std::move(teach),
                              replies::remember_this_fix(times, now->from, meaning, t.voice));
  o.reply += " " + asked.reply;
  o.talk = std::move(asked.talk);
}

}  // namespace handlers
