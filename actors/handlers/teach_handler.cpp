// "kraft is the devils krafthouse": checks, conflicts, what it would change, what it could mend.

#include <algorithm>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/reread.hpp"
#include "actors/handlers/support.hpp"
#include "actors/handlers/word_use.hpp"
#include "actors/replies/word_templates.hpp"
#include "nlp/learning/confidence.hpp"
#include "nlp/learning/teachable.hpp"
#include "storage/repositories/fact_repository.hpp"

namespace handlers {
namespace {

namespace learning = nlp::learning;
using nlp::slot;
using storage::knowledge_row;

/// A question about a word, as an act: `scope` says what a yes does.
nlp::act about(const knowledge_row& w, std::string_view scope) {
  nlp::act a;
  a.kind = nlp::intent::teach_pattern;
  a.confidence = 1;
  a.slots.set(slot::term, w.pattern_term);
  a.slots.set(slot::scope, std::string(scope));
  return a;
}

/// The row that the act teaches, without an id; or what to say instead.
std::variant<knowledge_row, outcome> row_of(const nlp::act& act, const turn_context& t) {
  const auto& s = act.slots;
  const auto term = lower(tidy(s.text(slot::term).value_or("")));
  if (const auto no = learning::refuse_term(term))
    return say(replies::unteachable(*no, term, t.voice));
  if (const auto bad = check_food(s, t.voice)) return refuse(t, act, *bad);
  knowledge_row row;
  row.user_id = t.state.user.id;
  row.pattern_term = term;
  row.pattern_type = s.text(slot::type).value_or("entity");
  row.kind = s.text(slot::kind).value_or("");
  row.associated_value = lower(tidy(s.text(slot::value).value_or(""), name_limit));
  row.calories = s.number(slot::calories);
  row.protein_g = s.number(slot::protein_g);
  row.carbs_g = s.number(slot::carbs_g);
  row.fat_g = s.number(slot::fat_g);
  row.amount_ml = s.number(slot::amount_ml);
  if (row.amount_ml && !within(*row.amount_ml, water_range)) {
    const auto likely = likely_value(*row.amount_ml, water_range.most);
    return refuse(t, act,
                  {slot::amount_ml,
                   replies::worded(t.voice, {"a container of {}", "un envase de {}"},
                                   replies::volume(*row.amount_ml, t.voice)),
                   replies::up_to(replies::volume(water_range.most, t.voice), t.voice),
                   likely > 0 ? replies::volume(likely, t.voice) : "", likely});
  }
  const bool figures = row.calories || row.protein_g || row.carbs_g || row.fat_g || row.amount_ml;
  if (row.associated_value.empty()) {
    if (!figures) return ask(t, act, slot::value, replies::what_does_it_mean(term, t.voice));
    row.associated_value = term;
  }
  if (row.pattern_type == "synonym") {
    if (row.associated_value == term) return say(replies::same_on_both_sides(t.voice));
    const auto meaning_of = [&](std::string_view word) -> std::optional<std::string> {
      for (const auto& m : t.state.words->meanings(word))
        if (m->pattern_type == "synonym" && is_used(*m, t.now)) return m->associated_value;
      return std::nullopt;
    };
    if (learning::closes_circle(term, row.associated_value, meaning_of))
      return say(replies::synonym_circle(term, row.associated_value, t.voice));
  }
  const bool noticed = s.text(slot::scope) == "noticed";
  row.confidence = noticed ? learning::inferred_start : learning::explicit_start;
  row.explicitly_taught = !noticed;
  row.created_at = t.now;
  row.message_id = t.message_id;
  return row;
}

/// The stored row that this teaching renews: the same meaning, or the same key.
taught_word renewed_by(const knowledge_row& row, const std::vector<taught_word>& meanings,
                       instant now) {
  const auto p = pattern_of(row, now);
  for (const auto& m : meanings)
    if (learning::same_meaning(pattern_of(*m, now), p) ||
        (m->pattern_type == row.pattern_type && m->associated_value == row.associated_value))
      return m;
  return nullptr;
}

/// Inferred words that nobody used for long make room. What was taught stays.
void prune(const turn_context& t, outcome& o) {
  for (const auto& w : t.state.words->all())
    if (learning::may_be_pruned(w->confidence, w->explicitly_taught,
                                t.now - w->last_used_at.value_or(w->created_at)))
      o.changes.push_back(storage::deleted(*w));
}

/// Taught, and not used for so long that the person may want it gone.
constexpr std::chrono::hours unused_for_long{24 * 365};

std::vector<taught_word> long_unused(const turn_context& t) {
  std::vector<taught_word> out;
  for (const auto& w : t.state.words->all())
    if (w->explicitly_taught && w->kind != "metric" &&
        t.now - w->last_used_at.value_or(w->created_at) > unused_for_long)
      out.push_back(w);
  std::ranges::stable_sort(
      out, {}, [](const taught_word& w) { return w->last_used_at.value_or(w->created_at); });
  return out;
}

/// A yes drops them, a no keeps them for as long again.
outcome settle_unused(const turn_context& t, bool drop) {
  outcome o;
  o.action = "forget_pattern";
  std::vector<std::string> names;
  for (const auto& w : long_unused(t)) {
    names.push_back(w->pattern_term);
    auto kept = *w;
    kept.last_used_at = t.now;
    o.changes.push_back(drop ? storage::deleted(*w) : storage::updated(*w, kept));
  }
  o.reply =
      drop && !names.empty() ? replies::forgotten(names, t.voice) : replies::left_as_is(t.voice);
  return o;
}

/// One more spelling of a word that means the same.
taught_word other_spelling(const knowledge_row& row, const turn_context& t) {
  const auto p = pattern_of(row, t.now);
  for (const auto& w : t.state.words->all())
    if (w->pattern_term != row.pattern_term && w->pattern_term[0] == row.pattern_term[0] &&
        learning::same_spelling(w->pattern_term, row.pattern_term) &&
        learning::same_meaning(pattern_of(*w, t.now), p) &&
        learning::same_figures(pattern_of(*w, t.now), p))
      return w;
  return nullptr;
}

void put_question(const turn_context& t, outcome& o, nlp::act yes, const std::string& question) {
  auto asked = ask_to_confirm(t, std::move(yes), question);
  o.reply += " " + asked.reply;
  o.talk = std::move(asked.talk);
}

result<outcome> store(const knowledge_row& row, bool confirmed, const nlp::act& act,
                      const turn_context& t, const food_estimator& estimate,
                      storage::unit_of_work& u) {
  const auto& words = *t.state.words;
  const auto meanings = words.meanings(row.pattern_term);
  const auto old = renewed_by(row, meanings, t.now);
  auto after = row;
  outcome o;
  o.action = "teach_pattern";
  if (old) {
    after.id = old->id;
    after.usage_count = old->usage_count;
    after.last_used_at = old->last_used_at;
    if (same_teaching(*old, after) && old == meanings.front() && is_used(*old, t.now))
      return say(replies::known_already(*old, t.voice));
    o.changes.push_back(storage::updated(*old, after));
  } else {
    if (words.size() >= learning::most_words)
      return say(replies::too_many_words(learning::most_words, t.voice));
    after.id = t.ids.next();
    o.changes.push_back(storage::inserted(after));
  }
  const auto next = words.with(o.changes, t.now);
  const auto texts = reread(u, t, words, *next, row.pattern_term);
  const auto rival = std::ranges::find_if(
      meanings, [&](const taught_word& m) { return m->id != after.id && is_used(*m, t.now); });
  // Of two meanings the person is asked which; that asks about what was read by the other, too.
  if (!confirmed && rival == meanings.end())
    if (const auto it = std::ranges::find_if(texts, &reread_text::other_kind); it != texts.end()) {
      auto yes = act;
      yes.slots.set(slot::confirmed, true);
      return ask_to_confirm(t, std::move(yes),
                            replies::would_reread(after, it->message.body.plain,
                                                  it->after.acts.front().kind, t.voice));
    }

  o.reply = replies::pattern_learned(after, old.get(), t.voice);
  std::vector<storage::row_change> repairs;
  for (const auto& text : texts)
    for (auto& c : mended(text, estimate)) repairs.push_back(std::move(c));
  if (rival != meanings.end()) {
    put_question(t, o, about(after, "keep"), replies::two_meanings(**rival, after, t.voice));
    o.talk->if_declined = about(after, "back");
  } else if (!repairs.empty()) {
    put_question(t, o, about(after, "earlier"), replies::mend_earlier(repairs, t.voice));
  } else if (const auto other = other_spelling(after, t)) {
    auto merge = about(after, "merge");
    merge.slots.set(slot::value, other->pattern_term);
    put_question(t, o, std::move(merge), replies::merge_spellings(*other, after, t.voice));
  }
  prune(t, o);
  if (!o.talk)
    if (const auto unused = long_unused(t); !unused.empty()) {
      put_question(t, o, about(*unused.front(), "drop_unused"),
                   replies::drop_unused(unused.front()->pattern_term,
                                        static_cast<std::int64_t>(unused.size()), t.voice));
      o.talk->if_declined = about(*unused.front(), "keep_unused");
    }
  return o;
}

/// What the word meant before it was last changed, if it was.
std::optional<knowledge_row> meaning_before(const knowledge_row& w, storage::unit_of_work& u) {
  constexpr std::int64_t versions_looked_at = 200;
  for (const auto& h : storage::knowledge::history(u, versions_looked_at)) {
    if (h.knowledge_id != w.id || h.change == "deleted") continue;
    const auto image = storage::changes_from_json(h.image.plain);
    if (!image || image->empty() || !image->front().after) continue;
    if (const auto* row = std::get_if<knowledge_row>(&*image->front().after);
        row && !same_teaching(*row, w))
      return *row;
  }
  return std::nullopt;
}

/// Earlier entries as the word would have read them.
result<outcome> mend_earlier(const knowledge_row& w, const turn_context& t,
                             const food_estimator& estimate, storage::unit_of_work& u) {
  const auto& words = *t.state.words;
  const auto old = meaning_before(w, u);
  const auto without = words.with({old ? storage::updated(w, *old) : storage::deleted(w)}, t.now);
  outcome o;
  o.action = "mend_earlier";
  for (const auto& text : reread(u, t, *without, words, w.pattern_term))
    for (auto& c : mended(text, estimate)) o.changes.push_back(std::move(c));
  if (o.changes.empty()) return say(replies::left_as_is(t.voice));
  o.reply = replies::mended_earlier(o.changes, t.voice);
  return o;
}

/// Which of two meanings stays: the newest, or the one before it.
outcome settle_meaning(const std::vector<taught_word>& meanings, bool keep_newest,
                       const turn_context& t) {
  if (meanings.size() < 2) return say(replies::left_as_is(t.voice));
  outcome o;
  o.action = "teach_pattern";
  if (keep_newest) {
    for (std::size_t i = 1; i < meanings.size(); ++i)
      o.changes.push_back(storage::deleted(*meanings[i]));
    o.reply = replies::meaning_kept(*meanings[0], t.voice);
  } else {
    o.changes.push_back(storage::deleted(*meanings[0]));
    o.reply = replies::meaning_kept(*meanings[1], t.voice);
  }
  return o;
}

outcome merge(const knowledge_row& into, const taught_word& from, const turn_context& t) {
  if (!from) return say(replies::left_as_is(t.voice));
  auto after = into;
  after.usage_count += from->usage_count;
  after.corrections += from->corrections;
  after.confidence = std::max(into.confidence, from->confidence);
  if (from->last_used_at && (!after.last_used_at || *after.last_used_at < *from->last_used_at))
    after.last_used_at = from->last_used_at;
  outcome o;
  o.action = "teach_pattern";
  o.changes.push_back(storage::deleted(*from));
  o.changes.push_back(storage::updated(into, after));
  o.reply = replies::merged(*from, after, t.voice);
  return o;
}

/// The answer to a question about a word.
handled answered(const std::string& scope, const nlp::act& act, const turn_context& t,
                 const food_estimator& estimate) {
  if (scope == "drop_unused" || scope == "keep_unused")
    return settle_unused(t, scope == "drop_unused");
  const auto meanings = t.state.words->meanings(lower(act.slots.text(slot::term).value_or("")));
  if (meanings.empty()) return say(replies::left_as_is(t.voice));
  const auto w = meanings.front();
  if (scope == "right") return say(replies::good_to_know(*w, t.voice));
  if (scope == "wrong") {
    outcome o;
    note_mistake({w}, t, o);
    if (o.reply.empty()) o.reply = replies::word_was_wrong(*w, t.voice);
    return o;
  }
  if (scope == "keep") return settle_meaning(meanings, true, t);
  if (scope == "back") return settle_meaning(meanings, false, t);
  if (scope == "merge") {
    const auto others = t.state.words->meanings(act.slots.text(slot::value).value_or(""));
    return merge(*w, others.empty() ? nullptr : others.front(), t);
  }
  return deferred(
      [w, &t, &estimate](storage::unit_of_work& u) { return mend_earlier(*w, t, estimate, u); });
}

}  // namespace

handled teach(const nlp::act& act, const turn_context& t, const food_estimator& estimate) {
  if (const auto scope = act.slots.text(slot::scope); scope && *scope != "noticed")
    return answered(*scope, act, t, estimate);
  auto row = row_of(act, t);
  if (auto* instead = std::get_if<outcome>(&row)) return std::move(*instead);
  const bool confirmed = act.slots.flag(slot::confirmed).value_or(false);
  return deferred(
      [row = std::get<knowledge_row>(row), confirmed, &act, &t,
       &estimate](storage::unit_of_work& u) { return store(row, confirmed, act, t, estimate, u); });
}

handled merge_words(const turn_context& t, const std::string& one, const std::string& other) {
  const auto a = t.state.words->meanings(one), b = t.state.words->meanings(other);
  if (a.empty() || b.empty()) return say(replies::not_learned(a.empty() ? one : other, t.voice));
  const auto &from = a.front(), &into = b.front();
  if (from->id == into->id ||
      !learning::same_meaning(pattern_of(*from, t.now), pattern_of(*into, t.now)))
    return say(t,
               {"They mean different things: {}; {}. Nothing was changed.",
                "Significan cosas distintas: {}; {}. No cambié nada."},
               replies::phrase(*from, t.voice), replies::phrase(*into, t.voice));
  auto yes = about(*into, "merge");
  yes.slots.set(slot::value, from->pattern_term);
  return ask_to_confirm(t, std::move(yes), replies::merge_spellings(*from, *into, t.voice));
}

handled forget(const nlp::act& act, const turn_context& t) {
  const auto said = lower(tidy(act.slots.text(slot::term).value_or(""), learning::longest_term));
  if (said.empty())
    return say(t, {"Which word should I forget? Ask \"what have you learned?\"",
                   "¿Qué palabra olvido? Para verlas: \"mis palabras\"."});
  auto known = t.state.words->meanings(said);
  if (known.empty()) {
    const auto all = t.state.words->all();
    std::vector<std::string> terms;
    for (const auto& k : all) terms.push_back(k->pattern_term);
    if (const auto found = pick_by_words(said, terms); found.best.size() == 1)
      known.push_back(all[found.best.front()]);
  }
  if (known.empty()) return say(replies::not_learned(said, t.voice));
  std::vector<std::string> names;
  for (const auto& k : known) names.push_back(replies::phrase(*k, t.voice));
  if (!act.slots.flag(slot::confirmed).value_or(false)) {
    auto yes = act;
    yes.slots.set(slot::term, known.front()->pattern_term);
    return ask_to_confirm(t, std::move(yes), replies::forget_it(names, t.voice));
  }
  outcome o;
  o.action = "forget_pattern";
  for (const auto& k : known) o.changes.push_back(storage::deleted(*k));
  o.reply = replies::forgotten(names, t.voice);
  return o;
}

}  // namespace handlers
