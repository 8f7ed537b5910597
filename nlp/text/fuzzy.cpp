#include "nlp/text/fuzzy.hpp"

#include <algorithm>
#include <array>

namespace nlp {
namespace {

constexpr std::uint32_t seed = 2166136261U;
constexpr std::uint32_t prime = 16777619U;

std::uint32_t finish(std::uint32_t h) {
  h ^= h >> 16;
  h *= 0x7feb352dU;
  h ^= h >> 15;
  h *= 0x846ca68bU;
  return h ^ (h >> 16);
}

std::uint32_t hash_without(std::string_view word, std::size_t skip) {
  std::uint32_t h = seed;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i != skip) h = (h ^ static_cast<unsigned char>(word[i])) * prime;
  }
  return finish(h);
}

}  // namespace

bool within_one_edit(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() != b.size()) return a.substr(i) == b.substr(i + 1);
  if (i == a.size()) return true;
  if (a.substr(i + 1) == b.substr(i + 1)) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] &&
         a.substr(i + 2) == b.substr(i + 2);
}

int edit_distance(std::string_view a, std::string_view b, int limit) {
  if (a == b) return 0;
  if (limit <= 0) return limit + 1;
  if (limit == 1) return within_one_edit(a, b) ? 1 : 2;
  const auto longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
  if (longer - shorter > static_cast<std::size_t>(limit)) return limit + 1;
  // Rows of the usual table, but long words are cut: beyond this they are not worth repairing.
  constexpr std::size_t width = 64;
  if (longer >= width) return limit + 1;
  std::array<std::array<int, width + 1>, 3> rows{};
  auto *before = &rows[0], *above = &rows[1], *row = &rows[2];
  for (std::size_t j = 0; j <= b.size(); ++j) (*above)[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    (*row)[0] = static_cast<int>(i);
    int least = (*row)[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int cost = (*above)[j - 1] + (a[i - 1] != b[j - 1]);
      cost = std::min({cost, (*above)[j] + 1, (*row)[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost = std::min(cost, (*before)[j - 2] + 1);
      }
      (*row)[j] = cost;
      least = std::min(least, cost);
    }
    if (least > limit) return limit + 1;
    std::swap(before, above);
    std::swap(above, row);
  }
  return std::min((*above)[b.size()], limit + 1);
}

void fuzzy_index::add(std::string_view word, std::uint32_t id) {
  if (word.size() < min_word || word.size() > max_word) return;
  words_.push_back({word, id});
}

void fuzzy_index::build() {
  entries_.clear();
  std::size_t count = 0;
  for (const auto& w : words_) count += w.text.size() + 1;
  entries_.reserve(count);
  for (std::uint32_t n = 0; n < words_.size(); ++n) {
    const auto text = words_[n].text;
    entries_.push_back({hash_without(text, text.size()), n});
    for (std::size_t i = 0; i < text.size(); ++i) {
      // Leaving out either of two equal neighbours gives the same word.
      if (i == 0 || text[i] != text[i - 1]) entries_.push_back({hash_without(text, i), n});
    }
  }
  std::sort(entries_.begin(), entries_.end(), [](const entry& x, const entry& y) {
    return x.hash != y.hash ? x.hash < y.hash : x.word < y.word;
  });
  unsigned bits = 1;
  while (bits < 20 && (std::size_t{1} << bits) < entries_.size() / 2) ++bits;
  shift_ = 32 - bits;
  buckets_.assign((std::size_t{1} << bits) + 1, 0);
  for (const auto& e : entries_) ++buckets_[(e.hash >> shift_) + 1];
  for (std::size_t i = 1; i < buckets_.size(); ++i) buckets_[i] += buckets_[i - 1];
  present_shift_ = shift_ > 4 ? shift_ - 4 : 0;
  present_.assign(std::size_t{1} << (32 - present_shift_), false);
  for (const auto& e : entries_) present_[e.hash >> present_shift_] = true;
}

fuzzy_index::hits fuzzy_index::find(std::string_view word) const {
  hits out;
  if (entries_.empty() || word.size() + 1 < min_word || word.size() > max_word) return out;
  std::array<std::uint32_t, max_hits> found{};
  std::size_t n = 0;
  auto probe = [&](std::uint32_t hash) {
    if (!present_[hash >> present_shift_]) return;
    for (auto i = buckets_[hash >> shift_]; i < buckets_[(hash >> shift_) + 1]; ++i) {
      if (entries_[i].hash != hash || n == max_hits) continue;
      const auto w = entries_[i].word;
      if (std::find(found.begin(), found.begin() + n, w) != found.begin() + n) continue;
      if (within_one_edit(words_[w].text, word)) found[n++] = w;
    }
  };
  probe(hash_without(word, word.size()));
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i == 0 || word[i] != word[i - 1]) probe(hash_without(word, i));
  }
  std::sort(found.begin(), found.begin() + n, [&](std::uint32_t x, std::uint32_t y) {
    const bool fx = words_[x].text[0] == word[0], fy = words_[y].text[0] == word[0];
    return fx != fy ? fx : x < y;
  });
  for (std::size_t i = 0; i < n; ++i) out.ids[out.size++] = words_[found[i]].id;
  return out;
}

std::size_t fuzzy_index::memory() const {
  return words_.capacity() * sizeof(item) + entries_.capacity() * sizeof(entry) +
         buckets_.capacity() * sizeof(std::uint32_t) + present_.capacity() / 8;
}

}  // namespace nlp
