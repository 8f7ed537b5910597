#pragma once
// What the storage tests share: users, change sets, blocking questions to actors.

#include <gtest/gtest.h>

#include <caf/all.hpp>

#include "storage/change_set.hpp"
#include "storage/committer.hpp"
#include "storage/reader.hpp"
#include "storage/storage.hpp"
#include "storage/unit_of_work.hpp"
#include "storage/user_snapshot.hpp"
#include "tests/support/temp_postgres.hpp"

namespace test {

using namespace std::chrono_literals;

inline instant at(int year, unsigned month, unsigned day, int hour = 0, int minute = 0) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                               std::chrono::day(day)) +
         std::chrono::hours(hour) + std::chrono::minutes(minute);
}

struct config : caf::actor_system_config {
  config() { add_message_types<caf::id_block::sms_assistant>(); }
};

/// An actor system with storage over a database of its own.
class storage_test : public ::testing::Test {
 protected:
  storage_test() {
    auto h = storage::open_storage(system, db.settings(), clock);
    if (!h) throw std::runtime_error(h.error().detail);
    handles.emplace(std::move(*h));
  }
  ~storage_test() override {
    caf::anon_send_exit(handles->committer, caf::exit_reason::user_shutdown);
    caf::anon_send_exit(handles->reader, caf::exit_reason::user_shutdown);
    handles.reset();
  }

  template <class Answer, class Actor, class Message>
  result<Answer> ask(const Actor& actor, Message m) {
    std::optional<result<Answer>> out;
    self->request(actor, 20s, std::move(m))
        .receive([&](Answer& a) { out.emplace(std::move(a)); },
                 [&](caf::error& e) {
                   bool ours = e.category() == caf::detail::error_factory<errc>::category;
                   out.emplace(::make_error(ours ? static_cast<errc>(e.code()) : errc::internal,
                                            caf::to_string(e)));
                 });
    return std::move(*out);
  }

  std::shared_ptr<const storage::user_snapshot> new_user(const std::string& phone) {
    auto r =
        ask<protocol::wake_answer>(handles->committer, protocol::create_user{phone, clock.now()});
    EXPECT_TRUE(r.has_value()) << r.error().detail;
    return r->snapshot;
  }
  std::shared_ptr<const storage::user_snapshot> awake(const std::string& phone) {
    auto r =
        ask<protocol::wake_answer>(handles->reader, protocol::wake_request{phone, clock.now()});
    EXPECT_TRUE(r.has_value()) << r.error().detail;
    return r->snapshot;
  }

  /// An empty turn of this user.
  storage::change_set turn(const storage::user_snapshot& user, const std::string& dedupe_key,
                           const std::string& body = "a text",
                           const std::string& reply = "an answer") {
    storage::change_set set;
    set.user_id = user.user.id;
    set.key = user.key;
    set.message = {.id = handles->ids->next(),
                   .user_id = user.user.id,
                   .dedupe_key = dedupe_key,
                   .channel = "twilio",
                   .body = {body},
                   .reply = {reply},
                   .reading = {"[\"water_log\"]"},
                   .request_id = "r-" + dedupe_key,
                   .received_at = clock.now(),
                   .handled_at = clock.now()};
    return set;
  }
  storage::water_log_row water(const storage::change_set& set, double ml) {
    return {.id = handles->ids->next(),
            .user_id = set.user_id,
            .at = clock.now(),
            .amount_ml = ml,
            .message_id = set.message.id};
  }
  errc commit(storage::change_set set) {
    auto r = ask<protocol::committed>(
        handles->committer,
        protocol::commit_request{std::make_shared<const storage::change_set>(std::move(set))});
    return r ? errc::none : r.error().code;
  }
  template <class F>
  result<protocol::read_done> read(::user_id user, F&& f) {
    return ask<protocol::read_done>(handles->reader, protocol::read_job{user, std::forward<F>(f)});
  }

  temp_database db;
  manual_wall_clock clock{at(2025, 6, 15, 12)};
  config cfg;
  caf::actor_system system{cfg};
  caf::scoped_actor self{system};
  std::optional<storage::handles> handles;
};

}  // namespace test
