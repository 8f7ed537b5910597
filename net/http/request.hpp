#pragma once
// What a route sees of HTTP: plain values, no Beast. A request lives in its session until the
// handler's coroutine ends; everything in it is a view or a value of that session.
// Thread: the connection's I/O thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace net {

/// A connection, its requests and what they await stay on one thread, so the concrete executor is
/// enough: no type erasure on the hot path, no strand.
using executor = boost::asio::io_context::executor_type;
template <class T>
using awaitable = boost::asio::awaitable<T, executor>;

}  // namespace net

namespace net::http {

enum class method : std::uint8_t { get, head, post, put, patch, del, options, other };
std::string_view to_string(method m);

struct header {
  std::string_view name;
  std::string_view value;
};

struct request {
  method verb = method::get;
  std::string_view target;  ///< as sent, byte for byte: what Twilio signed
  std::string_view path;    ///< `target` up to '?', still percent-encoded
  std::string_view query;   ///< what follows '?'
  std::span<const header> headers;
  std::string_view body;
  std::string_view id;         ///< made here; never taken from outside
  bool from_loopback = false;  ///< the peer is this machine and no proxy says otherwise

  /// The first header of that name, in any case; empty when there is none.
  std::string_view find(std::string_view name) const;
  bool has(std::string_view name) const;
  /// The media type without parameters, lower case ("application/json").
  std::string media_type() const;
  /// A decoded query parameter; empty when it is missing or malformed.
  std::string query_value(std::string_view name) const;
};

struct response {
  unsigned status = 200;
  std::string_view content_type;  ///< a literal
  std::string body;
  /// Beside those that every response carries. A Cache-Control or Content-Security-Policy here
  /// replaces the strict default. Names are literals.
  std::vector<std::pair<std::string_view, std::string>> headers{};
};

response text(unsigned status, std::string body);
response json(unsigned status, std::string body);

}  // namespace net::http
