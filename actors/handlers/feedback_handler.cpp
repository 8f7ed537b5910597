#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"

// Words for whoever runs the server, kept with what was said just before them.

namespace handlers {
namespace {

using nlp::slot;

constexpr std::size_t context_turns = 4;
constexpr std::size_t subject_limit = 80;

/// The text, under the last turns: a complaint is rarely clear without them.
std::string with_context(const turn_context& t, std::string_view said) {
  std::string body;
  const auto& history = t.state.history;
  const auto first = history.size() > context_turns ? history.size() - context_turns : 0;
  for (auto i = first; i < history.size(); ++i) {
    body += history[i].who == nlp::turn::role::user ? "person: " : "assistant: ";
    body += history[i].text + "\n";
  }
  return body + "feedback: " + std::string(said);
}

}  // namespace

handled give_feedback(const nlp::act& act, const turn_context& t) {
  const auto message = tidy(act.slots.text(slot::message).value_or(std::string(t.text)));
  const auto rating = act.slots.number(slot::rating);
  const bool rated = rating && *rating >= 1 && *rating <= 5;
  if (rating && !rated) return say(replies::rating_range(t.voice));
  storage::feedback_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.kind = act.slots.text(slot::feedback_type).value_or(rated ? "rating" : "general");
  if (rated) row.rating = static_cast<std::int64_t>(*rating);
  row.body.plain = with_context(t, message);
  row.message_id = t.message_id;
  row.created_at = t.now;
  outcome o;
  o.reply = replies::feedback_kept(row, t.voice);
  o.changes.push_back(storage::inserted(std::move(row)));
  return o;
}

handled open_ticket(const nlp::act& act, const turn_context& t) {
  const auto message = tidy(act.slots.text(slot::message).value_or(std::string(t.text)));
  storage::ticket_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.subject.plain = tidy(message, subject_limit);
  row.body.plain = with_context(t, message);
  row.created_at = row.updated_at = t.now;
  outcome o;
  o.reply = replies::ticket_opened(t.voice);
  o.changes.push_back(storage::inserted(std::move(row)));
  return o;
}

}  // namespace handlers
