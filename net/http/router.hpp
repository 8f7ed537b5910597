#pragma once
// Exact paths to handlers. Filled by the application before the server starts, then only read.

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "net/http/request.hpp"

namespace net::http {

using handler = std::function<awaitable<response>(const request&)>;

struct route_options {
  std::size_t body_limit = 16 * 1024;
  /// Costs a commit: refused early with 503 when too many of these are under way.
  bool is_turn = false;
  /// Errors carry no body (Twilio reads none and would only store it).
  bool bare_errors = false;
  /// Probes and scrapes: logged only at debug level.
  bool quiet = false;
};

struct route {
  method verb;
  std::string path;
  handler handle;
  route_options options;
};

class router {
 public:
  void add(method verb, std::string path, handler handle, route_options options = {});

  struct match {
    const route* found = nullptr;
    /// Set when the path exists but not for this method: for the Allow header.
    std::string allow{};
    /// The route whose manners apply to an error on this path, or null.
    const route* nearest = nullptr;
  };
  /// HEAD finds GET's route.
  match find(method verb, std::string_view path) const;

 private:
  std::map<std::string, std::vector<route>, std::less<>> routes_;
};

}  // namespace net::http
