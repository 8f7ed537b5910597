#pragma once
// Sends what waits in the outbox table, in each user's order, and records what became of it.
// Callers: user actors (outbox_wakeup, through the root supervisor), root_supervisor.
// Thread: its own mailbox. Holds: a row is handed to the carrier by one question at a time; one
// user's texts go out one after the other; a row whose fate is known is not sent again, even while
// storage still shows it as pending.
//
// One gap is open: the server may die between the carrier's yes and its record, and then sends the
// row again after its start. Carriers without an idempotency key have to be asked what they last
// took for that number; the simulator's knows rows by their id and takes each once.

#include <deque>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "actors/ask.hpp"
#include "actors/flow.hpp"
#include "actors/time_watch.hpp"
#include "config/common/backoff.hpp"
#include "config/common/clock.hpp"
#include "config/metrics.hpp"
#include "storage/model/rows.hpp"

namespace actors {

struct outbox_settings {
  std::int64_t batch = 256;  ///< most rows of one scan
  std::size_t most_in_flight = 8;
  int most_attempts = 8;
  backoff retry{std::chrono::seconds(5), std::chrono::hours(1)};
  std::chrono::milliseconds send_timeout{30'000};
  std::chrono::milliseconds scan_timeout{30'000};
  std::chrono::milliseconds longest_sleep{30'000};
  /// A record that storage does not show after this long is sent to it again.
  std::chrono::seconds record_again_after{10};
};

struct outbox_deps {
  const wall_clock& clock;  ///< must outlive the actor system
  protocol::reader_actor reader;
  protocol::committer_actor committer;
  protocol::sms_sender_actor sender;
  random_fraction random;
  metrics::counters sent{};  ///< outcome: accepted | refused | failed
};

class outbox_state {
 public:
  static inline constexpr const char* name = "outbox";
  using handle = protocol::outbox_actor::extend<caf::reacts_to<protocol::look_again>>;
  using row_ptr = std::shared_ptr<const storage::outbox_row>;

  explicit outbox_state(handle::pointer self) : self_(self) {}
  handle::behavior_type start(outbox_settings settings, std::shared_ptr<const outbox_deps> deps);

 private:
  /// The fate of a row as last told to the committer.
  struct told {
    protocol::outbox_result result;
    std::int64_t attempts = 0;
    instant at;
  };

  void look();
  flow<> scan();
  void adopt(const std::vector<row_ptr>& rows, instant read_at);
  bool may_send(const storage::outbox_row& row);
  void send_ready();
  flow<> send(row_ptr row);
  void conclude(const storage::outbox_row& row, const result<protocol::carrier_receipt>& receipt);
  void record(told fate);
  void set_alarm();
  protocol::health_report report() const;

  instant now() const { return deps_->clock.now(); }

  handle::pointer self_;
  outbox_settings settings_;
  std::shared_ptr<const outbox_deps> deps_;

  std::deque<row_ptr> ready_;  ///< read and not yet sent, in row order
  std::unordered_set<row_id> sending_;
  std::unordered_set<user_id> busy_;             ///< users with a text under way
  std::unordered_map<user_id, instant> paused_;  ///< users whose text failed: later ones wait too
  std::unordered_map<row_id, told> told_;        ///< until storage shows it

  bool scan_wanted_ = true;
  bool scanning_ = false;
  bool batch_was_full_ = false;
  int failed_scans_ = 0;
  instant rescan_at_{};

  std::int64_t sent_ = 0;
  alarm alarm_;
  rest_watch rest_;
  flow_set flows_;
};

/// errc::invalid_argument names a limit that makes no sense.
result<protocol::outbox_actor> spawn_outbox(caf::actor_system& system, outbox_settings settings,
                                            outbox_deps deps);

}  // namespace actors
