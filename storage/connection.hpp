#pragma once
// One connection to PostgreSQL: made when first needed, dropped when it breaks, made anew on the
// next use. Owned by one detached actor and used on its thread only.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <utility>
#include <vector>

#include "config/common/error.hpp"
#include "storage/failure.hpp"

struct pg_conn;  // libpq's

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

namespace detail {

/// Connects as pqxx::connection does, and tells which connection of libpq it made.
class telling_connect final : public pqxx::connect_direct {
 public:
  explicit telling_connect(const std::string& options)
      : connect_direct(options), told_(std::exchange(tell, nullptr)) {}
  handle do_completeconnect(handle h) override {
    return *told_ = connect_direct::do_completeconnect(h);
  }

  /// Whom the next one made on this thread tells: libpqxx makes it, from the options alone.
  static thread_local pg_conn** tell;

 private:
  pg_conn** told_;
};

}  // namespace detail

class connection {
 public:
  explicit connection(connection_settings settings);

  /// Connected and set up, or throws storage_failure (errc::unavailable).
  pqxx::connection_base& use();
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

  /// The same connection for storage/pipeline; null when there is none.
  pg_conn* native() const noexcept { return native_; }
  /// What `translate` makes of an exception, for statements that the pipeline ran. Empty: it was
  /// not the server that said no, so this connection is given up.
  storage_failure failed(const std::string& sqlstate) noexcept;

 private:
  storage_failure failure_of(errc code, const std::string& sqlstate) noexcept;

  connection_settings settings_;
  pg_conn* native_ = nullptr;  ///< owned by `connection_`
  using link = pqxx::basic_connection_base<detail::telling_connect>;
  std::unique_ptr<link> connection_;
  std::unique_ptr<pqxx::errorhandler> quiet_;
  std::uint64_t generation_ = 0;
  bool lost_ = false;
};

/// The errc for an SQLSTATE.
errc errc_of(std::string_view sqlstate) noexcept;

}  // namespace storage
