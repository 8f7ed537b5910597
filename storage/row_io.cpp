#include "storage/row_io.hpp"

#include <simdjson.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <vector>

#include "config/logging.hpp"

namespace storage {

namespace {

using namespace std::chrono;

[[noreturn]] void malformed(const char* type) {
  throw storage_failure(errc::internal, std::string("malformed ") + type);
}

void append_padded(std::string& out, long long v, int width) {
  char digits[24];
  auto end = std::to_chars(digits, digits + sizeof digits, v).ptr;
  for (auto n = end - digits; n < width; ++n) out += '0';
  out.append(digits, end);
}

void append_day(std::string& out, local_days day) {
  year_month_day ymd(day);
  append_padded(out, static_cast<int>(ymd.year()), 4);
  out += '-';
  append_padded(out, static_cast<unsigned>(ymd.month()), 2);
  out += '-';
  append_padded(out, static_cast<unsigned>(ymd.day()), 2);
}

void append_clock(std::string& out, seconds of_day) {
  append_padded(out, of_day / hours(1), 2);
  out += ':';
  append_padded(out, of_day % hours(1) / minutes(1), 2);
  out += ':';
  append_padded(out, (of_day % minutes(1)).count(), 2);
}

/// A cursor over a time in ISO form.
class time_reader {
 public:
  explicit time_reader(std::string_view from) : at_(from.data()), end_(at_ + from.size()) {}

  int number() {
    int v = 0;
    auto [p, ec] = std::from_chars(at_, end_, v);
    if (ec != std::errc() || v < 0) malformed("time");
    at_ = p;
    return v;
  }
  bool skip(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  void expect(char c) {
    if (!skip(c)) malformed("time");
  }
  bool done() const { return at_ == end_; }

  local_days day() {
    int y = number();
    expect('-');
    int m = number();
    expect('-');
    int d = number();
    year_month_day ymd{year(y), month(static_cast<unsigned>(m)),
                       std::chrono::day(static_cast<unsigned>(d))};
    if (!ymd.ok()) malformed("date");
    return local_days(ymd);
  }
  microseconds clock() {
    if (!skip(' ')) expect('T');
    microseconds t = hours(number());
    expect(':');
    t += minutes(number());
    expect(':');
    t += seconds(number());
    if (skip('.')) {
      std::int64_t micros = 0, unit = 100'000;
      for (; at_ != end_ && *at_ >= '0' && *at_ <= '9'; ++at_, unit /= 10)
        micros += (*at_ - '0') * unit;
      t += microseconds(micros);
    }
    return t;
  }
  seconds offset() {
    if (skip('Z')) return seconds(0);
    int sign = skip('-') ? -1 : 1;
    if (sign == 1) expect('+');
    seconds o = hours(number());
    if (skip(':')) o += minutes(number());
    if (skip(':')) o += seconds(number());
    return sign * o;
  }

 private:
  const char* at_;
  const char* end_;
};

}  // namespace

namespace text {

void append(std::string& out, std::int64_t v) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, v).ptr);
}

void append(std::string& out, double v) {
  if (!std::isfinite(v)) {
    out += std::isnan(v) ? "NaN" : v > 0 ? "Infinity" : "-Infinity";
    return;
  }
  char digits[32];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, v).ptr);
}

void append(std::string& out, bool v) {
  out += v ? 't' : 'f';
}

void append(std::string& out, local_days v) {
  append_day(out, v);
}

void append(std::string& out, local_seconds v) {
  auto day = floor<days>(v);
  append_day(out, day);
  out += ' ';
  append_clock(out, v - day);
}

void append(std::string& out, instant v) {
  auto day = floor<days>(v);
  append_day(out, local_days(day.time_since_epoch()));
  out += ' ';
  microseconds of_day = v - day;
  append_clock(out, floor<seconds>(of_day));
  if (auto micros = (of_day % seconds(1)).count(); micros != 0) {
    out += '.';
    append_padded(out, micros, 6);
  }
  out += "+00";
}

void read(std::string_view from, std::int64_t& to) {
  auto [p, ec] = std::from_chars(from.data(), from.data() + from.size(), to);
  if (ec != std::errc() || p != from.data() + from.size()) malformed("bigint");
}

void read(std::string_view from, double& to) {
  // from_chars knows "Infinity" and "NaN" too.
  auto [p, ec] = std::from_chars(from.data(), from.data() + from.size(), to);
  if (ec != std::errc() || p != from.data() + from.size()) malformed("double precision");
}

void read(std::string_view from, bool& to) {
  if (from == "t" || from == "true") {
    to = true;
  } else if (from == "f" || from == "false") {
    to = false;
  } else {
    malformed("boolean");
  }
}

void read(std::string_view from, instant& to) {
  time_reader in(from);
  auto day = in.day();
  auto clock = in.clock();
  auto offset = in.offset();
  if (!in.done()) malformed("timestamptz");
  to = instant(microseconds(day.time_since_epoch()) + clock - offset);
}

void read(std::string_view from, local_days& to) {
  time_reader in(from);
  to = in.day();
  if (!in.done()) malformed("date");
}

void read(std::string_view from, local_seconds& to) {
  time_reader in(from);
  auto day = in.day();
  to = local_seconds(day) + floor<seconds>(in.clock());
  if (!in.done()) malformed("timestamp");
}

std::string read_bytes(std::string_view from) {
  auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    malformed("bytea");
  };
  if (!from.starts_with("\\x") || from.size() % 2 != 0) malformed("bytea");
  std::string out((from.size() - 2) / 2, '\0');
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<char>(digit(from[2 + 2 * i]) << 4 | digit(from[3 + 2 * i]));
  return out;
}

void append_bytes(std::string& out, std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::size_t start = out.size();
  out.resize(start + 2 + 2 * bytes.size());
  char* to = out.data() + start;
  *to++ = '\\';
  *to++ = 'x';
  for (unsigned char c : bytes) {
    *to++ = digits[c >> 4];
    *to++ = digits[c & 15];
  }
}

bool storable(std::string_view s) noexcept {
  return s.find('\0') == s.npos && simdjson::validate_utf8(s.data(), s.size());
}

}  // namespace text

std::string place_of(::user_id user, std::string_view table, std::string_view column) {
  std::string place;
  place.reserve(20 + 2 + table.size() + column.size());
  text::append(place, user);
  place += '|';
  place += table;
  place += '.';
  place += column;
  return place;
}

std::string open_sealed(std::string_view hex, const sealing& how, std::string_view table,
                        std::string_view column) {
  auto plain = how.key->open(text::read_bytes(hex), place_of(how.user, table, column));
  if (!plain)
    throw storage_failure(errc::internal, "sealed value of " + std::string(table) + "." +
                                              std::string(column) + ": " + plain.error().detail);
  return std::move(*plain);
}

namespace json {

namespace {

namespace ondemand = simdjson::ondemand;

/// The value as text: a string unescaped, a nested value as its JSON, a scalar as it stands.
std::optional<std::string> text_of(ondemand::value v) {
  switch (v.type().value()) {
    case ondemand::json_type::null:
      return std::nullopt;
    case ondemand::json_type::string:
      return std::string(v.get_string().value());
    case ondemand::json_type::object:
      return std::string(v.get_object().value().raw_json().value());
    case ondemand::json_type::array:
      return std::string(v.get_array().value().raw_json().value());
    default: {
      std::string_view token = v.raw_json_token();
      while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ')
        token.remove_suffix(1);
      // A scalar must be one that JSON knows, as the token alone is not checked.
      if (v.type().value() == ondemand::json_type::number) {
        v.get_number().value();
      } else {
        v.get_bool().value();
      }
      return std::string(token);
    }
  }
}

class parsed_object final : public object {
 public:
  std::vector<std::pair<std::string, std::string>> members;
  std::optional<std::string_view> find(std::string_view name) const override {
    // Written and read in the order of the description, so the next one is nearly always right.
    for (std::size_t n = 0; n < members.size(); ++n) {
      std::size_t i = (hint_ + n) % members.size();
      if (members[i].first == name) {
        hint_ = i + 1;
        return members[i].second;
      }
    }
    return std::nullopt;
  }

 private:
  mutable std::size_t hint_ = 0;
};

template <class F>
auto with_parser(std::string_view text, F&& f) {
  try {
    thread_local ondemand::parser parser;
    simdjson::padded_string padded(text);
    ondemand::document document = parser.iterate(padded).value();
    return f(document);
  } catch (const simdjson::simdjson_error&) {
    malformed("JSON");
  }
}

}  // namespace

void append_string(std::string& out, std::string_view v) {
  logging::append_json_string(out, v);
}

std::unique_ptr<object> parse_object(std::string_view text) {
  auto out = std::make_unique<parsed_object>();
  with_parser(text, [&](ondemand::document& document) {
    // Named: a temporary result would be gone before the loop begins.
    ondemand::object members = document.get_object();
    for (ondemand::field field : members) {
      std::string name(field.unescaped_key().value());
      if (auto value = text_of(field.value()))
        out->members.emplace_back(std::move(name), std::move(*value));
    }
    if (!document.current_location().error()) malformed("JSON");
  });
  return out;
}

std::vector<std::string> split_array(std::string_view text) {
  std::vector<std::string> out;
  with_parser(text, [&](ondemand::document& document) {
    ondemand::array elements = document.get_array();
    for (ondemand::value value : elements) {
      auto element = text_of(value);
      out.push_back(element ? std::move(*element) : "null");
    }
    if (!document.current_location().error()) malformed("JSON");
  });
  return out;
}

}  // namespace json

}  // namespace storage
