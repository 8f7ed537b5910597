#include "actors/carrier_sweep.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/logging.hpp"

namespace actors {

using logging::folder;

carrier_sweep_state::handle::behavior_type carrier_sweep_state::start(
    carrier_sweep_settings settings, std::shared_ptr<const carrier_sweep_deps> deps) {
  settings_ = std::move(settings);
  deps_ = std::move(deps);
  self_->send(self_, protocol::look_again{});
  return {
      [this](protocol::health_query) {
        return protocol::health_report{{{name, !last_failed_, fmt::format("taken={}", taken_)}}};
      },
      [this](protocol::drain) -> caf::result<protocol::drained> {
        stopped_ = true;
        auto& reply = draining_.emplace_back(self_);
        auto promise = reply.promise();
        if (!sweeping_) {
          reply.send({taken_});
          draining_.clear();
        }
        return promise;
      },
      [this](protocol::look_again) {
        if (!stopped_ && !sweeping_) flows_.start(sweep());
      },
  };
}

flow<> carrier_sweep_state::sweep() {
  sweeping_ = true;
  auto asked = ask(self_, deps_->committer, settings_.storage_timeout,
                   protocol::sweep_mark{settings_.carrier, std::nullopt});
  auto mark = co_await asked;
  result<void> done = result<void>();
  if (!mark) {
    done = mark.error();
  } else {
    auto until = deps_->clock.now() - settings_.leave_to_webhook;
    auto since = mark->seen_until.value_or(until) - settings_.overlap;
    done = co_await sweep_since(since, until);
    if (done) {
      auto marked = ask(self_, deps_->committer, settings_.storage_timeout,
                        protocol::sweep_mark{settings_.carrier, until});
      auto stored = co_await marked;
      if (!stored) done = stored.error();
    }
  }
  last_failed_ = !done;
  if (!done) {
    deps_->found.of("failed").add();
    logging::warn(folder::actors, "carrier-sweep-failed", {{"error", done.error().code}});
  }
  sweeping_ = false;
  for (auto& reply : draining_) reply.send({taken_});
  draining_.clear();
  self_->delayed_send(self_, settings_.every, protocol::look_again{});
}

flow<result<void>> carrier_sweep_state::sweep_since(instant since, instant until) {
  // Pages come newest first, and texts have to be handled in the order they were sent.
  std::vector<protocol::carrier_page> pages;
  std::string next;
  do {
    auto asked = ask(self_, deps_->carrier, settings_.carrier_timeout,
                     protocol::carrier_history{since, next});
    auto page = co_await asked;
    if (!page) co_return page.error();
    next = page->next;
    pages.push_back(std::move(*page));
  } while (!next.empty() && !stopped_);
  for (auto page = pages.rbegin(); page != pages.rend(); ++page) {
    auto taken = co_await take(std::move(*page), until);
    if (!taken) co_return taken;
  }
  co_return result<void>();
}

flow<result<void>> carrier_sweep_state::take(protocol::carrier_page page, instant until) {
  protocol::recognise wanted;
  for (auto& m : page.messages) {
    if (!m.inbound)
      wanted.outbound.push_back(m.provider_id);
    else if (m.at <= until)
      wanted.inbound.emplace_back(m.provider_id, m.from);
  }
  auto asked = ask(self_, deps_->reader, settings_.storage_timeout, std::move(wanted));
  auto known = co_await asked;
  if (!known) co_return known.error();
  for (auto& m : page.messages) {
    if (stopped_) co_return ::make_error(errc::unavailable, "shutting down");
    if (m.inbound) {
      if (std::ranges::find(known->unseen, m.provider_id) == known->unseen.end()) continue;
      auto text = deps_->read(m);
      if (!text) continue;
      auto taken = co_await take_text(std::move(*text));
      if (!taken) co_return taken;
      continue;
    }
    auto ours = std::ranges::find(known->known, m.provider_id, &protocol::known_text::provider_id);
    if (ours == known->known.end()) continue;
    bool priced = ours->priced || !m.price_micros;
    if (m.status.empty() || (ours->status == m.status && priced)) continue;
    auto told = ask(self_, deps_->target, settings_.storage_timeout,
                    protocol::delivery_report{m, ours->id, ours->user});
    auto stored = co_await told;
    if (!stored) co_return stored.error();
    if (stored->changed) deps_->found.of("report").add();
  }
  co_return result<void>();
}

flow<result<void>> carrier_sweep_state::take_text(protocol::inbound_text text) {
  text.answer_later = true;
  auto phone = text.from;
  auto asked = ask(self_, deps_->target, settings_.turn_timeout, std::move(text));
  auto answer = co_await asked;
  if (!answer) co_return answer.error();
  if (answer->failed) co_return ::make_error(errc::unavailable, "a text was not stored");
  // A stranger has no outbox: the invitation goes at once, or, if it cannot, not at all.
  for (auto& words : answer->texts) {
    auto sent = ask(self_, deps_->carrier, settings_.carrier_timeout,
                    protocol::outgoing_text{0, phone, words, 0});
    auto receipt = co_await sent;
    if (!receipt) logging::warn(folder::actors, "invitation-not-sent");
  }
  if (answer->stored && !answer->duplicate) {
    ++taken_;
    deps_->found.of("text").add();
    logging::info(folder::actors, "missed-text-handled");
  }
  co_return result<void>();
}

result<protocol::carrier_sweep_actor> spawn_carrier_sweep(caf::actor_system& system,
                                                          carrier_sweep_settings settings,
                                                          carrier_sweep_deps deps) {
  if (settings.every.count() < 1)
    return ::make_error(errc::invalid_argument, "must be at least 1 s", "carrier_sweep");
  return protocol::carrier_sweep_actor(system.spawn(
      [](carrier_sweep_state::handle::stateful_pointer<carrier_sweep_state> self,
         carrier_sweep_settings s, std::shared_ptr<const carrier_sweep_deps> d) {
        return self->state.start(std::move(s), std::move(d));
      },
      std::move(settings), std::make_shared<const carrier_sweep_deps>(std::move(deps))));
}

}  // namespace actors
