#include "nlp/entities/portion.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <vector>

#include "nlp/entities/food_lexicon.hpp"
#include "nlp/lexicon/lexicon_files.hpp"
#include "nlp/text/numbers.hpp"

namespace nlp {
namespace {

enum class unit_kind : std::uint8_t { mass, volume, both, vessel, spoon, count };

struct unit_word {
  std::string_view word;
  std::string_view unit;
  unit_kind kind;
  double size;  ///< grams of a mass, millilitres of a volume or vessel; 0: neither
};

std::vector<unit_word> read_units() {
  std::vector<unit_word> out;
  for_each_line(lexicon_file("units.tsv"), [&](std::string_view line) {
    if (line.empty() || line[0] == '#') return;
    std::string_view cell[4];
    std::size_t n = 0;
    for_each_part(line, '\t', [&](std::string_view part) {
      if (n < 4) cell[n++] = part;
    });
    if (n < 4) return;
    unit_word u{};
    u.unit = cell[0];
    u.kind = cell[1] == "mass"     ? unit_kind::mass
             : cell[1] == "volume" ? unit_kind::volume
             : cell[1] == "both"   ? unit_kind::both
             : cell[1] == "vessel" ? unit_kind::vessel
             : cell[1] == "spoon"  ? unit_kind::spoon
                                   : unit_kind::count;
    std::from_chars(cell[2].data(), cell[2].data() + cell[2].size(), u.size);
    for_each_part(cell[3], ',', [&](std::string_view w) {
      u.word = w;
      out.push_back(u);
    });
  });
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& x, const auto& y) { return x.word < y.word; });
  return out;
}

const unit_word* find_unit(std::string_view word) {
  static const auto units = read_units();
  const auto it =
      std::lower_bound(units.begin(), units.end(), word,
                       [](const unit_word& u, std::string_view w) { return u.word < w; });
  return it != units.end() && it->word == word ? &*it : nullptr;
}

bool one_of(std::string_view w, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), w) != list.end();
}

/// A place in the tokens; reading past the end gives empty words.
struct cursor {
  std::span<const token> tokens;
  std::size_t i;

  std::string_view word(std::size_t ahead = 0) const {
    return i + ahead < tokens.size() ? tokens[i + ahead].text : std::string_view();
  }
  bool is_number(std::size_t ahead = 0) const {
    return i + ahead < tokens.size() && tokens[i + ahead].type == token::kind::number;
  }
  bool touches(std::size_t ahead) const {
    return i + ahead < tokens.size() && !tokens[i + ahead].space_before;
  }
  bool done() const { return i >= tokens.size(); }
  bool take(std::initializer_list<std::string_view> list) {
    if (done() || !one_of(word(), list)) return false;
    ++i;
    return true;
  }
};

std::optional<number_match> number_at(const cursor& c) {
  if (c.done()) return std::nullopt;
  auto n = read_number(c.tokens, c.i, number_language::en);
  // "once" is eleven in Spanish and no number in an English text.
  if (!n && !one_of(c.word(), {"once", "un", "una", "uno"})) {
    n = read_number(c.tokens, c.i, number_language::es);
  }
  constexpr double most = 100'000;
  if (!n || n->end <= c.i || !(n->value > 0) || n->value > most) return std::nullopt;
  return n;
}

bool skip_hedges(cursor& c) {
  bool any = false;
  for (int n = 0; n < 4; ++n) {
    if (c.take({"about", "around", "like", "roughly", "approximately", "approx", "maybe", "~",
                "almost", "nearly", "just", "only", "probably", "prob", "abt", "como", "casi",
                "aprox", "over"})) {
      any = true;
    } else {
      break;
    }
  }
  return any;
}

bool take_article(cursor& c) {
  return c.take({"a",    "an",    "one",     "the",  "my",   "some",  "un",   "una",
                 "uno",  "el",    "la",      "los",  "las",  "mi",    "mis",  "this",
                 "that", "these", "those",   "our",  "his",  "her",   "its",  "algo",
                 "unos", "unas",  "another", "otro", "otra", "extra", "more", "1"});
}

struct size_word {
  std::string_view word;
  double size;
};
constexpr size_word size_words[] = {
    {"big", 1.4},      {"large", 1.4},   {"lg", 1.4},       {"huge", 1.75},
    {"giant", 2},      {"fat", 1.4},     {"thick", 1.4},    {"massive", 2},
    {"jumbo", 1.5},    {"heaping", 1.4}, {"generous", 1.4}, {"small", 0.75},
    {"sm", 0.75},      {"tiny", 0.5},    {"little", 0.75},  {"thin", 0.75},
    {"mini", 0.4},     {"medium", 1},    {"med", 1},        {"regular", 1},
    {"whole", 1},      {"full", 1},      {"level", 1},      {"nice", 1},
    {"good", 1},       {"normal", 1},    {"decent", 1},     {"single", 1},
    {"entire", 1},     {"grande", 1.4},  {"gran", 1.4},     {"pequeno", 0.75},
    {"pequena", 0.75}, {"chico", 0.75},  {"chica", 0.75},   {"mediano", 1},
    {"mediana", 1},    {"entero", 1},    {"entera", 1},     {"big-ass", 1.75},
    {"honkin", 1.5},   {"hefty", 1.4},   {"solid", 1},      {"extra-large", 1.6},
    {"xl", 1.6},
};
const size_word* size_of(std::string_view w) {
  for (const auto& s : size_words) {
    if (s.word == w) return &s;
  }
  return nullptr;
}

/// The unit at the cursor and how many tokens it takes; single letters only right after a number.
struct unit_hit {
  const unit_word* unit = nullptr;
  std::size_t tokens = 0;
};
unit_hit unit_at(const cursor& c, bool after_number) {
  if (c.done() || c.tokens[c.i].type != token::kind::word) return {};
  if (one_of(c.word(), {"fl", "fluid"}) && one_of(c.word(1), {"oz", "ounce", "ounces", "ozs"})) {
    return {find_unit("oz"), 2};
  }
  if (c.word() == "fl" && c.word(1) == "." && one_of(c.word(2), {"oz", "ounce", "ounces"})) {
    return {find_unit("oz"), 3};
  }
  const auto* u = find_unit(c.word());
  if (!u) return {};
  if (u->word.size() <= 2 && !after_number) return {};
  if (u->word == "pounds" || u->word == "grams" || u->kind == unit_kind::mass ||
      u->kind == unit_kind::volume) {
    return after_number || one_of(u->word, {"litre", "liter", "litro", "kilo", "pound", "libra"})
               ? unit_hit{u, 1}
               : unit_hit{};
  }
  return {u, 1};
}

bool measures(const unit_word* u) {
  return u &&
         (u->kind == unit_kind::mass || u->kind == unit_kind::volume || u->kind == unit_kind::both);
}

bool take_of(cursor& c) {
  if (!c.take({"of", "de", "worth"})) return false;
  c.take({"of"});
  return true;
}

double rounded(double v) {
  return std::round(v * 1e4) / 1e4;
}

}  // namespace

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
  if (one_of(c.word(), {"lots", "tons", "loads", "plenty", "most"}) && c.word(1) == "of") {
    c.i += 2;
    take_article(c);
    p.vague = true;
    return finish();
  }
  if (one_of(c.word(), {"double", "triple", "half"}) &&
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
                {"and",  "with",  "plus",  "for",  "at",    "from",   "of",    "y",   "con", "in",
                 "this", "today", "total", "each", "worth", "before", "after", "on",  "w",   "n",
                 "para", "en",    "de",    "as",   "then",  "around", "about", "also"})) {
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
                      one_of(c.word(), {",", ")", "]", ";", "and", "plus", "&", "+", "y"}) ||
                      (c.word() == "." && c.i + 1 == tokens.size());
  if (!closed || n->in_words || p.quantity > 50) return std::nullopt;
  return finish();
}

std::optional<volume> volume_at(std::span<const token> tokens, std::size_t i) {
  cursor c{tokens, i};
  if (c.done()) return std::nullopt;
  volume v;
  v.begin = static_cast<std::uint32_t>(i);
  skip_hedges(c);
  double times = 1;
  bool counted = false, article = false;
  if (c.take({"the", "my", "mi", "another", "otro", "otra"})) article = true;
  if (const auto ordinal = c.done() ? std::optional<int>() : ordinal_word(c.word());
      ordinal && unit_at({tokens, c.i + 1}, false).unit && number_at(c) == std::nullopt) {
    v.ordinal = true;
    ++c.i;
    counted = true;
  } else if (c.is_number() && one_of(c.word(1), {"st", "nd", "rd", "th"}) &&
             unit_at({tokens, c.i + 2}, false).unit) {
    v.ordinal = true;
    c.i += 2;
    counted = true;
  } else if (const auto n = number_at(c)) {
    times = n->value;
    c.i = n->end;
    counted = true;
    if (c.word() == "more" || c.word() == "x" || c.word() == "mas") ++c.i;
    if (c.word() == "of" && one_of(c.word(1), {"a", "an", "the", "my", "those", "them", "these"}))
      c.i += 2;
    else if (one_of(c.word(), {"them", "those", "these"}))
      ++c.i;
    if (n->value < 1) take_article(c);
  } else if (take_article(c)) {
    article = true;
    c.take({"more"});
    if (const auto m = number_at(c)) {
      times = m->value;
      c.i = m->end;
      counted = true;
    }
  }
  while (size_of(c.word()) || one_of(c.word(), {"whole", "entire", "full"})) ++c.i;
  if (counted && c.word() == "water")  // "two big water bottles"
    if (const auto vessel = unit_at({tokens, c.i + 1}, true);
        vessel.unit && vessel.unit->kind == unit_kind::vessel)
      ++c.i;
  // "two 16 oz bottles", "2 x 500ml"
  if (counted && !v.ordinal) {
    if (const auto size = number_at(c)) {
      const auto u = unit_at({tokens, size->end}, true);
      if (measures(u.unit)) {
        times *= size->value;
        c.i = size->end;
      }
    }
  }
  const auto u = unit_at(c, counted);
  if (!u.unit || u.unit->kind == unit_kind::mass || !(u.unit->size > 0)) return std::nullopt;
  if (u.unit->kind == unit_kind::count && u.unit->unit != "pitcher") return std::nullopt;
  const auto next = c.i + u.tokens;
  const bool and_half = next + 1 < tokens.size() && tokens[next].text == "y" &&
                        one_of(tokens[next + 1].text, {"medio", "media"});
  if (!counted && !article && !and_half &&
      !one_of(tokens[std::min(c.i + u.tokens, tokens.size() - 1)].text, {"of", "de"})) {
    return std::nullopt;
  }
  c.i += u.tokens;
  v.unit = u.unit->unit;
  v.container = u.unit->kind == unit_kind::vessel;
  double ml = u.unit->size;
  if (measures(u.unit)) {
    // "a 40 oz bottle": the vessel adds nothing
    const auto vessel = unit_at(c, false);
    if (vessel.unit && vessel.unit->kind == unit_kind::vessel) c.i += vessel.tokens;
  }
  // "a liter and a half", "litro y medio"
  if (one_of(c.word(), {"and", "y", "n", "&"})) {
    const bool a_half = c.word(1) == "a" && c.word(2) == "half";
    if (a_half || one_of(c.word(1), {"medio", "media", "half"})) {
      times += 0.5;
      c.i += a_half ? 3 : 2;
    }
  }
  // "2 bottles (500 ml each)", "2 bottles of 750 ml"
  if (v.container) {
    cursor look = c;
    const bool bracket = look.take({"(", ","});
    if (bracket || look.take({"of", "de", "@", "at"})) {
      if (const auto size = number_at(look)) {
        look.i = size->end;
        const auto s = unit_at(look, true);
        if (measures(s.unit) && s.unit->kind != unit_kind::mass) {
          look.i += s.tokens;
          const bool each = look.take({"each", "ea", "apiece", "cada"});
          look.take({")"});
          // "(1 L)" after two bottles is their sum unless "each" is said.
          if (each || times == 1 || size->value * s.unit->size <= ml * 2) {
            ml = size->value * s.unit->size;
            v.container = false;
            c = look;
          }
        }
      }
    }
  }
  v.ml = rounded(times * ml);
  v.end = static_cast<std::uint32_t>(c.i);
  constexpr double most_ml = 50'000;
  if (!(v.ml > 0) || v.ml > most_ml) return std::nullopt;
  return v;
}

namespace {

enum class macro : std::uint8_t { none, calories, protein, carbs, fat, fiber };

macro macro_word(std::string_view w) {
  if (one_of(w, {"cal", "cals", "calorie", "calories", "kcal", "kcals", "calorias", "caloria",
                 "kcalories", "calroies", "calores", "caloires", "calries"})) {
    return macro::calories;
  }
  if (one_of(w, {"protein", "prot", "pro", "proteins", "proteina", "proteinas", "protien",
                 "protiens", "protine"})) {
    return macro::protein;
  }
  if (one_of(w, {"carb", "carbs", "carbohydrates", "carbohydrate", "carbohidratos", "carbos"})) {
    return macro::carbs;
  }
  if (one_of(w, {"fat", "fats", "grasa", "grasas"})) return macro::fat;
  if (one_of(w, {"fiber", "fibre", "fibra"})) return macro::fiber;
  return macro::none;
}
macro macro_letter(std::string_view w) {
  return w == "p" ? macro::protein : w == "c" ? macro::carbs : w == "f" ? macro::fat : macro::none;
}

}  // namespace

std::optional<macros> macros_at(std::span<const token> tokens, std::size_t i) {
  struct part {
    macro what;
    double value;
    bool letter;
  };
  part parts[8];
  std::size_t count = 0;
  cursor c{tokens, i};
  std::size_t last = i;
  while (!c.done() && count < std::size(parts)) {
    part found{macro::none, 0, false};
    cursor look = c;
    look.take({"~", "about", "around", "approx", "roughly", "like"});
    if (const auto n = number_at(look)) {
      // 300 cal, 20 g protein, 20 g of protein, 20g p
      const bool counts = tokens[n->end - 1].type == token::kind::number || n->in_words;
      look.i = n->end;
      double value = n->value;
      if (look.word() == "k" && look.touches(0) && macro_word(look.word(1)) == macro::calories) {
        value *= 1000;
        ++look.i;
      }
      const bool touching = look.touches(0);
      const bool grams = look.take({"g", "gr", "gs", "gram", "grams", "gramos", "gms"});
      if (grams) look.take({"of", "de"});
      macro m = macro_word(look.word());
      if (m == macro::none && (touching || grams)) {
        m = macro_letter(look.word());
        found.letter = m != macro::none;
      }
      if (counts && m != macro::none && !(m == macro::calories && grams)) {
        found.what = m;
        found.value = value;
        ++look.i;
      }
    } else {
      // cals 300, protein: 20g, P30
      macro m = macro_word(look.word());
      const bool letter = m == macro::none && look.is_number(1) && look.touches(1) &&
                          macro_letter(look.word()) != macro::none;
      if (letter) m = macro_letter(look.word());
      if (m != macro::none) {
        ++look.i;
        look.take({":", "=", "-", "is", "was", "of"});
        if (const auto v = number_at(look); v && tokens[v->end - 1].type == token::kind::number) {
          found = {m, v->value, letter};
          look.i = v->end;
          look.take({"g", "gr", "gram", "grams", "gramos", "kcal"});
        }
      }
    }
    if (found.what == macro::none) break;
    parts[count++] = found;
    last = look.i;
    c = look;
    for (int n = 0; n < 2; ++n) {
      c.take({",", "/", "and", "&", "+", "|", ";", "with", "y", "con", ".", "plus", "w", "-"});
    }
  }
  if (count == 0) return std::nullopt;
  // A letter alone may be anything ("2 c rice"); letters go in company.
  if (count == 1 && parts[0].letter) return std::nullopt;
  macros m;
  for (std::size_t n = 0; n < count; ++n) {
    auto& slot = parts[n].what == macro::calories  ? m.calories
                 : parts[n].what == macro::protein ? m.protein_g
                 : parts[n].what == macro::carbs   ? m.carbs_g
                 : parts[n].what == macro::fat     ? m.fat_g
                                                   : m.fiber_g;
    if (!slot) slot = parts[n].value;
  }
  m.begin = static_cast<std::uint32_t>(i);
  m.end = static_cast<std::uint32_t>(last);
  return m;
}

std::optional<macros> find_macros(std::span<const token> tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0 && tokens[i].type == token::kind::symbol) continue;
    if (auto m = macros_at(tokens, i)) return m;
  }
  return std::nullopt;
}

}  // namespace nlp
