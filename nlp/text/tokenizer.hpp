#pragma once
// First stage: bytes to tokens. Input: any bytes. Output: lower-cased, folded tokens that remember
// where they stood. Everything after this stage sees only tokens.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nlp {

struct token {
  enum class kind : std::uint8_t { word, number, symbol };

  std::string_view text;             ///< folded: lower case, plain quotes and dashes, no diacritics
  std::uint32_t begin = 0, end = 0;  ///< bytes [begin, end) of the original text
  kind type = kind::word;
  bool space_before = false;
  double value = 0;  ///< numbers: "1,500" 1500, "1.5" 1.5
};

/// Owns the folded text that its tokens point into. Move-only; tokens stay valid when it moves.
class token_list {
 public:
  explicit token_list(std::unique_ptr<std::string> folded, std::vector<token> tokens)
      : folded_(std::move(folded)), tokens_(std::move(tokens)) {}

  std::size_t size() const { return tokens_.size(); }
  bool empty() const { return tokens_.empty(); }
  const token& operator[](std::size_t i) const { return tokens_[i]; }
  auto begin() const { return tokens_.begin(); }
  auto end() const { return tokens_.end(); }

  /// For stages that rewrite tokens: the new texts must outlive the list (language data does) or
  /// point into what it already owns.
  std::vector<token>& edit() { return tokens_; }

 private:
  std::unique_ptr<std::string> folded_;
  std::vector<token> tokens_;
};

/// A number and the letters that touch it are two tokens ("500ml" -> 500 ml; "135x5" -> 135 x 5;
/// "11pm-7am" -> 11 pm - 7 am; "3:30" -> 3 : 30; "15h30" -> 15 h 30; "2026-03-05" -> 2026 - 03 -
/// 05). Words keep an inner apostrophe ("don't", "mom's"). Fractions stay apart (1 / 2); a vulgar
/// fraction character becomes its number. Invalid UTF-8 bytes are skipped. Reads at most
/// `max_text_bytes` bytes.
token_list tokenize(std::string_view text);

inline constexpr std::size_t max_text_bytes = 10'000;

}  // namespace nlp
