#pragma once
// Reads for everybody: a router that hands each job to an idle worker, and workers that block on
// PostgreSQL, each on its own thread and connection. A read job runs in a read-only repeatable-read
// transaction in which only its user's rows are in sight.
// Thread: the router is an ordinary actor, the workers are detached. Holds: a worker has one job at
// a time; jobs start in the order they came.

#include <memory>

#include "actors/protocol/actors.hpp"
#include "storage/connection.hpp"
#include "storage/user_keys.hpp"
#include "storage/watch.hpp"

namespace storage {

struct reader_settings {
  connection_settings connection;
  std::size_t workers = 4;
  std::size_t max_waiting = 10'000;  ///< beyond it a job is refused at once with errc::unavailable
};

protocol::reader_actor spawn_reader(caf::actor_system& system, reader_settings settings,
                                    std::shared_ptr<key_ring> keys, watch watched = {});

}  // namespace storage
