// `doctor`: is everything set up? Each line says what was checked and, when it is wrong, what to
// do. The settings were checked before this runs.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "net/android/api.hpp"
#include "net/android/webhook.hpp"
#include "net/app/commands.hpp"
#include "net/app/storage_options.hpp"
#include "net/twilio/number_setup.hpp"
#include "net/twilio/webhook.hpp"
#include "storage/migrator.hpp"
#include "storage/storage.hpp"

namespace app {
namespace {

class checks {
 public:
  void good(std::string_view what, std::string_view detail = {}) {
    fmt::print("ok    {}{}{}\n", what, detail.empty() ? "" : ": ", detail);
  }
  void bad(std::string_view what, std::string_view advice) {
    ++wrong_;
    fmt::print("WRONG {}: {}\n", what, advice);
  }
  void note(std::string_view what, std::string_view advice) {
    fmt::print("note  {}: {}\n", what, advice);
  }
  int exit_code() const { return wrong_ == 0 ? 0 : 1; }

 private:
  int wrong_ = 0;
};

void check_database(const settings& s, checks& c) {
  auto options = storage_options(s);
  auto database = storage::open_database(options, /*exclusive=*/false);
  if (!database) return c.bad("database", database.error().detail);
  c.good("database", database->cluster ? "embedded, under " + s.database.data_dir.string()
                                       : std::string("the configured server"));
  auto migrator = storage::migrator::make(database->owner_conninfo);
  auto all = migrator ? migrator->status() : migrator.error();
  if (!all) return c.bad("migrations", all.error().detail);
  std::size_t missing = 0;
  for (auto& m : *all) {
    if (m.changed)
      c.bad("migrations", m.name + " was applied from another text than this version's");
    if (m.unknown) c.bad("migrations", m.name + " belongs to a newer version of the server");
    missing += m.applied ? 0 : 1;
  }
  if (missing)
    c.note("migrations",
           fmt::format("{} not applied yet; `serve` and `migrate up` do it", missing));
  else
    c.good("migrations", fmt::format("all {} applied", all->size()));
  if (missing) return;
  system_wall_clock clock;
  auto keys = storage::open_keys(options, *database, clock);
  if (keys)
    c.good("master key");
  else
    c.bad("master key", keys.error().detail);
}

void check_twilio(const settings& s, checks& c) {
  if (!s.twilio.configured())
    return c.note("Twilio", "no credentials set; only the simulator can text");
  net::twilio::rest_options rest{.api_base_url = s.twilio.api_base_url,
                                 .account_sid = s.twilio.account_sid,
                                 .auth_token = s.twilio.auth_token,
                                 .from = s.twilio.phone_number};
  auto wanted = s.server.public_base_url + std::string(net::twilio::webhook_path);
  net::client::https_client http;
  auto number = net::twilio::look_up_number(http, rest, wanted);
  if (!number) return c.bad("Twilio", number.error().detail);
  if (!number->found) return c.bad("Twilio", "the account does not own twilio.phone_number");
  c.good("Twilio", "credentials accepted, the number is the account's");
  if (!number->points_here)
    return c.bad("webhook",
                 fmt::format("the number's messages go to {}; set it to {}#rc=3&rp=all",
                             number->sms_url.empty() ? "nowhere" : number->sms_url, wanted));
  c.good("webhook", wanted);
  if (!number->repeats_crashed)
    c.note("webhook",
           "add #rc=3&rp=all to the URL, so that Twilio repeats a request that met a crash");
}

void check_android(const settings& s, checks& c) {
  if (!s.android.configured()) return;
  net::android::api_options api{.base_url = s.android.api_base_url,
                                .user = s.android.user,
                                .password = s.android.password,
                                .device_id = s.android.device_id};
  net::client::https_client http(net::android::manners(api));
  auto hooks = net::android::list_hooks(http, api);
  if (!hooks) return c.bad("Android gateway", hooks.error().detail);
  c.good("Android gateway", "credentials accepted");
  auto wanted = s.server.public_base_url + std::string(net::android::webhook_path);
  for (auto event : net::android::webhook_events) {
    bool set = std::ranges::any_of(
        *hooks, [&](auto& hook) { return hook.event == event && hook.url.ends_with(wanted); });
    if (set)
      c.good("webhook", fmt::format("{} to {}", event, wanted));
    else
      c.bad("webhook", fmt::format("nothing brings {}; register it with: curl -u USER:PASSWORD "
                                   "--json '{{\"url\": \"https://HOST{}\", \"event\": "
                                   "\"{}\"}}' {}/webhooks",
                                   event, net::android::webhook_path, event, api.base_url));
  }
}

}  // namespace

int doctor(const settings& s) {
  checks c;
  c.good("settings");
  check_database(s, c);
  check_twilio(s, c);
  check_android(s, c);
  return c.exit_code();
}

}  // namespace app
