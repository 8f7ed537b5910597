#pragma once
// The functions behind the handlers, one for each intent (or for intents that differ in a word).
// The registry lists them; nothing else calls them.

#include "actors/handlers/handler.hpp"
#include "actors/handlers/registry.hpp"

namespace handlers {

// Recording: pure.
handled log_water(const nlp::act& act, const turn_context& t);
handled log_food(const nlp::act& act, const turn_context& t, const food_estimator& estimate);
handled log_gym(const nlp::act& act, const turn_context& t);
handled add_todo(const nlp::act& act, const turn_context& t);
handled add_reminder(const nlp::act& act, const turn_context& t);
handled add_assignment(const nlp::act& act, const turn_context& t);
handled set_preference(const nlp::act& act, const turn_context& t);
/// "timezone atlantis": what a text that was not understood otherwise gives as one; no zone has to
/// be of that name. Takes it for a setting.
std::optional<handled> set_zone_said(const turn_context& t);
handled set_zone(const std::string& name, const turn_context& t);
handled give_feedback(const nlp::act& act, const turn_context& t);
handled open_ticket(const nlp::act& act, const turn_context& t);

// Recording after a look at what is there.
handled log_sleep(const nlp::act& act, const turn_context& t);
handled store_fact(const nlp::act& act, const turn_context& t);
handled set_water_goal(const nlp::act& act, const turn_context& t);
handled complete_item(const nlp::act& act, const turn_context& t);
handled delete_item(const nlp::act& act, const turn_context& t);
/// Whole kinds of records, after a yes.
handled delete_data(const nlp::act& act, const turn_context& t);
handled correct(const nlp::act& act, const turn_context& t, const food_estimator& estimate);
handled undo(const nlp::act& act, const turn_context& t);
handled redo(const nlp::act& act, const turn_context& t);
handled teach(const nlp::act& act, const turn_context& t, const food_estimator& estimate);
handled forget(const nlp::act& act, const turn_context& t);

// Answering.
handled query_fact(const nlp::act& act, const turn_context& t);
handled query_stats(const nlp::act& act, const turn_context& t);
handled query_agenda(const nlp::act& act, const turn_context& t);
handled list_taught(const nlp::act& act, const turn_context& t);
handled search(const nlp::act& act, const turn_context& t);
handled suggest(const nlp::act& act, const turn_context& t);

// Talk.
handled help(const nlp::act& act, const turn_context& t);
handled small_talk(const nlp::act& act, const turn_context& t);
handled not_by_text_yet(const nlp::act& act, const turn_context& t);

// Shared by logging and correcting.

/// Fills in what the lexicon knows; leaves the row as it is when it knows nothing.
void estimate_into(storage::food_log_row& row, const food_estimator& estimate);
/// The first figure out of range, worded for a refusal, with the value that is likely meant.
struct bad_figure {
  nlp::slot which;
  std::string said, limit;
  std::string likely;
  double likely_value = 0;
};
std::optional<bad_figure> check_food(const nlp::slot_map& slots, const replies::voice& v);
std::optional<bad_figure> check_gym(const nlp::slot_map& slots, const replies::voice& v);
/// Says so; a plausible value can be taken with a plain yes.
outcome refuse(const turn_context& t, const nlp::act& act, const bad_figure& bad);
/// Start, end and length of a sleep as said.
struct sleep_figures {
  local_days date;
  std::optional<instant> from, to;
  double minutes = 0;
};
std::optional<sleep_figures> read_sleep(const nlp::slot_map& slots, const turn_context& t);
std::optional<std::int64_t> minute_of_day(std::string_view hh_mm);

}  // namespace handlers
