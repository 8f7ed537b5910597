// Whatever is texted has a defined reading: no exception, no endless work, no memory without bound.
#include <gtest/gtest.h>
#include <time.h>

#include <random>
#include <string>
#include <vector>

#include "nlp/entities/time_parser.hpp"
#include "nlp/pipeline.hpp"

namespace nlp {
namespace {

context plain_context() {
  context ctx;
  ctx.now = local_seconds(std::chrono::local_days(std::chrono::year(2026) / 3 / 4)) +
            std::chrono::hours(14);
  return ctx;
}

understanding read(std::string_view text) {
  return understand(text, plain_context());
}

bool only_unknown(const understanding& u) {
  return u.acts.size() == 1 && u.acts[0].kind == intent::unknown;
}

double thread_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

std::string repeated(std::string_view part, std::size_t size) {
  std::string out;
  while (out.size() < size) out += part;
  out.resize(size);
  return out;
}

class SaysNothing : public testing::TestWithParam<std::string> {};

TEST_P(SaysNothing, IsUnknown) {
  EXPECT_TRUE(only_unknown(read(GetParam())));
}

INSTANTIATE_TEST_SUITE_P(
    BadInput, SaysNothing,
    testing::Values(std::string(), std::string(" \t\r\n"), std::string("..."),
                    std::string("?!?!?!"), std::string("-- ... --"), std::string("((()))"),
                    std::string("🍕"), std::string("😂😂😂"), std::string("👨‍👩‍👧"),
                    std::string("\xff\xfe\xfd"), std::string("\0\0\0", 3), std::string("\xc3"),
                    std::string("\xf0\x9f"), std::string("\x01\x02\x1b[31m"),
                    std::string("\xed\xa0\x80"), std::string(10'000, '\xff'),
                    std::string("qwrt zxcvb"), std::string("пообедал с другом"),
                    std::string("水を飲んだ"), std::string("aкb水c")));

TEST(BadInput, FiveHundredItemsAreReadInPartAndSaidSo) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "2 eggs, ";
  const auto u = read(text);
  ASSERT_FALSE(u.acts.empty());
  EXPECT_LE(u.acts.size(), 40U);
  EXPECT_EQ(u.acts[0].kind, intent::food_log);
  ASSERT_TRUE(u.ask.has_value());
  EXPECT_NE(u.ask->text.find("first"), std::string::npos);
}

/// Each would be slow if some rule were tried again from every token, or from every end.
class TenThousandCharacters : public testing::TestWithParam<std::string> {};

TEST_P(TenThousandCharacters, AreReadInBoundedTime) {
  // A hundred times what the slowest takes; a quadratic reading takes minutes.
  constexpr double most_seconds = 5;
  const auto text = repeated(GetParam(), 10'000);
  const auto from = thread_seconds();
  const auto u = read(text);
  EXPECT_FALSE(u.acts.empty());
  EXPECT_LE(u.acts.size(), 40U);
  EXPECT_LT(thread_seconds() - from, most_seconds);
}

INSTANTIATE_TEST_SUITE_P(
    BadInput, TenThousandCharacters,
    testing::Values("1 ", "a", "a ", "the ", "- ", "'", "((", "1/2/", "1:", "%", "and ", "x", "🍕",
                    "\xff", "2 eggs and ", "water ", "peanutbuttr ", "3x10 ", "bench 135x5, ",
                    "remind me to ", "first monday of ", "1st quarter of ", "the day after ",
                    "friday after ", "week of ", "2 weeks from ", "a day before ", "between 1 and ",
                    "in 2 hours and ", "from monday to ", "half past ", "every other ", "last ",
                    "not ", "? ", "no the other one ", "hace 2 "));

/// Words and fragments in no order, cut anywhere, with bytes changed: the same ones in every run.
TEST(BadInput, FragmentsInAnyOrderAreRead) {
  static constexpr std::string_view parts[] = {
      "2 eggs",     "ate",      "drank",  " and ", "16 oz",  "water",  "remind me",
      "at 3",       "tomorrow", "undo",   "?",     "135x5",  "ran 5k", "slept 11-7",
      "actually",   "make it",  "no",     "my",    "usual",  "half",   "1/2",
      "first",      "monday",   "of",     "march", "\n",     "\"",     "🍕",
      "\xe2\x80",   "12:30",    "pm",     "-",     "to",     "every",  "fact:",
      "connect",    "fitbit",   "delete", "last",  "3",      ".",      "count it as",
      "recuérdame", "mañana",   "a las",  "dos",   "huevos", "@",      "#",
      "w ",         "f ",       "$",      "%",     "200g",   "chikn",  "sandwhich"};
  std::mt19937 random(20260304);
  auto ctx = plain_context();
  const turn history[] = {{turn::role::user, "2 eggs"}, {turn::role::assistant, "How much?"}};
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (auto n = random() % 14; n > 0; --n) {
      text += parts[random() % std::size(parts)];
      if (random() % 3 != 0) text += ' ';
    }
    if (!text.empty() && random() % 4 == 0)
      text[random() % text.size()] = static_cast<char>(random() % 256);
    ctx.history = round % 2 == 0 ? std::span<const turn>() : std::span<const turn>(history);
    ASSERT_FALSE(understand(text, ctx).acts.empty()) << testing::PrintToString(text);
    const auto tokens = tokenize(text);
    time_options o;
    o.reference = ctx.now;
    o.lone_numbers = round % 2 == 0;
    std::size_t last = 0;
    for (const auto& t : find_times(tokens, o)) {
      ASSERT_GE(t.first, last) << testing::PrintToString(text);
      ASSERT_GT(t.last, t.first) << testing::PrintToString(text);
      last = t.last;
    }
    ASSERT_LE(last, tokens.size()) << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace nlp
