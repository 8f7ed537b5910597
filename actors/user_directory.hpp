#pragma once
// Phone number -> user actor: the only thing that knows where a user's actor lives. Spawns an actor
// with a user's first message, replaces one that failed, lets idle ones leave.
// Each user has a queue here and gets one message at a time. So a user's actor that fails takes
// exactly one message with it, and one that is told to leave has nothing left to do: no message is
// lost between an actor and its successor, and two actors never act for one user.
// Callers: net (texts), reminder_timers (items due), root_supervisor. Thread: its own mailbox.
// Holds: what was accepted is answered; what cannot be taken is refused at once.

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

#include "actors/ask.hpp"
#include "actors/flow.hpp"
#include "actors/user_actor.hpp"
#include "config/common/turn_load.hpp"
#include "config/metrics.hpp"

namespace actors {

struct user_directory_settings {
  std::chrono::seconds idle_after{15 * 60};
  std::size_t most_awake = 100'000;    ///< beyond it the longest idle leave early
  std::size_t most_in_flight = 4'096;  ///< of all users: accepted and not answered
  std::size_t most_waiting_per_user = 256;
  /// Longer than all that one turn may wait for. An actor that takes longer is given up.
  std::chrono::milliseconds turn_timeout{60'000};
};

struct user_directory_metrics {
  metrics::gauge awake, in_flight;
  metrics::counter restarts;
};

struct user_directory_deps {
  std::shared_ptr<const user_world> world;
  std::shared_ptr<turn_load> load;  ///< told how many users are being answered
  user_directory_metrics metrics{};
};

class user_directory_state {
 public:
  static inline constexpr const char* name = "user-directory";
  using handle = protocol::user_directory_actor::extend<caf::reacts_to<protocol::look_again>>;

  explicit user_directory_state(handle::pointer self) : self_(self) {}
  handle::behavior_type start(user_directory_settings settings, user_directory_deps deps);

 private:
  template <class Message, class Answer>
  struct errand {
    using answer = Answer;
    Message message;
    reply_to<Answer> reply;
  };
  using text_errand = errand<protocol::inbound_text, protocol::turn_reply>;
  using due_errand = errand<protocol::item_due, protocol::item_handled>;
  using notice_errand = errand<protocol::notice, protocol::notice_stored>;

  /// A user with an actor or with something to do.
  struct resident {
    std::string phone;
    protocol::user_actor actor;  ///< null: to be spawned
    std::list<std::variant<text_errand, due_errand, notice_errand>> waiting;
    bool busy = false;  ///< a `serve` is running for it
    caf::actor_clock::time_point last_used;
  };
  using residents = std::list<resident>;

  template <class Errand, class Message>
  caf::result<typename Errand::answer> accept(const std::string& phone, Message message);
  flow<> serve(resident& who);
  template <class Errand>
  flow<> run(resident& who, Errand job);

  resident& find_or_add(const std::string& phone);
  void ensure_actor(resident& who);
  void disown(resident& who);
  void retire(residents::iterator who);
  void retire_idle();
  void retire_beyond_limit();
  void on_exit_of(const caf::exit_msg& gone);
  void finish_drain();
  void count_busy(std::ptrdiff_t more);
  void publish() const;
  protocol::health_report report() const;

  handle::pointer self_;
  user_directory_settings settings_;
  user_directory_deps deps_;
  std::shared_ptr<const protocol::time_limit> turn_limit_, storage_limit_;
  residents residents_;  ///< longest idle first
  std::unordered_map<std::string_view, residents::iterator> by_phone_;
  /// Every user actor that has not ended yet; null: one that was retired or given up.
  std::unordered_map<caf::actor_id, resident*> children_;
  std::size_t in_flight_ = 0;
  std::size_t busy_ = 0;  ///< users who are being answered
  std::int64_t finished_ = 0;
  bool draining_ = false;
  std::vector<reply_to<protocol::drained>> drain_replies_;
  flow_set flows_;
};

/// errc::invalid_argument names a limit that is not positive.
result<protocol::user_directory_actor> spawn_user_directory(caf::actor_system& system,
                                                            user_directory_settings settings,
                                                            user_directory_deps deps);

}  // namespace actors
