#pragma once
// What words are about: semantic fields ("kin", "symptom", "buyverb") that tell the classifier of a
// word that no training text holds. Language data: nlp/language/*.fields. Caller: the classifier's
// features. Thread: immutable once built; shared by all threads.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace nlp {

using field_id = std::uint8_t;

class semantic_fields {
 public:
  static const semantic_fields& shared();
  /// Each source: lines "field = word word_of phrase_word", "#" comments. At most 255 fields.
  explicit semantic_fields(std::span<const std::string_view> sources);

  /// The fields of a folded word; of its base form when only that is known ("repotting": repot).
  /// In the order of the files, empty for a word of none. One to six look-ups, no allocation.
  std::span<const field_id> of(std::string_view word) const;
  /// The fields of two words as a phrase ("oil change"), not of either word.
  std::span<const field_id> of(std::string_view first, std::string_view second) const;

 private:
  struct entry {
    std::uint64_t key = 0;  ///< hash of the word; 0: free
    std::uint32_t at = 0;   ///< in members_
    std::uint32_t count = 0;
  };
  std::span<const field_id> find(std::uint64_t key) const;

  std::vector<entry> table_;         ///< open addressing, a power of two
  std::vector<bool> begins_phrase_;  ///< by hash of a phrase's first word
  std::vector<field_id> members_;
};

}  // namespace nlp
