#include "actors/handlers/entries.hpp"

#include <algorithm>

#include "actors/handlers/meals.hpp"
#include "actors/handlers/support.hpp"
#include "storage/repositories/fact_repository.hpp"
#include "storage/repositories/goal_repository.hpp"

namespace handlers {
namespace {

constexpr std::int64_t recent_rows = 60;
constexpr std::size_t choices = 5;

template <class Row>
void add_logs(std::vector<entry>& out, std::vector<Row> rows, const turn_context& t) {
  overlay(rows, t.earlier);
  std::ranges::stable_sort(rows, [](const Row& a, const Row& b) { return a.id > b.id; });
  for (auto& r : rows) {
    entry e;
    e.is_log = true;
    e.id = r.id;
    if constexpr (requires { r.at; })
      e.day = day_of(t, r.at);
    else
      e.day = r.date;
    if constexpr (std::is_same_v<Row, storage::food_log_row>) {
      e.kind = "food";
      e.name = r.food_name + " " + r.restaurant.value_or("");
      e.meal = meal_of(r, t);
      e.meal_said = r.meal.has_value();
    } else if constexpr (std::is_same_v<Row, storage::water_log_row>) {
      e.kind = "water";
      e.name = "water";
    } else if constexpr (std::is_same_v<Row, storage::gym_log_row>) {
      e.kind = "gym";
      e.name = r.exercise + " workout";
    } else if constexpr (std::is_same_v<Row, storage::metric_row>) {
      e.kind = "metric";
      e.name = r.metric;
    } else {
      e.kind = "sleep";
      e.name = r.nap ? "nap sleep" : "sleep";
    }
    e.phrase = replies::phrase(r, t.voice);
    if constexpr (requires { r.at; })
      e.phrase += replies::when_not_today(r.at, e.day, today(t), t.voice);
    e.row = std::move(r);
    out.push_back(std::move(e));
  }
}

}  // namespace

std::vector<entry> recent_logs(storage::unit_of_work& u, const turn_context& t,
                               std::string_view kind) {
  namespace logs = storage::logs;
  std::vector<entry> all;
  if (kind.empty() || kind == "food") add_logs(all, logs::last_food(u, {}, recent_rows), t);
  if (kind.empty() || kind == "water") add_logs(all, logs::last_water(u, recent_rows), t);
  if (kind.empty() || kind == "gym") add_logs(all, logs::last_gym(u, {}, recent_rows), t);
  if (kind.empty() || kind == "sleep") add_logs(all, logs::last_sleep(u, recent_rows), t);
  if (kind.empty() || kind == "metric") add_logs(all, storage::metrics::texted(u, recent_rows), t);
  return all;
}

entry of_open(const open_item& i, const turn_context& t) {
  entry e;
  e.id = id_of(i);
  const auto* item = std::get_if<storage::item_row>(&i);
  e.kind = !item ? "assignment" : item->type == "todo" ? "todo" : "reminder";
  e.name = name_of(i);
  e.phrase = std::visit([&](const auto& r) { return replies::phrase(r, t.voice); }, i);
  e.row = std::visit([](const auto& r) { return storage::any_row(r); }, i);
  return e;
}

std::vector<entry> facts_known(storage::unit_of_work& u, const turn_context& t) {
  auto rows = storage::facts::current(u);
  overlay(rows, t.earlier);
  std::erase_if(rows, [](const auto& f) { return f.superseded_at.has_value(); });
  std::vector<entry> out;
  for (auto& r : rows) {
    entry e;
    e.kind = "fact";
    e.id = r.id;
    e.name = r.key.plain;
    e.phrase = replies::phrase(r, t.voice);
    e.row = std::move(r);
    out.push_back(std::move(e));
  }
  return out;
}

std::vector<entry> of_meal(std::vector<entry> all, std::string_view meal, local_days day) {
  std::erase_if(all, [&](const entry& e) { return e.meal != meal || e.day != day; });
  if (std::ranges::any_of(all, &entry::meal_said))
    std::erase_if(all, [](const entry& e) { return !e.meal_said; });
  return all;
}

outcome ask_which_entry(const nlp::act& act, const turn_context& t,
                        const std::vector<entry>& rows) {
  std::vector<std::string> names;
  std::vector<row_id> ids;
  for (std::size_t i = 0; i < rows.size() && i < choices; ++i) {
    names.push_back(rows[i].phrase);
    ids.push_back(rows[i].id);
  }
  auto o = ask(t, act, nlp::slot::item, replies::which_one(names, t.voice));
  o.talk->last_list = std::move(ids);
  return o;
}

}  // namespace handlers
