// Facts about the person's world: kept ("locker combo 14-32-8") and asked for.

#include <algorithm>
#include <cmath>

#include "nlp/slots/slots.hpp"

namespace nlp {
namespace {

bool class_in(const frame& f, span s, class_id cls) {
  for (auto i = s.begin; i < s.end; ++i)
    if (f.member_end(i, cls, s.end)) return true;
  return false;
}

std::optional<act_list> fact(const clause_reading& r, std::string key, std::string value,
                             double confidence) {
  key = strip_lead(
      key, {"my", "our", "the", "that", "a", "an", "his", "her", "el", "la", "mi", "los", "las"});
  if (key.empty() || value.empty()) return std::nullopt;
  // "221 now not 212", "19D0442 remember": what is kept ends before these
  for (const std::string_view tail : {" now not ", " not "})
    if (const auto p = value.find(tail); p != std::string::npos && p > 0 && value[0] <= '9')
      value.resize(p);
  for (const std::string_view tail : {" remember", " remember it", " save it", " write it", " save",
                                      " please", " note it", " remember that"})
    if (value.size() > tail.size() && value.ends_with(tail))
      value.resize(value.size() - tail.size());
  // a password goes on to the next space: "Spree2031!"
  const bool secret = key.find("pass") != std::string::npos || key.find("pin") != std::string::npos;
  const auto text = r.f.text;
  if (const auto p = secret ? text.find(value) : std::string_view::npos;
      p != std::string_view::npos && value.find(' ') == std::string::npos) {
    auto end = text.find_first_of(" \n\t", p);
    if (end == std::string_view::npos) end = text.size();
    if (const auto last = text[end - 1]; last == '.' || last == ',' || last == ';') --end;
    if (end > p + value.size()) value = std::string(text.substr(p, end - p));
  }
  act a = make_act(intent::fact_store, confidence, r.f.say(r.c.s), "a fact to keep");
  a.slots.set(slot::key, std::move(key));
  a.slots.set(slot::value, std::move(value));
  return act_list{a};
}

/// A number as it is dictated: "four four one nine". At least three digits.
struct dictated_number {
  span words;
  std::string digits;
};

std::optional<dictated_number> dictated_from(const frame& f, std::size_t i, std::size_t end) {
  dictated_number out{{i, i}, {}};
  for (; out.words.end < end; ++out.words.end) {
    const auto w = f.word(out.words.end);
    const auto n = w == "oh" ? std::optional<double>(0) : number_word(w, number_language::en);
    if (!n || *n > 9 || *n != std::floor(*n)) break;
    out.digits += static_cast<char>('0' + static_cast<int>(*n));
  }
  if (out.digits.size() < 3) return std::nullopt;
  return out;
}

/// "the gate code is six six one two pound sign", "... zero four four nine no wait zero four nine
/// four": what was dictated last, in digits.
std::optional<act_list> dictated_fact(const clause_reading& r) {
  const auto& f = r.f;
  const span s{r.c.core, r.c.s.end};
  std::optional<dictated_number> last;
  std::size_t first = s.end;
  for (auto i = s.begin; i < s.end; ++i)
    if (auto n = dictated_from(f, i, s.end)) {
      first = std::min(first, i);
      last = std::move(n);
      i = last->words.end - 1;
    }
  if (!last || first == s.begin) return std::nullopt;
  span key{s.begin, first};
  std::string value;
  for (auto i = key.begin + 1; i < key.end; ++i)
    if (f.is_any(i, {"is", "are", ":", "="})) {
      value = f.as_written({i + 1, first});  // "is Darnell four two three ..."
      key.end = i;
      break;
    }
  if (!value.empty()) value += ' ';
  value += last->digits;
  if (const auto rest = f.as_written({last->words.end, s.end}); !rest.empty() && rest.size() < 12)
    value += ' ' + rest;
  while (f.is_any(key.begin, {"remember", "that", "note", "save", "write", "down"}) &&
         key.size() > 1)
    ++key.begin;
  return fact(r, f.say(key), std::move(value), 0.85);
}

std::string without_possessor(std::string key) {
  // "baby's pediatrician", "the baby's pediatrician" -> "pediatrician"
  if (const auto p = key.find("babys "); p == 0) key.erase(0, 6);
  if (const auto p = key.find("baby's "); p == 0) key.erase(0, 7);
  return key;
}

}  // namespace

std::optional<act_list> fill_fact(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  static const auto& book = phrase_book::shared();
  static const auto opinion = book.class_named("opinion_adj"), noun = book.class_named("fact_noun"),
                    not_fact = book.class_named("not_fact_key"),
                    person = book.class_named("person_noun");
  if (r.s.asks || r.s.quote) return std::nullopt;
  if (auto told = dictated_fact(r)) return told;
  const auto end = r.c.s.end;
  if (const auto* statement = hit.find("statement")) {
    // "remember that the spare key is under the pot", "note: gate 4471"
    const span s{statement->begin, end};
    for (auto i = s.begin + 1; i + 1 < s.end; ++i)
      if (f.is_any(i,
                   {"is", "are", "=", ":", "was", "lives", "goes", "likes", "hates", "starts"}) &&
          f.tokens[i].type != token::kind::number) {
        auto value = f.as_written({i + 1, s.end});
        if (f.is_any(i, {"lives", "goes", "likes", "hates", "starts"}))
          value = std::string(f.word(i)) + " " + value;
        return fact(r, f.say({s.begin, i}), value, 0.85);
      }
    if (f.is_any(s.begin, {"to", "me"}) || s.size() < 2) return std::nullopt;
    // "remember i parked on level 3"
    if (f.is(s.begin, "i") && f.is_any(s.begin + 1, {"parked", "put", "left", "hid"}) &&
        s.size() > 3) {
      if (f.is(s.begin + 1, "parked"))
        return fact(r, "parking", f.as_written({s.begin + 2, s.end}), 0.8);
      for (auto i = s.begin + 3; i + 1 < s.end; ++i)
        if (f.is_any(i, {"in", "on", "under", "at", "behind", "by"}))
          return fact(r, f.say({s.begin + 2, i}), f.as_written({i, s.end}), 0.8);
    }
    for (auto i = s.begin; i < s.end; ++i)
      if (f.number(i) && i > s.begin)
        return fact(r, f.say({s.begin, i}), f.as_written({i, s.end}), 0.7);
    return std::nullopt;
  }
  const auto* key = hit.find("key");
  const auto* value = hit.find("value");
  const auto fixed_key = std::string(hit.fixed("key"));
  if (!value) return std::nullopt;
  span v{value->begin, end};
  if (!fixed_key.empty()) return fact(r, fixed_key, f.as_written(v), 0.85);
  if (const auto* fav = hit.find("fav")) {
    return fact(r, "favorite " + f.say({fav->begin, fav->end}), f.as_written(v), 0.85);
  }
  if (!key) return std::nullopt;
  span k{key->begin, key->end};
  // "john is my dentist": the relation is the key
  if (hit.rule->source.find("{value:<relation>}") != std::string::npos)
    return fact(r, f.say({value->begin, value->end}), f.say(k), 0.7);
  if (hit.rule->source.find("{key:<") != std::string::npos) {
    // words around the noun belong to the key: "my garage door code"
    while (k.begin > r.c.core && !f.is_any(k.begin - 1, {"my", "our", "the", "is"})) --k.begin;
    while (k.end < end && k.end < v.begin &&
           f.is_any(k.end,
                    {"number", "code", "combo", "name", "size", "combination", "password", "pin"}))
      ++k.end;
    if (f.is_any(v.begin, {"is", "are", ":", "=", "-", "number"})) ++v.begin;
    if (f.is_any(v.begin, {"is", "are", ":", "=", "-"})) ++v.begin;
    if (v.begin >= end) return std::nullopt;
  }
  // "walk-in code C3914Z": letters and digits of one word
  while (k.size() > 1 && v.begin == k.end && v.begin < end && !f.tokens[v.begin].space_before &&
         !f.symbol(v.begin - 1)) {
    --k.end;
    --v.begin;
  }
  // "el código del portal es ...": up to the word of being
  if (!hit.fixed("keyspan").empty() && v.begin > k.end + 1) k.end = v.begin - 1;
  const bool sure = hit.rule->weight >= 80;
  if (f.word(v.begin).ends_with("ing") ||
      f.is_any(v.begin, {"so", "not", "broken", "gone", "mush", "fried"}))
    return std::nullopt;
  if (!hit.fixed("num").empty()) {
    if (v.begin >= 2 && f.is(v.begin - 1, ":") && f.number(v.begin - 2))
      return std::nullopt;  // a clock
    // "hotel room is 1412", "the lockbox code is 2290": a thing and its number
    bool number = false;
    for (auto i = v.begin; i < v.end; ++i) number = number || f.number(i);
    if (!number || k.size() > 4 || v.size() > 8 || r.s.first_person || r.s.plan ||
        class_in(f, k, not_fact) || macros_at(f.upto(end), v.begin) ||
        volume_at(f.upto(end), v.begin) || f.words[k.end - 1] == 0)
      if (!(number && class_in(f, k, noun))) return std::nullopt;
    for (const auto& t : f.times_in(v, time_bias::future))
      if (!t.weak && (t.has_date || t.has_clock)) return std::nullopt;
    return fact(r, without_possessor(f.say(k)), f.as_written(v), 0.75);
  }
  if (!sure) {
    if (r.s.opinion || r.s.negation || r.s.plan || r.s.figure) return std::nullopt;
    if (f.in_class(v.begin, opinion) || class_in(f, v, opinion)) return std::nullopt;
    if (k.size() > 5 || class_in(f, k, not_fact)) return std::nullopt;
    // A fact is short, or holds a number, a name, a place.
    bool number = false;
    for (auto i = v.begin; i < v.end; ++i) number = number || f.number(i);
    if (f.is_any(v.begin,
                 {"so",    "not",     "too",   "very",   "really",  "going",  "always",  "still",
                  "about", "getting", "being", "eating", "killing", "making", "driving", "on",
                  "in",    "a",       "such",  "all",    "never",   "just",   "at",      "the",
                  "out",   "over",    "down",  "coming", "sick",    "mad",    "home",    "gonna",
                  "like",  "my",      "gone",  "sore",   "tired",   "dead",   "asleep",  "here",
                  "back",  "up",      "due"}) &&
        hit.fixed("place").empty() && !(number && class_in(f, k, noun)))
      return std::nullopt;
    if (v.size() > 6 && !number) return std::nullopt;
    if (class_in(f, k, person) && !number && !class_in(f, k, noun)) {
      // "my mom is sarah" is a fact, "my mom is eating" is not; unknown words only
      if (f.words[v.begin] != 0 || v.size() > 2) return std::nullopt;
    }
    if (!number && hit.fixed("place").empty() && !class_in(f, k, noun) && f.words[v.begin] != 0)
      return std::nullopt;
  } else if (f.in_class(v.begin, opinion) && v.size() <= 2 && hit.rule->weight < 86) {
    return std::nullopt;
  }
  auto text = !hit.fixed("place").empty() && v.begin > 0 ? f.as_written({v.begin - 1, end})
                                                         : f.as_written(v);
  return fact(r, without_possessor(f.say(k)), std::move(text), sure ? 0.85 : 0.7);
}

std::optional<act_list> fill_fact_query(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  static const auto& book = phrase_book::shared();
  static const auto metric = book.class_named("metric"), domain = book.class_named("domain"),
                    agenda = book.class_named("agenda_noun"),
                    event = book.class_named("agenda_item"), noun = book.class_named("fact_noun"),
                    not_key = book.class_named("not_query_key");
  act a = make_act(intent::fact_query, 0.85, f.say(r.c.s), "a fact asked for");
  const auto fixed = std::string(hit.fixed("key"));
  if (!fixed.empty()) {
    a.slots.set(slot::key, fixed);
    return act_list{a};
  }
  const auto* key = hit.find("key");
  span k = key ? span{key->begin, key->end} : span{hit.begin, hit.end};
  if (!hit.fixed("self").empty()) k = {r.c.core, r.c.s.end};
  if (!hit.fixed("span").empty()) {
    a.slots.set(slot::key, f.say({k.begin, r.c.s.end}));
    return act_list{a};
  }
  if (hit.rule->source.find("{key:<") != std::string::npos) {
    while (k.begin > r.c.core && !f.is_any(k.begin - 1, {"my", "our", "the", "is", "what", "are"}))
      --k.begin;
    while (k.end < r.c.s.end && !f.symbol(k.end) &&
           !f.is_any(k.end, {"again", "please", "is", "was", "are"}))
      ++k.end;
  }
  if (hit.rule->weight < 75 && !class_in(f, k, noun)) {
    if (class_in(f, k, metric) || class_in(f, k, domain) || class_in(f, k, agenda) ||
        class_in(f, k, event) || class_in(f, k, not_key) || k.size() > 5 ||
        find_exercise(f.upto(k.end), k.begin))
      return std::nullopt;
    for (const auto& t : f.times)
      if (t.first >= k.begin && t.first < k.end && !t.weak) return std::nullopt;
  }
  auto text = without_possessor(f.say(k));
  text = strip_lead(text, {"the", "my", "our", "about"});
  if (text.empty()) return std::nullopt;
  a.slots.set(slot::key, text);
  return act_list{a};
}

}  // namespace nlp
