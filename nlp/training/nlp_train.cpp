// nlp_train OUT FILE...: trains the intent classifier at build time. One-versus-rest logistic
// regression (liblinear, L2); the same texts give the same bytes. The classifier judges one clause;
// clauses whose intent a text does not tell are left out. Reads `.jsonl` (the corpus form) and
// `.texts` (lists of texts by intent).

#include <linear.h>
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "nlp/corpus_mode.hpp"
#include "nlp/intent_classifier.hpp"

namespace {

struct sample {
  std::vector<std::uint32_t> features;
  nlp::intent label;
  int weight;
};

void silent(const char*) {}

/// "= intent" opens a list; each other line is a text, or what the assistant said before it and the
/// text, divided by "||".
class text_list {
 public:
  bool read(const std::string& line, int weight, std::vector<sample>& samples) {
    if (line.empty() || line[0] == '#') return true;
    if (line[0] == '=') {
      label_ = nlp::intent_from(line.substr(std::min<std::size_t>(2, line.size())));
      return label_.has_value();
    }
    if (!label_) return false;
    nlp::context ctx;
    using namespace std::chrono;
    ctx.now = local_seconds(local_days(2026y / March / 25)) + hours(13);
    auto text = line;
    std::vector<nlp::turn> before;
    if (const auto p = line.find(" || "); p != std::string::npos) {
      before.push_back({nlp::turn::role::assistant, line.substr(0, p)});
      text = line.substr(p + 4);
    }
    ctx.history = before;
    auto clauses = nlp::training_clauses(text, ctx);
    if (clauses.size() == 1)
      for (auto& features : clauses[0].features)
        samples.push_back({std::move(features), *label_, weight});
    return true;
  }

 private:
  std::optional<nlp::intent> label_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::vector<sample> samples;
  for (int k = 2; k < argc; ++k) {
    const std::string path = argv[k];
    // What people wrote by hand says more than what templates made.
    const int weight = path.find("generated") != std::string::npos ? 1 : 3;
    std::ifstream in(path);
    std::string line;
    text_list list;
    while (std::getline(in, line)) {
      if (!path.ends_with(".texts")) {
        for (auto& c : nlp::corpus_samples(line))
          samples.push_back({std::move(c.features), c.label, weight});
      } else if (!list.read(line, weight, samples)) {
        std::fprintf(stderr, "%s: %s\n", path.c_str(), line.c_str());
        return 1;
      }
    }
  }
  std::vector<feature_node> nodes;
  std::vector<std::size_t> starts;
  std::vector<double> labels;
  for (const auto& s : samples)
    for (int w = 0; w < s.weight; ++w) {
      starts.push_back(nodes.size());
      for (const auto x : s.features) nodes.push_back({static_cast<int>(x) + 1, 1.0});
      nodes.push_back({static_cast<int>(nlp::feature_space) + 1, 1.0});  // bias
      nodes.push_back({-1, 0});
      labels.push_back(static_cast<double>(static_cast<int>(s.label)));
    }
  std::vector<feature_node*> rows;
  rows.reserve(starts.size());
  for (const auto s : starts) rows.push_back(nodes.data() + s);
  problem p{};
  p.l = static_cast<int>(rows.size());
  p.n = static_cast<int>(nlp::feature_space) + 1;
  p.y = labels.data();
  p.x = rows.data();
  p.bias = 1;
  parameter q{};
  q.solver_type = L2R_LR_DUAL;  // the same optimum as the primal in a third of the time
  q.eps = 0.1;
  q.C = 0.5;
  q.p = 0.1;
  set_print_string_function(silent);
  std::srand(1);  // the dual solver shuffles with rand()
  model* m = train(&p, &q);

  std::vector<float> scale(nlp::intent_count, 0), bias(nlp::intent_count, 0);
  std::vector<std::int8_t> weights(static_cast<std::size_t>(nlp::feature_space) * nlp::intent_count,
                                   0);
  const int columns = m->nr_class == 2 ? 1 : m->nr_class;
  for (int c = 0; c < columns; ++c) {
    const auto k = static_cast<std::size_t>(m->label[c]);
    const auto at = [&](std::size_t feature) {
      return m->w[feature * static_cast<std::size_t>(columns) + static_cast<std::size_t>(c)];
    };
    double largest = 1e-9;
    for (std::size_t x = 0; x < nlp::feature_space; ++x)
      largest = std::max(largest, std::abs(at(x)));
    scale[k] = static_cast<float>(largest / 127);
    bias[k] = static_cast<float>(at(nlp::feature_space));
    for (std::size_t x = 0; x < nlp::feature_space; ++x)
      weights[x * nlp::intent_count + k] =
          static_cast<std::int8_t>(std::lround(at(x) / largest * 127));
  }
  std::ofstream out(argv[1], std::ios::binary);
  out.write(reinterpret_cast<const char*>(scale.data()),
            static_cast<std::streamsize>(scale.size() * sizeof(float)));
  out.write(reinterpret_cast<const char*>(bias.data()),
            static_cast<std::streamsize>(bias.size() * sizeof(float)));
  out.write(reinterpret_cast<const char*>(weights.data()),
            static_cast<std::streamsize>(weights.size()));
  free_and_destroy_model(&m);
  std::printf("trained on %zu clauses\n", samples.size());
  return out.good() ? 0 : 1;
}
