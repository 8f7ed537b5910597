#pragma once
// The foods people text: finding them in tokens, searching them by name, and what a portion of
// them holds. Called by slot filling, by the search and food handlers, and by `import foods`.
// Thread: immutable once built; `shared_foods()` is used by all threads.
// Holds: a figure is either the source table's or absent, never invented.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/common/result.hpp"
#include "nlp/text/tokenizer.hpp"

namespace nlp {

/// What 100 g hold. Absent: the source gives no figure.
struct nutrition {
  std::optional<double> kcal, protein_g, carbs_g, fat_g, fiber_g;
};

struct food_portion {
  std::string_view unit;  ///< as in the `unit` slot: slice, cup, bowl, piece...
  double grams;
};

/// One food of the lexicon.
struct food_info {
  std::string_view name;        ///< canonical, lower case
  std::string_view source;      ///< "fdc:173424", "fndds:21401120" or "menu:<restaurant>"
  std::string_view restaurant;  ///< chain items; else empty
  nutrition per_100g;
  double default_g = 0;  ///< grams of a usual helping; 0: not known
  bool drink = false;
  bool stand_in = false;  ///< the figures are a recipe's or a near relative's: always "estimated"
  std::span<const food_portion> portions;
};

/// A food found in a token range.
struct food_match {
  const food_info* food = nullptr;
  std::uint32_t begin = 0, end = 0;  ///< tokens [begin, end) of the span searched
  std::string name;                  ///< for the `food` slot: the words said, spelling repaired,
                                     ///< abbreviations spelt out ("pb" -> "peanut butter")
  double score = 0;                  ///< 1 exact; 0.95 plural; 0.9 joined or split; 0.75 typo
  bool ambiguous = false;  ///< also an ordinary word ("date", "roll"): needs other evidence
};

/// The figures of a portion. Absent where the food's figure is absent.
struct food_estimate {
  std::optional<double> grams, kcal, protein_g, carbs_g, fat_g, fiber_g;
  /// The figures rest on a general size of the unit or on a near relative of the food.
  bool estimated = false;
};

class food_lexicon {
 public:
  /// The project's own foods; with `imported` (the bytes of the file that `import_foods` wrote),
  /// those too. Rows that cannot be read are skipped.
  static food_lexicon load(std::string_view imported = {});
  ~food_lexicon();
  food_lexicon(food_lexicon&&) noexcept;
  food_lexicon& operator=(food_lexicon&&) noexcept;

  std::size_t size() const;
  std::span<const food_info> foods() const;

  /// The longest food that starts at token `i`: exact, plural, alias, joined or split words, then
  /// one-edit typos of words of five letters or more (four when nothing else reads so). Correct
  /// English words are never taken for typos.
  std::optional<food_match> find_at(std::span<const token> tokens, std::size_t i) const;
  /// All foods, left to right, longest first, not overlapping.
  std::vector<food_match> find_all(std::span<const token> tokens) const;

  /// Free text to foods ("how many calories in a banana"), best first. Under 1 ms with 15,000
  /// foods.
  std::vector<const food_info*> search(std::string_view query, std::size_t limit = 5) const;

  /// The food whose name or alias is exactly `name` (folded, spaces between words).
  const food_info* by_name(std::string_view name) const;

  /// What `quantity` `unit`s of `food` hold. No quantity: a usual helping ("had grapes"). No unit:
  /// so many pieces ("2 eggs"). `said`, the words of the slot, tells "a cookie" from "cookies" when
  /// there is no quantity. Nullopt when no grams can be told.
  static std::optional<food_estimate> estimate(const food_info& food,
                                               std::optional<double> quantity,
                                               std::string_view unit, std::string_view said = {});

  /// The words of tokens [begin, end) with food words repaired ("chikn sandwhich" -> "chicken
  /// sandwich"), "w/" and "n" spelt out, joined by spaces: the name of a food that the lexicon does
  /// not hold as a whole.
  std::string repair(std::span<const token> tokens, std::size_t begin, std::size_t end) const;

  /// True when `word` occurs in some food's name or alias.
  bool is_food_word(std::string_view word) const;

  std::size_t memory() const;

 private:
  struct impl;
  explicit food_lexicon(std::unique_ptr<impl> i);
  std::unique_ptr<impl> impl_;
};

/// The lexicon that all threads use; built on first use.
const food_lexicon& shared_foods();
/// Adds an imported file (data folder) to the shared lexicon. Call at start-up, before the first
/// text. A missing file is no error; an unreadable one is reported and nothing is added.
result<void> load_imported_foods(const std::string& path);

/// Restaurants named in text: canonical name and the tokens that name it.
struct restaurant_match {
  std::string_view name;
  std::uint32_t begin = 0, end = 0;
  bool ambiguous = false;  ///< also an ordinary word ("subway", "wendys" not)
};
std::optional<restaurant_match> find_restaurant(std::span<const token> tokens, std::size_t i);

}  // namespace nlp
