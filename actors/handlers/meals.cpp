#include "actors/handlers/meals.hpp"

#include <algorithm>
#include <array>

#include "actors/handlers/support.hpp"
#include "nlp/entities/time_parser.hpp"
#include "nlp/text/tokenizer.hpp"

namespace handlers {

using namespace std::chrono;

std::string meal_at(hours hour) {
  const auto h = hour.count();
  return h >= 4 && h < 11    ? "breakfast"
         : h >= 11 && h < 15 ? "lunch"
         : h >= 17 && h < 22 ? "dinner"
                             : "snack";
}

std::string meal_of(const storage::food_log_row& r, const turn_context& t) {
  if (r.meal) return *r.meal;
  const auto local = t.state.tz.to_local(r.at);
  return meal_at(floor<hours>(local - local_seconds(floor<days>(local))));
}

std::string_view meal_named(std::string_view word) {
  struct name {
    std::string_view said, meal;
  };
  for (const auto& [said, meal] :
       {name{"breakfast", "breakfast"}, name{"lunch", "lunch"}, name{"dinner", "dinner"},
        name{"supper", "dinner"}, name{"snack", "snack"}, name{"desayuno", "breakfast"},
        name{"almuerzo", "lunch"}, name{"cena", "dinner"}, name{"merienda", "snack"}})
    if (word == said) return meal;
  return {};
}

std::optional<meal_of_day> read_meal_of_day(std::string_view said, local_seconds now,
                                            std::string_view language) {
  constexpr std::array joints = {"the", "my",  "on",  "from", "of",   "for", "at",  "i",
                                 "had", "el",  "la",  "de",   "del",  "mi",  "los", "las",
                                 "en",  "que", "ate", "was",  "same", "one"};
  meal_of_day out;
  std::string rest;
  const auto tokens = nlp::tokenize(said);
  for (const auto& token : tokens) {
    auto word = token.text;
    for (const std::string_view owner : {"'s", "s"})
      if (word.ends_with(owner) && word.size() > 6 && word != "breakfasts") {
        word.remove_suffix(owner.size());
        break;
      }
    if (const auto meal = meal_named(word); !meal.empty() && out.meal.empty())
      out.meal = meal;
    else if (std::ranges::find(joints, word) == joints.end())
      rest.append(rest.empty() ? "" : " ").append(word);
  }
  if (rest.empty()) return out.meal.empty() ? std::nullopt : std::optional(out);
  nlp::time_options options;
  options.reference = now;
  options.bias = nlp::time_bias::past;
  options.language = language;
  const auto day_words = nlp::tokenize(rest);
  const auto times = nlp::find_times(day_words, options);
  if (times.size() != 1) return std::nullopt;
  const auto& day = times.front();
  const bool whole = day.first == 0 && day.last == day_words.size();
  const auto here = floor<days>(now);
  if (!whole || day.recurrence || day.has_clock || (!day.has_date && !day.has_part) ||
      day.end - day.start > days(1) || day.day() > here)
    return std::nullopt;
  out.day = day.day();
  // "as last night", "as this morning"
  if (day.has_part && out.meal.empty())
    out.meal = meal_at(floor<hours>(day.at - local_seconds(day.day())));
  return out;
}

}  // namespace handlers
