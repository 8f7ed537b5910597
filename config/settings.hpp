#pragma once
// The operator's settings, typed. Each is described once, in the table of settings.cpp, which makes
// its TOML key, flag, environment variable, default, checks and line in docs/settings.md.
// Precedence: flag, then environment, then file, then default. Read at start-up; the log level is
// read again on SIGHUP.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/common/error.hpp"
#include "config/common/secret.hpp"

enum class simulator_mode : std::uint8_t { off, on };
enum class carrier_choice : std::uint8_t { twilio, android };
enum class sign_up_policy : std::uint8_t {
  open,    ///< an unknown number becomes a user with its first text
  invite,  ///< an unknown number is told, once a day, where to sign up
  closed   ///< an unknown number gets no answer
};

struct settings {
  struct {
    std::string host;
    std::uint16_t http_port = 0;
    std::string public_base_url;  ///< as providers and people see this server; no trailing slash
    std::int64_t io_threads = 0;
    std::int64_t max_connections = 0;
    std::int64_t max_turns_in_flight = 0;
  } server;
  struct {
    secret<std::string> url;  ///< empty: the embedded cluster under `data_dir`
    std::filesystem::path data_dir;
    std::int64_t readers = 0;
    std::chrono::milliseconds statement_timeout{};
  } database;
  struct {
    secret<std::string> encryption_key;  ///< 32 bytes, base64; empty: a key file in `data_dir`
    secret<std::string> health_token;    ///< empty: /health/detailed answers loopback only
  } security;
  struct {
    std::string account_sid;
    secret<std::string> auth_token;
    secret<std::string> previous_auth_token;  ///< accepted too while a token is being rotated
    std::string phone_number;                 ///< E.164
    std::string api_base_url;
    bool configured() const { return !account_sid.empty() && !auth_token.empty(); }
  } twilio;
  struct {
    std::string api_base_url;  ///< of SMS Gateway for Android; empty: no such phone
    std::string user;
    secret<std::string> password;
    secret<std::string> signing_key;  ///< of the app's webhook settings
    std::string device_id;            ///< empty: any of the account
    bool configured() const { return !api_base_url.empty(); }
  } android;
  struct {
    carrier_choice carrier = carrier_choice::twilio;
    std::int64_t texts_per_minute = 0, texts_per_user_minute = 0;
    std::chrono::seconds settle_after{};  ///< see actors/outbox.hpp
    std::chrono::seconds sweep_every{};   ///< see actors/carrier_sweep.hpp
    std::int64_t segment_price_micros = 0, monthly_budget_micros = 0;
  } sms;
  struct {
    std::string host;  ///< empty: no mail is sent
    std::int64_t port = 0;
    std::string user;
    secret<std::string> password;
    std::string from;
    bool implicit_tls = false;
    std::string ca_file;
    bool configured() const { return !host.empty(); }
  } smtp;
  struct {
    simulator_mode mode = simulator_mode::off;
    bool beside_twilio = false;
    bool through_carrier = false;
  } simulator;
  struct {
    sign_up_policy sign_up = sign_up_policy::invite;
    std::string default_timezone;
    std::string default_units;
    std::chrono::seconds idle_after{};  ///< a user's actor leaves memory after this long
  } users;
  struct {
    std::string level;
  } log;
};

/// Where the values come from; tests pass their own.
struct settings_sources {
  std::string toml;       ///< contents of the settings file, or empty
  std::string toml_name;  ///< how to name it in a fault
  std::function<const char*(const char*)> environment;
  std::vector<std::string> environment_names;             ///< all names that are set
  std::map<std::string, std::string, std::less<>> flags;  ///< "server.http_port" -> value
};

struct loaded_settings {
  settings values;
  std::vector<error> faults;  ///< all of them, each naming its setting; empty when usable
};

loaded_settings load_settings(const settings_sources& from);
/// The process's environment and, when the path is not empty, that file.
settings_sources sources_of_process(const std::filesystem::path& file,
                                    std::map<std::string, std::string, std::less<>> flags);

struct setting_description {
  std::string_view key;         ///< "server.http_port"
  std::string flag;             ///< "--server-http-port"
  std::string environment;      ///< "SMS_ASSISTANT_SERVER_HTTP_PORT"
  std::string_view plain_name;  ///< another environment name that is honoured, or empty
  std::string_view default_value;
  std::string_view help;
  bool is_secret;
};
std::vector<setting_description> describe_settings();
/// docs/settings.md.
std::string settings_reference();
