#pragma once
// One clause in, its acts out: the readings that rules, records and plans give it are weighed
// against each other and against the classifier. Caller: the pipeline. Input: a clause of a frame.
// Output: acts, or the question to ask. Thread: pure.

#include <string>
#include <vector>

#include "nlp/clause_findings.hpp"

namespace nlp {

struct clause_result {
  act_list acts;
  double score = 0;  ///< 0 when nothing was read
  double doubt = 0;  ///< score of a record that was not believed; then `acts` holds it
  likelihoods p{};   ///< what the model makes of the clause
};

/// The evidence of an act that no rule names: what the model makes of the whole clause.
inline constexpr std::string_view hinted = "the wording as a whole";

clause_result read_clause(const frame& f, const clause& c, carried& carry);

}  // namespace nlp
