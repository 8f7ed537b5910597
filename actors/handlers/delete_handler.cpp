#include <algorithm>

#include "actors/handlers/change_words.hpp"
#include "actors/handlers/entries.hpp"
#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"

// Removes single entries. Each can be taken back with undo, so nothing is asked first but which
// one is meant.

namespace handlers {
namespace {

using nlp::slot;
using namespace std::chrono;

/// "last", "last entry", "latest meal": no name, just the newest.
bool names_nothing(std::string_view item) {
  return std::ranges::all_of(match_words(item), [](const std::string& w) {
    return stands_for_entry(w) || !kind_named(w).empty();
  });
}

outcome remove(const turn_context& t, std::vector<entry> rows) {
  outcome o;
  o.action = "delete_item";
  std::vector<std::string> phrases;
  for (auto& e : rows) {
    phrases.push_back(e.phrase);
    o.changes.push_back(storage::deleted(std::move(e.row)));
  }
  o.reply = replies::removed(replies::listing(phrases, t.voice), t.voice);
  const auto touched = [&]<class Row>(std::type_identity<Row>) {
    return std::ranges::any_of(o.changes, [&](const storage::row_change& c) {
      const auto* r = std::get_if<Row>(&*c.before);
      return r && day_of(t, r->at) == today(t);
    });
  };
  if (touched(std::type_identity<storage::food_log_row>{})) {
    o.total_key = "food";
    o.total = replies::food_total(totals_after(t, o.changes), t.voice);
  } else if (touched(std::type_identity<storage::water_log_row>{})) {
    o.total_key = "water";
    o.total = replies::water_total(totals_after(t, o.changes), t.voice);
  }
  return o;
}

}  // namespace

handled delete_item(const nlp::act& act, const turn_context& t) {
  const auto item = tidy(act.slots.text(slot::item).value_or(""));
  const auto type = act.slots.text(slot::type).value_or("");
  const auto at = act.slots.time(slot::at);
  return deferred([&act, &t, item, type, at](storage::unit_of_work& u) -> result<outcome> {
    const bool is_log = type == "food" || type == "water" || type == "gym" || type == "sleep";
    const bool is_open = type == "todo" || type == "reminder" || type == "assignment";

    // A number means a row of the last list, whatever kind it showed.
    if (!list_numbers(item).empty()) {
      std::vector<entry> chosen;
      const auto& list = t.state.talk.last_list;
      const auto all = recent_logs(u, t, is_log ? type : "");
      for (const auto n : list_numbers(item))
        if (n <= list.size())
          for (const auto& e : all)
            if (e.id == list[n - 1]) chosen.push_back(e);
      const auto open = find_open(u, t, item, is_open ? type : "");
      for (const auto& i : open.rows)
        if (std::ranges::find(chosen, id_of(i), &entry::id) == chosen.end())
          chosen.push_back(of_open(i, t));
      const auto missing = replies::no_such_number(open.beyond, open.listed, t.voice);
      if (chosen.empty())
        return say(open.beyond.empty() ? replies::not_found(item, t.voice) : missing);
      auto o = remove(t, std::move(chosen));
      if (!open.beyond.empty()) o.reply += " " + missing;
      return o;
    }

    if (type == "fact") {
      const auto known = facts_known(u, t);
      std::vector<std::string> keys;
      for (const auto& f : known) keys.push_back(f.name);
      const auto found = pick_by_words(item, keys);
      std::vector<entry> rows;
      for (const auto i : found.best) rows.push_back(known[i]);
      if (rows.size() > 1 || !found.sure) return ask_which_entry(act, t, rows);
      if (!rows.empty()) return remove(t, std::move(rows));
      // "cancel dentist" need not be about a fact: anything else of that name follows.
    }

    std::vector<entry> rows;
    if (!is_open) {
      rows = recent_logs(u, t, is_log ? type : "");
      if (at) std::erase_if(rows, [&](const entry& e) { return e.day != at->day; });
    }
    // A whole meal goes as one.
    const auto words = match_words(item);
    for (const std::string_view meal : {"breakfast", "lunch", "dinner", "snack"}) {
      if (words.size() != 1 || words.front() != meal) continue;
      const auto day = at ? at->day : today(t);
      rows = of_meal(std::move(rows), meal, day);
      if (rows.empty())
        return say(t, {"I found no {} {}.", "No encontré {} {}."},
                   replies::meal_name(meal, t.voice), replies::day(day, t.voice));
      return remove(t, std::move(rows));
    }
    if (!is_log)
      for (const auto& i : all_open(u, t, is_open ? type : "", true)) rows.push_back(of_open(i, t));
    if (item.empty() || names_nothing(item)) {
      const auto newest = std::ranges::max_element(rows, {}, &entry::id);
      if (newest == rows.end())
        return say(t, {"There is nothing to delete.", "No hay nada que borrar."});
      return remove(t, {*newest});
    }
    // "my last weight" may be read as a lift.
    if (is_log)
      for (auto& e : recent_logs(u, t, "metric")) rows.push_back(std::move(e));
    std::vector<std::string> names;
    for (const auto& e : rows) names.push_back(e.name);
    const auto found = pick_by_words(item, names);
    if (found.best.empty())
      return say(type == "fact" ? replies::fact_unknown(item, t.voice)
                                : replies::not_found(item, t.voice));
    std::vector<entry> chosen;
    for (const auto i : found.best) chosen.push_back(rows[i]);
    if (!found.sure) return ask_which_entry(act, t, chosen);
    // Of the same thing logged again and again the newest is meant.
    std::vector<entry> open;
    for (const auto& e : chosen)
      if (!e.is_log) open.push_back(e);
    if (open.size() > 1) return ask_which_entry(act, t, open);
    if (open.size() == 1 && open.size() < chosen.size()) return ask_which_entry(act, t, chosen);
    const auto newest = *std::ranges::max_element(chosen, {}, &entry::id);
    return remove(t, {newest});
  });
}

}  // namespace handlers
