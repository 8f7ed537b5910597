#pragma once
// What the server says by itself, and what people answer to it. `plan_due` is asked when something
// of a person falls due; `answer_notice` reads a text that may be about a notice. Both run on a
// reader thread and only describe changes; the user's actor stores them.

#include <optional>

#include "actors/handlers/turn.hpp"
#include "nlp/notices/notice_words.hpp"

namespace handlers {

/// One thing that fell due, while it is looked at.
struct due_turn {
  const user_state& state;
  row_id id;
  instant due_at;
  instant now;
  id_generator& ids;
  const delivery& through;
  replies::voice voice;
  turn_result& out;  ///< to be filled; left alone when there is nothing to say or to move

  /// Queues a text (or a mail: the first line is its subject) and answers its outbox id.
  row_id send(std::string text, std::string kind, std::optional<row_id> item,
              const std::optional<std::string>& mail_to = {});
  /// A notice for the ledger.
  storage::notice_row noted(std::string kind, std::optional<row_id> item,
                            std::string subject) const;
};

/// The text becomes what was said last, and `rows` what "done", "snooze 20" or "2" mean.
void remember_notice(due_turn& t, std::vector<row_id> rows, const std::string& text);

/// A routine's hour has come.
void run_routine(due_turn& t, storage::unit_of_work& u, const storage::routine_row& r);

/// Whether a text could be about a notice at all, given what was said last: then it has to be
/// looked into with a read.
bool may_answer_notice(const nlp::notice_command& c, const user_state& s);
/// What the command leads to; nothing when it turns out to be about something else.
result<std::optional<outcome>> answer_notice(const nlp::notice_command& c, const turn_context& t,
                                             storage::unit_of_work& u);
/// The part of `answer_notice` that switches things.
result<std::optional<outcome>> set_notices(const nlp::notice_command& c, const turn_context& t,
                                           storage::unit_of_work& u);
/// Notes in the ledger that the latest notice of an item was answered.
void note_answer(storage::unit_of_work& u, const turn_context& t, row_id item,
                 std::string_view answer, outcome& o);

}  // namespace handlers
