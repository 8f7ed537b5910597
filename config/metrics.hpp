#pragma once
// What the server counts and measures, as Prometheus text on /metrics.
// Thread: any. The application owns one `registry` and hands it (or single handles, which are
// values) to whoever counts. A default-made handle does nothing, so tests need no registry.
// Holds: label values come from small fixed sets (routes, intents, states), never from a person.

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace metrics {

class counter {
 public:
  counter() = default;
  explicit counter(prometheus::Counter* c) : c_(c) {}
  void add(double n = 1) const;

 private:
  prometheus::Counter* c_ = nullptr;
};

class gauge {
 public:
  gauge() = default;
  explicit gauge(prometheus::Gauge* g) : g_(g) {}
  void set(double n) const;
  void add(double n = 1) const;

 private:
  prometheus::Gauge* g_ = nullptr;
};

class histogram {
 public:
  histogram() = default;
  explicit histogram(prometheus::Histogram* h) : h_(h) {}
  void observe(double n) const;
  template <class Rep, class Period>
  void observe(std::chrono::duration<Rep, Period> d) const {
    observe(std::chrono::duration<double>(d).count());
  }

 private:
  prometheus::Histogram* h_ = nullptr;
};

namespace detail {
class counter_map;
class gauge_map;
}  // namespace detail

/// Counters that differ in one or two labels. `of` takes a shared lock; keep the handle where a
/// call is hot. At most 256 label sets: more become "other", so that memory stays bounded.
class counters {
 public:
  counters() = default;
  explicit counters(detail::counter_map* m) : m_(m) {}
  counter of(std::string_view first, std::string_view second = {}) const;

 private:
  detail::counter_map* m_ = nullptr;
};

class gauges {
 public:
  gauges() = default;
  explicit gauges(detail::gauge_map* m) : m_(m) {}
  gauge of(std::string_view label) const;

 private:
  detail::gauge_map* m_ = nullptr;
};

class registry {
 public:
  registry();
  ~registry();
  registry(const registry&) = delete;
  registry& operator=(const registry&) = delete;

  // HTTP
  counters http_requests;  ///< route, status
  gauge http_connections;  ///< open now
  counters http_refused;   ///< reason: overload, connections, timeout, malformed, too-large
  gauge turns_in_flight;   ///< texts waiting for their answer

  // Turns
  histogram turn_seconds;  ///< from the request's last byte to the answer's first
  counters turns;          ///< channel, outcome (stored, duplicate, failed, timeout, refused)
  counters intents;        ///< intent
  histogram understand_seconds;

  // Storage
  histogram commit_batch;  ///< change sets in one transaction
  histogram commit_seconds;
  counters commits;  ///< outcome (stored, duplicate, failed, refused)
  histogram read_seconds;
  gauges database_connections;  ///< the readers', by state (busy, idle)

  // Actors
  gauges queue_length;  ///< queue (committer, readers, directory)
  gauge awake_users;
  counters actor_restarts;  ///< actor
  gauge timers_waiting;
  counters reminders;  ///< outcome (on-time, late, failed)

  // Outbox and carrier
  gauges outbox;         ///< state (pending, sending)
  counters sms_sent;     ///< outcome (accepted, refused, failed)
  counters sms_settled;  ///< outcome (taken, refused, failed, unknown, settled)
  counters sms_reports;  ///< status (sent, delivered, undelivered, failed)
  counters sms_held;     ///< reason (rate, user-rate, stopped, budget)
  counter sms_segments;  ///< of texts that the carrier took
  counters sms_budget;   ///< state (near)
  counters sms_swept;    ///< kind (text, report, failed)

  /// The whole of /metrics, text format 0.0.4, with what the process itself uses.
  std::string render() const;

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace metrics
