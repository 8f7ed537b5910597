#include "nlp/signals.hpp"

#include <algorithm>

namespace nlp {
namespace {

struct signal_classes {
  class_id filler, act_verb, person, poss, meal, eat_strong, person_verb, gym_noun, request,
      run_verb;
};
const signal_classes& sc() {
  static const signal_classes s = [] {
    const auto& b = phrase_book::shared();
    return signal_classes{b.class_named("filler"),      b.class_named("act_verb"),
                          b.class_named("person_noun"), b.class_named("poss"),
                          b.class_named("meal"),        b.class_named("eat_strong"),
                          b.class_named("person_verb"), b.class_named("gym_noun"),
                          b.class_named("request"),     b.class_named("run_verb")};
  }();
  return s;
}

bool first_person_word(const frame& f, std::size_t i) {
  return f.is_any(i, {"i", "we", "ive", "im", "yo"});
}

/// "danced", "rowed": an exercise said as a verb in the past.
bool moved(const frame& f, std::size_t i) {
  for (const auto& m : f.exercises)
    if (m.begin == i && m.verb && !m.ambiguous) return true;
  return false;
}

/// Whose act the clause tells: looks at what stands before the first verb of doing.
void find_subject(const frame& f, span clause, std::size_t core, signals& s) {
  const auto& c = sc();
  auto verb = clause.end;
  for (auto i = core; i < clause.end; ++i)
    if ((f.in_class(i, c.act_verb) || moved(f, i)) &&
        !(i > core && f.is_any(i - 1, {"of", "my", "the", "for", "good", "a"}))) {
      verb = i;
      break;
    }
  for (auto i = clause.begin; i < std::min(verb, clause.end); ++i)
    if (first_person_word(f, i)) s.first_person = true;
  if (verb < clause.end && f.member_end(verb, c.person_verb, clause.end)) {
    // "fed the baby 4 oz", "gave the dog a bath"
    for (auto i = verb + 1; i < std::min(verb + 4, clause.end); ++i)
      if (f.in_class(i, c.person)) s.other_person = true;
  }
  if (s.first_person || verb == clause.end || verb == core) return;
  // "bay 4 had 3 slices of toast"
  if (verb >= core + 2 && f.number(verb - 1) &&
      f.is_any(verb - 2, {"bay", "bed", "room", "table", "ward", "cell", "unit"}))
    s.other_person = true;
  std::size_t last_time = 0;
  for (const auto& t : f.times)
    if (t.first >= clause.begin && t.first < verb) last_time = std::max(last_time, t.last);
  bool meal = false, person = false, owned = false, unknown = false, preposition = false;
  for (auto i = core; i < verb; ++i) {
    if (f.in_class(i, c.filler) || f.symbol(i) || i < last_time) continue;
    if (f.in_class(i, c.meal) || f.in_class(i, c.gym_noun)) meal = true;
    if (f.is_any(i, {"for", "at", "in", "on", "after", "before", "with", "during", "from"})) {
      preposition = true;
      continue;
    }
    if (preposition) continue;
    if (f.in_class(i, c.person)) person = true;
    if (f.is_any(i, {"my", "the", "our", "his", "her", "their", "this", "that", "a"})) owned = true;
    if (!f.in_class(i, c.meal) && !f.number(i)) unknown = true;
  }
  if (preposition && !person) return;
  if (person || (owned && !meal) || (f.is(core, "it"))) s.other_person = true;
  // "otter ate 2 lbs of herring": a lone noun right before the verb does it
  if (!person && !owned && !meal && unknown && verb == core + 1 &&
      (f.in_class(verb, c.eat_strong) || f.in_class(verb, c.run_verb)) &&
      f.tokens[core].type == token::kind::word && !f.word(core).ends_with("ly") &&
      !f.in_class(core, c.gym_noun) && !f.pattern_at(core) &&
      !shared_foods().is_food_word(f.word(core)) && !find_exercise(f.upto(clause.end), core) &&
      f.time_end[core] == 0 &&
      !f.is_any(core, {"and",      "then",    "also",      "early", "later", "today",  "have",
                       "had",      "only",    "not",       "never", "still", "just",   "alone",
                       "together", "outside", "home",      "which", "after", "before", "again",
                       "always",   "often",   "sometimes", "almost"}))
    s.other_person = true;
  // "jake ran a marathon": a lone unknown word right before a strong verb is a name.
  if (!person && !owned && !meal && unknown && verb == core + 1 && f.words[core] == 0 &&
      f.tokens[core].type == token::kind::word && !shared_foods().is_food_word(f.word(core)) &&
      !f.pattern_at(core) && !find_exercise(f.upto(clause.end), core))
    s.other_person = true;
}

}  // namespace

signals find_signals(const frame& f, span clause, std::size_t core,
                     const std::vector<phrase_hit>& hits) {
  signals s;
  for (const auto& h : hits) {
    if (h.rule->kind) continue;
    const std::string_view name = h.rule->name;
    bool* flag = name == "sig.question"   ? &s.question
                 : name == "sig.negation" ? &s.negation
                 : name == "sig.plan"     ? &s.plan
                 : name == "sig.future"   ? &s.future
                 : name == "sig.figure"   ? &s.figure
                 : name == "sig.opinion"  ? &s.opinion
                 : name == "sig.quote"    ? &s.quote
                 : name == "sig.generic"  ? &s.generic
                 : name == "sig.other"    ? &s.other_person
                                          : nullptr;
    // "can you ..." asks for an act rather than about one.
    if (flag == &s.question && h.begin < core && core < clause.end &&
        f.member_end(h.begin, sc().request, clause.end))
      continue;
    if (flag == &s.negation &&
        f.is_any(h.end, {"know", "@", "judge", "tell", "ask", "hate", "laugh", "hurt", "regret"}))
      continue;  // "idk like 10 gummy bears", "3 glazed dont tell the wife"
    // "cold brew 16oz no sugar": how the food before was
    if (flag == &s.negation && f.is_any(h.begin, {"no", "without"}) &&
        std::any_of(f.foods.begin(), f.foods.end(), [&](const auto& m) {
          return !m.ambiguous && m.begin >= core && m.end <= h.begin && h.begin - m.end <= 3;
        }))
      continue;
    // "woke up at 9 after going to bed at 2" looks back
    if (flag == &s.plan && h.begin > 0 && f.is_any(h.begin - 1, {"after", "before"})) continue;
    if (flag) {
      *flag = true;
      s.last_trap_end = std::max(s.last_trap_end, h.end);
    }
  }
  for (auto i = clause.begin; i < clause.end; ++i)
    if (f.is(i, "?")) s.asks = true;
  s.asks = s.asks || s.question;
  find_subject(f, clause, core, s);
  return s;
}

}  // namespace nlp
