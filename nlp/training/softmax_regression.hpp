#pragma once
// Multinomial logistic regression over sparse binary features, the intent classifier's training:
// stochastic gradient steps with a rate per weight (AdaGrad: Duchi, Hazan, Singer 2011) and an L2
// penalty. Caller: nlp_train. Thread: one. Holds: the same samples in the same order give the same
// weights.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace nlp {

struct training_sample {
  std::vector<std::uint32_t> features;  ///< each below the feature space, at most once
  std::size_t label = 0;
  float weight = 1;
};

struct softmax_model {
  std::vector<float> weights;  ///< by feature, then class
  std::vector<float> bias;     ///< by class
  std::vector<bool> trained;   ///< classes that samples exist for
};

softmax_model train_softmax(const std::vector<training_sample>& samples, std::size_t classes,
                            std::size_t features);

}  // namespace nlp
