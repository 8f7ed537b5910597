#pragma once
// One connection to PostgreSQL: made when first needed, dropped when it breaks, made anew on the
// next use. Owned by one detached actor and used on its thread only.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "config/common/error.hpp"
#include "storage/failure.hpp"

namespace storage {

struct connection_settings {
  std::string conninfo;  ///< libpq key words or a postgresql:// URL; holds a password maybe
  /// The role to act as; empty keeps the login's own.
  std::string role = "sms_assistant_app";
  std::string application_name = "sms-assistant";
  std::chrono::milliseconds statement_timeout{5000};
  std::vector<std::string> session;  ///< further SET statements
  /// Runs before each attempt to connect: sees to it that an embedded cluster runs.
  std::function<void()> before_connect;
};

class connection {
 public:
  explicit connection(connection_settings settings);

  /// Connected and set up, or throws storage_failure (errc::unavailable).
  pqxx::connection& use();
  bool is_open() const noexcept;
  /// Grows with each new connection: what was prepared belongs to one of them.
  std::uint64_t generation() const noexcept { return generation_; }
  void drop() noexcept;

  /// Runs one string of statements and returns the last result. Throws storage_failure; a broken
  /// connection has been dropped by then, and `lost()` says so.
  pqxx::result run(const std::string& sql);
  pqxx::result run_prepared(const char* name, const char* sql,
                            const std::vector<std::optional<std::string>>& params);
  /// Whether the last failure was the connection itself, so that what the statement did is unknown.
  bool lost() const noexcept { return lost_; }
  /// Notes what an exception said of this connection (drops it if it broke) and translates it.
  storage_failure translate(const std::exception& e) noexcept;

 private:
  connection_settings settings_;
  std::unique_ptr<pqxx::connection> connection_;
  std::unique_ptr<pqxx::errorhandler> quiet_;
  std::uint64_t generation_ = 0;
  bool lost_ = false;
};

/// The errc for an SQLSTATE.
errc errc_of(std::string_view sqlstate) noexcept;

}  // namespace storage
