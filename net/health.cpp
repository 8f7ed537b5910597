#include "net/health.hpp"

#include <boost/json.hpp>
#include <memory>
#include <mutex>
#include <optional>

#include "config/common/crypto.hpp"
#include "net/http/middleware.hpp"

namespace net {
namespace {

namespace json = boost::json;
using http::request;
using http::response;

constexpr auto ask_limit = std::chrono::seconds(2);
/// Probes that come faster get the last answer: asking costs a round trip to the database.
constexpr auto answer_age = std::chrono::milliseconds(500);

class health {
 public:
  explicit health(health_deps deps) : deps_(std::move(deps)) {}

  awaitable<response> live(const request&) const {
    co_return http::json(200, R"({"status":"live"})");
  }

  awaitable<response> ready(const request&) {
    auto report = co_await look();
    // The sweep only fetches what was missed: while the carrier cannot be reached for that, texts
    // that come are still taken and answered.
    std::erase_if(report.components, [](const auto& c) { return c.name == "carrier-sweep"; });
    bool ok = is_ok(report);
    co_return http::json(ok ? 200 : 503,
                         ok ? R"({"status":"ready"})" : R"({"status":"not-ready"})");
  }

  awaitable<response> summary(const request&) {
    auto report = co_await look();
    bool ok = is_ok(report);
    co_return http::json(ok ? 200 : 503, ok ? R"({"status":"ok"})" : R"({"status":"degraded"})");
  }

  awaitable<response> detailed(const request& r) {
    if (auto refused = authorise(r)) co_return std::move(*refused);
    auto report = co_await look();
    bool ok = is_ok(report);
    json::array components;
    for (const auto& c : report.components)
      components.push_back({{"name", c.name}, {"ok", c.ok}, {"detail", c.detail}});
    json::object out;
    out["status"] = ok ? "ok" : "degraded";
    out["serving"] = deps_.serving.load();
    out["version"] = deps_.version;
    out["components"] = std::move(components);
    co_return http::json(ok ? 200 : 503, json::serialize(out));
  }

  awaitable<response> metrics_page(const request& r) const {
    if (auto refused = authorise(r)) co_return std::move(*refused);
    response out{.status = 200,
                 .content_type = "text/plain; version=0.0.4; charset=utf-8",
                 .body = deps_.counted.render()};
    co_return out;
  }

 private:
  bool is_ok(const protocol::health_report& report) const {
    if (!deps_.serving.load() || report.components.empty()) return false;
    for (const auto& c : report.components)
      if (!c.ok) return false;
    return true;
  }

  awaitable<protocol::health_report> look() {
    {
      std::lock_guard lock(mutex_);
      if (std::chrono::steady_clock::now() - looked_at_ < answer_age) co_return last_;
    }
    auto report = co_await deps_.bridge.ask(deps_.root, protocol::health_query{}, ask_limit);
    protocol::health_report seen;
    if (report)
      seen = std::move(*report);
    else
      seen.components.push_back({"server", false, std::string(to_string(report.error().code))});
    std::lock_guard lock(mutex_);
    looked_at_ = std::chrono::steady_clock::now();
    last_ = seen;
    co_return seen;
  }

  std::optional<response> authorise(const request& r) const {
    if (deps_.token.empty()) {
      if (r.from_loopback) return std::nullopt;
      return http::problem(403, r.id,
                           "From this machine only; set security.health_token for more.");
    }
    constexpr std::string_view scheme = "Bearer ";
    auto given = r.find("authorization");
    if (given.starts_with(scheme) &&
        crypto::equal_in_constant_time(given.substr(scheme.size()), deps_.token.reveal()))
      return std::nullopt;
    auto refused = http::problem(401, r.id, "The health token is needed.");
    refused.headers.emplace_back("WWW-Authenticate", "Bearer");
    return refused;
  }

  health_deps deps_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point looked_at_{};
  protocol::health_report last_;
};

}  // namespace

void mount_health(http::router& routes, health_deps deps) {
  auto h = std::make_shared<health>(std::move(deps));
  http::route_options quiet{.quiet = true};
  auto get = [&](const char* path, http::handler handle) {
    routes.add(http::method::get, path, std::move(handle), quiet);
  };
  get("/health", [h](const request& r) { return h->summary(r); });
  get("/health/live", [h](const request& r) { return h->live(r); });
  get("/health/ready", [h](const request& r) { return h->ready(r); });
  get("/health/detailed", [h](const request& r) { return h->detailed(r); });
  get("/metrics", [h](const request& r) { return h->metrics_page(r); });
}

}  // namespace net
