#pragma once
// How CAF's worker threads get their work: from one queue in the order it came, as in CAF's own
// "sharing"; but an actor that wakes another one does not wake a thread for it. A text goes through
// several actors one after the other, and the thread that runs the first is free for the second
// before a sleeping one has come to itself. Only when more waits than that thread can take next is
// another one woken.
// Owned by the actor system (see net/app/application.cpp). Thread: the workers', and any that
// enqueues. Holds: while something waits, at least one worker is awake or on its way.

#include <caf/all.hpp>
#include <caf/policy/unprofiled.hpp>
#include <caf/scheduler/coordinator.hpp>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace actors {

class hand_over : public caf::policy::unprofiled {
 public:
  struct coordinator_data {
    explicit coordinator_data(caf::scheduler::abstract_coordinator*) {}
    std::mutex mutex;
    std::condition_variable filled;
    std::deque<caf::resumable*> queue;
  };
  struct worker_data {
    explicit worker_data(caf::scheduler::abstract_coordinator*) {}
  };

  template <class Coordinator>
  void central_enqueue(Coordinator* all, caf::resumable* job) {
    push(all, job);
    d(all).filled.notify_one();
  }
  template <class Worker>
  void external_enqueue(Worker* self, caf::resumable* job) {
    central_enqueue(self->parent(), job);
  }
  template <class Worker>
  void internal_enqueue(Worker* self, caf::resumable* job) {
    auto* all = self->parent();
    bool alone = push(all, job) == 1;
    // An actor that nobody refers to any more is destroyed by whatever thread dropped it, and what
    // it says then comes here in the name of the worker that ran it last.
    bool taken_next = alone && working_here_ == self;
    if (!taken_next) d(all).filled.notify_one();
  }
  /// It gave way to others.
  template <class Worker>
  void resume_job_later(Worker* self, caf::resumable* job) {
    internal_enqueue(self, job);
  }

  template <class Worker>
  caf::resumable* dequeue(Worker* self) {
    working_here_ = self;
    auto& all = d(self->parent());
    std::unique_lock lock(all.mutex);
    all.filled.wait(lock, [&] { return !all.queue.empty(); });
    auto* job = all.queue.front();
    all.queue.pop_front();
    return job;
  }

  // What is left when the system stops.
  template <class Worker, class F>
  void foreach_resumable(Worker*, F) {}
  template <class Coordinator, class F>
  void foreach_central_resumable(Coordinator* all, F f) {
    for (;;) {
      std::deque<caf::resumable*> left;
      {
        std::lock_guard lock(d(all).mutex);
        left.swap(d(all).queue);
      }
      if (left.empty()) return;
      for (auto* job : left) f(job);  // what goes may wake others
    }
  }

 private:
  /// How many wait now.
  template <class Coordinator>
  std::size_t push(Coordinator* all, caf::resumable* job) {
    std::lock_guard lock(d(all).mutex);
    d(all).queue.push_back(job);
    return d(all).queue.size();
  }

  static inline thread_local const void* working_here_ = nullptr;
};

/// For `actor_system_config::load`.
using hand_over_scheduler = caf::scheduler::coordinator<hand_over>;

}  // namespace actors
