#include "storage/embedded_cluster.hpp"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <mutex>
#include <optional>
#include <thread>

#include "config/common/crypto.hpp"
#include "config/logging.hpp"

namespace storage {

namespace fs = std::filesystem;
using logging::folder;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// sun_path holds 108 bytes with its NUL.
constexpr std::size_t longest_socket_path = 107;
constexpr std::string_view socket_name = "/.s.PGSQL.5432";
constexpr std::uintmax_t largest_log = 1 << 20;
const fs::path shared_home = "/var/lib/sms-assistant";

/// What we ask of PostgreSQL at every start, on its command line: the cluster's own file stays as
/// initdb wrote it. Log lines carry no statement and no detail, since those quote people's data.
const std::vector<std::string>& our_options() {
  static const std::vector<std::string> options{
      "listen_addresses=",
      "unix_socket_permissions=0700",
      "port=5432",
      "max_connections=40",
      "shared_buffers=128MB",
      "max_wal_size=1GB",
      "min_wal_size=128MB",
      "checkpoint_timeout=15min",
      "wal_compression=lz4",
      "synchronous_commit=on",
      "max_parallel_workers_per_gather=0",
      "max_worker_processes=4",
      "max_wal_senders=2",
      "jit=off",
      "huge_pages=off",
      "autovacuum_naptime=30s",
      "timezone=UTC",
      "log_timezone=UTC",
      "log_min_messages=log",
      "log_min_error_statement=panic",
      "log_error_verbosity=terse",
      "log_checkpoints=off",
      "log_autovacuum_min_duration=-1",
      "restart_after_crash=on",
  };
  return options;
}

struct account {
  uid_t uid = 0;
  gid_t gid = 0;
};

std::string because() {
  return std::strerror(errno);
}

error failed(const std::string& what) {
  return make_error(errc::unavailable, "embedded PostgreSQL: " + what);
}

/// Becomes the account in a child between fork and exec: async-signal-safe calls only.
bool become(const std::optional<account>& who) {
  if (!who) return true;
  return ::setgroups(1, &who->gid) == 0 && ::setgid(who->gid) == 0 && ::setuid(who->uid) == 0;
}

/// Starts a program with both outputs going to `log`. Nothing else of ours stays open in it.
result<pid_t> launch(const std::vector<std::string>& command, const std::optional<account>& who,
                     const fs::path& log, bool own_session) {
  std::vector<char*> argv;
  for (const auto& a : command) argv.push_back(const_cast<char*>(a.c_str()));
  argv.push_back(nullptr);
  int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  int in = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (out < 0 || in < 0) {
    auto e = failed("cannot open " + log.string() + ": " + because());
    if (out >= 0) ::close(out);
    if (in >= 0) ::close(in);
    return e;
  }
  // Not of ours: PGDATA, PGOPTIONS and the like would change what PostgreSQL does.
  static const char* environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC", nullptr};
  pid_t pid = ::fork();
  if (pid == 0) {
    // A signal that the terminal or a supervisor sends to our group must not reach PostgreSQL
    // before we have finished our turns.
    if (own_session) ::setsid();
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (int s : {SIGINT, SIGTERM, SIGQUIT, SIGHUP, SIGPIPE, SIGCHLD}) ::signal(s, SIG_DFL);
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(out, 2);
    ::close_range(3, ~0U, 0);
    if (!become(who) || ::chdir("/") != 0) ::_exit(126);
    ::execve(argv[0], argv.data(), const_cast<char**>(environment));
    ::_exit(127);
  }
  int error_number = errno;
  ::close(in);
  ::close(out);
  if (pid < 0) return failed(std::string("cannot fork: ") + std::strerror(error_number));
  return pid;
}

int wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

/// Whether the account may use this folder, asked of the kernel and not guessed from modes.
bool can_enter(const fs::path& dir, const std::optional<account>& who) {
  if (!who) return true;
  pid_t pid = ::fork();
  if (pid == 0) ::_exit(become(who) && ::access(dir.c_str(), X_OK) == 0 ? 0 : 1);
  return pid > 0 && wait_for(pid) == 0;
}

std::string last_lines(const fs::path& log) {
  std::ifstream in(log, std::ios::binary);
  in.seekg(0, std::ios::end);
  auto size = static_cast<std::streamoff>(in.tellg());
  in.seekg(std::max<std::streamoff>(0, size - 600));
  std::string text{std::istreambuf_iterator<char>(in), {}};
  for (char& c : text)
    if (c == '\n') c = ' ';
  return text;
}

struct pid_file {
  pid_t pid = 0;
  std::string status;  ///< "starting", "stopping", "ready", "standby"
};

std::optional<pid_file> read_pid_file(const fs::path& cluster) {
  std::ifstream in(cluster / "postmaster.pid");
  std::string line;
  pid_file out;
  for (int n = 1; std::getline(in, line); ++n) {
    if (n == 1) out.pid = std::atoi(line.c_str());
    if (n == 8) out.status = line.substr(0, line.find(' '));
  }
  if (out.pid <= 0) return std::nullopt;
  return out;
}

/// Whether the process is the postmaster of this cluster: it works in the cluster's folder.
bool is_postmaster(pid_t pid, const fs::path& cluster) {
  std::error_code ec, ec2;
  auto proc = fs::path("/proc") / std::to_string(pid);
  auto works_in = fs::read_symlink(proc / "cwd", ec);
  auto here = fs::canonical(cluster, ec2);
  if (ec || ec2 || works_in != here) return false;
  // A zombie keeps no working folder, but say so if that ever changes.
  std::ifstream in(proc / "stat");
  std::string stat;
  std::getline(in, stat);
  auto paren = stat.rfind(')');
  return paren == std::string::npos || stat.size() < paren + 3 || stat[paren + 2] != 'Z';
}

/// A folder that the account alone can use.
result<void> make_private_dir(const fs::path& dir, const std::optional<account>& who) {
  std::error_code ec;
  fs::create_directories(dir, ec);
  if (ec) return failed("cannot make " + dir.string() + ": " + ec.message());
  if (who && ::chown(dir.c_str(), who->uid, who->gid) != 0)
    return failed("cannot give " + dir.string() + " away: " + because());
  if (::chmod(dir.c_str(), 0700) != 0)
    return failed("cannot close " + dir.string() + ": " + because());
  return {};
}

std::string conninfo_value(std::string_view v) {
  std::string out = "'";
  for (char c : v) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

}  // namespace

result<fs::path> find_postgres(const fs::path& wanted, const std::string& version) {
  auto complete = [](const fs::path& dir) {
    return ::access((dir / "initdb").c_str(), X_OK) == 0 &&
           ::access((dir / "postgres").c_str(), X_OK) == 0;
  };
  if (!wanted.empty()) {
    if (complete(wanted)) return wanted;
    return failed("no initdb and postgres in " + wanted.string());
  }
  fs::path best;
  int best_version = 0;
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", ec)) {
    int v = std::atoi(entry.path().filename().c_str());
    if (!version.empty() && entry.path().filename() != version) continue;
    if (v >= 15 && v > best_version && complete(entry.path() / "bin")) {
      best_version = v;
      best = entry.path() / "bin";
    }
  }
  if (!best.empty()) return best;
  if (FILE* pipe = ::popen("pg_config --bindir 2>/dev/null", "re")) {
    char line[4096] = {};
    bool read = std::fgets(line, sizeof line, pipe) != nullptr;
    ::pclose(pipe);
    std::string dir = read ? line : "";
    while (!dir.empty() && dir.back() == '\n') dir.pop_back();
    if (!dir.empty() && complete(dir)) return fs::path(dir);
  }
  return failed(version.empty() ? "PostgreSQL is not installed (Debian package postgresql-15)"
                                : "PostgreSQL " + version +
                                      ", which this cluster was made with, is not installed");
}

struct embedded_cluster::impl {
  cluster_settings settings;
  fs::path home, cluster, socket_dir, log, bin;
  std::optional<account> who;
  std::mutex mutex;
  pid_t postmaster = 0;
  bool our_child = false;
  bool ours = false;  ///< we hold the lock and stop it
  bool made = false;
  bool stopped = false;
  int lock = -1;

  ~impl() {
    if (lock >= 0) ::close(lock);
  }

  result<void> choose_account() {
    if (::geteuid() != 0) return {};
    for (std::string name : {settings.run_as, std::string("postgres"), std::string("nobody")}) {
      if (name.empty()) continue;
      if (auto pw = ::getpwnam(name.c_str()); pw != nullptr && pw->pw_uid != 0) {
        who = account{pw->pw_uid, pw->pw_gid};
        return {};
      }
      if (name == settings.run_as) return failed("no unprivileged user named " + name);
    }
    return failed("found no unprivileged user to run PostgreSQL as");
  }

  result<void> choose_home() {
    std::error_code ec;
    fs::create_directories(settings.data_dir, ec);
    if (ec) return failed("cannot make " + settings.data_dir.string() + ": " + ec.message());
    settings.data_dir = fs::canonical(settings.data_dir, ec);
    if (ec) return failed("cannot find " + settings.data_dir.string() + ": " + ec.message());
    home = settings.data_dir / "postgres";
    if (!fs::exists(home, ec) && !can_enter(settings.data_dir, who)) {
      auto elsewhere =
          shared_home /
          ("cluster-" + crypto::hex(crypto::sha256(settings.data_dir.string())).substr(0, 16));
      fs::create_directories(elsewhere, ec);
      if (!ec) fs::remove(home, ec);  // a link whose target went away
      if (!ec) fs::create_symlink(elsewhere, home, ec);
      if (ec) return failed("cannot use " + elsewhere.string() + ": " + ec.message());
      logging::warn(folder::storage, "cluster-placed-elsewhere", {{"folder", elsewhere.string()}});
    }
    if (auto r = make_private_dir(home, who); !r) return r;
    home = fs::canonical(home, ec);
    if (ec) return failed("cannot find " + home.string() + ": " + ec.message());
    if (!can_enter(home, who))
      return failed("the user that runs PostgreSQL cannot enter " + home.string());
    cluster = home / "data";
    log = home / "server.log";
    return choose_socket();
  }

  result<void> choose_socket() {
    socket_dir = home / "run";
    if (socket_dir.string().size() + socket_name.size() > longest_socket_path) {
      auto name = "sms-assistant-" + crypto::hex(crypto::sha256(home.string())).substr(0, 12);
      std::error_code ec;
      bool run = fs::exists("/run", ec) && ::access("/run", W_OK) == 0;
      socket_dir = fs::path(run ? "/run" : "/tmp") / name;
      struct stat info {};
      // In a folder that everybody may write to, a name we can guess may be somebody's trap.
      if (::lstat(socket_dir.c_str(), &info) == 0 &&
          (!S_ISDIR(info.st_mode) ||
           (info.st_uid != ::geteuid() && !(who && info.st_uid == who->uid))))
        return failed(socket_dir.string() + " belongs to somebody else");
    }
    return make_private_dir(socket_dir, who);
  }

  /// True: the lock is ours. False: another process owns the cluster.
  result<bool> take_lock() {
    auto file = settings.data_dir / "postgres.lock";
    lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) return failed("cannot open " + file.string() + ": " + because());
    if (::flock(lock, LOCK_EX | LOCK_NB) == 0) return true;
    return false;
  }

  result<void> make_cluster() {
    std::error_code ec;
    if (fs::exists(cluster / "PG_VERSION", ec)) return {};
    // Made under another name: a start that was cut short must not leave half a cluster.
    auto fresh = home / "data.new";
    fs::remove_all(fresh, ec);
    auto log_file = home / "initdb.log";
    fs::remove(log_file, ec);
    auto pid = launch({(bin / "initdb").string(), "-D", fresh.string(), "-U", "postgres", "-E",
                       "UTF8", "--locale=C.UTF-8", "--data-checksums", "--auth-local=trust",
                       "--auth-host=reject", "--no-instructions"},
                      who, log_file, false);
    if (!pid) return pid.error();
    if (int status = wait_for(*pid); status != 0) return failed("initdb: " + last_lines(log_file));
    fs::rename(fresh, cluster, ec);
    if (ec) return failed("cannot rename the new cluster: " + ec.message());
    fs::remove(log_file, ec);
    made = true;
    return {};
  }

  bool alive() {
    if (postmaster <= 0) return false;
    if (our_child) {
      int status = 0;
      pid_t r = ::waitpid(postmaster, &status, WNOHANG);
      if (r == 0) return true;
      if (r < 0 && errno == EINTR) return true;
      postmaster = 0;
      return false;
    }
    if (is_postmaster(postmaster, cluster)) return true;
    postmaster = 0;
    return false;
  }

  /// Takes over a postmaster that an earlier server left running.
  bool adopt() {
    auto file = read_pid_file(cluster);
    if (!file) return false;
    if (!is_postmaster(file->pid, cluster)) {
      // Left by a crash. PostgreSQL would clear it away itself, unless some other process of its
      // user now has that number.
      std::error_code ec;
      fs::remove(cluster / "postmaster.pid", ec);
      return false;
    }
    postmaster = file->pid;
    our_child = false;
    return true;
  }

  /// Takes over a running postmaster or launches one; does not wait until it is ready.
  result<void> launch_postmaster() {
    if (adopt()) return {};
    std::error_code ec;
    if (fs::file_size(log, ec) > largest_log && !ec) fs::rename(log, home / "server.log.1", ec);
    std::vector<std::string> command{(bin / "postgres").string(), "-D", cluster.string()};
    auto option = [&](const std::string& o) {
      command.push_back("-c");
      command.push_back(o);
    };
    for (const auto& o : our_options()) option(o);
    option("unix_socket_directories=" + socket_dir.string());
    for (const auto& o : settings.options) option(o);
    auto pid = launch(command, who, log, true);
    if (!pid) return pid.error();
    postmaster = *pid;
    our_child = true;
    return {};
  }

  result<void> start_postmaster() {
    auto deadline = steady_clock::now() + settings.start_limit;
    while (true) {
      if (auto r = launch_postmaster(); !r) return r;
      while (steady_clock::now() < deadline) {
        auto file = read_pid_file(cluster);
        if (file && file->pid == postmaster && file->status == "ready") return {};
        if (!alive()) break;
        std::this_thread::sleep_for(milliseconds(5));
      }
      if (steady_clock::now() >= deadline)
        return failed("did not start in time: " + last_lines(log));
      // It ended: back-ends of a killed postmaster may still hold the shared memory for a moment,
      // or an adopted one was about to stop. Any other reason stays.
      auto why = last_lines(log);
      bool passing = why.find("shared memory block") != std::string::npos ||
                     why.find("lock file \"postmaster.pid\" already exists") != std::string::npos ||
                     !our_child;
      if (!passing || steady_clock::now() + std::chrono::seconds(1) > deadline)
        return failed("does not start: " + why);
      std::this_thread::sleep_for(milliseconds(50));
    }
  }

  result<void> stop() {
    if (stopped || !ours) return {};
    stopped = true;
    if (!alive()) return {};
    ::kill(postmaster, SIGINT);
    auto deadline = steady_clock::now() + settings.stop_limit;
    bool told_twice = false;
    while (alive()) {
      if (steady_clock::now() > deadline) {
        if (told_twice) return failed("does not stop");
        // What was committed is in its log: recovery at the next start loses nothing.
        ::kill(postmaster, SIGQUIT);
        told_twice = true;
        deadline = steady_clock::now() + std::chrono::seconds(3);
      }
      std::this_thread::sleep_for(milliseconds(5));
    }
    return {};
  }
};

embedded_cluster::embedded_cluster(std::unique_ptr<impl> i) : impl_(std::move(i)) {}

result<std::unique_ptr<embedded_cluster>> embedded_cluster::start(cluster_settings settings) {
  auto i = std::make_unique<impl>();
  i->settings = std::move(settings);
  if (auto r = i->choose_account(); !r) return r.error();
  if (auto r = i->choose_home(); !r) return r.error();
  auto locked = i->take_lock();
  if (!locked) return locked.error();
  i->ours = *locked;
  if (!i->ours) {
    if (i->settings.exclusive)
      return make_error(errc::conflict, "another server runs on " + i->settings.data_dir.string(),
                        "data_dir");
    if (!i->adopt()) return failed("its owner has not started it yet");
    return std::make_unique<embedded_cluster>(std::move(i));
  }
  std::string version;
  if (std::ifstream in(i->cluster / "PG_VERSION"); in) std::getline(in, version);
  auto bin = find_postgres(i->settings.bin_dir, version);
  if (!bin) return bin.error();
  i->bin = *bin;
  if (auto r = i->make_cluster(); !r) return r.error();
  if (auto r = i->start_postmaster(); !r) return r.error();
  logging::info(folder::storage, "cluster-running",
                {{"pid", i->postmaster}, {"created", i->made}, {"adopted", !i->our_child}});
  return std::make_unique<embedded_cluster>(std::move(i));
}

embedded_cluster::~embedded_cluster() {
  if (!impl_) return;
  if (auto r = stop(); !r) logging::error(folder::storage, "cluster-not-stopped");
}

result<void> embedded_cluster::stop() {
  std::lock_guard lock(impl_->mutex);
  return impl_->stop();
}

bool embedded_cluster::running() {
  std::lock_guard lock(impl_->mutex);
  return impl_->alive();
}

void embedded_cluster::ensure_running() {
  std::lock_guard lock(impl_->mutex);
  if (impl_->stopped || impl_->alive()) return;
  if (!impl_->ours) {
    impl_->adopt();
    return;
  }
  // Not waited for: recovery may take long, and meanwhile callers are told that the database is
  // away, by connections that are refused at once.
  auto r = impl_->launch_postmaster();
  logging::warn(folder::storage, "cluster-started-again",
                {{"launched", r.has_value()}, {"pid", impl_->postmaster}});
}

std::string embedded_cluster::conninfo(std::string_view database, std::string_view user) const {
  return "host=" + conninfo_value(impl_->socket_dir.string()) +
         " port=5432 dbname=" + conninfo_value(database) + " user=" + conninfo_value(user) +
         " connect_timeout=5";
}

bool embedded_cluster::created() const {
  return impl_->made;
}

int embedded_cluster::postmaster_pid() {
  std::lock_guard lock(impl_->mutex);
  return impl_->alive() ? impl_->postmaster : 0;
}

}  // namespace storage
