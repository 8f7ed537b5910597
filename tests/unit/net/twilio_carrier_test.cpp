#include "net/twilio/carrier.hpp"

#include <atomic>

#include "config/common/crypto.hpp"
#include "net/twilio/error_codes.hpp"
#include "net/twilio/message_list.hpp"
#include "net/twilio/number_setup.hpp"
#include "tests/unit/net/fake_provider.hpp"

namespace {

using namespace std::chrono_literals;
using net::twilio::rest_options;
using protocol::send_fate;

constexpr auto account = "AC00000000000000000000000000000000";
constexpr auto messages = "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json";
constexpr auto numbers =
    "/2010-04-01/Accounts/AC00000000000000000000000000000000/IncomingPhoneNumbers.json";

class TwilioCarrier : public test::net_test {
 protected:
  test::fake_provider twilio_{{messages, numbers}};
  net::client::https_client http_;

  rest_options options(std::string base) {
    rest_options o;
    o.api_base_url = std::move(base);
    o.account_sid = account;
    o.auth_token = secret<std::string>("token");
    o.from = "+15005550001";
    o.status_callback_url = "https://bot.example.com/webhooks/twilio/status";
    return o;
  }
  protocol::carrier_receipt send() {
    return net::twilio::send_text(
        http_, options(twilio_.url()),
        {7, "+15005550006", "Call mom & dad, 3 o'clock \xF0\x9F\x91\x8D", 9});
  }
};

TEST_F(TwilioCarrier, SendsAFormWithCredentialsAndReadsTheReceipt) {
  twilio_.answers(201, R"({"sid": "SM1", "status": "queued", "error_code": null})");
  auto r = send();
  EXPECT_EQ(r.fate, send_fate::taken);
  EXPECT_EQ(r.provider_id, "SM1");
  EXPECT_EQ(r.status, "queued");
  EXPECT_EQ(twilio_.content_type_, "application/x-www-form-urlencoded");
  EXPECT_EQ(twilio_.authorization_, "Basic " + crypto::base64(std::string(account) + ":token"));
  EXPECT_EQ(twilio_.form(),
            (net::client::form{{"To", "+15005550006"},
                               {"From", "+15005550001"},
                               {"Body", "Call mom & dad, 3 o'clock \xF0\x9F\x91\x8D"},
                               {"ValidityPeriod", "14400"},
                               {"StatusCallback",
                                "https://bot.example.com/webhooks/twilio/status?text=7&user=9"}}));
}

TEST_F(TwilioCarrier, EachAnswerSaysWhatHappensNext) {
  struct {
    unsigned status;
    const char* body;
    send_fate fate;
    std::int64_t code;
  } cases[] = {
      {400, R"({"code": 21610, "message": "x", "status": 400})", send_fate::opted_out, 21610},
      {400, R"({"code": 21211})", send_fate::unreachable, 21211},
      {400, R"({"code": 21614})", send_fate::unreachable, 21614},
      {400, R"({"code": 21408})", send_fate::misconfigured, 21408},
      {400, R"({"code": 21611})", send_fate::busy, 21611},
      {400, R"({"code": 21617})", send_fate::refused, 21617},
      {400, R"({"code": 99999})", send_fate::refused, 99999},
      {400, R"({"code": 63038})", send_fate::busy, 63038},
      {429, R"({"code": 20429})", send_fate::busy, 20429},
      {500, "<html>", send_fate::unknown, 500},
      {503, "", send_fate::unknown, 503},
      {401, R"({"code": 20003})", send_fate::misconfigured, 20003},
      {200, "{}", send_fate::refused, 200},
  };
  for (const auto& c : cases) {
    twilio_.answers(c.status, c.body);
    auto r = send();
    EXPECT_EQ(r.fate, c.fate) << c.status << " " << c.body;
    EXPECT_EQ(r.code, c.code) << c.status << " " << c.body;
  }
}

TEST_F(TwilioCarrier, TwilioSaysWhenToComeBack) {
  twilio_.answers(429, R"({"code": 20429})", {{"Retry-After", "7"}});
  EXPECT_EQ(send().retry_after, 7s);
}

TEST_F(TwilioCarrier, ATakenTextWithAnOddAnswerWasStillTaken) {
  twilio_.answers(201, "not json");
  EXPECT_EQ(send().fate, send_fate::taken);
}

TEST_F(TwilioCarrier, DoesNotFollowARedirectWithItsCredentials) {
  test::fake_provider elsewhere({messages});
  elsewhere.answers(201, R"({"sid": "SM2"})");
  twilio_.answers(302, "", {{"Location", elsewhere.url() + messages}});
  EXPECT_NE(send().fate, send_fate::taken);
  EXPECT_TRUE(elsewhere.requests_.empty());
}

TEST_F(TwilioCarrier, NobodyThereIsSafeToTryAgainAndNoAnswerIsNot) {
  auto refused =
      net::twilio::send_text(http_, options("http://127.0.0.1:1"), {1, "+15005550006", "x"});
  EXPECT_EQ(refused.fate, send_fate::busy);
  net::client::client_options brief;
  brief.total_limit = 100ms;
  net::client::https_client hasty(brief);
  auto silent =
      net::twilio::send_text(hasty, options(twilio_.url() + "/slow"), {1, "+15005550006", "x"});
  EXPECT_EQ(silent.fate, send_fate::unknown);
}

TEST_F(TwilioCarrier, AnAnswerWithoutEndIsCut) {
  twilio_.answers(201, std::string(2 * 1024 * 1024, 'x'));
  EXPECT_EQ(send().fate, send_fate::unknown);
}

TEST_F(TwilioCarrier, PlainHttpIsForThisMachineOnly) {
  for (auto url : {"http://api.twilio.com", "http://127.0.0.1.evil.com",
                   "http://localhost@evil.com", "ftp://127.0.0.1", "file:///etc/passwd"})
    EXPECT_EQ(net::twilio::send_text(http_, options(url), {1, "+15005550006", "x"}).fate,
              send_fate::misconfigured)
        << url;
}

TEST_F(TwilioCarrier, TheActorAnswersWithTheReceipt) {
  auto actor = net::twilio::spawn_carrier(system_, options(twilio_.url()), counted_.sms_sent);
  ASSERT_TRUE(actor);
  auto carrier = keep(*actor);
  twilio_.answers(201, R"({"sid": "SM3"})");
  auto sent = await(bridge_.ask(carrier, protocol::outgoing_text{1, "+15005550006", "x"}, 5s));
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->provider_id, "SM3");
}

TEST_F(TwilioCarrier, WithoutCredentialsThereIsNoCarrier) {
  auto missing = options(twilio_.url());
  missing.from.clear();
  EXPECT_EQ(net::twilio::spawn_carrier(system_, missing, {}).error().field, "twilio.phone_number");
  missing.auth_token = {};
  EXPECT_EQ(net::twilio::spawn_carrier(system_, missing, {}).error().field, "twilio.auth_token");
}

TEST_F(TwilioCarrier, ATextInDoubtIsFoundByItsNumberItsWordsAndItsTime) {
  twilio_.answers(200, R"({"messages": [
    {"sid": "SM4", "direction": "outbound-api", "to": "+15005550006", "body": "Call mom",
     "status": "delivered", "num_media": "0", "error_code": null, "price": "-0.00750",
     "date_created": "Mon, 02 Mar 2026 09:00:05 +0000", "date_sent": null},
    {"sid": "SM3", "direction": "outbound-reply", "body": "Call mom", "status": "sent",
     "date_created": "Mon, 02 Mar 2026 09:00:04 +0000"},
    {"sid": "SM2", "direction": "outbound-api", "body": "Call dad", "status": "sent",
     "date_created": "Mon, 02 Mar 2026 09:00:03 +0000"},
    {"sid": "SM1", "direction": "outbound-api", "body": "Call mom", "status": "sent",
     "date_created": "Mon, 02 Mar 2026 08:00:00 +0000"}], "next_page_uri": null})");
  auto since = net::twilio::parse_rfc2822("Mon, 02 Mar 2026 09:00:00 +0000");
  auto found = net::twilio::find_message(http_, options(twilio_.url()),
                                         {{7, "+15005550006", "Call mom "}, since});
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_EQ(found->messages.size(), 1u);
  auto& message = found->messages[0];
  EXPECT_EQ(message.provider_id, "SM4");
  EXPECT_EQ(message.status, "delivered");
  EXPECT_EQ(message.price_micros, 7500);
  EXPECT_EQ(message.at, since + 5s);
  EXPECT_EQ(twilio_.form()[0], (std::pair<std::string, std::string>{"To", "+15005550006"}));
}

TEST_F(TwilioCarrier, AListGoesOnAtItsNextPageButNeverElsewhere) {
  twilio_.answers(200, R"({"messages": [
    {"sid": "SM2", "direction": "outbound-api", "status": "undelivered", "error_code": 30005},
    {"sid": "SM1", "direction": "inbound", "from": "+15005550006", "body": "hi",
     "status": "received", "date_sent": "Mon, 02 Mar 2026 10:00:00 +0100"}],
    "next_page_uri": "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json?Page=1"})");
  auto since = net::twilio::parse_rfc2822("Mon, 02 Mar 2026 08:59:00 +0000");
  auto page = net::twilio::list_messages(http_, options(twilio_.url()), {since, ""});
  ASSERT_TRUE(page) << page.error().detail;
  EXPECT_EQ(twilio_.form()[0],
            (std::pair<std::string, std::string>{"DateSent>", "2026-03-02T08:59:00Z"}));
  ASSERT_EQ(page->messages.size(), 2u);
  EXPECT_TRUE(page->messages[0].inbound);  // oldest first
  EXPECT_EQ(page->messages[0].at, since + 1min);
  EXPECT_EQ(page->messages[1].fate, send_fate::unreachable);
  EXPECT_TRUE(net::twilio::list_messages(http_, options(twilio_.url()), {since, page->next}));
  EXPECT_TRUE(net::twilio::list_messages(http_, options(twilio_.url()),
                                         {since, "@evil.example/2010-04-01/"})
                  .has_error());
}

TEST(TwilioTimes, AreRfc2822) {
  EXPECT_EQ(net::twilio::parse_rfc2822("Thu, 24 Aug 2023 05:01:45 +0000"),
            instant(std::chrono::seconds(1'692'853'305)));
  for (auto no : {"", "2023-08-24T05:01:45Z", "Thu, 24 Aux 2023 05:01:45 +0000",
                  "Thu, 31 Feb 2023 05:01:45 +0000"})
    EXPECT_EQ(net::twilio::parse_rfc2822(no), instant{}) << no;
}

TEST_F(TwilioCarrier, TheDoctorSeesHowTheNumberIsSetUp) {
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
  EXPECT_EQ(twilio_.form(), (net::client::form{{"PhoneNumber", "+15005550001"}}));
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
