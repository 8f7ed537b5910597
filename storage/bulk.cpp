#include "storage/bulk.hpp"

#include <bit>

namespace storage {

namespace {

using namespace std::chrono;

/// What PostgreSQL counts days and microseconds from.
constexpr sys_days epoch = year(2000) / 1 / 1;

template <class Unsigned>
void append_bytes(std::string& out, Unsigned v) {
  char bytes[sizeof v];
  for (std::size_t i = 0; i < sizeof v; ++i)
    bytes[i] = static_cast<char>(v >> (8 * (sizeof v - 1 - i)));
  out.append(bytes, sizeof v);
}

/// ndim, has nulls, element type, and of the one dimension its length and lower bound.
constexpr std::size_t length_at = 3 * sizeof(std::int32_t);
constexpr std::int32_t may_have_nulls = 1;

}  // namespace

namespace binary {

void append(std::string& out, std::int32_t v) {
  append_bytes(out, static_cast<std::uint32_t>(v));
}
void append(std::string& out, std::int64_t v) {
  append_bytes(out, static_cast<std::uint64_t>(v));
}

void append_value(std::string& out, std::int64_t v) {
  append(out, v);
}
void append_value(std::string& out, double v) {
  append_bytes(out, std::bit_cast<std::uint64_t>(v));
}
void append_value(std::string& out, bool v) {
  out += v ? '\1' : '\0';
}
void append_value(std::string& out, instant v) {
  append(out, std::int64_t{(v - epoch).count()});
}
void append_value(std::string& out, local_days v) {
  auto days = v.time_since_epoch() - epoch.time_since_epoch();
  append(out, static_cast<std::int32_t>(days.count()));
}
void append_value(std::string& out, local_seconds v) {
  append(out, std::int64_t{microseconds(v.time_since_epoch() - epoch.time_since_epoch()).count()});
}
void append_value(std::string& out, const std::string& v) {
  out += v;
}
void append_value(std::string& out, const json_text& v) {
  out += '\1';  // the version of the form
  out += v.json;
}

}  // namespace binary

void array_column::begin(std::int32_t element_type) {
  for (std::int32_t v :
       {std::int32_t{1}, may_have_nulls, element_type, std::int32_t{0}, std::int32_t{1}})
    binary::append(bytes_, v);
}

void array_column::set(std::size_t at, std::int32_t v) {
  for (std::size_t i = 0; i < sizeof v; ++i)
    bytes_[at + i] = static_cast<char>(static_cast<std::uint32_t>(v) >> (8 * (sizeof v - 1 - i)));
}

std::string_view array_column::bytes() {
  set(length_at, count_);
  return bytes_;
}

void row_batch::call(pipeline& together, const std::string& statement, bool with_count) {
  thread_local std::vector<std::string_view> values;
  thread_local std::string count;
  values.clear();
  for (auto& c : columns_) values.push_back(c.bytes());
  if (with_count) {
    count.clear();
    binary::append(count, static_cast<std::int64_t>(rows_));
    values.push_back(count);
  }
  together.add(statement, values);
}

}  // namespace storage
