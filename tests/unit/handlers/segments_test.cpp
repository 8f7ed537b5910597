#include "actors/replies/segments.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace {

using namespace replies;

std::string times(std::string_view s, std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += s;
  return out;
}

struct check_value {
  std::string text;
  std::size_t segments;
};

// Values of the carrier's own calculator.
TEST(Segments, CountLikeTheCarrier) {
  const check_value values[] = {
      {"", 0},
      {"a", 1},
      {times("a", 160), 1},
      {times("a", 161), 2},
      {times("a", 306), 2},
      {times("a", 307), 3},
      {times("€", 80), 1},
      {times("€", 81), 2},
      {times("👍", 35), 1},
      {times("👍", 36), 2},
      {times("’", 70), 1},
      {times("’", 71), 2},
  };
  for (const auto& v : values) EXPECT_EQ(measure(v.text).segments, v.segments) << v.text.size();
  EXPECT_EQ(measure("`").alphabet, sms_alphabet::ucs2);
  EXPECT_EQ(measure("ç").alphabet, sms_alphabet::ucs2);
  EXPECT_EQ(measure("Çñü@£_{}[]~^|\\€").alphabet, sms_alphabet::gsm7);
}

TEST(Segments, EveryLengthFollowsTheRule) {
  for (std::size_t n = 1; n <= 620; ++n) {
    const auto gsm = n <= 160 ? 1 : (n + 152) / 153;
    EXPECT_EQ(measure(times("x", n)).segments, gsm) << n;
    const auto ucs = n <= 70 ? 1 : (n + 66) / 67;
    EXPECT_EQ(measure(times("я", n)).segments, ucs) << n;
  }
}

TEST(Segments, AnEscapePairStaysTogether) {
  // 152 septets and a pair do not fit in 153: the pair goes on.
  EXPECT_EQ(measure(times("a", 152) + times("€", 77)).segments, 3u);
  EXPECT_EQ(measure(times("a", 153) + times("€", 76)).segments, 2u);
}

TEST(Segments, ASurrogatePairStaysTogether) {
  // 66 units and a pair do not fit in 67.
  EXPECT_EQ(measure(times("я", 66) + times("👍", 34)).segments, 3u);
}

TEST(Segments, TypographyBecomesPlain) {
  EXPECT_EQ(plain_typography("“It’s 5–6 … ok” · ½ cup"), "\"It's 5-6 ... ok\" - 1/2 cup");
  EXPECT_EQ(plain_typography("açaí 👍"), "açaí 👍");
  EXPECT_EQ(measure(plain_typography("“It’s 5–6 … ok”")).alphabet, sms_alphabet::gsm7);
}

TEST(Segments, SplitsBetweenWordsAndLosesNothing) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += (i ? " word" : "word") + std::to_string(i);
  for (std::size_t most = 1; most <= 4; ++most) {
    std::string joined;
    for (const auto& part : split(text, most)) {
      EXPECT_LE(measure(part).segments, most);
      EXPECT_FALSE(part.starts_with(' ') || part.ends_with(' '));
      joined += (joined.empty() ? "" : " ") + part;
    }
    EXPECT_EQ(joined, text);
  }
}

TEST(Segments, SplitsAtLinesWhereItCan) {
  std::string text;
  for (int i = 1; i <= 12; ++i) text += std::to_string(i) + ". something to do on that day\n";
  text.pop_back();
  const auto parts = split(text, 1);
  ASSERT_GT(parts.size(), 1u);
  for (std::size_t i = 1; i < parts.size(); ++i)
    EXPECT_TRUE(parts[i].front() >= '1' && parts[i].front() <= '9') << parts[i];
}

TEST(Segments, SplitsAWordThatIsTooLongBetweenCharacters) {
  for (const std::string unit : {"a", "€", "я", "👍", "👩‍👩‍👧"}) {
    const auto text = times(unit, 400);
    std::string joined;
    for (const auto& part : split(text, 1)) {
      EXPECT_EQ(measure(part).segments, 1u);
      EXPECT_EQ(part.size() % unit.size(), 0u);
      joined += part;
    }
    EXPECT_EQ(joined, text);
  }
}

TEST(Segments, ReservedWordsAreTheWholeMessage) {
  for (const auto* w : {"STOP", "stop", " Cancel ", "end\n", "QUIT", "Unsubscribe", "StopAll",
                        "optout", "revoke", "START", "unstop", "HELP", "info", "yes"})
    EXPECT_TRUE(is_reserved_word(w)) << w;
  for (const auto* w : {"stop syncing", "cancel service", "help food", "done", "no", ""})
    EXPECT_FALSE(is_reserved_word(w)) << w;
  EXPECT_TRUE(asks_for_reserved_word("Reply STOP to end."));
  EXPECT_TRUE(asks_for_reserved_word("text \"cancel\""));
  EXPECT_TRUE(asks_for_reserved_word("Text HELP for more"));
  EXPECT_FALSE(asks_for_reserved_word("text \"help food\""));
  EXPECT_FALSE(asks_for_reserved_word("Reply yes to replace it."));
  EXPECT_FALSE(asks_for_reserved_word("the bus will stop"));
}

}  // namespace
