#pragma once
// Gaps of texts whose acts can be told apart, each with what lies in it: the boundary model's
// training. Caller: nlp_train. Thread: pure.

#include <string>
#include <vector>

#include "nlp/boundaries.hpp"
#include "nlp/corpus_line.hpp"
#include "nlp/training/softmax_regression.hpp"

namespace nlp {

/// Of texts that come without one: a Wednesday afternoon.
context training_context();

/// "intent+intent :: segment | segment": a text whose acts are marked.
struct marked_text {
  struct segment {
    intent kind;
    std::size_t begin;  ///< byte of `text`
  };
  std::string text;
  std::vector<segment> segments;
  context ctx = training_context();

  /// No segments where the line is malformed.
  explicit marked_text(const std::string& line);
  /// What the marks have in a gap.
  boundary between(const frame& f, const gap& g) const;
};

/// Labels are `boundary`s.
std::vector<training_sample> boundary_samples(const marked_text& marked);
/// Of a labelled text with several acts only the gaps between the names of two of them, where there
/// is one, and those within what one act names.
std::vector<training_sample> boundary_samples(const corpus_line& line);
/// Of a text known to be of one intent, where several acts of it are hardly ever strung together.
std::vector<training_sample> boundary_samples(const std::string& text, intent kind);

}  // namespace nlp
