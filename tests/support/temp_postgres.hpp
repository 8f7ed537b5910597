#pragma once
// A throw-away PostgreSQL for tests: one private cluster a test program (started at the first use,
// removed at its end), and a database of its own for each test, cloned from a migrated template.

#include <memory>
#include <string>

#include "storage/storage.hpp"

namespace test {

class temp_database {
 public:
  /// Migrated, or empty.
  explicit temp_database(bool migrated = true);
  ~temp_database();
  temp_database(const temp_database&) = delete;
  temp_database& operator=(const temp_database&) = delete;

  const std::string& name() const { return name_; }
  /// As the superuser, who sees everything.
  std::string owner() const;
  /// As the run-time login of the server.
  std::string server() const;
  storage::database database() const;
  /// Settings that lead open_storage here, with a fixed master key and two readers.
  storage::storage_settings settings() const;
  /// A connection as the superuser.
  storage::connection owner_connection() const;
  /// A connection as the run-time role.
  storage::connection app_connection() const;
  /// Rows of a query by the superuser, first column as text.
  std::string value(const std::string& sql) const;
  void execute(const std::string& sql) const;

 private:
  std::string name_;
};

/// 32 bytes as base64.
inline constexpr const char* master_key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

/// The program's cluster, for tests that stop it or reach it by hand.
std::shared_ptr<storage::embedded_cluster> temp_cluster();

/// An empty folder that the user running PostgreSQL can enter; removed with the object.
class temp_dir {
 public:
  temp_dir();
  ~temp_dir();
  temp_dir(const temp_dir&) = delete;
  temp_dir& operator=(const temp_dir&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace test
