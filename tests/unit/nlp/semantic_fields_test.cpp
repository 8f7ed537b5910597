#include "nlp/semantic_fields.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string_view>
#include <vector>

namespace nlp {
namespace {

constexpr std::array<std::string_view, 2> sources = {
    "# comment\nhouse = iron plant dish tidy oil_change\nplants = plant\n", "house = limpiar\n"};

std::vector<int> of(std::string_view word) {
  const semantic_fields fields(sources);
  const auto in = fields.of(word);
  return {in.begin(), in.end()};
}

TEST(SemanticFields, AWordHasAllItsFields) {
  EXPECT_EQ(of("iron"), (std::vector<int>{0}));
  EXPECT_EQ(of("plant"), (std::vector<int>{0, 1}));
  EXPECT_EQ(of("limpiar"), (std::vector<int>{0}));
  EXPECT_TRUE(of("comment").empty());
  EXPECT_TRUE(of("").empty());
  EXPECT_TRUE(of("a word far longer than any that somebody texts").empty());
}

TEST(SemanticFields, InflectionsHaveTheFieldsOfTheBaseForm) {
  for (const auto* word :
       {"ironing", "ironed", "irons", "iron's", "dishes", "tidied", "tidies", "planting", "ironin"})
    EXPECT_FALSE(of(word).empty()) << word;
  EXPECT_TRUE(of("oil").empty());
}

TEST(SemanticFields, APhraseHasFieldsThatItsWordsHaveNot) {
  const semantic_fields fields(sources);
  EXPECT_FALSE(fields.of("oil", "change").empty());
  EXPECT_FALSE(fields.of("oil", "changes").empty());
  EXPECT_TRUE(fields.of("oil", "").empty());
  EXPECT_TRUE(fields.of("change", "oil").empty());
}

TEST(SemanticFields, TheShippedOnesKnowWordsOfBothLanguages) {
  const auto& fields = semantic_fields::shared();
  for (const auto* word : {"descaling", "nephews", "amoxicillin", "recuerdame", "sentadillas"})
    EXPECT_FALSE(fields.of(word).empty()) << word;
}

}  // namespace
}  // namespace nlp
