#include "nlp/text/tokenizer.hpp"

#include <gtest/gtest.h>

namespace {

std::string split(std::string_view text) {
  std::string out;
  for (const auto& t : nlp::tokenize(text)) {
    if (!out.empty()) out += t.space_before ? "  " : " ";
    out += t.text;
  }
  return out;
}

TEST(Tokenizer, SplitsNumbersFromTheLettersThatTouchThem) {
  EXPECT_EQ(split("500ml"), "500 ml");
  EXPECT_EQ(split("135x5"), "135 x 5");
  EXPECT_EQ(split("11pm-7am"), "11 pm - 7 am");
  EXPECT_EQ(split("3:30"), "3 : 30");
  EXPECT_EQ(split("2026-03-05"), "2026 - 03 - 05");
}

TEST(Tokenizer, FoldsCaseAccentsQuotesAndDashes) {
  EXPECT_EQ(split("Mom’s CAFÉ – bebí"), "mom's  cafe  -  bebi");
  EXPECT_EQ(split("DON'T 'quoted'"), "don't  ' quoted '");
}

TEST(Tokenizer, ReadsNumbers) {
  EXPECT_EQ(nlp::tokenize("1,500")[0].value, 1500);
  EXPECT_EQ(nlp::tokenize("1.5")[0].value, 1.5);
  EXPECT_EQ(nlp::tokenize(".5")[0].value, 0.5);
  EXPECT_EQ(nlp::tokenize("½")[0].value, 0.5);
  EXPECT_EQ(split("135x5,155x3"), "135 x 5 , 155 x 3");
  EXPECT_EQ(split("7."), "7 .");
}

TEST(Tokenizer, RemembersWhereATokenStood) {
  const auto t = nlp::tokenize("é ½ ok");
  ASSERT_EQ(t.size(), 3U);
  EXPECT_EQ(t[1].begin, 3U);
  EXPECT_EQ(t[2].begin, 6U);
  EXPECT_EQ(t[2].end, 8U);
}

TEST(Tokenizer, SurvivesAnyBytes) {
  EXPECT_TRUE(nlp::tokenize("").empty());
  EXPECT_TRUE(nlp::tokenize("\xff\xfe\x80").empty());
  EXPECT_LE(nlp::tokenize(std::string(20'000, '?')).size(), nlp::max_text_bytes);
  EXPECT_EQ(split(std::string("a\0b", 3)), "a  b");
}

}  // namespace
