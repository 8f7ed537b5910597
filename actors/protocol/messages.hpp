#pragma once
// What actors say to each other: plain values. Messages stay inside this process, so they may hold
// types that CAF cannot serialise (marked unsafe in type_ids.hpp).

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/common/error.hpp"
#include "config/common/ids.hpp"
#include "config/common/time.hpp"

namespace storage {
struct change_set;
struct user_snapshot;
struct outbox_row;
class unit_of_work;
}  // namespace storage

namespace protocol {

/// A whole text that ends or restores the consent to be sent to. The door knows its carrier's
/// words.
enum class consent_word : std::uint8_t { none, stop, start };

/// One text from a person, whatever door it came through.
struct inbound_text {
  std::string request_id;  ///< follows the text through messages, logs and rows
  std::string dedupe_key;  ///< the carrier's id of the message: the same key is answered once
  std::string channel;     ///< twilio | simulator | chat
  std::string from;        ///< E.164
  std::string body;        ///< valid UTF-8, at most 1,600 characters
  int media_count = 0;
  instant received_at;
  consent_word word = consent_word::none;
  bool silent = false;        ///< the carrier itself answers this text: nothing may be said
  bool answer_later = false;  ///< the door carries no answer: it goes out through the outbox
};

/// The answer to a text. Sent only after what it says is committed. `texts` may be empty (nothing
/// to say). A failure that the person should read is a text too, with `stored` false.
struct turn_reply {
  std::vector<std::string> texts;
  bool stored = true;
  bool duplicate = false;  ///< the text had been answered before; these are the same words
  bool failed = false;     ///< nothing came of it: the same text may be brought again
};

/// Store this set; the answer comes after the transaction committed.
struct commit_request {
  std::shared_ptr<const storage::change_set> set;
};
struct committed {
  instant at;
};

/// Run this on a reader thread with a unit of work for that user. `job` keeps its result itself
/// (see actors/read.hpp).
struct read_job {
  ::user_id user = 0;
  std::function<void(storage::unit_of_work&)> job;
};
struct read_done {};

/// Load all that a user's actor needs. `at` decides which day "today" is.
struct wake_request {
  std::string phone;  ///< E.164
  instant at;
};
/// `snapshot` is null when no user has this number.
struct wake_answer {
  std::shared_ptr<const storage::user_snapshot> snapshot;
};

/// Make a user with default preferences and a data key. Idempotent for a phone number.
struct create_user {
  std::string phone;
  instant at;
};

/// A stranger's number: answers whether to invite now (once in 24 h) and stores only an expiring
/// pending row.
struct note_stranger {
  std::string phone;
  instant at;
};
struct stranger_noted {
  bool invite = false;
};

/// A reminder or todo that has a time, as the timers know it.
struct due_item {
  row_id item = 0;
  ::user_id user = 0;
  std::string phone;  ///< how the directory finds the user's actor
  instant due_at;
};
/// All items not yet sent that fall due before `before`, oldest first, at most `limit`.
struct due_scan {
  instant before;
  std::int64_t limit = 10'000;
};
struct due_items {
  std::vector<due_item> items;
  bool more = false;
};

/// The user's actor tells the timers that an item was set, moved or is no longer waiting
/// (`due_at` empty).
struct item_scheduled {
  row_id item = 0;
  ::user_id user = 0;
  std::string phone;
  std::optional<instant> due_at;
};
/// The timers tell the user's actor that an item fell due. The actor checks its row first: an item
/// that was done, moved or already sent stays silent.
struct item_due {
  due_item item;
};
struct item_handled {};
/// The timers tell the user's actor that an item will fall due in some seconds: what can be read
/// before is read now, so that what many people set for the same minute comes in that minute.
struct get_ready {
  std::string phone;
};

/// Ends or restores the consent to send to a number, as of `at`.
struct set_consent {
  std::string phone;
  bool may_send = false;
  std::string reason;  ///< stop | carrier | unreachable; kept with the refusal
  instant at;
};
struct consent_set {
  bool changed = false;
};

/// Outgoing texts to see to: those that wait, and those of which it is not known whether the
/// carrier took them.
struct outbox_scan {
  instant at;
  std::int64_t limit = 256;
};
struct outbox_batch {
  std::vector<std::shared_ptr<const storage::outbox_row>> rows;
};
/// Take this text for sending: stored before it is handed over, so that a crash in between shows.
struct claim_text {
  row_id id = 0;
  ::user_id user = 0;
  std::string to;  ///< E.164
  std::int64_t segments = 0;
  bool asked_for = false;  ///< the person asked for it: goes even when the month's budget is spent
  instant at;
};
enum class claim_verdict : std::uint8_t {
  go,
  stopped,  ///< nothing may be sent to this number; the row says so
  held,     ///< the month's budget is nearly spent; the row says so
  gone      ///< it is no longer waiting
};
struct text_claimed {
  claim_verdict verdict = claim_verdict::gone;
  std::int64_t spent_micros = 0;  ///< of this month's budget, before this text
};
/// What became of one text: as the outbox learned it, or as the carrier reported it.
struct outbox_result {
  row_id id = 0;
  ::user_id user = 0;
  std::string status;  ///< pending (try again at `not_before`) | queued | sent | delivered |
                       ///< undelivered | failed
  std::string provider_id;
  instant not_before;
  instant at;
  bool attempted = true;  ///< it was handed to the carrier once more
  std::int64_t code = 0;  ///< the carrier's error code, or 0
  std::string note{};     ///< why, in a word: for the ledger
  std::optional<std::int64_t> price_micros{};
  /// For `pending`: the state that stays when `most_attempts` were made.
  std::string at_last = "failed";
  std::int64_t most_attempts = 1'000'000;
};
/// The same, when somebody waits for it to be stored.
struct record_report {
  outbox_result result;
};
struct report_stored {
  bool changed = false;
};
/// Mails that wait in the outbox table. Their first line is the subject.
struct waiting_mail {
  row_id id = 0;
  ::user_id user = 0;
  std::string to;
  std::string text;
  std::int64_t attempts = 0;
};
struct mail_scan {
  instant at;
  std::int64_t limit = 50;
};
struct mails_waiting {
  std::vector<waiting_mail> mails;
};
/// Something new waits in the outbox.
struct outbox_wakeup {};

/// What a carrier's word means for what happens next. Each carrier has its own codes.
enum class send_fate : std::uint8_t {
  taken,
  refused,        ///< this text will never be taken
  opted_out,      ///< nor any other to this number: its owner said so to the carrier
  unreachable,    ///< nor any other to this number: no phone can be reached there
  busy,           ///< not taken, or not delivered for now: try again later
  misconfigured,  ///< not taken until the operator sets something right
  unknown         ///< it may have been taken: ask before sending again
};

/// Hand one text to the carrier.
struct outgoing_text {
  row_id id = 0;   ///< 0: no row stands for it, and nothing is known of it afterwards
  std::string to;  ///< E.164
  std::string body;
  ::user_id user = 0;
  std::string earlier_id{};  ///< what the carrier called it when it took it once before and failed
};
struct carrier_receipt {
  std::string provider_id;
  send_fate fate = send_fate::taken;
  std::string status = "queued";  ///< when taken: queued, or sent if no report will follow
  std::int64_t code = 0;
  std::chrono::seconds retry_after{0};  ///< as the carrier asked; 0: it did not
};
/// A message as the carrier's own list has it.
struct carrier_message {
  std::string provider_id;
  bool inbound = false;
  std::string from, to, body;
  int media_count = 0;
  std::string status;  ///< as in outbox_result
  send_fate fate = send_fate::taken;
  std::int64_t code = 0;
  std::optional<std::int64_t> price_micros;
  instant at;
};
struct carrier_page {
  std::vector<carrier_message> messages;  ///< oldest first
  std::string next;                       ///< empty: that was all
};
/// Which messages could this text be, if it was taken? Those to its number, with its words, made
/// since it was claimed.
struct find_text {
  outgoing_text text;
  instant since;
};
/// All that the carrier holds since then, both ways. `page`: `next` of the page before.
struct carrier_history {
  instant since;
  std::string page;
};
/// A carrier's word about a text that it took, in whatever order and however often it comes.
struct delivery_report {
  carrier_message message;
  row_id id = 0;  ///< 0: told by provider_id alone
  ::user_id user = 0;
};

/// Of messages that a carrier holds: which came in and were never handled, which of ours are known.
struct recognise {
  std::vector<std::pair<std::string, std::string>> inbound;  ///< dedupe key, phone
  std::vector<std::string> outbound;                         ///< provider ids
};
struct known_text {
  row_id id = 0;
  ::user_id user = 0;
  std::string provider_id, status;
  bool priced = false;
};
struct recognised {
  std::vector<std::string> unseen;  ///< dedupe keys
  std::vector<known_text> known;
};
/// Up to when a carrier was asked for what never reached us. `seen_until` empty: only asks.
struct sweep_mark {
  std::string carrier;
  std::optional<instant> seen_until;
};

/// A text that the server itself has for a person: once for each key.
struct notice {
  std::string phone;
  std::string dedupe_key;
  std::string kind;
  std::string text;
};
struct notice_stored {};

struct health_query {};
struct component_health {
  std::string name;
  bool ok = false;
  std::string detail;  ///< for the operator; no secret, no person's data
};
struct health_report {
  std::vector<component_health> components;
};

/// The simulator moved its clock: everything that waits for a time looks again. The answer comes
/// when all that fell due was handled and all that can be sent was sent.
struct clock_advanced {};
struct clock_settled {};

/// Drain: finish what is under way, take nothing new, then answer.
struct drain {};
struct drained {
  std::int64_t finished = 0;
};

/// To a user's actor: nothing has come for a while; leave. Sent only when nothing is under way.
struct retire {};

// What an actor sends to itself, later. CAF cannot cancel a delayed message, so each carries the
// number it was armed with; an older one is ignored.
struct look_again {
  std::uint64_t number = 0;
};
/// The root supervisor's: start the child of this place in the start order again.
struct restart_child {
  std::size_t place = 0;
};

}  // namespace protocol
