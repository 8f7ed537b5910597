#pragma once
// Sends the mails that wait in the outbox table, and records what became of each. Its own channel:
// a dead mail server holds up no text, and a dead carrier no mail.
// Callers: net/app starts it; nobody asks it anything. Thread: its own (detached), because libcurl
// blocks. Holds: a mail is taken out only by what the server said; one that may have left is sent
// again with the same Message-ID, by which mailboxes know it for the same mail.

#include <caf/all.hpp>
#include <functional>

#include "actors/protocol/actors.hpp"
#include "config/common/backoff.hpp"
#include "config/common/clock.hpp"
#include "config/metrics.hpp"
#include "net/mail/smtp_client.hpp"

namespace net::mail {

struct mailer_settings {
  smtp_settings smtp;
  std::chrono::milliseconds look_every{2'000};
  std::int64_t batch = 50;
  int most_attempts = 10;  ///< of one mail, faults of our own settings not counted
  backoff retry{std::chrono::seconds(30), std::chrono::hours(2)};
  std::chrono::milliseconds storage_limit{30'000};
};

struct mailer_deps {
  const wall_clock& clock;  ///< must outlive the actor system
  protocol::mail_source_actor source;
  protocol::committer_actor committer;
  std::function<double()> random;
};

/// errc::invalid_argument names what is missing.
result<protocol::mailer_actor> spawn_mailer(caf::actor_system& system, mailer_settings settings,
                                            mailer_deps deps);

}  // namespace net::mail
