// Portions of foods, said before or behind the food.

#include "nlp/entities/portion.hpp"
#include "nlp/entities/food_lexicon.hpp"
#include "nlp/entities/unit_words.hpp"

namespace nlp {

using namespace quantity;

std::string_view unit_of(std::string_view word) {
  const auto* u = find_unit(word);
  return u ? u->unit : std::string_view();
}

std::optional<portion> portion_before(std::span<const token> tokens, std::size_t i) {
  cursor c{tokens, i};
  if (c.done()) return std::nullopt;
  portion p;
  p.begin = static_cast<std::uint32_t>(i);
  auto finish = [&]() -> std::optional<portion> {
    p.end = static_cast<std::uint32_t>(c.i);
    p.quantity = rounded(p.quantity);
    return p;
  };
  skip_hedges(c);
  if (c.word() == "a" || c.word() == "un") {
    cursor look = c;
    ++look.i;
    if (look.take({"bit", "lot", "little", "ton", "bunch", "poco", "touch"})) {
      const bool of = take_of(look);
      if (of || one_of(c.word(1), {"bit", "little", "poco"})) {
        c = look;
        p.vague = true;
        return finish();
      }
    }
  }
  if (c.word(1) == "of" && one_of(c.word(), {"lots", "tons", "loads", "plenty", "most"})) {
    c.i += 2;
    take_article(c);
    p.vague = true;
    return finish();
  }
  static constexpr listed_words multiples("double", "triple", "half");
  if (multiples.has(c.word()) &&
      one_of(c.word(1), {"portion", "portions", "serving", "servings", "helping", "order"})) {
    p.quantity = c.word() == "double" ? 2 : c.word() == "triple" ? 3 : 0.5;
    p.has_quantity = true;
    c.i += 2;
    take_of(c);
    return finish();
  }
  if (c.word() == "doble" && c.word(1) == "porcion") {
    p.quantity = 2;
    p.has_quantity = true;
    c.i += 2;
    take_of(c);
    return finish();
  }
  bool article = false;
  auto n = number_at(c);
  if (!n && take_article(c)) {
    article = true;
    n = number_at(c);
    // "the 3 eggs"; "a 12 oz steak"
  }
  // "a 500 calorie burrito": figures of the food, no amount
  if (n && !n->in_words)
    if (const auto m = macros_at(tokens, c.i); m && m->calories) return std::nullopt;
  if (n) {
    p.quantity = n->value;
    p.has_quantity = true;
    p.vague = n->vague;
    c.i = n->end;
    // "2x eggs", "2 x eggs"; "3/4 of a cup", "half of my sandwich"
    if (c.take({"x", "times"}) && c.is_number()) return std::nullopt;
    if (c.word() == "of" && one_of(c.word(1), {"a", "an", "the", "my", "that", "this"})) c.i += 2;
    if (n->value < 1) take_article(c);
    // "two 12 oz beers": so many of a size
    if (const auto size = number_at(c)) {
      cursor after{tokens, size->end};
      if (const auto u = unit_at(after, true); measures(u.unit)) {
        p.quantity *= size->value;
        c.i = size->end;
      }
    }
  }
  bool sized = false;
  while (const auto* s = size_of(c.word())) {
    // "large fries" keeps its size word; "a fat slice" does not.
    // "2 big macs", "a whole milk latte": the size belongs to the name.
    if (const auto food = shared_foods().find_at(tokens, c.i); food && food->end > c.i + 1) break;
    cursor look = c;
    ++look.i;
    const auto u = unit_at(look, n.has_value());
    if (!u.unit && !size_of(look.word())) {
      if (!n && !article && !unit_at(look, true).unit) break;
    }
    p.size *= s->size;
    p.vague |= s->size != 1;
    sized = true;
    c = look;
  }
  if (const auto u = unit_at(c, n.has_value() && !sized); u.unit) {
    cursor look = c;
    look.i += u.tokens;
    const bool of = one_of(look.word(), {"of", "de"});
    if (n || article || sized || of) {
      p.unit = u.unit->unit;
      c = look;
      // "an 8 oz glass of milk": the glass says nothing more
      if (measures(u.unit)) {
        const auto vessel = unit_at(c, false);
        cursor past = c;
        past.i += vessel.tokens;
        if (vessel.unit && (one_of(past.word(), {"of", "de"}) || past.done())) c = past;
      } else if (n && c.take({"and", "y"})) {
        // "a cup and a half of rice"
        if ((c.word() == "a" && c.word(1) == "half") || one_of(c.word(), {"media", "medio"})) {
          p.quantity += 0.5;
          c.i += c.word() == "a" ? 2 : 1;
        } else {
          --c.i;
        }
      }
      if (article && !n && c.word() == "and" && c.word(1) == "a" && c.word(2) == "half") {
        p.quantity = 1.5;
        p.has_quantity = true;
        c.i += 3;
      }
      take_of(c);
      return finish();
    }
  }
  if (!n && !article && !sized) return std::nullopt;
  p.article_only = !n && !sized;
  take_of(c);
  if (c.i == i) return std::nullopt;
  return finish();
}

std::optional<portion> portion_after(std::span<const token> tokens, std::size_t i) {
  cursor c{tokens, i};
  portion p;
  p.begin = static_cast<std::uint32_t>(i);
  const bool bracket = c.take({"(", "["});
  c.take({"-", ":", ","});
  skip_hedges(c);
  if (c.done() || macros_at(tokens, c.i)) return std::nullopt;
  auto finish = [&]() -> std::optional<portion> {
    if (bracket) c.take({")", "]"});
    p.end = static_cast<std::uint32_t>(c.i);
    p.has_quantity = true;
    p.quantity = rounded(p.quantity);
    return p;
  };
  if (one_of(c.word(), {"x", "*", "times"}) && c.is_number(1)) {
    ++c.i;
    const auto n = number_at(c);
    if (!n) return std::nullopt;
    p.quantity = n->value;
    c.i = n->end;
    if (const auto u = unit_at(c, true); u.unit) {
      p.unit = u.unit->unit;
      c.i += u.tokens;
    }
    return finish();
  }
  if (c.take({"twice"})) {
    p.quantity = 2;
    return finish();
  }
  if (const auto times = number_at(c);
      times && times->end < tokens.size() && one_of(tokens[times->end].text, {"times", "veces"})) {
    p.quantity = times->value;
    c.i = times->end + 1;
    return finish();
  }
  const auto n = number_at(c);
  if (!n) return std::nullopt;
  p.quantity = n->value;
  p.vague = n->vague;
  c.i = n->end;
  if (c.word() == "x" && !c.is_number(1)) {
    ++c.i;
    return finish();
  }
  while (const auto* s = size_of(c.word())) {
    p.size *= s->size;
    ++c.i;
  }
  if (const auto u = unit_at(c, true); u.unit) {
    // "whey 2 scoops" but not "eggs, 2 slices of toast"
    cursor look = c;
    look.i += u.tokens;
    if (one_of(look.word(), {"of", "de"}) &&
        !one_of(look.word(1), {"it", "them", "that", "those"})) {
      return std::nullopt;
    }
    if (!bracket && !look.done() && look.tokens[look.i].type == token::kind::word &&
        !one_of(look.word(),
                {"and",    "with",   "plus",  "for",      "at",     "from",    "of",      "y",
                 "con",    "in",     "this",  "today",    "total",  "each",    "worth",   "before",
                 "after",  "on",     "w",     "n",        "para",   "en",      "de",      "as",
                 "then",   "around", "about", "also",     "no",     "without", "sin",     "minus",
                 "cooked", "raw",    "dry",   "uncooked", "boiled", "grilled", "steamed", "roasted",
                 "fried",  "black",  "plain"})) {
      return std::nullopt;
    }
    c = look;
    p.unit = u.unit->unit;
    if (c.word() == "of") c.i += 2;
    return finish();
  }
  if (c.take({"of"})) {
    if (!c.take({"them", "those", "these", "em"})) return std::nullopt;
    return finish();
  }
  // A bare number counts only when nothing else can follow from it ("eggs 3").
  const bool closed = c.done() ||
                      one_of(c.word(), {",", ")", "]", ";", "and", "plus", "&", "+", "y", "@"}) ||
                      (c.word() == "." && c.i + 1 == tokens.size());
  const bool spoken = n->in_words && !(c.done() && p.quantity <= 12 && p.quantity >= 2);
  if ((!closed && !macros_at(tokens, c.i)) || spoken || p.quantity > 50) return std::nullopt;
  return finish();
}

}  // namespace nlp
