#pragma once
// The way into storage: a database that runs and has its schema, and the two actors over it.
// Called by net/app/application.cpp and by the command line.

#include <memory>
#include <string>

#include "actors/protocol/actors.hpp"
#include "config/common/clock.hpp"
#include "config/common/ids.hpp"
#include "config/common/result.hpp"
#include "storage/connection.hpp"
#include "storage/storage_settings.hpp"
#include "storage/user_keys.hpp"
#include "storage/watch.hpp"

namespace storage {

class embedded_cluster;

/// A database to talk to. Keep it longer than everything that was made from it; destroying it stops
/// an embedded cluster.
struct database {
  std::shared_ptr<embedded_cluster> cluster;  ///< null: an ordinary server
  std::string owner_conninfo;                 ///< may change the schema
  std::string server_conninfo;                ///< what the server runs on

  /// Acts as the run-time role, behind row-level security.
  connection_settings server_connection(const storage_settings& settings) const;
};

/// Starts the private cluster or names the configured server. `exclusive`: refuse a data folder
/// that another server runs on (`serve`); otherwise use its cluster while it runs (command line
/// tools).
result<database> open_database(const storage_settings& settings, bool exclusive = true);

/// Brings the schema up and gives the run-time login what it needs. errc::conflict when an applied
/// migration changed.
result<int> migrate_database(const database& db);

/// The configured master key, or the one kept in the data folder. Checked against the database's
/// keyring: errc::forbidden when the database was sealed with another.
result<std::shared_ptr<key_ring>> open_keys(const storage_settings& settings, const database& db,
                                            const wall_clock& clock);

struct handles {
  database db;
  std::shared_ptr<key_ring> keys;
  /// The one source of row ids: starts above everything stored. Refers to the clock.
  std::shared_ptr<id_generator> ids;
  protocol::committer_actor committer;
  protocol::reader_actor reader;
};

/// All of it. `clock` must outlive the handles. To stop: drain the committer, send exits to both
/// actors, wait for them, destroy `db`.
result<handles> open_storage(caf::actor_system& system, const storage_settings& settings,
                             const wall_clock& clock, bool exclusive = true, watch watched = {});

}  // namespace storage
