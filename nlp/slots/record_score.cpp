// How sure it is that a clause is an account of something done: its verb, what its items are, how
// much of it they cover.

#include <algorithm>

#include "nlp/slots/record_reader.hpp"
#include "nlp/text/fuzzy_phrases.hpp"

namespace nlp {
namespace {

/// Food bought, sold, spilled or priced is not eaten by that.
bool trade_word(const frame& f, span s) {
  static constexpr listed_words traded(
      "sold", "bought", "delivered", "received", "split", "spilled", "spilt", "dropped", "hauled",
      "shipped", "stocked", "brewed", "planted", "harvested", "recipe", "special", "cartons",
      "pallets", "crates", "dollar", "dollars", "bucks", "cost", "costs", "price", "prices", "$",
      "£", "€", "bill", "scrub", "mask", "scented", "flavored", "temp", "degrees", "heater", "pump",
      "tank");
  for (auto i = s.begin; i < s.end; ++i)
    if (f.is_any(i, traded)) return true;
  return false;
}

/// Everyday words in the names of foods that name no food: "juice box explosion everywhere".
std::size_t stray_words(const act_list& acts) {
  std::size_t out = 0;
  for (const auto& a : acts) {
    if (a.kind != intent::food_log) continue;
    const auto name = a.slots.text(slot::food);
    if (!name || a.slots.has(slot::calories)) continue;
    for (const auto& t : tokenize(*name))
      if (t.text.size() >= 3 && is_plain_word(t.text) && !shared_foods().is_food_word(t.text) &&
          t.text != "with" && t.text != "and" && t.text != "from" && t.text != "the" &&
          t.text != "without" && t.text != "extra" && t.text != "med" && t.text != "large" &&
          t.text != "for" && t.text != "meal")
        ++out;
  }
  return out;
}

/// A food that the lexicon knows, or a word that is in no list of ordinary ones: "zorpasta".
bool known_or_strange(const frame& f, const act_list& acts, span s) {
  for (const auto& m : f.foods)
    if (!m.ambiguous && m.begin >= s.begin && m.end <= s.end) return true;
  for (const auto& a : acts)
    if (const auto name = a.slots.text(slot::food))
      for (const auto& t : tokenize(*name))
        if (t.type == token::kind::word && t.text.size() >= 4 && !is_plain_word(t.text))
          return true;
  return false;
}

}  // namespace

bool done_word(const frame& f, span s) {
  static constexpr listed_words done("done", "finished", "complete", "completed", "crushed",
                                     "smashed", "logged", "down", "hecho", "terminado");
  for (auto i = s.begin; i < s.end; ++i)
    if (f.is_any(i, done)) return true;
  return false;
}

void weigh(const record_reader& rd, const act_list& acts, const record_evidence& found,
           candidate& out) {
  const auto& r = rd.r;
  const auto& f = rd.f;
  const auto& c = rc();
  const auto& exercises = rd.exercises;
  double gym_strength = found.gym, food_strength = found.food;
  const double water_strength = found.water;
  const int foods = found.foods, weak_foods = found.weak_foods;
  const auto covered = found.covered;
  const bool counted = found.counted;
  const bool verb_free = rd.verb.kind == verb_kind::none || rd.verb.kind == verb_kind::did;
  const bool strongly_drank = rd.verb.kind == verb_kind::drink || done_word(f, rd.s);
  // "walked 3 customers", "ran trains", "lunged the colt": done to somebody or something
  if (gym_strength > 0 && rd.done_to_others()) gym_strength = std::min(gym_strength, 0.5);
  // ---- how sure
  // A name beside calories is a food, known or not.
  const bool figured = std::any_of(acts.begin(), acts.end(), [](const act& a) {
    return a.kind == intent::food_log && a.slots.has(slot::calories);
  });
  if (figured && !rd.macro_groups.empty()) food_strength = 3;
  static constexpr listed_words small("i", "my", "the", "a", "an", "of", "and", "had", "for", "was",
                                      "just", "some", "did", "with", "at", "today", "this");
  std::size_t open = 0;
  for (auto i = rd.s.begin; i < rd.s.end; ++i)
    if (!rd.skip(i) && !rd.filler(i) &&
        !(i >= rd.verb.begin && i < rd.verb.end && rd.verb.kind != verb_kind::none) &&
        !f.is_any(i, small))
      ++open;
  const double coverage =
      open == 0 ? 1.0 : std::min(1.0, static_cast<double>(covered) / static_cast<double>(open));
  const double best = std::max({gym_strength, food_strength, water_strength});
  const bool past_verb = rd.verb.kind != verb_kind::none;
  double score = 0;
  if (rd.verb.kind == verb_kind::eat && foods > 0) score = food_strength >= 2 ? 90 : 72;
  if (rd.verb.kind == verb_kind::drink && (water_strength > 0 || foods > 0))
    score = std::max(score, water_strength >= 2 || food_strength >= 2 ? 90.0 : 62.0);
  if (rd.verb.kind == verb_kind::weak && (foods > 0 || water_strength > 0))
    score = std::max(score, best >= 3 ? 86.0 : best >= 2 ? 78.0 : 45.0);
  if (rd.verb.kind == verb_kind::log) score = std::max(score, best >= 2 ? 88.0 : 60.0);
  if (rd.labelled && foods > 0) score = std::max(score, best >= 2 ? 86.0 : 64.0);
  if (!rd.meal.empty() && foods > 0) score = std::max(score, best >= 2 ? 84.0 : 60.0);
  if (gym_strength > 0) {
    const bool did = past_verb || done_word(f, rd.s) || r.s.first_person;
    score = std::max(score, gym_strength >= 2.5   ? 86.0
                            : gym_strength >= 2   ? (did               ? 86.0
                                                     : coverage >= 0.8 ? 74.0
                                                                       : 58.0)
                            : gym_strength >= 1.4 ? (did              ? 80.0
                                                     : coverage > 0.6 ? 72.0
                                                                      : 52.0)
                            : gym_strength >= 1   ? 56.0
                                                  : (did ? 55.0 : 30.0));
  }
  if (verb_free && foods > 0 && gym_strength == 0) {
    const double v = food_strength >= 3   ? (coverage >= 0.75  ? 82.0
                                             : coverage >= 0.5 ? 66.0
                                                               : 40.0)
                     : food_strength >= 2 ? (coverage >= 0.75 ? 70.0 : 40.0)
                                          : 25.0;
    score = std::max(score, v);
  }
  if (water_strength >= 3 &&
      !(past_verb && rd.verb.kind != verb_kind::did && rd.verb.kind != verb_kind::weak))
    score = std::max(score, acts.front().slots.has(slot::amount_ml) || foods > 0
                                ? (coverage >= 0.5 ? 84.0 : 60.0)
                                : (coverage >= 0.8 ? 58.0 : 30.0));
  if (water_strength == 2 && strongly_drank) score = std::max(score, 84.0);
  if (water_strength == 2 && rd.verb.kind != verb_kind::eat && coverage >= 0.5)
    score = std::max(score, 70.0);
  if (rd.verb.progressive) score = std::min(score, 80.0);
  // A meal said to be good is an opinion: "lunch was great".
  if (rd.labelled && foods == weak_foods && f.in_class(rd.s.end - 1, c.opinion)) score = 0;
  if (rd.when.ahead) score = 0;
  out.score = score;
  if (rd.verb.kind != verb_kind::eat && rd.verb.kind != verb_kind::drink &&
      rd.verb.kind != verb_kind::log)
    out.strays = stray_words(acts) + (foods + water_strength > 0 && trade_word(f, rd.s) ? 1 : 0);
  // What fills the clause to the last word is said plainly.
  // Weight and reps, sets and reps, distance and time of an exercise named first, or by oneself.
  bool opens = r.s.first_person || rd.verb.kind == verb_kind::did;
  if (!opens) {
    auto i = rd.s.begin;
    while (i < rd.s.end && (rd.skip(i) || rd.filler(i))) ++i;
    opens = f.number(i) || std::any_of(exercises.begin(), exercises.end(),
                                       [i](const auto& e) { return e.begin == i; });
  }
  const bool measured =
      gym_strength >= 2.4 && opens && std::all_of(acts.begin(), acts.end(), [](const act& a) {
        const auto& v = a.slots;
        return a.kind == intent::gym_log &&
               ((v.has(slot::reps) && (v.has(slot::weight) || v.has(slot::sets))) ||
                (v.has(slot::distance) && v.has(slot::duration_min)));
      });
  // "had dhamaka", which was taught to be a workout
  const bool taught =
      gym_strength >= 3 && past_verb && coverage >= 0.75 &&
      std::any_of(f.patterns.begin(), f.patterns.end(), [&](const auto& h) {
        return h.pattern->type == "intent" && h.begin >= rd.s.begin && h.end <= rd.s.end;
      });
  const bool first_hand = rd.verb.kind != verb_kind::none && coverage >= 1 && score >= 70;
  out.plain = out.strays == 0 && score > 0 &&
              (counted || taught || (measured && !r.s.future) ||
               (figured && coverage >= 0.75 && known_or_strange(f, acts, rd.s)) ||
               (rd.verb.kind == verb_kind::eat && first_hand && known_or_strange(f, acts, rd.s)));
  out.why = gym_strength > food_strength && gym_strength > water_strength ? "an exercise done"
            : water_strength >= food_strength                             ? "water drunk"
                                                                          : "a food eaten";
}

}  // namespace nlp
