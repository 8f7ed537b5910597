#include "nlp/training/model_file.hpp"

#include <algorithm>
#include <cmath>

#include "nlp/intent_classifier.hpp"

namespace nlp {
namespace {

template <class T>
void append(std::string& out, const std::vector<T>& values) {
  out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

/// Column `k` of a matrix of `width` columns as bytes, from `to` on in each row; the scale.
float pack_column(const std::vector<float>& weights, std::size_t width, std::size_t k,
                  std::string& rows, std::size_t to) {
  float largest = 1e-9F;
  for (auto i = k; i < weights.size(); i += width)
    largest = std::max(largest, std::abs(weights[i]));
  for (auto i = k; i < weights.size(); i += width, to += model_row)
    rows[to] = static_cast<char>(model_zero + std::lround(weights[i] / largest * 127));
  return largest / 127;
}

}  // namespace

std::string pack_model(const std::vector<std::uint32_t>& features, const softmax_model& linear,
                       const hidden_model& hidden) {
  std::string rows(features.size() * model_row, static_cast<char>(model_zero));
  std::vector<float> scale(model_row);
  for (std::size_t k = 0; k < intent_count; ++k)
    if (linear.trained[k]) scale[k] = pack_column(linear.weights, intent_count, k, rows, k);
  for (std::size_t j = 0; j < hidden_units; ++j)
    scale[intent_count + j] = pack_column(hidden.rows, hidden_units, j, rows, intent_count + j);
  std::string out;
  append(out, std::vector<std::uint32_t>{static_cast<std::uint32_t>(features.size())});
  append(out, features);
  append(out, scale);
  append(out, linear.bias);
  append(out, hidden.bias);
  append(out, hidden.output);
  append(out, hidden.output_bias);
  return out + rows;
}

}  // namespace nlp
