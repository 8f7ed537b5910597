// What storing turns costs: group_commit over a private cluster with PostgreSQL's own durability
// (fsync, synchronous_commit = on), 10,000 users, by how many turns share a transaction. A turn is
// what "drank a bottle" stores: its message, a log row, the undo image and the conversation.
// Counters, per turn: pg_us CPU of all PostgreSQL processes, own_us CPU of this thread.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "storage/embedded_cluster.hpp"
#include "storage/group_commit.hpp"
#include "storage/storage.hpp"
#include "storage/wake.hpp"

namespace {

constexpr int users = 10'000;

/// CPU seconds of the postmaster and all its children, dead ones included.
double postgres_cpu(int postmaster) {
  double ticks = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    int pid = std::atoi(entry.path().filename().c_str());
    if (pid <= 0) continue;
    std::ifstream in(entry.path() / "stat");
    std::string line;
    if (!std::getline(in, line)) continue;
    std::istringstream fields(line.substr(line.rfind(')') + 2));
    std::string state;
    long skip = 0, ppid = 0, own_user = 0, own_system = 0, dead_user = 0, dead_system = 0;
    fields >> state >> ppid;
    for (int i = 0; i < 9; ++i) fields >> skip;
    fields >> own_user >> own_system >> dead_user >> dead_system;
    if (pid == postmaster)
      ticks += static_cast<double>(own_user + own_system + dead_user + dead_system);
    if (ppid == postmaster) ticks += static_cast<double>(own_user + own_system);
  }
  return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double thread_cpu() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

/// A new folder that the user running PostgreSQL can enter, removed at the end.
struct scratch {
  std::filesystem::path path;
  scratch() {
    auto name = (std::filesystem::temp_directory_path() / "commit-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder");
    path = name;
    std::filesystem::permissions(path, std::filesystem::perms(0755));
  }
  ~scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
};

struct world {
  scratch dir;
  system_wall_clock clock;
  storage::storage_settings settings;
  storage::database db;
  std::shared_ptr<storage::key_ring> keys;
  std::unique_ptr<id_generator> ids;
  std::shared_ptr<const crypto::aead_key> key;

  world() {
    settings.data_dir = dir.path;
    auto opened = storage::open_database(settings);
    if (!opened) throw std::runtime_error(opened.error().detail);
    db = std::move(*opened);
    if (auto done = storage::migrate_database(db); !done)
      throw std::runtime_error(done.error().detail);
    keys = storage::open_keys(settings, db, clock).value();
    ids = std::make_unique<id_generator>(clock);
    key = std::make_shared<const crypto::aead_key>(1, crypto::random_bytes(32));
    storage::connection_settings s;
    s.conninfo = db.owner_conninfo;
    s.role.clear();
    s.statement_timeout = std::chrono::milliseconds(0);
    storage::connection c(s);
    std::string n = std::to_string(users);
    c.run(
        "insert into users (id, phone) select g, '+1555' || lpad(g::text, 7, '0') from "
        "generate_series(1, " +
        n +
        ") g;"
        "insert into user_preferences (user_id, timezone) select g, 'America/New_York' from "
        "generate_series(1, " +
        n + ") g");
    for (int from = 1; from <= users; from += 1000) {
      std::string values;
      for (int u = from; u < from + 1000; ++u) {
        values += values.empty() ? "(" : ",(";
        values += std::to_string(u) + ", '";
        storage::text::append_bytes(values, keys->make_user_key(u).wrapped.blob);
        values += "')";
      }
      c.run("insert into user_keys (user_id, wrapped_key) values " + values);
    }
    c.run("vacuum analyze");
  }

  storage::change_set turn(user_id user) {
    storage::change_set set;
    set.user_id = user;
    set.key = key;
    auto now = clock.now();
    row_id message = ids->next();
    set.message = {.id = message,
                   .user_id = user,
                   .dedupe_key = "SM" + std::to_string(message),
                   .channel = "twilio",
                   .body = {"drank a bottle of water"},
                   .reply = {"Logged 500 ml of water. 1,250 of 2,000 ml today."},
                   .reading = {"[\"water_log\"]"},
                   .request_id = "0123456789abcdef",
                   .received_at = now,
                   .handled_at = now};
    storage::water_log_row water{
        .id = ids->next(), .user_id = user, .at = now, .amount_ml = 500, .message_id = message};
    set.changes.push_back(storage::inserted(water));
    set.changes.push_back(storage::inserted(
        storage::action_row{.id = ids->next(),
                            .user_id = user,
                            .message_id = message,
                            .label = "water_log",
                            .changes = {storage::to_json({storage::inserted(water)})},
                            .created_at = now}));
    set.changes.push_back(storage::inserted(storage::conversation_row{
        .user_id = user,
        .state = {"{\"last_records\":[" + std::to_string(water.id) + "]}"},
        .expires_at = now + std::chrono::minutes(30),
        .updated_at = now}));
    return set;
  }
};

world& the_world() {
  static world w;
  return w;
}

void StoreTurns(benchmark::State& state) {
  auto& w = the_world();
  storage::group_commit commit(w.db.server_connection(w.settings));
  auto batch = static_cast<std::size_t>(state.range(0));
  std::vector<storage::change_set> sets(batch);
  std::vector<storage::commit_item> items(batch);
  user_id next_user = 0;
  double own = 0;
  int postmaster = w.db.cluster->postmaster_pid();
  double pg = postgres_cpu(postmaster);
  for (auto _ : state) {
    state.PauseTiming();
    for (auto& s : sets) s = w.turn(1 + next_user++ * 7919 % users);
    for (std::size_t i = 0; i < batch; ++i) items[i] = {&sets[i]};
    state.ResumeTiming();
    double before = thread_cpu();
    commit.store(items);
    own += thread_cpu() - before;
    for (auto& i : items)
      if (i.outcome != errc::none) return state.SkipWithError("a set was not stored");
  }
  auto turns = static_cast<double>(state.iterations()) * static_cast<double>(batch);
  state.SetItemsProcessed(static_cast<std::int64_t>(turns));
  state.counters["pg_us"] = (postgres_cpu(postmaster) - pg) / turns * 1e6;
  state.counters["own_us"] = own / turns * 1e6;
}
BENCHMARK(StoreTurns)->RangeMultiplier(4)->Range(1, 256)->UseRealTime()->MinTime(2);

void WakeUser(benchmark::State& state) {
  auto& w = the_world();
  storage::connection c(w.db.server_connection(w.settings));
  user_id next_user = 0;
  for (auto _ : state) {
    auto user = std::to_string(1 + next_user++ * 7919 % users);
    auto snapshot = storage::wake(c, *w.keys, "+1555" + std::string(7 - user.size(), '0') + user,
                                  w.clock.now() + std::chrono::hours(24 * 365));
    if (!snapshot) return state.SkipWithError("nobody woke");
  }
}
BENCHMARK(WakeUser)->UseRealTime()->MinTime(2);

}  // namespace

BENCHMARK_MAIN();
