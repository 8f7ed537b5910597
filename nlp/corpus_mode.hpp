#pragma once
// `sms-assistant understand`: one line of the labelled-text format in, one prediction out, through
// the same code that reads real texts.
// Thread: any; pure. Holds: never throws; a malformed line gives {"id":null,"error":...}.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/intent.hpp"

namespace nlp {

std::string understand_line(std::string_view json_line);

/// For the trainer: the clauses of a line's text, each with the intent that it should be given.
/// Of a text with several acts only the clauses that can be told apart. A clause that a phrase rule
/// matched gives two samples, one as if none had, so that the words alone decide when none does.
struct corpus_sample {
  std::vector<std::uint32_t> features;
  intent label;
};
std::vector<corpus_sample> corpus_samples(std::string_view json_line);

}  // namespace nlp
