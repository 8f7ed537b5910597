#include "config/settings.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>

#include "config/common/crypto.hpp"
#include "config/common/zone.hpp"

extern char** environ;

namespace {

/// Takes a value's text; answers what is wrong with it, or nothing.
using assign = std::function<std::optional<std::string>(settings&, const std::string&)>;

struct entry {
  std::string_view key, plain_name, default_value, help;
  bool is_secret;
  assign set;
};

std::optional<std::string> whole_number(const std::string& text, std::int64_t low,
                                        std::int64_t high, std::int64_t& into) {
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), into);
  if (fault != std::errc() || end != text.data() + text.size() || into < low || into > high)
    return fmt::format("must be a whole number from {} to {}", low, high);
  return std::nullopt;
}

template <class Get>
assign number(Get get, std::int64_t low, std::int64_t high) {
  return [=](settings& s, const std::string& text) {
    std::int64_t value = 0;
    auto fault = whole_number(text, low, high, value);
    using target = std::remove_reference_t<decltype(get(s))>;
    if (!fault) get(s) = static_cast<target>(value);
    return fault;
  };
}

template <class Get>
assign text(Get get, std::function<std::optional<std::string>(const std::string&)> check = {}) {
  return [=](settings& s, const std::string& value) -> std::optional<std::string> {
    using target = std::remove_reference_t<decltype(get(s))>;
    if (check && !value.empty())
      if (auto fault = check(value)) return fault;
    get(s) = target(value);
    return std::nullopt;
  };
}

template <class Get>
assign seconds(Get get, std::int64_t low, std::int64_t high) {
  return [=](settings& s, const std::string& text) {
    std::int64_t value = 0;
    auto fault = whole_number(text, low, high, value);
    get(s) = std::chrono::seconds(value);
    return fault;
  };
}

/// "0.0083" into millionths.
template <class Get>
assign money(Get get) {
  return [=](settings& s, const std::string& text) -> std::optional<std::string> {
    double value = 0;
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || !(value >= 0 && value <= 1e6))
      return "must be an amount such as 0.0083";
    get(s) = std::llround(value * 1e6);
    return std::nullopt;
  };
}

template <class Get, class Value>
assign one_of(Get get, std::vector<std::pair<std::string, Value>> choices) {
  return [=](settings& s, const std::string& text) -> std::optional<std::string> {
    std::string names;
    for (auto& [name, value] : choices) {
      if (text == name) {
        get(s) = value;
        return std::nullopt;
      }
      names += (names.empty() ? "" : ", ") + name;
    }
    return "must be one of " + names;
  };
}

std::optional<std::string> base_url(const std::string& url) {
  bool http = url.starts_with("https://") || url.starts_with("http://");
  auto authority = http ? url.substr(url.find("//") + 2) : "";
  if (!http || authority.empty() || url.back() == '/' || url.find_first_of(" ?#") != url.npos)
    return "must be a URL such as https://sms.example.org, without a slash at its end";
  return std::nullopt;
}

std::optional<std::string> e164(const std::string& phone) {
  bool ok =
      phone.size() >= 3 && phone.size() <= 16 && phone[0] == '+' && phone[1] != '0' &&
      std::all_of(phone.begin() + 1, phone.end(), [](unsigned char c) { return std::isdigit(c); });
  return ok ? std::nullopt : std::optional<std::string>("must be a number such as +15005550001");
}

std::optional<std::string> master_key(const std::string& text) {
  auto key = crypto::from_base64(text);
  if (!key || key->size() != crypto::aead_key::key_bytes)
    return "must be 32 bytes in base64 (make one with: openssl rand -base64 32)";
  return std::nullopt;
}

std::optional<std::string> known_zone(const std::string& name) {
  return zone::find(name)
             ? std::nullopt
             : std::optional<std::string>("must be an IANA zone such as Europe/Berlin");
}

std::optional<std::string> account_sid(const std::string& sid) {
  bool ok = sid.size() == 34 && sid.starts_with("AC");
  return ok ? std::nullopt : std::optional<std::string>("must be AC and 32 hexadecimal digits");
}

std::optional<std::string> mail_address(const std::string& address) {
  auto at = address.find('@');
  bool ok = at != std::string::npos && at > 0 && at + 1 < address.size() &&
            address.find_first_of(" <>\r\n", 0) == std::string::npos;
  return ok ? std::nullopt
            : std::optional<std::string>("must be an address such as bot@example.org");
}

#define MEMBER(path) [](settings& s) -> auto& { return s.path; }

const std::vector<entry>& table() {
  static const std::vector<entry>
      entries{
          {"server.host", "", "127.0.0.1", "Address to listen on.", false,
           text(MEMBER(server.host))},
          {"server.http_port", "SMS_ASSISTANT_HTTP_PORT", "8080",
           "Port to listen on; 0 takes any free one.", false,
           number(MEMBER(server.http_port), 0, 65535)},
          {"server.public_base_url", "PUBLIC_BASE_URL", "",
           "How the carrier and people reach this server, such as https://sms.example.org. Webhook "
           "signatures are checked against it.",
           false, text(MEMBER(server.public_base_url), base_url)},
          {"server.io_threads", "", "1", "Threads that read and write sockets.", false,
           number(MEMBER(server.io_threads), 1, 64)},
          {"server.max_connections", "", "4096", "Connections open at once; more are refused.",
           false, number(MEMBER(server.max_connections), 1, 1'000'000)},
          {"server.max_turns_in_flight", "", "1024",
           "Texts being answered at once; more are refused with 503 and Retry-After.", false,
           number(MEMBER(server.max_turns_in_flight), 1, 1'000'000)},
          {"database.url", "DATABASE_URL", "",
           "A PostgreSQL 15 or newer, as postgresql://user:password@host/name. Empty: the server "
           "makes "
           "and runs its own under database.data_dir.",
           true, text(MEMBER(database.url))},
          {"database.data_dir", "SMS_ASSISTANT_DATA_DIR", "var",
           "Where the server keeps its own PostgreSQL and key file.", false,
           text(MEMBER(database.data_dir))},
          {"database.readers", "", "2", "Connections that answer questions.", false,
           number(MEMBER(database.readers), 1, 64)},
          {"database.statement_timeout_ms", "", "5000", "A statement may take this long.", false,
           [](settings& s, const std::string& value) {
             std::int64_t ms = 0;
             auto fault = whole_number(value, 100, 600'000, ms);
             s.database.statement_timeout = std::chrono::milliseconds(ms);
             return fault;
           }},
          {"security.encryption_key", "ENCRYPTION_KEY", "",
           "The master key that wraps each person's own key: 32 bytes in base64. Empty: made once "
           "and "
           "kept in database.data_dir.",
           true, text(MEMBER(security.encryption_key), master_key)},
          {"security.health_token", "", "",
           "Bearer token for /health/detailed and /metrics. Empty: they answer this machine only.",
           true, text(MEMBER(security.health_token))},
          {"twilio.account_sid", "TWILIO_ACCOUNT_SID", "", "The account that sends and receives.",
           false, text(MEMBER(twilio.account_sid), account_sid)},
          {"twilio.auth_token", "TWILIO_AUTH_TOKEN", "", "Signs webhooks and authorises sending.",
           true, text(MEMBER(twilio.auth_token))},
          {"twilio.previous_auth_token", "", "",
           "Also accepted on webhooks while a token is being changed.", true,
           text(MEMBER(twilio.previous_auth_token))},
          {"twilio.phone_number", "TWILIO_PHONE_NUMBER", "", "The number people text.", false,
           text(MEMBER(twilio.phone_number), e164)},
          {"twilio.api_base_url", "TWILIO_API_BASE_URL", "https://api.twilio.com",
           "Where Twilio's interface is; changed for tests.", false,
           text(MEMBER(twilio.api_base_url), base_url)},
          {"android.api_base_url", "", "",
           "Where SMS Gateway for Android listens: the phone (http://192.168.1.20:8080) or the "
           "server it is connected to (https://api.sms-gate.app/3rdparty/v1). Empty: no such "
           "phone.",
           false, text(MEMBER(android.api_base_url), base_url)},
          {"android.user", "", "", "The user name that the app shows.", false,
           text(MEMBER(android.user))},
          {"android.password", "", "", "The password that the app shows.", true,
           text(MEMBER(android.password))},
          {"android.signing_key", "", "",
           "The signing key of the app's webhook settings: what it brings is checked with it.",
           true, text(MEMBER(android.signing_key))},
          {"android.device_id", "", "",
           "The phone's device id, where an account has several phones; anything that another one "
           "brings is refused. Empty: any phone of the account.",
           false, text(MEMBER(android.device_id))},
          {"sms.carrier", "", "auto",
           "Through whom texts leave: twilio, android (a phone), or auto: android when only that "
           "is "
           "configured.",
           false,
           [](settings& s, const std::string& value) -> std::optional<std::string> {
             if (value != "twilio" && value != "android" && value != "auto")
               return "must be twilio, android or auto";
             bool phone = value == "android" ||
                          (value == "auto" && s.android.configured() && !s.twilio.configured());
             s.sms.carrier = phone ? carrier_choice::android : carrier_choice::twilio;
             return std::nullopt;
           }},
          {"sms.texts_per_minute", "", "6000",
           "Texts that may leave in a minute, outside replies; more wait their turn.", false,
           number(MEMBER(sms.texts_per_minute), 1, 1'000'000)},
          {"sms.texts_per_user_minute", "", "30", "The same for one person.", false,
           number(MEMBER(sms.texts_per_user_minute), 1, 100'000)},
          {"sms.settle_after_s", "", "15",
           "A text of which it is not known whether the carrier took it is looked for in the "
           "carrier's "
           "list after this many seconds.",
           false, seconds(MEMBER(sms.settle_after), 1, 3600)},
          {"sms.sweep_every_s", "", "300",
           "How often the carrier is asked for texts and reports that never reached this server.",
           false, seconds(MEMBER(sms.sweep_every), 1, 86'400)},
          {"sms.segment_price", "", "0",
           "What one segment costs, in the currency of your account, where the carrier has not "
           "said.",
           false, money(MEMBER(sms.segment_price_micros))},
          {"sms.monthly_budget", "", "0",
           "What one person's texts may cost in a month; 0: no limit. When four fifths are spent, "
           "only "
           "what the person asked for is sent.",
           false, money(MEMBER(sms.monthly_budget_micros))},
          {"smtp.host", "SMTP_HOST", "",
           "The server that takes mails for delivery. Empty: no mail is sent.", false,
           text(MEMBER(smtp.host))},
          {"smtp.port", "SMTP_PORT", "587", "Its port.", false,
           number(MEMBER(smtp.port), 1, 65535)},
          {"smtp.user", "SMTP_USER", "", "Who signs in there; empty: nobody.", false,
           text(MEMBER(smtp.user))},
          {"smtp.password", "SMTP_PASSWORD", "", "The password of smtp.user.", true,
           text(MEMBER(smtp.password))},
          {"smtp.from", "FROM_EMAIL", "", "The address that mails come from.", false,
           text(MEMBER(smtp.from), mail_address)},
          {"smtp.tls", "", "starttls",
           "starttls, or implicit for a server that speaks TLS from the first byte (port 465). "
           "There "
           "is no way to send without.",
           false,
           one_of(
               MEMBER(smtp.implicit_tls),
               std::vector<std::pair<std::string, bool>>{{"starttls", false}, {"implicit", true}})},
          {"smtp.ca_file", "", "",
           "Certificates (PEM) to trust for the mail server; empty: the system's.", false,
           text(MEMBER(smtp.ca_file))},
          {"simulator.mode", "SMS_ASSISTANT_SIMULATOR", "auto",
           "on, off, or auto: on when no carrier is configured. The simulator answers anybody who "
           "can reach the port.",
           false,
           [](settings& s, const std::string& value) -> std::optional<std::string> {
             if (value != "on" && value != "off" && value != "auto")
               return "must be on, off or auto";
             bool on = value == "on" ||
                       (value == "auto" && !s.twilio.configured() && !s.android.configured());
             s.simulator.mode = on ? simulator_mode::on : simulator_mode::off;
             return std::nullopt;
           }},
          {"simulator.beside_twilio", "", "false",
           "Lets the simulator run although a real carrier is configured.", false,
           one_of(MEMBER(simulator.beside_twilio),
                  std::vector<std::pair<std::string, bool>>{{"true", true}, {"false", false}})},
          {"simulator.through_carrier", "", "false",
           "Texts that the server sends by itself leave through the real carrier, at the "
           "simulator's time.",
           false,
           one_of(MEMBER(simulator.through_carrier),
                  std::vector<std::pair<std::string, bool>>{{"true", true}, {"false", false}})},
          {"users.sign_up", "", "auto",
           "What an unknown number becomes: open (a user, with the first text), invite (told once "
           "a "
           "day "
           "where to sign up), closed (no answer). auto: open in the simulator, else invite.",
           false,
           [](settings& s,
              const std::string& value) -> std::
                                            optional<std::string> {
                                              if (value == "open" ||
                                                  (value == "auto" &&
                                                   s.simulator.mode == simulator_mode::on))
                                                s.users.sign_up = sign_up_policy::open;
                                              else if (value == "invite" || value == "auto")
                                                s.users.sign_up = sign_up_policy::invite;
                                              else if (value == "closed")
                                                s.users.sign_up = sign_up_policy::closed;
                                              else
                                                return "must be open, invite, closed or auto";
                                              return std::nullopt;
                                            }},
          {"users.default_timezone", "", "UTC", "The zone of new users, until they say theirs.",
           false, text(MEMBER(users.default_timezone), known_zone)},
          {"users.default_units", "", "metric", "metric or imperial, for new users.", false,
           one_of(MEMBER(users.default_units),
                  std::vector<std::pair<std::string, std::string>>{{"metric", "metric"},
                                                                   {"imperial", "imperial"}})},
          {"users.idle_after_s", "", "900",
           "A person's actor leaves memory after this many seconds.", false,
           [](settings& s, const std::string& value) {
             std::int64_t seconds = 0;
             auto fault = whole_number(value, 1, 86'400, seconds);
             s.users.idle_after = std::chrono::seconds(seconds);
             return fault;
           }},
          {"log.level", "LOG_LEVEL", "info", "debug, info, warn or error. Read again on SIGHUP.",
           false,
           one_of(MEMBER(log.level),
                  std::vector<std::pair<std::string, std::string>>{
                      {"debug", "debug"}, {"info", "info"}, {"warn", "warn"}, {"error", "error"}})},
      };
  return entries;
}

#undef MEMBER

std::string with_separators(std::string_view key, std::string_view prefix, char separator,
                            bool upper) {
  std::string name(prefix);
  for (unsigned char c : key) {
    bool letter = std::isalnum(c);
    name += letter ? static_cast<char>(upper ? std::toupper(c) : c) : separator;
  }
  return name;
}

std::string flag_of(std::string_view key) {
  return with_separators(key, "--", '-', false);
}
std::string environment_of(std::string_view key) {
  return with_separators(key, "SMS_ASSISTANT_", '_', true);
}

std::optional<std::string> as_text(const toml::node& node) {
  if (auto s = node.value_exact<std::string>()) return *s;
  if (auto i = node.value_exact<std::int64_t>()) return std::to_string(*i);
  if (auto b = node.value_exact<bool>()) return *b ? "true" : "false";
  return std::nullopt;
}

using texts = std::map<std::string, std::string, std::less<>>;

texts read_toml(const settings_sources& from, std::vector<error>& faults) {
  texts values;
  if (from.toml.empty()) return values;
  toml::table document;
  try {
    document = toml::parse(from.toml);
  } catch (const toml::parse_error& fault) {
    faults.push_back({errc::invalid_argument,
                      fmt::format("line {}: {}", fault.source().begin.line, fault.description()),
                      from.toml_name});
    return values;
  }
  for (auto&& [section, node] : document) {
    auto* members = node.as_table();
    if (!members) {
      faults.push_back({errc::invalid_argument, "is not a section", std::string(section.str())});
      continue;
    }
    for (auto&& [name, value] : *members) {
      auto key = fmt::format("{}.{}", section.str(), name.str());
      auto known =
          std::any_of(table().begin(), table().end(), [&](const entry& e) { return e.key == key; });
      auto as = as_text(value);
      if (!known)
        faults.push_back({errc::invalid_argument, "is not a setting", key});
      else if (!as)
        faults.push_back(
            {errc::invalid_argument, "must be text, a whole number or true/false", key});
      else
        values.emplace(key, *as);
    }
  }
  return values;
}

/// A misspelt variable of one of our sections would otherwise be silently without effect.
void find_unknown_variables(const settings_sources& from, std::vector<error>& faults) {
  for (auto& name : from.environment_names) {
    bool known = false, ours = false;
    for (auto& e : table()) {
      auto environment = environment_of(e.key);
      auto section = environment.substr(0, environment.find('_', sizeof "SMS_ASSISTANT_" - 1) + 1);
      known = known || name == environment || name == e.plain_name;
      ours = ours || name.starts_with(section);
    }
    if (ours && !known) faults.push_back({errc::invalid_argument, "is not a setting", name});
  }
}

void check_together(const settings& s, std::vector<error>& faults) {
  auto missing = [&](std::string_view key, std::string_view why) {
    faults.push_back({errc::invalid_argument, std::string(why), std::string(key)});
  };
  bool any_twilio = !s.twilio.account_sid.empty() || !s.twilio.auth_token.empty() ||
                    !s.twilio.phone_number.empty();
  bool simulated = s.simulator.mode == simulator_mode::on;
  bool by_phone = s.sms.carrier == carrier_choice::android;
  if (any_twilio || (!simulated && !by_phone)) {
    auto because = any_twilio
                       ? "is missing beside the other Twilio settings"
                       : "is missing: without it no text can come in (or turn the simulator on)";
    if (s.twilio.account_sid.empty()) missing("twilio.account_sid", because);
    if (s.twilio.auth_token.empty()) missing("twilio.auth_token", because);
    if (s.twilio.phone_number.empty()) missing("twilio.phone_number", because);
    if (s.server.public_base_url.empty())
      missing("server.public_base_url", "is missing: webhook signatures are checked against it");
  }
  if (s.android.configured() || by_phone) {
    if (!s.android.configured()) missing("android.api_base_url", "is missing for sms.carrier");
    for (auto& [key, given] : {std::pair("android.user", !s.android.user.empty()),
                               std::pair("android.password", !s.android.password.empty()),
                               std::pair("android.signing_key", !s.android.signing_key.empty())})
      if (!given) missing(key, "is missing beside android.api_base_url");
  }
  if (s.sms.monthly_budget_micros > 0 && s.sms.segment_price_micros == 0)
    missing("sms.segment_price", "is missing beside sms.monthly_budget");
  if (s.smtp.configured() && s.smtp.from.empty())
    missing("smtp.from", "is missing beside smtp.host");
  if (simulated && (s.twilio.configured() || s.android.configured()) && !s.simulator.beside_twilio)
    missing("simulator.mode",
            "must not be on beside a real carrier: anybody who reaches the port could text as "
            "anybody (simulator.beside_twilio = true allows it)");
  if (simulated && s.simulator.through_carrier && !s.twilio.configured() && !s.android.configured())
    missing("simulator.through_carrier", "needs a carrier that is configured");
}

}  // namespace

loaded_settings load_settings(const settings_sources& from) {
  loaded_settings loaded;
  auto file = read_toml(from, loaded.faults);
  find_unknown_variables(from, loaded.faults);
  for (auto& e : table()) {
    auto name = environment_of(e.key);
    std::string value(e.default_value);
    auto said_in = std::string(e.key);
    if (auto in_file = file.find(e.key); in_file != file.end()) value = in_file->second;
    for (auto& variable : {std::string(e.plain_name), name})
      if (auto* set = variable.empty() ? nullptr : from.environment(variable.c_str());
          set && *set) {
        value = set;
        said_in = fmt::format("{} ({})", e.key, variable);
      }
    if (auto flag = from.flags.find(e.key); flag != from.flags.end()) {
      value = flag->second;
      said_in = fmt::format("{} ({})", e.key, flag_of(e.key));
    }
    if (auto fault = e.set(loaded.values, value))
      loaded.faults.push_back({errc::invalid_argument, *fault, said_in});
  }
  if (loaded.faults.empty()) check_together(loaded.values, loaded.faults);
  return loaded;
}

settings_sources sources_of_process(const std::filesystem::path& file, texts flags) {
  settings_sources from;
  if (!file.empty()) {
    std::ifstream in(file);
    from.toml.assign(std::istreambuf_iterator<char>(in), {});
    from.toml_name = file.string();
  }
  from.environment = [](const char* name) { return std::getenv(name); };
  for (auto** variable = environ; *variable; ++variable) {
    std::string_view pair(*variable);
    from.environment_names.emplace_back(pair.substr(0, pair.find('=')));
  }
  from.flags = std::move(flags);
  return from;
}

std::vector<setting_description> describe_settings() {
  std::vector<setting_description> all;
  for (auto& e : table())
    all.push_back({e.key, flag_of(e.key), environment_of(e.key), e.plain_name, e.default_value,
                   e.help, e.is_secret});
  return all;
}

std::string settings_reference() {
  std::string page =
      "# Settings\n\n"
      "Made by `sms-assistant settings`; do not edit. A flag wins over the environment, which wins "
      "over the file given with `--config`, which wins over the default.\n\n"
      "| key | flag | environment | default | what |\n| --- | --- | --- | --- | --- |\n";
  for (auto& d : describe_settings()) {
    auto environment = fmt::format("`{}`", d.environment);
    if (!d.plain_name.empty()) environment += fmt::format(", `{}`", d.plain_name);
    page += fmt::format("| `{}` | `{}` | {} | {} | {}{} |\n", d.key, d.flag, environment,
                        d.default_value.empty() ? "" : fmt::format("`{}`", d.default_value), d.help,
                        d.is_secret ? " Secret: never logged." : "");
  }
  return page;
}
