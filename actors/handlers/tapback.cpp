#include "actors/handlers/tapback.hpp"

#include <array>
#include <string>

namespace handlers {
namespace {

using enum tapback::kind;

struct opening {
  std::string_view words;
  tapback::kind what;
};

// What iPhones write before the quotation. A reaction taken back decides nothing.
constexpr std::array<opening, 13> iphone = {{{"Liked ", approves},
                                             {"Loved ", approves},
                                             {"Disliked ", declines},
                                             {"Laughed at ", other},
                                             {"Emphasized ", other},
                                             {"Emphasised ", other},
                                             {"Questioned ", other},
                                             {"Removed a like from ", other},
                                             {"Removed a heart from ", other},
                                             {"Removed a dislike from ", other},
                                             {"Removed a laugh from ", other},
                                             {"Removed an exclamation from ", other},
                                             {"Removed a question mark from ", other}}};
constexpr std::array<std::string_view, 7> things = {
    "an image", "a movie", "an attachment", "an audio message", "a link", "a sticker", "a contact"};
constexpr std::array<std::string_view, 6> approving = {"👍", "❤", "♥", "💯", "👌", "✅"};

/// Spaces, and the invisible ones that Google Messages puts around its parts.
void trim(std::string_view& s) {
  constexpr std::array<std::string_view, 6> blanks = {
      " ", "\n", "\t", "\xE2\x80\x8A", "\xE2\x80\x8B", "\xC2\xA0"};
  for (bool again = true; again;) {
    again = false;
    for (const auto blank : blanks) {
      while (s.starts_with(blank)) s.remove_prefix(blank.size()), again = true;
      while (s.ends_with(blank)) s.remove_suffix(blank.size()), again = true;
    }
  }
}

/// What stands between quotation marks, when nothing stands after them.
std::optional<std::string_view> quotation(std::string_view s) {
  trim(s);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> marks = {
      {{"\xE2\x80\x9C", "\xE2\x80\x9D"}, {"\"", "\""}, {"\xC2\xAB", "\xC2\xBB"}}};
  for (const auto& [open, close] : marks) {
    if (s.size() < open.size() + close.size() || !s.starts_with(open) || !s.ends_with(close))
      continue;
    auto inner = s.substr(open.size(), s.size() - open.size() - close.size());
    trim(inner);
    return inner;
  }
  return std::nullopt;
}

bool is_thing(std::string_view s) {
  trim(s);
  for (const auto thing : things)
    if (s == thing) return true;
  return false;
}

tapback::kind meaning_of(std::string_view emoji) {
  for (const auto e : approving)
    if (emoji.starts_with(e)) return approves;
  return emoji.starts_with("👎") ? declines : other;
}

/// `<emoji> to “…”`: the emoji holds no ASCII.
std::optional<tapback> emoji_reaction(std::string_view s) {
  const auto to = s.find(" to ");
  if (to == 0 || to == std::string_view::npos || to > 40) return std::nullopt;
  auto emoji = s.substr(0, to);
  trim(emoji);
  if (emoji.empty()) return std::nullopt;
  for (const char c : emoji)
    if (static_cast<unsigned char>(c) < 0x80) return std::nullopt;
  if (const auto q = quotation(s.substr(to + 4))) return tapback{meaning_of(emoji), *q};
  return std::nullopt;
}

/// The letters and digits alone: phones set quotes, dots and spaces their own way.
std::string skeleton(std::string_view s) {
  std::string out;
  for (const char c : s) {
    const auto u = static_cast<unsigned char>(c);
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
      out += c;
    else if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c - 'A' + 'a');
    else if (u >= 0xC3 && u < 0xE2)  // letters beyond ASCII; typography lies above
      out += c;
  }
  return out;
}

}  // namespace

std::optional<tapback> tapback_from(std::string_view text) {
  trim(text);
  for (const auto& o : iphone) {
    if (!text.starts_with(o.words)) continue;
    const auto rest = text.substr(o.words.size());
    if (const auto q = quotation(rest)) return tapback{o.what, *q};
    if (is_thing(rest)) return tapback{other, {}};
  }
  constexpr std::string_view reacted = "Reacted ";
  if (text.starts_with(reacted)) text.remove_prefix(reacted.size());
  return emoji_reaction(text);
}

bool quotes(std::string_view quoted, std::string_view said) {
  const auto q = skeleton(quoted), s = skeleton(said);
  // A phone may cut a long quotation; a few letters prove nothing.
  return !q.empty() && (q == s || (q.size() >= 12 && s.starts_with(q)));
}

}  // namespace handlers
