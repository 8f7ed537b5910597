#pragma once
// What is found out about one clause before anything is decided: rules that match, signals, the
// record that its words would make, and that evidence for the classifier. Callers: the reader and
// the cutter of clauses, the trainer. Thread: pure.

#include <array>
#include <vector>

#include "nlp/intent_classifier.hpp"
#include "nlp/phrase_book.hpp"
#include "nlp/signals.hpp"
#include "nlp/slots/slots.hpp"

namespace nlp {

/// A record needs at least this score; between `doubtful` and it the person is asked.
inline constexpr double sure_record = 58, doubtful = 40;

/// The classifier's judgement, by intent.
using likelihoods = std::array<float, intent_count>;

struct clause_findings {
  std::vector<phrase_hit> hits;
  signals s;
  candidate record;
  clause_evidence evidence;
};

/// `carry` is what the clauses before left for this one, and is brought up to date.
clause_findings examine(const frame& f, const clause& c, carried& carry);

}  // namespace nlp
