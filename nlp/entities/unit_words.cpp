#include "nlp/entities/unit_words.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "nlp/lexicon/lexicon_files.hpp"
#include "nlp/text/word_map.hpp"

namespace nlp::quantity {
namespace {

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
  return out;
}

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
}  // namespace

const unit_word* find_unit(std::string_view word) {
  struct table {
    std::vector<unit_word> units = read_units();
    word_shapes shapes;
    word_map places;  ///< in `units`
    table() {
      for (std::uint32_t i = 0; i < units.size(); ++i) {
        shapes.add(units[i].word);
        places.add(units[i].word, i);
      }
    }
  };
  static const table known;
  if (!known.shapes.may_hold(word)) return nullptr;
  const auto at = known.places.find(word);
  return at == word_map::none ? nullptr : &known.units[at];
}

bool one_of(std::string_view w, std::initializer_list<std::string_view> list) {
  if (w.empty()) return false;
  for (const auto x : list)
    if (x.size() == w.size() && x[0] == w[0] && x == w) return true;
  return false;
}

std::optional<number_match> number_at(const cursor& c) {
  if (c.done()) return std::nullopt;
  auto n = read_number(c.tokens, c.i, number_language::en);
  // "once" is eleven in Spanish and no number in an English text.
  static constexpr listed_words in_both("once", "un", "una", "uno");
  if (!n && (!in_both.has(c.word()) || one_of(c.word(1), {"cuarto", "tercio"}))) {
    n = read_number(c.tokens, c.i, number_language::es);
  }
  constexpr double most = 100'000;
  if (!n || n->end <= c.i || !(n->value > 0) || n->value > most) return std::nullopt;
  return n;
}

bool skip_hedges(cursor& c) {
  static constexpr listed_words hedges("about", "around", "like", "roughly", "approximately",
                                       "approx", "maybe", "~", "almost", "nearly", "just", "only",
                                       "probably", "prob", "abt", "como", "casi", "aprox", "over");
  bool any = false;
  for (int n = 0; n < 4 && c.take(hedges); ++n) any = true;
  return any;
}

bool take_article(cursor& c) {
  static constexpr listed_words articles(
      "a", "an", "one", "the", "my", "some", "un", "una", "uno", "el", "la", "los", "las", "mi",
      "mis", "this", "that", "these", "those", "our", "his", "her", "its", "algo", "unos", "unas",
      "another", "otro", "otra", "extra", "more", "1");
  return c.take(articles);
}

const size_word* size_of(std::string_view w) {
  static constexpr word_shapes shapes(size_words);
  if (!shapes.may_hold(w)) return nullptr;
  for (const auto& s : size_words) {
    if (s.word == w) return &s;
  }
  return nullptr;
}

unit_hit unit_at(const cursor& c, bool after_number) {
  if (c.done() || c.tokens[c.i].type != token::kind::word) return {};
  if (const bool fl = c.word() == "fl"; fl || c.word() == "fluid") {
    if (one_of(c.word(1), {"oz", "ounce", "ounces", "ozs"})) return {find_unit("oz"), 2};
    if (fl && c.word(1) == "." && one_of(c.word(2), {"oz", "ounce", "ounces"}))
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

std::size_t and_half(const cursor& c) {
  static constexpr listed_words joints("and", "y", "n", "&");
  if (!joints.has(c.word())) return 0;
  const bool article = c.word(1) == "a";
  if (!one_of(c.word(article ? 2 : 1), {"half", "medio", "media"})) return 0;
  const std::size_t end = article ? 3 : 2;
  return one_of(c.word(end), {"a", "an", "the", "my", "dozen"}) ? 0 : end;
}

bool joins_half(std::span<const token> tokens, std::size_t i) {
  if (i == 0 || i >= tokens.size() || and_half({tokens, i}) == 0) return false;
  const std::string_view before = tokens[i - 1].text;
  return tokens[i - 1].type == token::kind::number || find_unit(before) ||
         number_word(before, number_language::es) ||
         one_of(before, {"a", "hour", "hours", "hr", "hrs", "h", "hora", "horas"});
}

bool take_of(cursor& c) {
  if (!c.take({"of", "de", "worth"})) return false;
  c.take({"of"});
  return true;
}

double rounded(double v) {
  return std::round(v * 1e4) / 1e4;
}

}  // namespace nlp::quantity
