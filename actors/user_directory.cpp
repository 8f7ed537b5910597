#include "actors/user_directory.hpp"

#include <fmt/format.h>

#include "config/logging.hpp"

namespace actors {
namespace {

using logging::folder;

/// How often one message may meet an actor that is just ending.
constexpr int most_attempts = 3;
/// Idle users are looked for this many times in one idle time.
constexpr int looks_per_idle_time = 8;

}  // namespace

user_directory_state::handle::behavior_type user_directory_state::start(
    user_directory_settings settings, user_directory_deps deps) {
  settings_ = settings;
  deps_ = std::move(deps);
  turn_limit_ = std::make_shared<protocol::time_limit>(self_->system(), settings_.turn_timeout);
  storage_limit_ = std::make_shared<protocol::time_limit>(self_->system(),
                                                          deps_.world->settings.storage_timeout);
  self_->set_exit_handler([this](caf::exit_msg& gone) { on_exit_of(gone); });
  self_->send(self_, protocol::look_again{});
  return {
      [this](protocol::inbound_text& text) -> caf::result<protocol::turn_reply> {
        auto phone = text.from;
        return accept<text_errand>(phone, std::move(text));
      },
      [this](protocol::item_due& due) -> caf::result<protocol::item_handled> {
        auto phone = due.item.phone;
        return accept<due_errand>(phone, std::move(due));
      },
      [this](protocol::notice& words) -> caf::result<protocol::notice_stored> {
        auto phone = words.phone;
        return accept<notice_errand>(phone, std::move(words));
      },
      [this](protocol::get_ready& soon) {
        if (draining_) return;
        auto& who = find_or_add(soon.phone);
        ensure_actor(who);
        self_->send(who.actor, std::move(soon));
      },
      [this](protocol::health_query) { return report(); },
      [this](protocol::drain) -> caf::result<protocol::drained> {
        draining_ = true;
        finished_ = 0;
        auto& reply = drain_replies_.emplace_back(self_);
        auto promise = reply.promise();
        if (in_flight_ == 0) finish_drain();
        return promise;
      },
      [this](protocol::look_again) {
        retire_idle();
        self_->delayed_send(self_, settings_.idle_after / looks_per_idle_time,
                            protocol::look_again{});
      },
  };
}

template <class Errand, class Message>
caf::result<typename Errand::answer> user_directory_state::accept(const std::string& phone,
                                                                  Message message) {
  if (draining_) return caf::make_error(errc::unavailable, std::string("shutting down"));
  if (in_flight_ >= settings_.most_in_flight)
    return caf::make_error(errc::unavailable, std::string("too many turns in flight"));
  auto& who = find_or_add(phone);
  if (who.waiting.size() >= settings_.most_waiting_per_user)
    return caf::make_error(errc::rate_limited, std::string("too many messages of one user"));

  Errand job{std::move(message), {self_}};
  auto promise = job.reply.promise();
  who.waiting.emplace_back(std::move(job));
  ++in_flight_;
  if (!who.busy) flows_.start(serve(who));
  return promise;
}

/// One user's messages, one after the other, until none waits.
flow<> user_directory_state::serve(resident& who) {
  who.busy = true;
  count_busy(+1);
  while (!who.waiting.empty()) {
    auto next = std::move(who.waiting.front());
    who.waiting.pop_front();
    if (auto* text = std::get_if<text_errand>(&next))
      co_await run(who, std::move(*text));
    else if (auto* due = std::get_if<due_errand>(&next))
      co_await run(who, std::move(*due));
    else
      co_await run(who, std::move(std::get<notice_errand>(next)));
    --in_flight_;
    ++finished_;
    publish();
  }
  who.busy = false;
  count_busy(-1);
  retire_beyond_limit();
  if (draining_ && in_flight_ == 0) finish_drain();
}

template <class Errand>
flow<> user_directory_state::run(resident& who, Errand job) {
  for (int attempt = 1;; ++attempt) {
    ensure_actor(who);
    auto asked = ask(self_, who.actor, *turn_limit_, job.message);
    auto answer = co_await asked;
    if (answer) co_return job.reply.send(std::move(*answer));
    if (!protocol::is_nobody_there(answer.error()) || attempt == most_attempts) {
      if (answer.error().code == errc::timeout) disown(who);
      co_return job.reply.fail(std::move(answer.error()));
    }
    disown(who);  // it ended before it took the message: another one takes it
  }
}

user_directory_state::resident& user_directory_state::find_or_add(const std::string& phone) {
  auto known = by_phone_.find(phone);
  auto it = known != by_phone_.end() ? known->second : residents_.emplace(residents_.end());
  if (known == by_phone_.end()) {
    it->phone = phone;
    by_phone_.emplace(it->phone, it);
  }
  residents_.splice(residents_.end(), residents_, it);
  it->last_used = self_->clock().now();
  return *it;
}

void user_directory_state::ensure_actor(resident& who) {
  if (who.actor) return;
  who.actor = self_->spawn<caf::linked + caf::lazy_init>(user_actor_main, deps_.world,
                                                         storage_limit_, who.phone);
  children_.emplace(who.actor.id(), &who);
}

/// Its actor has ended, or is given up. An actor that never answers cannot be stopped while it
/// waits (CAF keeps even an exit message back); it must only get nothing more.
void user_directory_state::disown(resident& who) {
  if (!who.actor) return;
  if (auto child = children_.find(who.actor.id()); child != children_.end())
    child->second = nullptr;
  // Not `kill`: what is linked to an actor that ends by it is killed too, and that is us.
  self_->send_exit(who.actor, caf::exit_reason::user_shutdown);
  who.actor = nullptr;
}

void user_directory_state::retire(residents::iterator who) {
  if (who->actor) {
    children_[who->actor.id()] = nullptr;
    self_->send(who->actor, protocol::retire{});
  }
  by_phone_.erase(who->phone);
  residents_.erase(who);
}

void user_directory_state::retire_idle() {
  auto idle_since = self_->clock().now() - settings_.idle_after;
  for (auto it = residents_.begin(); it != residents_.end() && it->last_used <= idle_since;) {
    auto who = it++;
    if (!who->busy) retire(who);
  }
  publish();
}

void user_directory_state::retire_beyond_limit() {
  for (auto it = residents_.begin();
       it != residents_.end() && residents_.size() > settings_.most_awake;) {
    auto who = it++;
    if (!who->busy) retire(who);
  }
}

void user_directory_state::on_exit_of(const caf::exit_msg& gone) {
  auto child = children_.find(gone.source.id());
  if (child == children_.end()) {
    if (gone.reason) self_->quit(gone.reason);  // the supervisor's word; user actors follow (links)
    return;
  }
  if (auto* who = child->second) who->actor = nullptr;  // the user's next message gets a new one
  if (gone.reason) deps_.metrics.restarts.add();
  children_.erase(child);
}

void user_directory_state::finish_drain() {
  while (!residents_.empty()) retire(residents_.begin());
  for (auto& reply : drain_replies_) reply.send({finished_});
  drain_replies_.clear();
  publish();
}

void user_directory_state::count_busy(std::ptrdiff_t more) {
  busy_ += static_cast<std::size_t>(more);
  if (deps_.load) deps_.load->set(busy_);
}

void user_directory_state::publish() const {
  deps_.metrics.awake.set(static_cast<double>(children_.size()));
  deps_.metrics.in_flight.set(static_cast<double>(in_flight_));
}

protocol::health_report user_directory_state::report() const {
  return {{{name, !draining_, fmt::format("awake={} in_flight={}", children_.size(), in_flight_)}}};
}

result<protocol::user_directory_actor> spawn_user_directory(caf::actor_system& system,
                                                            user_directory_settings settings,
                                                            user_directory_deps deps) {
  if (settings.idle_after.count() < 1)
    return ::make_error(errc::invalid_argument, "must be at least 1 s", "users.idle_after");
  if (!settings.most_awake || !settings.most_in_flight || !settings.most_waiting_per_user)
    return ::make_error(errc::invalid_argument, "limits must be at least 1", "user_directory");
  return protocol::user_directory_actor(
      system.spawn([](user_directory_state::handle::stateful_pointer<user_directory_state> self,
                      user_directory_settings s,
                      user_directory_deps d) { return self->state.start(s, std::move(d)); },
                   settings, std::move(deps)));
}

}  // namespace actors
