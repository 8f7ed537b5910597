#include "net/twilio/webhook.hpp"

#include "config/common/crypto.hpp"
#include "net/consent_words.hpp"
#include "net/twilio/signature.hpp"
#include "tests/unit/net/net_test.hpp"

namespace {

using net::client::form;
using net::http::method;

constexpr auto base = "https://bot.example.com";
constexpr auto token = "s3cr3t-token";
constexpr auto account = "AC00000000000000000000000000000000";

class Webhook : public test::net_test {
 protected:
  net::http::router routes_;
  std::optional<net::turn_door> door_;
  std::vector<protocol::inbound_text> seen_;
  std::function<caf::result<protocol::turn_reply>(protocol::inbound_text&)> reply_ =
      [](protocol::inbound_text&) {
        return protocol::turn_reply{{"Logged & done"}, true, false};
      };

  void SetUp() override {
    door_.emplace(door(directory([this](protocol::inbound_text& t) {
      seen_.push_back(t);
      return reply_(t);
    })));
    net::twilio::webhook_options o;
    o.public_base_url = base;
    o.account_sid = account;
    o.own_number = "+15005550001";
    o.auth_tokens.emplace_back(std::string(token));
    ASSERT_TRUE(net::twilio::mount(routes_, std::move(o), *door_));
  }

  static form text(std::string body, std::string from = "+15005550006") {
    return {{"MessageSid", "SM0123456789abcdef0123456789abcdef"},
            {"AccountSid", account},
            {"From", std::move(from)},
            {"To", "+15005550001"},
            {"Body", std::move(body)},
            {"NumMedia", "0"},
            {"FromCity", ""}};
  }
  static std::string sign(std::string_view target, const form& fields) {
    return crypto::base64(
        crypto::hmac_sha1(token, base + std::string(target) + net::twilio::signed_fields(fields)));
  }
  net::http::response post(const form& fields, std::optional<std::string> signature = {},
                           std::string_view type = "application/x-www-form-urlencoded") {
    auto s = signature.value_or(sign(net::twilio::webhook_path, fields));
    std::vector<net::http::header> headers{{"content-type", type}};
    if (!s.empty()) headers.push_back({"X-Twilio-Signature", s});
    return call(routes_, method::post, std::string(net::twilio::webhook_path),
                net::client::encode_form(fields), headers, false);
  }
};

constexpr auto silence = R"(<?xml version="1.0" encoding="UTF-8"?><Response/>)";

TEST_F(Webhook, ASignedTextIsAnsweredInTwiml) {
  auto r = post(text("  2 eggs\nand O'Brien  "));
  EXPECT_EQ(r.status, 200u);
  EXPECT_EQ(r.content_type, "text/xml; charset=utf-8");
  EXPECT_NE(r.body.find("<Message>Logged &amp; done</Message>"), std::string::npos);
  ASSERT_EQ(seen_.size(), 1u);
  EXPECT_EQ(seen_[0].body, "  2 eggs\nand O'Brien  ");
  EXPECT_EQ(seen_[0].dedupe_key, "SM0123456789abcdef0123456789abcdef");
  EXPECT_EQ(seen_[0].channel, "twilio");
  EXPECT_EQ(seen_[0].from, "+15005550006");
  EXPECT_EQ(seen_[0].request_id, "request-1");
  EXPECT_EQ(seen_[0].received_at, test::monday_morning);
}

TEST_F(Webhook, ANumberConfiguredForGetWorksToo) {
  auto target = std::string(net::twilio::webhook_path) + "?" + net::client::encode_form(text("hi"));
  auto r = call(routes_, method::get, target, {}, {{"X-Twilio-Signature", sign(target, {})}});
  EXPECT_EQ(r.status, 200u);
  EXPECT_EQ(seen_.size(), 1u);
}

TEST_F(Webhook, UnsignedOrForgedIsForbiddenAndReachesNobody) {
  EXPECT_EQ(post(text("x"), "").status, 403u);
  EXPECT_EQ(post(text("x"), "bm90IHRoZSBzaWduYXR1cmU=").status, 403u);
  EXPECT_EQ(post(text("x"), sign("/other", text("x"))).status, 403u);
  EXPECT_EQ(post(text("y"), sign(net::twilio::webhook_path, text("x"))).status, 403u);
  auto other = text("x");
  other[1].second = "AC11111111111111111111111111111111";
  EXPECT_EQ(post(other).status, 403u);
  other.erase(other.begin() + 1);
  EXPECT_EQ(post(other).status, 403u);
  EXPECT_TRUE(seen_.empty());
}

TEST_F(Webhook, WhatIsNoFormIsRefused) {
  EXPECT_EQ(post(text("x"), {}, "application/json").status, 415u);
  EXPECT_EQ(post(text("x"), {}, "application/x-www-form-urlencoded; charset=latin1").status, 415u);
  EXPECT_EQ(post(text("x"), {}, "Application/X-WWW-Form-Urlencoded; charset=UTF-8").status, 200u);
  auto r = call(routes_, method::post, std::string(net::twilio::webhook_path), "Body=%zz",
                {{"Content-Type", "application/x-www-form-urlencoded"}});
  EXPECT_EQ(r.status, 400u);
}

TEST_F(Webhook, ABodyThatIsNotUtf8IsRefused) {
  EXPECT_EQ(post(text("caf\xE9")).status, 400u);
  EXPECT_TRUE(seen_.empty());
}

TEST_F(Webhook, AMessageWithoutItsIdIsRefused) {
  auto fields = text("x");
  fields[0].second = "SM123";
  EXPECT_EQ(post(fields).status, 400u);
  fields.erase(fields.begin());
  EXPECT_EQ(post(fields).status, 400u);
  fields.push_back({"SmsSid", "SM0123456789abcdef0123456789abcdef"});
  EXPECT_EQ(post(fields).status, 200u);
  EXPECT_EQ(seen_.size(), 1u);
}

TEST_F(Webhook, WhoCannotReadAReplyGetsNone) {
  for (auto from : {"12345", "AMAZON", "whatsapp:+15005550006", "", "+15005550001"}) {
    auto r = post(text("x", from));
    EXPECT_EQ(r.status, 200u) << from;
    EXPECT_EQ(r.body, silence) << from;
  }
  EXPECT_TRUE(seen_.empty());
}

TEST_F(Webhook, AStatusCallbackThatLostItsWayIsNoText) {
  auto fields = text("x");
  fields.push_back({"MessageStatus", "delivered"});
  EXPECT_EQ(post(fields).body, silence);
  EXPECT_TRUE(seen_.empty());
}

TEST_F(Webhook, ATextThatIsTooLongIsToldSoAndNotStored) {
  auto r = post(text(std::string(1601, 'a')));
  EXPECT_EQ(r.status, 200u);
  EXPECT_NE(r.body.find("Nothing was saved"), std::string::npos);
  EXPECT_TRUE(seen_.empty());
  EXPECT_EQ(post(text(std::string(1600, 'a'))).status, 200u);
  EXPECT_EQ(seen_.size(), 1u);
}

TEST_F(Webhook, WordsThatTwilioAnswersStayUnanswered) {
  for (auto word : {"STOP", "stop", " Unsubscribe\n", "Cancel", "START"})
    EXPECT_EQ(post(text(word)).body, silence) << word;
  auto help = text("help");
  EXPECT_NE(post(help).body, silence);
  help.push_back({"OptOutType", "HELP"});
  EXPECT_EQ(post(help).body, silence);
  EXPECT_NE(post(text("stop syncing")).body, silence);
  EXPECT_EQ(seen_.size(), 8u);
}

TEST_F(Webhook, NulIsDroppedBecauseNoRowCouldHoldIt) {
  post(text(std::string("a\0b", 3)));
  ASSERT_EQ(seen_.size(), 1u);
  EXPECT_EQ(seen_[0].body, "ab");
}

TEST_F(Webhook, AnErrorOfTheActorIsAnHonestText) {
  reply_ = [](protocol::inbound_text&) -> caf::result<protocol::turn_reply> {
    return protocol::to_caf(make_error(errc::unavailable, "away"));
  };
  EXPECT_NE(post(text("x")).body.find("failed: unavailable"), std::string::npos);
}

TEST_F(Webhook, AnActorThatNeverAnswersCostsTheTimeLimitAndAnHonestText) {
  std::vector<caf::typed_response_promise<protocol::turn_reply>> forgotten;
  auto silent = keep(
      system_.spawn([&forgotten](net::turn_actor::pointer self) -> net::turn_actor::behavior_type {
        return {[self, &forgotten](protocol::inbound_text&) {
          forgotten.push_back(self->make_response_promise<protocol::turn_reply>());
          return forgotten.back();
        }};
      }));
  auto slow = door(silent);
  protocol::inbound_text t;
  t.channel = "twilio";
  auto turn = await(net::take_turn(slow, std::move(t)));
  EXPECT_EQ(turn.texts, std::vector<std::string>{"failed: timeout"});
  EXPECT_FALSE(turn.stored);
}

TEST(WebhookSettings, WithoutATokenOrUrlTheServerDoesNotStart) {
  net::http::router routes;
  caf::actor_system_config config;
  net::twilio::webhook_options o;
  o.public_base_url = base;
  const net::turn_door* nobody = nullptr;
  EXPECT_EQ(net::twilio::mount(routes, o, *nobody).error().field, "twilio.auth_token");
  o.public_base_url.clear();
  o.auth_tokens.emplace_back(std::string(token));
  EXPECT_EQ(net::twilio::mount(routes, o, *nobody).error().field, "server.public_base_url");
}

TEST_F(Webhook, ConsentIsReadByTheWordOrByWhatTwilioSays) {
  using enum protocol::consent_word;
  auto word_of = [&](std::string body, const char* type) {
    auto fields = text(body);
    fields[0].second = "SM" + std::string(31, 'a') + static_cast<char>('0' + seen_.size());
    if (type) fields.push_back({"OptOutType", type});
    post(fields);
    return seen_.back().word;
  };
  EXPECT_EQ(word_of("stop", nullptr), stop);
  EXPECT_EQ(word_of("Unstop", nullptr), start);
  EXPECT_EQ(word_of("drank water", nullptr), none);
  // An account may have words of its own.
  EXPECT_EQ(word_of("arret", "STOP"), stop);
  EXPECT_EQ(word_of("oui", "START"), start);
  EXPECT_EQ(word_of("help", "HELP"), none);
  EXPECT_TRUE(seen_.back().silent);
}

TEST(ConsentWord, IsTheWholeTextInAnyCase) {
  using enum protocol::consent_word;
  EXPECT_EQ(net::consent_word_of("StopAll"), stop);
  EXPECT_EQ(net::consent_word_of(" quit \n"), stop);
  EXPECT_EQ(net::consent_word_of("unstop"), start);
  for (auto no : {"", " ", "stop syncing", "yes", "stops", "the end", "cancel service", "help"})
    EXPECT_EQ(net::consent_word_of(no), none) << no;
}

TEST(MissedText, IsReadFromTheListAsTheWebhookWouldHaveReadIt) {
  net::twilio::webhook_options o;
  o.own_number = "+15005550001";
  protocol::carrier_message m{.provider_id = "SM0123456789abcdef0123456789abcdef",
                              .inbound = true,
                              .from = "+15005550006",
                              .to = "+15005550001",
                              .body = "STOP",
                              .at = instant(std::chrono::seconds(1'000'000'000))};
  auto text = net::twilio::missed_text(m, o);
  ASSERT_TRUE(text);
  EXPECT_EQ(text->dedupe_key, m.provider_id);
  EXPECT_EQ(text->received_at, m.at);
  EXPECT_EQ(text->word, protocol::consent_word::stop);
  EXPECT_TRUE(text->silent);
  m.from = "12345";
  EXPECT_FALSE(net::twilio::missed_text(m, o));
}

}  // namespace
