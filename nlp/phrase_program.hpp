#pragma once
// Phrase rules compiled: what the compiler (phrase_compiler.cpp) makes of the rule text and the
// matcher (phrase_matcher.cpp) runs over tokens. Behind phrase_book; nobody else includes it.
// Thread: immutable once `finish` was called.

#include <algorithm>
#include <compare>
#include <deque>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "nlp/phrase_book.hpp"
#include "nlp/text/word_map.hpp"

namespace nlp {

enum class phrase_op : std::uint8_t {
  word,
  set,
  cls,
  number,
  time,
  any,
  split,
  choose,
  jump,
  save,
  at_start,
  at_end,
  done
};

struct phrase_instruction {
  phrase_op code;
  std::uint32_t a = 0, b = 0;
};

/// Many alternatives that each begin with a word of their own: which to try by the word that is
/// there. Sorted by word; of one word in the order written.
struct phrase_choices {
  struct way {
    word_id word;
    std::uint32_t offset;  ///< of its first instruction, from the choosing one
    auto operator<=>(const way&) const = default;
  };
  std::vector<way> ways;

  /// The first way after `last` that begins with the word, or 0.
  std::uint32_t next(word_id word, std::uint32_t last) const {
    const auto at = std::upper_bound(ways.begin(), ways.end(), way{word, last});
    return at != ways.end() && at->word == word ? at->offset : 0;
  }
};

/// A word's membership in a class; phrases list the words that must follow.
struct class_membership {
  class_id cls;
  std::vector<word_id> rest;
  std::string value;
};

/// Words, each as one of 256 bits: two may share a bit, so it tells for certain only what is not
/// there.
struct word_sieve {
  std::array<std::uint64_t, 4> bits{};
  void add(word_id w) { bits[w / 64 % 4] |= std::uint64_t{1} << (w % 64); }
  bool may_share(const word_sieve& x) const {
    return ((bits[0] & x.bits[0]) | (bits[1] & x.bits[1]) | (bits[2] & x.bits[2]) |
            (bits[3] & x.bits[3])) != 0;
  }
};

struct compiled_rule {
  phrase_rule rule;
  std::vector<phrase_instruction> program;
  std::vector<std::string> names;    ///< of captures
  std::vector<class_id> name_class;  ///< of captures that are a class member, else 0
  bool anchored = false;
  std::vector<std::vector<word_id>> sets;  ///< of alternatives that are single words
  std::vector<phrase_choices> choices;
  std::vector<word_id> starts;          ///< words it can begin with; empty: any
  class_id start_class = 0;             ///< when those are the words that begin a class
  std::uint64_t start_mask = 0;         ///< of `starts`, a bit a word (see `bit_of`)
  std::vector<word_sieve> needs;        ///< a clause without a word of each cannot match
  std::vector<class_id> needs_classes;  ///< nor one without a word that begins each of these
  bool needs_time = false, needs_number = false;
};

/// What most rules fail at, side by side: a clause without a word of `words`, without one that
/// begins a member of `cls` or without one of `starts` where the rule may begin cannot match.
struct rule_hurdles {
  word_sieve words;
  std::uint64_t starts = ~std::uint64_t{0};
  class_id cls = 0;  ///< 0: none
  bool anchored = false;
  bool time = false, number = false;  ///< one must be there
};

struct phrase_book::impl {
  std::deque<std::string> spellings;
  word_map ids;  ///< of the spellings, in their order from 1 on
  std::vector<std::vector<class_membership>> members{1};  ///< by word
  std::vector<std::vector<class_id>> single_classes;  ///< by word: where it is a member by itself
  std::unordered_map<std::string, class_id> classes;
  std::unordered_map<class_id, std::unordered_set<word_id>> firsts;
  std::deque<compiled_rule> rules;
  std::vector<std::vector<std::uint32_t>> by_word{1};  ///< rules that need one of these words
  std::vector<std::uint32_t> always;                   ///< rules that need no word
  std::vector<rule_hurdles> hurdles;                   ///< by rule
  std::vector<std::string_view> keyword_list;
  class_id filler = 0, tail = 0;
  class_tables tables;

  // ---- compiling: phrase_compiler.cpp

  word_id intern(std::string_view w);
  class_id intern_class(const std::string& name);
  /// Reads classes and rules; throws std::runtime_error for what cannot be read.
  void add_source(std::string_view text);
  /// Call once, after the last source.
  void finish();

  // ---- matching: phrase_matcher.cpp

  /// The single word is a member.
  bool word_in(word_id w, class_id cls) const { return tables.word_in(w, cls); }
  /// The longest member of the class that starts at token `i`, and its end.
  const class_membership* find_member(const phrase_text& t, std::size_t i, class_id cls,
                                      std::size_t& end) const;
  std::vector<phrase_hit> match(const phrase_text& t) const;

  static constexpr std::uint64_t bit_of(word_id w) { return std::uint64_t{1} << (w % 64); }

 private:
  struct parser;
  struct machine;
  /// A token of the clause being matched.
  struct place {
    std::uint64_t heads = 0;  ///< of the words that a rule which starts here may begin with
    bool skip = false;        ///< may be left out: a sign, a filler
  };
  void add_class(std::string_view line);
  void add_rule(std::string_view header, std::string_view line);
  bool skippable(const phrase_text& t, std::size_t i) const;
  bool may_start(const compiled_rule& r, const phrase_text& t, std::span<const place> places,
                 std::size_t start) const;
  bool try_rule(const compiled_rule& r, const phrase_text& t, std::span<const place> places,
                phrase_hit& hit) const;
  void trim_capture(const phrase_text& t, phrase_capture& c) const;
  void fill_value(class_id cls, const phrase_text& t, phrase_capture& c) const;
};

}  // namespace nlp
