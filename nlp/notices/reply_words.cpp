// What people answer to a notice, and ask about it.

#include <cmath>

#include "nlp/notices/word_run.hpp"

namespace nlp::notices {
namespace {

using std::chrono::minutes;

std::optional<minutes> unit_named(std::string_view word) {
  if (word_run::is_any(word, {"m", "min", "mins", "minute", "minutes", "minuto", "minutos"}))
    return minutes(1);
  if (word_run::is_any(word, {"h", "hr", "hrs", "hour", "hours", "hora", "horas"}))
    return minutes(60);
  if (word_run::is_any(word, {"d", "day", "days", "dia", "dias"})) return minutes(24 * 60);
  if (word_run::is_any(word, {"w", "wk", "week", "weeks", "semana", "semanas"}))
    return minutes(7 * 24 * 60);
  return std::nullopt;
}

/// "20", "20 min", "an hour", "half an hour", "1 h 30": the whole rest. A bare number is minutes.
std::optional<minutes> take_length(word_run& w) {
  auto probe = w;
  probe.skip_any({"for", "in", "by", "another", "like", "about", "por", "en", "unos", "unas"});
  if (probe.eat_one_of({{"half", "an", "hour"}, {"half", "hour"}, {"media", "hora"}}))
    return probe.empty() ? (w = probe, std::optional(minutes(30))) : std::nullopt;
  double total = 0;
  bool any = false;
  while (!probe.empty()) {
    double n = 1;
    if (probe.is_number())
      n = probe.number();
    else if (!word_run::is_any(probe.front(), {"a", "an", "one", "un", "una"}))
      return std::nullopt;
    probe.drop();
    if (probe.empty() && any) {  // "1 h 30"
      total += n;
    } else if (probe.empty()) {
      total = n;
    } else {
      const auto unit = unit_named(probe.front());
      if (!unit) return std::nullopt;
      probe.drop();
      total += n * static_cast<double>(unit->count());
    }
    any = true;
    if (probe.eat_one_of({{"and", "a", "half"}, {"y", "media"}})) total += 30;
    probe.eat_any({"and", "more", "y", "mas"});
  }
  if (!any || total < 1 || total > 366 * 24 * 60.0) return std::nullopt;
  w = probe;
  return minutes(std::llround(total));
}

/// "it", "all", "2", "1 and 3": which of the last notice's rows.
void take_which(word_run& w, notice_command& c) {
  for (;;) {
    if (w.eat_any({"all", "both", "everything", "them", "todo", "todos", "todas"})) {
      c.all = true;
    } else if (w.front() == "#") {
      w.drop();
    } else if (!w.eat_any({"it", "that", "this", "the", "one", "reminder", "number", "lo", "eso",
                           "el", "la"})) {
      return;
    }
  }
}

bool take_numbers(word_run& w, notice_command& c) {
  bool any = false;
  while (w.is_number() && w.number() >= 1 && w.number() <= 20 &&
         w.number() == std::floor(w.number())) {
    c.numbers.push_back(static_cast<std::size_t>(w.number()));
    w.drop();
    any = true;
    w.skip_any({"and", "&"});
  }
  return any;
}

std::optional<notice_command> read_done(word_run w) {
  notice_command c;
  bool said = false;
  while (!w.empty()) {
    if (w.eat_any({"done", "finished", "completed", "complete", "taken", "handled", "did", "hecho",
                   "hecha", "listo", "lista", "terminado", "terminada", "tomado", "tomada"}))
      said = true;
    else if (w.eat_any({"all", "both", "everything", "them"}))
      c.all = true;
    else if (!w.eat_any({"it", "that", "this", "i", "just", "already", "am", "i'm", "all", "with",
                         "one", "reminder", "ya", "lo", "la", "esta", "eso"}))
      return std::nullopt;
  }
  return said ? std::optional(c) : std::nullopt;
}

std::optional<notice_command> read_snooze(word_run w) {
  notice_command c;
  c.verb = notice_verb::snooze;
  const bool again = w.eat_one_of(
      {{"remind", "me", "again"}, {"ask", "me", "again"}, {"recuerdamelo", "de", "nuevo"}});
  const bool later = !again && w.eat_one_of({{"remind", "me", "later"},
                                             {"not", "now"},
                                             {"maybe", "later"},
                                             {"later"},
                                             {"ask", "me", "later"},
                                             {"mas", "tarde"},
                                             {"ahora", "no"},
                                             {"luego"},
                                             {"recuerdamelo", "luego"},
                                             {"recuerdamelo", "mas", "tarde"}});
  if (later && !w.empty()) {
    // "later today" is a time, "later i'll go to the gym" is another matter.
    return std::nullopt;
  }
  if (later) {
    c.only_after_notice = true;
    return c;
  }
  if (!again && !w.eat_any({"snooze", "postpone", "delay", "pospon", "posponlo", "posponer",
                            "aplaza", "aplazalo", "recuerdamelo"}))
    return std::nullopt;
  take_which(w, c);
  if (w.empty()) return c;
  if (auto length = take_length(w)) {
    c.after = length;
    return c;
  }
  if (auto probe = w; take_numbers(probe, c) &&
                      word_run::is_any(probe.front(), {"for", "in", "by", "until", "to"})) {
    w = probe;  // "snooze 2 for 20 min"
    if (auto length = take_length(w)) {
      c.after = length;
      return c;
    }
  } else {
    c.numbers.clear();
  }
  if (auto time = w.take_time()) {
    c.until = as_local(*time);
    return c;
  }
  // "snooze vitamins for an hour", "snooze vitamins"
  if (auto probe = w; auto time = probe.take_time_anywhere()) {
    c.until = as_local(*time);
    w = probe;
    while (w.eat_any({"to", "until", "till", "for", "in", "by"})) {
    }
  }
  c.item = w.rest();
  for (const std::string_view tail : {" until", " till", " to", " for", " in", " by"})
    if (c.item.ends_with(tail)) c.item.resize(c.item.size() - tail.size());
  return c;
}

std::optional<notice_command> read_skip(word_run w) {
  notice_command c;
  c.verb = notice_verb::skip;
  if (!w.eat_any({"skip", "salta", "saltalo", "saltar", "omite", "omitelo", "omitir"}))
    return std::nullopt;
  if (w.empty()) return c;
  auto probe = w;
  probe.skip_any({"it", "that", "this", "one", "time", "today", "todays", "today's"});
  if (probe.empty()) return c;
  w.skip_any({"the", "my", "el", "la", "mi"});
  if (w.eat_any({"next", "proximo", "proxima", "siguiente"})) {
    c.verb = notice_verb::skip_next;
    w.skip_any({"one", "time", "reminder", "occurrence", "vez", "recordatorio", "de", "el", "la"});
    c.item = w.rest();
    for (const std::string_view tail : {" reminder", " time", " one"})
      if (c.item.ends_with(tail)) c.item.resize(c.item.size() - tail.size());
    return c;
  }
  // "skip vitamins until monday", "skip vitamins tomorrow"
  c.verb = notice_verb::skip_next;
  const auto time = w.take_time_anywhere();
  if (!time || time->recurrence) return std::nullopt;
  c.until = as_local(*time);
  const bool up_to = w.take_any({"until", "till", "til"}) || time->kind == time_kind::open_before;
  // What is skipped on a day is skipped to its end.
  if (!up_to && !c.until->time_of_day) c.until->day += std::chrono::days(1);
  c.item = w.rest();
  return c;
}

std::optional<notice_command> read_keep_or_drop(word_run w) {
  notice_command c;
  c.only_after_notice = true;
  if (w.eat_any({"keep", "dejalo", "dejala"}))
    c.verb = notice_verb::keep;
  else if (w.eat_any({"drop", "forget", "remove", "delete", "quitalo", "quitala", "olvidalo"}))
    c.verb = notice_verb::drop;
  else
    return std::nullopt;
  take_which(w, c);
  take_numbers(w, c);
  if (!w.empty()) return std::nullopt;
  return c;
}

std::optional<notice_command> read_question(word_run w) {
  notice_command c;
  c.verb = notice_verb::was_it_sent;
  const bool asked = w.eat_one_of({{"did", "you", "remind", "me"},
                                   {"did", "you", "already", "remind", "me"},
                                   {"have", "you", "reminded", "me"},
                                   {"when", "did", "you", "remind", "me"},
                                   {"when", "did", "you", "last", "remind", "me"},
                                   {"when", "was", "i", "reminded"},
                                   {"when", "was", "i", "last", "reminded"},
                                   {"was", "i", "reminded"},
                                   {"what", "did", "you", "remind", "me"},
                                   {"what", "reminders", "did", "you", "send"},
                                   {"which", "reminders", "did", "you", "send"},
                                   {"what", "reminders", "went", "out"},
                                   {"which", "reminders", "went", "out"},
                                   {"did", "my", "reminder", "go", "out"},
                                   {"did", "my", "reminder", "arrive"},
                                   {"did", "you", "send", "my", "reminder"},
                                   {"did", "you", "send", "me", "a", "reminder"},
                                   {"me", "recordaste"},
                                   {"me", "lo", "recordaste"},
                                   {"me", "has", "recordado"},
                                   {"cuando", "me", "recordaste"}});
  if (!asked) return std::nullopt;
  w.skip_any({"about", "to", "of", "for", "the", "my", "me", "lo", "de", "el", "la", "mi"});
  if (auto probe = w; auto time = probe.take_time_anywhere()) {
    if (!time->recurrence) {
      c.until = as_local(*time);  // the day asked about
      w = probe;
      w.skip_any({"about", "to", "of", "for", "the", "my", "me", "last"});
    }
  }
  w.skip_any({"yet", "already"});
  c.item = w.rest();
  return c;
}

/// "in an hour", "tomorrow at 9 instead", "move it to 5pm": nothing but a time.
std::optional<notice_command> read_move(word_run w) {
  notice_command c;
  c.verb = notice_verb::move;
  c.only_after_notice = true;
  w.skip_any({"move",  "reschedule", "push",   "make",   "change",   "do",    "it",
              "that",  "this",       "to",     "remind", "me",       "let's", "try",
              "mejor", "muevelo",    "pasalo", "ponlo",  "cambialo", "para",  "recuerdamelo"});
  w.take_any({"instead", "better", "rather", "then", "mejor"});
  if (w.empty()) return std::nullopt;
  if (!w.is_number())
    if (auto length = take_length(w)) {
      c.verb = notice_verb::snooze;
      c.after = length;
      return c;
    }
  const auto time = w.take_time();
  if (!time || time->recurrence) return std::nullopt;
  c.until = as_local(*time);
  return c;
}

}  // namespace

std::optional<notice_command> read_reply(const word_run& words, bool after_notice) {
  if (words.empty() || words.size() > 14) return std::nullopt;
  for (auto* read : {read_done, read_snooze, read_skip, read_keep_or_drop, read_question})
    if (auto c = read(words)) return c;
  return after_notice ? read_move(words) : std::nullopt;
}

}  // namespace nlp::notices
