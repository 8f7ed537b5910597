#include "nlp/clause_cutter.hpp"

#include <algorithm>
#include <array>

#include "nlp/clause_findings.hpp"
#include "nlp/entities/unit_words.hpp"
#include "nlp/prior_turn.hpp"
#include "nlp/slots/changes.hpp"

namespace nlp {
namespace {

/// What a part of a clause is, read by itself.
struct part {
  span s;
  std::array<float, intent_count> p{};
  intent kind = intent::unknown;
  float likely = 0;

  float of(intent i) const { return p[static_cast<std::size_t>(i)]; }
};

part part_of(const frame& f, span s, carried carry) {
  part out{s};
  const auto c = make_clause(f, s);
  const auto found = examine(f, c, carry);
  out.p =
      intent_classifier::shared().probabilities(classifier_features(f, c, found.s, found.evidence));
  out.kind = static_cast<intent>(std::max_element(out.p.begin(), out.p.end()) - out.p.begin());
  out.likely = out.of(out.kind);
  return out;
}

/// Intents that people string together.
bool joinable(intent i) {
  return is_log(i) || is_planned(i) || i == intent::complete_item || i == intent::delete_item ||
         i == intent::fact_store || i == intent::stats_query || i == intent::agenda_query ||
         i == intent::preference_set || i == intent::water_goal_set ||
         i == intent::edit_correction || i == intent::undo || i == intent::fact_query ||
         i == intent::export_data || is_integration(i);
}

/// It says when, also by a bare "wed".
bool timed(const frame& f, span s) {
  return !f.times_in(s, time_bias::future).empty();
}

/// "22:50-00:30", "from 1 to 5".
bool clock_range(const frame& f, span s) {
  return !find_clock_ranges(f.tokens, f.options(time_bias::past), sleep_kind::night, s.begin, s.end)
              .empty();
}

bool opens_task(const frame& f, span s) {
  static const auto verb = phrase_book::shared().class_named("task_verb");
  return f.member_end(make_clause(f, s).core, verb, s.end) != 0;
}

/// It begins as a command, a question or a deed does.
bool opens_act(const frame& f, span s) {
  static const auto& book = phrase_book::shared();
  static const auto verb = book.class_named("start_verb"),
                    phrase = book.class_named("start_phrase"),
                    asking = book.class_named("question_word");
  const auto core = make_clause(f, s).core;
  return f.member_end(core, verb, s.end) || f.member_end(core, phrase, s.end) ||
         f.in_class(core, asking) || opens_task(f, s) ||
         f.is_any(core, {"turn",   "put",        "move",   "mark",   "connect",    "sync",
                         "resync", "export",     "pause",  "resume", "disconnect", "is",
                         "push",   "reschedule", "change", "make",   "switch",     "use",
                         "stop",   "bin",        "scrap",  "tick",   "check",      "cross",
                         "forget", "remember",   "show",   "drop",   "conecta",    "desconecta",
                         "borra",  "quita",      "pon",    "anota",  "agrega",     "recuerdame",
                         "cambia", "cancela"});
}

/// Whatever follows such a part may be another act. Of most parts that can be told before what
/// follows is examined.
bool may_be_whole(const part& left) {
  if (left.kind == intent::fact_store) return left.likely > 0.5F;
  return joinable(left.kind) && left.likely >= 0.7F;
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

/// The name of something to keep stands at its beginning: "permit number TX-88213".
bool names_kept(const frame& f, span s) {
  static const auto& book = phrase_book::shared();
  static const auto secret = book.class_named("secret_noun"), noun = book.class_named("fact_noun");
  for (auto i = s.begin; i < std::min(s.end, s.begin + 3); ++i)
    if (f.member_end(i, secret, s.end) || f.member_end(i, noun, s.end)) return true;
  return false;
}

/// "pidge combo 3150, boathouse alarm 0042", "candidate no 4127, centre 68310".
bool facts_apart(const frame& f, const part& left, const part& right, bool comma) {
  if (right.s.size() < 2 || f.number(right.s.begin)) return false;
  if (comma && right.of(intent::fact_store) > 0.9F && left.s.size() >= 3 &&
      left.kind != intent::fact_store && names_kept(f, right.s) && digits_in(f, right.s))
    return true;
  const bool done = is_log(right.kind) && right.likely > 0.6F;
  if (left.of(intent::fact_store) < 0.5F || done || !digits_in(f, left.s)) return false;
  const auto last = f.word(right.s.end - 1);
  const bool value = last.size() >= 3 && digits_in(f, {right.s.end - 1, right.s.end});
  if (right.of(intent::fact_store) > 0.35F && digits_in(f, right.s)) return true;
  return comma && right.s.size() <= 3 && value;
}

/// "physio tues 7.30, track session thurs 6pm", "don't forget the ice, and call rickey at 5".
bool plans_apart(const frame& f, const part& left, const part& right, bool comma) {
  const bool task = opens_task(f, right.s);
  // "price up the loft by monday, order ply, look for boots"
  if (comma && task && opens_task(f, left.s) && right.s.size() >= 2 && !is_log(left.kind) &&
      left.kind != intent::complete_item && right.of(intent::complete_item) < 0.3F)
    return true;
  if (!is_planned(left.kind) || !is_planned(right.kind) || right.likely <= 0.35F) return false;
  if (left.likely <= (comma ? 0.4F : 0.7F)) return false;
  if (!names_something(f, left.s) || !names_something(f, right.s) || !timed(f, right.s))
    return false;
  return timed(f, left.s) || (comma && task && right.likely > 0.8F);
}

bool apart(const frame& f, const part& left, const part& right, bool comma) {
  if (facts_apart(f, left, right, comma) || plans_apart(f, left, right, comma)) return true;
  // "furnace filter is done and so are the lights"
  if (left.of(intent::complete_item) > 0.6F && f.is(right.s.begin, "so") &&
      f.is_any(right.s.begin + 1, {"is", "are", "was", "were"}))
    return true;
  // "10 to 12, 1.15-3"
  if (left.kind == intent::sleep_log && right.of(intent::sleep_log) > 0.25F &&
      clock_range(f, left.s) && clock_range(f, right.s))
    return true;
  if (!joinable(left.kind) || !joinable(right.kind)) return false;
  // "mark off the log and move the call to monday": each opens as a command does
  const bool commands = left.kind != right.kind && right.s.size() >= 2 && opens_act(f, left.s) &&
                        opens_act(f, right.s) && !is_log(right.kind) &&
                        (!is_planned(left.kind) || comma || timed(f, left.s));
  if (commands && left.likely > 0.45F && right.likely > 0.5F && left.likely + right.likely > 1.3F)
    return true;
  if (left.kind == right.kind && left.kind == intent::complete_item)
    return left.likely > 0.55F && right.likely > 0.55F;
  if (left.likely < 0.7F || right.likely < 0.7F) return false;
  static const auto& book = phrase_book::shared();
  static const auto noun = book.class_named("fact_noun"), secret = book.class_named("secret_noun"),
                    verb = book.class_named("task_verb");
  if (left.kind == right.kind) {
    switch (left.kind) {
      case intent::fact_store:
        for (auto i = right.s.begin; i < right.s.end; ++i)
          if (f.member_end(i, noun, right.s.end) || f.member_end(i, secret, right.s.end) ||
              (i > right.s.begin && f.is_any(i, {"is", "are"})))
            return true;
        return false;
      case intent::todo_add:  // "renew card, tell aino thanks"
        return comma && right.s.size() >= 2 && f.member_end(right.s.begin, verb, right.s.end) &&
               f.member_end(left.s.begin, verb, left.s.end);
      case intent::gym_log:  // "xc 4 mi easy then abs 10 min"
        return left.likely > 0.85F && right.likely > 0.85F && digits_in(f, left.s) &&
               digits_in(f, right.s) && !f.exercises_in(right.s).empty();
      case intent::stats_query:
        return right.likely > 0.85F && right.s.size() >= 2;
      default:
        return false;
    }
  }
  // "remind me to call mom and buy milk" is one; a task behind a comma is another where the
  // reminder has its moment
  if (is_planned(left.kind) && right.kind == intent::todo_add)
    return comma && timed(f, left.s) && f.member_end(right.s.begin, verb, right.s.end) != 0;
  if (left.kind == intent::todo_add && is_planned(right.kind)) return timed(f, right.s);
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
  for (std::size_t k = 1; k < spans.size() && may_be_whole(left); ++k) {
    const auto right = part_of(f, spans[k], carry);
    bool comma = false;
    for (auto i = left.s.end; i < right.s.begin; ++i) comma = comma || f.is(i, ",");
    if (apart(f, left, right, comma)) {
      auto c = make_clause(f, left.s);
      c.after_and = out.empty() ? whole.after_and : true;
      c.piece = out.empty() ? whole.piece : true;
      c.denied = out.empty() && whole.denied;
      out.push_back(c);
      left = right;
    } else {
      left.s.end = spans[k].end;
    }
  }
  if (out.empty()) return {whole};
  auto c = make_clause(f, {left.s.begin, whole.s.end});
  c.after_and = c.piece = true;
  out.push_back(c);
  return out;
}

}  // namespace nlp
