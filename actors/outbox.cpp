#include "actors/outbox.hpp"

#include <fmt/format.h>

#include "config/logging.hpp"

namespace actors {
namespace {

using logging::folder;

/// A full batch in which nothing may go now (its records are still being stored) is read again
/// after this.
constexpr std::chrono::milliseconds full_batch_pause{50};

/// Trying again would not help: the number or the text is refused for what it is.
bool is_permanent(errc e) {
  return e == errc::invalid_argument || e == errc::forbidden || e == errc::not_found ||
         e == errc::too_large;
}

}  // namespace

outbox_state::handle::behavior_type outbox_state::start(outbox_settings settings,
                                                        std::shared_ptr<const outbox_deps> deps) {
  settings_ = settings;
  deps_ = std::move(deps);
  self_->send(self_, alarm_.first());
  return {
      [this](protocol::outbox_wakeup) {
        scan_wanted_ = true;
        look();
      },
      [this](protocol::clock_advanced) {
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
        if (!alarm_.rings(ring)) return;
        scan_wanted_ = true;
        look();
      },
  };
}

/// Whatever happened: send what can be sent, read what is wanted, see to be woken again.
void outbox_state::look() {
  if (!rest_.stopped()) {
    std::erase_if(paused_, [this](auto& pause) { return pause.second <= now(); });
    send_ready();
    if (batch_was_full_ && ready_.empty()) scan_wanted_ = true;
    if (scan_wanted_ && !scanning_ && now() >= rescan_at_) flows_.start(scan());
    set_alarm();
  }
  if (rest_.answer(!sending_.empty(), scanning_, sent_) == rest_watch::next::scan)
    flows_.start(scan());
}

flow<> outbox_state::scan() {
  scan_wanted_ = false;
  scanning_ = true;
  rest_.scan_begins();
  auto read_at = now();
  auto asked = ask(self_, deps_->reader, settings_.scan_timeout,
                   protocol::outbox_scan{read_at, settings_.batch});
  auto found = co_await asked;
  scanning_ = false;
  if (found) {
    failed_scans_ = 0;
    adopt(found->rows, read_at);
  } else {
    ++failed_scans_;
    scan_wanted_ = true;
    rescan_at_ = now() + settings_.retry.delay(failed_scans_, deps_->random());
    logging::warn(folder::actors, "outbox-scan-failed", {{"error", found.error().code}});
    rest_.fail_settling(found.error());
  }
  look();
}

void outbox_state::adopt(const std::vector<row_ptr>& rows, instant read_at) {
  ready_.clear();
  std::unordered_set<row_id> shown;
  for (auto& row : rows) {
    shown.insert(row->id);
    if (may_send(*row)) ready_.push_back(row);
  }
  std::ranges::sort(ready_, {}, [](auto& row) { return row->id; });
  batch_was_full_ = static_cast<std::int64_t>(rows.size()) >= settings_.batch;
  if (batch_was_full_ && ready_.empty()) {
    rescan_at_ = now() + full_batch_pause;
  } else if (!batch_was_full_) {  // storage has recorded what it no longer shows
    std::erase_if(told_, [&](auto& entry) {
      return entry.second.at < read_at && !shown.contains(entry.first);
    });
  }
}

bool outbox_state::may_send(const storage::outbox_row& row) {
  if (sending_.contains(row.id)) return false;
  auto known = told_.find(row.id);
  if (known == told_.end()) return true;
  auto& fate = known->second;
  if (fate.result.status == "pending" && fate.result.not_before <= now()) return true;
  if (fate.at + settings_.record_again_after <= now()) record(fate);  // the record got lost
  return false;
}

void outbox_state::send_ready() {
  std::unordered_set<user_id> passed;  // users whose earlier text is still here: no overtaking
  for (auto it = ready_.begin(); it != ready_.end();) {
    if (sending_.size() >= settings_.most_in_flight) return;
    auto row = *it;
    bool paused = paused_.contains(row->user_id);
    if (paused || busy_.contains(row->user_id) || passed.contains(row->user_id)) {
      passed.insert(row->user_id);
      it = paused ? ready_.erase(it) : std::next(it);  // a paused one comes with a later scan
      continue;
    }
    it = ready_.erase(it);
    flows_.start(send(row));
  }
}

flow<> outbox_state::send(row_ptr row) {
  sending_.insert(row->id);
  busy_.insert(row->user_id);
  rest_.worked();
  protocol::outgoing_text text{row->id, row->recipient, row->body.plain};
  auto asked = ask(self_, deps_->sender, settings_.send_timeout, std::move(text));
  auto receipt = co_await asked;
  sending_.erase(row->id);
  busy_.erase(row->user_id);
  conclude(*row, receipt);
  look();
}

void outbox_state::conclude(const storage::outbox_row& row,
                            const result<protocol::carrier_receipt>& receipt) {
  rest_.worked();
  auto before = told_.find(row.id);
  told fate{.attempts =
                std::max(row.attempts, before == told_.end() ? 0 : before->second.attempts)};
  ++fate.attempts;
  auto& r = fate.result;
  r = {.id = row.id, .user = row.user_id, .not_before = now(), .at = now()};
  if (receipt) {
    r.status = "sent";
    r.provider_id = receipt->provider_id;
    ++sent_;
  } else if (is_permanent(receipt.error().code) || fate.attempts >= settings_.most_attempts) {
    r.status = "failed";
  } else {
    r.status = "pending";
    r.not_before = now() + settings_.retry.delay(static_cast<int>(fate.attempts), deps_->random());
    paused_[row.user_id] = r.not_before;
  }
  deps_->sent.of(receipt ? "accepted" : r.status == "failed" ? "refused" : "failed").add();
  if (!receipt)
    logging::warn(folder::actors, "text-not-sent",
                  {{"row", row.id}, {"error", receipt.error().code}, {"status", r.status}});
  record(std::move(fate));
}

void outbox_state::record(told fate) {
  fate.at = now();
  self_->send(deps_->committer, fate.result);
  told_[fate.result.id] = std::move(fate);
}

void outbox_state::set_alarm() {
  auto next = now() + settings_.longest_sleep;
  for (auto& [user, until] : paused_) next = std::min(next, until);
  if (scan_wanted_ && !scanning_) next = std::min(next, rescan_at_);
  alarm_.set(self_, now(), next);
}

protocol::health_report outbox_state::report() const {
  return {{{name, failed_scans_ == 0 && !rest_.stopped(),
            fmt::format("sending={} ready={} paused={}", sending_.size(), ready_.size(),
                        paused_.size())}}};
}

result<protocol::outbox_actor> spawn_outbox(caf::actor_system& system, outbox_settings settings,
                                            outbox_deps deps) {
  if (settings.batch < 1 || settings.most_in_flight < 1 || settings.most_attempts < 1)
    return ::make_error(errc::invalid_argument, "limits must be at least 1", "outbox");
  return protocol::outbox_actor(system.spawn(
      [](outbox_state::handle::stateful_pointer<outbox_state> self, outbox_settings s,
         std::shared_ptr<const outbox_deps> d) { return self->state.start(s, std::move(d)); },
      settings, std::make_shared<const outbox_deps>(std::move(deps))));
}

}  // namespace actors
