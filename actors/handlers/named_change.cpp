#include "actors/handlers/named_change.hpp"

#include <algorithm>
#include <array>

#include "actors/handlers/change_words.hpp"
#include "actors/handlers/meals.hpp"
#include "actors/handlers/reread.hpp"
#include "actors/handlers/support.hpp"

namespace handlers {
namespace {

using nlp::slot;
using namespace std::chrono;

/// Marks a question that asks which entry a named change means; `value` keeps what is said of it.
constexpr std::string_view named_scope = "named";
/// Marks a question about the change of one entry; `item` keeps its id.
constexpr std::string_view aimed_scope = "aimed";

/// "yesterday's lunch": takes the day off the name.
std::optional<local_days> take_day(std::string& what, const turn_context& t) {
  struct named {
    std::string_view words;
    days ago;
  };
  for (const auto& [words, ago] :
       {named{"yesterday's ", days(1)}, named{"yesterdays ", days(1)},
        named{" from yesterday", days(1)}, named{" yesterday", days(1)}, named{" de ayer", days(1)},
        named{" from today", days(0)}, named{" today", days(0)}, named{" de hoy", days(0)}}) {
    const auto at = lower(what).find(words);
    if (at == std::string::npos) continue;
    what.erase(at, words.size());
    return today(t) - ago;
  }
  return std::nullopt;
}

std::string hh_mm(instant at, const turn_context& t) {
  auto v = t.voice;
  v.clock24 = true;
  return replies::clock(v.tz.to_local(at), v);
}

/// The act that would record the entry.
nlp::act act_of(const entry& e, const turn_context& t) {
  using enum nlp::intent;
  nlp::act a;
  a.confidence = 1;
  auto& s = a.slots;
  const auto number = [&](slot k, const auto& v) {
    if (v) s.set(k, static_cast<double>(*v));
  };
  const auto due = [&](const auto& r) {
    if (!r.due_at) return;
    const auto local = t.state.tz.to_local(*r.due_at);
    const auto day = floor<days>(local);
    s.set(slot::due, r.due_all_day ? nlp::local_time{day, std::nullopt}
                                   : nlp::local_time{day, local - local_seconds(day)});
  };
  if (const auto* r = std::get_if<storage::food_log_row>(&e.row)) {
    a.kind = food_log;
    s.set(slot::food, r->food_name);
    s.set(slot::quantity, r->quantity);
    if (r->unit) s.set(slot::unit, *r->unit);
    if (!r->estimated) number(slot::calories, r->calories);
  } else if (const auto* w = std::get_if<storage::water_log_row>(&e.row)) {
    a.kind = water_log;
    s.set(slot::amount_ml, w->amount_ml);
  } else if (const auto* g = std::get_if<storage::gym_log_row>(&e.row)) {
    a.kind = gym_log;
    s.set(slot::exercise, g->exercise);
    number(slot::sets, g->sets);
    number(slot::reps, g->reps);
    number(slot::duration_min, g->duration_min);
    if (g->weight_kg)
      s.set(slot::weight, g->weight_unit == "lb" ? *g->weight_kg / 0.45359237 : *g->weight_kg);
    if (g->weight_unit) s.set(slot::weight_unit, *g->weight_unit);
    if (g->distance_m) s.set(slot::distance, *g->distance_m / 1000);
  } else if (const auto* n = std::get_if<storage::sleep_log_row>(&e.row)) {
    a.kind = sleep_log;
    s.set(slot::duration_min, n->duration_min);
    if (n->started_at) s.set(slot::sleep_time, hh_mm(*n->started_at, t));
    if (n->ended_at) s.set(slot::wake_time, hh_mm(*n->ended_at, t));
  } else if (const auto* i = std::get_if<storage::item_row>(&e.row)) {
    a.kind = i->type == "todo" ? todo_add : reminder_add;
    s.set(slot::content, i->content);
    due(*i);
  } else if (const auto* h = std::get_if<storage::assignment_row>(&e.row)) {
    a.kind = assignment_add;
    s.set(slot::assignment_name, h->assignment_name);
    s.set(slot::class_name, h->class_name);
    due(*h);
  }
  return a;
}

/// "make it 3", said right after the entry was recorded.
std::optional<nlp::act> read_after(const entry& e, const std::string& to, const turn_context& t) {
  auto recorded = std::make_shared<nlp::understanding>();
  recorded->acts.push_back(act_of(e, t));
  const std::array<nlp::turn, 2> history = {
      nlp::turn{nlp::turn::role::user, e.name, std::move(recorded)},
      nlp::turn{nlp::turn::role::assistant, "Logged.", nullptr}};
  auto ctx = reading_context(t.state, t.now, *t.state.words);
  ctx.history = history;
  const auto read = nlp::understand("make it " + to, ctx);
  const auto& a = read.acts.front();
  if (read.acts.size() != 1 || a.kind != nlp::intent::edit_correction ||
      a.slots.text(slot::target) != e.kind)
    return std::nullopt;
  return a;
}

/// What the entry is called, when that is what changes.
std::optional<slot> name_slot(std::string_view kind) {
  if (kind == "food") return slot::food;
  if (kind == "gym") return slot::exercise;
  if (kind == "todo" || kind == "reminder") return slot::content;
  if (kind == "assignment") return slot::assignment_name;
  return std::nullopt;
}

/// "tuna" of a sandwich is a tuna sandwich, where there is such a food; of a soup it is tuna.
std::string described(const entry& e, const std::string& to) {
  const auto* food = std::get_if<storage::food_log_row>(&e.row);
  if (!food) return to;
  const auto kind = food->food_name.substr(food->food_name.rfind(' ') + 1);
  const auto whole = to + " " + kind;
  return lower(to).find(lower(kind)) == std::string::npos && lexicon_estimate(whole, 1, "", "")
             ? whole
             : to;
}

aim change_of(entry e, const change_cut& c, const turn_context& t) {
  const auto to = c.describes ? described(e, c.to) : c.to;
  const bool renames = c.renames || to != c.to;
  nlp::act a;
  a.kind = nlp::intent::edit_correction;
  a.confidence = 1;
  a.slots.set(slot::target, std::string(e.kind));
  if (e.kind == "fact") {
    a.slots.set(slot::value, to);
  } else if (e.kind != "metric") {
    const auto name = name_slot(e.kind);
    const bool figures = to.find_first_of("0123456789") != std::string::npos;
    auto read = renames ? std::nullopt : read_after(e, to, t);
    if (read)
      a = std::move(*read);
    else if (name && (renames || !figures || e.kind == "todo" || e.kind == "reminder"))
      a.slots.set(*name, to);
    else
      return say(t,
                 {"I could not take \"{}\" for a change of {}, so it stays as it is.",
                  "No entendí \"{}\" como un cambio de {}; se queda como está."},
                 replies::shortened(to, 40), e.phrase);
  }
  return named_change{std::move(e), std::move(a), to};
}

outcome ask_which(const nlp::act& act, const change_cut& c, const turn_context& t,
                  const std::vector<entry>& rows) {
  auto later = act;
  later.slots.set(slot::scope, std::string(named_scope));
  later.slots.set(slot::value, c.to);
  later.slots.erase(slot::item);
  return ask_which_entry(later, t, rows);
}

std::vector<entry> all_entries(storage::unit_of_work& u, const turn_context& t) {
  auto all = recent_logs(u, t, "");
  for (const auto& i : all_open(u, t, "", true)) all.push_back(of_open(i, t));
  for (auto& f : facts_known(u, t)) all.push_back(std::move(f));
  return all;
}

std::optional<entry> on_list(const std::vector<entry>& all, std::size_t place,
                             const turn_context& t) {
  const auto& list = t.state.talk.last_list;
  if (list.empty()) {  // as the todos would be listed
    for (const auto& e : all)
      if (e.kind == "todo" && --place == 0) return e;
    return std::nullopt;
  }
  if (place == 0 || place > list.size()) return std::nullopt;
  const auto it = std::ranges::find(all, list[place - 1], &entry::id);
  return it == all.end() ? std::nullopt : std::optional(*it);
}

/// The entry that `c` names; or what to say instead; or nothing when none is of that name.
aim aim_at(const change_cut& c, const nlp::act& act, const turn_context& t,
           const std::vector<entry>& all) {
  const auto change = [&](const entry& e) { return change_of(e, c, t); };
  if (const auto numbers = list_numbers(c.what); !numbers.empty()) {
    if (const auto e = on_list(all, numbers.front(), t)) return change(*e);
    const auto& list = t.state.talk.last_list;
    return numbers.front() > list.size() ? aim(say(replies::no_such_number(
                                               std::array{numbers.front()}, list.size(), t.voice)))
                                         : aim(std::monostate{});
  }
  if (const auto named = read_meal_of_day(c.what, t.local_now, t.state.preferences.language);
      named && !named->meal.empty()) {
    const auto on = named->day.value_or(today(t));
    auto foods = of_meal(all, named->meal, on);
    std::ranges::reverse(foods);  // as they were eaten
    if (foods.size() == 1) return change(foods.front());
    if (foods.size() > 1) return ask_which(act, c, t, foods);
    return say(t, {"I found no {} {} to change.", "No encontré {} {} que cambiar."},
               replies::meal_name(named->meal, t.voice), replies::day(on, t.voice));
  }
  auto what = c.what;
  const auto day = take_day(what, t);
  const auto kind = kind_named(what);
  std::vector<entry> rows;
  std::vector<std::string> names;
  for (const auto& e : all)
    if ((!day || (e.is_log && e.day == *day)) && (kind.empty() || e.kind == kind)) {
      rows.push_back(e);
      names.push_back(e.name);
    }
  if (!kind.empty()) return rows.empty() ? aim(std::monostate{}) : change(rows.front());
  const auto picked = pick_by_words(what, names);
  if (picked.best.empty()) return std::monostate{};
  std::vector<entry> chosen;
  for (const auto i : picked.best) chosen.push_back(rows[i]);
  // Of one thing logged again and again the newest is meant.
  const bool one_log = std::ranges::all_of(
      chosen, [&](const entry& e) { return e.is_log && e.kind == chosen.front().kind; });
  if (picked.sure && (chosen.size() == 1 || one_log))
    return change(*std::ranges::max_element(chosen, {}, &entry::id));
  return ask_which(act, c, t, chosen);
}

}  // namespace

aim named_change_in(const nlp::act& act, const turn_context& t, storage::unit_of_work& u) {
  if (act.slots.text(slot::scope) == named_scope) {  // the answer to "which one?"
    const auto all = all_entries(u, t);
    const auto numbers = list_numbers(act.slots.text(slot::item).value_or(""));
    const auto e = numbers.empty() ? std::nullopt : on_list(all, numbers.front(), t);
    if (!e) return say(replies::not_found(act.slots.text(slot::item).value_or(""), t.voice));
    if (const auto to = act.slots.text(slot::value)) return change_of(*e, {{}, *to}, t);
    return named_change{*e, act, {}};
  }
  if (act.slots.text(slot::scope) == aimed_scope) {
    for (auto& e : all_entries(u, t))
      if (std::to_string(e.id) == act.slots.text(slot::item)) return named_change{e, act, {}};
    return say(replies::changed_since(t.voice));
  }
  const auto cuts = cuts_of(t.text);
  if (cuts.empty() || std::ranges::any_of(cuts, names_no_entry, &change_cut::what))
    return std::monostate{};
  const auto all = all_entries(u, t);
  for (const auto& c : cuts)
    if (auto found = aim_at(c, act, t, all); !std::holds_alternative<std::monostate>(found))
      return found;
  return say(replies::not_found(cuts.front().what, t.voice));
}

outcome ask_which_changes(const nlp::act& act, const turn_context& t,
                          const std::vector<storage::food_log_row>& rows,
                          storage::unit_of_work& u) {
  std::vector<entry> entries;
  const auto all = recent_logs(u, t, "food");
  for (const auto& r : rows)  // as they were said
    for (const auto& e : all)
      if (e.id == r.id) entries.push_back(e);
  auto later = act;
  later.slots.set(slot::scope, std::string(named_scope));
  later.slots.erase(slot::item);
  return ask_which_entry(later, t, entries);
}

void keep_aim(const named_change& c, conversation& talk) {
  // Another question may come with it: whether to remember the fix.
  if (!talk.pending_act || talk.pending_act->kind != nlp::intent::edit_correction) return;
  talk.pending_act->slots.set(slot::scope, std::string(aimed_scope));
  talk.pending_act->slots.set(slot::item, std::to_string(c.what.id));
}

}  // namespace handlers
