#pragma once
// What repositories and this folder throw when the database said no. It never leaves the storage
// threads: the reader and the committer catch it and answer its `errc`.

#include <stdexcept>
#include <string>

#include "config/common/error.hpp"

namespace storage {

class storage_failure : public std::runtime_error {
 public:
  /// `what` names the statement and the SQLSTATE at most: never a value.
  storage_failure(errc code, const std::string& what, std::string sqlstate = {})
      : std::runtime_error(what), code_(code), sqlstate_(std::move(sqlstate)) {}
  errc code() const noexcept { return code_; }
  const std::string& sqlstate() const noexcept { return sqlstate_; }

 private:
  errc code_;
  std::string sqlstate_;
};

}  // namespace storage
