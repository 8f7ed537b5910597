#pragma once
// The grammar of time expressions: rules over tokens, each a function from a token position to what
// was said and the position after it. One class over several files, a kind of rule in each; the
// declarations below name them. time_grammar.cpp is the entry, time_points.cpp and time_ranges.cpp
// put pieces together. Callers: time_parser, clock ranges, durations. Thread: one text, one object.
// Holds: a rule looks at a bounded number of tokens, so reading a text is linear.

#include <array>
#include <vector>

#include "nlp/entities/said_time.hpp"

namespace nlp {

/// A place in the tokens; `no_match` when a rule does not apply.
using token_pos = std::size_t;
inline constexpr token_pos no_match = static_cast<token_pos>(-1);

/// How far the word before a number makes a clock time of it.
enum class clock_lead : std::uint8_t {
  none,
  soft,  ///< "by", "after", "around": a bare hour counts when nothing is counted
         ///< with it
  at,    ///< "at", "@"
};

/// "2 hours and 15 minutes".
struct time_amount {
  struct part {
    time_unit unit = time_unit::minute;
    double n = 0;
  };
  std::array<part, 4> parts{};
  std::size_t size = 0;
  bool vague = false;
  bool lone_letter = false;  ///< only a letter for the unit: "5m", "8 d"

  time_unit finest() const;
  double seconds() const;
};

/// What stands around a piece and helps to read it.
struct piece_context {
  clock_lead lead = clock_lead::none;
  bool on = false;  ///< "on", "due", "for the": a day follows
  bool in = false;  ///< "in", "during", "since", "of": a month, year or season follows
  bool the = false;
  bool lone_hours = false;          ///< a bare number may be an hour
  const said_time* said = nullptr;  ///< what was said before in this expression
};

class time_grammar {
 public:
  time_grammar(const time_terms& terms, const time_options& options);

  /// The time expression that begins at `i`.
  std::optional<time_expression> expression(token_pos i) const;

  token_pos amount(token_pos i, time_amount& out) const;
  token_pos clock(token_pos i, const piece_context& c, said_time& s) const;
  struct clock_pair {
    said_time from, to;
  };
  token_pos clock_pair_at(token_pos i, bool bare, clock_pair& out) const;
  token_pos point(token_pos i, piece_context c, said_time& s) const;

  const placing& where() const { return where_; }

 private:
  // time_grammar.cpp
  struct connector {
    token_pos end;
    piece_context context;
  };
  connector connectors(token_pos i, const piece_context& before, bool inside) const;
  bool can_begin(token_pos i) const;
  bool whole_text(token_pos begin, token_pos end) const;
  local_days today() const;

  // time_points.cpp
  token_pos point_here(token_pos i, piece_context c, said_time& s) const;
  token_pos piece(token_pos i, const piece_context& c, said_time& s) const;
  bool clock_of_day(token_pos i, const piece_context& c, const said_time& date) const;
  bool supported(token_pos begin, token_pos end, const piece_context& c, const said_time& s) const;
  int half_of_meal(token_pos i) const;
  std::optional<time_expression> single(token_pos i) const;
  std::optional<time_expression> make(token_pos i, token_pos end, const said_time& s) const;

  // date_pieces.cpp
  token_pos date_piece(token_pos i, const piece_context& c, said_time& s) const;

  // open_spans.cpp
  std::optional<time_expression> open_span(token_pos i) const;
  std::optional<time_expression> lasting(token_pos i) const;

  // time_ranges.cpp
  std::optional<time_expression> range(token_pos i) const;
  std::optional<time_expression> date_range(token_pos i) const;
  std::optional<time_expression> day_range(token_pos i) const;
  std::optional<time_expression> make_range(token_pos i, token_pos end, const said_time& a,
                                            const said_time& b) const;

  // clock_spans.cpp; the pair is public, above
  std::optional<time_expression> clock_range(token_pos i) const;

  // clock_rules.cpp
  struct small_number {
    int value = -1;
    token_pos end = 0;
    std::size_t digits = 0;  ///< 0: in words
    bool leading_zero = false;
  };
  small_number integer(token_pos i) const {
    return t_.in(i) ? integers_[i - t_.first()] : small_number{};
  }
  small_number read_integer(token_pos i) const;
  token_pos clock_minutes_past(token_pos i, const piece_context& c, said_time& s) const;
  token_pos clock_digits(token_pos i, const piece_context& c, said_time& s) const;
  token_pos clock_words(token_pos i, const piece_context& c, said_time& s) const;
  bool hour_can_end(token_pos next, clock_lead lead) const;
  bool part_follows(token_pos i) const;
  bool day_follows(token_pos i) const;
  token_pos part(token_pos i, const piece_context& c, said_time& s) const;

  // clock_tails.cpp
  token_pos meridiem(token_pos i, bool single_a, int& half) const;
  token_pos clock_tail(token_pos i, bool single_a, said_time& s) const;
  token_pos zone_after(token_pos i, said_time& s) const;

  // numeric_dates.cpp
  token_pos numeric_date(token_pos i, const piece_context& c, said_time& s) const;
  token_pos iso_date_time(token_pos i, said_time& s) const;

  // month_dates.cpp
  token_pos month_first(token_pos i, const piece_context& c, said_time& s) const;
  token_pos day_first(token_pos i, const piece_context& c, said_time& s) const;
  token_pos roman_month(token_pos i, token_pos k, char joint, int day, said_time& s) const;
  token_pos month_day_number(token_pos i, int& day, bool& ordinal) const;
  token_pos year_after(token_pos i, bool two_digits, int& year) const;
  token_pos year_number(token_pos i, int& year) const;
  token_pos year_piece(token_pos i, const piece_context& c, said_time& s) const;
  token_pos day_of_month(token_pos i, const piece_context& c, said_time& s) const;

  // parts_of_dates.cpp
  token_pos quarter(token_pos i, said_time& s) const;
  token_pos half_year(token_pos i, said_time& s) const;
  token_pos nth_of(token_pos i, said_time& s) const;
  token_pos container(token_pos i, said_time& s) const;
  token_pos edge(token_pos i, said_time& s) const;
  token_pos ordinal(token_pos i, int& n, bool& from_end) const;

  // week_numbers.cpp
  token_pos numbered_week(token_pos i, const piece_context& c, said_time& s) const;
  token_pos week_code(token_pos i, int& week, int& weekday) const;

  // weekday_rules.cpp
  token_pos weekday(token_pos i, said_time& s) const;
  token_pos beside_date(token_pos i, int wanted, said_time& s) const;
  token_pos holiday(token_pos i, said_time& s) const;
  token_pos nearest_to(token_pos i, said_time& s) const;
  void put_weekend_of(local_days feast, said_time& s) const;

  // time_amounts.cpp
  token_pos amount_part(token_pos i, bool more, time_amount& out) const;

  // count_rules.cpp
  token_pos shift(token_pos i, said_time& s) const;
  token_pos shift_from(token_pos i, said_time& s) const;
  token_pos weekdays_away(token_pos i, said_time& s) const;
  token_pos work_days(token_pos i, long& n) const;
  token_pos moved_on(token_pos end, said_time& s) const;
  void put_shift(const time_amount& a, int sign, said_time& s) const;
  void put_anchor(const time_span& span, time_unit unit, said_time& s) const;
  void put_day(long offset, said_time& s) const;

  // cycle_rules.cpp
  token_pos cycle(token_pos i, const piece_context& c, said_time& s) const;
  token_pos cycle_stretch(token_pos i, int n, said_time& s) const;
  token_pos rest_of(token_pos i, said_time& s) const;

  // repeat_rules.cpp
  token_pos repeat(token_pos i, said_time& s) const;
  token_pos weekday_list(token_pos i, std::uint8_t& mask) const;
  static bool settle_rule(said_time& s);

  const time_terms& t_;
  const time_options& options_;
  placing where_;
  std::vector<small_number> integers_;  ///< by token: every rule asks for them
  /// One past the last token that could join the ends of a range, or say how long ("for"): from
  /// there on those rules need not be tried.
  token_pos ranges_end_ = 0, lengths_end_ = 0;
  mutable int depth_ = 0;  ///< times counted from times ("2 days after ...")
};

/// "3.30" as hour and minutes; false for "2.1" or "3.75".
bool split_decimal(std::string_view text, int& hour, int& minute);

/// `t` moved by an amount; hours and less pass as real time, across
/// daylight-saving changes.
local_seconds moved(local_seconds t, const time_amount& a, int sign, const zone& tz);

}  // namespace nlp
