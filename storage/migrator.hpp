#pragma once
// Numbered SQL files compiled into the binary, each with its way back. Called at start and by
// `sms-assistant migrate`, on the login that owns the schema. Blocks.
// Holds: each migration is one transaction; two servers starting at once do it once (advisory
// lock); a file that changed after it was applied stops the start.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/common/embedded_file.hpp"
#include "config/common/result.hpp"

namespace storage {

struct migration {
  std::int64_t number = 0;
  std::string name;      ///< "0001_foundation"
  std::string up, down;  ///< SQL
  std::string checksum;  ///< SHA-256 of `up`, hex
};

struct migration_status {
  std::int64_t number = 0;
  std::string name;
  bool applied = false;
  bool changed = false;  ///< applied from another text than this binary's
  bool unknown = false;  ///< applied by a newer binary
};

/// The pairs "NNNN_name.sql" and "NNNN_name.down.sql", by number; a number may be
/// free. errc::internal when one is there twice, or a file lacks its way back.
result<std::vector<migration>> migrations_from(std::span<const embedded_file> files);
/// This binary's.
std::span<const embedded_file> embedded_migrations();

class migrator {
 public:
  migrator(std::string conninfo, std::vector<migration> migrations);
  /// With this binary's migrations.
  static result<migrator> make(std::string conninfo);

  result<std::vector<migration_status>> status();
  /// Applies what is missing up to `target` (all when empty); answers how many were applied.
  /// errc::conflict when an applied one changed or is unknown.
  result<int> up(std::optional<std::int64_t> target = std::nullopt);
  /// Takes back everything above `target`.
  result<int> down(std::int64_t target);

 private:
  std::string conninfo_;
  std::vector<migration> migrations_;
};

}  // namespace storage
