#pragma once
// Stands in for a provider's HTTP interface, on a thread of its own because a carrier's line
// blocks: keeps what it was asked, and answers what it was told to.

#include <boost/asio/executor_work_guard.hpp>
#include <mutex>

#include "net/client/url.hpp"
#include "tests/unit/net/net_test.hpp"

namespace test {

class fake_provider {
 public:
  /// Every path is answered for GET and POST alike; what is posted to "/slow" + path for two
  /// seconds not at all.
  explicit fake_provider(const std::vector<std::string>& paths) {
    using net::http::method;
    net::http::router routes;
    auto reply = [this](const net::http::request& r) -> net::awaitable<net::http::response> {
      std::lock_guard lock(mutex_);
      requests_.push_back(std::string(to_string(r.verb)) + " " + std::string(r.target));
      authorization_ = r.find("authorization");
      content_type_ = r.media_type();
      body_ = r.body;
      query_ = r.query;
      co_return answer_;
    };
    auto slow = [this](const net::http::request&) -> net::awaitable<net::http::response> {
      boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                        boost::asio::wait_traits<std::chrono::steady_clock>,
                                        net::executor>
          t(io_.get_executor(), 2s);
      co_await t.async_wait(boost::asio::use_awaitable_t<net::executor>{});
      co_return net::http::response{};
    };
    for (const auto& path : paths) {
      for (auto verb : {method::get, method::post}) routes.add(verb, path, reply);
      routes.add(method::post, "/slow" + path, slow);
    }
    server_ = std::move(
        net::http::server::listen({}, std::move(routes), {&io_}, clock_, counted_).value());
    server_->start();
    thread_ = std::thread([this] { io_.run(); });
  }
  ~fake_provider() {
    io_.stop();
    thread_.join();
  }
  fake_provider(const fake_provider&) = delete;
  fake_provider& operator=(const fake_provider&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  void answers(unsigned status, std::string body = "{}",
               std::vector<std::pair<std::string_view, std::string>> headers = {}) {
    std::lock_guard lock(mutex_);
    answer_ = net::http::json(status, std::move(body));
    answer_.headers = std::move(headers);
  }
  /// The fields of the last request: those of its body, or of its query when it had none.
  net::client::form form() const {
    return net::client::parse_form(body_.empty() ? query_ : body_).value();
  }

  std::mutex mutex_;
  std::vector<std::string> requests_;                        ///< "POST /messages"
  std::string authorization_, content_type_, body_, query_;  ///< of the last one

 private:
  system_wall_clock clock_;
  metrics::registry counted_;
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<net::executor> busy_{io_.get_executor()};
  net::http::response answer_;
  std::unique_ptr<net::http::server> server_;
  std::thread thread_;
};

}  // namespace test
