#pragma once
// A person's own words in a text. Input: normalised tokens and the compiled patterns. Output:
// which patterns occur where; synonyms are replaced in the tokens by what they mean.
// Matching: longest first, whole words, plurals and small misspellings tolerated.
// Thread: a pattern_index is immutable once built. Holds: patterns below `least_confidence` are
// never matched.

#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "nlp/pipeline.hpp"
#include "nlp/text/fuzzy.hpp"
#include "nlp/text/tokenizer.hpp"

namespace nlp {

inline constexpr double least_confidence = 0.3;

/// A pattern with its words, tokenised once.
struct compiled_pattern {
  learned_pattern pattern;
  token_list term, value;
};

struct pattern_hit {
  const learned_pattern* pattern = nullptr;
  std::size_t begin = 0, end = 0;  ///< tokens
  const compiled_pattern* entry = nullptr;
};

struct pattern_index::impl {
  using shared_pattern = std::shared_ptr<const compiled_pattern>;
  static constexpr std::uint32_t none = ~std::uint32_t(0);
  /// So many changes are looked through one by one; then the sorted part is made anew.
  static constexpr std::size_t most_recent = 128;

  /// Many patterns, findable by their first word.
  struct sorted_part {
    struct entry {
      shared_pattern pattern;
      std::uint32_t next = none;  ///< next entry with the same first word, longest first
    };
    std::vector<entry> entries;
    fuzzy_index first_words;                                    ///< ids: entries
    std::unordered_map<std::string_view, std::uint32_t> heads;  ///< first word -> its first entry
  };

  std::shared_ptr<const sorted_part> sorted;
  std::vector<std::int64_t> gone;      ///< ids in `sorted` that count no more; in order
  std::vector<shared_pattern> recent;  ///< taught since `sorted` was made
};

/// Patterns that occur in the tokens, left to right, not overlapping.
std::vector<pattern_hit> find_patterns(const std::vector<token>& tokens,
                                       const pattern_index::impl& index);

/// Replaces the synonyms among `hits` by their values; new tokens keep the place of the old ones.
/// False when there was none: the tokens, and the hits in them, are what they were.
bool replace_synonyms(std::vector<token>& tokens, const std::vector<pattern_hit>& hits);

/// The patterns that a text contains, each once.
std::vector<const learned_pattern*> patterns_in(std::string_view text, const pattern_index& index);

}  // namespace nlp
