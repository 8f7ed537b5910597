#include "net/simulator/time_travel.hpp"

#include <fstream>

namespace net::simulator {
namespace {

using namespace std::chrono_literals;

/// One stop may hold many reminders, each of them a commit.
constexpr std::chrono::seconds settle_limit{120};
constexpr std::chrono::seconds scan_limit{10};

void keep(const time_travel& t) {
  if (!t.kept_in.empty()) std::ofstream(t.kept_in) << t.clock.ahead().count() << '\n';
}

awaitable<result<void>> move_to(const time_travel& t, instant stop) {
  if (auto now = t.clock.now(); stop > now) t.clock.advance(stop - now);
  keep(t);
  auto settled = co_await t.bridge.ask(t.root, protocol::clock_advanced{}, settle_limit);
  if (!settled) co_return settled.error();
  co_return result<void>();
}

}  // namespace

awaitable<result<void>> advance(const time_travel& t, std::chrono::microseconds by) {
  auto target = t.clock.now() + by;
  for (instant last_stop = instant::min();;) {
    auto next = co_await t.bridge.ask(t.upcoming, protocol::due_scan{target, 1}, scan_limit);
    if (!next) co_return next.error();
    // What is still due after its own stop cannot be handled now; waiting for it would be for ever.
    if (next->items.empty() || next->items[0].due_at <= last_stop) break;
    last_stop = next->items[0].due_at;
    if (auto moved = co_await move_to(t, last_stop); !moved) co_return moved;
  }
  co_return co_await move_to(t, target);
}

void restore_clock(manual_wall_clock& clock, const std::filesystem::path& kept_in) {
  std::int64_t micros = 0;
  std::ifstream file(kept_in);
  if (file >> micros && micros > 0) clock.advance(std::chrono::microseconds(micros));
}

}  // namespace net::simulator
