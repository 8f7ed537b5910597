#include "nlp/intent_classifier.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "config/common/embedded_file.hpp"

namespace nlp {

std::span<const embedded_file> model_files();

namespace {

std::uint32_t hash(std::string_view a, std::string_view b = {}) {
  std::uint32_t h = 2166136261U;
  for (const char c : a) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  h = (h ^ 0x1FU) * 16777619U;
  for (const char c : b) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  return (h ^ (h >> 15)) & (feature_space - 1);
}

std::string_view bucket(double score) {
  return score >= 86   ? "86"
         : score >= 80 ? "80"
         : score >= 70 ? "70"
         : score >= 58 ? "58"
         : score >= 40 ? "40"
         : score > 0   ? "1"
                       : "0";
}

}  // namespace

std::vector<std::uint32_t> classifier_features(const frame& f, const clause& c, const signals& s,
                                               const clause_evidence& e) {
  constexpr std::size_t max_words = 40;
  std::vector<std::uint32_t> out;
  out.reserve(96);
  std::string_view previous = "^";
  const auto begin = c.s.begin, end = std::min(c.s.end, c.s.begin + max_words);
  for (auto i = begin; i < end; ++i) {
    const auto w = f.number(i) ? std::string_view("#") : f.word(i);
    out.push_back(hash(w));
    out.push_back(hash(previous, w));
    // endings and beginnings speak for words never seen
    if (w.size() > 4) {
      out.push_back(hash("<", w.substr(0, 4)));
      out.push_back(hash(">", w.substr(w.size() - 3)));
    }
    previous = w;
  }
  out.push_back(hash(previous, "$"));
  out.push_back(hash("first", f.word(c.core)));
  const auto flag = [&](bool on, std::string_view name) {
    if (on) out.push_back(hash("flag", name));
  };
  flag(s.question, "question");
  flag(s.negation, "negation");
  flag(s.plan, "plan");
  flag(s.future, "future");
  flag(s.other_person, "other");
  flag(s.figure, "figure");
  flag(s.opinion, "opinion");
  flag(s.quote, "quote");
  flag(s.generic, "generic");
  flag(s.first_person, "first person");
  flag(c.request, "request");
  flag(e.forbidden, "forbidden");
  flag(!f.patterns.empty(), "taught");
  out.push_back(hash(to_string(e.record), bucket(e.record_score)));
  out.push_back(hash("record", bucket(e.record_score)));
  out.push_back(hash("rule", to_string(e.rule)));
  out.push_back(hash(to_string(e.rule), e.rule_weight >= 80 ? "heavy" : "light"));
  const auto n = c.s.size();
  out.push_back(hash("length", n <= 2    ? "2"
                               : n <= 4  ? "4"
                               : n <= 7  ? "7"
                               : n <= 12 ? "12"
                                         : "long"));
  bool future = false, past = false, clock = false;
  for (const auto& t : f.times)
    if (t.first >= begin && t.first < c.s.end && !t.weak) {
      future = future || t.at > f.ctx.now + std::chrono::hours(1);
      past = past || t.at < f.ctx.now;
      clock = clock || t.has_clock;
    }
  flag(future, "time ahead");
  flag(past, "time past");
  flag(clock, "clock");
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

intent_classifier::intent_classifier(std::string_view model) {
  const auto header = 2 * intent_count * sizeof(float);
  if (model.size() != header + static_cast<std::size_t>(feature_space) * intent_count) return;
  std::memcpy(scale_.data(), model.data(), intent_count * sizeof(float));
  std::memcpy(bias_.data(), model.data() + intent_count * sizeof(float),
              intent_count * sizeof(float));
  weights_.resize(model.size() - header);
  std::memcpy(weights_.data(), model.data() + header, weights_.size());
}

const intent_classifier& intent_classifier::shared() {
  static const intent_classifier c(model_files().empty() ? std::string_view()
                                                         : model_files()[0].bytes);
  return c;
}

std::array<float, intent_count> intent_classifier::probabilities(
    std::span<const std::uint32_t> features) const {
  std::array<float, intent_count> p{};
  if (!ready()) return p;
  std::array<int, intent_count> sum{};
  for (const auto x : features) {
    const auto* row = weights_.data() + static_cast<std::size_t>(x) * intent_count;
    for (std::size_t k = 0; k < intent_count; ++k) sum[k] += row[k];
  }
  float total = 0;
  for (std::size_t k = 0; k < intent_count; ++k) {
    if (scale_[k] == 0) continue;  // an intent without training texts
    p[k] = 1 / (1 + std::exp(-(static_cast<float>(sum[k]) * scale_[k] + bias_[k])));
    total += p[k];
  }
  if (total > 0)
    for (auto& x : p) x /= total;
  return p;
}

}  // namespace nlp
