#pragma once
// Routes, coroutines and actors on one thread: nothing moves until `drive`, which alternates CAF's
// testing scheduler and the io_context.

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <caf/all.hpp>
#include <caf/scheduler/test_coordinator.hpp>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "config/common/clock.hpp"
#include "config/logging.hpp"
#include "config/metrics.hpp"
#include "net/bridge/ask.hpp"
#include "net/http/server.hpp"
#include "net/turns.hpp"

namespace test {

namespace asio = boost::asio;
using namespace std::chrono_literals;

inline constexpr instant monday_morning =
    std::chrono::sys_days(std::chrono::year(2026) / 3 / 2) + std::chrono::hours(9);

struct testing_config : caf::actor_system_config {
  testing_config() { set("scheduler.policy", caf::atom("testing")); }
};

class net_test : public ::testing::Test {
 protected:
  net_test() : system_(config_), bridge_(system_, {&io_}) {
    logging::set_level(logging::level::off);
  }
  void TearDown() override {
    bridge_.close();
    for (auto& actor : kept_) caf::anon_send_exit(actor, caf::exit_reason::kill);
    kept_.clear();
    drive([] { return false; }, 5ms);
  }

  /// Until `done`, or `at_most` of real time has passed (network timers are real).
  bool drive(const std::function<bool()>& done, std::chrono::milliseconds at_most = 5s) {
    auto end = std::chrono::steady_clock::now() + at_most;
    while (!done()) {
      if (std::chrono::steady_clock::now() > end) return false;
      scheduler().run();
      io_.restart();
      if (io_.poll() == 0) std::this_thread::sleep_for(200us);
    }
    return true;
  }

  /// The value of a coroutine.
  template <class T>
  T await(net::awaitable<T> what) {
    std::optional<T> value;
    asio::co_spawn(io_.get_executor(), std::move(what), [&](std::exception_ptr e, T v) {
      if (e) std::rethrow_exception(e);
      value = std::move(v);
    });
    if (!drive([&] { return value.has_value(); })) throw std::runtime_error("no answer");
    return std::move(*value);
  }

  template <class Handle>
  Handle keep(Handle actor) {
    kept_.push_back(caf::actor_cast<caf::strong_actor_ptr>(actor));
    return actor;
  }

  /// A directory whose answers the test decides.
  net::turn_actor directory(
      std::function<caf::result<protocol::turn_reply>(protocol::inbound_text&)> f) {
    return keep(system_.spawn([f](net::turn_actor::pointer) -> net::turn_actor::behavior_type {
      return {[f](protocol::inbound_text& t) { return f(t); }};
    }));
  }

  net::turn_door door(net::turn_actor to) {
    return {.bridge = bridge_,
            .directory = std::move(to),
            .clock = clock_,
            .counted = counted_,
            .answer_limit = 200ms,
            .failure_text = [](errc e, std::string_view) {
              return "failed: " + std::string(to_string(e));
            }};
  }

  /// Runs a route's handler as the session would.
  net::http::response call(const net::http::router& routes, net::http::method verb,
                           std::string target, std::string body = {},
                           std::vector<net::http::header> headers = {}, bool loopback = true) {
    net::http::request r;
    r.verb = verb;
    r.target = target;
    r.path = r.target.substr(0, r.target.find('?'));
    if (auto mark = r.target.find('?'); mark != std::string_view::npos)
      r.query = r.target.substr(mark + 1);
    r.body = body;
    r.headers = headers;
    r.id = "request-1";
    r.from_loopback = loopback;
    auto match = routes.find(verb, r.path);
    if (!match.found) throw std::runtime_error("no such route");
    return await(match.found->handle(r));
  }

  caf::scheduler::test_coordinator& scheduler() {
    return dynamic_cast<caf::scheduler::test_coordinator&>(system_.scheduler());
  }

  manual_wall_clock clock_{monday_morning};
  metrics::registry counted_;
  asio::io_context io_{1};
  testing_config config_;
  caf::actor_system system_;
  net::bridge::actor_bridge bridge_;

 private:
  std::vector<caf::strong_actor_ptr> kept_;
};

}  // namespace test
