#include "actors/protocol/time_limit.hpp"

#include "tests/support/actor_test.hpp"

namespace {

using namespace std::chrono_literals;

/// Is asked, and answers the question of a number when it is told to.
using answerer = caf::typed_actor<caf::replies_to<protocol::drain>::with<protocol::drained>,
                                  caf::reacts_to<std::uint64_t>>;

class TimeLimitTest : public test::actor_test {
 protected:
  /// Somebody asks; the answer comes with `answer`, if it does.
  void ask_within_limit() {
    system().spawn<caf::hidden>([this](caf::event_based_actor* self) {
      auto flag = std::make_shared<protocol::time_limit::answered_flag>(false);
      auto asked = self->request(whom, caf::infinite, protocol::drain{});
      limit->watch(caf::weak_actor_ptr(self->ctrl()), asked.id(), flag);
      asked.then(
          [this, flag](const protocol::drained& d) {
            *flag = true;
            heard.push_back(std::to_string(d.finished));
          },
          [this, flag](const caf::error& e) {
            *flag = true;
            heard.push_back(e == caf::sec::request_timeout ? "too late" : "failed");
          });
    });
    run();
  }
  void answer(std::size_t question) {
    caf::anon_send(whom, std::uint64_t{question});
    run();
  }

  std::vector<caf::typed_response_promise<protocol::drained>> open;
  answerer whom = keep(answerer(system().spawn([this](answerer::pointer self) {
    return answerer::behavior_type{
        [this, self](protocol::drain) {
          return open.emplace_back(self->make_response_promise<protocol::drained>());
        },
        [this](std::uint64_t question) { open.at(question).deliver(protocol::drained{7}); }};
  })));
  std::unique_ptr<protocol::time_limit> limit =
      std::make_unique<protocol::time_limit>(system(), 10s);
  std::vector<std::string> heard;
};

TEST_F(TimeLimitTest, AnAnswerInTimeIsAllThatIsHeard) {
  ask_within_limit();
  advance(9s);
  answer(0);
  EXPECT_EQ(heard, std::vector<std::string>{"7"});
  advance(30s);
  EXPECT_EQ(heard.size(), 1u);
}

TEST_F(TimeLimitTest, EachQuestionRunsOutOnTimeAndLateAnswersGoNowhere) {
  ask_within_limit();
  advance(4s);
  ask_within_limit();
  ask_within_limit();
  answer(1);
  advance(5999ms);
  EXPECT_EQ(heard, std::vector<std::string>{"7"});
  advance(1ms);
  EXPECT_EQ(heard, (std::vector<std::string>{"7", "too late"}));
  answer(0);
  advance(3999ms);
  EXPECT_EQ(heard.size(), 2u);
  advance(1ms);
  EXPECT_EQ(heard, (std::vector<std::string>{"7", "too late", "too late"}));
}

TEST_F(TimeLimitTest, WatchesAgainAfterAQuietTime) {
  ask_within_limit();
  answer(0);
  advance(60s);
  ask_within_limit();
  advance(10s);
  EXPECT_EQ(heard, (std::vector<std::string>{"7", "too late"}));
}

}  // namespace
