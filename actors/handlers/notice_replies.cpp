// What people answer to a notice, and ask about it.

#include <algorithm>

#include "actors/handlers/notice_times.hpp"
#include "actors/handlers/notices.hpp"
#include "actors/handlers/open_items.hpp"
#include "actors/handlers/support.hpp"
#include "actors/replies/notices.hpp"
#include "nlp/entities/recurrence.hpp"
#include "storage/repositories/item_repository.hpp"
#include "storage/repositories/notice_repository.hpp"

namespace handlers {
namespace {

using namespace std::chrono;
using nlp::notice_command;
using nlp::notice_verb;
using storage::unit_of_work;

constexpr minutes usual_snooze{10};
/// How long after a notice "done" still means it.
constexpr hours answer_window{24};
constexpr hours usual_hour{9};
constexpr days ledger_window{30};
constexpr days furthest{730};

bool is_setting(notice_verb v) {
  using enum notice_verb;
  return v == turn_on || v == turn_off || v == vacation || v == vacation_over || v == fewer ||
         v == more || v == most_a_day || v == list;
}

std::string_view word_of(notice_verb v) {
  switch (v) {
    case notice_verb::done:
      return "done";
    case notice_verb::skip:
      return "skip";
    case notice_verb::keep:
      return "keep";
    case notice_verb::drop:
      return "drop";
    default:
      return "snooze";
  }
}

/// The rows of the last notice, or those said by number or by name.
std::vector<open_item> meant(const notice_command& c, const turn_context& t, unit_of_work& u) {
  std::vector<row_id> ids;
  const auto& talk = t.state.talk;
  if (!c.numbers.empty()) {
    for (const auto n : c.numbers)
      if (n <= talk.last_list.size()) ids.push_back(talk.last_list[n - 1]);
  } else if (!c.item.empty()) {
    const auto found = find_open(u, t, c.item, "");
    return found.rows;
  } else if (!talk.notified.empty()) {
    ids = talk.notified;
  } else {
    for (const auto& n : storage::notices::last_text(u, t.now - answer_window))
      if (n.item_id && !n.answer) ids.push_back(*n.item_id);
  }
  std::vector<open_item> rows;
  for (const auto id : ids) {
    if (auto item = storage::items::item(u, id)) {
      if (item->status == "open") rows.emplace_back(std::move(*item));
    } else if (auto a = storage::items::assignment(u, id)) {
      if (a->status == "open") rows.emplace_back(std::move(*a));
    }
  }
  return rows;
}

/// When something is put off to. A day without a time keeps the row's own time of day.
std::optional<instant> wanted_time(const notice_command& c, const open_item& row,
                                   const turn_context& t) {
  if (c.after) return t.now + *c.after;
  if (!c.until) return t.now + usual_snooze;
  if (c.until->time_of_day) return t.state.tz.to_instant(c.until->or_at(seconds(0)));
  const auto due = due_of(row);
  if (!due || all_day(row)) return t.state.tz.to_instant(c.until->or_at(usual_hour));
  const auto local = t.state.tz.to_local(*due);
  return t.state.tz.to_instant(local_seconds(c.until->day) + (local - floor<days>(local)));
}

void say_more(outcome& o, std::string text) {
  o.reply += (o.reply.empty() ? "" : " ") + std::move(text);
}

void put_off(const notice_command& c, const open_item& row, const turn_context& t, unit_of_work& u,
             outcome& o) {
  const auto until = *wanted_time(c, row, t);
  if (const auto* item = std::get_if<storage::item_row>(&row)) {
    auto after = *item;
    after.due_at = until;
    after.due_all_day = false;
    after.sent_at.reset();
    o.changes.push_back(storage::updated(*item, after));
  } else {
    auto after = std::get<storage::assignment_row>(row);
    after.next_notice_at = until;
    o.changes.push_back(storage::updated(std::get<storage::assignment_row>(row), after));
  }
  note_answer(u, t, id_of(row), c.verb == notice_verb::move ? "moved" : "snoozed", o);
  say_more(o, replies::put_off(name_of(row), until, t.voice));
}

void close(const open_item& row, std::string_view answer, const turn_context& t, unit_of_work& u,
           outcome& o, std::vector<std::string>& names) {
  note_answer(u, t, id_of(row), answer, o);
  if (const auto* item = std::get_if<storage::item_row>(&row)) {
    if (item->rrule && answer != "dropped") {
      // The next time is planned already; this one is over.
      const auto next =
          item->due_at && *item->due_at > t.now ? item->due_at : next_due(*item, t.state.tz, t.now);
      if (next != item->due_at) {
        auto after = *item;
        after.due_at = next;
        o.changes.push_back(storage::updated(*item, after));
      }
      say_more(o, answer == "done" ? replies::done_repeating(item->content, next, t.voice)
                                   : replies::skipped(item->content, next, t.voice));
      return;
    }
    auto after = *item;
    after.status = answer == "done" ? "done" : "dismissed";
    after.completed_at = t.now;
    o.changes.push_back(storage::updated(*item, after));
  } else if (answer == "done") {
    const auto& a = std::get<storage::assignment_row>(row);
    auto after = a;
    after.status = "done";
    after.completed_at = t.now;
    o.changes.push_back(storage::updated(a, after));
  }
  names.push_back(replies::shortened(name_of(row), 60));
}

std::optional<outcome> skip_coming(const notice_command& c, const turn_context& t,
                                   unit_of_work& u) {
  auto rows = storage::notices::repeating(u);
  if (!c.item.empty()) {
    std::vector<std::string> names;
    for (const auto& r : rows) names.push_back(r.content);
    const auto picked = pick_by_words(c.item, names);
    std::vector<storage::item_row> chosen;
    for (const auto i : picked.best) chosen.push_back(rows[i]);
    rows = std::move(chosen);
  } else if (!t.state.talk.last_list.empty()) {
    // Of the list shown last, where one of it repeats; what was made since is on no list.
    const auto& list = t.state.talk.last_list;
    auto shown = rows;
    std::erase_if(shown,
                  [&](const auto& r) { return std::ranges::find(list, r.id) == list.end(); });
    if (!shown.empty()) rows = std::move(shown);
  }
  if (rows.empty()) return std::nullopt;
  if (rows.size() > 1) {
    std::vector<std::string> names;
    for (const auto& r : rows) names.push_back(replies::phrase(r, t.voice));
    return say(replies::which_one(names, t.voice) + "\n" +
               replies::worded(t.voice,
                               {"Like \"skip next {}\".", "Por ejemplo \"salta el próximo {}\"."},
                               replies::shortened(rows.front().content, 30)));
  }
  const auto& row = rows.front();
  auto from = row;
  if (c.until)
    from.due_at =
        std::max(*row.due_at, t.state.tz.to_instant(c.until->or_at(seconds(0))) - seconds(1));
  auto after = row;
  after.due_at = next_due(from, t.state.tz, t.now);
  outcome o;
  o.action = "skip_next";
  if (!after.due_at) {
    after.due_at = row.due_at;
    after.status = "done";
    after.completed_at = t.now;
  }
  o.changes.push_back(storage::updated(row, after));
  const auto next = after.status == "open" ? after.due_at : std::nullopt;
  o.reply =
      replies::skipped(row.content + " " + replies::moment(*row.due_at, t.voice), next, t.voice);
  return o;
}

outcome tell(const notice_command& c, const turn_context& t, unit_of_work& u) {
  auto from = t.now - ledger_window, to = t.now + seconds(1);
  if (c.until) {
    from = t.state.tz.day_start(c.until->day);
    to = t.state.tz.day_start(c.until->day + days(1));
  }
  auto entries = storage::notices::ledger(u, from, to, {}, 200);
  std::erase_if(entries, [&](const auto& e) {
    return e.kind != "reminder" && e.kind != "todo" && e.kind != "assignment";
  });
  if (!c.item.empty()) {
    std::vector<std::string> names;
    for (const auto& e : entries) names.push_back(e.subject.plain);
    const auto picked = pick_by_words(c.item, names);
    if (!picked.best.empty()) return say(replies::proof(entries[picked.best.front()], t.voice));
    entries.clear();
  }
  if (!entries.empty()) return say(replies::proof(entries.front(), t.voice));
  std::string coming;
  const auto rows = c.item.empty() ? storage::items::open_items(u, "reminder", {}, 1)
                                   : std::vector<storage::item_row>{};
  if (!rows.empty()) coming = replies::phrase(rows.front(), t.voice);
  if (!c.item.empty()) {
    const auto found = find_open(u, t, c.item, "reminder");
    if (!found.rows.empty())
      if (const auto* r = std::get_if<storage::item_row>(&found.rows.front()); r && is_waiting(*r))
        coming = replies::phrase(*r, t.voice);
  }
  return say(replies::no_proof(c.item, coming, t.voice));
}

}  // namespace

bool may_answer_notice(const notice_command& c, const user_state& s) {
  if (is_setting(c.verb)) return !c.only_after_notice || !s.talk.notified.empty();
  if (c.verb == notice_verb::was_it_sent) return true;
  // An open question is answered first; "done" may be its answer.
  if (s.talk.pending_act) return false;
  return !c.only_after_notice || !s.talk.notified.empty();
}

void note_answer(unit_of_work& u, const turn_context& t, row_id item, std::string_view answer,
                 outcome& o) {
  const auto n = storage::notices::unanswered(u, item);
  if (!n || t.now - n->fired_at > ledger_window) return;
  auto after = *n;
  after.answer = answer;
  after.answered_at = t.now;
  after.check_at.reset();
  o.changes.push_back(storage::updated(*n, after));
}

result<std::optional<outcome>> answer_notice(const notice_command& c, const turn_context& t,
                                             unit_of_work& u) {
  using enum notice_verb;
  if (is_setting(c.verb)) return set_notices(c, t, u);
  if (c.verb == was_it_sent) return std::optional(tell(c, t, u));
  if (c.verb == skip_next) return skip_coming(c, t, u);

  auto rows = meant(c, t, u);
  if (rows.empty()) {
    // Read as anything else it would set a clock time ("snooze 10": at ten).
    if (c.verb == snooze && !c.only_after_notice && c.item.empty())
      return std::optional(say(t, {"No reminder is waiting for an answer, so nothing was changed.",
                                   "Ningún recordatorio espera respuesta; nada cambió."}));
    return std::optional<outcome>{};
  }
  outcome o;
  o.talk = t.state.talk;
  if (rows.size() > 1 && !c.all && c.numbers.empty()) {
    std::vector<std::string> names;
    o.talk->last_list.clear();
    for (const auto& r : rows) {
      names.push_back(replies::shortened(name_of(r), 40));
      o.talk->last_list.push_back(id_of(r));
    }
    o.talk->notified = o.talk->last_list;
    o.reply = replies::which_notice(names, word_of(c.verb), t.voice);
    return std::optional(std::move(o));
  }
  std::vector<std::string> names;
  switch (c.verb) {
    case done:
      o.action = "complete_item";
      for (const auto& r : rows) close(r, "done", t, u, o, names);
      if (!names.empty()) say_more(o, replies::completed(names, false, {}, t.voice));
      break;
    case skip:
    case drop:
      o.action = "skip_item";
      for (const auto& r : rows) close(r, c.verb == skip ? "skipped" : "dropped", t, u, o, names);
      if (!names.empty())
        say_more(o, c.verb == skip ? replies::skipped(replies::listing(names, t.voice), {}, t.voice)
                                   : replies::worded(t.voice, {"Dropped: {}.", "Quitado: {}."},
                                                     replies::listing(names, t.voice)));
      break;
    case keep:
      for (const auto& r : rows) {
        note_answer(u, t, id_of(r), "kept", o);
        names.push_back(replies::shortened(name_of(r), 40));
      }
      say_more(o, replies::worded(t.voice, {"OK, kept: {}.", "Bien, se queda: {}."},
                                  replies::listing(names, t.voice)));
      break;
    default: {
      const auto when = wanted_time(c, rows.front(), t);
      if (*when <= t.now) {
        o.reply = replies::when_has_passed(replies::moment(*when, t.voice), t.voice);
        return std::optional(std::move(o));
      }
      if (*when > t.now + furthest)
        return std::optional(say(
            t, {"That is too far ahead. Until when?", "Eso es demasiado lejos. ¿Hasta cuándo?"}));
      o.action = "snooze";
      for (const auto& r : rows) put_off(c, r, t, u, o);
    }
  }
  o.talk->notified.clear();
  return std::optional(std::move(o));
}

}  // namespace handlers
