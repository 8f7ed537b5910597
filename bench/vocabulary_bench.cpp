// One person with 5,000 taught words: how long it takes to find them in a text, to teach one more,
// and what the vocabulary weighs; and what those of 100,000 people weigh while they sleep. Budget:
// median 50 us, 99th percentile 1 ms.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "actors/handlers/vocabulary.hpp"

namespace {

using clock_type = std::chrono::steady_clock;

constexpr int words = 5'000;
const instant now = instant(std::chrono::days(20'500));

storage::knowledge_row word(int i) {
  storage::knowledge_row r;
  r.id = i + 1;
  r.user_id = 1;
  r.pattern_term = "word";
  for (int n = i; n > 0; n /= 26) r.pattern_term += static_cast<char>('a' + n % 26);
  if (i % 3 == 0) r.pattern_term += " bowl";
  r.pattern_type = "entity";
  r.kind = "food";
  r.associated_value = r.pattern_term;
  r.calories = 100 + i % 900;
  r.confidence = 0.9;
  r.created_at = now;
  return r;
}

std::shared_ptr<const handlers::vocabulary> vocabulary_of(int size) {
  std::vector<storage::knowledge_row> rows;
  for (int i = 0; i < size; ++i) rows.push_back(word(i));
  return std::make_shared<const handlers::vocabulary>(std::move(rows), now);
}
std::shared_ptr<const handlers::vocabulary> five_thousand() {
  return vocabulary_of(words);
}
double bytes_held() {
  return static_cast<double>(mallinfo2().uordblks);
}

/// Runs `f` in the loop and reports the median and the 99th percentile.
template <class F>
void timed(benchmark::State& state, F f) {
  std::vector<double> micros;
  for (auto _ : state) {
    const auto start = clock_type::now();
    f();
    micros.push_back(std::chrono::duration<double, std::micro>(clock_type::now() - start).count());
  }
  std::sort(micros.begin(), micros.end());
  state.counters["median_us"] = micros[micros.size() / 2];
  state.counters["p99_us"] = micros[micros.size() * 99 / 100];
}

void match(benchmark::State& state) {
  const auto known = five_thousand();
  const std::vector<std::string> texts = {
      "had a wordgh bowl and 2 wordzz for lunch", "so i ate wordk and then went for a run",
      "remind me to call mom at 3pm", "drank 500 ml and had my wordab bowl at 8"};
  std::size_t i = 0;
  timed(state, [&] { benchmark::DoNotOptimize(known->used_in(texts[i++ % texts.size()])); });
}
BENCHMARK(match)->Iterations(20'000);

void teach(benchmark::State& state) {
  auto known = five_thousand();
  int i = words;
  timed(state, [&] { known = known->with({storage::inserted(word(i++))}, now); });
}
BENCHMARK(teach)->Iterations(4'000);

void use(benchmark::State& state) {
  auto known = five_thousand();
  int i = 0;
  timed(state, [&] {
    auto before = word(i++ % words), after = before;
    ++after.usage_count;
    known = known->with({storage::updated(before, after)}, now);
  });
}
BENCHMARK(use)->Iterations(4'000);

void wake_up(benchmark::State& state) {
  const auto before = bytes_held();
  const auto held = five_thousand();
  state.counters["bytes_per_word"] = (bytes_held() - before) / words;
  for (auto _ : state) benchmark::DoNotOptimize(five_thousand());
}
BENCHMARK(wake_up)->Iterations(50)->Unit(benchmark::kMillisecond);

/// A hundred thousand people with twenty words each, of whom a thousand are awake at a time:
/// asleep, a person's words are rows and nothing in memory.
void a_hundred_thousand_people(benchmark::State& state) {
  constexpr std::size_t people = 100'000, awake_at_once = 1'000;
  constexpr int words_each = 20;
  for (auto _ : state) {
    const auto before = bytes_held();
    std::vector<std::shared_ptr<const handlers::vocabulary>> awake(awake_at_once);
    for (std::size_t i = 0; i < people; ++i) awake[i % awake_at_once] = vocabulary_of(words_each);
    state.counters["bytes_awake_each"] = (bytes_held() - before) / awake_at_once;
    awake = {};
    state.counters["bytes_asleep_all"] = bytes_held() - before;
  }
}
BENCHMARK(a_hundred_thousand_people)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
