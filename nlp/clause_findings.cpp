#include "nlp/clause_findings.hpp"

#include <algorithm>

namespace nlp {
namespace {

/// Signals that forbid a record, given what the record's own words say.
bool forbids_record(const signals& s) {
  return s.question || s.negation || s.plan || s.future || s.other_person || s.figure ||
         s.opinion || s.quote || s.generic;
}

/// Keeps what the clause names for one that only counts: "he had 4 pancakes, i had 2".
void name_for_later(const frame& f, span s, carried& carry) {
  const auto foods = f.foods_in(s);
  const bool clear =
      std::any_of(foods.begin(), foods.end(), [](const auto& m) { return !m.ambiguous; });
  for (const auto& m : foods)
    if (!m.ambiguous || !clear)
      carry.food = m.name.empty() ? f.say({m.begin, m.end}) : std::string(m.name);
  for (const auto& m : f.exercises_in(s))
    if (!m.ambiguous || m.verb || m.begin == s.begin) carry.exercise = std::string(m.name);
}

}  // namespace

clause_findings examine(const frame& f, const clause& c, carried& carry) {
  clause_findings out;
  out.hits = phrase_book::shared().match(f.phrase(c.s, c.core));
  out.s = find_signals(f, c.s, c.core, out.hits);
  std::erase_if(out.hits, [](const auto& h) { return !h.rule->kind; });
  const clause_reading r{f, c, out.s, carry};
  auto sleep = read_sleep(r);
  auto log = read_records(r);
  out.record = sleep.score >= log.score && sleep.score > 0 ? std::move(sleep) : std::move(log);
  auto& e = out.evidence;
  e.record = out.record.acts.empty() ? intent::unknown : out.record.acts[0].kind;
  e.record_score = out.record.acts.empty() ? 0 : out.record.score;
  e.forbidden = forbids_record(out.s) || out.s.asks;
  if (c.piece || c.after_and) e.before = carry.before;
  if (c.piece && carry.unreal && !out.s.first_person) e.forbidden = true;
  // "I will stop smoking and eat more salad": still what will be
  if (c.after_and && carry.unreal && !out.s.first_person &&
      f.is_any(c.core, {"eat", "drink", "have", "run", "walk", "swim", "lift", "sleep", "do", "go",
                        "take", "train", "bike", "cycle"}))
    e.forbidden = true;
  // "the patient in bed 6 pulled his tube and drank the whole pitcher": still the same one
  static const auto act_verb = phrase_book::shared().class_named("act_verb");
  if (c.after_and && carry.other && f.in_class(c.core, act_verb)) e.forbidden = true;
  carry.other = out.s.other_person || (c.after_and && carry.other && !out.s.first_person);
  if (c.denied) out.record.score = e.record_score = 0;
  // "dreamt i ate a whole cake", "back in college i benched 315"
  if (carry.elsewhere) e.forbidden = true;
  carry.elsewhere =
      c.s.size() <= 4 && out.record.score < sure_record &&
      (out.s.generic || f.is_any(c.s.end - 1, {"dreamt", "dreamed", "imagine", "pretend"}) ||
       f.is_any(c.core, {"dreamt", "dreamed", "imagine", "pretend"}));
  // "my partner pulled 260. monster": a word or two about what was just told
  if (carry.unreal && c.s.size() <= 2 && !f.number(c.s.begin) && !out.s.first_person)
    e.forbidden = true;
  name_for_later(f, c.s, carry);
  carry.unreal = out.s.question || out.s.plan || out.s.future || out.s.other_person ||
                 out.s.quote || out.s.generic || (c.piece && carry.unreal && !out.s.first_person);
  if (!out.hits.empty()) {
    e.rule = *out.hits[0].rule->kind;
    e.rule_weight = out.hits[0].rule->weight;
  }
  return out;
}

}  // namespace nlp
