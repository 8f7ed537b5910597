#pragma once
// What a correction changes in the act before it: its figures, its food, its moment, a word of it.
// Input: the words of the change and the act before. Output: only the slots that change.
// Callers: corrections and follow-ups.
// Thread: pure.

#include <optional>
#include <string>
#include <string_view>

#include "nlp/slots/slots.hpp"

namespace nlp {

/// The name under which a record is corrected ("food", "reminder"); empty for other intents.
std::string_view target_of(intent i);
/// A record of something ahead: it has a moment and words of its own.
bool is_planned(intent i);
/// Food, water, workouts and sleep.
bool is_log(intent i);
/// Commands to a connected service and questions about it.
bool is_integration(intent i);

/// A new moment said for a plan: the day stays unless another is said; am or pm is the nearer one.
std::optional<local_time> changed_due(const frame& f, span s,
                                      const std::optional<local_time>& before);
/// "20 min later", "an hour earlier": the moment before, shifted.
std::optional<local_time> shifted_due(const frame& f, span s,
                                      const std::optional<local_time>& before);
/// The words say only when: "at 2pm", "around 11", "yesterday, not today".
std::optional<local_time> only_when(const frame& f, span s);
/// New figures of water, gym or sleep. False when the words hold none.
bool change_numbers(const frame& f, span s, const act* before, std::string_view target,
                    slot_map& slots);
/// A new food, amount, meal or figures of food. False when the words hold none.
bool change_food(const frame& f, span s, const act* before, slot_map& slots);
/// "7 not 8", "chem not bio", "yards not meters": a change of the record of the last turn that has
/// the denied value. Nothing when none has it.
std::optional<act> contrasted(const frame& f, span s, const prior_turn& prior);
/// "mrs patil*": `before` with the words most like the said ones replaced by them; nothing when
/// none is alike.
std::optional<std::string> respelt(const std::string& before, const std::string& said);

}  // namespace nlp
