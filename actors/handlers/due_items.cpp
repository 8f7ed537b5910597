// What falls due: reminders and todos with a time, steps before deadlines, events of calendars,
// texts whose arrival is to be checked, and the hours of routines.

#include <algorithm>

#include "actors/handlers/conversation_json.hpp"
#include "actors/handlers/notice_times.hpp"
#include "actors/handlers/notices.hpp"
#include "actors/replies/notices.hpp"
#include "actors/replies/segments.hpp"
#include "actors/replies/templates.hpp"
#include "actors/replies/wording.hpp"
#include "storage/repositories/item_repository.hpp"
#include "storage/repositories/notice_repository.hpp"

namespace handlers {
namespace {

using namespace std::chrono;

/// Later than this is said to be late.
constexpr minutes punctual{5};
/// So long a text may take before its arrival is doubted.
constexpr minutes arrival_limit{10};
/// Items that share one text.
constexpr std::int64_t most_together = 20;

/// Who can be reached by mail gets one when the text does not arrive. See check_arrival.
void watch_arrival(due_turn& t, storage::unit_of_work& u, storage::notice_row& n) {
  if (!t.through.mail || !storage::notices::mail_address(u)) return;
  n.check_at = t.now + arrival_limit;
  t.out.effects.push_back(schedule_item{n.id, n.check_at});
}

/// `rows` are all that is due, the one that was asked about first. Several of one moment share a
/// text; an urgent one goes alone.
void fire_items(due_turn& t, storage::unit_of_work& u, std::vector<storage::item_row> rows) {
  if (rows.front().urgent)
    rows.resize(1);
  else
    std::erase_if(rows, [](const storage::item_row& r) { return r.urgent; });

  std::vector<replies::due_line> lines;
  for (auto& row : rows) {
    const auto due = *row.due_at;
    auto after = row;
    if (const auto next = next_due(row, t.state.tz, t.now)) {
      after.due_at = next;  // not sent yet for that time
    } else {
      after.sent_at = t.now;
      // A series that has ended is like any reminder that went out.
      if (after.rrule && after.series_start) after.rrule.reset();
    }
    t.out.changes.push_back(storage::updated(row, after));
    t.out.effects.push_back(schedule_item{row.id, is_waiting(after) ? after.due_at : std::nullopt});
    // While the last text about it has not even left, another one would only pile up.
    if (row.rrule && storage::notices::text_waits(u, row.id)) continue;
    lines.push_back({&row, due, t.now - due > punctual});
  }
  if (lines.empty() || !t.state.user.phone || t.state.user.status != "active") return;

  const auto text = replies::as_sms(replies::items_due(lines, t.voice), t.voice);
  const auto only = lines.size() == 1 ? std::optional(lines.front().item->id) : std::nullopt;
  const auto outbox = t.send(text, "reminder", only);
  std::vector<row_id> shown;
  for (const auto& l : lines) {
    auto n = t.noted(l.item->type, l.item->id, l.item->content);
    n.scheduled_at = l.due_at;
    n.outbox_id = outbox;
    if (l.late) n.late_because = "server_away";
    if (shown.empty()) watch_arrival(t, u, n);  // one look is enough for one text
    t.out.changes.push_back(storage::inserted(std::move(n)));
    shown.push_back(l.item->id);
  }
  remember_notice(t, std::move(shown), text);
}

void warn_of_deadline(due_turn& t, storage::unit_of_work& u, const storage::assignment_row& a) {
  const auto& p = t.state.preferences;
  auto after = a;
  const auto move_on = [&](std::optional<instant> to) {
    after.next_notice_at = to;
    t.out.changes.push_back(storage::updated(a, after));
    t.out.effects.push_back(schedule_item{a.id, to});
  };
  const auto set = storage::notices::routine(u, "assignment");
  if (set && !set->enabled) return move_on(std::nullopt);
  if (on_vacation(p, t.now)) return move_on(next_step(a, t.state.tz, *p.vacation_until));
  const auto deadline = a.due_all_day ? *a.due_at + hours(24) : *a.due_at;
  if (t.now >= deadline) return move_on(std::nullopt);  // too late to help
  // A deadline does not wait for quiet hours to end when it lies in them.
  if (const auto calm = after_quiet(p, t.state.tz, t.now); calm > t.now && calm < deadline)
    return move_on(calm);
  move_on(next_step(a, t.state.tz, t.now));
  if (p.do_not_disturb) return;

  const auto text = replies::as_sms(replies::deadline_near(a, t.voice), t.voice);
  auto n = t.noted("assignment", a.id, replies::assignment_name(a));
  n.scheduled_at = t.due_at;
  n.outbox_id = t.send(text, "assignment", a.id);
  if (t.now - t.due_at > punctual) n.late_because = "server_away";
  watch_arrival(t, u, n);
  t.out.changes.push_back(storage::inserted(std::move(n)));
  remember_notice(t, {a.id}, text);
}

/// Neither quiet hours nor a wish for few texts hold back what begins soon; a vacation does.
void announce_event(due_turn& t, storage::unit_of_work& u, const storage::calendar_event_row& e) {
  const auto set = storage::notices::routine(u, "event");
  const auto ahead = minutes((set ? *set : standard_routine("event")).minute);
  // It moved, was called off or told of meanwhile.
  if (t.due_at != e.starts_at - ahead || e.announced_for == e.starts_at ||
      e.status == "cancelled" || (set && !set->enabled))
    return;
  auto after = e;
  after.announced_for = e.starts_at;
  t.out.changes.push_back(storage::updated(e, after));
  t.out.effects.push_back(schedule_item{e.id, std::nullopt});
  const auto& p = t.state.preferences;
  if (t.now >= e.starts_at || p.do_not_disturb || on_vacation(p, t.now)) return;

  const auto text = replies::as_sms(
      replies::event_near(e, round<minutes>(e.starts_at - t.now), t.voice), t.voice);
  auto n = t.noted("event", e.id, e.title.plain);
  n.outbox_id = t.send(text, "event", e.id);
  if (t.now - t.due_at > punctual && e.updated_at < t.due_at) n.late_because = "server_away";
  watch_arrival(t, u, n);
  t.out.changes.push_back(storage::inserted(std::move(n)));
  remember_notice(t, {}, text);
}

/// What a text said that did not arrive; empty when that helps nobody any more.
std::string said_again(const due_turn& t, storage::unit_of_work& u, const storage::notice_row& n) {
  if (n.kind == "assignment") {
    const auto a = storage::items::assignment(u, n.item_id.value_or(0));
    return a && a->status == "open" ? replies::deadline_near(*a, t.voice) : "";
  }
  if (n.kind == "event") {
    const auto e = storage::notices::event(u, n.item_id.value_or(0));
    return e && e->starts_at > t.now && e->status != "cancelled"
               ? replies::event_near(*e, round<minutes>(e->starts_at - t.now), t.voice)
               : "";
  }
  return replies::worded(t.voice, {"Reminder: {}, {}", "Recordatorio: {}, {}"}, n.subject.plain,
                         replies::moment(n.scheduled_at, t.voice));
}

/// A text that did not arrive in time goes by mail as well, once.
void check_arrival(due_turn& t, storage::unit_of_work& u, const storage::notice_row& n) {
  auto after = n;
  after.check_at.reset();
  const auto status = n.outbox_id ? storage::notices::text_status(u, *n.outbox_id) : "";
  const bool arrived = status == "delivered" || status == "sent" || status == "queued";
  const auto address = storage::notices::mail_address(u);
  const bool missing = !arrived && !n.answer && !n.escalated_at && address && t.through.mail;
  if (const auto words = missing ? said_again(t, u, n) : ""; !words.empty()) {
    after.escalated_at = t.now;
    t.send(replies::worded(t.voice,
                           {"{0}\nI could not reach you by text. {0}",
                            "{0}\nNo pude avisarte por mensaje. {0}"},
                           words),
           "escalation", n.item_id, address);
  } else if (status == "queued" || status == "sent") {
    // The carrier still has it: it may yet say that it did not arrive.
    if (t.now - n.fired_at < hours(4)) after.check_at = t.now + 6 * arrival_limit;
  }
  t.out.changes.push_back(storage::updated(n, after));
  t.out.effects.push_back(schedule_item{n.id, after.check_at});
}

}  // namespace

void remember_notice(due_turn& t, std::vector<row_id> rows, const std::string& text) {
  auto& talk = t.out.next.talk;
  const auto before = to_json(talk);
  talk.last_list = rows;
  talk.notified = std::move(rows);
  if (auto now = to_json(talk); now != before) {
    storage::conversation_row row;
    row.user_id = t.state.user.id;
    row.state.plain = std::move(now);
    row.expires_at = t.now + conversation_lifetime;
    row.updated_at = t.now;
    t.out.changes.push_back(storage::inserted(std::move(row)));
  }
  remember_turn(t.out.next, t.now, {}, text);
  t.out.texts.push_back(text);
}

row_id due_turn::send(std::string text, std::string kind, std::optional<row_id> item,
                      const std::optional<std::string>& mail_to) {
  storage::outbox_row row;
  row.id = ids.next();
  row.user_id = state.user.id;
  row.channel = mail_to ? std::string("email") : through.text_channel;
  row.recipient = mail_to ? *mail_to : *state.user.phone;
  row.body.plain = std::move(text);
  row.kind = std::move(kind);
  row.item_id = item;
  row.not_before = now;
  row.created_at = now;
  const auto queued = row.id;
  out.changes.push_back(storage::inserted(std::move(row)));
  out.effects.push_back(wake_outbox{});
  return queued;
}

storage::notice_row due_turn::noted(std::string kind, std::optional<row_id> item,
                                    std::string subject) const {
  storage::notice_row n;
  n.id = ids.next();
  n.user_id = state.user.id;
  n.kind = std::move(kind);
  n.item_id = item;
  n.subject.plain = std::move(subject);
  n.scheduled_at = due_at;
  n.fired_at = now;
  return n;
}

turn_function plan_due(user_state state, row_id id, instant due_at, instant now, id_generator& ids,
                       delivery through) {
  return [state = std::move(state), id, due_at, now, &ids,
          through = std::move(through)](storage::unit_of_work& u) -> result<turn_result> {
    turn_result out{{}, {}, {}, state};
    if (due_at > now || !state.user.phone) return out;
    due_turn t{state,
               id,
               due_at,
               now,
               ids,
               through,
               replies::voice_of(state.preferences, state.tz, now, state.user.name.value_or("")),
               out};
    auto rows = storage::notices::due_by(u, now, id, most_together);
    if (!rows.empty() && rows.front().id == id) {
      if (rows.front().due_at == due_at) fire_items(t, u, std::move(rows));
    } else if (const auto a = storage::items::assignment(u, id)) {
      if (a->status == "open" && a->next_notice_at == due_at) warn_of_deadline(t, u, *a);
    } else if (const auto r = storage::notices::routine(u, id)) {
      if (r->enabled && r->next_at == due_at) run_routine(t, u, *r);
    } else if (const auto n = storage::notices::notice(u, id)) {
      if (n->check_at == due_at) check_arrival(t, u, *n);
    } else if (const auto e = storage::notices::event(u, id)) {
      announce_event(t, u, *e);
    }
    return out;
  };
}

}  // namespace handlers
