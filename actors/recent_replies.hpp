#pragma once
// The last answers of one user's actor, so that a text that comes twice is answered from memory.
// Only a shortcut: what has dropped out is caught by the unique key in storage.
// Thread: its actor's. Holds: at most 16 answers and about half a KiB.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace actors {

class recent_replies {
 public:
  static constexpr std::size_t most_replies = 16;
  static constexpr std::size_t most_bytes = 512;

  /// Null when the key is not remembered.
  const std::vector<std::string>* find(std::string_view key) const {
    auto it = std::ranges::find(kept_, key, &answer::key);
    return it == kept_.end() ? nullptr : &it->texts;
  }

  void remember(std::string key, std::vector<std::string> texts) {
    kept_.push_back({std::move(key), std::move(texts)});
    bytes_ += kept_.back().bytes();
    while (kept_.size() > most_replies || bytes_ > most_bytes) {
      bytes_ -= kept_.front().bytes();
      kept_.erase(kept_.begin());
    }
  }

  std::size_t size() const { return kept_.size(); }

 private:
  struct answer {
    std::string key;
    std::vector<std::string> texts;
    std::size_t bytes() const {
      std::size_t n = sizeof(answer) + key.size();
      for (auto& t : texts) n += sizeof t + t.size();
      return n;
    }
  };

  std::vector<answer> kept_;  ///< oldest first; few, so a flat list
  std::size_t bytes_ = 0;
};

}  // namespace actors
