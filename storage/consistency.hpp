#pragma once
// Reads every row and says which rules of the schema, and between its tables, stored data breaks:
// out of range, orphaned, twice, half stored. PostgreSQL keeps most of these by itself; what it
// cannot keep is a table restored by hand, a disk that lied, or an index that lost its way.
// Called by `sms-assistant check`. Blocks, and reads whole tables; changes nothing.

#include <cstdint>
#include <string>
#include <vector>

#include "config/common/result.hpp"

namespace storage {

struct consistency_report {
  struct broken_rule {
    std::string rule;  ///< "food_logs: food_logs_calories_check"
    std::int64_t rows = 0;
  };
  std::size_t rules = 0;  ///< how many were looked at
  std::vector<broken_rule> broken;
};

/// The rules are read from the database's own catalogue, so a new table is covered by its
/// constraints. errc::forbidden for a login that row-level security hides rows from.
result<consistency_report> check_consistency(const std::string& owner_conninfo);

}  // namespace storage
