#pragma once
// Many rows of one table in one statement: the statements, generated from the row's description,
// and the arrays they are called with. Included by the committer and by tests only: its templates
// are instantiated for every row type.
//
// A statement takes one array a column and is prepared once a connection. Arrays travel in
// PostgreSQL's binary form (array_recv and the recv function of each type): the server takes them
// apart several times faster than text.

#include <string>
#include <vector>

#include "storage/model/rows.hpp"
#include "storage/pipeline.hpp"
#include "storage/row_io.hpp"

namespace storage {

/// Which members make the primary key, and whether an insert overwrites.
template <class Row>
struct key_of {
  static constexpr std::array<std::string_view, 2> columns{"id", "user_id"};
  static constexpr bool upsert = false;
};
template <>
struct key_of<person_row> {
  static constexpr std::array<std::string_view, 1> columns{"id"};
  static constexpr bool upsert = false;
};
template <>
struct key_of<preferences_row> {
  static constexpr std::array<std::string_view, 1> columns{"user_id"};
  static constexpr bool upsert = false;
};
template <>
struct key_of<water_goal_row> {
  static constexpr std::array<std::string_view, 2> columns{"user_id", "date"};
  static constexpr bool upsert = true;
};
template <>
struct key_of<used_quote_row> {
  static constexpr std::array<std::string_view, 2> columns{"user_id", "quote"};
  static constexpr bool upsert = true;
};
template <>
struct key_of<hint_row> {
  static constexpr std::array<std::string_view, 2> columns{"user_id", "hint"};
  static constexpr bool upsert = true;
};
template <>
struct key_of<conversation_row> {
  static constexpr std::array<std::string_view, 1> columns{"user_id"};
  static constexpr bool upsert = true;
};

template <class Row>
constexpr bool is_key(std::string_view column) {
  for (auto c : key_of<Row>::columns)
    if (c == column) return true;
  return false;
}

/// Whose row it is.
template <class Row>
::user_id owner_of(const Row& row) {
  if constexpr (std::is_same_v<Row, person_row>) {
    return row.id;
  } else {
    return row.user_id;
  }
}

template <class Row>
bool same_key(const Row& a, const Row& b) {
  bool same = true;
  for_each_member<Row>([&](std::string_view name, auto pointer) {
    if (is_key<Row>(name)) same = same && a.*pointer == b.*pointer;
  });
  return same;
}

template <class T>
constexpr std::string_view sql_type() {
  if constexpr (optional_of<T>::value) {
    return sql_type<typename optional_of<T>::inner>();
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return "bigint";
  } else if constexpr (std::is_same_v<T, double>) {
    return "double precision";
  } else if constexpr (std::is_same_v<T, bool>) {
    return "boolean";
  } else if constexpr (std::is_same_v<T, instant>) {
    return "timestamptz";
  } else if constexpr (std::is_same_v<T, local_days>) {
    return "date";
  } else if constexpr (std::is_same_v<T, local_seconds>) {
    return "timestamp";
  } else if constexpr (std::is_same_v<T, sealed_text>) {
    return "bytea";
  } else if constexpr (std::is_same_v<T, json_text>) {
    return "jsonb";
  } else {
    static_assert(std::is_same_v<T, std::string>);
    return "text";
  }
}

struct prepared {
  std::string name;
  std::string sql;
};

namespace binary {

/// Whole numbers in network order.
void append(std::string& out, std::int32_t v);
void append(std::string& out, std::int64_t v);

/// The type's number in pg_type, which is the same in every PostgreSQL.
template <class T>
constexpr std::int32_t oid() {
  constexpr auto type = sql_type<T>();
  if constexpr (type == "boolean") return 16;
  if constexpr (type == "bytea") return 17;
  if constexpr (type == "bigint") return 20;
  if constexpr (type == "text") return 25;
  if constexpr (type == "double precision") return 701;
  if constexpr (type == "date") return 1082;
  if constexpr (type == "timestamp") return 1114;
  if constexpr (type == "timestamptz") return 1184;
  if constexpr (type == "jsonb") return 3802;
}

void append_value(std::string& out, std::int64_t v);
void append_value(std::string& out, double v);
void append_value(std::string& out, bool v);
void append_value(std::string& out, instant v);
void append_value(std::string& out, local_days v);
void append_value(std::string& out, local_seconds v);
void append_value(std::string& out, const std::string& v);
void append_value(std::string& out, const json_text& v);

}  // namespace binary

/// One array, its elements appended one by one.
class array_column {
 public:
  void clear() {
    bytes_.clear();
    count_ = 0;
  }
  template <class T>
  void add(const T& v, const sealing& how, std::string_view table, std::string_view column) {
    if (count_ == 0) begin(binary::oid<T>());
    ++count_;
    if constexpr (optional_of<T>::value) {
      if (!v) return binary::append(bytes_, std::int32_t{-1});
      add_value(*v, how, table, column);
    } else {
      add_value(v, how, table, column);
    }
  }
  /// As a parameter; valid until the next change.
  std::string_view bytes();

 private:
  template <class T>
  void add_value(const T& v, const sealing& how, std::string_view table, std::string_view column) {
    auto at = bytes_.size();
    binary::append(bytes_, std::int32_t{0});
    if constexpr (std::is_same_v<T, sealed_text>) {
      bytes_ += how.key->seal(v.plain, place_of(how.user, table, column));
    } else {
      binary::append_value(bytes_, v);
    }
    set(at, static_cast<std::int32_t>(bytes_.size() - at - sizeof(std::int32_t)));
  }
  void begin(std::int32_t element_type);
  void set(std::size_t at, std::int32_t v);

  std::string bytes_;
  std::int32_t count_ = 0;
};

/// Rows of one table waiting for one statement.
class row_batch {
 public:
  std::size_t rows() const { return rows_; }
  void clear() {
    for (auto& c : columns_) c.clear();
    rows_ = 0;
  }

  template <class Row>
  void add(const Row& row, const sealing& how, bool key_only = false) {
    std::size_t i = 0;
    for_each_member<Row>([&](std::string_view name, auto pointer) {
      if (key_only && !is_key<Row>(name)) return;
      if (i == columns_.size()) columns_.emplace_back();
      columns_[i++].add(row.*pointer, how, Row::table, name);
    });
    ++rows_;
  }

  /// Adds the call of a statement of this table; `with_count`: its last parameter is the number of
  /// rows.
  void call(pipeline& together, const std::string& statement, bool with_count);

 private:
  std::vector<array_column> columns_;
  std::size_t rows_ = 0;
};

namespace detail {

/// "a, b, c" and "$1::bigint[], …" of the described columns.
template <class Row>
struct column_lists {
  std::string names, arrays, sets, key_match;
  std::size_t count = 0;

  explicit column_lists(bool key_only = false) {
    for_each_member<Row>([&](std::string_view name, auto pointer) {
      using member = std::remove_cvref_t<decltype(std::declval<Row&>().*pointer)>;
      if (key_only && !is_key<Row>(name)) return;
      std::string separator = count == 0 ? "" : ", ";
      names += separator + std::string(name);
      ++count;
      arrays +=
          separator + "$" + std::to_string(count) + "::" + std::string(sql_type<member>()) + "[]";
      if (is_key<Row>(name)) {
        key_match += std::string(key_match.empty() ? "" : " and ") + "t." + std::string(name) +
                     " = u." + std::string(name);
      } else {
        sets +=
            std::string(sets.empty() ? "" : ", ") + std::string(name) + " = u." + std::string(name);
      }
    });
  }
};

}  // namespace detail

template <class Row>
prepared insert_statement() {
  detail::column_lists<Row> c;
  std::string table(Row::table);
  std::string sql = "insert into public." + table + " (" + c.names + ") select * from unnest(" +
                    c.arrays + ") as u (" + c.names + ")";
  if constexpr (key_of<Row>::upsert) {
    std::string keys, sets;
    for_each_member<Row>([&](std::string_view name, auto) {
      auto& to = is_key<Row>(name) ? keys : sets;
      if (!to.empty()) to += ", ";
      to += std::string(name);
      if (!is_key<Row>(name)) to += " = excluded." + std::string(name);
    });
    sql += " on conflict (" + keys + ") do update set " + sets;
  }
  return {"insert_" + table, sql};
}

/// Raises SA002 unless as many rows were there as were named.
template <class Row>
prepared update_statement() {
  detail::column_lists<Row> c;
  std::string table(Row::table);
  return {"update_" + table,
          "with changed as (update public." + table + " as t set " + c.sets + " from unnest(" +
              c.arrays + ") as u (" + c.names + ") where " + c.key_match +
              " returning 1) select app.expect((select count(*) from changed), $" +
              std::to_string(c.count + 1) + "::bigint, 'SA002')"};
}

template <class Row>
prepared delete_statement() {
  detail::column_lists<Row> c(true);
  std::string table(Row::table);
  return {"delete_" + table, "with gone as (delete from public." + table + " as t using unnest(" +
                                 c.arrays + ") as u (" + c.names + ") where " + c.key_match +
                                 " returning 1) select app.expect((select count(*) from gone), $" +
                                 std::to_string(c.count + 1) + "::bigint, 'SA002')"};
}

}  // namespace storage
