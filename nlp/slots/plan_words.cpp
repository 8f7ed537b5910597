#include "nlp/slots/plan_words.hpp"

#include <algorithm>

namespace nlp {

const planner_classes& plan_classes() {
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
  // "... cos Chelle's off", "... when they open": why and when, not what
  for (auto i = s.begin + 1; i < s.end; ++i) {
    if (f.is_any(i, {"cos", "cuz", "coz", "because", "cause", "bc"}) ||
        (f.is(i, "when") && f.is_any(i + 1, {"they", "it", "he", "she", "we"}))) {
      if (i > begin + 1) s.end = i;
      break;
    }
    // "gliclazide half 7, remind us", "inspection friday don't let me forget it"
    const bool asks = (f.is(i, "remind") && f.is_any(i + 1, {"me", "us", "please"})) ||
                      (f.is(i, "kindly") && f.is(i + 1, "remind")) ||
                      (f.is_any(i, {"do", "don't", "dont", "dnt"}) &&
                       (f.is_any(i + 1, {"let", "forget", "4", "4get"}) ||
                        (f.is(i + 1, "not") && f.is_any(i + 2, {"let", "forget"}))));
    if (asks && s.end - i <= 6) {
      s.end = i;
      break;
    }
    // "tuesday no wait wednesday"
    if ((f.is(i, "no") && f.is(i + 1, "wait")) || (f.is(i, "wait") && f.is(i + 1, "no")))
      times.push_back({i, i + 2});
  }
  for (;;) {
    if (begin >= s.end) break;
    if (in_time(begin)) {
      ++begin;
      continue;
    }
    const bool spanish_lead =
        f.spanish && begin + 1 < s.end &&
        f.is_any(begin, {"para", "el", "la", "los", "las", "que", "apunta", "apuntame", "anota",
                         "recuerdame", "avisame", "recordame"});
    if (f.symbol(begin) || spanish_lead ||
        (f.is_any(begin, {"to", "that", "about", "of", "for", "i", "my", "the", "a", "an", "please",
                          "is", "on", "at", "and", "we", "it", "but", "also"}) &&
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
          f.is_any(end - 1, {"at", "by", "for", "due", "please", "and", ",", ".", "!", "thanks",
                             "ok", "the", "a", "around", "before", "thx", "lol", "is", "are"}) ||
          // "check in", "log on" stay whole
          (f.is_any(end - 1, {"on", "in"}) && (end < s.end || end < begin + 3) && in_time(end))))
    --end;
  return f.as_written({begin, end}, times);
}

act planned(intent kind, const frame& f, span s, std::string content, const due_time& due,
            double confidence) {
  act a = make_act(kind, confidence, f.say(s), std::string(to_string(kind)));
  a.slots.set(slot::content, std::move(content));
  if (due.at) a.slots.set(slot::due, *due.at);
  if (!due.recurrence.empty()) a.slots.set(slot::recurrence, due.recurrence);
  return a;
}

void split_class(const frame& f, span s, const std::vector<span>& times, slot_map& slots) {
  const auto& c = plan_classes();
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
    if ((f.is_any(i, {"for", "in"}) || (f.is(i, "of") && f.number(i - 1)) ||
         (f.is(i, "de") && i == begin + 1)) &&
        !in_time(i)) {
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
      // "peer review for academic writing": of a course that no list knows
      bool course = f.is_any(i, {"for", "of"}) && e - b <= 3 && !has_member(f, {b, e}, c.person);
      for (auto k = b; k < e; ++k)
        course =
            course && f.tokens[k].type == token::kind::word && f.word(k).size() > 2 &&
            !f.is_any(k, {"the", "work", "class", "school", "review", "credit", "extra", "week",
                          "tomorrow", "monday", "everyone", "committee", "submission"});
      if (!classy && !course) continue;
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
    // "lab 5 fluids", "problem set 2 dynamics": what is behind its number names the class
    if (first == begin && f.number(e) && e + 1 < last && last - (e + 1) <= 3 &&
        !slots.has(slot::class_name) && !f.member_end(e + 1, c.assignment, end)) {
      bool plain = true;
      for (auto k = e + 1; k < last; ++k)
        plain = plain && f.tokens[k].type == token::kind::word && f.word(k).size() > 2 &&
                !f.is_any(k, {"draft", "report", "set", "sheet", "questions", "module", "pages",
                              "review", "prep", "the", "for", "and", "points", "problems", "asap",
                              "chapter", "section", "part"});
      if (plain) {
        slots.set(slot::class_name, f.say({e + 1, last}));
        last = e + 1;
      }
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
  const auto& c = plan_classes();
  for (auto i = s.begin; i < s.end; ++i) {
    if (f.member_end(i, c.assignment, s.end)) return true;
    if (const auto* h = f.pattern_at(i); h && h->pattern->kind == "class") return true;
  }
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto e = f.member_end(i, c.class_word, s.end); e && (e - i > 1 || f.number(e)))
      return true;
  return false;
}

}  // namespace nlp
