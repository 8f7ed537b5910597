#include "actors/handlers/corrections.hpp"
#include "actors/handlers/open_items.hpp"
#include "nlp/entities/recurrence.hpp"
#include "storage/repositories/fact_repository.hpp"
#include "storage/repositories/item_repository.hpp"

// "move the dentist to 11": what changes in a todo, a reminder, an assignment or a fact.

namespace handlers {

using nlp::slot;
using namespace std::chrono;

result<outcome> correct_item(const nlp::act& act, const turn_context& t, storage::unit_of_work& u,
                             const std::string& type, const storage::any_row* named) {
  const auto& s = act.slots;
  auto others = storage::items::completable_items(u, type, 200);
  auto rows = candidates(u, t, std::move(others));
  std::erase_if(rows, [&](const auto& r) { return r.type != type || r.status != "open"; });
  const auto hint = s.text(slot::item).value_or(std::string(t.text));
  auto row = row_of<storage::item_row>(named);
  if (const auto numbers = list_numbers(hint);
      !row && !numbers.empty() && numbers.front() <= t.state.talk.last_list.size())
    for (const auto& r : rows)
      if (r.id == t.state.talk.last_list[numbers.front() - 1]) row = r;
  if (!row) row = meant(rows, hint, [](const storage::item_row& r) { return r.content; });
  if (!row) return say(replies::nothing_like(type, t.voice));
  const auto before = *row;
  auto after = before;
  if (const auto c = s.text(slot::content); c && !tidy(*c).empty()) after.content = tidy(*c);
  if (const auto list = s.text(slot::list)) after.list = lower(tidy(*list, name_limit));
  const auto said_rule = s.text(slot::recurrence);
  const auto rule = said_rule      ? nlp::recurrence_from(*said_rule)
                    : before.rrule ? nlp::rrule_from(*before.rrule)
                                   : std::nullopt;
  if (const auto due = s.time(slot::due)) {
    if (type == "todo" && !due->time_of_day) {
      after.due_at = t.state.tz.day_start(due->day);
      after.due_all_day = true;
    } else {
      after.due_at = before.due_at ? moved_to(*due, *before.due_at, t.state.tz)
                                   : t.state.tz.to_instant(due->or_at(hours(9)));
      after.due_all_day = false;
    }
    after.sent_at.reset();
    if (rule) after.series_start = t.state.tz.to_local(*after.due_at);
  }
  if (rule) {
    after.rrule = nlp::to_rrule(*rule);
    if (!after.series_start)
      after.series_start = after.due_at ? t.state.tz.to_local(*after.due_at) : t.local_now;
    if (!after.due_at || *after.due_at <= t.now || said_rule) {
      const auto next = nlp::next_occurrence(*rule, *after.series_start, t.local_now);
      if (next) after.due_at = t.state.tz.to_instant(*next);
    }
  }
  if (type == "reminder" && s.has(slot::due) && after.due_at && *after.due_at <= t.now) {
    auto later = act;
    later.slots.erase(slot::due);
    return ask(t, std::move(later), slot::due,
               replies::when_has_passed(replies::moment(*after.due_at, t.voice), t.voice));
  }
  outcome o;
  o.action = "edit_correction";
  o.changes.push_back(storage::updated(before, after));
  o.reply = replies::changed(replies::phrase(after, t.voice), t.voice);
  return o;
}

result<outcome> correct_assignment(const nlp::act& act, const turn_context& t,
                                   storage::unit_of_work& u, const storage::any_row* named) {
  const auto& s = act.slots;
  auto rows = candidates(u, t, storage::items::open_assignments(u, {}, 200));
  std::erase_if(rows, [](const auto& r) { return r.status != "open"; });
  auto row = row_of<storage::assignment_row>(named);
  if (!row)
    row = meant(rows, t.text, [](const storage::assignment_row& r) {
      return r.class_name + " " + r.assignment_name;
    });
  if (!row) return say(replies::nothing_like("assignment", t.voice));
  auto after = *row;
  if (const auto c = s.text(slot::class_name)) after.class_name = tidy(*c, name_limit);
  if (const auto n = s.text(slot::assignment_name); n && !tidy(*n).empty())
    after.assignment_name = tidy(*n, name_limit);
  if (const auto due = s.time(slot::due)) {
    const bool keeps_time = !due->time_of_day && row->due_at && !row->due_all_day;
    after.due_all_day = !due->time_of_day && !keeps_time;
    after.due_at = keeps_time         ? moved_to(*due, *row->due_at, t.state.tz)
                   : due->time_of_day ? std::optional(t.state.tz.to_instant(due->or_at(seconds(0))))
                                      : std::optional(t.state.tz.day_start(due->day));
  }
  outcome o;
  o.action = "edit_correction";
  o.changes.push_back(storage::updated(*row, after));
  o.reply = replies::changed(replies::phrase(after, t.voice), t.voice);
  return o;
}

result<outcome> correct_fact(const nlp::act& act, const turn_context& t, storage::unit_of_work& u,
                             const storage::any_row* named) {
  auto rows = storage::facts::current(u);
  overlay(rows, t.earlier);
  std::erase_if(rows, [](const auto& f) { return f.superseded_at.has_value(); });
  std::ranges::stable_sort(rows, [](const auto& a, const auto& b) { return a.id > b.id; });
  const auto hint = act.slots.text(slot::key).value_or(std::string(t.text));
  auto row = row_of<storage::fact_row>(named);
  if (!row) row = meant(rows, hint, [](const storage::fact_row& r) { return r.key.plain; });
  if (!row) return say(replies::nothing_like("fact", t.voice));
  const auto value = tidy(act.slots.text(slot::value).value_or(""), fact_limit);
  if (value.empty())
    return ask(t, act, slot::value,
               replies::worded(t.voice, {"What is your {}?", "¿Cuál es tu {}?"}, row->key.plain));
  auto closed = *row;
  closed.superseded_at = t.now;
  auto after = *row;
  after.id = t.ids.next();
  after.value.plain = value;
  after.created_at = t.now;
  after.message_id = t.message_id;
  outcome o;
  o.action = "edit_correction";
  o.changes.push_back(storage::updated(*row, closed));
  o.changes.push_back(storage::inserted(after));
  o.reply = replies::fact_saved(after, &*row, t.voice);
  return o;
}

}  // namespace handlers
