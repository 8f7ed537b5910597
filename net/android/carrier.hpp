#pragma once
// A phone with SMS Gateway for Android as a carrier: texts out through the app's HTTP interface.
// Callers: net/app spawns it; the outbox and the carrier sweep ask it. Thread: see net/carrier.hpp.

#include "config/common/clock.hpp"
#include "net/android/api.hpp"
#include "net/carrier.hpp"

namespace net::android {

/// errc::invalid_argument names the missing setting. `clock` must outlive the actor system.
result<protocol::carrier_actor> spawn_carrier(caf::actor_system& system, api_options options,
                                              const wall_clock& clock, metrics::counters sent);

}  // namespace net::android
