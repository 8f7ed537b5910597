#pragma once
// The texts that the server sent outside a reply, as a phone would have received them. In memory,
// bounded. Thread: any.

#include <caf/all.hpp>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "actors/protocol/actors.hpp"
#include "config/common/clock.hpp"

namespace net::simulator {

struct received_text {
  std::uint64_t number = 0;  ///< grows, also across restarts: readers ask for what is newer
  row_id id = 0;
  std::string to;
  std::string body;
  instant at;
};

class outbox {
 public:
  static constexpr std::size_t kept = 2000;

  /// `clock`: the one that people see.
  explicit outbox(const wall_clock& clock);
  void add(row_id id, std::string to, std::string body);
  bool has(row_id id) const;
  /// Oldest first. Empty `to`: everybody's.
  std::vector<received_text> list(std::string_view to, std::uint64_t after) const;

 private:
  const wall_clock& clock_;
  mutable std::mutex mutex_;
  std::uint64_t last_;
  std::deque<received_text> texts_;
};

/// The carrier of simulator mode: delivers into `to`, never fails, and reports nothing later.
protocol::carrier_actor spawn_carrier(caf::actor_system& system, std::shared_ptr<outbox> to);

}  // namespace net::simulator
