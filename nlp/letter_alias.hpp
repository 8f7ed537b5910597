#pragma once
// Texts that begin with one letter for the kind of record: "w 500", "f 2 eggs", "g squat 5x5".
// Thread: pure.

#include <optional>

#include "nlp/slots/slots.hpp"

namespace nlp {

/// w, f, g, s, t and their rest; nothing when the rest does not read as that kind.
std::optional<act_list> read_alias(const frame& f, const context& ctx);

}  // namespace nlp
