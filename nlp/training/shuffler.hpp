#pragma once
// Marsaglia's xorshift: the same order of samples and the same chances everywhere.

#include <cstdint>

namespace nlp {

struct shuffler {
  std::uint64_t state = 88172645463325252U;
  std::uint64_t operator()() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
  }
  /// In [0, 1).
  float chance() { return static_cast<float>((*this)() >> 40) * 0x1p-24F; }
};

}  // namespace nlp
