// The least that an act needs, taken from the words as they stand: for a wording that the model is
// sure of and that no reader can divide. Input: a clause and its intent. Output: one act.

#include <algorithm>

#include "nlp/prior_turn.hpp"
#include "nlp/slots/changes.hpp"
#include "nlp/slots/free_parts.hpp"
#include "nlp/slots/plan_words.hpp"

namespace nlp {

using namespace freely;

namespace {

std::string clock_text(local_seconds t) {
  const auto m = (t - std::chrono::floor<std::chrono::days>(t)) / std::chrono::minutes(1);
  std::string out = "00:00";
  out[0] = static_cast<char>('0' + m / 600);
  out[1] = static_cast<char>('0' + m / 60 % 10);
  out[3] = static_cast<char>('0' + m % 60 / 10);
  out[4] = static_cast<char>('0' + m % 10);
  return out;
}

/// "hotel bed, 6 hours", "23:00->7:00": a night by its figures alone.
std::optional<act_list> night(const clause_reading& r) {
  const auto& f = r.f;
  const auto s = r.core_span();
  act a = make_act(intent::sleep_log, 0.75, f.say(r.c.s), "sleep, by the wording");
  const auto today = std::chrono::floor<std::chrono::days>(f.ctx.now);
  a.slots.set(slot::date, local_time{today, std::nullopt});
  const auto ranges =
      find_clock_ranges(f.tokens, f.options(time_bias::past), sleep_kind::night, s.begin, s.end);
  if (!ranges.empty()) {
    const auto& g = ranges[0];
    a.slots.set(slot::date, local_time{std::chrono::floor<std::chrono::days>(g.to), std::nullopt});
    a.slots.set(slot::sleep_time, clock_text(g.from));
    a.slots.set(slot::wake_time, clock_text(g.to));
    a.slots.set(slot::duration_min, static_cast<double>((g.to - g.from) / std::chrono::minutes(1)));
    return act_list{a};
  }
  for (const auto& d : f.durations_in(s))
    if (d.minutes >= 5 && d.minutes <= 24 * 60) {
      a.slots.set(slot::duration_min, round_to(d.minutes, 0));
      return act_list{a};
    }
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto n = f.number_at(i, s.end); n && n->value >= 1 && n->value <= 16) {
      a.slots.set(slot::duration_min, n->value * 60);
      return act_list{a};
    }
  return std::nullopt;
}

/// "last bottle, 500", "16.9oz x 2": a drink by its volume alone.
std::optional<act_list> drink(const clause_reading& r) {
  const auto& f = r.f;
  const auto s = r.core_span();
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto v = volume_at(f.upto(s.end), i)) {
      double times = 1;
      if (f.is_any(v->end, {"x", "*", "times"}))
        if (const auto n = f.number_at(v->end + 1, s.end)) times = n->value;
      act a = make_act(intent::water_log, 0.75, f.say(r.c.s), "water, by the wording");
      a.slots.set(slot::amount_ml, round_to(v->ml * times, 0));
      if (const auto past = find_past(f, s); past.at) a.slots.set(slot::at, *past.at);
      return act_list{a};
    }
  return std::nullopt;
}

/// "snorkeled 1hr", "husafell 200m": an exercise of any name with its figures.
std::optional<act_list> training(const clause_reading& r) {
  const auto& f = r.f;
  const auto s = r.core_span();
  act a = make_act(intent::gym_log, 0.7, f.say(r.c.s), "training, by the wording");
  auto name = exercise_in(f, s);
  std::vector<span> figures;
  for (const auto& d : f.durations_in(s)) {
    a.slots.set(slot::duration_min, round_to(d.minutes, 0));
    figures.push_back({d.first, d.last});
  }
  const auto past = find_past(f, s);
  if (past.ahead || (figures.empty() && name.empty())) return std::nullopt;
  if (past.at) a.slots.set(slot::at, *past.at);
  figures.insert(figures.end(), past.words.begin(), past.words.end());
  if (name.empty())
    name = f.say(without(f, s, {"i", "did", "went", "had", "we", "just", "a", "the", "my"},
                         {"for", "of", "in", "today"}),
                 figures);
  if (name.empty() || name.size() > 40) return std::nullopt;
  a.slots.set(slot::exercise, name);
  return act_list{a};
}

/// "at the movies with a large popcorn": the foods named, whatever the verb.
std::optional<act_list> meal(const clause_reading& r) {
  const auto& f = r.f;
  const auto s = r.core_span();
  const auto past = find_past(f, s);
  if (past.ahead) return std::nullopt;
  act_list out;
  for (const auto& m : f.foods_in(s)) {
    if (m.ambiguous) continue;
    act a = make_act(intent::food_log, 0.7, f.say(r.c.s), "food, by the wording");
    a.slots.set(slot::food, m.name.empty() ? f.say({m.begin, m.end}) : std::string(m.name));
    if (past.at) a.slots.set(slot::at, *past.at);
    if (m.begin > s.begin)
      if (const auto n = f.number_at(m.begin - 1, m.begin)) a.slots.set(slot::quantity, n->value);
    out.push_back(std::move(a));
  }
  if (out.empty()) return std::nullopt;
  return out;
}

/// "the cups at work hold 16 oz", "add an alias, cd = corner deli": what stands on both sides of a
/// word of meaning.
std::optional<act_list> meaning(const clause_reading& r) {
  const auto& f = r.f;
  const auto s = r.core_span();
  const words verbs{"means", "mean", "=", "is", "are", "holds", "hold", "as", "like", ":"};
  for (auto i = s.begin + 1; i + 1 < s.end; ++i) {
    if (!f.is_any(i, verbs)) continue;
    const auto term =
        without(f, {s.begin, i},
                {"add",   "set",   "up",         "an",       "a",     "alias",  "nickname", "when",
                 "i",     "say",   "text",       "the",      "my",    "if",     "ever",     "note",
                 "to",    "your",  "vocabulary", "remember", "that",  "called", "new",      "word",
                 "count", "treat", "log",        "save",     "learn", "teach",  "you"},
                {"it", "that", "i", "always"});
    const auto value = without(f, {i + 1, s.end}, {"a", "an", "i", "mean", "the", "my"}, {});
    if (term.empty() || term.size() > 4 || value.empty()) continue;
    act a = make_act(intent::teach_pattern, 0.7, f.say(r.c.s), "a word you teach");
    a.slots.set(slot::term, f.say(term));
    if (const auto v = volume_at(f.upto(s.end), value.begin)) {
      a.slots.set(slot::type, std::string("entity"));
      a.slots.set(slot::kind, std::string("container"));
      a.slots.set(slot::amount_ml, round_to(v->ml, 0));
    } else if (f.is_any(i, {"is", "are"})) {
      return std::nullopt;  // "the link is dead" tells, it does not teach
    } else {
      static const auto intents = phrase_book::shared().class_named("intent_word");
      std::string kind;
      for (auto k = value.begin; k < value.end && kind.empty(); ++k)
        kind = f.member_value(k, intents, value.end);
      a.slots.set(slot::type, std::string(kind.empty() ? "synonym" : "intent"));
      a.slots.set(slot::value, kind.empty() ? f.say(value) : kind);
    }
    return act_list{a};
  }
  return std::nullopt;
}

/// "twice", "km not miles", "45*", "it was yesterday", "decaf": what a few words change of the
/// record before.
std::optional<act_list> change(const clause_reading& r) {
  const auto& f = r.f;
  const auto s = r.core_span();
  act a = make_act(intent::edit_correction, 0.7, f.say(r.c.s), "a change, by the wording");
  auto& slots = a.slots;
  for (auto i = s.begin + 1; i + 1 < s.end; ++i)
    if (f.is(s.begin, "rename") && f.is_any(i, {"to", "as", "into"})) {
      bool reminder = false;
      for (auto k = s.begin; k < i; ++k) reminder = reminder || f.is_any(k, {"reminder", "alarm"});
      slots.set(slot::target, std::string(reminder ? "reminder" : "todo"));
      slots.set(slot::content, f.as_written({i + 1, s.end}));
      return act_list{a};
    }
  if (!f.prior || !f.prior->last) return std::nullopt;
  const auto& last = *f.prior->last;
  const auto target = std::string(target_of(last.kind));
  if (target.empty()) return std::nullopt;
  slots.set(slot::target, target);
  const auto said = [&](words ws) {
    for (auto i = s.begin; i < s.end; ++i)
      if (f.is_any(i, ws)) return true;
    return false;
  };
  const bool record = !is_planned(last.kind) && target != "fact" && target != "goal";
  if (record)
    if (const auto past = find_past(f, s); past.at) {
      slots.set(slot::at, *past.at);
      return act_list{a};
    }
  if (record && said({"twice", "double", "doubled"})) {
    for (const auto k : {slot::amount_ml, slot::distance, slot::duration_min, slot::quantity})
      if (const auto n = last.slots.number(k); n || (k == slot::quantity && target == "food")) {
        slots.set(k, n.value_or(1) * 2);
        return act_list{a};
      }
  }
  if (target == "gym")
    for (auto i = s.begin; i + 1 < s.end; ++i)
      if (f.is(i + 1, "not")) {
        if (f.is_any(i, {"km", "mi", "miles", "mile", "m"}))
          slots.set(slot::distance_unit,
                    std::string(f.is(i, "km") || f.is(i, "m") ? f.word(i) : "mi"));
        else if (f.is_any(i, {"kg", "lb", "lbs", "pounds", "kilos"}))
          slots.set(slot::weight_unit, std::string(f.is_any(i, {"kg", "kilos"}) ? "kg" : "lb"));
        else
          continue;
        return act_list{a};
      }
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto n = f.number_at(i, s.end)) {
      if (target == "sleep" && n->value > 24 * 60) return std::nullopt;
      if (target == "sleep")
        slots.set(slot::duration_min, n->value <= 16 ? n->value * 60 : n->value);
      else if (target == "food")
        slots.set(slot::quantity, n->value);
      else if (target == "water")
        slots.set(slot::amount_ml, n->value);
      else if (target == "gym")
        for (const auto k : {slot::duration_min, slot::distance, slot::reps, slot::weight})
          if (last.slots.has(k)) {
            slots.set(k, n->value);
            break;
          }
      if (std::distance(slots.begin(), slots.end()) > 1) return act_list{a};
      return std::nullopt;
    }
  auto named = without(f, s,
                       {"it", "was", "is", "they", "were", "from", "that", "this", "a", "an", "the",
                        "i", "mean", "meant", "no", "technically", "just", "oops"},
                       {"btw", "though", "technically", "actually", "sorry"});
  for (auto i = named.begin; i < named.end; ++i)
    if (f.is(i, "not")) named.end = i > named.begin ? i : named.end;
  if (named.empty() || named.size() > 5) return std::nullopt;
  const auto text = f.say(named);
  if (text.empty()) return std::nullopt;
  if (target == "food") {
    const auto food = last.slots.text(slot::food);
    if (f.prior->asked_text.find("where") != std::string::npos || f.is(s.begin, "from"))
      slots.set(slot::restaurant, text);
    else if (food && f.is_any(named.begin, {"with", "without", "w"}))
      slots.set(slot::food, *food + " " + text);
    else
      slots.set(slot::food, text);
  } else if (target == "gym") {
    slots.set(slot::exercise, text);
  } else if (target == "todo" || target == "reminder") {
    slots.set(slot::content, f.as_written(named));
  } else if (target == "fact") {
    slots.set(slot::value, f.as_written(named));
  } else {
    return std::nullopt;
  }
  return act_list{a};
}

}  // namespace

std::optional<act_list> fill_plainly(intent kind, const clause_reading& r) {
  const auto& f = r.f;
  const auto s = r.core_span();
  act a = make_act(kind, 0.7, f.say(r.c.s), "the wording as a whole");
  const auto named = [&](slot name, span words) -> std::optional<act_list> {
    auto text = f.as_written(words);
    if (text.empty() || words.size() > 14) return std::nullopt;
    a.slots.set(name, std::move(text));
    return act_list{a};
  };
  switch (kind) {
    case intent::sleep_log:
      return night(r);
    case intent::water_log:
      return drink(r);
    case intent::stats_query:
      a.slots.set(slot::domain, std::string("all"));
      fill_period(f, s, a.slots, false);
      return act_list{a};
    case intent::agenda_query:
      a.slots.set(slot::scope, std::string("all"));
      fill_period(f, s, a.slots, true);
      return act_list{a};
    case intent::fact_query:
      return named(slot::key, without(f, s,
                                      {"what", "whats", "where", "who", "when", "is", "are", "the",
                                       "my", "do", "i", "you", "know", "tell", "me"},
                                      {"again", "please"}));
    case intent::fact_store: {
      const auto told = without(f, s, {"remember", "that", "note", "save", "my", "the"}, {});
      if (told.size() < 2) return std::nullopt;
      auto from = told.end - 1;
      for (auto i = told.end - 1; i > told.begin; --i)
        if (f.number(i)) from = i;
      a.slots.set(slot::value, f.as_written({from, told.end}));
      return named(slot::key, {told.begin, from});
    }
    case intent::complete_item:
      return named(slot::item,
                   without(f, s,
                           {"i", "we", "the", "my", "have", "got", "is", "are", "was", "all",
                            "finally", "that", "done", "finished", "with", "sorted"},
                           {"is", "are", "was", "done", "sorted", "finished", "complete", "today",
                            "now", "already", "finally", "over", "with"}));
    case intent::delete_item:
      return named(
          slot::item,
          without(f, s, {"delete", "remove", "cancel", "clear", "kill", "scrap", "drop",   "the",
                         "my",     "that",   "i",      "do",    "not",  "need",  "forget", "about",
                         "take",   "off",    "please", "can",   "you",  "get",   "rid",    "of"},
                  {"reminder", "please", "anymore", "off", "list"}));
    case intent::todo_add:
      return named(slot::content, without(f, s, {"i", "to", "the", "need", "must", "have"}, {}));
    case intent::reminder_add: {
      const auto due = find_due(f, s);
      if (!due.at && due.recurrence.empty()) return std::nullopt;
      auto text = plan_text(f, s, due.words);
      return act_list{planned(kind, f, s, text.empty() ? "reminder" : std::move(text), due, 0.7)};
    }
    case intent::assignment_add: {
      const auto due = find_due(f, s);
      split_class(f, s, due.words, a.slots);
      if (due.at) a.slots.set(slot::due, *due.at);
      if (a.slots.empty()) return std::nullopt;
      return act_list{a};
    }
    case intent::search:
      return named(slot::query, without(f, s,
                                        {"find", "search", "look", "up", "the", "my", "is", "are",
                                         "what", "in", "a"},
                                        {"please"}));
    case intent::suggest:
      a.slots.set(slot::topic, std::string("general"));
      return act_list{a};
    case intent::food_log:
      return meal(r);
    case intent::gym_log:
      return training(r);
    case intent::teach_pattern:
      return meaning(r);
    case intent::forget_pattern:
      return named(
          slot::term,
          without(f, s, {"forget",     "unlearn",  "clear", "remove",   "delete", "drop",
                         "everything", "what",     "about", "the",      "word",   "meaning",
                         "of",         "shortcut", "alias", "nickname", "my",     "that",
                         "i",          "taught",   "you",   "called",   "old"},
                  {"means", "meant", "is", "anymore", "please", "alias", "nickname"}));
    case intent::edit_correction:
      return change(r);
    case intent::preference_set:  // the person is asked which
      return act_list{a};
    case intent::water_goal_set:
    case intent::unknown:  // the rest is an act by its name alone
      return std::nullopt;
    default:
      return act_list{a};
  }
}

}  // namespace nlp
