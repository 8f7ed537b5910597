// nlp_train OUT FILE...: trains the intent classifier at build time; the same texts give the same
// bytes. The classifier judges one clause;
// clauses whose intent a text does not tell are left out. Reads `.jsonl` (the corpus form) and
// `.texts` (lists of texts by intent).

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "nlp/corpus_mode.hpp"
#include "nlp/intent_classifier.hpp"
#include "nlp/training/softmax_regression.hpp"

namespace {

using samples_list = std::vector<nlp::training_sample>;

/// "= intent" opens a list; each other line is a text, or what the assistant said before it and the
/// text, divided by "||".
class text_list {
 public:
  bool read(const std::string& line, float weight, samples_list& samples) {
    if (line.empty() || line[0] == '#') return true;
    if (line[0] == '=') {
      label_ = nlp::intent_from(line.substr(std::min<std::size_t>(2, line.size())));
      return label_.has_value();
    }
    if (!label_) return false;
    if (const auto p = line.find(" || "); p != std::string::npos) {
      const auto before = line.substr(0, p);
      if (before.find('?') == std::string::npos) statements_.push_back(before);
      add(line.substr(p + 4), &before, weight, samples);
      return true;
    }
    add(line, nullptr, weight, samples);
    // A text that stands by itself means the same after a statement.
    if (!statements_.empty())
      add(line, &statements_[plain_++ * 7 % statements_.size()], weight, samples);
    return true;
  }

 private:
  void add(const std::string& text, const std::string* before, float weight,
           samples_list& samples) {
    nlp::context ctx;
    using namespace std::chrono;
    ctx.now = local_seconds(local_days(2026y / March / 25)) + hours(13);
    std::vector<nlp::turn> turns;
    if (before) turns.push_back({nlp::turn::role::assistant, *before});
    ctx.history = turns;
    auto clauses = nlp::training_clauses(text, ctx);
    if (clauses.size() == 1)
      for (auto& features : clauses[0].features)
        samples.push_back({std::move(features), static_cast<std::size_t>(*label_), weight});
  }

  std::optional<nlp::intent> label_;
  std::vector<std::string> statements_;  ///< what assistants said, in all files so far
  std::size_t plain_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  samples_list samples;
  text_list list;
  for (int k = 2; k < argc; ++k) {
    const std::string path = argv[k];
    // What people wrote by hand says more than what templates made.
    const float weight = path.find("generated") != std::string::npos ? 0.33F : 1;
    std::ifstream in(path);
    std::string line;
    while (std::getline(in, line)) {
      if (!path.ends_with(".texts")) {
        for (auto& c : nlp::corpus_samples(line))
          samples.push_back({std::move(c.features), static_cast<std::size_t>(c.label), weight});
      } else if (!list.read(line, weight, samples)) {
        std::fprintf(stderr, "%s: %s\n", path.c_str(), line.c_str());
        return 1;
      }
    }
  }
  const auto m = nlp::train_softmax(samples, nlp::intent_count, nlp::feature_space);
  std::vector<float> scale(nlp::intent_count, 0), bias(nlp::intent_count, 0);
  std::vector<std::int8_t> weights(m.weights.size(), 0);
  for (std::size_t k = 0; k < nlp::intent_count; ++k) {
    if (!m.trained[k]) continue;
    float largest = 1e-9F;
    for (auto i = k; i < weights.size(); i += nlp::intent_count)
      largest = std::max(largest, std::abs(m.weights[i]));
    scale[k] = largest / 127;
    bias[k] = m.bias[k];
    for (auto i = k; i < weights.size(); i += nlp::intent_count)
      weights[i] = static_cast<std::int8_t>(std::lround(m.weights[i] / largest * 127));
  }
  std::ofstream out(argv[1], std::ios::binary);
  out.write(reinterpret_cast<const char*>(scale.data()),
            static_cast<std::streamsize>(scale.size() * sizeof(float)));
  out.write(reinterpret_cast<const char*>(bias.data()),
            static_cast<std::streamsize>(bias.size() * sizeof(float)));
  out.write(reinterpret_cast<const char*>(weights.data()),
            static_cast<std::streamsize>(weights.size()));
  std::printf("trained on %zu clauses\n", samples.size());
  return out.good() ? 0 : 1;
}
