#pragma once
// Storage in memory, behind the real actor interfaces, with faults on order. It keeps the promises
// that actors rely on: a change set is stored whole or not, a (user, dedupe key) once, and a
// snapshot shows what is stored.
// Thread: its actors may run on any; a test looks inside while they are at rest.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "actors/protocol/actors.hpp"
#include "storage/change_set.hpp"
#include "storage/unit_of_work.hpp"
#include "storage/user_snapshot.hpp"
#include "tests/support/actor_test.hpp"

namespace test {

class fake_storage {
 public:
  /// What becomes of the next commit (one of these for each commit to come).
  enum class fate {
    stored,
    refused,            ///< errc::unavailable, nothing stored
    stored_but_silent,  ///< stored, but no answer ever comes
    lost,               ///< not stored, and no answer ever comes
  };

  explicit fake_storage(caf::actor_system& system, const wall_clock& clock);
  ~fake_storage();
  fake_storage(const fake_storage&) = delete;

  protocol::committer_actor committer() const { return committer_; }
  protocol::reader_actor reader() const { return reader_; }

  user_id add_user(const std::string& phone);

  // Faults on order.
  std::deque<fate> commits;
  std::deque<errc> reads;      ///< errors for the next reads and wake-ups; errc::none: works
  std::deque<errc> due_scans;  ///< the same for scans of due items
  /// Commits and reads wait until `release`, so that a test can look at what is under way.
  bool hold = false;
  void release();

  // What is stored, and what was asked.
  std::vector<std::shared_ptr<const storage::change_set>> stored;
  const storage::message_row* message(user_id user, const std::string& dedupe_key) const;
  std::map<row_id, storage::item_row> items;
  std::map<row_id, storage::outbox_row> outbox;
  std::vector<protocol::outbox_result> outbox_results;
  std::set<std::string> stopped;  ///< numbers that nothing may be sent to
  std::vector<protocol::set_consent> consents;
  std::set<row_id> over_budget;   ///< texts that claims hold back
  std::int64_t spent_micros = 0;  ///< what claims say of the month
  std::map<std::string, instant> sweeps;
  std::set<std::string> strangers;  ///< invited within the last day
  int wakes = 0, reads_done = 0, due_scans_done = 0, outbox_scans_done = 0;
  bool drained = false;

 private:
  using commit_promise = caf::typed_response_promise<protocol::committed>;

  // CAF delivers a promise only from inside its actor, so `release` sends them `look_again`.
  using committer_handle = protocol::committer_actor::extend<caf::reacts_to<protocol::look_again>>;
  using reader_handle = protocol::reader_actor::extend<caf::reacts_to<protocol::look_again>>;
  using held = std::deque<std::function<void()>>;

  committer_handle::behavior_type committer_behavior(committer_handle::pointer self);
  reader_handle::behavior_type reader_behavior(reader_handle::pointer self);
  void do_or_hold(held& waiting, std::function<void()> step);
  static void go_on(held& waiting);

  result<void> store(std::shared_ptr<const storage::change_set> set);
  void apply(const storage::row_change& change);
  void commit(std::shared_ptr<const storage::change_set> set, commit_promise promise);
  protocol::wake_answer wake(const std::string& phone, instant at) const;
  protocol::text_claimed claim(const protocol::claim_text& wanted);
  bool record(const protocol::outbox_result& r);
  errc next_error(std::deque<errc>& queue) const;
  void run_read(protocol::read_job& job);

  const wall_clock& clock_;
  std::recursive_mutex mutex_;  ///< its two actors share what is stored
  std::map<std::string, user_id> users_;
  held held_commits_, held_reads_;
  std::vector<commit_promise> never_answered_;
  committer_handle committer_;
  reader_handle reader_;
};

}  // namespace test
