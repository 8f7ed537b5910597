#pragma once
// result<T>: a value or an `error`. (std::expected is not in g++ 12.)

#include <boost/system/result.hpp>
#include <stdexcept>

#include "config/common/error.hpp"

template <class T>
using result = boost::system::result<T, error>;

/// Boost calls this when `.value()` is asked of a result that holds an error.
[[noreturn]] inline void throw_exception_from_error(const error& e, const boost::source_location&) {
  throw std::runtime_error(std::string(to_string(e.code)) + ": " + e.detail);
}

inline error make_error(errc code, std::string detail, std::string field = {}) {
  return error{code, std::move(detail), std::move(field)};
}
