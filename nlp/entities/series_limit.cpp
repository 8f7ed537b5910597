#include "nlp/entities/series_limit.hpp"

#include <algorithm>

#include "nlp/entities/calendar_math.hpp"

namespace nlp {
namespace {

constexpr double most_times = 1000;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// Days and months of "3 weeks"; nothing for hours and for words that are no unit.
bool take_unit(std::string_view word, std::int64_t n, series_limit& limit) {
  if (one_of(word, {"day", "days"}))
    limit.days = n;
  else if (one_of(word, {"week", "weeks", "wk", "wks"}))
    limit.days = 7 * n;
  else if (one_of(word, {"month", "months"}))
    limit.months = n;
  else if (one_of(word, {"year", "years"}))
    limit.months = 12 * n;
  else
    return false;
  return true;
}

}  // namespace

std::optional<series_limit> find_series_limit(std::string_view text, const time_options& options) {
  const auto tokens = tokenize(text);
  const auto word = [&](std::size_t i) {
    return i < tokens.size() ? tokens[i].text : std::string_view();
  };
  const auto number = [&](std::size_t i) -> std::optional<std::int64_t> {
    if (one_of(word(i), {"a", "one"})) return 1;
    if (i >= tokens.size() || tokens[i].type != token::kind::number) return std::nullopt;
    const auto v = tokens[i].value;
    if (v < 1 || v > most_times || v != static_cast<double>(static_cast<int>(v)))
      return std::nullopt;
    return static_cast<std::int64_t>(v);
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    series_limit limit;
    limit.begin = tokens[i].begin;
    if (one_of(word(i), {"until", "til", "till", "through", "hasta"})) {
      auto ahead = options;
      ahead.bias = time_bias::future;
      // Read without the preposition, so that the day itself is the answer.
      const auto times = find_times(tokens, ahead, i + 1);
      if (times.empty() || times.front().first != i + 1 || times.front().recurrence) continue;
      limit.until = times.front().day();
      limit.end = tokens[times.front().last - 1].end;
      return limit;
    }
    if (one_of(word(i), {"for", "during"})) {
      auto k = i + 1;
      if (one_of(word(k), {"the"})) ++k;
      if (one_of(word(k), {"next"})) ++k;
      const auto n = number(k);
      if (!n || !take_unit(word(k + 1), *n, limit)) continue;
      limit.end = tokens[k + 1].end;
      return limit;
    }
    if (const auto n = number(i); n && one_of(word(i + 1), {"times", "x"})) {
      // "5 x 5" is a set, not a number of times.
      if (i + 2 < tokens.size() && tokens[i + 2].type == token::kind::number) continue;
      if (one_of(word(i + 2), {"a", "per", "every", "each", "daily"})) continue;
      limit.times = static_cast<std::uint16_t>(*n);
      limit.end = tokens[i + 1].end;
      return limit;
    }
  }
  return std::nullopt;
}

std::uint32_t find_hours(std::string_view text, const time_options& options) {
  constexpr int first_of_day = 6, half_day = 12;
  const auto tokens = tokenize(text);
  for (std::size_t i = 0; i + 3 < tokens.size(); ++i) {
    if (!one_of(tokens[i].text, {"from", "between", "de", "entre"})) continue;
    const auto from = clock_at(tokens, options, i + 1);
    if (!from || from->last + 1 >= tokens.size() ||
        !one_of(tokens[from->last].text, {"to", "and", "till", "til", "until", "-", "a", "y"}))
      continue;
    const auto to = clock_at(tokens, options, from->last + 1);
    if (!to) continue;
    auto first = static_cast<int>(from->since_midnight.count() + 59) / 60;
    auto last = static_cast<int>(to->since_midnight.count()) / 60;
    if (!from->half_day_known && first < first_of_day) first += half_day;
    if (!to->half_day_known && last <= first && last + half_day <= 24) last += half_day;
    std::uint32_t mask = 0;
    if (last < first) last += 24;  // over midnight
    for (int h = first; h <= last; ++h) mask |= 1U << static_cast<unsigned>(h % 24);
    return mask;
  }
  return 0;
}

void apply(const series_limit& limit, recurrence_rule& rule, local_seconds start) {
  using namespace std::chrono;
  if (limit.times) {
    rule.count = limit.times;
    return;
  }
  const auto first = floor<days>(start);
  auto last = first + days(limit.days - 1);
  if (limit.months > 0) {
    const auto month = add_months(month_start(first), static_cast<long>(limit.months));
    const auto length = days_in_month(year_of(month), month_of(month));
    last = month + days(std::min(month_day_of(first), length) - 2);
  }
  rule.until = local_seconds(limit.until.value_or(last)) + hours(24) - seconds(1);
}

}  // namespace nlp
