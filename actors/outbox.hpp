#pragma once
// Sends what waits in the outbox table, in each user's order, and records what became of it.
// Callers: user actors (outbox_wakeup) and net (delivery_report), both through the root supervisor,
// which also drains it. Thread: its own mailbox.
// Holds: a row is claimed in storage before the carrier hears of it, so a text found claimed after
// a crash, or after an answer that never came, may have been taken; the carrier is asked before it
// goes again (docs/adr/0005-settle-by-listing.md). One user's texts go out one after the other. A
// row whose fate is known is not sent again, even while storage still shows it as waiting. Nothing
// goes to a number whose owner said STOP, whoever put it into the table.

#include <deque>
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "actors/ask.hpp"
#include "actors/flow.hpp"
#include "actors/send_rate.hpp"
#include "actors/time_watch.hpp"
#include "config/common/backoff.hpp"
#include "config/common/clock.hpp"
#include "config/metrics.hpp"
#include "storage/model/rows.hpp"

namespace actors {

struct outbox_settings {
  /// Most rows of one scan: what is under way is among them, and a thousand may fall due at once.
  std::int64_t batch = 1'024;
  std::size_t most_in_flight = 256;  ///< claimed together in one transaction
  int most_attempts = 8;
  backoff retry{std::chrono::seconds(5), std::chrono::hours(1)};
  std::chrono::milliseconds send_timeout{30'000};
  std::chrono::milliseconds scan_timeout{30'000};
  std::chrono::milliseconds storage_timeout{10'000};
  std::chrono::milliseconds longest_sleep{30'000};
  /// A record that storage does not show after this long is sent to it again.
  std::chrono::seconds record_again_after{10};
  /// The carrier's list may lag behind: a text of unknown fate is looked for this long after its
  /// claim.
  std::chrono::seconds settle_after{15};
  /// A text that the carrier took but could not deliver for now goes again after this, so often.
  std::chrono::seconds deliver_again_after{300};
  int most_deliveries = 3;
  std::int64_t texts_per_minute = 6'000;
  std::int64_t texts_per_user_minute = 30;
  /// One person's month, in millionths of the currency; 0: no limit. See claim_text.
  std::int64_t monthly_budget_micros = 0;
};

struct outbox_metrics {
  metrics::counters sent{};     ///< outcome: taken, refused, failed, unknown, settled
  metrics::counters reports{};  ///< status
  metrics::counters held{};     ///< reason: rate, user-rate, stopped, budget
  metrics::counter segments{};  ///< of texts that the carrier took
  metrics::counters budget{};   ///< state: near
  metrics::gauges texts{};      ///< state: pending (known and not yet begun with), sending
};

struct outbox_deps {
  const wall_clock& clock;  ///< must outlive the actor system
  protocol::reader_actor reader;
  protocol::committer_actor committer;
  protocol::carrier_actor carrier;
  protocol::notice_actor notices;
  random_fraction random;
  outbox_metrics metrics{};
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
  using report_reply = reply_to<protocol::report_stored>;

  void look();
  flow<> scan();
  void adopt(const std::vector<row_ptr>& rows, instant read_at);
  bool wants_scan() const;
  bool may_go(const storage::outbox_row& row);
  bool is_in_doubt(const storage::outbox_row& row) const;
  void send_ready();
  void begin_what_may_go();
  bool starts(const row_ptr& row);
  flow<> send(row_ptr row);
  flow<result<protocol::text_claimed>> claim(row_ptr row);
  void conclude(const storage::outbox_row& row, const result<protocol::carrier_receipt>& answer);
  flow<> settle(row_ptr row);
  flow<result<std::optional<protocol::carrier_message>>> find_at_carrier(row_ptr row);
  flow<> on_report(protocol::delivery_report report, report_reply reply);
  void refuse_number(const std::string& phone, protocol::send_fate fate);
  void mention_budget(const storage::outbox_row& row, std::int64_t spent);
  void pause(user_id user, instant until);
  void forget_ready(user_id user);
  void begin(const storage::outbox_row& row);
  void end(const storage::outbox_row& row);
  protocol::outbox_result outcome_of(const storage::outbox_row& row) const;
  std::int64_t attempts_of(const storage::outbox_row& row) const;
  void record(told fate);
  void set_alarm();
  protocol::health_report report() const;

  instant now() const { return deps_->clock.now(); }

  handle::pointer self_;
  outbox_settings settings_;
  std::shared_ptr<const outbox_deps> deps_;

  std::deque<row_ptr> ready_;  ///< read and not yet seen to, in row order
  std::unordered_set<row_id> sending_;
  std::unordered_set<user_id> busy_;             ///< users with a text under way
  std::unordered_map<user_id, instant> paused_;  ///< users whose text waits: later ones wait too
  std::unordered_map<row_id, told> told_;        ///< until storage shows it
  send_rates rates_{1, 1};
  instant carrier_rests_until_{};  ///< it asked for that
  std::set<std::pair<user_id, std::string>> budget_mentioned_;

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
