#pragma once
// The few primitives the project needs, over OpenSSL 3. Thread: any. Errors of OpenSSL itself
// (out of memory) throw std::runtime_error; a value that does not authenticate is errc::forbidden.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "config/common/result.hpp"

namespace crypto {

std::string random_bytes(std::size_t n);
std::string sha256(std::string_view bytes);
std::string hmac_sha1(std::string_view key, std::string_view message);
std::string hmac_sha256(std::string_view key, std::string_view message);
std::string hex(std::string_view bytes);
std::string base64(std::string_view bytes);
result<std::string> from_base64(std::string_view text);
/// Takes the same time wherever the first difference lies.
bool equal_in_constant_time(std::string_view a, std::string_view b);

/// An AES-256-GCM key. A sealed blob is: version (1 byte), key id (4 bytes, big endian), nonce
/// (12), ciphertext, tag (16). The associated data binds a blob to its place (user and column), so
/// that a blob copied elsewhere does not open.
class aead_key {
 public:
  static constexpr std::size_t key_bytes = 32;
  /// `key` must be 32 bytes.
  aead_key(std::uint32_t key_id, std::string_view key);
  ~aead_key();
  aead_key(const aead_key&) = delete;
  aead_key& operator=(const aead_key&) = delete;

  std::uint32_t id() const { return id_; }
  std::string seal(std::string_view plain, std::string_view associated_data) const;
  result<std::string> open(std::string_view blob, std::string_view associated_data) const;
  /// The key id a blob names, without opening it.
  static result<std::uint32_t> key_id_of(std::string_view blob);

 private:
  std::uint32_t id_;
  std::array<unsigned char, key_bytes> key_;
};

}  // namespace crypto
