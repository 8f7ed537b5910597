#pragma once
// Lengths of time: "for an hour and a half", "45 min", "1h20", "90 mins", "2 hrs 15". Callers: the
// pipeline, the time grammar. Thread: any; pure.

#include <string_view>
#include <vector>

#include "nlp/entities/time_types.hpp"
#include "nlp/text/tokenizer.hpp"

namespace nlp {

class time_terms;

struct duration_expression {
  std::size_t first = 0, last = 0;       ///< tokens [first, last), a leading "for" included
  double minutes = 0;                    ///< a month counts 30 days, a year 365
  time_grain unit = time_grain::minute;  ///< the finest unit said
  bool vague = false;                    ///< "a few hours", "about 20 min", "a couple of days"
  bool after_in = false;                 ///< "in 25 min": how long it took, or a time to come
};

/// All lengths of time in tokens [first, last). Those that are part of a point in time ("3 days
/// ago", "every 2 hours", "last 3 days") are not lengths and left out.
std::vector<duration_expression> find_durations(const token_list& tokens,
                                                std::string_view language = "en",
                                                std::size_t first = 0,
                                                std::size_t last = static_cast<std::size_t>(-1));
/// The same in tokens whose meanings were looked up before, in that language.
std::vector<duration_expression> find_durations(const time_terms& terms, std::string_view language);

}  // namespace nlp
