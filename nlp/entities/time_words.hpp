#pragma once
// The words of time: which token can mean a month, a weekday, a unit, a part of a day. Language
// data sits in time_words_en.cpp and time_words_es.cpp; here is the look-up. Callers: the time
// grammar and its parts. Thread: built once on first use, then read-only.

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "nlp/entities/time_types.hpp"
#include "nlp/text/tokenizer.hpp"

namespace nlp {

enum class word_class : std::uint8_t {
  month,       // 1 to 12
  weekday,     // 1 Monday to 7 Sunday
  weekdays,    // "mondays": each of them
  unit,        // time_unit
  day_offset,  // -1 yesterday, 0 today, 2 the day after tomorrow
  part,        // day_part
  season,      // 0 spring to 3 winter
  cycle,       // -1 last, 0 this, 1 next
  modifier,    // span_edge: early, mid, late, end, beginning
  clock_word,  // minutes after midnight: noon 720, midnight 1440
  ordinal,     // 1 to 31
  suffix,      // what follows the digits of an ordinal: st nd rd th
  holiday,     // holiday_id
  zone,        // place in time_zone_names()
  repeat,      // "daily", "weekly": repeat_word
  now,
  meridiem,  // 0 am, 1 pm
  oclock,
  half,
  quarter,
  past,   // minutes past an hour
  to,     // minutes to an hour
  ago,    // "ago", "back": counts backwards from the reference
  hence,  // "hence", "later"
  from_now,
  every,
  other,
  at,
  on,
  in,
  of,
  the,
  article,  // a, an
  from,
  between,
  conjunction,  // and
  range_to,     // to, until, through, -
  before,
  after,
  since,
  until,
  by,
  within,
  around,
  during,
  for_,
  rest,     // "rest of", "all"
  weekend,  // as a span
  ish,
  function,    // a word that can follow a bare hour: "at 7 to ..."
  measure,     // a word that makes the number before it a quantity: kg, reps
  pronoun,     // before "sat", "may": a verb follows
  year_word,   // "year", in "the year 1999"
  hours_word,  // "1530 hours"
  era,         // ad, bc
  numbered,    // a thing with a number behind its name: "room 5"
  count_
};

enum class time_unit : std::uint8_t {
  second,
  minute,
  hour,
  day,
  week,
  fortnight,
  weekend,
  month,
  quarter,
  year,
  decade,
  century
};
enum class day_part : std::uint8_t {
  none,
  morning,
  forenoon,
  early_morning,
  late_morning,
  lunch,
  afternoon,
  early_afternoon,
  late_afternoon,
  after_lunch,
  after_school,
  after_work,
  dinner,
  evening,
  early_evening,
  late_evening,
  night,
  late_night,
  tonight,
  before_bed,
  end_of_day,
  breakfast,
  start_of_day
};
enum class span_edge : std::uint8_t { none, early, mid, late, end, beginning };
enum class repeat_word : std::uint8_t {
  hourly,
  daily,
  nightly,
  weekly,
  biweekly,
  monthly,
  yearly,
  weekdays,
  weekends,
  mornings,
  evenings
};

/// One meaning of a word. `weak`: the word usually means something else ("may", "sun") and counts
/// only with support around it.
struct word_sense {
  word_class cls;
  std::int16_t value = 0;
  bool weak = false;
};

/// A row of a language's table; several words make a phrase. Written folded: lower case, no
/// diacritics, no apostrophes.
struct time_word {
  std::string_view text;
  word_class cls;
  std::int16_t value = 0;
  bool weak = false;
};

std::span<const time_word> english_time_words();
std::span<const time_word> spanish_time_words();

struct named_zone {
  std::string_view iana;  ///< empty: the fixed offset
  std::int16_t offset_min = 0;
};
std::span<const named_zone> time_zone_names();

struct time_phrase {
  std::vector<std::string_view> rest;  ///< the words after the first
  word_sense sense;
};

/// A set of word classes.
using class_set = std::uint64_t;
static_assert(static_cast<int>(word_class::count_) <= 64);
constexpr class_set set_of(std::initializer_list<word_class> classes) {
  class_set s = 0;
  for (const auto c : classes) s |= class_set{1} << static_cast<unsigned>(c);
  return s;
}

/// All meanings of one word.
struct word_meanings {
  class_set classes = 0;         ///< of the senses
  class_set phrase_classes = 0;  ///< of the phrases
  std::vector<word_sense> senses;
  std::vector<time_phrase> phrases;  ///< that begin with it, longest first
};

class time_lexicon {
 public:
  /// Later tables add to earlier ones; for a word in several, the first table's senses win.
  explicit time_lexicon(std::initializer_list<std::span<const time_word>> tables);

  /// Nothing for a word that says nothing about time. Apostrophes are ignored; long weekday and
  /// month names may be misspelt by one edit.
  const word_meanings* find(std::string_view word) const;

  static const time_lexicon& of(std::string_view language);

 private:
  struct slot {
    std::string_view word;
    std::int32_t meaning = -1;
  };
  const word_meanings* exact(std::string_view word) const;
  const word_meanings* misspelt(std::string_view word) const;
  std::size_t place(std::string_view word) const;

  std::vector<slot> slots_;
  std::vector<word_meanings> meanings_;
  std::vector<std::string_view> long_names_;
};

/// Tokens with their meanings looked up: what the rules of the grammar read. `tokens` must outlive
/// it and stay as they are.
class time_terms {
 public:
  time_terms(const token_list& tokens, std::size_t first, std::size_t last,
             const time_lexicon& lexicon);
  /// Tokens [first, last) of `whole`, which must outlive it.
  time_terms(const time_terms& whole, std::size_t first, std::size_t last)
      : tokens_(whole.tokens_),
        end_(std::min(last, whole.end_)),
        looked_up_(whole.looked_up_),
        looked_up_from_(whole.looked_up_from_) {
    first_ = std::min(std::max(first, whole.first_), end_);
  }
  time_terms(const time_terms&) = delete;
  time_terms& operator=(const time_terms&) = delete;

  std::size_t first() const { return first_; }
  std::size_t end() const { return end_; }
  bool in(std::size_t i) const { return i >= first_ && i < end_; }
  const token_list& tokens() const { return tokens_; }
  const token& tok(std::size_t i) const { return tokens_[i]; }
  std::string_view text(std::size_t i) const {
    return in(i) ? tokens_[i].text : std::string_view();
  }
  /// The token's sense of this class, or nothing.
  const word_sense* sense(std::size_t i, word_class c) const {
    return known(i) && (meanings(i)->classes & set_of({c})) ? find_sense(i, c) : nullptr;
  }
  bool is(std::size_t i, word_class c) const { return sense(i, c) != nullptr; }
  int value(std::size_t i, word_class c) const { return sense(i, c)->value; }
  /// The classes of the token's senses and of the phrases that begin with it.
  class_set classes(std::size_t i) const {
    return known(i) ? meanings(i)->classes | meanings(i)->phrase_classes : 0;
  }
  bool known(std::size_t i) const { return in(i) && meanings(i) != nullptr; }
  bool is_text(std::size_t i, std::string_view word) const { return text(i) == word; }

  /// The longest phrase or word of this class at `i`: its sense and one past its last token.
  struct match {
    const word_sense* sense = nullptr;
    std::size_t end = 0;
    explicit operator bool() const { return sense != nullptr; }
    int value() const { return sense->value; }
  };
  match phrase(std::size_t i, word_class c) const {
    return classes(i) & set_of({c}) ? find_phrase(i, c) : match{};
  }

  bool number(std::size_t i) const { return in(i) && tokens_[i].type == token::kind::number; }
  bool word(std::size_t i) const { return in(i) && tokens_[i].type == token::kind::word; }
  bool symbol(std::size_t i, char c) const {
    return in(i) && tokens_[i].type == token::kind::symbol && tokens_[i].text.size() == 1 &&
           tokens_[i].text[0] == c;
  }
  /// No space between this token and the one before it.
  bool touching(std::size_t i) const { return in(i) && !tokens_[i].space_before; }

 private:
  const word_meanings* meanings(std::size_t i) const { return looked_up_[i - looked_up_from_]; }
  const word_sense* find_sense(std::size_t i, word_class c) const;
  match find_phrase(std::size_t i, word_class c) const;

  const token_list& tokens_;
  std::size_t first_, end_;
  std::vector<const word_meanings*> own_;  ///< empty in a part of others
  std::span<const word_meanings* const> looked_up_;
  std::size_t looked_up_from_;  ///< token of the first
};

}  // namespace nlp
