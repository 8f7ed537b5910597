#pragma once
// Many phrases, found in tokens whatever their spelling: exact, plural, joined or split words,
// one-edit typos. The machine behind the food, restaurant and exercise lexicons.
// Thread: immutable after `build`. Holds: what is a correct ordinary word (plain_words.txt) is
// never taken for a typo; hyphens and apostrophes do not matter; "&" and "n" read as "and".

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/text/fuzzy.hpp"
#include "nlp/text/tokenizer.hpp"

namespace nlp {

/// Words of a phrase or a query as the lexicons compare them: folded, split at every change between
/// letters and digits, apostrophes and hyphens gone. Calls `each(word)`.
template <class Each>
void each_key_word(std::string_view text, Each each) {
  std::string word;
  auto flush = [&] {
    if (!word.empty()) each(word == "&" || word == "n" ? std::string("and") : word);
    word.clear();
  };
  auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_letter(c) || is_digit(c)) {
      if (!word.empty() && is_digit(word.back()) != is_digit(c)) flush();
      word += c;
    } else if (c == '\'' && !word.empty() && i + 1 < text.size() && is_letter(text[i + 1])) {
      continue;  // "lay's" reads as "lays"
    } else {
      flush();
      if (c == '&' || c == '%') {
        word = c;
        flush();
      }
    }
  }
  flush();
}

class fuzzy_phrases {
 public:
  /// `value` comes back with a match. `exact` phrases are matched as written only.
  /// Of two equal phrases the first added wins.
  void add(std::string_view phrase, std::uint32_t value, bool exact = false);
  /// A way to write a word that no rule reaches: "chkn" for "chicken". Call before `build`.
  void add_word_form(std::string_view typed, std::string_view meant);
  void build();

  struct match {
    std::uint32_t value = 0;
    std::uint32_t end = 0;  ///< one past the last token
    float score = 0;        ///< 1 exact; 0.95 plural; 0.9 joined or split; 0.75 typo
    bool plural = false;    ///< said in the plural where the phrase is singular
  };
  /// The longest phrase that starts at token `i`; of equally long ones the best written.
  std::optional<match> longest_at(std::span<const token> tokens, std::size_t i) const;

  /// Exactly this phrase (any spacing, plain spelling).
  std::optional<std::uint32_t> exact(std::string_view phrase) const;

  struct word_hit {
    std::string_view word;
    float score = 0;
  };
  /// The vocabulary word that `word` is or misspells.
  std::optional<word_hit> repair(std::string_view word) const;
  bool has_word(std::string_view word) const { return find_word(word) != no_word; }

  struct ranked {
    std::uint32_t value;
    float score;
  };
  /// Values whose phrases best fit a free text, best first; a value appears once.
  std::vector<ranked> search(std::span<const std::string> words, std::size_t limit) const;

  std::size_t memory() const;

 private:
  static constexpr std::uint32_t no_word = 0xffffffffU;
  struct node {
    std::int32_t phrase = -1;
  };
  struct edge {
    std::uint64_t key = 0;  ///< node << 32 | word, plus one; 0: free
    std::uint32_t to = 0;
  };
  struct phrase_info {
    std::uint32_t value = 0;
    std::uint32_t first_word = 0;  ///< place in phrase_words_
    std::uint8_t words = 0;
    bool exact = false;
    bool joined = false;  ///< made from two words: "hotdog" for "hot dog"
  };
  struct candidate {
    std::uint32_t word;
    float score;
    bool plural;
  };
  struct candidates {
    candidate list[6];
    std::uint8_t size = 0;
    bool skip = false;           ///< a hyphen or the like: may stand between words
    bool starts = false;         ///< some phrase begins with one of them
    bool begins_longer = false;  ///< some longer word of the vocabulary may begin with it
  };
  struct walk;

  std::uint32_t find_word(std::string_view word) const;
  std::uint32_t intern(std::string_view word);
  std::uint32_t child(std::uint32_t node, std::uint32_t word) const;
  std::uint32_t make_child(std::uint32_t node, std::uint32_t word);
  void grow_edges();
  void read(const token& t, candidates& out) const;
  void read_words(const token& t, candidates& out) const;
  bool may_begin_longer_word(std::string_view word) const;
  const candidates& read_lately(const token& t) const;
  void add_typos(std::string_view word, bool plural, candidates& out) const;
  std::string_view word_text(std::uint32_t w) const {
    return {pool_.data() + word_at_[w], word_at_[w + 1] - word_at_[w]};
  }
  std::int32_t insert(std::span<const std::uint32_t> words, std::uint32_t value, bool exact,
                      bool joined);

  std::uint32_t number_ = 0;               ///< no other book of this process has it
  std::vector<char> pool_;                 ///< all words, end to end
  std::vector<std::uint32_t> word_at_{0};  ///< word -> place in pool_, one more than words
  std::vector<std::uint32_t> word_table_;  ///< open addressing: word + 1
  std::vector<std::uint32_t> uses_;        ///< word -> how many phrases hold it
  std::vector<float> weights_;             ///< word -> how much it says in a search
  std::vector<node> nodes_{node{}};
  std::vector<edge> edges_;
  std::size_t edge_count_ = 0;
  std::vector<phrase_info> phrases_;
  std::vector<std::uint32_t> phrase_words_;
  std::vector<std::uint32_t> posting_at_, postings_;          ///< word -> phrases
  std::vector<std::uint32_t> sorted_;                         ///< words by text, for prefixes
  std::vector<std::pair<std::string, std::uint32_t>> forms_;  ///< sorted: as typed, word meant
  std::vector<bool> beginnings_;  ///< by hash: what longer words begin with
  fuzzy_index typos_;
};

/// True for a correct English or Spanish word that is one edit away from a lexicon's.
bool is_plain_word(std::string_view word);

}  // namespace nlp
