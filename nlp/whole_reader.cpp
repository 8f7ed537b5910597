#include "nlp/whole_reader.hpp"

#include <algorithm>

#include "nlp/followup_parts.hpp"
#include "nlp/intent_set.hpp"
#include "nlp/outweighing.hpp"

namespace nlp {
namespace {

using question = prior_turn::question;

/// From here on the model's word about the whole of a reply is taken.
constexpr float settled = 0.5F;
/// And from here on a change that a rule found is none.
constexpr float surely_nothing = 0.7F;
/// And from here on a clause that seems to tell of a deed does not.
constexpr float nothing_at_all = 0.85F;
/// And from here on an answer is all that a reply is.
constexpr float surely_answered = 0.95F;
/// Acts below it are read from loose words.
constexpr double loose = 0.75;

/// What a clause of a reply is easily mistaken for when it is read by itself. The rest is an act of
/// its own beside the reply.
constexpr intent_set mistaken =
    logging | intent_set{intent::complete_item,    intent::undo,
                         intent::delete_item,      intent::confirm_yes,
                         intent::confirm_no,       intent::unknown,
                         intent::smalltalk_thanks, intent::edit_correction,
                         intent::reminder_add,     intent::search};

/// The model's judgement of the text as one clause.
likelihoods judged_whole(const frame& f) {
  const auto c = make_clause(f, {0, f.size()});
  carried carry;
  const auto found = examine(f, c, carry);
  return intent_classifier::shared().probabilities(
      classifier_features(f, c, found.s, found.evidence));
}

/// The question that the text is as one clause.
std::optional<act_list> question_of(const frame& f) {
  const auto c = make_clause(f, {0, f.size()});
  carried carry;
  const auto found = examine(f, c, carry);
  return fill_freely(intent::stats_query, {f, c, found.s, carry});
}

/// A reply that the turn before leaves room for.
bool fits(intent kind, const prior_turn& prior) {
  switch (kind) {
    case intent::edit_correction:
      return prior.last && !target_of(prior.last->kind).empty();
    case intent::complete_item:
      return prior.fired || (prior.last && is_planned(prior.last->kind));
    case intent::undo:
      return prior.last || prior.fired;
    case intent::delete_item:
      return prior.fired.has_value();
    case intent::confirm_yes:
    case intent::confirm_no:
      return prior.asked == question::yes_or_no;
    case intent::food_log:
    case intent::water_log:
    case intent::gym_log:
      return prior.asked == question::none && prior.last && prior.last->kind == kind;
    default:
      return false;
  }
}

/// Names of what was made; the other slots are figures and times.
bool is_name(slot k) {
  return k == slot::food || k == slot::exercise || k == slot::content ||
         k == slot::assignment_name || k == slot::class_name || k == slot::value ||
         k == slot::restaurant;
}

/// The slots of a change that differ from what was written.
slot_map news(const act& change, const act& last) {
  slot_map out;
  for (const auto& [k, v] : change.slots) {
    bool same = false;
    for (const auto& [had, was] : last.slots) same = same || (had == k && was == v);
    if (k != slot::target && !same) out.set(k, v);
  }
  return out;
}

/// Of several changes in one reply the first that gives a new figure or time, else the first new
/// name: "not 140, was 135", "3. was a hot one".
const act* telling(const act_list& changes, const act& last) {
  const act* named = nullptr;
  for (const auto& a : changes) {
    if (a.kind != intent::edit_correction) continue;
    if (!a.why.empty() &&
        (a.why[0].words.starts_with("not ") || a.why[0].words.starts_with("no be ")))
      continue;
    const auto fresh = news(a, last);
    if (std::any_of(fresh.begin(), fresh.end(), [](const auto& x) { return !is_name(x.first); }))
      return &a;
    if (!named && !fresh.empty()) named = &a;
  }
  return named;
}

/// What a clause changes by its words.
void add_changes(const frame& f, const clause& c, act_list& out) {
  carried carry;
  const signals none;
  const clause_reading r{f, c, none, carry};
  auto acts = fill_freely(intent::edit_correction, r);
  if (!acts || (*acts)[0].kind != intent::edit_correction)
    acts = fill_plainly(intent::edit_correction, r);
  if (acts) out.insert(out.end(), acts->begin(), acts->end());
}

std::optional<act> change_of(const frame& f, const prior_turn& prior, const act_list& acts) {
  if (const auto* a = telling(acts, *prior.last)) return *a;
  if (auto a = bare_change(f, prior)) return a;
  act_list filled;
  const span whole{0, f.size()};
  for (const auto& c : split_clauses(f, whole)) add_changes(f, c, filled);
  if (const auto* a = telling(filled, *prior.last)) return *a;
  add_changes(f, make_clause(f, whole), filled);
  if (filled.empty()) return std::nullopt;
  return filled.back();
}

std::optional<act> thing_done(const frame& f, const prior_turn& prior, const act_list& acts) {
  for (const auto& a : acts)
    if (a.kind == intent::complete_item) return a;
  act a = make_act(intent::complete_item, 0.8, f.say({0, f.size()}), "the reminder is done");
  if (prior.fired)
    a.slots.set(slot::item, without_times(*prior.fired, f));
  else if (const auto name = prior.last->slots.text(slot::content))
    a.slots.set(slot::item, *name);
  else
    return std::nullopt;
  return a;
}

/// "stop this one, doctor changed them": the reminder that went off is not wanted any more.
act fired_dropped(const frame& f, const prior_turn& prior) {
  act a = make_act(intent::delete_item, 0.85, f.say({0, f.size()}), "the reminder is not wanted");
  a.slots.set(slot::item, without_times(*prior.fired, f));
  a.slots.set(slot::type, std::string("reminder"));
  return a;
}

/// "and again at 4, 30 min", "another two": the last record once more, with what is said of it.
std::optional<act> once_more(const frame& f, const prior_turn& prior, const act_list& acts) {
  // what names a thing of its own is a record of that one
  for (const auto& a : acts)
    if (a.kind == prior.last->kind) return std::nullopt;
  act a = *prior.last;
  const span whole{0, f.size()};
  for (const auto k : {slot::at, slot::quantity}) a.slots.erase(k);
  const auto when = find_past(f, whole);
  if (when.at) a.slots.set(slot::at, *when.at);
  slot_map said;
  span rest = whole;
  for (const auto& w : when.words) {
    if (w.begin <= rest.begin)
      rest.begin = w.end;
    else
      rest.end = std::min(rest.end, w.begin);
  }
  if (a.kind == intent::food_log) {
    for (auto i = rest.begin; i < rest.end && said.empty(); ++i)
      if (const auto n = f.number_at(i, rest.end); n && !f.is_any(i, {"another", "one"}))
        said.set(slot::quantity, n->value);
  } else {
    change_numbers(f, rest, &a, target_of(a.kind), said);
  }
  for (const auto& [k, v] : said) a.slots.set(k, v);
  a.why = {{f.say(whole), "the last record once more"}};
  return a;
}

/// "bank done. propane done.": several things that the turn before named.
bool each_named_before(const act_list& acts, const prior_turn& prior) {
  return std::all_of(acts.begin(), acts.end(), [&](const act& a) {
    const auto item = a.slots.text(slot::item);
    return item && !prior.fired && prior.heard.find(lower(*item)) != std::string::npos;
  });
}

/// What a question about the last record, or nothing at all, was taken for a change of it.
bool only_changes(const act_list& acts) {
  return !acts.empty() && std::all_of(acts.begin(), acts.end(), [](const act& a) {
    return a.kind == intent::edit_correction || a.kind == intent::unknown;
  });
}

/// A record of something else than the last one, which the reply names and does not speak of as
/// wrong: "3 eggs" after a pizza.
bool another_record(const frame& f, const prior_turn& prior, const act_list& acts) {
  if (acts.empty() || !prior.last || speaks_of_change(f, {0, f.size()}) ||
      any_word(f, {"no", "not", "nope", "wait", "sorry", "oops"}))
    return false;
  return std::all_of(acts.begin(), acts.end(), [&](const act& a) {
    // A word that was taught ("2 shakers") needs no more than itself.
    if (!logging.has(a.kind) || (a.confidence < loose && f.patterns.empty())) return false;
    if (a.kind != prior.last->kind) return true;
    const auto name =
        a.slots.text(slot::food) ? a.slots.text(slot::food) : a.slots.text(slot::exercise);
    return name && prior.heard.find(lower(*name)) == std::string::npos;
  });
}
/// A word that a person taught to be such a record, said of a deed.
bool as_taught(const frame& f, const act_list& acts) {
  return acts.size() == 1 && logging.has(acts[0].kind) &&
         std::any_of(f.patterns.begin(), f.patterns.end(), [&](const pattern_hit& h) {
           return h.pattern->type == "intent" && h.pattern->value == to_string(acts[0].kind);
         });
}

}  // namespace

bool reads_as_one(const frame& f) {
  constexpr std::size_t longest = 24;
  return f.size() <= longest;
}

void settle_reply(const frame& f, const prior_turn& prior, const std::optional<likelihoods>& known,
                  act_list& acts) {
  if (!reads_as_one(f)) return;
  if (!prior.last && !prior.fired && prior.asked == question::none) return;
  const bool answers = prior.asked == question::amount || prior.asked == question::yes_or_no ||
                       prior.asked == question::name;
  for (const auto& a : acts)
    if (!mistaken.has(a.kind) && !(answers && a.confidence < loose)) return;
  const auto p = known ? *known : judged_whole(f);
  const auto kind = static_cast<intent>(std::max_element(p.begin(), p.end()) - p.begin());
  const auto likely = p[static_cast<std::size_t>(kind)];
  if (likely < settled) return;
  if (std::all_of(acts.begin(), acts.end(), [&](const act& a) { return a.kind == kind; }) &&
      !acts.empty() && (acts.size() == 1 || each_named_before(acts, prior)) &&
      !(prior.fired && kind == intent::delete_item))
    return;
  if (kind == intent::unknown && likely > surely_nothing && only_changes(acts)) {
    acts.clear();
    return;
  }
  if (kind == intent::stats_query && only_changes(acts)) {
    if (auto asked = question_of(f); asked && (*asked)[0].kind == kind) acts = std::move(*asked);
    return;
  }
  // "water. so much water. like 40 oz": an answer, and no task beside it
  if (answers && logging.has(kind) && likely > surely_answered) {
    if (std::any_of(acts.begin(), acts.end(), [&](const act& a) { return a.kind == kind; }))
      std::erase_if(acts,
                    [](const act& a) { return !logging.has(a.kind) && a.confidence < loose; });
    return;
  }
  if (std::any_of(acts.begin(), acts.end(), [](const act& a) { return !mistaken.has(a.kind); }))
    return;
  if (!fits(kind, prior)) return;
  if (kind == intent::edit_correction && (another_record(f, prior, acts) || as_taught(f, acts)))
    return;
  std::optional<act> whole;
  if (kind == intent::edit_correction)
    whole = change_of(f, prior, acts);
  else if (kind == intent::complete_item)
    whole = thing_done(f, prior, acts);
  else if (prior.fired && (kind == intent::undo || kind == intent::delete_item))
    whole = fired_dropped(f, prior);
  else if (logging.has(kind))
    whole = once_more(f, prior, acts);
  else
    whole = make_act(kind, likely, f.say({0, f.size()}), "the reply as a whole");
  if (!whole) return;
  whole->confidence = std::min(whole->confidence, static_cast<double>(likely));
  acts = {std::move(*whole)};
}

bool only_seems(const frame& f, const act_list& acts) {
  constexpr intent_set told =
      logging | intent_set{intent::complete_item, intent::delete_item, intent::undo};
  for (const auto& a : acts)
    if (!told.has(a.kind)) return false;
  return reads_as_one(f) && !any_word(f, {"i", "me", "we", "us", "ive", "im", "yo"}) &&
         judged_whole(f)[static_cast<std::size_t>(intent::unknown)] > nothing_at_all;
}

}  // namespace nlp
