#pragma once
// A network with one hidden layer over the same sparse features, trained beside the regression:
// what features mean together ("bought" with a food, with a thing) no weight of one of them says.
// Input rows are embeddings, summed; rectified units; softmax. Stochastic gradient steps with a
// rate per row (AdaGrad), dropout of features and units (Srivastava et al. 2014). Caller:
// nlp_train. Thread: one. Holds: the same samples in the same order give the same weights.

#include "nlp/training/softmax_regression.hpp"

namespace nlp {

struct hidden_model {
  std::vector<float> rows;         ///< by feature, then unit
  std::vector<float> bias;         ///< by unit
  std::vector<float> output;       ///< by unit, then class
  std::vector<float> output_bias;  ///< by class
};

/// A unit's input is its bias and the sum of its rows over the root of the number of features.
hidden_model train_hidden(const std::vector<training_sample>& samples, std::size_t classes,
                          std::size_t features, std::size_t units);

}  // namespace nlp
