#include "nlp/clause_reader.hpp"

#include <algorithm>
#include <cmath>

#include "nlp/clause_findings.hpp"
#include "nlp/intent_set.hpp"
#include "nlp/outweighing.hpp"
#include "nlp/prior_turn.hpp"
#include "nlp/semantic_fields.hpp"
#include "nlp/slots/changes.hpp"
#include "nlp/text/fuzzy_phrases.hpp"

namespace nlp {
namespace {

/// The least probability that something was done of a record by its names alone; and of one that
/// goes on with a record before it.
constexpr double believed = 0.75, believed_next = 0.4;

float of(const likelihoods& p, intent i) {
  return p[static_cast<std::size_t>(i)];
}

/// What a record's score is worth once the model has had its say. `score` says how well the words
/// fill a record, the model how such a clause is meant; what signals speak against needs more of
/// it.
double weigh_record(const candidate& record, const clause_evidence& e, bool taught,
                    const likelihoods& p) {
  const bool forbidden = e.forbidden;
  const double score = record.score;
  // "2 eggs and a bottle of water": of whichever kinds it is made
  intent_set counted;
  double yes = 0;
  for (const auto& a : record.acts) {
    if (!counted.has(a.kind)) yes += of(p, a.kind);
    counted = counted | intent_set{a.kind};
  }
  const double no = of(p, intent::unknown);
  const double meant = yes / (yes + no + 0.02);
  if (record.plain && !forbidden && meant > 0.2) return std::max(score, 66.0);
  // "juice box explosion everywhere": words that name no food need a model that is sure
  if (record.strays > 0 && meant < 0.93) return std::min(score, meant > 0.65 ? 45.0 : 39.0);
  // Unless figures or a verb of doing fill it, what the model finds to say nothing is only asked.
  if (no > 0.5 && score < 84) return std::min(score, 45.0);
  // Words that fill a record without a verb of doing or a figure are one when the model finds that
  // something was done, of whichever kind, or told anew ("3 eggs" after another record); a word
  // that was taught means what it was taught as.
  double done = 0;
  for (const auto log : {intent::food_log, intent::water_log, intent::gym_log, intent::sleep_log,
                         intent::edit_correction})
    done += of(p, log);
  if (score < 84 && done < (is_log(e.before) ? believed_next : believed) && !taught)
    return std::min(score, 45.0);
  if (forbidden && meant > 0.97 && score >= doubtful) return std::max(score, 62.0);
  if (forbidden) return meant > 0.95 && score >= sure_record ? score : meant > 0.65 ? 41 : 0;
  if (meant > (score >= doubtful ? 0.75 : 0.85)) return std::max(score, 66.0);
  // Nearly even odds do not write: what is doubtful is asked.
  if (meant > 0.55) return score >= doubtful ? std::max(score, 62.0) : 45;
  return meant > 0.15 ? std::min(score, 45.0) : std::min(score, 39.0);
}

/// The probability from which the model's word is enough for an intent: what writes needs more,
/// and a record of what was done the most.
constexpr float asks_threshold = 0.2F, takes_back_threshold = 0.42F, plans_threshold = 0.42F,
                facts_threshold = 0.48F, settings_threshold = 0.65F, changes_threshold = 0.5F,
                teaches_threshold = 0.65F, logs_threshold = 0.7F;
/// What changes or ends something, where no turn before speaks of anything.
constexpr float unprompted_threshold = 0.7F;
/// And from which a setting, a word taught or a change counts that no reader could fill.
constexpr float unfilled_threshold = 0.6F;
/// And of a clause without a single word that is known here.
constexpr float strange_threshold = 0.85F;
/// And of a part that goes on with acts of its kind: "order combs, worm the gimmers".
constexpr float goes_on_threshold = 0.25F;
/// From here on the model has judged what signals speak against a reading.
constexpr float sure_threshold = 0.6F;
/// And from here on that nothing is meant, where a rule finds something.
constexpr float nothing_threshold = 0.5F;
/// And at which it finds a loose rule's intent impossible, when it is certain of another.
constexpr float never_threshold = 0.02F, certain_threshold = 0.85F;
float wording_threshold(intent i, bool prompted) {
  switch (i) {
    case intent::unknown:
      return 2;  // never by the wording alone
    case intent::food_log:
    case intent::gym_log:
    case intent::water_log:
    case intent::sleep_log:
      return logs_threshold;
    case intent::undo:
      return prompted ? takes_back_threshold : unprompted_threshold;
    case intent::redo:
    case intent::pause_sync:
    case intent::resume_sync:
    case intent::disconnect_integration:
    case intent::delete_data:
    case intent::delete_account:
    case intent::delete_item:
    case intent::forget_pattern:
      return takes_back_threshold;
    case intent::fact_store:
      return facts_threshold;
    case intent::todo_add:
    case intent::reminder_add:
    case intent::assignment_add:
    case intent::water_goal_set:
      return plans_threshold;
    case intent::preference_set:
      return settings_threshold;
    case intent::teach_pattern:
      return teaches_threshold;
    case intent::edit_correction:
    case intent::complete_item:
      return prompted ? changes_threshold : unprompted_threshold;
    default:
      return asks_threshold;
  }
}

/// A word that a rule, the list of everyday words or the semantic fields know.
bool known_word(const frame& f, std::size_t i) {
  return f.words[i] != 0 || is_plain_word(f.word(i)) ||
         !semantic_fields::shared().of(f.word(i)).empty();
}
bool has_known_word(const frame& f, span s) {
  for (auto i = s.begin; i < s.end; ++i)
    if (!f.symbol(i) && (f.number(i) || known_word(f, i))) return true;
  return false;
}

/// The acts of an intent that the wording as a whole speaks for.
std::optional<act_list> fill_by_wording(intent kind, const clause_reading& r, float likely) {
  const auto other = [&](const std::optional<act_list>& a) { return !a || (*a)[0].kind != kind; };
  auto acts = fill_freely(kind, r);
  if (other(acts) && likely >= sure_threshold) {
    const signals none;
    const clause_reading plain{r.f, r.c, none, r.carry};
    acts = fill_freely(kind, plain);
  }
  if (other(acts)) {
    const bool vague = kind == intent::preference_set || kind == intent::teach_pattern ||
                       kind == intent::edit_correction;
    if (vague && likely < unfilled_threshold) return std::nullopt;
    acts = fill_plainly(kind, r);
  }
  if (!acts) return std::nullopt;
  // "the scale says 182" changes no fact unless one was just told, or a word says so
  if (kind == intent::edit_correction && (*acts)[0].slots.text(slot::target) == "fact" &&
      !(r.f.prior && r.f.prior->last && r.f.prior->last->kind == intent::fact_store) &&
      !speaks_of_change(r.f, r.c.s))
    return std::nullopt;
  for (auto& a : *acts) {
    a.confidence = std::min(a.confidence, static_cast<double>(likely));
    a.why = {{r.f.say(r.c.s), std::string(hinted)}};
  }
  return acts;
}

/// Records that need more than going on with the act before.
constexpr intent_set logs_consumed{intent::food_log, intent::water_log, intent::gym_log};

/// No rule knows the wording: the likeliest intents by the model, the first whose slots are there.
std::optional<act_list> read_wording(const clause_reading& r, const likelihoods& p) {
  // Nothing but unknown words, to no question: the model would be guessing.
  if (!r.f.prior && !has_known_word(r.f, r.c.s)) return std::nullopt;
  std::array<intent, intent_count> order;
  for (std::size_t k = 0; k < intent_count; ++k) order[k] = static_cast<intent>(k);
  std::partial_sort(order.begin(), order.begin() + 2, order.end(),
                    [&](intent a, intent b) { return of(p, a) > of(p, b); });
  // Words of no language known here say little by their shape.
  bool known = false;
  for (auto i = r.c.s.begin; i < r.c.s.end; ++i) known = known || known_word(r.f, i);
  const auto before = r.c.piece ? r.carry.before : intent::unknown;
  if (before != intent::unknown && !logs_consumed.has(before) &&
      (order[0] == before || order[1] == before) && of(p, before) > goes_on_threshold)
    if (auto acts = fill_by_wording(before, r, of(p, before))) return acts;
  for (std::size_t k = 0; k < 2; ++k) {
    const float yes = of(p, order[k]);
    if (order[k] == intent::unknown) break;
    const bool chat = order[k] == intent::smalltalk_thanks || order[k] == intent::greeting;
    if (yes < (known  ? wording_threshold(order[k], r.f.prior != nullptr)
               : chat ? 0.5F
                      : strange_threshold))
      continue;
    if (auto acts = fill_by_wording(order[k], r, yes)) return acts;
  }
  return std::nullopt;
}

/// "pizza was 450 cal" after a pizza: said of that one, no other.
std::optional<act> told_of_last(const clause_reading& r, const act_list& acts) {
  const auto& prior = r.f.prior;
  if (acts.size() != 1 || acts[0].kind != intent::food_log || !prior || !prior->last ||
      prior->last->kind != intent::food_log)
    return std::nullopt;
  const auto was = prior->last->slots.text(slot::food), now = acts[0].slots.text(slot::food);
  if (!was || !now || was->find(*now) == std::string::npos) return std::nullopt;
  bool told = false;
  for (auto i = r.c.s.begin + 1; i < r.c.s.end; ++i) told = told || r.f.is_any(i, {"was", "were"});
  if (!told) return std::nullopt;
  act a = make_act(intent::edit_correction, 0.85, r.f.say(r.c.s), "figures of what was logged");
  a.slots.set(slot::target, std::string("food"));
  bool figures = false;
  for (const auto k : {slot::calories, slot::protein_g, slot::carbs_g, slot::fat_g})
    if (const auto v = acts[0].slots.number(k)) {
      a.slots.set(k, *v);
      figures = true;
    }
  if (!figures) return std::nullopt;
  return a;
}

/// What was read gives way to what the model finds far likelier; the slots must be there.
std::optional<act_list> overruled(const clause_reading& r, const act_list& read_acts,
                                  const likelihoods& p) {
  const auto read = read_acts[0].kind;
  const auto kind = static_cast<intent>(std::max_element(p.begin(), p.end()) - p.begin());
  const float yes = of(p, kind), here = of(p, read);
  for (const auto& a : read_acts)
    if (a.kind == kind) return std::nullopt;
  if (wording_threshold(kind, r.f.prior != nullptr) > 1) return std::nullopt;
  if (yes < 0.4F || here > yes / 2) return std::nullopt;
  if (!may_outweigh(kind, yes, read_acts[0], r)) return std::nullopt;
  return fill_by_wording(kind, r, yes);
}

}  // namespace

clause_result read_clause(const frame& f, const clause& c, carried& carry) {
  clause_result out;
  auto found = examine(f, c, carry);
  const auto& hits = found.hits;
  const auto& s = found.s;
  auto& record = found.record;
  const clause_reading r{f, c, s, carry};
  const auto p =
      intent_classifier::shared().probabilities(classifier_features(f, c, s, found.evidence));
  if (record.score > 0 && !record.acts.empty() && intent_classifier::shared().ready()) {
    const bool taught = taught_as(f, record.acts[0].kind) && !found.evidence.forbidden;
    record.score = taught ? std::max(record.score, 66.0)
                          : weigh_record(record, found.evidence, !f.patterns.empty(), p);
  } else if (found.evidence.forbidden) {
    record.score = 0;
  }
  auto planned = read_planned(r);
  // "soccer practice at 10" without a figure or a verb of doing is an appointment.
  if (planned.score >= 72 && record.score > 0 && record.acts[0].kind == intent::gym_log &&
      !s.first_person) {
    const auto& slots = record.acts[0].slots;
    if (!slots.has(slot::duration_min) && !slots.has(slot::reps) && !slots.has(slot::distance) &&
        !slots.has(slot::weight) && !slots.has(slot::sets))
      record.score = std::min(record.score, 57.0);
  }
  const auto errand = read_imperative(r);

  // ---- the heaviest reading that can be filled
  double best = 0;
  act_list acts;
  for (const auto& h : hits) {
    const double w = h.rule->weight;
    const bool asks = asking.has(*h.rule->kind) && w >= 76;
    // A record with figures outweighs a looser rule; a plain command or question outweighs it.
    if (w < record.score - 0.5 && w < 84 && !asks) continue;
    if (w < planned.score && w < 84) continue;
    if (auto filled = fill(r, h)) {
      acts = std::move(*filled);
      best = std::max(w, asks ? record.score + 1 : 0.0);
      break;
    }
  }
  if (planned.score > best && planned.score > record.score) {
    acts = std::move(planned.acts);
    best = planned.score;
  }
  if (errand.score > best && errand.score > record.score && errand.score >= 60) {
    acts = errand.acts;
    best = errand.score;
  }
  // A rule gives way when the model is sure that nothing is meant.
  if (best > 0 && best < 95 && !acts.empty()) {
    const double yes = of(p, acts[0].kind), no = of(p, intent::unknown);
    const float surest = *std::max_element(p.begin(), p.end());
    // "water bottle is 0.75 and I emptied it twice" begins like an errand, and is none at all.
    const bool other = best < 84 && yes < never_threshold && surest > certain_threshold;
    if ((no > nothing_threshold && yes < 0.7 * no) || other) {
      acts.clear();
      best = 0;
    }
  }
  if (!record.acts.empty() && record.score > best && record.score >= sure_record) {
    acts = std::move(record.acts);
    best = record.score;
    for (auto& a : acts) {
      a.confidence = std::min(0.99, record.score / 100);
      if (a.kind == intent::food_log) carry.last = carried::domain::food;
      if (a.kind == intent::water_log) carry.last = carried::domain::water;
      if (a.kind == intent::gym_log) carry.last = carried::domain::gym;
      if (a.kind == intent::sleep_log) carry.last = carried::domain::sleep;
    }
    carry.ate = carry.last == carried::domain::food;
  } else if (record.score >= doubtful && best < doubtful && !record.acts.empty() &&
             !found.evidence.forbidden) {
    // Asked only where two readings are close: not after "didn't" or of somebody else.
    out.doubt = record.score;
    acts = std::move(record.acts);
    best = 0;
  }
  if (best == 0) {
    // What the signals forbid is no record by its wording either.
    if (auto worded = read_wording(r, p);
        worded && !worded->empty() && !(found.evidence.forbidden && is_log((*worded)[0].kind))) {
      acts = std::move(*worded);
      best = 50;
      out.doubt = 0;
    }
  } else if (best < 95 && !acts.empty()) {
    if (auto other = overruled(r, acts, p)) {
      acts = std::move(*other);
      best = std::max(best, 60.0);
    }
  }
  if (best > 0)
    if (auto told = told_of_last(r, acts)) acts = {std::move(*told)};
  out.score = best;
  out.p = p;
  if (best > 0 || out.doubt > 0) out.acts = std::move(acts);
  return out;
}

}  // namespace nlp
