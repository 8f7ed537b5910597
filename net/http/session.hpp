#pragma once
// One connection: reads requests with Beast's parser, asks the router, writes responses.
// Thread: its I/O context's only thread; `shared_state`'s atomics are the exception.

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <list>
#include <memory>

#include "net/http/middleware.hpp"
#include "net/http/server.hpp"

namespace net::http {

using tcp_socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, executor>;
using steady_time = std::chrono::steady_clock::time_point;

/// What all connections share.
struct shared_state {
  server_options options;
  router routes;
  metrics::registry& counted;
  std::atomic<std::size_t> connections{0};
  std::atomic<std::size_t> turns_in_flight{0};
  std::atomic<bool> draining{false};
};

class session;

/// The connections of one I/O thread. One timer watches all of them: a deadline is a member to set,
/// not a timer to arm for each read.
class shard : public std::enable_shared_from_this<shard> {
 public:
  shard(boost::asio::io_context& io, std::shared_ptr<shared_state> shared, const wall_clock& clock);

  boost::asio::io_context& io() { return io_; }
  shared_state& shared() { return *shared_; }
  void adopt(tcp_socket socket);
  void watch();
  /// Closes what is idle; later `finished` is called when the last connection is gone.
  void drain(steady_time cut_at, std::function<void()> finished);
  void stop_watching();

  request_ids ids;
  /// Refreshed by the watch timer, often enough for a header with whole seconds.
  std::string date;

 private:
  friend class session;
  void sweep();
  void forget(std::list<session*>::iterator at);

  boost::asio::io_context& io_;
  std::shared_ptr<shared_state> shared_;
  const wall_clock& clock_;
  boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                    boost::asio::wait_traits<std::chrono::steady_clock>, executor>
      timer_;
  std::list<session*> open_;
  bool watching_ = false;
  steady_time cut_at_ = steady_time::max();
  std::function<void()> finished_;
};

}  // namespace net::http
