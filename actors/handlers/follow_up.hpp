#pragma once
// An open question meets the next text: is it the answer, or something else? Callers: the turn.
// Thread: any; pure. Holds: a text that plainly is something else is never swallowed.

#include <vector>

#include "actors/handlers/handler.hpp"

namespace handlers {

struct follow_up {
  std::vector<nlp::act> acts;  ///< what to carry out
  bool answered = false;       ///< the question is settled
  bool declined = false;       ///< "no": settled, and nothing is to be done
};

follow_up resolve(const nlp::understanding& understood, const turn_context& t);

}  // namespace handlers
