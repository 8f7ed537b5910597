// Questions by the wording as a whole: what was logged, what is planned, what was kept.

#include "nlp/prior_turn.hpp"
#include "nlp/slots/free_parts.hpp"

namespace nlp::freely {

std::optional<act_list> stats(const clause_reading& r) {
  const auto& f = r.f;
  made_hit h(intent::stats_query, 84, r);
  const auto s = r.core_span();
  const auto i = s.begin;
  if (any_word(f, s, {"how"}) && any_word(f, s, {"much", "many", "far", "long", "often"}))
    h.fix("how", "1");
  else if (any_word(f, s, {"how"}))
    h.fix("how", "2");
  else if (f.is_any(i, {"what", "which", "tell"}))
    h.fix("what", "1");
  else if (f.is_any(i, {"did", "have", "am", "do", "is", "was", "has"}))
    h.fix("did", "1");
  else
    h.fix("show", "1");
  if (any_word(f, s, {"compare", "versus", "vs", "than", "compared"})) h.fix("agg", "compare");
  if (any_word(f, s, {"when"}) ||
      (any_word(f, s, {"since"}) && any_word(f, s, {"my", "last", "i"})))
    h.fix("agg", "last");
  if (any_word(f, s, {"pr", "pb", "record", "best"})) h.fix("agg", "max");
  auto acts = h.fill(r);
  // "is that a pr": of the thing last spoken of
  if (acts && f.prior && any_word(f, s, {"that", "it", "this"}) &&
      !(*acts)[0].slots.has(slot::item)) {
    const auto& p = *f.prior;
    if (const auto& of = p.query ? p.query : p.last)
      for (const auto k : {slot::item, slot::exercise, slot::food})
        if (const auto t = of->slots.text(k)) (*acts)[0].slots.set(slot::item, *t);
  }
  return acts;
}

std::optional<act_list> agenda(const clause_reading& r) {
  const auto& f = r.f;
  made_hit h(intent::agenda_query, 84, r);
  const auto s = r.core_span();
  static const auto list_name = phrase_book::shared().class_named("list_name");
  if (any_word(f, s, {"list", "buy", "store"}))
    for (auto i = s.begin; i < s.end; ++i)
      if (const auto e = f.member_end(i, list_name, s.end)) {
        h.capture("list", {i, e}, f.member_value(i, list_name, s.end));
        break;
      }
  return h.fill(r);
}

std::optional<act_list> look_up(const clause_reading& r) {
  const auto& f = r.f;
  made_hit h(intent::search, 78, r);
  const auto s = r.core_span();
  static const auto nutri = phrase_book::shared().class_named("nutri");
  bool nutrition = any_word(f, s, {"healthy", "fattening", "keto", "vegan", "macros", "nutrition"});
  for (auto i = s.begin; i < s.end; ++i) nutrition = nutrition || f.in_class(i, nutri);
  if (nutrition && !r.s.first_person) {
    const food_match* best = nullptr;
    const auto foods = shared_foods().find_all(f.all().subspan(0, s.end));
    for (const auto& m : foods)
      if (m.begin >= s.begin && !f.in_class(m.begin, nutri) &&
          (!best || m.end - m.begin > best->end - best->begin))
        best = &m;
    if (best) {
      h.rule.weight = 86;
      h.fix("nutrition", "1");
      h.capture("query", {best->begin, best->end});
      return h.fill(r);
    }
  }
  if (!exercise_in(f, s).empty() &&
      !any_word(f, s, {"find", "search", "my", "about", "anything"})) {
    h.fix("exercise", "1");
    h.rule.weight = 86;
    h.capture("query", s);
    return h.fill(r);
  }
  // "notes mentioning tires", "a task about the vet": what stands behind the word
  for (auto i = s.begin + 1; i + 1 < s.end; ++i)
    if (f.is_any(i, {"about", "mentioning", "containing", "mention", "named", "called", "with"})) {
      h.capture("query", without(f, {i + 1, s.end}, {"the", "my", "a"}, {"please"}));
      return h.fill(r);
    }
  const auto rest =
      without(f, s, {"find",  "search", "look",  "up",       "for",  "show", "me",    "any", "all",
                     "every", "what",   "do",    "you",      "have", "on",   "about", "the", "my",
                     "is",    "are",    "there", "anything", "in",   "i",    "time",  "when"},
              {"please", "again"});
  if (rest.empty()) return std::nullopt;
  h.capture("query", rest);
  return h.fill(r);
}

std::optional<act_list> asked_fact(const clause_reading& r) {
  const auto& f = r.f;
  auto s = r.core_span();
  if (any_word(f, s, {"park", "parked"})) {
    act a = make_act(intent::fact_query, 0.8, f.say(s), "the wording as a whole");
    a.slots.set(slot::key, std::string("parking"));
    return act_list{a};
  }
  const auto size = f.is_any(s.begin, {"what", "which"}) &&
                            f.is_any(s.begin + 1, {"size", "color", "colour", "kind"})
                        ? std::string(f.word(s.begin + 1))
                        : std::string();
  if (!size.empty()) s.begin += 2;
  s = without(
      f, s, {"what",  "whats",    "where",      "when",  "who",  "whos", "which",  "how",  "tell",
             "me",    "remind",   "give",       "show",  "look", "up",   "do",     "did",  "you",
             "know",  "remember", "i",          "say",   "said", "is",   "are",    "was",  "were",
             "does",  "my",       "our",        "the",   "a",    "of",   "name",   "have", "can",
             "could", "about",    "put",        "leave", "get",  "for",  "call",   "s",    "that",
             "again", "old",      "tall",       "take",  "need", "got",  "forgot", "u",    "saved",
             "have",  "number",   "remembered", "uh",    "um",   "hey"},
      {"again", "called", "please", "is",   "was", "do", "i",  "wear", "are",    "at",   "located",
       "say",   "have",   "need",   "take", "for", "me", "my", "it",   "expire", "name", "we"});
  if (s.empty() || s.size() > 6) return std::nullopt;
  act a = make_act(intent::fact_query, 0.8, f.say(r.c.s), "the wording as a whole");
  auto key = f.say(s);
  if (!size.empty()) key += " " + size;
  a.slots.set(slot::key, std::move(key));
  return act_list{a};
}

}  // namespace nlp::freely
