#include "net/carrier.hpp"

#include <atomic>
#include <future>

#include "tests/unit/net/net_test.hpp"

namespace {

using namespace std::chrono_literals;
using protocol::send_fate;

/// A line whose first text is on its way until `let_go`.
struct slow_line : net::carrier_line {
  struct shared {
    std::promise<void> let_go;
    std::shared_future<void> may_go{let_go.get_future()};
    std::atomic<int> sent = 0, lines = 0;
  };
  explicit slow_line(shared& s) : with(s) { ++with.lines; }

  protocol::carrier_receipt send(const protocol::outgoing_text& text) override {
    with.may_go.wait();
    if (text.body == "boom") throw std::runtime_error("boom");
    ++with.sent;
    return {.provider_id = "id-" + std::to_string(text.id)};
  }
  result<protocol::carrier_page> find(const protocol::find_text&) override {
    return make_error(errc::unavailable, "away");
  }
  result<protocol::carrier_page> history(const protocol::carrier_history& wanted) override {
    protocol::carrier_page page;
    page.next = wanted.page + "!";
    return page;
  }

  shared& with;
};

class CarrierQueue : public test::net_test {
 protected:
  protocol::carrier_actor open(net::carrier_options options) {
    return keep(net::spawn_carrier(
        system_, options, [this] { return std::make_unique<slow_line>(world_); },
        counted_.sms_sent));
  }
  /// Asks, and keeps the answer for later.
  template <class Answer, class Question>
  std::shared_ptr<std::optional<result<Answer>>> ask(protocol::carrier_actor to, Question q) {
    auto place = std::make_shared<std::optional<result<Answer>>>();
    boost::asio::co_spawn(
        io_.get_executor(),
        [this, to, q, place]() -> net::awaitable<void> {
          auto question = q;
          auto answer = co_await bridge_.ask(to, std::move(question), 10s);
          place->emplace(std::move(answer));
        },
        boost::asio::detached);
    return place;
  }
  auto text(protocol::carrier_actor to, row_id id, std::string body = "x") {
    return ask<protocol::carrier_receipt>(
        std::move(to),
        protocol::outgoing_text{.id = id, .to = "+15005550006", .body = std::move(body)});
  }

  slow_line::shared world_;
};

TEST_F(CarrierQueue, SeveralTextsAreUnderWayAtOnceAndTheOthersWaitTheirTurn) {
  auto carrier = open({.lines = 2, .queue_limit = 1min});
  std::vector<std::shared_ptr<std::optional<result<protocol::carrier_receipt>>>> answers;
  for (row_id id = 1; id <= 5; ++id) answers.push_back(text(carrier, id));
  drive([] { return false; }, 20ms);
  for (auto& a : answers) EXPECT_FALSE(a->has_value());
  world_.let_go.set_value();
  ASSERT_TRUE(
      drive([&] { return std::ranges::all_of(answers, [](auto& a) { return a->has_value(); }); }));
  EXPECT_EQ(world_.sent, 5);
  EXPECT_EQ(world_.lines, 2);
  EXPECT_EQ((*answers[4])->value().provider_id, "id-5");
}

TEST_F(CarrierQueue, WhoWaitedTooLongIsAnsweredAndNotSent) {
  auto carrier = open({.lines = 1, .queue_limit = 0s});
  auto first = text(carrier, 1), second = text(carrier, 2);
  drive([] { return false; }, 20ms);
  world_.let_go.set_value();
  ASSERT_TRUE(drive([&] { return first->has_value() && second->has_value(); }));
  EXPECT_EQ((*first)->value().fate, send_fate::taken);
  EXPECT_EQ((*second)->value().fate, send_fate::busy);
  EXPECT_EQ(world_.sent, 1);
}

TEST_F(CarrierQueue, ALineThatFailsGoesOnAndItsTextIsInDoubt) {
  auto carrier = open({.lines = 1});
  world_.let_go.set_value();
  auto first = text(carrier, 1, "boom");
  ASSERT_TRUE(drive([&] { return first->has_value(); }));
  EXPECT_EQ((*first)->value().fate, send_fate::unknown);
  auto second = text(carrier, 2);
  ASSERT_TRUE(drive([&] { return second->has_value(); }));
  EXPECT_EQ((*second)->value().fate, send_fate::taken);
}

TEST_F(CarrierQueue, AQuestionThatFailsLeavesTheLineToTheNext) {
  auto carrier = open({.lines = 1});
  auto found = ask<protocol::carrier_page>(carrier, protocol::find_text{});
  auto listed = ask<protocol::carrier_page>(carrier, protocol::carrier_history{{}, "7"});
  ASSERT_TRUE(drive([&] { return found->has_value() && listed->has_value(); }));
  EXPECT_EQ((*found)->error().code, errc::unavailable);
  EXPECT_EQ((*listed)->value().next, "7!");
}

}  // namespace
