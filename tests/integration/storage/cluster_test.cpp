#include "storage/embedded_cluster.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "config/common/clock.hpp"
#include "storage/storage.hpp"
#include "tests/support/temp_postgres.hpp"

namespace test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using storage::embedded_cluster;

storage::cluster_settings in(const fs::path& dir) {
  return {.data_dir = dir, .options = {"shared_buffers=16MB"}};
}

std::unique_ptr<embedded_cluster> started(const storage::cluster_settings& s) {
  auto c = embedded_cluster::start(s);
  EXPECT_TRUE(c.has_value()) << c.error().detail;
  return c ? std::move(*c) : nullptr;
}

/// A folder with a cluster made earlier in this program: making one takes longest.
class made_dir : public temp_dir {
 public:
  made_dir() {
    static const auto pattern = [] {
      auto dir = std::make_unique<temp_dir>();
      started(in(dir->path())).reset();
      return dir;
    }();
    auto copy = "cp -a " + (pattern->path() / "postgres").string() + " " + path().string();
    EXPECT_EQ(std::system(copy.c_str()), 0);
  }
};

std::string ask(const embedded_cluster& c, const std::string& sql) {
  storage::connection_settings s;
  s.conninfo = c.conninfo("postgres");
  s.role.clear();
  auto rows = storage::connection(std::move(s)).run(sql);
  return rows.empty() ? "" : rows[0][0].c_str();
}

bool gone(int pid) {
  for (int i = 0; i < 500; ++i) {
    if (::kill(pid, 0) != 0 && errno == ESRCH) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

TEST(EmbeddedCluster, IsMadeStartedAndStoppedWithoutAPort) {
  temp_dir dir;
  int pid = 0;
  {
    auto c = started(in(dir.path()));
    ASSERT_TRUE(c);
    EXPECT_TRUE(c->created());
    EXPECT_TRUE(c->running());
    pid = c->postmaster_pid();
    EXPECT_EQ(ask(*c, "show listen_addresses"), "");
    EXPECT_EQ(ask(*c, "show data_checksums"), "on");
    EXPECT_EQ(ask(*c, "show synchronous_commit"), "on");
    EXPECT_EQ(ask(*c, "show fsync"), "on");
    EXPECT_EQ(ask(*c, "show server_encoding"), "UTF8");
    ask(*c, "create table kept (n int)");
    ask(*c, "insert into kept values (42)");
    struct stat info {};
    ASSERT_EQ(::stat((dir.path() / "postgres").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0700u);
    // Never as root.
    ASSERT_EQ(::stat(("/proc/" + std::to_string(pid)).c_str(), &info), 0);
    EXPECT_NE(info.st_uid, 0u);
  }
  EXPECT_TRUE(gone(pid));
  auto again = started(in(dir.path()));
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->created());
  EXPECT_EQ(ask(*again, "select n from kept"), "42");
}

TEST(EmbeddedCluster, IsAdoptedByTheNextServerAfterTheFirstWasKilled) {
  made_dir dir;
  int pipe_ends[2];
  ASSERT_EQ(::pipe(pipe_ends), 0);
  pid_t child = ::fork();
  if (child == 0) {
    auto c = embedded_cluster::start(in(dir.path()));
    int pid = c ? (*c)->postmaster_pid() : -1;
    if (c) ask(**c, "create table kept as select 42 as n");
    if (::write(pipe_ends[1], &pid, sizeof pid) < 0) ::_exit(1);
    ::pause();
    ::_exit(0);
  }
  int pid = 0;
  ASSERT_EQ(::read(pipe_ends[0], &pid, sizeof pid), static_cast<ssize_t>(sizeof pid));
  ::close(pipe_ends[0]);
  ::close(pipe_ends[1]);
  ASSERT_GT(pid, 0);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);

  auto c = started(in(dir.path()));
  ASSERT_TRUE(c);
  EXPECT_EQ(c->postmaster_pid(), pid);
  EXPECT_EQ(ask(*c, "select n from kept"), "42");
  c.reset();
  // Adopted is owned: it stops with its new server.
  EXPECT_TRUE(gone(pid) || !fs::exists(dir.path() / "postgres/data/postmaster.pid"));
}

TEST(EmbeddedCluster, RecoversAfterEverythingWasKilled) {
  made_dir dir;
  auto c = started(in(dir.path()));
  ASSERT_TRUE(c);
  ask(*c, "create table kept as select 42 as n");
  ::kill(c->postmaster_pid(), SIGKILL);
  for (int i = 0; i < 500 && c->running(); ++i) std::this_thread::sleep_for(10ms);
  EXPECT_FALSE(c->running());
  c->ensure_running();
  EXPECT_TRUE(c->running());
  std::string found;
  for (int i = 0; i < 500 && found.empty(); ++i) {
    try {
      found = ask(*c, "select n from kept");
    } catch (const storage::storage_failure&) {
      c->ensure_running();
      std::this_thread::sleep_for(10ms);
    }
  }
  EXPECT_EQ(found, "42");
}

TEST(EmbeddedCluster, IsNotFooledByAPidFileThatACrashLeft) {
  made_dir dir;
  auto file = dir.path() / "postgres/data/postmaster.pid";
  // A process that lives, but is no PostgreSQL: this one.
  std::ofstream(file) << ::getpid() << "\n" << (dir.path() / "postgres/data").string() << "\n";
  fs::permissions(file, fs::perms(0644));
  auto c = started(in(dir.path()));
  ASSERT_TRUE(c);
  EXPECT_EQ(ask(*c, "select 1"), "1");
}

TEST(EmbeddedCluster, StartsAgainAfterItsMakingWasCutShort) {
  temp_dir dir;
  fs::create_directories(dir.path() / "postgres/data.new/base");
  std::ofstream(dir.path() / "postgres/data.new/PG_VERSION") << "15\n";
  auto c = started(in(dir.path()));
  ASSERT_TRUE(c);
  EXPECT_TRUE(c->created());
}

TEST(EmbeddedCluster, HasOneOwnerAndGuestsThatLeaveItRunning) {
  made_dir dir;
  auto owner = started(in(dir.path()));
  ASSERT_TRUE(owner);
  auto second = embedded_cluster::start(in(dir.path()));
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, errc::conflict);
  auto guest_settings = in(dir.path());
  guest_settings.exclusive = false;
  {
    auto guest = started(guest_settings);
    ASSERT_TRUE(guest);
    EXPECT_EQ(ask(*guest, "select 1"), "1");
  }
  EXPECT_TRUE(owner->running());
  EXPECT_EQ(ask(*owner, "select 1"), "1");
}

TEST(EmbeddedCluster, FindsRoomForItsSocketWhereThePathIsTooLong) {
  temp_dir dir;
  auto deep = dir.path() / std::string(60, 'a') / std::string(60, 'b');
  fs::create_directories(deep);
  auto c = started(in(deep));
  ASSERT_TRUE(c);
  EXPECT_EQ(ask(*c, "select 1"), "1");
}

TEST(EmbeddedCluster, WorksInAFolderWhosePathHasSpacesAndQuotes) {
  temp_dir dir;
  auto odd = dir.path() / "it's a \\ folder";
  fs::create_directories(odd);
  auto c = started(in(odd));
  ASSERT_TRUE(c);
  EXPECT_EQ(ask(*c, "select 1"), "1");
}

TEST(EmbeddedCluster, LivesElsewhereWhenItsUserCannotEnterTheDataFolder) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root runs PostgreSQL as somebody else";
  temp_dir dir;
  auto closed = dir.path() / "home";
  auto data = closed / "data";
  fs::create_directories(data);
  fs::permissions(closed, fs::perms(0700));
  fs::path elsewhere;
  {
    auto c = started(in(data));
    ASSERT_TRUE(c);
    EXPECT_EQ(ask(*c, "create table kept as select 42 as n; select 1"), "1");
    elsewhere = fs::canonical(data / "postgres");
    EXPECT_NE(elsewhere.parent_path(), data);
  }
  {
    auto c = started(in(data));
    ASSERT_TRUE(c);
    EXPECT_FALSE(c->created());
    EXPECT_EQ(ask(*c, "select n from kept"), "42");
  }
  fs::remove_all(elsewhere);
}

TEST(EmbeddedCluster, SaysWhyItDoesNotStart) {
  made_dir dir;
  auto settings = in(dir.path());
  settings.options = {"shared_buffers=nonsense"};
  auto c = embedded_cluster::start(settings);
  ASSERT_FALSE(c.has_value());
  EXPECT_NE(c.error().detail.find("shared_buffers"), std::string::npos) << c.error().detail;
  settings.bin_dir = "/nowhere";
  EXPECT_FALSE(embedded_cluster::start(settings).has_value());
}

TEST(EmbeddedCluster, WritesNoDataOfPeopleIntoItsLog) {
  made_dir dir;
  auto c = started(in(dir.path()));
  ASSERT_TRUE(c);
  ask(*c, "create table people (phone text unique)");
  ask(*c, "insert into people values ('+15550001234')");
  for (const char* sql :
       {"insert into people values ('+15550001234')", "select 'zebra'::int", "selekt 'zebra'"})
    EXPECT_THROW(ask(*c, sql), storage::storage_failure);
  std::ifstream log(dir.path() / "postgres/server.log");
  std::string text{std::istreambuf_iterator<char>(log), {}};
  EXPECT_EQ(text.find("+1555"), std::string::npos) << text;
  EXPECT_EQ(text.find("zebra"), std::string::npos) << text;
}

TEST(OpenDatabase, MakesEverythingFromNothingAndFindsItAgain) {
  temp_dir dir;
  storage::storage_settings settings;
  settings.data_dir = dir.path();
  system_wall_clock clock;
  for (int start = 0; start < 2; ++start) {
    auto db = storage::open_database(settings);
    ASSERT_TRUE(db.has_value()) << db.error().detail;
    auto done = storage::migrate_database(*db);
    ASSERT_TRUE(done.has_value()) << done.error().detail;
    EXPECT_EQ(*done > 0, start == 0);
    auto keys = storage::open_keys(settings, *db, clock);
    ASSERT_TRUE(keys.has_value()) << keys.error().detail;
    storage::connection c(db->server_connection(settings));
    EXPECT_STREQ(c.run("select current_user")[0][0].c_str(), "sms_assistant_app");
    EXPECT_STREQ(c.run("select session_user")[0][0].c_str(), "sms_assistant_server");
    EXPECT_EQ(c.run("select count(*) from users")[0][0].as<int>(), 0);
  }
  struct stat info {};
  ASSERT_EQ(::stat((dir.path() / "master.key").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

}  // namespace
}  // namespace test
