#pragma once
// /health, /health/live, /health/ready, /health/detailed, /metrics.
// Callers: net/app mounts them. Thread: I/O.
// Holds: /health/detailed and /metrics answer whoever has the token; without a token configured,
// only this machine, and not what a proxy on this machine passes on. The others say one word.

#include <atomic>
#include <caf/all.hpp>
#include <chrono>
#include <string>

#include "actors/protocol/actors.hpp"
#include "config/common/secret.hpp"
#include "config/metrics.hpp"
#include "net/bridge/ask.hpp"
#include "net/http/router.hpp"

namespace net {

/// Whoever knows how the parts are: the root supervisor.
using health_actor =
    caf::typed_actor<caf::replies_to<protocol::health_query>::with<protocol::health_report>>;

struct health_deps {
  bridge::actor_bridge& bridge;
  health_actor root;
  const metrics::registry& counted;
  secret<std::string> token;
  std::string version;
  /// False while starting and from the first moment of a shutdown.
  const std::atomic<bool>& serving;
};

/// `deps`' references must outlive the server.
void mount_health(http::router& routes, health_deps deps);

}  // namespace net
