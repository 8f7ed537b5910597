// What comes by itself: switching it, its hours, how much of it, and vacations.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "actors/handlers/notice_times.hpp"
#include "actors/handlers/notices.hpp"
#include "actors/handlers/routine_rows.hpp"
#include "actors/handlers/support.hpp"
#include "actors/replies/notices.hpp"
#include "storage/repositories/item_repository.hpp"
#include "storage/repositories/notice_repository.hpp"

namespace handlers {
namespace {

using namespace std::chrono;
using nlp::notice_command;
using nlp::notice_verb;
using storage::unit_of_work;

constexpr std::int64_t most_nudges = 20;
constexpr days longest_vacation{366}, usual_vacation{7};

/// Whether it comes at an hour of its own. The others come with a deadline, an event or a text.
bool has_hour(std::string_view kind) {
  return kind != "assignment" && kind != "event" && kind != "hint";
}

outcome turn(const notice_command& c, const turn_context& t, unit_of_work& u) {
  const bool on = c.verb == notice_verb::turn_on;
  outcome o;
  o.action = "notice_set";
  if (c.kind == "all") {
    if (on)
      return say(t, {"Which ones? Text \"water nudges on\" or \"workout nudges on\".",
                     "¿Cuáles? Escribe \"water nudges on\" o \"workout nudges on\"."});
    for (const std::string_view kind : {"water", "workout", "follow_up"}) {
      auto [before, after] = routine_of(kind, t, u);
      if (!before || !before->enabled) continue;
      after.enabled = false;
      after.updated_at = t.now;
      store_routine(o, before, after);
    }
    o.reply = o.changes.empty()
                  ? replies::worded(t.voice, {"All nudges are off already.", "Ya no hay avisos."})
                  : replies::worded(t.voice, {"Set: all nudges off.", "Ajustado: sin avisos."});
    return o;
  }
  auto [before, after] = routine_of(c.kind, t, u);
  after.enabled = on;
  if (c.minute && c.kind != "event") after.minute = c.minute->count();
  if (c.kind == "event" && c.after) after.minute = c.after->count();
  if (c.kind == "digest" && c.weekday) after.weekday = *c.weekday;
  if (c.by_mail) after.by_mail = *c.by_mail;
  after.updated_at = t.now;
  after.next_at.reset();
  if (on && has_hour(c.kind)) after.next_at = next_time(after, t.state.tz, t.now);
  store_routine(o, before, after);
  // Steps that went by while they were off are planned again.
  if (c.kind == "assignment")
    for (const auto& a : storage::items::open_assignments(u, {}, 500)) {
      auto planned = a;
      planned.next_notice_at = on ? next_step(a, t.state.tz, t.now) : std::nullopt;
      if (planned.next_notice_at != a.next_notice_at)
        o.changes.push_back(storage::updated(a, planned));
    }
  const bool mail_missing = after.by_mail && !storage::notices::mail_address(u);
  o.reply = replies::routine_set(after, mail_missing, t.voice);
  return o;
}

outcome set_preferences(const turn_context& t, storage::preferences_row after, std::string reply) {
  outcome o;
  o.action = "notice_set";
  after.updated_at = t.now;
  o.changes.push_back(storage::updated(t.state.preferences, std::move(after)));
  o.reply = std::move(reply);
  return o;
}

outcome set_vacation(const notice_command& c, const turn_context& t) {
  auto after = t.state.preferences;
  if (c.verb == notice_verb::vacation_over) {
    if (!on_vacation(after, t.now))
      return say(t, {"You are not on vacation; everything comes as set.",
                     "No estás de vacaciones; todo llega como está puesto."});
    after.vacation_until.reset();
  } else if (c.after) {
    after.vacation_until = t.now + *c.after;
  } else if (c.until) {
    after.vacation_until = t.state.tz.to_instant(c.until->or_at(seconds(0)));
  } else {
    after.vacation_until = t.now + usual_vacation;
  }
  if (after.vacation_until && *after.vacation_until <= t.now)
    return say(replies::when_has_passed(replies::moment(*after.vacation_until, t.voice), t.voice));
  if (after.vacation_until && *after.vacation_until > t.now + longest_vacation)
    return say(t, {"I can pause for a year at most. Until when?",
                   "Puedo pausar un año como mucho. ¿Hasta cuándo?"});
  auto reply = replies::vacation_set(after, t.voice);
  return set_preferences(t, std::move(after), std::move(reply));
}

outcome amount(const notice_command& c, const turn_context& t) {
  auto after = t.state.preferences;
  auto& n = after.nudges_a_day;
  if (c.verb == notice_verb::most_a_day) n = c.most;
  if (c.verb == notice_verb::fewer) n = std::max<std::int64_t>(0, n - 1);
  if (c.verb == notice_verb::more) n = std::min(most_nudges, n + 1);
  auto reply = replies::nudges_a_day_set(n, t.voice);
  return set_preferences(t, std::move(after), std::move(reply));
}

outcome list_routines(const turn_context& t, unit_of_work& u) {
  std::vector<std::string> on, off;
  for (const std::string_view kind : {"check_in", "digest", "quote", "water", "workout",
                                      "follow_up", "assignment", "event", "milestone", "hint"}) {
    const auto row = routine_of(kind, t, u).second;
    if (row.enabled)
      on.push_back(replies::phrase(row, t.voice));
    else
      off.push_back(replies::routine_name(kind, t.voice));
  }
  auto text = on.empty()
                  ? replies::worded(t.voice, {"Nothing comes by itself.", "Nada llega solo."})
                  : replies::worded(t.voice, {"On:\n{}", "Sí:\n{}"},
                                    fmt::format("{}", fmt::join(on, "\n")));
  if (!off.empty())
    text += replies::worded(t.voice, {"\nOff: {}.", "\nNo: {}."},
                            fmt::format("{}", fmt::join(off, ", ")));
  if (on_vacation(t.state.preferences, t.now))
    text += replies::worded(t.voice, {"\nVacation until {}.", "\nVacaciones hasta {}."},
                            replies::moment(*t.state.preferences.vacation_until, t.voice));
  return say(text);
}

}  // namespace

result<std::optional<outcome>> set_notices(const notice_command& c, const turn_context& t,
                                           unit_of_work& u) {
  using enum notice_verb;
  switch (c.verb) {
    case turn_on:
    case turn_off:
      return std::optional(turn(c, t, u));
    case vacation:
    case vacation_over:
      return std::optional(set_vacation(c, t));
    case fewer:
    case more:
    case most_a_day:
      return std::optional(amount(c, t));
    default:
      return std::optional(list_routines(t, u));
  }
}

}  // namespace handlers
