#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"
#include "nlp/entities/recurrence.hpp"

namespace handlers {

using nlp::slot;
using namespace std::chrono;

namespace {

/// When only a day was said. Named in the reply, so it can be moved with one text.
constexpr hours usual_hour{9};

bool within_days(const nlp::recurrence_rule& r) {
  return r.freq == nlp::frequency::hourly || r.freq == nlp::frequency::minutely;
}

}  // namespace

handled add_reminder(const nlp::act& act, const turn_context& t) {
  const auto content = tidy(act.slots.text(slot::content).value_or(""));
  if (content.empty()) return ask(t, act, slot::content, "What should I remind you of?");
  const auto due = act.slots.time(slot::due);
  const auto said_rule = act.slots.text(slot::recurrence);
  const auto rule = said_rule ? nlp::recurrence_from(*said_rule) : std::nullopt;
  const auto here = floor<days>(t.local_now);

  storage::item_row row;
  if (rule) {
    // The series begins at the time said; its first text is the first such time to come.
    auto start = due                  ? due->or_at(usual_hour)
                 : within_days(*rule) ? t.local_now
                                      : local_seconds(here) + usual_hour;
    const auto after = within_days(*rule) && !due ? t.local_now : t.local_now - seconds(1);
    auto first = nlp::next_occurrence(*rule, start, std::max(after, start - seconds(1)));
    if (first && t.state.tz.to_instant(*first) <= t.now)
      first = nlp::next_occurrence(*rule, start, t.local_now);
    if (!first) return ask(t, act, slot::due, replies::when_to_remind(content, t.voice));
    row.rrule = nlp::to_rrule(*rule);
    row.series_start = start;
    row.due_at = t.state.tz.to_instant(*first);
  } else {
    if (!due) return ask(t, act, slot::due, replies::when_to_remind(content, t.voice));
    if (!due->time_of_day && due->day <= here) {
      auto later = act;
      if (due->day < here) later.slots.erase(slot::due);
      return ask(t, std::move(later), slot::due,
                 due->day < here
                     ? replies::when_has_passed(replies::day(due->day, t.voice), t.voice)
                     : "What time today?");
    }
    const auto local = due->or_at(usual_hour);
    row.due_at = t.state.tz.to_instant(local);
    if (*row.due_at <= t.now) {
      auto later = act;
      later.slots.erase(slot::due);
      return ask(t, std::move(later), slot::due,
                 replies::when_has_passed(replies::moment(local, t.voice), t.voice));
    }
  }
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.type = "reminder";
  row.content = content;
  row.created_at = t.now;
  row.source = from_message;
  row.message_id = t.message_id;

  outcome o;
  o.action = "reminder_add";
  o.reply = replies::reminder_set(row, t.voice);
  o.changes.push_back(storage::inserted(row));
  return o;
}

}  // namespace handlers
