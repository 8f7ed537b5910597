#include "config/common/crypto.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <array>
#include <climits>
#include <cstring>
#include <stdexcept>

namespace crypto {

namespace {

constexpr unsigned char blob_version = 1;
constexpr std::size_t key_id_bytes = 4;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t header_bytes = 1 + key_id_bytes + nonce_bytes;

unsigned char* bytes_of(std::string& s) {
  return reinterpret_cast<unsigned char*>(s.data());
}
const unsigned char* bytes_of(std::string_view s) {
  return reinterpret_cast<const unsigned char*>(s.data());
}

void require(int openssl_result) {
  if (openssl_result != 1) throw std::runtime_error("OpenSSL failed");
}

int length_of(std::size_t n) {
  if (n > INT_MAX) throw std::length_error("too long to encrypt");
  return static_cast<int>(n);
}

struct cipher_deleter {
  void operator()(EVP_CIPHER* c) const { EVP_CIPHER_free(c); }
};
struct context_deleter {
  void operator()(EVP_CIPHER_CTX* c) const { EVP_CIPHER_CTX_free(c); }
};
struct mac_deleter {
  void operator()(EVP_MAC* m) const { EVP_MAC_free(m); }
};
struct mac_context_deleter {
  void operator()(EVP_MAC_CTX* c) const { EVP_MAC_CTX_free(c); }
};
struct digest_deleter {
  void operator()(EVP_MD_CTX* c) const { EVP_MD_CTX_free(c); }
};

/// Fetched once: EVP_aes_256_gcm() looks its implementation up at every use.
const EVP_CIPHER* aes_256_gcm() {
  static const std::unique_ptr<EVP_CIPHER, cipher_deleter> cipher(
      EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr));
  if (!cipher) throw std::runtime_error("OpenSSL has no AES-256-GCM");
  return cipher.get();
}

using key_array = std::array<unsigned char, aead_key::key_bytes>;

/// One a thread and direction. A turn seals several values of one person, and setting the key up
/// costs as much as sealing a short one: it is done only when the key is another than before.
class cipher_context {
 public:
  cipher_context() : context_(EVP_CIPHER_CTX_new()) {
    if (!context_) throw std::runtime_error("OpenSSL is out of memory");
  }
  ~cipher_context() { OPENSSL_cleanse(key_.data(), key_.size()); }
  cipher_context(const cipher_context&) = delete;
  cipher_context& operator=(const cipher_context&) = delete;

  EVP_CIPHER_CTX* get() { return context_.get(); }
  /// `init`: EVP_EncryptInit_ex2 or EVP_DecryptInit_ex2, one context always the same.
  template <class Init>
  void begin(Init init, const key_array& key, const unsigned char* nonce) {
    bool same = keyed_ && CRYPTO_memcmp(key.data(), key_.data(), key.size()) == 0;
    keyed_ = false;
    require(init(context_.get(), same ? nullptr : aes_256_gcm(), same ? nullptr : key.data(), nonce,
                 nullptr));
    if (!same) key_ = key;
    keyed_ = true;
  }

 private:
  std::unique_ptr<EVP_CIPHER_CTX, context_deleter> context_;
  key_array key_{};
  bool keyed_ = false;
};

/// Random bytes for nonces, some hundred at a time: a call of the generator costs as much as
/// sealing a text, whatever it is asked for. Each byte is given out once.
void fill_nonce(unsigned char* out) {
  constexpr std::size_t nonces_ahead = 64;
  thread_local std::array<unsigned char, nonces_ahead * nonce_bytes> ahead;
  thread_local std::size_t next = ahead.size();
  if (next == ahead.size()) {
    require(RAND_bytes(ahead.data(), static_cast<int>(ahead.size())));
    next = 0;
  }
  std::memcpy(out, ahead.data() + next, nonce_bytes);
  next += nonce_bytes;
}

/// One context a digest and thread: looking HMAC and the digest up costs more than hashing a text.
EVP_MAC_CTX* hmac_context(const char* digest) {
  static const std::unique_ptr<EVP_MAC, mac_deleter> hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  if (!hmac) throw std::runtime_error("OpenSSL has no HMAC");
  auto* context = EVP_MAC_CTX_new(hmac.get());
  if (!context) throw std::runtime_error("OpenSSL is out of memory");
  // OpenSSL takes the name through a pointer to non-const and does not write to it.
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char*>(digest), 0),
      OSSL_PARAM_construct_end()};
  require(EVP_MAC_CTX_set_params(context, parameters));
  return context;
}

std::string hmac(EVP_MAC_CTX* context, std::string_view key, std::string_view message) {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  std::size_t length = 0;
  // A null key means "the key of before" to OpenSSL; an empty one is meant here.
  const auto* key_bytes = key.data() == nullptr ? bytes_of(std::string_view("")) : bytes_of(key);
  require(EVP_MAC_init(context, key_bytes, key.size(), nullptr));
  require(EVP_MAC_update(context, bytes_of(message), message.size()));
  require(EVP_MAC_final(context, bytes_of(out), &length, out.size()));
  out.resize(length);
  return out;
}

}  // namespace

std::string random_bytes(std::size_t n) {
  std::string out(n, '\0');
  require(RAND_bytes(bytes_of(out), length_of(n)));
  return out;
}

std::string sha256(std::string_view bytes) {
  thread_local const std::unique_ptr<EVP_MD_CTX, digest_deleter> context(EVP_MD_CTX_new());
  if (!context) throw std::runtime_error("OpenSSL is out of memory");
  std::string out(32, '\0');
  require(EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr));
  require(EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()));
  require(EVP_DigestFinal_ex(context.get(), bytes_of(out), nullptr));
  return out;
}

std::string hmac_sha1(std::string_view key, std::string_view message) {
  thread_local const std::unique_ptr<EVP_MAC_CTX, mac_context_deleter> context(
      hmac_context("SHA1"));
  return hmac(context.get(), key, message);
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
  thread_local const std::unique_ptr<EVP_MAC_CTX, mac_context_deleter> context(
      hmac_context("SHA256"));
  return hmac(context.get(), key, message);
}

std::string hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out(bytes.size() * 2, '\0');
  char* to = out.data();
  for (unsigned char c : bytes) {
    *to++ = digits[c >> 4];
    *to++ = digits[c & 15];
  }
  return out;
}

std::string base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4, '\0');
  // Writes a NUL behind the text, where std::string keeps one of its own.
  EVP_EncodeBlock(bytes_of(out), bytes_of(bytes), length_of(bytes.size()));
  return out;
}

result<std::string> from_base64(std::string_view text) {
  auto value_of = [](char c) -> int {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+') return 62;
    if (c == '/') return 63;
    return -1;
  };
  auto bad = [] { return make_error(errc::invalid_argument, "not base64"); };
  if (text.size() % 4 != 0) return bad();
  std::size_t padding = 0;
  if (text.ends_with("==")) {
    padding = 2;
  } else if (text.ends_with('=')) {
    padding = 1;
  }
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t group = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int value = i < text.size() - padding ? value_of(text[i]) : 0;
    if (value < 0) return bad();
    group = group << 6 | static_cast<std::uint32_t>(value);
    if (i % 4 == 3) {
      out.push_back(static_cast<char>(group >> 16 & 0xff));
      out.push_back(static_cast<char>(group >> 8 & 0xff));
      out.push_back(static_cast<char>(group & 0xff));
      group = 0;
    }
  }
  // Bits behind the last byte must be zero, so that each value has one spelling only.
  for (std::size_t i = 0; i < padding; ++i) {
    if (out.back() != '\0') return bad();
    out.pop_back();
  }
  return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

aead_key::aead_key(std::uint32_t key_id, std::string_view key) : id_(key_id) {
  if (key.size() != key_bytes) throw std::invalid_argument("an AES-256 key has 32 bytes");
  std::memcpy(key_.data(), key.data(), key_bytes);
}

aead_key::~aead_key() {
  OPENSSL_cleanse(key_.data(), key_.size());
}

std::string aead_key::seal(std::string_view plain, std::string_view associated_data) const {
  std::string blob(header_bytes + plain.size() + tag_bytes, '\0');
  unsigned char* out = bytes_of(blob);
  out[0] = blob_version;
  for (std::size_t i = 0; i < key_id_bytes; ++i)
    out[1 + i] = static_cast<unsigned char>(id_ >> (8 * (key_id_bytes - 1 - i)));
  unsigned char* nonce = out + 1 + key_id_bytes;
  fill_nonce(nonce);

  thread_local cipher_context sealing;
  EVP_CIPHER_CTX* context = sealing.get();
  int n = 0;
  sealing.begin(EVP_EncryptInit_ex2, key_, nonce);
  require(EVP_EncryptUpdate(context, nullptr, &n, bytes_of(associated_data),
                            length_of(associated_data.size())));
  if (!plain.empty())
    require(EVP_EncryptUpdate(context, out + header_bytes, &n, bytes_of(plain),
                              length_of(plain.size())));
  require(EVP_EncryptFinal_ex(context, out + header_bytes + plain.size(), &n));
  require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_bytes,
                              out + header_bytes + plain.size()));
  return blob;
}

result<std::string> aead_key::open(std::string_view blob, std::string_view associated_data) const {
  auto id = key_id_of(blob);
  if (!id) return id.error();
  if (*id != id_) return make_error(errc::forbidden, "sealed with another key");
  const unsigned char* in = bytes_of(blob);
  std::size_t size = blob.size() - header_bytes - tag_bytes;
  std::string plain(size, '\0');

  thread_local cipher_context opening;
  EVP_CIPHER_CTX* context = opening.get();
  int n = 0;
  opening.begin(EVP_DecryptInit_ex2, key_, in + 1 + key_id_bytes);
  require(EVP_DecryptUpdate(context, nullptr, &n, bytes_of(associated_data),
                            length_of(associated_data.size())));
  if (size > 0)
    require(EVP_DecryptUpdate(context, bytes_of(plain), &n, in + header_bytes, length_of(size)));
  // OpenSSL takes the tag through a pointer to non-const and does not write to it.
  require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_bytes,
                              const_cast<unsigned char*>(in + header_bytes + size)));
  if (EVP_DecryptFinal_ex(context, bytes_of(plain) + size, &n) != 1)
    return make_error(errc::forbidden, "does not authenticate");
  return plain;
}

result<std::uint32_t> aead_key::key_id_of(std::string_view blob) {
  if (blob.size() < header_bytes + tag_bytes) return make_error(errc::forbidden, "too short");
  const unsigned char* in = bytes_of(blob);
  if (in[0] != blob_version) return make_error(errc::forbidden, "unknown version");
  std::uint32_t id = 0;
  for (std::size_t i = 0; i < key_id_bytes; ++i) id = id << 8 | in[1 + i];
  return id;
}

}  // namespace crypto
