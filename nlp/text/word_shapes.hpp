#pragma once
// A cheap look before a list of words is searched: by its first letter and its length most words of
// a text are in no such list. Callers: numbers, portions. Thread: immutable once filled.

#include <array>
#include <cstdint>
#include <string_view>

namespace nlp {

class word_shapes {
 public:
  constexpr word_shapes() = default;
  /// Of a table whose rows have a `word`.
  template <class Row, std::size_t N>
  explicit constexpr word_shapes(const Row (&table)[N]) {
    for (const auto& row : table) add(row.word);
  }

  constexpr void add(std::string_view word) { lengths_[letter(word)] |= length(word); }
  /// False: the word is not in the list. True: it may be.
  constexpr bool may_hold(std::string_view word) const {
    return (lengths_[letter(word)] & length(word)) != 0;
  }

 private:
  static constexpr std::size_t letter(std::string_view w) {
    return w.empty() ? 0 : static_cast<unsigned char>(w[0]) % 32;
  }
  static constexpr std::uint32_t length(std::string_view w) {
    return std::uint32_t{1} << (w.size() < 31 ? w.size() : 31);
  }

  std::array<std::uint32_t, 32> lengths_{};  ///< by first letter
};

}  // namespace nlp
