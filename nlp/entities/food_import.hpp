#pragma once
// Foods from outside: USDA FoodData Central's own CSV download and an operator's restaurant menus,
// compiled into one compact file that `food_lexicon::load` reads besides the project's own foods.
// Called by `sms-assistant import foods PATH...`. Formats: docs/food-import.md.
// Thread: blocking file work; call it from the command line or a worker.

#include <string>
#include <vector>

#include "config/common/result.hpp"

namespace nlp {

struct food_import_report {
  std::size_t foods = 0;           ///< rows written
  std::size_t menu_items = 0;      ///< of them, from menus
  std::size_t skipped = 0;         ///< rows without a usable name or any figure
  std::vector<std::string> notes;  ///< one line per file read or left out
};

/// Reads each of `paths`: a FoodData Central CSV folder (food.csv, food_nutrient.csv, nutrient.csv,
/// food_portion.csv, measure_unit.csv) or a menu file (*.json), and writes `out_file` at once (a
/// neighbour is written and renamed). Nothing is written when any path cannot be read.
result<food_import_report> import_foods(const std::vector<std::string>& paths,
                                        const std::string& out_file);

/// The file's name in the data folder.
inline constexpr const char* imported_foods_file = "foods.imported.tsv";

}  // namespace nlp
