#pragma once
// Wall time, injected everywhere: nothing else in the project asks the system what time it is.
// Thread: any.

#include <atomic>

#include "config/common/time.hpp"

class wall_clock {
 public:
  virtual ~wall_clock() = default;
  virtual instant now() const noexcept = 0;
};

class system_wall_clock final : public wall_clock {
 public:
  instant now() const noexcept override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
  }
};

/// The simulator's clock: real time plus what was advanced. Frozen at a start for tests.
class manual_wall_clock final : public wall_clock {
 public:
  /// Stands still at `start` until advanced.
  explicit manual_wall_clock(instant start)
      : frozen_(true), micros_(start.time_since_epoch().count()) {}
  /// Runs with `base`, ahead of it by what was advanced.
  explicit manual_wall_clock(const wall_clock& base) : base_(&base) {}

  instant now() const noexcept override {
    auto offset = std::chrono::microseconds(micros_.load(std::memory_order_acquire));
    return frozen_ ? instant(offset) : base_->now() + offset;
  }
  void advance(std::chrono::microseconds by) noexcept {
    micros_.fetch_add(by.count(), std::memory_order_acq_rel);
  }
  /// How far it is ahead of its base.
  std::chrono::microseconds ahead() const noexcept {
    return std::chrono::microseconds(micros_.load(std::memory_order_acquire));
  }

 private:
  const wall_clock* base_ = nullptr;
  bool frozen_ = false;
  std::atomic<std::int64_t> micros_{0};
};
