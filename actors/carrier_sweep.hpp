#pragma once
// Asks the carrier, at the start and from time to time, for what it holds and we never heard of: a
// text whose webhook met a server that was down is handled now, once, and its answer goes out
// through the outbox; a report that got lost is noted.
// Callers: root_supervisor. Thread: its own mailbox. Holds: up to when all is known is stored only
// when all of it was taken; the carrier's message id is the key that keeps a text from being
// handled twice.

#include <functional>
#include <memory>

#include "actors/ask.hpp"
#include "actors/flow.hpp"
#include "config/common/clock.hpp"
#include "config/metrics.hpp"

namespace actors {

struct carrier_sweep_settings {
  std::string carrier = "twilio";
  std::chrono::seconds every{300};
  /// A newer text may still be on its way to the webhook.
  std::chrono::seconds leave_to_webhook{120};
  /// Looked at again each time: carriers fill their lists late, and prices later still.
  std::chrono::seconds overlap{3600};
  std::chrono::milliseconds carrier_timeout{30'000};
  std::chrono::milliseconds turn_timeout{60'000};
  std::chrono::milliseconds storage_timeout{10'000};
};

struct carrier_sweep_deps {
  const wall_clock& clock;  ///< must outlive the actor system
  protocol::carrier_actor carrier;
  protocol::reader_actor reader;
  protocol::committer_actor committer;
  protocol::sweep_target_actor target;
  /// Makes a text of a message that came in; empty when nobody could be answered there.
  std::function<std::optional<protocol::inbound_text>(const protocol::carrier_message&)> read;
  metrics::counters found{};  ///< kind: text, report, failed
};

class carrier_sweep_state {
 public:
  static inline constexpr const char* name = "carrier-sweep";
  using handle = protocol::carrier_sweep_actor::extend<caf::reacts_to<protocol::look_again>>;

  explicit carrier_sweep_state(handle::pointer self) : self_(self) {}
  handle::behavior_type start(carrier_sweep_settings settings,
                              std::shared_ptr<const carrier_sweep_deps> deps);

 private:
  flow<> sweep();
  flow<result<void>> sweep_since(instant since, instant until);
  flow<result<void>> take(protocol::carrier_page page, instant until);
  flow<result<void>> take_text(protocol::inbound_text text);

  handle::pointer self_;
  carrier_sweep_settings settings_;
  std::shared_ptr<const carrier_sweep_deps> deps_;
  bool sweeping_ = false;
  bool last_failed_ = false;
  bool stopped_ = false;
  std::int64_t taken_ = 0;
  std::vector<reply_to<protocol::drained>> draining_;
  flow_set flows_;
};

/// errc::invalid_argument names a limit that makes no sense.
result<protocol::carrier_sweep_actor> spawn_carrier_sweep(caf::actor_system& system,
                                                          carrier_sweep_settings settings,
                                                          carrier_sweep_deps deps);

}  // namespace actors
