// Preferences: units, style, time zone, quiet hours, how often to write, emoji, language.

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "nlp/slots/slots.hpp"

namespace nlp {
namespace {

std::string clock_text(std::chrono::seconds time_of_day) {
  const auto m = time_of_day.count() / 60;
  char buffer[8];
  std::snprintf(buffer, sizeof buffer, "%02d:%02d", static_cast<int>(m / 60) % 24,
                static_cast<int>(m % 60));
  return buffer;
}

std::string_view value_in(const frame& f, span s, std::string_view cls_name) {
  const auto cls = phrase_book::shared().class_named(cls_name);
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto v = f.member_value(i, cls, s.end); !v.empty()) return v;
  return {};
}

/// Sleep-hours logic for bare hours: "after 9" in the evening, "before 7" in the morning.
std::string quiet_clock(const clock_time& t, bool evening) {
  auto m = t.since_midnight;
  using std::chrono::hours;
  if (!t.half_day_known) {
    if (evening && m >= hours(5) && m < hours(12)) m += hours(12);
    if (evening && m == hours(12)) m = hours(0);
    if (!evening && m >= hours(12) && m < hours(13)) m = hours(12);
  }
  return clock_text(m);
}

std::optional<clock_time> clock_after(const frame& f, std::size_t from, std::size_t limit,
                                      std::size_t& end) {
  auto o = f.options(time_bias::none);
  o.lone_numbers = true;
  for (auto i = from; i < std::min(limit, from + 5); ++i)
    if (auto t = clock_at(f.tokens, o, i); t && t->last <= limit) {
      end = t->last;
      // "9 at night", "7 in the morning"
      for (auto k = t->last; k < std::min(limit, t->last + 3); ++k) {
        if (f.is_any(k, {"night", "evening", "pm", "noche"}) &&
            t->since_midnight < std::chrono::hours(12)) {
          t->since_midnight += std::chrono::hours(12);
          t->half_day_known = true;
        }
        if (f.is_any(k, {"morning", "am"})) t->half_day_known = true;
        if (!f.is_any(k, {"at", "in", "the", "de", "la"})) break;
      }
      return t;
    }
  return std::nullopt;
}

/// "22-8": hours as the 24-hour clock counts them, which in other texts are only numbers.
std::optional<clock_time> bare_hour(const frame& f, std::size_t i) {
  if (!f.number(i) || f.tokens[i].value > 23 || f.tokens[i].value != std::floor(f.tokens[i].value))
    return std::nullopt;
  clock_time t;
  t.since_midnight = std::chrono::hours(static_cast<int>(f.tokens[i].value));
  t.half_day_known = f.tokens[i].value > 12;
  t.last = i + 1;
  return t;
}

bool quiet_hours(const frame& f, span s, slot_map& slots, bool inverted) {
  std::size_t end = 0;
  std::optional<clock_time> start, stop;
  for (auto i = s.begin; i < s.end; ++i) {
    if (!start && f.is_any(i, {"after", "from", "between", "past", "start", "starts", "starting",
                               "at", "since", "desde", "entre", "despues"}))
      start = clock_after(f, i + 1, s.end, end);
    if (f.is_any(i, {"before", "until", "til", "till", "to", "-", "and", "end", "ends", "through",
                     "hasta", "antes", "a", "y"}) &&
        i + 1 >= end) {
      std::size_t e2 = 0;
      if (auto t = clock_after(f, i + 1, std::min(s.end, i + 5), e2)) {
        if (!stop) stop = t;
      }
    }
  }
  if (!start) {
    // "quiet hours 10pm-7am", "10 to 6"
    for (auto i = s.begin; i < s.end && !start; ++i)
      if (f.number(i) ||
          f.is_any(i, {"midnight", "noon", "ten", "nine", "eleven", "eight", "seven"})) {
        std::size_t e2 = 0;
        auto t = f.is(i + 1, "-") && i + 2 < s.end ? bare_hour(f, i) : std::nullopt;
        if (t) e2 = t->last;
        if (!t) t = clock_after(f, i, i + 3 < s.end ? i + 3 : s.end, e2);
        if (!t) continue;
        if (stop && f.is_any(i > 0 ? i - 1 : 0, {"before", "until", "til", "till"})) continue;
        start = t;
        end = e2;
      }
  }
  if (!start && !stop) return false;
  if (inverted) std::swap(start, stop);
  // "between 9 and 4 during the day", "during school 7:30-2:45"
  bool by_day = false;
  for (auto i = s.begin; i + 1 < s.end; ++i)
    by_day = by_day || (f.is(i, "during") &&
                        (f.is_any(i + 1, {"school", "work", "class", "classes", "lectures"}) ||
                         (f.is(i + 1, "the") && f.is_any(i + 2, {"day", "daytime"}))));
  if (by_day && start && stop && !start->half_day_known && !stop->half_day_known &&
      start->since_midnight < std::chrono::hours(12)) {
    start->half_day_known = stop->half_day_known = true;
    if (stop->since_midnight <= start->since_midnight)
      stop->since_midnight += std::chrono::hours(12);
  }
  if (start) slots.set(slot::quiet_hours_start, quiet_clock(*start, true));
  if (stop) slots.set(slot::quiet_hours_end, quiet_clock(*stop, false));
  return true;
}

std::string zone_named(const frame& f, span s) {
  const auto v = value_in(f, s, "zone_name");
  if (!v.empty()) return std::string(v);
  // IANA names as written: "America/New_York"
  for (auto i = s.begin; i + 2 < s.end; ++i)
    if (f.is(i + 1, "/") && !f.tokens[i + 1].space_before) {
      std::string name(f.text.substr(f.tokens[i].begin));
      name.resize(std::min(name.find_first_of(" \n,.!?"), name.size()));
      bool upper = true;
      for (auto& ch : name) {
        if (upper && ch >= 'a' && ch <= 'z') ch = static_cast<char>(ch - 'a' + 'A');
        upper = ch == '/' || ch == '_';
      }
      if (zone::find(name)) return name;
    }
  if (s.size() == 1 && f.tokens[s.begin].type == token::kind::word) {
    // a city that is in some zone's name
    static constexpr const char* regions[] = {"America/", "Europe/",    "Asia/",
                                              "Africa/",  "Australia/", "Pacific/"};
    std::string city(f.word(s.begin));
    if (!city.empty() && city[0] >= 'a' && city[0] <= 'z')
      city[0] = static_cast<char>(city[0] - 'a' + 'A');
    for (const auto* region : regions)
      if (zone::find(region + city)) return region + city;
  }
  return {};
}

using words = std::initializer_list<std::string_view>;

bool any_word(const frame& f, span s, words ws) {
  for (auto i = s.begin; i < s.end; ++i)
    if (f.is_any(i, ws)) return true;
  return false;
}

bool refused(const frame& f, span s) {
  return any_word(
      f, s, {"no",    "not",   "stop",  "off",  "close", "less",    "fewer",  "drop", "without",
             "away",  "lose",  "quit",  "hate", "cut",   "disable", "remove", "kill", "enough",
             "ditch", "never", "avoid", "skip", "ban",   "mute",    "sin",    "end"});
}

/// "kg not pounds", "instead of miles", "from lbs to kg": the unit that is wanted.
std::string_view wanted_units(const frame& f, span s) {
  std::string_view out;
  for (auto i = s.begin; i < s.end; ++i) {
    const std::string_view u =
        f.is_any(i, {"metric", "kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "km",
                     "kilometers", "kilometres", "celsius", "liters", "litres", "ml", "grams", "cm",
                     "centimeters", "metrico"})
            ? "metric"
        : f.is_any(i, {"imperial", "lb", "lbs", "pound", "pounds", "mile", "miles", "ounce",
                       "ounces", "oz", "fahrenheit", "gallons", "inches", "feet"})
            ? "imperial"
            : "";
    if (u.empty()) continue;
    bool against = false;
    for (auto k = i > s.begin + 3 ? i - 3 : s.begin; k < i; ++k)
      against = against || f.is_any(k, {"not", "no", "of", "from", "than", "over", "stop", "never",
                                        "hate", "without"});
    // "kilos not pounds": what stands behind the wanted one is the other
    if (!against) return u;
    out = u == "metric" ? "imperial" : "metric";
  }
  return out;
}

std::string_view wanted_style(const frame& f, span s) {
  if (any_word(f, s,
               {"coach", "coaching", "sergeant", "strict", "tough", "tougher", "motivate",
                "motivational", "motivating", "hype", "push", "harder", "trainer"}))
    return "coach";
  const bool less = any_word(f, s, {"less", "fewer", "too", "not", "no", "stop", "quit"});
  if (any_word(f, s,
               {"friendly", "friendlier", "nicer", "warm", "warmer", "casual", "chill", "kind",
                "kinder", "friend", "buddy", "fun", "sweet", "gentle", "gentler", "human"}))
    return "friendly";
  if (any_word(f, s, {"chatty", "chattier", "longer", "talkative", "detailed"}))
    return less ? "concise" : "friendly";
  if (any_word(f, s,
               {"short",    "shorter", "brief", "briefer",    "concise", "wordy",   "terse",
                "succinct", "minimal", "point", "novels",     "novel",   "essays",  "rambling",
                "ramble",   "facts",   "long",  "paragraphs", "simple",  "simpler", "crisp",
                "quick",    "words",   "talk",  "talking",    "text",    "corto",   "breve"}) &&
      (less || any_word(f, s,
                        {"short", "shorter", "brief", "briefer", "concise", "terse", "succinct",
                         "minimal", "point", "facts", "simpler", "crisp", "corto", "breve"})))
    return "concise";
  return {};
}

}  // namespace

std::optional<act_list> fill_preference(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto s = r.core_span();
  if (r.s.asks && !r.c.request) return std::nullopt;
  act a = make_act(intent::preference_set, 0.9, f.say(r.c.s), "a setting");
  for (const auto& [name, value] : hit.rule->fixed)
    if (const auto key = slot_from(name)) a.slots.set(*key, typed_value(*key, value));
  if (!hit.fixed("style").empty()) {
    const auto w = f.word(r.c.core);
    a.slots.set(slot::response_style, std::string(w));
  }
  if (const auto* tz = hit.find("tz")) {
    const auto name = zone_named(f, {tz->begin, std::max(tz->end, tz->begin)});
    if (name.empty()) return std::nullopt;
    if (!hit.fixed("tzonly").empty()) return std::nullopt;
    a.slots.set(slot::timezone, name);
  }
  if (const auto* language = hit.find("language")) {
    if (r.s.other_person || (r.s.first_person && f.is_any(r.c.core + 1, {"have", "am", "love",
                                                                         "study", "had", "took"})))
      return std::nullopt;
    static const auto classy = phrase_book::shared().class_named("assignment_noun");
    for (auto i = s.begin; i < s.end; ++i)
      if (f.in_class(i, classy) || f.is_any(i, {"class", "food", "rice", "lesson", "due"}))
        return std::nullopt;
    a.slots.set(slot::language, std::string(language->value));
  }
  if (!hit.fixed("quiet").empty() || !hit.fixed("quietinv").empty()) {
    if (!quiet_hours(f, s, a.slots, !hit.fixed("quietinv").empty())) return std::nullopt;
  }
  if (a.slots.has(slot::units) && (r.s.question || f.number(s.begin))) return std::nullopt;
  // "lbs not kg": of two units the wanted one
  if (a.slots.has(slot::units))
    if (const auto u = wanted_units(f, s); !u.empty()) a.slots.set(slot::units, std::string(u));
  if (a.slots.empty()) return std::nullopt;
  // "quiet hours 9am to 4pm and use a concise style": several settings at once
  for (auto i = s.begin; i < s.end; ++i)
    if (f.is_any(i, {"and", ",", "+", "&"})) {
      if (const auto more = read_preference(r))
        for (const auto& [k, v] : (*more)[0].slots)
          if (!a.slots.has(k)) a.slots.set(k, v);
      break;
    }
  return act_list{a};
}

std::optional<act_list> read_preference(const clause_reading& r) {
  const auto& f = r.f;
  const auto s = r.core_span();
  const span whole{r.c.s.begin, r.c.s.end};
  if ((r.s.asks && !r.c.request && !f.is(r.c.s.begin, "can")) || r.s.quote) return std::nullopt;
  act a = make_act(intent::preference_set, 0.75, f.say(r.c.s), "a setting, by the wording");
  auto& slots = a.slots;
  const bool no = refused(f, whole);
  if (any_word(f, s,
               {"emoji", "emojis", "emoticons", "emoticon", "smileys", "smiley", "smilies",
                "smiles", "smile", "emotes"}))
    slots.set(slot::emoji, !no || any_word(f, s, {"back", "on"}));
  if (const auto u = wanted_units(f, s); !u.empty()) slots.set(slot::units, std::string(u));
  const bool message = any_word(
      f, whole,
      {"text",     "texts",   "texting",      "message",       "messages", "messaging", "ping",
       "pings",    "notify",  "notification", "notifications", "disturb",  "bother",    "bug",
       "buzz",     "contact", "send",         "reminders",     "update",   "updates",   "alerts",
       "summary",  "digest",  "wake",         "quiet",         "silent",   "silence",   "mute",
       "dnd",      "hush",    "alone",        "shut",          "unmute",   "check",     "nudges",
       "anything", "nothing", "sleep",        "talk",          "late"});
  if (message) {
    const bool inverted = any_word(f, s, {"only", "just"});
    if (quiet_hours(f, s, slots, inverted)) {
    } else if (any_word(f, s, {"daily", "day"}) && !any_word(f, s, {"days", "today"})) {
      slots.set(slot::notification_frequency, std::string("daily"));
    } else if (any_word(f, s, {"weekly", "week"})) {
      slots.set(slot::notification_frequency, std::string("weekly"));
    } else if (any_word(f, s,
                        {"immediately", "immediate", "instantly", "instant", "asap", "right"})) {
      slots.set(slot::notification_frequency, std::string("immediate"));
    } else if (any_word(f, s, {"unmute", "again", "resume", "back", "unpause"})) {
      slots.set(slot::do_not_disturb, false);
    } else if (any_word(f, s,
                        {"dnd", "disturb", "mute", "quiet", "silent", "silence", "hush", "shut",
                         "alone"})) {
      slots.set(slot::do_not_disturb,
                !any_word(f, s, {"off", "disable", "end", "exit", "over", "done"}));
    } else if (no || any_word(f, s, {"pause", "hold"})) {
      if (any_word(f, s,
                   {"text", "texts", "texting", "message", "messages", "messaging", "notify",
                    "notifications", "notification", "alerts", "pings", "ping"}) &&
          slots.empty())
        slots.set(slot::do_not_disturb, true);
    }
  }
  if (any_word(f, s,
               {"timezone", "zone", "tz", "clock", "time", "moved", "live", "living", "am", "in",
                "on", "to"})) {
    const auto zone_name = zone_named(f, s);
    if (!zone_name.empty() && slots.empty()) slots.set(slot::timezone, zone_name);
  }
  if (slots.empty() || any_word(f, s, {"language", "lang", "speak", "idioma"}))
    if (const auto l = value_in(f, s, "language"); !l.empty())
      slots.set(slot::language, std::string(l));
  if (slots.empty() || any_word(f, s, {"style", "chatty", "concise", "brief", "short", "friendly"}))
    if (const auto style = wanted_style(f, whole); !style.empty())
      slots.set(slot::response_style, std::string(style));
  if (slots.empty()) return std::nullopt;
  return act_list{a};
}

}  // namespace nlp
