#include "net/health.hpp"

#include <boost/json.hpp>

#include "tests/unit/net/net_test.hpp"

namespace {

using namespace std::chrono_literals;
using net::http::method;

class Health : public test::net_test {
 protected:
  net::http::router routes_;
  std::atomic<bool> serving_{true};
  bool database_ok_ = true;
  int asked_ = 0;

  void mount(std::string token = {}) {
    auto root =
        keep(system_.spawn([this](net::health_actor::pointer) -> net::health_actor::behavior_type {
          return {[this](protocol::health_query&) {
            ++asked_;
            return protocol::health_report{{{"database", database_ok_, "42 ms"}}};
          }};
        }));
    net::mount_health(routes_, {.bridge = bridge_,
                                .root = root,
                                .counted = counted_,
                                .token = secret<std::string>(std::move(token)),
                                .version = "1",
                                .serving = serving_});
  }
  unsigned status(std::string path, std::vector<net::http::header> headers = {},
                  bool loopback = true) {
    return call(routes_, method::get, std::move(path), {}, std::move(headers), loopback).status;
  }
};

TEST_F(Health, ReadyFollowsTheDatabaseAndLiveDoesNot) {
  database_ok_ = false;
  mount();
  EXPECT_EQ(status("/health/live"), 200u);
  EXPECT_EQ(status("/health/ready"), 503u);
  EXPECT_EQ(status("/health"), 503u);
}

TEST_F(Health, ProbesInQuickSuccessionAskOnce) {
  mount();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(status("/health/ready"), 200u);
  EXPECT_EQ(asked_, 1);
}

TEST_F(Health, NotReadyWhileStartingOrStopping) {
  mount();
  serving_ = false;
  EXPECT_EQ(status("/health/ready"), 503u);
  EXPECT_EQ(status("/health/live"), 200u);
}

TEST_F(Health, DetailsAreForThisMachineOrWhoHasTheToken) {
  mount();
  EXPECT_EQ(status("/health/detailed", {}, true), 200u);
  EXPECT_EQ(status("/health/detailed", {}, false), 403u);
  EXPECT_EQ(status("/metrics", {}, false), 403u);
}

TEST_F(Health, WithATokenEvenThisMachineNeedsIt) {
  mount("t0ken");
  EXPECT_EQ(status("/health/detailed"), 401u);
  EXPECT_EQ(status("/health/detailed", {{"Authorization", "Bearer wrong"}}), 401u);
  EXPECT_EQ(status("/health/detailed", {{"Authorization", "Bearer t0ken"}}, false), 200u);
  auto r = call(routes_, method::get, "/health/detailed", {}, {{"Authorization", "Bearer t0ken"}});
  EXPECT_EQ(boost::json::parse(r.body).at("components").at(0).at("name"), "database");
}

TEST_F(Health, MetricsArePrometheusText) {
  mount();
  counted_.turns.of("twilio", "stored").add(3);
  counted_.turn_seconds.observe(5ms);
  auto r = call(routes_, method::get, "/metrics");
  EXPECT_EQ(r.status, 200u);
  EXPECT_NE(r.body.find("sms_turns_total{channel=\"twilio\",outcome=\"stored\"} 3"),
            std::string::npos)
      << r.body;
  EXPECT_NE(r.body.find("sms_turn_duration_seconds_count 1"), std::string::npos);
  EXPECT_NE(r.body.find("process_resident_memory_bytes"), std::string::npos);
}

}  // namespace
