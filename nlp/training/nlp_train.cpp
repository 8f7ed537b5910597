// nlp_train BOUNDARIES INTENTS FILE...: trains the model of where acts meet, then, on the clauses
// that it makes, the intent classifier, at build time; the same texts give the same bytes. What a
// text does not tell is left out. Reads `.jsonl` (the corpus form), `.texts` (lists of texts by
// intent) and `.marked` (texts with their acts marked).

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "nlp/boundaries.hpp"
#include "nlp/corpus_line.hpp"
#include "nlp/intent_classifier.hpp"
#include "nlp/training/boundary_samples.hpp"
#include "nlp/training/hidden_layer.hpp"
#include "nlp/training/intent_samples.hpp"
#include "nlp/training/model_file.hpp"
#include "nlp/training/softmax_regression.hpp"

namespace {

using samples_list = std::vector<nlp::training_sample>;

/// "= intent" opens a list; each other line is a text, or what the assistant said before it and the
/// text, divided by "||".
class text_list {
 public:
  struct entry {
    nlp::intent label;
    std::string text;
    std::optional<std::string> before;
  };
  /// False where the line is none of these. `use` is called with the text of a line that has one.
  template <class Use>
  bool read(const std::string& line, Use use) {
    if (line.empty() || line[0] == '#') return true;
    if (line[0] == '=') {
      label_ = nlp::intent_from(line.substr(std::min<std::size_t>(2, line.size())));
      return label_.has_value();
    }
    if (!label_) return false;
    if (const auto p = line.find(" || "); p != std::string::npos)
      use(entry{*label_, line.substr(p + 4), line.substr(0, p)});
    else
      use(entry{*label_, line, std::nullopt});
    return true;
  }

 private:
  std::optional<nlp::intent> label_;
};

/// What assistants said in all lists so far. A text that stands by itself means the same after a
/// statement.
class statements {
 public:
  void add(const std::string& said) {
    if (said.find('?') == std::string::npos) said_.push_back(said);
  }
  const std::string* next() { return said_.empty() ? nullptr : &said_[used_++ * 7 % said_.size()]; }

 private:
  std::vector<std::string> said_;
  std::size_t used_ = 0;
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

/// What people wrote by hand says more than what templates made.
float weight_of(const std::string& path) {
  return path.find("generated") != std::string::npos ? 0.33F : 1;
}

/// Calls `use(line)` for each line of a file until one is refused, which it names.
template <class Use>
bool each_line(const std::string& path, Use use) {
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);)
    if (!use(line)) {
      std::fprintf(stderr, "%s: %s\n", path.c_str(), line.c_str());
      return false;
    }
  return true;
}

bool write(const char* path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return out.good();
}

/// The boundary model's bytes; nothing when a file cannot be read.
std::string train_boundaries(const std::vector<std::string>& files) {
  // A marked text says of every gap what it is; where acts meet is rarer than where they do not.
  constexpr float marked = 3, meeting = 1.5F, listed = 0.5F;
  samples_list samples;
  text_list list;
  const auto add = [&](samples_list of_text, float weight) {
    for (auto& s : of_text) {
      s.weight = weight * (s.label == 0 ? 1 : meeting);
      samples.push_back(std::move(s));
    }
  };
  for (const auto& path : files) {
    const bool read = each_line(path, [&](const std::string& line) {
      if (path.ends_with(".marked")) {
        const nlp::marked_text text(line);
        if (text.segments.empty()) return false;
        add(nlp::boundary_samples(text), marked);
      } else if (path.ends_with(".jsonl")) {
        add(nlp::boundary_samples(nlp::corpus_line(line)), weight_of(path));
      } else {
        return list.read(line, [&](const text_list::entry& e) {
          add(nlp::boundary_samples(e.text, e.label), listed);
        });
      }
      return true;
    });
    if (!read) return {};
  }
  const auto names = name_features(samples);
  const auto model = nlp::train_softmax(samples, nlp::boundary_kinds, names.size());
  std::printf("trained on %zu gaps\n", samples.size());
  return nlp::boundary_model::pack(names, model.weights, model.bias);
}

/// The intent classifier's bytes; nothing when a file cannot be read.
std::string train_intents(const std::vector<std::string>& files,
                          const nlp::boundary_model& boundaries) {
  samples_list samples;
  text_list list;
  statements said;
  const auto add = [&](std::vector<nlp::intent_sample> of_text, float weight) {
    for (auto& c : of_text)
      samples.push_back({std::move(c.features), static_cast<std::size_t>(c.label), weight});
  };
  for (const auto& path : files) {
    const auto weight = weight_of(path);
    const bool read = each_line(path, [&](const std::string& line) {
      if (path.ends_with(".texts"))
        return list.read(line, [&](const text_list::entry& e) {
          if (e.before) said.add(*e.before);
          const auto* before = e.before ? &*e.before : nullptr;
          add(nlp::intent_samples(e.text, e.label, before, boundaries), weight);
          if (const auto* one = before ? nullptr : said.next())
            add(nlp::intent_samples(e.text, e.label, one, boundaries), weight);
        });
      if (path.ends_with(".marked"))
        add(nlp::intent_samples(nlp::marked_text(line)), weight);
      else
        add(nlp::intent_samples(nlp::corpus_line(line), boundaries), weight);
      return true;
    });
    if (!read) return {};
  }
  const auto names = name_features(samples);
  std::printf("trained on %zu clauses\n", samples.size());
  return nlp::pack_model(
      names, nlp::train_softmax(samples, nlp::intent_count, names.size()),
      nlp::train_hidden(samples, nlp::intent_count, names.size(), nlp::hidden_units));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const std::vector<std::string> files(argv + 3, argv + argc);
  const auto boundaries = train_boundaries(files);
  if (boundaries.empty()) return 1;
  const auto intents = train_intents(files, nlp::boundary_model(boundaries));
  if (intents.empty()) return 1;
  return write(argv[1], boundaries) && write(argv[2], intents) ? 0 : 1;
}
