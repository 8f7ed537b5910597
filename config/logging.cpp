#include "config/logging.hpp"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/sink.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cmath>
#include <condition_variable>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <mutex>
#include <thread>

#include "config/common/crypto.hpp"

namespace logging {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t folders = 7;
constexpr std::array<const char*, folders> folder_names = {
    "config", "net", "storage", "nlp", "integrations", "actors", "app"};
constexpr std::array<const char*, 5> level_names = {"debug", "info", "warn", "error", "off"};
constexpr std::array<spdlog::level::level_enum, 5> spdlog_levels = {
    spdlog::level::debug, spdlog::level::info, spdlog::level::warn, spdlog::level::err,
    spdlog::level::off};

constexpr auto write_interval = 100ms;
constexpr std::size_t write_at_once_from = 64 * 1024;
/// What may wait for a reader of the log that stalls.
constexpr std::size_t buffer_limit = 4 * 1024 * 1024;
/// One value's length in a line; a longer one is cut, so that a line has a bound too.
constexpr std::size_t value_limit = 1024;

void write_all(int fd, std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    auto n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;  // nobody reads the log: nothing better can be done
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

/// Takes finished lines. Callers only append to memory; one thread writes.
class buffered_sink final : public spdlog::sinks::sink {
 public:
  ~buffered_sink() override { stop(); }

  void start(int fd) {
    stop();
    std::lock_guard lock(mutex_);
    fd_ = fd;
    running_ = true;
    writer_ = std::thread([this] { run(); });
  }

  void stop() noexcept {
    {
      std::lock_guard lock(mutex_);
      running_ = false;
    }
    wake_.notify_all();
    if (writer_.joinable()) writer_.join();
    flush();
  }

  void log(const spdlog::details::log_msg& m) override {
    bool wake = false;
    {
      std::lock_guard lock(mutex_);
      if (buffer_.size() + m.payload.size() > buffer_limit) {
        dropped_.fetch_add(1, std::memory_order_relaxed);
        return;
      }
      buffer_.append(m.payload.data(), m.payload.size());
      buffer_ += '\n';
      wake = buffer_.size() >= write_at_once_from || m.level >= spdlog::level::err;
      if (running_ && !wake) return;
      if (running_) wake_now_ = true;
    }
    if (wake) wake_.notify_one();
    if (!running_) flush();
  }

  void flush() override {
    std::lock_guard writing(write_mutex_);  // keeps lines in order between two writers
    std::string out;
    {
      std::lock_guard lock(mutex_);
      out.swap(buffer_);
      buffer_.reserve(std::min(out.capacity(), write_at_once_from));
    }
    write_all(fd_, out);
  }

  void set_pattern(const std::string&) override {}
  void set_formatter(std::unique_ptr<spdlog::formatter>) override {}
  std::uint64_t dropped() const noexcept { return dropped_.load(std::memory_order_relaxed); }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (running_) {
      wake_.wait_for(lock, write_interval, [this] { return !running_ || wake_now_; });
      wake_now_ = false;
      if (buffer_.empty()) continue;
      lock.unlock();
      flush();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::mutex write_mutex_;
  std::condition_variable wake_;
  std::string buffer_;
  std::atomic<bool> running_{false};
  bool wake_now_ = false;
  int fd_ = 2;
  std::atomic<std::uint64_t> dropped_{0};
  std::thread writer_;
};

struct global_state {
  std::shared_ptr<buffered_sink> sink = std::make_shared<buffered_sink>();
  std::array<std::unique_ptr<spdlog::logger>, folders> loggers;
  std::mutex key_mutex;
  std::string key;

  global_state() {
    for (std::size_t i = 0; i < folders; ++i) {
      loggers[i] = std::make_unique<spdlog::logger>(folder_names[i], sink);
      loggers[i]->set_level(spdlog::level::warn);
    }
  }
};

/// Never destroyed: other statics may log while they go. `stop` writes out what is left.
global_state& state() {
  static auto* s = [] {
    auto* made = new global_state;
    std::atexit([] { stop(); });
    return made;
  }();
  return *s;
}

spdlog::logger& logger_of(folder f) {
  return *state().loggers[static_cast<std::size_t>(f)];
}

std::string reference_key() {
  auto& s = state();
  std::lock_guard lock(s.key_mutex);
  if (s.key.empty()) s.key = crypto::random_bytes(32);
  return s.key;
}

/// Length of the well-formed UTF-8 sequence that `text` starts with, or 0.
std::size_t utf8_sequence(std::string_view text) {
  auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char lead = at(0);
  std::size_t n = lead < 0x80                    ? 1
                  : lead >= 0xC2 && lead <= 0xDF ? 2
                  : lead >= 0xE0 && lead <= 0xEF ? 3
                  : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                 : 0;
  if (n == 0 || text.size() < n) return 0;
  for (std::size_t i = 1; i < n; ++i)
    if ((at(i) & 0xC0) != 0x80) return 0;
  if (lead == 0xE0 && at(1) < 0xA0) return 0;  // overlong
  if (lead == 0xED && at(1) > 0x9F) return 0;  // surrogate
  if (lead == 0xF0 && at(1) < 0x90) return 0;  // overlong
  if (lead == 0xF4 && at(1) > 0x8F) return 0;  // beyond Unicode
  return n;
}

void append_time(std::string& out) {
  using namespace std::chrono;
  auto now = floor<milliseconds>(system_clock::now());
  auto day = floor<days>(now);
  year_month_day date(day);
  hh_mm_ss time(now - day);
  fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
                 int(date.year()), unsigned(date.month()), unsigned(date.day()),
                 time.hours().count(), time.minutes().count(), time.seconds().count(),
                 time.subseconds().count());
}

struct append_value {
  std::string& out;
  void operator()(std::string_view v) const { append_json_string(out, v.substr(0, value_limit)); }
  void operator()(std::int64_t v) const { fmt::format_to(std::back_inserter(out), "{}", v); }
  void operator()(double v) const {
    if (std::isfinite(v))
      fmt::format_to(std::back_inserter(out), "{}", v);
    else
      out += "null";
  }
  void operator()(bool v) const { out += v ? "true" : "false"; }
};

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    unsigned char c = static_cast<unsigned char>(text[i]);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
      ++i;
    } else if (c < 0x20 || c == 0x7F) {
      out += c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "\\r" : "\\u00";
      if (c != '\n' && c != '\t' && c != '\r') {
        out += hex[c >> 4];
        out += hex[c & 15];
      }
      ++i;
    } else if (c < 0x80) {
      out += static_cast<char>(c);
      ++i;
    } else if (auto n = utf8_sequence(text.substr(i))) {
      out.append(text, i, n);
      i += n;
    } else {
      out += "\xEF\xBF\xBD";
      ++i;
    }
  }
  out += '"';
}

void start(const options& o) {
  auto& s = state();
  {
    std::lock_guard lock(s.key_mutex);
    s.key = o.user_ref_key;
  }
  s.sink->start(o.descriptor);
  set_level(o.threshold);
}

void stop() noexcept {
  state().sink->stop();
}

result<level> parse_level(std::string_view name) {
  for (std::size_t i = 0; i < level_names.size(); ++i)
    if (name == level_names[i]) return static_cast<level>(i);
  return make_error(errc::invalid_argument, "one of debug, info, warn, error, off", "log.level");
}

void set_level(level threshold) noexcept {
  for (std::size_t i = 0; i < folders; ++i) set_level(static_cast<folder>(i), threshold);
}

void set_level(folder of, level threshold) noexcept {
  logger_of(of).set_level(spdlog_levels[static_cast<std::size_t>(threshold)]);
}

bool enabled(folder of, level l) noexcept {
  return logger_of(of).should_log(spdlog_levels[static_cast<std::size_t>(l)]);
}

std::uint64_t dropped_lines() noexcept {
  return state().sink->dropped();
}

void event(folder of, level l, std::string_view event_id, fields f) noexcept {
  auto& logger = logger_of(of);
  auto severity = spdlog_levels[static_cast<std::size_t>(l)];
  if (!logger.should_log(severity)) return;
  try {
    thread_local std::string line;
    line.assign("{\"ts\":\"");
    append_time(line);
    line += "\",\"level\":\"";
    line += level_names[static_cast<std::size_t>(l)];
    line += "\",\"logger\":\"";
    line += folder_names[static_cast<std::size_t>(of)];
    line += "\",\"event\":";
    append_json_string(line, event_id);
    for (const auto& one : f) {
      line += ',';
      append_json_string(line, one.key());
      line += ':';
      std::visit(append_value{line}, one.value());
    }
    line += '}';
    logger.log(severity, spdlog::string_view_t(line.data(), line.size()));
  } catch (...) {  // no memory: a log line must never be what ends the server
  }
}

std::string user_ref(std::string_view phone) {
  return crypto::hex(crypto::hmac_sha256(reference_key(), phone).substr(0, 8));
}

std::string user_ref(std::int64_t user) {
  return user_ref(fmt::format("id:{}", user));
}

}  // namespace logging
