#pragma once
// What several handlers share: when a log happened, limits, questions, picking a row by its words.
// Thread: any; pure.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actors/handlers/handler.hpp"
#include "actors/replies/templates.hpp"
#include "actors/replies/wording.hpp"
#include "storage/repositories/log_repository.hpp"
#include "storage/repositories/user_day.hpp"

namespace handlers {

inline constexpr std::string_view from_message = "message";

local_days day_of(const turn_context& t, instant at);
inline local_days today(const turn_context& t) {
  return day_of(t, t.now);
}
instant day_start(const turn_context& t, local_days day);
storage::logs::calendar calendar_of(const turn_context& t);

/// When something logged happened, or why it cannot have.
struct log_time {
  instant at;
  local_days day;       ///< the person's day it belongs to
  std::string refusal;  ///< not empty: say this and store nothing
};
/// Reads the `at` slot. A vague part of today that is still to come ("this morning" said at 8) is
/// now; a clock time to come is refused. `usual_hour`: of a past day said without a time.
log_time when_logged(const nlp::act& act, const turn_context& t,
                     std::chrono::seconds usual_hour = std::chrono::hours(12));

/// What a change does to the totals of a day.
void count_change(const user_state& s, const storage::row_change& c, storage::day_totals& totals);
/// Today's totals as they are once `changes` are stored: what a reply says.
storage::day_totals totals_after(const turn_context& t,
                                 const std::vector<storage::row_change>& changes);

/// An outcome that says something and changes nothing.
outcome say(std::string reply);
template <class... Args>
outcome say(const turn_context& t, replies::wording w, const Args&... args) {
  return say(replies::worded(t.voice, w, args...));
}
/// Asks for what is missing and keeps the act until it is said.
outcome ask(const turn_context& t, nlp::act act, nlp::slot missing, std::string question);
inline outcome ask(const turn_context& t, nlp::act act, nlp::slot missing,
                   replies::wording question) {
  return ask(t, std::move(act), missing, replies::worded(t.voice, question));
}
/// Asks whether `act` is meant as it stands; "yes" does it.
outcome ask_to_confirm(const turn_context& t, nlp::act act, std::string question);
/// Asks whether `text` is what the person meant to send; "yes" does what it would have done.
outcome ask_to_text(const turn_context& t, std::string text, std::string question);

// Limits of one entry. The database holds the same ones.
struct range {
  double least, most;
};
inline constexpr range calories_range{0, 10'000}, macro_range{0, 1'000}, water_range{1, 10'000},
    weight_lb_range{0, 1'000}, reps_range{1, 1'000}, sets_range{1, 100}, minutes_range{0, 1'440},
    distance_m_range{0, 1'000'000}, quantity_range{0, 10'000}, goal_ml_range{100, 10'000};
inline bool within(double v, range r) {
  return v >= r.least && v <= r.most;
}
/// The value with zeros taken off until it is plausible ("20000" -> 2000); 0 when nothing is.
double likely_value(double said, double most);

inline constexpr std::size_t content_limit = 500, fact_limit = 1'000, name_limit = 100,
                             unit_limit = 40;
/// Trimmed, inner white space single, at most `limit` bytes at a character's end.
std::string tidy(std::string_view text, std::size_t limit = content_limit);
std::string lower(std::string_view text);
/// Words for matching: folded, no articles or small words, plural endings off.
std::vector<std::string> match_words(std::string_view text);
/// 0 to 1.1: how well `candidate` is what `wanted` names. One wrong letter is forgiven in words of
/// four or more.
double similarity(std::string_view wanted, std::string_view candidate);

struct pick {
  std::vector<std::size_t> best;  ///< empty: none; one: found; more: equally good
  /// False when half of what was said names nothing: "call dad" beside "call mom". Ask before
  /// anything is done to it.
  bool sure = true;
};
/// The candidates that `wanted` names.
pick pick_by_words(std::string_view wanted, std::span<const std::string> candidates);
/// "2", "#2", "number 2", "the second", "2.": the place in a list, from 1.
std::vector<std::size_t> list_numbers(std::string_view text);

/// The row as it will be after the earlier acts of this text: their version of it, if they have
/// one.
template <class Row>
void overlay(std::vector<Row>& rows, const std::vector<storage::row_change>& earlier) {
  for (const auto& c : earlier) {
    const auto* before = c.before ? std::get_if<Row>(&*c.before) : nullptr;
    const auto* after = c.after ? std::get_if<Row>(&*c.after) : nullptr;
    if (before) std::erase_if(rows, [&](const Row& r) { return r.id == before->id; });
    if (after) rows.push_back(*after);
  }
}

/// The stretch of days a question is about.
struct day_span {
  local_days first, last;  ///< both included
  std::string name;        ///< "today", "last 7 days", "Mon Mar 2"
  bool to_come = false;    ///< the whole span lies after today
  std::int64_t days() const { return (last - first).count() + 1; }
};
/// Reads `period`, `start` and `end`; `standard` when none is said.
day_span span_of(const nlp::slot_map& slots, const turn_context& t, std::string_view standard);
/// The same number of days just before (a month: the month before).
day_span span_before(const day_span& s, const nlp::slot_map& slots, const turn_context& t);

}  // namespace handlers
