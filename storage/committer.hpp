#pragma once
// The one writer: takes every change set that waits in its mailbox and stores them in one
// transaction (group_commit). Spawned by storage.cpp.
// Thread: its own (detached), it blocks on PostgreSQL. Holds: an answer `committed` means durable;
// sets of one user are stored in the order they came; a failing set harms nobody else.

#include <caf/all.hpp>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "actors/protocol/actors.hpp"
#include "config/common/clock.hpp"
#include "config/common/ids.hpp"
#include "storage/group_commit.hpp"
#include "storage/user_keys.hpp"
#include "storage/watch.hpp"

namespace storage {

struct committer_settings {
  connection_settings connection;
  std::size_t max_batch = 128;       ///< sets a transaction
  std::size_t max_waiting = 20'000;  ///< beyond it a set is refused at once with errc::unavailable
  /// How long sets may wait for others that are about to come, and from how many turns under way
  /// on they do: with fewer there is time for small transactions, and nobody should wait.
  std::chrono::microseconds gather_limit{5000};
  std::size_t crowd = 16;
  std::string default_timezone = "UTC";
  std::int64_t segment_price_micros = 0;   ///< where the carrier has not said what it charged
  std::int64_t monthly_budget_micros = 0;  ///< of one person; 0: none
};

struct committer_deps {
  std::shared_ptr<key_ring> keys;
  std::shared_ptr<id_generator> ids;
  const wall_clock* clock = nullptr;
  watch watched{};
};

/// Private to this folder: the public interface plus the self-sent "store what waits".
using committer_impl = protocol::committer_actor::extend<caf::reacts_to<caf::flush_atom>>;

class committer_state {
 public:
  static inline constexpr const char* name = "committer";

  explicit committer_state(committer_impl::pointer self) : self_(self) {}
  ~committer_state();

  committer_impl::behavior_type make_behavior(committer_settings settings, committer_deps deps);

 private:
  using commit_promise = caf::typed_response_promise<protocol::committed>;
  struct waiting {
    std::shared_ptr<const change_set> set;
    commit_promise promise;
  };
  /// Somebody to make a user of.
  struct newcomer {
    protocol::create_user user;
    caf::typed_response_promise<protocol::wake_answer> promise;
  };

  struct waiting_claim {
    protocol::claim_text wanted;
    caf::typed_response_promise<protocol::text_claimed> promise;
  };

  void flush_later();
  bool worth_storing() const;
  void store_waiting();
  void count(errc outcome) const;
  void store_batch();
  void claim_texts();
  std::vector<protocol::text_claimed> claim(std::span<const waiting_claim> claims);
  void store_outbox_results();
  void append_record(std::string& sql, const protocol::outbox_result& r);
  caf::result<protocol::report_stored> record(const protocol::record_report& m);
  caf::result<protocol::consent_set> set_consent(const protocol::set_consent& m);
  caf::result<protocol::sweep_mark> mark_sweep(const protocol::sweep_mark& m);
  std::string address_of(const std::string& phone) const;
  void store_newcomers();
  void insert_users(std::span<const newcomer> who);
  void greet(newcomer& who);
  caf::result<protocol::stranger_noted> note(const protocol::note_stranger& m);
  void drain();

  committer_impl::pointer self_;
  committer_settings settings_;
  committer_deps deps_;
  std::unique_ptr<group_commit> commit_;
  std::deque<waiting> waiting_;
  std::vector<waiting_claim> claims_;
  std::vector<newcomer> newcomers_;
  std::deque<protocol::outbox_result> results_;
  bool flush_sent_ = false;
  bool gathering_ = false;  ///< sets wait for others
  bool draining_ = false;
  std::int64_t finished_ = 0;
};

protocol::committer_actor spawn_committer(caf::actor_system& system, committer_settings settings,
                                          committer_deps deps);

}  // namespace storage
