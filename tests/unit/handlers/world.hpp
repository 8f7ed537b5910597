#pragma once
// A user without a database: hand-made readings go in, replies and rows come out. Only acts that
// need no read can be done here; the others are tested against a real PostgreSQL.

#include <gtest/gtest.h>

#include <algorithm>

#include "actors/handlers/registry.hpp"
#include "actors/handlers/turn.hpp"
#include "actors/replies/segments.hpp"
#include "storage/repositories/user_day.hpp"

namespace test {

using nlp::intent;
using nlp::slot;
using namespace std::chrono;

inline local_seconds local(int y, unsigned m, unsigned d, int h = 0, int min = 0) {
  return local_seconds(local_days(year(y) / month(m) / day(d))) + hours(h) + minutes(min);
}

/// A slot value that is a time of day on a day, or a day.
inline nlp::local_time moment(local_seconds t) {
  const auto d = floor<days>(t);
  return {d, t - local_seconds(d)};
}
inline nlp::local_time whole_day(local_seconds t) {
  return {floor<days>(t), std::nullopt};
}

inline nlp::act act(intent kind,
                    std::initializer_list<std::pair<slot, nlp::slot_value>> slots = {}) {
  nlp::act a;
  a.kind = kind;
  a.confidence = 1;
  for (const auto& [s, v] : slots) a.slots.set(s, v);
  return a;
}

/// Eggs have 70 cal and 6 g of protein each; nothing else is known.
inline std::optional<nlp::food_estimate> eggs_only(std::string_view food, double quantity,
                                                   std::string_view unit, std::string_view) {
  if (!food.starts_with("egg") || !unit.empty()) return std::nullopt;
  nlp::food_estimate e;
  e.grams = 50 * quantity;
  e.kcal = 70 * quantity;
  e.protein_g = 6 * quantity;
  e.carbs_g = 0.5 * quantity;
  e.fat_g = 5 * quantity;
  return e;
}

class world {
 public:
  explicit world(std::string_view zone_name = "America/New_York",
                 local_seconds now = local(2026, 3, 4, 14, 20), std::string units = "metric")
      : clock_(zone::find(zone_name).value().to_instant(now)), ids_(clock_) {
    state.user.id = 7;
    state.user.phone = "+15550100";
    state.user.created_at = clock_.now();
    state.preferences.user_id = 7;
    state.preferences.timezone = zone_name;
    state.preferences.units = std::move(units);
    state.preferences.tour_step = 9;
    state.tz = zone::find(zone_name).value();
    state.today.day = state.tz.local_day(clock_.now());
  }

  handlers::planned_turn plan(std::vector<nlp::act> acts, std::string text = "a text",
                              std::optional<std::string> ask = {}) {
    nlp::understanding u;
    if (ask) u.ask = nlp::clarification{std::move(*ask), acts.front()};
    u.acts = std::move(acts);
    return handlers::plan_turn(
        registry_, {state, std::move(text), std::move(u), ids_.next(), clock_.now()}, ids_);
  }

  /// Carries a text out; it must not need a read.
  handlers::turn_result turn(std::vector<nlp::act> acts, std::string text = "a text",
                             std::optional<std::string> ask = {}) {
    auto planned = plan(std::move(acts), std::move(text), std::move(ask));
    auto* ready = std::get_if<handlers::turn_result>(&planned);
    if (!ready) {
      ADD_FAILURE() << "needs a read";
      return {};
    }
    state = ready->next;
    return std::move(*ready);
  }
  std::string say(std::vector<nlp::act> acts, std::string text = "a text",
                  std::optional<std::string> ask = {}) {
    auto r = turn(std::move(acts), std::move(text), std::move(ask));
    return r.texts.empty() ? "" : r.texts.front();
  }
  void advance(std::chrono::microseconds by) { clock_.advance(by); }
  instant now() const { return clock_.now(); }

  handlers::user_state state;

 private:
  manual_wall_clock clock_;
  id_generator ids_;
  handlers::registry registry_ = handlers::registry::complete(eggs_only);
};

template <class Row>
std::vector<Row> inserted_rows(const handlers::turn_result& r) {
  std::vector<Row> rows;
  for (const auto& c : r.changes)
    if (!c.before && c.after)
      if (const auto* row = std::get_if<Row>(&*c.after)) rows.push_back(*row);
  return rows;
}

}  // namespace test
