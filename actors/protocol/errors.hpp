#pragma once
// One error, two forms: `caf::error` between actors, `error` everywhere else. Used by whoever asks
// an actor: the actors themselves and net/bridge. Thread: any.

#include <caf/all.hpp>
#include <string>
#include <utility>

#include "actors/protocol/type_ids.hpp"
#include "config/common/error.hpp"

namespace protocol {

inline caf::error to_caf(::error e) {
  return caf::make_error(e.code, std::move(e.detail));
}

/// The actor asked had ended before it took the message: nothing came of it.
inline constexpr const char* nobody_there = "the actor asked is gone";
inline bool is_nobody_there(const ::error& e) {
  return e.code == errc::unavailable && e.detail == nobody_there;
}

/// CAF's own errors are told by what they mean to the asker: no answer in time, or nobody there.
inline ::error from_caf(const caf::error& e) {
  if (e.category() == caf::detail::error_factory<errc>::category) {
    auto& context = e.context();
    bool detailed = context.size() == 1 && context.match_element<std::string>(0);
    return {static_cast<errc>(e.code()), detailed ? context.get_as<std::string>(0) : ""};
  }
  if (e == caf::sec::request_timeout) return {errc::timeout, "no answer in time"};
  if (e == caf::sec::request_receiver_down || e == caf::sec::invalid_argument)
    return {errc::unavailable, nobody_there};
  return {errc::internal, "the actor asked failed"};
}

}  // namespace protocol
