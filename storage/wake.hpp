#pragma once
// All that a user's actor needs, in one round trip. Called by the readers and, for a new user, by
// the committer, on their own connections.

#include <memory>

#include "storage/connection.hpp"
#include "storage/user_keys.hpp"
#include "storage/user_snapshot.hpp"

namespace storage {

/// Null when nobody has this number. Throws storage_failure.
std::shared_ptr<const user_snapshot> wake(connection& c, key_ring& keys, const std::string& phone,
                                          instant at);

}  // namespace storage
