// nlp_train OUT FILE...: trains the intent classifier at build time; the same texts give the same
// bytes. The classifier judges one clause;
// clauses whose intent a text does not tell are left out. Reads `.jsonl` (the corpus form) and
// `.texts` (lists of texts by intent).

#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "nlp/corpus_mode.hpp"
#include "nlp/intent_classifier.hpp"
#include "nlp/training/hidden_layer.hpp"
#include "nlp/training/model_file.hpp"
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
    for (auto& c : clauses)
      if (clauses.size() == 1 || c.whole)
        for (auto& features : c.features)
          samples.push_back({std::move(features), static_cast<std::size_t>(*label_), weight});
  }

  std::optional<nlp::intent> label_;
  std::vector<std::string> statements_;  ///< what assistants said, in all files so far
  std::size_t plain_ = 0;
};

/// A feature that fewer samples hold says nothing of other texts.
constexpr int least_samples = 3;

/// The features to be learned, sorted. In the samples each gives way to its place among them.
std::vector<std::uint32_t> name_features(samples_list& samples) {
  std::vector<std::uint32_t> all, kept;
  for (const auto& s : samples) all.insert(all.end(), s.features.begin(), s.features.end());
  std::sort(all.begin(), all.end());
  for (std::size_t i = 0, k = 0; i < all.size(); i = k) {
    while (k < all.size() && all[k] == all[i]) ++k;
    if (k - i >= least_samples) kept.push_back(all[i]);
  }
  for (auto& s : samples) {
    std::erase_if(s.features,
                  [&](auto x) { return !std::binary_search(kept.begin(), kept.end(), x); });
    for (auto& x : s.features)
      x = static_cast<std::uint32_t>(std::lower_bound(kept.begin(), kept.end(), x) - kept.begin());
  }
  return kept;
}

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
  const auto names = name_features(samples);
  const auto bytes = nlp::pack_model(
      names, nlp::train_softmax(samples, nlp::intent_count, names.size()),
      nlp::train_hidden(samples, nlp::intent_count, names.size(), nlp::hidden_units));
  std::ofstream out(argv[1], std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  std::printf("trained on %zu clauses\n", samples.size());
  return out.good() ? 0 : 1;
}
