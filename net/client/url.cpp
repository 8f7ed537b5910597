#include "net/client/url.hpp"

#include <algorithm>

namespace net::client {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// False for a broken %xx.
bool decode(std::string_view in, std::string& out) {
  auto special = in.find_first_of("+%");
  out.assign(in.substr(0, special));
  if (special == std::string_view::npos) return true;  // most names and many values
  out.reserve(in.size());
  for (std::size_t i = special; i < in.size(); ++i) {
    if (in[i] == '+') {
      out += ' ';
    } else if (in[i] == '%') {
      if (in.size() - i < 3) return false;
      int high = hex_value(in[i + 1]), low = hex_value(in[i + 2]);
      if (high < 0 || low < 0) return false;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += in[i];
    }
  }
  return true;
}

}  // namespace

result<form> parse_form(std::string_view encoded) {
  form fields;
  fields.reserve(std::min<std::size_t>(
      static_cast<std::size_t>(std::count(encoded.begin(), encoded.end(), '&')) + 1,
      form_fields_limit));
  while (!encoded.empty()) {
    auto end = std::min(encoded.find('&'), encoded.size());
    auto pair = encoded.substr(0, end);
    encoded.remove_prefix(std::min(end + 1, encoded.size()));
    if (pair.empty()) continue;
    if (fields.size() == form_fields_limit) return make_error(errc::too_large, "too many fields");
    auto equals = std::min(pair.find('='), pair.size());
    auto& [name, value] = fields.emplace_back();
    if (!decode(pair.substr(0, equals), name) ||
        !decode(pair.substr(std::min(equals + 1, pair.size())), value))
      return make_error(errc::invalid_argument, "broken percent-encoding");
  }
  return fields;
}

std::string percent_encode(std::string_view bytes) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(bytes.size());
  for (char c : bytes) {
    auto u = static_cast<unsigned char>(c);
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += digits[u >> 4];
      out += digits[u & 15];
    }
  }
  return out;
}

std::string encode_form(const form& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out += '&';
    out += percent_encode(name);
    out += '=';
    out += percent_encode(value);
  }
  return out;
}

}  // namespace net::client
