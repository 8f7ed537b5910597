#pragma once
// "change the eggs to 3", "move the dentist to 11", "the water was at 9am": a correction that names
// what it corrects. Finds that entry and reads the rest as if it had been the last thing recorded,
// so that no other entry can be hit. Caller: the correction handler. Thread: a reader.

#include <variant>

#include "actors/handlers/entries.hpp"

namespace handlers {

struct named_change {
  entry what;
  nlp::act act;    ///< the correction, of the kind that `what` is
  std::string to;  ///< what is said of it, in the person's words
};
/// The change; or what to say instead, when no entry or more than one is of that name; or nothing,
/// when the text names none ("make it 3").
using aim = std::variant<std::monostate, named_change, outcome>;

aim named_change_in(const nlp::act& act, const turn_context& t, storage::unit_of_work& u);
/// "make it 3" after several foods of one text: which of `rows` is meant, to be changed by `act`.
outcome ask_which_changes(const nlp::act& act, const turn_context& t,
                          const std::vector<storage::food_log_row>& rows, storage::unit_of_work& u);
/// A question about the change keeps which entry it is about.
void keep_aim(const named_change& c, conversation& talk);

}  // namespace handlers
