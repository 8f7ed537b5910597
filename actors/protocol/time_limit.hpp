#pragma once
// One time limit for the questions of many actors. CAF arms a timer with each question that has a
// limit and takes it down with the answer; both wake the thread of its clock, and at thousands of
// questions a second that costs more than the questions. Here a question is an entry of a queue:
// as all have the same limit, the oldest is the first to run out, and one timer watches that one.
// Owned by whoever hands it to the askers (the user directory). Thread: any.
// Holds: a question that is not answered in time is answered with sec::request_timeout, as CAF
// does.

#include <atomic>
#include <caf/all.hpp>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace protocol {

class time_limit {
 public:
  /// What the asker tells: set when the answer is there.
  using answered_flag = std::atomic<bool>;

  time_limit(caf::actor_system& system, std::chrono::milliseconds limit)
      : open_(std::make_shared<open_questions>()), limit_(limit), clock_(system.clock()) {
    watcher_ = system.spawn<caf::hidden + caf::lazy_init>(watch_oldest, open_);
  }
  ~time_limit() { caf::anon_send_exit(watcher_, caf::exit_reason::user_shutdown); }
  time_limit(const time_limit&) = delete;
  time_limit& operator=(const time_limit&) = delete;

  /// `answer`: the id that the answer will carry. `flag` may outlive the question.
  void watch(caf::weak_actor_ptr asker, caf::message_id answer,
             std::shared_ptr<const answered_flag> flag) const {
    std::unique_lock lock(open_->mutex);
    open_->drop_answered();
    open_->queue.push_back({clock_.now() + limit_, std::move(asker), answer, std::move(flag)});
    if (std::exchange(open_->watched, true)) return;
    lock.unlock();
    caf::anon_send(watcher_, caf::tick_atom_v);
  }

 private:
  struct question {
    caf::actor_clock::time_point give_up_at;
    caf::weak_actor_ptr asker;
    caf::message_id answer;
    std::shared_ptr<const answered_flag> answered;
  };
  struct open_questions {
    std::mutex mutex;
    std::deque<question> queue;  ///< the one that runs out first in front
    bool watched = false;        ///< the watcher will look again by itself

    void drop_answered() {
      while (!queue.empty() && queue.front().answered->load(std::memory_order_acquire))
        queue.pop_front();
    }
    /// Takes out what has run out, and says when the next one does.
    std::vector<question> take_late(caf::actor_clock::time_point now,
                                    std::optional<caf::actor_clock::time_point>& next) {
      std::lock_guard lock(mutex);
      std::vector<question> late;
      for (drop_answered(); !queue.empty() && queue.front().give_up_at <= now; drop_answered()) {
        late.push_back(std::move(queue.front()));
        queue.pop_front();
      }
      if (!queue.empty()) next = queue.front().give_up_at;
      watched = !queue.empty();
      return late;
    }
  };

  static caf::behavior watch_oldest(caf::event_based_actor* self,
                                    std::shared_ptr<open_questions> open) {
    return {[self, open](caf::tick_atom) {
      std::optional<caf::actor_clock::time_point> next;
      for (auto& late : open->take_late(self->clock().now(), next))
        if (auto asker = late.asker.lock())
          asker->get()->eq_impl(late.answer, asker, nullptr,
                                caf::make_error(caf::sec::request_timeout));
      if (next) self->delayed_send(self, *next - self->clock().now(), caf::tick_atom_v);
    }};
  }

  std::shared_ptr<open_questions> open_;
  std::chrono::milliseconds limit_;
  caf::actor_clock& clock_;
  caf::actor watcher_;
};

}  // namespace protocol
