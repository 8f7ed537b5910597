#pragma once
// Splits a text into clauses, each of which carries acts of one kind. Input: the frame. Output:
// spans in order. Sentence ends always split; commas, "and" or nothing at all split only where a
// new act plainly begins ("... and drank 2 bottles", "... remind me to") or the subject changes
// ("bed 10 up 6, cardio 30 min, oats with whey", "eggs, no lunch, wings"). Thread: pure. Holds: at
// most `max_clauses`; what is left over is one last clause.

#include <vector>

#include "nlp/frame.hpp"

namespace nlp {

inline constexpr std::size_t max_clauses = 64;

struct clause {
  span s;
  std::size_t core = 0;    ///< first token after "hey", "and then", "can you please"
  bool request = false;    ///< "can you", "i want you to" was left out
  bool after_and = false;  ///< joined to the clause before it within one sentence
  bool denied = false;     ///< a part that says what was not done: "..., no lunch, ..."
  bool piece = false;      ///< cut off where the subject changed: shares the mood of the one before
};

std::vector<clause> split_clauses(const frame& f, span whole);
/// "call the plumber at 5, remind me", "book club on the 3rd, remind me the day before": at `i` it
/// is said what to do with what was said.
bool reminds_of_before(const frame& f, std::size_t i, std::size_t end);
/// Finds core and request of a span.
clause make_clause(const frame& f, span s);

}  // namespace nlp
