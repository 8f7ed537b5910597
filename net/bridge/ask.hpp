#pragma once
// Awaits a typed actor from a coroutine:
//
//   result<turn_reply> r = co_await bridge.ask(directory, std::move(text), 10s);
//
// Callers: routes. Thread: `ask` on the I/O threads given; the answer arrives on the thread that
// asked. One `reply_port` per I/O thread takes all answers for that thread. It is an address, not
// an actor with a mailbox: the answering actor's thread pushes the answer onto a lock-free stack
// and only the first of a batch wakes the I/O thread, so a request costs no actor, no scheduling
// round and mostly no system call (measured in bench/ask_bench.cpp).
// Holds: each ask completes exactly once: with the answer, with the actor's error, with
// errc::timeout, or with errc::unavailable when the actor is gone or the bridge was closed. The
// io_context outlives the actor_system.

#include <atomic>
#include <boost/asio/async_result.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <caf/all.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "actors/protocol/errors.hpp"
#include "actors/protocol/type_ids.hpp"
#include "config/common/result.hpp"
#include "net/http/request.hpp"

namespace net::bridge {

namespace detail {

/// Takes one answer; destroyed after. `complete` moves itself away before the coroutine resumes.
class pending_base {
 public:
  virtual ~pending_base() = default;
  virtual void complete(caf::message& answer) = 0;
  virtual void fail(error e) = 0;
};

template <class T, class Handler>
class pending final : public pending_base {
 public:
  explicit pending(Handler h) : handler_(std::move(h)) {}
  void complete(caf::message& answer) override {
    if constexpr (std::is_void_v<T>) {
      if (answer.empty()) return finish(result<T>());
    } else {
      if (answer.match_elements<T>())
        return finish(result<T>(std::move(answer.get_mutable_as<T>(0))));
    }
    if (answer.match_elements<caf::error>())
      return fail(protocol::from_caf(answer.get_as<caf::error>(0)));
    fail(make_error(errc::internal, "the actor answered with something else"));
  }
  void fail(error e) override { finish(result<T>(std::move(e))); }

 private:
  void finish(result<T> r) {
    auto h = std::move(handler_);
    h(std::move(r));
  }
  Handler handler_;
};

// What the answer to `Message` is, by the actor's typed interface; no match does not compile.
template <class Message, class Signature>
struct signature_answer {
  static constexpr bool matches = false;
  using type = void;
};
template <class Message, class Out>
struct signature_answer<Message,
                        caf::typed_mpi<caf::detail::type_list<Message>, caf::output_tuple<Out>>> {
  static constexpr bool matches = true;
  using type = Out;
};

template <class Message, class... Signatures>
struct find_answer;
template <class Message>
struct find_answer<Message> {
  static_assert(!sizeof(Message*), "this actor does not take this message");
};
template <class Message, class First, class... Rest>
struct find_answer<Message, First, Rest...>
    : std::conditional_t<signature_answer<Message, First>::matches,
                         std::type_identity<typename signature_answer<Message, First>::type>,
                         find_answer<Message, Rest...>> {};

}  // namespace detail

/// The asks of one I/O thread.
class lane : public std::enable_shared_from_this<lane> {
 public:
  explicit lane(boost::asio::io_context& io);
  ~lane();
  static std::shared_ptr<lane> open(caf::actor_system& system, boost::asio::io_context& io);
  lane(const lane&) = delete;
  lane& operator=(const lane&) = delete;

  boost::asio::io_context& io() { return io_; }
  /// Sends `m` to `to` as a request; `p` gets the answer.
  void send(const caf::strong_actor_ptr& to, caf::message m,
            std::unique_ptr<detail::pending_base> p, std::chrono::milliseconds limit);
  /// Fails all that is open and whatever is asked later.
  void close();

 private:
  friend class reply_port;
  struct open_ask {
    std::uint64_t id = 0;  ///< 0: free
    std::chrono::steady_clock::time_point give_up_at;
    std::unique_ptr<detail::pending_base> waiting;
  };

  /// Any thread.
  void push(caf::mailbox_element_ptr answer);
  void drain();
  std::unique_ptr<detail::pending_base> take(std::uint64_t id);
  void watch();
  void expire();

  boost::asio::io_context& io_;
  boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                    boost::asio::wait_traits<std::chrono::steady_clock>, executor>
      timer_;
  caf::strong_actor_ptr port_;
  std::atomic<caf::mailbox_element*> answers_{nullptr};
  std::vector<open_ask> asks_;
  std::vector<std::uint32_t> free_;
  std::uint64_t sent_ = 0;
  std::size_t open_ = 0;
  bool watching_ = false;
  bool closed_ = false;
};

class actor_bridge {
 public:
  /// `io`: the contexts whose coroutines will ask.
  actor_bridge(caf::actor_system& system, const std::vector<boost::asio::io_context*>& io);
  ~actor_bridge();
  actor_bridge(const actor_bridge&) = delete;
  actor_bridge& operator=(const actor_bridge&) = delete;

  /// Any thread; what is open fails with errc::unavailable on its own thread.
  void close();

  template <class... Signatures, class Message>
  auto ask(caf::typed_actor<Signatures...> to, Message m, std::chrono::milliseconds limit)
      -> awaitable<result<typename detail::find_answer<Message, Signatures...>::type>> {
    using answer = typename detail::find_answer<Message, Signatures...>::type;
    auto here = co_await boost::asio::this_coro::executor;
    auto& l = lane_of(here);
    auto address = caf::actor_cast<caf::strong_actor_ptr>(to);
    auto r = co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<executor>,
                                                  void(result<answer>)>(
        [&l, &address, &m, limit](auto handler) {
          using waiting = detail::pending<answer, decltype(handler)>;
          l.send(address, caf::make_message(std::move(m)),
                 std::make_unique<waiting>(std::move(handler)), limit);
        },
        boost::asio::use_awaitable_t<executor>{});
    co_return r;
  }

 private:
  lane& lane_of(const executor& here) const;
  std::vector<std::shared_ptr<lane>> lanes_;
};

}  // namespace net::bridge
