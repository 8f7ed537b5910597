#pragma once
// What keeps a text from being a record: questions, negations, plans, wishes, other people's acts,
// figures of speech, opinions, quotes. Input: a clause. Output: flags, each with the words that
// raised it. Language data: the `sig.*` rules.
// Thread: pure.

#include <string>
#include <vector>

#include "nlp/frame.hpp"

namespace nlp {

struct signals {
  bool question = false, negation = false, plan = false, future = false, other_person = false,
       figure = false, opinion = false, quote = false, generic = false;
  bool first_person = false;  ///< "i", "we" said as the subject
  bool asks = false;          ///< ends in a question mark or opens with a question word
  std::size_t last_trap_end = 0;

  /// Something in the clause speaks against writing a record of an act.
  bool any() const {
    return question || negation || plan || future || other_person || figure || opinion || quote ||
           generic;
  }
};

signals find_signals(const frame& f, span clause, std::size_t core,
                     const std::vector<phrase_hit>& hits);

}  // namespace nlp
