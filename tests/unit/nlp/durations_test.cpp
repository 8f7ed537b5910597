#include "nlp/entities/durations.hpp"

#include <gtest/gtest.h>

#include <string>

namespace nlp {
namespace {

double minutes_of(std::string_view text, std::string_view language = "en") {
  const auto tokens = tokenize(text);
  const auto all = find_durations(tokens, language);
  return all.size() == 1 ? all[0].minutes : -static_cast<double>(all.size());
}

TEST(Durations, LengthsAreReadInAnyNotation) {
  const struct {
    const char* text;
    double minutes;
  } rows[] = {{"for 90 minutes", 90},
              {"45 min", 45},
              {"90 mins", 90},
              {"1h20", 80},
              {"1h 20m", 80},
              {"1 hr 15 min", 75},
              {"2 hrs", 120},
              {"an hour", 60},
              {"half an hour", 30},
              {"an hour and a half", 90},
              {"for an hour and a half", 90},
              {"1.5 hours", 90},
              {"2 and a half hours", 150},
              {"two hours and fifteen minutes", 135},
              {"forty minutes", 40},
              {"30 seconds", 0.5},
              {"2 min 30 sec", 2.5},
              {"30-minute", 30},
              {"three quarters of an hour", 45},
              {"20'", 20},
              {"1:30 hrs", 90},
              {"a couple of hours", 120},
              {"3 days", 4320},
              {"slept 6hrs", 360},
              {"held it 45s", 0.75}};
  for (const auto& r : rows) EXPECT_NEAR(minutes_of(r.text), r.minutes, 1e-6) << r.text;
  EXPECT_NEAR(minutes_of("por una hora y media", "es"), 90, 1e-6);
  EXPECT_NEAR(minutes_of("durante 20 minutos", "es"), 20, 1e-6);
}

TEST(Durations, WhatIsCountedOffIsNoLength) {
  for (const auto* text :
       {"3 days ago", "every 2 hours", "last 3 days", "45 minutes from now", "1530 hours",
        "the 1990s", "20 to 5", "3 eggs", "5 m", "a day", "10 reps"})
    EXPECT_EQ(minutes_of(text), 0) << text;
}

TEST(Durations, HowLongItTookIsMarked) {
  const auto tokens = tokenize("5k in 25 min");
  const auto all = find_durations(tokens);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_TRUE(all[0].after_in);
  EXPECT_EQ(all[0].minutes, 25);
}

TEST(Durations, VagueLengthsSaySo) {
  EXPECT_TRUE(find_durations(tokenize("a few hours")).at(0).vague);
  EXPECT_FALSE(find_durations(tokenize("3 hours")).at(0).vague);
}

}  // namespace
}  // namespace nlp
