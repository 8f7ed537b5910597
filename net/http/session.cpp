#include "net/http/session.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <optional>
#include <typeinfo>

#include "config/logging.hpp"

namespace net::http {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using boost::system::error_code;
using logging::folder;
using std::chrono::steady_clock;

constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable_t<executor>{});

constexpr auto sweep_interval = std::chrono::milliseconds(250);
constexpr std::size_t first_buffer = 4 * 1024;
/// What a peer may still send after a refusal before the connection is cut; reading it keeps the
/// refusal from being lost to a reset.
constexpr std::size_t linger_bytes = 512 * 1024;
constexpr auto linger_limit = std::chrono::seconds(2);
constexpr std::string_view retry_after_seconds = "1";

method method_of(beast_http::verb v) {
  switch (v) {
    case beast_http::verb::get:
      return method::get;
    case beast_http::verb::head:
      return method::head;
    case beast_http::verb::post:
      return method::post;
    case beast_http::verb::put:
      return method::put;
    case beast_http::verb::patch:
      return method::patch;
    case beast_http::verb::delete_:
      return method::del;
    case beast_http::verb::options:
      return method::options;
    default:
      return method::other;
  }
}

/// Beast's push parser into one string and a few offsets: no allocation for each header.
class parser final : public beast_http::basic_parser<true> {
 public:
  explicit parser(const server_options& limits)
      : header_count_limit_(limits.header_count), header_bytes_limit_(limits.header_bytes) {
    header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    body_limit(boost::none);  // known once the route is
    eager(false);
    arena_.reserve(2048);
  }

  method verb() const { return verb_; }
  std::string_view target() const { return std::string_view(arena_).substr(0, target_size_); }
  const std::vector<header>& headers() const { return headers_; }
  std::string_view body() const { return body_; }
  bool too_many_headers() const { return too_many_headers_; }
  void discard_body() { discard_ = true; }
  bool is_http_1_0() const { return version_ == 10; }

 private:
  void on_request_impl(beast_http::verb v, boost::core::string_view,
                       boost::core::string_view target, int version, error_code&) override {
    version_ = version;
    verb_ = method_of(v);
    arena_.assign(target.data(), target.size());
    target_size_ = target.size();
  }
  void on_response_impl(int, boost::core::string_view, int, error_code&) override {}
  void on_field_impl(beast_http::field, boost::core::string_view name,
                     boost::core::string_view value, error_code& ec) override {
    if (in_body_) return;  // a trailer of a chunked body says nothing to us
    too_many_headers_ = fields_.size() == header_count_limit_;
    if (too_many_headers_ || arena_.size() + name.size() + value.size() > header_bytes_limit_) {
      ec = beast_http::error::header_limit;
      return;
    }
    fields_.push_back({arena_.size(), name.size(), value.size()});
    arena_.append(name.data(), name.size());
    arena_.append(value.data(), value.size());
  }
  void on_header_impl(error_code&) override {
    headers_.reserve(fields_.size());
    std::string_view all(arena_);
    for (const auto& f : fields_)
      headers_.push_back({all.substr(f.at, f.name), all.substr(f.at + f.name, f.value)});
    in_body_ = true;
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    if (length && !discard_) body_.reserve(*length);
  }
  std::size_t on_body_impl(boost::core::string_view bytes, error_code&) override {
    if (!discard_) body_.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_chunk_header_impl(std::uint64_t, boost::core::string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, boost::core::string_view bytes,
                                 error_code&) override {
    if (!discard_) body_.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_finish_impl(error_code&) override {}

  struct field_at {
    std::size_t at, name, value;
  };
  std::size_t header_count_limit_, header_bytes_limit_;
  int version_ = 11;
  method verb_ = method::other;
  std::string arena_;
  std::size_t target_size_ = 0;
  std::vector<field_at> fields_;
  std::vector<header> headers_;
  std::string body_;
  bool in_body_ = false;
  bool discard_ = false;
  bool too_many_headers_ = false;
};

enum class step { need_more, header_done, complete, failed };

class in_flight {
 public:
  explicit in_flight(shared_state& s) : shared_(s) { set(+1); }
  ~in_flight() { set(-1); }
  in_flight(const in_flight&) = delete;
  in_flight& operator=(const in_flight&) = delete;

 private:
  void set(int by) {
    if (by > 0)
      shared_.turns_in_flight.fetch_add(1, std::memory_order_relaxed);
    else
      shared_.turns_in_flight.fetch_sub(1, std::memory_order_relaxed);
    shared_.counted.turns_in_flight.add(by);
  }
  shared_state& shared_;
};

}  // namespace

class session : public std::enable_shared_from_this<session> {
 public:
  session(std::shared_ptr<shard> home, tcp_socket socket)
      : home_(std::move(home)), shared_(home_->shared()), socket_(std::move(socket)) {
    error_code ec;
    socket_.set_option(asio::ip::tcp::no_delay(true), ec);
    auto peer = socket_.remote_endpoint(ec);
    peer_is_loopback_ = !ec && peer.address().is_loopback();
    if (!ec && peer.address().is_v6() && peer.address().to_v6().is_v4_mapped())
      peer_is_loopback_ =
          asio::ip::make_address_v4(asio::ip::v4_mapped, peer.address().to_v6()).is_loopback();
    where_ = home_->open_.insert(home_->open_.end(), this);
  }
  ~session() { home_->forget(where_); }

  awaitable<void> run() {
    while (true) {
      bool go_on = false;
      try {
        go_on = co_await one_request();
      } catch (const std::exception& e) {
        logging::error(folder::net, "connection-failed", {{"exception", typeid(e).name()}});
      }
      if (!go_on) break;
    }
    error_code ignored;
    socket_.shutdown(tcp_socket::shutdown_both, ignored);
    socket_.close(ignored);
  }

  void sweep(steady_time now, bool cut) {
    if (cut) {
      error_code ignored;
      socket_.close(ignored);
    } else if (now >= deadline_) {
      expire();
    }
  }
  void close_if_idle() {
    if (idle_) expire();
  }

 private:
  void expire() {
    deadline_ = steady_time::max();
    expired_ = true;
    error_code ignored;
    socket_.cancel(ignored);
  }

  /// Feeds the parser what is buffered.
  step parse() {
    while (true) {
      if (parser_->is_done()) return step::complete;
      if (parser_->is_header_done() && !parser_->eager()) return step::header_done;
      if (begin_ == end_) return step::need_more;
      error_code ec;
      auto used = parser_->put(asio::buffer(buffer_.data() + begin_, end_ - begin_), ec);
      begin_ += used;
      if (begin_ == end_) begin_ = end_ = 0;
      if (ec == beast_http::error::need_more) return step::need_more;
      if (ec) {
        parse_error_ = ec;
        return step::failed;
      }
    }
  }

  /// False when nothing more can come: closed, reset, expired or over the limit.
  awaitable<bool> read_some() {
    if (begin_ > 0) {
      std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ == buffer_.size()) {
      // The parser needs a whole header, or a chunk's size line, in one piece: nothing longer.
      if (buffer_.size() > shared_.options.header_bytes) {
        parse_error_ = beast_http::error::header_limit;
        co_return false;
      }
      buffer_.resize(std::max(first_buffer, buffer_.size() * 2));
    }
    auto [ec, n] = co_await socket_.async_read_some(
        asio::buffer(buffer_.data() + end_, buffer_.size() - end_), use_tuple);
    if (ec) co_return false;
    end_ += n;
    co_return true;
  }

  awaitable<bool> send(const response& r, bool keep_alive) {
    out_.clear();
    append_wire(out_, r,
                {.keep_alive = keep_alive,
                 .head = request_.verb == method::head,
                 .transport_https = shared_.options.public_https,
                 .date = home_->date,
                 .request_id = id_});
    deadline_ = steady_clock::now() + shared_.options.write_limit;
    auto [ec, n] = co_await asio::async_write(socket_, asio::buffer(out_), use_tuple);
    (void)n;
    deadline_ = steady_time::max();
    co_return !ec && keep_alive;
  }

  void count(std::string_view label, unsigned status, bool quiet) {
    shared_.counted.http_requests.of(label, std::to_string(status)).add();
    auto level = quiet ? logging::level::debug : logging::level::info;
    if (!logging::enabled(folder::net, level)) return;
    logging::event(folder::net, level, "request",
                   {{"request_id", id_},
                    {"method", to_string(request_.verb)},
                    {"route", label},
                    {"status", status},
                    {"us", steady_clock::now() - arrived_}});
  }

  /// Answers without running a handler. Keeps the connection when all of the request is here.
  awaitable<bool> refuse(unsigned status, std::string_view reason, std::string_view detail,
                         const route* manners = nullptr,
                         std::pair<std::string_view, std::string> extra = {}) {
    bool whole = false;
    if (parser_->is_header_done() && status != 400 && status != 408) {
      parser_->discard_body();
      parser_->eager(true);
      whole = parse() == step::complete;
    }
    shared_.counted.http_refused.of(reason).add();
    response r;
    if (manners && manners->options.bare_errors)
      r.status = status;
    else
      r = problem(status, id_, detail);
    if (!extra.first.empty()) r.headers.push_back(std::move(extra));
    bool keep = whole && parser_->keep_alive() && !shared_.draining;
    count(manners ? std::string_view(manners->path) : "(none)", status, false);
    bool kept = co_await send(r, keep);
    if (!keep) co_await linger();
    co_return kept;
  }

  /// Reads on for a moment, so that the peer gets our last words instead of a reset.
  awaitable<void> linger() {
    error_code ec;
    socket_.shutdown(tcp_socket::shutdown_send, ec);
    deadline_ = steady_clock::now() + linger_limit;
    std::size_t seen = 0;
    while (!ec && seen < linger_bytes && !expired_) {
      auto [failed, n] =
          co_await socket_.async_read_some(asio::buffer(buffer_.data(), buffer_.size()), use_tuple);
      ec = failed;
      seen += n;
    }
    deadline_ = steady_time::max();
  }

  awaitable<bool> refuse_unparsed() {
    if (expired_) {
      shared_.counted.http_refused.of("timeout").add();
      co_return co_await refuse(408, "timeout", "The request took too long to arrive.");
    }
    if (parse_error_ == beast_http::error::header_limit)
      co_return co_await refuse(
          431, "too-large",
          parser_->too_many_headers() ? "Too many header fields." : "The header is too large.");
    if (parse_error_ == beast_http::error::body_limit)
      co_return co_await refuse(413, "too-large", "The body is too large.");
    if (parse_error_ == beast_http::error::bad_version)
      co_return co_await refuse(505, "malformed", "HTTP/1.0 and HTTP/1.1 are spoken here.");
    if (parse_error_) co_return co_await refuse(400, "malformed", "This is not an HTTP request.");
    co_return false;  // the peer went away in the middle
  }

  void describe_request() {
    request_ = {};
    request_.verb = parser_->verb();
    request_.target = parser_->target();
    // A proxy may send the absolute form; what follows the authority is what counts.
    if (request_.target.starts_with("http://") || request_.target.starts_with("https://")) {
      auto slash = request_.target.find('/', request_.target.find("//") + 2);
      request_.target = slash == std::string_view::npos ? "/" : request_.target.substr(slash);
    }
    auto mark = request_.target.find('?');
    request_.path = request_.target.substr(0, mark);
    if (mark != std::string_view::npos) request_.query = request_.target.substr(mark + 1);
    request_.headers = parser_->headers();
    request_.id = id_;
    request_.from_loopback = peer_is_loopback_ && !request_.has("x-forwarded-for") &&
                             !request_.has("forwarded") && !request_.has("via");
  }

  bool host_is_sound() const {
    std::size_t hosts = 0;
    for (const auto& h : request_.headers)
      if (boost::beast::iequals({h.name.data(), h.name.size()}, "host")) ++hosts;
    return hosts == 1 || (hosts == 0 && parser_->is_http_1_0());
  }

  awaitable<bool> one_request();

  std::shared_ptr<shard> home_;
  shared_state& shared_;
  tcp_socket socket_;
  std::list<session*>::iterator where_;
  bool peer_is_loopback_ = false;

  std::vector<char> buffer_ = std::vector<char>(first_buffer);
  std::size_t begin_ = 0, end_ = 0;
  std::optional<parser> parser_;
  error_code parse_error_;
  request request_;
  std::string id_;
  std::string out_;
  steady_time arrived_;

  steady_time deadline_ = steady_time::max();
  bool expired_ = false;
  bool idle_ = false;
};

/// One request and its response. True: another may follow on this connection.
awaitable<bool> session::one_request() {
  parser_.emplace(shared_.options);
  parse_error_ = {};
  request_ = {};
  id_ = home_->ids.next();

  // Nothing of the request yet: the connection may be closed at any time without anybody's loss.
  while (begin_ < end_ && (buffer_[begin_] == '\r' || buffer_[begin_] == '\n')) ++begin_;
  if (begin_ == end_) {
    if (shared_.draining) co_return false;
    begin_ = end_ = 0;
    idle_ = true;
    deadline_ = steady_clock::now() + shared_.options.idle_limit;
    bool more = co_await read_some();
    idle_ = false;
    if (!more) co_return false;
    while (begin_ < end_ && (buffer_[begin_] == '\r' || buffer_[begin_] == '\n')) ++begin_;
  }

  arrived_ = steady_clock::now();
  deadline_ = arrived_ + shared_.options.header_limit;
  auto state = parse();
  while (state == step::need_more) {
    bool more = co_await read_some();
    if (!more) {
      bool kept = co_await refuse_unparsed();
      co_return kept;
    }
    state = parse();
  }
  if (state == step::failed) {
    bool kept = co_await refuse_unparsed();
    co_return kept;
  }

  describe_request();
  if (!host_is_sound() || !request_.target.starts_with('/')) {
    bool kept = co_await refuse(400, "malformed", "One Host header and a path are needed.");
    co_return kept;
  }
  auto match = shared_.routes.find(request_.verb, request_.path);
  if (!match.found && match.nearest) {
    std::pair<std::string_view, std::string> allow{"Allow", std::move(match.allow)};
    bool kept =
        co_await refuse(405, "malformed", "Not with this method.", match.nearest, std::move(allow));
    co_return kept;
  }
  if (!match.found) {
    bool kept = co_await refuse(404, "malformed", "There is nothing here.");
    co_return kept;
  }
  const route& to = *match.found;
  if (to.options.is_turn &&
      (shared_.draining || shared_.turns_in_flight.load(std::memory_order_relaxed) >=
                               shared_.options.max_turns_in_flight)) {
    std::pair<std::string_view, std::string> wait{"Retry-After", retry_after_seconds};
    bool kept = co_await refuse(503, "overload", "Too busy at this moment.", &to, std::move(wait));
    co_return kept;
  }
  auto coding = request_.find("content-encoding");
  if (!coding.empty() && coding != "identity") {
    bool kept = co_await refuse(415, "malformed", "Send the body without a content coding.", &to);
    co_return kept;
  }

  if (state != step::complete) {
    auto length = parser_->content_length();
    if (length && *length > to.options.body_limit) {
      bool kept = co_await refuse(413, "too-large", "The body is too large.", &to);
      co_return kept;
    }
    parser_->body_limit(to.options.body_limit);
    parser_->eager(true);
    state = parse();
    auto expected = request_.find("expect");
    if (state == step::need_more && !expected.empty()) {
      if (!boost::beast::iequals({expected.data(), expected.size()}, "100-continue")) {
        bool kept = co_await refuse(417, "malformed", "This expectation cannot be met.", &to);
        co_return kept;
      }
      static constexpr std::string_view go_ahead = "HTTP/1.1 100 Continue\r\n\r\n";
      auto [ec, n] = co_await asio::async_write(
          socket_, asio::buffer(go_ahead.data(), go_ahead.size()), use_tuple);
      (void)n;
      if (ec) co_return false;
    }
    if (state == step::need_more) deadline_ = steady_clock::now() + shared_.options.body_limit;
    while (state == step::need_more) {
      bool more = co_await read_some();
      if (!more) break;
      state = parse();
    }
    if (state != step::complete) {
      bool kept = co_await refuse_unparsed();
      co_return kept;
    }
  }
  request_.body = parser_->body();
  deadline_ = steady_time::max();  // from here on the handler's own time limits count

  response answer;
  {
    std::optional<in_flight> turn;
    if (to.options.is_turn) turn.emplace(shared_);
    try {
      answer = co_await to.handle(request_);
    } catch (const std::exception& e) {
      // The type only: what an exception says may quote what a person wrote.
      logging::error(folder::net, "handler-failed",
                     {{"request_id", id_}, {"route", to.path}, {"exception", typeid(e).name()}});
      answer = problem(error{errc::internal, {}}, id_);
      if (to.options.bare_errors) answer = {.status = 500, .content_type = {}, .body = {}};
    }
  }
  bool keep = parser_->keep_alive() && !shared_.draining;
  count(to.path, answer.status, to.options.quiet || to.options.is_turn);
  bool kept = co_await send(answer, keep);
  co_return kept;
}

shard::shard(asio::io_context& io, std::shared_ptr<shared_state> shared, const wall_clock& clock)
    : ids(clock),
      date(http_date(clock.now())),
      io_(io),
      shared_(std::move(shared)),
      clock_(clock),
      timer_(io.get_executor()) {}

void shard::adopt(tcp_socket socket) {
  auto made = std::make_shared<session>(shared_from_this(), std::move(socket));
  asio::co_spawn(
      io_.get_executor(), [made]() -> awaitable<void> { co_await made->run(); }, asio::detached);
}

void shard::forget(std::list<session*>::iterator at) {
  open_.erase(at);
  shared_->connections.fetch_sub(1, std::memory_order_relaxed);
  shared_->counted.http_connections.add(-1);
  if (open_.empty() && finished_) std::exchange(finished_, nullptr)();
}

void shard::watch() {
  watching_ = true;
  timer_.expires_after(sweep_interval);
  timer_.async_wait([self = shared_from_this()](error_code ec) {
    if (ec || !self->watching_) return;
    self->sweep();
    self->watch();
  });
}

void shard::stop_watching() {
  watching_ = false;
  timer_.cancel();
}

void shard::sweep() {
  date = http_date(clock_.now());
  auto now = steady_clock::now();
  bool cut = now >= cut_at_;
  for (auto* s : open_) s->sweep(now, cut);
  // A handler that still waits then has no connection left to answer on; nobody waits for it.
  if (cut && finished_) std::exchange(finished_, nullptr)();
}

void shard::drain(steady_time cut_at, std::function<void()> finished) {
  cut_at_ = cut_at;
  for (auto* s : open_) s->close_if_idle();
  if (open_.empty())
    finished();
  else
    finished_ = std::move(finished);
}

}  // namespace net::http
