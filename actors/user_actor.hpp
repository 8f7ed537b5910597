#pragma once
// One user's conversation: everything that happens to the user, one thing at a time. What the actor
// remembers is its cache of storage; as nothing else writes that user's rows, it cannot go stale.
// Whenever the actor is not sure that it agrees with storage it forgets, and reads again before the
// next text.
// Callers: user_directory. Thread: its own mailbox, on CAF's scheduler; it never blocks.
// Holds: nothing is answered before it is stored; a text is stored once, whatever comes twice.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/ask.hpp"
#include "actors/flow.hpp"
#include "actors/recent_replies.hpp"
#include "actors/turn_logic.hpp"
#include "config/common/clock.hpp"
#include "config/metrics.hpp"
#include "config/settings.hpp"
#include "storage/change_set.hpp"

namespace actors {

struct user_actor_settings {
  sign_up_policy sign_up = sign_up_policy::invite;
  handlers::delivery through;  ///< how what is said outside a reply leaves
  /// Longer than the database's statement timeout: then no answer means that storage is in trouble.
  std::chrono::milliseconds storage_timeout{10'000};
};

struct understanding_metrics {
  metrics::counters intents;  ///< of what was understood, whether it could be done or not
  metrics::histogram seconds;
};

/// What all user actors share. The references must outlive the actor system.
struct user_world {
  const wall_clock& clock;
  id_generator& ids;
  const turn_logic& logic;
  protocol::reader_actor reader;
  protocol::committer_actor committer;
  protocol::effects_actor effects;
  user_actor_settings settings;
  understanding_metrics counted{};
};

class user_actor_state {
 public:
  static inline constexpr const char* name = "user";
  using handle = protocol::user_actor;

  explicit user_actor_state(handle::pointer self) : self_(self) {}
  handle::behavior_type start(std::shared_ptr<const user_world> world,
                              std::shared_ptr<const protocol::time_limit> storage_limit,
                              std::string phone);

 private:
  /// What is remembered while the actor agrees with storage.
  struct awake {
    ::user_id user = 0;
    std::shared_ptr<const crypto::aead_key> key;
    handlers::user_state state;
    std::optional<std::string> stopped;  ///< why nothing may be sent to this number, if so
  };
  enum class sender : std::uint8_t { known, stranger };
  /// Where a change set ended up when storing it did not fail.
  struct commit_outcome {
    bool answered_before = false;
    std::vector<std::string> texts;  ///< what was answered then
  };
  using text_reply = reply_to<protocol::turn_reply>;
  using due_reply = reply_to<protocol::item_handled>;
  using notice_reply = reply_to<protocol::notice_stored>;

  // What happens to a user.
  flow<> on_inbound(protocol::inbound_text text, text_reply reply);
  flow<> on_item_due(protocol::due_item due, due_reply reply);
  flow<> on_notice(protocol::notice words, notice_reply reply);
  flow<> on_get_ready();

  // The steps, in the order they happen.
  flow<result<sender>> wake(instant at);
  flow<result<void>> set_consent(bool may_send, instant at);
  flow<result<void>> resume_consent(protocol::inbound_text& text, instant now);
  flow<> finish_consent(protocol::inbound_text text, instant now, text_reply reply);
  flow<> meet_stranger(protocol::inbound_text text, text_reply reply);
  nlp::understanding understand(const protocol::inbound_text& text, instant now) const;
  flow<result<handlers::turn_result>> plan(handlers::turn_input input);
  flow<result<commit_outcome>> commit(std::shared_ptr<const storage::change_set> set);
  flow<result<commit_outcome>> look_up(std::shared_ptr<const storage::change_set> set, errc why);
  void perform(const std::vector<handlers::effect>& effects);
  protocol::turn_reply repeated(const protocol::inbound_text& text,
                                std::vector<std::string> texts) const;
  bool queue_answer(const protocol::inbound_text& text, const std::vector<std::string>& texts,
                    storage::change_set& set);
  storage::outbox_row outgoing(std::string kind, std::string words);

  bool agrees_with_storage(instant at) const;
  void remember(const storage::user_snapshot& snapshot, instant at);
  void forget() { awake_.reset(); }
  protocol::turn_reply failure(errc why) const;

  handle::pointer self_;
  std::shared_ptr<const user_world> world_;
  std::shared_ptr<const protocol::time_limit> storage_limit_;
  std::string phone_;
  std::unique_ptr<awake> awake_;
  recent_replies recent_;
  /// As last known; before that, what their number suggests.
  replies::language speaks_ = replies::language::english;
  flow_set flows_;
};

/// For `spawn`: one user's actor. Nothing is read before its first message. `storage_limit`: of
/// `world->settings.storage_timeout`, shared by all users.
protocol::user_actor::behavior_type user_actor_main(
    protocol::user_actor::stateful_pointer<user_actor_state> self,
    std::shared_ptr<const user_world> world,
    std::shared_ptr<const protocol::time_limit> storage_limit, std::string phone);

}  // namespace actors
