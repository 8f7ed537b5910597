#pragma once
// Questions between actors, for use in a flow:
//
//   auto answer = co_await ask_in_order(self, committer, 5s, protocol::commit_request{set});
//   if (!answer) ...        // result<protocol::committed>
//
// `ask_in_order` handles no other message until the answer is there (CAF's `.await`); `ask` lets
// other messages in between (CAF's `.then`). Both send at once, so several answers can be awaited
// together. How long to wait is said by a duration or, where thousands ask at a time, by a
// protocol::time_limit that they share. Thread: the asking actor's.

#include <caf/all.hpp>
#include <chrono>
#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "actors/protocol/actors.hpp"
#include "actors/protocol/errors.hpp"
#include "actors/protocol/time_limit.hpp"
#include "config/common/result.hpp"

namespace actors {

/// An answer that is under way. Await it once, in the flow that asked.
template <class Answer>
class pending_answer {
 public:
  struct slot {
    std::optional<result<Answer>> value;
    std::coroutine_handle<> waiting;
    protocol::time_limit::answered_flag answered{false};

    void arrive(result<Answer> r) {
      answered.store(true, std::memory_order_release);
      value.emplace(std::move(r));
      if (waiting) waiting.resume();
    }
  };

  explicit pending_answer(std::shared_ptr<slot> s) : slot_(std::move(s)) {}

  bool await_ready() const noexcept { return slot_->value.has_value(); }
  void await_suspend(std::coroutine_handle<> h) noexcept { slot_->waiting = h; }
  result<Answer> await_resume() { return std::move(*slot_->value); }

 private:
  std::shared_ptr<slot> slot_;
};

namespace detail {

template <class Handle, class Message>
struct answer_to {
  using list = caf::response_type_t<typename Handle::signatures, Message>;
  using type = caf::detail::tl_head_t<list>;
};

enum class between { nothing_else, other_messages };

template <between Allowed, class Self, class Handle, class Limit, class Message>
auto ask(Self* self, const Handle& dest, const Limit& limit, Message message) {
  using answer = typename answer_to<Handle, Message>::type;
  using slot = typename pending_answer<answer>::slot;
  constexpr bool shared_limit = std::is_same_v<Limit, protocol::time_limit>;
  auto place = std::make_shared<slot>();
  auto request = [&] {
    if constexpr (shared_limit)
      return self->request(dest, caf::infinite, std::move(message));
    else
      return self->request(dest, limit, std::move(message));
  }();
  if constexpr (shared_limit)
    limit.watch(caf::weak_actor_ptr(self->ctrl()), request.id(), {place, &place->answered});
  // CAF keeps the timer of an answered request until it runs out; at thousands a second that is
  // memory and wake-ups for nothing.
  auto forget_timer = [self, id = request.id()] {
    if constexpr (!shared_limit) self->clock().cancel_request_timeout(self, id);
  };
  auto on_answer = [place, forget_timer](answer& a) {
    forget_timer();
    place->arrive(std::move(a));
  };
  auto on_error = [place, forget_timer](caf::error& e) {
    if (e != caf::sec::request_timeout) forget_timer();
    place->arrive(protocol::from_caf(e));
  };
  if constexpr (Allowed == between::nothing_else)
    request.await(on_answer, on_error);
  else
    request.then(on_answer, on_error);
  return pending_answer<answer>(std::move(place));
}

}  // namespace detail

/// `limit`: a duration or a protocol::time_limit.
template <class Self, class Handle, class Limit, class Message>
auto ask_in_order(Self* self, const Handle& dest, const Limit& limit, Message message) {
  return detail::ask<detail::between::nothing_else>(self, dest, limit, std::move(message));
}

template <class Self, class Handle, class Limit, class Message>
auto ask(Self* self, const Handle& dest, const Limit& limit, Message message) {
  return detail::ask<detail::between::other_messages>(self, dest, limit, std::move(message));
}

/// The duty to answer one request, exactly once. Dropped unanswered (the actor ends, a handler
/// throws), it answers by itself: CAF would let the asker wait for its timeout.
template <class Answer>
class reply_to {
 public:
  /// Takes over the request that `self` is handling now. `if_dropped` makes the answer that the
  /// destructor gives instead of an error, so what it uses must live as long.
  template <class Self>
  reply_to(Self* self, std::function<Answer()> if_dropped = {})
      : promise_(self->template make_response_promise<Answer>()),
        if_dropped_(std::move(if_dropped)) {}
  reply_to(reply_to&& other) noexcept
      : promise_(std::exchange(other.promise_, {})), if_dropped_(std::move(other.if_dropped_)) {}
  reply_to& operator=(reply_to&&) = delete;
  ~reply_to() {
    if (!promise_.pending()) return;
    if (if_dropped_)
      promise_.deliver(if_dropped_());
    else
      promise_.deliver(caf::make_error(errc::internal, std::string("dropped unanswered")));
  }

  void send(Answer a) {
    promise_.deliver(std::move(a));
    promise_ = {};
  }
  void fail(::error e) {
    promise_.deliver(protocol::to_caf(std::move(e)));
    promise_ = {};
  }
  /// What a CAF handler returns to say that the answer comes later.
  const caf::typed_response_promise<Answer>& promise() const { return promise_; }

 private:
  caf::typed_response_promise<Answer> promise_;
  std::function<Answer()> if_dropped_;
};

}  // namespace actors
