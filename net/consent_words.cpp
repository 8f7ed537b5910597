#include "net/consent_words.hpp"

#include <algorithm>
#include <utility>

namespace net {

protocol::consent_word consent_word_of(std::string_view body) {
  using enum protocol::consent_word;
  constexpr std::string_view space = " \t\r\n";
  auto from = body.find_first_not_of(space);
  if (from == std::string_view::npos) return none;
  body = body.substr(from, body.find_last_not_of(space) - from + 1);
  static constexpr std::pair<std::string_view, protocol::consent_word> words[] = {
      {"STOP", stop}, {"STOPALL", stop}, {"UNSUBSCRIBE", stop}, {"CANCEL", stop}, {"END", stop},
      {"QUIT", stop}, {"REVOKE", stop},  {"OPTOUT", stop},      {"START", start}, {"UNSTOP", start},
  };
  for (const auto& [word, meaning] : words) {
    if (word.size() != body.size()) continue;
    bool same = std::equal(word.begin(), word.end(), body.begin(), [](char w, char b) {
      return w == (b >= 'a' && b <= 'z' ? static_cast<char>(b - 32) : b);
    });
    if (same) return meaning;
  }
  return none;
}

}  // namespace net
