#include "nlp/clause_cutter.hpp"

#include <algorithm>

#include "nlp/clause_findings.hpp"
#include "nlp/entities/unit_words.hpp"
#include "nlp/prior_turn.hpp"
#include "nlp/slots/changes.hpp"

namespace nlp {
namespace {

/// What a part of a clause is, read by itself.
struct part {
  span s;
  intent kind = intent::unknown;
  float likely = 0;
  bool timed = false;
};

part part_of(const frame& f, span s, carried carry) {
  part out{s};
  const auto c = make_clause(f, s);
  const auto found = examine(f, c, carry);
  const auto p =
      intent_classifier::shared().probabilities(classifier_features(f, c, found.s, found.evidence));
  out.kind = static_cast<intent>(std::max_element(p.begin(), p.end()) - p.begin());
  out.likely = p[static_cast<std::size_t>(out.kind)];
  out.timed = std::any_of(f.times.begin(), f.times.end(), [&](const auto& t) {
    return t.first >= s.begin && t.last <= s.end && !t.weak;
  });
  return out;
}

/// Intents that people string together.
bool joinable(intent i) {
  return is_log(i) || is_planned(i) || i == intent::complete_item || i == intent::delete_item ||
         i == intent::fact_store || i == intent::stats_query || i == intent::agenda_query ||
         i == intent::preference_set || i == intent::water_goal_set ||
         i == intent::edit_correction || i == intent::undo;
}

bool digits_in(const frame& f, span s) {
  for (auto i = s.begin; i < s.end; ++i)
    for (const char c : f.word(i))
      if (c >= '0' && c <= '9') return true;
  return false;
}

/// It says more than when.
bool names_something(const frame& f, span s) {
  for (auto i = s.begin; i < s.end; ++i) {
    const bool timed = std::any_of(f.times.begin(), f.times.end(),
                                   [i](const auto& t) { return i >= t.first && i < t.last; });
    if (!timed && !f.symbol(i) && !f.number(i) &&
        !f.is_any(i, {"remind",   "me",    "us",  "to", "please", "every", "on",
                      "at",       "in",    "the", "my", "set",    "a",     "an",
                      "reminder", "alarm", "for", "of", "about",  "again", "by"}))
      return true;
  }
  return false;
}

bool apart(const frame& f, const part& left, const part& right, bool comma) {
  // "pidge combo 3150, boathouse alarm 0042"
  if (left.kind == intent::fact_store && left.likely > 0.5F && !is_log(right.kind) &&
      right.s.size() >= 2 && !f.number(right.s.begin) && digits_in(f, left.s) &&
      digits_in(f, right.s)) {
    static const auto& words = phrase_book::shared();
    static const auto code = words.class_named("secret_noun"),
                      kept = words.class_named("fact_noun");
    for (auto i = left.s.begin; i < right.s.end; ++i)
      if (f.member_end(i, code, right.s.end) || f.member_end(i, kept, right.s.end)) return true;
  }
  // "physio tues 7.30, track session thurs 6pm"
  if (is_planned(left.kind) && left.likely > 0.7F && is_planned(right.kind) &&
      right.likely > 0.35F && left.timed && right.timed && names_something(f, left.s) &&
      names_something(f, right.s))
    return true;
  if (!joinable(left.kind) || !joinable(right.kind)) return false;
  if (left.likely < 0.7F || right.likely < 0.7F) return false;
  static const auto& book = phrase_book::shared();
  static const auto noun = book.class_named("fact_noun"), secret = book.class_named("secret_noun"),
                    verb = book.class_named("task_verb");
  if (left.kind == right.kind) {
    switch (left.kind) {
      case intent::complete_item:
        return true;
      case intent::fact_store:
        for (auto i = right.s.begin; i < right.s.end; ++i)
          if (f.member_end(i, noun, right.s.end) || f.member_end(i, secret, right.s.end) ||
              (i > right.s.begin && f.is_any(i, {"is", "are"})))
            return true;
        return false;
      case intent::todo_add:  // "renew card, tell aino thanks"
        return comma && right.s.size() >= 2 && f.member_end(right.s.begin, verb, right.s.end) &&
               f.member_end(left.s.begin, verb, left.s.end);
      case intent::reminder_add:
      case intent::assignment_add:
        return left.timed && right.timed;
      case intent::stats_query:
        return right.likely > 0.85F && right.s.size() >= 2;
      default:
        return false;
    }
  }
  // "remind me to call mom and buy milk" is one; a task behind a comma is another where the
  // reminder has its moment
  if (is_planned(left.kind) && right.kind == intent::todo_add)
    return comma && left.timed && f.member_end(right.s.begin, verb, right.s.end) != 0;
  if (left.kind == intent::todo_add && is_planned(right.kind)) return right.timed;
  // "costco: paper towels, eggs": what is to be bought is not eaten
  if (is_log(right.kind) && !is_log(left.kind) && left.kind != intent::complete_item) return false;
  if (is_log(left.kind) && is_log(right.kind)) return left.likely > 0.9F && right.likely > 0.9F;
  return left.likely > 0.8F && right.likely > 0.8F && right.s.size() >= 2;
}

}  // namespace

std::vector<clause> cut_by_meaning(const frame& f, const clause& whole, const carried& carry) {
  constexpr std::size_t max_parts = 8;
  const auto inside = [](const auto& found, std::size_t i) {
    return std::any_of(found.begin(), found.end(),
                       [i](const auto& m) { return m.begin < i && i + 1 < m.end; });
  };
  const auto in_time = [&](std::size_t i) {
    return std::any_of(f.times.begin(), f.times.end(),
                       [i](const auto& t) { return i > t.first && i + 1 < t.last; });
  };
  // "burger and fries, 1100 calories total": the figures of what stands before
  const auto figures = [&](std::size_t i) {
    const auto m = f.number(i) ? macros_at(f.upto(whole.s.end), i) : std::nullopt;
    return m && m->any();
  };
  // "book club friday at 2, remind me an hour before": of what stands before
  const auto told_before = [&](std::size_t i) {
    if (!f.is(i, "remind") || !f.is_any(i + 1, {"me", "us"})) return false;
    for (auto k = i + 2; k < std::min(whole.s.end, i + 6); ++k)
      if (f.is(k, "before") && (k + 1 >= whole.s.end || f.symbol(k + 1))) return true;
    return false;
  };
  const auto joins = [&](std::size_t i) {
    return f.is_any(i, {",", "and", "&", "then", "also", "plus", "but", "y"}) &&
           !inside(f.foods, i) && !inside(f.exercises, i) && !inside(f.patterns, i) &&
           !in_time(i) && !figures(i + 1) && !quantity::joins_half(f.all(), i) &&
           !told_before(i + 1);
  };
  std::vector<span> spans;
  auto from = whole.s.begin;
  for (auto i = whole.s.begin; i <= whole.s.end; ++i) {
    if (i < whole.s.end && !joins(i)) continue;
    if (std::any_of(f.tokens.begin() + static_cast<std::ptrdiff_t>(from),
                    f.tokens.begin() + static_cast<std::ptrdiff_t>(i),
                    [](const token& t) { return t.type != token::kind::symbol; }))
      spans.push_back({from, i});
    from = i + 1;
  }
  if (spans.size() < 2 || spans.size() > max_parts || !intent_classifier::shared().ready())
    return {whole};
  std::vector<clause> out;
  auto left = part_of(f, spans[0], carry);
  for (std::size_t k = 1; k < spans.size(); ++k) {
    const auto right = part_of(f, spans[k], carry);
    if (apart(f, left, right, f.is(spans[k].begin - 1, ","))) {
      auto c = make_clause(f, left.s);
      c.after_and = out.empty() ? whole.after_and : true;
      c.piece = out.empty() ? whole.piece : true;
      c.denied = out.empty() && whole.denied;
      out.push_back(c);
      left = right;
    } else {
      left.s.end = spans[k].end;
      left.timed = left.timed || right.timed;
    }
  }
  if (out.empty()) return {whole};
  auto c = make_clause(f, {left.s.begin, whole.s.end});
  c.after_and = c.piece = true;
  out.push_back(c);
  return out;
}

}  // namespace nlp
