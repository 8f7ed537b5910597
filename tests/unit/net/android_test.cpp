#include <gmock/gmock.h>

#include "config/common/crypto.hpp"
#include "net/android/carrier.hpp"
#include "net/android/text_id.hpp"
#include "net/android/webhook.hpp"
#include "net/iso_time.hpp"
#include "tests/unit/net/fake_provider.hpp"

namespace {

using namespace std::chrono_literals;
using net::http::method;
using protocol::send_fate;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto person = "+15005550006";

TEST(AndroidTextId, NamesItsRowAndItsUserAndFitsTheGatewaysLimit) {
  auto id = net::android::id_of({(row_id(1) << 53) - 1, person, "x", (row_id(1) << 53) - 2});
  EXPECT_LE(id.size(), 36u);
  auto named = net::android::text_named(id);
  ASSERT_TRUE(named);
  EXPECT_EQ(named->id, (row_id(1) << 53) - 1);
  EXPECT_EQ(named->user, (row_id(1) << 53) - 2);
}

TEST(AndroidTextId, StaysUntilTheTextFailedAndIsAnotherOneThen) {
  protocol::outgoing_text text{7, person, "x", 9};
  EXPECT_EQ(net::android::id_of(text), net::android::id_of(text));
  auto first = net::android::id_of(text);
  text.earlier_id = first;
  auto second = net::android::id_of(text);
  EXPECT_NE(second, first);
  text.earlier_id = second;
  EXPECT_EQ(net::android::text_named(net::android::id_of(text))->attempt, 3u);
  EXPECT_EQ(net::android::id_of({0, person, "x", 0}), "");
}

TEST(AndroidTextId, OfSomebodyElseNamesNothing) {
  for (auto id : {"", "PyDmBQZZXYmyxMwED8Fzy", "sa-", "sa-7-9", "sa-7-9-", "sa-7-9-1-2",
                  "sa--7-9-1", "sa-0-9-1", "sa-7-9-1 ", "sa-g-9-1", "sa-ffffffffffffffffffff-9-1"})
    EXPECT_FALSE(net::android::text_named(id)) << id;
}

TEST(IsoTimes, AreReadWithAnyOffsetAndWrittenInUtc) {
  auto t = net::parse_iso_time("2024-06-22T15:46:11.250+07:00");
  ASSERT_TRUE(t);
  EXPECT_EQ(net::iso_time(*t), "2024-06-22T08:46:11Z");
  EXPECT_EQ(*t - *net::parse_iso_time("2024-06-22T08:46:11Z"), 250ms);
  EXPECT_EQ(net::parse_iso_time("2024-06-22T03:16:11-05:30"),
            net::parse_iso_time("2024-06-22T08:46:11Z"));
  for (auto no : {"", "2024-06-22", "2024-06-22T15:46:11", "2024-02-30T15:46:11Z",
                  "2024-06-22T25:46:11Z", "2024-06-22T15:46:11.Z", "2024-06-22T15:46:11+0700",
                  "2024-06-22T15:46:11Zx", "Thu, 24 Aug 2023 05:01:45 +0000"})
    EXPECT_FALSE(net::parse_iso_time(no)) << no;
}

TEST(AndroidReasons, SayWhatHappensNext) {
  using net::android::fate_of;
  EXPECT_EQ(fate_of("Send result: RESULT_ERROR_NO_SERVICE (Failed because service is currently "
                    "unavailable)"),
            send_fate::busy);
  EXPECT_EQ(fate_of("Send result: RESULT_ERROR_FDN_CHECK_FAILURE (Failed because FDN is enabled)"),
            send_fate::misconfigured);
  EXPECT_EQ(fate_of("Delivery result from SC +491710760000: 70"), send_fate::refused);
  EXPECT_EQ(fate_of("TTL expired"), send_fate::refused);
  EXPECT_EQ(fate_of(""), send_fate::busy);
}

class AndroidGateway : public test::net_test {
 protected:
  net::android::api_options options() {
    return {.base_url = gateway_.url(),
            .user = "sms",
            .password = secret<std::string>("pass"),
            .device_id = "phone-1"};
  }
  test::fake_provider gateway_{
      {"/messages", "/messages/inbox/export", "/webhooks", "/messages/sa-7-9-1"}};
  net::client::https_client http_;
  protocol::outgoing_text text_{7, person, "Call mom & \"dad\"", 9};
};

TEST_F(AndroidGateway, TakesATextUnderOurId) {
  gateway_.answers(202, R"({"id": "sa-7-9-1", "state": "Pending", "recipients": []})");
  auto r = net::android::send_text(http_, options(), text_);
  EXPECT_EQ(r.fate, send_fate::taken);
  EXPECT_EQ(r.provider_id, "sa-7-9-1");
  EXPECT_THAT(gateway_.requests_, ElementsAre("POST /messages"));
  EXPECT_EQ(gateway_.authorization_, "Basic " + crypto::base64("sms:pass"));
  EXPECT_EQ(gateway_.body_,
            R"({"textMessage":{"text":"Call mom & \"dad\""},"phoneNumbers":["+15005550006"],)"
            R"("withDeliveryReport":true,"ttl":14400,"id":"sa-7-9-1","deviceId":"phone-1"})");
}

TEST_F(AndroidGateway, ASecondMessageOfTheSameIdCountsAsTaken) {
  gateway_.answers(409, R"({"message": "already exists"})");
  auto r = net::android::send_text(http_, options(), text_);
  EXPECT_EQ(r.fate, send_fate::taken);
  EXPECT_EQ(r.provider_id, "sa-7-9-1");
}

TEST_F(AndroidGateway, EachAnswerSaysWhatHappensNext) {
  for (auto [status, fate] :
       {std::pair(400u, send_fate::refused), std::pair(401u, send_fate::misconfigured),
        std::pair(404u, send_fate::misconfigured), std::pair(429u, send_fate::busy),
        std::pair(500u, send_fate::busy), std::pair(503u, send_fate::busy)}) {
    gateway_.answers(status);
    auto r = net::android::send_text(http_, options(), text_);
    EXPECT_EQ(r.fate, fate) << status;
    EXPECT_EQ(r.code, status);
  }
  auto away = options();
  away.base_url = "http://127.0.0.1:1";
  EXPECT_EQ(net::android::send_text(http_, away, text_).fate, send_fate::busy);
}

TEST_F(AndroidGateway, PlainHttpGoesToThePrivateNetworkAndNoFurther) {
  for (auto url : {"http://10.255.255.1:8080/x", "http://192.168.1.20:8080", "http://172.31.0.1",
                   "http://[fd12::1]:8080/x"}) {
    EXPECT_TRUE(net::client::may_be_plain(url, true)) << url;
    EXPECT_FALSE(net::client::may_be_plain(url, false)) << url;
  }
  for (auto url :
       {"http://172.32.0.1", "http://11.0.0.1", "http://192.168.1.1.evil.com", "http://10.evil.com",
        "http://[fd.evil.com]", "http://8.8.8.8", "http://10.0.0.1@evil.com"})
    EXPECT_FALSE(net::client::may_be_plain(url, true)) << url;
  EXPECT_TRUE(net::android::manners(options()).plain_in_private_network);
}

TEST_F(AndroidGateway, ATextInDoubtIsLookedUpByItsId) {
  gateway_.answers(200, R"({"id": "sa-7-9-1", "state": "Sent",
      "recipients": [{"phoneNumber": "+15005550006", "state": "Sent", "error": null}]})");
  auto found = net::android::find_message(http_, options(), {text_, {}});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->messages.size(), 1u);
  EXPECT_EQ(found->messages[0].provider_id, "sa-7-9-1");
  gateway_.answers(404);
  EXPECT_THAT(net::android::find_message(http_, options(), {text_, {}})->messages, IsEmpty());
  gateway_.answers(500);
  EXPECT_EQ(net::android::find_message(http_, options(), {text_, {}}).error().code,
            errc::unavailable);
  gateway_.answers(200, R"({"id": "another"})");
  EXPECT_FALSE(net::android::find_message(http_, options(), {text_, {}}));
}

TEST_F(AndroidGateway, ASweepAsksThePhoneForWhatItNeverBroughtAndListsWhatBecameOfOurs) {
  gateway_.answers(200, R"([{"id": "sa-7-9-1", "state": "Failed", "recipients":
      [{"phoneNumber": "+15005550006", "state": "Failed", "error": "TTL expired"}]},
      {"id": "other", "state": "Delivered", "recipients": []}])");
  auto page = net::android::list_messages(http_, options(), {clock_.now() - 1h, ""}, clock_.now());
  ASSERT_TRUE(page) << page.error().detail;
  EXPECT_THAT(gateway_.requests_,
              ElementsAre("POST /messages/inbox/export",
                          "GET /messages?from=2026-03-02T08%3A00%3A00Z&limit=100&offset=0"));
  ASSERT_EQ(page->messages.size(), 2u);
  EXPECT_EQ(page->messages[0].status, "failed");
  EXPECT_EQ(page->messages[0].fate, send_fate::refused);
  EXPECT_EQ(page->messages[1].status, "delivered");
  EXPECT_EQ(page->next, "");
}

TEST_F(AndroidGateway, WithoutCredentialsThereIsNoCarrier) {
  auto missing = options();
  missing.password = {};
  EXPECT_EQ(net::android::spawn_carrier(system_, missing, clock_, {}).error().field,
            "android.password");
  missing.base_url.clear();
  EXPECT_EQ(net::android::spawn_carrier(system_, missing, clock_, {}).error().field,
            "android.api_base_url");
}

class AndroidWebhook : public test::net_test {
 protected:
  void SetUp() override {
    door_.emplace(door(directory([this](protocol::inbound_text& t) {
      seen_.push_back(t);
      return turn_;
    })));
    auto reports = keep(protocol::report_actor(system_.spawn(
        [this](protocol::report_actor::pointer) -> protocol::report_actor::behavior_type {
          return {[this](protocol::delivery_report& r) -> caf::result<protocol::report_stored> {
            reports_.push_back(r);
            if (!storage_works_) return caf::make_error(errc::unavailable);
            return protocol::report_stored{true};
          }};
        })));
    auto notices = keep(protocol::notice_actor(system_.spawn(
        [this](protocol::notice_actor::pointer) -> protocol::notice_actor::behavior_type {
          return {[this](protocol::notice& n) {
            notices_.push_back(n);
            return protocol::notice_stored{};
          }};
        })));
    auto carrier = keep(protocol::carrier_actor(system_.spawn(
        [this](protocol::carrier_actor::pointer) -> protocol::carrier_actor::behavior_type {
          return {[this](protocol::outgoing_text& t) {
                    sent_.push_back(t);
                    return protocol::carrier_receipt{};
                  },
                  [](const protocol::find_text&) { return protocol::carrier_page{}; },
                  [](const protocol::carrier_history&) { return protocol::carrier_page{}; }};
        })));
    ASSERT_TRUE(net::android::mount(routes_, {secret<std::string>("key"), "phone-1"},
                                    {*door_, reports, notices, carrier}));
  }

  static std::string event(std::string_view name, std::string_view payload,
                           std::string_view device = "phone-1") {
    return R"({"deviceId":")" + std::string(device) + R"(","event":")" + std::string(name) +
           R"(","id":"e1","payload":)" + std::string(payload) + R"(,"webhookId":"w"})";
  }
  static std::string received(std::string_view words, std::string_view from = person) {
    return R"({"messageId":"a1b2","message":")" + std::string(words) + R"(","sender":")" +
           std::string(from) + R"(","receivedAt":"2026-03-02T15:59:00.000+07:00"})";
  }
  unsigned post(const std::string& body, std::chrono::seconds ago = 0s, bool sign = true,
                std::string_view key = "key") {
    auto at = std::chrono::floor<std::chrono::seconds>(clock_.now() - ago);
    auto timestamp = std::to_string(at.time_since_epoch().count());
    auto signature = crypto::hex(crypto::hmac_sha256(key, body + timestamp));
    std::vector<net::http::header> headers{{"content-type", "application/json"}};
    if (sign) {
      headers.push_back({"X-Timestamp", timestamp});
      headers.push_back({"X-Signature", signature});
    }
    return call(routes_, method::post, std::string(net::android::webhook_path), body, headers)
        .status;
  }

  net::http::router routes_;
  std::optional<net::turn_door> door_;
  std::vector<protocol::inbound_text> seen_;
  std::vector<protocol::delivery_report> reports_;
  std::vector<protocol::notice> notices_;
  std::vector<protocol::outgoing_text> sent_;
  protocol::turn_reply turn_{{}, true, false, false};
  bool storage_works_ = true;
};

TEST_F(AndroidWebhook, ATextIsHandedOnToBeAnsweredThroughTheOutbox) {
  EXPECT_EQ(post(event("sms:received", received("drank 250 ml"))), 200u);
  ASSERT_EQ(seen_.size(), 1u);
  EXPECT_EQ(seen_[0].body, "drank 250 ml");
  EXPECT_EQ(seen_[0].from, person);
  EXPECT_EQ(seen_[0].channel, "android");
  EXPECT_EQ(seen_[0].received_at, clock_.now() - 1min);
  EXPECT_TRUE(seen_[0].answer_later);
  EXPECT_FALSE(seen_[0].silent);
}

TEST_F(AndroidWebhook, TheSameTextHasTheSameKeyWhateverTheEvent) {
  post(event("sms:received", received("drank 250 ml")));
  auto again = event("sms:received", received("drank 250 ml"));
  again.replace(again.find("e1"), 2, "e2");
  post(again);
  ASSERT_EQ(seen_.size(), 2u);
  EXPECT_EQ(seen_[0].dedupe_key, seen_[1].dedupe_key);
  auto later = received("drank 250 ml");
  later.replace(later.find("15:59"), 5, "15:58");
  post(event("sms:received", later));
  EXPECT_NE(seen_[2].dedupe_key, seen_[0].dedupe_key);
}

TEST_F(AndroidWebhook, WhatIsNotThePhonesReachesNobody) {
  auto body = event("sms:received", received("x"));
  EXPECT_EQ(post(body, 0s, false), 403u);
  EXPECT_EQ(post(body, 0s, true, "another key"), 403u);
  EXPECT_EQ(post(body, 6min), 403u);
  EXPECT_EQ(post(body, -6min), 403u);
  EXPECT_EQ(post(event("sms:received", received("x"), "phone-2")), 403u);
  EXPECT_EQ(post("{"), 400u);
  EXPECT_EQ(post(R"({"event":"sms:received"})"), 400u);
  EXPECT_EQ(post(event("sms:received", R"({"sender":"+15005550006","message":"x"})")), 400u);
  EXPECT_EQ(post(event("sms:received", received("x", "My Bank"))), 200u);
  EXPECT_THAT(seen_, IsEmpty());
  EXPECT_EQ(post(body, 4min), 200u);
}

TEST_F(AndroidWebhook, WhatWasNotStoredIsBroughtAgain) {
  turn_ = {{"Sorry"}, false, false, true};
  EXPECT_EQ(post(event("sms:received", received("drank 250 ml"))), 503u);
  EXPECT_THAT(sent_, IsEmpty());
}

TEST_F(AndroidWebhook, AStrangerIsInvitedAtOnce) {
  turn_ = {{"Sign up at ..."}, false, false, false};
  EXPECT_EQ(post(event("sms:received", received("hi"))), 200u);
  ASSERT_EQ(sent_.size(), 1u);
  EXPECT_EQ(sent_[0].to, person);
  EXPECT_EQ(sent_[0].id, 0);
}

TEST_F(AndroidWebhook, StopIsHeardHere) {
  post(event("sms:received", received("STOP")));
  post(event("sms:received", received("start")));
  ASSERT_EQ(seen_.size(), 2u);
  EXPECT_EQ(seen_[0].word, protocol::consent_word::stop);
  EXPECT_EQ(seen_[1].word, protocol::consent_word::start);
}

TEST_F(AndroidWebhook, ATextThatIsTooLongIsNotHalfUnderstood) {
  EXPECT_EQ(post(event("sms:received", received(std::string(1601, 'x')))), 200u);
  EXPECT_THAT(seen_, IsEmpty());
  ASSERT_EQ(notices_.size(), 1u);
  EXPECT_EQ(notices_[0].phone, person);
  EXPECT_THAT(notices_[0].text, HasSubstr("too long"));
}

TEST_F(AndroidWebhook, AReportNamesItsTextByItself) {
  EXPECT_EQ(post(event("sms:failed", R"({"messageId":"sa-7-9-1","recipient":"+15005550006",)"
                                     R"("reason":"Send result: RESULT_ERROR_RADIO_OFF"})")),
            200u);
  ASSERT_EQ(reports_.size(), 1u);
  EXPECT_EQ(reports_[0].id, 7);
  EXPECT_EQ(reports_[0].user, 9);
  EXPECT_EQ(reports_[0].message.status, "failed");
  EXPECT_EQ(reports_[0].message.fate, send_fate::busy);
  EXPECT_EQ(post(event("sms:sent", R"({"messageId":"somebody-elses"})")), 200u);
  EXPECT_EQ(post(event("system:ping", "{}")), 200u);
  EXPECT_EQ(reports_.size(), 1u);
  storage_works_ = false;
  EXPECT_EQ(post(event("sms:delivered", R"({"messageId":"sa-7-9-1"})")), 503u);
}

TEST_F(AndroidWebhook, WithoutAKeyThereIsNoDoor) {
  net::http::router routes;
  auto mounted = net::android::mount(routes, {}, {*door_, {}, {}, {}});
  ASSERT_FALSE(mounted);
  EXPECT_EQ(mounted.error().field, "android.signing_key");
}

}  // namespace
