#pragma once
// What storage needs to know, as plain values. config/settings fills it.

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "config/common/secret.hpp"

namespace storage {

struct storage_settings {
  /// libpq URL or key words of an ordinary server. Empty: a private cluster under `data_dir`.
  /// The login must own the database or may create in it, and may create roles (or find the three
  /// roles of migration 0001 made and granted to it).
  secret<std::string> database_url;
  std::filesystem::path data_dir = "data";

  /// Base64 of 32 bytes. Empty: `<data_dir>/master.key`, made when it does not exist yet.
  secret<std::string> encryption_key;
  /// Keys of before, which only open (rotation).
  std::vector<secret<std::string>> old_encryption_keys;

  std::size_t reader_workers = 4;
  std::size_t max_batch = 128;  ///< change sets a transaction
  std::chrono::milliseconds statement_timeout{5000};
  std::string default_timezone = "UTC";   ///< of a new user
  std::int64_t segment_price_micros = 0;  ///< see committer_settings
  std::int64_t monthly_budget_micros = 0;
  bool migrate = true;  ///< bring the schema up at start

  // The private cluster.
  std::filesystem::path postgres_bin_dir;  ///< empty: found
  std::string run_postgres_as;             ///< when started by root; empty: postgres, else nobody
  std::vector<std::string> postgres_options;  ///< "name=value", override ours
};

}  // namespace storage
