#include <array>
#include <regex>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/notice_times.hpp"
#include "actors/handlers/routine_rows.hpp"
#include "actors/handlers/support.hpp"
#include "actors/replies/notices.hpp"
#include "storage/repositories/item_repository.hpp"
#include "storage/repositories/notice_repository.hpp"

namespace handlers {
namespace {

using nlp::slot;

/// A zone by IANA name, by the name of its city, or by what people in it call it.
std::optional<zone> zone_by_name(std::string_view said) {
  const auto wanted = tidy(said, 60);
  if (wanted.empty()) return std::nullopt;
  if (auto z = zone::find(wanted)) return *z;
  struct alias {
    std::string_view name, zone;
  };
  constexpr std::array aliases = {
      alias{"eastern", "America/New_York"},
      alias{"est", "America/New_York"},
      alias{"edt", "America/New_York"},
      alias{"et", "America/New_York"},
      alias{"central", "America/Chicago"},
      alias{"cst", "America/Chicago"},
      alias{"cdt", "America/Chicago"},
      alias{"mountain", "America/Denver"},
      alias{"mst", "America/Denver"},
      alias{"mdt", "America/Denver"},
      alias{"pacific", "America/Los_Angeles"},
      alias{"pst", "America/Los_Angeles"},
      alias{"pdt", "America/Los_Angeles"},
      alias{"california", "America/Los_Angeles"},
      alias{"san francisco", "America/Los_Angeles"},
      alias{"seattle", "America/Los_Angeles"},
      alias{"boston", "America/New_York"},
      alias{"washington", "America/New_York"},
      alias{"miami", "America/New_York"},
      alias{"atlanta", "America/New_York"},
      alias{"nyc", "America/New_York"},
      alias{"texas", "America/Chicago"},
      alias{"houston", "America/Chicago"},
      alias{"dallas", "America/Chicago"},
      alias{"austin", "America/Chicago"},
      alias{"la", "America/Los_Angeles"},
      alias{"germany", "Europe/Berlin"},
      alias{"munich", "Europe/Berlin"},
      alias{"hamburg", "Europe/Berlin"},
      alias{"france", "Europe/Paris"},
      alias{"uk", "Europe/London"},
      alias{"england", "Europe/London"},
      alias{"spain", "Europe/Madrid"},
      alias{"barcelona", "Europe/Madrid"},
      alias{"india", "Asia/Kolkata"},
      alias{"mumbai", "Asia/Kolkata"},
      alias{"delhi", "Asia/Kolkata"},
      alias{"bangalore", "Asia/Kolkata"},
      alias{"japan", "Asia/Tokyo"},
      alias{"china", "Asia/Shanghai"},
      alias{"beijing", "Asia/Shanghai"},
      alias{"cet", "Europe/Berlin"},
      alias{"gmt", "Etc/GMT"},
      alias{"utc", "UTC"},
  };
  const auto key = lower(wanted);
  for (const auto& a : aliases)
    if (a.name == key)
      if (auto z = zone::find(a.zone)) return *z;
  // "new york" -> America/New_York
  std::string city;
  bool first = true;
  for (const char c : key) {
    if (c == ' ' || c == '_') {
      city += '_';
      first = true;
    } else {
      city += first && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      first = false;
    }
  }
  for (const std::string_view area : {"America/", "Europe/", "Asia/", "Australia/", "Africa/",
                                      "Pacific/", "Atlantic/", "America/Argentina/", "Indian/"})
    if (auto z = zone::find(std::string(area) + city)) return *z;
  return std::nullopt;
}

/// What repeats keeps its wall-clock time in the new zone; a single reminder keeps its moment.
void move_with_person(outcome& o, const zone& to, const turn_context& t, storage::unit_of_work& u) {
  const auto& from = t.state.tz;
  bool single = false, repeating = false;
  auto rows = storage::items::open_items(u, "reminder", {}, 500);
  overlay(rows, t.earlier);
  for (const auto& row : rows) {
    if (!row.rrule) {
      single |= is_waiting(row);
      continue;
    }
    auto after = row;
    after.due_at = moved_with_person(row, from, to, t.now);
    if (!after.due_at || after.due_at == row.due_at) continue;
    repeating = true;
    o.changes.push_back(storage::updated(row, after));
  }
  for (const auto& r : storage::notices::routines(u)) {
    if (!r.enabled || !r.next_at) continue;
    auto after = r;
    after.next_at = next_time(r, to, t.now);
    o.changes.push_back(storage::updated(r, after));
  }
  if (repeating)
    o.reply += replies::worded(t.voice, {" Repeating reminders keep their clock time.",
                                         " Los recordatorios que se repiten conservan su hora."});
  if (single)
    o.reply += replies::worded(
        t.voice, {" Single ones keep their moment.", " Los únicos conservan su momento."});
}

/// Held notices need a text that collects them: the morning one or the weekly one.
void collect_notices(outcome& o, const storage::preferences_row& p, const zone& tz,
                     const turn_context& t, storage::unit_of_work& u) {
  const std::string kind = p.notification_frequency == "daily" ? "check_in" : "digest";
  auto [stored, row] = routine_of(kind, t, u);
  if (stored && stored->enabled) return;
  row.enabled = true;
  row.next_at = next_time(row, tz, t.now);
  row.updated_at = t.now;
  o.reply += replies::worded(t.voice, {" They come with the {}.", " Llegan con: {}."},
                             replies::phrase(row, t.voice));
  store_routine(o, stored, row);
}

template <class... Names>
bool one_of(std::string_view s, Names... names) {
  return ((s == names) || ...);
}

}  // namespace

handled set_preference(const nlp::act& act, const turn_context& t) {
  auto after = t.state.preferences;
  auto voice = t.voice;
  const auto& s = act.slots;
  if (const auto name = s.text(slot::timezone)) {
    const auto tz = zone_by_name(*name);
    if (!tz) return ask(t, act, slot::timezone, replies::bad_timezone(*name, t.voice));
    after.timezone = tz->name();
    voice.tz = *tz;
    voice.now = tz->to_local(t.now);
  }
  if (const auto units = s.text(slot::units)) {
    if (!one_of(*units, "metric", "imperial"))
      return say(t, {"Units are metric (ml, kg, km) or imperial (oz, lb, mi). Which one?",
                     "Las unidades son métricas (ml, kg, km) o imperiales (oz, lb, mi). ¿Cuáles?"});
    after.units = *units;
  }
  if (const auto style = s.text(slot::response_style)) {
    if (!one_of(*style, "concise", "friendly", "coach"))
      return say(t, {"My replies can be concise, friendly or coach. Which one?",
                     "Mis respuestas pueden ser cortas, amables o de entrenador. ¿Cuáles?"});
    after.response_style = *style;
  }
  if (const auto from = s.text(slot::quiet_hours_start)) {
    const auto to = s.text(slot::quiet_hours_end);
    const auto start = minute_of_day(*from), end = to ? minute_of_day(*to) : after.quiet_end_minute;
    if (!start || !end)
      return say(t, {"From when to when should I be quiet? Like \"quiet hours 22:00 to 8:00\".",
                     "¿De qué hora a qué hora callo? Por ejemplo \"silencio de 22 a 8\"."});
    after.quiet_start_minute = start;
    after.quiet_end_minute = end;
  } else if (const auto until = s.text(slot::quiet_hours_end)) {
    const auto end = minute_of_day(*until);
    if (!end || !after.quiet_start_minute)
      return say(t, {"From when to when should I be quiet? Like \"quiet hours 22:00 to 8:00\".",
                     "¿De qué hora a qué hora callo? Por ejemplo \"silencio de 22 a 8\"."});
    after.quiet_end_minute = end;
  }
  if (const auto quiet = s.flag(slot::do_not_disturb)) after.do_not_disturb = *quiet;
  if (const auto often = s.text(slot::notification_frequency)) {
    if (!one_of(*often, "immediate", "daily", "weekly"))
      return say(t, {"Notifications can be immediate, daily or weekly. Which one?",
                     "Los avisos pueden ser inmediatos, diarios o semanales. ¿Cuáles?"});
    after.notification_frequency = *often;
  }
  if (const auto emoji = s.flag(slot::emoji)) after.emoji = *emoji;
  if (const auto language = s.text(slot::language)) {
    const auto l = lower(*language);
    const auto code = one_of(l, "en", "english", "ingles")                    ? "en"
                      : one_of(l, "es", "spanish", "espanol", "espa\u00f1ol") ? "es"
                                                                              : "";
    if (std::string_view(code).empty())
      return say(t, {"I speak English and Spanish so far; other languages are not there yet.",
                     "Por ahora hablo inglés y español; otros idiomas aún no."});
    after.language = code;
    // Said in the language that it is from now on.
    voice.speaks = after.language == "es" ? replies::language::spanish : replies::language::english;
  }
  if (s.empty()) {
    if (auto zone = set_zone_said(t)) return std::move(*zone);
    return say(t, {"Which setting? Like \"timezone New York\", \"units imperial\", \"quiet 22-8\".",
                   "¿Qué ajuste? Por ejemplo \"zona horaria Madrid\", \"unidades métricas\"."});
  }

  outcome o;
  o.reply = replies::preferences_set(t.state.preferences, after, voice);
  // Equal but for the time of change: nothing to store.
  const auto& b = t.state.preferences;
  const bool same = b.timezone == after.timezone && b.units == after.units &&
                    b.response_style == after.response_style && b.language == after.language &&
                    b.emoji == after.emoji && b.do_not_disturb == after.do_not_disturb &&
                    b.quiet_start_minute == after.quiet_start_minute &&
                    b.quiet_end_minute == after.quiet_end_minute &&
                    b.notification_frequency == after.notification_frequency;
  if (!same) {
    after.updated_at = t.now;
    o.action = "preference_set";
    o.changes.push_back(storage::updated(b, after));
  }
  const bool moved = b.timezone != after.timezone;
  const bool collects = b.notification_frequency != after.notification_frequency &&
                        after.notification_frequency != "immediate";
  if (!moved && !collects) return o;
  return deferred([o = std::move(o), after, moved, collects,
                   &t](storage::unit_of_work& u) mutable -> result<outcome> {
    const auto tz = zone::find(after.timezone).value();
    if (moved) move_with_person(o, tz, t, u);
    if (collects) collect_notices(o, after, tz, t, u);
    return std::move(o);
  });
}

handled set_zone(const std::string& name, const turn_context& t) {
  nlp::act setting{nlp::intent::preference_set};
  setting.slots.set(slot::timezone, name);
  return set_preference(setting, t);
}

std::optional<handled> set_zone_said(const turn_context& t) {
  const auto said = lower(tidy(t.text, 80));
  if (said.find("zone") == std::string::npos) return std::nullopt;
  static const std::regex form(
      "(?:please )?(?:set |change |switch )?(?:my |the )?time ?zone(?: is| to|:| =)? "
      "([a-z][a-z/_+-]*(?: [a-z][a-z/_+-]*){0,2})[.!]?",
      std::regex::ECMAScript | std::regex::optimize);
  std::smatch m;
  if (!std::regex_match(said, m, form)) return std::nullopt;
  return set_zone(m[1].str(), t);
}

}  // namespace handlers
