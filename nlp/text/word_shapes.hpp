#pragma once
// A cheap look before a list of words is searched: by its first and last letter and its length most
// words of a text are in no such list. Callers: numbers, portions, records. Thread: immutable once
// filled.

#include <array>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace nlp {

class word_shapes {
 public:
  constexpr word_shapes() = default;
  /// Of a table whose rows have a `word`.
  template <class Row, std::size_t N>
  explicit constexpr word_shapes(const Row (&table)[N]) {
    for (const auto& row : table) add(row.word);
  }

  constexpr void add(std::string_view word) {
    if (word.empty()) return;
    auto& of = by_first_[letter(word.front())];
    of.lengths |= length(word);
    of.lasts |= std::uint32_t{1} << letter(word.back());
  }
  /// False: the word is not in the list. True: it may be.
  constexpr bool may_hold(std::string_view word) const {
    if (word.empty()) return false;
    const auto& of = by_first_[letter(word.front())];
    return (of.lengths & length(word)) != 0 && (of.lasts >> letter(word.back()) & 1U) != 0;
  }

 private:
  struct shape {
    std::uint32_t lengths = 0, lasts = 0;  ///< a bit for each that occurs
  };
  static constexpr std::size_t letter(char c) { return static_cast<unsigned char>(c) % 32; }
  static constexpr std::uint32_t length(std::string_view w) {
    return std::uint32_t{1} << (w.size() < 31 ? w.size() : 31);
  }

  std::array<shape, 32> by_first_{};
};

/// Some words, to be asked for often: `static constexpr listed_words joins("and", "then");`.
template <std::size_t N>
class listed_words {
 public:
  template <class... Words>
    requires(std::is_convertible_v<Words, std::string_view> && ...)
  explicit constexpr listed_words(Words... words) : words_{std::string_view(words)...} {
    for (const auto w : words_) shapes_.add(w);
  }

  constexpr bool has(std::string_view word) const {
    if (!shapes_.may_hold(word)) return false;
    for (const auto w : words_)
      if (w == word) return true;
    return false;
  }

 private:
  std::array<std::string_view, N> words_;
  word_shapes shapes_;
};
template <class... Words>
listed_words(Words...) -> listed_words<sizeof...(Words)>;

}  // namespace nlp
