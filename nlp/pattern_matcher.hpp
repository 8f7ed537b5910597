#pragma once
// A person's own words in a text. Input: normalised tokens and the compiled patterns. Output:
// which patterns occur where; synonyms are replaced in the tokens by what they mean.
// Matching: longest first, whole words, plurals and small misspellings tolerated.
// Thread: a pattern_index is immutable once built. Holds: patterns below `least_confidence` are
// never matched.

#include <string_view>
#include <unordered_map>
#include <vector>

#include "nlp/pipeline.hpp"
#include "nlp/text/fuzzy.hpp"
#include "nlp/text/tokenizer.hpp"

namespace nlp {

inline constexpr double least_confidence = 0.3;

struct pattern_hit {
  const learned_pattern* pattern = nullptr;
  std::size_t begin = 0, end = 0;  ///< tokens
  std::uint32_t entry = 0;         ///< place in the index
};

struct pattern_index::impl {
  struct entry {
    token_list term, value;  ///< tokenised once; texts stay valid as long as the index
    std::size_t pattern;
    std::uint32_t next;  ///< next entry with the same first word, longest first; npos ends
  };
  static constexpr std::uint32_t none = ~std::uint32_t(0);

  std::vector<learned_pattern> patterns;
  std::vector<entry> entries;
  fuzzy_index first_words;                                    ///< ids: entries
  std::unordered_map<std::string_view, std::uint32_t> heads;  ///< first word -> its first entry
};

/// Patterns that occur in the tokens, left to right, not overlapping.
std::vector<pattern_hit> find_patterns(const std::vector<token>& tokens,
                                       const pattern_index::impl& index);

/// Replaces the synonyms among `hits` by their values; new tokens keep the place of the old ones.
/// False when there was none: the tokens, and the hits in them, are what they were.
bool replace_synonyms(std::vector<token>& tokens, const std::vector<pattern_hit>& hits,
                      const pattern_index::impl& index);

}  // namespace nlp
