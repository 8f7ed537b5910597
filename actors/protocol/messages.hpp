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

/// One text from a person, whatever door it came through.
struct inbound_text {
  std::string request_id;  ///< follows the text through messages, logs and rows
  std::string dedupe_key;  ///< the carrier's id of the message: the same key is answered once
  std::string channel;     ///< twilio | simulator | chat
  std::string from;        ///< E.164
  std::string body;        ///< valid UTF-8, at most 1,600 characters
  int media_count = 0;
  instant received_at;
};

/// The answer to a text. Sent only after what it says is committed. `texts` may be empty (nothing
/// to say). A failure that the person should read is a text too, with `stored` false.
struct turn_reply {
  std::vector<std::string> texts;
  bool stored = true;
  bool duplicate = false;  ///< the text had been answered before; these are the same words
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

/// Outgoing texts that wait in the outbox table.
struct outbox_scan {
  instant at;
  std::int64_t limit = 256;
};
struct outbox_batch {
  std::vector<std::shared_ptr<const storage::outbox_row>> rows;
};
/// What became of one send.
struct outbox_result {
  row_id id = 0;
  ::user_id user = 0;
  std::string status;  ///< sent | pending (try again at `not_before`) | failed
  std::string provider_id;
  instant not_before;
  instant at;
};
/// Something new waits in the outbox.
struct outbox_wakeup {};

/// Hand one text to the carrier.
struct outgoing_text {
  row_id id = 0;
  std::string to;  ///< E.164
  std::string body;
};
struct carrier_receipt {
  std::string provider_id;
};

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
