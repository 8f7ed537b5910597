#include "config/metrics.hpp"

#include <fmt/format.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <list>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <vector>

namespace metrics {
namespace {

constexpr std::size_t label_sets_limit = 256;
constexpr std::string_view overflow_label = "other";

const prometheus::Histogram::BucketBoundaries latency_buckets = {
    .0005, .001, .002, .003, .005, .0075, .010, .015, .025, .040, .075, .15, .3, 1, 3, 10};
const prometheus::Histogram::BucketBoundaries fast_buckets = {
    .000005, .00001, .00002, .00003, .00005, .0001, .0002, .0005, .001, .005};
const prometheus::Histogram::BucketBoundaries size_buckets = {1,  2,  4,   8,   16,
                                                              32, 64, 128, 256, 512};

struct label_pair {
  std::string first;
  std::string second;
};
struct label_less {
  using is_transparent = void;
  using view = std::pair<std::string_view, std::string_view>;
  static view as_view(const label_pair& p) { return {p.first, p.second}; }
  static view as_view(const view& v) { return v; }
  template <class A, class B>
  bool operator()(const A& a, const B& b) const {
    return as_view(a) < as_view(b);
  }
};

}  // namespace

namespace detail {

/// The series of one name, found by label values without making a map of labels for each call.
template <class Metric>
class series {
 public:
  series(prometheus::Family<Metric>& family, std::string first_name, std::string second_name)
      : family_(family), first_(std::move(first_name)), second_(std::move(second_name)) {}

  Metric* of(std::string_view first, std::string_view second) {
    label_less::view key{first, second};
    {
      std::shared_lock lock(mutex_);
      if (auto at = known_.find(key); at != known_.end()) return at->second;
    }
    std::unique_lock lock(mutex_);
    if (auto at = known_.find(key); at != known_.end()) return at->second;
    if (known_.size() >= label_sets_limit)
      key = {overflow_label, second_.empty() ? std::string_view() : overflow_label};
    prometheus::Labels labels{{first_, std::string(key.first)}};
    if (!second_.empty()) labels.emplace(second_, std::string(key.second));
    auto* made = &family_.Add(labels);
    known_.emplace(label_pair{std::string(key.first), std::string(key.second)}, made);
    return made;
  }

 private:
  prometheus::Family<Metric>& family_;
  std::string first_, second_;
  std::shared_mutex mutex_;
  std::map<label_pair, Metric*, label_less> known_;
};

class counter_map : public series<prometheus::Counter> {
  using series::series;
};
class gauge_map : public series<prometheus::Gauge> {
  using series::series;
};

}  // namespace detail

void counter::add(double n) const {
  if (c_) c_->Increment(n);
}
void gauge::set(double n) const {
  if (g_) g_->Set(n);
}
void gauge::add(double n) const {
  if (g_) g_->Increment(n);
}
void histogram::observe(double n) const {
  if (h_) h_->Observe(n);
}
counter counters::of(std::string_view first, std::string_view second) const {
  return m_ ? counter(m_->of(first, second)) : counter();
}
gauge gauges::of(std::string_view label) const {
  return m_ ? gauge(m_->of(label, {})) : gauge();
}

struct registry::impl {
  prometheus::Registry all;
  std::list<detail::counter_map> counter_maps;
  std::list<detail::gauge_map> gauge_maps;
  prometheus::Gauge* resident = nullptr;
  prometheus::Gauge* descriptors = nullptr;
  prometheus::Counter* cpu = nullptr;

  counters labelled_counter(const char* name, const char* help, std::string first,
                            std::string second = {}) {
    auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(all);
    return counters(&counter_maps.emplace_back(family, std::move(first), std::move(second)));
  }
  gauges labelled_gauge(const char* name, const char* help, std::string label) {
    auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(all);
    return gauges(&gauge_maps.emplace_back(family, std::move(label), std::string()));
  }
  prometheus::Gauge& plain_gauge(const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(all).Add({});
  }
  histogram plain_histogram(const char* name, const char* help,
                            const prometheus::Histogram::BucketBoundaries& buckets) {
    auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(all);
    return histogram(&family.Add({}, buckets));
  }

  void measure_process() {
    long pages_total = 0, pages_resident = 0;
    std::ifstream("/proc/self/statm") >> pages_total >> pages_resident;
    resident->Set(static_cast<double>(pages_resident) * static_cast<double>(sysconf(_SC_PAGESIZE)));
    std::error_code failed;
    double open = 0;
    for (std::filesystem::directory_iterator at("/proc/self/fd", failed), end; at != end;
         at.increment(failed))
      ++open;
    descriptors->Set(open);
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    auto seconds = [](const timeval& t) {
      return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    double total = seconds(used.ru_utime) + seconds(used.ru_stime);
    if (total > cpu->Value()) cpu->Increment(total - cpu->Value());
  }
};

registry::registry() : impl_(std::make_unique<impl>()) {
  auto& m = *impl_;
  http_requests =
      m.labelled_counter("sms_http_requests_total", "HTTP requests answered", "route", "status");
  http_connections =
      gauge(&m.plain_gauge("sms_http_connections", "HTTP connections open at this moment"));
  http_refused = m.labelled_counter("sms_http_refused_total",
                                    "Requests and connections turned away early", "reason");
  turns_in_flight =
      gauge(&m.plain_gauge("sms_turns_in_flight", "Texts that wait for their answer"));

  turn_seconds = m.plain_histogram("sms_turn_duration_seconds",
                                   "Time from a text's arrival to its answer", latency_buckets);
  turns = m.labelled_counter("sms_turns_total", "Texts by how they ended", "channel", "outcome");
  intents = m.labelled_counter("sms_intents_total", "What texts were understood as", "intent");
  understand_seconds = m.plain_histogram("sms_understand_duration_seconds",
                                         "Time to understand one text", fast_buckets);

  commit_batch = m.plain_histogram("sms_commit_batch_sets", "Change sets stored in one transaction",
                                   size_buckets);
  commit_seconds =
      m.plain_histogram("sms_commit_duration_seconds", "Time of one transaction", latency_buckets);
  commits = m.labelled_counter("sms_commits_total", "Change sets by how they ended", "outcome");
  read_seconds =
      m.plain_histogram("sms_read_duration_seconds", "Time of one read job", latency_buckets);
  database_connections = m.labelled_gauge("sms_database_connections",
                                          "Connections for reading, by what they do", "state");

  queue_length = m.labelled_gauge("sms_queue_length", "Messages that wait", "queue");
  awake_users = gauge(&m.plain_gauge("sms_awake_users", "User actors in memory"));
  actor_restarts =
      m.labelled_counter("sms_actor_restarts_total", "Actors started again after a fault", "actor");
  timers_waiting = gauge(&m.plain_gauge("sms_timers_waiting", "Reminders in the timers' memory"));
  reminders = m.labelled_counter("sms_reminders_total", "Reminders that fell due", "outcome");

  outbox = m.labelled_gauge("sms_outbox_texts", "Texts in the outbox by state", "state");
  sms_sent = m.labelled_counter("sms_carrier_sends_total",
                                "Texts handed to the carrier by how it answered", "outcome");
  sms_settled = m.labelled_counter("sms_outbox_outcomes_total",
                                   "Texts of the outbox by what became of one attempt", "outcome");
  sms_reports = m.labelled_counter("sms_delivery_reports_total",
                                   "What carriers reported of texts they took", "status");
  sms_held = m.labelled_counter("sms_texts_held_total",
                                "Texts that waited or stayed for a limit or a refusal", "reason");
  sms_segments = counter(&prometheus::BuildCounter()
                              .Name("sms_segments_total")
                              .Help("Segments of the texts that the carrier took")
                              .Register(m.all)
                              .Add({}));
  sms_budget = m.labelled_counter("sms_budget_alerts_total",
                                  "People whose month of texts came near its limit", "state");
  sms_swept =
      m.labelled_counter("sms_carrier_sweep_finds_total",
                         "What sweeps of the carrier found that had not reached us", "kind");

  m.resident = &m.plain_gauge("process_resident_memory_bytes", "Resident memory size in bytes.");
  m.descriptors = &m.plain_gauge("process_open_fds", "Number of open file descriptors.");
  m.cpu = &prometheus::BuildCounter()
               .Name("process_cpu_seconds_total")
               .Help("Total user and system CPU time spent in seconds.")
               .Register(m.all)
               .Add({});
  m.plain_gauge("process_start_time_seconds",
                "Start time of the process since unix epoch in seconds.")
      .SetToCurrentTime();
}

registry::~registry() = default;

std::string registry::render() const {
  impl_->measure_process();
  return prometheus::TextSerializer().Serialize(impl_->all.Collect());
}

}  // namespace metrics
