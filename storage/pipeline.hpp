#pragma once
// Several statements in one round trip, with binary parameters: libpq's pipeline mode, which
// libpqxx 6.4 does not have. Made for one transaction by group_commit, over a connection that does
// nothing else meanwhile. Blocks; one thread.
// Holds: after the first statement that fails nothing further runs; `run` then throws, and leaves
// an open transaction to be rolled back.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/connection.hpp"

struct pg_result;

namespace storage {

/// What one statement answered, as PostgreSQL's text.
class answer {
 public:
  explicit answer(pg_result* owned) : result_(owned) {}
  std::size_t rows() const;
  std::string_view cell(std::size_t row, std::size_t column) const;

 private:
  struct clear {
    void operator()(pg_result* r) const;
  };
  std::unique_ptr<pg_result, clear> result_;
};

class pipeline {
 public:
  /// Throws storage_failure when the connection cannot be used.
  explicit pipeline(connection& c);
  ~pipeline();
  pipeline(const pipeline&) = delete;
  pipeline& operator=(const pipeline&) = delete;

  /// A statement without parameters.
  void add(const char* sql);
  /// A prepared one; `values` are in PostgreSQL's binary form and must live until this returns.
  void add(const std::string& prepared, const std::vector<std::string_view>& values);

  /// Sends what is left and waits for every answer, in the order added. Throws storage_failure; as
  /// with connection::run, `lost()` says whether what the statements did is unknown.
  std::vector<answer> run();

 private:
  void sent(int accepted);

  connection& connection_;
  std::size_t statements_ = 0;
  bool open_ = false;
};

}  // namespace storage
