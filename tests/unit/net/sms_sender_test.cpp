#include "net/twilio/sms_sender.hpp"

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <mutex>

#include "config/common/crypto.hpp"
#include "tests/unit/net/net_test.hpp"

namespace {

using namespace std::chrono_literals;
using net::http::method;
using net::twilio::rest_options;

constexpr auto account = "AC00000000000000000000000000000000";
constexpr auto messages = "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json";
constexpr auto numbers =
    "/2010-04-01/Accounts/AC00000000000000000000000000000000/IncomingPhoneNumbers.json";

/// Stands in for Twilio's REST interface, on a thread of its own because the sender blocks.
class fake_twilio {
 public:
  fake_twilio() {
    net::http::router routes;
    auto reply = [this](const net::http::request& r) -> net::awaitable<net::http::response> {
      std::lock_guard lock(mutex_);
      ++requests_;
      authorization_ = r.find("authorization");
      content_type_ = r.media_type();
      form_ = net::client::parse_form(r.verb == method::post ? r.body : r.query).value();
      co_return answer_;
    };
    auto slow = [this](const net::http::request&) -> net::awaitable<net::http::response> {
      boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                        boost::asio::wait_traits<std::chrono::steady_clock>,
                                        net::executor>
          t(io_.get_executor(), 2s);
      co_await t.async_wait(boost::asio::use_awaitable_t<net::executor>{});
      co_return net::http::response{};
    };
    routes.add(method::post, messages, reply);
    routes.add(method::get, numbers, reply);
    routes.add(method::post, std::string("/slow") + messages, slow);
    server_ = std::move(
        net::http::server::listen({}, std::move(routes), {&io_}, clock_, counted_).value());
    server_->start();
    thread_ = std::thread([this] { io_.run(); });
  }
  ~fake_twilio() {
    io_.stop();
    thread_.join();
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  void answers(unsigned status, std::string body) {
    std::lock_guard lock(mutex_);
    answer_ = net::http::json(status, std::move(body));
  }
  void redirects_to(std::string where) {
    answers(302, "");
    answer_.headers.emplace_back("Location", std::move(where));
  }

  std::mutex mutex_;
  int requests_ = 0;
  std::string authorization_, content_type_;
  net::client::form form_;

 private:
  system_wall_clock clock_;
  metrics::registry counted_;
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<net::executor> busy_{io_.get_executor()};
  net::http::response answer_;
  std::unique_ptr<net::http::server> server_;
  std::thread thread_;
};

class SmsSender : public test::net_test {
 protected:
  fake_twilio twilio_;
  net::client::https_client http_;

  rest_options options(std::string base) {
    rest_options o;
    o.api_base_url = std::move(base);
    o.account_sid = account;
    o.auth_token = secret<std::string>("token");
    o.from = "+15005550001";
    return o;
  }
  result<protocol::carrier_receipt> send() {
    return net::twilio::send_sms(http_, options(twilio_.url()),
                                 {7, "+15005550006", "Call mom & dad, 3 o'clock \xF0\x9F\x91\x8D"});
  }
};

TEST_F(SmsSender, SendsAFormWithCredentialsAndReadsTheReceipt) {
  twilio_.answers(201, R"({"sid": "SM1", "status": "queued", "error_code": null})");
  auto r = send();
  ASSERT_TRUE(r) << r.error().detail;
  EXPECT_EQ(r->provider_id, "SM1");
  EXPECT_EQ(twilio_.content_type_, "application/x-www-form-urlencoded");
  EXPECT_EQ(twilio_.authorization_, "Basic " + crypto::base64(std::string(account) + ":token"));
  EXPECT_EQ(twilio_.form_,
            (net::client::form{{"To", "+15005550006"},
                               {"From", "+15005550001"},
                               {"Body", "Call mom & dad, 3 o'clock \xF0\x9F\x91\x8D"}}));
}

TEST_F(SmsSender, TellsWhatMayBeTriedAgainFromWhatMayNot) {
  struct {
    unsigned status;
    const char* body;
    errc code;
    const char* detail;
  } cases[] = {
      {400, R"({"code": 21610, "message": "x", "status": 400})", errc::invalid_argument, "21610"},
      {429, R"({"code": 20429})", errc::unavailable, "20429"},
      {500, "<html>", errc::unavailable, "500"},
      {503, "", errc::unavailable, "503"},
      {401, R"({"code": 20003})", errc::unauthorized, "20003"},
      {200, "{}", errc::invalid_argument, "200"},
  };
  for (const auto& c : cases) {
    twilio_.answers(c.status, c.body);
    auto r = send();
    ASSERT_TRUE(r.has_error()) << c.status;
    EXPECT_EQ(r.error().code, c.code) << c.status;
    EXPECT_NE(r.error().detail.find(c.detail), std::string::npos) << r.error().detail;
    EXPECT_EQ(r.error().detail.find("5550006"), std::string::npos);
  }
}

TEST_F(SmsSender, ATakenTextWithAnOddAnswerWasStillTaken) {
  twilio_.answers(201, "not json");
  EXPECT_TRUE(send());
}

TEST_F(SmsSender, DoesNotFollowARedirectWithItsCredentials) {
  fake_twilio elsewhere;
  elsewhere.answers(201, R"({"sid": "SM2"})");
  twilio_.redirects_to(elsewhere.url() + messages);
  EXPECT_TRUE(send().has_error());
  EXPECT_EQ(elsewhere.requests_, 0);
}

TEST_F(SmsSender, NobodyThereIsSafeToTryAgainAndNoAnswerIsNot) {
  auto refused =
      net::twilio::send_sms(http_, options("http://127.0.0.1:1"), {1, "+15005550006", "x"});
  EXPECT_EQ(refused.error().code, errc::unavailable);
  net::client::client_options brief;
  brief.total_limit = 100ms;
  net::client::https_client hasty(brief);
  auto silent =
      net::twilio::send_sms(hasty, options(twilio_.url() + "/slow"), {1, "+15005550006", "x"});
  EXPECT_EQ(silent.error().code, errc::timeout);
}

TEST_F(SmsSender, AnAnswerWithoutEndIsCut) {
  twilio_.answers(201, std::string(2 * 1024 * 1024, 'x'));
  EXPECT_EQ(send().error().code, errc::timeout);
}

TEST_F(SmsSender, PlainHttpIsForThisMachineOnly) {
  for (auto url : {"http://api.twilio.com", "http://127.0.0.1.evil.com",
                   "http://localhost@evil.com", "ftp://127.0.0.1", "file:///etc/passwd"}) {
    auto r = net::twilio::send_sms(http_, options(url), {1, "+15005550006", "x"});
    ASSERT_TRUE(r.has_error()) << url;
    EXPECT_EQ(r.error().code, errc::invalid_argument) << url;
  }
}

TEST_F(SmsSender, TheActorAnswersWithTheReceiptOrTheError) {
  auto actor = net::twilio::spawn_sms_sender(system_, options(twilio_.url()), counted_.sms_sent);
  ASSERT_TRUE(actor);
  auto carrier = keep(*actor);
  twilio_.answers(201, R"({"sid": "SM3"})");
  auto sent = await(bridge_.ask(carrier, protocol::outgoing_text{1, "+15005550006", "x"}, 5s));
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->provider_id, "SM3");
  twilio_.answers(429, "{}");
  auto limited = await(bridge_.ask(carrier, protocol::outgoing_text{1, "+15005550006", "x"}, 5s));
  EXPECT_EQ(limited.error().code, errc::unavailable);
}

TEST_F(SmsSender, WithoutCredentialsThereIsNoSender) {
  auto missing = options(twilio_.url());
  missing.from.clear();
  EXPECT_EQ(net::twilio::spawn_sms_sender(system_, missing, {}).error().field,
            "twilio.phone_number");
  missing.auth_token = {};
  EXPECT_EQ(net::twilio::spawn_sms_sender(system_, missing, {}).error().field, "twilio.auth_token");
}

TEST_F(SmsSender, TheDoctorSeesHowTheNumberIsSetUp) {
  auto look = [&](std::string url) {
    twilio_.answers(200, R"({"incoming_phone_numbers": [{"phone_number": "+15005550001", )"
                         R"("sms_url": ")" +
                             url + R"(", "sms_method": "POST"}]})");
    return net::twilio::look_up_number(http_, options(twilio_.url()),
                                       "https://bot.example.com/webhooks/twilio/sms")
        .value();
  };
  auto good = look("https://bot.example.com/webhooks/twilio/sms#rc=3&rp=all");
  EXPECT_TRUE(good.found && good.points_here && good.repeats_crashed);
  EXPECT_EQ(twilio_.form_, (net::client::form{{"PhoneNumber", "+15005550001"}}));
  auto plain = look("https://bot.example.com/webhooks/twilio/sms");
  EXPECT_TRUE(plain.points_here);
  EXPECT_FALSE(plain.repeats_crashed);
  EXPECT_FALSE(look("https://demo.twilio.com/welcome").points_here);
  twilio_.answers(200, R"({"incoming_phone_numbers": []})");
  auto none = net::twilio::look_up_number(http_, options(twilio_.url()), "x");
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->found);
}

}  // namespace
