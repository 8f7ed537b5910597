#pragma once
// Short replies that only make sense after the turns before them: answers (followup.cpp), repeats
// (followup_repeats.cpp) and references (followup_references.cpp). Input: the text and the history
// in the context. Output: what was last recorded, and the text completed by the question that it
// answers.
// Thread: pure.

#include <optional>
#include <string>

#include "nlp/frame.hpp"
#include "nlp/prior_turn.hpp"

namespace nlp {

/// A reply whose shape tells what it answers: a pick from a list, yes or no, "done" to a reminder,
/// the figure or class asked for, the last command for another thing.
std::optional<std::vector<act>> read_reply(const frame& f, const prior_turn& prior);

/// What "it", "same time" and an unnamed reminder refer to, filled in from the turns before.
void resolve_references(const frame& f, const prior_turn& prior, std::vector<act>& acts);

/// A reply to the assistant's question, completed to a text of its own ("20 oz" after "drank
/// water" / "How much?" -> "drank water 20 oz"); nothing when the text stands by itself.
std::optional<std::string> complete_answer(const frame& f, const prior_turn& prior);

/// "another one", "same again", "2 more": the last record once more.
std::optional<act> repeat_last(const frame& f, const prior_turn& prior);

/// A word of the last record said anew: "mrs patil*", "thats lbs", "wrong class its psych"
/// (slots/corrections.cpp).
std::optional<act> spelt_anew(const frame& f, const prior_turn& prior);

/// A fragment that changes what was just recorded: "5 sets", "at 10 this morning", "only half"
/// (slots/corrections.cpp).
std::optional<act> bare_change(const frame& f, const prior_turn& prior);

/// "and protein?", "what about yesterday": the last question with one part exchanged.
std::optional<act> next_question(const frame& f, const prior_turn& prior);

}  // namespace nlp
