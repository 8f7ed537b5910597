#include <fmt/format.h>

#include <algorithm>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"
#include "nlp/text/tokenizer.hpp"
#include "storage/repositories/fact_repository.hpp"

namespace handlers {
namespace {

using nlp::slot;

constexpr double explicit_confidence = 0.9;
constexpr std::size_t term_limit = 60;

/// Words that mean too much to be given another meaning.
bool too_common(std::string_view term) {
  constexpr std::array words = {
      "the",  "a",    "an",   "i",     "me",   "my",    "you",  "it",    "is",      "and", "or",
      "to",   "of",   "in",   "on",    "at",   "for",   "was",  "yes",   "no",      "ok",  "stop",
      "help", "undo", "redo", "more",  "done", "ate",   "had",  "drank", "did",     "do",  "what",
      "how",  "when", "food", "water", "gym",  "sleep", "todo", "today", "tomorrow"};
  return std::ranges::find(words, lower(term)) != words.end() || list_numbers(term).size() > 0;
}

}  // namespace

handled teach(const nlp::act& act, const turn_context& t) {
  const auto& s = act.slots;
  const auto term = lower(tidy(s.text(slot::term).value_or(""), 200));
  if (term.empty()) return say("What should I learn? Like \"my stanley is 40oz\".");
  if (term.size() > term_limit)
    return say("That is too long to be one of your words. Which short word should I learn?");
  if (too_common(term))
    return say("\"" + term + "\" is too common a word to learn. Use a more special one.");
  storage::knowledge_row row;
  row.pattern_term = term;
  row.pattern_type = s.text(slot::type).value_or("entity");
  row.kind = s.text(slot::kind).value_or("");
  row.associated_value = lower(tidy(s.text(slot::value).value_or(""), name_limit));
  row.calories = s.number(slot::calories);
  row.protein_g = s.number(slot::protein_g);
  row.carbs_g = s.number(slot::carbs_g);
  row.fat_g = s.number(slot::fat_g);
  row.amount_ml = s.number(slot::amount_ml);
  if (const auto bad = check_food(s)) return refuse(t, act, *bad);
  if (row.amount_ml && !within(*row.amount_ml, water_range))
    return say("A container holds up to " + replies::volume(water_range.most, t.voice) + ".");
  const bool figures = row.calories || row.protein_g || row.carbs_g || row.fat_g || row.amount_ml;
  if (row.associated_value.empty()) {
    if (!figures) return ask(t, act, slot::value, "What does \"" + term + "\" mean?");
    row.associated_value = term;
  }
  if (row.pattern_type == "synonym" && row.associated_value == term)
    return say("That says the same on both sides, so there is nothing to learn.");
  row.confidence = explicit_confidence;
  row.explicitly_taught = true;
  row.created_at = t.now;
  row.message_id = t.message_id;
  row.user_id = t.state.user.id;

  return deferred([&t, row](storage::unit_of_work& u) -> result<outcome> {
    auto known = storage::knowledge::by_term(u, row.pattern_term);
    overlay(known, t.earlier);
    std::erase_if(known, [&](const auto& k) { return lower(k.pattern_term) != row.pattern_term; });
    // A term has one meaning of a type: the latest. The one before comes back with undo.
    const auto old = std::ranges::find_if(
        known, [&](const auto& k) { return k.pattern_type == row.pattern_type; });
    outcome o;
    o.action = "teach_pattern";
    auto after = row;
    if (old == known.end()) {
      after.id = t.ids.next();
      o.changes.push_back(storage::inserted(after));
      o.reply = replies::pattern_learned(after, nullptr, t.voice);
    } else {
      after.id = old->id;
      after.created_at = old->created_at;
      after.usage_count = old->usage_count;
      after.last_used_at = old->last_used_at;
      o.changes.push_back(storage::updated(*old, after));
      o.reply = replies::pattern_learned(after, &*old, t.voice);
    }
    return o;
  });
}

handled forget(const nlp::act& act, const turn_context& t) {
  const auto term = lower(tidy(act.slots.text(slot::term).value_or(""), term_limit));
  if (term.empty()) return say("Which word should I forget? Ask \"what have you learned?\"");
  return deferred([&t, term](storage::unit_of_work& u) -> result<outcome> {
    auto known = storage::knowledge::by_term(u, term);
    if (known.empty()) {
      const auto all = storage::knowledge::all(u);
      std::vector<std::string> terms;
      for (const auto& k : all) terms.push_back(k.pattern_term);
      const auto found = pick_by_words(term, terms);
      if (found.best.size() == 1) known.push_back(all[found.best.front()]);
    }
    if (known.empty()) return say("I have not learned \"" + term + "\".");
    outcome o;
    o.action = "forget_pattern";
    std::vector<std::string> names;
    for (auto& k : known) {
      names.push_back(replies::phrase(k, t.voice));
      o.changes.push_back(storage::deleted(std::move(k)));
    }
    o.reply = "Forgotten: " + replies::listing(names) + ".";
    return o;
  });
}

handled list_taught(const nlp::act& act, const turn_context& t) {
  const auto kind = act.slots.text(slot::kind).value_or("");
  return deferred([&t, kind](storage::unit_of_work& u) -> result<outcome> {
    constexpr std::size_t shown = 15;
    auto known = storage::knowledge::all(u);
    overlay(known, t.earlier);
    if (!kind.empty()) std::erase_if(known, [&](const auto& k) { return k.kind != kind; });
    if (known.empty())
      return say("You haven't taught me any words yet. Try \"my stanley is 40oz\".");
    std::string text = "You taught me:";
    for (std::size_t i = 0; i < known.size() && i < shown; ++i)
      text += "\n" + replies::phrase(known[i], t.voice);
    if (known.size() > shown) text += fmt::format("\nand {} more", known.size() - shown);
    return say(text);
  });
}

}  // namespace handlers
