#include "net/app/application.hpp"

#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <future>
#include <mutex>
#include <random>
#include <stop_token>
#include <thread>

#include "actors/carrier_sweep.hpp"
#include "actors/hand_over.hpp"
#include "actors/handlers/registry.hpp"
#include "actors/outbox.hpp"
#include "actors/reminder_timers.hpp"
#include "actors/replies/templates.hpp"
#include "actors/root_supervisor.hpp"
#include "actors/turn_logic.hpp"
#include "actors/user_directory.hpp"
#include "config/logging.hpp"
#include "config/metrics.hpp"
#include "net/android/carrier.hpp"
#include "net/android/webhook.hpp"
#include "net/app/storage_options.hpp"
#include "net/bridge/ask.hpp"
#include "net/health.hpp"
#include "net/http/server.hpp"
#include "net/mail/mailer.hpp"
#include "net/simulator/outbox.hpp"
#include "net/simulator/phone_page.hpp"
#include "net/simulator/routes.hpp"
#include "net/turns.hpp"
#include "net/twilio/carrier.hpp"
#include "net/twilio/status_callback.hpp"
#include "net/twilio/webhook.hpp"
#include "nlp/entities/food_import.hpp"
#include "nlp/entities/food_lexicon.hpp"
#include "nlp/pipeline.hpp"
#include "storage/storage.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;
using logging::folder;

/// Signals are taken by `wait` and by nobody else: blocked before the first thread starts.
sigset_t awaited_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (int s : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, s);
  return set;
}

/// A fraction in [0, 1) for back-off jitter. Actors on any thread draw from it.
double random_fraction() {
  thread_local std::mt19937_64 engine(std::random_device{}());
  return std::uniform_real_distribution<double>(0, 1)(engine);
}

/// What `import foods` left, or nothing.
std::string imported_foods(const settings& s) {
  auto file = s.database.data_dir / nlp::imported_foods_file;
  return std::filesystem::exists(file) ? file.string() : std::string();
}

/// Where the simulator's clock goes on after a restart.
std::filesystem::path clock_file(const settings& s) {
  return s.database.data_dir / "simulator.clock";
}

struct io_thread {
  boost::asio::io_context context{1};
  boost::asio::executor_work_guard<net::executor> busy{context.get_executor()};
  std::thread thread;
};

caf::actor_system_config& actor_config(caf::actor_system_config& config) {
  config.add_message_types<caf::id_block::sms_assistant>();
  // Work stealing, the default, polls: its idle workers wake every few hundred microseconds, which
  // costs a small machine more than the turns do, and a lone text waits for the next poll.
  config.load<actors::hand_over_scheduler>();
  // CAF takes four on a smaller machine: actors never block, so more than processors only compete.
  config.set("scheduler.max-threads", std::max(2u, std::thread::hardware_concurrency()));
  return config;
}

}  // namespace

struct application::impl {
  explicit impl(const settings& chosen)
      : options(chosen),
        clock(system_clock),
        database(std::make_unique<storage::database>()),
        config(std::make_unique<caf::actor_system_config>()) {
    actor_config(*config);
  }

  bool simulated() const { return options.simulator.mode == simulator_mode::on; }
  /// What is said outside a reply goes to the simulator's own list.
  bool texts_stay() const { return simulated() && !options.simulator.through_carrier; }

  result<void> start_storage();
  result<void> start_actors();
  result<void> start_doors();
  result<protocol::carrier_actor> make_carrier();
  bool by_phone() const { return options.sms.carrier == carrier_choice::android; }
  net::twilio::webhook_options twilio_webhooks() const;

  // In the order of starting; destroyed in the reverse one.
  settings options;
  system_wall_clock system_clock;
  manual_wall_clock clock;  ///< real time, plus what the simulator advanced
  metrics::registry counted;
  std::shared_ptr<turn_load> load = std::make_shared<turn_load>();
  std::unique_ptr<storage::database> database;  ///< stops the embedded cluster when it goes
  std::vector<std::unique_ptr<io_thread>> io;   ///< outlives the actor system: answers arrive here
  std::unique_ptr<caf::actor_system_config> config;
  std::unique_ptr<caf::actor_system> system;
  std::shared_ptr<id_generator> ids;
  protocol::committer_actor committer;
  protocol::reader_actor reader;
  handlers::registry handlers = handlers::registry::complete();
  std::unique_ptr<actors::assistant_logic> logic;
  std::shared_ptr<net::simulator::outbox> simulated_phone;
  protocol::root_supervisor_actor root;
  protocol::carrier_actor carrier;
  protocol::mailer_actor mailer;  ///< null: no mail server is configured
  std::unique_ptr<net::bridge::actor_bridge> bridge;
  std::unique_ptr<net::turn_door> door;
  std::unique_ptr<net::http::server> server;
  std::atomic<bool> serving = false;
  std::atomic<bool> gave_up = false;
  bool stopped = false;
};

result<void> application::impl::start_storage() {
  storage::watch watched{load,
                         counted.commit_batch,
                         counted.commit_seconds,
                         counted.read_seconds,
                         counted.commits,
                         counted.queue_length,
                         counted.database_connections};
  auto opened = storage::open_storage(*system, storage_options(options), clock, /*exclusive=*/true,
                                      std::move(watched));
  if (!opened) return opened.error();
  *database = std::move(opened->db);
  ids = opened->ids;
  committer = opened->committer;
  reader = opened->reader;
  return {};
}

result<protocol::carrier_actor> application::impl::make_carrier() {
  if (simulated()) simulated_phone = std::make_shared<net::simulator::outbox>(clock);
  if (texts_stay()) return net::simulator::spawn_carrier(*system, simulated_phone);
  if (by_phone())
    return net::android::spawn_carrier(*system,
                                       {.base_url = options.android.api_base_url,
                                        .user = options.android.user,
                                        .password = options.android.password,
                                        .device_id = options.android.device_id},
                                       clock, counted.sms_sent);
  return net::twilio::spawn_carrier(*system,
                                    {.api_base_url = options.twilio.api_base_url,
                                     .account_sid = options.twilio.account_sid,
                                     .auth_token = options.twilio.auth_token,
                                     .from = options.twilio.phone_number,
                                     .status_callback_url = options.server.public_base_url +
                                                            std::string(net::twilio::status_path)},
                                    counted.sms_sent);
}

net::twilio::webhook_options application::impl::twilio_webhooks() const {
  return {.public_base_url = options.server.public_base_url,
          .account_sid = options.twilio.account_sid,
          .own_number = options.twilio.phone_number,
          .auth_tokens = {options.twilio.auth_token, options.twilio.previous_auth_token}};
}

result<void> application::impl::start_actors() {
  auto made = make_carrier();
  if (!made) return made.error();
  carrier = *made;
  logic = std::make_unique<actors::assistant_logic>(handlers, *ids, options.server.public_base_url);

  actors::root_supervisor_children children;
  children.outbox = [this](caf::actor_system& sys, protocol::notice_actor to) {
    actors::outbox_settings limits{.settle_after = options.sms.settle_after,
                                   .texts_per_minute = options.sms.texts_per_minute,
                                   .texts_per_user_minute = options.sms.texts_per_user_minute,
                                   .monthly_budget_micros = options.sms.monthly_budget_micros};
    return actors::spawn_outbox(sys, limits,
                                {clock,
                                 reader,
                                 committer,
                                 carrier,
                                 std::move(to),
                                 random_fraction,
                                 {counted.sms_settled, counted.sms_reports, counted.sms_held,
                                  counted.sms_segments, counted.sms_budget, counted.outbox}});
  };
  if (!simulated())
    children.sweep = [this](caf::actor_system& sys, protocol::sweep_target_actor to) {
      return actors::spawn_carrier_sweep(
          sys, {.carrier = by_phone() ? "android" : "twilio", .every = options.sms.sweep_every},
          {clock, carrier, reader, committer, std::move(to),
           // The phone lists nothing that came in; it brings it to its webhook.
           [webhooks = twilio_webhooks()](const protocol::carrier_message& m) {
             return net::twilio::missed_text(m, webhooks);
           },
           counted.sms_swept});
    };
  children.directory = [this](caf::actor_system& sys, protocol::effects_actor to) {
    actors::user_actor_settings user{
        .sign_up = options.users.sign_up,
        .through = {.text_channel = texts_stay() ? "simulator" : "sms",
                    .mail = options.smtp.configured(),
                    .segment_price_micros = options.sms.segment_price_micros,
                    .monthly_budget_micros = options.sms.monthly_budget_micros}};
    auto world = std::make_shared<actors::user_world>(
        actors::user_world{clock,
                           *ids,
                           *logic,
                           reader,
                           committer,
                           std::move(to),
                           user,
                           {counted.intents, counted.understand_seconds}});
    actors::user_directory_settings limits{
        .idle_after = options.users.idle_after,
        .most_in_flight = static_cast<std::size_t>(options.server.max_turns_in_flight)};
    return actors::spawn_user_directory(sys, limits,
                                        {std::move(world),
                                         load,
                                         {counted.awake_users, counted.queue_length.of("directory"),
                                          counted.actor_restarts.of("user")}});
  };
  children.timers = [this](caf::actor_system& sys, protocol::due_actor to) {
    return actors::spawn_reminder_timers(
        sys, {},
        {clock, reader, std::move(to), random_fraction, counted.timers_waiting, counted.reminders});
  };
  root = actors::spawn_root_supervisor(
      *system, {},
      {std::move(children), reader, committer, random_fraction, counted.actor_restarts});

  if (options.smtp.configured()) {
    auto spawned =
        net::mail::spawn_mailer(*system,
                                {.smtp = {.host = options.smtp.host,
                                          .port = static_cast<std::uint16_t>(options.smtp.port),
                                          .user = options.smtp.user,
                                          .password = options.smtp.password,
                                          .from = options.smtp.from,
                                          .implicit_tls = options.smtp.implicit_tls,
                                          .ca_file = options.smtp.ca_file}},
                                {clock, reader, committer, random_fraction});
    if (!spawned) return spawned.error();
    mailer = *spawned;
  }

  // A supervisor that gives up has told why in the log; the process ends rather than half live.
  system->spawn<caf::hidden>([this](caf::event_based_actor* self) -> caf::behavior {
    self->set_down_handler([this](const caf::down_msg& down) {
      if (!down.reason || stopped) return;
      gave_up = true;
      kill(getpid(), SIGTERM);
    });
    self->monitor(root);
    return {[](caf::unit_t) {}};
  });
  return {};
}

result<void> application::impl::start_doors() {
  std::vector<boost::asio::io_context*> contexts;
  for (std::int64_t i = 0; i < options.server.io_threads; ++i) {
    io.push_back(std::make_unique<io_thread>());
    contexts.push_back(&io.back()->context);
  }
  bridge = std::make_unique<net::bridge::actor_bridge>(*system, contexts);
  door = std::make_unique<net::turn_door>(
      net::turn_door{.bridge = *bridge,
                     .directory = root,
                     .clock = clock,
                     .counted = counted,
                     .failure_text = [](errc why, std::string_view from) {
                       return replies::honest_failure(why, replies::language_of_number(from));
                     }});

  net::http::router routes;
  net::mount_health(routes, {.bridge = *bridge,
                             .root = root,
                             .counted = counted,
                             .token = options.security.health_token,
                             .version = SMS_VERSION,
                             .serving = serving});
  if (options.twilio.configured()) {
    if (auto mounted = net::twilio::mount(routes, twilio_webhooks(), *door); !mounted)
      return mounted;
    if (auto mounted =
            net::twilio::mount_status(routes, twilio_webhooks(), {*bridge, root, counted});
        !mounted)
      return mounted;
  }
  if (options.android.configured()) {
    auto mounted = net::android::mount(
        routes,
        {.signing_key = options.android.signing_key, .device_id = options.android.device_id},
        {*door, root, root, carrier});
    if (!mounted) return mounted;
  }
  if (simulated()) {
    net::simulator::mount(
        routes, {*door, simulated_phone, {*bridge, clock, root, reader, clock_file(options)}});
    net::simulator::mount_phone_page(routes);
  }

  net::http::server_options listening{
      .host = options.server.host,
      .port = options.server.http_port,
      .max_connections = static_cast<std::size_t>(options.server.max_connections),
      .max_turns_in_flight = static_cast<std::size_t>(options.server.max_turns_in_flight),
      .public_https = options.server.public_base_url.starts_with("https://")};
  auto listened =
      net::http::server::listen(std::move(listening), std::move(routes), contexts, clock, counted);
  if (!listened) return listened.error();
  server = std::move(*listened);
  for (auto& lane : io) lane->thread = std::thread([&lane = *lane] { lane.context.run(); });
  server->start();
  return {};
}

application::application(std::unique_ptr<impl> i) : impl_(std::move(i)) {}

application::~application() {
  stop();
}

result<std::unique_ptr<application>> application::start(const settings& s) {
  auto signals = awaited_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  std::unique_ptr<application> made(new application(std::make_unique<impl>(s)));
  auto& parts = *made->impl_;
  if (parts.simulated()) net::simulator::restore_clock(parts.clock, clock_file(s));
  // The lexicons load while the database starts.
  auto warm = std::async(std::launch::async, [imported = imported_foods(s)]() -> result<void> {
    if (!imported.empty())
      if (auto loaded = nlp::load_imported_foods(imported); !loaded) return loaded;
    nlp::warm_up();
    return {};
  });
  parts.system = std::make_unique<caf::actor_system>(*parts.config);
  if (auto done = parts.start_storage(); !done) return done.error();
  if (auto done = warm.get(); !done) return done.error();
  if (auto done = parts.start_actors(); !done) return done.error();
  if (auto done = parts.start_doors(); !done) return done.error();
  parts.serving = true;
  return made;
}

int application::wait(const std::function<void()>& on_hangup) {
  auto signals = awaited_signals();
  int caught = 0;
  while (sigwait(&signals, &caught) == 0 && caught == SIGHUP) on_hangup();
  return impl_->gave_up ? 1 : 0;
}

void application::stop() {
  auto& parts = *impl_;
  if (std::exchange(parts.stopped, true)) return;
  logging::info(folder::app, "stopping");
  parts.serving = false;
  if (parts.server) {
    std::promise<void> drained;
    parts.server->drain(5s, [&] { drained.set_value(); });
    drained.get_future().wait();
  }
  if (parts.root) {
    caf::scoped_actor self(*parts.system);
    self->request(parts.root, 4s, protocol::drain{})
        .receive([](const protocol::drained&) {},
                 [](const caf::error&) { logging::warn(folder::app, "drain-incomplete"); });
    self->send_exit(parts.root, caf::exit_reason::user_shutdown);
    self->wait_for(parts.root);
  }
  if (parts.mailer) {
    caf::scoped_actor self(*parts.system);
    self->send_exit(parts.mailer, caf::exit_reason::user_shutdown);
    self->wait_for(parts.mailer);
    parts.mailer = nullptr;
  }
  if (parts.bridge) parts.bridge->close();
  for (auto& lane : parts.io) {
    lane->busy.reset();
    lane->context.stop();
    if (lane->thread.joinable()) lane->thread.join();
  }
  parts.server.reset();
  parts.bridge.reset();
  parts.root = nullptr;
  parts.carrier = nullptr;
  if (parts.system) {
    caf::scoped_actor self(*parts.system);
    for (auto storage_actor : {caf::actor_cast<caf::actor>(parts.committer),
                               caf::actor_cast<caf::actor>(parts.reader)}) {
      if (!storage_actor) continue;
      self->send_exit(storage_actor, caf::exit_reason::user_shutdown);
      self->wait_for(storage_actor);
    }
  }
  parts.committer = nullptr;
  parts.reader = nullptr;
  // An actor that waits for an answer which never comes would hold its system for ever. What counts
  // is stored: the process ends without it.
  {
    std::jthread watch([&parts](const std::stop_token& ended) {
      std::mutex mutex;
      std::condition_variable_any woken;
      std::unique_lock lock(mutex);
      woken.wait_for(lock, ended, 5s, [] { return false; });
      if (ended.stop_requested()) return;
      logging::warn(folder::app, "actors-left-behind");
      parts.database.reset();
      logging::stop();
      std::_Exit(parts.gave_up ? 1 : 0);
    });
    parts.system.reset();
  }
  logging::info(folder::app, "stopped");
}

std::string application::addresses() const {
  auto& o = impl_->options;
  auto local = fmt::format("http://{}:{}", o.server.host, impl_->server->port());
  auto base = o.server.public_base_url.empty() ? local : o.server.public_base_url;
  std::string said = fmt::format("sms-assistant is ready on {}\n", local);
  said += impl_->simulated() ? fmt::format("  phone    {}/phone\n", local)
                             : "  phone    off: the simulator is off (SMS_ASSISTANT_SIMULATOR)\n";
  if (o.android.configured())
    said += fmt::format("  webhook  {}{}\n", base, net::android::webhook_path);
  if (o.twilio.configured() || !o.android.configured())
    said += o.twilio.configured()
                ? fmt::format("  webhook  {}{}#rc=3&rp=all\n", base, net::twilio::webhook_path)
                : fmt::format("  webhook  {}{} (off until TWILIO_AUTH_TOKEN is set)\n", base,
                              net::twilio::webhook_path);
  said += fmt::format("  health   {}/health\n", local);
  return said;
}

}  // namespace app
