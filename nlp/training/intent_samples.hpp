#pragma once
// Clauses of labelled texts, each with the intent that it should be given: the classifier's
// training. A clause that a phrase rule matched gives two samples, one as if none had, so that the
// words alone decide when none does. Caller: nlp_train. Thread: pure.

#include <cstdint>
#include <string>
#include <vector>

#include "nlp/boundaries.hpp"
#include "nlp/corpus_line.hpp"
#include "nlp/training/boundary_samples.hpp"

namespace nlp {

struct intent_sample {
  std::vector<std::uint32_t> features;
  intent label = intent::unknown;
};

/// Of a text with several acts only the clauses that can be told apart; of one act that may be read
/// as a whole, all of it too. `model` cuts it as it will be cut when it is read.
std::vector<intent_sample> intent_samples(const corpus_line& line, const boundary_model& model);
/// Cut where the marks are.
std::vector<intent_sample> intent_samples(const marked_text& marked);
/// Of a text known to be of one intent, after what the assistant said; none where it has several
/// clauses and may not be read as a whole.
std::vector<intent_sample> intent_samples(const std::string& text, intent label,
                                          const std::string* before, const boundary_model& model);

}  // namespace nlp
