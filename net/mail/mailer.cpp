#include "net/mail/mailer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "config/logging.hpp"

namespace net::mail {
namespace {

using logging::folder;

class mailer_state {
 public:
  static inline constexpr const char* name = "mailer";
  using handle = protocol::mailer_actor;

  explicit mailer_state(handle::pointer self) : self_(self) {}

  handle::behavior_type start(mailer_settings settings, std::shared_ptr<const mailer_deps> deps) {
    settings_ = std::move(settings);
    deps_ = std::move(deps);
    client_ = std::make_unique<smtp_client>(settings_.smtp);
    self_->send(self_, protocol::look_again{0});
    return {[this](protocol::look_again) { look(); }};
  }

 private:
  void look() {
    self_
        ->request(deps_->source, settings_.storage_limit,
                  protocol::mail_scan{deps_->clock.now(), settings_.batch})
        .then(
            [this](protocol::mails_waiting& found) {
              // One at a time: between two the actor can be told to end.
              const auto next = std::ranges::find_if(found.mails, [&](const auto& m) {
                const auto t = told_.find(m.id);
                // Recorded already, but storage has not caught up: that would be a second mail.
                return t == told_.end() || t->second != m.attempts;
              });
              const bool any = next != found.mails.end();
              const bool sent = any && send(*next);
              // What storage shows no more was recorded.
              std::erase_if(told_, [&](const auto& t) {
                return std::ranges::none_of(found.mails,
                                            [&](const auto& m) { return m.id == t.first; });
              });
              if (sent) return self_->send(self_, protocol::look_again{0});
              look_later();
            },
            [this](caf::error&) { look_later(); });
  }
  void look_later() { self_->delayed_send(self_, settings_.look_every, protocol::look_again{0}); }

  bool send(const protocol::waiting_mail& m) {
    const auto now = deps_->clock.now();
    const auto line = std::min(m.text.find('\n'), m.text.size());
    const auto domain = settings_.smtp.from.substr(settings_.smtp.from.find('@') + 1);
    const auto done = client_->send({.to = m.to,
                                     .subject = m.text.substr(0, line),
                                     .text = m.text.substr(std::min(line + 1, m.text.size())),
                                     .message_id = fmt::format("{}@{}", m.id, domain),
                                     .date = now});
    protocol::outbox_result fate{.id = m.id, .user = m.user, .status = "sent", .at = now};
    if (!done) {
      const auto why = done.error().code;
      // Our own sign-in is wrong: that is no fault of the mail, which waits for the operator.
      const bool give_up = why == errc::invalid_argument ||
                           (why != errc::unauthorized && m.attempts + 1 >= settings_.most_attempts);
      fate.status = give_up ? "failed" : "pending";
      fate.not_before =
          now + settings_.retry.delay(static_cast<int>(m.attempts) + 1, deps_->random());
      logging::warn(folder::net, give_up ? "mail-given-up" : "mail-not-sent",
                    {{"id", m.id}, {"error", why}, {"try", m.attempts + 1}});
    }
    told_[m.id] = m.attempts;
    self_->send(deps_->committer, std::move(fate));
    return done.has_value();
  }

  handle::pointer self_;
  mailer_settings settings_;
  std::shared_ptr<const mailer_deps> deps_;
  std::unique_ptr<smtp_client> client_;
  /// Attempts that a mail had when its last fate was told to the committer.
  std::unordered_map<row_id, std::int64_t> told_;
};

}  // namespace

result<protocol::mailer_actor> spawn_mailer(caf::actor_system& system, mailer_settings settings,
                                            mailer_deps deps) {
  if (settings.smtp.host.empty())
    return make_error(errc::invalid_argument, "is missing", "smtp.host");
  if (settings.smtp.from.find('@') == std::string::npos)
    return make_error(errc::invalid_argument, "must be a mail address", "smtp.from");
  return system.spawn<caf::detached>(
      [](protocol::mailer_actor::stateful_pointer<mailer_state> self, mailer_settings s,
         std::shared_ptr<const mailer_deps> d) { return self->state.start(std::move(s), d); },
      std::move(settings), std::make_shared<const mailer_deps>(std::move(deps)));
}

}  // namespace net::mail
