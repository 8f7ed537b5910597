#pragma once
// Short texts of fixed wording about the assistant itself or about what was just done: "why?", "try
// ...", "all my words", "same as yesterday", "no, that's food". They are read before the
// understanding of the text is used, whole texts only, so that nothing a person logs is taken for
// one. Called by the turn through the registry. Thread: any; pure.

#include <optional>
#include <string_view>

#include "actors/handlers/handler.hpp"
#include "actors/handlers/registry.hpp"

namespace handlers {

/// `estimate` must outlive what comes back.
std::optional<command> read_command(std::string_view text, const user_state& state,
                                    const food_estimator& estimate);

// What they do, one file each; also tour.hpp, milestones.hpp, earlier_texts.hpp.

/// The same for somebody who texts in Spanish (commands_es.cpp).
std::optional<command> read_spanish_command(std::string_view text, const user_state& state);

// words_handler.cpp: what was taught.
handled list_words(const turn_context& t, std::string_view kind, bool all);
/// Those of low confidence.
handled list_unsure_words(const turn_context& t);
handled word_history(const turn_context& t, const std::string& term);
handled roll_back_word(const turn_context& t, const std::string& term);
handled try_text(const turn_context& t, const std::string& sample);
handled export_words(const turn_context& t);
handled set_learning_rate(const turn_context& t, std::string_view rate);
/// teach_handler.cpp: two spellings of one word.
handled merge_words(const turn_context& t, const std::string& one, const std::string& other);
handled define_alias(const turn_context& t, const std::string& alias, const std::string& target);
handled list_aliases(const turn_context& t);

// refile_handler.cpp: the last record was something else.
handled refile(const turn_context& t, std::string_view domain, const food_estimator& estimate);

// metric_handler.cpp: a person's own figures. `metric` as is_metric knows it.
bool is_metric(std::string_view name, const user_state& s);
/// The figure of the person's own that a verb or a plural means: "read" of reading. `unit`: only
/// one that is counted so, unless empty.
std::optional<std::string> own_metric_called(std::string_view said, const user_state& s,
                                             std::string_view unit = {});
handled log_metric(const turn_context& t, const std::string& metric, double value,
                   const std::string& unit);
handled log_blood_pressure(const turn_context& t, double upper, double lower);
handled log_taken(const turn_context& t, const std::string& what, double doses);
/// "did I take my meds today?"
handled was_taken(const turn_context& t, const std::string& what);
/// `period` as a question's slot has it; empty: the last ones.
handled show_metric(const turn_context& t, const std::string& metric, const std::string& period);
handled list_metrics(const turn_context& t);
handled define_metric(const turn_context& t, const std::string& name, const std::string& unit);

// name_handler.cpp: what the person is called. `said` as in the lower-case text.
handled set_name(const turn_context& t, const std::string& said);
handled forget_name(const turn_context& t);
handled tell_name(const turn_context& t);
/// A name and not "a cab" or "at 5".
bool can_be_name(std::string_view said);

// goal_handler.cpp. `what` as goal_named knows it.
handled set_goal(const turn_context& t, const std::string& what, double value,
                 const std::string& unit, const std::string& period);
handled show_goals(const turn_context& t);
handled drop_goal(const turn_context& t, const std::string& what);

// repeat_handler.cpp: a meal again. `said`: what read_meal_of_day takes; `as`: the meal it is this
// time, or empty.
handled repeat_meal(const turn_context& t, const std::string& as, const std::string& said);
handled usual_meal(const turn_context& t, const std::string& meal);

// series_handler.cpp: the times to come of what repeats. `what` is empty for the last one.
handled show_series(const turn_context& t, const std::string& what);

// mail_address.cpp: where mails go.
handled set_mail_address(const turn_context& t, const std::string& address);
handled prove_mail_address(const turn_context& t, const std::string& code);
handled show_mail_address(const turn_context& t);
handled forget_mail_address(const turn_context& t);

// why_handler.cpp: where a figure comes from; what the last food has of something.
handled why(const turn_context& t);
/// "why 950?": `figure` as it was said to the person.
handled why_figure(const turn_context& t, double figure);
/// What the last question was about, after the goals were shown (slot `domain`).
inline constexpr std::string_view goals_domain = "goals";
handled show_part_of_last_food(const turn_context& t, std::string_view part);

// talk_handler.cpp
handled tell_time(const turn_context& t);

}  // namespace handlers
