#pragma once
// A read-only look at one user's rows, in one repeatable-read transaction behind row-level
// security. Made by a reader worker, on its thread, and passed to the function it runs; it must
// not outlive that call. Repositories are written over it.

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/common/crypto.hpp"
#include "storage/model/rows.hpp"
#include "storage/row_io.hpp"

namespace pqxx {
class transaction_base;
}

namespace storage {

/// A named SQL text with $1.. parameters; repositories keep theirs as constants. One name must
/// always stand for the same text: it is prepared once a connection.
struct statement {
  const char* name;
  const char* sql;
};

/// The rows a statement answered, as PostgreSQL's text.
class raw_rows {
 public:
  virtual ~raw_rows() = default;
  virtual std::size_t size() const = 0;
  /// -1 when the result has no such column.
  virtual int column(std::string_view name) const = 0;
  virtual std::optional<std::string_view> cell(std::size_t row, int column) const = 0;
};

class unit_of_work {
 public:
  unit_of_work(pqxx::transaction_base& tx, ::user_id user,
               std::shared_ptr<const crypto::aead_key> key);

  ::user_id user() const { return user_; }
  const crypto::aead_key& key() const { return *key_; }

  /// Rows of any described struct; columns are matched to members by name, sealed_text is opened
  /// (a struct with sealed members names the table they are sealed for: `static constexpr
  /// std::string_view table`). Columns that no member has are ignored; a member that no column has
  /// is a fault.
  /// Parameters: integers, double, bool, string, instant, local_days, local_seconds, optionals of
  /// these. Throws storage_failure (caught by the reader, which answers errc::unavailable or
  /// errc::internal).
  template <class Row, class... Params>
  std::vector<Row> select(const statement& s, const Params&... params) {
    std::vector<std::optional<std::string>> values;
    values.reserve(sizeof...(params));
    (add(values, params), ...);
    auto rows = run(s, values);

    std::array<int, boost::mp11::mp_size<members_of<Row>>::value> columns{};
    std::size_t i = 0;
    for_each_member<Row>([&](std::string_view name, auto) {
      columns[i] = rows->column(name);
      if (columns[i] < 0)
        throw storage_failure(errc::internal,
                              std::string(s.name) + " has no column " + std::string(name));
      ++i;
    });
    std::vector<Row> out(rows->size());
    sealing how{key_.get(), user_};
    for (std::size_t r = 0; r < out.size(); ++r) {
      i = 0;
      for_each_member<Row>([&](std::string_view name, auto pointer) {
        read_member<Row>(rows->cell(r, columns[i++]), out[r].*pointer, how, name);
      });
    }
    return out;
  }

  /// The same without a struct, for export and diagnosis.
  std::unique_ptr<raw_rows> run(const statement& s,
                                const std::vector<std::optional<std::string>>& params);

 private:
  template <class T>
  static void add(std::vector<std::optional<std::string>>& values, const T& v) {
    if constexpr (optional_of<T>::value) {
      if (v) {
        add(values, *v);
      } else {
        values.emplace_back();
      }
    } else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
      text::append(values.emplace_back(std::in_place).value(), static_cast<std::int64_t>(v));
    } else {
      text::append(values.emplace_back(std::in_place).value(), v);
    }
  }

  pqxx::transaction_base& tx_;
  ::user_id user_;
  std::shared_ptr<const crypto::aead_key> key_;
};

}  // namespace storage
