#pragma once
// How many texts may leave in a minute, in all and to one person. Plain values; the outbox actor's.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <unordered_map>

#include "config/common/ids.hpp"
#include "config/common/time.hpp"

namespace actors {

/// A bucket that holds a minute's worth and fills evenly.
class send_rate {
 public:
  explicit send_rate(std::int64_t per_minute) : per_minute_(static_cast<double>(per_minute)) {}

  /// When the next text may leave: now, or later.
  instant free_at(instant now) const {
    double missing = 1 - left(now);
    if (missing <= 0) return now;
    return now + std::chrono::microseconds(
                     static_cast<std::int64_t>(std::ceil(missing * 60e6 / per_minute_)));
  }
  void take(instant now) {
    left_ = left(now) - 1;
    as_of_ = now;
  }
  bool is_full(instant now) const { return left(now) >= per_minute_; }

 private:
  double left(instant now) const {
    if (as_of_ == instant{}) return per_minute_;
    auto passed = std::chrono::duration<double, std::ratio<60>>(now - as_of_).count();
    return std::min(per_minute_, left_ + std::max(passed, 0.0) * per_minute_);
  }

  double per_minute_;
  double left_ = 0;
  instant as_of_{};
};

class send_rates {
 public:
  send_rates(std::int64_t of_all, std::int64_t of_one) : all_(of_all), of_one_(of_one) {}

  instant all_free_at(instant now) const { return all_.free_at(now); }
  instant free_at(user_id who, instant now) const {
    auto known = each_.find(who);
    return known == each_.end() ? now : known->second.free_at(now);
  }
  void take(user_id who, instant now) {
    all_.take(now);
    each_.try_emplace(who, of_one_).first->second.take(now);
    if (each_.size() > forget_above)  // a full bucket is as good as none
      std::erase_if(each_, [now](auto& entry) { return entry.second.is_full(now); });
  }

 private:
  static constexpr std::size_t forget_above = 10'000;
  send_rate all_;
  std::int64_t of_one_;
  std::unordered_map<user_id, send_rate> each_;
};

}  // namespace actors
