#pragma once
// A short text as a run of words that is eaten from the front: what the notice forms are read with.
// Thread: any; pure.

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <vector>

#include "nlp/entities/time_parser.hpp"
#include "nlp/notices/notice_words.hpp"
#include "nlp/pipeline.hpp"

namespace nlp::notices {

using word_list = std::initializer_list<std::string_view>;

class word_run {
 public:
  word_run(std::string_view text, const context& ctx)
      : text_(text), ctx_(&ctx), source_(std::make_shared<const token_list>(tokenize(text))) {
    // Signs that carry no meaning here; "9:30" and "3/15" keep theirs.
    auto kept = std::make_shared<std::vector<token>>();
    kept->reserve(source_->size());
    for (const auto& t : *source_)
      if (!is_any(t.text, {"!", "?", ".", ",", "\""})) kept->push_back(t);
    end_ = kept->size();
    tokens_ = std::move(kept);
    while (eat_any({"ok", "okay", "please", "pls", "hey", "hi", "um", "and", "yes", "yeah", "k"})) {
    }
    while (begin_ < end_ &&
           is_any(at(end_ - 1).text, {"please", "pls", "thanks", "thx", "ty", "now", "ok"}))
      --end_;
  }

  bool empty() const { return begin_ >= end_; }
  std::size_t size() const { return end_ - begin_; }
  std::string_view front() const { return word(0); }
  std::string_view word(std::size_t i) const {
    return begin_ + i < end_ ? at(begin_ + i).text : std::string_view();
  }
  bool is_number(std::size_t i = 0) const {
    return begin_ + i < end_ && at(begin_ + i).type == token::kind::number;
  }
  double number(std::size_t i = 0) const { return at(begin_ + i).value; }
  void drop(std::size_t n = 1) { begin_ = std::min(end_, begin_ + n); }

  static bool is_any(std::string_view word, word_list words) {
    return std::ranges::find(words, word) != words.end();
  }
  bool eat_any(word_list words) {
    if (empty() || !is_any(front(), words)) return false;
    drop();
    return true;
  }
  /// "remind me again": all of the words, in order.
  bool eat(word_list words) {
    if (size() < words.size()) return false;
    std::size_t i = 0;
    for (auto w : words)
      if (word(i++) != w) return false;
    drop(words.size());
    return true;
  }
  bool eat_one_of(std::initializer_list<word_list> phrases) {
    return std::ranges::any_of(phrases, [&](word_list p) { return eat(p); });
  }
  void skip_any(word_list words) {
    while (eat_any(words)) {
    }
  }
  /// One of the words anywhere; it is taken out.
  bool take_any(word_list words) {
    for (auto i = begin_; i < end_; ++i)
      if (is_any(at(i).text, words)) {
        erase(i, i + 1);
        return true;
      }
    return false;
  }
  /// A phrase anywhere; it is taken out.
  bool take(word_list words) {
    for (auto i = begin_; i + words.size() <= end_; ++i) {
      auto k = i;
      if (std::ranges::all_of(words, [&](std::string_view w) { return at(k++).text == w; })) {
        erase(i, i + words.size());
        return true;
      }
    }
    return false;
  }
  /// "10 minutes before", "1 hour ahead" anywhere, up to a day; it is taken out.
  std::optional<std::chrono::minutes> take_length_before() {
    for (auto i = begin_; i + 2 < end_; ++i) {
      if (at(i).type != token::kind::number ||
          !is_any(at(i + 2).text, {"before", "ahead", "earlier"}))
        continue;
      const auto unit = at(i + 1).text;
      const double each = is_any(unit, {"min", "mins", "minute", "minutes", "m"}) ? 1
                          : is_any(unit, {"h", "hr", "hrs", "hour", "hours"})     ? 60
                                                                                  : 0;
      const auto total = at(i).value * each;
      if (total < 1 || total > 1439) return std::nullopt;
      erase(i, i + 3);
      return std::chrono::minutes(static_cast<int>(total));
    }
    return std::nullopt;
  }
  /// What is left, as it was written.
  std::string rest() const {
    if (empty()) return {};
    const auto from = at(begin_).begin, to = at(end_ - 1).end;
    return std::string(text_.substr(from, to - from));
  }
  /// Times in what is left.
  std::vector<time_expression> times(bool lone_numbers) const {
    time_options o;
    o.reference = ctx_->now;
    o.tz = ctx_->tz;
    o.bias = time_bias::future;
    o.language = ctx_->language;
    o.lone_numbers = lone_numbers;
    return find_times(token_list(nullptr, *tokens_), o, begin_, end_);
  }
  /// The whole rest is one time, prepositions included. It is taken.
  std::optional<time_expression> take_time() {
    while (!empty() && is_any(front(), {"to", "until", "till", "til"})) drop();
    if (empty()) return std::nullopt;
    auto found = times(true);
    // "tomorrow 9": a day and an hour of it.
    if (found.size() == 1 && found.front().last + 1 == end_ && !found.front().time_of_day() &&
        is_number(size() - 1) && number(size() - 1) >= 1 && number(size() - 1) <= 23) {
      const auto n = static_cast<int>(number(size() - 1));
      found.front().at =
          local_seconds(found.front().day()) + std::chrono::hours(n < 6 ? n + 12 : n);
      found.front().has_clock = true;
      found.front().last = end_;
    }
    if (found.size() == 2 && found[0].last == found[1].first && !found[0].time_of_day() &&
        found[1].has_clock && !found[1].has_date && is_number(size() - 1)) {
      const auto n = static_cast<int>(number(size() - 1));
      found[0].at = local_seconds(found[0].day()) + std::chrono::hours(n < 6 ? n + 12 : n);
      found[0].has_clock = true;
      found[0].last = found[1].last;
      found.pop_back();
    }
    if (found.size() != 1 || found.front().first != begin_ || found.front().last != end_)
      return std::nullopt;
    begin_ = end_;
    return found.front();
  }
  /// A time anywhere. It is taken out.
  std::optional<time_expression> take_time_anywhere() {
    const auto found = times(false);
    if (found.empty()) return std::nullopt;
    erase(found.front().first, found.front().last);
    return found.front();
  }

 private:
  const token& at(std::size_t i) const { return (*tokens_)[i]; }
  void erase(std::size_t from, std::size_t to) {
    auto left = std::make_shared<std::vector<token>>(*tokens_);
    left->erase(left->begin() + static_cast<std::ptrdiff_t>(from),
                left->begin() + static_cast<std::ptrdiff_t>(to));
    tokens_ = std::move(left);
    end_ -= to - from;
  }

  std::string_view text_;
  const context* ctx_;
  std::shared_ptr<const token_list> source_;  ///< owns what the tokens point into
  /// Shared by copies, of which each form eats one of its own.
  std::shared_ptr<const std::vector<token>> tokens_;
  std::size_t begin_ = 0, end_ = 0;
};

/// "monday" as the word of a date; a whole day without a time of day.
inline local_time as_local(const time_expression& e) {
  return {e.day(), e.time_of_day()};
}

std::optional<notice_command> read_reply(const word_run& words, bool after_notice);
std::optional<notice_command> read_setting(const word_run& words);

}  // namespace nlp::notices
