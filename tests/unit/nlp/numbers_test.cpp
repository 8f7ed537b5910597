#include "nlp/text/numbers.hpp"

#include <gtest/gtest.h>

namespace {

double value(std::string_view text, nlp::number_language lang = nlp::number_language::en) {
  const auto tokens = nlp::tokenize(text);
  const auto m = nlp::read_number(tokens, 0, lang);
  return m ? m->value : -1;
}

std::size_t length(std::string_view text) {
  const auto tokens = nlp::tokenize(text);
  const auto m = nlp::read_number(tokens, 0);
  return m ? m->end : 0;
}

TEST(Numbers, ReadsDigitsAndFractions) {
  EXPECT_EQ(value("2 eggs"), 2);
  EXPECT_EQ(value("1 1/2 cups"), 1.5);
  EXPECT_EQ(value("1/2 cup"), 0.5);
  EXPECT_EQ(value("1½ cups"), 1.5);
  EXPECT_EQ(value("3/4 cup"), 0.75);
  EXPECT_EQ(value("1,5 l"), 1.5);
  EXPECT_EQ(value("1 and a half"), 1.5);
}

TEST(Numbers, DoesNotTakeRepListsOrDatesForFractions) {
  EXPECT_EQ(value("5/5/4"), 5);
  EXPECT_EQ(value("1/2/2026"), 1);
  EXPECT_EQ(value("8,8,8"), 8);
}

TEST(Numbers, ReadsWords) {
  EXPECT_EQ(value("half a bagel"), 0.5);
  EXPECT_EQ(length("half a bagel"), 2U);
  EXPECT_EQ(value("two and a half"), 2.5);
  EXPECT_EQ(value("twenty five"), 25);
  EXPECT_EQ(value("twenty-five"), 25);
  EXPECT_EQ(value("one hundred and thirty five"), 135);
  EXPECT_EQ(value("two thousand"), 2000);
  EXPECT_EQ(value("one point five"), 1.5);
  EXPECT_EQ(value("a couple of"), 2);
  EXPECT_EQ(value("a few"), 3);
  EXPECT_EQ(value("a dozen eggs"), 12);
  EXPECT_EQ(value("half a dozen"), 6);
  EXPECT_EQ(value("two dozen"), 24);
  EXPECT_EQ(value("three quarters"), 0.75);
  EXPECT_EQ(value("half and half"), -1);
  EXPECT_EQ(value("a bottle"), -1);
  EXPECT_EQ(value("bottle"), -1);
}

TEST(Numbers, ReadsSpanishInSpanishMode) {
  constexpr auto es = nlp::number_language::es;
  EXPECT_EQ(value("once", es), 11);
  EXPECT_EQ(value("once"), -1);
  EXPECT_EQ(value("dos vasos", es), 2);
  EXPECT_EQ(value("treinta y cinco", es), 35);
  EXPECT_EQ(value("media pizza", es), 0.5);
  EXPECT_EQ(value("dos y medio", es), 2.5);
  EXPECT_EQ(value("mil quinientos", es), 1500);
  EXPECT_EQ(value("un par de huevos", es), 2);
}

}  // namespace
