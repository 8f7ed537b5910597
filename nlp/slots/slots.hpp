#pragma once
// Slot filling: from a clause and the rule or evidence that names its intent to complete acts.
// One file per domain. Input: a clause_reading. Output: acts, or nothing when the clause does not
// hold what the intent needs, so that the next reading gets its turn.
// Thread: pure.

#include <optional>
#include <string>
#include <vector>

#include "nlp/clauses.hpp"
#include "nlp/frame.hpp"
#include "nlp/signals.hpp"

namespace nlp {

using act_list = std::vector<act>;

/// What earlier clauses of the same text leave to later ones.
struct carried {
  enum class domain : std::uint8_t { none, food, water, gym, sleep } last = domain::none;
  std::string meal;
  std::optional<local_time> at;  ///< a day or time said once for several acts
  bool ate = false;              ///< a verb of eating still governs a list
  std::string food, exercise;    ///< the last named, whoever's: "he had 4 pancakes, i had 2"
  bool elsewhere = false;        ///< the clause before only said when or where: "back in college"
  bool other = false;            ///< the clause before told what somebody else did
  intent before = intent::unknown;  ///< what the clause before turned out to be
  bool unreal = false;  ///< the clause before asked, planned, quoted: its list goes on so
};

struct clause_reading {
  const frame& f;
  const clause& c;
  const signals& s;
  carried& carry;

  span core_span() const { return {c.core, c.s.end}; }
};

/// One possible reading of a clause.
struct candidate {
  act_list acts;
  double score = 0;  ///< 0 to 100
  std::size_t strays =
      0;               ///< of a meal no verb speaks of: words of its foods' names that name none
  bool plain = false;  ///< said in so many words: the model has no say in it
  std::string why;
};

// ---- records of what was done (slots/records.cpp, slots/sleep.cpp)
candidate read_records(const clause_reading& r);
/// The evidence of a count of what an earlier clause named: "i had 10 of em".
inline constexpr std::string_view counted_again = "as many of the food named before";
candidate read_sleep(const clause_reading& r);

// ---- by phrase rule
std::optional<act_list> fill(const clause_reading& r, const phrase_hit& hit);

// ---- free_slots.cpp
/// The slots of an intent that the wording as a whole decided, found anywhere in the clause.
std::optional<act_list> fill_freely(intent kind, const clause_reading& r);
/// plain_slots.cpp: the least that such an act needs, from the words as they stand.
std::optional<act_list> fill_plainly(intent kind, const clause_reading& r);

// ---- planner.cpp, assignments.cpp, closing.cpp
std::optional<act_list> fill_reminder(const clause_reading& r, const phrase_hit& hit);
std::optional<act_list> fill_todo(const clause_reading& r, const phrase_hit& hit);
std::optional<act_list> fill_assignment(const clause_reading& r, const phrase_hit& hit);
/// The evidence of an event told with its time, without being asked for a reminder.
inline constexpr std::string_view told_event = "an event with its time";
/// Events and coursework that no rule names: "dentist tuesday 3pm", "ap bio test monday".
candidate read_planned(const clause_reading& r);
/// An instruction without a subject: "pick up dry cleaning".
candidate read_imperative(const clause_reading& r);
std::optional<act_list> fill_complete(const clause_reading& r, const phrase_hit& hit);
std::optional<act_list> fill_delete_item(const clause_reading& r, const phrase_hit& hit);

// ---- facts.cpp, teaching.cpp
std::optional<act_list> fill_fact(const clause_reading& r, const phrase_hit& hit);
std::optional<act_list> fill_fact_query(const clause_reading& r, const phrase_hit& hit);
std::optional<act_list> fill_teach(const clause_reading& r, const phrase_hit& hit);
std::optional<act_list> fill_forget(const clause_reading& r, const phrase_hit& hit);

// ---- queries.cpp
std::optional<act_list> fill_stats(const clause_reading& r, const phrase_hit& hit);
std::optional<act_list> fill_agenda(const clause_reading& r, const phrase_hit& hit);
std::optional<act_list> fill_search(const clause_reading& r, const phrase_hit& hit);
std::optional<act_list> fill_suggest(const clause_reading& r, const phrase_hit& hit);

// ---- settings.cpp
std::optional<act_list> fill_goal(const clause_reading& r, const phrase_hit& hit);
std::optional<act_list> fill_data(const clause_reading& r, const phrase_hit& hit);
std::optional<act_list> fill_feedback(const clause_reading& r, const phrase_hit& hit);

// ---- preferences.cpp
std::optional<act_list> fill_preference(const clause_reading& r, const phrase_hit& hit);
/// Settings named anywhere in the clause.
std::optional<act_list> read_preference(const clause_reading& r);

// ---- corrections.cpp
std::optional<act_list> fill_correction(const clause_reading& r, const phrase_hit& hit);

// ---- due.cpp
/// The day or time an act is planned for; nothing when none was said.
struct due_time {
  std::optional<local_time> at;
  std::string recurrence;
  std::vector<span> words;
};
due_time find_due(const frame& f, span s);

// ---- shared helpers (slots/common.cpp)
local_time to_local_time(local_seconds t, bool with_time);
/// When something done was done, and the words that say it. "now" and plain "today" give no `at`.
struct past_time {
  std::optional<local_time> at;
  std::vector<span> words;
  span clock{};        ///< of the words, those that name an hour
  bool ahead = false;  ///< the words can only mean the future
};
past_time find_past(const frame& f, span s);
/// Fills `period`, `start`, `end` of a query from the times of a span; returns the words used.
std::vector<span> fill_period(const frame& f, span s, slot_map& slots, bool future);
double round_to(double v, int decimals);
act make_act(intent kind, double confidence, std::string words, std::string rule);
/// A slot's value from the text a rule fixed ("true", "5", "metric").
slot_value typed_value(slot s, std::string_view text);
std::string strip_lead(std::string text, std::initializer_list<std::string_view> leads);
/// The canonical exercise named in a span, or "".
std::string exercise_in(const frame& f, span s);
/// The learned pattern of a kind in a span.
const pattern_hit* pattern_in(const frame& f, span s, std::string_view kind);

}  // namespace nlp
