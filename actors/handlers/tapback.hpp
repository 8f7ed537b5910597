#pragma once
// A reaction that a phone turns into a text of its own, because the number at this end has no
// reactions: iPhones send `Liked “Delete 2 todos?”`, Google Messages `👍 to “Delete 2 todos?”`.
// Callers: the turn. Thread: any; pure.

#include <optional>
#include <string_view>

namespace handlers {

struct tapback {
  enum class kind : unsigned char { approves, declines, other } what;
  std::string_view quoted;  ///< of the text reacted to; empty for a picture. Part of the input.
};

/// Nothing when the text is one that a person wrote.
std::optional<tapback> tapback_from(std::string_view text);

/// Whether `quoted` is (the beginning of) what was said, however the phone set its quotes and dots.
bool quotes(std::string_view quoted, std::string_view said);

}  // namespace handlers
