#pragma once
// Writes what was trained as the bytes that intent_classifier reads: weights as bytes with a scale
// for each column, one row a feature. Caller: nlp_train.

#include <string>

#include "nlp/training/hidden_layer.hpp"

namespace nlp {

/// `features` are the hashes by the models' feature numbers.
std::string pack_model(const std::vector<std::uint32_t>& features, const softmax_model& linear,
                       const hidden_model& hidden);

}  // namespace nlp
