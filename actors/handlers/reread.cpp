#include "actors/handlers/reread.hpp"

#include <algorithm>
#include <cmath>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"
#include "nlp/pattern_matcher.hpp"
#include "storage/repositories/action_repository.hpp"

namespace handlers {
namespace {

using nlp::intent;
using nlp::slot;
using namespace storage;

bool same_acts(const nlp::understanding& a, const nlp::understanding& b) {
  return std::ranges::equal(a.acts, b.acts, [](const nlp::act& x, const nlp::act& y) {
    return x.kind == y.kind && x.slots == y.slots;
  });
}

/// The names of the intents, as the message row keeps them.
std::string kinds(const nlp::understanding& u) {
  std::string s = "[";
  for (const auto& a : u.acts) {
    if (s.size() > 1) s += ',';
    s.append("\"").append(nlp::to_string(a.kind)).append("\"");
  }
  return s + "]";
}

template <class Row>
std::vector<Row> rows_of(const std::vector<any_row>& rows) {
  std::vector<Row> out;
  for (const auto& r : rows)
    if (const auto* row = std::get_if<Row>(&r)) out.push_back(*row);
  return out;
}

std::vector<const nlp::act*> acts_of(const nlp::understanding& u, intent kind) {
  std::vector<const nlp::act*> out;
  for (const auto& a : u.acts)
    if (a.kind == kind) out.push_back(&a);
  return out;
}

/// Calls `f(row, act before, act after)` for each row that one act of the text made.
template <class Row, class F>
void pair_up(const reread_text& text, intent kind, F f) {
  auto rows = rows_of<Row>(text.rows);
  const auto before = acts_of(text.before, kind), after = acts_of(text.after, kind);
  if (rows.size() != before.size() || rows.size() != after.size()) return;
  for (std::size_t i = 0; i < rows.size(); ++i) f(rows[i], before[i]->slots, after[i]->slots);
}

std::string named(const nlp::slot_map& s, slot which) {
  return tidy(s.text(which).value_or(""), name_limit);
}

}  // namespace

bool reread_text::other_kind() const {
  auto stored = message.reading.json;
  std::erase(stored, ' ');
  // Read otherwise at its time: then what was said before it decided, and that is not here.
  return !rows.empty() && stored == kinds(before) && kinds(before) != kinds(after);
}

nlp::context reading_context(const user_state& s, instant at, const vocabulary& words) {
  // A text of the next day changes nothing of the day before unless it names it.
  const bool remembered = at - s.last_turn_at <= reference_lifetime;
  return {
      .now = std::chrono::floor<std::chrono::seconds>(s.tz.to_local(at)),
      .tz = s.tz,
      .units =
          s.preferences.units == "imperial" ? nlp::unit_system::imperial : nlp::unit_system::metric,
      .history = remembered ? std::span<const nlp::turn>(s.history) : std::span<const nlp::turn>(),
      .patterns = words.index(),
      .language = s.preferences.language};
}

std::vector<reread_text> reread(unit_of_work& u, const turn_context& t, const vocabulary& before,
                                const vocabulary& after, std::string_view term) {
  std::vector<reread_text> out;
  nlp::learned_pattern lone;
  lone.term = term;
  lone.type = "entity";
  const nlp::pattern_index holds({lone});
  std::size_t read = 0;
  for (auto& m : actions::recent_texts(u, texts_looked_at)) {
    if (read >= texts_reread) break;
    if (m.id == t.message_id || m.body.plain.empty()) continue;
    if (nlp::patterns_in(m.body.plain, holds).empty()) continue;
    ++read;
    // Each text alone: what was said before it is not known any more.
    auto ctx = reading_context(t.state, m.received_at, before);
    ctx.history = {};
    reread_text r{std::move(m), {}, {}, {}};
    r.before = nlp::understand(r.message.body.plain, ctx);
    ctx.patterns = after.index();
    r.after = nlp::understand(r.message.body.plain, ctx);
    if (same_acts(r.before, r.after)) continue;
    if (const auto action = actions::by_message(u, r.message.id); action && action->state == "done")
      if (const auto changes = changes_from_json(action->changes.plain))
        for (const auto& c : *changes)
          if (!c.before && c.after)
            if (auto now = actions::stored(u, *c.after)) r.rows.push_back(std::move(*now));
    out.push_back(std::move(r));
  }
  return out;
}

std::vector<row_change> mended(const reread_text& text, const food_estimator& estimate) {
  std::vector<row_change> out;
  if (kinds(text.before) != kinds(text.after)) return out;
  pair_up<food_log_row>(
      text, intent::food_log,
      [&](const food_log_row& row, const nlp::slot_map& was, const nlp::slot_map& is) {
        if (named(was, slot::food) != row.food_name ||
            named(was, slot::restaurant) != row.restaurant.value_or(""))
          return;
        auto after = row;
        if (const auto food = named(is, slot::food); !food.empty()) after.food_name = food;
        if (const auto place = named(is, slot::restaurant); !place.empty())
          after.restaurant = place;
        const bool own = row.calories && !row.estimated;
        if (!own && (is.has(slot::calories) || after.food_name != row.food_name ||
                     after.restaurant != row.restaurant)) {
          after.grams = after.fiber_g = std::nullopt;
          after.estimated = false;
          after.calories = is.number(slot::calories);
          after.protein_g = is.number(slot::protein_g);
          after.carbs_g = is.number(slot::carbs_g);
          after.fat_g = is.number(slot::fat_g);
          if (!after.calories && !after.protein_g) estimate_into(after, estimate);
        }
        if (to_json({inserted(after)}) != to_json({inserted(row)}))
          out.push_back(updated(row, after));
      });
  pair_up<water_log_row>(
      text, intent::water_log,
      [&](const water_log_row& row, const nlp::slot_map& was, const nlp::slot_map& is) {
        const auto old_ml = was.number(slot::amount_ml), new_ml = is.number(slot::amount_ml);
        if (!old_ml || !new_ml || std::abs(*old_ml - row.amount_ml) > 0.5 ||
            std::abs(*new_ml - row.amount_ml) <= 0.5 || !within(*new_ml, water_range))
          return;
        auto after = row;
        after.amount_ml = *new_ml;
        out.push_back(updated(row, after));
      });
  pair_up<gym_log_row>(
      text, intent::gym_log,
      [&](const gym_log_row& row, const nlp::slot_map& was, const nlp::slot_map& is) {
        const auto exercise = named(is, slot::exercise);
        if (exercise.empty() || named(was, slot::exercise) != row.exercise ||
            exercise == row.exercise)
          return;
        auto after = row;
        after.exercise = exercise;
        out.push_back(updated(row, after));
      });
  pair_up<assignment_row>(
      text, intent::assignment_add,
      [&](const assignment_row& row, const nlp::slot_map& was, const nlp::slot_map& is) {
        const auto name = named(is, slot::class_name);
        if (name.empty() || lower(named(was, slot::class_name)) != lower(row.class_name) ||
            name == row.class_name)
          return;
        auto after = row;
        after.class_name = name;
        out.push_back(updated(row, after));
      });
  return out;
}

}  // namespace handlers
