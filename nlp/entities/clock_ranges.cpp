// Sleep as it is told: from one clock time to another, with or without am and pm.

#include <cmath>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/time_grammar.hpp"

namespace nlp {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

clock_time as_clock(const said_time& s, std::size_t last) {
  clock_time c;
  c.last = last;
  const int minute = std::max(s.minute, 0);
  if (s.midnight) {
    c.half_day_known = true;
    return c;
  }
  if (s.half == 0 || s.half == 1) {
    c.since_midnight = minutes((s.hour % 12 + 12 * s.half) * 60 + minute);
    c.half_day_known = true;
  } else {
    c.since_midnight = minutes((s.hour % 24) * 60 + minute);
    c.half_day_known = s.half == 2;
  }
  return c;
}

/// How usual it is to sleep from `from` for `length`; smaller is better.
int oddness(minutes from, minutes length, sleep_kind kind) {
  const auto h = length.count() / 60.0;
  const auto start = from.count() / 60.0;
  const auto end = std::fmod(start + h, 24.0);
  int odd = 0;
  if (kind == sleep_kind::nap) {
    if (h > 4) odd += 40;
    if (h > 6) odd += 60;
    if (h <= 0) odd += 100;
    if (start < 9 || start >= 20) odd += 20;
    return odd;
  }
  if (h > 14) odd += 15;
  if (h > 12) odd += 45;
  if (h > 11) odd += 12;
  if (h < 1) odd += 30;
  if (h < 2.5) odd += 4;
  // Nights begin between 8 pm and 4 am and end by light; shift workers' days are less usual, not
  // wrong.
  if (start >= 4 && start < 20) odd += start < 9 ? 7 : start < 11 ? 11 : 14;
  if (end >= 19 || end < 4.5) odd += 4;
  return odd;
}

}  // namespace

clock_range place_sleep(const clock_time& bed, const clock_time& up, const time_options& options,
                        sleep_kind kind, std::optional<local_days> day_said) {
  const auto now = options.reference;
  const auto today = std::chrono::floor<days>(now);
  clock_range best;
  int best_odd = 1'000'000;
  for (int b = 0; b < (bed.half_day_known ? 1 : 2); ++b) {
    for (int u = 0; u < (up.half_day_known ? 1 : 2); ++u) {
      const auto from = (bed.since_midnight + minutes(720 * b)) % minutes(1440);
      const auto to = (up.since_midnight + minutes(720 * u)) % minutes(1440);
      auto length = to - from;
      if (length <= minutes(0)) length += minutes(1440);
      local_seconds end;
      if (day_said) {
        // "yesterday from 11 to 7" may name the evening or the morning; waking decides when the
        // stretch lies within one day.
        end = local_seconds(*day_said) + to;
      } else {
        end = local_seconds(today) + to;
        if (options.bias == time_bias::future) {
          while (end - length <= now) end += days(1);
        } else {
          while (end > now) end -= days(1);
        }
      }
      int odd = oddness(from, length, kind) * 1000;
      // Among the equally usual, the one nearest to now.
      const auto away = options.bias == time_bias::future ? end - now : now - end;
      odd += static_cast<int>(std::chrono::duration_cast<hours>(away).count()) *
             (kind == sleep_kind::nap ? 20 : 500);
      // "slept 9 to 4 yesterday": by day
      if (!bed.half_day_known && !up.half_day_known && kind == sleep_kind::night && day_said &&
          *day_said + days(1) == today && from >= minutes(8 * 60) && from < minutes(11 * 60) &&
          to >= minutes(12 * 60) && to <= minutes(18 * 60))
        odd -= 50'000;
      if (odd < best_odd) {
        best_odd = odd;
        best.from = end - length;
        best.to = end;
      }
    }
  }
  best.from = on_the_wall(best.from, options.tz);
  best.to = on_the_wall(best.to, options.tz);
  best.has_date = day_said.has_value();
  return best;
}

std::vector<clock_range> find_clock_ranges(const token_list& tokens, const time_options& options,
                                           sleep_kind kind, std::size_t first, std::size_t last) {
  std::vector<clock_range> found;
  const time_terms terms(tokens, first, last, time_lexicon::of(options.language));
  const time_grammar grammar(terms, options);
  auto bare = options;
  bare.lone_numbers = true;
  const time_grammar ranges(terms, bare);
  std::optional<local_days> day;
  for (std::size_t i = terms.first(); i < terms.end();) {
    time_grammar::clock_pair pair;
    const auto end = ranges.clock_pair_at(i, true, pair);
    if (end == no_match) {
      // A day said anywhere before or after counts for the ranges beside it.
      const auto x = grammar.expression(i);
      if (x && x->has_date && !x->has_clock && !x->has_part && x->grain == time_grain::day &&
          x->kind == time_kind::point) {
        day = x->day();
        i = x->last;
      } else {
        ++i;
      }
      continue;
    }
    std::optional<local_days> said = day;
    std::size_t after = end;
    if (const auto x = grammar.expression(end); x && x->has_date && !x->has_clock && !x->has_part &&
                                                x->grain == time_grain::day &&
                                                x->kind == time_kind::point) {
      said = x->day();
      after = x->last;
    }
    auto range = place_sleep(as_clock(pair.from, end), as_clock(pair.to, end), options, kind, said);
    range.first = i;
    range.last = after;
    found.push_back(range);
    i = after;
  }
  return found;
}

std::optional<clock_time> clock_at(const token_list& tokens, const time_options& options,
                                   std::size_t first) {
  const time_terms terms(tokens, 0, tokens.size(), time_lexicon::of(options.language));
  const time_grammar grammar(terms, options);
  piece_context c;
  c.lead = clock_lead::at;
  c.lone_hours = true;
  said_time s;
  const auto end = grammar.clock(first, c, s);
  if (end == no_match) return std::nullopt;
  return as_clock(s, end);
}

}  // namespace nlp
