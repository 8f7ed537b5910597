#pragma once
// How long to wait before trying again: longer each time, and never at the same moment as everybody
// else. Callers: whatever retries. Thread: any; plain values.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>

/// Uniform in [0, 1). Injected, so that tests know what comes.
using random_fraction = std::function<double()>;

struct backoff {
  std::chrono::milliseconds first{500};
  std::chrono::milliseconds longest{60'000};
  double factor = 2;
  double jitter = 0.5;  ///< the share of a delay that is left to chance

  /// After `failures` in a row (1 for the first).
  std::chrono::milliseconds delay(int failures, double random) const {
    double full = static_cast<double>(first.count()) * std::pow(factor, std::max(failures - 1, 0));
    full = std::min(full, static_cast<double>(longest.count()));
    return std::chrono::milliseconds(std::llround(full * (1 - jitter * random)));
  }
};
