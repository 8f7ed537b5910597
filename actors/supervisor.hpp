#pragma once
// When to start a failed actor again, and when to give up. A plain value: the supervising actor
// feeds it failures and does what it says. Thread: its owner's.

#include <chrono>
#include <deque>
#include <optional>

#include "config/common/backoff.hpp"

namespace actors {

struct restart_policy {
  backoff delay{std::chrono::milliseconds(200), std::chrono::seconds(10)};
  std::size_t most_restarts = 5;  ///< within the time below; one more is given up
  std::chrono::seconds within{60};
};

/// The recent failures of one actor.
class restart_record {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  explicit restart_record(restart_policy policy = {}) : policy_(policy) {}

  /// How long to wait before the next start. Empty: it fails too often, the fault lies elsewhere
  /// and is for whoever supervises the supervisor.
  std::optional<std::chrono::milliseconds> failed(time_point at, double random);

 private:
  restart_policy policy_;
  std::deque<time_point> failures_;  ///< within the policy's time, oldest first
};

}  // namespace actors
