#pragma once
// Notices: the ledger of what the server said by itself, what it does at which hour for a person,
// and what it needs to know before it says something. Callers: handlers, on a reader thread; the
// dashboard's read model is `ledger`.

#include <optional>
#include <string>
#include <vector>

#include "storage/unit_of_work.hpp"

namespace storage::notices {

// --- the ledger ---------------------------------------------------------------------------------

/// A notice with the fate of its text: scheduled -> sent -> delivered -> answered. `status` is that
/// of the outbox (pending, sending, queued, sent, delivered, undelivered, failed), or "held" until
/// a digest takes it.
struct ledger_entry {
  static constexpr std::string_view table = notice_row::table;  // `subject` is sealed for it
  row_id id = 0;
  std::string kind;
  std::optional<row_id> item_id;
  sealed_text subject;
  instant scheduled_at, fired_at;
  std::optional<std::string> late_because;
  std::string status;
  std::string channel;  ///< of the text; empty while held
  std::optional<instant> sent_at, delivered_at;
  std::optional<std::string> answer;
  std::optional<instant> answered_at, escalated_at;
};
BOOST_DESCRIBE_STRUCT(ledger_entry, (),
                      (id, kind, item_id, subject, scheduled_at, fired_at, late_because, status,
                       channel, sent_at, delivered_at, answer, answered_at, escalated_at))

/// Notices that came in [from, to), newest first. `kind` narrows when not empty.
std::vector<ledger_entry> ledger(unit_of_work& u, instant from, instant to, const std::string& kind,
                                 std::int64_t limit);

std::optional<notice_row> notice(unit_of_work& u, row_id id);
/// The notices of the text that went out last, since `since`.
std::vector<notice_row> last_text(unit_of_work& u, instant since);
/// The latest notice of an item that nobody has answered.
std::optional<notice_row> unanswered(unit_of_work& u, row_id item);
/// Held back for the next digest, oldest first.
std::vector<notice_row> held(unit_of_work& u, std::int64_t limit);
/// Texts of the kinds that count as nudges, queued in [from, to).
std::int64_t nudges_sent(unit_of_work& u, instant from, instant to);
/// Whether an earlier text about this item was tried in vain and still waits to be sent.
bool text_waits(unit_of_work& u, row_id item);
/// What this person's texts cost since then, answers included, in millionths.
std::int64_t spent_micros(unit_of_work& u, instant since, std::int64_t segment_price_micros);
/// The status of an outbox row; empty when it is gone.
std::string text_status(unit_of_work& u, row_id outbox_id);
/// The address of this person for mail: only one that was verified.
std::optional<std::string> mail_address(unit_of_work& u);
/// Codes that were mailed to addresses that this person says are theirs, newest first.
std::vector<mail_code_row> mail_codes(unit_of_work& u);
/// Whether an address belongs to another user.
bool mail_is_taken(unit_of_work& u, const std::string& address);

// --- routines -----------------------------------------------------------------------------------

std::optional<routine_row> routine(unit_of_work& u, const std::string& kind);
std::optional<routine_row> routine(unit_of_work& u, row_id id);
std::vector<routine_row> routines(unit_of_work& u);

// --- what there is to say -----------------------------------------------------------------------

/// Open items that are due and were not sent for their time: `first` at the front if it is one of
/// them, then oldest first.
std::vector<item_row> due_by(unit_of_work& u, instant at, row_id first, std::int64_t limit);
/// Open reminders that repeat.
std::vector<item_row> repeating(unit_of_work& u);
/// Open todos added before `added`, not due after `now`, that were never asked about.
std::vector<item_row> stale_todos(unit_of_work& u, instant added, instant now, std::int64_t limit);
/// Open todos asked about before `asked` that were never asked whether they are still wanted.
std::vector<item_row> decayed_todos(unit_of_work& u, instant asked, std::int64_t limit);
std::optional<calendar_event_row> event(unit_of_work& u, row_id id);
/// Hints that this person was given, newest first.
std::vector<hint_row> hints(unit_of_work& u);
/// Quotes that this person was sent.
std::vector<std::string> used_quotes(unit_of_work& u);
/// Of a table with an `at`: the latest. Empty: never.
std::optional<instant> last_water(unit_of_work& u);
std::optional<instant> last_workout(unit_of_work& u);

}  // namespace storage::notices
