#include "storage/connection.hpp"

#include "config/logging.hpp"

namespace storage {

using logging::folder;

errc errc_of(std::string_view sqlstate) noexcept {
  auto in = [&](std::string_view prefix) { return sqlstate.starts_with(prefix); };
  if (sqlstate == "SA001") return errc::duplicate;
  if (sqlstate == "SA002") return errc::conflict;
  if (in("22") || in("23")) return errc::invalid_argument;
  if (sqlstate == "54000") return errc::too_large;
  // Connection, resources (disk full), operator intervention, system error, serialization.
  if (in("08") || in("53") || in("57") || in("58") || in("40") || in("55"))
    return errc::unavailable;
  if (sqlstate == "25006") return errc::forbidden;  // a write in a read-only transaction
  return errc::internal;
}

thread_local pg_conn** detail::telling_connect::tell = nullptr;

connection::connection(connection_settings settings) : settings_(std::move(settings)) {}

bool connection::is_open() const noexcept {
  return connection_ && connection_->is_open();
}

void connection::drop() noexcept {
  try {
    quiet_.reset();
    native_ = nullptr;
    connection_.reset();
  } catch (...) {
  }
}

pqxx::connection_base& connection::use() {
  if (is_open()) return *connection_;
  drop();
  try {
    if (settings_.before_connect) settings_.before_connect();
    detail::telling_connect::tell = &native_;
    connection_ = std::make_unique<link>(settings_.conninfo);
    // Notices quote values; left alone, libpqxx writes them to standard error.
    quiet_ = std::make_unique<pqxx::quiet_errorhandler>(*connection_);
    std::string setup =
        "set client_encoding = 'UTF8'; set standard_conforming_strings = on; set datestyle = "
        "'ISO'; "
        "set timezone = 'UTC'; set bytea_output = 'hex'; set extra_float_digits = 1; "
        "set search_path = public; set jit = off; set client_min_messages = error; "
        "set lock_timeout = 0; set idle_in_transaction_session_timeout = 60000; ";
    setup +=
        "set statement_timeout = " + std::to_string(settings_.statement_timeout.count()) + "; ";
    setup += "set application_name = '" + settings_.application_name + "'; ";
    for (const auto& s : settings_.session) setup += s + "; ";
    if (!settings_.role.empty()) setup += "set role " + settings_.role;
    pqxx::nontransaction(*connection_).exec(setup);
    ++generation_;
    return *connection_;
  } catch (const storage_failure&) {
    throw;
  } catch (const std::exception& e) {
    std::string state;
    if (auto sql = dynamic_cast<const pqxx::sql_error*>(&e)) state = sql->sqlstate();
    drop();
    throw storage_failure(errc::unavailable, "cannot connect to the database", state);
  }
}

storage_failure connection::translate(const std::exception& e) noexcept {
  lost_ = connection_ && !connection_->is_open();
  if (dynamic_cast<const pqxx::broken_connection*>(&e)) lost_ = true;
  std::string state;
  errc code = errc::internal;
  if (auto failure = dynamic_cast<const storage_failure*>(&e)) {
    if (lost_) drop();
    return *failure;
  }
  if (auto sql = dynamic_cast<const pqxx::sql_error*>(&e)) {
    state = sql->sqlstate();
    code = state.empty() ? errc::internal : errc_of(state);
    if (dynamic_cast<const pqxx::insufficient_privilege*>(&e)) {
      state = "42501";
      code = errc::forbidden;
    }
  } else if (dynamic_cast<const std::bad_alloc*>(&e)) {
    code = errc::unavailable;
  }
  return failure_of(code, state);
}

storage_failure connection::failed(const std::string& sqlstate) noexcept {
  lost_ = sqlstate.empty() || !is_open();
  return failure_of(errc_of(sqlstate), sqlstate);
}

storage_failure connection::failure_of(errc code, const std::string& sqlstate) noexcept {
  if (lost_) {
    code = errc::unavailable;
    drop();
  }
  return storage_failure(code, "SQLSTATE " + sqlstate, sqlstate);
}

pqxx::result connection::run(const std::string& sql) {
  lost_ = false;
  auto& c = use();
  try {
    return pqxx::nontransaction(c).exec(sql);
  } catch (const std::exception& e) {
    throw translate(e);
  }
}

pqxx::result connection::run_prepared(const char* name, const char* sql,
                                      const std::vector<std::optional<std::string>>& params) {
  lost_ = false;
  auto& c = use();
  try {
    c.prepare(name, sql);
    return pqxx::nontransaction(c).exec_prepared(name, pqxx::prepare::make_dynamic_params(params));
  } catch (const std::exception& e) {
    throw translate(e);
  }
}

}  // namespace storage
