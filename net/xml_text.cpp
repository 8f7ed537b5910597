#include "net/xml_text.hpp"

#include <cstdint>

namespace net {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

struct code_point {
  std::uint32_t value;
  std::size_t bytes;  ///< 0: not UTF-8
};

code_point first_of(std::string_view text) {
  auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char lead = at(0);
  if (lead < 0x80) return {lead, 1};
  std::size_t n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < n) return {0, 0};
  std::uint32_t value = lead & (0x7Fu >> n);
  for (std::size_t i = 1; i < n; ++i) {
    if ((at(i) & 0xC0) != 0x80) return {0, 0};
    value = (value << 6) | (at(i) & 0x3Fu);
  }
  static constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least[n] || value > 0x10FFFF || surrogate) return {0, 0};
  return {value, n};
}

}  // namespace

void append_xml_text(std::string& out, std::string_view text) {
  while (!text.empty()) {
    auto [value, bytes] = first_of(text);
    if (bytes == 0) {
      out += replacement;
      text.remove_prefix(1);
      continue;
    }
    switch (value) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '\r':
        out += "&#13;";  // a bare one would be read as a line feed
        break;
      default: {
        bool forbidden =
            (value < 0x20 && value != '\t' && value != '\n') || value == 0xFFFE || value == 0xFFFF;
        if (!forbidden) out.append(text, 0, bytes);
      }
    }
    text.remove_prefix(bytes);
  }
}

}  // namespace net
