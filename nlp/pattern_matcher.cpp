#include "nlp/pattern_matcher.hpp"

#include <algorithm>

#include "nlp/text/normalizer.hpp"

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

namespace {

using impl = pattern_index::impl;

impl::shared_pattern compile(learned_pattern p) {
  auto term = tokenize(p.term), value = tokenize(p.value);
  return std::make_shared<const compiled_pattern>(
      compiled_pattern{std::move(p), std::move(term), std::move(value)});
}

bool usable(const compiled_pattern& c) {
  return c.pattern.confidence >= least_confidence && !c.term.empty();
}

std::shared_ptr<const impl::sorted_part> sort(std::vector<impl::shared_pattern> patterns) {
  auto made = std::make_shared<impl::sorted_part>();
  auto& x = *made;
  std::stable_sort(patterns.begin(), patterns.end(), [](const auto& a, const auto& b) {
    if (a->term[0].text != b->term[0].text) return a->term[0].text < b->term[0].text;
    return a->term.size() > b->term.size();
  });
  x.entries.reserve(patterns.size());
  for (auto& p : patterns) x.entries.push_back({std::move(p)});
  x.heads.reserve(x.entries.size());
  for (std::uint32_t i = 0; i < x.entries.size(); ++i) {
    const auto word = x.entries[i].pattern->term[0].text;
    if (x.heads.emplace(word, i).second)
      x.first_words.add(word, i);
    else
      x.entries[i - 1].next = i;
  }
  x.first_words.build();
  return made;
}

}  // namespace

pattern_index::pattern_index(std::vector<learned_pattern> patterns)
    : impl_(std::make_unique<impl>()) {
  std::vector<impl::shared_pattern> compiled;
  compiled.reserve(patterns.size());
  for (auto& p : patterns)
    if (auto c = compile(std::move(p)); usable(*c)) compiled.push_back(std::move(c));
  impl_->sorted = sort(std::move(compiled));
}
pattern_index::pattern_index(std::unique_ptr<impl> made) : impl_(std::move(made)) {}
pattern_index::~pattern_index() = default;
pattern_index::pattern_index(pattern_index&&) noexcept = default;
pattern_index& pattern_index::operator=(pattern_index&&) noexcept = default;

pattern_index pattern_index::changed(std::span<const std::int64_t> gone,
                                     std::vector<learned_pattern> added) const {
  auto next = std::make_unique<impl>(*impl_);
  auto& x = *next;
  std::erase_if(x.recent, [&](const auto& p) {
    return std::find(gone.begin(), gone.end(), p->pattern.id) != gone.end();
  });
  for (const auto id : gone)
    if (const auto at = std::lower_bound(x.gone.begin(), x.gone.end(), id);
        at == x.gone.end() || *at != id)
      x.gone.insert(at, id);
  for (auto& p : added)
    if (auto c = compile(std::move(p)); usable(*c)) x.recent.push_back(std::move(c));
  if (x.recent.size() > impl::most_recent || x.gone.size() > impl::most_recent) {
    auto all = std::move(x.recent);
    for (const auto& e : x.sorted->entries)
      if (!std::binary_search(x.gone.begin(), x.gone.end(), e.pattern->pattern.id))
        all.push_back(e.pattern);
    x.sorted = sort(std::move(all));
    x.recent.clear();
    x.gone.clear();
  }
  return pattern_index(std::move(next));
}

namespace {

struct found {
  const compiled_pattern* entry = nullptr;
  std::size_t end = 0;
};

void try_pattern(const std::vector<token>& t, std::size_t i, const compiled_pattern& p,
                 found& best) {
  if (i + p.term.size() > t.size() || i + p.term.size() <= best.end) return;
  if (i > 0 && p.pattern.kind == "alias") return;
  for (std::size_t k = 0; k < p.term.size(); ++k)
    if (!same_word(t[i + k].text, p.term[k].text)) return;
  best = {&p, i + p.term.size()};
}

void try_chain(const std::vector<token>& t, std::size_t i, const impl& x, std::uint32_t at,
               found& best) {
  for (; at != impl::none; at = x.sorted->entries[at].next) {
    const auto& p = *x.sorted->entries[at].pattern;
    if (!x.gone.empty() && std::binary_search(x.gone.begin(), x.gone.end(), p.pattern.id)) continue;
    try_pattern(t, i, p, best);
  }
}

found find_at(const std::vector<token>& t, std::size_t i, const impl& x) {
  found best;
  const auto& heads = x.sorted->heads;
  const auto exact = [&](std::string_view word) {
    if (const auto it = heads.find(word); it != heads.end()) try_chain(t, i, x, it->second, best);
  };
  for (const auto& p : x.recent) try_pattern(t, i, *p, best);
  exact(t[i].text);
  if (const auto s = singular(t[i].text); s != t[i].text) exact(s);
  if (!best.entry)
    for (const auto id : x.sorted->first_words.find(t[i].text)) try_chain(t, i, x, id, best);
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
    out.push_back({&f.entry->pattern, i, f.end, f.entry});
    i = f.end;
  }
  return out;
}

namespace {

/// The word itself is the matter ("forget bp", "bp means ..."): it must stay what it is.
bool is_spoken_of(const std::vector<token>& t, std::size_t begin, std::size_t end) {
  const auto any = [](std::string_view w, std::initializer_list<std::string_view> of) {
    return std::find(of.begin(), of.end(), w) != of.end();
  };
  if (end < t.size() &&
      (any(t[end].text, {"=", "means", "mean", "meant", "stands", "refers", "counts"}) ||
       (begin == 0 && any(t[end].text, {"is", "are", ":"}))))
    return true;
  return begin > 0 &&
         any(t[begin - 1].text, {"forget", "unlearn", "define", "learn", "say", "type", "write",
                                 "word", "alias", "shortcut", "nickname", "treat", "count"});
}

}  // namespace

bool replace_synonyms(std::vector<token>& tokens, const std::vector<pattern_hit>& hits) {
  constexpr std::size_t max_growth = 256;
  const auto meaning = [&](const pattern_hit& h) -> const token_list* {
    const auto& value = h.entry->value;
    return h.pattern->type == "synonym" && !value.empty() && !is_spoken_of(tokens, h.begin, h.end)
               ? &value
               : nullptr;
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

std::vector<const learned_pattern*> patterns_in(std::string_view text, const pattern_index& index) {
  auto tokens = tokenize(text);
  normalize(tokens);
  std::vector<const learned_pattern*> out;
  for (const auto& h : find_patterns(tokens.edit(), index.get()))
    if (std::find(out.begin(), out.end(), h.pattern) == out.end()) out.push_back(h.pattern);
  return out;
}

}  // namespace nlp
