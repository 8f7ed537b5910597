#include "net/carrier.hpp"

#include <deque>
#include <exception>
#include <string_view>

#include "actors/protocol/errors.hpp"
#include "config/logging.hpp"

namespace net {
namespace {

using protocol::send_fate;
using std::chrono::steady_clock;

std::string_view outcome_of(send_fate fate) {
  switch (fate) {
    case send_fate::taken:
      return "accepted";
    case send_fate::refused:
    case send_fate::opted_out:
    case send_fate::unreachable:
      return "refused";
    default:
      return "failed";
  }
}

/// A fault of ours must not end the line; what it was doing may have been done.
protocol::carrier_receipt sent_by(carrier_line& line, const protocol::outgoing_text& text) {
  try {
    return line.send(text);
  } catch (const std::exception&) {
    logging::error(logging::folder::net, "carrier-line-failed", {{"outbox_id", text.id}});
    return {.fate = send_fate::unknown};
  }
}

template <class Ask>
caf::result<protocol::carrier_page> listed_by(Ask ask) {
  try {
    auto page = ask();
    if (!page) return protocol::to_caf(page.error());
    return std::move(*page);
  } catch (const std::exception&) {
    logging::error(logging::folder::net, "carrier-line-failed");
    return caf::make_error(errc::internal);
  }
}

struct line_state {
  static inline constexpr const char* name = "carrier-line";
  explicit line_state(protocol::carrier_actor::pointer) {}
  std::unique_ptr<carrier_line> line;
};

protocol::carrier_actor::behavior_type line_behavior(
    protocol::carrier_actor::stateful_pointer<line_state> self,
    const std::function<std::unique_ptr<carrier_line>()>& open) {
  self->state.line = open();
  return {
      [self](const protocol::outgoing_text& text) { return sent_by(*self->state.line, text); },
      [self](const protocol::find_text& wanted) {
        return listed_by([&] { return self->state.line->find(wanted); });
      },
      [self](const protocol::carrier_history& wanted) {
        return listed_by([&] { return self->state.line->history(wanted); });
      },
  };
}

/// Lends its lines to whoever asks, in the order of asking.
class queue_state {
 public:
  static inline constexpr const char* name = "carrier";

  explicit queue_state(protocol::carrier_actor::pointer self) : self_(self) {}

  protocol::carrier_actor::behavior_type start(
      carrier_options options, const std::function<std::unique_ptr<carrier_line>()>& open,
      metrics::counters sent) {
    options_ = options;
    sent_ = sent;
    for (std::size_t i = 0; i < options_.lines; ++i)
      idle_.push_back(self_->spawn<caf::detached>(line_behavior, open));
    return {
        [this](const protocol::outgoing_text& text) {
          return ask_a_line<protocol::carrier_receipt>(text);
        },
        [this](const protocol::find_text& wanted) {
          return ask_a_line<protocol::carrier_page>(wanted);
        },
        [this](const protocol::carrier_history& wanted) {
          return ask_a_line<protocol::carrier_page>(wanted);
        },
    };
  }

 private:
  struct errand {
    steady_clock::time_point since;
    std::function<void(protocol::carrier_actor)> run;
    std::function<void()> refuse;
  };

  template <class Answer, class Question>
  caf::result<Answer> ask_a_line(const Question& question) {
    auto promise = self_->template make_response_promise<Answer>();
    errand next{steady_clock::now(),
                [this, promise, question](protocol::carrier_actor line) mutable {
                  self_->request(line, caf::infinite, question)
                      .then(
                          [this, promise, question, line](Answer& answer) mutable {
                            note(question, answer);
                            promise.deliver(std::move(answer));
                            lend(line);
                          },
                          [this, promise, line](caf::error& e) mutable {
                            promise.deliver(std::move(e));
                            lend(line);
                          });
                },
                [promise]() mutable { refuse(promise); }};
    if (idle_.empty()) {
      waiting_.push_back(std::move(next));
    } else {
      auto line = std::move(idle_.back());
      idle_.pop_back();
      next.run(std::move(line));
    }
    return promise;
  }

  static void refuse(caf::typed_response_promise<protocol::carrier_receipt>& promise) {
    promise.deliver(protocol::carrier_receipt{.fate = send_fate::busy});
  }
  static void refuse(caf::typed_response_promise<protocol::carrier_page>& promise) {
    promise.deliver(caf::make_error(errc::unavailable, std::string("the carrier is busy")));
  }

  void lend(protocol::carrier_actor line) {
    auto too_long = steady_clock::now() - options_.queue_limit;
    while (!waiting_.empty()) {
      auto next = std::move(waiting_.front());
      waiting_.pop_front();
      if (next.since >= too_long) return next.run(std::move(line));
      next.refuse();
    }
    idle_.push_back(std::move(line));
  }

  void note(const protocol::outgoing_text& text, const protocol::carrier_receipt& receipt) {
    sent_.of(outcome_of(receipt.fate)).add();
    if (receipt.fate != send_fate::taken)
      logging::warn(logging::folder::net, "sms-not-sent",
                    {{"outbox_id", text.id}, {"code", receipt.code}});
  }
  template <class Question>
  void note(const Question&, const protocol::carrier_page&) {}

  protocol::carrier_actor::pointer self_;
  carrier_options options_;
  metrics::counters sent_;
  std::vector<protocol::carrier_actor> idle_;
  std::deque<errand> waiting_;
};

}  // namespace

protocol::carrier_actor spawn_carrier(caf::actor_system& system, carrier_options options,
                                      std::function<std::unique_ptr<carrier_line>()> open,
                                      metrics::counters sent) {
  return system.spawn([](protocol::carrier_actor::stateful_pointer<queue_state> self,
                         carrier_options o, const std::function<std::unique_ptr<carrier_line>()>& f,
                         metrics::counters counted) { return self->state.start(o, f, counted); },
                      options, std::move(open), sent);
}

}  // namespace net
