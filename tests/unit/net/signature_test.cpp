#include "net/twilio/signature.hpp"

#include <gtest/gtest.h>

#include "config/common/crypto.hpp"

// The expected values were computed with Twilio's own library.
namespace {

using net::client::form;
using net::twilio::signature_check;

std::vector<secret<std::string>> tokens(std::initializer_list<const char*> plain) {
  std::vector<secret<std::string>> all;
  for (auto* t : plain) all.emplace_back(std::string(t));
  return all;
}

const form voice = {{"Digits", "1234"},
                    {"To", "+18005551212"},
                    {"From", "+14158675310"},
                    {"Caller", "+14158675310"},
                    {"CallSid", "CA1234567890ABCDE"}};
constexpr auto voice_target = "/myapp.php?foo=1&bar=2";
constexpr auto plain_signature = "GvWf1cFY/Q7PnoempGyD5oXAezc=";
constexpr auto port_signature = "5s2PFy0qmPcZucb4eH4b08ZJtL0=";

TEST(Signature, AcceptsTwiliosVectorWithAndWithoutThePort) {
  for (auto base :
       {"https://mycompany.com", "https://mycompany.com:443", "https://mycompany.com/"}) {
    signature_check check(base, tokens({"12345"}));
    EXPECT_TRUE(check.accepts_form(voice_target, voice, plain_signature)) << base;
    EXPECT_TRUE(check.accepts_form(voice_target, voice, port_signature)) << base;
  }
}

TEST(Signature, AcceptsUnicodeAndEmptyValues) {
  signature_check check("https://bot.example.com", tokens({"s3cr3t-token"}));
  form fields = {{"MessageSid", "SM0123456789abcdef0123456789abcdef"},
                 {"From", "+15005550006"},
                 {"To", "+15005550001"},
                 {"Body", "H\xC3\xA9llo & w\xC3\xB6rld \xF0\x9F\x91\x8D"},
                 {"NumMedia", "0"},
                 {"A", ""},
                 {"ToCity", ""}};
  EXPECT_TRUE(check.accepts_form("/webhooks/twilio/sms", fields, "NxVymh8t2e6h4F1WqwKEfITzjhg="));
  fields[3].second += ' ';
  EXPECT_FALSE(check.accepts_form("/webhooks/twilio/sms", fields, "NxVymh8t2e6h4F1WqwKEfITzjhg="));
}

TEST(Signature, AcceptsABodyWhoseHashTheUrlCarries) {
  signature_check check("https://mycompany.com", tokens({"12345"}));
  std::string target =
      "/x?bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
  EXPECT_TRUE(check.accepts_body(target, R"({"a":1})", "X2wLSp7D+mk+RZk4T01KWykf46c="));
  EXPECT_FALSE(check.accepts_body(target, R"({"a":2})", "X2wLSp7D+mk+RZk4T01KWykf46c="));
  EXPECT_FALSE(check.accepts_body("/x", R"({"a":1})", "X2wLSp7D+mk+RZk4T01KWykf46c="));
}

TEST(Signature, TriesTheTokenBeforeARotationToo) {
  signature_check check("https://mycompany.com", tokens({"new", "12345"}));
  EXPECT_TRUE(check.accepts_form(voice_target, voice, plain_signature));
}

TEST(Signature, RefusesEverythingElse) {
  signature_check check("https://mycompany.com", tokens({"12345"}));
  for (auto wrong : {"", "x", "GvWf1cFY/Q7PnoempGyD5oXAezc", "gvWf1cFY/Q7PnoempGyD5oXAezc="})
    EXPECT_FALSE(check.accepts_form(voice_target, voice, wrong)) << wrong;
  EXPECT_FALSE(check.accepts_form("/myapp.php?foo=1&bar=3", voice, plain_signature));
  EXPECT_FALSE(signature_check("http://mycompany.com", tokens({"12345"}))
                   .accepts_form(voice_target, voice, plain_signature));
  EXPECT_FALSE(signature_check("https://other.com", tokens({"12345"}))
                   .accepts_form(voice_target, voice, plain_signature));
}

TEST(Signature, NothingVerifiesWithoutAToken) {
  signature_check check("https://mycompany.com", tokens({"", ""}));
  auto with_empty_key = crypto::base64(crypto::hmac_sha1("", "https://mycompany.com/x"));
  EXPECT_FALSE(check.accepts_form("/x", {}, with_empty_key));
}

TEST(Signature, KeepsAnExplicitPortAndTheBracketsOfAnAddress) {
  auto sign = [](std::string_view url) { return crypto::base64(crypto::hmac_sha1("t", url)); };
  signature_check port("http://host:8080/base", tokens({"t"}));
  EXPECT_TRUE(port.accepts_form("/x", {}, sign("http://host:8080/base/x")));
  EXPECT_TRUE(port.accepts_form("/x", {}, sign("http://host/base/x")));
  EXPECT_FALSE(port.accepts_form("/x", {}, sign("http://host:80/base/x")));
  signature_check six("https://[::1]", tokens({"t"}));
  EXPECT_TRUE(six.accepts_form("/x", {}, sign("https://[::1]/x")));
  EXPECT_TRUE(six.accepts_form("/x", {}, sign("https://[::1]:443/x")));
}

TEST(Signature, SortsByBytesAndSignsEqualPairsOnce) {
  EXPECT_EQ(
      net::twilio::signed_fields({{"b", "1"}, {"B", "2"}, {"a", "9"}, {"a", "10"}, {"a", "9"}}),
      "B2a10a9b1");
}

}  // namespace
