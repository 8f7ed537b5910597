#include "nlp/clauses.hpp"

#include <algorithm>

#include "nlp/entities/unit_words.hpp"

namespace nlp {
namespace {

struct clause_classes {
  class_id start_verb, start_phrase, joiner, lead, request, filler, abbreviation, meal,
      question_word, event, task_verb, to_bed, got_up, slept, nap, sleep_noun, water, no_opener,
      eat_strong, drink_strong, run_verb, person, beverage;
};
const clause_classes& cc() {
  static const clause_classes c = [] {
    const auto& b = phrase_book::shared();
    return clause_classes{b.class_named("start_verb"),    b.class_named("start_phrase"),
                          b.class_named("joiner"),        b.class_named("lead"),
                          b.class_named("request"),       b.class_named("filler"),
                          b.class_named("abbreviation"),  b.class_named("meal"),
                          b.class_named("question_word"), b.class_named("event_noun"),
                          b.class_named("task_verb"),     b.class_named("to_bed"),
                          b.class_named("got_up"),        b.class_named("slept"),
                          b.class_named("nap_word"),      b.class_named("sleep_noun"),
                          b.class_named("water"),         b.class_named("no_opener"),
                          b.class_named("eat_strong"),    b.class_named("drink_strong"),
                          b.class_named("run_verb"),      b.class_named("person_noun"),
                          b.class_named("beverage")};
  }();
  return c;
}

bool in_time(const frame& f, std::size_t i) {
  return std::any_of(f.times.begin(), f.times.end(),
                     [i](const auto& t) { return i > t.first && i < t.last; });
}

bool time_word(const frame& f, std::size_t i) {
  return std::any_of(f.times.begin(), f.times.end(),
                     [i](const auto& t) { return i >= t.first && i < t.last; });
}

bool ends_sentence(const frame& f, std::size_t i) {
  const auto w = f.word(i);
  if (w == "?" || w == ";") return true;
  if (w == "!") return true;
  if (w != "." || i + 1 >= f.size()) return w == "." && i + 1 >= f.size();
  if (f.is(i + 1, ".")) return false;               // the last dot of "..." decides
  if (!f.tokens[i + 1].space_before) return false;  // "a.m.", "node.js"
  if (in_time(f, i)) return false;
  if (i > 0 && (f.in_class(i - 1, cc().abbreviation) ||
                (f.tokens[i - 1].text.size() == 1 && f.tokens[i - 1].type == token::kind::word &&
                 !f.is(i - 1, "i"))))
    return false;
  return true;
}

/// "what did i eat and how did i sleep": a second question joined to the first.
bool asks_again(const frame& f, std::size_t i, std::size_t sentence_begin, std::size_t end) {
  if (i < sentence_begin + 4 || i + 2 > end ||
      !f.is_any(i, {"how", "what", "when", "how's", "what's"}))
    return false;
  for (auto k = sentence_begin; k < std::min(sentence_begin + 3, i); ++k)
    if (f.in_class(k, cc().question_word)) return true;
  return false;
}

std::size_t next_joiner(const frame& f, std::size_t i, std::size_t end) {
  while (i < end && !f.is_any(i, {",", ".", ";", "and", "&", "?", "!"})) ++i;
  return i;
}

/// "alarm code 3390, wifi is bears": facts one after the other, each with its name and value.
bool facts_in_a_row(const frame& f, std::size_t i, std::size_t joiner, std::size_t sentence_begin,
                    std::size_t end) {
  const auto told = [&](std::size_t from, std::size_t to) {
    bool noun = false, value = false;
    for (auto k = from; k < to; ++k) {
      noun = noun || f.in_class(k, classes().fact_noun);
      value = value || (k > from && (f.number(k) || f.is_any(k, {"is", "are"})));
    }
    return noun && value;
  };
  return told(sentence_begin, joiner) && told(i, next_joiner(f, i, end));
}

/// "case conference monday half nine and supervision wednesday at 2": each with its own time.
bool plans_in_a_row(const frame& f, std::size_t i, std::size_t joiner, std::size_t sentence_begin,
                    std::size_t end) {
  const auto stop = next_joiner(f, i, end);
  if (!f.is_any(joiner, {"and", "n", "&"}) || time_word(f, i) || f.number(i) ||
      f.tokens[i].type != token::kind::word ||
      f.is_any(i, {"to", "at", "on", "then", "for", "until"}))
    return false;
  const auto ahead_in = [&](std::size_t from, std::size_t to) {
    return std::any_of(f.times.begin(), f.times.end(), [&](const auto& t) {
      return t.first >= from && t.last <= to && (t.has_clock || t.has_date) && !t.weak &&
             !t.recurrence;
    });
  };
  for (auto k = sentence_begin; k < stop; ++k)
    if (f.in_class(k, cc().question_word) || f.member_end(k, cc().slept, stop) ||
        f.member_end(k, cc().to_bed, stop) || f.member_end(k, cc().got_up, stop))
      return false;
  return ahead_in(sentence_begin, joiner) && ahead_in(i + 1, stop);
}

bool plain_clock(const time_expression& t) {
  return t.has_clock && !t.weak && !t.recurrence;
}

/// A food or drink and the time right before `i`: "porridge at 7".
bool timed_food(const frame& f, std::size_t begin, std::size_t i) {
  for (const auto& t : f.times) {
    if (t.last != i || !plain_clock(t)) continue;
    for (const auto& m : f.foods)
      if (m.begin >= begin && m.end <= t.first && t.first - m.end <= 2) return true;
  }
  return false;
}

/// Another food at `i` and a time behind it: "soup at 12".
bool timed_food_at(const frame& f, std::size_t i, std::size_t end) {
  for (const auto& m : f.foods) {
    if (m.begin < i || m.begin > i + 2u || m.end > end) continue;
    for (const auto& t : f.times)
      if (t.first >= m.end && t.first - m.end <= 2 && plain_clock(t)) return true;
  }
  return false;
}

/// A sentence that is only how much of the food before: "PIE. TWO SLICES."
bool only_portion(const frame& f, std::size_t from, std::size_t end) {
  std::size_t stop = from;
  while (stop < end && !ends_sentence(f, stop) && !f.line_break_before(stop + 1)) ++stop;
  if (stop == from || stop - from > 3) return false;
  const auto p = portion_before(f.upto(stop), from);
  return p && p->begin == from && p->end >= stop && (p->has_quantity || !p->unit.empty()) &&
         std::any_of(f.foods.begin(), f.foods.end(),
                     [&](const auto& m) { return !m.ambiguous && m.end + 1 == from; });
}

}  // namespace

bool reminds_of_before(const frame& f, std::size_t i, std::size_t end) {
  if (!f.is(i, "remind") || !f.is_any(i + 1, {"me", "us"})) return false;
  auto rest = i + 2;
  while (rest < end && (f.symbol(rest) || f.in_class(rest, cc().filler))) ++rest;
  if (rest >= end) return true;
  for (auto k = rest + 1; k < std::min(end, rest + 4); ++k)
    if (f.is(k, "before") && (k + 1 >= end || f.symbol(k + 1)) &&
        f.is_any(k - 1,
                 {"day", "night", "hour", "week", "days", "hours", "min", "mins", "minutes"}))
      return true;
  return false;
}

namespace {

/// Where a new act begins without a sentence end before it.
bool starts_act(const frame& f, std::size_t i, std::size_t sentence_begin, std::size_t end) {
  if (i <= sentence_begin || in_time(f, i)) return false;
  const auto& c = cc();
  if (reminds_of_before(f, i, end)) return false;
  if (f.is(i - 1, "\"") && i >= 2 && f.tokens[i - 1].space_before) return false;  // a quotation
  std::size_t prev = i - 1;
  while (prev > sentence_begin && f.in_class(prev, c.filler)) --prev;
  const bool joined = f.is(prev, ",") || f.in_class(prev, c.joiner) ||
                      (f.is_any(prev, {"-", "/", "+"}) && f.tokens[prev].space_before);
  // "went to bed at 9:30 and got up at 5:45" is one night
  if (f.member_end(i, c.got_up, end) || f.member_end(i, c.to_bed, end)) {
    const bool up = f.member_end(i, c.got_up, end) != 0;
    for (auto k = sentence_begin; k < i; ++k)
      if (f.member_end(k, up ? c.to_bed : c.got_up, i) ||
          (up && f.member_end(k, c.slept, i)))  // "slept very late, 2 am, and woke up 7"
        return false;
  }
  if (f.is(i, "i") && (f.member_end(i + 1, c.got_up, end) || f.member_end(i + 1, c.to_bed, end)))
    for (auto k = sentence_begin; k < i; ++k)
      if (f.member_end(k, c.to_bed, i) || f.member_end(k, c.got_up, i)) return false;
  if (f.member_end(i, c.start_phrase, end)) {
    // "to remind me", "that i ate": still inside the clause before.
    const auto before = i - 1;
    // "tell me how much i walked": a question goes on to its end
    for (auto k = sentence_begin; k < i; ++k)
      if (f.in_class(k, c.question_word) && i - k <= 6 && !f.is(before, ",") && !joined)
        return false;
    if (f.is(before, ",") || f.symbol(before)) return true;
    if (f.is_any(before, {"to",      "that",  "what",   "how",   "when",  "if",         "whatever",
                          "because", "since", "before", "after", "while", "should",     "could",
                          "would",   "did",   "have",   "do",    "than",  "like",       "wish",
                          "where",   "who",   "why",    "which", "as",    "everything", "until",
                          "think",   "said",  "says",   "can",   "hope",  "thing",      "whenever",
                          "anytime", "will",  "time",   "all",   "every"}))
      return false;
    // "how much water did i": a question's own words
    if (f.is_any(i, {"did", "do", "have", "how", "what", "can", "could"})) return joined;
    return true;
  }
  if (joined && f.member_end(i, c.start_verb, end)) return true;
  // "ate 3 perogies 2 sausage drank 4 l": a verb of doing right behind what was done before
  if ((f.member_end(i, c.eat_strong, end) || f.member_end(i, c.drink_strong, end) ||
       f.is_any(i, {"had", "slept", "woke", "ran", "walked", "swam", "skipped"})) &&
      !f.member_end(prev, c.start_phrase, i + 1)) {
    const auto behind = [&](const auto& m) { return m.begin >= sentence_begin && m.end == i; };
    if (std::any_of(f.foods.begin(), f.foods.end(), behind) ||
        std::any_of(f.exercises.begin(), f.exercises.end(), behind) || f.in_class(i - 1, c.meal) ||
        f.in_class(i - 1, c.water))
      for (auto k = sentence_begin; k < i; ++k)
        if (f.member_end(k, c.eat_strong, i) || f.member_end(k, c.drink_strong, i) ||
            f.in_class(k, c.run_verb) || f.is_any(k, {"had", "did", "skipped", "slept"}))
          return !f.in_class(i - 1, c.person);
  }
  // "the boy benched 60, me 80x5": one's own share of what another's was told
  if (f.is_any(i, {"me", "mine"}) && i + 1 < end &&
      (f.number(i + 1) || number_word(f.word(i + 1), f.language())))
    for (auto k = sentence_begin; k < i; ++k)
      if (f.in_class(k, c.person)) return true;
  // "porridge at 7 soup at 12": each with its own time
  if (timed_food(f, sentence_begin, i) && timed_food_at(f, i, end)) return true;
  // "didn't have eggs, just toast", "no breakfast, lunch was a gyro"
  if (f.is(prev, ",") && (prev + 1 == i || f.is_any(prev + 1, {"just", "only"})) &&
      (f.is_any(i, {"for", "instead"}) || f.is_any(prev + 1, {"just", "only"}) ||
       f.in_class(i, c.meal)))
    for (auto k = sentence_begin; k < prev; ++k)
      if (f.is_any(k, {"not", "no", "later", "wanted", "skipped"})) return true;
  // "practice at 10, party at 2, grab milk", "visit 2pm friday and tasting 11am saturday": plans
  // one after the other
  const bool anded =
      f.is(prev, "and") && prev + 1 == i && prev > sentence_begin && time_word(f, prev - 1);
  if (f.is(prev, ",") || anded) {
    const auto clock_in = [&](std::size_t from, std::size_t to) {
      return std::any_of(f.times.begin(), f.times.end(), [&](const auto& t) {
        return t.first >= from && t.last <= to && !t.weak && !t.recurrence &&
               (anded ? t.has_clock && t.at > f.ctx.now : t.has_clock || t.has_date);
      });
    };
    std::size_t stop = i;
    while (stop < end && !f.is(stop, ",")) ++stop;
    if (!time_word(f, i) && !f.number(i) && clock_in(sentence_begin, prev) &&
        !f.is_any(i, {"remind", "and", "at", "on"}) &&
        (clock_in(i + 1, stop) || f.member_end(i, c.task_verb, end)))
      return true;
  }
  return joined && (asks_again(f, i, sentence_begin, end) ||
                    facts_in_a_row(f, i, prev, sentence_begin, end) ||
                    plans_in_a_row(f, i, prev, sentence_begin, end));
}

/// What a part of a sentence between two commas is about.
enum class subject : std::uint8_t { none, consumed, gym, sleep, denied, command };

bool covered_by_food(const frame& f, std::size_t begin, std::size_t end) {
  return std::any_of(f.foods.begin(), f.foods.end(), [&](const auto& m) {
    return !m.ambiguous && m.begin <= begin && end <= m.end;
  });
}

subject subject_of(const frame& f, span s) {
  const auto& c = cc();
  auto core = make_clause(f, s).core;
  while (core < s.end && f.is_any(core, {"i", "we", "then", "just", "now"})) ++core;
  if (f.member_end(core, c.no_opener, s.end)) return subject::denied;
  for (auto i = core; i < std::min(s.end, core + 3); ++i)
    if (f.in_class(i, c.question_word) || f.is_any(i, {"remind", "set", "if", "?"}))
      return subject::command;
  if (f.member_end(core, c.task_verb, s.end) && !f.is(core, "practice")) return subject::command;
  bool figure = false, slept = false, bed = false, up = false;
  for (auto i = s.begin; i < s.end; ++i) {
    figure = figure || f.number(i) || number_word(f.word(i), f.language()) ||
             f.is_any(i, {"hour", "half"});
    slept = slept || f.member_end(i, c.slept, s.end) || f.member_end(i, c.nap, s.end) ||
            f.member_end(i, c.sleep_noun, s.end);
    bed = bed || f.member_end(i, c.to_bed, s.end);
    up = up || (f.member_end(i, c.got_up, s.end) && (i == core || !f.is(i, "up") || bed));
  }
  if (figure && (slept || bed || up)) return subject::sleep;
  for (const auto& h : f.patterns) {
    if (h.begin < s.begin || h.end > s.end) continue;
    if (h.pattern->kind == "exercise" || h.pattern->value == "gym_log") return subject::gym;
    if (h.pattern->kind == "food" || h.pattern->kind == "restaurant" ||
        h.pattern->kind == "container")
      return subject::consumed;
  }
  for (const auto& e : f.exercises)
    if (e.begin >= s.begin && e.end <= s.end && (!e.ambiguous || (figure && e.begin == core)) &&
        !covered_by_food(f, e.begin, e.end))
      return subject::gym;
  for (const auto& m : f.foods)
    if (!m.ambiguous && m.begin >= s.begin && m.end <= s.end) return subject::consumed;
  for (auto i = s.begin; i + 1 < s.end; ++i)
    if (f.number(i) && ((f.is(i + 1, "k") && !f.tokens[i + 1].space_before) ||
                        f.is_any(i + 1, {"km", "mi", "miles"})))
      return subject::gym;
  for (auto i = s.begin; i < s.end; ++i)
    if (f.in_class(i, c.water) || f.in_class(i, c.beverage)) return subject::consumed;
  return subject::none;
}

/// Cuts a clause where the parts of a list are about different things.
void cut_by_subject(const frame& f, const clause& whole, std::vector<clause>& out) {
  const auto begin = whole.s.begin, end = whole.s.end;
  const auto& c = cc();
  const auto divides = [&](std::size_t i) {
    return f.is_any(i, {",", "and", "then", "plus", "but", "so", "&", "now"}) ||
           (f.is_any(i, {"+", "-", "/"}) && f.tokens[i].space_before && i + 1 < end &&
            f.tokens[i + 1].space_before);
  };
  const auto inside_name = [&](std::size_t i) {
    return std::any_of(f.foods.begin(), f.foods.end(),
                       [&](const auto& m) { return m.begin < i && i + 1 < m.end; }) ||
           std::any_of(f.exercises.begin(), f.exercises.end(),
                       [&](const auto& m) { return m.begin < i && i + 1 < m.end; }) ||
           std::any_of(f.patterns.begin(), f.patterns.end(),
                       [&](const auto& m) { return m.begin < i && i + 1 < m.end; }) ||
           in_time(f, i) || quantity::joins_half(f.all(), i);
  };
  subject last = subject::none;
  std::size_t from = begin;
  bool from_denied = false;  // the part that begins at `from` opens with "no", "skipped"
  const auto close = [&](std::size_t at) {
    auto e = at;
    while (e > from && divides(e - 1)) --e;
    if (e <= from) return;
    auto part = make_clause(f, {from, e});
    part.after_and = from == begin ? whole.after_and : true;
    part.piece = from != begin;
    part.denied = last == subject::denied && from_denied;
    out.push_back(part);
    from = at;
  };
  for (std::size_t i = begin; i < end;) {
    auto stop = i;
    while (stop < end && !(divides(stop) && !inside_name(stop))) ++stop;
    const auto about = stop > i ? subject_of(f, {i, stop}) : subject::none;
    if (about == subject::command) break;
    bool apart = false;
    if (i > begin && stop > i && f.in_class(i, c.meal) && stop - i > 1)
      for (auto k = begin; k < i; ++k) apart = apart || f.in_class(k, c.meal);
    // "yogurt for breakfast and a wrap for lunch": each its own meal
    const auto for_meal = [&](std::size_t b, std::size_t e) {
      for (auto k = b; k + 1 < e; ++k)
        if (f.is_any(k, {"for", "at", "as"}) && f.in_class(k + 1, c.meal)) return true;
      return false;
    };
    apart = apart || (about == subject::consumed && last == about && i > from &&
                      for_meal(i, stop) && for_meal(from, i));
    const auto timed = [&](std::size_t b, std::size_t e) {
      if (f.is(e - 1, "now")) return true;
      return std::any_of(f.times.begin(), f.times.end(), [&](const auto& t) {
        return t.has_clock && !t.weak && !t.recurrence && t.first >= b && t.last <= e;
      });
    };
    // "tacos at six and a monster at eight": each its own time
    apart = apart || (about == subject::consumed && last == about && i > from && timed(i, stop) &&
                      timed(from, i));
    // "8 hrs sleep and 20 min nap" are two
    const auto naps = [&](std::size_t b, std::size_t e) {
      for (auto k = b; k < e; ++k)
        if (f.member_end(k, c.nap, e)) return true;
      return false;
    };
    apart = apart || (about == subject::sleep && last == about && i > from &&
                      naps(i, stop) != naps(from, i));
    // whatever follows what was not done stands by itself
    apart = apart || (last == subject::denied && about == subject::none && i > from && stop > i &&
                      f.is(i - 1, ","));
    if (about != subject::none || apart) {
      if (i > from && last != subject::none && (about != last || apart) &&
          out.size() + 1 < max_clauses)
        close(i);
      if (about != subject::none || apart) last = about;
      if (from == i) {
        from_denied = about == subject::denied && (i > begin || stop < end);
        for (auto k = i; k < stop; ++k) from_denied = from_denied && !f.is_any(k, {"just", "only"});
      }
    }
    i = stop;
    while (i < end && divides(i)) ++i;
  }
  close(end);
}

/// "... and then around three I had": the time said before an act's first words is that act's.
std::size_t before_time(const frame& f, std::size_t begin, std::size_t i) {
  const auto e = f.is(i - 1, ",") ? i - 1 : i;
  for (const auto& t : f.times) {
    if (t.last != e || t.first <= begin || t.recurrence) continue;
    auto from = t.first;
    while (from > begin && f.is_any(from - 1, {"at", "around", "about", "by", "on"})) --from;
    if (from > begin && f.is_any(from - 1, {",", "and", "then", ";"})) return from;
  }
  return i;
}

}  // namespace

clause make_clause(const frame& f, span s) {
  const auto& c = cc();
  clause out{s, s.begin, false, false};
  std::size_t i = s.begin;
  for (;;) {
    while (i < s.end && (f.symbol(i) && !f.is_any(i, {"\"", "*", "+", "#", "$", "="}))) ++i;
    if (const auto e = f.member_end(i, c.request, s.end); e && e < s.end) {
      // "can i", "i want to" say a request only of something that can be done here.
      out.request = true;
      i = e;
      continue;
    }
    if (const auto e = f.member_end(i, c.lead, s.end); e && e < s.end) {
      i = e;
      continue;
    }
    if (f.is_any(i, {"me", "mine"}) && i + 1 < s.end &&
        (f.number(i + 1) || number_word(f.word(i + 1), f.language()))) {
      ++i;
      continue;
    }
    break;
  }
  out.core = std::min(i, s.end);
  return out;
}

std::vector<clause> split_clauses(const frame& f, span whole) {
  std::vector<clause> out;
  std::size_t begin = whole.begin, sentence = whole.begin;
  bool joined = false;
  const auto flush = [&](std::size_t end, bool next_joined) {
    // leave joiners at the end of a clause out of it
    auto e = end;
    while (e > begin && (f.is_any(e - 1, {",", "and", "then", "also", "plus", "but"}))) --e;
    bool content = false;
    for (auto i = begin; i < e && !content; ++i)
      content = !f.symbol(i) || f.tokens[i].text.size() > 1 || f.is_any(i, {"?", "+"});
    if (content) {
      auto c = make_clause(f, {begin, e});
      c.after_and = joined;
      cut_by_subject(f, c, out);
    }
    begin = end;
    joined = next_joined;
  };
  for (auto i = whole.begin; i < whole.end && out.size() + 1 < max_clauses; ++i) {
    if (i > begin && f.line_break_before(i)) {
      flush(i, false);
      sentence = i;
    }
    if (ends_sentence(f, i)) {
      if (f.is(i, ".") && only_portion(f, i + 1, whole.end)) continue;
      flush(i + 1, false);
      sentence = i + 1;
    } else if (i > begin && starts_act(f, i, sentence, whole.end)) {
      // at least a word before the new act
      bool word = false;
      for (auto k = begin; k < i && !word; ++k)
        word = !f.symbol(k) && !f.in_class(k, cc().joiner) && !f.in_class(k, cc().filler) &&
               !f.in_class(k, cc().lead) && !f.in_class(k, cc().meal) && !time_word(f, k) &&
               !f.is_any(k, {"i", "we", "for", "at", "a", "my", "on", "in", "then", "me", "no",
                             "can", "could", "would", "will", "you", "actually", "yes", "wait"});
      if (word) flush(before_time(f, begin, i), true);
    }
  }
  flush(whole.end, false);
  return out;
}

}  // namespace nlp
