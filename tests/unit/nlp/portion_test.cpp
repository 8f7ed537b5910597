#include "nlp/entities/portion.hpp"

#include <gtest/gtest.h>

#include <string>

#include "nlp/text/tokenizer.hpp"

namespace nlp {
namespace {

struct said {
  const char* text;
  double quantity;
  const char* unit;
  std::size_t rest;  ///< tokens left for the food
};

TEST(Portion, WhatStandsBeforeAFoodIsRead) {
  for (const auto& s : {said{"half a bagel", 0.5, "", 1},
                        said{"a fat slice of pizza", 1, "slice", 1},
                        said{"200g rice", 200, "g", 1},
                        said{"two handfuls of almonds", 2, "handful", 1},
                        said{"a couple of tacos", 2, "", 1},
                        said{"a dozen eggs", 12, "", 1},
                        said{"a few cookies", 3, "", 1},
                        said{"double portion of pasta", 2, "", 1},
                        said{"3/4 cup oats", 0.75, "cup", 1},
                        said{"1 1/2 scoops whey", 1.5, "scoop", 1},
                        said{"6 oz salmon", 6, "oz", 1},
                        said{"a bowl of soup", 1, "bowl", 1},
                        said{"2x eggs", 2, "", 1},
                        said{"about 2 cups of rice", 2, "cup", 1},
                        said{"an 8 oz glass of milk", 8, "oz", 1},
                        said{"two 12 oz beers", 24, "oz", 1},
                        said{"half my sandwich", 0.5, "", 1},
                        said{"una taza de arroz", 1, "cup", 1},
                        said{"2 rebanadas de pan", 2, "slice", 1},
                        said{"1/4 lb burger", 0.25, "lb", 1},
                        said{"a cup and a half of rice", 1.5, "cup", 1},
                        said{"2 c rice", 2, "cup", 1},
                        said{"half of a burrito", 0.5, "", 1},
                        said{"4 pcs nuggets", 4, "piece", 1},
                        said{"medio aguacate", 0.5, "", 1},
                        said{"2 big macs", 2, "", 2},
                        said{"another slice of cake", 1, "slice", 1},
                        said{"some chips", 1, "", 1},
                        said{"one and a half cups of coffee", 1.5, "cup", 1},
                        said{"3 big slices of pizza", 3, "slice", 1},
                        said{"12 fl oz coke", 12, "oz", 1},
                        said{"2 tbsp peanut butter", 2, "tbsp", 2},
                        said{"a spoonful of honey", 1, "spoonful", 1},
                        said{"100 gramos de pollo", 100, "g", 1},
                        said{"dos huevos", 2, "", 1}}) {
    const auto t = tokenize(s.text);
    const auto p = portion_before({t.begin(), t.end()}, 0);
    ASSERT_TRUE(p) << s.text;
    EXPECT_DOUBLE_EQ(p->quantity, s.quantity) << s.text;
    EXPECT_EQ(p->unit, s.unit) << s.text;
    EXPECT_EQ(t.size() - p->end, s.rest) << s.text;
  }
}

TEST(Portion, AWordThatIsNoPortionIsNone) {
  for (const char* text : {"eggs", "pizza", "", "large fries", "cup", "whole milk", "-", "!!!"}) {
    const auto t = tokenize(text);
    EXPECT_FALSE(portion_before({t.begin(), t.end()}, 0)) << text;
  }
}

TEST(Portion, ArticlesAndVagueWordsAreToldApart) {
  auto read = [](const char* text) {
    const auto t = tokenize(text);
    return *portion_before({t.begin(), t.end()}, 0);
  };
  EXPECT_TRUE(read("the chicken").article_only);
  EXPECT_FALSE(read("2 chickens").article_only);
  EXPECT_TRUE(read("a few chips").vague);
  EXPECT_TRUE(read("a bit of cheese").vague);
  EXPECT_GT(read("a huge slice of cake").size, 1);
  EXPECT_LT(read("a small slice of cake").size, 1);
}

TEST(Portion, WhatStandsAfterAFoodIsRead) {
  for (const auto& s : {said{"x2", 2, "", 0}, said{"2x", 2, "", 0}, said{"200g", 200, "g", 0},
                        said{"2 scoops", 2, "scoop", 0}, said{"(6 oz)", 6, "oz", 0},
                        said{"x 3", 3, "", 0}, said{"- 2 cups", 2, "cup", 0},
                        said{"16 oz no sugar", 16, "oz", 2}, said{"two times", 2, "", 0}}) {
    const auto t = tokenize(s.text);
    const auto p = portion_after({t.begin(), t.end()}, 0);
    ASSERT_TRUE(p) << s.text;
    EXPECT_DOUBLE_EQ(p->quantity, s.quantity) << s.text;
    EXPECT_EQ(p->unit, s.unit) << s.text;
    EXPECT_EQ(t.size() - p->end, s.rest) << s.text;
  }
  for (const char* text :
       {"300 cal", "2 slices of toast", "3 eggs", "and toast", "20g protein", ""}) {
    const auto t = tokenize(text);
    EXPECT_FALSE(portion_after({t.begin(), t.end()}, 0)) << text;
  }
}

TEST(Portion, VolumesOfWater) {
  struct volume_said {
    const char* text;
    double ml;
  };
  for (const auto& s : {volume_said{"16oz", 473.1},
                        volume_said{"2 bottles", 1000},
                        volume_said{"half a litre", 500},
                        volume_said{"a liter and a half", 1500},
                        volume_said{"un vaso de agua", 240},
                        volume_said{"500ml", 500},
                        volume_said{"my third glass of water", 240},
                        volume_said{"40oz stanley", 1182.8},
                        volume_said{"a pint", 473},
                        volume_said{"half a bottle", 250},
                        volume_said{"two 16 oz bottles", 946.2},
                        volume_said{"2 bottles (500 ml each)", 1000},
                        volume_said{"1.5L", 1500},
                        volume_said{"medio litro", 500},
                        volume_said{"litro y medio de agua", 1500},
                        volume_said{"another glass", 240},
                        volume_said{"a few sips", 45},
                        volume_said{"24 fl oz", 709.7},
                        volume_said{"a gallon", 3785},
                        volume_said{"1 quart", 946},
                        volume_said{"a can", 355},
                        volume_said{"a mug", 240},
                        volume_said{"2 cups", 480},
                        volume_said{"33 cl", 330},
                        volume_said{"2 dl", 200},
                        volume_said{"una botella", 500},
                        volume_said{"2 x 500ml", 1000},
                        volume_said{"3rd bottle", 500},
                        volume_said{"dos vasos", 480},
                        volume_said{"a big glass", 240},
                        volume_said{"2 tall glasses", 480},
                        volume_said{"2 pint glasses", 946},
                        volume_said{"pint and a half of water", 709.5},
                        volume_said{"a liter and 200 ml", 1200},
                        volume_said{"16oz x2", 946.2},
                        volume_said{"75cl twice", 1500},
                        volume_said{"2 botellas de agua de 600 ml", 1200},
                        volume_said{"dos vasos y medio", 600},
                        volume_said{"un cuarto de litro", 250},
                        volume_said{"0.5 l + 0.33 l", 830},
                        volume_said{"one 591 bottle", 591},
                        volume_said{"a bottle of water, 250", 250},
                        volume_said{"12 fl. oz", 354.8}}) {
    const auto t = tokenize(s.text);
    const auto v = volume_at({t.begin(), t.end()}, 0);
    ASSERT_TRUE(v) << s.text;
    EXPECT_NEAR(v->ml, s.ml, s.ml * 0.01) << s.text;
  }
  for (const char* text : {"20", "water", "2 slices", "200 g", "", "bottle rocket", "glass door"}) {
    const auto t = tokenize(text);
    EXPECT_FALSE(volume_at({t.begin(), t.end()}, 0)) << text;
  }
}

TEST(Portion, MacrosSaidInTheText) {
  auto read = [](const char* text) {
    const auto t = tokenize(text);
    return find_macros({t.begin(), t.end()}).value_or(macros{});
  };
  auto m = read("my usual smoothie, 300 cal 20g protein");
  EXPECT_EQ(m.calories, 300);
  EXPECT_EQ(m.protein_g, 20);
  m = read("450kcal, 30p 40c 12f");
  EXPECT_EQ(m.calories, 450);
  EXPECT_EQ(m.protein_g, 30);
  EXPECT_EQ(m.carbs_g, 40);
  EXPECT_EQ(m.fat_g, 12);
  EXPECT_EQ(read("20 g of protein").protein_g, 20);
  EXPECT_EQ(read("cals 300").calories, 300);
  EXPECT_EQ(read("protein: 20g, carbs 22").carbs_g, 22);
  EXPECT_EQ(read("1.2k cal").calories, 1200);
  EXPECT_EQ(read("500 calorias y 30 g de proteina").protein_g, 30);
  EXPECT_FALSE(read("2 c rice").any());
  EXPECT_FALSE(read("chicken 50g").any());
  EXPECT_FALSE(read("20 g").any());
  EXPECT_EQ(read("21 protein 4 net carbs").carbs_g, 4);
  EXPECT_EQ(read("P17 C6 F0").fat_g, 0);
  // a figure of a label that no slot holds is no food either
  m = read("sugars 9.2 carbs 14");
  EXPECT_EQ(m.other, 9.2);
  EXPECT_EQ(m.carbs_g, 14);
  EXPECT_FALSE(read("tea 2 sugars").any());
}

TEST(Portion, UnitsHaveOneName) {
  EXPECT_EQ(unit_of("slices"), "slice");
  EXPECT_EQ(unit_of("tazas"), "cup");
  EXPECT_EQ(unit_of("ounces"), "oz");
  EXPECT_EQ(unit_of("banana"), "");
}

TEST(Portion, AnyBytesAreFine) {
  for (const char* text :
       {"1/0 cup", "999999999999999999999 cups", "0 cups", "-5 cups", "\xff 2 \xfe", "2 2 2 2 2",
        "a a a a", "half half half", "and a half", "x x x", "( ( ("}) {
    const auto t = tokenize(text);
    const std::span<const token> all(t.begin(), t.end());
    for (std::size_t i = 0; i <= t.size(); ++i) {
      EXPECT_NO_THROW(portion_before(all, i));
      EXPECT_NO_THROW(portion_after(all, i));
      EXPECT_NO_THROW(volume_at(all, i));
      EXPECT_NO_THROW(macros_at(all, i));
    }
  }
}

}  // namespace
}  // namespace nlp
