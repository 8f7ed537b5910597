#pragma once
// Is this event the phone's? The app signs each request: X-Signature is the HMAC-SHA256, in
// hexadecimal, of the body followed by X-Timestamp (seconds since 1970), under the signing key of
// its webhook settings. Thread: any; immutable.

#include <chrono>
#include <string>
#include <string_view>

#include "config/common/secret.hpp"
#include "config/common/time.hpp"

namespace net::android {

/// A request signed longer ago, or that far ahead, is refused: the app signs each attempt anew, so
/// an old signature is a copy.
constexpr std::chrono::minutes signature_age_limit{5};

enum class verdict : std::uint8_t { ours, missing, old, wrong };

verdict check_signature(const secret<std::string>& key, std::string_view body,
                        std::string_view timestamp, std::string_view signature, instant now);

}  // namespace net::android
