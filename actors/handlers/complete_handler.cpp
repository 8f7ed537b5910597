#include <algorithm>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/notices.hpp"
#include "actors/handlers/open_items.hpp"
#include "actors/handlers/support.hpp"
#include "actors/replies/notices.hpp"
#include "nlp/entities/recurrence.hpp"

namespace handlers {
namespace {

using nlp::slot;
using namespace std::chrono;

/// A repeating item is never over. Just after it came, the next time is planned already; done ahead
/// of it, what is due today moves on.
void complete_repeating(const storage::item_row& item, const turn_context& t,
                        storage::unit_of_work& u, outcome& o) {
  const auto before = o.changes.size();
  note_answer(u, t, item.id, "done", o);
  if (o.changes.size() > before) {
    o.reply +=
        (o.reply.empty() ? "" : " ") + replies::done_repeating(item.content, item.due_at, t.voice);
    return;
  }
  const auto rule = nlp::rrule_from(*item.rrule);
  auto after = item;
  if (rule && item.due_at && t.state.tz.local_day(*item.due_at) <= floor<days>(t.local_now)) {
    const auto start = item.series_start.value_or(t.state.tz.to_local(*item.due_at));
    const auto from = std::max(t.local_now, t.state.tz.to_local(*item.due_at));
    if (const auto next = nlp::next_occurrence(*rule, start, from)) {
      after.due_at = t.state.tz.to_instant(*next);
      after.sent_at.reset();
      o.changes.push_back(storage::updated(item, after));
    }
  }
  const auto next = after.due_at ? replies::moment(*after.due_at, t.voice)
                                 : replies::worded(t.voice, {"soon", "pronto"});
  const std::vector<std::string> names{item.content};
  o.reply +=
      (o.reply.empty() ? "" : " ") +
      (o.changes.empty()
           ? replies::worded(t.voice, {"{} repeats. Next: {}.", "{} se repite. Próximo: {}."},
                             replies::sentence(item.content), next)
           : replies::completed(names, true, next, t.voice));
}

outcome complete(const std::vector<open_item>& chosen, const turn_context& t,
                 storage::unit_of_work& u) {
  outcome o;
  o.action = "complete_item";
  std::vector<std::string> names;
  for (const auto& c : chosen) {
    if (const auto* item = std::get_if<storage::item_row>(&c)) {
      if (item->status != "open") {
        o.reply += (o.reply.empty() ? "" : " ") + replies::already_done(item->content, t.voice);
        continue;
      }
      if (item->rrule) {
        complete_repeating(*item, t, u, o);
        continue;
      }
      auto after = *item;
      after.status = "done";
      after.completed_at = t.now;
      names.push_back(replies::shortened(item->content, 60));
      o.changes.push_back(storage::updated(*item, after));
      note_answer(u, t, item->id, "done", o);
    } else {
      const auto& a = std::get<storage::assignment_row>(c);
      if (a.status != "open") {
        o.reply += (o.reply.empty() ? "" : " ") + replies::already_done(a.assignment_name, t.voice);
        continue;
      }
      auto after = a;
      after.status = "done";
      after.completed_at = t.now;
      names.push_back(replies::shortened(name_of(c), 60));
      o.changes.push_back(storage::updated(a, after));
      note_answer(u, t, a.id, "done", o);
    }
  }
  if (!names.empty())
    o.reply =
        replies::completed(names, false, {}, t.voice) + (o.reply.empty() ? "" : " ") + o.reply;
  return o;
}

}  // namespace

handled complete_item(const nlp::act& act, const turn_context& t) {
  const auto item = tidy(act.slots.text(slot::item).value_or(""));
  const auto type = act.slots.text(slot::type).value_or("");
  return deferred([&act, &t, item, type](storage::unit_of_work& u) -> result<outcome> {
    auto found = find_open(u, t, item, type);
    if (found.rows.empty()) {
      if (!found.beyond.empty())
        return say(replies::no_such_number(found.beyond, found.listed, t.voice));
      if (item.empty())
        return say(t, {"Which one is done? Text \"my todos\" to see them.",
                       "¿Cuál terminaste? Escribe \"mis pendientes\" para verlos."});
      return say(
          t,
          {"I found nothing open like \"{}\". Text \"my todos\" to see what is.",
           "No encontré nada pendiente como \"{}\". Escribe \"mis pendientes\" para verlos."},
          replies::shortened(item, 60));
    }
    if (found.tie) return ask_which(act, t, found.rows);
    auto o = complete(found.rows, t, u);
    if (!found.beyond.empty())
      o.reply += " " + replies::no_such_number(found.beyond, found.listed, t.voice);
    return o;
  });
}

}  // namespace handlers
