#include "tests/unit/net/net_test.hpp"

#include "net/http/middleware.hpp"

namespace {

using namespace std::chrono_literals;
using net::http::method;
namespace asio = boost::asio;
using asio::ip::tcp;

/// A client on the same thread: what it reads is what the server wrote while `drive` ran.
class raw_client {
 public:
  raw_client(asio::io_context& io, std::uint16_t port) : socket_(io) {
    socket_.connect({asio::ip::make_address("127.0.0.1"), port});
    socket_.non_blocking(true);
  }
  void send(std::string_view bytes) {
    asio::write(socket_, asio::buffer(bytes.data(), bytes.size()));
  }
  const std::string& read() {
    boost::system::error_code ec;
    char some[65536];
    while (true) {
      auto n = socket_.read_some(asio::buffer(some), ec);
      got_.append(some, n);
      if (ec == asio::error::would_block) break;
      if (ec) {
        closed_ = true;
        break;
      }
    }
    return got_;
  }
  bool closed() {
    read();
    return closed_;
  }
  void close() { socket_.close(); }

 private:
  tcp::socket socket_;
  std::string got_;
  bool closed_ = false;
};

class Server : public test::net_test {
 protected:
  net::http::server_options options_;
  std::unique_ptr<net::http::server> server_;
  int handled_ = 0;
  bool hold_ = false;
  std::vector<std::string> bodies_;

  void start() {
    net::http::router routes;
    auto echo = [this](const net::http::request& r) -> net::awaitable<net::http::response> {
      ++handled_;
      bodies_.emplace_back(r.body);
      while (hold_) {
        asio::basic_waitable_timer<std::chrono::steady_clock,
                                   asio::wait_traits<std::chrono::steady_clock>, net::executor>
            t(io_.get_executor(), 2ms);
        co_await t.async_wait(asio::use_awaitable_t<net::executor>{});
      }
      co_return net::http::text(200, "path=" + std::string(r.path) + " query=" +
                                         std::string(r.query) + " body=" + std::string(r.body));
    };
    routes.add(method::get, "/x", echo);
    routes.add(method::post, "/x", echo, {.body_limit = 100});
    routes.add(method::post, "/turn", echo,
               {.body_limit = 65536, .is_turn = true, .bare_errors = true});
    routes.add(method::get, "/throws",
               [](const net::http::request&) -> net::awaitable<net::http::response> {
                 throw std::runtime_error("select secret from people");
                 co_return net::http::response{};
               });
    options_.port = 0;
    auto made = net::http::server::listen(options_, std::move(routes), {&io_}, clock_, counted_);
    ASSERT_TRUE(made) << made.error().detail;
    server_ = std::move(*made);
    server_->start();
  }
  void TearDown() override {
    hold_ = false;
    bool done = false;
    if (server_) server_->drain(1s, [&] { done = true; });
    EXPECT_TRUE(!server_ || drive([&] { return done; }));
    net_test::TearDown();
  }
  raw_client client() { return raw_client(io_, server_->port()); }
  /// What the server says to one connection's bytes.
  std::string exchange(std::string_view bytes, std::string_view until = "\r\n\r\n") {
    auto c = client();
    c.send(bytes);
    drive([&] { return c.read().find(until) != std::string::npos || c.closed(); });
    return c.read();
  }
  static unsigned status_of(std::string_view response) {
    if (!response.starts_with("HTTP/1.1 ")) return 0;
    return static_cast<unsigned>(std::stoi(std::string(response.substr(9, 3))));
  }
};

std::size_t count(std::string_view in, std::string_view what) {
  std::size_t n = 0;
  for (auto at = in.find(what); at != std::string_view::npos; at = in.find(what, at + 1)) ++n;
  return n;
}

TEST_F(Server, AnswersWithSecurityHeadersAndARequestIdOfItsOwn) {
  start();
  auto r = exchange("GET /x?a=1 HTTP/1.1\r\nHost: h\r\nX-Request-Id: mine\r\n\r\n", "body=");
  EXPECT_EQ(status_of(r), 200u);
  EXPECT_NE(r.find("path=/x query=a=1"), std::string::npos);
  for (auto h : {"X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src 'none'",
                 "Referrer-Policy: no-referrer", "Cache-Control: no-store", "X-Frame-Options: DENY",
                 "Date: Mon, 02 Mar 2026 09:00:00 GMT"})
    EXPECT_NE(r.find(h), std::string::npos) << h;
  EXPECT_NE(r.find("X-Request-Id: "), std::string::npos);
  EXPECT_EQ(r.find("mine"), std::string::npos);
}

TEST_F(Server, UnknownPathIs404AndWrongMethod405WithAllow) {
  start();
  auto r = exchange("GET /nope HTTP/1.1\r\nHost: h\r\n\r\n", "request_id");
  EXPECT_EQ(status_of(r), 404u);
  EXPECT_NE(r.find("application/problem+json"), std::string::npos);
  EXPECT_NE(r.find("\"status\":404"), std::string::npos);
  r = exchange("DELETE /x HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(status_of(r), 405u);
  EXPECT_NE(r.find("Allow: GET, HEAD, POST"), std::string::npos);
  r = exchange("PUT /turn HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_NE(r.find("Content-Length: 0"), std::string::npos);
}

TEST_F(Server, HeadHasTheLengthAndNoBody) {
  start();
  auto r = exchange("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(status_of(r), 200u);
  EXPECT_NE(r.find("Content-Length: 20"), std::string::npos) << r;
  EXPECT_TRUE(r.ends_with("\r\n\r\n"));
}

TEST_F(Server, KeepsAConnectionAndAnswersPipelinedRequestsInOrder) {
  start();
  auto c = client();
  c.send(
      "GET /x?n=1 HTTP/1.1\r\nHost: h\r\n\r\n"
      "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc\r\n"
      "GET /x?n=3 HTTP/1.1\r\nHost: h\r\n\r\n");
  drive([&] { return count(c.read(), "path=") == 3; });
  auto all = c.read();
  EXPECT_LT(all.find("n=1"), all.find("body=abc"));
  EXPECT_LT(all.find("body=abc"), all.find("n=3"));
  c.send("GET /x?n=4 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  drive([&] { return c.closed(); });
  EXPECT_NE(c.read().find("n=4"), std::string::npos);
}

TEST_F(Server, ReadsABodyThatComesInDripsOrChunks) {
  start();
  auto c = client();
  std::string_view whole = "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello";
  for (char byte : whole) {
    c.send({&byte, 1});
    drive([] { return false; }, 1ms);
  }
  EXPECT_TRUE(drive([&] { return c.read().find("body=hello") != std::string::npos; }));
  auto r = exchange(
      "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n",
      "body=");
  EXPECT_NE(r.find("body=abcde"), std::string::npos);
}

TEST_F(Server, ExpectedContinueIsGrantedOnlyWhenTheBodyWouldBeRead) {
  start();
  auto c = client();
  c.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_TRUE(drive([&] { return c.read().find("100 Continue\r\n\r\n") != std::string::npos; }));
  c.send("ok");
  EXPECT_TRUE(drive([&] { return c.read().find("body=ok") != std::string::npos; }));
  auto r = exchange(
      "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 101\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(status_of(r), 413u);
  r = exchange("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 200-maybe\r\n\r\n");
  EXPECT_EQ(status_of(r), 417u);
  EXPECT_EQ(handled_, 1);
}

TEST_F(Server, RefusesWhatIsTooLarge) {
  start();
  EXPECT_EQ(status_of(exchange("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 101\r\n\r\n")),
            413u);
  EXPECT_EQ(status_of(exchange("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: "
                               "99999999999999999999999\r\n\r\n")),
            400u);
  EXPECT_EQ(status_of(exchange("POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                               "80\r\n" +
                               std::string(0x80, 'x') + "\r\n0\r\n\r\n")),
            413u);
  std::string headers;
  for (int i = 0; i < 200; ++i) headers += "X-" + std::to_string(i) + ": 1\r\n";
  EXPECT_EQ(status_of(exchange("GET /x HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n")), 431u);
  EXPECT_EQ(status_of(exchange("GET /x HTTP/1.1\r\nHost: h\r\nX: " + std::string(40'000, 'a') +
                               "\r\n\r\n")),
            431u);
  EXPECT_EQ(
      status_of(exchange("GET /x?" + std::string(40'000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n")),
      431u);
  EXPECT_EQ(handled_, 0);
}

TEST_F(Server, RefusesWhatIsNotSoundHttp) {
  start();
  for (auto bad :
       {"hello\r\n\r\n", "GET  HTTP/1.1\r\n\r\n", "GET /x HTTP/1.1\r\n\r\n",
        "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET x HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /x HTTP/1.1\r\nHost : h\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n"
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"})
    EXPECT_EQ(status_of(exchange(bad)), 400u) << bad;
  EXPECT_EQ(status_of(exchange("GET /x HTTP/2.0\r\nHost: h\r\n\r\n")), 505u);
  EXPECT_EQ(status_of(exchange("POST /x HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\n"
                               "Content-Length: 1\r\n\r\nx")),
            415u);
  EXPECT_EQ(handled_, 0);
}

TEST_F(Server, AnExceptionIsA500ThatTellsNothing) {
  start();
  auto r = exchange("GET /throws HTTP/1.1\r\nHost: h\r\n\r\n", "request_id");
  EXPECT_EQ(status_of(r), 500u);
  EXPECT_EQ(r.find("select"), std::string::npos);
  EXPECT_EQ(status_of(exchange("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")), 200u);
}

TEST_F(Server, ASlowHeaderOrBodyIsCutAndAnIdleConnectionClosed) {
  options_.header_limit = 100ms;
  options_.body_limit = 100ms;
  options_.idle_limit = 100ms;
  start();
  auto slow_header = client();
  auto slow_body = client();
  auto idle = client();
  slow_header.send("GET /x HTTP/1.1\r\nHos");
  slow_body.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nab");
  EXPECT_TRUE(drive([&] { return slow_header.closed() && slow_body.closed() && idle.closed(); }));
  EXPECT_EQ(status_of(slow_header.read()), 408u);
  EXPECT_EQ(status_of(slow_body.read()), 408u);
  EXPECT_EQ(idle.read(), "");
  EXPECT_EQ(handled_, 0);
}

TEST_F(Server, TooManyTurnsAreRefusedEarlyAndTheConnectionStaysUsable) {
  options_.max_turns_in_flight = 1;
  start();
  hold_ = true;
  auto first = client();
  first.send("POST /turn HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\na");
  drive([&] { return handled_ == 1; });
  auto second = client();
  second.send("POST /turn HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nb");
  EXPECT_TRUE(drive([&] { return second.read().find("\r\n\r\n") != std::string::npos; }));
  EXPECT_EQ(status_of(second.read()), 503u);
  EXPECT_NE(second.read().find("Retry-After: 1"), std::string::npos);
  hold_ = false;
  EXPECT_TRUE(drive([&] { return first.read().find("body=a") != std::string::npos; }));
  second.send("POST /turn HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nc");
  EXPECT_TRUE(drive([&] { return second.read().find("body=c") != std::string::npos; }));
}

TEST_F(Server, TooManyConnectionsAreTurnedAway) {
  options_.max_connections = 1;
  start();
  auto first = client();
  first.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
  drive([&] { return first.read().find("body=") != std::string::npos; });
  auto second = client();
  EXPECT_TRUE(drive([&] { return second.closed(); }));
  EXPECT_EQ(status_of(second.read()), 503u);
  first.close();
  drive([] { return false; }, 20ms);
  EXPECT_EQ(status_of(exchange("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")), 200u);
}

TEST_F(Server, ADrainFinishesWhatIsUnderWayAndClosesTheRest) {
  start();
  hold_ = true;
  auto busy = client();
  auto idle = client();
  busy.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nlast");
  drive([&] { return handled_ == 1; });
  bool done = false;
  server_->drain(2s, [&] { done = true; });
  EXPECT_TRUE(drive([&] { return idle.closed(); }));
  EXPECT_FALSE(done);
  boost::system::error_code refused;
  tcp::socket late(io_);
  late.connect({asio::ip::make_address("127.0.0.1"), server_->port()}, refused);
  EXPECT_TRUE(refused);
  hold_ = false;
  EXPECT_TRUE(drive([&] { return done; }));
  EXPECT_NE(busy.read().find("body=last"), std::string::npos);
  EXPECT_NE(busy.read().find("Connection: close"), std::string::npos);
  EXPECT_TRUE(busy.closed());
  server_.reset();
}

TEST_F(Server, ADrainEndsInTimeEvenWhenAHandlerDoesNot) {
  start();
  hold_ = true;
  auto stuck = client();
  stuck.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
  drive([&] { return handled_ == 1; });
  bool done = false;
  server_->drain(50ms, [&] { done = true; });
  EXPECT_TRUE(drive([&] { return done && stuck.closed(); }, 2s));
  hold_ = false;
  drive([] { return false; }, 20ms);
  server_.reset();
}

TEST_F(Server, ATakenPortIsAFaultThatNamesTheSetting) {
  start();
  options_.port = server_->port();
  auto second = net::http::server::listen(options_, {}, {&io_}, clock_, counted_);
  ASSERT_TRUE(second.has_error());
  EXPECT_EQ(second.error().field, "server.http_port");
  options_.host = "nowhere";
  EXPECT_EQ(net::http::server::listen(options_, {}, {&io_}, clock_, counted_).error().field,
            "server.host");
}

TEST(RequestIds, AreUuidsThatSortByTime) {
  manual_wall_clock clock(test::monday_morning);
  net::http::request_ids ids(clock);
  auto first = ids.next();
  EXPECT_EQ(first.size(), 36u);
  EXPECT_EQ(first[14], '7');
  EXPECT_NE(ids.next(), first);
  clock.advance(1s);
  EXPECT_GT(ids.next(), first);
}

}  // namespace
