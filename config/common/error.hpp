#pragma once
// What can go wrong, for every layer. One enum, so that an error keeps its meaning across
// mailboxes (CAF), HTTP (a status) and a text (a sentence); see `http_status`.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

enum class errc : std::uint8_t {
  none = 0,          ///< reserved: CAF's "no error"
  invalid_argument,  ///< the caller's input is wrong; `error::field` names what
  unauthorized,      ///< who is asking is not known
  forbidden,         ///< who is asking may not
  not_found,
  duplicate,     ///< already done: the same message, the same key
  conflict,      ///< changed elsewhere meanwhile
  too_large,     ///< over a documented limit
  rate_limited,  ///< too many; try later
  unavailable,   ///< a dependency is away; nothing was stored; try again
  timeout,       ///< no answer in time; what became of it is not known
  internal,      ///< a fault of ours
};

constexpr std::string_view to_string(errc e) {
  switch (e) {
    case errc::none:
      return "none";
    case errc::invalid_argument:
      return "invalid-argument";
    case errc::unauthorized:
      return "unauthorized";
    case errc::forbidden:
      return "forbidden";
    case errc::not_found:
      return "not-found";
    case errc::duplicate:
      return "duplicate";
    case errc::conflict:
      return "conflict";
    case errc::too_large:
      return "too-large";
    case errc::rate_limited:
      return "rate-limited";
    case errc::unavailable:
      return "unavailable";
    case errc::timeout:
      return "timeout";
    case errc::internal:
      return "internal";
  }
  return "internal";
}

constexpr unsigned http_status(errc e) {
  switch (e) {
    case errc::none:
      return 200;
    case errc::invalid_argument:
      return 422;
    case errc::unauthorized:
      return 401;
    case errc::forbidden:
      return 403;
    case errc::not_found:
      return 404;
    case errc::duplicate:
    case errc::conflict:
      return 409;
    case errc::too_large:
      return 413;
    case errc::rate_limited:
      return 429;
    case errc::unavailable:
      return 503;
    case errc::timeout:
      return 504;
    case errc::internal:
      return 500;
  }
  return 500;
}

/// An error and where it lies. `detail` is for people and logs: never SQL text, a secret, a phone
/// number or a message text.
struct error {
  errc code = errc::internal;
  std::string detail;
  std::string field{};  ///< the setting, JSON member or form field at fault, if one is
};
