#include <algorithm>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"
#include "storage/repositories/action_repository.hpp"

namespace handlers {
namespace {

using storage::any_row;
using storage::row_change;

/// Timers move an item's own times; that is no edit by the person.
any_row without_timer_fields(any_row row) {
  if (auto* item = std::get_if<storage::item_row>(&row)) {
    item->sent_at.reset();
    if (item->rrule) item->due_at.reset();
    item->follow_up_sent_at.reset();
    item->decay_check_sent_at.reset();
  }
  if (auto* a = std::get_if<storage::assignment_row>(&row)) a->next_notice_at.reset();
  if (auto* r = std::get_if<storage::routine_row>(&row)) {
    r->next_at.reset();
    r->last_at.reset();
  }
  // How far somebody new has come is no setting.
  if (auto* p = std::get_if<storage::preferences_row>(&row)) p->tour_step = 0;
  // How often a word was used since is no edit of it either.
  if (auto* word = std::get_if<storage::knowledge_row>(&row)) {
    word->usage_count = word->corrections = 0;
    word->last_used_at = word->disabled_at = std::nullopt;
    word->confidence = 0;
  }
  return row;
}

/// An act that did not move an item leaves its next time where the timers have it by now; none
/// takes somebody back to their first steps.
void keep_timer_fields(row_change& c, const any_row& now) {
  auto* settings = c.after ? std::get_if<storage::preferences_row>(&*c.after) : nullptr;
  if (const auto* p = std::get_if<storage::preferences_row>(&now); settings && p)
    settings->tour_step = p->tour_step;
  auto* after = c.after ? std::get_if<storage::item_row>(&*c.after) : nullptr;
  const auto* before = std::get_if<storage::item_row>(&*c.before);
  const auto* stored = std::get_if<storage::item_row>(&now);
  if (!after || !before || !stored || before->due_at != after->due_at) return;
  after->due_at = stored->due_at;
  after->sent_at = stored->sent_at;
}

bool same_row(const any_row& a, const any_row& b) {
  return storage::to_json({storage::inserted(without_timer_fields(a))}) ==
         storage::to_json({storage::inserted(without_timer_fields(b))});
}

/// True when the rows still are as the act left them.
bool still_so(storage::unit_of_work& u, const std::vector<row_change>& done) {
  return std::ranges::all_of(done, [&](const row_change& c) {
    const auto now = storage::actions::stored(u, c.after ? *c.after : *c.before);
    if (!c.after) return !now.has_value();
    return now && same_row(*now, *c.after);
  });
}

outcome move(const turn_context& t, storage::unit_of_work& u, const storage::action_row& action,
             std::vector<row_change> changes, std::string_view to) {
  outcome o;
  for (auto& c : changes) {
    // The stored row may differ in what timers set; it is what the change starts from.
    if (c.before) {
      if (auto now = storage::actions::stored(u, *c.before)) {
        keep_timer_fields(c, *now);
        c.before = std::move(now);
      }
    }
    o.changes.push_back(std::move(c));
  }
  auto after = action;
  after.state = to;
  o.changes.push_back(storage::updated(action, after));
  const auto totals = totals_after(t, o.changes);
  const auto touches = [&]<class Row>(std::type_identity<Row>) {
    return std::ranges::any_of(o.changes, [&](const row_change& c) {
      const auto& row = c.after ? *c.after : *c.before;
      const auto* r = std::get_if<Row>(&row);
      return r && day_of(t, r->at) == today(t);
    });
  };
  if (touches(std::type_identity<storage::food_log_row>{})) {
    o.total_key = "food";
    o.total = replies::food_total(totals, t.voice);
  } else if (touches(std::type_identity<storage::water_log_row>{})) {
    o.total_key = "water";
    o.total = replies::water_total(totals, t.voice);
  }
  return o;
}

}  // namespace

handled undo(const nlp::act&, const turn_context& t) {
  return deferred([&t](storage::unit_of_work& u) -> result<outcome> {
    std::optional<storage::action_row> action;
    // Twice "undo" in one text takes back two acts.
    auto recent = storage::actions::recent_done(u, 1 + static_cast<std::int64_t>(t.earlier.size()));
    for (auto& a : recent) {
      const bool moved = std::ranges::any_of(t.earlier, [&](const row_change& c) {
        const auto* r = c.after ? std::get_if<storage::action_row>(&*c.after) : nullptr;
        return r && r->id == a.id;
      });
      if (!moved) {
        action = std::move(a);
        break;
      }
    }
    if (!action) return say(replies::nothing_to_undo(t.voice));
    auto done = storage::changes_from_json(action->changes.plain);
    if (!done) return done.error();
    if (!still_so(u, *done)) {
      // It cannot be taken back any more; the one before it can, next time.
      auto o = say(replies::changed_since(t.voice));
      auto after = *action;
      after.state = "dropped";
      o.changes.push_back(storage::updated(*action, after));
      return o;
    }
    std::vector<row_change> back;
    for (auto it = done->rbegin(); it != done->rend(); ++it) back.push_back(storage::inverse(*it));
    auto o = move(t, u, *action, back, "undone");
    // What was undone before a newer act cannot be done again.
    for (const auto& stale : storage::actions::stale_undone(u, action->id)) {
      auto dropped = stale;
      dropped.state = "dropped";
      o.changes.push_back(storage::updated(stale, dropped));
    }
    std::ranges::reverse(back);
    o.reply = replies::undone(back, t.voice);
    return o;
  });
}

handled redo(const nlp::act&, const turn_context& t) {
  return deferred([&t](storage::unit_of_work& u) -> result<outcome> {
    const auto done = storage::actions::last_done(u);
    const auto action = storage::actions::next_undone(u, done ? done->id : 0);
    const bool moved = action && std::ranges::any_of(t.earlier, [&](const row_change& c) {
                         const auto* r =
                             c.after ? std::get_if<storage::action_row>(&*c.after) : nullptr;
                         return r && r->id == action->id;
                       });
    if (!action || moved) return say(replies::nothing_to_redo(t.voice));
    auto again = storage::changes_from_json(action->changes.plain);
    if (!again) return again.error();
    std::vector<row_change> back;
    for (auto it = again->rbegin(); it != again->rend(); ++it)
      back.push_back(storage::inverse(*it));
    if (!still_so(u, back)) return say(replies::changed_since(t.voice));
    auto o = move(t, u, *action, *again, "done");
    o.reply = replies::redone(*again, t.voice);
    return o;
  });
}

}  // namespace handlers
