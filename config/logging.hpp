#pragma once
// Log lines: one JSON object a line, written by every folder through its own spdlog logger.
// Thread: any. A call never waits for the reader of the log: lines go to a buffer that a background
// thread writes out ten times a second; when the reader stalls, lines are dropped and counted.
// Holds: a phone number, a text, a secret never becomes a field. A person is named by `user_ref`.
//
//   using logging::folder;
//   logging::info(folder::storage, "batch-committed", {{"sets", n}, {"us", elapsed}});
//
// The state is global on purpose: a log line must be possible from anywhere, also before settings
// are read and while everything is being torn down.

#include <chrono>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "config/common/result.hpp"
#include "config/common/secret.hpp"

namespace logging {

enum class level : std::uint8_t { debug, info, warn, error, off };
enum class folder : std::uint8_t { config, net, storage, nlp, integrations, actors, app };

/// One member of the line. The key and a text value are views: they must live as long as the call.
class field {
 public:
  field(std::string_view key, std::string_view value) : key_(key), value_(value) {}
  field(std::string_view key, const std::string& value) : field(key, std::string_view(value)) {}
  field(std::string_view key, const char* value) : field(key, std::string_view(value)) {}
  field(std::string_view key, bool value) : key_(key), value_(value) {}
  field(std::string_view key, double value) : key_(key), value_(value) {}
  template <std::integral I>
    requires(!std::same_as<I, bool>)
  field(std::string_view key, I value) : key_(key), value_(static_cast<std::int64_t>(value)) {}
  /// Whole microseconds; call the key "…_us".
  template <class Rep, class Period>
  field(std::string_view key, std::chrono::duration<Rep, Period> d)
      : field(key, static_cast<std::int64_t>(
                       std::chrono::duration_cast<std::chrono::microseconds>(d).count())) {}
  field(std::string_view key, errc code) : field(key, to_string(code)) {}
  template <class T>
  field(std::string_view key, const secret<T>&) = delete;

  std::string_view key() const { return key_; }
  const auto& value() const { return value_; }

 private:
  std::string_view key_;
  std::variant<std::string_view, std::int64_t, double, bool> value_;
};

using fields = std::initializer_list<field>;

struct options {
  level threshold = level::info;
  int descriptor = 2;        ///< 2 = standard error, 1 = standard output
  std::string user_ref_key;  ///< empty: a random one, so references differ between runs
};

/// Before this, warnings and errors go to standard error at once. May be called again.
void start(const options& o);
/// Writes out what is buffered; later lines are written at once. Also runs at exit.
void stop() noexcept;

result<level> parse_level(std::string_view name);
void set_level(level threshold) noexcept;
void set_level(folder of, level threshold) noexcept;
bool enabled(folder of, level l) noexcept;
/// Lines lost because the reader of the log stalled.
std::uint64_t dropped_lines() noexcept;

/// `event_id` says what happened in lower-case words joined by hyphens; it never changes, so that
/// alarms can be built on it.
void event(folder of, level l, std::string_view event_id, fields f = {}) noexcept;

inline void debug(folder of, std::string_view id, fields f = {}) noexcept {
  if (enabled(of, level::debug)) event(of, level::debug, id, f);
}
inline void info(folder of, std::string_view id, fields f = {}) noexcept {
  if (enabled(of, level::info)) event(of, level::info, id, f);
}
inline void warn(folder of, std::string_view id, fields f = {}) noexcept {
  event(of, level::warn, id, f);
}
inline void error(folder of, std::string_view id, fields f = {}) noexcept {
  event(of, level::error, id, f);
}

/// Names a person in a log without saying who it is: 16 hex digits of an HMAC with a key that only
/// the server has, so that a number cannot be found by hashing all numbers.
std::string user_ref(std::string_view phone);
std::string user_ref(std::int64_t user);

/// Appends `text` as a JSON string with its quotes. What is not UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace logging
