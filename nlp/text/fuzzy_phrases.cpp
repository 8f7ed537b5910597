#include "nlp/text/fuzzy_phrases.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>

#include "nlp/lexicon/lexicon_files.hpp"

namespace nlp {
namespace {

constexpr float plural_score = 0.95F, joined_score = 0.9F, form_score = 0.85F, typo_score = 0.75F;
constexpr std::size_t longest_word = 40;
constexpr std::size_t longest_phrase = 10;

std::uint64_t hash_of(std::string_view s) {
  std::uint64_t h = 1469598103934665603ULL;
  for (unsigned char c : s) h = (h ^ c) * 1099511628211ULL;
  h ^= h >> 32;
  return h * 0x9e3779b97f4a7c15ULL;
}

std::uint64_t mix(std::uint64_t k) {
  k *= 0x9e3779b97f4a7c15ULL;
  return k ^ (k >> 29);
}

bool ends_with(std::string_view s, std::string_view tail) {
  return s.size() > tail.size() && s.substr(s.size() - tail.size()) == tail;
}

/// A set of words in one block of text, for `is_plain_word`.
class word_set {
 public:
  explicit word_set(std::string_view lines) {
    std::size_t count = 0;
    for (char c : lines) count += c == '\n';
    std::size_t size = 16;
    while (size < count * 2 + 2) size *= 2;
    table_.resize(size);
    for_each_line(lines, [&](std::string_view line) {
      if (line.empty() || line[0] == '#') return;
      for (auto i = hash_of(line) & (table_.size() - 1);; i = (i + 1) & (table_.size() - 1)) {
        if (table_[i].empty()) {
          table_[i] = line;
          return;
        }
        if (table_[i] == line) return;
      }
    });
  }
  bool has(std::string_view word) const {
    for (auto i = hash_of(word) & (table_.size() - 1);; i = (i + 1) & (table_.size() - 1)) {
      if (table_[i].empty()) return false;
      if (table_[i] == word) return true;
    }
  }

 private:
  std::vector<std::string_view> table_;
};

}  // namespace

bool is_plain_word(std::string_view word) {
  static const word_set words(lexicon_file("plain_words.txt"));
  return words.has(word);
}

std::uint32_t fuzzy_phrases::find_word(std::string_view word) const {
  if (word_table_.empty()) return no_word;
  const auto mask = word_table_.size() - 1;
  for (auto i = hash_of(word) & mask; word_table_[i] != 0; i = (i + 1) & mask) {
    if (word_text(word_table_[i] - 1) == word) return word_table_[i] - 1;
  }
  return no_word;
}

std::uint32_t fuzzy_phrases::intern(std::string_view word) {
  if (auto w = find_word(word); w != no_word) return w;
  const auto w = static_cast<std::uint32_t>(uses_.size());
  pool_.insert(pool_.end(), word.begin(), word.end());
  word_at_.push_back(static_cast<std::uint32_t>(pool_.size()));
  uses_.push_back(0);
  auto place = [&](std::uint32_t id) {
    const auto mask = word_table_.size() - 1;
    auto i = hash_of(word_text(id)) & mask;
    while (word_table_[i] != 0) i = (i + 1) & mask;
    word_table_[i] = id + 1;
  };
  if (uses_.size() * 2 > word_table_.size()) {
    word_table_.assign(std::max<std::size_t>(64, word_table_.size() * 2), 0);
    for (std::uint32_t id = 0; id < uses_.size(); ++id) place(id);
  } else {
    place(w);
  }
  return w;
}

std::uint32_t fuzzy_phrases::child(std::uint32_t from, std::uint32_t word) const {
  if (edges_.empty()) return 0;
  const auto key = (std::uint64_t{from} << 32 | word) + 1;
  const auto mask = edges_.size() - 1;
  for (auto i = mix(key) & mask; edges_[i].key != 0; i = (i + 1) & mask) {
    if (edges_[i].key == key) return edges_[i].to;
  }
  return 0;
}

void fuzzy_phrases::grow_edges() {
  std::vector<edge> old(std::max<std::size_t>(64, edges_.size() * 2));
  old.swap(edges_);
  const auto mask = edges_.size() - 1;
  for (const auto& e : old) {
    if (e.key == 0) continue;
    auto i = mix(e.key) & mask;
    while (edges_[i].key != 0) i = (i + 1) & mask;
    edges_[i] = e;
  }
}

std::uint32_t fuzzy_phrases::make_child(std::uint32_t from, std::uint32_t word) {
  if (auto to = child(from, word)) return to;
  if ((edge_count_ + 1) * 2 > edges_.size()) grow_edges();
  const auto to = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back({});
  const auto key = (std::uint64_t{from} << 32 | word) + 1;
  const auto mask = edges_.size() - 1;
  auto i = mix(key) & mask;
  while (edges_[i].key != 0) i = (i + 1) & mask;
  edges_[i] = {key, to};
  ++edge_count_;
  return to;
}

std::int32_t fuzzy_phrases::insert(std::span<const std::uint32_t> words, std::uint32_t value,
                                   bool exact, bool joined) {
  std::uint32_t at = 0;
  for (auto w : words) at = make_child(at, w);
  if (nodes_[at].phrase >= 0) return -1;
  const auto id = static_cast<std::int32_t>(phrases_.size());
  phrase_info p;
  p.value = value;
  p.first_word = static_cast<std::uint32_t>(phrase_words_.size());
  p.words = static_cast<std::uint8_t>(words.size());
  p.exact = exact;
  p.joined = joined;
  phrase_words_.insert(phrase_words_.end(), words.begin(), words.end());
  phrases_.push_back(p);
  nodes_[at].phrase = id;
  return id;
}

void fuzzy_phrases::add(std::string_view phrase, std::uint32_t value, bool exact) {
  std::vector<std::uint32_t> words;
  each_key_word(phrase, [&](const std::string& w) {
    if (words.size() <= longest_phrase && w.size() <= longest_word) words.push_back(intern(w));
  });
  if (words.empty() || words.size() > longest_phrase) return;
  if (insert(words, value, exact, false) < 0) return;
  // Abbreviations are nobody's misspelling.
  if (exact) return;
  for (auto w : words) ++uses_[w];
}

void fuzzy_phrases::add_word_form(std::string_view typed, std::string_view meant) {
  forms_.emplace_back(std::string(typed), intern(meant));
}

void fuzzy_phrases::build() {
  static std::atomic<std::uint32_t> count_of_books = 0;
  number_ = ++count_of_books;
  std::sort(forms_.begin(), forms_.end());
  // "hot dog" is also texted "hotdog"; one-word phrases that exist keep their own meaning.
  const auto count = phrases_.size();
  for (std::size_t n = 0; n < count; ++n) {
    const auto p = phrases_[n];
    if (p.words != 2 || p.exact) continue;
    const auto a = std::string(word_text(phrase_words_[p.first_word]));
    const auto b = std::string(word_text(phrase_words_[p.first_word + 1]));
    if (a.size() + b.size() < 6 || a.size() < 2 || b.size() < 2) continue;
    const auto joined = a + b;
    if (is_plain_word(joined)) continue;
    const auto w = intern(joined);
    const std::uint32_t one[] = {w};
    if (insert(one, p.value, false, true) >= 0) ++uses_[w];
  }
  posting_at_.assign(uses_.size() + 1, 0);
  for (std::size_t n = 0; n < count; ++n) {
    for (std::size_t i = 0; i < phrases_[n].words; ++i) {
      ++posting_at_[phrase_words_[phrases_[n].first_word + i] + 1];
    }
  }
  for (std::size_t i = 1; i < posting_at_.size(); ++i) posting_at_[i] += posting_at_[i - 1];
  postings_.resize(posting_at_.back());
  auto next = posting_at_;
  for (std::uint32_t n = 0; n < count; ++n) {
    for (std::size_t i = 0; i < phrases_[n].words; ++i) {
      postings_[next[phrase_words_[phrases_[n].first_word + i]]++] = n;
    }
  }
  sorted_.resize(uses_.size());
  for (std::uint32_t w = 0; w < sorted_.size(); ++w) sorted_[w] = w;
  std::sort(sorted_.begin(), sorted_.end(),
            [&](auto x, auto y) { return word_text(x) < word_text(y); });
  std::size_t beginnings = 0;
  for (std::uint32_t w = 0; w < sorted_.size(); ++w) beginnings += word_text(w).size();
  beginnings_.resize(std::bit_ceil(beginnings * 4 + 64));
  for (std::uint32_t w = 0; w < sorted_.size(); ++w)
    for (std::size_t n = 1; n < word_text(w).size(); ++n)
      beginnings_[hash_of(word_text(w).substr(0, n)) >> 20U & (beginnings_.size() - 1)] = true;
  // Often used words first, so that they win between equally near ones.
  std::vector<std::uint32_t> by_use(sorted_);
  std::stable_sort(by_use.begin(), by_use.end(),
                   [&](auto x, auto y) { return uses_[x] > uses_[y]; });
  for (auto w : by_use) {
    const auto text = word_text(w);
    if (uses_[w] > 0 && (text[0] < '0' || text[0] > '9')) typos_.add(text, w);
  }
  typos_.build();
  // Rare words say more.
  const auto total = static_cast<float>(phrases_.size() + 1);
  weights_.resize(uses_.size());
  for (std::size_t w = 0; w < uses_.size(); ++w) {
    weights_[w] = 0.3F + std::log(total / static_cast<float>(uses_[w] + 1));
  }
}

void fuzzy_phrases::add_typos(std::string_view word, bool plural, candidates& out) const {
  if (word.size() < 4) return;
  for (auto w : typos_.find(word)) {
    const auto text = word_text(w);
    // Four letters hold too little to guess from, unless only their order is wrong.
    if (text.size() == 4 || word.size() == 4) {
      if (text[0] != word[0]) continue;
      if (text.size() == 4 && word.size() == 4) {
        auto x = std::string(text), y = std::string(word);
        std::sort(x.begin(), x.end());
        std::sort(y.begin(), y.end());
        if (x != y) continue;
      }
    }
    if (out.size < std::size(out.list)) out.list[out.size++] = {w, typo_score, plural};
  }
}

/// A clause is looked through several times, and most words of a language are few: what each thread
/// read lately is kept.
const fuzzy_phrases::candidates& fuzzy_phrases::read_lately(const token& t) const {
  struct kept {
    std::uint32_t book = 0;  ///< 0: nothing yet
    token::kind type{};
    std::uint8_t size = 0;
    char text[longest_word];
    candidates found;
  };
  constexpr std::size_t places = 4096;
  thread_local std::vector<kept> lately(places);
  thread_local candidates long_word;
  if (t.text.size() > longest_word) {
    read(t, long_word);
    return long_word;
  }
  auto& k = lately[(hash_of(t.text) >> 7U ^ number_) % places];
  if (k.book != number_ || k.type != t.type || std::string_view(k.text, k.size) != t.text) {
    k.book = number_;
    k.type = t.type;
    k.size = static_cast<std::uint8_t>(t.text.size());
    std::copy(t.text.begin(), t.text.end(), k.text);
    read(t, k.found);
  }
  return k.found;
}

bool fuzzy_phrases::may_begin_longer_word(std::string_view word) const {
  return !beginnings_.empty() && beginnings_[hash_of(word) >> 20U & (beginnings_.size() - 1)];
}

void fuzzy_phrases::read(const token& t, candidates& out) const {
  out = {};
  read_words(t, out);
  for (std::size_t n = 0; n < out.size; ++n)
    out.starts = out.starts || child(0, out.list[n].word) != 0;
  out.begins_longer = t.type == token::kind::word && may_begin_longer_word(t.text);
}

void fuzzy_phrases::read_words(const token& t, candidates& out) const {
  if (t.type == token::kind::symbol) {
    if (t.text == "-" || t.text == "'") {
      out.skip = true;
      return;
    }
    if (auto w = find_word(t.text == "&" || t.text == "+" ? std::string_view("and") : t.text);
        w != no_word) {
      out.list[out.size++] = {w, 1, false};
    }
    return;
  }
  if (t.text.size() > longest_word) return;
  char buffer[longest_word + 1];
  std::size_t size = 0;
  for (char c : t.text) {
    if (c != '\'') buffer[size++] = c;
  }
  std::string_view word(buffer, size);
  if (word == "n") word = "and";
  auto offer = [&](std::string_view w, float score, bool plural) {
    const auto id = find_word(w);
    if (id == no_word || out.size == std::size(out.list)) return;
    for (std::size_t i = 0; i < out.size; ++i) {
      if (out.list[i].word == id) return;
    }
    out.list[out.size++] = {id, score, plural};
  };
  offer(word, 1, false);
  if (t.type == token::kind::number) return;
  if (!forms_.empty()) {
    const auto form = std::lower_bound(
        forms_.begin(), forms_.end(), word,
        [](const auto& f, std::string_view w) { return std::string_view(f.first) < w; });
    if (form != forms_.end() && form->first == word && out.size < std::size(out.list)) {
      out.list[out.size++] = {form->second, form_score, false};
    }
  }
  const bool s = ends_with(word, "s") && !ends_with(word, "ss") && word.size() > 3;
  if (s) {
    offer(word.substr(0, word.size() - 1), plural_score, true);
    if (ends_with(word, "es")) offer(word.substr(0, word.size() - 2), plural_score, true);
    if (ends_with(word, "ies")) {
      std::string y(word.substr(0, word.size() - 3));
      offer(y + 'y', plural_score, true);
    }
  } else if (word.size() > 2 && size < longest_word) {
    buffer[size] = 's';
    offer({buffer, size + 1}, plural_score, false);
  }
  // A plain word's plural is no misspelling, nor is anything with a figure in it ("g2g").
  const auto stem = s ? word.substr(0, word.size() - 1) : word;
  const bool figure = word.find_first_of("0123456789") != std::string_view::npos;
  if (out.size == 0 && !figure && !is_plain_word(word) && !is_plain_word(stem)) {
    add_typos(word, false, out);
    if (s && out.size < std::size(out.list)) add_typos(stem, true, out);
  }
}

/// One search from a token.
struct fuzzy_phrases::walk {
  const fuzzy_phrases& self;
  std::span<const token> tokens;
  std::size_t first;
  std::optional<match> best;

  void accept(std::uint32_t node, std::size_t end, float score, bool plural) {
    const auto p = self.nodes_[node].phrase;
    if (p < 0) return;
    const auto& info = self.phrases_[static_cast<std::size_t>(p)];
    if (info.exact && score < 1) return;
    if (info.joined) score = std::min(score, joined_score);
    const auto e = static_cast<std::uint32_t>(end);
    if (!best || e > best->end || (e == best->end && score > best->score)) {
      best = match{info.value, e, score, plural};
    }
  }

  void follow(std::uint32_t node, std::size_t i, float score, bool plural) {
    if (i >= tokens.size() || i - first >= 2 * longest_phrase) return;
    // A copy: the next word may take this one's place.
    const auto c = self.read_lately(tokens[i]);
    if (c.skip) {
      if (node != 0 && i + 1 < tokens.size()) follow(node, i + 1, score, plural);
      return;
    }
    // "dr. pepper"
    constexpr std::size_t longest_title = 3;
    if (node != 0 && tokens[i].text == "." && tokens[i - 1].text.size() <= longest_title &&
        i + 1 < tokens.size()) {
      follow(node, i + 1, score, plural);
      return;
    }
    for (std::size_t n = 0; n < c.size; ++n) {
      if (const auto to = self.child(node, c.list[n].word)) {
        const auto s = std::min(score, c.list[n].score);
        accept(to, i + 1, s, c.list[n].plural);
        follow(to, i + 1, s, plural);
      }
    }
    // "pine apple", "oat meal": two tokens that are one word here.
    if (c.begins_longer && i + 1 < tokens.size() && tokens[i + 1].type == token::kind::word) {
      const auto a = tokens[i].text, b = tokens[i + 1].text;
      char joined[longest_word];
      if (a.size() > 1 && b.size() > 1 && a.size() + b.size() >= 6 &&
          a.size() + b.size() <= sizeof joined) {
        std::copy(a.begin(), a.end(), joined);
        std::copy(b.begin(), b.end(), joined + a.size());
        std::string_view word(joined, a.size() + b.size());
        auto w = self.find_word(word);
        bool many = false;
        if (w == no_word && ends_with(word, "s")) {
          w = self.find_word(word.substr(0, word.size() - 1));
          many = true;
        }
        if (w != no_word) {
          if (const auto to = self.child(node, w)) {
            const auto s = std::min(score, joined_score);
            accept(to, i + 2, s, many);
            follow(to, i + 2, s, plural);
          }
        }
      }
    }
  }
};

std::optional<fuzzy_phrases::match> fuzzy_phrases::longest_at(std::span<const token> tokens,
                                                              std::size_t i) const {
  if (i >= tokens.size() || tokens[i].type == token::kind::symbol) return std::nullopt;
  if (const auto& c = read_lately(tokens[i]); !c.starts && !c.begins_longer) return std::nullopt;
  walk w{*this, tokens, i, {}};
  w.follow(0, i, 1, false);
  return w.best;
}

std::optional<std::uint32_t> fuzzy_phrases::exact(std::string_view phrase) const {
  std::uint32_t at = 0;
  bool lost = false;
  each_key_word(phrase, [&](const std::string& text) {
    if (lost) return;
    const auto w = find_word(text);
    at = w == no_word ? 0 : child(at, w);
    lost = at == 0;
  });
  if (lost || at == 0 || nodes_[at].phrase < 0) return std::nullopt;
  return phrases_[static_cast<std::size_t>(nodes_[at].phrase)].value;
}

std::optional<fuzzy_phrases::word_hit> fuzzy_phrases::repair(std::string_view word) const {
  token t;
  t.text = word;
  const auto& c = read_lately(t);
  if (c.skip || c.size == 0) return std::nullopt;
  return word_hit{word_text(c.list[0].word), c.list[0].score};
}

std::vector<fuzzy_phrases::ranked> fuzzy_phrases::search(std::span<const std::string> words,
                                                         std::size_t limit) const {
  // Flat, by phrase: what the words so far gave, and what the present word gives at best.
  std::vector<float> scores(phrases_.size(), 0), of_this_word(phrases_.size(), 0);
  std::vector<std::uint32_t> touched, touched_now;
  auto weight_of = [&](std::uint32_t w) { return weights_[w]; };
  float asked = 0;
  constexpr std::size_t most_words = 12, most_prefixes = 24;
  for (std::size_t q = 0; q < std::min(words.size(), most_words); ++q) {
    token t;
    t.text = words[q];
    t.type = words[q][0] >= '0' && words[q][0] <= '9' ? token::kind::number : token::kind::word;
    candidates c;
    read(t, c);
    struct choice {
      std::uint32_t word;
      float factor;
    };
    std::vector<choice> choices;
    for (std::size_t i = 0; i < c.size; ++i) choices.push_back({c.list[i].word, c.list[i].score});
    if (words[q].size() >= 3) {
      auto it =
          std::lower_bound(sorted_.begin(), sorted_.end(), std::string_view(words[q]),
                           [&](std::uint32_t w, std::string_view s) { return word_text(w) < s; });
      for (std::size_t n = 0; it != sorted_.end() && n < most_prefixes; ++it, ++n) {
        if (word_text(*it).substr(0, words[q].size()) != words[q]) break;
        const auto w = *it;
        if (std::none_of(choices.begin(), choices.end(),
                         [&](const choice& x) { return x.word == w; })) {
          choices.push_back({w, 0.6F});
        }
      }
    }
    float heaviest = 2;
    touched_now.clear();
    for (const auto& [w, factor] : choices) {
      const auto weight = weight_of(w);
      if (factor > 0.9F) heaviest = std::max(heaviest, weight);
      for (auto i = posting_at_[w]; i < posting_at_[w + 1]; ++i) {
        auto& best = of_this_word[postings_[i]];
        if (best == 0) touched_now.push_back(postings_[i]);
        best = std::max(best, weight * factor);
      }
    }
    asked += heaviest;
    for (auto phrase : touched_now) {
      if (scores[phrase] == 0) touched.push_back(phrase);
      scores[phrase] += of_this_word[phrase];
      of_this_word[phrase] = 0;
    }
  }
  std::vector<ranked> all;
  all.reserve(touched.size());
  for (auto phrase : touched) {
    const auto& p = phrases_[phrase];
    float own = 0;
    for (std::size_t i = 0; i < p.words; ++i) own += weight_of(phrase_words_[p.first_word + i]);
    all.push_back({phrase, 2 * scores[phrase] / (asked + own)});
  }
  const auto best_first = [](const ranked& x, const ranked& y) {
    return x.score != y.score ? x.score > y.score : x.value < y.value;
  };
  // Values repeat under several names, so somewhat more than asked for is put in order.
  const auto kept = std::min(all.size(), limit * 8 + 32);
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(kept), all.end(),
                    best_first);
  all.resize(kept);
  std::vector<ranked> out;
  for (const auto& r : all) {
    const auto value = phrases_[r.value].value;
    if (std::any_of(out.begin(), out.end(), [&](const ranked& x) { return x.value == value; })) {
      continue;
    }
    out.push_back({value, r.score});
    if (out.size() == limit) break;
  }
  return out;
}

std::size_t fuzzy_phrases::memory() const {
  return pool_.capacity() + typos_.memory() + beginnings_.capacity() / 8 +
         edges_.capacity() * sizeof(edge) + nodes_.capacity() * sizeof(node) +
         phrases_.capacity() * sizeof(phrase_info) +
         4 * (weights_.capacity() + word_at_.capacity() + word_table_.capacity() +
              uses_.capacity() + phrase_words_.capacity() + posting_at_.capacity() +
              postings_.capacity() + sorted_.capacity());
}

}  // namespace nlp
