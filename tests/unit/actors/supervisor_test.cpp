#include "actors/supervisor.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using actors::restart_policy;
using actors::restart_record;

constexpr restart_record::time_point start{1h};

TEST(RestartRecord, WaitsLongerAfterEachFailure) {
  restart_record record({.delay = {.first = 100ms, .longest = 300ms, .jitter = 0.5}});
  EXPECT_EQ(record.failed(start, 0), 100ms);
  EXPECT_EQ(record.failed(start + 1s, 0), 200ms);
  EXPECT_EQ(record.failed(start + 2s, 0), 300ms);
}

TEST(RestartRecord, ChanceShortensADelayByItsShareAtMost) {
  restart_record record({.delay = {.first = 100ms, .longest = 300ms, .jitter = 0.5}});
  EXPECT_EQ(record.failed(start, 0.5), 75ms);
}

TEST(RestartRecord, GivesUpAfterTooManyFailuresInAShortTime) {
  restart_record record({.most_restarts = 2, .within = 60s});
  EXPECT_TRUE(record.failed(start, 0));
  EXPECT_TRUE(record.failed(start + 1s, 0));
  EXPECT_FALSE(record.failed(start + 2s, 0));
}

TEST(RestartRecord, ForgetsFailuresOfLongAgo) {
  restart_record record({.delay = {.first = 100ms}, .most_restarts = 2, .within = 60s});
  record.failed(start, 0);
  record.failed(start + 1s, 0);
  EXPECT_EQ(record.failed(start + 61s, 0), 100ms);
}

}  // namespace
