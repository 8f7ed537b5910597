#pragma once
// The listening socket and all connections.
// Callers: net/app. Thread: `start` and `drain` from any; each connection lives on one of the I/O
// contexts given, each of which must be run by exactly one thread.
// Holds: after `drain` has called back, no connection is open.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "config/common/clock.hpp"
#include "config/common/result.hpp"
#include "config/metrics.hpp"
#include "net/http/router.hpp"

namespace net::http {

struct server_options {
  std::string host = "127.0.0.1";  ///< an address to listen on; "localhost" is 127.0.0.1
  std::uint16_t port = 0;          ///< 0: any free one, see `server::port`
  std::size_t max_connections = 4096;
  std::size_t max_turns_in_flight = 1024;
  std::size_t header_bytes = 16 * 1024;
  std::size_t header_count = 100;
  /// A connection with no request on it.
  std::chrono::milliseconds idle_limit = std::chrono::seconds(75);
  /// From a request's first byte to its last header's, however slowly they drip.
  std::chrono::milliseconds header_limit = std::chrono::seconds(10);
  /// From there to the body's last byte.
  std::chrono::milliseconds body_limit = std::chrono::seconds(15);
  /// For the peer to take a response.
  std::chrono::milliseconds write_limit = std::chrono::seconds(15);
  bool public_https = false;  ///< the public URL is https: send Strict-Transport-Security
};

class server {
 public:
  /// Binds and listens, so that a taken port is a fault at start-up; accepts nothing yet.
  /// `clock` and `counted` must outlive the I/O contexts: a connection may end with them.
  static result<std::unique_ptr<server>> listen(server_options options, router routes,
                                                std::vector<boost::asio::io_context*> io,
                                                const wall_clock& clock,
                                                metrics::registry& counted);
  ~server();

  std::uint16_t port() const;
  void start();

  /// Stops listening, closes idle connections, lets requests under way finish, cuts what is left
  /// after `at_most`; a handler that still awaits an actor then is left to the bridge's closing.
  /// `done` is called once, on an I/O thread.
  void drain(std::chrono::milliseconds at_most, std::function<void()> done);

  struct impl;

 private:
  explicit server(std::shared_ptr<impl> i);
  std::shared_ptr<impl> impl_;
};

}  // namespace net::http
