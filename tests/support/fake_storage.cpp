#include "tests/support/fake_storage.hpp"

#include <pqxx/pqxx>

namespace test {

fake_storage::fake_storage(caf::actor_system& system, const wall_clock& clock) : clock_(clock) {
  committer_ =
      system.spawn([this](committer_handle::pointer self) { return committer_behavior(self); });
  reader_ = system.spawn([this](reader_handle::pointer self) { return reader_behavior(self); });
}

fake_storage::~fake_storage() {
  held_commits_.clear();
  held_reads_.clear();
  never_answered_.clear();
  caf::anon_send_exit(committer_, caf::exit_reason::kill);
  caf::anon_send_exit(reader_, caf::exit_reason::kill);
}

user_id fake_storage::add_user(const std::string& phone) {
  return users_.emplace(phone, static_cast<user_id>(users_.size() + 1)).first->second;
}

void fake_storage::release() {
  hold = false;
  caf::anon_send(committer_, protocol::look_again{});
  caf::anon_send(reader_, protocol::look_again{});
}

void fake_storage::do_or_hold(held& waiting, std::function<void()> step) {
  if (hold)
    waiting.push_back(std::move(step));
  else
    step();
}

void fake_storage::go_on(held& waiting) {
  for (auto& step : std::exchange(waiting, {})) step();
}

const storage::message_row* fake_storage::message(user_id user,
                                                  const std::string& dedupe_key) const {
  for (auto& set : stored)
    if (set->user_id == user && set->message.dedupe_key == dedupe_key) return &set->message;
  return nullptr;
}

result<void> fake_storage::store(std::shared_ptr<const storage::change_set> set) {
  if (message(set->user_id, set->message.dedupe_key))
    return ::make_error(errc::duplicate, "stored before");
  for (auto& change : set->changes) apply(change);
  stored.push_back(std::move(set));
  return {};
}

void fake_storage::apply(const storage::row_change& change) {
  if (!change.after) return;
  if (auto* item = std::get_if<storage::item_row>(&*change.after)) items[item->id] = *item;
  if (auto* row = std::get_if<storage::outbox_row>(&*change.after)) outbox[row->id] = *row;
}

void fake_storage::commit(std::shared_ptr<const storage::change_set> set, commit_promise promise) {
  auto next = fate::stored;
  if (!commits.empty()) {
    next = commits.front();
    commits.pop_front();
  }
  if (next == fate::refused)
    return (void)promise.deliver(caf::make_error(errc::unavailable, std::string("refused")));
  result<void> done;
  if (next != fate::lost) done = store(std::move(set));
  if (next == fate::lost || next == fate::stored_but_silent)
    never_answered_.push_back(std::move(promise));
  else if (done)
    promise.deliver(protocol::committed{clock_.now()});
  else
    promise.deliver(protocol::to_caf(done.error()));
}

fake_storage::committer_handle::behavior_type fake_storage::committer_behavior(
    committer_handle::pointer self) {
  return {
      [this, self](protocol::commit_request& request) -> caf::result<protocol::committed> {
        std::lock_guard lock(mutex_);
        auto promise = self->make_response_promise<protocol::committed>();
        do_or_hold(held_commits_, [this, promise, set = request.set] { commit(set, promise); });
        return promise;
      },
      [this](protocol::create_user& request) -> caf::result<protocol::wake_answer> {
        std::lock_guard lock(mutex_);
        add_user(request.phone);
        return wake(request.phone, request.at);
      },
      [this](protocol::note_stranger& request) {
        std::lock_guard lock(mutex_);
        return protocol::stranger_noted{strangers.insert(request.phone).second};
      },
      [this](protocol::set_consent& m) {
        std::lock_guard lock(mutex_);
        consents.push_back(m);
        if (m.may_send)
          stopped.erase(m.phone);
        else
          stopped.insert(m.phone);
        return protocol::consent_set{true};
      },
      [this](protocol::claim_text& wanted) {
        std::lock_guard lock(mutex_);
        return claim(wanted);
      },
      [this](protocol::record_report& m) {
        std::lock_guard lock(mutex_);
        return protocol::report_stored{record(m.result)};
      },
      [this](protocol::sweep_mark& m) {
        std::lock_guard lock(mutex_);
        auto answer = m;
        if (m.seen_until)
          sweeps[m.carrier] = *m.seen_until;
        else if (auto mark = sweeps.find(m.carrier); mark != sweeps.end())
          answer.seen_until = mark->second;
        return answer;
      },
      [this](protocol::outbox_result& r) {
        std::lock_guard lock(mutex_);
        record(r);
      },
      [this](protocol::drain) {
        drained = true;
        return protocol::drained{};
      },
      [this](protocol::look_again) { go_on(held_commits_); },
  };
}

fake_storage::reader_handle::behavior_type fake_storage::reader_behavior(
    reader_handle::pointer self) {
  return {
      [this](protocol::wake_request& request) -> caf::result<protocol::wake_answer> {
        std::lock_guard lock(mutex_);
        ++wakes;
        if (auto e = next_error(reads); e != errc::none) return caf::make_error(e, std::string());
        return wake(request.phone, request.at);
      },
      [this, self](protocol::read_job& job) -> caf::result<protocol::read_done> {
        std::lock_guard lock(mutex_);
        ++reads_done;
        if (auto e = next_error(reads); e != errc::none) return caf::make_error(e, std::string());
        auto promise = self->make_response_promise<protocol::read_done>();
        do_or_hold(held_reads_, [this, promise, job]() mutable {
          run_read(job);
          promise.deliver(protocol::read_done{});
        });
        return promise;
      },
      [this](protocol::due_scan& scan) -> caf::result<protocol::due_items> {
        std::lock_guard lock(mutex_);
        ++due_scans_done;
        if (auto e = next_error(due_scans); e != errc::none)
          return caf::make_error(e, std::string());
        std::map<std::pair<instant, row_id>, protocol::due_item> due;
        for (auto& [id, item] : items)
          if (item.status == "open" && !item.sent_at && item.due_at && *item.due_at < scan.before)
            due[{*item.due_at, id}] = {id, item.user_id, "", *item.due_at};
        protocol::due_items found;
        for (auto& [when, item] : due) {
          if (static_cast<std::int64_t>(found.items.size()) == scan.limit) {
            found.more = true;
            break;
          }
          for (auto& [phone, user] : users_)
            if (user == item.user) item.phone = phone;
          found.items.push_back(item);
        }
        return found;
      },
      [](protocol::mail_scan&) { return protocol::mails_waiting{}; },
      [this](protocol::outbox_scan& scan) {
        std::lock_guard lock(mutex_);
        ++outbox_scans_done;
        protocol::outbox_batch batch;
        for (auto& [id, row] : outbox)
          if ((row.status == "sending" || (row.status == "pending" && row.not_before <= scan.at)) &&
              static_cast<std::int64_t>(batch.rows.size()) < scan.limit)
            batch.rows.push_back(std::make_shared<const storage::outbox_row>(row));
        return batch;
      },
      [this](protocol::recognise& m) {
        std::lock_guard lock(mutex_);
        protocol::recognised out;
        for (auto& [key, phone] : m.inbound) {
          auto user = users_.find(phone);
          if (user == users_.end() || !message(user->second, key)) out.unseen.push_back(key);
        }
        for (auto& [id, row] : outbox)
          for (auto& provider_id : m.outbound)
            if (row.provider_id == provider_id)
              out.known.push_back({id, row.user_id, provider_id, row.status, false});
        return out;
      },
      [](protocol::health_query) {
        return protocol::health_report{{{"reader", true, ""}}};
      },
      [this](protocol::look_again) { go_on(held_reads_); },
  };
}

/// As app.claim_text does it.
protocol::text_claimed fake_storage::claim(const protocol::claim_text& wanted) {
  using protocol::claim_verdict;
  auto known = outbox.find(wanted.id);
  if (known == outbox.end() || known->second.status != "pending")
    return {claim_verdict::gone, spent_micros};
  auto& row = known->second;
  if (stopped.contains(wanted.to) || (over_budget.contains(wanted.id) && !wanted.asked_for)) {
    row.status = "failed";
    return {stopped.contains(wanted.to) ? claim_verdict::stopped : claim_verdict::held,
            spent_micros};
  }
  row.status = "sending";
  row.claimed_at = wanted.at;
  return {claim_verdict::go, spent_micros};
}

/// As app.record_text does it, but for reports about an earlier attempt.
bool fake_storage::record(const protocol::outbox_result& r) {
  outbox_results.push_back(r);
  static const std::vector<std::string> order{"pending",   "sending",     "queued", "sent",
                                              "delivered", "undelivered", "failed"};
  auto rank = [](const std::string& s) { return std::ranges::find(order, s) - order.begin(); };
  auto& row = outbox[r.id];
  if (rank(row.status) >= rank("delivered")) return false;
  auto status = r.status;
  if (status == "pending") {
    if (r.attempted && rank(row.status) > rank("sending")) return false;
    if (row.attempts + r.attempted >= r.most_attempts) status = r.at_last;
  } else if (rank(status) <= rank(row.status)) {
    return false;
  }
  row.status = status;
  row.not_before = r.not_before;
  row.attempts += r.attempted;
  if (!r.provider_id.empty()) row.provider_id = r.provider_id;
  return true;
}

protocol::wake_answer fake_storage::wake(const std::string& phone, instant at) const {
  auto known = users_.find(phone);
  if (known == users_.end()) return {};
  auto snapshot = std::make_shared<storage::user_snapshot>();
  snapshot->user.id = snapshot->preferences.user_id = known->second;
  snapshot->user.phone = phone;
  snapshot->key = std::make_shared<crypto::aead_key>(1, std::string(32, 'k'));
  snapshot->today.day = local_days(std::chrono::floor<std::chrono::days>(at).time_since_epoch());
  if (stopped.contains(phone)) snapshot->stopped = "stop";
  for (auto& set : stored)
    for (auto& change : set->changes)
      if (auto* water =
              change.after ? std::get_if<storage::water_log_row>(&*change.after) : nullptr;
          water && set->user_id == known->second &&
          std::chrono::floor<std::chrono::days>(water->at) ==
              std::chrono::floor<std::chrono::days>(at))
        snapshot->today.water_ml += water->amount_ml;
  return {std::move(snapshot)};
}

errc fake_storage::next_error(std::deque<errc>& queue) const {
  if (queue.empty()) return errc::none;
  auto e = queue.front();
  queue.pop_front();
  return e;
}

/// A unit of work wants a transaction. This one's connection is never opened: jobs that run here
/// look into the fake instead.
void fake_storage::run_read(protocol::read_job& job) {
  pqxx::lazyconnection unopened{""};
  pqxx::nontransaction transaction{unopened};
  storage::unit_of_work uow(transaction, job.user,
                            std::make_shared<crypto::aead_key>(1, std::string(32, 'k')));
  job.job(uow);
}

}  // namespace test
