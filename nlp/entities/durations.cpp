#include "nlp/entities/durations.hpp"

#include "nlp/entities/time_grammar.hpp"

namespace nlp {

std::vector<duration_expression> find_durations(const token_list& tokens, std::string_view language,
                                                std::size_t first, std::size_t last) {
  return find_durations(time_terms(tokens, first, last, time_lexicon::of(language)), language);
}

std::vector<duration_expression> find_durations(const time_terms& t, std::string_view language) {
  std::vector<duration_expression> found;
  const time_options options{.reference = {}, .language = language};
  // Most spans name no unit.
  const auto measures = [&](std::size_t i) {
    return (t.classes(i) & set_of({word_class::unit})) || t.symbol(i, '\'') || t.symbol(i, '"');
  };
  std::size_t unit = t.first();
  while (unit < t.end() && !measures(unit)) ++unit;
  if (unit == t.end()) return found;
  const time_grammar grammar(t, options);
  for (std::size_t i = t.first(); i < t.end();) {
    if (!t.number(i) && !t.word(i)) {
      ++i;
      continue;
    }
    time_amount a;
    const auto end = grammar.amount(i, a);
    if (end == no_match) {
      // "1:30 h", "2:20 hrs": a clock-like length with its unit
      const bool digits = t.number(i) && t.symbol(i + 1, ':') && t.touching(i + 1) &&
                          t.number(i + 2) && t.touching(i + 2) && t.text(i + 2).size() == 2;
      const auto u = digits ? t.phrase(i + 3, word_class::unit) : time_terms::match{};
      if (u && (u.value() == static_cast<int>(time_unit::hour) ||
                u.value() == static_cast<int>(time_unit::minute))) {
        const double high = t.tok(i).value, low = t.tok(i + 2).value;
        const bool hours = u.value() == static_cast<int>(time_unit::hour);
        found.push_back({i, u.end, hours ? high * 60 + low : high + low / 60,
                         hours ? time_grain::minute : time_grain::second, false, false});
        i = u.end;
        continue;
      }
      ++i;
      continue;
    }
    // "1990s", "1530 hours", "15h30", "20 minutes to 2" are times, not lengths.
    const bool year_or_clock =
        t.number(i) &&
        (t.text(i).size() == 4 ||
         (a.lone_letter && a.parts[0].unit == time_unit::hour && a.parts[0].n >= 13 && a.size > 1));
    const bool to_the_hour =
        a.finest() == time_unit::minute && t.number(i) &&
        (t.is_text(end, "to") || t.is_text(end, "past") || t.is_text(end, "till")) &&
        (t.number(end + 1) || t.phrase(end + 1, word_class::clock_word));
    const bool counted_off = year_or_clock || to_the_hour || t.phrase(end, word_class::ago) ||
                             t.phrase(end, word_class::from_now) || t.is_text(end, "from") ||
                             t.is_text(end, "after") ||
                             (t.is_text(end, "before") && a.finest() >= time_unit::day);
    bool led_off = false;
    bool after_in = false;
    std::size_t begin = i;
    if (i > t.first()) {
      led_off = t.is(i - 1, word_class::every) || t.is(i - 1, word_class::cycle);
      after_in = t.is_text(i - 1, "in") || t.is_text(i - 1, "en");
      if (t.is(i - 1, word_class::for_)) begin = i - 1;
    }
    // "a day" is how often, "a minute" a figure of speech; a length of one has its "for" or number.
    const bool article = t.is(i, word_class::article) && a.size == 1 && a.parts[0].n == 1 &&
                         begin == i && !after_in && a.finest() != time_unit::hour;
    if (!counted_off && !led_off && !article) {
      const auto seconds = a.seconds();
      found.push_back({begin, end, seconds / 60, grain_of(a.finest()), a.vague, after_in});
    }
    i = end;
  }
  return found;
}

}  // namespace nlp
