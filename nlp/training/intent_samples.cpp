#include "nlp/training/intent_samples.hpp"

#include <algorithm>
#include <functional>
#include <optional>

#include "nlp/clause_findings.hpp"
#include "nlp/intent_classifier.hpp"
#include "nlp/prior_turn.hpp"
#include "nlp/slots/changes.hpp"
#include "nlp/whole_reader.hpp"

namespace nlp {
namespace {

/// A clause and what was read in it.
struct clause_found {
  const clause& c;
  const clause_evidence& evidence;
  std::vector<std::string> named;  ///< foods or exercises of the record read
};
using judge = std::function<std::optional<intent>(const clause_found&)>;

std::vector<intent_sample> samples_of(const frame& f, const std::vector<clause>& clauses,
                                      const judge& label_of) {
  std::vector<intent_sample> out;
  carried carry;
  for (const auto& c : clauses) {
    auto found = examine(f, c, carry);
    clause_found t{c, found.evidence, {}};
    for (const auto& a : found.record.acts)
      for (const auto name : {slot::food, slot::exercise})
        if (auto n = a.slots.text(name)) t.named.push_back(std::move(*n));
    const auto label = label_of(t);
    carry.before = label.value_or(intent::unknown);
    if (!label) continue;
    out.push_back({classifier_features(f, c, found.s, found.evidence), *label});
    if (found.evidence.rule_weight > 0) {
      found.evidence.rule = intent::unknown;
      found.evidence.rule_weight = 0;
      out.push_back({classifier_features(f, c, found.s, found.evidence), *label});
    }
  }
  return out;
}

/// All of a text of several clauses that may be read as one.
std::vector<clause> whole_of(const frame& f, std::size_t clauses) {
  if (clauses < 2 || !reads_as_one(f)) return {};
  return {make_clause(f, {0, f.size()})};
}
void append(std::vector<intent_sample>& to, std::vector<intent_sample> more) {
  std::move(more.begin(), more.end(), std::back_inserter(to));
}

/// A word of three letters or more begins alike in both names.
bool shares_word(std::string_view a, std::string_view b) {
  for (const auto& x : tokenize(a))
    for (const auto& y : tokenize(b))
      if (x.text.size() >= 3 && y.text.size() >= 3 &&
          x.text.substr(0, std::min<std::size_t>(4, x.text.size())) ==
              y.text.substr(0, std::min<std::size_t>(4, y.text.size())))
        return true;
  return false;
}

/// What one clause of a text was meant to be; nothing when that cannot be told.
std::optional<intent> label_of(const corpus_line& line, const clause_found& c,
                               std::size_t clauses) {
  const auto expects = [&](intent i) {
    return std::any_of(line.expected.begin(), line.expected.end(),
                       [i](const auto& a) { return a.kind == i; });
  };
  const auto first = line.expected[0].kind;
  const bool one = std::all_of(line.expected.begin(), line.expected.end(),
                               [&](const auto& a) { return a.kind == first; });
  if (one && (clauses == 1 || first == intent::unknown)) return first;
  if (is_log(c.evidence.record)) {
    if (expects(c.evidence.record)) {
      if (c.named.empty()) return c.evidence.record;
      for (const auto& name : c.named)
        for (const auto& act : line.expected)
          for (const auto& right : act.names)
            if (is_log(act.kind) && shares_word(name, right)) return c.evidence.record;
      return std::nullopt;
    }
    if (std::all_of(line.expected.begin(), line.expected.end(),
                    [](const auto& a) { return is_log(a.kind); }))
      return intent::unknown;
  }
  if (c.evidence.rule_weight >= 60 && expects(c.evidence.rule)) return c.evidence.rule;
  return std::nullopt;
}

}  // namespace

std::vector<intent_sample> intent_samples(const corpus_line& line, const boundary_model& model) {
  if (!line.error.empty() || line.expected.empty()) return {};
  frame f(line.text, line.ctx);
  if (f.size() == 0) return {};
  std::optional<prior_turn> prior;
  if (!line.ctx.history.empty()) f.prior = &prior.emplace(read_prior(line.ctx));
  const auto clauses = find_clauses(f, model);
  auto out = samples_of(
      f, clauses, [&](const clause_found& c) { return label_of(line, c, clauses.size()); });
  if (line.expected.size() == 1)
    append(out, samples_of(f, whole_of(f, clauses.size()), [&](const clause_found&) {
             return std::optional(line.expected[0].kind);
           }));
  return out;
}

std::vector<intent_sample> intent_samples(const marked_text& marked) {
  const frame f(marked.text, marked.ctx);
  if (f.size() == 0) return {};
  const auto rules = split_clauses(f, {0, f.size()});
  const auto gaps = find_gaps(f, rules);
  std::vector<bool> cut;
  for (const auto& g : gaps) cut.push_back(marked.between(f, g) == boundary::act);
  const auto segment_of = [&](std::size_t i) {
    auto k = marked.segments.size() - 1;
    while (k > 0 && marked.segments[k].begin >= f.tokens[i].end) --k;
    return k;
  };
  return samples_of(f, cut_clauses(f, rules, gaps, cut),
                    [&](const clause_found& found) -> std::optional<intent> {
                      const auto& c = found.c;
                      const auto kind = marked.segments[segment_of(c.s.begin)].kind;
                      const bool one = marked.segments[segment_of(c.s.end - 1)].kind == kind;
                      return one ? std::optional(kind) : std::nullopt;
                    });
}

std::vector<intent_sample> intent_samples(const std::string& text, intent label,
                                          const std::string* before, const boundary_model& model) {
  context ctx = training_context();
  std::vector<turn> turns;
  if (before) turns.push_back({turn::role::assistant, *before});
  ctx.history = turns;
  frame f(text, ctx);
  if (f.size() == 0) return {};
  std::optional<prior_turn> prior;
  if (before) f.prior = &prior.emplace(read_prior(ctx));
  auto clauses = find_clauses(f, model);
  if (clauses.size() != 1) clauses = whole_of(f, clauses.size());
  return samples_of(f, clauses, [&](const clause_found&) { return std::optional(label); });
}

}  // namespace nlp
