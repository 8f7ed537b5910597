// Repeats: the last record, plan, command or question once more, for another thing.

#include <algorithm>

#include "nlp/followup_parts.hpp"
#include "nlp/intent_set.hpp"
#include "nlp/slots/changes.hpp"

namespace nlp {
namespace {

using question = prior_turn::question;

std::string_view provider_in(const frame& f) {
  static const auto cls = phrase_book::shared().class_named("provider");
  for (std::size_t i = 0; i < f.size(); ++i)
    if (const auto v = f.member_value(i, cls, f.size()); !v.empty()) return v;
  return {};
}

}  // namespace

std::optional<act_list> another_plan(const frame& f, const prior_turn& prior) {
  if (!prior.last || !is_planned(prior.last->kind) || f.size() > 14) return std::nullopt;
  std::size_t i = 0;
  while (f.symbol(i) || f.is_any(i, {"and", "also", "plus", "oh", "ok", "then", "set"})) ++i;
  const auto lead = i;
  while (f.is_any(i, {"another", "one", "more", "reminder", "same", "again"})) ++i;
  if (i == lead || !f.is_any(i, {"for", "about", "to"}) || i + 1 >= f.size()) return std::nullopt;
  const span s{i + 1, f.size()};
  const auto due = find_due(f, s);
  auto text = strip_lead(f.as_written(s, due.words), {"the", "my", "to"});
  while (!text.empty() && (text.back() == ',' || text.back() == ' ' || text.back() == '.'))
    text.pop_back();
  if (text.ends_with(" at") || text.ends_with(" on")) text.resize(text.size() - 3);
  if (text.empty()) return std::nullopt;
  act a = make_act(prior.last->kind == intent::todo_add ? intent::todo_add : intent::reminder_add,
                   0.85, f.say({0, f.size()}), "the last plan for another thing");
  a.slots.set(slot::content, text);
  if (due.at) a.slots.set(slot::due, *due.at);
  act_list out{a};
  resolve_references(f, prior, out);
  return out;
}

std::optional<act_list> next_entry(const frame& f, const prior_turn& prior) {
  if (!prior.last || prior.last->kind != intent::todo_add || prior.asked != question::none ||
      f.size() < 2 || f.size() > 6 || !f.is_any(0, {"and", "also", "plus", "&", "+", "oh"}))
    return std::nullopt;
  std::size_t i = 0;
  while (f.is_any(i, {"and", "also", "plus", "&", "+", "oh", "some", "the"})) ++i;
  if (any_word(f, {"?",      "i",    "had",    "ate",    "drank", "did",  "ran",
                   "remind", "what", "how",    "is",     "my",    "make", "done",
                   "it",     "that", "delete", "remove", "at",    "me",   "when"}) ||
      i >= f.size() || f.number(i) || !f.times.empty())
    return std::nullopt;
  act a = make_act(intent::todo_add, 0.85, f.say({0, f.size()}), "the next entry of the list");
  auto text = f.as_written({i, f.size()});
  if (text.empty()) return std::nullopt;
  a.slots.set(slot::content, std::move(text));
  if (const auto list = prior.last->slots.text(slot::list)) a.slots.set(slot::list, *list);
  return act_list{a};
}

std::optional<act_list> same_for_another(const frame& f, const prior_turn& prior) {
  if (!prior.said || f.size() > 6) return std::nullopt;
  act a = *prior.said;
  a.why = {{f.say({0, f.size()}), "the last one, for another thing"}};
  const auto idle = [&](std::size_t i) {
    return f.symbol(i) || f.in_class(i, classes().filler) ||
           f.is_any(
               i, {"and", "only",    "just", "what", "about", "the",  "also", "too", "for",  "my",
                   "one", "instead", "no",   "yes",  "how",   "same", "or",   "of",  "from", "is"});
  };
  if (is_integration(a.kind)) {
    const auto v = provider_in(f);
    if (v.empty()) return std::nullopt;
    static const auto cls = phrase_book::shared().class_named("provider");
    for (std::size_t i = 0; i < f.size();) {
      if (const auto e = f.member_end(i, cls, f.size())) {
        i = e;
        continue;
      }
      if (!idle(i)) return std::nullopt;
      ++i;
    }
    a.slots.set(slot::provider, std::string(v));
    return act_list{a};
  }
  if (a.kind == intent::delete_data || a.kind == intent::export_data) {
    slot_map period;
    const auto used = fill_period(f, {0, f.size()}, period, false);
    static const auto data = phrase_book::shared().class_named("data");
    std::string type;
    for (std::size_t i = 0; i < f.size(); ++i) {
      const bool timed =
          std::any_of(used.begin(), used.end(), [i](const span& s) { return s.contains(i); });
      if (const auto v = f.member_value(i, data, f.size()); !v.empty() && v != "all")
        type = v;
      else if (f.is_any(i, {"todays", "today's"}))
        period.set(slot::period, std::string("today"));
      else if (f.is_any(i, {"yesterdays", "yesterday's"}))
        period.set(slot::period, std::string("yesterday"));
      else if (!timed && !idle(i))
        return std::nullopt;
    }
    if (period.empty() && type.empty()) return std::nullopt;
    for (const auto& [k, v] : period) a.slots.set(k, v);
    if (!type.empty()) a.slots.set(slot::data_type, type);
    return act_list{a};
  }
  return std::nullopt;
}

std::optional<act> next_question(const frame& f, const prior_turn& prior) {
  if (!prior.query || !asking.has(prior.query->kind) || f.size() > 7) return std::nullopt;
  const bool asks = f.is(f.size() - 1, "?");
  const bool led =
      f.is_any(0, {"and", "y"}) || (f.is_any(0, {"what", "how"}) && f.is_any(1, {"about", "for"}));
  if (!asks && !led) return std::nullopt;
  // a question with a subject of its own
  if (any_word(f, {"is", "are", "my", "did", "do", "i", "was", "should", "can"}))
    return std::nullopt;
  span s{0, f.size()};
  while (s.begin < s.end &&
         f.is_any(s.begin, {"and", "what", "how", "about", "y", "for", "ok", "so", "the"}))
    ++s.begin;
  while (s.end > s.begin && f.symbol(s.end - 1)) --s.end;
  if (s.empty() || s.size() > 4) return std::nullopt;
  act a = *prior.query;
  a.why = {{std::string(f.text), "the last question, with this"}};
  slot_map period;
  const auto used = fill_period(f, s, period, a.kind == intent::agenda_query);
  // "what about the 20th": a day of the month by itself
  if (used.empty() && s.size() == 1 && f.number(s.begin) && f.tokens[s.begin].value <= 31 &&
      f.tokens[s.begin].value >= 1) {
    const std::chrono::day wanted(static_cast<unsigned>(f.tokens[s.begin].value));
    const bool ahead = a.kind == intent::agenda_query;
    auto day = std::chrono::floor<std::chrono::days>(f.ctx.now);
    for (int k = 0; k < 62; ++k, day += std::chrono::days(ahead ? 1 : -1))
      if (std::chrono::year_month_day(day).day() == wanted) {
        a.slots.set(slot::period, std::string("date"));
        a.slots.set(slot::start, local_time{day, std::nullopt});
        a.slots.erase(slot::end);
        return a;
      }
  }
  std::size_t words = 0;
  for (const auto& u : used) words += u.size();
  if (!period.empty()) {
    a.slots.erase(slot::period);
    a.slots.erase(slot::start);
    a.slots.erase(slot::end);
    for (const auto& [k, v] : period) a.slots.set(k, v);
  }
  if (words >= s.size()) return period.empty() ? std::nullopt : std::optional(a);
  if (a.kind != intent::stats_query) return std::nullopt;
  static const auto& book = phrase_book::shared();
  static const auto metric = book.class_named("metric");
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto v = f.member_value(i, metric, s.end);
        !v.empty() && v != "items" && v != "count") {
      a.slots.set(slot::metric, std::string(v));
      return a;
    }
  if (const auto name = exercise_in(f, s); !name.empty()) {
    a.slots.set(slot::item, name);
    a.slots.set(slot::domain, std::string("gym"));
    return a;
  }
  return period.empty() ? std::nullopt : std::optional(a);
}

/// "had one", "ate two of those" after a question about a food's figures.
static std::optional<act> had_what_was_asked(const frame& f, const prior_turn& prior) {
  if (!prior.said || prior.said->kind != intent::search ||
      prior.said->slots.text(slot::scope) != "nutrition" || f.size() > 5)
    return std::nullopt;
  const auto food = prior.said->slots.text(slot::query);
  std::size_t i = 0;
  while (f.is_any(i, {"i", "just", "ok", "then", "so"})) ++i;
  if (!food || !f.is_any(i, {"had", "ate", "having", "log", "logged"})) return std::nullopt;
  ++i;
  const auto n = f.number_at(i, f.size());
  if (!n && !f.is_any(i, {"it", "that", "one", "some"})) return std::nullopt;
  for (i = n ? n->end : i + 1; i < f.size(); ++i)
    if (!f.symbol(i) && !f.is_any(i, {"of", "those", "them", "it", "that", "please", "now"}))
      return std::nullopt;
  act a = make_act(intent::food_log, 0.9, std::string(f.text), "the food that was asked about");
  a.slots.set(slot::food, *food);
  if (n && n->value > 0) a.slots.set(slot::quantity, n->value);
  return a;
}

std::optional<act> repeat_last(const frame& f, const prior_turn& prior) {
  if (auto had = had_what_was_asked(f, prior)) return had;
  if (!prior.last || f.size() > 6) return std::nullopt;
  const auto kind = prior.last->kind;
  if (kind != intent::food_log && kind != intent::water_log && kind != intent::gym_log)
    return std::nullopt;
  static const auto& book = phrase_book::shared();
  static const auto repeat = book.class_named("repeat_phrase");
  // "same with deadlift": the figures for another exercise
  if (kind == intent::gym_log && f.is(0, "same")) {
    const auto name = exercise_in(f, {1, f.size()});
    if (!name.empty()) {
      act a = *prior.last;
      a.slots.set(slot::exercise, name);
      a.slots.erase(slot::at);
      // "same for incline but 155"
      for (std::size_t k = 2; k + 1 < f.size(); ++k)
        if (f.is_any(k, {"but", "at", "@", "with"}) && f.number(k + 1) &&
            prior.last->slots.has(slot::weight))
          a.slots.set(slot::weight, f.tokens[k + 1].value);
      a.why = {{std::string(f.text), "the last figures for another exercise"}};
      return a;
    }
  }
  std::size_t i = 0;
  while (i < f.size() && (f.is_any(i, {"and", "had", "just", "then", "ate", "drank", "did", "log",
                                       ",", "i", "also", "ok"})))
    ++i;
  // "1 more slice", "another taco": by its unit or its name
  const auto names_it = [&](std::size_t k) {
    const auto bare = [](std::string_view w) {
      return w.size() > 3 && w.ends_with('s') ? w.substr(0, w.size() - 1) : w;
    };
    if (kind != intent::food_log || k >= f.size()) return false;
    for (const auto s : {slot::unit, slot::food})
      if (const auto said = prior.last->slots.text(s)) {
        const auto words = tokenize(*said);
        if (std::any_of(words.begin(), words.end(),
                        [&](const token& t) { return bare(t.text) == bare(f.word(k)); }))
          return true;
      }
    return false;
  };
  double factor = 1;
  if (const auto n = f.number_at(i, f.size())) {
    if (n->end >= f.size() || !f.is_any(n->end, {"more"})) return std::nullopt;
    factor = n->value;
    i = n->end + 1;
    while (i < f.size() &&
           (f.is_any(i, {"of", "those", "them", "that", "please"}) || f.symbol(i) || names_it(i)))
      ++i;
    if (i < f.size()) return std::nullopt;
  } else if (f.is(i, "half") && kind != intent::gym_log) {
    // "had half of that again"
    ++i;
    while (f.is_any(i, {"of", "that", "those", "it", "one"})) ++i;
    if (!f.is_any(i, {"again", "more"})) return std::nullopt;
    factor = 0.5;
  } else {
    const auto e = f.member_end(i, repeat, f.size());
    if (!e) return std::nullopt;
    for (auto k = e; k < f.size(); ++k)
      if (!f.symbol(k) && !names_it(k) &&
          !f.is_any(k, {"please", "of", "those", "that", "them", "again", "lol", "now", "too", "i",
                        "had", "ate", "drank", "did", "just"}))
        return std::nullopt;
  }
  act a = *prior.last;
  a.slots.erase(slot::at);
  a.slots.erase(slot::quantity);
  if (kind == intent::water_log && factor != 1)
    if (const auto ml = a.slots.number(slot::amount_ml)) a.slots.set(slot::amount_ml, *ml * factor);
  if (kind == intent::food_log && factor != 1) a.slots.set(slot::quantity, factor);
  a.why = {{std::string(f.text), "the last record once more"}};
  return a;
}

}  // namespace nlp
