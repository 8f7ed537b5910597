#include "net/twilio/status_callback.hpp"

#include <gmock/gmock.h>

#include "config/common/crypto.hpp"
#include "net/twilio/signature.hpp"
#include "tests/unit/net/net_test.hpp"

namespace {

using net::client::form;
using net::http::method;
using protocol::send_fate;

constexpr auto base = "https://bot.example.com";
constexpr auto token = "s3cr3t-token";
constexpr auto account = "AC00000000000000000000000000000000";
constexpr auto sid = "SM0123456789abcdef0123456789abcdef";
constexpr auto target = "/webhooks/twilio/status?text=7&user=9";

class StatusCallback : public test::net_test {
 protected:
  void SetUp() override {
    auto reports = keep(protocol::report_actor(system_.spawn(
        [this](protocol::report_actor::pointer) -> protocol::report_actor::behavior_type {
          return {[this](protocol::delivery_report& r) -> caf::result<protocol::report_stored> {
            seen_.push_back(r);
            if (!storage_works_) return caf::make_error(errc::unavailable);
            return protocol::report_stored{true};
          }};
        })));
    net::twilio::webhook_options o;
    o.public_base_url = base;
    o.account_sid = account;
    o.auth_tokens.emplace_back(std::string(token));
    ASSERT_TRUE(net::twilio::mount_status(routes_, o, {bridge_, reports, counted_}));
  }

  static form report(std::string status, std::string code = {}) {
    form f{{"MessageSid", sid},
           {"AccountSid", account},
           {"MessageStatus", std::move(status)},
           {"To", "+15005550006"},
           {"From", "+15005550001"}};
    if (!code.empty()) f.emplace_back("ErrorCode", std::move(code));
    return f;
  }
  unsigned post(const form& fields, std::string to = target, std::string signed_for = {}) {
    if (signed_for.empty()) signed_for = to;
    auto signature = crypto::base64(
        crypto::hmac_sha1(token, base + signed_for + net::twilio::signed_fields(fields)));
    return call(routes_, method::post, to, net::client::encode_form(fields),
                {{"content-type", "application/x-www-form-urlencoded"},
                 {"X-Twilio-Signature", signature}},
                false)
        .status;
  }

  net::http::router routes_;
  std::vector<protocol::delivery_report> seen_;
  bool storage_works_ = true;
};

TEST_F(StatusCallback, AReportNamesItsRowByTheSignedUrl) {
  EXPECT_EQ(post(report("delivered")), 200u);
  ASSERT_EQ(seen_.size(), 1u);
  EXPECT_EQ(seen_[0].id, 7);
  EXPECT_EQ(seen_[0].user, 9);
  EXPECT_EQ(seen_[0].message.provider_id, sid);
  EXPECT_EQ(seen_[0].message.status, "delivered");
  EXPECT_EQ(seen_[0].message.to, "+15005550006");
  EXPECT_EQ(seen_[0].message.fate, send_fate::taken);
}

TEST_F(StatusCallback, AFailureSaysWhatItMeans) {
  EXPECT_EQ(post(report("undelivered", "30005")), 200u);
  EXPECT_EQ(post(report("failed", "30003")), 200u);
  ASSERT_EQ(seen_.size(), 2u);
  EXPECT_EQ(seen_[0].message.code, 30005);
  EXPECT_EQ(seen_[0].message.fate, send_fate::unreachable);
  EXPECT_EQ(seen_[1].message.fate, send_fate::busy);
}

TEST_F(StatusCallback, ForgedOnesReachNobody) {
  auto elsewhere = "/webhooks/twilio/status?text=8&user=9";
  EXPECT_EQ(post(report("delivered"), target, elsewhere), 403u);
  EXPECT_EQ(post(report("delivered"), elsewhere, target), 403u);
  auto other = report("delivered");
  other[1].second = "AC11111111111111111111111111111111";
  EXPECT_EQ(post(other), 403u);
  EXPECT_TRUE(seen_.empty());
}

TEST_F(StatusCallback, WhatSaysNothingIsTakenAndForgotten) {
  EXPECT_EQ(post(report("receiving")), 200u);
  auto nameless = report("delivered");
  nameless[0].second = "x";
  EXPECT_EQ(post(nameless), 200u);
  EXPECT_TRUE(seen_.empty());
}

TEST_F(StatusCallback, WithoutARowItIsLookedUpByItsOwnId) {
  for (auto bare :
       {"/webhooks/twilio/status", "/webhooks/twilio/status?text=7",
        "/webhooks/twilio/status?text=-7&user=9", "/webhooks/twilio/status?text=7x&user=9"}) {
    seen_.clear();
    EXPECT_EQ(post(report("sent"), bare), 200u);
    ASSERT_EQ(seen_.size(), 1u) << bare;
    EXPECT_EQ(seen_[0].id, 0) << bare;
  }
}

TEST_F(StatusCallback, WhatCouldNotBeStoredIsNotCalledTaken) {
  storage_works_ = false;
  EXPECT_EQ(post(report("delivered")), 503u);
}

}  // namespace
