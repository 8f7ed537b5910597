#include "nlp/training/softmax_regression.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "nlp/training/shuffler.hpp"

namespace nlp {
namespace {

// Chosen on a third of the texts by intent, kept out for that.
constexpr int epochs = 8;
constexpr float rate = 0.05F, penalty = 1;
/// A class that a sample moves by less than this is left as it is.
constexpr float least_error = 0.002F;

}  // namespace

softmax_model train_softmax(const std::vector<training_sample>& samples, std::size_t classes,
                            std::size_t features) {
  softmax_model m{std::vector<float>(features * classes), std::vector<float>(classes),
                  std::vector<bool>(classes)};
  std::vector<float> seen(features * classes, 1e-6F), bias_seen(classes, 1e-6F);
  std::vector<float> occurs(features);
  for (const auto& s : samples) {
    m.trained[s.label] = true;
    for (const auto x : s.features) ++occurs[x];
  }
  std::vector<std::size_t> order(samples.size());
  std::iota(order.begin(), order.end(), 0);
  std::vector<float> p(classes);
  std::vector<std::pair<std::size_t, float>> errors;
  shuffler random;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    for (auto i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    for (const auto n : order) {
      const auto& s = samples[n];
      std::copy(m.bias.begin(), m.bias.end(), p.begin());
      for (const auto x : s.features) {
        const auto* row = &m.weights[x * classes];
        for (std::size_t k = 0; k < classes; ++k) p[k] += row[k];
      }
      float most = p[s.label], total = 0;
      for (std::size_t k = 0; k < classes; ++k)
        if (m.trained[k]) most = std::max(most, p[k]);
      for (std::size_t k = 0; k < classes; ++k)
        total += p[k] = m.trained[k] ? std::exp(p[k] - most) : 0;
      errors.clear();
      for (std::size_t k = 0; k < classes; ++k) {
        const float error = p[k] / total - (k == s.label ? 1.0F : 0.0F);
        if (std::abs(error) > least_error) errors.emplace_back(k, error * s.weight);
      }
      for (const auto x : s.features) {
        auto *row = &m.weights[x * classes], *sum = &seen[x * classes];
        // The penalty of a weight is paid once an epoch, in parts.
        const float shrink = penalty / occurs[x];
        for (const auto& [k, error] : errors) {
          const float step = error + shrink * row[k];
          sum[k] += step * step;
          row[k] -= rate * step / std::sqrt(sum[k]);
        }
      }
      for (const auto& [k, error] : errors) {
        bias_seen[k] += error * error;
        m.bias[k] -= rate * error / std::sqrt(bias_seen[k]);
      }
    }
  }
  return m;
}

}  // namespace nlp
