#include "actors/root_supervisor.hpp"

#include "config/logging.hpp"

namespace actors {
namespace {

using logging::folder;

template <class T>
caf::result<T> is_down(const char* who) {
  return caf::make_error(errc::unavailable, std::string(who) + " is being started again");
}

}  // namespace

root_supervisor_state::handle::behavior_type root_supervisor_state::start(
    root_supervisor_settings settings, std::shared_ptr<const root_supervisor_deps> deps) {
  settings_ = settings;
  deps_ = std::move(deps);
  self_->set_exit_handler([this](caf::exit_msg& gone) { on_exit_of(gone); });

  children_.push_back(supervised("outbox", outbox_, [this] {
    return deps_->children.outbox(self_->system(), protocol::notice_actor(self_));
  }));
  children_.push_back(supervised("user-directory", directory_, [this] {
    return deps_->children.directory(self_->system(), protocol::effects_actor(self_));
  }));
  children_.push_back(supervised("reminder-timers", timers_, [this] {
    return deps_->children.timers(self_->system(), protocol::due_actor(self_));
  }));
  if (deps_->children.sweep)
    children_.push_back(supervised("carrier-sweep", sweep_, [this] {
      return deps_->children.sweep(self_->system(), protocol::sweep_target_actor(self_));
    }));
  for (std::size_t place = 0; place < children_.size(); ++place) start_child(place);

  return {
      // What is meant for a child is passed on; the answer goes straight to the asker.
      [this](protocol::inbound_text& text) -> caf::result<protocol::turn_reply> {
        if (!directory_) return is_down<protocol::turn_reply>("user-directory");
        return self_->delegate(directory_, std::move(text));
      },
      [this](protocol::item_due& due) -> caf::result<protocol::item_handled> {
        if (!directory_) return is_down<protocol::item_handled>("user-directory");
        return self_->delegate(directory_, std::move(due));
      },
      [this](protocol::notice& words) -> caf::result<protocol::notice_stored> {
        if (!directory_) return is_down<protocol::notice_stored>("user-directory");
        return self_->delegate(directory_, std::move(words));
      },
      [this](protocol::delivery_report& report) -> caf::result<protocol::report_stored> {
        if (!outbox_) return is_down<protocol::report_stored>("outbox");
        return self_->delegate(outbox_, std::move(report));
      },
      // Nothing is lost while one of these is down: they read storage when they start.
      [this](protocol::get_ready& soon) { self_->send(directory_, std::move(soon)); },
      [this](protocol::item_scheduled& news) { self_->send(timers_, std::move(news)); },
      [this](protocol::outbox_wakeup wakeup) { self_->send(outbox_, wakeup); },

      [this](protocol::health_query) -> caf::result<protocol::health_report> {
        reply_to<protocol::health_report> reply(self_);
        auto promise = reply.promise();
        flows_.start(report(std::move(reply)));
        return promise;
      },
      [this](protocol::clock_advanced) -> caf::result<protocol::clock_settled> {
        reply_to<protocol::clock_settled> reply(self_);
        auto promise = reply.promise();
        flows_.start(settle(std::move(reply)));
        return promise;
      },
      [this](protocol::drain) -> caf::result<protocol::drained> {
        reply_to<protocol::drained> reply(self_);
        auto promise = reply.promise();
        flows_.start(drain(std::move(reply)));
        return promise;
      },
      [this](protocol::restart_child which) { start_child(which.place); },
  };
}

template <class Handle, class Make>
root_supervisor_state::child root_supervisor_state::supervised(const char* child_name,
                                                               Handle& place, Make make) {
  return {.name = child_name,
          .start = [this, &place, make]() -> result<caf::actor_id> {
            auto made = make();
            if (!made) return made.error();
            place = *made;
            self_->link_to(place);
            return place.id();
          },
          .forget = [&place] { place = nullptr; },
          .record = restart_record(settings_.restarts)};
}

void root_supervisor_state::start_child(std::size_t place) {
  if (stopping_) return;
  auto& which = children_[place];
  auto started = which.start();
  if (started) {
    which.id = *started;
    return;
  }
  logging::error(folder::actors, "actor-cannot-start",
                 {{"actor", which.name}, {"error", started.error().code}});
  on_failure(place);
}

void root_supervisor_state::on_exit_of(const caf::exit_msg& gone) {
  for (std::size_t place = 0; place < children_.size(); ++place) {
    auto& which = children_[place];
    if (which.id != gone.source.id()) continue;
    which.id = caf::invalid_actor_id;
    which.forget();
    if (!stopping_) on_failure(place);
    return;
  }
  if (gone.reason) self_->quit(gone.reason);  // from above; the children follow
}

void root_supervisor_state::on_failure(std::size_t place) {
  auto& which = children_[place];
  deps_->restarts.of(which.name).add();
  auto delay = which.record.failed(self_->clock().now(), deps_->random());
  if (!delay) {
    logging::error(folder::actors, "actor-given-up", {{"actor", which.name}});
    self_->quit(caf::make_error(errc::internal, std::string(which.name) + " fails too often"));
    return;
  }
  logging::warn(folder::actors, "actor-restarts", {{"actor", which.name}, {"after_us", *delay}});
  self_->delayed_send(self_, *delay, protocol::restart_child{place});
}

flow<> root_supervisor_state::report(reply_to<protocol::health_report> reply) {
  protocol::health_query query;
  std::vector<std::pair<const char*, pending_answer<protocol::health_report>>> asked;
  asked.emplace_back("outbox", ask(self_, outbox_, settings_.health_time, query));
  asked.emplace_back("user-directory", ask(self_, directory_, settings_.health_time, query));
  asked.emplace_back("reminder-timers", ask(self_, timers_, settings_.health_time, query));
  if (deps_->children.sweep)
    asked.emplace_back("carrier-sweep", ask(self_, sweep_, settings_.health_time, query));
  asked.emplace_back("reader", ask(self_, deps_->reader, settings_.health_time, query));

  protocol::health_report all;
  for (auto& [who, pending] : asked) {
    auto answer = co_await pending;
    if (answer)
      for (auto& component : answer->components) all.components.push_back(std::move(component));
    else
      all.components.push_back({who, false, std::string(to_string(answer.error().code))});
  }
  reply.send(std::move(all));
}

/// Reminders that fall due put texts into the outbox: timers first.
flow<> root_supervisor_state::settle(reply_to<protocol::clock_settled> reply) {
  auto reminders = ask(self_, timers_, settings_.settle_time, protocol::clock_advanced{});
  auto reminded = co_await reminders;
  if (!reminded) co_return reply.fail(reminded.error());
  auto texts = ask(self_, outbox_, settings_.settle_time, protocol::clock_advanced{});
  auto sent = co_await texts;
  if (!sent) co_return reply.fail(sent.error());
  reply.send({});
}

/// One that does not answer in time must not keep the others from finishing.
flow<> root_supervisor_state::drain(reply_to<protocol::drained> reply) {
  stopping_ = true;
  auto deadline = self_->clock().now() + settings_.drain_time;
  if (deps_->children.sweep) co_await drain_one("carrier-sweep", sweep_, deadline);
  auto turns = co_await drain_one("user-directory", directory_, deadline);
  auto reminders = co_await drain_one("reminder-timers", timers_, deadline);
  auto texts = co_await drain_one("outbox", outbox_, deadline);
  auto commits = co_await drain_one("committer", deps_->committer, deadline);
  reply.send({turns + reminders + texts + commits});
  self_->quit(caf::exit_reason::user_shutdown);
}

template <class Handle>
flow<std::int64_t> root_supervisor_state::drain_one(const char* who, Handle actor,
                                                    caf::actor_clock::time_point deadline) {
  auto left = std::chrono::floor<std::chrono::milliseconds>(deadline - self_->clock().now());
  auto asked = ask(self_, actor, std::max(left, std::chrono::milliseconds(1)), protocol::drain{});
  auto done = co_await asked;
  if (done) co_return done->finished;
  logging::warn(folder::actors, "drain-incomplete", {{"actor", who}, {"error", done.error().code}});
  co_return 0;
}

protocol::root_supervisor_actor spawn_root_supervisor(caf::actor_system& system,
                                                      root_supervisor_settings settings,
                                                      root_supervisor_deps deps) {
  return system.spawn(
      [](root_supervisor_state::handle::stateful_pointer<root_supervisor_state> self,
         root_supervisor_settings s, std::shared_ptr<const root_supervisor_deps> d) {
        return self->state.start(s, std::move(d));
      },
      settings, std::make_shared<const root_supervisor_deps>(std::move(deps)));
}

}  // namespace actors
