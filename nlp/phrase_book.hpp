#pragma once
// Phrase rules: what fixed wordings mean ("remind me to ...", "how much ... did i ..."). The rules
// are language data (nlp/language/*.rules), compiled once into small programs that run over
// tokens. Called by the clause splitter, the signals and the pipeline.
// Thread: immutable once built; shared by all threads. Holds: matching is bounded whatever the
// text.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nlp/intent.hpp"
#include "nlp/text/tokenizer.hpp"

namespace nlp {

using word_id = std::uint32_t;   ///< 0: a word that no rule mentions
using class_id = std::uint16_t;  ///< 0: no such class

/// What the matcher sees of a text. Spans are [begin, end) in tokens.
struct phrase_text {
  std::span<const token> tokens;
  std::span<const word_id> words;
  /// For each token the end of the time expression that starts there, or 0.
  std::span<const std::uint32_t> time_end;
  std::size_t begin = 0, end = 0;  ///< the clause
  std::size_t after_time = 0;      ///< where a rule may begin besides: behind "today", "on monday"
  std::size_t core = 0;  ///< where it begins once "hey", "and then", "can you please" are left out
};

/// A part of the text that a rule captured: `{content}`.
struct phrase_capture {
  std::string_view name;
  std::size_t begin = 0, end = 0;
  std::string_view value;  ///< for `{domain:<domain>}`: the class member's value
};

struct phrase_rule {
  std::string name;  ///< an intent's name, or "sig.<signal>"
  std::optional<intent> kind;
  double weight = 0;
  std::vector<std::pair<std::string, std::string>> fixed;  ///< "=> emoji=false"
  std::string source;                                      ///< the pattern as written, for "why?"
};

struct phrase_hit {
  const phrase_rule* rule = nullptr;
  std::size_t begin = 0, end = 0;
  std::array<phrase_capture, 6> captures{};  // as many as any rule has
  std::size_t capture_count = 0;

  const phrase_capture* find(std::string_view name) const {
    for (std::size_t i = 0; i < capture_count; ++i)
      if (captures[i].name == name) return &captures[i];
    return nullptr;
  }
  std::string_view fixed(std::string_view name) const {
    for (const auto& [key, value] : rule->fixed)
      if (key == name) return value;
    return {};
  }
};

/// A member of a class found in a text.
struct class_hit {
  std::size_t end = 0;
  std::string_view value;
};

/// Which words belong to which classes, as bits: a row a word, a bit a class.
class class_tables {
 public:
  class_tables() = default;
  class_tables(std::size_t words, std::size_t classes)
      : row_((classes + 64) / 64), single_(words * row_), begins_(words * row_) {}

  void add(word_id w, class_id cls, bool whole) {
    begins_[at(w, cls)] |= bit(cls);
    if (whole) single_[at(w, cls)] |= bit(cls);
  }
  /// The single word is a member.
  bool word_in(word_id w, class_id cls) const { return (single_[at(w, cls)] & bit(cls)) != 0; }
  /// A member, of one or several words, begins with it.
  bool begins(word_id w, class_id cls) const { return (begins_[at(w, cls)] & bit(cls)) != 0; }
  std::span<const std::uint64_t> begun_by(word_id w) const {
    return {begins_.data() + w * row_, row_};
  }

 private:
  std::size_t at(word_id w, class_id cls) const { return w * row_ + cls / 64; }
  static std::uint64_t bit(class_id cls) { return std::uint64_t{1} << (cls % 64); }

  std::size_t row_ = 0;  ///< 64-bit words in a row
  std::vector<std::uint64_t> single_, begins_;
};

class phrase_book {
 public:
  /// Built from the embedded language data on first use.
  static const phrase_book& shared();
  /// For tests: from rule text.
  explicit phrase_book(std::span<const std::string_view> sources);
  ~phrase_book();

  word_id id(std::string_view word) const;
  class_id class_named(std::string_view name) const;
  /// The longest member of `cls` that starts at token `i`.
  std::optional<class_hit> member(const phrase_text& text, std::size_t i, class_id cls) const;
  bool is(const phrase_text& text, std::size_t i, class_id cls) const {
    return member(text, i, cls).has_value();
  }
  /// True when the single word is a member.
  bool word_in(word_id word, class_id cls) const { return tables_->word_in(word, cls); }
  /// False when no member of the class begins with the word: cheap, before `member`.
  bool may_begin(word_id word, class_id cls) const { return tables_->begins(word, cls); }
  /// The classes that the single word is a member of.
  std::span<const class_id> classes_of(word_id word) const;

  /// All rules that match in the clause, heaviest first; of one rule, its first match.
  std::vector<phrase_hit> match(const phrase_text& text) const;

  /// Keywords worth recognising when misspelt, for the normaliser.
  std::span<const std::string_view> keywords() const;

  struct impl;

 private:
  std::unique_ptr<impl> impl_;
  const class_tables* tables_ = nullptr;  ///< of `impl_`
};

}  // namespace nlp
