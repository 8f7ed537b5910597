#pragma once
// What a person texted before that recorded something: the list of it, doing one again, and what an
// unclear text may have meant. Callers: the turn, the commands, talk. Thread: any; what takes a
// unit of work runs on a reader thread.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actors/handlers/handler.hpp"

namespace handlers {

struct earlier_text {
  std::string text;
  std::int64_t times = 0;  ///< said in the same words
};
/// Newest first, each once.
std::vector<earlier_text> earlier_texts(storage::unit_of_work& u, row_id present);

/// "repeat 3": the third line of the list. "again" is 0: the last, where what was said just before
/// gives it no meaning of its own.
std::optional<std::size_t> asks_again(std::string_view text);

/// "history": the last five. "most used": those said most often.
handled show_history(const turn_context& t);
handled show_most_used(const turn_context& t);

/// What an unclear text is closest to among those, the most used first; asks whether it was meant.
/// Nothing is close: nothing.
std::optional<outcome> suggest_meant(const turn_context& t, storage::unit_of_work& u);

}  // namespace handlers
