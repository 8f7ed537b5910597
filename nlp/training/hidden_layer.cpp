#include "nlp/training/hidden_layer.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "nlp/training/shuffler.hpp"

namespace nlp {
namespace {

// Chosen as the regression's figures were.
constexpr int epochs = 5;
constexpr float rate = 0.05F;
constexpr float dropped_features = 0.3F, dropped_units = 0.3F;
constexpr float penalty = 1, output_penalty = 1e-5F;
constexpr float first_rows = 0.1F;  ///< rows begin within this of 0

}  // namespace

hidden_model train_hidden(const std::vector<training_sample>& samples, std::size_t classes,
                          std::size_t features, std::size_t units) {
  hidden_model m{std::vector<float>(features * units), std::vector<float>(units, 0.1F),
                 std::vector<float>(units * classes), std::vector<float>(classes)};
  shuffler random;
  std::vector<float> occurs(features);
  std::vector<bool> trained(classes);
  for (const auto& s : samples) {
    trained[s.label] = true;
    for (const auto x : s.features) ++occurs[x];
  }
  for (auto& w : m.rows) w = (2 * random.chance() - 1) * first_rows;
  const float first_output = std::sqrt(3.0F / static_cast<float>(units));
  for (auto& w : m.output) w = (2 * random.chance() - 1) * first_output;

  std::vector<float> rows_seen(features, 1e-4F), bias_seen(units, 1e-4F),
      output_seen(m.output.size(), 1e-4F), output_bias_seen(classes, 1e-4F);
  std::vector<std::size_t> order(samples.size());
  std::iota(order.begin(), order.end(), 0);
  std::vector<float> unit(units), open(units), back(units), p(classes);
  std::vector<std::uint32_t> kept;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    for (auto i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    for (const auto n : order) {
      const auto& s = samples[n];
      kept.clear();
      for (const auto x : s.features)
        if (random.chance() >= dropped_features) kept.push_back(x);
      // Forward. What is left stands for all: scaled up for what was dropped.
      const float share =
          1 / (std::sqrt(static_cast<float>(s.features.size())) * (1 - dropped_features));
      std::fill(unit.begin(), unit.end(), 0.0F);
      for (const auto x : kept) {
        const auto* row = &m.rows[x * units];
        for (std::size_t j = 0; j < units; ++j) unit[j] += row[j];
      }
      std::copy(m.output_bias.begin(), m.output_bias.end(), p.begin());
      for (std::size_t j = 0; j < units; ++j) {
        const float in = m.bias[j] + unit[j] * share;
        open[j] = in > 0 && random.chance() >= dropped_units ? 1 / (1 - dropped_units) : 0.0F;
        unit[j] = in * open[j];
        if (open[j] == 0) continue;
        const auto* out = &m.output[j * classes];
        for (std::size_t k = 0; k < classes; ++k) p[k] += unit[j] * out[k];
      }
      float most = p[s.label], total = 0;
      for (std::size_t k = 0; k < classes; ++k)
        if (trained[k]) most = std::max(most, p[k]);
      for (std::size_t k = 0; k < classes; ++k)
        total += p[k] = trained[k] ? std::exp(p[k] - most) : 0;
      for (std::size_t k = 0; k < classes; ++k)
        p[k] = (p[k] / total - (k == s.label ? 1.0F : 0.0F)) * s.weight;
      // Backward.
      float length = 0;
      for (std::size_t j = 0; j < units; ++j) {
        back[j] = 0;
        if (open[j] == 0) continue;
        auto *out = &m.output[j * classes], *seen = &output_seen[j * classes];
        for (std::size_t k = 0; k < classes; ++k) {
          back[j] += out[k] * p[k];
          const float step = p[k] * unit[j] + output_penalty * out[k];
          seen[k] += step * step;
          out[k] -= rate * step / std::sqrt(seen[k]);
        }
        back[j] *= open[j];
        length += back[j] * back[j];
        bias_seen[j] += back[j] * back[j];
        m.bias[j] -= rate * back[j] / std::sqrt(bias_seen[j]);
      }
      for (std::size_t k = 0; k < classes; ++k) {
        output_bias_seen[k] += p[k] * p[k];
        m.output_bias[k] -= rate * p[k] / std::sqrt(output_bias_seen[k]);
      }
      length *= share * share / static_cast<float>(units);
      for (const auto x : kept) {
        auto* row = &m.rows[x * units];
        rows_seen[x] += length;
        const float step = rate * share / std::sqrt(rows_seen[x]);
        const float shrink = std::min(0.5F, rate * penalty / occurs[x]);
        for (std::size_t j = 0; j < units; ++j) row[j] -= step * back[j] + shrink * row[j];
      }
    }
  }
  return m;
}

}  // namespace nlp
