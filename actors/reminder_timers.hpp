#pragma once
// Says when a reminder falls due. Storage decides what is due; this knows only the near future of
// it and offers each item to its user's actor at its moment, again and again until it was handled.
// Callers: user actors (item_scheduled, through the root supervisor), root_supervisor.
// Thread: its own mailbox. Holds: an item is offered by one question at a time; every item due
// before `known_until_` is in `items_`; what was missed (a crash, downtime) comes with the first
// scan.

#include <queue>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "actors/ask.hpp"
#include "actors/flow.hpp"
#include "actors/time_watch.hpp"
#include "config/common/backoff.hpp"
#include "config/common/clock.hpp"
#include "config/metrics.hpp"

namespace actors {

struct reminder_timers_settings {
  std::chrono::seconds window{15 * 60};  ///< how far ahead is kept in memory
  std::int64_t page = 10'000;            ///< most items of one scan
  std::size_t most_offered = 256;        ///< questions under way at one time
  /// So long before an item is due its user's actor is told to get ready, so many in a batch and a
  /// batch in so much time: people who text meanwhile wait for a batch at most.
  std::chrono::seconds ready_ahead{20};
  std::size_t ready_batch = 20;
  std::chrono::milliseconds ready_pause{50};
  /// The system's clock may jump; a sleep never lasts longer than this.
  std::chrono::milliseconds longest_sleep{30'000};
  std::chrono::milliseconds scan_timeout{30'000};
  std::chrono::milliseconds offer_timeout{90'000};  ///< longer than a turn may take
  backoff retry{std::chrono::seconds(1), std::chrono::minutes(5)};
};

struct reminder_timers_deps {
  const wall_clock& clock;  ///< must outlive the actor system
  protocol::reader_actor reader;
  protocol::due_actor due;
  random_fraction random;
  metrics::gauge waiting{};
  metrics::counters handled{};  ///< outcome: on-time, late, failed
};

class reminder_timers_state {
 public:
  static inline constexpr const char* name = "reminder-timers";
  using handle = protocol::reminder_timers_actor::extend<caf::reacts_to<protocol::look_again>>;

  explicit reminder_timers_state(handle::pointer self) : self_(self) {}
  handle::behavior_type start(reminder_timers_settings settings,
                              std::shared_ptr<const reminder_timers_deps> deps);

 private:
  struct waiting_item {
    protocol::due_item due;
    instant next_try;  ///< when it falls due, or later after a failure
    int failures = 0;
    bool offered = false;
    bool moved = false, gone = false;  ///< what was heard while it was offered
  };
  struct moment {
    instant at;
    row_id item;
    friend bool operator>(const moment& a, const moment& b) { return a.at > b.at; }
  };

  void look();
  void announce_near();
  void offer_due();
  flow<> offer(row_id item);
  void conclude(const protocol::due_item& due, const result<protocol::item_handled>& answer);
  flow<> scan();
  void adopt(const protocol::due_items& found, instant until);
  void on_scheduled(const protocol::item_scheduled& news);
  void wait_for(waiting_item& item);
  void set_alarm();
  protocol::health_report report() const;

  instant now() const { return deps_->clock.now(); }

  handle::pointer self_;
  reminder_timers_settings settings_;
  std::shared_ptr<const reminder_timers_deps> deps_;

  std::unordered_map<row_id, waiting_item> items_;
  /// Moments to look at items; one that no longer fits its item is skipped.
  std::priority_queue<moment, std::vector<moment>, std::greater<>> moments_;
  std::size_t offered_ = 0;
  /// The same for getting ready, that much earlier.
  std::priority_queue<moment, std::vector<moment>, std::greater<>> near_;
  instant next_batch_at_{};

  instant known_until_{};
  instant rescan_at_{};  ///< the epoch: at once
  bool scanning_ = false;
  instant scanning_until_{};
  int failed_scans_ = 0;
  bool page_was_full_ = false;
  std::unordered_set<row_id> heard_during_scan_;

  alarm alarm_;
  rest_watch rest_;
  std::set<std::pair<row_id, instant>> handled_while_settling_;
  flow_set flows_;
};

/// errc::invalid_argument names a limit that makes no sense.
result<protocol::reminder_timers_actor> spawn_reminder_timers(caf::actor_system& system,
                                                              reminder_timers_settings settings,
                                                              reminder_timers_deps deps);

}  // namespace actors
