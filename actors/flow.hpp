#pragma once
// Lets an actor's work be written in the order it happens: a `flow` is a coroutine that runs inside
// one actor and stops only where it asks another actor (actors/ask.hpp).
// Thread: the actor's. Holds: a flow is destroyed with the `flow_set` of the actor's state, so it
// never outlives its actor; what it holds (an unanswered `reply_to`, say) is released then.
//
//   flow<> state::on_inbound(protocol::inbound_text text, reply_to<protocol::turn_reply> reply) {
//     auto plan = co_await make_plan(text);
//     if (!plan) co_return reply.send(...);
//
// Arguments of a flow are taken by value: the caller's are gone when it goes on. In an expression
// with `co_await`, no temporary made with braces or as a lambda: g++ 12 copies those bit by bit.

#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

namespace actors {

template <class T = void>
class [[nodiscard]] flow;
class flow_set;

namespace detail {

struct flow_promise_base {
  std::coroutine_handle<> caller;  ///< the flow that waits for this one, if one does
  flow_set* owner = nullptr;       ///< set for an outermost flow
  std::size_t place = 0;           ///< its place with its owner
  std::exception_ptr failure;

  struct at_end {
    bool await_ready() noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> done) noexcept;
    void await_resume() noexcept {}
  };

  std::suspend_always initial_suspend() noexcept { return {}; }
  at_end final_suspend() noexcept { return {}; }
  /// An inner flow hands its exception to the flow that waits for it. From an outermost one it
  /// reaches CAF, which ends the actor.
  void unhandled_exception() {
    if (!caller) throw;
    failure = std::current_exception();
  }
};

template <class T>
struct flow_promise : flow_promise_base {
  std::optional<T> value;
  flow<T> get_return_object();
  template <class U>
  void return_value(U&& u) {
    value.emplace(std::forward<U>(u));
  }
  T take() { return std::move(*value); }
};

template <>
struct flow_promise<void> : flow_promise_base {
  flow<void> get_return_object();
  void return_void() {}
  void take() {}
};

}  // namespace detail

/// Starts when it is awaited, or by `flow_set::start`.
template <class T>
class flow {
 public:
  using promise_type = detail::flow_promise<T>;

  explicit flow(std::coroutine_handle<promise_type> h) : handle_(h) {}
  flow(flow&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  flow& operator=(flow&&) = delete;
  ~flow() {
    if (handle_) handle_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
    handle_.promise().caller = caller;
    return handle_;
  }
  T await_resume() {
    if (handle_.promise().failure) std::rethrow_exception(handle_.promise().failure);
    return handle_.promise().take();
  }

 private:
  friend class flow_set;
  std::coroutine_handle<promise_type> release() { return std::exchange(handle_, nullptr); }

  std::coroutine_handle<promise_type> handle_;
};

/// Owns the outermost flows of one actor. Must be the last member of the actor's state: it goes
/// first, while what its flows use is still there.
class flow_set {
 public:
  flow_set() = default;
  flow_set(const flow_set&) = delete;
  flow_set& operator=(const flow_set&) = delete;
  ~flow_set() {
    while (!running_.empty()) {
      auto last = running_.back();
      running_.pop_back();
      last.destroy();
    }
  }

  /// Runs `f` up to its first question to another actor.
  void start(flow<> f) {
    auto handle = f.release();
    handle.promise().owner = this;
    handle.promise().place = running_.size();
    running_.push_back(handle);
    handle.resume();
  }
  bool empty() const { return running_.empty(); }

 private:
  friend struct detail::flow_promise_base;
  void finished(std::size_t place) {
    auto done = running_[place];
    running_[place] = running_.back();
    running_[place].promise().place = place;
    running_.pop_back();
    done.destroy();
  }

  std::vector<std::coroutine_handle<detail::flow_promise<void>>> running_;
};

namespace detail {

template <class Promise>
std::coroutine_handle<> flow_promise_base::at_end::await_suspend(
    std::coroutine_handle<Promise> done) noexcept {
  auto& promise = done.promise();
  if (promise.caller) return promise.caller;
  promise.owner->finished(promise.place);  // destroys this coroutine: nothing of it is touched now
  return std::noop_coroutine();
}

template <class T>
flow<T> flow_promise<T>::get_return_object() {
  return flow<T>(std::coroutine_handle<flow_promise>::from_promise(*this));
}
inline flow<void> flow_promise<void>::get_return_object() {
  return flow<void>(std::coroutine_handle<flow_promise>::from_promise(*this));
}

}  // namespace detail
}  // namespace actors
