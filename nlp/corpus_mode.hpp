#pragma once
// `sms-assistant understand`: one line of the labelled-text format in, one prediction out, through
// the same code that reads real texts.
// Thread: any; pure. Holds: never throws; a malformed line gives {"id":null,"error":...}.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/intent.hpp"

namespace nlp {

std::string understand_line(std::string_view json_line);

/// For the trainer: the intents a line expects, and the classifier's features of its text when that
/// is one clause.
std::vector<intent> corpus_labels(std::string_view json_line);
std::optional<std::vector<std::uint32_t>> corpus_features(std::string_view json_line);

}  // namespace nlp
