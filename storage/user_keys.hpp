#pragma once
// A data key per person, wrapped by the server's master key. Destroying the wrapped key makes the
// person's sealed values unreadable, in backups too.
// Thread: any; one `key_ring` is shared by the committer and the readers.

#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "config/common/crypto.hpp"
#include "config/common/ids.hpp"
#include "config/common/result.hpp"
#include "config/common/secret.hpp"

namespace storage {

using user_key = std::shared_ptr<const crypto::aead_key>;

/// Of `key_ring::pseudonym`: how an address stands in opt_outs.
inline constexpr std::string_view address_purpose = "address";

/// A data key as it is stored.
struct wrapped_key {
  std::uint32_t version = 1;  ///< the key id in what it seals
  std::string blob;
};

class key_ring {
 public:
  /// `keys` are base64 of 32 bytes: the first wraps, the others only unwrap (rotation).
  static result<std::shared_ptr<key_ring>> make(const std::vector<secret<std::string>>& keys);

  struct fresh_key {
    user_key key;
    wrapped_key wrapped;
  };
  /// A new random data key for a new person.
  fresh_key make_user_key(::user_id user) const;
  /// Opens a stored key, from the cache if it was opened before. errc::forbidden when no master key
  /// of ours opens it.
  result<user_key> unwrap(::user_id user, const wrapped_key& stored);
  /// The data key wrapped by the first master key; empty when it already is.
  result<std::optional<wrapped_key>> rewrap(::user_id user, const wrapped_key& stored) const;

  /// What the cache holds; empty when it does not know the user.
  user_key cached(::user_id user) const;
  /// After erasure or a change of key.
  void forget(::user_id user);

  /// A keyed hash for what must be found again but not read: strangers' numbers, audit subjects.
  std::string pseudonym(std::string_view purpose, std::string_view value) const;

  /// The keyring table: a value that only the same master key opens.
  std::uint32_t master_id() const { return masters_.front()->id(); }
  std::string make_verifier() const;
  /// Whether `verifier` was made with one of our keys; empty when we have no key of that id.
  std::optional<bool> verify(std::string_view verifier) const;

  static constexpr std::size_t cache_limit = 20'000;

 private:
  explicit key_ring(std::vector<std::unique_ptr<crypto::aead_key>> masters, std::string hash_key);
  const crypto::aead_key* master_for(std::string_view blob) const;
  void remember(::user_id user, std::uint32_t version, user_key key);

  struct entry {
    ::user_id user;
    std::uint32_t version;
    user_key key;
  };
  std::vector<std::unique_ptr<crypto::aead_key>> masters_;
  std::string hash_key_;
  mutable std::mutex mutex_;
  mutable std::list<entry> recent_;  ///< most recently used first
  std::unordered_map<::user_id, std::list<entry>::iterator> by_user_;
};

/// The master key kept in `file` (base64, mode 0600), made there when it does not exist yet.
/// errc::forbidden when others may read the file.
result<secret<std::string>> load_or_make_master_key(const std::filesystem::path& file);

}  // namespace storage
