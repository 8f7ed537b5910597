// Slots of an act whose intent the wording as a whole decided, when no phrase rule names their
// places: the clause is divided here by its function words, then filled as by a rule.

#include <algorithm>

#include "nlp/slots/changes.hpp"
#include "nlp/slots/free_parts.hpp"

namespace nlp {

using namespace freely;

namespace {

std::optional<act_list> told_fact(const clause_reading& r) {
  const auto& f = r.f;
  if (r.s.asks || r.s.quote || r.s.figure) return std::nullopt;
  const auto s =
      without(f, r.core_span(),
              {"remember", "that",  "note",   "save",   "store", "this", "keep", "in",  "mind",
               "jot",      "down",  "fyi",    "please", "write", "my",   "our",  "the", "i",
               "a",        "for",   "record", "to",     "self",  "am",   "do",   "not", "forget",
               "can",      "could", "you",    "u",      "put",   "log",  "fact", "got", "new"},
              {"please", "remember", "it", "write", "down", "that", "save", "ok"});
  if (s.size() < 2 || s.size() > 14) return std::nullopt;
  const auto made = [&](span key, span value) -> std::optional<act_list> {
    key = without(f, key, {"my", "the", "our"}, {"is", "are", ":", "=", "on", "at", "in"});
    value = without(f, value, {"is", "are"}, {"remember", "it", "please"});
    if (key.empty() || value.empty() || key.size() > 6) return std::nullopt;
    act a = make_act(intent::fact_store, 0.75, f.say(r.c.s), "the wording as a whole");
    a.slots.set(slot::key, f.say(key));
    a.slots.set(slot::value, f.as_written(value));
    return act_list{a};
  };
  for (auto i = s.begin + 1; i + 1 < s.end; ++i)
    if (f.is_any(i, {"is", "are", "=", ":", "was", "needs", "need", "expires", "starts", "wears",
                     "lives", "leaves", "has", "holds"}))
      return made({s.begin, i}, {i + 1, s.end});
  // "gate code's 1690", "drum kit's in the green case"
  for (auto i = s.begin; i + 1 < s.end; ++i)
    if (const auto w = f.text.substr(f.tokens[i].begin, f.tokens[i].end - f.tokens[i].begin);
        (w.ends_with("'s") || w.ends_with("\xE2\x80\x99s")) && (i > s.begin || f.number(i + 1)) &&
        !f.is_any(i, {"it's", "that's", "what's", "let's"})) {
      auto out = made({s.begin, i + 1}, {i + 1, s.end});
      if (out) {
        std::string key;
        for (auto k = s.begin; k <= i; ++k)
          key += (key.empty() ? "" : " ") +
                 std::string(f.text.substr(f.tokens[k].begin, f.tokens[k].end - f.tokens[k].begin));
        key.resize(key.rfind(w.ends_with("'s") ? "'s" : "\xE2\x80\x99s"));
        for (auto& ch : key)
          if (ch >= 'A' && ch <= 'Z') ch = static_cast<char>(ch - 'A' + 'a');
        (*out)[0].slots.set(slot::key, strip_lead(key, {"my", "the", "our"}));
      }
      return out;
    }
  if (f.is_any(s.begin, {"parked", "park"}))
    return made({s.begin, s.begin + 1}, {s.begin + 1, s.end});
  for (auto i = s.begin + 1; i < s.end; ++i) {
    bool digit = false;
    for (const char ch : f.word(i)) digit = digit || (ch >= '0' && ch <= '9');
    if (!digit) continue;
    // "locker 2217 combo 8 34 12", "truck 3 radio freq 168.5": the number before the last noun
    // belongs to the name
    auto from = i;
    for (auto k = i + 1; k + 1 < s.end; ++k)
      if (f.member_end(k, classes().fact_noun, s.end) ||
          f.is_any(k, {"freq", "frequency", "number", "no", "combo", "code", "tel", "ref"}))
        from = k + 1;
    // "walk-in code C3914Z": letters and digits of one word
    while (from > s.begin + 1 && !f.tokens[from].space_before && !f.symbol(from - 1)) --from;
    return made({s.begin, from}, {from, s.end});
  }
  return std::nullopt;
}

std::optional<act_list> done_with(const clause_reading& r) {
  const auto& f = r.f;
  made_hit h(intent::complete_item, 78, r);
  const auto s = without(
      f, r.core_span(),
      {"i",        "we",     "am",        "have", "ok",    "so",  "all",   "done", "with",
       "finished", "finish", "completed", "mark", "check", "off", "cross", "tick", "complete",
       "the",      "my",     "already",   "that", "got",   "yes", "did"},
      {"done", "finished", "complete", "completed", "off",  "list", "already", "today",
       "is",   "are",      "as",       "my",        "the",  "it",   "yay",     "now",
       "was",  "been",     "has",      "taken",     "care", "of",   "in",      "check"});
  if (s.empty() || s.size() > 8) return std::nullopt;
  static const auto past = phrase_book::shared().class_named("task_past");
  h.capture("item", s);
  if (f.in_class(s.begin, past)) {
    h.fix("task", "1");
    h.capture("verb", {s.begin, s.begin + 1});
  }
  return h.fill(r);
}

std::optional<act_list> taken_away(const clause_reading& r) {
  const auto& f = r.f;
  made_hit h(intent::delete_item, 74, r);
  const auto s = r.core_span();
  const auto item = without(
      f, s,
      {"delete",   "remove", "cancel",   "drop",   "erase",     "clear",   "get",       "rid",
       "of",       "take",   "off",      "kill",   "scrap",     "scratch", "trash",     "turn",
       "stop",     "call",   "forget",   "the",    "my",        "that",    "this",      "i",
       "do",       "not",    "need",     "to",     "reminding", "remind",  "me",        "about",
       "reminder", "for",    "no",       "longer", "unlog",     "please",  "reminders", "task",
       "todo",     "toss",   "withdraw", "axe",    "omit",      "enough",  "with",      "eliminate",
       "out",      "can",    "you",      "skip",   "ditch",     "bin",     "no",        "more",
       "want",     "void",   "nix"},
      {"anymore",    "reminder",    "reminders", "please",   "task",    "todo",
       "assignment", "off",         "list",      "from",     "my",      "the",
       "entry",      "log",         "cancelled", "canceled", "got",     "is",
       "was",        "it",          "one",       "logged",   "i",       "alarm",
       "todos",      "assignments", "delete",    "remove",   "grocery", "shopping"});
  if (item.empty()) return std::nullopt;
  if (any_word(f, s, {"remind", "reminding", "reminder", "reminders", "alarm", "timer"}))
    h.fix("type", "reminder");
  else if (any_word(f, s, {"list", "todo", "task", "todos"}))
    h.fix("type", "todo");
  h.capture("item", item);
  h.capture("rest", {item.end, item.end});
  return h.fill(r);
}

std::optional<act_list> task(const clause_reading& r) {
  const auto& f = r.f;
  made_hit h(intent::todo_add, 91, r);
  static const auto list_name = phrase_book::shared().class_named("list_name");
  auto whole = r.core_span();
  // "ate the last egg so add eggs to shopping": the command inside
  for (auto i = whole.begin + 1; i + 1 < whole.end; ++i)
    if (f.is_any(i, {"add", "put"}) && f.is_any(i - 1, {"so", ",", ".", "please", "and", "then"})) {
      whole.begin = i;
      break;
    }
  // "test strips, batteries - walgreens list": the list behind a dash
  for (auto i = whole.begin + 1; i + 2 < whole.end; ++i)
    if (f.is(i, "-") && f.tokens[i].space_before && f.is(whole.end - 1, "list") &&
        whole.end - i <= 4) {
      h.capture("list", {i + 1, whole.end - 1});
      whole.end = i;
      break;
    }
  // "nappies and wipes on the countdown list", "... to list for bonus", "... put for shoprite"
  for (auto i = whole.begin + 1; i + 1 < whole.end; ++i) {
    auto from = i + 1;
    auto to = whole.end;
    if (f.is_any(i, {"to", "on", "onto"}) && f.is(whole.end - 1, "list")) {
      --to;
    } else if (f.is_any(i, {"to", "on", "put"}) && f.is_any(from, {"list", "for"})) {
      from += f.is(from, "list") ? 1U : 0U;
      if (!f.is(from, "for")) continue;
      ++from;
    } else {
      continue;
    }
    while (f.is_any(from, {"my", "the", "our"})) ++from;
    if (from >= to || to - from > 3 || f.is_any(from, {"todo", "to", "task", "list"})) continue;
    h.capture("list", {from, to});
    whole.end = i;
    while (whole.end > whole.begin + 1 && f.symbol(whole.end - 1)) --whole.end;
    break;
  }
  // "... to wishlist", "... on the shopping": the list it goes on
  for (auto i = whole.begin + 1; i + 1 < whole.end; ++i) {
    if (!f.is_any(i, {"to", "on", "onto", "in", "@"})) continue;
    auto from = i + 1;
    while (f.is_any(from, {"my", "the", "our"})) ++from;
    const auto e = f.member_end(from, list_name, whole.end);
    if (!e || (e < whole.end && !(f.is(e, "list") && e + 1 >= whole.end))) continue;
    h.capture("list", {from, e}, f.member_value(from, list_name, whole.end));
    whole.end = i;
    break;
  }
  const auto s = without(
      f, whole,
      {"todo",  "task",   "i",     "we",     "need",    "have",   "got",   "to",        "gotta",
       "must",  "should", "add",   "put",    "new",     "a",      "my",    "list",      ":",
       "also",  "and",    "do",    "not",    "forget",  "let",    "me",    "remember",  "jot",
       "down",  "that",   "note",  "am",     "next",    "up",     "then",  "missing",   "one",
       "as",    "well",   "anota", "apunta", "que",     "debo",   "tengo", "pendiente", "nueva",
       "tarea", "agrega", "anade", "+",      "the",     "please", "help",  "save",      "write",
       "pop",   "stick",  "throw", "chuck",  "include", "no",     "more",  "out",       "of"},
      {"please", "list", "my", "the", "to", "on", "todo", "todos", "asap", "then", "instead", "too",
       "as", "well", "also", "it", "add", "add"});
  if (s.empty() || s.size() > 14) return std::nullopt;
  h.capture("content", s);
  h.capture("rest", {s.end, s.end});
  return h.fill(r);
}

std::optional<act_list> reminder(const clause_reading& r) {
  const auto& f = r.f;
  made_hit h(intent::reminder_add, 92, r);
  const auto whole = r.core_span();
  const auto due = find_due(f, whole);
  const bool asked = any_word(f, whole,
                              {"remind", "reminder", "alarm", "timer", "wake", "nudge", "ping",
                               "poke", "alert", "notify", "forget"});
  if (!due.at && due.recurrence.empty() && !asked) return std::nullopt;
  const auto s =
      without(f, whole,
              {"hit",    "up",      "heads",  "give",       "gimme",  "shout",    "shoot",  "send",
               "text",   "message", "nudge",  "ping",       "poke",   "buzz",     "bug",    "holla",
               "holler", "tell",    "alert",  "notify",     "yell",   "want",     "you",    "can",
               "could",  "at",      "alarm",  "recuerdame", "remind", "reminder", "me",     "us",
               "to",     "about",   "that",   "set",        "a",      "an",       "the",    "my",
               "put",    "add",     "please", "i",          "have",   "for",      "there",  "is",
               "of",     "got",     "need",   "do",         "not",    "let",      "forget", "we"},
              {"please", "remind", "me", "reminder", "thanks"});
  if (s.empty()) return std::nullopt;
  h.capture("content", s);
  if (s.end < whole.end) h.capture("rest", {s.end, s.end});
  return h.fill(r);
}

std::optional<act_list> opinion(const clause_reading& r) {
  const auto& f = r.f;
  made_hit h(intent::feedback, 84, r);
  const auto s = r.core_span();
  const bool number = std::any_of(f.tokens.begin() + static_cast<std::ptrdiff_t>(s.begin),
                                  f.tokens.begin() + static_cast<std::ptrdiff_t>(s.end),
                                  [](const token& t) { return t.type == token::kind::number; });
  if (number && any_word(f, s, {"/", "out", "star", "stars", "rate", "give", "rating"}))
    h.fix("rate", "1");
  else if (any_word(f, s,
                    {"wish", "would", "should", "could", "add", "feature", "suggestion", "idea",
                     "can", "please", "need", "let"}))
    h.fix("feedback_type", "feature");
  else if (any_word(f, s,
                    {"bug", "broken", "wrong", "late", "twice", "not", "keeps", "keep", "slow",
                     "off", "crashed", "error", "double", "stuck"}))
    h.fix("feedback_type", "bug");
  else
    h.fix("feedback_type", "general");
  return h.fill(r);
}

std::optional<act_list> taught(const clause_reading& r) {
  const auto& f = r.f;
  made_hit h(intent::teach_pattern, 88, r);
  const auto s = without(
      f, r.core_span(),
      {"when", "whenever", "if",    "anytime", "i",     "say",      "text", "type", "remember",
       "that", "define",   "learn", "count",   "treat", "log",      "save", "a",    "my",
       "one",  "the",      "of",    "this",    ":",     "nickname", "from", "now",  "on"},
      {"please"});
  for (auto i = s.begin + 1; i + 1 < s.end; ++i) {
    if (!f.is_any(i,
                  {"means", "mean", "is", "=", "as", "holds", "stands", "counts", "count", "are"}))
      continue;
    auto v = i + 1;
    while (v + 1 < s.end && f.is_any(v, {"for", "as", "a", "an", "it", "i", "mean", "means"})) ++v;
    h.capture("term", without(f, {s.begin, i}, {}, {"i", "it", "that", ","}));
    h.capture("value", {v, s.end});
    return h.fill(r);
  }
  return std::nullopt;
}

std::optional<act_list> unlearned(const clause_reading& r) {
  const auto& f = r.f;
  made_hit h(intent::forget_pattern, 90, r);
  const auto s =
      without(f, r.core_span(),
              {"forget",   "unlearn", "what",   "that",   "the",  "word",     "nickname", "alias",
               "shortcut", "pattern", "delete", "remove", "stop", "treating", "counting", "drop",
               "erase",    "my",      "no",     "longer", "use",  "do",       "not",      "for"},
              {"means", "meant", "anymore", "memory", "from"});
  auto end = s.begin;
  while (end < s.end && !f.is_any(end, {"means", "mean", "as", "does", "is", "for", "from"})) ++end;
  if (end == s.begin) return std::nullopt;
  h.capture("term", {s.begin, end});
  h.capture("rest", {end, end});
  return h.fill(r);
}

}  // namespace

std::optional<act_list> fill_freely(intent kind, const clause_reading& r) {
  switch (kind) {
    case intent::stats_query:
      return stats(r);
    case intent::agenda_query:
      return agenda(r);
    case intent::search:
      return look_up(r);
    case intent::fact_query:
      return asked_fact(r);
    case intent::fact_store:
      return told_fact(r);
    case intent::preference_set:
      return read_preference(r);
    case intent::complete_item:
      return done_with(r);
    case intent::delete_item:
      return taken_away(r);
    case intent::edit_correction:
      return changed(r);
    case intent::todo_add:
      return task(r);
    case intent::reminder_add:
      return reminder(r);
    case intent::feedback:
      return opinion(r);
    case intent::teach_pattern:
      return taught(r);
    case intent::forget_pattern:
      return unlearned(r);
    case intent::assignment_add: {
      made_hit h(kind, 86, r);
      h.fix("due", "1");
      return h.fill(r);
    }
    case intent::food_log:
    case intent::water_log:
    case intent::gym_log:
    case intent::sleep_log:
    case intent::unknown:
      return std::nullopt;
    default: {
      made_hit h(kind, 88, r);
      return h.fill(r);
    }
  }
}

}  // namespace nlp
