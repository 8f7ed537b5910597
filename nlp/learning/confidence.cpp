#include "nlp/learning/confidence.hpp"

#include <algorithm>
#include <cmath>

namespace nlp::learning {
namespace {

/// Steps of 0.1 and 0.01 must not add up to 0.30000000000000004.
double clean(double v) {
  return std::round(std::clamp(v, 0.0, 1.0) * 1e6) / 1e6;
}

}  // namespace

double after_success(double confidence) {
  return clean(confidence + success_step);
}

double after_mistake(double confidence) {
  return clean(confidence - mistake_step);
}

double decayed(double confidence, bool explicitly_taught, std::chrono::microseconds unused) {
  const auto floor = explicitly_taught ? used_from : decay_floor;
  if (unused < decay_period || confidence <= floor) return clean(confidence);
  const auto periods = static_cast<double>(unused / decay_period);
  const auto step = confidence < shaky ? shaky_decay_step : decay_step;
  return clean(std::max(floor, confidence - step * periods));
}

bool may_be_pruned(double confidence, bool explicitly_taught, std::chrono::microseconds unused) {
  return !explicitly_taught && unused >= prune_after &&
         decayed(confidence, explicitly_taught, unused) < pruned_below;
}

double effectiveness(std::int64_t uses, std::int64_t corrections) {
  const auto right = std::max<std::int64_t>(0, uses - corrections);
  return static_cast<double>(right + 1) / static_cast<double>(std::max(uses, corrections) + 2);
}

int examples_needed(bool fast, bool slow) {
  return fast ? 1 : slow ? 5 : 3;
}

}  // namespace nlp::learning
