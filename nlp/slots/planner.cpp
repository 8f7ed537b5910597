// What is ahead: reminders, to-dos, coursework, events; and what closes or removes them.

#include <algorithm>

#include "nlp/slots/slots.hpp"

namespace nlp {
namespace {

struct planner_classes {
  class_id filler, task_verb, task_past, event, assignment, exam, class_word, person, meal, det,
      eat_past, list_name, body_need, opinion, poss, due_thing, water;
};
const planner_classes& pc() {
  static const planner_classes c = [] {
    const auto& b = phrase_book::shared();
    const auto of = [&](std::string_view n) { return b.class_named(n); };
    return planner_classes{of("filler"),
                           of("task_verb"),
                           of("task_past"),
                           of("event_noun"),
                           of("assignment_noun"),
                           of("exam_noun"),
                           of("class_word"),
                           of("person_noun"),
                           of("meal"),
                           of("det"),
                           of("eat_past"),
                           of("list_name"),
                           of("body_need"),
                           of("opinion_adj"),
                           of("poss"),
                           of("due_thing"),
                           of("water")};
  }();
  return c;
}

bool has_member(const frame& f, span s, class_id cls) {
  for (auto i = s.begin; i < s.end; ++i)
    if (f.member_end(i, cls, s.end)) return true;
  return false;
}

/// The words of a plan without its times and the glue around them.
std::string plan_text(const frame& f, span s, std::vector<span> times) {
  // "... on", "... at", "by" left behind by a time that was taken out
  for (auto& t : times) {
    while (t.begin > s.begin &&
           f.is_any(t.begin - 1, {"at", "on", "by", "in", "for", "due", "@", "around", "from",
                                  "starting", "before", "until"}) &&
           t.begin - 1 > s.begin)
      --t.begin;
    while (t.end < s.end && f.is_any(t.end, {"sharp", "or", "ish"}) && t.end + 1 >= s.end) ++t.end;
  }
  auto begin = s.begin;
  const auto in_time = [&](std::size_t i) {
    return std::any_of(times.begin(), times.end(), [i](const span& t) { return t.contains(i); });
  };
  for (;;) {
    if (begin >= s.end) break;
    if (in_time(begin)) {
      ++begin;
      continue;
    }
    if (f.symbol(begin) ||
        (f.is_any(begin, {"to", "that", "about", "of", "for", "i", "my", "the", "a", "an", "please",
                          "is", "on", "at", "and", "we", "it"}) &&
         begin + 1 < s.end)) {
      // "i have a meeting", "i must buy", "i need to leave"
      if (f.is(begin, "i") &&
          f.is_any(begin + 1, {"have", "must", "need", "got", "should", "am", "gotta"})) {
        begin += 2;
        if (f.is_any(begin, {"to", "got", "a"})) ++begin;
        if (f.is_any(begin, {"to"})) ++begin;
        continue;
      }
      ++begin;
      continue;
    }
    break;
  }
  auto end = s.end;
  while (end > begin &&
         (in_time(end - 1) ||
          f.is_any(end - 1, {"on",  "at",     "by",     "in",  "for",    "due", "please",
                             "and", ",",      ".",      "!",   "thanks", "ok",  "the",
                             "a",   "around", "before", "thx", "lol",    "is",  "are"})))
    --end;
  return f.as_written({begin, end}, times);
}

act planned(intent kind, const frame& f, span s, std::string content, const due_time& due,
            double confidence = 0.9) {
  act a = make_act(kind, confidence, f.say(s), std::string(to_string(kind)));
  a.slots.set(slot::content, std::move(content));
  if (due.at) a.slots.set(slot::due, *due.at);
  if (!due.recurrence.empty()) a.slots.set(slot::recurrence, due.recurrence);
  return a;
}

span clause_after(const phrase_capture& c, const clause_reading& r) {
  return {c.begin, std::max(c.end, r.c.s.end)};
}

/// "chem 201 lab report", "exam in linear algebra", "hw3 for cs 162": class and name.
void split_class(const frame& f, span s, const std::vector<span>& times, slot_map& slots) {
  const auto& c = pc();
  const auto in_time = [&](std::size_t i) {
    return std::any_of(times.begin(), times.end(), [i](const span& t) { return t.contains(i); });
  };
  auto begin = s.begin, end = s.end;
  const auto glue = [&](std::size_t i) {
    return in_time(i) || f.symbol(i) ||
           f.is_any(i, {"my",  "the",    "a",     "an",   "i",       "have", "is",  "due",   "on",
                        "at",  "by",     "got",   "to",   "for",     "in",   "of",  "there", "we",
                        "our", "submit", "turn",  "hand", "another", "this", "his", "her",   "and",
                        "was", "finish", "also",  "next", "that",    "are",  "s",   "it",    "will",
                        "be",  "has",    "first", "big",  "new"});
  };
  while (begin < end && glue(begin)) ++begin;
  while (end > begin && (glue(end - 1) || f.in_class(end - 1, c.filler))) --end;
  // learned class
  for (const auto& h : f.patterns)
    if (h.begin >= begin && h.end <= end && h.pattern->kind == "class") {
      slots.set(slot::class_name, h.pattern->value.empty() ? h.pattern->term : h.pattern->value);
      std::vector<span> skip = times;
      skip.push_back({h.begin, h.end});
      auto name = strip_lead(f.say({begin, end}, skip), {"for", "in", "of", "on", "due", "is"});
      while (name.ends_with(" for") || name.ends_with(" in") || name.ends_with(" is") ||
             name.ends_with(" due"))
        name.erase(name.rfind(' '));
      if (!name.empty()) slots.set(slot::assignment_name, name);
      return;
    }
  // "X for/in CLASS"
  for (auto i = begin + 1; i + 1 < end; ++i)
    if (f.is_any(i, {"for", "in"}) && !in_time(i)) {
      auto b = i + 1;
      while (b < end && f.is_any(b, {"my", "the"})) ++b;
      std::size_t e = b;
      while (e < end && !in_time(e) &&
             !f.is_any(e, {"is", "due", "on", "at", "by", "with", "are", "has", "must", "needs",
                           "will", "deadline", "until", "and"}) &&
             !f.symbol(e))
        ++e;
      if (e == b || e - b > 4) continue;
      const bool classy = f.in_class(b, c.class_word) || f.number(e - 1) ||
                          f.member_end(b, c.class_word, e) ||
                          has_member(f, {begin, i}, c.assignment);
      if (!classy) continue;
      auto name_end = i;
      slots.set(slot::class_name, f.say({b, e}));
      slots.set(slot::assignment_name, f.as_written({begin, name_end}, times));
      return;
    }
  // the assignment noun divides: words before it (and its number after) name the class
  for (auto i = begin; i < end; ++i) {
    const auto e = f.member_end(i, c.assignment, end);
    if (!e || in_time(i)) continue;
    // "lab report", "discussion post", "chapter 2 draft": qualifiers before the noun
    auto first = i;
    while (first > begin &&
           (f.in_class(first - 1, c.assignment) ||
            f.is_any(
                first - 1,
                {"lab",   "problem",     "discussion", "reading", "group",  "take",     "home",
                 "rough", "final",       "first",      "second",  "third",  "research", "short",
                 "long",  "book",        "chapter",    "unit",    "weekly", "midterm",  "practice",
                 "term",  "response",    "written",    "oral",    "online", "video",    "mid",
                 "pop",   "programming", "coding",     "writing", "vocab"}) ||
            (f.number(first - 1) && first - 1 > begin && f.in_class(first - 2, c.assignment)))) {
      if (f.number(first - 1)) --first;
      --first;
    }
    if (first > begin) {
      auto cls = f.say({begin, first}, times);
      if (cls.ends_with("'s")) cls.resize(cls.size() - 2);
      if (cls == "eng") cls = "english";
      if (!cls.empty()) slots.set(slot::class_name, cls);
    }
    auto last = end;
    for (auto k = e; k < end; ++k)
      if (in_time(k) || f.is_any(k, {"is", "due", "on", "by", "at", ",", "to", "with", "that"})) {
        last = k;
        break;
      }
    // the noun comes first: "essay on hamlet", "quiz chapter 5"; "oral exam pedagogy" names a class
    if (first == begin && e < last && last - e <= 3 && !f.number(e) &&
        !f.is_any(e, {"on",     "chapter", "ch",     "chapters",  "about", "number", "part",
                      "unit",   "from",    "and",    "of",        "#",     "no",     "draft",
                      "report", "set",     "sheet",  "questions", "de",    "sobre",  "module",
                      "pages",  "vocab",   "review", "prep"})) {
      bool plain = true;
      for (auto k = e; k < last; ++k) plain = plain && f.tokens[k].type == token::kind::word;
      if (plain && !slots.has(slot::class_name)) {
        slots.set(slot::class_name, f.say({e, last}));
        last = e;
      }
    }
    slots.set(slot::assignment_name, f.as_written({first, last}, times));
    return;
  }
  // no noun: "cs 162 due friday"
  if (f.member_end(begin, c.class_word, end)) {
    const auto e = f.member_end(begin, c.class_word, end);
    auto stop = e;
    if (f.number(stop)) ++stop;
    if (stop < end) {
      slots.set(slot::class_name, f.say({begin, stop}));
      slots.set(slot::assignment_name, f.as_written({stop, end}, times));
      return;
    }
  }
  slots.set(slot::assignment_name, f.as_written({begin, end}, times));
}

bool coursework(const frame& f, span s) {
  const auto& c = pc();
  for (auto i = s.begin; i < s.end; ++i) {
    if (f.member_end(i, c.assignment, s.end)) return true;
    if (const auto* h = f.pattern_at(i); h && h->pattern->kind == "class") return true;
  }
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto e = f.member_end(i, c.class_word, s.end); e && (e - i > 1 || f.number(e)))
      return true;
  return false;
}

}  // namespace

std::optional<act_list> fill_reminder(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto whole = r.core_span();
  const auto due = find_due(f, whole);
  const auto fixed = hit.fixed("content");
  if (r.s.question && hit.rule->weight < 75 && !r.c.request) return std::nullopt;
  if (!fixed.empty())
    return act_list{planned(intent::reminder_add, f, whole, std::string(fixed), due)};
  const auto* content = hit.find("content");
  span s = content ? clause_after(*content, r) : span{whole.end, whole.end};
  if (content && content->end < r.c.s.end &&
      (hit.find("rest") || hit.rule->source.find("{content} ,?") != std::string::npos ||
       hit.rule->source.find("{content} (on") != std::string::npos))
    s = {content->begin, content->end};
  auto text = s.empty() ? std::string() : plan_text(f, s, due.words);
  text = strip_lead(text, {"to", "that", "about", "for", "of", "i must", "i have to", "i need to",
                           "i", "go and"});
  if (!hit.fixed("what").empty()) {
    const bool alarm = std::any_of(f.tokens.begin() + static_cast<std::ptrdiff_t>(whole.begin),
                                   f.tokens.begin() + static_cast<std::ptrdiff_t>(whole.end),
                                   [](const token& t) { return t.text == "alarm"; });
    if (text.empty() || text == "timer" || text == "alarm") text = alarm ? "alarm" : "timer";
    if (!due.at) {
      // "set a timer for 10 minutes": a length of time from now
      const auto lengths =
          find_durations(f.tokens, f.spanish ? "es" : "en", whole.begin, whole.end);
      if (!lengths.empty()) {
        auto d = due;
        d.at = to_local_time(
            f.ctx.now + std::chrono::seconds(static_cast<long>(lengths[0].minutes * 60)), true);
        auto words = text;
        auto minus = plan_text(f, s.empty() ? whole : s, {{lengths[0].first, lengths[0].last}});
        if (!s.empty())
          words = minus.empty() ? (alarm ? "alarm" : "timer") : strip_lead(minus, {"to", "for"});
        return act_list{planned(intent::reminder_add, f, whole, words, d)};
      }
    }
    return act_list{planned(intent::reminder_add, f, whole, text, due)};
  }
  if (text.empty()) {
    // "remind me at 5": something was not said; the content is asked for
    if (!due.at) return std::nullopt;
    act a = make_act(intent::reminder_add, 0.6, f.say(whole), "remind");
    a.slots.set(slot::due, *due.at);
    if (!due.recurrence.empty()) a.slots.set(slot::recurrence, due.recurrence);
    return act_list{a};
  }
  // "schedule X", "book X", "don't forget X" without a time are tasks.
  if (hit.rule->weight < 80 && !due.at && due.recurrence.empty()) {
    auto t = text;
    if (hit.rule->weight < 70) t = f.say(whole);
    return act_list{planned(intent::todo_add, f, whole, t, due)};
  }
  if (hit.rule->weight < 70) text = strip_lead(text, {"schedule"});
  return act_list{planned(intent::reminder_add, f, whole, text, due)};
}

std::optional<act_list> fill_todo(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto& c = pc();
  const auto* content = hit.find("content");
  if (!content) return std::nullopt;
  const bool need = !hit.fixed("need").empty(), shop = !hit.fixed("shop").empty();
  const auto whole = r.core_span();
  const bool spanish_errand = !hit.fixed("es").empty();
  if (r.s.asks && (need || shop || spanish_errand)) return std::nullopt;
  span s = hit.find("rest") || hit.find("list") ? span{content->begin, content->end}
                                                : clause_after(*content, r);
  if (spanish_errand) s = {content->begin, r.c.s.end};
  while (s.begin + 1 < s.end && f.in_class(s.begin, c.filler)) ++s.begin;
  if (need || shop) {
    if (r.s.other_person || r.s.negation || r.s.figure || r.s.opinion || r.s.quote)
      return std::nullopt;
    // "i need to eat better", "i need a nap", "i need to drink more water" are wishes
    if (f.in_class(s.begin, c.body_need)) return std::nullopt;
    for (auto i = s.begin; i < s.end; ++i)
      if (f.is_any(i, {"better", "less", "myself", "life", "healthier"})) return std::nullopt;
    if (need && f.is_any(s.begin,
                         {"be",   "have",  "know", "eat",      "drink",  "sleep", "get",      "go",
                          "stop", "start", "lose", "work",     "run",    "lift",  "exercise", "pee",
                          "poop", "rest",  "cut",  "remember", "find",   "hit",   "train",    "do",
                          "see",  "wake",  "stay", "keep",     "figure", "learn"})) {
      // Concrete ones of these are tasks: "get gas", "go to the bank", "do laundry", "start the
      // essay".
      const bool thing =
          f.is_any(s.begin,
                   {"get", "go", "start", "find", "do", "see", "figure", "keep", "learn"}) &&
          s.size() >= 2 &&
          !f.is_any(
              s.begin + 1,
              {"some", "more", "to",      "better",  "up",   "out",   "away",      "back",
               "home", "over", "enough",  "going",   "fit",  "in",    "something", "it",
               "this", "that", "running", "working", "rest", "sleep", "harder",    "healthy"});
      const bool errand = f.is_any(s.begin, {"go"}) && f.is(s.begin + 1, "to") &&
                          !f.is_any(s.begin + 2, {"bed", "sleep", "bathroom", "gym", "work"});
      const auto due = find_due(f, s);
      if (!thing && !errand &&
          !(due.at && f.is_any(s.begin, {"wake", "get", "be", "work"}) && due.at->time_of_day))
        return std::nullopt;
    }
    if (shop && hit.rule->weight < 56) {
      // "i need a drink", "i need coffee" said of oneself are wishes; "we need milk" a list
      if (f.is_any(s.begin, {"a",    "an",       "help",    "to",     "more",  "some",  "you",
                             "my",   "it",       "sleep",   "coffee", "food",  "water", "this",
                             "that", "another",  "him",     "her",    "the",   "time",  "caffeine",
                             "rest", "vacation", "answers", "advice", "money", "ideas", "your"}))
        return std::nullopt;
      if (s.size() > 6) return std::nullopt;
      if (!find_due(f, s).at) {
        bool buyable = false;
        for (auto i = s.begin; i < s.end; ++i)
          buyable = buyable || shared_foods().is_food_word(f.word(i)) ||
                    f.in_class(i, phrase_book::shared().class_named("household"));
        if (!buyable) return std::nullopt;
      }
    }
  }
  const auto due = find_due(f, {s.begin, hit.find("rest") ? r.c.s.end : s.end});
  std::string list;
  if (const auto* l = hit.find("list")) {
    list = l->value.empty() ? f.say({l->begin, l->end}) : std::string(l->value);
    list = strip_lead(list, {"my", "the", "our"});
    if (list == "groceries") list = "grocery";
    if (list == "todo" || list == "to do" || list == "to-do" || list == "task" || list == "tasks" ||
        list == "todos")
      list.clear();
    if (l->end - l->begin > 3) return std::nullopt;
  } else if (const auto fixed = hit.fixed("list"); !fixed.empty()) {
    list = std::string(fixed);
  }
  // "i need to finish my chem lab by friday": coursework with a day stays a task
  act_list out;
  const auto add = [&](span piece) {
    auto text = plan_text(f, piece, due.words);
    text = strip_lead(text, {"to", "that", "go"});
    if (text.empty()) return;
    auto a = planned(intent::todo_add, f, whole, text, due);
    if (!list.empty()) a.slots.set(slot::list, list);
    out.push_back(std::move(a));
  };
  // Two tasks in one breath: "call the bank and pay rent".
  auto begin = s.begin;
  for (auto i = s.begin + 1; list.empty() && i + 1 < s.end; ++i) {
    const bool sep = f.is_any(i, {"and", ",", "then"});
    if (!sep) continue;
    auto n = i + 1;
    while (n < s.end && f.is_any(n, {"and", "then", "also", "to", "i", "need"})) ++n;
    if (n + 1 < s.end && f.member_end(n, c.task_verb, s.end) &&
        f.member_end(begin, c.task_verb, s.end) && i - begin >= 2 && !f.in_class(n, c.det)) {
      add({begin, i});
      begin = n;
      i = n;
    }
  }
  add({begin, s.end});
  if (out.empty()) return std::nullopt;
  // An alarm-like need: "i need to be at work at 6".
  if (need && due.at && due.at->time_of_day && out.size() == 1) {
    bool by = false;
    for (const auto& w : due.words) by = by || f.is_any(w.begin, {"by", "before", "until"});
    (void)by;
  }
  return out;
}

std::optional<act_list> fill_assignment(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto* content = hit.find("content");
  const auto whole = r.core_span();
  const auto due = find_due(f, whole);
  if (r.s.asks || r.s.opinion) return std::nullopt;
  span s = content ? span{content->begin, content->end} : whole;
  if (!hit.fixed("due").empty()) {
    if (!content) s = {hit.begin, whole.end};
    if (!due.at) return std::nullopt;
    if (!coursework(f, s) && !coursework(f, whole)) {
      // bills, books, rent: due but no coursework
      auto text = plan_text(f, s, due.words);
      if (text.empty()) return std::nullopt;
      return act_list{planned(intent::todo_add, f, whole, text, due)};
    }
  } else {
    s = {s.begin, whole.end};
  }
  act a = make_act(intent::assignment_add, 0.9, f.say(whole), "due");
  std::vector<span> words = due.words;
  split_class(f, s, words, a.slots);
  if (due.at) a.slots.set(slot::due, *due.at);
  return act_list{a};
}

candidate read_planned(const clause_reading& r) {
  candidate out;
  const auto& f = r.f;
  const auto& c = pc();
  const auto s = r.core_span();
  if (s.empty() || r.s.asks || r.s.negation || r.s.figure || r.s.quote || r.s.opinion) return out;
  const auto due = find_due(f, s);
  if (!due.at && due.recurrence.empty()) return out;
  const bool future = due.at && (local_seconds(due.at->day) +
                                     due.at->time_of_day.value_or(std::chrono::seconds(86399)) >=
                                 f.ctx.now);
  if (!future && due.recurrence.empty()) return out;
  // A verb in the past speaks of what has been.
  for (auto i = s.begin; i < s.end; ++i)
    if (f.is(i, "got") &&
        !f.is_any(i + 1, {"a", "an", "my", "the", "moved", "class", "practice"}) && i != s.begin)
      return out;
  for (auto i = s.begin; i < s.end; ++i)
    if (f.is_any(i, {"was",   "were",     "had",    "did",    "went",   "slept",     "ate", "ran",
                     "drank", "finished", "took",   "missed", "last",   "yesterday", "ago", "said",
                     "been",  "done",     "passed", "aced",   "failed", "bombed"}))
      return out;
  if (has_member(f, s, c.task_past)) return out;
  const bool exam = has_member(f, s, c.exam);
  const bool work = exam || coursework(f, s);
  std::size_t event = s.end;
  for (auto i = s.begin; i < s.end && event == s.end; ++i)
    if (f.member_end(i, c.event, s.end)) event = i;
  bool due_word = false;
  for (auto i = s.begin; i < s.end; ++i) due_word = due_word || f.is_any(i, {"due", "deadline"});
  if (work && (exam || due_word) && !(event < s.end && !exam && !due_word)) {
    act a = make_act(intent::assignment_add, 0.85, f.say(s),
                     exam ? "an exam with its day" : "work with its day");
    split_class(f, s, due.words, a.slots);
    a.slots.set(slot::due, *due.at);
    out.acts.push_back(std::move(a));
    out.score = r.s.plan ? 60 : 82;
    return out;
  }
  // Anything else with a day and a clock time ahead is an event too: "toolbox talk 7:30 tomorrow".
  if (event == s.end && due.at && due.at->time_of_day && due.recurrence.empty() && s.size() <= 10 &&
      !r.s.plan && !r.s.first_person) {
    bool dated = false, clock = false, act_verb = false, other = false;
    for (const auto& t : f.times_in(s, time_bias::future)) {
      dated = dated || t.has_date;
      clock = clock || t.has_clock;
    }
    static const auto verbs = phrase_book::shared().class_named("act_verb");
    for (auto i = s.begin; i < s.end; ++i) {
      act_verb = act_verb || (f.in_class(i, verbs) && !f.is_any(i, {"is", "are"}));
      other = other || f.in_class(i, c.person);
    }
    auto text = plan_text(f, s, due.words);
    if (dated && clock && !act_verb && !other && !text.empty() &&
        !f.in_class(s.begin, c.task_verb)) {
      out.acts.push_back(
          planned(intent::reminder_add, f, s, strip_lead(text, {"is", "the"}), due, 0.75));
      out.acts.back().why[0].rule = told_event;
      out.score = 66;
      out.why = "a thing with its day and time";
    }
    return out;
  }
  if (r.s.other_person && event == s.end) return out;
  if (event < s.end || !due.recurrence.empty()) {
    if (event == s.end) return out;
    auto text = plan_text(f, s, due.words);
    text = strip_lead(
        text, {"have", "got", "i have", "there is", "we have", "i got", "my", "have a", "i"});
    if (text.empty()) return out;
    out.acts.push_back(planned(intent::reminder_add, f, s, text, due, 0.85));
    out.acts.back().why[0].rule = told_event;
    // "i have a X at 2" and "X at 2" are events; a bare day part is thinner.
    out.score = due.at && due.at->time_of_day ? 80 : 72;
    if (r.s.plan) out.score -= 25;
    out.why = "an event with its time";
  }
  return out;
}

candidate read_imperative(const clause_reading& r) {
  candidate out;
  const auto& f = r.f;
  const auto& c = pc();
  const auto s = r.core_span();
  if (s.size() < 2 || r.s.asks || r.s.figure || r.s.quote || r.s.first_person || r.s.negation ||
      r.s.opinion)
    return out;
  const auto e = f.member_end(s.begin, c.task_verb, s.end);
  if (!e || e >= s.end) return out;
  // "walk 20 min", "run 5k", "make it 3" are no errands.
  if (f.number(e) || f.is_any(e, {"it", "that", "me", "this", "them", "is", "was", "in", "up",
                                  "done", "for", "with"}))
    return out;
  if (find_exercise(f.upto(s.end), s.begin) && !f.is_any(e, {"the", "my"})) return out;
  const auto due = find_due(f, s);
  bool clocked = false;
  for (const auto& t : f.times_in(s, time_bias::future))
    clocked = clocked || (t.has_clock && !(t.first > 0 && f.is_any(t.first - 1, {"by", "before"})));
  auto begin = s.begin;
  const auto add = [&](span piece) {
    auto text = plan_text(f, piece, due.words);
    // with a time of day or a repetition it is to be said then
    const bool timely = !due.recurrence.empty() || (clocked && due.at && due.at->time_of_day);
    if (!text.empty())
      out.acts.push_back(
          planned(timely ? intent::reminder_add : intent::todo_add, f, piece, text, due, 0.75));
  };
  for (auto i = s.begin + 1; i + 1 < s.end; ++i) {
    if (!f.is_any(i, {"and", ",", "then"})) continue;
    auto n = i + 1;
    while (n < s.end && f.is_any(n, {"and", "then", "also"})) ++n;
    if (n + 1 < s.end && f.member_end(n, c.task_verb, s.end) && i - begin >= 2) {
      add({begin, i});
      begin = n;
      i = n;
    }
  }
  add({begin, s.end});
  out.score = r.s.plan || r.s.other_person ? 30 : due.at ? 76 : 68;
  out.why = "an errand";
  return out;
}

std::optional<act_list> fill_complete(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto& c = pc();
  if (!hit.fixed("last").empty()) {
    act a = make_act(intent::complete_item, 0.8, f.say(r.c.s), "done");
    a.slots.set(slot::item, std::string("last"));
    return act_list{a};
  }
  const auto* item = hit.find("item");
  if (!item || r.s.asks || r.s.negation || r.s.figure || r.s.quote) return std::nullopt;
  const bool soft = hit.rule->weight < 90;
  if (soft && (r.s.other_person || r.s.plan)) return std::nullopt;
  span s{item->begin, item->end};
  if (!hit.fixed("task").empty())
    s = {hit.find("verb") ? hit.find("verb")->begin : item->begin, r.c.s.end};
  if (!hit.fixed("task").empty() && !hit.find("verb") && s.begin > r.c.core) --s.begin;
  if (soft) {
    // "finished my eggs", "done with leg day", "finished a bottle": records, not tasks
    if (volume_at(f.upto(s.end), s.begin) || has_member(f, s, c.water)) return std::nullopt;
    if (pattern_in(f, s, "container") || pattern_in(f, s, "food")) return std::nullopt;
    for (const auto& m : shared_foods().find_all(f.all().subspan(0, s.end)))
      if (m.begin >= s.begin && !m.ambiguous && hit.fixed("got").empty() &&
          hit.fixed("task").empty())
        return std::nullopt;
    for (const auto& m : find_exercises(f.all().subspan(0, s.end)))
      if (m.begin >= s.begin && m.begin < s.end &&
          (!m.ambiguous || (m.verb && m.begin == s.begin)) && hit.fixed("task").empty())
        return std::nullopt;
    if (s.size() > 9) return std::nullopt;
    for (auto i = s.begin; i < s.end; ++i)
      if (f.is_any(i, {"shift", "work", "day", "week", "eating", "drinking", "life", "you", "this",
                       "it", "everything", "him", "her", "people", "running", "lunch", "breakfast",
                       "dinner", "class"}) &&
          s.size() <= 3)
        return std::nullopt;
    if (!hit.fixed("doneend").empty())
      for (auto i = s.begin; i < s.end; ++i)
        if (f.is_any(i, {"i", "am", "well", "not", "he", "she", "was", "they", "it"}))
          return std::nullopt;
  }
  std::vector<span> when;
  for (const auto& t : f.times_in(s, time_bias::past))
    if (!t.weak && t.first > s.begin) when.push_back({t.first, t.last});
  auto text = f.say(s, when);
  text = strip_lead(text, {"the", "my", "that", "a", "with", "to"});
  if (text.empty()) return std::nullopt;
  // "washed the car" closes "wash the car"
  if (!hit.fixed("task").empty() || !hit.fixed("es").empty()) {
    static const auto base = phrase_book::shared().class_named("task_base");
    const auto first = text.substr(0, text.find(' '));
    const auto id = phrase_book::shared().id(first);
    if (id != 0)
      for (auto i = r.c.s.begin; i < r.c.s.end; ++i)
        if (f.word(i) == first)
          if (const auto v = f.member_value(i, base, r.c.s.end); !v.empty()) {
            text = std::string(v) + text.substr(first.size());
            break;
          }
    text = strip_lead(text, {"the"});
  }
  if (text.ends_with(" reminder")) text.resize(text.size() - 9);
  if (text.ends_with(" task") || text.ends_with(" todo")) text.resize(text.size() - 5);
  act a = make_act(intent::complete_item, soft ? 0.75 : 0.9, f.say(r.c.s),
                   "something to do that is done");
  a.slots.set(slot::item, text);
  return act_list{a};
}

std::optional<act_list> fill_delete_item(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto& c = pc();
  const auto* item = hit.find("item");
  if (r.s.other_person || (r.s.asks && !r.c.request)) return std::nullopt;
  act a = make_act(intent::delete_item, 0.85, f.say(r.c.s), "remove one thing");
  if (!hit.fixed("self").empty()) {
    const auto whole = r.core_span();
    std::string name = "reminder";
    for (auto i = whole.begin; i < whole.end; ++i)
      if (f.is_any(i, {"alarm", "timer"})) name = f.word(i);
    a.slots.set(slot::item, name);
    a.slots.set(slot::type, std::string("reminder"));
    return act_list{a};
  }
  if (!item) return std::nullopt;
  span s{item->begin, std::max(item->end, hit.find("rest") ? item->end : r.c.s.end)};
  if (!hit.fixed("cancelled").empty()) s = {item->begin, item->end};
  if (s.size() > 10) return std::nullopt;
  std::vector<span> when;
  std::optional<local_time> at;
  const bool reminder = hit.fixed("type") == "reminder" || hit.fixed("type") == "todo";
  for (const auto& t :
       f.times_in({r.c.core, r.c.s.end}, reminder ? time_bias::future : time_bias::past)) {
    if (t.weak || t.recurrence) continue;
    if (t.first >= s.begin || !hit.fixed("entry").empty()) when.push_back({t.first, t.last});
    if (t.has_date) at = local_time{t.day(), std::nullopt};
  }
  auto text = f.say(s, when);
  text = strip_lead(text,
                    {"the", "my", "that", "a", "all", "to", "about", "for", "of", "this", "last_"});
  text = strip_lead(text, {"note", "about", "second", "first", "last", "latest", "extra", "one",
                           "old_", "todays", "yesterdays", "today's", "yesterday's"});
  for (const std::string_view cut : {" off", " from", ", "})
    if (const auto p = text.find(std::string(cut) + " "); p != std::string::npos && p > 0)
      text.resize(p);
  for (const auto tail :
       {" from", " for", " at", " on", " i logged", " i had", " entry", " entries", " log", " off"})
    if (text.ends_with(tail)) text.resize(text.size() - std::string_view(tail).size());
  if (!hit.fixed("lastof").empty()) text = "last " + text;
  if (text == "that" || text == "it" || text == "this" || text == "everything" || text.empty())
    return std::nullopt;
  a.slots.set(slot::item, text);
  auto type = std::string(hit.fixed("type"));
  const auto& book = phrase_book::shared();
  static const auto data = book.class_named("entry_type");
  if (type.empty())
    for (auto i = s.begin; i < s.end; ++i)
      if (const auto v = f.member_value(i, data, s.end); !v.empty()) type = std::string(v);
  if (type.empty()) {
    static const auto noun = book.class_named("fact_noun"), sleeps = book.class_named("sleep_noun");
    for (auto i = s.begin; i < s.end && type.empty(); ++i) {
      if (f.member_end(i, c.assignment, s.end))
        type = "assignment";
      else if (f.member_end(i, noun, s.end) || f.is_any(i, {"note", "fact", "address", "combo"}))
        type = "fact";
      else if (f.in_class(i, sleeps) || f.is(i, "nap"))
        type = "sleep";
    }
    if (type.empty() && !f.foods_in(s).empty()) type = "food";
    if (type.empty() && !f.exercises_in(s).empty()) type = "gym";
  }
  if (!type.empty()) a.slots.set(slot::type, type);
  if (at && at->day != std::chrono::floor<std::chrono::days>(f.ctx.now)) a.slots.set(slot::at, *at);
  return act_list{a};
}

}  // namespace nlp
