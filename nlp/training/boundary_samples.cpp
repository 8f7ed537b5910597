#include "nlp/training/boundary_samples.hpp"

#include <algorithm>
#include <optional>

#include "nlp/intent_set.hpp"
#include "nlp/slots/changes.hpp"

namespace nlp {
namespace {

/// What parts two acts: things of one list are told apart by the reader of records.
boundary parting(intent a, intent b) {
  return a == b && (a == intent::food_log || a == intent::gym_log) ? boundary::item : boundary::act;
}

struct gaps_found {
  std::vector<gap> gaps;
  std::vector<std::vector<std::uint32_t>> features;

  explicit gaps_found(const frame& f)
      : gaps(find_gaps(f, split_clauses(f, {0, f.size()}))), features(gap_features(f, gaps)) {}
  training_sample sample(std::size_t k, boundary label) const {
    return {features[k], static_cast<std::size_t>(label), 1};
  }
};

/// Where an act's names stand: first to last token.
struct anchor {
  std::size_t first = 0, last = 0;
};

bool names_word(const std::vector<std::string>& names, std::string_view word) {
  if (word.size() < 2) return false;
  for (const auto& name : names)
    for (const auto& t : tokenize(name)) {
      if (t.text.size() < 2) continue;
      const auto n = std::max<std::size_t>(4, std::min(t.text.size(), word.size()) - 2);
      if (t.text == word ||
          (t.text.size() >= n && word.size() >= n && t.text.substr(0, n) == word.substr(0, n)))
        return true;
    }
  return false;
}

/// Each act's place, in order; nothing when one of them cannot be found.
std::optional<std::vector<anchor>> find_acts(const frame& f, const corpus_line& line) {
  std::vector<anchor> out;
  std::size_t from = 0;
  for (const auto& act : line.expected) {
    auto i = from;
    while (i < f.size() && (f.symbol(i) || !names_word(act.names, f.word(i)))) ++i;
    if (i >= f.size()) return std::nullopt;
    out.push_back({i, i});
    from = i + 1;
  }
  // as far as its words go before the next one's
  for (std::size_t k = 0; k < out.size(); ++k) {
    const auto end = k + 1 < out.size() ? out[k + 1].first : f.size();
    for (auto i = out[k].first; i < end; ++i)
      if (!f.symbol(i) && names_word(line.expected[k].names, f.word(i)) &&
          !(k + 1 < out.size() && names_word(line.expected[k + 1].names, f.word(i))))
        out[k].last = i;
  }
  return out;
}

}  // namespace

context training_context() {
  context ctx;
  using namespace std::chrono;
  ctx.now = local_seconds(local_days(2026y / March / 25)) + hours(13);
  return ctx;
}

marked_text::marked_text(const std::string& line) {
  const auto colon = line.find(" :: ");
  if (colon == std::string::npos) return;
  std::vector<intent> kinds;
  for (std::size_t i = 0; i < colon;) {
    const auto end = std::min(line.find('+', i), colon);
    const auto kind = intent_from(std::string_view(line).substr(i, end - i));
    if (!kind) return;
    kinds.push_back(*kind);
    i = end + 1;
  }
  for (auto i = colon + 4; i <= line.size() && segments.size() < kinds.size();) {
    const auto end = std::min(line.find(" | ", i), line.size());
    if (!text.empty()) text += ' ';
    segments.push_back({kinds[segments.size()], text.size()});
    text += line.substr(i, end - i);
    i = end + 3;
    if (segments.size() == kinds.size() && i <= line.size()) segments.clear(), i = line.size() + 1;
  }
  if (segments.size() != kinds.size()) segments.clear();
}

boundary marked_text::between(const frame& f, const gap& g) const {
  const auto from = f.tokens[g.left - 1].end, to = f.tokens[g.right].begin;
  auto out = boundary::none;
  for (std::size_t s = 1; s < segments.size(); ++s)
    if (segments[s].begin >= from && segments[s].begin <= to)
      out = parting(segments[s - 1].kind, segments[s].kind);
  return out;
}

std::vector<training_sample> boundary_samples(const marked_text& marked) {
  std::vector<training_sample> out;
  const frame f(marked.text, marked.ctx);
  if (f.size() == 0) return out;
  const gaps_found found(f);
  for (std::size_t k = 0; k < found.gaps.size(); ++k)
    out.push_back(found.sample(k, marked.between(f, found.gaps[k])));
  return out;
}

std::vector<training_sample> boundary_samples(const std::string& text, intent kind) {
  std::vector<training_sample> out;
  constexpr auto strung =
      logging | planning |
      intent_set{intent::complete_item, intent::delete_item, intent::fact_store};
  const auto ctx = training_context();
  const frame f(text, ctx);
  if (f.size() == 0 || strung.has(kind) || is_integration(kind)) return out;
  const gaps_found found(f);
  for (std::size_t k = 0; k < found.gaps.size(); ++k)
    out.push_back(found.sample(k, boundary::none));
  return out;
}

std::vector<training_sample> boundary_samples(const corpus_line& line) {
  std::vector<training_sample> out;
  if (!line.error.empty() || line.expected.empty() || line.several_readings) return out;
  const frame f(line.text, line.ctx);
  if (f.size() == 0) return out;
  const gaps_found found(f);
  if (line.expected.size() == 1) {
    // What the rules cut off may well stand apart from the act, though it is none.
    const auto& act = line.expected[0];
    const auto named = [&](std::size_t from, std::size_t to) {
      for (auto i = from; i < to; ++i)
        if (!f.symbol(i) && names_word(act.names, f.word(i))) return true;
      return false;
    };
    for (std::size_t k = 0; k < found.gaps.size(); ++k) {
      const auto& g = found.gaps[k];
      if (!g.by_rule || act.kind == intent::unknown ||
          (named(0, g.left) && named(g.right, f.size())))
        out.push_back(found.sample(k, boundary::none));
    }
    return out;
  }
  const auto acts = find_acts(f, line);
  if (!acts) return out;
  for (std::size_t a = 0; a < acts->size(); ++a) {
    std::vector<std::size_t> beyond;
    for (std::size_t k = 0; k < found.gaps.size(); ++k) {
      const auto& g = found.gaps[k];
      if (g.left > (*acts)[a].first && g.right <= (*acts)[a].last)
        out.push_back(found.sample(k, boundary::none));
      if (a + 1 < acts->size() && g.left > (*acts)[a].last && g.right <= (*acts)[a + 1].first)
        beyond.push_back(k);
    }
    if (beyond.size() == 1)
      out.push_back(
          found.sample(beyond[0], parting(line.expected[a].kind, line.expected[a + 1].kind)));
  }
  return out;
}

}  // namespace nlp
