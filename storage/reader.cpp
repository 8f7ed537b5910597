#include "storage/reader.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <caf/all.hpp>
#include <deque>
#include <functional>

#include "actors/protocol/time_limit.hpp"
#include "config/logging.hpp"
#include "storage/unit_of_work.hpp"
#include "storage/user_snapshot.hpp"
#include "storage/wake.hpp"

namespace storage {

using logging::folder;

namespace {

/// Longer than any statement may take: a worker that does not answer within it is lost.
constexpr auto worker_limit = std::chrono::seconds(60);

struct worker_state {
  static inline constexpr const char* name = "reader-worker";

  explicit worker_state(protocol::reader_actor::pointer) {}

  protocol::reader_actor::behavior_type make_behavior(protocol::reader_actor::pointer self,
                                                      connection_settings settings,
                                                      std::shared_ptr<key_ring> keys) {
    connection_ = std::make_unique<connection>(std::move(settings));
    keys_ = std::move(keys);
    self->set_exception_handler([](caf::scheduled_actor*, std::exception_ptr&) {
      logging::error(folder::storage, "reader-worker-failed");
      return caf::make_error(caf::sec::runtime_error);
    });
    return {
        [this](const protocol::wake_request& m) {
          return answer<protocol::wake_answer>("wake", [&] {
            return protocol::wake_answer{wake(*connection_, *keys_, m.phone, m.at)};
          });
        },
        [this](const protocol::read_job& m) {
          return answer<protocol::read_done>("read-job", [&] { return read(m); });
        },
        [this](const protocol::due_scan& m) {
          return answer<protocol::due_items>("due-scan", [&] { return due(m); });
        },
        [this](const protocol::outbox_scan& m) {
          return answer<protocol::outbox_batch>("outbox-scan", [&] { return outbox(m); });
        },
        [this](const protocol::recognise& m) {
          return answer<protocol::recognised>("recognise", [&] { return recognise(m); });
        },
        [this](const protocol::mail_scan& m) {
          return answer<protocol::mails_waiting>("mail-scan", [&] { return mails(m); });
        },
        [this](const protocol::health_query&) { return health(); },
    };
  }

 private:
  /// Once more on a new connection when the old one turned out to be broken, so that nobody notices
  /// a restart of the database. Not once a job has begun: it keeps what it has read so far.
  template <class Answer, class F>
  caf::result<Answer> answer(const char* what, F&& f) {
    job_began_ = false;
    for (bool again = true;; again = false) {
      bool was_open = connection_->is_open();
      try {
        return f();
      } catch (const std::exception& e) {
        storage_failure failure = connection_->translate(e);
        if (again && was_open && !connection_->is_open() && !job_began_) continue;
        logging::warn(folder::storage, "read-failed",
                      {{"what", what}, {"why", failure.what()}, {"code", failure.code()}});
        return caf::make_error(failure.code());
      }
    }
  }

  protocol::read_done read(const protocol::read_job& m) {
    // "begin" and the setting travel together; a pqxx transaction would send them one by one.
    pqxx::nontransaction tx(connection_->use());
    tx.exec("begin isolation level repeatable read read only;set local \"app.user_ids\" = '{" +
            std::to_string(m.user) + "}'");
    try {
      user_key key = keys_->cached(m.user);
      if (!key) key = load_key(tx, m.user);
      unit_of_work work(tx, m.user, std::move(key));
      job_began_ = true;
      m.job(work);
      end_read();
    } catch (...) {
      if (connection_->is_open()) tx.exec("rollback");
      throw;
    }
    return {};
  }

  /// Nothing depends on how the end of a read goes, so nobody waits for it: whatever is run next on
  /// this connection takes its answer first (PQexec does).
  void end_read() {
    if (!PQsendQuery(connection_->native(), "commit")) connection_->drop();
  }

  user_key load_key(pqxx::transaction_base& tx, ::user_id user) {
    tx.conn().prepare("user_key",
                      "select key_version, wrapped_key from public.user_keys where user_id = $1");
    auto rows = tx.exec_prepared("user_key", user);
    if (rows.empty()) throw storage_failure(errc::not_found, "no key for this user");
    auto key = keys_->unwrap(user, {rows[0][0].as<std::uint32_t>(),
                                    text::read_bytes({rows[0][1].c_str(), rows[0][1].size()})});
    if (!key) throw storage_failure(errc::internal, key.error().detail);
    return *key;
  }

  protocol::due_items due(const protocol::due_scan& m) {
    std::string before, limit;
    text::append(before, m.before);
    text::append(limit, m.limit + 1);
    auto rows = connection_->run_prepared(
        "due_items", "select * from app.due_items($1::timestamptz, $2::bigint)", {before, limit});
    protocol::due_items out;
    for (const auto& row : rows) {
      if (static_cast<std::int64_t>(out.items.size()) == m.limit) {
        out.more = true;
        break;
      }
      auto& item = out.items.emplace_back();
      item.item = row[0].as<row_id>();
      item.user = row[1].as<::user_id>();
      item.phone = row[2].c_str();
      text::read({row[3].c_str(), row[3].size()}, item.due_at);
    }
    return out;
  }

  protocol::outbox_batch outbox(const protocol::outbox_scan& m) {
    std::string at, limit;
    text::append(at, m.at);
    text::append(limit, m.limit);
    auto rows = connection_->run_prepared(
        "outbox_waiting", "select * from app.outbox_waiting($1::timestamptz, $2::bigint)",
        {at, limit});
    protocol::outbox_batch out;
    for (const auto& row : rows) {
      auto cell = [&](std::string_view column) -> std::optional<std::string_view> {
        auto field = row[std::string(column)];
        if (field.is_null()) return std::nullopt;
        return std::string_view(field.c_str(), field.size());
      };
      auto user = row["user_id"].as<::user_id>();
      auto key = keys_->unwrap(user, {row["key_version"].as<std::uint32_t>(),
                                      text::read_bytes(cell("wrapped_key").value())});
      try {
        if (!key) throw storage_failure(errc::internal, key.error().detail);
        auto text = std::make_shared<outbox_row>();
        sealing how{key->get(), user};
        for_each_member<outbox_row>([&](std::string_view column, auto pointer) {
          read_member<outbox_row>(cell(column), (*text).*pointer, how, column);
        });
        out.rows.push_back(std::move(text));
      } catch (const storage_failure& e) {
        // One unreadable text must not hold up everybody's.
        logging::error(folder::storage, "outbox-row-unreadable",
                       {{"id", row["id"].as<row_id>()}, {"why", e.what()}});
      }
    }
    return out;
  }

  protocol::recognised recognise(const protocol::recognise& m) {
    auto array = [](const auto& values) {
      std::string out = "{";
      for (const std::string& v : values) {
        if (out.size() > 1) out += ',';
        out += '"';
        for (char c : v) {
          if (c == '"' || c == '\\') out += '\\';
          out += c;
        }
        out += '"';
      }
      return out + "}";
    };
    std::vector<std::string> keys, phones;
    for (const auto& [key, phone] : m.inbound) {
      keys.push_back(key);
      phones.push_back(phone);
    }
    protocol::recognised out;
    if (!keys.empty())
      for (const auto& row : connection_->run_prepared(
               "unseen_messages", "select * from app.unseen_messages($1::text[], $2::text[])",
               {array(keys), array(phones)}))
        out.unseen.emplace_back(row[0].c_str());
    if (!m.outbound.empty())
      for (const auto& row : connection_->run_prepared(
               "known_texts", "select * from app.known_texts($1::text[])", {array(m.outbound)}))
        out.known.push_back({row[1].as<row_id>(), row[2].as<::user_id>(), row[0].c_str(),
                             row[3].c_str(), row[4].as<bool>()});
    return out;
  }

  protocol::mails_waiting mails(const protocol::mail_scan& m) {
    std::string at, limit;
    text::append(at, m.at);
    text::append(limit, m.limit);
    auto rows = connection_->run_prepared(
        "mails_waiting", "select * from app.mails_waiting($1::timestamptz, $2::bigint)",
        {at, limit});
    protocol::mails_waiting out;
    for (const auto& row : rows) {
      protocol::waiting_mail mail;
      mail.id = row["id"].as<row_id>();
      mail.user = row["user_id"].as<::user_id>();
      mail.to = row["recipient"].c_str();
      mail.attempts = row["attempts"].as<std::int64_t>();
      try {
        auto key = keys_->unwrap(mail.user, {row["key_version"].as<std::uint32_t>(),
                                             text::read_bytes(row["wrapped_key"].c_str())});
        if (!key) throw storage_failure(errc::internal, key.error().detail);
        mail.text = open_sealed(row["body"].c_str(), sealing{key->get(), mail.user},
                                outbox_row::table, "body");
        out.mails.push_back(std::move(mail));
      } catch (const storage_failure& e) {
        logging::error(folder::storage, "mail-unreadable", {{"id", mail.id}, {"why", e.what()}});
      }
    }
    return out;
  }

  protocol::health_report health() {
    protocol::component_health database{"database", false, ""};
    try {
      auto rows = connection_->run_prepared(
          "health", "select current_setting('server_version'), pg_is_in_recovery()", {});
      database.ok = !rows[0][1].as<bool>();
      database.detail = std::string("PostgreSQL ") + rows[0][0].c_str();
    } catch (const std::exception& e) {
      database.detail = connection_->translate(e).what();
    }
    return {{database}};
  }

  std::unique_ptr<connection> connection_;
  std::shared_ptr<key_ring> keys_;
  bool job_began_ = false;
};

struct router_state {
  static inline constexpr const char* name = "reader";

  explicit router_state(protocol::reader_actor::pointer self)
      : self_(self), worker_limit_(self->system(), worker_limit) {}
  ~router_state() {
    for (auto& j : waiting_) j.refuse();
  }

  protocol::reader_actor::behavior_type make_behavior(reader_settings settings,
                                                      std::shared_ptr<key_ring> keys,
                                                      watch watched) {
    settings_ = std::move(settings);
    keys_ = std::move(keys);
    watched_ = std::move(watched);
    for (std::size_t i = 0; i < std::max<std::size_t>(settings_.workers, 1); ++i)
      idle_.push_back(spawn_worker());
    self_->set_exit_handler([this](caf::exit_msg& exit) {
      auto dead = std::find_if(workers_.begin(), workers_.end(),
                               [&](const auto& w) { return w.address() == exit.source; });
      if (dead == workers_.end()) return self_->quit(exit.reason);
      logging::error(folder::storage, "reader-worker-replaced");
      std::erase(idle_, *dead);
      workers_.erase(dead);
      lend(spawn_worker());
    });
    return {
        [this](const protocol::wake_request& m) { return route<protocol::wake_answer>(m); },
        [this](const protocol::read_job& m) { return route<protocol::read_done>(m); },
        [this](const protocol::due_scan& m) { return route<protocol::due_items>(m); },
        [this](const protocol::outbox_scan& m) { return route<protocol::outbox_batch>(m); },
        [this](const protocol::recognise& m) { return route<protocol::recognised>(m); },
        [this](const protocol::mail_scan& m) { return route<protocol::mails_waiting>(m); },
        [this](const protocol::health_query& m) { return route<protocol::health_report>(m); },
    };
  }

 private:
  struct job {
    std::function<void(protocol::reader_actor)> run;
    std::function<void()> refuse;
  };

  protocol::reader_actor spawn_worker() {
    auto worker = self_->spawn<caf::detached + caf::linked>(
        [](protocol::reader_actor::stateful_pointer<worker_state> self, connection_settings s,
           std::shared_ptr<key_ring> k) {
          return self->state.make_behavior(self, std::move(s), std::move(k));
        },
        settings_.connection, keys_);
    workers_.push_back(worker);
    return worker;
  }

  template <class Answer, class Request>
  caf::result<Answer> route(const Request& request) {
    if (waiting_.size() >= settings_.max_waiting) {
      if (!std::exchange(exhausted_, true))
        logging::warn(folder::storage, "readers-exhausted", {{"waiting", waiting_.size()}});
      return caf::make_error(errc::unavailable);
    }
    auto promise = self_->template make_response_promise<Answer>();
    auto began = std::chrono::steady_clock::now();
    job j{[this, promise, request, began](protocol::reader_actor worker) mutable {
            auto done = std::make_shared<protocol::time_limit::answered_flag>(false);
            auto asked = self_->request(worker, caf::infinite, request);
            worker_limit_.watch(caf::weak_actor_ptr(self_->ctrl()), asked.id(), done);
            asked.then(
                [this, promise, worker, done, began](const Answer& a) mutable {
                  *done = true;
                  promise.deliver(a);
                  watched_.read_seconds.observe(std::chrono::steady_clock::now() - began);
                  lend(worker);
                },
                [this, promise, worker, done](caf::error& e) mutable {
                  *done = true;
                  bool answered = e.category() == caf::detail::error_factory<errc>::category;
                  promise.deliver(answered ? e : caf::make_error(errc::unavailable));
                  if (answered) return lend(worker);
                  // Stuck or dead: its end brings a new one.
                  self_->send_exit(worker, caf::exit_reason::kill);
                });
          },
          [promise]() mutable { promise.deliver(caf::make_error(errc::unavailable)); }};
    if (idle_.empty()) {
      waiting_.push_back(std::move(j));
    } else {
      // The one that worked last: its connection and caches are warm.
      auto worker = std::move(idle_.back());
      idle_.pop_back();
      j.run(std::move(worker));
    }
    publish();
    return promise;
  }

  void lend(protocol::reader_actor worker) {
    if (waiting_.empty()) {
      exhausted_ = false;
      idle_.push_back(std::move(worker));
    } else {
      auto next = std::move(waiting_.front());
      waiting_.pop_front();
      next.run(std::move(worker));
    }
    publish();
  }

  void publish() const {
    watched_.queues.of("readers").set(static_cast<double>(waiting_.size()));
    watched_.readers.of("busy").set(static_cast<double>(workers_.size() - idle_.size()));
    watched_.readers.of("idle").set(static_cast<double>(idle_.size()));
  }

  protocol::reader_actor::pointer self_;
  protocol::time_limit worker_limit_;
  reader_settings settings_;
  std::shared_ptr<key_ring> keys_;
  watch watched_;
  std::vector<protocol::reader_actor> idle_, workers_;
  std::deque<job> waiting_;
  bool exhausted_ = false;  ///< said in the log, until there is nothing to wait for
};

}  // namespace

protocol::reader_actor spawn_reader(caf::actor_system& system, reader_settings settings,
                                    std::shared_ptr<key_ring> keys, watch watched) {
  return system.spawn(
      [](protocol::reader_actor::stateful_pointer<router_state> self, reader_settings s,
         std::shared_ptr<key_ring> k,
         watch w) { return self->state.make_behavior(std::move(s), std::move(k), std::move(w)); },
      std::move(settings), std::move(keys), std::move(watched));
}

}  // namespace storage
