#include "actors/outbox.hpp"

#include <fmt/format.h>

#include "actors/replies/segments.hpp"
#include "actors/replies/templates.hpp"
#include "actors/sending_policy.hpp"
#include "config/logging.hpp"

namespace actors {
namespace {

using logging::folder;
using protocol::claim_verdict;
using protocol::send_fate;

/// A full batch in which nothing may go now (its records are still being stored) is read again
/// after this.
constexpr std::chrono::milliseconds full_batch_pause{50};
/// What storage calls gone is looked at again after this.
constexpr std::chrono::seconds gone_pause{1};
/// The carrier's clock and ours may differ by this much.
constexpr std::chrono::seconds clock_skew{60};

/// An error stands for an answer that the carrier itself did not give.
send_fate fate_of(const result<protocol::carrier_receipt>& answer) {
  if (answer) return answer->fate;
  switch (answer.error().code) {
    case errc::unavailable:
    case errc::rate_limited:
      return send_fate::busy;
    case errc::unauthorized:
      return send_fate::misconfigured;
    case errc::timeout:
    case errc::internal:
      return send_fate::unknown;
    default:
      return send_fate::refused;
  }
}

protocol::outgoing_text text_of(const storage::outbox_row& row) {
  return {row.id, row.recipient, row.body.plain, row.user_id, row.provider_id.value_or("")};
}

/// "2026-11": the month that a budget is for.
std::string month_of(instant t) {
  std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(t));
  return fmt::format("{:04}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()));
}

}  // namespace

outbox_state::handle::behavior_type outbox_state::start(outbox_settings settings,
                                                        std::shared_ptr<const outbox_deps> deps) {
  settings_ = settings;
  deps_ = std::move(deps);
  rates_ = {settings_.texts_per_minute, settings_.texts_per_user_minute};
  self_->send(self_, alarm_.first());
  return {
      [this](protocol::outbox_wakeup) {
        scan_wanted_ = true;
        look();
      },
      [this](protocol::delivery_report& report) -> caf::result<protocol::report_stored> {
        report_reply reply(self_);
        auto promise = reply.promise();
        flows_.start(on_report(std::move(report), std::move(reply)));
        return promise;
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
    if (wants_scan() && now() >= rescan_at_) flows_.start(scan());
    set_alarm();
    deps_->metrics.texts.of("pending").set(static_cast<double>(ready_.size()));
    deps_->metrics.texts.of("sending").set(static_cast<double>(sending_.size()));
  }
  if (rest_.answer(!sending_.empty(), scanning_, sent_) == rest_watch::next::scan)
    flows_.start(scan());
}

/// What was read is seen to first: reading it over and over, while many texts are made, would hold
/// up the making.
bool outbox_state::wants_scan() const {
  return scan_wanted_ && !scanning_ && ready_.size() < settings_.most_in_flight;
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
    if (may_go(*row)) ready_.push_back(row);
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

bool outbox_state::may_go(const storage::outbox_row& row) {
  if (sending_.contains(row.id)) return false;
  auto known = told_.find(row.id);
  if (known == told_.end()) return true;
  auto& fate = known->second;
  if (fate.result.status == "pending" && fate.result.not_before <= now()) return true;
  if (fate.at + settings_.record_again_after <= now()) record(fate);  // the record got lost
  return false;
}

/// Claimed, and nothing is known of it since: the carrier may have it.
bool outbox_state::is_in_doubt(const storage::outbox_row& row) const {
  return row.status == "sending" && !told_.contains(row.id);
}

/// Texts of users whose text waits come with a later scan, behind that one: kept here, they would
/// pass it as soon as the wait is over.
void outbox_state::send_ready() {
  begin_what_may_go();
  if (!paused_.empty())
    std::erase_if(ready_, [this](auto& row) { return paused_.contains(row->user_id); });
}

void outbox_state::begin_what_may_go() {
  std::unordered_set<user_id> passed;  // users whose earlier text is still here: no overtaking
  auto at = now();
  for (auto it = ready_.begin(); it != ready_.end();) {
    if (sending_.size() >= settings_.most_in_flight || at < carrier_rests_until_) return;
    if (rates_.all_free_at(at) > at) {
      deps_->metrics.held.of("rate").add();
      return;
    }
    auto row = *it;
    bool waits = busy_.contains(row->user_id) || passed.contains(row->user_id);
    if (!waits && starts(row)) {
      it = ready_.erase(it);
      continue;
    }
    passed.insert(row->user_id);
    ++it;
  }
}

/// Begins with this row, or pauses its user until that can be.
bool outbox_state::starts(const row_ptr& row) {
  auto user = row->user_id;
  auto at = now();
  if (paused_.contains(user)) return false;
  if (is_in_doubt(*row)) {
    auto askable = row->claimed_at.value_or(row->not_before) + settings_.settle_after;
    if (askable > at) {
      paused_[user] = askable;
      return false;
    }
    flows_.start(settle(row));
    return true;
  }
  if (auto free = rates_.free_at(user, at); free > at) {
    deps_->metrics.held.of("user-rate").add();
    paused_[user] = free;
    return false;
  }
  rates_.take(user, at);
  flows_.start(send(row));
  return true;
}

/// Nothing goes to this user until then; what comes next is read anew, in order.
void outbox_state::pause(user_id user, instant until) {
  paused_[user] = until;
  forget_ready(user);
}

/// At once, and not when the pause is looked at: it may be over by then.
void outbox_state::forget_ready(user_id user) {
  std::erase_if(ready_, [user](auto& row) { return row->user_id == user; });
}

void outbox_state::begin(const storage::outbox_row& row) {
  sending_.insert(row.id);
  busy_.insert(row.user_id);
  rest_.worked();
}

void outbox_state::end(const storage::outbox_row& row) {
  sending_.erase(row.id);
  busy_.erase(row.user_id);
  rest_.worked();
}

flow<> outbox_state::send(row_ptr row) {
  begin(*row);
  auto claimed = co_await claim(row);
  if (claimed && claimed->verdict == claim_verdict::go) {
    told_.erase(row->id);  // what was told before was about an earlier attempt
    auto asked = ask(self_, deps_->carrier, settings_.send_timeout, text_of(*row));
    auto answer = co_await asked;
    conclude(*row, answer);
  }
  end(*row);
  look();
}

flow<result<protocol::text_claimed>> outbox_state::claim(row_ptr row) {
  auto segments = static_cast<std::int64_t>(replies::measure(row->body.plain).segments);
  protocol::claim_text wanted{
      row->id, row->user_id, row->recipient, segments, is_asked_for(row->kind), now()};
  auto asked = ask(self_, deps_->committer, settings_.storage_timeout, std::move(wanted));
  auto claimed = co_await asked;
  if (!claimed) {
    pause(row->user_id, now() + settings_.retry.delay(1, deps_->random()));
    logging::warn(folder::actors, "text-not-claimed",
                  {{"row", row->id}, {"error", claimed.error().code}});
    co_return claimed;
  }
  auto verdict = claimed->verdict;
  if (verdict == claim_verdict::gone) pause(row->user_id, now() + gone_pause);
  if (verdict == claim_verdict::stopped || verdict == claim_verdict::held) {
    auto reason = verdict == claim_verdict::stopped ? "stopped" : "budget";
    deps_->metrics.held.of(reason).add();
    logging::info(folder::actors, "text-withheld", {{"row", row->id}, {"reason", reason}});
  }
  if (verdict == claim_verdict::go || verdict == claim_verdict::held)
    mention_budget(*row, claimed->spent_micros);
  co_return claimed;
}

std::int64_t outbox_state::attempts_of(const storage::outbox_row& row) const {
  auto before = told_.find(row.id);
  return std::max(row.attempts, before == told_.end() ? 0 : before->second.attempts) + 1;
}

protocol::outbox_result outbox_state::outcome_of(const storage::outbox_row& row) const {
  return {.id = row.id, .user = row.user_id, .not_before = now(), .at = now()};
}

void outbox_state::conclude(const storage::outbox_row& row,
                            const result<protocol::carrier_receipt>& answer) {
  auto fate = fate_of(answer);
  if (fate == send_fate::unknown) {
    deps_->metrics.sent.of("unknown").add();
    logging::warn(folder::actors, "text-in-doubt", {{"row", row.id}});
    pause(row.user_id, now() + settings_.settle_after);
    return;
  }
  told next{.result = outcome_of(row), .attempts = attempts_of(row)};
  auto& r = next.result;
  if (answer) r.code = answer->code;
  if (fate == send_fate::taken) {
    r.status = answer->status;
    r.provider_id = answer->provider_id;
    ++sent_;
    deps_->metrics.segments.add(static_cast<double>(replies::measure(row.body.plain).segments));
  } else if (is_final(fate) || next.attempts >= settings_.most_attempts) {
    r.status = "failed";
    refuse_number(row.recipient, fate);
  } else {
    auto asked_for = answer ? answer->retry_after : std::chrono::seconds(0);
    std::chrono::nanoseconds wait =
        settings_.retry.delay(static_cast<int>(next.attempts), deps_->random());
    if (asked_for.count() > 0) carrier_rests_until_ = now() + asked_for;
    r.status = "pending";
    r.not_before = now() + std::chrono::duration_cast<std::chrono::microseconds>(
                               std::max<std::chrono::nanoseconds>(wait, asked_for));
    pause(row.user_id, r.not_before);
  }
  deps_->metrics.sent
      .of(fate == send_fate::taken ? "taken"
          : r.status == "failed"   ? "refused"
                                   : "failed")
      .add();
  if (fate != send_fate::taken)
    logging::event(folder::actors,
                   fate == send_fate::misconfigured ? logging::level::error : logging::level::warn,
                   "text-not-sent", {{"row", row.id}, {"code", r.code}, {"status", r.status}});
  record(std::move(next));
}

/// Was it taken? The carrier's list tells; only what is not in it goes again.
flow<> outbox_state::settle(row_ptr row) {
  begin(*row);
  auto found = co_await find_at_carrier(row);
  if (!found) {
    pause(row->user_id, now() + settings_.retry.delay(2, deps_->random()));
    logging::warn(folder::actors, "text-still-in-doubt",
                  {{"row", row->id}, {"error", found.error().code}});
  } else {
    told fate{.result = outcome_of(*row), .attempts = attempts_of(*row)};
    fate.result.status = "pending";
    fate.result.note = "not-taken";
    if (!*found) forget_ready(row->user_id);  // they come with the scan that brings this one
    if (*found) {
      fate.result.status = "queued";
      fate.result.provider_id = (*found)->provider_id;
      fate.result.note = "found";
      ++sent_;
    }
    deps_->metrics.sent.of("settled").add();
    logging::info(folder::actors, "text-settled", {{"row", row->id}, {"taken", bool(*found)}});
    record(std::move(fate));
    scan_wanted_ = true;
  }
  end(*row);
  look();
}

flow<result<std::optional<protocol::carrier_message>>> outbox_state::find_at_carrier(row_ptr row) {
  protocol::find_text wanted{text_of(*row), row->claimed_at.value_or(row->not_before) - clock_skew};
  auto asked = ask(self_, deps_->carrier, settings_.send_timeout, std::move(wanted));
  auto candidates = co_await asked;
  if (!candidates) co_return candidates.error();
  if (candidates->messages.empty()) co_return std::optional<protocol::carrier_message>();
  // The same words may have gone to the same number before: those are known.
  protocol::recognise ids;
  for (auto& message : candidates->messages) ids.outbound.push_back(message.provider_id);
  auto looked_up = ask(self_, deps_->reader, settings_.storage_timeout, std::move(ids));
  auto known = co_await looked_up;
  if (!known) co_return known.error();
  for (auto& message : candidates->messages) {
    bool is_another = std::ranges::any_of(known->known, [&](auto& text_known) {
      return text_known.provider_id == message.provider_id && text_known.id != row->id;
    });
    if (!is_another) co_return std::optional(message);
  }
  co_return std::optional<protocol::carrier_message>();
}

flow<> outbox_state::on_report(protocol::delivery_report report, report_reply reply) {
  auto& message = report.message;
  protocol::outbox_result r{.id = report.id,
                            .user = report.user,
                            .status = message.status,
                            .provider_id = message.provider_id,
                            .not_before = now(),
                            .at = now(),
                            .attempted = false,
                            .code = message.code,
                            .price_micros = message.price_micros};
  if (message.code != 0) r.note = std::to_string(message.code);
  if (r.id == 0) {
    protocol::recognise wanted;
    wanted.outbound = {message.provider_id};
    auto asked = ask(self_, deps_->reader, settings_.storage_timeout, std::move(wanted));
    auto known = co_await asked;
    if (!known) co_return reply.fail(known.error());
    if (!known->known.empty()) {
      r.id = known->known[0].id;
      r.user = known->known[0].user;
    }
  }
  bool ended_badly = message.status == "undelivered" || message.status == "failed";
  if (ended_badly) refuse_number(message.to, message.fate);
  if (r.id == 0) co_return reply.send({});  // an answer that left with its request
  if (ended_badly && message.fate == send_fate::busy) {
    r.status = "pending";
    r.not_before = now() + settings_.deliver_again_after;
    r.at_last = message.status;
    r.most_attempts = settings_.most_deliveries;
  }
  if (ended_badly)
    logging::event(
        folder::actors,
        message.fate == send_fate::misconfigured ? logging::level::error : logging::level::warn,
        "text-not-delivered", {{"row", r.id}, {"code", message.code}});
  told_.erase(r.id);  // its record is stored before this one
  auto asked = ask(self_, deps_->committer, settings_.storage_timeout, protocol::record_report{r});
  auto stored = co_await asked;
  if (!stored) co_return reply.fail(stored.error());
  if (stored->changed) deps_->metrics.reports.of(message.status).add();
  reply.send(*stored);
  if (stored->changed && r.status == "pending") {
    pause(r.user, r.not_before);
    look();
  }
}

/// From now on nothing goes to this number, if that is what the carrier said.
void outbox_state::refuse_number(const std::string& phone, send_fate fate) {
  auto reason = refusal_reason(fate);
  if (reason.empty() || phone.empty()) return;
  logging::info(folder::actors, "number-refused",
                {{"user", logging::user_ref(phone)}, {"reason", reason}});
  flows_.start([](outbox_state* s, protocol::set_consent refusal) -> flow<> {
    auto asked = ask(s->self_, s->deps_->committer, s->settings_.storage_timeout, refusal);
    auto stored = co_await asked;
    if (!stored)
      logging::error(folder::actors, "refusal-not-stored", {{"error", stored.error().code}});
  }(this, {phone, false, std::string(reason), now()}));
}

/// Once a month, when four fifths are spent.
void outbox_state::mention_budget(const storage::outbox_row& row, std::int64_t spent) {
  auto budget = settings_.monthly_budget_micros;
  if (budget == 0 || spent * 10 < budget * 8) return;
  auto month = month_of(now());
  if (!budget_mentioned_.insert({row.user_id, month}).second) return;
  deps_->metrics.budget.of("near").add();
  logging::warn(folder::actors, "budget-nearly-spent",
                {{"user", logging::user_ref(row.recipient)}, {"month", month}});
  flows_.start([](outbox_state* s, protocol::notice words) -> flow<> {
    auto asked = ask(s->self_, s->deps_->notices, s->settings_.send_timeout, words);
    auto stored = co_await asked;
    if (!stored)
      logging::warn(folder::actors, "notice-not-stored", {{"error", stored.error().code}});
  }(this, {row.recipient, "budget:" + month, "budget_notice", {}}));
}

void outbox_state::record(told fate) {
  fate.at = now();
  self_->send(deps_->committer, fate.result);
  told_[fate.result.id] = std::move(fate);
}

void outbox_state::set_alarm() {
  auto at = now();
  auto next = at + settings_.longest_sleep;
  for (auto& [user, until] : paused_) next = std::min(next, until);
  if (wants_scan()) next = std::min(next, rescan_at_);
  if (!ready_.empty()) {
    auto free = std::max(rates_.all_free_at(at), carrier_rests_until_);
    if (free > at) next = std::min(next, free);
  }
  alarm_.set(self_, at, next);
}

protocol::health_report outbox_state::report() const {
  return {{{name, failed_scans_ == 0 && !rest_.stopped(),
            fmt::format("sending={} ready={} paused={}", sending_.size(), ready_.size(),
                        paused_.size())}}};
}

result<protocol::outbox_actor> spawn_outbox(caf::actor_system& system, outbox_settings settings,
                                            outbox_deps deps) {
  if (settings.batch < 1 || settings.most_in_flight < 1 || settings.most_attempts < 1 ||
      settings.texts_per_minute < 1 || settings.texts_per_user_minute < 1)
    return ::make_error(errc::invalid_argument, "limits must be at least 1", "outbox");
  return protocol::outbox_actor(system.spawn(
      [](outbox_state::handle::stateful_pointer<outbox_state> self, outbox_settings s,
         std::shared_ptr<const outbox_deps> d) { return self->state.start(s, std::move(d)); },
      settings, std::make_shared<const outbox_deps>(std::move(deps))));
}

}  // namespace actors
