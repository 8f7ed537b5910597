#pragma once
// Every sentence that the assistant says by itself, or about what it says by itself. Same rules as
// templates.hpp. Thread: any; pure functions.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actors/replies/formatter.hpp"
#include "storage/repositories/notice_repository.hpp"

namespace replies {

/// One reminder or todo that fell due, at `due_at`.
struct due_line {
  const storage::item_row* item;
  instant due_at;
  bool late = false;
};
/// Alone: "Reminder: call mom". Several of one moment: one numbered text.
std::string items_due(std::span<const due_line> lines, const voice& v);
std::string deadline_near(const storage::assignment_row& a, const voice& v);
/// "In 30 min: dentist, today 3:00 PM."
std::string event_near(const storage::calendar_event_row& e, std::chrono::minutes left,
                       const voice& v);

// --- answers to notices -------------------------------------------------------------------------
std::string done_repeating(std::string_view what, std::optional<instant> next, const voice& v);
std::string put_off(std::string_view what, instant until, const voice& v);
std::string skipped(std::string_view what, std::optional<instant> next, const voice& v);
std::string which_notice(std::span<const std::string> names, std::string_view verb, const voice& v);
/// "Yes. call mom: due today 3:00 PM, sent 3:00 PM, delivered 3:01 PM, answered done."
std::string proof(const storage::notices::ledger_entry& e, const voice& v);
std::string no_proof(std::string_view what, std::string_view coming, const voice& v);

// --- settings -----------------------------------------------------------------------------------
/// "water nudges", "weekly digest".
std::string routine_name(std::string_view kind, const voice& v);
std::string phrase(const storage::routine_row& r, const voice& v);
std::string routine_set(const storage::routine_row& r, bool mail_missing, const voice& v);
std::string vacation_set(const storage::preferences_row& p, const voice& v);
std::string nudges_a_day_set(std::int64_t n, const voice& v);

/// Quotes, in the order in which they are sent.
std::span<const std::string_view> quotes(const voice& v);

}  // namespace replies
