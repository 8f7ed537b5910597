// Teaching: what a person's own words mean, and taking it back.

#include <algorithm>

#include "nlp/slots/slots.hpp"

namespace nlp {
namespace {

std::string_view intent_of(const frame& f, span s) {
  static const auto& book = phrase_book::shared();
  static const auto cls = book.class_named("intent_word");
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto v = f.member_value(i, cls, s.end); !v.empty()) return v;
  return {};
}
std::string_view kind_of(const frame& f, span s) {
  static const auto& book = phrase_book::shared();
  static const auto cls = book.class_named("kind_word");
  for (auto i = s.end; i > s.begin; --i)
    if (const auto v = f.member_value(i - 1, cls, s.end); !v.empty()) return v;
  return {};
}

void set_macros(slot_map& slots, const macros& m) {
  if (m.calories) slots.set(slot::calories, *m.calories);
  if (m.protein_g) slots.set(slot::protein_g, *m.protein_g);
  if (m.carbs_g) slots.set(slot::carbs_g, *m.carbs_g);
  if (m.fat_g) slots.set(slot::fat_g, *m.fat_g);
}

std::optional<macros> macros_in(const frame& f, span s) {
  for (auto i = s.begin; i < s.end; ++i)
    if (auto m = macros_at(f.upto(s.end), i); m && m->any()) return m;
  return std::nullopt;
}

}  // namespace

std::optional<act_list> fill_teach(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  static const auto& book = phrase_book::shared();
  static const auto opinion = book.class_named("opinion_adj"), noun = book.class_named("fact_noun"),
                    assignment = book.class_named("assignment_noun");
  const auto* term = hit.find("term");
  const auto* value = hit.find("value");
  // "chew don't count as food" teaches nothing
  if (r.s.negation && hit.rule->weight < 95)
    for (auto i = r.c.core; i < r.c.s.end; ++i)
      if (f.is(i, "not") && f.is_any(i + 1, {"count", "counts", "mean", "means"}))
        return std::nullopt;
  if (!term || (r.s.asks && (hit.rule->weight < 90 || f.is(r.c.s.end - 1, "?"))))
    return std::nullopt;
  span t{term->begin, term->end};
  auto name = strip_lead(f.say(t), {"my", "the", "a", "an", "one", "that", "each", "every", "i had",
                                    "i have", "i did"});
  if (name.empty() || t.size() > 5) return std::nullopt;
  act a = make_act(intent::teach_pattern, 0.88, f.say(r.c.s), "a word you teach");
  a.slots.set(slot::term, name);
  const auto set = [&](std::string_view type, std::string_view kind, std::string v) {
    a.slots.set(slot::type, std::string(type));
    if (!kind.empty()) a.slots.set(slot::kind, std::string(kind));
    if (!v.empty()) a.slots.set(slot::value, std::move(v));
  };
  const auto end = r.c.s.end;
  if (!hit.fixed("container").empty()) {
    const auto* v = hit.find("volume");
    if (!v || r.s.negation || r.s.plan) return std::nullopt;
    const auto volume = volume_at(f.upto(end), v->begin);
    if (!volume || volume->begin != v->begin) return std::nullopt;
    for (auto i = t.begin; i < t.end; ++i)
      if (f.is_any(i, {"goal", "target", "water", "limit", "intake"}) &&
          !f.is_any(t.end - 1, {"bottle", "cup", "mug", "jug", "glass", "tumbler", "flask"}))
        return std::nullopt;
    set("entity", "container", {});
    a.slots.set(slot::amount_ml, round_to(volume->ml, 0));
    return act_list{a};
  }
  if (!hit.fixed("macros").empty()) {
    const auto* v = hit.find("macros");
    if (!v) return std::nullopt;
    const auto m = macros_in(f, {v->begin, end});
    if (!m) return std::nullopt;
    // "lunch was 500 cal", "today is 1800 calories" teach nothing
    static const auto meal = book.class_named("meal");
    if (f.in_class(t.begin, meal) ||
        f.is_any(t.begin, {"today", "it", "that", "this", "goal", "lunch", "total"}))
      return std::nullopt;
    for (auto i = t.begin; i < t.end; ++i)
      if (f.is_any(i, {"goal", "target", "limit", "how", "what", "budget", "intake"}))
        return std::nullopt;
    set("entity", "food", {});
    set_macros(a.slots, *m);
    return act_list{a};
  }
  if (!value || r.s.negation) return std::nullopt;
  span v{value->begin, std::max(value->end, end)};
  if (!hit.fixed("kindof").empty() ||
      hit.rule->source.find("<teach_intent>") != std::string::npos) {
    v = {value->begin, end};
    if (hit.rule->weight < 80) {
      // "pizza is a food": nothing to learn of words everybody knows
      if (shared_foods().find_at(f.upto(t.end), t.begin) && !hit.fixed("kindof").empty())
        return std::nullopt;
      if (f.is_any(t.begin, {"it", "this", "that", "today", "there", "he", "she", "what", "lunch",
                             "dinner", "breakfast", "here", "everything"}))
        return std::nullopt;
      if (r.s.opinion || r.s.plan || r.s.negation) return std::nullopt;
    }
  }
  if (f.symbol(t.begin) || v.begin >= v.end) return std::nullopt;
  // "= 520 cal ..." teaches a food's figures, "= 32 oz" a container
  if (const auto m = macros_in(f, v); m && m->begin <= v.begin + 1) {
    set("entity", "food", {});
    set_macros(a.slots, *m);
    return act_list{a};
  }
  if (const auto vol = volume_at(f.upto(end), v.begin); vol && vol->begin == v.begin) {
    set("entity", "container", {});
    a.slots.set(slot::amount_ml, round_to(vol->ml, 0));
    return act_list{a};
  }
  const auto text = strip_lead(f.say(v), {"a", "an", "my", "i did", "i had", "the_", "it is",
                                          "it as a", "as a", "as", "log it as a", "log"});
  if (text.empty()) return std::nullopt;
  if (hit.rule->source.find("by {term}") == std::string::npos && hit.rule->weight < 90) {
    for (auto i = v.begin; i < v.end; ++i)
      if (f.in_class(i, opinion)) return std::nullopt;
    if (f.in_class(t.end - 1, noun) && f.number(v.begin)) return std::nullopt;
  }
  const auto meaning = intent_of(f, {v.begin, v.end});
  const auto kind = kind_of(f, {v.begin, v.end});
  const bool says_kind =
      !hit.fixed("kindof").empty() ||
      (v.end - v.begin <= 3 && f.is_any(v.begin, {"a", "my", "an", "the"}) && !kind.empty() &&
       !(f.is(v.begin, "the") && v.size() == 3));  // "the corner bistro" is a name
  if (!meaning.empty() &&
      (v.end - v.begin <= 3 || hit.rule->source.find("<teach_intent>") != std::string::npos ||
       f.is_any(v.begin, {"i", "a", "log", "as"}))) {
    set("intent", "", std::string(meaning));
  } else if (!hit.fixed("place").empty()) {
    set("entity", "restaurant", f.say(v, {}, true));
  } else if (says_kind && !kind.empty()) {
    if (kind == "exercise")
      set("intent", "", "gym_log");
    else if (kind == "person")  // who they are is the meaning: "mia is my sister"
      set("entity", kind, text);
    else if (!hit.fixed("place").empty())
      set("entity", kind, f.say({value->begin, end}, {}, true));
    else
      set("entity", kind, name);
  } else if (!kind.empty() && (kind == "restaurant" || kind == "class")) {
    set("entity", kind, kind == "restaurant" ? f.say(v, {}, true) : text);
  } else if (hit.rule->source.find("{term} = {value}") != std::string::npos ||
             hit.rule->weight >= 90) {
    set("synonym", "", text);
  } else {
    set("synonym", "", text);
  }
  (void)assignment;
  return act_list{a};
}

std::optional<act_list> fill_forget(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto* term = hit.find("term");
  if (!term || (r.s.asks && !r.c.request)) return std::nullopt;
  if (!hit.fixed("known").empty()) {
    // plain "forget X": only of a word that was taught
    const auto* taught = f.pattern_at(term->begin);
    if (!taught || taught->begin != term->begin) return std::nullopt;
  }
  const bool bounded =
      hit.find("rest") || hit.rule->source.find("{term} (means") != std::string::npos;
  span t{term->begin, bounded ? term->end : r.c.s.end};
  auto name = strip_lead(f.say(t), {"my", "the", "about", "that", "word", "what", "means"});
  if (name.empty() || t.size() > 4) return std::nullopt;
  if (hit.rule->weight < 84) {
    const bool known = !f.patterns.empty();
    static const auto& book = phrase_book::shared();
    static const auto pattern = book.class_named("pattern_word");
    bool says = known;
    for (auto i = r.c.core; i < t.begin; ++i)
      says = says || f.in_class(i, pattern) || f.is_any(i, {"unlearn", "taught", "forget"});
    if (!says && hit.fixed("known").empty()) return std::nullopt;
    if (f.is_any(t.begin,
                 {"it", "that", "to", "this", "me", "everything", "all", "about", "i", "you"}))
      return std::nullopt;
    if (const auto* h = f.pattern_at(t.begin)) name = h->pattern->term;
  }
  act a = make_act(intent::forget_pattern, 0.88, f.say(r.c.s), "a word to forget");
  a.slots.set(slot::term, name);
  return act_list{a};
}

}  // namespace nlp
