#pragma once
// Short replies that only make sense after the turns before them. Input: the text and the history
// in the context. Output: what was last recorded, and the text completed by the question that it
// answers.
// Thread: pure.

#include <optional>
#include <string>

#include "nlp/frame.hpp"

namespace nlp {

/// What the last turns recorded or set, read back from the texts themselves.
struct prior_turn {
  std::optional<act> last;   ///< the last act that wrote something
  std::optional<act> query;  ///< the question about data or plans that the last turn asked
  std::string user, assistant;
  bool asked = false;  ///< the assistant's last text asks something
};
prior_turn read_prior(const context& ctx);

/// A reply to the assistant's question, completed to a text of its own ("20 oz" after "drank
/// water" / "How much?" -> "drank water 20 oz"); nothing when the text stands by itself.
std::optional<std::string> complete_answer(const frame& f, const prior_turn& prior);

/// "another one", "same again", "2 more": the last record once more.
std::optional<act> repeat_last(const frame& f, const prior_turn& prior);

/// A fragment that changes what was just recorded: "5 sets", "at 10 this morning", "only half"
/// (slots/corrections.cpp).
std::optional<act> bare_change(const frame& f, const prior_turn& prior);

/// "and protein?", "what about yesterday": the last question with one part exchanged.
std::optional<act> next_question(const frame& f, const prior_turn& prior);

}  // namespace nlp
