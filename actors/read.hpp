#pragma once
// Runs a function on a reader thread, inside one user's read-only unit of work, and brings its
// result back into the flow that asked:
//
//   auto find = [key](storage::unit_of_work& uow) { return find_reply(uow, key); };
//   auto reply = co_await read_in_order(self, reader, limit, user, std::move(find));
//   // result<what the function returns>
//
// Thread: `job` runs on the reader's, everything else on the asking actor's. `job` may touch only
// its arguments and its own captures.

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "actors/ask.hpp"
#include "actors/flow.hpp"
#include "storage/unit_of_work.hpp"

namespace actors {

namespace detail {
template <class T>
struct flattened {
  using type = result<T>;
};
template <class T>
struct flattened<result<T>> {
  using type = result<T>;
};
}  // namespace detail

/// A `job` that itself returns a `result` does not nest. `limit` must outlive the flow.
template <class Self, class Job>
auto read_in_order(Self* self, protocol::reader_actor reader, const protocol::time_limit& limit,
                   ::user_id user, Job job)
    -> flow<typename detail::flattened<std::invoke_result_t<Job&, storage::unit_of_work&>>::type> {
  using returned = std::invoke_result_t<Job&, storage::unit_of_work&>;
  // Shared with the reader, which may still be writing after we stopped waiting.
  auto place = std::make_shared<std::optional<returned>>();
  protocol::read_job message{user,
                             [place, job = std::move(job)](storage::unit_of_work& uow) mutable {
                               place->emplace(job(uow));
                             }};
  auto asked = ask_in_order(self, reader, limit, std::move(message));
  auto done = co_await asked;
  if (!done) co_return done.error();
  if (!*place) co_return ::make_error(errc::internal, "a read left no result");
  co_return std::move(**place);
}

}  // namespace actors
