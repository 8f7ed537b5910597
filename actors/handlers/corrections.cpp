#include "actors/handlers/corrections.hpp"

#include <array>

// Which thing a correction names. It has to be found before anything is changed: without this, a
// correction of something that was never logged would change whatever was logged last.

namespace handlers {
namespace {

using nlp::token;

template <std::size_t N>
bool one_of(const token& t, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, t.text) != words.end();
}

/// What may stand before "the crisps were ...".
constexpr std::array<std::string_view, 22> openers = {
    "no",  "nope", "actually", "sorry",  "oops",   "wait", "oh",  "and",
    "ok",  "well", "hey",      "also",   "so",     "ah",   "pls", "please",
    "hmm", "but",  "ay",       "perdon", "espera", "bueno"};
constexpr std::array<std::string_view, 9> change_verbs = {
    "change", "edit", "update", "fix", "correct", "switch", "cambia", "corrige", "cambiar"};
constexpr std::array<std::string_view, 12> determiners = {
    "the", "my", "those", "these", "el", "la", "los", "las", "mi", "mis", "make", "set"};
constexpr std::array<std::string_view, 17> links = {
    "to",      "into",  "as", "was", "were", "is",   "are", "should", "wasn't",
    "weren't", "isn't", "a",  "por", "era",  "eran", "fue", "fueron"};
/// Kinds, figures and pointers: they say which part of the last entry, not which entry.
constexpr std::array<std::string_view, 92> generic = {
    "it",       "that",     "this",     "one",     "ones",     "entry",     "entries",
    "log",      "meal",     "food",     "drink",   "snack",    "dish",      "thing",
    "stuff",    "bowl",     "plate",    "portion", "serving",  "size",      "amount",
    "quantity", "number",   "count",    "unit",    "units",    "calories",  "calorie",
    "cals",     "cal",      "kcal",     "protein", "carbs",    "carb",      "fat",
    "fiber",    "macros",   "weight",   "reps",    "rep",      "sets",      "set",
    "distance", "time",     "duration", "minutes", "hours",    "breakfast", "lunch",
    "dinner",   "supper",   "brunch",   "total",   "date",     "day",       "title",
    "name",     "water",    "workout",  "session", "sleep",    "nap",       "night",
    "rest",     "exercise", "glass",    "cup",     "bottle",   "order",     "restaurant",
    "place",    "brand",    "last",     "first",   "second",   "third",     "other",
    "previous", "latest",   "whole",    "comida",  "bebida",   "desayuno",  "almuerzo",
    "cena",     "entrada",  "peso",     "agua",    "calorias", "cantidad",  "hora",
    "ultimo"};

constexpr std::size_t longest_name = 3;

}  // namespace

std::optional<std::string> thing_named(std::string_view text) {
  const auto tokens = nlp::tokenize(text);
  std::size_t i = 0;
  bool led = false;
  for (; i < tokens.size(); ++i) {
    const auto& t = tokens[i];
    if (one_of(t, change_verbs) || one_of(t, determiners))
      led = true;
    else if (led || !(one_of(t, openers) || t.type == token::kind::symbol))
      break;
  }
  if (!led) return std::nullopt;
  std::string thing;
  std::size_t words = 0;
  for (; i < tokens.size(); ++i) {
    const auto& t = tokens[i];
    if (one_of(t, links)) {
      if (i + 1 >= tokens.size() || words == 0) return std::nullopt;
      return thing;
    }
    if (t.type != token::kind::word) return std::nullopt;
    if (one_of(t, generic)) continue;
    if (++words > longest_name) return std::nullopt;
    thing += (thing.empty() ? "" : " ") + std::string(t.text);
  }
  return std::nullopt;
}

}  // namespace handlers
