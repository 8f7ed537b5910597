#pragma once
// One sentence in every language the assistant speaks, side by side, so that a new one cannot be
// forgotten in one of them. What would not travel well by SMS does not compile: characters beyond
// GSM-7 (Spanish accents apart, which segments.hpp takes off), more than two segments, a word that
// carriers keep for themselves in quotes, languages that do not fill in the same values.
// Callers: templates and handlers. Thread: any; pure.

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "actors/replies/formatter.hpp"

namespace replies {

/// Places are fmt's: "{}" in order, or "{0}", "{1:.0f}" where a language says them in another
/// order.
class wording {
 public:
  // Implicit, so that a call reads as the sentence it says.
  consteval wording(const char* english, const char* spanish)
      : english_(english), spanish_(spanish) {
    if (places(english_) != places(spanish_)) throw "the languages fill in different values";
    check(english_, false);
    check(spanish_, true);
  }
  constexpr std::string_view in(language l) const {
    return l == language::spanish ? spanish_ : english_;
  }

 private:
  /// A bit for each value that is filled in.
  static constexpr std::uint32_t places(std::string_view s) {
    std::uint32_t found = 0;
    unsigned next = 0;
    for (std::size_t i = 0; i + 1 < s.size(); ++i) {
      if (s[i] != '{') continue;
      const char c = s[i + 1];
      found |= 1u << (c >= '0' && c <= '9' ? static_cast<unsigned>(c - '0') : next++);
    }
    return found;
  }

  static constexpr void check(std::string_view s, bool accents) {
    constexpr std::size_t two_segments = 306, a_value = 12;
    std::size_t length = 0;
    bool inside = false;
    for (std::size_t i = 0; i < s.size(); ++i) {
      const auto c = static_cast<unsigned char>(s[i]);
      if (c == '{') {
        inside = true;
        length += a_value;
      } else if (c == '}') {
        inside = false;
      } else if (inside) {
        continue;
      } else if (c < 0x80) {
        if ((c < ' ' && c != '\n') || c == '`' || c == '~' || c == '[' || c == ']' || c == '\\' ||
            c == '^' || c == '|')
          throw "a character that costs more than one septet";
        ++length;
      } else if (accents && i + 1 < s.size() &&
                 is_spanish(c, static_cast<unsigned char>(s[i + 1]))) {
        ++i;
        ++length;
      } else {
        throw "a character beyond GSM-7";
      }
    }
    if (length > two_segments) throw "longer than two segments";
    if (quotes_a_carrier_word(s)) throw "asks for a word that carriers take for themselves";
  }

  static constexpr bool is_spanish(unsigned char a, unsigned char b) {
    if (a == 0xC2) return b == 0xA1 || b == 0xBF;  // the marks before a question or a call
    constexpr std::array<unsigned char, 14> letters = {0x81, 0x89, 0x8D, 0x91, 0x93, 0x9A, 0x9C,
                                                       0xA1, 0xA9, 0xAD, 0xB1, 0xB3, 0xBA, 0xBC};
    if (a != 0xC3) return false;
    for (const auto l : letters)
      if (b == l) return true;
    return false;
  }

  static constexpr bool quotes_a_carrier_word(std::string_view s) {
    constexpr std::array<std::string_view, 13> taken = {
        "stop",   "stopall", "unsubscribe", "cancel", "end",  "quit", "revoke",
        "optout", "start",   "unstop",      "help",   "info", "arret"};
    for (std::size_t i = 0; i < s.size(); ++i) {
      if (s[i] != '"') continue;
      auto end = i + 1;
      while (end < s.size() && s[end] != '"') ++end;
      for (const auto w : taken) {
        bool same = end - i - 1 == w.size();
        for (std::size_t k = 0; same && k < w.size(); ++k) same = (s[i + 1 + k] | 0x20) == w[k];
        if (same) return true;
      }
      i = end;
    }
    return false;
  }

  std::string_view english_, spanish_;
};

/// The sentence in the person's language, with its values.
template <class... Args>
std::string worded(const voice& v, wording w, const Args&... args) {
  if constexpr (sizeof...(Args) == 0)
    return std::string(w.in(v.speaks));
  else
    return fmt::vformat(w.in(v.speaks), fmt::make_format_args(args...));
}

/// "1 entry", "2 entries".
inline std::string counted(const voice& v, std::int64_t n, wording one, wording many) {
  return fmt::format("{} {}", n, (n == 1 ? one : many).in(v.speaks));
}

}  // namespace replies
