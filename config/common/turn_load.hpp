#pragma once
// How many people are being answered at this moment: each has one turn under way, whatever else of
// theirs waits behind it. The user directory counts, from its own thread; the committer looks, from
// another, to know how many more change sets are about to come.

#include <atomic>
#include <cstddef>

class turn_load {
 public:
  void set(std::size_t turns) { turns_.store(turns, std::memory_order_relaxed); }
  std::size_t turns() const { return turns_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::size_t> turns_{0};
};
