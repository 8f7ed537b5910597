#pragma once
// Row ids are made by the server, so that an actor knows a row's id before it is stored.
// 41 bits of milliseconds since 2025 and 12 bits of sequence: ordered by time, at most 53 bits so
// that JSON clients keep them whole.

#include <atomic>
#include <cstdint>

#include "config/common/clock.hpp"

using row_id = std::int64_t;
using user_id = std::int64_t;

/// Thread: any. Ids only grow, also when the clock steps back: start-up passes the highest id
/// stored.
class id_generator {
 public:
  explicit id_generator(const wall_clock& clock, row_id highest_stored = 0)
      : clock_(clock), last_(highest_stored) {}

  row_id next() noexcept {
    using namespace std::chrono;
    auto ms = duration_cast<milliseconds>(clock_.now() - epoch).count();
    row_id earliest = ms << sequence_bits;
    row_id last = last_.load(std::memory_order_relaxed);
    row_id id;
    do {
      id = earliest > last ? earliest : last + 1;
    } while (!last_.compare_exchange_weak(last, id, std::memory_order_relaxed));
    return id;
  }

  static constexpr int sequence_bits = 12;
  static constexpr instant epoch = std::chrono::sys_days(std::chrono::year(2025) / 1 / 1);

 private:
  const wall_clock& clock_;
  std::atomic<row_id> last_;
};
