#include "storage/user_keys.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "storage/row_io.hpp"

namespace storage {

namespace {

constexpr std::uint32_t first_version = 1;
constexpr std::string_view verifier_text = "the master key of this database";
constexpr std::string_view verifier_place = "api_keys.verifier";

std::string place(::user_id user) {
  return place_of(user, "user_keys", "wrapped_key");
}

/// A master key's id follows from the key, so that nobody has to number keys.
std::uint32_t id_of(std::string_view key) {
  auto digest = crypto::hmac_sha256(key, "key id");
  std::uint32_t id = 0;
  for (int i = 0; i < 4; ++i) id = id << 8 | static_cast<unsigned char>(digest[i]);
  return id;
}

}  // namespace

key_ring::key_ring(std::vector<std::unique_ptr<crypto::aead_key>> masters, std::string hash_key)
    : masters_(std::move(masters)), hash_key_(std::move(hash_key)) {}

result<std::shared_ptr<key_ring>> key_ring::make(const std::vector<secret<std::string>>& keys) {
  std::vector<std::unique_ptr<crypto::aead_key>> masters;
  std::string hash_key;
  for (const auto& k : keys) {
    auto bytes = crypto::from_base64(k.reveal());
    if (!bytes || bytes->size() != crypto::aead_key::key_bytes)
      return make_error(errc::invalid_argument, "must be 32 bytes as base64", "ENCRYPTION_KEY");
    masters.push_back(std::make_unique<crypto::aead_key>(id_of(*bytes), *bytes));
    // Of the oldest key: pseudonyms must stay the same through a rotation.
    hash_key = crypto::hmac_sha256(*bytes, "pseudonyms");
  }
  if (masters.empty()) return make_error(errc::invalid_argument, "is needed", "ENCRYPTION_KEY");
  return std::shared_ptr<key_ring>(new key_ring(std::move(masters), std::move(hash_key)));
}

key_ring::fresh_key key_ring::make_user_key(::user_id user) const {
  std::string bytes = crypto::random_bytes(crypto::aead_key::key_bytes);
  fresh_key fresh{std::make_shared<const crypto::aead_key>(first_version, bytes),
                  {first_version, masters_.front()->seal(bytes, place(user))}};
  return fresh;
}

const crypto::aead_key* key_ring::master_for(std::string_view blob) const {
  auto id = crypto::aead_key::key_id_of(blob);
  if (!id) return nullptr;
  for (const auto& m : masters_)
    if (m->id() == *id) return m.get();
  return nullptr;
}

result<user_key> key_ring::unwrap(::user_id user, const wrapped_key& stored) {
  {
    std::lock_guard lock(mutex_);
    auto found = by_user_.find(user);
    if (found != by_user_.end() && found->second->version == stored.version) {
      recent_.splice(recent_.begin(), recent_, found->second);
      return found->second->key;
    }
  }
  auto master = master_for(stored.blob);
  if (master == nullptr)
    return make_error(errc::forbidden, "wrapped by a master key that is not configured",
                      "ENCRYPTION_KEY");
  auto bytes = master->open(stored.blob, place(user));
  if (!bytes) return bytes.error();
  if (bytes->size() != crypto::aead_key::key_bytes)
    return make_error(errc::forbidden, "not a data key");
  auto key = std::make_shared<const crypto::aead_key>(stored.version, *bytes);
  remember(user, stored.version, key);
  return key;
}

result<std::optional<wrapped_key>> key_ring::rewrap(::user_id user,
                                                    const wrapped_key& stored) const {
  auto master = master_for(stored.blob);
  if (master == nullptr)
    return make_error(errc::forbidden, "wrapped by a master key that is not configured",
                      "ENCRYPTION_KEY");
  if (master == masters_.front().get()) return std::optional<wrapped_key>();
  auto bytes = master->open(stored.blob, place(user));
  if (!bytes) return bytes.error();
  return std::optional(wrapped_key{stored.version, masters_.front()->seal(*bytes, place(user))});
}

user_key key_ring::cached(::user_id user) const {
  std::lock_guard lock(mutex_);
  auto found = by_user_.find(user);
  if (found == by_user_.end()) return nullptr;
  recent_.splice(recent_.begin(), recent_, found->second);
  return found->second->key;
}

void key_ring::remember(::user_id user, std::uint32_t version, user_key key) {
  std::lock_guard lock(mutex_);
  auto found = by_user_.find(user);
  if (found != by_user_.end()) recent_.erase(found->second);
  recent_.push_front({user, version, std::move(key)});
  by_user_[user] = recent_.begin();
  if (recent_.size() > cache_limit) {
    by_user_.erase(recent_.back().user);
    recent_.pop_back();
  }
}

void key_ring::forget(::user_id user) {
  std::lock_guard lock(mutex_);
  auto found = by_user_.find(user);
  if (found == by_user_.end()) return;
  recent_.erase(found->second);
  by_user_.erase(found);
}

std::string key_ring::pseudonym(std::string_view purpose, std::string_view value) const {
  return crypto::hmac_sha256(crypto::hmac_sha256(hash_key_, purpose), value);
}

std::string key_ring::make_verifier() const {
  return masters_.front()->seal(verifier_text, verifier_place);
}

std::optional<bool> key_ring::verify(std::string_view verifier) const {
  auto master = master_for(verifier);
  if (master == nullptr) return std::nullopt;
  auto plain = master->open(verifier, verifier_place);
  return plain && *plain == verifier_text;
}

result<secret<std::string>> load_or_make_master_key(const std::filesystem::path& file) {
  auto failed = [&](const char* did) {
    return make_error(errc::unavailable,
                      std::string(did) + " " + file.string() + ": " + std::strerror(errno),
                      "ENCRYPTION_KEY");
  };
  std::error_code ignored;
  std::filesystem::create_directories(file.parent_path(), ignored);
  if (!std::filesystem::exists(file, ignored)) {
    // Written whole under another name first: a half-written key must never be taken for one.
    auto text = crypto::base64(crypto::random_bytes(crypto::aead_key::key_bytes)) + "\n";
    auto temporary = file.string() + ".new-" + std::to_string(::getpid());
    int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return failed("cannot make");
    bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                   ::fsync(fd) == 0;
    ::close(fd);
    // link, not rename: a key that another process made meanwhile must win.
    if (!written || (::link(temporary.c_str(), file.c_str()) != 0 && errno != EEXIST)) {
      auto e = failed("cannot make");
      ::unlink(temporary.c_str());
      return e;
    }
    ::unlink(temporary.c_str());
    if (int folder = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        folder >= 0) {
      ::fsync(folder);
      ::close(folder);
    }
  }
  int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return failed("cannot read");
  struct stat info {};
  char buffer[256];
  bool shared = ::fstat(fd, &info) == 0 && (info.st_mode & 077) != 0;
  ssize_t n = ::read(fd, buffer, sizeof buffer);
  ::close(fd);
  if (shared)
    return make_error(errc::forbidden, "others may read " + file.string() + ": chmod 600 it",
                      "ENCRYPTION_KEY");
  if (n < 0) return failed("cannot read");
  std::string text(buffer, static_cast<std::size_t>(n));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
    text.pop_back();
  return secret<std::string>(std::move(text));
}

}  // namespace storage
