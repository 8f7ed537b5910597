#pragma once
// Values as text: PostgreSQL's (DateStyle ISO, TimeZone UTC) and JSON's, generic over described
// structs. Used by unit_of_work, the committer, the wake snapshot and the images of undo; export
// and import use it too. Pure; thread: any. Reading throws storage_failure (errc::internal) on text
// that no column of that type could hold.

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "config/common/crypto.hpp"
#include "storage/failure.hpp"
#include "storage/model/types.hpp"

namespace storage {

template <class Row>
using members_of = boost::describe::describe_members<Row, boost::describe::mod_public>;

/// Calls f(name, member pointer) for each described member, in order.
template <class Row, class F>
void for_each_member(F&& f) {
  boost::mp11::mp_for_each<members_of<Row>>(
      [&](auto d) { f(std::string_view(d.name), d.pointer); });
}

template <class T>
struct optional_of : std::false_type {};
template <class T>
struct optional_of<std::optional<T>> : std::true_type {
  using inner = T;
};

namespace text {

void append(std::string& out, std::int64_t v);
void append(std::string& out, double v);
void append(std::string& out, bool v);
void append(std::string& out, instant v);
void append(std::string& out, local_days v);
void append(std::string& out, local_seconds v);
inline void append(std::string& out, std::string_view v) {
  out.append(v);
}
inline void append(std::string& out, const std::string& v) {
  out.append(v);
}
inline void append(std::string& out, const char* v) {
  out.append(v);
}
inline void append(std::string& out, const json_text& v) {
  out.append(v.json);
}
inline void append(std::string& out, int v) {
  append(out, static_cast<std::int64_t>(v));
}

void read(std::string_view from, std::int64_t& to);
void read(std::string_view from, double& to);
void read(std::string_view from, bool& to);
void read(std::string_view from, instant& to);
void read(std::string_view from, local_days& to);
void read(std::string_view from, local_seconds& to);
inline void read(std::string_view from, std::string& to) {
  to.assign(from);
}
inline void read(std::string_view from, json_text& to) {
  to.json.assign(from);
}

/// A bytea in PostgreSQL's hex form, "\x00ff".
std::string read_bytes(std::string_view from);
void append_bytes(std::string& out, std::string_view bytes);

/// Valid UTF-8 without NUL: what a PostgreSQL text can hold.
bool storable(std::string_view s) noexcept;

}  // namespace text

/// "<user id>|<table>.<column>": binds a sealed value to its place.
std::string place_of(::user_id user, std::string_view table, std::string_view column);

/// Opens and seals the sealed_text members of one user's rows. With no key, sealed text is kept as
/// it is in memory: plain (the images of undo, which are sealed as a whole).
struct sealing {
  const crypto::aead_key* key = nullptr;
  ::user_id user = 0;
};

/// Opens one sealed value in PostgreSQL's hex form. Throws storage_failure (errc::internal) when it
/// does not authenticate.
std::string open_sealed(std::string_view hex, const sealing& how, std::string_view table,
                        std::string_view column);

/// `cell` is empty for NULL, which only an optional member takes.
template <class Row, class T>
void read_member(std::optional<std::string_view> cell, T& to, const sealing& how,
                 std::string_view column) {
  if constexpr (optional_of<T>::value) {
    if (!cell) {
      to.reset();
    } else {
      read_member<Row>(cell, to.emplace(), how, column);
    }
  } else {
    if (!cell) throw storage_failure(errc::internal, "null in " + std::string(column));
    if constexpr (std::is_same_v<T, sealed_text>) {
      if (how.key != nullptr) {
        to.plain = open_sealed(*cell, how, Row::table, column);
      } else {
        to.plain.assign(*cell);
      }
    } else {
      text::read(*cell, to);
    }
  }
}

// ---- JSON ------------------------------------------------------------------------------------

/// Appends `row` as a JSON object; sealed text is written plain.
template <class Row>
void append_json(std::string& out, const Row& row);

namespace json {

void append_string(std::string& out, std::string_view v);

template <class T>
void append_value(std::string& out, const T& v) {
  if constexpr (optional_of<T>::value) {
    if (v) {
      append_value(out, *v);
    } else {
      out += "null";
    }
  } else if constexpr (std::is_same_v<T, bool>) {
    out += v ? "true" : "false";
  } else if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, double>) {
    text::append(out, v);
  } else if constexpr (std::is_same_v<T, json_text>) {
    out += v.json;
  } else if constexpr (std::is_same_v<T, sealed_text>) {
    append_string(out, v.plain);
  } else {
    std::string s;
    text::append(s, v);
    append_string(out, s);
  }
}

/// A parsed JSON object whose members are looked up by name: a scalar as its plain text, an object
/// or array as its JSON. Only row_io.cpp knows the parser.
class object {
 public:
  virtual ~object() = default;
  /// Empty when there is no such member or it is null.
  virtual std::optional<std::string_view> find(std::string_view name) const = 0;
};

}  // namespace json

template <class Row>
void append_json(std::string& out, const Row& row) {
  char separator = '{';
  for_each_member<Row>([&](std::string_view name, auto pointer) {
    out += separator;
    separator = ',';
    out += '"';
    out += name;
    out += "\":";
    json::append_value(out, row.*pointer);
  });
  out += '}';
}

template <class Row>
Row read_json(const json::object& from, const sealing& how) {
  Row row;
  for_each_member<Row>([&](std::string_view name, auto pointer) {
    read_member<Row>(from.find(name), row.*pointer, how, name);
  });
  return row;
}

namespace json {

/// Flattens one JSON document: `root` must be an object. Nested objects and arrays come out as JSON
/// text and can be given to `parse_object` and `split_array` again.
std::unique_ptr<object> parse_object(std::string_view text);
/// The elements of a JSON array, each as JSON text.
std::vector<std::string> split_array(std::string_view text);

}  // namespace json

}  // namespace storage
