#pragma once
// What a text means before anything is done: whether it stands as it was read, stands for another
// text, answers what was asked, or only asks back. Caller: the turn. Thread: any; pure but for what
// takes a unit of work.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actors/handlers/follow_up.hpp"
#include "actors/handlers/registry.hpp"
#include "actors/handlers/tapback.hpp"
#include "actors/handlers/turn.hpp"

namespace handlers {

/// The text read another way than it was ("drank 500" after a drink is a new one, "change my sleep
/// to 7 hours" is none); nothing when it stands.
std::optional<turn_input> read_otherwise(const turn_input& in);

/// "again": the turn of the earlier text that is meant (asks_again), as if it had been sent now.
std::optional<turn_input> repeated(const turn_input& in, std::size_t place,
                                   storage::unit_of_work& u);
/// The answer agrees to a text that we proposed (ask_to_text): its turn, as if it had been sent.
std::optional<turn_input> text_agreed_to(const follow_up& answer, const turn_input& in);

/// "2 eggs; mood 4": the parts of a text that are commands with a figure, beside what it logs.
struct parted_text {
  std::vector<std::string> commands;
  nlp::understanding rest;  ///< of the other parts; no acts when there are none
};
/// Nothing when the text has no such parts, or does anything else than log.
std::optional<parted_text> commands_among(const turn_input& in, const registry& handlers);

/// "more": the rest of a long reply.
bool asks_for_more(std::string_view text);
/// What a reaction answers: the open question, if that is what was reacted to. Anything else that a
/// reaction may mean is between the person and the phone.
std::optional<nlp::intent> answer_of(const tapback& reaction, const user_state& state);
/// Somebody new whose words are Spanish: nobody asked yet which language they want.
bool begins_in_spanish(const turn_input& in);
/// A text of too many things: the first of them are stored, and the rest is asked for.
bool takes_a_part(const nlp::understanding& u);
/// An open question outlives it, because it is no new matter.
bool is_aside(nlp::intent kind);
/// "drank -5 ml": less than nothing of what was done. The figure as it was said; empty when there
/// is none.
std::string_view below_nothing(std::string_view text, const nlp::understanding& u);

}  // namespace handlers
