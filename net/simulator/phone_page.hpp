#pragma once
// GET /phone and its style sheet and script, compiled into the binary from web/.

#include "net/http/router.hpp"

namespace net::simulator {

void mount_phone_page(http::router& routes);

}  // namespace net::simulator
