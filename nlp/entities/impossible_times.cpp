#include "nlp/entities/impossible_times.hpp"

#include <array>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/text/tokenizer.hpp"

namespace nlp {
namespace {

constexpr std::array<std::string_view, 12> month_names = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr int leap_year = 2024;

/// 1 to 12 for "feb", "february"; 0 for other words.
int month_named(std::string_view word) {
  if (word == "sept") return 9;
  for (std::size_t i = 0; i < month_names.size(); ++i)
    if (word == month_names[i] || (word.size() == 3 && month_names[i].starts_with(word)))
      return static_cast<int>(i) + 1;
  return 0;
}

bool no_such_day(int month, double day) {
  return day > days_in_month(leap_year, month) && day < 100;
}

}  // namespace

std::optional<impossible_time> find_impossible_time(std::string_view text) {
  const auto tokens = tokenize(text);
  const auto is_number = [&](std::size_t i) {
    return i < tokens.size() && tokens[i].type == token::kind::number;
  };
  const auto word = [&](std::size_t i) {
    return i < tokens.size() ? tokens[i].text : std::string_view();
  };
  const auto found = [&](std::size_t first, std::size_t last, bool repeats) {
    impossible_time t{tokens[first].begin, tokens[last].end, {}, repeats};
    t.said = text.substr(t.begin, t.end - t.begin);
    return t;
  };
  const auto ordinal_end = [&](std::size_t i) {
    const auto w = word(i + 1);
    return w == "th" || w == "st" || w == "nd" || w == "rd" ? i + 1 : i;
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (const auto month = month_named(word(i)); month && is_number(i + 1)) {
      // "may 31 2026": the number after a month is a day unless it is a year.
      if (no_such_day(month, tokens[i + 1].value)) return found(i, ordinal_end(i + 1), false);
    }
    if (is_number(i)) {
      auto k = ordinal_end(i) + 1;
      if (word(k) == "of") ++k;
      if (const auto month = month_named(word(k));
          month && tokens[i].value >= 29 && no_such_day(month, tokens[i].value))
        return found(i, k, false);
      if (word(i + 1) == "/" && is_number(i + 2) && !tokens[i + 1].space_before &&
          tokens[i].value >= 1 && tokens[i].value <= 12 && tokens[i + 2].value >= 29 &&
          no_such_day(static_cast<int>(tokens[i].value), tokens[i + 2].value) &&
          !(i + 3 < tokens.size() && word(i + 3) == "/"))
        return found(i, i + 2, false);
    }
    if (word(i) == "every" &&
        (word(i + 1) == "zero" || (is_number(i + 1) && tokens[i + 1].value == 0)))
      return found(i, i + 2 < tokens.size() ? i + 2 : i + 1, true);
  }
  return std::nullopt;
}

}  // namespace nlp
