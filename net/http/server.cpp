#include "net/http/server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "config/logging.hpp"
#include "net/http/session.hpp"

namespace net::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using logging::folder;

constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable_t<executor>{});
constexpr int backlog = 1024;
/// After accept itself failed (no file descriptor left).
constexpr auto accept_pause = std::chrono::milliseconds(100);
constexpr std::string_view too_many_connections =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n"
    "Connection: close\r\n\r\n";

}  // namespace

struct server::impl : std::enable_shared_from_this<server::impl> {
  using acceptor = asio::basic_socket_acceptor<tcp, executor>;
  using timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                           asio::wait_traits<std::chrono::steady_clock>, executor>;

  std::shared_ptr<shared_state> shared;
  std::vector<std::shared_ptr<shard>> shards;
  acceptor listening;
  timer pause;
  std::uint16_t port = 0;
  std::size_t next = 0;
  std::atomic<std::size_t> shards_open{0};

  explicit impl(asio::io_context& io) : listening(io.get_executor()), pause(io.get_executor()) {}

  awaitable<void> accept_all() {
    while (!shared->draining) {
      auto& home = shards[next++ % shards.size()];
      auto [ec, socket] = co_await listening.async_accept(home->io().get_executor(), use_tuple);
      if (ec == asio::error::operation_aborted || shared->draining) co_return;
      if (ec == asio::error::connection_aborted) continue;
      if (ec) {
        logging::warn(folder::net, "accept-failed", {{"errno", ec.value()}});
        pause.expires_after(accept_pause);
        co_await pause.async_wait(use_tuple);
        continue;
      }
      if (shared->connections.load(std::memory_order_relaxed) >= shared->options.max_connections) {
        shared->counted.http_refused.of("connections").add();
        error_code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(too_many_connections), ignored);
        socket.shutdown(tcp::socket::shutdown_both, ignored);
        continue;
      }
      shared->connections.fetch_add(1, std::memory_order_relaxed);
      shared->counted.http_connections.add(1);
      if (&home->io() == &shards.front()->io())
        home->adopt(std::move(socket));
      else
        asio::post(home->io(),
                   [home, s = std::move(socket)]() mutable { home->adopt(std::move(s)); });
    }
  }
};

server::server(std::shared_ptr<impl> i) : impl_(std::move(i)) {}
server::~server() = default;

result<std::unique_ptr<server>> server::listen(server_options options, router routes,
                                               std::vector<asio::io_context*> io,
                                               const wall_clock& clock,
                                               metrics::registry& counted) {
  error_code ec;
  auto address =
      asio::ip::make_address(options.host == "localhost" ? "127.0.0.1" : options.host, ec);
  if (ec) return make_error(errc::invalid_argument, "not an address to listen on", "server.host");
  if (io.empty()) return make_error(errc::invalid_argument, "no I/O thread", "server.io_threads");

  auto made = std::make_shared<impl>(*io.front());
  tcp::endpoint at(address, options.port);
  auto& socket = made->listening;
  socket.open(at.protocol(), ec);
  if (!ec) socket.set_option(tcp::acceptor::reuse_address(true), ec);
  if (!ec) socket.bind(at, ec);
  if (!ec) socket.listen(backlog, ec);
  if (ec)
    return make_error(errc::unavailable,
                      "cannot listen on " + options.host + ":" + std::to_string(options.port) +
                          ": " + ec.message(),
                      "server.http_port");
  made->port = socket.local_endpoint().port();
  made->shared = std::shared_ptr<shared_state>(
      new shared_state{std::move(options), std::move(routes), counted});
  for (auto* one : io) made->shards.push_back(std::make_shared<shard>(*one, made->shared, clock));
  return std::unique_ptr<server>(new server(std::move(made)));
}

std::uint16_t server::port() const {
  return impl_->port;
}

void server::start() {
  for (auto& s : impl_->shards) asio::post(s->io(), [s] { s->watch(); });
  asio::co_spawn(
      impl_->shards.front()->io().get_executor(),
      [i = impl_]() -> awaitable<void> { co_await i->accept_all(); }, asio::detached);
}

void server::drain(std::chrono::milliseconds at_most, std::function<void()> done) {
  impl_->shared->draining = true;
  impl_->shards_open = impl_->shards.size();
  auto cut_at = std::chrono::steady_clock::now() + at_most;
  asio::post(impl_->shards.front()->io(), [i = impl_, cut_at, done = std::move(done)] {
    error_code ignored;
    i->listening.close(ignored);
    i->pause.cancel();
    auto finished = [i, done] {
      if (--i->shards_open == 0) done();
    };
    for (auto& s : i->shards)
      asio::post(s->io(), [s, cut_at, finished] {
        s->drain(cut_at, [s, finished] {
          s->stop_watching();
          finished();
        });
      });
  });
}

}  // namespace net::http
