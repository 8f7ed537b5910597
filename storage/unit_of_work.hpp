#pragma once
// A read-only look at one user's rows, in one repeatable-read transaction behind row-level
// security. Made by a reader worker, on its thread, and passed to the function it runs; it must
// not outlive that call. Repositories are written over it.

#include <string>
#include <utility>
#include <vector>

#include "config/common/crypto.hpp"
#include "storage/model/rows.hpp"

namespace pqxx {
class transaction_base;
}

namespace storage {

/// A named SQL text with $1.. parameters; repositories keep theirs as constants.
struct statement {
  const char* name;
  const char* sql;
};

class unit_of_work {
 public:
  unit_of_work(pqxx::transaction_base& tx, ::user_id user,
               std::shared_ptr<const crypto::aead_key> key);

  ::user_id user() const { return user_; }
  const crypto::aead_key& key() const { return *key_; }

  /// Rows of any described struct; columns are matched to members by name, sealed_text is opened.
  /// Parameters: int64, double, bool, string, instant, local_days, optionals of these. Throws
  /// storage_failure (caught by the reader, which answers errc::unavailable or errc::internal).
  template <class Row, class... Params>
  std::vector<Row> select(const statement& s, const Params&... params);

 private:
  pqxx::transaction_base& tx_;
  ::user_id user_;
  std::shared_ptr<const crypto::aead_key> key_;
};

}  // namespace storage
