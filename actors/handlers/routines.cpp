// What the server does at hours of a person's own: morning check-in, weekly digest, nudges, todo
// follow-ups, quotes. Each says nothing when there is nothing to say.

#include <fmt/format.h>

#include <algorithm>

#include "actors/handlers/notice_times.hpp"
#include "actors/handlers/notices.hpp"
#include "actors/replies/notices.hpp"
#include "actors/replies/segments.hpp"
#include "actors/replies/templates.hpp"
#include "actors/replies/wording.hpp"
#include "storage/repositories/item_repository.hpp"
#include "storage/repositories/log_repository.hpp"
#include "storage/repositories/notice_repository.hpp"
#include "storage/repositories/user_day.hpp"

namespace handlers {
namespace {

using namespace std::chrono;
using storage::unit_of_work;

/// A nudge that comes later than this helps nobody; a digest is still read the next day.
constexpr hours nudge_is_old{3}, digest_is_old{24};
constexpr std::int64_t most_lines = 5, most_asked = 3, most_held = 20;
constexpr days stale_after{3}, decayed_after{14};

/// A text to send, and what else is stored with it.
struct message {
  std::string text, subject;
  std::vector<row_id> rows;  ///< what "1" and "done" mean after it
  std::vector<storage::row_change> changes;
  std::string kind;  ///< in the ledger; empty: that of the routine
};

struct person {
  const due_turn& t;
  local_days today;
  std::int64_t day_minute() const { return t.state.preferences.day_start_minute; }
  instant day(local_days d) const { return storage::user_day_start(t.state.tz, day_minute(), d); }
  storage::logs::calendar calendar() const {
    return {std::string(t.state.tz.name()), day_minute()};
  }
};

std::string numbered(const std::vector<std::string>& lines) {
  std::string s;
  for (std::size_t i = 0; i < lines.size(); ++i) s += fmt::format("\n{}. {}", i + 1, lines[i]);
  return s;
}

/// Held notices become part of this text: each is said once.
void take_held(unit_of_work& u, message& m, const replies::voice& v) {
  const auto held = storage::notices::held(u, most_held);
  if (held.empty()) return;
  m.text += m.text.empty() ? "" : "\n";
  m.text += replies::worded(v, {"Kept for you:", "Guardado para ti:"});
  for (const auto& n : held) {
    m.text += "\n- " + replies::shortened(n.subject.plain, 80);
    // outbox_id is set when the text has one; see `send_message`.
    m.changes.push_back(storage::updated(n, n));
  }
}

/// Most of the month's budget is spent: from here on one text has to say what many would have.
bool money_is_short(const due_turn& t, unit_of_work& u) {
  const auto budget = t.through.monthly_budget_micros;
  if (budget == 0) return false;
  const year_month_day today(floor<days>(t.now));
  const instant month = sys_days(today.year() / today.month() / 1);
  return storage::notices::spent_micros(u, month, t.through.segment_price_micros) * 10 >=
         budget * 8;
}

/// Whether the morning text is the one that collects what was held.
bool collects_each_day(const person& p, unit_of_work& u) {
  if (p.t.state.preferences.notification_frequency == "daily") return true;
  const auto weekly = storage::notices::routine(u, "digest");
  return !weekly || !weekly->enabled;
}

std::optional<message> check_in(const person& p, unit_of_work& u) {
  const auto& t = p.t;
  const auto& tz = t.state.tz;
  const auto here = tz.local_day(t.now);
  message m;
  std::vector<std::string> lines;
  const auto add = [&](row_id id, std::string line) {
    if (static_cast<std::int64_t>(lines.size()) == most_lines) return;
    lines.push_back(std::move(line));
    m.rows.push_back(id);
  };
  std::int64_t undated = 0, more = 0;
  for (const auto& r : storage::items::open_items(u, {}, {}, 200)) {
    if (!r.due_at) {
      undated += r.type == "todo";
      continue;
    }
    const auto day = tz.local_day(*r.due_at);
    if (day > here || (r.type == "reminder" && *r.due_at < t.now)) continue;
    more += static_cast<std::int64_t>(lines.size()) == most_lines;
    const auto name = replies::shortened(r.content, 40);
    add(r.id, day < here      ? replies::worded(t.voice, {"{} (overdue)", "{} (atrasado)"}, name)
              : r.due_all_day ? name
                              : replies::clock(tz.to_local(*r.due_at), t.voice) + " " + name);
  }
  for (const auto& a : storage::items::open_assignments(u, {}, 200)) {
    if (!a.due_at || tz.local_day(*a.due_at) > here + days(1)) continue;
    more += static_cast<std::int64_t>(lines.size()) == most_lines;
    add(a.id, replies::worded(t.voice, {"{} due {}", "{} para {}"},
                              replies::shortened(replies::assignment_name(a), 40),
                              replies::due(a, t.voice)));
  }
  const bool collects = collects_each_day(p, u);
  if (lines.empty() && undated == 0 && (!collects || storage::notices::held(u, 1).empty()))
    return std::nullopt;
  m.text = t.voice.name.empty()
               ? replies::worded(t.voice, {"Good morning!", "¡Buenos días!"})
               : replies::worded(t.voice, {"Good morning, {}!", "¡Buenos días, {}!"},
                                 replies::shortened(t.voice.name, 40));
  if (!lines.empty()) m.text += replies::worded(t.voice, {" Today:", " Hoy:"}) + numbered(lines);
  if (more > 0) m.text += replies::worded(t.voice, {"\nand {} more", "\ny {} más"}, more);
  if (undated > 0)
    m.text += (lines.empty() ? " " : "\n") +
              replies::counted(t.voice, undated, {"open todo", "pendiente"},
                               {"open todos", "pendientes"}) +
              ".";
  m.subject = replies::worded(t.voice, {"Your day", "Tu día"});
  if (collects) take_held(u, m, t.voice);
  return m;
}

/// The last seven days of this person, today included.
std::optional<message> digest(const person& p, unit_of_work& u) {
  const auto first = p.today - days(6);
  const auto from = p.day(first), to = p.day(p.today + days(1));
  const auto food = storage::logs::sum_food(u, from, to, {}, p.calendar());
  const auto water = storage::logs::sum_water(u, from, to, p.calendar());
  const auto gym = storage::logs::sum_gym(u, from, to, {}, p.calendar());
  const auto sleep = storage::logs::sum_sleep(u, first, p.today);
  const auto todos = storage::items::count_todos(u, from, to, p.t.now);
  const auto work = storage::items::count_assignments(u, from, to, p.t.now);
  std::vector<std::string> lines;
  const auto& v = p.t.voice;
  const auto on_days = [&](std::int64_t n) {
    return replies::counted(v, n, {"day", "día"}, {"days", "días"});
  };
  if (food.entries > 0)
    lines.push_back(replies::worded(v, {"Food: {} a day on {}", "Comida: {} al día en {}"},
                                    replies::energy(food.calories / static_cast<double>(food.days)),
                                    on_days(food.days)));
  if (water.entries > 0)
    lines.push_back(replies::worded(v, {"Water: {} on {}", "Agua: {} en {}"},
                                    replies::volume(water.amount_ml, v), on_days(water.days)));
  if (gym.entries > 0)
    lines.push_back(replies::worded(v, {"Workouts: {} on {}", "Ejercicio: {} en {}"}, gym.entries,
                                    on_days(gym.days)));
  if (sleep.nights > 0)
    lines.push_back(replies::worded(
        v, {"Sleep: {} a night over {}", "Sueño: {} por noche en {}"},
        replies::duration(sleep.night_min / static_cast<double>(sleep.nights)),
        replies::counted(v, sleep.nights, {"night", "noche"}, {"nights", "noches"})));
  if (todos.done + work.done > 0)
    lines.push_back(replies::worded(v, {"Done: {}", "Hecho: {}"}, todos.done + work.done));
  const auto open = todos.open + work.open;
  message m;
  if (!lines.empty()) {
    if (open > 0) lines.push_back(replies::worded(v, {"Still open: {}", "Por hacer: {}"}, open));
    m.text = replies::worded(v, {"Your week:\n{}", "Tu semana:\n{}"},
                             fmt::format("{}", fmt::join(lines, "\n")));
  }
  m.subject = replies::worded(v, {"Your week", "Tu semana"});
  take_held(u, m, p.t.voice);
  return m.text.empty() ? std::nullopt : std::optional(std::move(m));
}

std::optional<message> quote(const person& p, unit_of_work& u) {
  const auto used = storage::notices::used_quotes(u);
  for (const auto text : replies::quotes(p.t.voice)) {
    if (std::ranges::find(used, text) != used.end()) continue;
    message m;
    m.text = m.subject = text;
    m.changes.push_back(
        storage::inserted(storage::used_quote_row{p.t.state.user.id, p.today, std::string(text)}));
    return m;
  }
  return std::nullopt;  // each was sent once
}

/// Behind the pace of a day from 8 to 21, and nothing drunk for a while.
std::optional<message> water(const person& p, unit_of_work& u) {
  const auto& t = p.t;
  const auto day = storage::logs::read_day(u, p.today, p.day(p.today), p.day(p.today + days(1)),
                                           t.state.preferences.water_goal_ml);
  const auto local = t.state.tz.to_local(t.now);
  const auto hour = duration<double, std::ratio<3600>>(local - floor<days>(local)).count();
  const auto share = std::clamp((hour - 8) / 13, 0.0, 1.0);
  const auto last = storage::notices::last_water(u);
  if (day.water_ml >= share * day.water_goal_ml - 250 || (last && t.now - *last < minutes(90)))
    return std::nullopt;
  message m;
  m.text = replies::worded(
      t.voice, {"Water break? {} of {} so far today.", "¿Un poco de agua? Llevas {} de {} hoy."},
      replies::volume(day.water_ml, t.voice), replies::volume(day.water_goal_ml, t.voice));
  m.subject = m.text;
  return m;
}

/// Once in two days without a workout, then not again for two days.
std::optional<message> workout(const person& p, unit_of_work& u, const storage::routine_row& r) {
  const auto last = storage::notices::last_workout(u);
  const auto& t = p.t;
  if ((last && t.now - *last < hours(46)) || (r.last_at && t.now - *r.last_at < hours(46)))
    return std::nullopt;
  message m;
  m.text = last ? replies::worded(t.voice,
                                  {"Time to move? Your last workout was {}.",
                                   "¿Hora de moverse? Tu último ejercicio fue {}."},
                                  replies::day(t.state.tz.local_day(*last), t.voice))
                : replies::worded(t.voice, {"Time to move? You have no workout logged yet.",
                                            "¿Hora de moverse? Aún no hay ejercicio anotado."});
  m.subject = m.text;
  return m;
}

/// A todo is asked about once, long after that once more, and never again.
std::optional<message> follow_up(const person& p, unit_of_work& u) {
  const auto now = p.t.now;
  message m;
  bool last_time = false;
  auto rows = storage::notices::stale_todos(u, now - stale_after, now, most_asked);
  if (rows.empty()) {
    rows = storage::notices::decayed_todos(u, now - decayed_after, most_asked);
    last_time = true;
  }
  if (rows.empty()) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& row : rows) {
    auto after = row;
    (last_time ? after.decay_check_sent_at : after.follow_up_sent_at) = now;
    m.changes.push_back(storage::updated(row, after));
    m.rows.push_back(row.id);
    names.push_back(replies::shortened(row.content, 40));
  }
  const auto what = names.size() == 1 ? " " + names.front() : numbered(names);
  m.text = last_time
               ? replies::worded(p.t.voice,
                                 {"Still wanted?{}\nText \"keep\" or \"drop\"; I won't ask again.",
                                  "¿Aún lo quieres?{}\nEscribe \"keep\" (sigue) o \"drop\" "
                                  "(quitar); no pregunto más."},
                                 what)
               : replies::worded(p.t.voice,
                                 {"Still open?{}\nText \"done\", \"snooze 1 day\" or \"drop\".",
                                  "¿Sigue pendiente?{}\nEscribe \"hecho\", \"snooze 1 day\" o "
                                  "\"drop\"."},
                                 what);
  m.subject = replies::worded(p.t.voice, {"Open todos: {}", "Pendientes: {}"},
                              fmt::format("{}", fmt::join(names, ", ")));
  if (last_time) m.kind = "decay_check";
  return m;
}

std::optional<message> message_of(const person& p, unit_of_work& u, const storage::routine_row& r) {
  if (r.kind == "check_in") return check_in(p, u);
  if (r.kind == "digest") return digest(p, u);
  if (r.kind == "quote") return quote(p, u);
  if (r.kind == "water") return water(p, u);
  if (r.kind == "workout") return workout(p, u, r);
  if (r.kind == "follow_up") return follow_up(p, u);
  return std::nullopt;
}

}  // namespace

void run_routine(due_turn& t, unit_of_work& u, const storage::routine_row& r) {
  const auto& prefs = t.state.preferences;
  const auto& tz = t.state.tz;
  auto after = r;
  after.next_at = next_time(r, tz, t.now);
  const auto store = [&] {
    t.out.changes.push_back(storage::updated(r, after));
    t.out.effects.push_back(schedule_item{r.id, after.next_at});
  };
  if (on_vacation(prefs, t.now)) {
    after.next_at = next_time(r, tz, *prefs.vacation_until);
    return store();
  }
  const bool nudge = is_nudge(r.kind);
  if (nudge && is_quiet(prefs, tz, t.now)) {
    after.next_at = std::min(*after.next_at, after_quiet(prefs, tz, t.now));
    return store();
  }
  const auto old = r.kind == "digest" ? digest_is_old : nudge_is_old;
  if (t.state.user.status != "active" || prefs.do_not_disturb || t.now - t.due_at > old)
    return store();

  const person p{t, storage::user_day(tz, prefs.day_start_minute, t.now)};
  if (nudge && storage::notices::nudges_sent(u, p.day(p.today), p.day(p.today + days(1))) >=
                   prefs.nudges_a_day)
    return store();
  auto m = message_of(p, u, r);
  if (!m) return store();
  after.last_at = t.now;
  store();

  auto n = t.noted(m->kind.empty() ? r.kind : m->kind,
                   m->rows.size() == 1 ? std::optional(m->rows.front()) : std::nullopt, m->subject);
  // With daily or weekly notifications a nudge waits for the text that collects them, and so it
  // does for whatever frequency when money is short.
  if (nudge && (prefs.notification_frequency != "immediate" || money_is_short(t, u))) {
    // One such question is enough in the text that collects them; todos differ from each other.
    const auto before = storage::notices::held(u, most_held);
    if (m->rows.empty() &&
        std::ranges::find(before, r.kind, &storage::notice_row::kind) != before.end())
      return;
    n.late_because = "held";
    t.out.changes.push_back(storage::inserted(std::move(n)));
    for (auto& c : m->changes) t.out.changes.push_back(std::move(c));
    return;
  }
  const auto text = replies::as_sms(m->text, t.voice);
  const auto address =
      r.by_mail && t.through.mail ? storage::notices::mail_address(u) : std::nullopt;
  const auto outbox = t.send(address ? m->subject + "\n" + text : text, r.kind, n.item_id, address);
  for (auto& c : m->changes) {
    if (auto* held = c.after ? std::get_if<storage::notice_row>(&*c.after) : nullptr)
      held->outbox_id = outbox;
    t.out.changes.push_back(std::move(c));
  }
  n.outbox_id = outbox;
  t.out.changes.push_back(storage::inserted(std::move(n)));
  if (address) return;
  remember_notice(t, std::move(m->rows), text);
}

}  // namespace handlers
