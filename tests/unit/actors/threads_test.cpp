// The same actors on real threads: what the testing scheduler cannot show.
#include <gmock/gmock.h>

#include <map>
#include <random>

#include "actors/hand_over.hpp"
#include "actors/user_directory.hpp"
#include "config/logging.hpp"
#include "tests/support/fake_logic.hpp"

namespace {

using namespace std::chrono_literals;

struct threaded_config : caf::actor_system_config {
  threaded_config() {
    add_message_types<caf::id_block::sms_assistant>();
    load<actors::hand_over_scheduler>();
    set("scheduler.max-threads", 4);
  }
};

/// Every text of every user is answered once, in the user's order, and what was answered as stored
/// is what storage has: while actors fail, leave and come back all the time.
TEST(Threads, FailuresAndDeparturesUnderLoadLoseAndRepeatNothing) {
  constexpr int users = 40, texts = 60;
  logging::set_level(logging::folder::actors, logging::level::off);  // hundreds of failures
  threaded_config config;
  caf::actor_system system(config);
  system_wall_clock clock;
  id_generator ids(clock);
  {
    test::fake_storage storage(system, clock);
    test::fake_logic logic(storage, ids);
    auto world =
        std::make_shared<actors::user_world>(actors::user_world{.clock = clock,
                                                                .ids = ids,
                                                                .logic = logic,
                                                                .reader = storage.reader(),
                                                                .committer = storage.committer(),
                                                                .effects = {},
                                                                .settings = {}});
    auto directory = actors::spawn_user_directory(
                         system, {.most_awake = 5, .most_waiting_per_user = texts}, {world})
                         .value();

    auto phone = [](int user) { return "+1555" + std::to_string(1000 + user); };
    for (int user = 0; user < users; ++user) storage.add_user(phone(user));

    caf::scoped_actor self(system);
    std::mt19937 random(7);
    std::map<int, int> expected;
    using answer =
        decltype(self->request(directory, caf::infinite, std::declval<protocol::inbound_text>()));
    std::vector<std::pair<answer, std::string>> asked;
    for (int i = 0; i < texts; ++i)
      for (int user = 0; user < users; ++user) {
        auto kind = random() % 10;
        std::string body = kind == 0 ? "boom" : kind == 1 ? "count" : "water 1";
        if (body == "water 1") ++expected[user];
        protocol::inbound_text text{.request_id = "r",
                                    .dedupe_key = std::to_string(i),
                                    .channel = "simulator",
                                    .from = phone(user),
                                    .body = body,
                                    .received_at = clock.now()};
        asked.emplace_back(
            self->request(directory, caf::infinite, std::move(text)),
            body == "boom" ? "Not saved: internal" : std::to_string(expected[user]) + " ml");
      }

    int right = 0;
    for (auto& [pending, words] : asked)
      pending.receive(
          [&](protocol::turn_reply& reply) {
            EXPECT_EQ(reply.texts.front(), words);
            ++right;
          },
          [&](caf::error& e) { ADD_FAILURE() << protocol::from_caf(e).detail; });
    EXPECT_EQ(right, users * texts);

    self->request(directory, 10s, protocol::drain{})
        .receive([](protocol::drained) {}, [](caf::error&) { ADD_FAILURE() << "no drain"; });
    self->send_exit(directory, caf::exit_reason::user_shutdown);
    self->wait_for(directory);
    std::map<user_id, int> stored;
    for (auto& set : storage.stored) stored[set->user_id] += static_cast<int>(set->changes.size());
    for (auto& [user, count] : expected) EXPECT_EQ(stored[user + 1], count);
    self->send_exit(storage.committer(), caf::exit_reason::user_shutdown);
    self->send_exit(storage.reader(), caf::exit_reason::user_shutdown);
    self->wait_for(storage.committer(), storage.reader());
  }
  logging::set_level(logging::folder::actors, logging::level::warn);
}

}  // namespace
