// libFuzzer: any bytes through the whole of understanding, with and without history and patterns.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "nlp/pipeline.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const nlp::pattern_index patterns({
      {"dhamaka", "intent", "", "gym_log", {}, {}, {}, {}, {}, 1},
      {"rdl", "synonym", "", "romanian deadlift", {}, {}, {}, {}, {}, 1},
      {"hydro", "entity", "container", "hydro flask", {}, {}, {}, {}, 946, 1},
  });
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  nlp::context ctx;
  ctx.now = local_seconds(std::chrono::local_days(std::chrono::year(2026) / 3 / 4)) +
            std::chrono::hours(14);
  ctx.patterns = &patterns;
  if (nlp::understand(text, ctx).acts.empty()) std::abort();
  const nlp::turn history[] = {{nlp::turn::role::user, std::string(text.substr(0, size / 2))},
                               {nlp::turn::role::assistant, "How much?"}};
  ctx.history = history;
  if (nlp::understand(text.substr(size / 2), ctx).acts.empty()) std::abort();
  return 0;
}
