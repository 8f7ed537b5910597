#include "nlp/semantic_fields.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <string>

#include "config/common/embedded_file.hpp"

namespace nlp {

std::span<const embedded_file> language_files();

namespace {

constexpr std::size_t max_word = 24;

constexpr std::uint64_t start = 14695981039346656037U;
std::uint64_t add(std::uint64_t h, std::string_view s) {
  for (const char c : s)
    if (c != '\'' && c != '-') h = (h ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return h;
}
std::uint64_t finished(std::uint64_t h) {
  h ^= h >> 32;
  return h == 0 ? 1 : h;
}
std::uint64_t key_of(std::string_view word) {
  return finished(add(start, word));
}

bool ends(std::string_view w, std::string_view tail) {
  return w.size() > tail.size() + 2 && w.ends_with(tail);
}

bool doubled(std::string_view w) {
  return w.size() > 3 && w.back() == w[w.size() - 2] && w.back() != 's' && w.back() != 'l';
}

}  // namespace

semantic_fields::semantic_fields(std::span<const std::string_view> sources) {
  begins_phrase_.resize(16384);
  std::map<std::uint64_t, std::vector<field_id>> words;
  std::map<std::string, field_id, std::less<>> fields;
  for (auto text : sources)
    while (!text.empty()) {
      const auto nl = text.find('\n');
      auto line = text.substr(0, nl);
      text = nl == std::string_view::npos ? std::string_view() : text.substr(nl + 1);
      const auto is = line.find(" = ");
      if (line.starts_with('#') || is == std::string_view::npos) continue;
      const auto field =
          fields.try_emplace(std::string(line.substr(0, is)), static_cast<field_id>(fields.size()))
              .first->second;
      line = line.substr(is + 3);
      while (!line.empty()) {
        const auto blank = line.find(' ');
        const auto word = line.substr(0, blank);
        if (const auto joint = word.find('_'); joint != std::string_view::npos)
          begins_phrase_[add(start, word.substr(0, joint)) % begins_phrase_.size()] = true;
        auto& in = words[key_of(word)];
        if (std::find(in.begin(), in.end(), field) == in.end()) in.push_back(field);
        line = blank == std::string_view::npos ? std::string_view() : line.substr(blank + 1);
      }
    }
  table_.resize(std::bit_ceil(std::max<std::size_t>(words.size() * 2, 2)));
  for (const auto& [key, in] : words) {
    auto i = key & (table_.size() - 1);
    while (table_[i].key != 0) i = (i + 1) & (table_.size() - 1);
    table_[i] = {key, static_cast<std::uint32_t>(members_.size()),
                 static_cast<std::uint32_t>(in.size())};
    members_.insert(members_.end(), in.begin(), in.end());
  }
}

const semantic_fields& semantic_fields::shared() {
  static const semantic_fields fields = [] {
    std::vector<std::string_view> sources;
    for (const auto& f : language_files())
      if (f.name.ends_with(".fields")) sources.push_back(f.bytes);
    return semantic_fields(sources);
  }();
  return fields;
}

std::span<const field_id> semantic_fields::find(std::uint64_t key) const {
  for (auto i = key & (table_.size() - 1); table_[i].key != 0; i = (i + 1) & (table_.size() - 1))
    if (table_[i].key == key) return {members_.data() + table_[i].at, table_[i].count};
  return {};
}

std::span<const field_id> semantic_fields::of(std::string_view word) const {
  if (word.empty() || word.size() > max_word) return {};
  auto found = find(key_of(word));
  if (!found.empty() || word.size() < 4) return found;
  const auto base = [&](std::size_t cut, std::string_view added = {}) {
    if (found.empty())
      found = find(finished(add(add(start, word.substr(0, word.size() - cut)), added)));
    return !found.empty();
  };
  if (ends(word, "'s")) {
    base(2);
  } else if (ends(word, "ies")) {
    base(1) || base(3, "y");
  } else if (ends(word, "es")) {
    base(1) || base(2);
  } else if (ends(word, "s")) {
    base(1);
  } else if (ends(word, "ied")) {
    base(3, "y");
  } else if (ends(word, "ed")) {
    base(1) || base(2) || (doubled(word.substr(0, word.size() - 2)) && base(3));
  } else if (ends(word, "ing")) {
    base(3) || base(3, "e") || (doubled(word.substr(0, word.size() - 3)) && base(4));
  } else if (ends(word, "in")) {
    base(2) || base(2, "e") || (doubled(word.substr(0, word.size() - 2)) && base(3));
  } else if (ends(word, "ly")) {
    base(2);
  } else if (ends(word, "er")) {
    base(1) || base(2) || (doubled(word.substr(0, word.size() - 2)) && base(3));
  }
  return found;
}

std::span<const field_id> semantic_fields::of(std::string_view first,
                                              std::string_view second) const {
  if (first.empty() || second.empty() || second.size() > max_word || first.size() > max_word)
    return {};
  const auto begun = add(start, first);
  if (!begins_phrase_[begun % begins_phrase_.size()]) return {};
  const auto joined = add(begun, "_");
  auto found = find(finished(add(joined, second)));
  if (found.empty() && second.size() > 3 && second.ends_with('s'))
    found = find(finished(add(joined, second.substr(0, second.size() - 1))));
  return found;
}

}  // namespace nlp
