#include "nlp/entities/time_parser.hpp"

#include "nlp/entities/time_grammar.hpp"

namespace nlp {

std::string_view to_string(time_kind k) {
  switch (k) {
    case time_kind::point:
      return "point";
    case time_kind::interval:
      return "interval";
    case time_kind::open_after:
      return "open_after";
    case time_kind::open_before:
      return "open_before";
  }
  return "point";
}

std::string_view to_string(time_grain g) {
  static constexpr std::string_view names[] = {"second", "minute", "hour",    "day",
                                               "week",   "month",  "quarter", "year"};
  return names[static_cast<std::size_t>(g)];
}

std::vector<time_expression> find_times(const token_list& tokens, const time_options& options,
                                        std::size_t first, std::size_t last) {
  return find_times(time_terms(tokens, first, last, time_lexicon::of(options.language)), options);
}

std::vector<time_expression> find_times(const time_terms& terms, const time_options& options) {
  std::vector<time_expression> found;
  const time_grammar grammar(terms, options);
  for (std::size_t i = terms.first(); i < terms.end();) {
    auto x = grammar.expression(i);
    if (!x) {
      ++i;
      continue;
    }
    i = x->last;
    found.push_back(std::move(*x));
  }
  return found;
}

void warm_up_times() {
  time_lexicon::of("en");
  time_lexicon::of("es");
}

}  // namespace nlp
