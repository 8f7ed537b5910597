// What people say about notices that come by themselves: which, when, how many, not now.

#include <cmath>

#include "nlp/notices/word_run.hpp"

namespace nlp::notices {
namespace {

using std::chrono::minutes;

bool take_noun(word_run& w) {
  return w.take_any({"nudge", "nudges", "reminder", "reminders", "notice", "notices", "texts",
                     "messages", "pings", "alerts", "notifications"});
}

/// The kind of notice, taken out with its nouns. Those that are words of daily life ("water") need
/// one: "water nudges".
std::string take_kind(word_run& w) {
  if (w.take({"weekly", "digest"}) || w.take({"weekly", "summary"}) ||
      w.take({"weekly", "report"}) || w.take_any({"digest", "digests"}))
    return "digest";
  if (w.take({"morning", "check", "-", "in"}) || w.take({"morning", "check", "in"}) ||
      w.take({"check", "-", "in"}) || w.take({"check", "-", "ins"}) || w.take({"check", "in"}) ||
      w.take({"check", "ins"}) || w.take_any({"checkin", "checkins"}) ||
      w.take({"morning", "text"}) || w.take({"morning", "texts"}) ||
      w.take({"morning", "message"}) || w.take({"morning", "summary"}) ||
      w.take({"daily", "agenda"})) {
    w.take_any({"morning"});
    take_noun(w);
    return "check_in";
  }
  if (w.take({"daily", "quote"}) || w.take({"daily", "quotes"}) ||
      w.take_any({"quote", "quotes"})) {
    take_noun(w);
    return "quote";
  }
  if (w.take({"follow", "-", "ups"}) || w.take({"follow", "-", "up"}) ||
      w.take({"follow", "ups"}) || w.take({"follow", "up"}) ||
      w.take_any({"followups", "followup"})) {
    w.take_any({"todo", "todos", "task", "tasks"});
    take_noun(w);
    return "follow_up";
  }
  if (w.take_any({"hint", "hints"})) return "hint";
  auto probe = w;
  if (!take_noun(probe)) return {};
  std::string kind;
  if (probe.take_any({"water", "hydration", "drink", "drinking"}))
    kind = "water";
  else if (probe.take_any({"workout", "workouts", "gym", "exercise", "training"}))
    kind = "workout";
  else if (probe.take_any({"todo", "todos", "task", "tasks"}))
    kind = "follow_up";
  else if (probe.take_any({"assignment", "assignments", "deadline", "deadlines", "homework"}))
    kind = "assignment";
  else if (probe.take_any({"calendar", "event", "events", "meeting", "meetings", "appointment",
                           "appointments"})) {
    probe.take_any({"event", "events"});
    kind = "event";
  } else if (auto rest = w; rest.take_any({"nudge", "nudges"})) {
    rest.take_any({"all", "any"});
    w = rest;
    return "all";
  }
  if (!kind.empty()) w = probe;
  return kind;
}

/// "by email", "sundays", "at 7pm".
void take_schedule(word_run& w, notice_command& c) {
  if (w.take({"by", "e", "-", "mail"}) || w.take({"by", "email"}) || w.take({"by", "mail"}) ||
      w.take({"via", "email"}) || w.take({"to", "my", "email"}))
    c.by_mail = true;
  else if (w.take({"by", "text"}) || w.take({"by", "sms"}) || w.take({"as", "a", "text"}))
    c.by_mail = false;
  static constexpr std::string_view day_names[7][2] = {
      {"monday", "mondays"},     {"tuesday", "tuesdays"}, {"wednesday", "wednesdays"},
      {"thursday", "thursdays"}, {"friday", "fridays"},   {"saturday", "saturdays"},
      {"sunday", "sundays"}};
  for (int d = 0; d < 7; ++d)
    if (w.take_any({day_names[d][0], day_names[d][1]})) c.weekday = d;
  w.take_any({"every", "each"});
  if (auto time = w.take_time_anywhere()) {
    const auto of_day = time->time_of_day();
    if (of_day) c.minute = std::chrono::floor<minutes>(*of_day);
  } else {
    auto probe = w;
    probe.take_any({"at"});
    if (probe.size() == 1 && probe.is_number() && probe.number() <= 23 &&
        probe.number() == std::floor(probe.number())) {
      c.minute = minutes(static_cast<int>(probe.number()) * 60);
      w = probe;
      w.drop();
    }
  }
  w.skip_any({"on", "at", "and", "morning", "evening", "day", "daily", "weekly", "the", "every"});
}

std::optional<notice_command> read_switch(word_run w) {
  notice_command c;
  auto probe = w;
  const bool says_nudge = probe.take_any({"nudge", "nudges"});
  probe = w;
  c.kind = take_kind(probe);
  if (c.kind.empty()) return std::nullopt;
  const bool may_be_scheduled =
      says_nudge || c.kind == "digest" || c.kind == "check_in" || c.kind == "quote";
  w = probe;
  bool off = false, on = false;
  if (w.take({"turn", "off"}) || w.take({"switch", "off"}) || w.take({"no", "more"}) ||
      w.take({"don't", "send", "me"}) || w.take({"don't", "send"}) ||
      w.take({"do", "not", "send"}) ||
      w.take_any({"stop", "disable", "mute", "off", "no", "without", "cancel", "unsubscribe"}))
    off = true;
  else if (w.take({"turn", "on"}) || w.take({"switch", "on"}) || w.take({"i", "want"}) ||
           w.take({"i'd", "like"}) || w.take({"send", "me"}) || w.take({"give", "me"}) ||
           w.take_any({"start", "enable", "unmute", "want", "set", "send"}))
    on = true;
  w.take_any({"turn", "switch"});  // "turn water nudges off"
  on = w.take_any({"on"}) || on;
  if (c.kind == "event") c.after = w.take_length_before();
  auto hours_said = w;
  const bool later_half = hours_said.take_any({"pm", "evening", "night", "noon"});
  take_schedule(w, c);
  // "check-in at 7" is the morning's, whatever time it is said at.
  if (c.kind == "check_in" && c.minute && *c.minute >= std::chrono::hours(12) && !later_half)
    *c.minute -= std::chrono::hours(12);
  w.skip_any({"a", "the", "my", "me", "to", "all", "any", "weekly", "daily", "at", "from"});
  if (!w.empty()) return std::nullopt;
  // "gym reminder tomorrow 6am" is a reminder, not a kind of nudge with an hour.
  const bool scheduled = (c.minute || c.weekday || c.by_mail) && (may_be_scheduled || !c.minute);
  if (!off && !on && !scheduled && !c.after) return std::nullopt;
  c.verb = off ? notice_verb::turn_off : notice_verb::turn_on;
  return c;
}

std::optional<notice_command> read_vacation(word_run w) {
  notice_command c;
  if (w.eat_one_of({{"i'm", "back"},
                    {"i", "am", "back"},
                    {"im", "back"},
                    {"back", "from", "vacation"},
                    {"back", "from", "holiday"},
                    {"vacation", "off"},
                    {"vacation", "over"},
                    {"vacation", "is", "over"},
                    {"vacation", "mode", "off"},
                    {"end", "vacation"},
                    {"turn", "off", "vacation"},
                    {"turn", "off", "vacation", "mode"},
                    {"unpause"},
                    {"resume", "nudges"},
                    {"resume", "everything"}})) {
    w.skip_any({"from", "vacation", "holiday", "mode", "all"});
    if (!w.empty()) return std::nullopt;
    c.verb = notice_verb::vacation_over;
    return c;
  }
  const bool paused = w.eat_one_of({{"pause", "everything"},
                                    {"pause", "all", "nudges"},
                                    {"pause", "all"},
                                    {"pause", "nudges"},
                                    {"pause", "notifications"},
                                    {"pause"}});
  if (!paused) {
    w.skip_any({"i'm", "im", "i", "am", "will", "be", "on", "set", "turn", "going", "start"});
    if (!w.eat_any({"vacation", "holiday"})) return std::nullopt;
    w.skip_any({"mode", "on"});
  }
  c.verb = notice_verb::vacation;
  if (w.empty()) return c;
  auto probe = w;
  if (probe.eat_any({"for"})) {
    probe.skip_any({"the", "next"});
    const auto n = probe.is_number() ? probe.number() : 1.0;
    if (probe.is_number() || probe.front() == "a" || probe.front() == "one") probe.drop();
    const auto unit = probe.front();
    if (probe.size() == 1 && n >= 1 && n <= 100) {
      if (word_run::is_any(unit, {"day", "days"}))
        c.after = minutes(static_cast<int>(n) * 24 * 60);
      else if (word_run::is_any(unit, {"week", "weeks"}))
        c.after = minutes(static_cast<int>(n) * 7 * 24 * 60);
      else if (word_run::is_any(unit, {"month", "months"}))
        c.after = minutes(static_cast<int>(n) * 30 * 24 * 60);
      if (c.after) return c;
    }
    return std::nullopt;
  }
  const auto time = w.take_time();
  if (!time || time->recurrence) return std::nullopt;
  c.until = as_local(*time);
  return c;
}

std::optional<notice_command> read_amount(word_run w) {
  notice_command c;
  if (w.eat_one_of({{"at", "most"}, {"max"}, {"maximum"}, {"no", "more", "than"}, {"only"}})) {
    if (!w.is_number() || w.number() > 20 || w.number() != std::floor(w.number()))
      return std::nullopt;
    c.most = static_cast<std::int64_t>(w.number());
    w.drop();
    if (!w.eat_any({"nudge", "nudges", "texts", "text", "notifications"})) return std::nullopt;
    w.skip_any({"a", "per", "each", "every", "day", "daily"});
    c.verb = notice_verb::most_a_day;
  } else if (w.eat({"less"}) || w.eat({"fewer"})) {
    c.verb = notice_verb::fewer;
    c.only_after_notice = w.empty();
    w.skip_any({"nudges", "texts", "notifications", "often", "of", "these", "those"});
  } else if (w.eat_one_of({{"text", "me", "less"},
                           {"too", "many", "texts"},
                           {"too", "many", "nudges"},
                           {"nudge", "me", "less"},
                           {"stop", "nagging"}})) {
    c.verb = notice_verb::fewer;
    w.skip_any({"me", "often"});
  } else if (w.eat({"more", "nudges"}) || w.eat({"nudge", "me", "more"})) {
    c.verb = notice_verb::more;
  } else {
    return std::nullopt;
  }
  return w.empty() ? std::optional(c) : std::nullopt;
}

std::optional<notice_command> read_list(word_run w) {
  w.skip_any({"what", "which", "are", "my", "show", "me", "list", "the", "what's"});
  const bool asked = w.eat_one_of({{"nudges"},
                                   {"nudge", "settings"},
                                   {"notification", "settings"},
                                   {"notice", "settings"},
                                   {"notifications"}});
  w.skip_any({"are", "on", "do", "i", "have", "get"});
  if (!asked || !w.empty()) return std::nullopt;
  notice_command c;
  c.verb = notice_verb::list;
  return c;
}

}  // namespace

std::optional<notice_command> read_setting(const word_run& words) {
  if (words.empty() || words.size() > 14) return std::nullopt;
  for (auto* read : {read_vacation, read_amount, read_list, read_switch})
    if (auto c = read(words)) return c;
  return std::nullopt;
}

}  // namespace nlp::notices

namespace nlp {

std::optional<notice_command> read_notice_command(std::string_view text, const context& ctx,
                                                  bool after_notice) {
  if (text.size() > 160) return std::nullopt;
  const notices::word_run words(text, ctx);
  if (auto c = notices::read_setting(words)) return c;
  return notices::read_reply(words, after_notice);
}

}  // namespace nlp
