#include "storage/migrator.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <pqxx/pqxx>

#include "config/common/crypto.hpp"
#include "config/logging.hpp"
#include "storage/connection.hpp"

namespace storage {

using logging::folder;

namespace {

constexpr const char* make_table =
    "create table if not exists public.schema_migrations ("
    "number bigint primary key, name text not null, checksum text not null, "
    "applied_at timestamptz not null default now());"
    "comment on table public.schema_migrations is 'no user: which migrations were applied'";

/// One advisory lock for all that changes the schema. Held for the session.
constexpr const char* lock = "select pg_advisory_lock(7305010)";

struct applied_row {
  std::string name, checksum;
};
using applied_map = std::map<std::int64_t, applied_row>;

applied_map applied(connection& c) {
  applied_map out;
  if (c.run("select to_regclass('public.schema_migrations') is null")[0][0].as<bool>()) return out;
  for (const auto& row : c.run("select number, name, checksum from public.schema_migrations"))
    out[row[0].as<std::int64_t>()] = {row[1].c_str(), row[2].c_str()};
  return out;
}

connection_settings as_owner(const std::string& conninfo) {
  connection_settings s;
  s.conninfo = conninfo;
  s.role.clear();
  s.application_name = "sms-assistant migrate";
  s.statement_timeout = std::chrono::milliseconds(0);  // building an index takes what it takes
  return s;
}

error problem(const storage_failure& e, const std::string& doing) {
  return make_error(e.code(), doing + ": " + e.what());
}

/// What was applied must be what this binary would apply.
std::optional<error> mismatch(const applied_map& done, const std::vector<migration>& ours) {
  for (const auto& [number, row] : done) {
    auto it = std::find_if(ours.begin(), ours.end(),
                           [&](const migration& m) { return m.number == number; });
    if (it == ours.end())
      return make_error(errc::conflict, "migration " + row.name +
                                            " was applied by a newer version of this program");
    if (it->checksum != row.checksum)
      return make_error(errc::conflict, "migration " + row.name +
                                            " was changed after it was applied: restore its file, "
                                            "and put the change into a new one");
  }
  return std::nullopt;
}

}  // namespace

result<std::vector<migration>> migrations_from(std::span<const embedded_file> files) {
  std::map<std::int64_t, migration> by_number;
  for (const auto& file : files) {
    std::string_view name = file.name;
    bool down = name.ends_with(".down.sql");
    name.remove_suffix(std::min(name.size(), std::string_view(down ? ".down.sql" : ".sql").size()));
    std::int64_t number = 0;
    auto [end, ec] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (ec != std::errc() || number <= 0)
      return make_error(errc::internal, "not a migration: " + std::string(file.name));
    auto& m = by_number[number];
    if ((!m.name.empty() && m.name != name) || !(down ? m.down : m.up).empty())
      return make_error(errc::internal, "two migrations have one number: " + std::string(name));
    m.number = number;
    m.name = name;
    if (down) {
      m.down = file.bytes;
    } else {
      m.up = file.bytes;
      m.checksum = crypto::hex(crypto::sha256(file.bytes));
    }
  }
  std::vector<migration> out;
  for (auto& [number, m] : by_number) {
    if (m.up.empty() || m.down.empty() || number != static_cast<std::int64_t>(out.size()) + 1)
      return make_error(errc::internal, "migration " + m.name + " is incomplete");
    out.push_back(std::move(m));
  }
  return out;
}

migrator::migrator(std::string conninfo, std::vector<migration> migrations)
    : conninfo_(std::move(conninfo)), migrations_(std::move(migrations)) {}

result<migrator> migrator::make(std::string conninfo) {
  auto ours = migrations_from(embedded_migrations());
  if (!ours) return ours.error();
  return migrator(std::move(conninfo), std::move(*ours));
}

result<std::vector<migration_status>> migrator::status() {
  try {
    connection c(as_owner(conninfo_));
    auto done = applied(c);
    std::vector<migration_status> out;
    for (const auto& m : migrations_) {
      auto it = done.find(m.number);
      out.push_back({m.number, m.name, it != done.end(),
                     it != done.end() && it->second.checksum != m.checksum, false});
      if (it != done.end()) done.erase(it);
    }
    for (const auto& [number, row] : done) out.push_back({number, row.name, true, false, true});
    return out;
  } catch (const storage_failure& e) {
    return problem(e, "migrations");
  }
}

result<int> migrator::up(std::optional<std::int64_t> target) {
  std::string doing = "migrations";
  try {
    connection c(as_owner(conninfo_));
    auto done = applied(c);
    if (auto e = mismatch(done, migrations_)) return *e;
    auto missing = [&](const migration& m) {
      return !done.contains(m.number) && (!target || m.number <= *target);
    };
    // The usual start: nothing to do, and no lock to wait for.
    if (std::none_of(migrations_.begin(), migrations_.end(), missing)) return 0;

    c.run(lock);
    c.run(make_table);
    done = applied(c);
    if (auto e = mismatch(done, migrations_)) return *e;
    int count = 0;
    for (const auto& m : migrations_) {
      if (!missing(m)) continue;
      doing = "migration " + m.name;
      c.run("begin");
      c.run(m.up);
      c.run("reset role; insert into public.schema_migrations (number, name, checksum) values (" +
            std::to_string(m.number) + ", '" + m.name + "', '" + m.checksum + "'); commit");
      logging::info(folder::storage, "migrated", {{"name", m.name}});
      ++count;
    }
    return count;
  } catch (const storage_failure& e) {
    return problem(e, doing);
  }
}

result<int> migrator::down(std::int64_t target) {
  std::string doing = "migrations";
  try {
    connection c(as_owner(conninfo_));
    c.run(lock);
    auto done = applied(c);
    if (auto e = mismatch(done, migrations_)) return *e;
    int count = 0;
    for (auto m = migrations_.rbegin(); m != migrations_.rend(); ++m) {
      if (m->number <= target || !done.contains(m->number)) continue;
      doing = "taking back migration " + m->name;
      c.run("begin");
      c.run(m->down);
      c.run("reset role; delete from public.schema_migrations where number = " +
            std::to_string(m->number) + "; commit");
      logging::info(folder::storage, "migrated-back", {{"name", m->name}});
      ++count;
    }
    return count;
  } catch (const storage_failure& e) {
    return problem(e, doing);
  }
}

}  // namespace storage
