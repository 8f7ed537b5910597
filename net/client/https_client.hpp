#pragma once
// HTTPS requests to providers over libcurl: verified TLS, time limits, no redirects, bounded
// answers. Blocks: only for detached actors and command-line tools. Thread: one at a time.

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/common/result.hpp"
#include "config/common/secret.hpp"
#include "net/client/url.hpp"

namespace net::client {

struct http_request {
  std::string method = "GET";
  std::string url;
  std::vector<std::string> headers{};  ///< "Name: value"
  std::string body{};
  std::string user{};  ///< with `password`: HTTP Basic
  secret<std::string> password{};
};

struct http_response {
  unsigned status = 0;
  std::string content_type;
  std::string body;
  std::string retry_after;  ///< as sent, or empty
};

struct client_options {
  std::chrono::milliseconds connect_limit = std::chrono::seconds(5);
  std::chrono::milliseconds total_limit = std::chrono::seconds(15);
  std::size_t answer_bytes = 1024 * 1024;
  std::string user_agent = "sms-assistant";
  /// Allows http:// also to an address of a private network, which has no public certificate; to
  /// this machine it is always allowed, to the internet never.
  bool plain_in_private_network = false;
};

/// Whether an http:// address may be asked: it shows credentials and words to the network between.
bool may_be_plain(std::string_view url, bool in_private_network);

class https_client {
 public:
  explicit https_client(client_options options = {});
  ~https_client();
  https_client(https_client&&) noexcept;
  https_client& operator=(https_client&&) noexcept;

  /// Any status is a value. errc::unavailable: the request certainly did not arrive (no
  /// connection, bad certificate). errc::timeout: it may have arrived, the answer did not.
  result<http_response> perform(const http_request& r);

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

http_request form_post(std::string url, const form& fields);

}  // namespace net::client
