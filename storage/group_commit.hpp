#pragma once
// Stores the change sets of many users in one transaction: one round trip and one fsync for all of
// them. Owned by the committer; also driven directly by benches and tests. Blocks; one thread.
//
// Holds: a set is reported stored only when its transaction committed. A set that fails fails
// alone. When the connection breaks during a commit, what became of it is found out by claiming
// again: the claim waits for the broken attempt if that is still running, and then sees its row or
// not.

#include <array>
#include <chrono>
#include <memory>
#include <span>
#include <unordered_set>
#include <vector>

#include "config/common/clock.hpp"
#include "storage/bulk.hpp"
#include "storage/change_set.hpp"
#include "storage/connection.hpp"

namespace storage {

/// One change set on its way.
struct commit_item {
  const change_set* set = nullptr;
  errc outcome = errc::unavailable;  ///< errc::none: stored
  bool in_doubt = false;             ///< sent to the database at least once, outcome not seen
};

/// Why a set can never be stored, before the database is asked: rows of somebody else, text that
/// PostgreSQL cannot hold. errc::none when it can.
errc refusal_of(const change_set& set);

class group_commit {
 public:
  explicit group_commit(connection_settings settings);

  /// Decides every item's outcome. No two items of one call may belong to one user.
  void store(std::span<commit_item> items);

  /// Runs `sql` with the users of `ids` in sight, in a transaction of its own. `sql` is made of
  /// statements that end with a semicolon.
  pqxx::result run_for(std::span<const ::user_id> ids, const std::string& sql);
  /// The same for one statement whose answer is wanted.
  pqxx::result ask_for(std::span<const ::user_id> ids, const std::string& statement);
  /// Forgets the connection and whatever transaction was open on it.
  void drop() { connection_.drop(); }
  /// Connected, or throws storage_failure.
  storage::connection& connected();

  std::uint64_t transactions() const { return transactions_; }

  /// How long a set whose fate is unknown is looked for, and how long the first set that finds the
  /// database away waits for it.
  static constexpr std::chrono::milliseconds doubt_limit{5000};
  static constexpr std::chrono::milliseconds patience{1000};

 private:
  using items_view = std::span<commit_item*>;

  void store_some(items_view items);
  void store_claimed(items_view items, bool retried);
  void encode(items_view items);
  void add_rows(pipeline& together);
  void begin(pipeline& together, items_view items) const;
  void connect(bool in_doubt);
  void prepare();
  void roll_back() noexcept;
  static void fail(items_view items, errc code);

  storage::connection connection_;
  std::uint64_t prepared_on_ = 0;  ///< the connection's generation
  bool away_ = false;              ///< the last attempt to connect failed
  std::uint64_t transactions_ = 0;

  static constexpr std::size_t table_count = boost::mp11::mp_size<any_row>::value;
  row_batch claims_;
  std::array<row_batch, table_count> inserts_, updates_, deletes_;
};

}  // namespace storage
