#include "net/bridge/ask.hpp"

#include <boost/asio/post.hpp>
#include <stdexcept>

namespace net::bridge {
namespace {

/// How late a time limit may strike.
constexpr auto watch_interval = std::chrono::milliseconds(50);

constexpr std::uint32_t slot_of(std::uint64_t id) {
  return static_cast<std::uint32_t>(id & 0xFFFFF);
}
constexpr std::uint64_t slots_limit = 0xFFFFF;
constexpr std::uint64_t rounds_mask = 0xFF'FFFF'FFFF;  // 40 bits above 20 of slot

}  // namespace

/// The address that answers come back to.
class reply_port final : public caf::monitorable_actor {
 public:
  reply_port(caf::actor_config& c, std::weak_ptr<lane> to)
      : caf::monitorable_actor(c), to_(std::move(to)) {}

  void enqueue(caf::mailbox_element_ptr what, caf::execution_unit*) override {
    if (!what->mid.is_response()) return;
    if (auto l = to_.lock()) l->push(std::move(what));
  }
  const char* name() const override { return "reply-port"; }
  void on_destroy() override {
    if (!getf(is_cleaned_up_flag)) cleanup(caf::exit_reason::unreachable, nullptr);
    caf::monitorable_actor::on_destroy();
  }

 private:
  std::weak_ptr<lane> to_;
};

lane::lane(boost::asio::io_context& io) : io_(io), timer_(io.get_executor()) {}

std::shared_ptr<lane> lane::open(caf::actor_system& system, boost::asio::io_context& io) {
  auto made = std::make_shared<lane>(io);
  caf::actor_config config;
  made->port_ = caf::make_actor<reply_port, caf::strong_actor_ptr>(
      system.next_actor_id(), system.node(), &system, config, std::weak_ptr<lane>(made));
  return made;
}

lane::~lane() {
  auto* e = answers_.exchange(nullptr);
  while (e) {
    caf::mailbox_element_ptr owned(e);
    e = static_cast<caf::mailbox_element*>(e->next);
  }
}

void lane::send(const caf::strong_actor_ptr& to, caf::message m,
                std::unique_ptr<detail::pending_base> p, std::chrono::milliseconds limit) {
  if (closed_ || !to || (free_.empty() && asks_.size() > slots_limit)) {
    // Not from inside the coroutine that asks: it is not suspended yet.
    boost::asio::post(io_, [p = std::shared_ptr<detail::pending_base>(std::move(p))] {
      p->fail(make_error(errc::unavailable, "not taking requests"));
    });
    return;
  }
  std::uint32_t slot;
  if (free_.empty()) {
    slot = static_cast<std::uint32_t>(asks_.size());
    asks_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  // The round makes the id of a slot's next use differ, so that a late answer finds nobody.
  std::uint64_t id = ((++sent_ & rounds_mask) << 20) | slot;
  asks_[slot] = {id, std::chrono::steady_clock::now() + limit, std::move(p)};
  ++open_;
  if (!watching_) watch();
  caf::message_id mid(caf::message_id::default_async_value | id);
  to->enqueue(caf::make_mailbox_element(port_, mid, {}, std::move(m)), nullptr);
}

void lane::push(caf::mailbox_element_ptr answer) {
  auto* e = answer.release();
  auto* top = answers_.load(std::memory_order_relaxed);
  do {
    e->next = top;
  } while (!answers_.compare_exchange_weak(top, e, std::memory_order_release,
                                           std::memory_order_relaxed));
  // Only the first of a batch wakes the thread; it takes the whole batch.
  if (!top) boost::asio::post(io_, [self = shared_from_this()] { self->drain(); });
}

void lane::drain() {
  auto* top = answers_.exchange(nullptr, std::memory_order_acquire);
  caf::mailbox_element* oldest = nullptr;
  while (top) {
    auto* next = static_cast<caf::mailbox_element*>(top->next);
    top->next = oldest;
    oldest = top;
    top = next;
  }
  while (oldest) {
    caf::mailbox_element_ptr answer(oldest);
    oldest = static_cast<caf::mailbox_element*>(answer->next);
    answer->next = nullptr;
    if (auto waiting = take(answer->mid.integer_value() & caf::message_id::request_id_mask)) {
      auto content = answer->move_content_to_message();
      answer.reset();
      waiting->complete(content);
    }
  }
}

std::unique_ptr<detail::pending_base> lane::take(std::uint64_t id) {
  auto slot = slot_of(id);
  if (slot >= asks_.size() || asks_[slot].id != id) return nullptr;
  auto waiting = std::move(asks_[slot].waiting);
  asks_[slot].id = 0;
  free_.push_back(slot);
  --open_;
  return waiting;
}

void lane::watch() {
  watching_ = true;
  timer_.expires_after(watch_interval);
  timer_.async_wait([self = shared_from_this()](boost::system::error_code ec) {
    self->watching_ = false;
    if (!ec) self->expire();
  });
}

void lane::expire() {
  auto now = std::chrono::steady_clock::now();
  std::vector<std::unique_ptr<detail::pending_base>> late;
  for (std::size_t i = 0; i < asks_.size(); ++i)
    if (asks_[i].id != 0 && asks_[i].give_up_at <= now) late.push_back(take(asks_[i].id));
  for (auto& waiting : late) waiting->fail(make_error(errc::timeout, "no answer in time"));
  if (open_ > 0 && !watching_) watch();
}

void lane::close() {
  if (std::exchange(closed_, true)) return;
  timer_.cancel();
  std::vector<std::unique_ptr<detail::pending_base>> open;
  for (auto& a : asks_)
    if (a.id != 0) open.push_back(take(a.id));
  for (auto& waiting : open) waiting->fail(make_error(errc::unavailable, "shutting down"));
}

actor_bridge::actor_bridge(caf::actor_system& system,
                           const std::vector<boost::asio::io_context*>& io) {
  for (auto* one : io) lanes_.push_back(lane::open(system, *one));
}

actor_bridge::~actor_bridge() = default;

void actor_bridge::close() {
  for (auto& l : lanes_) boost::asio::post(l->io(), [l] { l->close(); });
}

lane& actor_bridge::lane_of(const executor& here) const {
  for (const auto& l : lanes_)
    if (l->io().get_executor() == here) return *l;
  throw std::logic_error("asked from a thread that has no lane");
}

}  // namespace net::bridge
