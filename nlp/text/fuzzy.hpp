#pragma once
// Words that are nearly right: bounded edit distance, and an index that finds the words of a
// vocabulary within one edit of a misspelling. Called by the food and exercise lexicons and by
// learned-pattern matching.
// Thread: a built index is immutable. Holds: an edit is one insertion, deletion, substitution or
// swap of two neighbours; bytes are compared, so callers pass folded (tokenizer) text.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nlp {

/// Damerau-Levenshtein distance (optimal string alignment), or `limit + 1` once it is over `limit`
/// (0, 1 or 2). Allocates nothing.
int edit_distance(std::string_view a, std::string_view b, int limit);

/// True when `a` and `b` differ by at most one edit.
bool within_one_edit(std::string_view a, std::string_view b);

/// The words of a vocabulary, findable by a one-edit misspelling. Flat: one sorted array of
/// (hash of the word less one letter, word id).
class fuzzy_index {
 public:
  /// Words shorter than this are never candidates.
  static constexpr std::size_t min_word = 4;
  /// Words longer than this are looked up exactly only.
  static constexpr std::size_t max_word = 32;
  static constexpr std::size_t max_hits = 8;

  /// `word` must outlive the index (it is not copied); `id` comes back from `find`.
  void add(std::string_view word, std::uint32_t id);
  /// Call once after the last `add`.
  void build();

  struct hits {
    std::uint32_t ids[max_hits];
    std::size_t size = 0;
    const std::uint32_t* begin() const { return ids; }
    const std::uint32_t* end() const { return ids + size; }
  };
  /// Ids of words within one edit of `word` (equal words too), in the order added. Words that keep
  /// the first letter come first. Allocates nothing.
  hits find(std::string_view word) const;

  std::size_t memory() const;

 private:
  struct entry {
    std::uint32_t hash;
    std::uint32_t word;  ///< place in words_
  };
  struct item {
    std::string_view text;
    std::uint32_t id;
  };
  std::vector<item> words_;
  std::vector<entry> entries_;
  std::vector<bool> present_;           ///< by the top bits of the hash: some entry has them
  std::vector<std::uint32_t> buckets_;  ///< first entry by the top bits of the hash
  unsigned shift_ = 31, present_shift_ = 31;
};

}  // namespace nlp
