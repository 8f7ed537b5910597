#pragma once
// What the corrections of one kind of row share: which row is meant, and moving it in time. The
// corrections themselves: correct_logs.cpp (what was eaten, drunk, trained, slept) and
// correct_items.cpp (todos, reminders, assignments, facts); correct_handler.cpp picks one. All run
// on a reader thread.

#include <algorithm>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"
#include "storage/repositories/action_repository.hpp"

namespace handlers {

/// Rows of one type by the last recorded first: what this text did, what the last act did, then
/// `others` (newest first).
template <class Row>
std::vector<Row> candidates(storage::unit_of_work& u, const turn_context& t,
                            std::vector<Row> others) {
  overlay(others, t.earlier);
  std::vector<row_id> order;
  const auto note = [&](const std::vector<storage::row_change>& changes) {
    for (auto it = changes.rbegin(); it != changes.rend(); ++it)
      if (it->after)
        if (const auto* r = std::get_if<Row>(&*it->after)) order.push_back(r->id);
  };
  note(t.earlier);
  if (const auto last = storage::actions::last_done(u))
    if (auto changes = storage::changes_from_json(last->changes.plain)) {
      note(*changes);
      // The last act may be about an entry of long ago.
      for (const auto& c : *changes) {
        const auto* r = c.after ? std::get_if<Row>(&*c.after) : nullptr;
        if (!r || std::ranges::any_of(others, [&](const Row& o) { return o.id == r->id; }))
          continue;
        if (auto now = storage::actions::stored(u, *c.after))
          others.push_back(std::get<Row>(std::move(*now)));
      }
    }
  const auto rank = [&](const Row& r) { return std::ranges::find(order, r.id) - order.begin(); };
  std::ranges::stable_sort(others, [&](const Row& a, const Row& b) {
    const auto x = rank(a), y = rank(b);
    return x != y ? x < y : a.id > b.id;
  });
  return others;
}

/// The row whose name the text says; else the last recorded.
template <class Row, class Name>
std::optional<Row> meant(const std::vector<Row>& rows, std::string_view text, Name name_of_row) {
  double best = 0;
  const Row* found = nullptr;
  for (const auto& r : rows) {
    const auto score = similarity(name_of_row(r), text);
    if (score >= 0.5 && score > best + 0.15) {
      best = score;
      found = &r;
    }
  }
  if (found) return *found;
  if (rows.empty()) return std::nullopt;
  return rows.front();
}

template <class Row>
std::optional<Row> row_of(const storage::any_row* named) {
  return named ? std::optional(std::get<Row>(*named)) : std::nullopt;
}

/// The record as `after` says it, told with its day.
template <class Row>
outcome changed_to(const Row& before, const Row& after, const turn_context& t) {
  outcome o;
  o.action = "edit_correction";
  o.changes.push_back(storage::updated(before, after));
  o.reply = replies::changed(
      replies::phrase(after, t.voice) +
          replies::when_not_today(after.at, day_of(t, after.at), today(t), t.voice),
      t.voice);
  return o;
}

/// Moves to another time; a time without a day keeps the day, a day without a time the time.
inline std::optional<instant> moved_to(const nlp::local_time& said, instant was, const zone& tz) {
  const auto local = tz.to_local(was);
  const auto time = local - local_seconds(std::chrono::floor<std::chrono::days>(local));
  return tz.to_instant(said.or_at(time));
}

/// `named`: the row that the text names; null: the one it means by its words, else the last.
result<outcome> correct_food(const nlp::act& act, const turn_context& t,
                             const food_estimator& estimate, storage::unit_of_work& u,
                             const storage::any_row* named);
result<outcome> correct_water(const nlp::act& act, const turn_context& t, storage::unit_of_work& u,
                              const storage::any_row* named);
result<outcome> correct_gym(const nlp::act& act, const turn_context& t, storage::unit_of_work& u,
                            const storage::any_row* named);
result<outcome> correct_sleep(const nlp::act& act, const turn_context& t, storage::unit_of_work& u,
                              const storage::any_row* named);
/// `type`: todo | reminder.
result<outcome> correct_item(const nlp::act& act, const turn_context& t, storage::unit_of_work& u,
                             const std::string& type, const storage::any_row* named);
result<outcome> correct_assignment(const nlp::act& act, const turn_context& t,
                                   storage::unit_of_work& u, const storage::any_row* named);
result<outcome> correct_fact(const nlp::act& act, const turn_context& t, storage::unit_of_work& u,
                             const storage::any_row* named);
/// metric_handler.cpp: the first figure in `said` is what it is now.
outcome correct_metric(const turn_context& t, const storage::metric_row& before,
                       std::string_view said);

}  // namespace handlers
