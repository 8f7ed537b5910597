#include "actors/handlers/tour.hpp"

#include <algorithm>

#include "actors/handlers/support.hpp"

namespace handlers {
namespace {

using nlp::intent;

bool recorded(const turn_context& t) {
  return std::ranges::any_of(t.earlier, [](const storage::row_change& c) {
    if (!c.after || c.before) return false;
    return std::holds_alternative<storage::food_log_row>(*c.after) ||
           std::holds_alternative<storage::water_log_row>(*c.after) ||
           std::holds_alternative<storage::gym_log_row>(*c.after) ||
           std::holds_alternative<storage::sleep_log_row>(*c.after) ||
           std::holds_alternative<storage::item_row>(*c.after) ||
           std::holds_alternative<storage::assignment_row>(*c.after) ||
           std::holds_alternative<storage::fact_row>(*c.after);
  });
}

bool only(std::span<const nlp::act> acts, std::initializer_list<intent> kinds) {
  return !acts.empty() && std::ranges::all_of(acts, [&](const nlp::act& a) {
    return std::find(kinds.begin(), kinds.end(), a.kind) != kinds.end();
  });
}

outcome at_step(const turn_context& t, std::int64_t step, std::string words) {
  auto o = say(std::move(words));
  auto after = t.state.preferences;
  after.tour_step = step;
  o.changes.push_back(storage::updated(t.state.preferences, after));
  return o;
}

}  // namespace

bool in_tour(const user_state& s) {
  const auto step = s.preferences.tour_step;
  return step > 0 && step < tour_over && !s.talk.pending_act && s.talk.notified.empty();
}

bool tour_begins(const turn_context& t) {
  // A question of ours comes first; the tour waits.
  return t.state.preferences.tour_step == 0 && !t.state.talk.pending_act;
}

outcome tour_step(const turn_context& t, std::span<const nlp::act> acts) {
  using enum intent;
  const auto step = t.state.preferences.tour_step;
  if (step >= tour_over || t.state.talk.pending_act) return {};
  if (step == 0) {
    if (only(acts, {greeting, unknown, smalltalk_thanks, confirm_yes, confirm_no}))
      return at_step(t, 1, replies::welcome(t.voice));
    return recorded(t) ? at_step(t, tour_over, {}) : outcome{};
  }
  if (step == 1 && recorded(t)) return at_step(t, 2, replies::tour_ask(t.voice));
  if (step == 2 && only(acts, {stats_query, agenda_query, search, fact_query}))
    return at_step(t, tour_over, replies::tour_teach(t.voice));
  return {};
}

outcome skip_tour(const turn_context& t) {
  return at_step(t, tour_over, replies::tour_skipped(t.voice));
}

}  // namespace handlers
