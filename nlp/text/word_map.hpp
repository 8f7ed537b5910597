#pragma once
// Words with a number each, looked up for every word of a text: flat, so that a look-up touches one
// place. Callers: the phrase book, the normalizer. Thread: immutable once filled.

#include <cstdint>
#include <string_view>
#include <vector>

namespace nlp {

class word_map {
 public:
  static constexpr std::uint32_t none = 0xffffffffU;

  /// `word` must outlive the map. Of equal words the first one's number stays.
  void add(std::string_view word, std::uint32_t number) {
    if ((size_ + 1) * 2 > places_.size()) grow();
    auto& p = places_[place_of(word, hash_of(word))];
    if (p.text != nullptr) return;
    p = {word.data(), static_cast<std::uint32_t>(word.size()), hash_of(word), number};
    ++size_;
  }
  /// Its number, or `none`.
  std::uint32_t find(std::string_view word) const {
    if (places_.empty()) return none;
    const auto& p = places_[place_of(word, hash_of(word))];
    return p.text != nullptr ? p.number : none;
  }
  bool has(std::string_view word) const { return find(word) != none; }

 private:
  struct place {
    const char* text = nullptr;  ///< null: free
    std::uint32_t size = 0, hash = 0, number = 0;
  };

  static std::uint32_t hash_of(std::string_view word) {
    std::uint32_t h = 2166136261U;
    for (const char c : word) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
    return h ^ (h >> 15);
  }
  std::size_t place_of(std::string_view word, std::uint32_t hash) const {
    auto i = hash & (places_.size() - 1);
    for (; places_[i].text != nullptr; i = (i + 1) & (places_.size() - 1))
      if (places_[i].hash == hash && std::string_view(places_[i].text, places_[i].size) == word)
        break;
    return i;
  }
  void grow() {
    std::vector<place> old(places_.empty() ? 64 : places_.size() * 2);
    old.swap(places_);
    for (const auto& p : old)
      if (p.text != nullptr) places_[place_of({p.text, p.size}, p.hash)] = p;
  }

  std::vector<place> places_;  ///< open addressing, a power of two
  std::size_t size_ = 0;
};

}  // namespace nlp
