#pragma once
// How much: portions of food, volumes of water, and calories and macros said in the text. Called
// by slot filling. Language data: nlp/lexicon/units.tsv.
// Thread: pure functions. Holds: never throws, reads only tokens [i, size).

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "nlp/text/tokenizer.hpp"

namespace nlp {

/// "2 slices of", "half a", "200g", "a fat slice", "x2", "double": quantity and unit as the slots
/// want them.
struct portion {
  double quantity = 1;
  std::string_view unit;             ///< canonical (slice, cup, bowl, g, oz...); empty: a count
  std::uint32_t begin = 0, end = 0;  ///< tokens, an "of" that follows included
  bool has_quantity = false;         ///< a number, fraction, "a couple", "double" was said
  bool article_only = false;         ///< only "a", "an", "the", "some": quantity 1 and not said
  bool vague = false;                ///< "a few", "some", "a fat slice", "a bit"
  double size = 1;                   ///< small 0.75, large 1.5: scales an estimate, not the slot
};

/// The portion that starts at token `i`, read as far as it goes: what stands before a food.
std::optional<portion> portion_before(std::span<const token> tokens, std::size_t i);
/// The portion that starts at token `i` right after a food ("x2", "200g", "2 scoops", "(6 oz)").
std::optional<portion> portion_after(std::span<const token> tokens, std::size_t i);

/// Canonical unit of a word ("slices" -> "slice", "tazas" -> "cup"); empty when it is none.
std::string_view unit_of(std::string_view word);

/// A volume of a drink: "16oz", "2 bottles", "half a litre", "a liter and a half", "un vaso".
struct volume {
  double ml = 0;
  std::uint32_t begin = 0, end = 0;  ///< tokens; a "of" that follows is not included
  std::string_view unit;             ///< oz, cup, bottle, l, ml...
  bool container = false;  ///< glass, bottle, can...: a size said or learned may replace it
  bool ordinal = false;    ///< "my third glass": one glass
};
/// The volume that starts at token `i`. A bare number is none.
std::optional<volume> volume_at(std::span<const token> tokens, std::size_t i);

/// Energy and macros said in the text.
struct macros {
  std::optional<double> calories, protein_g, carbs_g, fat_g, fiber_g;
  std::optional<double> other;       ///< sugars, sodium: read so that they are taken for no food
  std::uint32_t begin = 0, end = 0;  ///< tokens from the first figure to the last
  bool any() const { return calories || protein_g || carbs_g || fat_g || fiber_g || other; }
};
/// "300 cal 20g protein", "450kcal, 30p 40c 12f", "20 g of protein", "cals 300" starting at token
/// `i`; reads on over commas, "and", "/" while figures follow. A lone "20 g" is none.
std::optional<macros> macros_at(std::span<const token> tokens, std::size_t i);
/// The first such group anywhere.
std::optional<macros> find_macros(std::span<const token> tokens);

}  // namespace nlp
