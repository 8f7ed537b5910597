#include "nlp/entities/exercise.hpp"

#include <algorithm>

#include "nlp/lexicon/lexicon_files.hpp"
#include "nlp/text/fuzzy_phrases.hpp"

namespace nlp {
namespace {

/// One-word names that are the past of a verb, or "-ing": the person did it.
bool is_verb(std::string_view w) {
  static constexpr std::string_view irregular[] = {"ran",  "swam",   "rode",   "did",   "corri",
                                                   "nade", "camine", "anduve", "estire"};
  if (std::find(std::begin(irregular), std::end(irregular), w) != std::end(irregular)) return true;
  return w.size() > 4 && w.ends_with("ed");
}

struct exercise_book {
  struct alias {
    std::uint32_t exercise;
    std::string_view name;  ///< for the slot
    bool ambiguous;
    bool verb;
  };
  std::vector<exercise_info> exercises;
  std::vector<alias> aliases;
  fuzzy_phrases phrases;

  exercise_book() {
    for_each_line(lexicon_file("exercises.tsv"), [&](std::string_view line) {
      if (line.empty() || line[0] == '#') return;
      std::string_view cell[5];
      std::size_t n = 0;
      for_each_part(line, '\t', [&](std::string_view part) {
        if (n < 5) cell[n++] = part;
      });
      if (n < 3 || cell[0].empty()) return;
      exercise_info e;
      e.name = cell[0];
      e.kind = cell[1] == "bodyweight" ? exercise_kind::bodyweight
               : cell[1] == "hold"     ? exercise_kind::hold
               : cell[1] == "cardio"   ? exercise_kind::cardio
               : cell[1] == "session"  ? exercise_kind::session
                                       : exercise_kind::strength;
      e.muscles = cell[4];
      const auto id = static_cast<std::uint32_t>(exercises.size());
      exercises.push_back(e);
      bool named = false;
      auto add = [&](std::string_view text) {
        bool exact = false, ambiguous = false, own = false;
        while (!text.empty() && (text[0] == '=' || text[0] == '!' || text[0] == '+')) {
          own |= text[0] == '+';
          exact |= text[0] == '=';
          ambiguous |= text[0] == '!';
          text.remove_prefix(1);
        }
        if (text.empty()) return;
        named |= text == e.name;
        aliases.push_back({id, own ? text : e.name, ambiguous,
                           text.find(' ') == std::string_view::npos && is_verb(text)});
        phrases.add(text, static_cast<std::uint32_t>(aliases.size() - 1),
                    exact && text.size() <= 4);
      };
      for (auto c : {cell[2], cell[3]}) {
        for_each_part(c, ',', [&](std::string_view part) {
          if (!part.empty() && part.substr(1) == e.name && part[0] == '!') add(part);
        });
      }
      if (!named) add(e.name);
      for (auto c : {cell[2], cell[3]}) for_each_part(c, ',', add);
    });
    phrases.build();
  }
};

const exercise_book& book() {
  static const exercise_book b;
  return b;
}

}  // namespace

std::optional<exercise_match> find_exercise(std::span<const token> tokens, std::size_t i) {
  const auto& b = book();
  const auto hit = b.phrases.longest_at(tokens, i);
  if (!hit) return std::nullopt;
  const auto& a = b.aliases[hit->value];
  exercise_match m;
  m.exercise = &b.exercises[a.exercise];
  m.begin = static_cast<std::uint32_t>(i);
  m.end = hit->end;
  m.score = hit->score;
  m.name = a.name;
  m.verb = a.verb;
  m.ambiguous = a.ambiguous;
  return m;
}

std::vector<exercise_match> find_exercises(std::span<const token> tokens) {
  std::vector<exercise_match> out;
  for (std::size_t i = 0; i < tokens.size();) {
    if (const auto m = find_exercise(tokens, i)) {
      i = m->end;
      out.push_back(*m);
    } else {
      ++i;
    }
  }
  return out;
}

std::span<const exercise_info> all_exercises() {
  return book().exercises;
}

std::vector<const exercise_info*> search_exercises(std::string_view query, std::size_t limit) {
  const auto& b = book();
  constexpr std::size_t longest_query = 200;
  constexpr float least_score = 0.35F;
  std::string folded;
  for (char c : query.substr(0, longest_query)) {
    folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  std::vector<std::string> words;
  each_key_word(folded, [&](const std::string& w) {
    static constexpr std::string_view skip[] = {
        "what", "is",      "a",   "an", "the", "how", "do", "you", "to",   "i",  "does",
        "work", "muscles", "que", "es", "un",  "una", "el", "la",  "como", "se", "hace"};
    if (std::find(std::begin(skip), std::end(skip), w) == std::end(skip)) words.push_back(w);
  });
  std::vector<const exercise_info*> out;
  if (words.empty() || limit == 0) return out;
  for (const auto& r : b.phrases.search(words, limit * 4)) {
    if (r.score < least_score) break;
    const auto* e = &b.exercises[b.aliases[r.value].exercise];
    if (std::find(out.begin(), out.end(), e) == out.end()) out.push_back(e);
    if (out.size() == limit) break;
  }
  return out;
}

}  // namespace nlp
