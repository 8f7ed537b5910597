#include "actors/supervisor.hpp"

namespace actors {

std::optional<std::chrono::milliseconds> restart_record::failed(time_point at, double random) {
  while (!failures_.empty() && failures_.front() <= at - policy_.within) failures_.pop_front();
  failures_.push_back(at);
  if (failures_.size() > policy_.most_restarts) return std::nullopt;
  return policy_.delay.delay(static_cast<int>(failures_.size()), random);
}

}  // namespace actors
