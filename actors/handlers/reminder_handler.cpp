#include <algorithm>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"
#include "nlp/entities/impossible_times.hpp"
#include "nlp/entities/recurrence.hpp"
#include "nlp/entities/series_limit.hpp"

namespace handlers {

using nlp::slot;
using namespace std::chrono;

namespace {

/// When only a day was said. Named in the reply, so it can be moved with one text.
constexpr hours usual_hour{9};

bool within_days(const nlp::recurrence_rule& r) {
  return r.freq == nlp::frequency::hourly || r.freq == nlp::frequency::minutely;
}

/// Closer together, reminders are noise; a few of them ("every 5 minutes 3 times") are a timer.
constexpr minutes closest{15};
constexpr int most_close = 12;
/// A reminder in a hundred years is a slip of the finger.
constexpr years furthest{10};

std::optional<minutes> step_of(const nlp::recurrence_rule& r) {
  if (!within_days(r)) return std::nullopt;
  return minutes(r.interval * (r.freq == nlp::frequency::hourly ? 60 : 1));
}

/// "pay rent on feb 30" -> "pay rent".
std::string without(std::string content, std::string_view words) {
  const auto at = lower(content).find(lower(words));
  if (at == std::string::npos) return content;
  content.erase(at, words.size());
  content = tidy(content);
  for (const std::string_view tail : {" on", " the", " at", " by"})
    if (content.ends_with(tail)) content.resize(content.size() - tail.size());
  if (content.starts_with("to ")) content.erase(0, 3);
  return content == "on" || content == "to" ? std::string() : content;
}

/// The words of the limit are about the series, not about what is to be done. The first of them
/// ("for", "until") may have been left out of the content already.
std::string without_limit(const std::string& content, std::string_view said) {
  auto shorter = without(content, said);
  if (shorter == content && said.find(' ') != std::string_view::npos)
    shorter = without(content, said.substr(said.find(' ') + 1));
  return shorter;
}

bool says_beginning(std::string_view text) {
  const auto words = match_words(text);
  return std::ranges::any_of(words, [](const std::string& w) {
    return w.starts_with("start") || w.starts_with("begin") || w == "from";
  });
}

bool says_urgent(std::string_view text) {
  const auto words = match_words(text);
  return std::ranges::any_of(words, [](const std::string& w) {
    return w == "urgent" || w == "asap" || w == "important" || w == "critical";
  });
}

}  // namespace

handled add_reminder(const nlp::act& act, const turn_context& t) {
  auto content = tidy(act.slots.text(slot::content).value_or(""));
  if (const auto wrong = nlp::find_impossible_time(t.text)) {
    auto later = act;
    later.slots.erase(slot::due);
    later.slots.erase(slot::recurrence);
    later.slots.set(slot::content, without(content, wrong->said));
    const auto what = without(content, wrong->said);
    return ask(t, std::move(later), what.empty() ? slot::content : slot::due,
               replies::no_such_time(wrong->said, wrong->repeats, t.voice));
  }
  const auto due = act.slots.time(slot::due);
  const auto said_rule = act.slots.text(slot::recurrence);
  auto rule = said_rule ? nlp::recurrence_from(*said_rule) : std::nullopt;
  const auto here = floor<days>(t.local_now);
  std::optional<nlp::series_limit> limit;
  if (rule) {
    nlp::time_options times;
    times.reference = t.local_now;
    times.tz = t.state.tz;
    limit = nlp::find_series_limit(t.text, times);
    if (within_days(*rule)) rule->hours = nlp::find_hours(t.text, times);
    if (limit)
      content = without_limit(content, t.text.substr(limit->begin, limit->end - limit->begin));
  }
  if (content.empty())
    return ask(t, act, slot::content,
               replies::wording{"What should I remind you of?", "¿Qué te recuerdo?"});

  storage::item_row row;
  if (rule) {
    // The series begins at the time said; its first text is the first such time to come.
    // "Every day until friday at 9": friday is the end, not the first day.
    const bool due_is_end = due && limit && limit->until == due->day;
    auto start = due_is_end           ? local_seconds(here) + due->time_of_day.value_or(usual_hour)
                 : due                ? due->or_at(usual_hour)
                 : within_days(*rule) ? t.local_now
                                      : local_seconds(here) + usual_hour;
    // "Every other friday" begins with the first friday to come, whatever week that is in, unless
    // another beginning was said.
    if (rule->interval > 1 && rule->weekdays != 0 && !says_beginning(t.text)) {
      auto each = *rule;
      each.interval = 1;
      const auto today = local_seconds(here) + (start - floor<days>(start));
      if (const auto coming = nlp::next_occurrence(each, today, t.local_now)) start = *coming;
    }
    if (limit) nlp::apply(*limit, *rule, start);
    if (const auto step = step_of(*rule);
        step && *step < closest && (rule->count == 0 || rule->count > most_close)) {
      auto later = act;
      later.slots.erase(slot::recurrence);
      return ask(t, std::move(later), slot::due, replies::too_often(*step, closest, t.voice));
    }
    const auto after = within_days(*rule) && !due ? t.local_now : t.local_now - seconds(1);
    auto first = nlp::next_occurrence(*rule, start, std::max(after, start - seconds(1)));
    if (first && t.state.tz.to_instant(*first) <= t.now)
      first = nlp::next_occurrence(*rule, start, t.local_now);
    if (!first) {
      auto later = act;
      later.slots.erase(slot::due);
      return ask(
          t, std::move(later), slot::due,
          limit ? replies::worded(
                      t.voice,
                      replies::wording{
                          "That series would be over before it starts. When should I remind you?",
                          "Esa serie acabaría antes de empezar. ¿Cuándo te lo recuerdo?"})
                : replies::when_to_remind(content, t.voice));
    }
    row.rrule = nlp::to_rrule(*rule);
    row.series_start = start;
    row.due_at = t.state.tz.to_instant(*first);
  } else {
    if (!due) return ask(t, act, slot::due, replies::when_to_remind(content, t.voice));
    if (!due->time_of_day && due->day <= here) {
      auto later = act;
      if (due->day < here) later.slots.erase(slot::due);
      return ask(
          t, std::move(later), slot::due,
          due->day < here
              ? replies::when_has_passed(replies::day(due->day, t.voice), t.voice)
              : replies::worded(t.voice, replies::wording{"What time today?", "¿A qué hora hoy?"}));
    }
    const auto local = due->or_at(usual_hour);
    row.due_at = t.state.tz.to_instant(local);
    if (*row.due_at <= t.now) {
      auto later = act;
      later.slots.erase(slot::due);
      return ask(t, std::move(later), slot::due,
                 replies::when_has_passed(replies::moment(local, t.voice), t.voice));
    }
    if (due->day > here + furthest) {
      auto later = act;
      later.slots.erase(slot::due);
      return ask(t, std::move(later), slot::due,
                 replies::wording{"That is more than ten years ahead. When should I remind you?",
                                  "Faltan más de diez años. ¿Cuándo te lo recuerdo?"});
    }
  }
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.type = "reminder";
  row.content = content;
  row.urgent = says_urgent(t.text);
  row.created_at = t.now;
  row.source = from_message;
  row.message_id = t.message_id;

  outcome o;
  o.action = "reminder_add";
  o.reply = replies::reminder_set(row, t.voice);
  if (!row.rrule && due && due->time_of_day &&
      t.state.tz.to_local(*row.due_at) != due->or_at(seconds(0)))
    o.reply += " " + replies::clocks_skip(replies::clock(due->or_at(seconds(0)), t.voice), t.voice);
  o.changes.push_back(storage::inserted(row));
  return o;
}

}  // namespace handlers
