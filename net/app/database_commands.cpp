// `migrate`, `check` and `user add`: short jobs on the database, beside a running server or alone.

#include <fmt/format.h>

#include <caf/all.hpp>
#include <cstdio>

#include "actors/protocol/actors.hpp"
#include "net/app/commands.hpp"
#include "net/app/storage_options.hpp"
#include "net/turns.hpp"
#include "nlp/entities/food_import.hpp"
#include "storage/consistency.hpp"
#include "storage/migrator.hpp"
#include "storage/storage.hpp"

namespace app {
namespace {

int failed(const error& why) {
  fmt::print(stderr, "sms-assistant: {}{}{}\n", why.field, why.field.empty() ? "" : ": ",
             why.detail);
  return 1;
}

int print_status(storage::migrator& migrator) {
  auto all = migrator.status();
  if (!all) return failed(all.error());
  for (auto& m : *all)
    fmt::print("{}  {}\n", m.name,
               m.changed   ? "applied from another text"
               : m.unknown ? "applied by a newer version"
               : m.applied ? "applied"
                           : "not applied");
  return 0;
}

/// One step: the newest that is applied.
int step_down(storage::migrator& migrator) {
  auto all = migrator.status();
  if (!all) return failed(all.error());
  std::int64_t newest = 0;
  for (auto& m : *all)
    if (m.applied) newest = std::max(newest, m.number);
  if (newest == 0) {
    fmt::print("nothing to take back\n");
    return 0;
  }
  auto done = migrator.down(newest - 1);
  if (!done) return failed(done.error());
  fmt::print("took back {}\n", newest);
  return 0;
}

}  // namespace

int migrate(const settings& s, const std::string& action) {
  auto database = storage::open_database(storage_options(s), /*exclusive=*/false);
  if (!database) return failed(database.error());
  if (action == "up") {
    auto applied = storage::migrate_database(*database);
    if (!applied) return failed(applied.error());
    fmt::print("applied {}\n", *applied);
    return 0;
  }
  auto migrator = storage::migrator::make(database->owner_conninfo);
  if (!migrator) return failed(migrator.error());
  return action == "down" ? step_down(*migrator) : print_status(*migrator);
}

int check(const settings& s) {
  auto database = storage::open_database(storage_options(s), /*exclusive=*/false);
  if (!database) return failed(database.error());
  auto report = storage::check_consistency(database->owner_conninfo);
  if (!report) return failed(report.error());
  for (const auto& b : report->broken) fmt::print("WRONG {}: {} rows\n", b.rule, b.rows);
  fmt::print("{} rules looked at, {} broken\n", report->rules, report->broken.size());
  return report->broken.empty() ? 0 : 1;
}

int add_user(const settings& s, const std::string& phone) {
  if (!net::is_e164(phone))
    return failed({errc::invalid_argument, "must be a number such as +15005550006", "phone"});
  system_wall_clock clock;
  caf::actor_system_config config;
  config.add_message_types<caf::id_block::sms_assistant>();
  caf::actor_system system(config);
  int code = 0;
  auto opened = storage::open_storage(system, storage_options(s), clock, /*exclusive=*/false);
  if (!opened) return failed(opened.error());
  {
    caf::scoped_actor self(system);
    self->request(opened->committer, std::chrono::seconds(30),
                  protocol::create_user{phone, clock.now()})
        .receive([&](const protocol::wake_answer&) { fmt::print("{} can text now\n", phone); },
                 [&](const caf::error& e) { code = failed(protocol::from_caf(e)); });
    for (auto a : {caf::actor_cast<caf::actor>(opened->committer),
                   caf::actor_cast<caf::actor>(opened->reader)}) {
      self->send_exit(a, caf::exit_reason::user_shutdown);
      self->wait_for(a);
    }
  }
  opened->committer = nullptr;
  opened->reader = nullptr;
  return code;
}

int import_foods(const settings& s, const std::vector<std::filesystem::path>& paths) {
  std::vector<std::string> names;
  for (auto& path : paths) names.push_back(path.string());
  std::error_code ignored;
  std::filesystem::create_directories(s.database.data_dir, ignored);
  auto out = s.database.data_dir / nlp::imported_foods_file;
  auto report = nlp::import_foods(names, out.string());
  if (!report) return failed(report.error());
  for (auto& note : report->notes) fmt::print("{}\n", note);
  fmt::print("{} foods, {} of them from menus; {} rows left out\n", report->foods,
             report->menu_items, report->skipped);
  return 0;
}

}  // namespace app
