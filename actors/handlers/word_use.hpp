#pragma once
// What using a taught word does to it: counts and trust when it served, doubt when it misled, a
// question the first time, and the history of what it meant. Called by the turn, after its acts,
// and by corrections. Thread: any; pure.

#include <memory>
#include <string_view>
#include <vector>

#include "actors/handlers/handler.hpp"

namespace handlers {

/// For each taught word that made a row of this text: one more use. Asks "right?" after the first,
/// unless the turn asks something already.
outcome note_use(const turn_context& t);

/// These words misled. Adds the changes and, where one is switched off, a sentence to the reply.
void note_mistake(const std::vector<taught_word>& words, const turn_context& t, outcome& o);

/// The taught words whose meaning made `row` out of `text`.
std::vector<taught_word> words_behind(const storage::any_row& row, std::string_view text,
                                      const vocabulary& words);

std::shared_ptr<const vocabulary> with_changes(const std::shared_ptr<const vocabulary>& words,
                                               const std::vector<storage::row_change>& changes,
                                               instant now);

/// A history row for every taught word whose meaning the changes touch. `label` names the acts.
std::vector<storage::row_change> history_of(const std::vector<storage::row_change>& changes,
                                            std::string_view label, instant now, id_generator& ids);

}  // namespace handlers
