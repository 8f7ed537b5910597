#include "nlp/text/numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>

#include "nlp/text/word_shapes.hpp"

namespace nlp {
namespace {

struct entry {
  std::string_view word;
  double value;
};

/// A list of words with their values, sorted by first letter, behind a look at shape and first
/// letter.
template <std::size_t N>
class word_list {
 public:
  explicit constexpr word_list(const entry (&table)[N]) : table_(table), shapes_(table) {
    std::size_t at = 0;
    for (std::size_t letter = 0; letter < 27; ++letter) {
      while (at < N && static_cast<std::size_t>(table[at].word[0] - 'a') < letter) ++at;
      from_[letter] = static_cast<std::uint8_t>(at);
    }
  }

  std::optional<double> find(std::string_view word) const {
    if (!shapes_.may_hold(word)) return std::nullopt;
    const auto letter = static_cast<std::size_t>(word.empty() ? 26 : word[0] - 'a');
    if (letter >= 26) return std::nullopt;
    for (std::size_t i = from_[letter]; i < from_[letter + 1]; ++i)
      if (table_[i].word == word) return table_[i].value;
    return std::nullopt;
  }

 private:
  const entry (&table_)[N];
  word_shapes shapes_;
  std::array<std::uint8_t, 27> from_{};  ///< where the words of each first letter begin
};

// Sorted by first letter.
constexpr entry english[] = {
    {"eight", 8},   {"eighteen", 18},  {"eighty", 80},   {"eleven", 11}, {"fifteen", 15},
    {"fifty", 50},  {"five", 5},       {"forty", 40},    {"four", 4},    {"fourteen", 14},
    {"fourty", 40}, {"nine", 9},       {"nineteen", 19}, {"ninety", 90}, {"one", 1},
    {"seven", 7},   {"seventeen", 17}, {"seventy", 70},  {"six", 6},     {"sixteen", 16},
    {"sixty", 60},  {"ten", 10},       {"thirteen", 13}, {"thirty", 30}, {"three", 3},
    {"twelve", 12}, {"twenty", 20},    {"two", 2},       {"zero", 0},
};
constexpr entry spanish[] = {
    {"catorce", 14},
    {"cero", 0},
    {"cien", 100},
    {"ciento", 100},
    {"cinco", 5},
    {"cincuenta", 50},
    {"cuarenta", 40},
    {"cuatro", 4},
    {"cuatrocientos", 400},
    {"diecinueve", 19},
    {"dieciocho", 18},
    {"dieciseis", 16},
    {"diecisiete", 17},
    {"diez", 10},
    {"doce", 12},
    {"dos", 2},
    {"doscientos", 200},
    {"novecientos", 900},
    {"noventa", 90},
    {"nueve", 9},
    {"ochenta", 80},
    {"ocho", 8},
    {"ochocientos", 800},
    {"once", 11},
    {"quince", 15},
    {"quinientos", 500},
    {"seis", 6},
    {"seiscientos", 600},
    {"sesenta", 60},
    {"setecientos", 700},
    {"setenta", 70},
    {"siete", 7},
    {"trece", 13},
    {"treinta", 30},
    {"tres", 3},
    {"trescientos", 300},
    {"un", 1},
    {"una", 1},
    {"uno", 1},
    {"veinte", 20},
    {"veinticinco", 25},
    {"veinticuatro", 24},
    {"veintidos", 22},
    {"veintinueve", 29},
    {"veintiocho", 28},
    {"veintiseis", 26},
    {"veintisiete", 27},
    {"veintitres", 23},
    {"veintiuno", 21},
};
constexpr entry ordinals[] = {
    {"cuarto", 4},      {"eighteenth", 18}, {"eighth", 8},   {"eleventh", 11},
    {"fifteenth", 15},  {"fifth", 5},       {"first", 1},    {"fourteenth", 14},
    {"fourth", 4},      {"nineteenth", 19}, {"ninth", 9},    {"primer", 1},
    {"primera", 1},     {"primero", 1},     {"quinta", 5},   {"quinto", 5},
    {"second", 2},      {"segunda", 2},     {"segundo", 2},  {"seventeenth", 17},
    {"seventh", 7},     {"sixteenth", 16},  {"sixth", 6},    {"tenth", 10},
    {"tercer", 3},      {"tercera", 3},     {"tercero", 3},  {"third", 3},
    {"thirteenth", 13}, {"thirtieth", 30},  {"twelfth", 12}, {"twentieth", 20},
};

/// Words besides numbers that can begin one: "a dozen", "the couple".
constexpr entry leads[] = {
    {"a", 0},     {"an", 0},    {"couple", 0}, {"dozen", 0}, {"few", 0},     {"half", 0},
    {"media", 0}, {"medio", 0}, {"mil", 0},    {"one", 0},   {"quarter", 0}, {"the", 0},
    {"un", 0},    {"una", 0},   {"unas", 0},   {"unos", 0},
};

constexpr word_list english_words(english);
constexpr word_list spanish_words(spanish);
constexpr word_list ordinal_words(ordinals);
constexpr word_list lead_words(leads);

constexpr word_shapes shapes_of(bool with_spanish) {
  word_shapes out(english);
  for (const auto& e : leads) out.add(e.word);
  if (with_spanish)
    for (const auto& e : spanish) out.add(e.word);
  return out;
}
constexpr auto begins_english = shapes_of(false), begins_spanish = shapes_of(true);

class reader {
 public:
  reader(std::span<const token> tokens, number_language lang) : t_(tokens), lang_(lang) {}

  std::optional<number_match> at(std::size_t i) const {
    if (i >= t_.size()) return std::nullopt;
    std::optional<number_match> m;
    if (number_at(i)) {
      m = digits(i);
    } else {
      if (!may_begin(t_[i].text)) return std::nullopt;
      if ((m = vague(i))) return m;
      if ((m = fraction_words(i))) return m;
      m = words(i);
    }
    if (!m) return std::nullopt;
    add_half(*m);
    return m;
  }

 private:
  std::string_view word(std::size_t i) const {
    return i < t_.size() && t_[i].type != token::kind::number ? t_[i].text : std::string_view();
  }
  bool is(std::size_t i, std::string_view w) const { return word(i) == w; }
  bool number_at(std::size_t i) const { return i < t_.size() && t_[i].type == token::kind::number; }
  bool touching(std::size_t i) const { return i < t_.size() && !t_[i].space_before; }
  bool article(std::size_t i) const {
    return is(i, "a") || is(i, "an") ||
           (lang_ == number_language::es && (is(i, "un") || is(i, "una")));
  }

  /// Cheap: most words of a text begin no number.
  bool may_begin(std::string_view w) const {
    return (lang_ == number_language::es ? begins_spanish : begins_english).may_hold(w) &&
           (lead_words.find(w) || number_word(w, lang_));
  }

  static number_match made(double value, std::size_t end, bool is_vague = false) {
    return {value, end, true, is_vague};
  }

  std::optional<number_match> vague(std::size_t i) const {
    std::size_t k = i + (article(i) || is(i, "the") ? 1 : 0);
    const bool led = k > i;
    const auto w = word(k);
    if (w == "couple" || (lang_ == number_language::es && w == "par" && led)) {
      ++k;
      if (is(k, "of") || is(k, "de")) ++k;
      if (is(k, "more")) ++k;
      return made(2, k, true);
    }
    if (led && (w == "pair")) return made(2, k + (is(k + 1, "of") ? 2 : 1));
    if (w == "few" && (led || i == k)) return made(3, k + (is(k + 1, "more") ? 2 : 1), true);
    if (w == "dozen" && (led || i == k)) return made(12, k + (is(k + 1, "of") ? 2 : 1));
    if (w == "hundred" && led) return made(100, k + 1);
    if (lang_ == number_language::es) {
      if (w == "docena" && led) return made(12, k + (is(k + 1, "de") ? 2 : 1));
      if ((is(i, "unos") || is(i, "unas")) && is(i + 1, "cuantos")) return made(3, i + 2, true);
    }
    return std::nullopt;
  }

  std::optional<number_match> fraction_words(std::size_t i) const {
    std::size_t k = i + (article(i) || is(i, "one") ? 1 : 0);
    const auto w = word(k);
    if (w == "half") {
      if (is(k + 1, "dozen") || (is(k + 1, "a") && is(k + 2, "dozen"))) {
        k = is(k + 1, "dozen") ? k + 2 : k + 3;
        return made(6, k + (is(k, "of") ? 1 : 0));
      }
      if ((is(k + 1, "and") || is(k + 1, "&")) && is(k + 2, "half"))
        return std::nullopt;  // the cream
      if (is(k + 1, "marathon") || is(k + 1, "way") || is(k + 1, "time") || is(k + 1, "past"))
        return std::nullopt;
      ++k;
      if (is(k, "of")) ++k;
      if (is(k, "a") || is(k, "an") || is(k, "the") || is(k, "my")) ++k;
      return made(0.5, k);
    }
    if (w == "quarter" && !is(k + 1, "past") && !is(k + 1, "to") && !is(k + 1, "pounder"))
      return made(0.25, fraction_tail(k + 1));
    if (w == "third" && k > i && (is(k + 1, "of") || is(k + 1, "cup")))
      return made(1 / 3.0, fraction_tail(k + 1));
    if (is(i, "three") && is(i + 1, "quarters")) return made(0.75, fraction_tail(i + 2));
    if (is(i, "two") && is(i + 1, "thirds")) return made(2 / 3.0, fraction_tail(i + 2));
    if (lang_ == number_language::es) {
      if (is(i, "media") || is(i, "medio")) return made(0.5, i + 1);
      if (is(i, "un") && is(i + 1, "cuarto") && is(i + 2, "de")) return made(0.25, i + 3);
      if (is(i, "tres") && is(i + 1, "cuartos") && is(i + 2, "de")) return made(0.75, i + 3);
      if (is(i, "un") && is(i + 1, "tercio") && is(i + 2, "de")) return made(1 / 3.0, i + 3);
    }
    return std::nullopt;
  }
  std::size_t fraction_tail(std::size_t k) const {
    if (is(k, "of")) ++k;
    if (is(k, "a") || is(k, "an") || is(k, "the") || is(k, "my")) ++k;
    return k;
  }

  /// "1/2" at k: value and end.
  std::optional<number_match> slash_fraction(std::size_t k) const {
    if (!number_at(k) || !is(k + 1, "/") || !number_at(k + 2) || !touching(k + 1) ||
        !touching(k + 2) || (is(k + 3, "/") && touching(k + 3)))
      return std::nullopt;
    const double a = t_[k].value, b = t_[k + 2].value;
    if (a < 1 || a >= b || a != std::floor(a) || (b != 2 && b != 3 && b != 4 && b != 5 && b != 8))
      return std::nullopt;
    if (k > 0 && is(k - 1, "/")) return std::nullopt;
    return number_match{a / b, k + 3, false, false};
  }

  std::optional<number_match> digits(std::size_t i) const {
    if (!number_at(i)) return std::nullopt;
    if (auto f = slash_fraction(i)) return f;
    number_match m{t_[i].value, i + 1, false, false};
    if (m.value == std::floor(m.value)) {
      if (auto f = slash_fraction(i + 1)) {
        m.value += f->value;
        m.end = f->end;
        return m;
      }
      if (number_at(i + 1) && t_[i + 1].value < 1 && t_[i + 1].text[0] != '0' &&
          t_[i + 1].text[0] != '.') {  // "1½"
        m.value += t_[i + 1].value;
        m.end = i + 2;
        return m;
      }
      // "1,5 l": a decimal comma, since a list would go on or hold spaces.
      if (is(i + 1, ",") && touching(i + 1) && number_at(i + 2) && touching(i + 2) &&
          t_[i + 2].text.size() <= 2 && !(is(i + 3, ",") && touching(i + 3)) &&
          !(i > 0 && !word(i - 1).empty() && (word(i - 1) == "," || word(i - 1) == "x")) &&
          (decimal_unit(i + 3) || half_plate(i))) {
        m.value += t_[i + 2].value / (t_[i + 2].text.size() == 1 ? 10 : 100);
        m.end = i + 3;
        return m;
      }
    }
    if (is(m.end, "dozen")) {
      m.value *= 12;
      ++m.end;
    }
    return m;
  }
  bool decimal_unit(std::size_t k) const {
    static constexpr std::string_view units[] = {
        "cl",    "dag",    "dl", "g",   "gramos", "h",      "horas", "hrs",    "kg",
        "kgs",   "kilo",   "km", "kms", "l",      "liter",  "litre", "litro",  "lt",
        "miles", "liters", "mi", "min", "ml",     "litres", "kilos", "litros", "kilometros"};
    return std::find(std::begin(units), std::end(units), word(k)) != std::end(units);
  }
  /// "82,5x5", "102,5 kg": half a unit of what a bar holds.
  bool half_plate(std::size_t i) const {
    return t_[i].value >= 20 && t_[i + 2].text == "5" && is(i + 3, "x") && touching(i + 3) &&
           number_at(i + 4);
  }

  std::optional<double> unit_word(std::size_t i) const {
    const auto w = word(i);
    if (w.size() < 2) return std::nullopt;
    return number_word(w, lang_);
  }

  std::optional<number_match> words(std::size_t i) const {
    double total = 0, group = 0, last = 0;
    bool any = false;
    std::size_t k = i;
    for (;;) {
      if (const auto v = unit_word(k)) {
        // "twenty five" adds up; "two three" are two numbers.
        if (any && !(last >= 20 && last < 100 && *v > 0 && *v < 10) && !(last >= 100)) break;
        group += *v;
        last = *v;
        any = true;
        ++k;
      } else if (any && is(k, "hundred") && group > 0 && group < 100) {
        group *= 100;
        last = 100;
        ++k;
      } else if (any && (is(k, "thousand") || (lang_ == number_language::es && is(k, "mil"))) &&
                 total == 0) {
        total = group * 1000;
        group = 0;
        last = 1000;
        ++k;
      } else if (!any && lang_ == number_language::es && is(k, "mil")) {
        total = 1000;
        last = 1000;
        any = true;
        ++k;
      } else if (any && (is(k, "and") || is(k, "y") || is(k, "-")) && unit_word(k + 1) &&
                 ((is(k, "-") && last >= 20 && last < 100 && *unit_word(k + 1) < 10) ||
                  (is(k, "and") && last >= 100) ||
                  (is(k, "y") && lang_ == number_language::es && last >= 30 && last < 100 &&
                   *unit_word(k + 1) < 10))) {
        ++k;
      } else if (any && is(k, "point") && unit_word(k + 1) && *unit_word(k + 1) < 10) {
        double scale = 0.1;
        for (++k; unit_word(k) && *unit_word(k) < 10; ++k, scale /= 10)
          group += *unit_word(k) * scale;
        break;
      } else {
        break;
      }
    }
    if (!any) return std::nullopt;
    if (is(k, "dozen")) return made((total + group) * 12, k + 1);
    return made(total + group, k);
  }

  void add_half(number_match& m) const {
    std::size_t k = m.end;
    if (!is(k, "and") && !is(k, "&") && !is(k, "n") && !is(k, "y")) return;
    if (m.value != std::floor(m.value)) return;
    ++k;
    if (is(k, "a") && is(k + 1, "half")) {
      m.value += 0.5;
      m.end = k + 2;
    } else if (is(k, "half") || is(k, "1/2") || (is(k, "medio") || is(k, "media"))) {
      m.value += 0.5;
      m.end = k + 1;
    } else if (is(k, "a") && is(k + 1, "quarter")) {
      m.value += 0.25;
      m.end = k + 2;
    } else if (const auto f = slash_fraction(k)) {
      m.value += f->value;
      m.end = f->end;
    }
  }

  std::span<const token> t_;
  number_language lang_;
};

}  // namespace

std::optional<number_match> read_number(std::span<const token> tokens, std::size_t i,
                                        number_language lang) {
  return reader(tokens, lang).at(i);
}

std::optional<double> number_word(std::string_view word, number_language lang) {
  if (auto v = english_words.find(word)) return v;
  return lang == number_language::es ? spanish_words.find(word) : std::nullopt;
}

std::optional<int> ordinal_word(std::string_view word) {
  if (auto v = ordinal_words.find(word)) return static_cast<int>(*v);
  return std::nullopt;
}

}  // namespace nlp
