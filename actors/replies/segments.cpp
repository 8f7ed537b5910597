#include "actors/replies/segments.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <optional>

namespace replies {
namespace {

// GSM 03.38: what the basic table holds besides ASCII letters, digits and punctuation.
constexpr std::u32string_view gsm_basic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u32string_view gsm_extension = U"^{}\\[]~|€\f";

/// Septets of a character, or 0 when GSM-7 lacks it.
constexpr std::size_t septets(char32_t c) {
  if (gsm_basic.find(c) != std::u32string_view::npos) return 1;
  if (gsm_extension.find(c) != std::u32string_view::npos) return 2;
  return 0;
}

/// The same for ASCII characters; 0 for any other byte.
constexpr auto ascii_septets = [] {
  std::array<std::uint8_t, 256> table{};
  for (char32_t c = 0; c < 0x80; ++c) table[c] = static_cast<std::uint8_t>(septets(c));
  return table;
}();

std::size_t utf16_units(char32_t c) {
  return c > 0xFFFF ? 2 : 1;
}

/// A user-perceived character: the least that is kept together.
struct piece {
  std::size_t begin = 0, end = 0;  ///< bytes
  std::size_t units = 0;
  char32_t first = 0;
};

struct pieces {
  sms_alphabet alphabet = sms_alphabet::gsm7;
  std::vector<piece> list;
};

std::size_t alone(sms_alphabet a) {
  return a == sms_alphabet::gsm7 ? 160 : 70;
}
std::size_t in_parts(sms_alphabet a) {
  return a == sms_alphabet::gsm7 ? 153 : 67;
}

pieces cut(std::string_view s) {
  pieces out;
  struct point {
    char32_t c;
    std::size_t begin, end;
  };
  std::vector<point> points;
  points.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    utf8proc_int32_t c = 0;
    auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(s.data() + i),
                              static_cast<utf8proc_ssize_t>(s.size() - i), &c);
    if (n <= 0) {
      c = 0xFFFD;
      n = 1;
    }
    points.push_back({static_cast<char32_t>(c), i, i + static_cast<std::size_t>(n)});
    if (septets(points.back().c) == 0) out.alphabet = sms_alphabet::ucs2;
    i += static_cast<std::size_t>(n);
  }
  const bool gsm = out.alphabet == sms_alphabet::gsm7;
  utf8proc_int32_t state = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto& p = points[i];
    const auto size = gsm ? septets(p.c) : utf16_units(p.c);
    const bool starts =
        gsm || i == 0 || points[i - 1].c == U'\r' ||
        utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(points[i - 1].c),
                                         static_cast<utf8proc_int32_t>(p.c), &state) ||
        // A stack of marks longer than a segment has to be cut somewhere.
        out.list.back().units + size > in_parts(out.alphabet);
    if (starts) {
      out.list.push_back({p.begin, p.end, size, p.c});
    } else {
      out.list.back().end = p.end;
      out.list.back().units += size;
    }
  }
  return out;
}

std::size_t count_units(const pieces& p, std::size_t from, std::size_t to) {
  std::size_t n = 0;
  for (auto i = from; i < to; ++i) n += p.list[i].units;
  return n;
}

std::size_t count_segments(const pieces& p, std::size_t from, std::size_t to) {
  if (from == to) return 0;
  if (count_units(p, from, to) <= alone(p.alphabet)) return 1;
  const auto room = in_parts(p.alphabet);
  std::size_t segments = 1, used = 0;
  for (auto i = from; i < to; ++i) {
    if (used + p.list[i].units > room) {
      ++segments;
      used = 0;
    }
    used += p.list[i].units;
  }
  return segments;
}

sms_size measure_any(std::string_view utf8) {
  const auto p = cut(utf8);
  return {p.alphabet, count_units(p, 0, p.list.size()), count_segments(p, 0, p.list.size())};
}

bool is_space(char32_t c) {
  return c == U' ' || c == U'\n' || c == U'\r' || c == U'\t';
}

std::string_view plain_form(char32_t c) {
  switch (c) {
    case U'\u2018':
    case U'\u2019':
    case U'\u201A':
    case U'\u201B':
    case U'\u2032':
    case U'`':
    case U'\u00B4':
      return "'";
    case U'\u201C':
    case U'\u201D':
    case U'\u201E':
    case U'\u201F':
    case U'\u2033':
    case U'\u00AB':
    case U'\u00BB':
      return "\"";
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
    case U'\u2014':
    case U'\u2015':
    case U'\u2212':
      return "-";
    case U'\u2026':
      return "...";
    case U'\u00A0':
    case U'\u2007':
    case U'\u2009':
    case U'\u202F':
    case U'\u200A':
    case U'\t':
      return " ";
    case U'\u00D7':
      return "x";
    case U'\u2022':
    case U'\u00B7':
      return "-";
    case U'\u00BD':
      return "1/2";
    case U'\u00BC':
      return "1/4";
    case U'\u00BE':
      return "3/4";
    default:
      return {};
  }
}

constexpr std::array<std::string_view, 13> reserved = {
    "stop",   "stopall", "unsubscribe", "cancel", "end",  "quit", "revoke",
    "optout", "start",   "unstop",      "help",   "info", "yes"};

std::string lower(std::string_view s) {
  std::string out(s);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

sms_size measure(std::string_view utf8) {
  // Nearly every reply: plain ASCII that fits one segment.
  if (utf8.size() <= alone(sms_alphabet::gsm7)) {
    std::size_t units = 0;
    for (const char c : utf8) {
      const auto n = ascii_septets[static_cast<unsigned char>(c)];
      if (n == 0) return measure_any(utf8);
      units += n;
    }
    if (units <= alone(sms_alphabet::gsm7))
      return {sms_alphabet::gsm7, units, units == 0 ? 0u : 1u};
  }
  return measure_any(utf8);
}

std::string plain_typography(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    const auto byte = static_cast<unsigned char>(s[i]);
    if (byte < 0x80 && byte != '\t' && byte != '`') {  // of ASCII only these have a plainer form
      out += s[i++];
      continue;
    }
    utf8proc_int32_t c = 0;
    auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(s.data() + i),
                              static_cast<utf8proc_ssize_t>(s.size() - i), &c);
    if (n <= 0) {
      ++i;  // not UTF-8: callers pass valid text, so nothing of worth is lost
      continue;
    }
    const auto plain = plain_form(static_cast<char32_t>(c));
    if (plain.empty())
      out.append(s.substr(i, static_cast<std::size_t>(n)));
    else
      out.append(plain);
    i += static_cast<std::size_t>(n);
  }
  return out;
}

std::string without_accents(std::string_view s) {
  constexpr std::array<std::pair<std::string_view, char>, 8> folded = {{{"\u00e1", 'a'},
                                                                        {"\u00ed", 'i'},
                                                                        {"\u00f3", 'o'},
                                                                        {"\u00fa", 'u'},
                                                                        {"\u00c1", 'A'},
                                                                        {"\u00cd", 'I'},
                                                                        {"\u00d3", 'O'},
                                                                        {"\u00da", 'U'}}};
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    const auto* hit = std::ranges::find_if(
        folded, [&](const auto& f) { return s.substr(i).starts_with(f.first); });
    if (hit == folded.end()) {
      out += s[i++];
    } else {
      out += hit->second;
      i += hit->first.size();
    }
  }
  return measure(out).alphabet == sms_alphabet::gsm7 ? out : std::string(s);
}

std::string cheapest(std::initializer_list<std::string> wordings) {
  std::string best;
  std::size_t least = 0;
  for (const auto& wording : wordings) {
    auto plain = plain_typography(wording);
    const auto segments = measure(plain).segments;
    if (!best.empty() && segments >= least) continue;
    least = segments;
    best = std::move(plain);
  }
  return best;
}

std::vector<std::string> split(std::string_view s, std::size_t max_segments) {
  std::vector<std::string> parts;
  max_segments = std::max<std::size_t>(max_segments, 1);
  while (!s.empty()) {
    // The alphabet is that of each part: one emoji does not make the other parts shorter.
    const auto whole = cut(s);
    if (count_segments(whole, 0, whole.list.size()) <= max_segments) {
      parts.emplace_back(s);
      break;
    }
    // The longest prefix that fits. Sizes grow with the prefix, also when its alphabet changes.
    std::size_t low = 1, high = whole.list.size();
    auto fits = [&](std::size_t n) {
      const auto prefix = cut(s.substr(0, whole.list[n - 1].end));
      return count_segments(prefix, 0, prefix.list.size()) <= max_segments;
    };
    while (low < high) {
      const auto middle = (low + high + 1) / 2;
      if (fits(middle))
        low = middle;
      else
        high = middle - 1;
    }
    // Prefer the end of a line in the second half, then any gap between words.
    std::size_t at = low;
    auto gap = [&](auto wanted, std::size_t least) -> std::optional<std::size_t> {
      for (std::size_t i = low; i > least; --i)
        if (i < whole.list.size() && wanted(whole.list[i].first)) return i;
      return std::nullopt;
    };
    if (auto line = gap([](char32_t c) { return c == U'\n'; }, low / 2))
      at = *line;
    else if (auto word = gap(is_space, 0))
      at = *word;
    auto end = at;
    while (end > 0 && is_space(whole.list[end - 1].first)) --end;
    auto next = at;
    while (next < whole.list.size() && is_space(whole.list[next].first)) ++next;
    if (end > 0) parts.emplace_back(s.substr(0, whole.list[end - 1].end));
    s = next < whole.list.size() ? s.substr(whole.list[next].begin) : std::string_view{};
  }
  return parts;
}

bool is_reserved_word(std::string_view message) {
  while (!message.empty() && is_space(static_cast<unsigned char>(message.front())))
    message.remove_prefix(1);
  while (!message.empty() && is_space(static_cast<unsigned char>(message.back())))
    message.remove_suffix(1);
  return std::find(reserved.begin(), reserved.end(), lower(message)) != reserved.end();
}

bool asks_for_reserved_word(std::string_view reply) {
  const auto text = lower(reply);
  for (const std::string_view verb : {"reply", "text", "send", "say", "answer", "type", "responde",
                                      "escribe", "manda", "contesta"}) {
    for (auto at = text.find(verb); at != std::string::npos; at = text.find(verb, at + 1)) {
      if (at > 0 && is_letter(text[at - 1])) continue;
      auto i = at + verb.size();
      while (i < text.size() && (text[i] == ' ' || text[i] == '"' || text[i] == '\'')) ++i;
      auto end = i;
      while (end < text.size() && is_letter(text[end])) ++end;
      const auto word = std::string_view(text).substr(i, end - i);
      if (word == "yes" || !is_reserved_word(word)) continue;
      // "text help food" asks for a phrase, not for the word alone.
      const bool goes_on = end + 1 < text.size() && text[end] == ' ' && is_letter(text[end + 1]) &&
                           text.compare(end + 1, 3, "to ") != 0 &&
                           text.compare(end + 1, 4, "for ") != 0;
      if (!goes_on) return true;
    }
  }
  return false;
}

}  // namespace replies
