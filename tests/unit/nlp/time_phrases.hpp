#pragma once
// What the tests of times share: a reference moment, and a text's times as one line.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <span>
#include <string>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/time_parser.hpp"

namespace nlp {

// Wednesday, March 4, 2026, 14:20 in New York: the clocks go forward on the coming Sunday.
inline local_seconds wednesday_afternoon() {
  return local_seconds(day_of(2026, 3, 4)) + std::chrono::hours(14) + std::chrono::minutes(20);
}

inline time_options options_at(local_seconds reference, time_bias bias = time_bias::none,
                               std::string_view language = "en") {
  return {.reference = reference,
          .tz = zone::find("America/New_York").value(),
          .bias = bias,
          .language = language};
}

inline std::string wall(local_seconds t) {
  const auto d = std::chrono::floor<std::chrono::days>(t);
  const auto s = (t - local_seconds(d)).count();
  auto out = fmt::format("{:04}-{:02}-{:02}", year_of(d), month_of(d), month_day_of(d));
  if (s != 0) out += fmt::format("T{:02}:{:02}", s / 3600, s / 60 % 60);
  if (s % 60 != 0) out += fmt::format(":{:02}", s % 60);
  return out;
}

/// "point 2026-03-05T15:00 hour", several joined by "; ", or "none".
inline std::string found(std::string_view text, const time_options& options) {
  const auto tokens = tokenize(text);
  std::string out;
  for (const auto& x : find_times(tokens, options)) {
    if (!out.empty()) out += "; ";
    out += fmt::format("{} {}", to_string(x.kind), wall(x.start));
    if (x.kind == time_kind::interval) out += " " + wall(x.end);
    out += fmt::format(" {}", to_string(x.grain));
  }
  return out.empty() ? "none" : out;
}

struct phrase {
  const char* text;
  const char* expected;
};

inline void expect_all(std::span<const phrase> phrases, const time_options& options) {
  for (const auto& p : phrases) EXPECT_EQ(found(p.text, options), p.expected) << p.text;
}

}  // namespace nlp
