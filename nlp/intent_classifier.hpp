#pragma once
// A small model beside the rules: how likely is each intent for a clause? Input: the clause with
// the evidence of the stages before. Output: a probability per intent, of a linear model and a
// network with one hidden layer, half each. Their weights are trained at build time from the texts
// of nlp/training (nlp/training/nlp_train.cpp), the same ones each time. Thread: immutable; shared
// by all threads. Holds: without weights every probability is 0.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "nlp/clauses.hpp"
#include "nlp/frame.hpp"
#include "nlp/signals.hpp"

namespace nlp {

inline constexpr std::size_t intent_count = static_cast<std::size_t>(intent::suggest) + 1;
inline constexpr std::size_t hidden_units = 64;
/// Bytes of a feature's row: a weight for each intent, one for each unit, up to a multiple of 16.
inline constexpr std::size_t model_row = (intent_count + hidden_units + 15) / 16 * 16;

/// What the stages before found out about a clause.
struct clause_evidence {
  intent record = intent::unknown;  ///< of the record read, if any
  double record_score = 0;          ///< before signals forbade it
  bool forbidden = false;
  intent rule = intent::unknown;  ///< of the heaviest phrase rule
  double rule_weight = 0;
  intent before = intent::unknown;  ///< of the clause before, where this one goes on with it
};

/// Hashed features: words, pairs of words, word classes, what words are about, signals, evidence of
/// the stages before, what the turns before left open. Each at most once.
std::vector<std::uint32_t> classifier_features(const frame& f, const clause& c, const signals& s,
                                               const clause_evidence& e);

class intent_classifier {
 public:
  static const intent_classifier& shared();
  /// `model` must outlive the classifier: its rows stay where they are.
  explicit intent_classifier(std::string_view model);

  bool ready() const { return rows_ != nullptr; }
  /// Features that no training text had are passed over.
  std::array<float, intent_count> probabilities(std::span<const std::uint32_t> features) const;

 private:
  struct place {
    std::uint32_t feature = 0, row = 0;  ///< row + 1; 0: free
  };
  std::vector<place> places_;  ///< open addressing, a power of two
  const std::int8_t* rows_ = nullptr;
  std::array<float, model_row> scale_{};
  std::array<float, intent_count> bias_{}, output_bias_{};
  std::array<float, hidden_units> unit_bias_{};
  /// Intents up to a multiple of 4: sums of so many need no odd end.
  static constexpr std::size_t output_row = (intent_count + 3) / 4 * 4;
  std::vector<float> output_;  ///< by unit, then intent

  const std::int8_t* row_of(std::uint32_t feature) const;
};

}  // namespace nlp
