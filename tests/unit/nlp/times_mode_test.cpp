#include "nlp/times_mode.hpp"

#include <gtest/gtest.h>

namespace nlp {
namespace {

TEST(TimesMode, ALineInIsALineOut) {
  EXPECT_EQ(times_line(R"({"id":"a","text":"tomorrow at 3pm","reference":"2026-03-04T14:20:00",)"
                       R"("tz":"America/New_York"})"),
            R"({"id":"a","kind":"point","start":"2026-03-05T15:00:00",)"
            R"("end":"2026-03-05T16:00:00","grain":"hour"})");
}

TEST(TimesMode, ReferencesWithAnOffsetAreBroughtToTheZone) {
  EXPECT_EQ(times_line(R"({"id":7,"text":"now","reference":"2026-03-04T14:20:00Z",)"
                       R"("tz":"America/New_York"})"),
            R"({"id":7,"kind":"point","start":"2026-03-04T09:20:00",)"
            R"("end":"2026-03-04T09:20:01","grain":"second"})");
}

TEST(TimesMode, TextsWithoutTimeAndBrokenLinesAnswerNone) {
  const auto none = [](std::string_view id) {
    return R"({"id":)" + std::string(id) +
           R"(,"kind":"none","start":null,"end":null,"grain":null})";
  };
  EXPECT_EQ(
      times_line(R"({"id":"a","text":"3 eggs","reference":"2026-03-04T14:20:00","tz":"UTC"})"),
      none("\"a\""));
  EXPECT_EQ(times_line(R"({"id":"a","text":"today","reference":"yesterday","tz":"UTC"})"),
            none("\"a\""));
  EXPECT_EQ(times_line("{"), none("null"));
  EXPECT_EQ(times_line(""), none("null"));
}

TEST(TimesMode, TheWidestTimeCounts) {
  const auto out =
      times_line(R"({"id":"a","text":"now that i think of it, dinner on march 20 at 7pm",)"
                 R"("reference":"2026-03-04T14:20:00","tz":"UTC"})");
  EXPECT_NE(out.find(R"("start":"2026-03-20T19:00:00")"), std::string::npos) << out;
}

}  // namespace
}  // namespace nlp
