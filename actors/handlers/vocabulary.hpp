#pragma once
// What one person taught, as rows and compiled for matching. Owned by the user's state; never
// changed: what is taught makes a new vocabulary that shares the old one's parts, in microseconds.
// Callers: the user actor (reading a text), handlers (asking what a word means), the turn (after
// its changes). Thread: any. Holds: of one term, one meaning is used: the one taught last. Words
// that are worth less than nlp::learning::used_from, or that were switched off, are here but not in
// the index.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/common/time.hpp"
#include "nlp/pipeline.hpp"
#include "storage/change_set.hpp"

namespace handlers {

using taught_word = std::shared_ptr<const storage::knowledge_row>;

class vocabulary {
 public:
  vocabulary() = default;
  vocabulary(std::vector<storage::knowledge_row> rows, instant now);

  /// For nlp::context; null when nothing was taught.
  const nlp::pattern_index* index() const { return index_.get(); }
  std::size_t size() const { return size_; }
  /// Every meaning of a term, the one used first. `term` in lower case.
  std::vector<taught_word> meanings(std::string_view term) const;
  taught_word find(std::string_view term, row_id id) const;
  /// By term.
  std::vector<taught_word> all() const;
  /// The words of which the text has one, and which its reading used.
  std::vector<taught_word> used_in(std::string_view text) const;

  /// As it is after these changes; rows other than taught words are passed over.
  std::shared_ptr<const vocabulary> with(const std::vector<storage::row_change>& changes,
                                         instant now) const;

 private:
  struct change {
    row_id id;
    std::string term;
    taught_word row;  ///< null: forgotten
  };
  void replace_in_index(const std::vector<std::string>& terms, instant now);

  std::shared_ptr<const std::vector<taught_word>> sorted_;  ///< by term, then id; null: empty
  std::vector<change> recent_;                              ///< on top of `sorted_`
  std::shared_ptr<const nlp::pattern_index> index_;
  std::size_t size_ = 0;
};

/// What the word is worth now: see nlp/learning/confidence.hpp.
double confidence_now(const storage::knowledge_row& r, instant now);
bool is_used(const storage::knowledge_row& r, instant now);
nlp::learned_pattern pattern_of(const storage::knowledge_row& r, instant now);
/// Equal in all that a text can be read by: use and trust may differ.
bool same_teaching(const storage::knowledge_row& a, const storage::knowledge_row& b);

}  // namespace handlers
