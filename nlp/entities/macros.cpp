// Calories and macros said in a text.

#include "nlp/entities/portion.hpp"
#include "nlp/entities/unit_words.hpp"

namespace nlp {

using namespace quantity;

namespace {

/// `other`: said on a label, and no slot of a log ("sugars 9.2").
enum class macro : std::uint8_t { none, calories, protein, carbs, fat, fiber, other };

struct macro_name {
  std::string_view word;
  macro what;
};
constexpr macro_name macro_names[] = {
    {"cal", macro::calories},
    {"cals", macro::calories},
    {"calorie", macro::calories},
    {"calories", macro::calories},
    {"kcal", macro::calories},
    {"kcals", macro::calories},
    {"calorias", macro::calories},
    {"caloria", macro::calories},
    {"kcalories", macro::calories},
    {"calroies", macro::calories},
    {"calores", macro::calories},
    {"caloires", macro::calories},
    {"calries", macro::calories},
    {"protein", macro::protein},
    {"prot", macro::protein},
    {"pro", macro::protein},
    {"proteins", macro::protein},
    {"proteina", macro::protein},
    {"proteinas", macro::protein},
    {"protien", macro::protein},
    {"protiens", macro::protein},
    {"protine", macro::protein},
    {"carb", macro::carbs},
    {"carbs", macro::carbs},
    {"carbohydrates", macro::carbs},
    {"carbohydrate", macro::carbs},
    {"carbohidratos", macro::carbs},
    {"carbos", macro::carbs},
    {"fat", macro::fat},
    {"fats", macro::fat},
    {"grasa", macro::fat},
    {"grasas", macro::fat},
    {"fiber", macro::fiber},
    {"fibre", macro::fiber},
    {"fibra", macro::fiber},
    {"sugars", macro::other},
    {"sodium", macro::other},
    {"cholesterol", macro::other},
    {"saturates", macro::other},
    {"azucares", macro::other},
    {"sodio", macro::other},
};

macro macro_word(std::string_view w) {
  static constexpr word_shapes shapes(macro_names);
  if (!shapes.may_hold(w)) return macro::none;
  for (const auto& n : macro_names)
    if (n.word == w) return n.what;
  return macro::none;
}
macro macro_letter(std::string_view w) {
  return w == "p" ? macro::protein : w == "c" ? macro::carbs : w == "f" ? macro::fat : macro::none;
}

/// A figure of a label; unlike an amount it may be 0.
std::optional<number_match> figure_at(const cursor& c) {
  if (c.is_number() && c.tokens[c.i].value == 0 && c.word(1) != ",")
    return number_match{0, c.i + 1, false, false};
  return number_at(c);
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
    static constexpr listed_words hedges("~", "about", "around", "approx", "roughly", "like");
    look.take(hedges);
    if (const auto n = figure_at(look)) {
      // 300 cal, 20 g protein, 20 g of protein, 20g p
      const bool counts = tokens[n->end - 1].type == token::kind::number || n->in_words;
      look.i = n->end;
      double value = n->value;
      if (look.word() == "k" && look.touches(0) && macro_word(look.word(1)) == macro::calories) {
        value *= 1000;
        ++look.i;
      }
      const bool touching = look.touches(0);
      static constexpr listed_words gram_words("g", "gr", "gs", "gram", "grams", "gramos", "gms");
      const bool grams = look.take(gram_words);
      if (grams) look.take({"of", "de"});
      look.take({"net", "total"});
      macro m = macro_word(look.word());
      if (m == macro::none && (touching || grams)) {
        m = macro_letter(look.word());
        found.letter = m != macro::none;
      }
      // "tea 2 sugars" is no label
      if (counts && m != macro::none && !(m == macro::calories && grams) &&
          (m != macro::other || grams)) {
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
        if (const auto v = figure_at(look); v && tokens[v->end - 1].type == token::kind::number) {
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
    static constexpr listed_words joints(",", "/", "and", "&", "+", "|", ";", "with", "y", "con",
                                         ".", "plus", "w", "-");
    for (int n = 0; n < 2; ++n) c.take(joints);
  }
  if (count == 0) return std::nullopt;
  // A letter alone may be anything ("2 c rice"); letters go in company.
  if (count == 1 && parts[0].letter) return std::nullopt;
  macros m;
  for (std::size_t n = 0; n < count; ++n) {
    if (parts[n].what == macro::other) {
      m.other = parts[n].value;
      continue;
    }
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
