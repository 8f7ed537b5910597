#pragma once
// Hands a mail to the operator's SMTP server over libcurl: STARTTLS (or TLS from the start) with
// verified certificates, time limits, text and HTML parts. Blocks: only for detached actors.
// Thread: one at a time.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "config/common/result.hpp"
#include "config/common/secret.hpp"
#include "config/common/time.hpp"

namespace net::mail {

struct smtp_settings {
  std::string host;
  std::uint16_t port = 587;
  std::string user;  ///< empty: no sign-in
  secret<std::string> password;
  std::string from;           ///< an address
  bool implicit_tls = false;  ///< TLS from the first byte (port 465); else STARTTLS, always
  std::string ca_file;        ///< PEM of the authorities to trust; empty: the system's
  std::chrono::milliseconds connect_limit = std::chrono::seconds(4);
  std::chrono::milliseconds total_limit = std::chrono::seconds(8);
};

struct mail {
  std::string to;
  std::string subject;
  std::string text;        ///< UTF-8
  std::string message_id;  ///< without brackets: the same at every attempt
  instant date;
};

/// The HTML part: the text with its lines, nothing more.
std::string html_of(std::string_view subject, std::string_view text);
/// A header value; as an encoded word when it is not plain ASCII. Line ends become spaces.
std::string header_value(std::string_view value);

class smtp_client {
 public:
  explicit smtp_client(smtp_settings settings);
  ~smtp_client();
  smtp_client(smtp_client&&) noexcept;

  /// errc::invalid_argument: the server will not take this mail (5xx for this address).
  /// errc::unauthorized: it does not take our sign-in. errc::unavailable: it could not be
  /// reached or has no TLS, or refused for now; the mail did not leave. errc::timeout: it may have.
  result<void> send(const mail& m);

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace net::mail
