#pragma once
// Texts about the notices themselves, for which the vocabulary has no intents: what people answer
// to a reminder ("snooze 20", "tomorrow 9 instead", "skip"), ask about it ("did you remind me?")
// and say about what comes by itself ("turn off water nudges", "digest sundays at 7pm", "vacation
// until monday"). Read before anything else is understood, and strictly: a word that fits none of
// the forms, and the text is somebody else's. Callers: the turn. Thread: any; pure.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/pipeline.hpp"

namespace nlp {

enum class notice_verb : std::uint8_t {
  done,
  snooze,
  move,       ///< to another time: "tomorrow 9 instead"
  skip,       ///< this time
  skip_next,  ///< the coming time of what repeats
  keep,
  drop,
  was_it_sent,  ///< "did you remind me about mom?"
  turn_on,
  turn_off,
  vacation,
  vacation_over,
  fewer,
  more,
  most_a_day,
  list,  ///< what is on
};

struct notice_command {
  notice_verb verb = notice_verb::done;
  /// It means a notice only right after one: "tomorrow at 9", "keep it", "less".
  bool only_after_notice = false;
  std::string item;                  ///< words that name what is meant; empty: the last notice
  std::vector<std::size_t> numbers;  ///< places in the last notice's list, from 1
  bool all = false;                  ///< "snooze all"
  /// snooze, move, skip until, vacation: to when. Neither: the usual. Of events: so long before.
  std::optional<std::chrono::minutes> after;
  std::optional<local_time> until;
  // Of settings:
  std::string
      kind;  ///< check_in digest quote water workout follow_up assignment event hint, or all
  std::optional<std::chrono::minutes> minute;  ///< of the day
  std::optional<int> weekday;                  ///< Monday is 0
  std::optional<bool> by_mail;
  std::int64_t most = 0;  ///< of most_a_day
};

/// `after_notice`: whether a notice is what was said last. If not, of the commands that are only
/// meant then the costly ones (a bare time: nearly every text has one) are not looked for.
std::optional<notice_command> read_notice_command(std::string_view text, const context& ctx,
                                                  bool after_notice = true);

}  // namespace nlp
