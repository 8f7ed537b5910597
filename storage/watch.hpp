#pragma once
// What storage looks at and counts while it serves. A default-made one watches nothing: the command
// line and most tests. Handles may be used on any thread.

#include <memory>

#include "config/common/turn_load.hpp"
#include "config/metrics.hpp"

namespace storage {

struct watch {
  std::shared_ptr<const turn_load> load;  ///< null: not known, change sets wait for no others
  metrics::histogram commit_batch, commit_seconds, read_seconds;
  metrics::counters commits;  ///< outcome: stored, duplicate, failed, refused
  metrics::gauges queues;     ///< queue: committer, readers
  metrics::gauges readers;    ///< state: busy, idle
};

}  // namespace storage
