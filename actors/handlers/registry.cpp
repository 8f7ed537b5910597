#include "actors/handlers/registry.hpp"

#include "actors/handlers/commands.hpp"
#include "actors/handlers/intents.hpp"
#include "nlp/text/tokenizer.hpp"

namespace handlers {
namespace {

using function = std::function<handled(const nlp::act&, const turn_context&)>;

class function_handler final : public handler {
 public:
  explicit function_handler(function f) : f_(std::move(f)) {}
  handled handle(const nlp::act& act, const turn_context& turn) const override {
    return f_(act, turn);
  }

 private:
  function f_;
};

std::shared_ptr<const handler> from(function f) {
  return std::make_shared<const function_handler>(std::move(f));
}

}  // namespace

std::optional<nlp::food_estimate> lexicon_estimate(std::string_view food, double quantity,
                                                   std::string_view unit,
                                                   std::string_view restaurant) {
  const auto& foods = nlp::shared_foods();
  const nlp::food_info* info = nullptr;
  if (!restaurant.empty()) info = foods.by_name(std::string(restaurant) + " " + std::string(food));
  if (!info) info = foods.by_name(food);
  if (!info) {
    // Plurals and small misspellings, but only of the whole name.
    const auto tokens = nlp::tokenize(food);
    const std::vector<nlp::token> span(tokens.begin(), tokens.end());
    const auto match = span.empty() ? std::nullopt : foods.find_at(span, 0);
    if (match && match->end == span.size() && match->score >= 0.7) info = match->food;
  }
  if (!info) return std::nullopt;
  return nlp::food_lexicon::estimate(*info, quantity, unit);
}

void registry::set(nlp::intent kind, std::shared_ptr<const handler> h) {
  by_intent_.at(static_cast<std::size_t>(kind)) = std::move(h);
}

const handler* registry::find(nlp::intent kind) const {
  const auto& own = by_intent_[static_cast<std::size_t>(kind)];
  return own ? own.get() : by_intent_[static_cast<std::size_t>(nlp::intent::unknown)].get();
}

std::optional<command> registry::read_command(std::string_view text,
                                              const user_state& state) const {
  return handlers::read_command(text, state, estimate_);
}

registry registry::complete(food_estimator estimate) {
  using enum nlp::intent;
  registry r;
  r.estimate_ = estimate;
  r.set(water_log, from(log_water));
  r.set(food_log, from([estimate](const nlp::act& a, const turn_context& t) {
          return log_food(a, t, estimate);
        }));
  r.set(gym_log, from(log_gym));
  r.set(sleep_log, from(log_sleep));
  r.set(todo_add, from(add_todo));
  r.set(reminder_add, from(add_reminder));
  r.set(assignment_add, from(add_assignment));
  r.set(fact_store, from(store_fact));
  r.set(fact_query, from(query_fact));
  r.set(stats_query, from(query_stats));
  r.set(agenda_query, from(query_agenda));
  r.set(nlp::intent::complete_item, from(handlers::complete_item));
  r.set(nlp::intent::delete_item, from(handlers::delete_item));
  r.set(nlp::intent::delete_data, from(handlers::delete_data));
  r.set(feedback, from(give_feedback));
  r.set(support_ticket, from(open_ticket));
  r.set(nlp::intent::undo, from(handlers::undo));
  r.set(nlp::intent::redo, from(handlers::redo));
  r.set(edit_correction, from([estimate](const nlp::act& a, const turn_context& t) {
          return correct(a, t, estimate);
        }));
  r.set(teach_pattern, from([estimate](const nlp::act& a, const turn_context& t) {
          return teach(a, t, estimate);
        }));
  r.set(forget_pattern, from(forget));
  r.set(list_patterns, from(list_taught));
  r.set(water_goal_set, from(set_water_goal));
  r.set(preference_set, from(set_preference));
  r.set(nlp::intent::help, from(handlers::help));
  r.set(nlp::intent::search, from(handlers::search));
  r.set(nlp::intent::suggest, from(handlers::suggest));
  for (const auto kind : {unknown, greeting, smalltalk_thanks, confirm_yes, confirm_no})
    r.set(kind, from(small_talk));
  for (const auto kind : {connect_integration, disconnect_integration, sync_integration,
                          integration_status, pause_sync, resume_sync, export_data, delete_account})
    r.set(kind, from(handlers::not_by_text_yet));
  return r;
}

}  // namespace handlers
