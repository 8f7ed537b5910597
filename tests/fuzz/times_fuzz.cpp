// libFuzzer: any bytes through the time grammar, looking back and ahead.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "nlp/entities/time_parser.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto tokens = nlp::tokenize({reinterpret_cast<const char*>(data), size});
  nlp::time_options o;
  o.reference = local_seconds(std::chrono::local_days(std::chrono::year(2026) / 3 / 4)) +
                std::chrono::hours(14);
  for (const auto bias : {nlp::time_bias::none, nlp::time_bias::past, nlp::time_bias::future}) {
    o.bias = bias;
    o.lone_numbers = bias == nlp::time_bias::past;
    std::size_t last = 0;
    for (const auto& t : nlp::find_times(tokens, o)) {
      if (t.first < last || t.last <= t.first || t.last > tokens.size()) std::abort();
      last = t.last;
    }
    nlp::find_clock_ranges(tokens, o);
    nlp::find_durations(tokens);
  }
  return 0;
}
