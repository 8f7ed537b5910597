#include "net/android/signature.hpp"

#include <charconv>

#include "config/common/crypto.hpp"

namespace net::android {

verdict check_signature(const secret<std::string>& key, std::string_view body,
                        std::string_view timestamp, std::string_view signature, instant now) {
  if (timestamp.empty() || signature.empty()) return verdict::missing;
  std::int64_t seconds = 0;
  auto [end, fault] =
      std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), seconds);
  if (fault != std::errc() || end != timestamp.data() + timestamp.size()) return verdict::wrong;
  std::string signed_text(body);
  signed_text += timestamp;
  auto expected = crypto::hex(crypto::hmac_sha256(key.reveal(), signed_text));
  std::string given(signature);
  for (auto& c : given)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c + 32);
  if (!crypto::equal_in_constant_time(expected, given)) return verdict::wrong;
  auto now_seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  auto limit = std::chrono::seconds(signature_age_limit).count();
  if (seconds < now_seconds - limit || seconds > now_seconds + limit) return verdict::old;
  return verdict::ours;
}

}  // namespace net::android
