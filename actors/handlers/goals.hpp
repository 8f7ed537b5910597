#pragma once
// What a person wants to reach: which goals there are, how far each is, and what is said of them
// when a text logs something that counts. Callers: the goal commands, the turn. Thread: any; what
// takes a unit of work runs on a reader thread.

#include <optional>
#include <string>
#include <string_view>

#include "actors/handlers/handler.hpp"

namespace handlers {

struct kind_of_goal {
  std::string_view metric, unit;
  double least, most;  ///< in what people say: hours of sleep, kg
  bool weekly;         ///< counted by the week when nothing is said
};
/// By the person's word: "protein", "workouts", or a metric of their own.
std::optional<kind_of_goal> goal_named(std::string_view said, const user_state& s);
kind_of_goal kind_of(const storage::goal_row& g);

/// "protein 120g a day".
std::string name_of(const storage::goal_row& g, const replies::voice& v);
/// "45g so far, 75g to go". What this text changes counts, stored or not.
std::string progress(const storage::goal_row& g, const turn_context& t, storage::unit_of_work& u);

/// This text changed something that counts for a goal.
bool touches_goal(const turn_context& t);
/// The note needs more than today's totals.
bool goal_note_reads(const turn_context& t);
/// "Protein: 45g of 120g." `u` may be null when goal_note_reads says no.
outcome goal_note(const turn_context& t, storage::unit_of_work* u);

}  // namespace handlers
