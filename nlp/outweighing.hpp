#pragma once
// Where words speak so plainly for one reading that the model's preference for another does not
// count: "todo: delete the old photos" is no wish to delete. Caller: the clause reader, before what
// it read gives way. Thread: pure.

#include "nlp/slots/slots.hpp"

namespace nlp {

/// The person taught a word of the text as this intent.
bool taught_as(const frame& f, intent kind);
/// Some word of it sets one thing against another or points back.
bool speaks_of_change(const frame& f, span s);

/// The act that was read may give way to an intent that the model finds likelier. `likely`: its
/// probability.
bool may_outweigh(intent likelier, float likely, const act& read, const clause_reading& r);

}  // namespace nlp
