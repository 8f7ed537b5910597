#include "nlp/entities/food_import.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "nlp/entities/food_lexicon.hpp"

namespace nlp {
namespace {

namespace fs = std::filesystem;

class FoodImport : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              (std::string("food_import_") +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "usda");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  void write_usda() {
    write("usda/food.csv",
          "\"fdc_id\",\"data_type\",\"description\",\"food_category_id\",\"publication_date\"\n"
          "\"1\",\"sr_legacy_food\",\"Zorkberries, \"\"wild\"\", raw\",\"9\",\"2019-04-01\"\n"
          "\"2\",\"foundation_food\",\"Quibble nuts\",\"9\",\"2019-04-01\"\n"
          "\"3\",\"sub_sample_food\",\"Zorkberries sample\",\"9\",\"2019-04-01\"\n"
          "\"4\",\"branded_food\",\"ZORK BAR\",\"9\",\"2019-04-01\"\n"
          "\"5\",\"sr_legacy_food\",\"Nothing known\",\"9\",\"2019-04-01\"\n");
    write("usda/nutrient.csv",
          "\"id\",\"name\",\"unit_name\",\"nutrient_nbr\",\"rank\"\n"
          "\"1008\",\"Energy\",\"KCAL\",\"208\",\"300\"\n"
          "\"2047\",\"Energy (Atwater General Factors)\",\"KCAL\",\"957\",\"280\"\n"
          "\"2048\",\"Energy (Atwater Specific Factors)\",\"KCAL\",\"958\",\"290\"\n");
    write("usda/food_nutrient.csv",
          "\"id\",\"fdc_id\",\"nutrient_id\",\"amount\"\r\n"
          "\"1\",\"1\",\"1008\",\"57\"\r\n\"2\",\"1\",\"1003\",\"0.74\"\r\n"
          "\"3\",\"1\",\"1005\",\"14.5\"\r\n\"4\",\"2\",\"2047\",\"600\"\r\n"
          "\"5\",\"2\",\"2048\",\"610\"\r\n\"6\",\"2\",\"1004\",\"50\"\r\n"
          "\"7\",\"9\",\"1004\",\"50\"\r\n\"8\",\"2\",\"1003\",\"oops\"\r\n");
    write("usda/measure_unit.csv", "id,name\n1000,cup\n9999,undetermined\n");
    write("usda/food_portion.csv",
          "id,fdc_id,seq_num,amount,measure_unit_id,portion_description,modifier,gram_weight\n"
          "1,1,1,1,1000,,,148\n2,1,2,2,9999,,\"tbsp\",20\n3,2,1,1,9999,,,oops\n");
  }
  std::string out() const { return (folder_ / "foods.tsv").string(); }
  std::string bytes() const {
    std::ifstream file(out(), std::ios::binary);
    std::stringstream s;
    s << file.rdbuf();
    return s.str();
  }
  fs::path folder_;
};

TEST_F(FoodImport, FoodDataCentralFolderBecomesFoods) {
  write_usda();
  const auto r = import_foods({(folder_ / "usda").string()}, out());
  ASSERT_TRUE(r) << r.error().detail;
  EXPECT_EQ(r->foods, 2U);
  EXPECT_EQ(r->skipped, 1U);
  const auto lex = food_lexicon::load(bytes());
  const auto* berries = lex.by_name("zorkberries wild raw");
  ASSERT_TRUE(berries) << bytes();
  EXPECT_EQ(berries->source, "fdc:1");
  EXPECT_DOUBLE_EQ(*berries->per_100g.kcal, 57);
  EXPECT_FALSE(berries->per_100g.fat_g);
  EXPECT_NEAR(*food_lexicon::estimate(*berries, 2, "cup")->kcal, 168.7, 0.1);
  EXPECT_NEAR(*food_lexicon::estimate(*berries, 1, "tbsp")->grams, 10, 0.01);
  const auto* nuts = lex.by_name("quibble nuts");
  ASSERT_TRUE(nuts);
  EXPECT_DOUBLE_EQ(*nuts->per_100g.kcal, 610);  // specific factors before general ones
  EXPECT_FALSE(nuts->per_100g.protein_g);
  ASSERT_FALSE(lex.search("zorkberries").empty());
  EXPECT_EQ(lex.search("zorkberries")[0], berries);
}

TEST_F(FoodImport, MenuItemsKeepTheirServing) {
  write("menu.json", R"({"restaurant":"The Devils Krafthouse","items":[
    {"name":"Blue Devil Burger","aliases":["devil burger"],"calories":720,"protein_g":40,"serving_g":300},
    {"name":"House Salad","calories":180},
    {"name":"Mystery"},{"calories":5},{"name":"Bad","calories":-3}]})");
  const auto r = import_foods({(folder_ / "menu.json").string()}, out());
  ASSERT_TRUE(r) << r.error().detail;
  EXPECT_EQ(r->menu_items, 2U);
  EXPECT_EQ(r->skipped, 3U);
  const auto lex = food_lexicon::load(bytes());
  const auto* burger = lex.by_name("devil burger");
  ASSERT_TRUE(burger);
  EXPECT_EQ(burger->restaurant, "the devils krafthouse");
  const auto e = food_lexicon::estimate(*burger, 2, "");
  EXPECT_NEAR(*e->kcal, 1440, 1);
  EXPECT_NEAR(*e->protein_g, 80, 0.1);
  EXPECT_FALSE(e->carbs_g);
}

TEST_F(FoodImport, FaultsAreNamedAndNothingIsWritten) {
  write("broken.json", "{\"restaurant\":");
  write("norestaurant.json", "{\"items\":[]}");
  fs::create_directories(folder_ / "empty");
  for (const char* p : {"broken.json", "norestaurant.json", "empty", "missing.json", "food.txt"}) {
    const auto r = import_foods({(folder_ / p).string()}, out());
    EXPECT_FALSE(r) << p;
    EXPECT_FALSE(r.error().detail.empty());
  }
  EXPECT_FALSE(import_foods({}, out()));
  EXPECT_FALSE(fs::exists(out()));
  write_usda();
  EXPECT_FALSE(
      import_foods({(folder_ / "usda").string(), (folder_ / "broken.json").string()}, out()));
  EXPECT_FALSE(fs::exists(out()));
}

TEST_F(FoodImport, DamagedFilesLoseOnlyTheirRows) {
  for (const char* text :
       {"\t\t\t", "a\tb\n", "name\t\t\tx\t-1\tnan\tinf\t\t\tcup=oops,=3,piece=-1\t\t\t\n",
        "\xff\xfe\t1\t2\n", "#\n\n\r\n"}) {
    const auto lex = food_lexicon::load(text);
    EXPECT_GE(lex.size(), 1500U);
  }
}

}  // namespace
}  // namespace nlp
