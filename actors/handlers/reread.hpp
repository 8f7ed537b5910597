#pragma once
// A person's recent texts read twice: with the words as they are and as they would be. Shows what a
// teaching would change before it is stored, and what it could mend afterwards. Called by the
// teaching handlers on a reader thread; understanding itself is pure.

#include <string>
#include <string_view>
#include <vector>

#include "actors/handlers/handler.hpp"
#include "actors/handlers/registry.hpp"

namespace handlers {

/// So many texts are looked at, and so many of those that hold the word are read again.
inline constexpr std::int64_t texts_looked_at = 300;
inline constexpr std::size_t texts_reread = 40;

/// A text that the two vocabularies read differently.
struct reread_text {
  storage::message_row message;
  nlp::understanding before, after;
  std::vector<storage::any_row> rows;  ///< what it stored and is still stored, in order

  /// It recorded something, and would now be taken for another kind of thing.
  bool other_kind() const;
};
std::vector<reread_text> reread(storage::unit_of_work& u, const turn_context& t,
                                const vocabulary& before, const vocabulary& after,
                                std::string_view term);

/// How a text of this person is read.
nlp::context reading_context(const user_state& s, instant at, const vocabulary& words);

/// The rows as the new reading would have stored them. Rows edited since are left alone.
std::vector<storage::row_change> mended(const reread_text& text, const food_estimator& estimate);

}  // namespace handlers
