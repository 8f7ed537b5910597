#include "nlp/entities/food_lexicon.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>

#include "nlp/lexicon/lexicon_files.hpp"
#include "nlp/text/fuzzy_phrases.hpp"

namespace nlp {
namespace {

constexpr double grams_per_oz = 28.35, ml_per_fl_oz = 29.57;
constexpr std::size_t imported_limit = 64U << 20U;

std::optional<double> to_number(std::string_view s) {
  double v = 0;
  const auto r = std::from_chars(s.data(), s.data() + s.size(), v);
  if (s.empty() || r.ec != std::errc() || r.ptr != s.data() + s.size() || v < 0) return {};
  return v;
}

/// Columns of foods.tsv and of an imported file.
enum column : std::size_t {
  name_column,
  source_column,
  flags_column,
  default_column,
  kcal_column,
  protein_column,
  carbs_column,
  fat_column,
  fiber_column,
  portions_column,
  restaurant_column,
  aliases_column,
  spanish_column,
  column_count
};

std::string plural_of(std::string_view s) {
  std::string out(s);
  auto ends = [&](std::string_view t) { return s.size() > t.size() && s.ends_with(t); };
  if (ends("s") && !ends("ss")) return out;
  if (ends("ch") || ends("sh") || ends("x") || ends("ss")) return out + "es";
  const auto before = s.size() > 1 ? s[s.size() - 2] : 'a';
  if (ends("y") && std::string_view("aeiou").find(before) == std::string_view::npos) {
    out.back() = 'i';
    return out + "es";
  }
  return out + "s";
}

bool is_plural(std::string_view s) {
  return s.size() > 3 && s.ends_with("s") && !s.ends_with("ss") && !s.ends_with("us");
}

struct alias {
  std::uint32_t food = 0;
  std::string_view text;
  bool abbreviation = false;
  bool ambiguous = false;
};

/// Words of a question about a food that name no food.
bool is_question_word(std::string_view w) {
  static constexpr std::string_view words[] = {
      "how",      "many",      "much",   "calories", "calorie", "cals",    "cal",   "kcal",
      "kcals",    "are",       "is",     "in",       "a",       "an",      "the",   "of",
      "what",     "whats",     "does",   "do",       "have",    "has",     "there", "protein",
      "carbs",    "carb",      "fat",    "fiber",    "macros",  "macro",   "for",   "my",
      "to",       "nutrition", "info",   "and",      "or",      "with",    "one",   "cuantas",
      "calorias", "tiene",     "tienen", "un",       "una",     "el",      "la",    "los",
      "las",      "de",        "en",     "hay",      "cuanta",  "proteina"};
  return std::find(std::begin(words), std::end(words), w) != std::end(words);
}

}  // namespace

struct food_lexicon::impl {
  std::string imported;  ///< names of imported foods point into it
  std::vector<food_info> foods;
  std::vector<food_portion> portions;
  std::vector<alias> aliases;
  fuzzy_phrases phrases;

  void add_name(std::string_view text, std::uint32_t food) {
    alias a;
    a.food = food;
    while (!text.empty() && (text[0] == '=' || text[0] == '!' || text[0] == ' ')) {
      a.abbreviation |= text[0] == '=';
      a.ambiguous |= text[0] == '!';
      text.remove_prefix(1);
    }
    if (text.empty()) return;
    a.text = text;
    const auto id = static_cast<std::uint32_t>(aliases.size());
    aliases.push_back(a);
    phrases.add(text, id, a.abbreviation && text.size() <= 4);
  }

  void read(std::string_view lines, std::vector<std::pair<std::uint32_t, std::uint32_t>>& spans) {
    for_each_line(lines, [&](std::string_view line) {
      if (line.empty() || line[0] == '#') return;
      std::array<std::string_view, column_count> cell{};
      std::size_t n = 0;
      for_each_part(line, '\t', [&](std::string_view part) {
        if (n < column_count) cell[n] = part;
        ++n;
      });
      if (n < restaurant_column || cell[name_column].empty()) return;
      food_info f;
      f.name = cell[name_column];
      f.source = cell[source_column];
      f.restaurant = cell[restaurant_column];
      f.drink = cell[flags_column].find('d') != std::string_view::npos;
      f.stand_in = cell[flags_column].find('e') != std::string_view::npos;
      f.default_g = to_number(cell[default_column]).value_or(0);
      f.per_100g = {to_number(cell[kcal_column]), to_number(cell[protein_column]),
                    to_number(cell[carbs_column]), to_number(cell[fat_column]),
                    to_number(cell[fiber_column])};
      const auto first = static_cast<std::uint32_t>(portions.size());
      for_each_part(cell[portions_column], ',', [&](std::string_view part) {
        const auto eq = part.find('=');
        if (eq == std::string_view::npos) return;
        const auto grams = to_number(part.substr(eq + 1));
        if (grams && *grams > 0) portions.push_back({part.substr(0, eq), *grams});
      });
      spans.emplace_back(first, static_cast<std::uint32_t>(portions.size()));
      const auto id = static_cast<std::uint32_t>(foods.size());
      foods.push_back(f);
      const auto before = aliases.size();
      add_name(cell[name_column], id);
      if (cell[flags_column].find('a') != std::string_view::npos) aliases[before].ambiguous = true;
      for (auto c : {aliases_column, spanish_column}) {
        for_each_part(cell[c], ',', [&](std::string_view part) { add_name(part, id); });
      }
    });
  }
};

food_lexicon::food_lexicon(std::unique_ptr<impl> i) : impl_(std::move(i)) {}
food_lexicon::~food_lexicon() = default;
food_lexicon::food_lexicon(food_lexicon&&) noexcept = default;
food_lexicon& food_lexicon::operator=(food_lexicon&&) noexcept = default;

food_lexicon food_lexicon::load(std::string_view imported) {
  auto d = std::make_unique<impl>();
  d->imported = imported;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> spans;
  d->read(lexicon_file("foods.tsv"), spans);
  d->read(d->imported, spans);
  for (std::size_t i = 0; i < d->foods.size(); ++i) {
    d->foods[i].portions = {d->portions.data() + spans[i].first, spans[i].second - spans[i].first};
  }
  for_each_line(lexicon_file("food_words.tsv"), [&](std::string_view line) {
    const auto tab = line.find('\t');
    if (line.empty() || line[0] == '#' || tab == std::string_view::npos) return;
    d->phrases.add_word_form(line.substr(0, tab), line.substr(tab + 1));
  });
  d->phrases.build();
  return food_lexicon(std::move(d));
}

std::size_t food_lexicon::size() const {
  return impl_->foods.size();
}
std::span<const food_info> food_lexicon::foods() const {
  return impl_->foods;
}

std::optional<food_match> food_lexicon::find_at(std::span<const token> tokens,
                                                std::size_t i) const {
  const auto hit = impl_->phrases.longest_at(tokens, i);
  if (!hit) return std::nullopt;
  const auto& a = impl_->aliases[hit->value];
  food_match m;
  m.food = &impl_->foods[a.food];
  m.begin = static_cast<std::uint32_t>(i);
  m.end = hit->end;
  m.score = hit->score;
  m.ambiguous = a.ambiguous;
  m.name = a.abbreviation ? std::string(m.food->name)
                          : (hit->plural ? plural_of(a.text) : std::string(a.text));
  return m;
}

std::vector<food_match> food_lexicon::find_all(std::span<const token> tokens) const {
  std::vector<food_match> out;
  for (std::size_t i = 0; i < tokens.size();) {
    if (auto m = find_at(tokens, i)) {
      i = m->end;
      out.push_back(std::move(*m));
    } else {
      ++i;
    }
  }
  return out;
}

std::vector<const food_info*> food_lexicon::search(std::string_view query,
                                                   std::size_t limit) const {
  constexpr std::size_t longest_query = 200;
  std::string folded;
  for (char c : query.substr(0, longest_query)) {
    folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  std::vector<std::string> words, all;
  each_key_word(folded, [&](const std::string& w) {
    all.push_back(w);
    if (!is_question_word(w)) words.push_back(w);
  });
  if (words.empty()) words = all;
  std::vector<const food_info*> out;
  if (words.empty() || limit == 0) return out;
  constexpr float least_score = 0.35F;
  for (const auto& r : impl_->phrases.search(words, limit * 4)) {
    const auto* f = &impl_->foods[impl_->aliases[r.value].food];
    if (r.score < least_score) break;
    if (std::find(out.begin(), out.end(), f) == out.end()) out.push_back(f);
    if (out.size() == limit) break;
  }
  return out;
}

const food_info* food_lexicon::by_name(std::string_view name) const {
  const auto v = impl_->phrases.exact(name);
  return v ? &impl_->foods[impl_->aliases[*v].food] : nullptr;
}

bool food_lexicon::is_food_word(std::string_view word) const {
  return impl_->phrases.has_word(word);
}

std::size_t food_lexicon::memory() const {
  return impl_->imported.capacity() + impl_->foods.capacity() * sizeof(food_info) +
         impl_->portions.capacity() * sizeof(food_portion) +
         impl_->aliases.capacity() * sizeof(alias) + impl_->phrases.memory();
}

std::string food_lexicon::repair(std::span<const token> tokens, std::size_t begin,
                                 std::size_t end) const {
  std::string out;
  auto say = [&](std::string_view w) {
    if (!out.empty()) out += ' ';
    out += w;
  };
  end = std::min(end, tokens.size());
  for (std::size_t i = begin; i < end;) {
    const auto& t = tokens[i];
    if (auto m = find_at(tokens.first(end), i)) {
      say(m->name);
      i = m->end;
      continue;
    }
    if (t.text == "w") {
      say("with");
      if (i + 1 < end && tokens[i + 1].text == "/") ++i;
    } else if (t.text == "n" || t.text == "&" || t.text == "+") {
      say("and");
    } else if (t.type == token::kind::symbol) {
      if (t.text == "%" && !out.empty()) out += '%';
    } else if (t.type == token::kind::word) {
      const auto fixed = impl_->phrases.repair(t.text);
      // Short words and first letters are seldom mistyped: "magi" is no "magic".
      const bool near = fixed && fixed->score < 0.9F && t.text.size() > 4 &&
                        fixed->word.front() == t.text.front();
      say(near ? fixed->word : t.text);
    } else {
      say(t.text);
    }
    ++i;
  }
  return out;
}

namespace {

struct grams {
  double each;
  bool estimated;
};

std::optional<double> portion_grams(const food_info& f, std::string_view unit) {
  for (const auto& p : f.portions) {
    if (p.unit == unit) return p.grams;
  }
  return std::nullopt;
}

/// Grams of one millilitre, and whether that is a guess.
grams density(const food_info& f) {
  if (const auto oz = portion_grams(f, "fl oz")) return {*oz / ml_per_fl_oz, false};
  if (const auto cup = portion_grams(f, "cup")) return {*cup / 240, !f.drink};
  return {1, true};
}

struct general_unit {
  std::string_view unit;
  double ml;       ///< volumes: of a drink, or by density; 0: not a volume
  double helping;  ///< else: so many usual helpings
};
constexpr general_unit general_units[] = {
    {"ml", 1, 0},        {"cl", 10, 0},        {"dl", 100, 0},      {"l", 1000, 0},
    {"fl oz", 29.57, 0}, {"cup", 240, 0},      {"glass", 240, 0},   {"mug", 240, 0},
    {"pint", 473, 0},    {"quart", 946, 0},    {"gallon", 3785, 0}, {"bottle", 500, 0},
    {"can", 355, 0},     {"tbsp", 15, 0},      {"tsp", 5, 0},       {"shot", 44, 0},
    {"sip", 15, 0},      {"pitcher", 1800, 0}, {"bowl", 0, 1.4},    {"plate", 0, 1.5},
    {"serving", 0, 1},   {"portion", 0, 1},    {"helping", 0, 1},   {"order", 0, 1},
    {"piece", 0, 1},     {"slice", 0, 1},      {"bar", 0, 1},       {"packet", 0, 1},
    {"bag", 0, 1},       {"pack", 0, 1},       {"box", 0, 2},       {"container", 0, 1},
    {"tray", 0, 2},      {"basket", 0, 1.5},   {"bite", 0, 0.1},    {"small", 0, 0.75},
    {"medium", 0, 1},    {"large", 0, 1.4},    {"scoop", 0, 1},     {"patty", 0, 1},
    {"link", 0, 0.5},    {"strip", 0, 0.5},    {"stick", 0, 1},     {"roll", 0, 1},
    {"chunk", 0, 0.5},   {"wedge", 0, 1},      {"fillet", 0, 1},    {"tub", 0, 2},
};

std::optional<grams> grams_of(const food_info& f, std::string_view unit) {
  if (unit == "g") return grams{1, false};
  if (unit == "kg") return grams{1000, false};
  if (unit == "mg") return grams{0.001, false};
  if (unit == "lb") return grams{453.6, false};
  if (unit == "oz" && !f.drink) return grams{grams_per_oz, false};
  if (unit == "oz") unit = "fl oz";
  if (const auto own = portion_grams(f, unit)) return grams{*own, false};
  const auto cup = portion_grams(f, "cup");
  if (unit == "handful") return grams{cup ? *cup / 4 : 30, true};
  if (unit == "spoonful") unit = "tbsp";
  if (unit == "scoop" && cup && !f.drink) return grams{*cup / 3, true};
  if (unit == "pinch" || unit == "dash") return grams{0.5, true};
  for (const auto& u : general_units) {
    if (u.unit != unit) continue;
    if (u.ml > 0) {
      const auto d = density(f);
      const bool vessel = u.unit == "bottle" || u.unit == "glass" || u.unit == "mug" ||
                          u.unit == "can" || u.unit == "shot" || u.unit == "pitcher";
      if (vessel && !f.drink && f.default_g > 0) return grams{f.default_g, true};
      return grams{u.ml * d.each, d.estimated || vessel};
    }
    if (unit == "bowl" && cup) return grams{*cup * 1.5, true};
    if (f.default_g > 0) return grams{f.default_g * u.helping, unit != "serving"};
    return std::nullopt;
  }
  if (f.default_g > 0) return grams{f.default_g, true};
  return std::nullopt;
}

}  // namespace

std::optional<food_estimate> food_lexicon::estimate(const food_info& food,
                                                    std::optional<double> quantity,
                                                    std::string_view unit, std::string_view said) {
  constexpr double most = 10'000;
  if (quantity && !(*quantity > 0 && *quantity <= most)) return std::nullopt;
  std::optional<grams> g;
  if (!unit.empty()) {
    g = grams_of(food, unit);
  } else {
    const auto piece = portion_grams(food, "piece");
    constexpr double countable = 20;  // grams; nobody logs one grape
    const bool one = !quantity && !said.empty() && !is_plural(said) && piece && *piece >= countable;
    if (piece && (quantity || one)) {
      g = grams{*piece, false};
    } else if (food.default_g > 0) {
      g = grams{food.default_g, quantity && *quantity != 1 && !food.drink};
    } else if (piece) {
      g = grams{*piece, false};
    }
  }
  if (!g) return std::nullopt;
  food_estimate e;
  e.grams = g->each * quantity.value_or(1);
  e.estimated = g->estimated || food.stand_in;
  const double times = *e.grams / 100;
  auto fill = [&](std::optional<double>& to, const std::optional<double>& from) {
    if (from) to = *from * times;
  };
  fill(e.kcal, food.per_100g.kcal);
  fill(e.protein_g, food.per_100g.protein_g);
  fill(e.carbs_g, food.per_100g.carbs_g);
  fill(e.fat_g, food.per_100g.fat_g);
  fill(e.fiber_g, food.per_100g.fiber_g);
  return e;
}

namespace {

std::string& imported_bytes() {
  static std::string bytes;
  return bytes;
}

struct restaurant_book {
  struct name {
    std::string_view canonical;
    bool ambiguous;
  };
  std::vector<name> names;
  fuzzy_phrases phrases;

  restaurant_book() {
    for_each_line(lexicon_file("restaurants.tsv"), [&](std::string_view line) {
      if (line.empty() || line[0] == '#') return;
      const auto tab = line.find('\t');
      const auto canonical = line.substr(0, tab);
      bool plain = false;
      auto add = [&](std::string_view text, bool ambiguous) {
        if (text.empty()) return;
        names.push_back({canonical, ambiguous});
        phrases.add(text, static_cast<std::uint32_t>(names.size() - 1), ambiguous);
      };
      if (tab != std::string_view::npos) {
        for_each_part(line.substr(tab + 1), ',', [&](std::string_view part) {
          const bool ambiguous = !part.empty() && part[0] == '!';
          if (ambiguous) part.remove_prefix(1);
          plain |= part == canonical;
          add(part, ambiguous);
        });
      }
      if (!plain) add(canonical, false);
    });
    phrases.build();
  }
};

}  // namespace

const food_lexicon& shared_foods() {
  static const food_lexicon lexicon = food_lexicon::load(imported_bytes());
  return lexicon;
}

result<void> load_imported_foods(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return {};
  std::string bytes;
  bytes.assign(std::istreambuf_iterator<char>(file), {});
  if (file.bad())
    return make_error(errc::unavailable, "the imported foods cannot be read", "foods");
  if (bytes.size() > imported_limit) {
    return make_error(errc::too_large, "the file of imported foods is too large", "foods");
  }
  imported_bytes() = std::move(bytes);
  return {};
}

std::optional<restaurant_match> find_restaurant(std::span<const token> tokens, std::size_t i) {
  static const restaurant_book book;
  const auto hit = book.phrases.longest_at(tokens, i);
  if (!hit || (hit->score < 0.8 && hit->end == i + 1 && tokens[i].text.size() < 6)) return {};
  const auto& n = book.names[hit->value];
  return restaurant_match{n.canonical, static_cast<std::uint32_t>(i), hit->end, n.ambiguous};
}

}  // namespace nlp
