#pragma once
// The private PostgreSQL under `<data dir>/postgres`: made when missing, started, watched, stopped
// with the server. Reached only through a Unix socket in a folder that nobody else may enter.
// Thread: any (one mutex). Blocks while the cluster starts or stops.
//
// Layout: postgres/data (the cluster), postgres/run (the socket), postgres/server.log, and a lock
// file beside them that one owner holds. Started by root, PostgreSQL runs as an unprivileged user
// that owns this folder; where that user could not enter the data folder (it lies in a closed home,
// say), `postgres` is a link to a folder under /var/lib/sms-assistant.
//
// Holds: the cluster outlives a server that was killed; the next start adopts it, or starts it
// again when it died too (PostgreSQL then recovers from its log). No port is ever opened.

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "config/common/result.hpp"

namespace storage {

struct cluster_settings {
  std::filesystem::path data_dir;
  std::filesystem::path bin_dir;     ///< of initdb and postgres; empty: found
  std::string run_as;                ///< used by root only; empty: postgres, else nobody
  std::vector<std::string> options;  ///< "name=value", after ours
  /// A second owner of a data folder is refused; with `exclusive` false it joins a running cluster
  /// instead, and leaves it running.
  bool exclusive = true;
  std::chrono::seconds start_limit{120};  ///< crash recovery may take long
  std::chrono::seconds stop_limit{8};     ///< then PostgreSQL is told to drop everything
};

class embedded_cluster {
 public:
  static result<std::unique_ptr<embedded_cluster>> start(cluster_settings settings);
  /// Stops the cluster if it is ours.
  ~embedded_cluster();

  /// Fast shutdown: PostgreSQL rolls back what is open, writes a checkpoint and ends.
  result<void> stop();
  /// Launches PostgreSQL again when it has died, without waiting until it has recovered. Called
  /// before each attempt to connect; cheap.
  void ensure_running();
  bool running();

  /// How libpq reaches `database` as `user`. The superuser is "postgres".
  std::string conninfo(std::string_view database, std::string_view user = "postgres") const;
  /// Whether this start made the cluster.
  bool created() const;
  int postmaster_pid();

  struct impl;
  explicit embedded_cluster(std::unique_ptr<impl> i);

 private:
  std::unique_ptr<impl> impl_;
};

/// The folder of initdb and postgres: `wanted` if given, else the newest installed of at least
/// version 15, or exactly `version` when that is not empty.
result<std::filesystem::path> find_postgres(const std::filesystem::path& wanted,
                                            const std::string& version = {});

}  // namespace storage
