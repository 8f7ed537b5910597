#include "net/http/middleware.hpp"

#include <fmt/format.h>

#include <chrono>
#include <iterator>
#include <random>

#include "config/logging.hpp"

namespace net::http {

std::string_view reason_phrase(unsigned status) {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Status";
  }
}

response problem(unsigned status, std::string_view request_id, std::string_view detail,
                 std::string_view field) {
  std::string body = R"({"type":"about:blank","title":)";
  logging::append_json_string(body, reason_phrase(status));
  body += ",\"status\":";
  body += std::to_string(status);
  body += ",\"detail\":";
  logging::append_json_string(body, detail);
  if (!field.empty()) {
    body += ",\"field\":";
    logging::append_json_string(body, field);
  }
  body += ",\"request_id\":";
  logging::append_json_string(body, request_id);
  body += '}';
  return {.status = status, .content_type = "application/problem+json", .body = std::move(body)};
}

response problem(const error& e, std::string_view request_id) {
  switch (e.code) {
    case errc::internal:
      return problem(500, request_id, "Something went wrong here. The request id finds it.");
    case errc::unavailable:
      return problem(503, request_id, "Not available at this moment. Nothing was stored.");
    case errc::timeout:
      return problem(504, request_id, "No answer in time.");
    default:
      return problem(http_status(e.code), request_id, e.detail, e.field);
  }
}

request_ids::request_ids(const wall_clock& clock)
    : clock_(clock),
      state_((std::uint64_t{std::random_device{}()} << 32) | std::random_device{}()) {}

std::string request_ids::next() {
  // splitmix64: ids need to be unique, not secret.
  auto random = [this] {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  };
  auto ms = static_cast<std::uint64_t>(
      std::chrono::floor<std::chrono::milliseconds>(clock_.now()).time_since_epoch().count());
  std::uint64_t high = (ms << 16) | 0x7000 | (random() & 0x0FFF);
  std::uint64_t low = (random() >> 2) | 0x8000000000000000;
  static constexpr char digits[] = "0123456789abcdef";
  std::string id(36, '-');
  std::size_t at = 0;
  for (int nibble = 0; nibble < 32; ++nibble) {
    if (at == 8 || at == 13 || at == 18 || at == 23) ++at;
    std::uint64_t word = nibble < 16 ? high : low;
    id[at++] = digits[(word >> (60 - 4 * (nibble % 16))) & 15];
  }
  return id;
}

void append_wire(std::string& out, const response& r, const wire_options& o) {
  auto line = [&out](std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
  };
  out += "HTTP/1.1 ";
  char number[24];
  auto digits = [&number](std::size_t n) {
    return std::string_view(number,
                            static_cast<std::size_t>(fmt::format_to(number, "{}", n) - number));
  };
  out += digits(r.status);
  out += ' ';
  out += reason_phrase(r.status);
  out += "\r\n";
  line("Date", o.date);
  if (!o.keep_alive) line("Connection", "close");
  bool bodiless = r.status == 204 || r.status == 304;
  if (!r.content_type.empty()) line("Content-Type", r.content_type);
  if (!bodiless) line("Content-Length", digits(r.body.size()));
  line("X-Request-Id", o.request_id);
  bool cache = false, policy = false;
  for (const auto& [name, value] : r.headers) {
    cache |= name == "Cache-Control";
    policy |= name == "Content-Security-Policy";
    line(name, value);
  }
  if (!cache) line("Cache-Control", "no-store");
  if (!policy) line("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  out +=
      "X-Content-Type-Options: nosniff\r\n"
      "X-Frame-Options: DENY\r\n"
      "Referrer-Policy: no-referrer\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\n";
  if (o.transport_https) out += "Strict-Transport-Security: max-age=31536000\r\n";
  out += "\r\n";
  if (!o.head && !bodiless) out += r.body;
}

std::string http_date(instant t) {
  using namespace std::chrono;
  static constexpr const char* days_of_week[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto day = floor<days>(t);
  year_month_day date(day);
  hh_mm_ss time(floor<seconds>(t - day));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     days_of_week[weekday(day).c_encoding()], unsigned(date.day()),
                     months[unsigned(date.month()) - 1], int(date.year()), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

}  // namespace net::http
