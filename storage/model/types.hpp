#pragma once
// Column types that are not plain C++ types. A row struct is described once (Boost.Describe);
// binding, bulk insert, decoding, undo, export and import are generic over that description.
//
//   std::int64_t bigint · double double precision · bool boolean · std::string text
//   instant timestamptz · local_days date · sealed_text bytea · json_text jsonb
//   std::optional<T> the same, nullable

#include <string>

#include "config/common/ids.hpp"
#include "config/common/time.hpp"

namespace storage {

/// Text that is stored encrypted with the user's data key; plain in memory. The associated data is
/// "<user id>|<table>.<column>".
struct sealed_text {
  std::string plain;
  friend bool operator==(const sealed_text&, const sealed_text&) = default;
};

struct json_text {
  std::string json;
  friend bool operator==(const json_text&, const json_text&) = default;
};

}  // namespace storage
