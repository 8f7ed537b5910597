#pragma once
// Texts judged as a whole. What follows a record, a question or a reminder is often cut into
// clauses that say nothing by themselves ("3. was a hot one", "no no, it was the wednesday, I have
// the card here"), and a clause may look like a record in a text that tells of something else ("the
// patient pulled his tube, drank the whole pitcher"). Input: the text, with what the turns before
// left open, and the acts of its clauses. Caller: the pipeline. Thread: pure.

#include <optional>

#include "nlp/clause_findings.hpp"

namespace nlp {

/// Short enough for the model to judge it in one piece.
bool reads_as_one(const frame& f);

/// Puts the change, completion, undoing, yes or no that the whole of a reply is in place of what
/// its clauses were read as. The acts stay when the model does not find it to be one, when it
/// cannot be filled, or when some clause is an act of its own ("..., and put milk on my list").
/// `known`: what the model makes of the whole, where it has been asked.
void settle_reply(const frame& f, const prior_turn& prior, const std::optional<likelihoods>& known,
                  act_list& acts);

/// Whether such acts, read in some clause of a text, stand against a whole that says nothing to be
/// written: nobody says "I", and they are none that a person asks for.
bool only_seems(const frame& f, const act_list& acts);

}  // namespace nlp
