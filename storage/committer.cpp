#include "storage/committer.hpp"

#include <algorithm>
#include <unordered_set>

#include "config/logging.hpp"
#include "storage/wake.hpp"

namespace storage {

using logging::folder;

namespace {

/// Retried while the database is away, so that a text that went out is not sent again. Past this,
/// the oldest are given up and logged.
constexpr std::size_t most_results_kept = 100'000;
constexpr auto retry_results_after = std::chrono::seconds(1);

std::string literal(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'') out += '\'';
    out += c;
  }
  return out + "'";
}

std::string literal_bytes(std::string_view bytes) {
  std::string out = "'";
  text::append_bytes(out, bytes);
  return out + "'";
}

std::string literal_time(instant t) {
  std::string out = "'";
  text::append(out, t);
  return out + "'";
}

std::string literal_id(std::int64_t id) {
  return std::to_string(id);
}

}  // namespace

committer_state::~committer_state() {
  for (auto& w : waiting_) w.promise.deliver(caf::make_error(errc::unavailable));
  for (auto& c : claims_) c.promise.deliver(caf::make_error(errc::unavailable));
  for (auto& n : newcomers_) n.promise.deliver(caf::make_error(errc::unavailable));
}

committer_impl::behavior_type committer_state::make_behavior(committer_settings settings,
                                                             committer_deps deps) {
  settings_ = std::move(settings);
  deps_ = std::move(deps);
  commit_ = std::make_unique<group_commit>(settings_.connection);
  self_->set_exception_handler([](caf::scheduled_actor*, std::exception_ptr& thrown) {
    try {
      std::rethrow_exception(thrown);
    } catch (const storage_failure& e) {
      logging::error(folder::storage, "committer-failed", {{"why", e.what()}});
    } catch (...) {
      logging::error(folder::storage, "committer-failed");
    }
    return caf::make_error(caf::sec::runtime_error);
  });
  return {
      [this](const protocol::commit_request& m) -> caf::result<protocol::committed> {
        if (!m.set) return caf::make_error(errc::invalid_argument);
        if (draining_ || waiting_.size() >= settings_.max_waiting) {
          deps_.watched.commits.of("refused").add();
          return caf::make_error(errc::unavailable);
        }
        auto promise = self_->make_response_promise<protocol::committed>();
        waiting_.push_back({m.set, promise});
        if (!gathering_ || worth_storing()) flush_later();
        return promise;
      },
      [this](const protocol::create_user& m) -> caf::result<protocol::wake_answer> {
        if (draining_) return caf::make_error(errc::unavailable);
        auto promise = self_->make_response_promise<protocol::wake_answer>();
        newcomers_.push_back({m, promise});
        flush_later();
        return promise;
      },
      [this](const protocol::note_stranger& m) { return note(m); },
      [this](const protocol::set_consent& m) { return set_consent(m); },
      [this](const protocol::claim_text& m) -> caf::result<protocol::text_claimed> {
        if (draining_) return caf::make_error(errc::unavailable);
        auto promise = self_->make_response_promise<protocol::text_claimed>();
        claims_.push_back({m, promise});
        flush_later();
        return promise;
      },
      [this](const protocol::record_report& m) { return record(m); },
      [this](const protocol::sweep_mark& m) { return mark_sweep(m); },
      [this](const protocol::outbox_result& m) {
        results_.push_back(m);
        flush_later();
      },
      [this](const protocol::drain&) -> protocol::drained {
        drain();
        return protocol::drained{finished_};
      },
      [this](caf::flush_atom) {
        flush_sent_ = false;
        if (gathering_ || worth_storing()) return store_waiting();
        gathering_ = true;
        self_->delayed_send(self_, settings_.gather_limit, caf::flush_atom_v);
      },
  };
}

/// The flush is sent to ourselves, so that everything that is in the mailbox by now joins the
/// batch.
void committer_state::flush_later() {
  if (flush_sent_) return;
  flush_sent_ = true;
  self_->send(self_, caf::flush_atom_v);
}

/// A transaction costs nearly the same for one set as for many. When more than half of a crowd of
/// turns have yet to come here, most of them are about to: they are waited for, so that a busy
/// server commits large batches. The other half is worked on meanwhile.
bool committer_state::worth_storing() const {
  const auto& load = deps_.watched.load;
  bool others_wait = !newcomers_.empty() || !results_.empty() || !claims_.empty();
  if (!load || waiting_.empty() || others_wait) return true;
  auto turns = load->turns();
  return turns < settings_.crowd || waiting_.size() >= settings_.max_batch ||
         waiting_.size() * 2 >= turns;
}

void committer_state::store_waiting() {
  gathering_ = false;
  store_newcomers();
  store_batch();
  // Texts wait for their claims, nothing for a record but a claim of the same text.
  claim_texts();
  store_outbox_results();
  if (!waiting_.empty()) flush_later();
}

void committer_state::store_batch() {
  if (waiting_.empty()) return;
  // One set a user: their sets are stored in order, and no statement meets a row twice.
  std::vector<waiting> batch;
  std::deque<waiting> later;
  std::unordered_set<::user_id> users;
  while (!waiting_.empty() && batch.size() < settings_.max_batch) {
    auto& next = waiting_.front();
    if (users.insert(next.set->user_id).second) {
      batch.push_back(std::move(next));
    } else {
      later.push_back(std::move(next));
    }
    waiting_.pop_front();
  }
  while (!later.empty()) {
    waiting_.push_front(std::move(later.back()));
    later.pop_back();
  }
  auto began = std::chrono::steady_clock::now();
  std::vector<commit_item> items(batch.size());
  for (std::size_t i = 0; i < batch.size(); ++i) items[i].set = batch[i].set.get();
  try {
    commit_->store(items);
  } catch (const std::exception&) {
    // Out of memory at worst. What was stored keeps its outcome; the others are told the truth:
    // unknown when it had been sent.
    logging::error(folder::storage, "batch-failed", {{"sets", items.size()}});
    commit_->drop();
    for (auto& item : items)
      if (item.in_doubt && item.outcome == errc::unavailable) item.outcome = errc::timeout;
  }
  deps_.watched.commit_batch.observe(static_cast<double>(batch.size()));
  deps_.watched.commit_seconds.observe(std::chrono::steady_clock::now() - began);
  deps_.watched.queues.of("committer").set(static_cast<double>(waiting_.size()));
  auto at = deps_.clock->now();
  for (std::size_t i = 0; i < batch.size(); ++i) {
    count(items[i].outcome);
    if (items[i].outcome == errc::none) {
      ++finished_;
      batch[i].promise.deliver(protocol::committed{at});
    } else {
      batch[i].promise.deliver(caf::make_error(items[i].outcome));
    }
  }
}

void committer_state::count(errc outcome) const {
  deps_.watched.commits
      .of(outcome == errc::none        ? "stored"
          : outcome == errc::duplicate ? "duplicate"
                                       : "failed")
      .add();
}

void committer_state::store_outbox_results() {
  if (results_.empty()) return;
  while (results_.size() > most_results_kept) {
    logging::error(folder::storage, "outbox-result-lost", {{"id", results_.front().id}});
    results_.pop_front();
  }
  try {
    while (!results_.empty()) {
      // A few hundred a transaction.
      std::size_t n = std::min<std::size_t>(results_.size(), 256);
      std::string sql;
      std::vector<::user_id> users;
      for (std::size_t i = 0; i < n; ++i) {
        users.push_back(results_[i].user);
        append_record(sql, results_[i]);
      }
      commit_->run_for(users, sql);
      results_.erase(results_.begin(), results_.begin() + static_cast<std::ptrdiff_t>(n));
    }
  } catch (const storage_failure& e) {
    logging::warn(folder::storage, "outbox-result-waits",
                  {{"count", results_.size()}, {"sqlstate", e.sqlstate()}});
    if (e.code() != errc::unavailable) {
      // Would fail again; the row stays pending and is looked at by the next scan.
      results_.pop_front();
    }
    if (!results_.empty() && !draining_)
      self_->delayed_send(self_, retry_results_after, caf::flush_atom_v);
  }
}

void committer_state::append_record(std::string& sql, const protocol::outbox_result& r) {
  sql += "select app.record_text(" + literal_id(r.id) + ", " + literal_id(r.user) + ", " +
         literal(r.status) + ", " + literal(text::storable(r.provider_id) ? r.provider_id : "") +
         ", " + literal_time(r.not_before) + ", " + literal_time(r.at) + ", " +
         (r.code ? literal_id(r.code) : "null") + ", " +
         (r.price_micros ? literal_id(*r.price_micros) : "null") + ", " +
         (r.attempted ? "true" : "false") + ", " + literal(r.at_last) + ", " +
         literal_id(r.most_attempts) + ", " + literal_id(deps_.ids->next()) + ", " +
         literal(text::storable(r.note) ? r.note : "") + ");";
}

std::string committer_state::address_of(const std::string& phone) const {
  return literal_bytes(deps_.keys->pseudonym(address_purpose, phone));
}

/// After what the outbox told before: it may be about the same text.
caf::result<protocol::report_stored> committer_state::record(const protocol::record_report& m) {
  try {
    store_outbox_results();
    std::string sql;
    append_record(sql, m.result);
    auto rows = commit_->ask_for({&m.result.user, 1}, sql);
    return protocol::report_stored{!rows.empty() && rows[0][0].as<bool>()};
  } catch (const storage_failure& e) {
    logging::warn(folder::storage, "report-not-stored", {{"id", m.result.id}, {"why", e.what()}});
    return caf::make_error(e.code());
  }
}

/// All claims that wait, in one transaction. What was told of the same texts is stored before.
void committer_state::claim_texts() {
  auto claims = std::exchange(claims_, {});
  std::unordered_set<row_id> wanted;
  for (const auto& c : claims) wanted.insert(c.wanted.id);
  if (std::ranges::any_of(results_, [&](const auto& r) { return wanted.contains(r.id); }))
    store_outbox_results();
  for (std::span<const waiting_claim> open(claims); !open.empty();) {
    auto batch = open.first(std::min(open.size(), settings_.max_batch));
    open = open.subspan(batch.size());
    try {
      auto claimed = claim(batch);
      for (std::size_t i = 0; i < batch.size(); ++i) {
        auto promise = batch[i].promise;
        promise.deliver(claimed[i]);
      }
    } catch (const storage_failure& e) {
      logging::warn(folder::storage, "texts-not-claimed",
                    {{"count", batch.size()}, {"why", e.what()}});
      for (auto& one : batch) {
        auto promise = one.promise;
        promise.deliver(caf::make_error(e.code()));
      }
    }
  }
}

std::vector<protocol::text_claimed> committer_state::claim(std::span<const waiting_claim> claims) {
  std::vector<::user_id> users;
  std::string sql;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    auto& m = claims[i].wanted;
    users.push_back(m.user);
    sql += (i == 0 ? "select " : " union all select ") + std::to_string(i) +
           ", verdict, spent from app.claim_text(" + literal_id(m.id) + ", " + literal_id(m.user) +
           ", " + address_of(m.to) + ", " + literal_id(m.segments) + ", " +
           (m.asked_for ? "true" : "false") + ", " + literal_time(m.at) + ", " +
           literal_id(settings_.segment_price_micros) + ", " +
           literal_id(settings_.monthly_budget_micros) + ", " + literal_id(deps_.ids->next()) + ")";
  }
  std::vector<protocol::text_claimed> claimed(claims.size());
  for (const auto& row : commit_->ask_for(users, sql + ";")) {
    using enum protocol::claim_verdict;
    std::string_view said = row[1].c_str();
    auto verdict = said == "go" ? go : said == "stopped" ? stopped : said == "held" ? held : gone;
    claimed[row[0].as<std::size_t>()] = {verdict, row[2].as<std::int64_t>()};
  }
  return claimed;
}

caf::result<protocol::consent_set> committer_state::set_consent(const protocol::set_consent& m) {
  try {
    auto rows = commit_->connected().run("select app.set_consent(" + literal_id(deps_.ids->next()) +
                                         ", " + address_of(m.phone) + ", 'sms', " +
                                         (m.may_send ? "true" : "false") + ", " +
                                         literal(m.reason) + ", " + literal_time(m.at) + ")");
    return protocol::consent_set{rows[0][0].as<bool>()};
  } catch (const storage_failure& e) {
    logging::warn(folder::storage, "consent-not-set", {{"why", e.what()}});
    return caf::make_error(e.code());
  }
}

caf::result<protocol::sweep_mark> committer_state::mark_sweep(const protocol::sweep_mark& m) {
  try {
    auto answer = m;
    if (m.seen_until) {
      commit_->connected().run(
          "insert into public.carrier_sweeps (carrier, seen_until) values (" + literal(m.carrier) +
          ", " + literal_time(*m.seen_until) +
          ") on conflict (carrier) do update set seen_until = excluded.seen_until");
      return answer;
    }
    auto rows = commit_->connected().run(
        "select seen_until from public.carrier_sweeps where carrier = " + literal(m.carrier));
    if (!rows.empty())
      text::read({rows[0][0].c_str(), rows[0][0].size()}, answer.seen_until.emplace());
    return answer;
  } catch (const storage_failure& e) {
    logging::warn(folder::storage, "sweep-not-marked", {{"why", e.what()}});
    return caf::make_error(e.code());
  }
}

/// All who wait in one transaction; when it fails, one each, so that a bad number harms nobody
/// else.
void committer_state::store_newcomers() {
  auto all = std::exchange(newcomers_, {});
  if (all.empty()) return;
  auto refuse = [](newcomer& who, const storage_failure& why) {
    logging::warn(folder::storage, "create-user-failed", {{"why", why.what()}});
    who.promise.deliver(caf::make_error(why.code()));
  };
  try {
    insert_users(all);
  } catch (const storage_failure& e) {
    for (auto& who : all) {
      try {
        if (all.size() == 1 || e.code() == errc::unavailable) throw e;
        insert_users({&who, 1});
        greet(who);
      } catch (const storage_failure& why) {
        refuse(who, why);
      }
    }
    return;
  }
  for (auto& who : all) {
    try {
      greet(who);
    } catch (const storage_failure& why) {
      refuse(who, why);
    }
  }
}

/// Nothing is inserted for a number that has a user.
void committer_state::insert_users(std::span<const newcomer> who) {
  std::string sql;
  std::vector<::user_id> ids;
  for (const auto& [user, promise] : who) {
    if (!text::storable(user.phone)) throw storage_failure(errc::invalid_argument, "phone");
    ::user_id id = ids.emplace_back(deps_.ids->next());
    auto fresh = deps_.keys->make_user_key(id);
    std::string mine =
        " where exists (select from public.users where id = " + literal_id(id) + ");";
    sql += "insert into public.users (id, phone, created_at) values (" + literal_id(id) + ", " +
           literal(user.phone) + ", " + literal_time(user.at) +
           ") on conflict (phone) do nothing;" +
           "insert into public.user_preferences (user_id, timezone, updated_at) select " +
           literal_id(id) + ", " + literal(settings_.default_timezone) + ", " +
           literal_time(user.at) + mine +
           "insert into public.user_keys (user_id, key_version, wrapped_key, created_at) select " +
           literal_id(id) + ", " + literal_id(fresh.wrapped.version) + ", " +
           literal_bytes(fresh.wrapped.blob) + ", " + literal_time(user.at) + mine;
  }
  commit_->run_for(ids, sql);
}

void committer_state::greet(newcomer& who) {
  who.promise.deliver(
      protocol::wake_answer{wake(commit_->connected(), *deps_.keys, who.user.phone, who.user.at)});
}

caf::result<protocol::stranger_noted> committer_state::note(const protocol::note_stranger& m) {
  try {
    auto& c = commit_->connected();
    // Nobody is invited who said STOP.
    auto rows = c.run(
        "select app.note_stranger(" + literal_bytes(deps_.keys->pseudonym("sender", m.phone)) +
        ", " + literal_time(m.at) + ") and not exists (select from public.opt_outs where " +
        "address = " + address_of(m.phone) + " and channel = 'sms' and ended_at is null)");
    return protocol::stranger_noted{rows[0][0].as<bool>()};
  } catch (const storage_failure& e) {
    logging::warn(folder::storage, "note-stranger-failed", {{"why", e.what()}});
    return caf::make_error(e.code());
  }
}

void committer_state::drain() {
  draining_ = true;
  store_newcomers();
  while (!waiting_.empty()) store_batch();
  store_outbox_results();
}

protocol::committer_actor spawn_committer(caf::actor_system& system, committer_settings settings,
                                          committer_deps deps) {
  return system.spawn<caf::detached>(
      [](committer_impl::stateful_pointer<committer_state> self, committer_settings s,
         committer_deps d) { return self->state.make_behavior(std::move(s), std::move(d)); },
      std::move(settings), std::move(deps));
}

}  // namespace storage
