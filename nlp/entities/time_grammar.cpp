// The entry of the time grammar: which tokens can begin a time, which of the
// readings that begin there reaches farthest, and the small words between the
// pieces of one.

#include "nlp/entities/time_grammar.hpp"

#include "nlp/text/word_shapes.hpp"

#include <algorithm>

#include "nlp/entities/date_fields.hpp"

namespace nlp {
namespace {

using enum word_class;

}  // namespace

time_grammar::time_grammar(const time_terms& terms, const time_options& options)
    : t_(terms), options_(options), where_{options.reference, &options.tz, options.bias} {
  integers_.reserve(t_.end() - t_.first());
  bool after_before = false;
  for (auto i = t_.end(); i-- > t_.first();) {
    const auto classes = t_.classes(i);
    if (ranges_end_ == 0 && ((classes & set_of({range_to, between})) || t_.symbol(i, '/') ||
                             (after_before && (classes & set_of({word_class::after})))))
      ranges_end_ = i + 1;
    if (lengths_end_ == 0 && (classes & set_of({for_}))) lengths_end_ = i + 1;
    after_before = after_before || (classes & set_of({word_class::before}));
  }
  for (auto i = t_.first(); i < t_.end(); ++i) integers_.push_back(read_integer(i));
}

bool time_grammar::whole_text(token_pos begin, token_pos end) const {
  if (t_.first() != 0 || t_.end() != t_.tokens().size()) return false;
  for (token_pos k = t_.first(); k < begin; ++k)
    if (!t_.is(k, at) && !t_.is(k, on) && !t_.is(k, the) && !t_.is(k, in)) return false;
  for (token_pos k = end; k < t_.end(); ++k)
    if (t_.tok(k).type != token::kind::symbol) return false;
  return true;
}

local_days time_grammar::today() const {
  return day_floor(where_.reference);
}

/// The words before a piece: "at", "on the", ", in", "@".
time_grammar::connector time_grammar::connectors(token_pos i, const piece_context& before,
                                                 bool inside) const {
  connector c{i, before};
  for (int n = 0; n < 4; ++n) {
    const token_pos k = c.end;
    if (!t_.in(k)) break;
    if (t_.symbol(k, ',') && inside && n == 0) {
      c.end = k + 1;
    } else if (t_.symbol(k, '-') && inside && n == 0 && t_.touching(k) && t_.touching(k + 1) &&
               t_.phrase(k + 1, month)) {
      c.end = k + 1;
    } else if ((t_.symbol(k, '-') || t_.symbol(k, '(')) && inside && n == 0 &&
               t_.tok(k).space_before && t_.in(k + 1) &&
               (t_.symbol(k, '(') || t_.tok(k + 1).space_before)) {
      c.end = k + 1;
    } else if (const auto m = t_.phrase(k, at);
               m && (!m.sense->weak || inside || t_.phrase(m.end, clock_word))) {
      // Spanish "a" before a clock time, "a las 3"
      c.context.lead = clock_lead::at;
      c.end = m.end;
    } else if (const auto d = t_.phrase(k, in)) {
      time_amount a;
      long n_days = 0;
      if (amount(d.end, a) != no_match || work_days(d.end, n_days) != no_match)
        break;  // "in 2 hours" is a piece of its own
      if (t_.number(d.end) && whole_text(k, d.end + 1) && t_.text(d.end).size() <= 2) break;
      c.context.in = true;
      c.end = d.end;
    } else if (t_.is(k, on)) {
      c.context.on = true;
      if (t_.is(k, the)) c.context.the = true;
      c.end = k + 1;
    } else if (t_.is(k, of) && inside) {
      c.context.in = true;
      c.end = k + 1;
    } else if (const auto u = t_.phrase(k, during); u && (!u.sense->weak || t_.is(u.end, the))) {
      c.context.in = true;
      c.end = u.end;
    } else if (t_.is(k, the) || (t_.is_text(k, "that") && inside)) {
      c.context.the = true;
      c.end = k + 1;
    } else if (const auto w = t_.phrase(k, around);
               w && !(w.sense->weak && n == 0 && !inside) &&
               (t_.number(w.end) || t_.phrase(w.end, clock_word) || integer(w.end).end != 0 ||
                t_.is(w.end, article) || t_.is(w.end, word_class::half) ||
                t_.is(w.end, word_class::quarter) || t_.is(w.end, word_class::cycle) ||
                t_.phrase(w.end, word_class::part))) {
      if (c.context.lead == clock_lead::none) c.context.lead = clock_lead::soft;
      c.end = w.end;
    } else if (t_.is(k, for_) && t_.word(k) && n == 0) {
      c.context.on = true;
      c.end = k + 1;
    } else if (inside && t_.is_text(k, "from") && t_.phrase(k + 1, word_class::cycle)) {
      c.end = k + 1;
    } else if (inside && n == 0 && t_.is_text(k, "starting")) {
      c.end = k + 1;
    } else {
      break;
    }
  }
  return c;
}

/// Cheap and nearly exact: most words of a text begin nothing.
bool time_grammar::can_begin(token_pos i) const {
  static constexpr auto joins =
      set_of({at, on, in, the, article, from, between, before, after, since, until, by, within,
              around, during, for_, range_to, conjunction});
  static constexpr auto begins = set_of({month,
                                         word_class::weekday,
                                         weekdays,
                                         unit,
                                         day_offset,
                                         word_class::part,
                                         word_class::season,
                                         word_class::cycle,
                                         modifier,
                                         clock_word,
                                         word_class::ordinal,
                                         word_class::holiday,
                                         word_class::repeat,
                                         now,
                                         word_class::half,
                                         word_class::quarter,
                                         every,
                                         rest,
                                         weekend,
                                         year_word});
  static constexpr auto spanish_begins = begins | set_of({ago});
  const auto wanted = options_.language == "es" ? spanish_begins : begins;
  for (token_pos k = i; k < i + 5 && t_.in(k); ++k) {
    if (t_.number(k)) return true;
    const auto classes = t_.classes(k);
    if (classes & wanted) return true;
    if (t_.symbol(k, '\'')) return true;
    if (!(classes & joins) && !t_.symbol(k, '-') && !t_.symbol(k, '+') &&
        !t_.is_text(k, "including")) {
      if (integer(k).end != 0) return true;
      if (t_.is_text(k, "w")) return t_.symbol(k + 1, '/') || t_.number(k + 1);
      static constexpr listed_words others("several", "few", "couple", "q", "eom", "eoy", "eow",
                                           "eoq", "bom", "boy", "date", "same", "oh", "h", "t",
                                           "eve", "fy", "closest", "nearest", "more", "less",
                                           "nineties", "eighties", "seventies", "sixties");
      return others.has(t_.text(k));
    }
  }
  return false;
}

std::optional<time_expression> time_grammar::expression(token_pos i) const {
  if (!can_begin(i)) return std::nullopt;
  if (i > t_.first() && t_.touching(i)) {
    // Inside a longer number ("138-2010-2015"), a price, a tag.
    const bool joint = t_.symbol(i - 1, '-') || t_.symbol(i - 1, '/') || t_.symbol(i - 1, '.') ||
                       t_.symbol(i - 1, ':');
    if (joint && t_.number(i) && i - 1 > t_.first() && t_.number(i - 2) && t_.touching(i - 1))
      return std::nullopt;
    if (t_.symbol(i - 1, '$') || t_.symbol(i - 1, '#')) return std::nullopt;
    if (t_.number(i) && t_.number(i - 1)) return std::nullopt;
  }
  std::optional<time_expression> best;
  const auto consider = [&](std::optional<time_expression> x) {
    if (x && (!best || x->last > best->last)) best = std::move(x);
  };
  if (i < ranges_end_) consider(range(i));
  consider(open_span(i));
  if (i < lengths_end_) consider(lasting(i));
  consider(single(i));
  return best;
}

}  // namespace nlp
