#pragma once
// What every response gets, whatever the route: request id, security headers, problem bodies.
// Thread: any.

#include <string>
#include <string_view>

#include "config/common/clock.hpp"
#include "config/common/error.hpp"
#include "net/http/request.hpp"

namespace net::http {

std::string_view reason_phrase(unsigned status);

/// RFC 9457. `detail` is for the caller: no SQL, no secret, nothing about a person.
response problem(unsigned status, std::string_view request_id, std::string_view detail,
                 std::string_view field = {});
/// The same from an error; what is internal stays in the log, the caller gets its request id.
response problem(const error& e, std::string_view request_id);

/// UUIDv7: sorts by time, unique without asking anybody. One per I/O thread.
class request_ids {
 public:
  explicit request_ids(const wall_clock& clock);
  std::string next();

 private:
  const wall_clock& clock_;
  std::uint64_t state_;
};

/// The status line and all headers, as they go on the wire.
struct wire_options {
  bool keep_alive = true;
  bool head = false;             ///< answer to HEAD: no body follows
  bool transport_https = false;  ///< the public URL is https: say so for good (HSTS)
  std::string_view date;         ///< IMF-fixdate
  std::string_view request_id;
};
void append_wire(std::string& out, const response& r, const wire_options& o);

/// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_date(instant t);

}  // namespace net::http
