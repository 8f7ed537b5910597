#pragma once
// What our texts are called at the gateway. The gateway lets its caller choose a message's id and
// refuses a second message of the same one, so a text that is handed over again is still sent once;
// and a report names its row by itself. Pure; thread: any.

#include <optional>
#include <string>
#include <string_view>

#include "actors/protocol/messages.hpp"

namespace net::android {

/// At most 36 characters, the gateway's limit. A text that the gateway took once before and could
/// not deliver is another message to it and gets the next id. Empty when no row stands for it.
std::string id_of(const protocol::outgoing_text& text);

struct named_text {
  row_id id = 0;
  ::user_id user = 0;
  unsigned attempt = 0;
};
/// Empty for a message of somebody else.
std::optional<named_text> text_named(std::string_view id);

}  // namespace net::android
