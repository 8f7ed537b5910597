#pragma once
// The conversation as it is stored (one sealed JSON text). Callers: the turn. Thread: any; pure.

#include <string>
#include <string_view>

#include "actors/handlers/handler.hpp"

namespace handlers {

std::string to_json(const conversation& c);
/// What cannot be read is left out: a conversation is never worth a failed text.
conversation conversation_from_json(std::string_view json);

}  // namespace handlers
