#pragma once
// Starts the actors in order, starts failed ones again, stops them in order. Everybody else talks
// to them through this one address, which stays the same when one of them is replaced.
// Start: outbox, directory, timers, the carrier's sweep if there is one (each needs those before
// it). Drain: sweep, directory, timers, outbox, committer (each may still give work to those after
// it).
// Callers: net/app (health, drain, clock), net (texts), user actors and timers (what goes from one
// to another). Thread: its own mailbox.
// Holds: its children are linked to it: none outlives it.

#include <functional>
#include <memory>

#include "actors/ask.hpp"
#include "actors/flow.hpp"
#include "actors/supervisor.hpp"
#include "config/metrics.hpp"

namespace actors {

struct root_supervisor_settings {
  restart_policy restarts{};
  std::chrono::milliseconds drain_time{10'000};  ///< for all of it
  std::chrono::milliseconds health_time{1'000};
  std::chrono::milliseconds settle_time{60'000};
};

/// How to start each child. What a child sends to others it sends to `to`: this supervisor.
struct root_supervisor_children {
  std::function<result<protocol::outbox_actor>(caf::actor_system&, protocol::notice_actor to)>
      outbox;
  std::function<result<protocol::user_directory_actor>(caf::actor_system&,
                                                       protocol::effects_actor to)>
      directory;
  std::function<result<protocol::reminder_timers_actor>(caf::actor_system&, protocol::due_actor to)>
      timers;
  /// Empty: no carrier that could be asked.
  std::function<result<protocol::carrier_sweep_actor>(caf::actor_system&,
                                                      protocol::sweep_target_actor to)>
      sweep;
};

struct root_supervisor_deps {
  root_supervisor_children children;
  protocol::reader_actor reader;
  protocol::committer_actor committer;
  random_fraction random;
  metrics::counters restarts{};  ///< actor
};

class root_supervisor_state {
 public:
  static inline constexpr const char* name = "root-supervisor";
  using handle = protocol::root_supervisor_actor::extend<caf::reacts_to<protocol::restart_child>>;

  explicit root_supervisor_state(handle::pointer self) : self_(self) {}
  handle::behavior_type start(root_supervisor_settings settings,
                              std::shared_ptr<const root_supervisor_deps> deps);

 private:
  struct child {
    const char* name;
    std::function<result<caf::actor_id>()> start;
    std::function<void()> forget;
    caf::actor_id id = caf::invalid_actor_id;
    restart_record record;
  };

  template <class Handle, class Make>
  child supervised(const char* child_name, Handle& place, Make make);
  void start_child(std::size_t place);
  void on_exit_of(const caf::exit_msg& gone);
  void on_failure(std::size_t place);

  flow<> report(reply_to<protocol::health_report> reply);
  flow<> settle(reply_to<protocol::clock_settled> reply);
  flow<> drain(reply_to<protocol::drained> reply);
  template <class Handle>
  flow<std::int64_t> drain_one(const char* who, Handle actor,
                               caf::actor_clock::time_point deadline);

  handle::pointer self_;
  root_supervisor_settings settings_;
  std::shared_ptr<const root_supervisor_deps> deps_;
  // Null while one is down.
  protocol::outbox_actor outbox_;
  protocol::user_directory_actor directory_;
  protocol::reminder_timers_actor timers_;
  protocol::carrier_sweep_actor sweep_;
  std::vector<child> children_;  ///< in start order
  bool stopping_ = false;
  flow_set flows_;
};

/// The children start before its first message. A child that cannot start is tried again like one
/// that failed; when that happens too often this actor ends with an error: monitor it.
protocol::root_supervisor_actor spawn_root_supervisor(caf::actor_system& system,
                                                      root_supervisor_settings settings,
                                                      root_supervisor_deps deps);

}  // namespace actors
