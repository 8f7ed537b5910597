// References: what "it", "same time" and an unnamed reminder stand for.

#include "nlp/followup_parts.hpp"
#include "nlp/slots/changes.hpp"

namespace nlp {
namespace {

using question = prior_turn::question;

/// A word of doing, pointing or time: no thing is named.
bool names_nothing(std::string_view w) {
  for (const std::string_view x :
       {"it",      "that",  "this",    "them", "him",   "her",     "they", "he",   "she",
        "i",       "we",    "did",     "done", "have",  "has",     "had",  "got",  "is",
        "was",     "in",    "on",      "my",   "the",   "a",       "last", "one",  "just",
        "now",     "night", "ago",     "bag",  "today", "morning", "all",  "up",   "off",
        "out",     "to",    "ya",      "esta", "with",  "been",    "sent", "paid", "yesterday",
        "already", "min",   "minutes", "taken"})
    if (w == x) return true;
  return false;
}

/// Words of doing and pointing only: no thing is named.
bool says_little(std::string_view item) {
  static const auto& book = phrase_book::shared();
  static const auto past = book.class_named("task_past");
  for (const auto& t : tokenize(item)) {
    const std::string_view w = t.text;
    if (t.type != token::kind::symbol && !names_nothing(w) && !w.ends_with("ed") &&
        !book.word_in(book.id(w), past))
      return false;
  }
  return true;
}

/// A word of four letters or more begins alike in both.
bool shares_thing(std::string_view a, std::string_view b) {
  for (const auto& x : tokenize(a))
    for (const auto& y : tokenize(b))
      if (x.text.size() >= 2 && y.text.size() >= 2 && x.type == token::kind::word &&
          (x.text == y.text || (x.text.size() >= 4 && y.text.size() >= 4 &&
                                x.text.substr(0, 4) == y.text.substr(0, 4))) &&
          !names_nothing(x.text))
        return true;
  return false;
}

}  // namespace

void resolve_references(const frame& f, const prior_turn& prior, act_list& acts) {
  const auto said_it = any_word(f, {"it", "that", "them", "this", "again"});
  for (auto& a : acts) {
    if (is_integration(a.kind) && !a.slots.has(slot::provider) && said_it && prior.said &&
        is_integration(prior.said->kind))
      if (const auto p = prior.said->slots.text(slot::provider)) a.slots.set(slot::provider, *p);
    if (a.kind == intent::redo && !any_word(f, {"redo"}) && prior.said &&
        prior.said->kind != intent::undo)
      a.kind = intent::undo;  // what is put back was deleted by a command of its own
    // "confirmed", "called him", "did that last night": the thing just reminded of or noted
    if (a.kind == intent::complete_item)
      if (const auto item = a.slots.text(slot::item)) {
        const auto noted = prior.last ? prior.last->slots.text(slot::content) : std::nullopt;
        // "HR emailed" of a list that was shown: the entry that shares a word
        const std::string* listed = nullptr;
        for (const auto& o : prior.options)
          if (shares_thing(*item, o)) listed = &o;
        if (prior.fired && acts.size() == 1)
          a.slots.set(slot::item, without_times(*prior.fired, f));
        else if (listed && prior.options.size() > 1)
          a.slots.set(slot::item, without_times(*listed, f));
        else if (noted && is_planned(prior.last->kind) && says_little(*item))
          a.slots.set(slot::item, *noted);
      }
    // "grandma's stew was 450 cal" after the stew: its figures
    if (a.kind == intent::food_log && acts.size() == 1 && prior.last &&
        prior.last->kind == intent::food_log && a.slots.has(slot::calories) &&
        !prior.last->slots.has(slot::calories) && any_word(f, {"was", "is", "were"})) {
      const auto now = a.slots.text(slot::food), was = prior.last->slots.text(slot::food);
      if (now && was &&
          (now->find(*was) != std::string::npos || was->find(*now) != std::string::npos)) {
        a.kind = intent::edit_correction;
        for (const auto k : {slot::food, slot::meal, slot::at, slot::quantity, slot::unit})
          a.slots.erase(k);
        a.slots.set(slot::target, std::string("food"));
      }
    }
    // "get rid of it" of a connection asked about
    if (a.kind == intent::undo && prior.said && prior.said->kind == intent::integration_status &&
        any_word(f, {"rid", "disconnect", "remove", "drop"})) {
      a.kind = intent::disconnect_integration;
      if (const auto p = prior.said->slots.text(slot::provider)) a.slots.set(slot::provider, *p);
    }
    // "how many carbs in that" after a food
    if (a.kind == intent::search && prior.last && prior.last->kind == intent::food_log &&
        a.slots.text(slot::scope) == "nutrition")
      if (const auto asked = a.slots.text(slot::query);
          asked && (*asked == "that" || *asked == "it" || *asked == "this" || *asked == "those" ||
                    *asked == "them"))
        if (const auto food = prior.last->slots.text(slot::food)) a.slots.set(slot::query, *food);
    // "calories?" after a food: of that food
    if (a.kind == intent::stats_query && prior.last && prior.last->kind == intent::food_log &&
        prior.asked == question::none && !a.slots.has(slot::period) && !a.slots.has(slot::agg) &&
        f.size() <= 6 && !any_word(f, {"i", "my", "left", "total", "far", "am"}))
      if (const auto metric = a.slots.text(slot::metric);
          metric && (*metric == "calories" || metric->ends_with("_g")))
        if (const auto food = prior.last->slots.text(slot::food);
            food && !a.slots.has(slot::item)) {
          a.kind = intent::search;
          a.slots = {};
          a.slots.set(slot::query, *food);
          a.slots.set(slot::scope, std::string("nutrition"));
        }
    if (a.kind != intent::reminder_add && a.kind != intent::edit_correction &&
        a.kind != intent::todo_add && a.kind != intent::assignment_add)
      continue;
    const auto& last = prior.last;
    if (a.kind == intent::reminder_add && !a.slots.has(slot::content)) {
      if (prior.fired)
        a.slots.set(slot::content, without_times(*prior.fired, f));
      else if (last && is_planned(last->kind))
        for (const auto k : {slot::content, slot::assignment_name})
          if (const auto t = last->slots.text(k)) a.slots.set(slot::content, *t);
    }
    // "same time", "same day": as in the plan before
    auto before = last ? last->slots.time(slot::due) : std::nullopt;
    if (!before && prior.fired) before = to_local_time(f.ctx.now, true);
    for (std::size_t i = 0; before && i + 1 < f.size(); ++i) {
      if (!f.is(i, "same")) continue;
      auto due = a.slots.time(slot::due);
      if (f.is(i + 1, "time") && before->time_of_day) {
        if (!due) due = local_time{before->day, std::nullopt};
        if (!due->time_of_day) due->time_of_day = before->time_of_day;
      } else if (f.is(i + 1, "day")) {
        if (due)
          due->day = before->day;
        else
          due = local_time{before->day, std::nullopt};
      } else {
        continue;
      }
      a.slots.set(slot::due, *due);
      for (const auto k : {slot::content, slot::assignment_name})
        if (auto t = a.slots.text(k)) {
          for (const std::string_view cut : {", same time", " same time", "same day ", " same day"})
            if (const auto p = t->find(cut); p != std::string::npos) t->erase(p, cut.size());
          a.slots.set(k, *t);
        }
    }
  }
}

}  // namespace nlp
