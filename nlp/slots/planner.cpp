// What is ahead: reminders, to-dos, events.

#include <algorithm>
#include <cmath>

#include "nlp/prior_turn.hpp"
#include "nlp/slots/changes.hpp"
#include "nlp/slots/plan_words.hpp"

namespace nlp {
namespace {

span clause_after(const phrase_capture& c, const clause_reading& r) {
  return {c.begin, std::max(c.end, r.c.s.end)};
}

}  // namespace

namespace {

/// Where a second thing with a clock time of its own begins: "6pm pick up kids and 8pm laundry".
std::size_t second_moment(const frame& f, span s) {
  std::size_t clocks = 0;
  for (const auto& t : f.times_in(s, time_bias::future)) {
    if (!t.has_clock || t.weak || t.recurrence) continue;
    auto from = t.first;
    while (from > s.begin && f.is_any(from - 1, {"at", "then"})) --from;
    if (clocks++ == 1 && from > s.begin + 1 && f.is_any(from - 1, {"and", ","}) && t.last < s.end)
      return from;
  }
  return s.end;
}

}  // namespace

namespace {

/// "an hour before", "the night before": how long before its moment somebody wants to be told.
struct lead_time {
  span words;
  std::chrono::seconds by{};
  bool night = false;  ///< the evening of the day before
};

std::optional<lead_time> lead_in(const frame& f, span s) {
  for (auto i = s.begin + 1; i < s.end; ++i) {
    if (!f.is(i, "before")) continue;
    auto next = i + 1;
    while (next < s.end && (f.symbol(next) || f.is_any(next, {"please", "would", "you", "thanks"})))
      ++next;
    if (next < s.end) continue;
    const auto unit = i - 1;
    const long one = f.is_any(unit, {"min", "mins", "minute", "minutes"}) ? 60
                     : f.is_any(unit, {"hour", "hours", "hr", "hrs"})     ? 3600
                     : f.is_any(unit, {"day", "days", "night"})           ? 86'400
                     : f.is_any(unit, {"week", "weeks"})                  ? 7 * 86'400
                                                                          : 0;
    if (one == 0) continue;
    lead_time out{{unit, i + 1}, std::chrono::seconds(one), f.is(unit, "night")};
    for (auto k = unit > s.begin + 3 ? unit - 3 : s.begin; k < unit; ++k)
      if (const auto n = f.number_at(k, unit); n && n->end == unit) {
        out.by = std::chrono::seconds(std::lround(n->value * static_cast<double>(one)));
        out.words.begin = k;
        break;
      }
    if (out.words.begin == unit && unit > s.begin && f.is_any(unit - 1, {"a", "an", "the"}))
      --out.words.begin;
    return out;
  }
  return std::nullopt;
}

std::optional<local_time> ahead_of(const local_time& at, const lead_time& lead) {
  constexpr std::chrono::hours evening(21);
  if (lead.night) return local_time{at.day - std::chrono::days(1), evening};
  const auto whole_days = lead.by >= std::chrono::days(1);
  if (!at.time_of_day && !whole_days) return std::nullopt;
  if (!at.time_of_day)
    return local_time{at.day - std::chrono::duration_cast<std::chrono::days>(lead.by),
                      std::nullopt};
  return to_local_time(at.or_at(std::chrono::seconds(0)) - lead.by, true);
}

/// "book club on the 3rd at 2, remind me the day before"; of the plan just made when only the time
/// before it is said.
std::optional<act_list> told_before(const clause_reading& r) {
  const auto& f = r.f;
  const auto whole = r.core_span();
  const auto lead = lead_in(f, whole);
  if (!lead) return std::nullopt;
  auto from = lead->words.begin;
  while (from > whole.begin && !f.is(from - 1, "remind")) --from;
  if (from == whole.begin || lead->words.begin - from > 3) return std::nullopt;
  span event{whole.begin, from - 1};
  while (!event.empty() &&
         (f.symbol(event.end - 1) || f.is_any(event.end - 1, {"and", "so", "please"})))
    --event.end;
  due_time due;
  std::string content;
  if (event.size() >= 2) {
    due = find_due(f, event);
    content = plan_text(f, event, due.words);
  } else if (f.prior && f.prior->last && is_planned(f.prior->last->kind)) {
    const auto& last = f.prior->last->slots;
    due.at = last.time(slot::due);
    content = last.has(slot::content) ? last.text(slot::content).value_or("")
                                      : last.text(slot::assignment_name).value_or("");
  }
  if (!due.at || content.empty() || !due.recurrence.empty()) return std::nullopt;
  due.at = ahead_of(*due.at, *lead);
  if (!due.at) return std::nullopt;
  return act_list{planned(intent::reminder_add, f, whole, std::move(content), due)};
}

/// "wake me 4:30", "alarm 6.30": the coming morning, unless a half of the day is said or the other
/// one is much nearer.
void toward_morning(const frame& f, span s, due_time& due) {
  if (!due.recurrence.empty()) return;
  for (auto i = s.begin; i < s.end; ++i)
    if (f.is_any(
            i, {"am", "pm", "afternoon", "evening", "tonight", "noon", "midnight", "night", "in",
                "tarde", "noche", "morning", "from", "min", "mins", "minutes", "hour", "hours"}) ||
        (f.number(i) && (f.tokens[i].value >= 13 || f.word(i)[0] == '0') &&
         !(i > s.begin && f.is(i - 1, ":"))))
      return;
  constexpr std::chrono::hours half(12), far(16);
  std::optional<std::chrono::seconds> hour;
  if (due.at && due.at->time_of_day) {
    hour = *due.at->time_of_day;
  } else {
    auto o = f.options(time_bias::future);
    o.lone_numbers = true;
    for (auto i = s.begin; i < s.end && !hour; ++i)
      if (const auto t = f.number(i) ? clock_at(f.tokens, o, i) : std::nullopt;
          t && t->last <= s.end) {
        hour = t->since_midnight;
        due.words.push_back({i, t->last});
      }
  }
  if (!hour) return;
  const auto today = std::chrono::floor<std::chrono::days>(f.ctx.now);
  const auto morning = *hour >= half ? *hour - half : *hour;
  auto at = local_seconds(due.at ? due.at->day : today) + morning;
  if (at <= f.ctx.now) at += std::chrono::days(1);
  // a nap: "wake me at 3" at twenty past two
  constexpr std::chrono::minutes nap(150);
  const auto later = local_seconds(today) + morning + half;
  if (!(due.at && due.at->day > today) && later > f.ctx.now && later - f.ctx.now <= nap) at = later;
  if (at - f.ctx.now > far && !(due.at && due.at->day > today)) {
    at = local_seconds(today) + morning + half;
    if (at <= f.ctx.now) at += std::chrono::days(1);
  }
  due.at = to_local_time(at, true);
}

}  // namespace

std::optional<act_list> fill_reminder(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  auto whole = r.core_span();
  if (auto before = told_before(r)) return before;
  if (const auto cut = second_moment(f, whole); cut < whole.end && hit.find("content")) {
    const span rest{cut, whole.end};
    const auto due = find_due(f, rest);
    auto text = strip_lead(plan_text(f, rest, due.words), {"to", "that"});
    clause first = r.c;
    first.s.end = cut - 1;
    auto cut_hit = hit;
    for (std::size_t k = 0; k < cut_hit.capture_count; ++k)
      cut_hit.captures[k].end = std::min(cut_hit.captures[k].end, cut - 1);
    if (due.at && !text.empty())
      if (auto acts = fill_reminder({f, first, r.s, r.carry}, cut_hit)) {
        acts->push_back(planned(intent::reminder_add, f, rest, std::move(text), due));
        return acts;
      }
  }
  auto due = find_due(f, whole);
  const auto fixed = hit.fixed("content");
  bool alarm_said = false;
  for (auto i = whole.begin; i < whole.end; ++i) alarm_said = alarm_said || f.is(i, "alarm");
  if (fixed == "wake up" || (alarm_said && !hit.fixed("what").empty()))
    toward_morning(f, whole, due);
  if (r.s.question && hit.rule->weight < 75 && !r.c.request) return std::nullopt;
  if (!fixed.empty())
    return act_list{planned(intent::reminder_add, f, whole, std::string(fixed), due)};
  const auto* content = hit.find("content");
  span s = content ? clause_after(*content, r) : span{whole.end, whole.end};
  if (content && content->end < r.c.s.end &&
      (hit.find("rest") || hit.rule->source.find("{content} ,?") != std::string::npos ||
       hit.rule->source.find("{content} (on") != std::string::npos))
    s = {content->begin, content->end};
  // "just got home going to bed remind me at 2pm to call the landlord"
  for (auto i = s.begin + 1; content && i + 1 < whole.end; ++i) {
    if (!f.is(i, "remind") || !f.is_any(i + 1, {"me", "us"})) continue;
    auto what = i + 2;
    while (what < whole.end && std::any_of(due.words.begin(), due.words.end(),
                                           [&](const span& w) { return w.contains(what); }))
      ++what;
    if (what + 1 < whole.end && f.is_any(what, {"to", "about", "that"})) s = {what + 1, whole.end};
    break;
  }
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
      const auto lengths = f.durations_in(whole);
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
  const auto& c = plan_classes();
  const auto* content = hit.find("content");
  if (!content) return std::nullopt;
  const bool need = !hit.fixed("need").empty(), shop = !hit.fixed("shop").empty();
  const auto whole = r.core_span();
  const bool spanish_errand = !hit.fixed("es").empty();
  if (r.s.asks && (need || shop || spanish_errand)) return std::nullopt;
  const bool bounded = hit.find("rest") || hit.find("list") ||
                       hit.rule->source.find("{content} (on|") != std::string::npos;
  span s = bounded ? span{content->begin, content->end} : clause_after(*content, r);
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
  const auto due = find_due(f, {s.begin, bounded ? r.c.s.end : s.end});
  std::string list;
  if (const auto* l = hit.find("list")) {
    list = l->value.empty() ? f.say({l->begin, l->end}) : std::string(l->value);
    list = strip_lead(list, {"my", "the", "our"});
    if (list == "groceries") list = "grocery";
    if (list == "todo" || list == "to do" || list == "to-do" || list == "task" || list == "tasks" ||
        list == "todos" || list == "pendientes" || list == "tareas")
      list.clear();
    if (l->end - l->begin > 3) return std::nullopt;
  } else if (const auto fixed = hit.fixed("list"); !fixed.empty()) {
    list = std::string(fixed);
  }
  // "i need to finish my chem lab by friday": coursework with a day stays a task
  act_list out;
  const auto add = [&](span piece) {
    auto text = plan_text(f, piece, due.words);
    text = strip_lead(text, {"add", "to", "that", "go"});
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
  return out;
}

candidate read_planned(const clause_reading& r) {
  candidate out;
  const auto& f = r.f;
  const auto& c = plan_classes();
  const auto s = r.core_span();
  if (s.empty() || r.s.asks || r.s.negation || r.s.figure || r.s.quote || r.s.opinion) return out;
  if (f.is_any(s.begin, {"show", "list", "print", "display", "read", "pull"}) &&
      !f.is(s.begin + 1, "at"))
    return out;
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
  const auto& c = plan_classes();
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

}  // namespace nlp
