// How long one text takes to understand with 5,000 learned patterns: median and 99th percentile.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "nlp/pipeline.hpp"

namespace {

constexpr const char* texts[] = {
    "2 eggs and a bottle of water",
    "ate a quesadilla and drank 2 bottles of water",
    "remind me to call mom at 3pm",
    "bench 135x5, 155x3",
    "how much did I sleep this week?",
    "so i had like two slices of pizza and then went for a run for thirty minutes and drank some "
    "water",
    "didn't drink any water today oops",
    "slept 11pm-7am",
    "what do i have tomorrow",
    "had my usual smoothie",
    "my locker combo is 14-32-8",
    "connect my fitbit",
    "thanks!!",
    "actually make that 3",
    "cs 162 hw3 due thurs 5pm",
    "recuérdame mañana a las 9 pagar la renta",
};

const nlp::pattern_index& five_thousand() {
  static const nlp::pattern_index index = [] {
    std::vector<nlp::learned_pattern> p;
    for (int i = 0; i < 5000; ++i) {
      std::string term = "word";
      for (int n = i; n > 0; n /= 26) term += static_cast<char>('a' + n % 26);
      p.push_back({term, "entity", "food", term, 100, 5, {}, {}, {}, 1});
    }
    return nlp::pattern_index(std::move(p));
  }();
  return index;
}

void understand_one(benchmark::State& state) {
  nlp::warm_up();
  nlp::context ctx;
  ctx.now = local_seconds(std::chrono::local_days(std::chrono::year(2026) / 3 / 4)) +
            std::chrono::hours(14);
  ctx.units = nlp::unit_system::imperial;
  ctx.patterns = &five_thousand();
  std::vector<double> micros;
  std::size_t i = 0;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    benchmark::DoNotOptimize(nlp::understand(texts[i++ % std::size(texts)], ctx));
    micros.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start)
            .count());
  }
  std::sort(micros.begin(), micros.end());
  state.counters["median_us"] = micros[micros.size() / 2];
  state.counters["p99_us"] = micros[micros.size() * 99 / 100];
}
BENCHMARK(understand_one)->Iterations(20'000)->Unit(benchmark::kMicrosecond);

}  // namespace

int main(int argc, char** argv) {
  const auto start = std::chrono::steady_clock::now();
  nlp::warm_up();
  const auto ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  std::printf("start-up %.0f ms\n", ms);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
