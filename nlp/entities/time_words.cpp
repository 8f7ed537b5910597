#include "nlp/entities/time_words.hpp"

#include <algorithm>
#include <bit>

#include "nlp/text/fuzzy.hpp"

namespace nlp {
namespace {

std::uint32_t hash_without_apostrophes(std::string_view word) {
  std::uint32_t h = 2166136261U;
  for (const char c : word)
    if (c != '\'') h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  return h ^ (h >> 15);
}

/// `plain` holds no apostrophes.
bool same_word(std::string_view word, std::string_view plain) {
  std::size_t k = 0;
  for (const char c : word) {
    if (c == '\'') continue;
    if (k == plain.size() || plain[k] != c) return false;
    ++k;
  }
  return k == plain.size();
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto space = text.find(' ');
    words.push_back(text.substr(0, space));
    text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
  }
  return words;
}

/// Shorter names have too many neighbours that are words of their own ("sundae", "mourning").
constexpr std::size_t shortest_fuzzy_name = 7;

}  // namespace

time_lexicon::time_lexicon(std::initializer_list<std::span<const time_word>> tables) {
  std::size_t rows = 0;
  for (const auto& table : tables) rows += table.size();
  slots_.resize(std::bit_ceil(rows * 3 + 16));
  std::size_t table_begin = 0;
  for (const auto& table : tables) {
    for (const auto& row : table) {
      const auto words = split(row.text);
      auto& s = slots_[place(words[0])];
      if (s.meaning < 0) {
        s = {words[0], static_cast<std::int32_t>(meanings_.size())};
        meanings_.emplace_back();
      }
      const auto id = static_cast<std::size_t>(s.meaning);
      auto& m = meanings_[id];
      const word_sense sense{row.cls, row.value, row.weak};
      if (words.size() > 1) {
        m.phrases.push_back({{words.begin() + 1, words.end()}, sense});
      } else if (id >= table_begin || m.senses.empty()) {
        m.senses.push_back(sense);
      }
      const bool name = row.cls == word_class::month || row.cls == word_class::weekday ||
                        row.cls == word_class::day_offset;
      if (words.size() == 1 && name && row.text.size() >= shortest_fuzzy_name)
        long_names_.push_back(row.text);
    }
    table_begin = meanings_.size();
  }
  for (auto& m : meanings_) {
    std::stable_sort(m.phrases.begin(), m.phrases.end(),
                     [](auto& a, auto& b) { return a.rest.size() > b.rest.size(); });
    for (const auto& s : m.senses) m.classes |= set_of({s.cls});
    for (const auto& p : m.phrases) m.phrase_classes |= set_of({p.sense.cls});
  }
}

std::size_t time_lexicon::place(std::string_view word) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = hash_without_apostrophes(word) & mask;
  while (slots_[i].meaning >= 0 && !same_word(word, slots_[i].word)) i = (i + 1) & mask;
  return i;
}

const word_meanings* time_lexicon::exact(std::string_view word) const {
  const auto& s = slots_[place(word)];
  return s.meaning < 0 ? nullptr : &meanings_[static_cast<std::size_t>(s.meaning)];
}

const word_meanings* time_lexicon::misspelt(std::string_view word) const {
  if (word.size() + 1 < shortest_fuzzy_name || word.size() > 11) return nullptr;
  for (const auto name : long_names_) {
    if (name[0] == word[0] && name.size() + 1 >= word.size() && name.size() <= word.size() + 1 &&
        within_one_edit(word, name))
      return exact(name);
  }
  return nullptr;
}

const word_meanings* time_lexicon::find(std::string_view word) const {
  // "sunday's" is sunday, not every sunday; "mother's day" is written with its s in the table.
  if (word.size() > 3 && word.ends_with("'s")) {
    const auto* stem = exact(word.substr(0, word.size() - 2));
    if (stem != nullptr && !stem->senses.empty() && stem->senses[0].cls == word_class::weekday)
      return stem;
  }
  if (const auto* m = exact(word)) return m;
  if (word.size() > 3 && word.ends_with("'s")) return exact(word.substr(0, word.size() - 2));
  return misspelt(word);
}

const time_lexicon& time_lexicon::of(std::string_view language) {
  static const time_lexicon english({english_time_words()});
  static const time_lexicon spanish({spanish_time_words(), english_time_words()});
  return language == "es" ? spanish : english;
}

time_terms::time_terms(const token_list& tokens, std::size_t first, std::size_t last,
                       const time_lexicon& lexicon)
    : tokens_(tokens), end_(std::min(last, tokens.size())) {
  first_ = looked_up_from_ = std::min(first, end_);
  own_.resize(end_ - first_);
  for (std::size_t i = first_; i < end_; ++i)
    if (tokens[i].type != token::kind::number) own_[i - first_] = lexicon.find(tokens[i].text);
  looked_up_ = own_;
}

const word_sense* time_terms::find_sense(std::size_t i, word_class c) const {
  for (const auto& s : meanings(i)->senses)
    if (s.cls == c) return &s;
  return nullptr;
}

time_terms::match time_terms::find_phrase(std::size_t i, word_class c) const {
  if (meanings(i)->phrase_classes & set_of({c}))
    for (const auto& p : meanings(i)->phrases) {
      if (p.sense.cls != c || i + p.rest.size() >= end_) continue;
      // A possessive's last apostrophe stands alone: "workers' day".
      std::size_t k = 0, at = i + 1;
      while (k < p.rest.size() && at < end_) {
        if (symbol(at, '\'') && touching(at) && tokens_[at - 1].text.ends_with('s')) {
          ++at;
          continue;
        }
        if (!same_word(tokens_[at].text, p.rest[k])) break;
        ++k;
        ++at;
      }
      if (k == p.rest.size()) return {&p.sense, at};
    }
  if (const auto* s = sense(i, c)) return {s, i + 1};
  return {};
}

}  // namespace nlp
