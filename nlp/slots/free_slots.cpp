// Slots of an act whose intent the wording as a whole decided, when no phrase rule names their
// places: the clause is divided here by its function words, then filled as by a rule.

#include <algorithm>

#include "nlp/prior_turn.hpp"
#include "nlp/slots/changes.hpp"

namespace nlp {
namespace {

using words = std::initializer_list<std::string_view>;

bool any_word(const frame& f, span s, words ws) {
  for (auto i = s.begin; i < s.end; ++i)
    if (f.is_any(i, ws)) return true;
  return false;
}

/// `s` without these words at its ends.
span without(const frame& f, span s, words leads, words tails) {
  static const auto filler = phrase_book::shared().class_named("filler");
  const auto idle = [&](std::size_t i) { return f.symbol(i) || f.in_class(i, filler); };
  while (s.begin < s.end && (idle(s.begin) || f.is_any(s.begin, leads))) ++s.begin;
  while (s.end > s.begin && (idle(s.end - 1) || f.is_any(s.end - 1, tails))) --s.end;
  return s;
}

/// A rule and its hit put together for one clause.
struct made_hit {
  phrase_rule rule;
  phrase_hit hit;

  made_hit(intent kind, double weight, const clause_reading& r) {
    rule.name = to_string(kind);
    rule.kind = kind;
    rule.weight = weight;
    rule.source = "the wording as a whole";
    hit.begin = r.c.core;
    hit.end = r.c.s.end;
  }
  made_hit(const made_hit&) = delete;
  void fix(std::string name, std::string value) {
    rule.fixed.emplace_back(std::move(name), std::move(value));
  }
  void capture(std::string_view name, span s, std::string_view value = {}) {
    hit.captures[hit.capture_count++] = {name, s.begin, s.end, value};
  }
  std::optional<act_list> fill(const clause_reading& r) {
    hit.rule = &rule;
    return nlp::fill(r, hit);
  }
};

std::optional<act_list> stats(const clause_reading& r) {
  const auto& f = r.f;
  made_hit h(intent::stats_query, 84, r);
  const auto s = r.core_span();
  const auto i = s.begin;
  if (any_word(f, s, {"how"}) && any_word(f, s, {"much", "many", "far", "long", "often"}))
    h.fix("how", "1");
  else if (any_word(f, s, {"how"}))
    h.fix("how", "2");
  else if (f.is_any(i, {"what", "which", "tell"}))
    h.fix("what", "1");
  else if (f.is_any(i, {"did", "have", "am", "do", "is", "was", "has"}))
    h.fix("did", "1");
  else
    h.fix("show", "1");
  if (any_word(f, s, {"compare", "versus", "vs", "than", "compared"})) h.fix("agg", "compare");
  if (any_word(f, s, {"when"}) ||
      (any_word(f, s, {"since"}) && any_word(f, s, {"my", "last", "i"})))
    h.fix("agg", "last");
  if (any_word(f, s, {"pr", "pb", "record", "best"})) h.fix("agg", "max");
  auto acts = h.fill(r);
  // "is that a pr": of the thing last spoken of
  if (acts && f.prior && any_word(f, s, {"that", "it", "this"}) &&
      !(*acts)[0].slots.has(slot::item)) {
    const auto& p = *f.prior;
    if (const auto& of = p.query ? p.query : p.last)
      for (const auto k : {slot::item, slot::exercise, slot::food})
        if (const auto t = of->slots.text(k)) (*acts)[0].slots.set(slot::item, *t);
  }
  return acts;
}

std::optional<act_list> agenda(const clause_reading& r) {
  const auto& f = r.f;
  made_hit h(intent::agenda_query, 84, r);
  const auto s = r.core_span();
  static const auto list_name = phrase_book::shared().class_named("list_name");
  if (any_word(f, s, {"list", "buy", "store"}))
    for (auto i = s.begin; i < s.end; ++i)
      if (const auto e = f.member_end(i, list_name, s.end)) {
        h.capture("list", {i, e}, f.member_value(i, list_name, s.end));
        break;
      }
  return h.fill(r);
}

std::optional<act_list> look_up(const clause_reading& r) {
  const auto& f = r.f;
  made_hit h(intent::search, 78, r);
  const auto s = r.core_span();
  static const auto nutri = phrase_book::shared().class_named("nutri");
  bool nutrition = any_word(f, s, {"healthy", "fattening", "keto", "vegan", "macros", "nutrition"});
  for (auto i = s.begin; i < s.end; ++i) nutrition = nutrition || f.in_class(i, nutri);
  if (nutrition && !r.s.first_person) {
    const food_match* best = nullptr;
    const auto foods = shared_foods().find_all(f.all().subspan(0, s.end));
    for (const auto& m : foods)
      if (m.begin >= s.begin && !f.in_class(m.begin, nutri) &&
          (!best || m.end - m.begin > best->end - best->begin))
        best = &m;
    if (best) {
      h.rule.weight = 86;
      h.fix("nutrition", "1");
      h.capture("query", {best->begin, best->end});
      return h.fill(r);
    }
  }
  if (!exercise_in(f, s).empty() &&
      !any_word(f, s, {"find", "search", "my", "about", "anything"})) {
    h.fix("exercise", "1");
    h.rule.weight = 86;
    h.capture("query", s);
    return h.fill(r);
  }
  // "notes mentioning tires", "a task about the vet": what stands behind the word
  for (auto i = s.begin + 1; i + 1 < s.end; ++i)
    if (f.is_any(i, {"about", "mentioning", "containing", "mention", "named", "called", "with"})) {
      h.capture("query", without(f, {i + 1, s.end}, {"the", "my", "a"}, {"please"}));
      return h.fill(r);
    }
  const auto rest =
      without(f, s, {"find",  "search", "look",  "up",       "for",  "show", "me",    "any", "all",
                     "every", "what",   "do",    "you",      "have", "on",   "about", "the", "my",
                     "is",    "are",    "there", "anything", "in",   "i",    "time",  "when"},
              {"please", "again"});
  if (rest.empty()) return std::nullopt;
  h.capture("query", rest);
  return h.fill(r);
}

std::optional<act_list> asked_fact(const clause_reading& r) {
  const auto& f = r.f;
  auto s = r.core_span();
  if (any_word(f, s, {"park", "parked"})) {
    act a = make_act(intent::fact_query, 0.8, f.say(s), "the wording as a whole");
    a.slots.set(slot::key, std::string("parking"));
    return act_list{a};
  }
  const auto size = f.is_any(s.begin, {"what", "which"}) &&
                            f.is_any(s.begin + 1, {"size", "color", "colour", "kind"})
                        ? std::string(f.word(s.begin + 1))
                        : std::string();
  if (!size.empty()) s.begin += 2;
  s = without(
      f, s, {"what",  "whats",    "where",      "when",  "who",  "whos", "which",  "how",  "tell",
             "me",    "remind",   "give",       "show",  "look", "up",   "do",     "did",  "you",
             "know",  "remember", "i",          "say",   "said", "is",   "are",    "was",  "were",
             "does",  "my",       "our",        "the",   "a",    "of",   "name",   "have", "can",
             "could", "about",    "put",        "leave", "get",  "for",  "call",   "s",    "that",
             "again", "old",      "tall",       "take",  "need", "got",  "forgot", "u",    "saved",
             "have",  "number",   "remembered", "uh",    "um",   "hey"},
      {"again", "called", "please", "is",   "was", "do", "i",  "wear", "are",    "at",   "located",
       "say",   "have",   "need",   "take", "for", "me", "my", "it",   "expire", "name", "we"});
  if (s.empty() || s.size() > 6) return std::nullopt;
  act a = make_act(intent::fact_query, 0.8, f.say(r.c.s), "the wording as a whole");
  auto key = f.say(s);
  if (!size.empty()) key += " " + size;
  a.slots.set(slot::key, std::move(key));
  return act_list{a};
}

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

/// What kind of record a correction without anything before it speaks of, by its own words.
std::string_view corrected_kind(const frame& f, span s) {
  static const auto& book = phrase_book::shared();
  static const auto assignment = book.class_named("assignment_noun");
  if (any_word(f, s, {"goal", "target"})) return "goal";
  if (any_word(f, s, {"reminder", "alarm", "timer", "appointment", "appt", "meeting"}))
    return "reminder";
  if (any_word(f, s, {"todo", "task"})) return "todo";
  for (auto i = s.begin; i < s.end; ++i)
    if (f.member_end(i, assignment, s.end) || f.is_any(i, {"module", "deadline", "extension"}))
      return "assignment";
  if (any_word(f, s, {"bed", "slept", "sleep", "asleep", "woke", "wake", "nap"}) ||
      (any_word(f, s, {"got"}) && any_word(f, s, {"up"})))
    return "sleep";
  for (auto i = s.begin; i < s.end; ++i)
    if (volume_at(f.upto(s.end), i) && f.foods_in(s).empty()) return "water";
  if (!f.exercises_in(s).empty() ||
      any_word(f, s, {"sets", "reps", "rep", "miles", "mile", "km", "kilometer", "lbs", "kg"}))
    return f.foods_in(s).empty() || !any_word(f, s, {"g", "calories"}) ? "gym" : "food";
  if (any_word(f, s, {"water"})) return "water";
  if (!f.foods_in(s).empty() ||
      any_word(f, s, {"calories", "breakfast", "lunch", "dinner", "snack"}))
    return "food";
  return {};
}

std::optional<act_list> changed(const clause_reading& r) {
  const auto& f = r.f;
  const auto s = without(f, r.core_span(),
                         {"actually", "no", "wait", "sorry", "oops", "nope", "correction", "wrong",
                          "hold", "on", "so"},
                         {"sorry", "please", "my", "bad", "right", "correct"});
  if (!s.empty() && f.prior)
    if (auto other = contrasted(f, s, *f.prior)) return act_list{std::move(*other)};
  if (s.empty() || (r.s.asks && !r.c.request)) return std::nullopt;
  const bool last = f.prior && f.prior->last;
  // what is said behind "not" was; what stands behind the last word of being or changing will be
  auto end = s.end;
  span old{s.end, s.end};
  for (auto i = s.begin + 1; i < s.end; ++i)
    if (f.is(i, "not") || (f.is(i, "instead") && f.is(i + 1, "of"))) {
      end = i;
      old = {i + 1, s.end};
      break;
    }
  auto from = s.begin;
  for (auto i = s.begin; i + 1 < end; ++i)
    if (f.is_any(i, {"to", "into", "with", "was", "were", "is", "be", "been", "meant", "under",
                     "for", "until", "till", "did", "had", "make", "its", "at", "by"}))
      from = i + 1;
  while (from + 1 < end && f.is_any(from, {"a", "an", "the", "it", "only", "just", "my"})) ++from;
  const span value{from, end};
  if (value.empty()) return std::nullopt;
  auto target = std::string(corrected_kind(f, s));
  // "4:40, he just fell asleep" after a reminder was set is about its time
  if ((target.empty() || target == "sleep") && last && is_planned(f.prior->last->kind))
    target.clear();
  if (target.empty() && last) target = target_of(f.prior->last->kind);
  const bool timed = !f.times_in(value, time_bias::future).empty();
  if (target.empty()) target = timed ? "reminder" : "";
  if (target.empty()) {
    bool digit = false;
    for (auto i = value.begin; i < value.end; ++i) digit = digit || f.number(i);
    if (!digit || s.size() > 8) return std::nullopt;
    target = "fact";
  }
  const act* before = last && target_of(f.prior->last->kind) == target ? &*f.prior->last : nullptr;
  act a = make_act(intent::edit_correction, 0.75, f.say(r.c.s), "a change, by the wording");
  a.slots.set(slot::target, target);
  bool any = false;
  // "at 2pm" of what was drunk: its time, no amount
  if (target == "food" || target == "gym" || target == "water")
    if (const auto at = only_when(f, r.core_span())) {
      a.slots.set(slot::at, *at);
      return act_list{a};
    }
  if (target == "food") {
    any = change_food(f, value, before, a.slots);
    if (const auto past = find_past(f, s); past.at) a.slots.set(slot::at, *past.at), any = true;
  } else if (target == "gym" || target == "water" || target == "sleep") {
    any = change_numbers(f, value, before, target, a.slots);
    if (!any) any = change_numbers(f, {s.begin, end}, before, target, a.slots);
    if (!any && target == "gym")
      if (const auto name = exercise_in(f, value); !name.empty())
        a.slots.set(slot::exercise, name), any = true;
    // what the old value has too has not changed
    slot_map was;
    if (any && !old.empty() && change_numbers(f, old, before, target, was))
      for (const auto& [k, v] : was)
        if (const auto* now = a.slots.find(k); now && *now == v) a.slots.erase(k);
  } else if (target == "goal") {
    for (auto i = s.begin; i < s.end && !any; ++i)
      if (const auto v = volume_at(f.upto(s.end), i)) {
        a.kind = intent::water_goal_set;
        a.slots = {};
        a.slots.set(slot::goal_ml, round_to(v->ml, 0));
        any = true;
      }
  } else if (target == "fact") {
    a.slots.set(slot::value, f.as_written(value));
    any = true;
  } else {
    const auto due = before ? before->slots.time(slot::due) : std::nullopt;
    for (const auto& t : f.times_in(s, time_bias::future))
      if (t.recurrence) a.slots.set(slot::recurrence, to_string(*t.recurrence)), any = true;
    if (const auto shifted = shifted_due(f, s, due)) {
      a.slots.set(slot::due, *shifted);
      any = true;
    } else if (!any && (timed || before)) {
      if (const auto at = changed_due(f, value, due)) a.slots.set(slot::due, *at), any = true;
    }
    if (!any && !timed) {
      a.slots.set(target == "assignment" ? slot::assignment_name : slot::content,
                  f.as_written(value));
      any = true;
    }
  }
  if (!any) return std::nullopt;
  return act_list{a};
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
