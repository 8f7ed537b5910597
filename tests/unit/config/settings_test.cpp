#include "config/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct SettingsTest : testing::Test {
  loaded_settings load() {
    settings_sources from;
    from.toml = toml;
    from.toml_name = "settings.toml";
    from.environment = [this](const char* name) -> const char* {
      auto found = environment.find(name);
      return found == environment.end() ? nullptr : found->second.c_str();
    };
    for (auto& [name, value] : environment) from.environment_names.push_back(name);
    from.flags = flags;
    return load_settings(from);
  }
  std::vector<std::string> fields(const loaded_settings& loaded) {
    std::vector<std::string> names;
    for (auto& fault : loaded.faults) names.push_back(fault.field);
    return names;
  }

  std::string toml;
  std::map<std::string, std::string> environment;
  std::map<std::string, std::string, std::less<>> flags;
};

TEST_F(SettingsTest, NothingSetGivesASimulatorThatLetsAnybodyIn) {
  auto loaded = load();
  EXPECT_THAT(loaded.faults, IsEmpty());
  EXPECT_EQ(loaded.values.simulator.mode, simulator_mode::on);
  EXPECT_EQ(loaded.values.users.sign_up, sign_up_policy::open);
  EXPECT_EQ(loaded.values.server.http_port, 8080);
}

TEST_F(SettingsTest, AFlagWinsOverTheEnvironmentWhichWinsOverTheFile) {
  toml = "[server]\nhttp_port = 1001\nmax_connections = 11\nio_threads = 3\n";
  environment = {{"SMS_ASSISTANT_HTTP_PORT", "1002"},
                 {"SMS_ASSISTANT_SERVER_MAX_CONNECTIONS", "12"}};
  flags = {{"server.http_port", "1003"}};
  auto loaded = load();
  EXPECT_THAT(loaded.faults, IsEmpty());
  EXPECT_EQ(loaded.values.server.http_port, 1003);
  EXPECT_EQ(loaded.values.server.max_connections, 12);
  EXPECT_EQ(loaded.values.server.io_threads, 3);
}

TEST_F(SettingsTest, AllFaultsAreReportedAtOnceByName) {
  toml =
      "[server]\nhttp_port = \"many\"\nhost_name = \"x\"\n[users]\ndefault_timezone = "
      "\"Mars/One\"\n";
  environment = {{"LOG_LEVEL", "loud"}, {"SMS_ASSISTANT_SERVER_PORT", "1"}};
  EXPECT_THAT(fields(load()),
              testing::UnorderedElementsAre("server.host_name", "SMS_ASSISTANT_SERVER_PORT",
                                            "server.http_port", "users.default_timezone",
                                            "log.level (LOG_LEVEL)"));
}

TEST_F(SettingsTest, WithoutASignatureTokenTheWebhookDoesNotStart) {
  environment = {{"SMS_ASSISTANT_SIMULATOR", "off"}};
  EXPECT_THAT(fields(load()), ElementsAre("twilio.account_sid", "twilio.auth_token",
                                          "twilio.phone_number", "server.public_base_url"));
}

TEST_F(SettingsTest, HalfOfTheTwilioSettingsIsAFaultThatNamesTheRest) {
  environment = {{"TWILIO_PHONE_NUMBER", "+15005550001"}};
  EXPECT_THAT(fields(load()),
              ElementsAre("twilio.account_sid", "twilio.auth_token", "server.public_base_url"));
}

TEST_F(SettingsTest, TheSimulatorRefusesToRunBesideRealCredentialsUnlessForced) {
  environment = {{"TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000000"},
                 {"TWILIO_AUTH_TOKEN", "token"},
                 {"TWILIO_PHONE_NUMBER", "+15005550001"},
                 {"PUBLIC_BASE_URL", "https://sms.example.org"},
                 {"SMS_ASSISTANT_SIMULATOR", "on"}};
  EXPECT_THAT(fields(load()), ElementsAre("simulator.mode"));
  environment["SMS_ASSISTANT_SIMULATOR_BESIDE_TWILIO"] = "true";
  EXPECT_THAT(load().faults, IsEmpty());
  environment.erase("SMS_ASSISTANT_SIMULATOR");
  auto loaded = load();
  EXPECT_THAT(loaded.faults, IsEmpty());
  EXPECT_EQ(loaded.values.simulator.mode, simulator_mode::off);
  EXPECT_EQ(loaded.values.users.sign_up, sign_up_policy::invite);
}

TEST_F(SettingsTest, AFaultNeverRepeatsASecret) {
  environment = {{"ENCRYPTION_KEY", "c2VjcmV0"}};
  auto loaded = load();
  ASSERT_EQ(loaded.faults.size(), 1u);
  EXPECT_THAT(loaded.faults[0].detail, testing::Not(HasSubstr("c2VjcmV0")));
}

TEST_F(SettingsTest, ABrokenFileIsNamedWithItsLine) {
  toml = "[server]\nhttp_port = = 1\n";
  auto loaded = load();
  ASSERT_EQ(loaded.faults.size(), 1u);
  EXPECT_EQ(loaded.faults[0].field, "settings.toml");
  EXPECT_THAT(loaded.faults[0].detail, HasSubstr("line 2"));
}

TEST_F(SettingsTest, TheReferenceNamesEverySettingOnce) {
  auto page = settings_reference();
  for (auto& d : describe_settings()) {
    EXPECT_THAT(page, HasSubstr("| `" + std::string(d.key) + "` |"));
    EXPECT_THAT(page, HasSubstr(d.environment));
  }
}

TEST_F(SettingsTest, APhoneIsTheCarrierWhereItIsTheOnlyOne) {
  environment = {{"SMS_ASSISTANT_ANDROID_API_BASE_URL", "http://192.168.1.20:8080"},
                 {"SMS_ASSISTANT_ANDROID_USER", "sms"},
                 {"SMS_ASSISTANT_ANDROID_PASSWORD", "secret"},
                 {"SMS_ASSISTANT_ANDROID_SIGNING_KEY", "key"}};
  auto loaded = load();
  EXPECT_THAT(loaded.faults, IsEmpty());
  EXPECT_EQ(loaded.values.sms.carrier, carrier_choice::android);
  EXPECT_EQ(loaded.values.simulator.mode, simulator_mode::off);
  environment["SMS_ASSISTANT_SIMULATOR"] = "on";
  EXPECT_THAT(fields(load()), ElementsAre("simulator.mode"));
}

TEST_F(SettingsTest, APhoneWithoutItsKeyIsNoCarrier) {
  environment = {{"SMS_ASSISTANT_SMS_CARRIER", "android"}};
  EXPECT_THAT(fields(load()), ElementsAre("android.api_base_url", "android.user",
                                          "android.password", "android.signing_key"));
  environment = {{"SMS_ASSISTANT_ANDROID_API_BASE_URL", "http://192.168.1.20:8080"}};
  EXPECT_THAT(fields(load()),
              ElementsAre("android.user", "android.password", "android.signing_key"));
}

TEST_F(SettingsTest, ABudgetNeedsAPrice) {
  environment = {{"SMS_ASSISTANT_SMS_MONTHLY_BUDGET", "2"}};
  EXPECT_THAT(fields(load()), ElementsAre("sms.segment_price"));
}

}  // namespace
