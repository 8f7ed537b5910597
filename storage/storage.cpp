#include "storage/storage.hpp"

#include "config/logging.hpp"
#include "storage/committer.hpp"
#include "storage/embedded_cluster.hpp"
#include "storage/migrator.hpp"
#include "storage/reader.hpp"
#include "storage/row_io.hpp"

namespace storage {

using logging::folder;

namespace {

constexpr const char* database_name = "sms_assistant";
/// The embedded cluster's run-time login: may become the run-time role and nothing else, so that
/// even `reset role` wins nothing.
constexpr const char* server_login = "sms_assistant_server";

connection_settings plain(const std::string& conninfo) {
  connection_settings s;
  s.conninfo = conninfo;
  s.role.clear();
  return s;
}

}  // namespace

connection_settings database::server_connection(const storage_settings& settings) const {
  connection_settings s;
  s.conninfo = server_conninfo;
  s.statement_timeout = settings.statement_timeout;
  if (cluster) s.before_connect = [c = cluster] { c->ensure_running(); };
  return s;
}

result<database> open_database(const storage_settings& settings, bool exclusive) {
  database db;
  if (!settings.database_url.empty()) {
    db.owner_conninfo = db.server_conninfo = settings.database_url.reveal();
    return db;
  }
  auto cluster = embedded_cluster::start({.data_dir = settings.data_dir,
                                          .bin_dir = settings.postgres_bin_dir,
                                          .run_as = settings.run_postgres_as,
                                          .options = settings.postgres_options,
                                          .exclusive = exclusive});
  if (!cluster) return cluster.error();
  db.cluster = std::move(*cluster);
  db.owner_conninfo = db.cluster->conninfo(database_name);
  db.server_conninfo = db.cluster->conninfo(database_name, server_login);
  try {
    // A start that was cut short may have left the cluster without its database.
    connection c(plain(db.cluster->conninfo("postgres")));
    if (c.run(std::string("select from pg_database where datname = '") + database_name + "'")
            .empty())
      c.run(std::string("create database ") + database_name);
  } catch (const storage_failure& e) {
    return make_error(e.code(), std::string("embedded PostgreSQL: ") + e.what());
  }
  return db;
}

result<int> migrate_database(const database& db) {
  auto m = migrator::make(db.owner_conninfo);
  if (!m) return m.error();
  auto done = m->up();
  if (!done) return done;
  if (db.cluster) {
    try {
      connection c(plain(db.owner_conninfo));
      if (c.run(std::string("select from pg_roles where rolname = '") + server_login + "'").empty())
        c.run(std::string("create role ") + server_login +
              " login noinherit in role sms_assistant_app");
    } catch (const storage_failure& e) {
      return make_error(e.code(), std::string("the run-time login: ") + e.what());
    }
  }
  return done;
}

result<std::shared_ptr<key_ring>> open_keys(const storage_settings& settings, const database& db,
                                            const wall_clock& clock) {
  std::vector<secret<std::string>> keys;
  if (!settings.encryption_key.empty()) {
    keys.push_back(settings.encryption_key);
  } else {
    auto kept = load_or_make_master_key(settings.data_dir / "master.key");
    if (!kept) return kept.error();
    keys.push_back(std::move(*kept));
  }
  keys.insert(keys.end(), settings.old_encryption_keys.begin(), settings.old_encryption_keys.end());
  auto ring = key_ring::make(keys);
  if (!ring) return ring;
  try {
    connection c(db.server_connection(settings));
    std::string now, verifier;
    text::append(now, clock.now());
    text::append_bytes(verifier, (*ring)->make_verifier());
    auto known = c.run(
        "select verifier from public.api_keys where purpose = 'master' "
        "and state <> 'retired'");
    for (const auto& row : known) {
      auto verdict = (*ring)->verify(text::read_bytes({row[0].c_str(), row[0].size()}));
      if (!verdict || !*verdict)
        return make_error(errc::forbidden,
                          "is not the key this database was sealed with; its data would be "
                          "unreadable. Set the right one, or name the old one beside the new",
                          "ENCRYPTION_KEY");
    }
    c.run("insert into public.api_keys (id, purpose, key_id, verifier, created_at) values (" +
          std::to_string((*ring)->master_id()) + ", 'master', " +
          std::to_string((*ring)->master_id()) + ", '" + verifier + "', '" + now +
          "') on conflict (purpose, key_id) do nothing");
  } catch (const storage_failure& e) {
    return make_error(e.code(), std::string("the keyring: ") + e.what());
  }
  return ring;
}

result<handles> open_storage(caf::actor_system& system, const storage_settings& settings,
                             const wall_clock& clock, bool exclusive, watch watched) {
  handles h;
  auto db = open_database(settings, exclusive);
  if (!db) return db.error();
  h.db = std::move(*db);
  if (settings.migrate) {
    if (auto done = migrate_database(h.db); !done) return done.error();
  }
  auto keys = open_keys(settings, h.db, clock);
  if (!keys) return keys.error();
  h.keys = std::move(*keys);
  try {
    connection c(h.db.server_connection(settings));
    auto highest = c.run("select app.highest_id()")[0][0].as<row_id>();
    h.ids = std::make_shared<id_generator>(clock, highest);
  } catch (const storage_failure& e) {
    return make_error(e.code(), std::string("the highest id: ") + e.what());
  }
  h.committer = spawn_committer(system,
                                {.connection = h.db.server_connection(settings),
                                 .max_batch = settings.max_batch,
                                 .default_timezone = settings.default_timezone,
                                 .segment_price_micros = settings.segment_price_micros,
                                 .monthly_budget_micros = settings.monthly_budget_micros},
                                {h.keys, h.ids, &clock, watched});
  h.reader = spawn_reader(
      system, {.connection = h.db.server_connection(settings), .workers = settings.reader_workers},
      h.keys, std::move(watched));
  return h;
}

}  // namespace storage
