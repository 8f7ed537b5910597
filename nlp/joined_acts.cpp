#include "nlp/joined_acts.hpp"

#include <algorithm>
#include <cmath>

#include "nlp/clause_reader.hpp"
#include "nlp/slots/changes.hpp"
#include "nlp/text/fuzzy_phrases.hpp"

namespace nlp {
namespace {

/// "count it as a workout" after an act: the act's word is taught.
void apply_count_as(const frame& f, act_list& acts) {
  static const auto& book = phrase_book::shared();
  static const auto meaning = book.class_named("intent_word");
  for (std::size_t i = 0; i + 3 < f.size(); ++i) {
    if (!f.is_any(i, {"count", "log", "treat", "track", "consider", "record"}) ||
        !f.is_any(i + 1, {"it", "that", "this", "them"}) || !f.is(i + 2, "as"))
      continue;
    auto k = i + 3;
    while (f.is_any(k, {"a", "an", "my"})) ++k;
    const auto v = f.member_value(k, meaning, f.size());
    if (v.empty()) continue;
    // the thing is what stands before: the first unknown or named word of the text
    std::size_t begin = 0;
    while (begin < i && (f.is_any(begin, {"i", "had", "did", "went", "to", "my", "the", "a", "just",
                                          "that", "was", "today", "ok", "so"}) ||
                         f.symbol(begin)))
      ++begin;
    auto end = begin;
    while (end < i && !f.symbol(end) &&
           !f.is_any(end, {"today", "practice", "for", "class", "at", "and", "session", "this",
                           "yesterday"}) &&
           f.time_end[end] == 0 && end - begin < 3)
      ++end;
    if (end == begin) continue;
    const auto term = f.say({begin, end});
    auto name_end = end;
    if (f.is_any(name_end, {"practice", "class", "session"})) ++name_end;
    const auto full = f.say({begin, name_end});
    std::erase_if(acts, [](const act& a) {
      return a.kind == intent::unknown || a.kind == intent::food_log || a.kind == intent::gym_log ||
             a.kind == intent::teach_pattern || a.kind == intent::reminder_add;
    });
    const auto kind = intent_from(v);
    if (kind && *kind == intent::gym_log) {
      act a = make_act(intent::gym_log, 0.9, full, "counted as a workout");
      a.slots.set(slot::exercise, full);
      const auto lengths = find_durations(f.tokens, "en", 0, f.size());
      if (!lengths.empty()) a.slots.set(slot::duration_min, lengths[0].minutes);
      acts.push_back(std::move(a));
    } else if (kind && *kind == intent::food_log) {
      act a = make_act(intent::food_log, 0.9, full, "counted as food");
      a.slots.set(slot::food, full);
      acts.push_back(std::move(a));
    }
    act t = make_act(intent::teach_pattern, 0.9, f.say({i, k + 1}), "a word you teach");
    t.slots.set(slot::term, term);
    t.slots.set(slot::type, std::string("intent"));
    t.slots.set(slot::value, std::string(v));
    acts.push_back(std::move(t));
    return;
  }
}

/// "I had my usual smoothie, 300 cal 20g protein": a named thing of one's own with its figures.
void teach_usual(const frame& f, act_list& acts) {
  if (acts.size() != 1 || acts[0].kind != intent::food_log) return;
  const auto food = acts[0].slots.text(slot::food);
  if (!food || food->find("usual") == std::string::npos || !acts[0].slots.has(slot::calories))
    return;
  for (const auto& h : f.patterns)
    if (h.pattern->kind == "food") return;
  act t = make_act(intent::teach_pattern, 0.8, *food, "your usual, with its figures");
  t.slots.set(slot::term, *food);
  t.slots.set(slot::type, std::string("entity"));
  t.slots.set(slot::kind, std::string("food"));
  for (const auto k : {slot::calories, slot::protein_g, slot::carbs_g, slot::fat_g})
    if (const auto v = acts[0].slots.number(k)) t.slots.set(k, *v);
  acts.push_back(std::move(t));
}

/// "jordans drop 10am sat, remind me 5 min early", "library day is wednesday remind me at 8": what
/// is told before "remind me" is what the reminder is about, or why it is wanted; it is not another
/// one.
void join_reminders(const frame& f, act_list& acts) {
  for (std::size_t i = 1; i < acts.size(); ++i) {
    auto& before = acts[i - 1];
    auto& a = acts[i];
    if (a.kind != intent::reminder_add || before.why.empty() || a.why.empty()) continue;
    // "every weekday 6am remind me check the board": the moment stands before
    if (before.kind == intent::reminder_add && !before.slots.has(slot::content) &&
        a.slots.has(slot::content)) {
      for (const auto k : {slot::due, slot::recurrence})
        if (const auto* v = before.slots.find(k); v && !a.slots.has(k)) a.slots.set(k, *v);
      acts.erase(acts.begin() + static_cast<std::ptrdiff_t>(i) - 1);
      --i;
      continue;
    }
    const bool told = before.why[0].rule == told_event;
    if (!told && !(is_planned(before.kind) && !a.slots.has(slot::content))) continue;
    if (!a.why[0].words.starts_with("remind") && a.slots.has(slot::content)) continue;
    const auto content = a.slots.text(slot::content);
    const bool empty = !content || *content == "me" || *content == "ME" || *content == "us" ||
                       *content == "am" || *content == "early" || *content == "before" ||
                       *content == "about it" || *content == "it" || *content == "that" ||
                       *content == "then" || *content == "prior" ||
                       ((*content)[0] >= '0' && (*content)[0] <= '9' &&
                        (content->ends_with(" early") || content->ends_with(" before") ||
                         content->ends_with(" prior") || content->ends_with(" ahead")));
    auto due = a.slots.time(slot::due);
    const auto was = before.slots.time(slot::due);
    if (empty) {
      const auto name = before.slots.text(
          before.kind == intent::assignment_add ? slot::assignment_name : slot::content);
      if (!name) continue;
      a.slots.set(slot::content, *name);
      // "5 min early", "2 days prior"
      for (std::size_t k = 0; was && k < f.size(); ++k)
        if (f.is_any(k, {"early", "before", "prior", "ahead", "earlier"})) {
          const auto lengths = f.durations_in({0, k});
          if (lengths.empty() || lengths.back().last != k) continue;
          const auto by = std::chrono::seconds(std::lround(lengths.back().minutes * 60));
          const auto at = was->or_at(std::chrono::hours(9)) - by;
          due = to_local_time(at, was->time_of_day.has_value() || by < std::chrono::hours(24));
        }
      if (!a.slots.has(slot::recurrence))
        if (const auto r = before.slots.text(slot::recurrence)) a.slots.set(slot::recurrence, *r);
    }
    if (!due)
      due = was;
    else if (was && due->day == std::chrono::floor<std::chrono::days>(f.ctx.now) &&
             due->time_of_day && was->day > due->day && empty)
      due->day = was->day;
    if (due) a.slots.set(slot::due, *due);
    acts.erase(acts.begin() + static_cast<std::ptrdiff_t>(i) - 1);
    --i;
  }
}

/// "order fish by 11, put it on the list": the list is where the task before goes.
void drop_pointing_tasks(act_list& acts) {
  for (std::size_t i = 1; i < acts.size();) {
    const auto content =
        acts[i].kind == intent::todo_add ? acts[i].slots.text(slot::content) : std::nullopt;
    const bool points = content && (*content == "it" || *content == "that" || *content == "this" ||
                                    *content == "them");
    if (points && is_planned(acts[i - 1].kind)) {
      if (const auto list = acts[i].slots.text(slot::list))
        acts[i - 1].slots.set(slot::list, *list);
      acts.erase(acts.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
}

/// "who am i kidding, how many cookies": beside an act that is plain, what only the wording hints
/// at is talk.
void drop_hints(act_list& acts) {
  const auto hint = [](const act& a) {
    return !a.why.empty() && a.why[0].rule == hinted && a.confidence < 0.6;
  };
  if (!std::all_of(acts.begin(), acts.end(), hint)) std::erase_if(acts, hint);
}

/// "those spicy wings, i had like 10 of em": a food named and then counted is one.
void join_counts(act_list& acts) {
  for (std::size_t i = 1; i < acts.size(); ++i) {
    auto& before = acts[i - 1];
    const auto& a = acts[i];
    if (a.kind != intent::food_log || before.kind != intent::food_log || a.why.empty() ||
        a.why[0].rule != counted_again || before.slots.has(slot::quantity))
      continue;
    const auto name = before.slots.text(slot::food), again = a.slots.text(slot::food);
    if (!name || !again || name->find(*again) == std::string::npos) continue;
    for (const auto k : {slot::quantity, slot::unit, slot::meal, slot::at})
      if (const auto* v = a.slots.find(k)) before.slots.set(k, *v);
    acts.erase(acts.begin() + static_cast<std::ptrdiff_t>(i--));
  }
}

/// "drank the whole nalgene, 32 oz": the size of what was just drunk is no second drink.
void join_sizes(const frame& f, act_list& acts) {
  for (std::size_t i = 1; i < acts.size(); ++i) {
    if (acts[i].kind != intent::water_log || acts[i - 1].kind != intent::water_log) continue;
    const auto amount = acts[i].slots.number(slot::amount_ml);
    for (std::size_t k = 1; amount && k < f.size(); ++k) {
      const auto size = volume_at(f.all(), k);
      if (!size || std::abs(size->ml - *amount) > 1) continue;
      auto before = k;
      while (before > 0 && f.is_any(before - 1, {"it", "is", "call", "about", "like", "so", "a"}))
        --before;
      const bool set_off = before > 0 && f.is_any(before - 1, {",", "=", ".", "("});
      const bool alone = size->end >= f.size() || f.symbol(size->end);
      if (!set_off || !alone) continue;
      acts[i - 1].slots.set(slot::amount_ml, *amount);
      acts.erase(acts.begin() + static_cast<std::ptrdiff_t>(i--));
      break;
    }
  }
}

/// "puff puff 4, zobo 1 bottle, regret": beside something had, everyday words that name no food are
/// remarks.
void drop_remarks(const frame& f, act_list& acts) {
  if (acts.size() < 2) return;
  std::erase_if(acts, [&](const act& a) {
    if (a.kind != intent::food_log) return false;
    for (const auto k : {slot::quantity, slot::unit, slot::calories, slot::restaurant})
      if (a.slots.has(k)) return false;
    const auto food = a.slots.text(slot::food);
    if (!food || *food == "meal") return false;
    for (const auto& h : f.patterns)
      if (h.pattern->value == *food || h.pattern->term == *food) return false;
    const auto named = tokenize(*food);
    return std::all_of(named.begin(), named.end(), [](const token& t) {
      return is_plain_word(t.text) && !shared_foods().is_food_word(t.text);
    });
  });
}

/// "filled my stanley and finished it", "the quiz got cancelled, remove it": what points at the act
/// before it in the same text is that act.
void drop_pointing_acts(act_list& acts) {
  for (std::size_t i = 1; i < acts.size();) {
    const auto item =
        acts[i].kind == intent::complete_item ? acts[i].slots.text(slot::item) : std::nullopt;
    const bool points = item && (*item == "it" || *item == "its" || *item == "that" ||
                                 *item == "them" || *item == "been");
    const bool again = acts[i].kind == intent::undo && (acts[i - 1].kind == intent::delete_item ||
                                                        acts[i - 1].kind == intent::complete_item);
    if (points || again)
      acts.erase(acts.begin() + static_cast<std::ptrdiff_t>(i));
    else
      ++i;
  }
}

/// "32 oz, water at none of these": of several drinks of water one without an amount says nothing.
void drop_vague_water(act_list& acts) {
  const auto water = [](const act& a, bool amount) {
    return a.kind == intent::water_log && a.slots.has(slot::amount_ml) == amount;
  };
  if (std::any_of(acts.begin(), acts.end(), [&](const act& a) { return water(a, true); }))
    std::erase_if(acts, [&](const act& a) { return water(a, false); });
}

/// "cafeteria had tacos, skipped it": what was there was not eaten.
void drop_skipped(const frame& f, act_list& acts) {
  for (std::size_t i = 1; i + 1 < f.size(); ++i)
    if (f.is_any(i, {"skipped", "resisted", "declined", "refused", "smelt", "smelled"}) &&
        f.is_any(i + 1, {"it", "them", "those", "all"}) && !acts.empty() &&
        acts.back().kind == intent::food_log && f.symbol(i - 1))
      acts.pop_back();
  for (std::size_t i = 0; i + 2 < f.size(); ++i)
    if (f.is(i, "not") && f.is_any(i + 1, {"touch", "eat", "have", "want", "take", "finish"}) &&
        f.is_any(i + 2, {"it", "them", "em", "any", "one", "those"}) && !acts.empty() &&
        acts.back().kind == intent::food_log)
      acts.pop_back();
}

/// "8am and 8pm daily", "wake me 6.45, 6.50 and 6.55": one reminder for each moment.
void repeat_for_each_moment(const frame& f, act_list& acts) {
  if (acts.size() != 1 || acts[0].kind != intent::reminder_add) return;
  const act first = acts[0];
  const auto was = first.slots.time(slot::due);
  std::vector<time_expression> moments;
  for (const auto& t : f.times_in({0, f.size()}, time_bias::future)) {
    if (!t.has_clock || t.weak) continue;
    if (!moments.empty()) {
      auto i = moments.back().last;
      bool joined = false;
      while (i < t.first && f.is_any(i, {",", "and", "&", "y", "again", "at", "then", "a", "las"}))
        joined = joined || f.is_any(i, {",", "and", "&", "y"}), ++i;
      if (!joined || i != t.first) return;
    }
    moments.push_back(t);
  }
  if (moments.size() < 2 || moments.size() > 6) return;
  const bool repeats = first.slots.has(slot::recurrence);
  acts.clear();
  for (const auto& t : moments) {
    act a = first;
    auto due = to_local_time(t.at, true);
    // the day said once is that of all; what repeats comes next when its clock time does
    if (repeats) {
      due.day = std::chrono::floor<std::chrono::days>(f.ctx.now);
      if (local_seconds(due.day) + *due.time_of_day <= f.ctx.now) due.day += std::chrono::days(1);
    } else if (was && !t.has_date) {
      due.day = was->day;
    }
    a.slots.set(slot::due, due);
    acts.push_back(std::move(a));
  }
}

/// "connect google fit and outlook": one command for each service named.
void repeat_for_each_provider(const frame& f, act_list& acts) {
  if (acts.size() != 1 || !is_integration(acts[0].kind) || !acts[0].slots.has(slot::provider))
    return;
  const act first = acts[0];
  std::vector<std::string> named;
  std::size_t last_end = 0;
  for (std::size_t i = 0; i < f.size();) {
    const auto end = f.member_end(i, classes().named_provider, f.size());
    if (!end) {
      ++i;
      continue;
    }
    std::string name(f.member_value(i, classes().named_provider, f.size()));
    if (!named.empty() && !f.is_any(last_end, {"and", "&", ",", "y", "e", "plus"})) return;
    if (std::find(named.begin(), named.end(), name) == named.end())
      named.push_back(std::move(name));
    last_end = i = end;
  }
  if (named.size() < 2) return;
  acts.clear();
  for (auto& name : named) {
    acts.push_back(first);
    acts.back().slots.set(slot::provider, std::move(name));
  }
}

}  // namespace

std::optional<act> done_as_well(const frame& f, const clause& c, const act& before) {
  const auto s = f.trimmed(c.s, {});
  if (before.kind != intent::complete_item || s.empty() || s.size() > 9) return std::nullopt;
  for (auto i = s.begin; i < s.end; ++i)
    if (f.is_any(i, {"?", "not", "no", "i", "you", "he", "she", "they", "if", "never"}))
      return std::nullopt;
  const auto lead = [&](std::size_t i) {
    while (i < s.end && (f.symbol(i) || f.is_any(i, {"and", "also", "plus", "the", "my", "then"})))
      ++i;
    return i;
  };
  auto from = lead(c.s.begin);
  const bool so = f.is(from, "so") && f.is_any(from + 1, {"is", "are", "was", "were"});
  const bool too = f.is_any(c.s.end - 1, {"too", "also"}) ||
                   (c.s.size() > 1 && f.symbol(c.s.end - 1) && f.is(c.s.end - 2, "too"));
  if (!so && !too) return std::nullopt;
  if (so) from = lead(from + 2);
  auto to = s.end;
  while (to > from && (f.symbol(to - 1) || f.is_any(to - 1, {"too", "also"}))) --to;
  if (from >= to) return std::nullopt;
  act a = make_act(intent::complete_item, 0.75, f.say(c.s), "done as well");
  a.slots.set(slot::item, f.say({from, to}));
  return a;
}

void join_acts(const frame& f, act_list& acts) {
  drop_hints(acts);
  // "remind me nurse friday 1030 and ring mum sunday": one request for both
  for (std::size_t i = 1; i < acts.size() && f.text.find(". ") == std::string_view::npos; ++i)
    if (acts[i].kind == intent::todo_add && acts[i].slots.has(slot::due) &&
        !acts[i].slots.has(slot::list) && acts[i - 1].kind == intent::reminder_add &&
        !acts[i - 1].why.empty() && acts[i - 1].why[0].words.starts_with("remind"))
      acts[i].kind = intent::reminder_add;
  drop_pointing_tasks(acts);
  join_counts(acts);
  drop_skipped(f, acts);
  drop_remarks(f, acts);
  drop_pointing_acts(acts);
  join_sizes(f, acts);
  drop_vague_water(acts);
  join_reminders(f, acts);
  repeat_for_each_moment(f, acts);
  repeat_for_each_provider(f, acts);
  apply_count_as(f, acts);
  teach_usual(f, acts);
}

}  // namespace nlp
