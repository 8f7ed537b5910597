#include "actors/reminder_timers.hpp"

#include <fmt/format.h>

#include "config/logging.hpp"

namespace actors {

using logging::folder;

/// What was handled by then came at its time.
constexpr std::chrono::seconds punctual{5};

reminder_timers_state::handle::behavior_type reminder_timers_state::start(
    reminder_timers_settings settings, std::shared_ptr<const reminder_timers_deps> deps) {
  settings_ = settings;
  deps_ = std::move(deps);
  self_->send(self_, alarm_.first());
  return {
      [this](protocol::item_scheduled& news) {
        on_scheduled(news);
        look();
      },
      [this](protocol::clock_advanced) {
        if (!rest_.settling()) handled_while_settling_.clear();
        auto promise = rest_.on_clock_advanced(self_);
        look();
        return promise;
      },
      [this](protocol::health_query) { return report(); },
      [this](protocol::drain) {
        auto promise = rest_.on_drain(self_);
        look();
        return promise;
      },
      [this](protocol::look_again ring) {
        if (alarm_.rings(ring)) look();
      },
  };
}

/// Whatever happened: do what is due now, and see to be woken for what comes next.
void reminder_timers_state::look() {
  if (!rest_.stopped()) {
    offer_due();
    announce_near();
    if (!scanning_ && now() >= rescan_at_) flows_.start(scan());
    set_alarm();
  }
  if (rest_.answer(offered_ > 0, scanning_, 0) == rest_watch::next::scan) flows_.start(scan());
}

/// What is due by now needs no warning any more.
void reminder_timers_state::announce_near() {
  auto at = now();
  if (at < next_batch_at_) return;
  for (std::size_t told = 0; !near_.empty() && near_.top().at <= at;) {
    if (told == settings_.ready_batch) {
      next_batch_at_ = at + settings_.ready_pause;
      return;
    }
    auto next = near_.top();
    near_.pop();
    auto it = items_.find(next.item);
    if (it == items_.end() || it->second.offered || it->second.next_try <= at) continue;
    self_->send(deps_->due, protocol::get_ready{it->second.due.phone});
    ++told;
  }
}

void reminder_timers_state::offer_due() {
  while (!moments_.empty() && moments_.top().at <= now() && offered_ < settings_.most_offered) {
    auto next = moments_.top();
    moments_.pop();
    auto it = items_.find(next.item);
    if (it == items_.end() || it->second.offered || it->second.next_try != next.at) continue;
    flows_.start(offer(next.item));
  }
}

flow<> reminder_timers_state::offer(row_id item) {
  auto& waiting = items_.at(item);
  waiting.offered = true;
  ++offered_;
  rest_.worked();
  auto due = waiting.due;
  auto asked = ask(self_, deps_->due, settings_.offer_timeout, protocol::item_due{due});
  auto answer = co_await asked;
  --offered_;
  conclude(due, answer);
  look();
}

void reminder_timers_state::conclude(const protocol::due_item& due,
                                     const result<protocol::item_handled>& answer) {
  auto it = items_.find(due.item);
  auto& item = it->second;
  item.offered = false;
  rest_.worked();
  if (rest_.settling() && answer) handled_while_settling_.insert({due.item, due.due_at});
  deps_->handled.of(!answer ? "failed" : now() - due.due_at <= punctual ? "on-time" : "late").add();
  if (item.gone || (answer && !item.moved)) {
    items_.erase(it);
  } else if (item.moved) {
    item.moved = false;
    wait_for(item);
  } else {
    ++item.failures;
    item.next_try = now() + settings_.retry.delay(item.failures, deps_->random());
    wait_for(item);
    logging::warn(folder::actors, "reminder-not-handled",
                  {{"item", due.item}, {"error", answer.error().code}, {"try", item.failures}});
  }
}

flow<> reminder_timers_state::scan() {
  scanning_ = true;
  rest_.scan_begins();
  heard_during_scan_.clear();
  scanning_until_ = now() + settings_.window;
  auto asked = ask(self_, deps_->reader, settings_.scan_timeout,
                   protocol::due_scan{scanning_until_, settings_.page});
  auto found = co_await asked;
  scanning_ = false;
  if (found) {
    failed_scans_ = 0;
    adopt(*found, scanning_until_);
  } else {
    ++failed_scans_;
    rescan_at_ = now() + settings_.retry.delay(failed_scans_, deps_->random());
    logging::warn(folder::actors, "due-scan-failed", {{"error", found.error().code}});
    rest_.fail_settling(found.error());
  }
  look();
}

void reminder_timers_state::adopt(const protocol::due_items& found, instant until) {
  for (auto& due : found.items) {
    if (heard_during_scan_.contains(due.item)) continue;  // heard is newer than read
    if (handled_while_settling_.contains({due.item, due.due_at})) continue;
    auto [it, added] = items_.try_emplace(due.item);
    auto& item = it->second;
    if (!added && (item.offered || item.due.due_at == due.due_at)) continue;
    item = {.due = due, .next_try = due.due_at};
    wait_for(item);
  }
  // A full page ends where its last item is due; the rest is read when most of it is handled.
  page_was_full_ = found.more && !found.items.empty();
  known_until_ = page_was_full_ ? found.items.back().due_at : until;
  rescan_at_ = now() + settings_.window / 2;
}

void reminder_timers_state::on_scheduled(const protocol::item_scheduled& news) {
  if (scanning_) heard_during_scan_.insert(news.item);
  auto horizon = scanning_ ? std::max(known_until_, scanning_until_) : known_until_;
  auto known = items_.find(news.item);
  if (!news.due_at || *news.due_at >= horizon) {  // no longer, or so late that a scan will bring it
    if (known == items_.end()) return;
    known->second.gone = true;
    if (!known->second.offered) items_.erase(known);
    return;
  }
  auto& item = items_[news.item];
  item.due = {news.item, news.user, news.phone, *news.due_at};
  item.next_try = *news.due_at;
  item.failures = 0;
  item.gone = false;
  item.moved = item.offered;
  if (!item.offered) wait_for(item);
}

void reminder_timers_state::wait_for(waiting_item& item) {
  moments_.push({item.next_try, item.due.item});
  if (item.failures == 0) near_.push({item.next_try - settings_.ready_ahead, item.due.item});
}

void reminder_timers_state::set_alarm() {
  if (page_was_full_ && !scanning_ && items_.size() <= static_cast<std::size_t>(settings_.page) / 4)
    rescan_at_ = std::min(rescan_at_, now());
  auto next = now() + settings_.longest_sleep;
  if (!scanning_) next = std::min(next, rescan_at_);
  if (!moments_.empty() && offered_ < settings_.most_offered)
    next = std::min(next, moments_.top().at);
  if (!near_.empty()) next = std::min(next, std::max(near_.top().at, next_batch_at_));
  alarm_.set(self_, now(), next);
}

protocol::health_report reminder_timers_state::report() const {
  deps_->waiting.set(static_cast<double>(items_.size()));
  return {{{name, failed_scans_ == 0 && !rest_.stopped(),
            fmt::format("waiting={} offered={}", items_.size(), offered_)}}};
}

result<protocol::reminder_timers_actor> spawn_reminder_timers(caf::actor_system& system,
                                                              reminder_timers_settings settings,
                                                              reminder_timers_deps deps) {
  if (settings.window.count() < 1 || settings.page < 1 || settings.most_offered < 1)
    return ::make_error(errc::invalid_argument, "limits must be at least 1", "reminder_timers");
  return protocol::reminder_timers_actor(system.spawn(
      [](reminder_timers_state::handle::stateful_pointer<reminder_timers_state> self,
         reminder_timers_settings s, std::shared_ptr<const reminder_timers_deps> d) {
        return self->state.start(s, std::move(d));
      },
      settings, std::make_shared<const reminder_timers_deps>(std::move(deps))));
}

}  // namespace actors
