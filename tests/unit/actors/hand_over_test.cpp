// How workers get their work: with one worker, so that nothing else could do it.

#include "actors/hand_over.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace {

using namespace std::chrono_literals;

class one_worker : public caf::actor_system_config {
 public:
  one_worker() {
    load<actors::hand_over_scheduler>();
    set("scheduler.max-threads", 1);
  }
};

/// Sends what it gets to the other one, for ever.
caf::behavior pass_on(caf::event_based_actor* self, caf::actor other) {
  return {[=](int n) { self->send(other, n); }};
}
caf::behavior pass_back(caf::event_based_actor* self) {
  return {[=](int n) { self->send(caf::actor_cast<caf::actor>(self->current_sender()), n); }};
}
caf::behavior double_it(caf::event_based_actor*) {
  return {[](int n) { return 2 * n; }};
}
caf::behavior ask_others(caf::event_based_actor* self, std::vector<caf::actor> others) {
  return {[=](int n) {
    auto promise = self->make_response_promise();
    auto sum = std::make_shared<int>(0);
    auto left = std::make_shared<std::size_t>(others.size());
    for (const auto& other : others)
      self->request(other, caf::infinite, n).then([=](int doubled) mutable {
        *sum += doubled;
        if (--*left == 0) promise.deliver(*sum);
      });
    return promise;
  }};
}

int answer_of(caf::scoped_actor& self, const caf::actor& whom, int question) {
  int answer = -1;
  self->request(whom, 30s, question).receive([&](int n) { answer = n; }, [](const caf::error&) {});
  return answer;
}

TEST(HandOver, ActorsThatKeepEachOtherBusyDoNotKeepOthersFromWorking) {
  one_worker config;
  caf::actor_system system(config);
  auto there = system.spawn(pass_back);
  auto here = system.spawn(pass_on, there);
  caf::anon_send(here, 1);
  {
    caf::scoped_actor self(system);
    EXPECT_EQ(answer_of(self, system.spawn(double_it), 21), 42);
  }
  caf::anon_send_exit(here, caf::exit_reason::user_shutdown);
  caf::anon_send_exit(there, caf::exit_reason::user_shutdown);
}

TEST(HandOver, EveryActorThatOneWakesRuns) {
  one_worker config;
  caf::actor_system system(config);
  std::vector<caf::actor> many;
  for (int i = 0; i < 100; ++i) many.push_back(system.spawn<caf::lazy_init>(double_it));
  caf::scoped_actor self(system);
  EXPECT_EQ(answer_of(self, system.spawn(ask_others, many), 1), 200);
  for (auto& one : many) caf::anon_send_exit(one, caf::exit_reason::user_shutdown);
}

}  // namespace
