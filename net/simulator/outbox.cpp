#include "net/simulator/outbox.hpp"

#include <chrono>

namespace net::simulator {

outbox::outbox(const wall_clock& clock)
    : clock_(clock),
      // Real milliseconds, so that a reader's last number is older after a restart too.
      last_(static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                           system_wall_clock().now().time_since_epoch())
                                           .count())) {}

void outbox::add(row_id id, std::string to, std::string body) {
  std::lock_guard lock(mutex_);
  texts_.push_back({++last_, id, std::move(to), std::move(body), clock_.now()});
  if (texts_.size() > kept) texts_.pop_front();
}

std::vector<received_text> outbox::list(std::string_view to, std::uint64_t after) const {
  std::lock_guard lock(mutex_);
  std::vector<received_text> found;
  for (const auto& t : texts_)
    if (t.number > after && (to.empty() || t.to == to)) found.push_back(t);
  return found;
}

protocol::sms_sender_actor spawn_sms_sender(caf::actor_system& system, std::shared_ptr<outbox> to) {
  return system.spawn(
      [to](protocol::sms_sender_actor::pointer) -> protocol::sms_sender_actor::behavior_type {
        return {[to](protocol::outgoing_text& text) {
          to->add(text.id, std::move(text.to), std::move(text.body));
          return protocol::carrier_receipt{"SIM" + std::to_string(text.id)};
        }};
      });
}

}  // namespace net::simulator
