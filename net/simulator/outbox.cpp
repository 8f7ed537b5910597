#include "net/simulator/outbox.hpp"

#include <algorithm>
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

bool outbox::has(row_id id) const {
  std::lock_guard lock(mutex_);
  return std::ranges::any_of(texts_, [id](const auto& t) { return t.id == id; });
}

protocol::carrier_actor spawn_carrier(caf::actor_system& system, std::shared_ptr<outbox> to) {
  auto number_of = [](row_id id) { return "SIM" + std::to_string(id); };
  return system.spawn(
      [to, number_of](protocol::carrier_actor::pointer) -> protocol::carrier_actor::behavior_type {
        return {
            [to, number_of](protocol::outgoing_text& text) {
              to->add(text.id, std::move(text.to), std::move(text.body));
              return protocol::carrier_receipt{.provider_id = number_of(text.id), .status = "sent"};
            },
            [to, number_of](const protocol::find_text& wanted) {
              protocol::carrier_page page;
              if (to->has(wanted.text.id))
                page.messages.push_back(
                    {.provider_id = number_of(wanted.text.id), .status = "sent"});
              return page;
            },
            [](const protocol::carrier_history&) { return protocol::carrier_page{}; },
        };
      });
}

}  // namespace net::simulator
