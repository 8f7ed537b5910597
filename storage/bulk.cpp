#include "storage/bulk.hpp"

namespace storage {

void append_quoted(std::string& out, std::string_view text) {
  // Two quotings at once: backslash escapes of the array element, doubled quotes of the literal.
  // Both look at single ASCII bytes, which never occur inside a UTF-8 sequence.
  out += '"';
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c != '"' && c != '\\' && c != '\'') continue;
    out.append(text, start, i - start);
    start = i;
    out += c == '\'' ? '\'' : '\\';
  }
  out.append(text, start);
  out += '"';
}

void row_batch::append_call(std::string& sql, const std::string& name, bool with_count) const {
  sql += "execute ";
  sql += name;
  char separator = '(';
  for (const auto& c : columns_) {
    sql += separator;
    separator = ',';
    sql += "'{";
    sql += c;
    sql += "}'";
  }
  if (with_count) {
    sql += ',';
    text::append(sql, static_cast<std::int64_t>(rows_));
  }
  sql += ");";
}

}  // namespace storage
