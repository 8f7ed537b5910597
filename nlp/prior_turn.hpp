#pragma once
// What the turns before a text leave open: the question asked, the things listed, the record just
// made, the reminder that has just gone off. Input: the history in the context. Callers: the
// pipeline, follow-ups, corrections and the classifier.
// Thread: pure.

#include <optional>
#include <string>
#include <vector>

#include "nlp/pipeline.hpp"

namespace nlp {

struct prior_turn {
  /// What the assistant's last text asks for.
  enum class question : std::uint8_t {
    none,
    yes_or_no,  ///< "Log it?", "Reply 'yes' to confirm"
    which,      ///< "Which one?", "Google Calendar or Outlook?"
    amount,     ///< "How much?", "How long?"
    moment,     ///< "When?", "What time?"
    name        ///< "What did you eat?", "For which class?"
  };

  std::string user, assistant;  ///< the last texts, as said
  std::string heard;            ///< the assistant's last text, lower case
  question asked = question::none;
  std::string asked_text;            ///< the sentence that asks, lower case
  std::optional<act> said;           ///< the last act of the user's last text, whatever its kind
  std::vector<act> records;          ///< all acts of that text that wrote something
  std::optional<act> last;           ///< the last act that wrote something
  std::optional<act> query;          ///< the question about data or plans that was answered
  std::vector<std::string> options;  ///< what was listed or offered, in order, as shown
  std::optional<std::string> fired;  ///< what a reminder that has just gone off is about
};

prior_turn read_prior(const context& ctx);

/// An act that writes something a later turn can change or repeat.
bool is_record(intent i);

}  // namespace nlp
