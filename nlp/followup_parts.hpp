#pragma once
// What the files of follow-ups share: answers (followup.cpp), repeats (followup_repeats.cpp),
// references (followup_references.cpp) and whole replies (whole_reader.cpp). Nobody else includes
// it. Thread: pure.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "nlp/followup.hpp"
#include "nlp/slots/changes.hpp"
#include "nlp/slots/slots.hpp"

namespace nlp {

using follow_words = std::initializer_list<std::string_view>;

std::string lower(std::string_view s);
/// Some word of the text from token `from` on is one of these.
bool any_word(const frame& f, follow_words ws, std::size_t from = 0);
/// "discussion post due tonight 11:59 PM" -> "discussion post".
std::string without_times(const std::string& said, const frame& f);

/// "and another for the poster, same time": the last plan for another thing.
std::optional<act_list> another_plan(const frame& f, const prior_turn& prior);
/// "and toner", "plus stamps" after something was put on a list: the next entry.
std::optional<act_list> next_entry(const frame& f, const prior_turn& prior);
/// "and outlook?", "only the fitbit", "just todays": the last command or question for another
/// thing.
std::optional<act_list> same_for_another(const frame& f, const prior_turn& prior);

}  // namespace nlp
