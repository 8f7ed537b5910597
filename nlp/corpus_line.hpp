#pragma once
// One line of the labelled-text format: a text with all that its reading depends on, and what it
// is labelled with. Callers: `sms-assistant understand`, the trainer. Thread: one line, one thread.
// Holds: a malformed line has `error` set, and nothing else counts.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/pipeline.hpp"

namespace nlp {

struct corpus_line {
  struct expected_act {
    intent kind = intent::unknown;
    std::vector<std::string>
        names;  ///< of what was eaten, done, planned, kept; other right ones too
  };

  std::string id, text;
  context ctx;
  std::vector<expected_act> expected;
  bool several_readings = false;  ///< other numbers of acts are right too
  std::string error;

  explicit corpus_line(std::string_view line);
  corpus_line(const corpus_line&) = delete;

 private:
  std::vector<turn> history_;
  std::optional<pattern_index> patterns_;
};

}  // namespace nlp
