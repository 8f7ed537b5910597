#include "tests/unit/net/net_test.hpp"

namespace {

using namespace std::chrono_literals;

class Bridge : public test::net_test {
 protected:
  static protocol::inbound_text text(std::string body) {
    protocol::inbound_text t;
    t.body = std::move(body);
    return t;
  }
};

TEST_F(Bridge, AnswersComeBackToTheCoroutineThatAsked) {
  auto echo = directory([](protocol::inbound_text& t) { return protocol::turn_reply{{t.body}}; });
  std::vector<std::string> got;
  for (int i = 0; i < 100; ++i)
    boost::asio::co_spawn(
        io_.get_executor(),
        [&, i]() -> net::awaitable<void> {
          auto r = co_await bridge_.ask(echo, text(std::to_string(i)), 1s);
          if (r && r->texts.at(0) == std::to_string(i)) got.push_back(r->texts[0]);
        },
        boost::asio::detached);
  EXPECT_TRUE(drive([&] { return got.size() == 100; }));
  EXPECT_EQ(got.front(), "0");
  EXPECT_EQ(got.back(), "99");
}

TEST_F(Bridge, AnErrorKeepsItsMeaning) {
  auto refuses = directory([](protocol::inbound_text&) -> caf::result<protocol::turn_reply> {
    return protocol::to_caf(make_error(errc::rate_limited, "too many"));
  });
  auto r = await(bridge_.ask(refuses, text("x"), 1s));
  ASSERT_TRUE(r.has_error());
  EXPECT_EQ(r.error().code, errc::rate_limited);
  EXPECT_EQ(r.error().detail, "too many");
}

TEST_F(Bridge, AHandlerThatThrowsIsAnInternalError) {
  auto throws = directory([](protocol::inbound_text&) -> caf::result<protocol::turn_reply> {
    throw std::runtime_error("boom");
  });
  auto r = await(bridge_.ask(throws, text("x"), 1s));
  ASSERT_TRUE(r.has_error());
  EXPECT_EQ(r.error().code, errc::internal);
}

TEST_F(Bridge, AnActorThatIsGoneIsUnavailable) {
  auto gone = directory([](protocol::inbound_text&) { return protocol::turn_reply{}; });
  caf::anon_send_exit(gone, caf::exit_reason::kill);
  scheduler().run();
  auto r = await(bridge_.ask(gone, text("x"), 1s));
  ASSERT_TRUE(r.has_error());
  EXPECT_EQ(r.error().code, errc::unavailable);
}

TEST_F(Bridge, ALateAnswerFindsNobodyAndTheNextAskIsNotConfused) {
  caf::typed_response_promise<protocol::turn_reply> late;
  auto slow =
      keep(system_.spawn([&late](net::turn_actor::pointer self) -> net::turn_actor::behavior_type {
        return {[self, &late](protocol::inbound_text& t) {
          auto p = self->make_response_promise<protocol::turn_reply>();
          if (t.body == "first")
            late = p;
          else
            p.deliver(protocol::turn_reply{{"second"}});
          return p;
        }};
      }));
  auto r = await(bridge_.ask(slow, text("first"), 60ms));
  ASSERT_TRUE(r.has_error());
  EXPECT_EQ(r.error().code, errc::timeout);
  late.deliver(protocol::turn_reply{{"too late"}});
  auto second = await(bridge_.ask(slow, text("x"), 1s));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->texts.at(0), "second");
}

TEST_F(Bridge, ClosingAnswersWhatIsOpenAndWhatComesLater) {
  std::vector<caf::typed_response_promise<protocol::turn_reply>> kept;
  auto silent =
      keep(system_.spawn([&kept](net::turn_actor::pointer self) -> net::turn_actor::behavior_type {
        return {[self, &kept](protocol::inbound_text&) {
          kept.push_back(self->make_response_promise<protocol::turn_reply>());
          return kept.back();
        }};
      }));
  std::optional<errc> open;
  boost::asio::co_spawn(
      io_.get_executor(),
      [&]() -> net::awaitable<void> {
        auto r = co_await bridge_.ask(silent, text("x"), 10s);
        open = r.error().code;
      },
      boost::asio::detached);
  drive([&] { return !kept.empty(); });
  bridge_.close();
  EXPECT_TRUE(drive([&] { return open.has_value(); }));
  EXPECT_EQ(*open, errc::unavailable);
  auto later = await(bridge_.ask(silent, text("y"), 10s));
  ASSERT_TRUE(later.has_error());
  EXPECT_EQ(later.error().code, errc::unavailable);
}

}  // namespace
