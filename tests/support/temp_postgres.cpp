#include "tests/support/temp_postgres.hpp"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "storage/embedded_cluster.hpp"

/// libpqxx 6.4 forgets libpq's empty result when a connection breaks under a statement; tests break
/// many. Read by LeakSanitizer only.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:PQmakeEmptyPGresult\n";
}

namespace test {

namespace fs = std::filesystem;

namespace {

constexpr const char* prefix = "sms-assistant-test-";

storage::cluster_settings settings_for(const fs::path& dir) {
  return {.data_dir = dir,
          .options = {"fsync=off", "full_page_writes=off", "shared_buffers=32MB",
                      "max_connections=60", "log_min_messages=log"}};
}

/// A test program that was killed leaves its cluster running: stop it, so that they do not pile up.
void remove_orphans() {
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(fs::temp_directory_path(), ec)) {
    auto name = entry.path().filename().string();
    if (!name.starts_with(prefix)) continue;
    int owner = std::atoi(name.c_str() + std::string_view(prefix).size());
    if (owner <= 0 || ::kill(owner, 0) == 0 || errno != ESRCH) continue;
    if (fs::exists(entry.path() / "postgres" / "data" / "postmaster.pid", ec)) {
      if (auto cluster = storage::embedded_cluster::start(settings_for(entry.path()))) {
        (void)(*cluster)->stop();
      }
    }
    fs::remove_all(entry.path(), ec);
  }
}

template <class T>
T must(result<T> r) {
  if (!r) throw std::runtime_error(r.error().detail);
  return std::move(*r);
}

struct program_cluster {
  temp_dir dir;
  std::shared_ptr<storage::embedded_cluster> cluster;
  std::atomic<int> databases = 0;

  program_cluster() {
    remove_orphans();
    cluster = must(storage::embedded_cluster::start(settings_for(dir.path())));
    create("template_migrated", "template0");
    storage::database db{cluster, cluster->conninfo("template_migrated"), ""};
    must(storage::migrate_database(db));
  }
  void create(const std::string& name, const std::string& from) {
    admin("create database " + name + " template " + from);
  }
  void admin(const std::string& sql) {
    storage::connection_settings s;
    s.conninfo = cluster->conninfo("postgres");
    s.role.clear();
    s.statement_timeout = std::chrono::milliseconds(0);
    storage::connection(std::move(s)).run(sql);
  }
};

program_cluster& program() {
  static program_cluster one;
  return one;
}

}  // namespace

temp_dir::temp_dir() {
  auto pattern =
      (fs::temp_directory_path() / (prefix + std::to_string(::getpid()) + "-XXXXXX")).string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder");
  path_ = pattern;
  fs::permissions(path_, fs::perms(0755));
}

temp_dir::~temp_dir() {
  std::error_code ec;
  fs::remove_all(path_, ec);
}

std::shared_ptr<storage::embedded_cluster> temp_cluster() {
  return program().cluster;
}

temp_database::temp_database(bool migrated) {
  auto& p = program();
  name_ = "test_" + std::to_string(++p.databases);
  p.create(name_, migrated ? "template_migrated" : "template0");
}

temp_database::~temp_database() {
  try {
    program().admin("drop database if exists " + name_ + " with (force)");
  } catch (const std::exception&) {
  }
}

std::string temp_database::owner() const {
  return program().cluster->conninfo(name_);
}

std::string temp_database::server() const {
  return program().cluster->conninfo(name_, "sms_assistant_server");
}

storage::database temp_database::database() const {
  return {program().cluster, owner(), server()};
}

storage::storage_settings temp_database::settings() const {
  storage::storage_settings s;
  s.database_url = secret<std::string>(server());
  s.encryption_key = secret<std::string>(master_key);
  s.reader_workers = 2;
  s.migrate = false;
  return s;
}

storage::connection temp_database::owner_connection() const {
  storage::connection_settings s;
  s.conninfo = owner();
  s.role.clear();
  return storage::connection(std::move(s));
}

storage::connection temp_database::app_connection() const {
  storage::connection_settings s;
  s.conninfo = server();
  return storage::connection(std::move(s));
}

std::string temp_database::value(const std::string& sql) const {
  auto rows = owner_connection().run(sql);
  if (rows.empty() || rows[0][0].is_null()) return "";
  return rows[0][0].c_str();
}

void temp_database::execute(const std::string& sql) const {
  owner_connection().run(sql);
}

}  // namespace test
