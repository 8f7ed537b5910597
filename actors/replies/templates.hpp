#pragma once
// Every sentence the assistant says, in one place. Each takes rows as they are stored (never the
// reading of a text), so that nothing can be said that is not in them.
// A voice carries style and language; each sentence stands in all languages at once (wording.hpp).
// Which file: phrases.cpp (rows), templates.cpp (recorded, refused, asked), talk_templates.cpp
// (talk and help), data_templates.cpp (a person's data as a whole). What always holds: a routine
// reply fits one GSM-7 segment, emoji come where asked for, and nobody is told to answer with a
// word that carriers take for themselves (STOP, CANCEL, END, QUIT, HELP...). A plain "yes" may be
// asked for: carriers act on it only after an opt-out. Callers: handlers, the turn. Thread: any;
// pure functions.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actors/replies/formatter.hpp"
#include "config/common/error.hpp"
#include "nlp/intent.hpp"
#include "storage/change_set.hpp"
#include "storage/user_snapshot.hpp"

namespace replies {

// --- rows as phrases, without a verb: "2 eggs (~143 cal, 13g protein)" -------------------------
std::string phrase(const storage::food_log_row& r, const voice& v);
std::string phrase(const storage::water_log_row& r, const voice& v);
std::string phrase(const storage::gym_log_row& r, const voice& v);
std::string phrase(const storage::sleep_log_row& r, const voice& v);
std::string phrase(const storage::item_row& r, const voice& v);
std::string phrase(const storage::assignment_row& r, const voice& v);
/// The class of an assignment that none was said for; not shown.
inline constexpr std::string_view no_class = "other";
/// "CS101 pset 3".
std::string assignment_name(const storage::assignment_row& r);
std::string phrase(const storage::fact_row& r, const voice& v);
std::string phrase(const storage::knowledge_row& r, const voice& v);
std::string phrase(const storage::metric_row& r, const voice& v);
/// A figure of the person's own as they call it: "weight".
std::string metric_name(std::string_view metric, const voice& v);
/// "2 slices of pepperoni pizza" without figures.
std::string food_name(const storage::food_log_row& r, const voice& v);
std::string meal_name(std::string_view meal, const voice& v);
/// What sort of thing a taught word is: "restaurant".
std::string kind_name(std::string_view kind, const voice& v);
/// "~143 cal, 13g protein"; empty when no figure is known.
std::string macros(const storage::food_log_row& r, const voice& v);
std::string macros(std::optional<double> kcal, std::optional<double> protein,
                   std::optional<double> carbs, std::optional<double> fat, bool estimated,
                   const voice& v);
/// " yesterday 8:00 PM": when a log is of another day than today; else empty.
std::string when_not_today(instant at, local_days entry_day, local_days today, const voice& v);
/// "every weekday", "every Mon, Wed".
std::string recurrence(std::string_view rrule, const voice& v);
/// When an item falls due: "tomorrow 3:00 PM", "Fri Mar 6", "every day 9:00 AM".
std::string due(const storage::item_row& r, const voice& v);
std::string due(const storage::assignment_row& r, const voice& v);

// --- day totals -------------------------------------------------------------------------------
std::string food_total(const storage::day_totals& t, const voice& v);
std::string water_total(const storage::day_totals& t, const voice& v);
/// As it is said next to another total: "Water today: 500 ml."
std::string beside_other_totals(std::string total, std::string_view key, const voice& v);

// --- recorded ---------------------------------------------------------------------------------
/// "Logged a, b and c."
std::string logged(std::span<const std::string> phrases, const voice& v);
std::string calories_unknown(const storage::food_log_row& r, const voice& v);
std::string new_record(std::string_view before, const voice& v);
/// Added to a list of its own.
std::string todo_added(const storage::item_row& r, const voice& v);
std::string todos_added(std::span<const std::string> phrases, const voice& v);
std::string reminder_set(const storage::item_row& r, const voice& v);
/// After a reminder for a time that a clock change skips.
std::string clocks_skip(std::string_view time, const voice& v);
std::string assignment_added(const storage::assignment_row& r, const voice& v);
std::string fact_saved(const storage::fact_row& now, const storage::fact_row* before,
                       const voice& v);
std::string pattern_learned(const storage::knowledge_row& now, const storage::knowledge_row* before,
                            const voice& v);
std::string completed(std::span<const std::string> names, bool next_known, std::string_view next,
                      const voice& v);
std::string already_done(std::string_view name, const voice& v);
std::string removed(std::string_view phrase, const voice& v);
std::string changed(std::string_view phrase, const voice& v);
std::string goal_set(double goal_ml, std::optional<local_days> only_for,
                     const storage::day_totals& today, const voice& v);
std::string undone(std::span<const storage::row_change> taken_back, const voice& v);
std::string redone(std::span<const storage::row_change> done_again, const voice& v);
std::string nothing_to_undo(const voice& v);
std::string nothing_to_redo(const voice& v);
std::string changed_since(const voice& v);
std::string preferences_set(const storage::preferences_row& before,
                            const storage::preferences_row& after, const voice& v);

// --- refused or asked -------------------------------------------------------------------------
/// "20000 ml is outside what I can log at once (up to 10000 ml) ... Did you mean 2000 ml?"
/// "up to 10000 cal".
std::string up_to(std::string_view most, const voice& v);
std::string out_of_range(std::string_view said, std::string_view limit, std::string_view likely,
                         const voice& v);
/// "drank -5 ml".
std::string less_than_nothing(std::string_view figure, const voice& v);
std::string in_the_future(std::string_view when, const voice& v);
std::string when_to_remind(std::string_view content, const voice& v);
/// "feb 30", "every 0 minutes": what does not exist is asked again.
std::string no_such_time(std::string_view said, bool repeats, const voice& v);
std::string too_often(std::chrono::minutes step, std::chrono::minutes closest, const voice& v);
std::string when_has_passed(std::string_view moment, const voice& v);
std::string which_one(std::span<const std::string> names, const voice& v);
std::string not_found(std::string_view what, const voice& v);
/// "done 9" of a list that ends at 2; `listed` is 0 where nothing is open.
std::string no_such_number(std::span<const std::size_t> numbers, std::size_t listed,
                           const voice& v);
std::string nothing_like(std::string_view domain, const voice& v);
std::string sleep_overlap(const storage::sleep_log_row& there, const storage::sleep_log_row& wanted,
                          const voice& v);
std::string bad_timezone(std::string_view said, const voice& v);
std::string left_as_is(const voice& v);
/// `when` is empty for all of them; `count` is "14 food entries".
std::string confirm_delete(std::string_view count, std::string_view when, const voice& v);
std::string deleted_all(std::string_view count, std::string_view when, const voice& v);
std::string nothing_to_delete(std::string_view many, std::string_view when, const voice& v);
std::string too_many_to_delete(std::int64_t most, std::string_view many, const voice& v);
std::string delete_one_kind(const voice& v);
/// Sender numbers can be forged: what cannot be taken back is not done on a text's word.
std::string account_not_by_text(const voice& v);

/// Whether a record that is only half believed happened.
std::string did_you_do(nlp::intent kind, const voice& v);
std::string which_usual(const voice& v);
/// Of a text of too many things.
std::string took_the_first(std::size_t acts, const voice& v);

// --- talk -------------------------------------------------------------------------------------
std::string greeting(const voice& v);
std::string named(std::string_view name, const voice& v);
std::string name_forgotten(const voice& v);
/// "You're Sam."
std::string your_name(std::string_view name, const voice& v);
std::string thanks(const voice& v);
/// "are you human?"
std::string what_i_am(const voice& v);
std::string good_night(const voice& v);
std::string parting(const voice& v);
/// To somebody who is cross with us.
std::string sorry(const voice& v);
/// "cool", "lol".
std::string noted_kindly(const voice& v);
std::string nothing_pending(const voice& v);
std::string unknown(const voice& v);
std::string did_you_mean(std::string_view likely, const voice& v);
/// So many days in a row have an entry.
std::string milestone(std::int64_t days, const voice& v);
std::string help(std::string_view topic, const voice& v);
std::string not_by_text_yet(std::string_view what, const voice& v);
/// "Google Calendar".
std::string provider_name(std::string_view provider);
std::string not_connected(std::string_view provider, const voice& v);
std::string feedback_kept(const storage::feedback_row& r, const voice& v);
std::string rating_range(const voice& v);
std::string ticket_opened(const voice& v);
std::string fact_unknown(std::string_view key, const voice& v);
std::string more_follows(const voice& v);
/// The first steps of somebody new, in order.
std::string welcome(const voice& v);
std::string tour_ask(const voice& v);
std::string tour_teach(const voice& v);
std::string tour_skipped(const voice& v);
/// To somebody new whose first words are Spanish.
std::string answered_in_spanish(const voice& v);

// --- said where only a language is known; as they travel ----------------------------------------
std::string budget_nearly_spent(language speaks);
std::string texts_are_on_again(language speaks);
std::string invitation(std::string_view public_base_url, language speaks);
std::string honest_failure(errc why, language speaks);

/// "a, b and c".
std::string listing(std::span<const std::string> parts, const voice& v);
/// First letter upper case, where it is an ASCII letter.
std::string sentence(std::string text);

}  // namespace replies
