#pragma once
// What a handler is: one act in, an outcome out. Recording handlers are pure functions of the act
// and of what the user's actor remembers; answering ones say what to read and go on from there, on
// a reader thread. Called by `turn.cpp` for the user actor; no handler sends, waits or knows an
// actor.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "actors/handlers/vocabulary.hpp"
#include "actors/replies/formatter.hpp"
#include "config/common/ids.hpp"
#include "config/common/result.hpp"
#include "config/common/zone.hpp"
#include "nlp/pipeline.hpp"
#include "storage/change_set.hpp"
#include "storage/unit_of_work.hpp"
#include "storage/user_snapshot.hpp"

namespace handlers {

/// What the conversation is waiting for. Stored as the conversation row, so it survives a restart.
struct conversation {
  /// An act that lacks one thing we asked for ("remind me to call mom" -> "When?").
  std::optional<nlp::act> pending_act;
  std::string pending_question;  ///< what was asked, or empty
  /// The name of the slot that the answer fills: "due", "item", "amount_ml"...; "confirmed" when a
  /// yes is enough to do `pending_act` as it stands.
  std::string pending_slot;
  instant pending_until;  ///< after this the question is forgotten
  /// Done on a "no", where a no means more than leaving things as they are.
  std::optional<nlp::act> if_declined;
  /// The last question of the person's about their figures: what "why?" is about, when it came
  /// last.
  std::optional<nlp::act> last_query;
  /// The rows of the last list shown, in its order: "done 2" means the second.
  std::vector<row_id> last_list;
  /// What the notice was about that was the last thing said: "tomorrow at 9" then moves it. Empty
  /// once the person has turned to something else.
  std::vector<row_id> notified;
  /// The part of a long answer not yet sent ("more").
  std::string rest;
  /// A code was mailed: until then six digits are that code.
  std::optional<instant> code_until;
};

inline constexpr std::chrono::minutes pending_lifetime{30};
/// Of a question before something is destroyed: a late "yes" means something else.
inline constexpr std::chrono::minutes destructive_lifetime{10};
inline constexpr std::chrono::hours conversation_lifetime{24};
/// "make it 3" means the turns before only as long as they are on the person's mind.
inline constexpr std::chrono::hours reference_lifetime{6};

/// What the user's actor remembers about its user. Handlers only look.
struct user_state {
  storage::user_row user;
  storage::preferences_row preferences;
  zone tz;
  storage::day_totals today;  ///< of the user's current day
  conversation talk;
  std::vector<nlp::turn> history;  ///< the last few turns, oldest first
  instant last_turn_at{};          ///< of the newest of them
  std::shared_ptr<const vocabulary> words = std::make_shared<const vocabulary>();  ///< taught
  std::vector<storage::goal_row> goals;                                            ///< active ones
};

/// How what is said outside a reply leaves.
struct delivery {
  std::string text_channel = "sms";  ///< sms | simulator
  bool mail = false;                 ///< whether mails can be sent
  /// What one person's texts cost, and may cost in a month, in millionths; 0: no limit.
  std::int64_t segment_price_micros = 0, monthly_budget_micros = 0;
};

/// The text being answered. It outlives every outcome and every deferred made from it.
struct turn_context {
  const user_state& state;  ///< with the earlier acts of the same text already applied
  instant now;
  local_seconds local_now;
  row_id message_id;
  std::string_view text;
  id_generator& ids;
  replies::voice voice;
  /// What the earlier acts of this text change. It is not stored yet, so reads do not show it.
  const std::vector<storage::row_change>& earlier;
  const delivery& through;
};

/// The actor does these after the commit, by sending messages.
struct schedule_item {
  row_id item;
  std::optional<instant> due_at;  ///< empty: no longer waiting
};
struct reload_state {};  ///< preferences, zone or totals changed in ways totals cannot follow
struct wake_outbox {};
using effect = std::variant<schedule_item, reload_state, wake_outbox>;

/// What an act leads to. All wording is made from the rows in `changes`, which are exactly the rows
/// that get stored, and is sent only when they are.
struct outcome {
  std::vector<storage::row_change> changes;
  /// What was logged, as phrases ("2 eggs (~143 cal)"); those of all acts share one sentence.
  std::vector<std::string> logged;
  std::vector<std::string> todos;  ///< what was added to the todos, the same way
  std::string reply;               ///< whole sentences, after those of `logged`
  /// The day's total after this act. Of several acts with one key only the last is said.
  std::string total, total_key;
  std::string closing;  ///< a question of ours about it: the last thing said
  std::vector<effect> effects;
  std::string action;  ///< names the act for undo ("water_log"); empty: cannot be undone
  std::optional<conversation> talk;  ///< set: replaces the conversation
};

/// Runs on a reader thread, within the life of the turn it came from.
using deferred = std::function<result<outcome>(storage::unit_of_work&)>;
using handled = std::variant<outcome, deferred>;

/// Something asked for in one text, ready to be done.
using command = std::function<handled(const turn_context&)>;

class handler {
 public:
  virtual ~handler() = default;
  virtual handled handle(const nlp::act& act, const turn_context& turn) const = 0;
};

}  // namespace handlers
