// lexicon_bench PORTIONS.tsv: how well foods, exercises and portions are recognised. Misspells each
// name by one edit in every way and asks for it again; takes plain words for typos of nothing;
// holds the energy of named portions against the public tables' (a line: text, kcal, source).
// Prints rows of a Markdown table, each with its target.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "nlp/entities/exercise.hpp"
#include "nlp/entities/food_lexicon.hpp"
#include "nlp/entities/portion.hpp"
#include "nlp/lexicon/lexicon_files.hpp"
#include "nlp/text/fuzzy_phrases.hpp"

namespace {

using nlp::token;

/// Shorter words have too many neighbours that are words themselves.
constexpr std::size_t shortest = 5;
/// Of each name's misspellings every n-th is asked for.
constexpr std::size_t every = 5;

std::set<std::string> misspellings(const std::string& word) {
  std::set<std::string> out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    out.insert(word.substr(0, i) + word.substr(i + 1));
    out.insert(word.substr(0, i + 1) + word[i] + word.substr(i + 1));
    if (i + 1 < word.size()) {
      auto swapped = word;
      std::swap(swapped[i], swapped[i + 1]);
      out.insert(swapped);
    }
    for (const char c : {'a', 'e', 'r', 's'}) {
      auto other = word;
      other[i] = c;
      out.insert(other);
    }
  }
  out.erase(word);
  return out;
}

struct rate {
  std::size_t asked = 0, found = 0;
  double percent() const {
    return asked == 0 ? 0 : 100.0 * static_cast<double>(found) / static_cast<double>(asked);
  }
};

/// `finds(tokens)`: the name is found in them.
template <class Finds>
void try_misspellings(const std::string& name, rate& r, Finds finds) {
  for (const auto& word : nlp::tokenize(name)) {
    if (word.type != token::kind::word || word.text.size() < shortest) continue;
    std::size_t n = 0;
    for (const auto& wrong : misspellings(std::string(word.text))) {
      if (++n % every != 0 || nlp::is_plain_word(wrong)) continue;
      const auto typed = nlp::tokenize(name.substr(0, word.begin) + wrong + name.substr(word.end));
      ++r.asked;
      r.found += finds(std::span<const token>(typed.begin(), typed.end())) ? 1 : 0;
    }
  }
}

rate misspelt_foods() {
  rate r;
  const auto& lexicon = nlp::shared_foods();
  for (const auto& f : lexicon.foods())
    try_misspellings(std::string(f.name), r, [&](std::span<const token> t) {
      const auto hits = lexicon.find_all(t);
      return std::any_of(hits.begin(), hits.end(),
                         [&](const auto& m) { return m.food->source == f.source; });
    });
  return r;
}

rate misspelt_exercises() {
  rate r;
  for (const auto& e : nlp::all_exercises())
    try_misspellings(std::string(e.name), r, [&](std::span<const token> t) {
      const auto hits = nlp::find_exercises(t);
      return std::any_of(hits.begin(), hits.end(), [&](const auto& m) { return m.exercise == &e; });
    });
  return r;
}

/// Correct words that are taken for a misspelt food.
rate corrected_words() {
  rate r;
  nlp::for_each_line(nlp::lexicon_file("plain_words.txt"), [&](std::string_view word) {
    if (word.size() < shortest || word[0] == '#') return;
    const auto t = nlp::tokenize(word);
    ++r.asked;
    const auto m = nlp::shared_foods().find_at({t.begin(), t.end()}, 0);
    if (m && m->score < 0.8) ++r.found;
  });
  return r;
}

struct portions {
  std::size_t total = 0, unread = 0, far = 0;
  double median = 1;
};

portions named_portions(const char* path) {
  portions p;
  std::vector<double> off;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const auto tab = line.find('\t');
    if (line.empty() || line[0] == '#' || tab == std::string::npos) continue;
    const double right = std::stod(line.substr(tab + 1));
    const auto t = nlp::tokenize(line.substr(0, tab));
    const std::span<const token> tokens(t.begin(), t.end());
    ++p.total;
    const auto said = nlp::portion_before(tokens, 0);
    const auto m = nlp::shared_foods().find_at(tokens, said ? said->end : 0);
    const auto e = m ? nlp::food_lexicon::estimate(
                           *m->food, said ? std::optional<double>(said->quantity) : std::nullopt,
                           said ? said->unit : "")
                     : std::nullopt;
    if (!e || !e->kcal) {
      ++p.unread;
      continue;
    }
    if (right <= 5) continue;
    const double times = *e->kcal / right;
    off.push_back(std::abs(times - 1));
    if (!e->estimated && (times > 2 || times < 0.5)) ++p.far;
  }
  if (!off.empty()) {
    const auto middle = off.begin() + static_cast<std::ptrdiff_t>(off.size() / 2);
    std::nth_element(off.begin(), middle, off.end());
    p.median = *middle;
  }
  return p;
}

void row(const char* what, const std::string& figure, const char* target, bool met) {
  std::printf("| %s | %s | %s | %s |\n", what, figure.c_str(), target, met ? "yes" : "**no**");
}
std::string percent(const rate& r) {
  char text[64];
  std::snprintf(text, sizeof text, "%.1f %% of %zu", r.percent(), r.asked);
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  std::printf("| what | figure | target | met |\n| --- | --- | --- | --- |\n");
  const auto foods = misspelt_foods(), exercises = misspelt_exercises(), words = corrected_words();
  row("misspelt foods found", percent(foods), "at least 95 %", foods.percent() >= 95);
  row("misspelt exercises found", percent(exercises), "at least 95 %", exercises.percent() >= 95);
  row("correct words taken for a food's typo", percent(words), "none", words.found == 0);
  const auto p = named_portions(argv[1]);
  char text[64];
  std::snprintf(text, sizeof text, "%.1f %% of energy, %zu portions", 100 * p.median, p.total);
  row("named portions, median error", text, "at most 10 %, at least 300 portions",
      p.median <= 0.1 && p.total >= 300);
  row("named portions off by more than twice, unflagged", std::to_string(p.far), "none",
      p.far == 0);
  row("named portions not read", std::to_string(p.unread), "none", p.unread == 0);
  return 0;
}
