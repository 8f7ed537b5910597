#include "nlp/pattern_matcher.hpp"

#include <algorithm>

namespace nlp {
namespace {

std::string_view singular(std::string_view w) {
  if (w.size() > 4 && w.ends_with("'s")) return w.substr(0, w.size() - 2);
  if (w.size() > 4 && w.ends_with("es") &&
      (w[w.size() - 3] == 's' || w[w.size() - 3] == 'x' || w[w.size() - 3] == 'h'))
    return w.substr(0, w.size() - 2);
  if (w.size() > 3 && w.ends_with('s') && !w.ends_with("ss")) return w.substr(0, w.size() - 1);
  return w;
}

bool same_word(std::string_view said, std::string_view taught) {
  if (said == taught || singular(said) == singular(taught)) return true;
  // Short words have too many neighbours; a wrong first letter is usually another word.
  return taught.size() >= 5 && said.size() >= 4 && said[0] == taught[0] &&
         within_one_edit(said, taught);
}

}  // namespace

pattern_index::pattern_index(std::vector<learned_pattern> patterns)
    : impl_(std::make_unique<impl>()) {
  auto& x = *impl_;
  x.patterns = std::move(patterns);
  x.entries.reserve(x.patterns.size());
  for (std::size_t i = 0; i < x.patterns.size(); ++i) {
    const auto& p = x.patterns[i];
    if (p.confidence < least_confidence) continue;
    auto term = tokenize(p.term);
    if (term.empty()) continue;
    x.entries.push_back({std::move(term), tokenize(p.value), i, impl::none});
  }
  std::stable_sort(x.entries.begin(), x.entries.end(), [](const auto& a, const auto& b) {
    if (a.term[0].text != b.term[0].text) return a.term[0].text < b.term[0].text;
    return a.term.size() > b.term.size();
  });
  x.heads.reserve(x.entries.size());
  for (std::uint32_t i = 0; i < x.entries.size(); ++i) {
    const auto word = x.entries[i].term[0].text;
    if (x.heads.emplace(word, i).second) {
      x.first_words.add(word, i);
    } else {
      x.entries[i - 1].next = i;
    }
  }
  x.first_words.build();
}
pattern_index::~pattern_index() = default;
pattern_index::pattern_index(pattern_index&&) noexcept = default;
pattern_index& pattern_index::operator=(pattern_index&&) noexcept = default;

namespace {

struct found {
  const pattern_index::impl::entry* entry = nullptr;
  std::size_t end = 0;
};

void try_chain(const std::vector<token>& t, std::size_t i, const pattern_index::impl& x,
               std::uint32_t at, found& best) {
  for (; at != pattern_index::impl::none; at = x.entries[at].next) {
    const auto& e = x.entries[at];
    if (i + e.term.size() > t.size() || i + e.term.size() <= best.end) continue;
    bool all = same_word(t[i].text, e.term[0].text);
    for (std::size_t k = 1; k < e.term.size() && all; ++k)
      all = same_word(t[i + k].text, e.term[k].text);
    if (all) best = {&e, i + e.term.size()};
  }
}

found find_at(const std::vector<token>& t, std::size_t i, const pattern_index::impl& x) {
  found best;
  const auto exact = [&](std::string_view word) {
    if (const auto it = x.heads.find(word); it != x.heads.end())
      try_chain(t, i, x, it->second, best);
  };
  exact(t[i].text);
  if (const auto s = singular(t[i].text); s != t[i].text) exact(s);
  if (!best.entry)
    for (const auto id : x.first_words.find(t[i].text)) try_chain(t, i, x, id, best);
  return best;
}

}  // namespace

std::vector<pattern_hit> find_patterns(const std::vector<token>& tokens,
                                       const pattern_index::impl& index) {
  std::vector<pattern_hit> out;
  for (std::size_t i = 0; i < tokens.size();) {
    const auto f = find_at(tokens, i, index);
    if (!f.entry) {
      ++i;
      continue;
    }
    out.push_back({&index.patterns[f.entry->pattern], i, f.end,
                   static_cast<std::uint32_t>(f.entry - index.entries.data())});
    i = f.end;
  }
  return out;
}

bool replace_synonyms(std::vector<token>& tokens, const std::vector<pattern_hit>& hits,
                      const pattern_index::impl& index) {
  constexpr std::size_t max_growth = 256;
  const auto meaning = [&](const pattern_hit& h) -> const token_list* {
    const auto& value = index.entries[h.entry].value;
    return h.pattern->type == "synonym" && !value.empty() ? &value : nullptr;
  };
  if (std::none_of(hits.begin(), hits.end(), meaning)) return false;
  std::vector<token> out;
  const auto limit = tokens.size() + max_growth;
  out.reserve(tokens.size() + 8);
  std::size_t i = 0;
  for (const auto& h : hits) {
    const auto* value = meaning(h);
    if (!value || out.size() + (h.begin - i) + value->size() > limit) continue;
    for (; i < h.begin; ++i) out.push_back(tokens[i]);
    for (std::size_t k = 0; k < value->size(); ++k) {
      auto t = (*value)[k];
      t.begin = tokens[h.begin].begin;
      t.end = tokens[h.end - 1].end;
      t.space_before = k > 0 ? t.space_before : tokens[h.begin].space_before;
      out.push_back(t);
    }
    i = h.end;
  }
  for (; i < tokens.size(); ++i) out.push_back(tokens[i]);
  tokens = std::move(out);
  return true;
}

}  // namespace nlp
