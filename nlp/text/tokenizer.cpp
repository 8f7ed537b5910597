#include "nlp/text/tokenizer.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace nlp {
namespace {

enum class char_class : std::uint8_t { space, letter, digit, symbol, mark };

/// One folded character: at most a few bytes, since decomposition can widen it ("ﬁ" -> "fi").
struct folded_char {
  char_class kind = char_class::symbol;
  std::uint32_t begin = 0, end = 0;  ///< in the original
  std::uint32_t at = 0, size = 0;    ///< in the folded text
  float fraction = 0;                ///< vulgar fractions: their value
};

float vulgar_fraction(utf8proc_int32_t c) {
  switch (c) {
    case 0xBC:
      return 0.25F;
    case 0xBD:
      return 0.5F;
    case 0xBE:
      return 0.75F;
    case 0x2153:
      return 1 / 3.F;
    case 0x2154:
      return 2 / 3.F;
    case 0x215B:
      return 0.125F;
    case 0x215C:
      return 0.375F;
    case 0x215D:
      return 0.625F;
    case 0x215E:
      return 0.875F;
    default:
      return 0;
  }
}

/// Typographic characters that people's keyboards put where plain ones are meant.
char plain_form(utf8proc_int32_t c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0xB4:
    case 0x60:
    case 0x2BC:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x2033:
    case 0xAB:
    case 0xBB:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2192:
    case 0x2212:
      return '-';
    case 0xD7:
    case 0x2715:
    case 0x2716:
      return 'x';
    case 0x2026:
      return '.';
    case 0x2044:
      return '/';
    default:
      return 0;
  }
}

char_class class_of(utf8proc_int32_t c) {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return char_class::letter;
    case UTF8PROC_CATEGORY_ND:
      return char_class::digit;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
      return char_class::mark;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
      return char_class::space;
    default:
      return char_class::symbol;
  }
}

char_class class_of_ascii(char c) {
  if ((c >= 'a' && c <= 'z')) return char_class::letter;
  if (c >= '0' && c <= '9') return char_class::digit;
  if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f) return char_class::space;
  return char_class::symbol;
}

void fold_wide(std::string_view text, std::size_t& i, std::string& out,
               std::vector<folded_char>& chars) {
  utf8proc_int32_t c = -1;
  const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + i,
                                  static_cast<utf8proc_ssize_t>(text.size() - i), &c);
  if (n <= 0 || c < 0) {
    ++i;
    return;
  }
  folded_char f;
  f.begin = static_cast<std::uint32_t>(i);
  i += static_cast<std::size_t>(n);
  f.end = static_cast<std::uint32_t>(i);
  f.at = static_cast<std::uint32_t>(out.size());
  if (const float v = vulgar_fraction(c); v > 0) {
    f.kind = char_class::digit;
    f.fraction = v;
    out.append(text.substr(f.begin, f.end - f.begin));
  } else if (const char p = plain_form(c)) {
    f.kind = class_of_ascii(p);
    out.push_back(p);
  } else {
    std::array<utf8proc_int32_t, 24> parts{};
    int boundary = 0;
    auto count = utf8proc_decompose_char(
        c, parts.data(), parts.size(),
        static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                       UTF8PROC_STRIPMARK),
        &boundary);
    if (count < 0 || count > static_cast<utf8proc_ssize_t>(parts.size())) {
      parts[0] = c;
      count = 1;
    }
    for (utf8proc_ssize_t k = 0; k < count; ++k) {
      std::array<utf8proc_uint8_t, 4> bytes{};
      const auto size = utf8proc_encode_char(parts[static_cast<std::size_t>(k)], bytes.data());
      out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
    }
    f.kind = count == 0 ? char_class::mark : class_of(parts[0]);
    // Digits of other scripts would not parse as numbers; they are read as letters.
    if (f.kind == char_class::digit && static_cast<unsigned char>(out[f.at]) >= 0x80)
      f.kind = char_class::letter;
  }
  f.size = static_cast<std::uint32_t>(out.size()) - f.at;
  if (f.kind == char_class::mark) {  // joins emoji or accents; carries no meaning of its own
    out.resize(f.at);
    return;
  }
  chars.push_back(f);
}

std::vector<folded_char> fold(std::string_view text, std::string& out) {
  std::vector<folded_char> chars;
  chars.reserve(text.size());
  out.reserve(text.size() + 8);
  for (std::size_t i = 0; i < text.size();) {
    const auto b = static_cast<unsigned char>(text[i]);
    if (b >= 0x80) {
      fold_wide(text, i, out, chars);
      continue;
    }
    const char c = b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a')
                   : b == '`'           ? '\''
                                        : static_cast<char>(b);
    folded_char f;
    f.kind = class_of_ascii(c);
    f.begin = static_cast<std::uint32_t>(i++);
    f.end = f.begin + 1;
    f.at = static_cast<std::uint32_t>(out.size());
    f.size = 1;
    out.push_back(c);
    chars.push_back(f);
  }
  return chars;
}

class scanner {
 public:
  scanner(const std::string& folded, const std::vector<folded_char>& chars)
      : text_(folded), chars_(chars) {}

  std::vector<token> run() {
    tokens_.reserve(chars_.size() / 3 + 4);
    bool space = false;
    for (std::size_t i = 0; i < chars_.size();) {
      if (chars_[i].kind == char_class::space) {
        space = true;
        ++i;
        continue;
      }
      std::size_t end = i + 1;
      token t;
      if (chars_[i].fraction > 0) {
        t.type = token::kind::number;
        t.value = static_cast<double>(chars_[i].fraction);
      } else if (starts_number(i)) {
        end = number(i, t.value);
        t.type = token::kind::number;
      } else if (chars_[i].kind == char_class::letter) {
        while (in_word(end)) ++end;
      } else {
        t.type = token::kind::symbol;
      }
      t.text = slice(i, end);
      t.begin = chars_[i].begin;
      t.end = chars_[end - 1].end;
      t.space_before = space;
      space = false;
      tokens_.push_back(t);
      i = end;
    }
    return std::move(tokens_);
  }

 private:
  char at(std::size_t i) const {
    return i < chars_.size() && chars_[i].size == 1 ? text_[chars_[i].at] : '\0';
  }
  bool digit(std::size_t i) const {
    return i < chars_.size() && chars_[i].kind == char_class::digit && chars_[i].fraction == 0;
  }
  bool letter(std::size_t i) const {
    return i < chars_.size() && chars_[i].kind == char_class::letter;
  }
  bool in_word(std::size_t i) const {
    return letter(i) || (at(i) == '\'' && letter(i - 1) && letter(i + 1));
  }
  std::string_view slice(std::size_t from, std::size_t to) const {
    const auto& last = chars_[to - 1];
    return std::string_view(text_).substr(chars_[from].at, last.at + last.size - chars_[from].at);
  }
  bool starts_number(std::size_t i) const {
    return digit(i) || (at(i) == '.' && digit(i + 1) &&
                        (i == 0 || (!digit(i - 1) && !letter(i - 1) && at(i - 1) != '.')));
  }
  bool three_digits(std::size_t i) const {
    return digit(i) && digit(i + 1) && digit(i + 2) && !digit(i + 3);
  }

  std::size_t number(std::size_t i, double& value) const {
    std::string plain;
    std::size_t end = i;
    while (digit(end)) plain.push_back(at(end++));
    // "1,500" is one number, "135x5,155x3" and "8,225" in a list of sets are not.
    const bool after_operator = i > 0 && (at(i - 1) == 'x' || at(i - 1) == '@' || at(i - 1) == ',');
    if (end - i <= 3 && end > i && !after_operator && at(i) != '0') {
      std::size_t e = end;
      std::string joined = plain;
      while (at(e) == ',' && three_digits(e + 1)) {
        joined.append({at(e + 1), at(e + 2), at(e + 3)});
        e += 4;
      }
      if (e > end && at(e) != 'x' && at(e) != ',') {
        end = e;
        plain = std::move(joined);
      }
    }
    if (at(end) == '.' && digit(end + 1)) {
      plain.push_back('.');
      ++end;
      while (digit(end)) plain.push_back(at(end++));
    }
    if (plain.starts_with('.')) plain.insert(plain.begin(), '0');
    if (std::from_chars(plain.data(), plain.data() + plain.size(), value).ec != std::errc())
      value = 0;
    return end;
  }

  const std::string& text_;
  const std::vector<folded_char>& chars_;
  std::vector<token> tokens_;
};

}  // namespace

token_list tokenize(std::string_view text) {
  text = text.substr(0, max_text_bytes);
  auto folded = std::make_unique<std::string>();
  const auto chars = fold(text, *folded);
  auto tokens = scanner(*folded, chars).run();
  return token_list(std::move(folded), std::move(tokens));
}

}  // namespace nlp
