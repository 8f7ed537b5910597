#pragma once
// One text with what the first stages found in it: what all later stages read. Built once per
// text; every span below is [begin, end) in `tokens`.
// Thread: one text, one thread.

#include <forward_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/entities/exercise.hpp"
#include "nlp/entities/food_lexicon.hpp"
#include "nlp/entities/portion.hpp"
#include "nlp/entities/time_parser.hpp"
#include "nlp/pattern_matcher.hpp"
#include "nlp/phrase_book.hpp"
#include "nlp/pipeline.hpp"
#include "nlp/text/numbers.hpp"
#include "nlp/text/word_shapes.hpp"

namespace nlp {

struct span {
  std::size_t begin = 0, end = 0;
  bool empty() const { return begin >= end; }
  std::size_t size() const { return empty() ? 0 : end - begin; }
  bool contains(std::size_t i) const { return i >= begin && i < end; }
};

struct prior_turn;

class frame {
 public:
  frame(std::string_view text, const context& ctx);
  ~frame();
  frame(const frame&) = delete;
  frame& operator=(const frame&) = delete;

  const context& ctx;
  std::string_view text;
  token_list tokens;
  std::vector<word_id> words;
  std::vector<std::uint32_t> time_end;  ///< for the phrase rules
  std::vector<time_expression> times;   ///< whole text, no bias
  std::vector<pattern_hit> patterns;
  std::vector<food_match> foods;          ///< whole text, left to right, longest first
  std::vector<exercise_match> exercises;  ///< the same
  bool spanish = false;
  const prior_turn* prior = nullptr;  ///< what the turns before left open; null without any

  std::size_t size() const { return tokens.size(); }
  std::string_view word(std::size_t i) const {
    return i < tokens.size() ? tokens[i].text : std::string_view();
  }
  bool is(std::size_t i, std::string_view w) const { return word(i) == w; }
  bool is_any(std::size_t i, std::initializer_list<std::string_view> ws) const {
    const auto said = word(i);
    if (said.empty()) return false;
    for (auto w : ws)
      if (w.size() == said.size() && w[0] == said[0] && w == said) return true;
    return false;
  }
  template <std::size_t N>
  bool is_any(std::size_t i, const listed_words<N>& ws) const {
    return ws.has(word(i));
  }
  bool number(std::size_t i) const {
    return i < tokens.size() && tokens[i].type == token::kind::number;
  }
  bool symbol(std::size_t i) const {
    return i < tokens.size() && tokens[i].type == token::kind::symbol;
  }
  /// True when the line breaks between token i-1 and token i.
  bool line_break_before(std::size_t i) const;
  bool in_class(std::size_t i, class_id cls) const {
    return i < words.size() && words[i] != 0 && book_.word_in(words[i], cls);
  }
  /// End of the class member at i (several words possible), or 0.
  std::size_t member_end(std::size_t i, class_id cls, std::size_t limit) const {
    return i < limit && book_.may_begin(words[i], cls) ? longest_member_end(i, cls, limit) : 0;
  }
  std::string_view member_value(std::size_t i, class_id cls, std::size_t limit) const;

  phrase_text phrase(span s, std::size_t core) const {
    const auto time = core < s.end && core < time_end.size() ? time_end[core] : 0U;
    return {{tokens.begin(), tokens.end()},
            words,
            time_end,
            s.begin,
            s.end,
            time > core && time < s.end ? time : core,
            core};
  }
  std::span<const token> all() const { return {tokens.begin(), tokens.end()}; }
  /// A clause as peers' extractors want it: indices there count from the whole text's first token.
  std::span<const token> upto(std::size_t end) const { return all().subspan(0, end); }

  /// `s` without what stands around the words that matter: `skip`, signs, fillers, politeness.
  span trimmed(span s, const std::vector<span>& skip) const;

  /// Several readers ask for the times of a clause; they are read once. What is returned stays for
  /// the frame's life.
  const std::vector<time_expression>& times_in(span s, time_bias bias,
                                               bool lone_numbers = false) const;
  /// Lengths of time.
  std::vector<duration_expression> durations_in(span s) const;
  time_options options(time_bias bias) const;
  std::optional<number_match> number_at(std::size_t i, std::size_t limit) const;
  number_language language() const { return spanish ? number_language::es : number_language::en; }
  const pattern_hit* pattern_at(std::size_t i) const;
  /// Those that lie in `s`; one that would reach beyond its end is looked up again within it.
  std::vector<food_match> foods_in(span s) const;
  std::vector<exercise_match> exercises_in(span s) const;

  /// The words of a span as a person would write them down: fillers and articles dropped, `skip`
  /// left out.
  std::string say(span s, const std::vector<span>& skip = {}, bool keep_articles = false) const;
  /// The same part of the text as the person wrote it, for what is kept and shown to them: case,
  /// spelling and signs stay ("buy O'Brien's bread & milk", a password). Empty when `say` is.
  std::string as_written(span s, const std::vector<span>& skip = {}) const;

 private:
  struct times_read {
    span s;
    time_bias bias;
    bool lone_numbers;
    std::vector<time_expression> found;
  };

  std::size_t longest_member_end(std::size_t i, class_id cls, std::size_t limit) const;

  const phrase_book& book_;
  std::unique_ptr<const time_terms> terms_;  ///< of all tokens
  mutable std::forward_list<times_read> times_read_;
};

/// Word classes that code asks for by name, looked up once.
const struct word_classes& classes();
struct word_classes {
  class_id filler, tail, lead, request, be, det, poss, want_to, day, month, meal, domain, provider,
      named_provider, metric, eat_past, eat_strong, eat_now, drink_past, drink_strong, drink_now,
      water, log_verb, did_past, sleep_past, sleep_noun, person_noun, question_word, aux,
      assignment_noun, exam_noun, class_word, event_noun, task_verb, task_past, opinion_adj,
      fact_noun, food_unit, food_stop, time_word, list_name, not_food, me;
};

}  // namespace nlp
