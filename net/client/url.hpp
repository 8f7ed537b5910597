#pragma once
// application/x-www-form-urlencoded, both ways. Thread: any.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/common/result.hpp"

namespace net::client {

/// In the order received; a name may repeat and a value may be empty.
using form = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t form_fields_limit = 256;

/// '+' is a space, %xx a byte; nothing is trimmed. errc::invalid_argument for a broken %xx,
/// errc::too_large for more than `form_fields_limit` fields. The bytes need not be UTF-8.
result<form> parse_form(std::string_view encoded);
std::string encode_form(const form& fields);
/// RFC 3986: everything but letters, digits and -._~ becomes %XX.
std::string percent_encode(std::string_view bytes);

}  // namespace net::client
