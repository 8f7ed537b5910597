#include "nlp/outweighing.hpp"

#include <algorithm>

#include "nlp/intent_set.hpp"
#include "nlp/prior_turn.hpp"

namespace nlp {
namespace {

struct contest {
  const act& read;
  const clause_reading& r;
  float likely;  ///< probability of the other intent

  bool last_is(intent kind) const {
    const auto* prior = r.f.prior;
    return prior && prior->last && prior->last->kind == kind;
  }
};

bool always(const contest&) {
  return true;
}

bool taught_as_it(const contest& c) {
  return taught_as(c.r.f, c.read.kind);
}

bool names_its_kind(const contest& c) {
  return c.r.f.is_any(c.r.c.core, {"todo", "task", "remind", "reminder", "add", "assignment"});
}

bool nothing_asked(const contest& c) {
  return !c.r.f.prior || c.r.f.prior->asked == prior_turn::question::none;
}

bool names_service(const contest& c) {
  return c.read.slots.has(slot::provider);
}

bool names_figure(const contest& c) {
  return c.read.slots.has(slot::metric);
}

bool follows_no_fact(const contest& c) {
  return !c.last_is(intent::fact_store);
}

bool no_change(const contest& c) {
  const bool same = c.last_is(c.read.kind);
  return (!same && c.likely < 0.8F) || !speaks_of_change(c.r.f, c.r.c.s);
}

/// What was read stays when its intent is in `read`, the likelier one in `likelier`, and the words
/// or the turns before fulfil `stays`.
struct objection {
  intent_set read, likelier;
  bool (*stays)(const contest&);
};

constexpr objection objections[] = {
    // "stop means pizza" teaches, badly: it does not ask to forget.
    {{intent::teach_pattern}, {intent::forget_pattern}, always},
    // "had dhamaka" is a workout where the person said so.
    {logging, intent_set::all(), taught_as_it},
    // "cancel service" names the account, no entry.
    {{intent::delete_account}, {intent::delete_item, intent::delete_data}, always},
    // What begins with the name of its kind is no wish to take something away.
    {planning, {intent::delete_item, intent::undo}, names_its_kind},
    // Only a question is answered with yes or no.
    {intent_set::all(), {intent::confirm_yes, intent::confirm_no}, nothing_asked},
    // A command to a service that is named stays one.
    {intent_set::all() - asking, asking | logging | planning, names_service},
    // A question that names a figure is about figures.
    {intent_set::all(), asking - intent_set{intent::search}, names_figure},
    // "actually the door code is 9041 now": a fact with its name and value changes a record only
    // where that is a fact.
    {{intent::fact_store}, {intent::edit_correction}, follows_no_fact},
    // By its wording alone a record outweighs only what else was done.
    {intent_set::all() - logging - intent_set{intent::complete_item}, logging, always},
    // A record is a change of the last one only where that is of its kind and a word says so.
    {logging, {intent::edit_correction}, no_change},
};

}  // namespace

bool taught_as(const frame& f, intent kind) {
  return std::any_of(f.patterns.begin(), f.patterns.end(), [&](const pattern_hit& h) {
    return h.pattern->type == "intent" && h.pattern->value == to_string(kind);
  });
}

bool speaks_of_change(const frame& f, span s) {
  if (f.is_any(s.begin, {"with", "w", "without", "from"})) return true;
  // "2 cups rice" after chicken and rice
  if (f.prior)
    for (const auto& was : f.prior->records)
      if (const auto food = was.slots.text(slot::food))
        for (auto i = s.begin; i < s.end; ++i)
          if (f.word(i).size() > 3 && food->find(f.word(i)) != std::string::npos &&
              *food != f.say(s))
            return true;
  for (auto i = s.begin; i < s.end; ++i)
    if (f.is_any(i, {"actually", "not",     "no",     "nope",   "make",       "change",  "changed",
                     "meant",    "mean",    "was",    "were",   "wrong",      "instead", "sorry",
                     "oops",     "only",    "should", "it",     "that",       "those",   "more",
                     "less",     "correct", "fix",    "edit",   "update",     "wait",    "*",
                     "without",  "half",    "call",   "say",    "correction", "rename",  "replace",
                     "corr",     "swap",    "rather", "really", "closer",     "era",     "eran",
                     "fue",      "s"}))
      return true;
  return false;
}

bool may_outweigh(intent likelier, float likely, const act& read, const clause_reading& r) {
  const contest c{read, r, likely};
  return std::none_of(std::begin(objections), std::end(objections), [&](const objection& o) {
    return o.read.has(read.kind) && o.likelier.has(likelier) && o.stays(c);
  });
}

}  // namespace nlp
