// What it costs a coroutine to ask an actor: the bridge's reply port, against an actor spawned for
// each ask and against one long-lived actor that passes asks on. `cpu_us` is the whole process's
// CPU time for one ask, both threads' share included.

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <functional>

#include "actors/protocol/actors.hpp"
#include "net/bridge/ask.hpp"

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using receipt = result<protocol::carrier_receipt>;
using answered = std::function<void(receipt)>;

constexpr auto use = asio::use_awaitable_t<net::executor>{};
constexpr auto limit = 10s;

struct passed_on {
  protocol::outgoing_text text;
  std::shared_ptr<answered> then;
};

}  // namespace

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(passed_on)

namespace {

protocol::sms_sender_actor::behavior_type echo(protocol::sms_sender_actor::pointer) {
  return {[](protocol::outgoing_text& t) { return protocol::carrier_receipt{std::move(t.body)}; }};
}

/// One I/O thread (the bench's), one worker thread, one actor that answers.
struct world {
  asio::io_context io{1};
  caf::actor_system_config config;
  std::unique_ptr<caf::actor_system> system;
  protocol::sms_sender_actor dest;

  world() {
    config.set("scheduler.max-threads", 1);
    system = std::make_unique<caf::actor_system>(config);
    dest = system->spawn(echo);
  }
  void finish(std::shared_ptr<answered> then, receipt r) {
    asio::post(io, [then = std::move(then), r = std::move(r)]() mutable { (*then)(std::move(r)); });
  }
};

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  auto seconds = [](const timeval& t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// `asks` at a time, each coroutine asking again when it was answered.
template <class Ask>
void run(benchmark::State& state, world& w, Ask ask) {
  auto asks = static_cast<int>(state.range(0));
  std::int64_t done = 0;
  double cpu = cpu_seconds();
  for (auto _ : state) {
    int left = 20'000, running = asks;
    for (int i = 0; i < asks; ++i)
      asio::co_spawn(
          w.io.get_executor(),
          [&]() -> net::awaitable<void> {
            while (left-- > 0) {
              protocol::outgoing_text text{1, "+15550001", "hello"};
              auto r = co_await ask(std::move(text));
              if (!r) state.SkipWithError("an ask failed");
              ++done;
            }
            if (--running == 0) w.io.stop();
          },
          asio::detached);
    auto busy = asio::make_work_guard(w.io);
    w.io.restart();
    w.io.run();
  }
  state.SetItemsProcessed(done);
  state.counters["cpu_us"] = (cpu_seconds() - cpu) / double(done) * 1e6;
}

void reply_port(benchmark::State& state) {
  world w;
  net::bridge::actor_bridge bridge(*w.system, {&w.io});
  run(state, w, [&](protocol::outgoing_text t) { return bridge.ask(w.dest, std::move(t), limit); });
}

void actor_for_each_ask(benchmark::State& state) {
  world w;
  run(state, w, [&](protocol::outgoing_text t) {
    return asio::async_initiate<decltype(use), void(receipt)>(
        [&w](auto h, protocol::outgoing_text text) {
          auto keep = std::make_shared<decltype(h)>(std::move(h));
          auto then = std::make_shared<answered>([keep](receipt r) { (*keep)(std::move(r)); });
          w.system->spawn<caf::hidden>([&w, then, text](caf::event_based_actor* self) {
            self->request(w.dest, limit, text)
                .then([&w, then](protocol::carrier_receipt& r) { w.finish(then, std::move(r)); },
                      [&w, then](const caf::error&) { w.finish(then, error{}); });
          });
        },
        use, std::move(t));
  });
}

void one_actor_for_all(benchmark::State& state) {
  world w;
  auto between = w.system->spawn([&w](caf::event_based_actor* self) -> caf::behavior {
    return {[&w, self](passed_on& p) {
      auto then = p.then;
      self->request(w.dest, limit, std::move(p.text))
          .then([&w, then](protocol::carrier_receipt& r) { w.finish(then, std::move(r)); },
                [&w, then](const caf::error&) { w.finish(then, error{}); });
    }};
  });
  run(state, w, [&](protocol::outgoing_text t) {
    return asio::async_initiate<decltype(use), void(receipt)>(
        [&](auto h, protocol::outgoing_text text) {
          auto keep = std::make_shared<decltype(h)>(std::move(h));
          auto then = std::make_shared<answered>([keep](receipt r) { (*keep)(std::move(r)); });
          caf::anon_send(between, passed_on{std::move(text), then});
        },
        use, std::move(t));
  });
  caf::anon_send_exit(between, caf::exit_reason::kill);
}

BENCHMARK(reply_port)->Arg(1)->Arg(64)->UseRealTime();
BENCHMARK(one_actor_for_all)->Arg(1)->Arg(64)->UseRealTime();
BENCHMARK(actor_for_each_ask)->Arg(1)->Arg(64)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
