#include "nlp/boundaries.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "nlp/model_files.hpp"

namespace nlp {

const boundary_model& boundary_model::shared() {
  static const boundary_model m(model_file("boundaries.model"));
  return m;
}

boundary_model::boundary_model(std::string_view bytes) {
  std::uint32_t count = 0;
  const auto take = [&](auto* to, std::size_t n) {
    const auto size = n * sizeof(*to);
    if (bytes.size() < size) return false;
    std::memcpy(to, bytes.data(), size);
    bytes.remove_prefix(size);
    return true;
  };
  if (!take(&count, 1) || !take(bias_.data(), bias_.size())) return;
  if (count == 0 || bytes.size() != count * sizeof(row)) return;
  places_.resize(std::bit_ceil(std::size_t{count} * 2));
  for (row r; take(&r, 1);) {
    auto i = r.feature & (places_.size() - 1);
    while (places_[i].weight[0] != 0) i = (i + 1) & (places_.size() - 1);
    places_[i] = r;
  }
}

std::string boundary_model::pack(const std::vector<std::uint32_t>& features,
                                 const std::vector<float>& weights,
                                 const std::vector<float>& bias) {
  const auto count = static_cast<std::uint32_t>(features.size());
  std::string out(reinterpret_cast<const char*>(&count), sizeof(count));
  out.append(reinterpret_cast<const char*>(bias.data()), boundary_kinds * sizeof(float));
  for (std::size_t i = 0; i < count; ++i) {
    row r{features[i], {}};
    for (std::size_t k = 0; k < boundary_kinds; ++k) r.weight[k] = weights[i * boundary_kinds + k];
    if (r.weight[0] == 0) r.weight[0] = 1e-9F;  // 0 would mark it free
    out.append(reinterpret_cast<const char*>(&r), sizeof(r));
  }
  return out;
}

std::array<float, boundary_kinds> boundary_model::probabilities(
    std::span<const std::uint32_t> features) const {
  auto p = bias_;
  for (const auto x : features)
    for (auto i = x & (places_.size() - 1); places_[i].weight[0] != 0;
         i = (i + 1) & (places_.size() - 1))
      if (places_[i].feature == x) {
        for (std::size_t k = 0; k < boundary_kinds; ++k) p[k] += places_[i].weight[k];
        break;
      }
  const float most = *std::max_element(p.begin(), p.end());
  float total = 0;
  for (auto& x : p) total += x = std::exp(x - most);
  for (auto& x : p) x /= total;
  return p;
}

std::vector<clause> cut_clauses(const frame& f, std::span<const clause> clauses,
                                std::span<const gap> gaps, const std::vector<bool>& cut) {
  std::vector<clause> out;
  std::size_t next = 0;  // gap
  for (std::size_t k = 0; k < clauses.size(); ++k) {
    const auto& whole = clauses[k];
    auto part = whole;
    if (k > 0 && next < gaps.size() && gaps[next].by_rule && gaps[next].right == whole.s.begin &&
        !cut[next++]) {
      // the rules' cut is none: goes on
      part = make_clause(f, {out.back().s.begin, whole.s.end});
      part.after_and = out.back().after_and;
      part.piece = out.back().piece;
      part.denied = out.back().denied;
      out.pop_back();
    }
    for (; next < gaps.size() && !gaps[next].by_rule && gaps[next].right < whole.s.end; ++next) {
      if (!cut[next] || out.size() + 1 >= max_clauses) continue;
      auto first = make_clause(f, {part.s.begin, gaps[next].left});
      first.after_and = part.after_and;
      first.piece = part.piece;
      first.denied = part.denied;
      out.push_back(first);
      part = make_clause(f, {gaps[next].right, whole.s.end});
      part.after_and = part.piece = true;
    }
    out.push_back(part);
  }
  return out;
}

namespace {

/// "2 gels and a liter of water": on one side of a list water alone, on the other none.
bool water_apart(const frame& f, const gap& g) {
  static const auto water = phrase_book::shared().class_named("water");
  const auto water_in = [&](std::size_t from, std::size_t to) {
    for (auto i = from; i < to; ++i)
      if (f.in_class(i, water)) return true;
    return false;
  };
  return water_in(g.around.begin, g.left) != water_in(g.right, g.around.end);
}

}  // namespace

std::vector<clause> find_clauses(const frame& f, const boundary_model& model) {
  // From here on an act begins where the rules see none, and none where they do.
  constexpr float begins = 0.6F, goes_on = 0.99F;
  auto clauses = split_clauses(f, {0, f.size()});
  if (!model.ready()) return clauses;
  const text_gaps gaps(f, clauses);
  if (gaps.all().empty()) return clauses;
  std::vector<bool> cut;
  std::vector<std::uint32_t> features;
  for (const auto& g : gaps.all()) {
    gaps.features(cut.size(), features);
    const auto p = model.probabilities(features);
    const auto none = p[static_cast<std::size_t>(boundary::none)],
               act = p[static_cast<std::size_t>(boundary::act)];
    cut.push_back(g.by_rule ? g.firm || none < goes_on
                            : act > begins || (1 - none > begins && water_apart(f, g)));
  }
  return cut_clauses(f, clauses, gaps.all(), cut);
}

}  // namespace nlp
