#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"

namespace handlers {

using nlp::slot;
using namespace std::chrono;

namespace {

/// "leche a mi lista": where it goes is no part of it.
std::string without_list(std::string content) {
  for (const std::string_view where :
       {" a mi lista", " a la lista", " en mi lista", " en la lista", " to my list", " on my list",
        " to the list", " on the list"})
    if (content.size() > where.size() && lower(content).ends_with(where))
      content.resize(content.size() - where.size());
  return content;
}

}  // namespace

handled add_todo(const nlp::act& act, const turn_context& t) {
  const auto content = without_list(tidy(act.slots.text(slot::content).value_or("")));
  if (content.empty())
    return ask(t, act, slot::content,
               replies::wording{"What should I put on your list?", "¿Qué pongo en tu lista?"});
  storage::item_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.type = "todo";
  row.content = content;
  if (const auto list = act.slots.text(slot::list)) row.list = lower(tidy(*list, name_limit));
  if (const auto due = act.slots.time(slot::due)) {
    row.due_all_day = !due->time_of_day;
    row.due_at = due->time_of_day ? t.state.tz.to_instant(due->or_at(seconds(0)))
                                  : t.state.tz.day_start(due->day);
  }
  row.created_at = t.now;
  row.source = from_message;
  row.message_id = t.message_id;

  outcome o;
  o.action = "todo_add";
  if (row.list && !row.list->empty())
    o.reply = replies::todo_added(row, t.voice);
  else
    o.todos.push_back(replies::phrase(row, t.voice));
  o.changes.push_back(storage::inserted(row));
  return o;
}

handled add_assignment(const nlp::act& act, const turn_context& t) {
  const auto name = tidy(act.slots.text(slot::assignment_name).value_or(""), name_limit);
  if (name.empty())
    return ask(t, act, slot::assignment_name,
               replies::wording{"What is the assignment called?", "¿Cómo se llama la tarea?"});
  storage::assignment_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.class_name = tidy(act.slots.text(slot::class_name).value_or(""), name_limit);
  if (row.class_name.empty()) row.class_name = replies::no_class;
  row.assignment_name = name;
  if (const auto due = act.slots.time(slot::due)) {
    row.due_all_day = !due->time_of_day;
    row.due_at = due->time_of_day ? t.state.tz.to_instant(due->or_at(seconds(0)))
                                  : t.state.tz.day_start(due->day);
  }
  row.created_at = t.now;
  row.source = from_message;
  row.message_id = t.message_id;

  outcome o;
  o.action = "assignment_add";
  o.reply = replies::assignment_added(row, t.voice);
  o.changes.push_back(storage::inserted(row));
  return o;
}

}  // namespace handlers
