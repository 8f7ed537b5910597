#pragma once
// A value that must not be shown. It has no formatter and no stream operator, so logging one does
// not compile; `reveal` marks each place that needs the plain value.

#include <string>
#include <utility>

template <class T>
class secret {
 public:
  secret() = default;
  explicit secret(T value) : value_(std::move(value)) {}
  const T& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }

 private:
  T value_{};
};
