#include "actors/handlers/hints.hpp"

#include <algorithm>
#include <array>

#include "actors/handlers/routine_rows.hpp"
#include "actors/handlers/support.hpp"
#include "actors/handlers/tour.hpp"
#include "storage/repositories/notice_repository.hpp"

namespace handlers {
namespace {

using std::chrono::days;

/// The first day belongs to the tour, and to getting used to each other.
constexpr days settled_in{1};
constexpr days between_hints{7};

struct hint {
  std::string_view name;
  bool (*fits)(const storage::any_row& logged);
  std::string_view routine;  ///< who ever switched it needs no hint
  replies::wording words;
};

template <class Row>
bool is(const storage::any_row& row) {
  return std::holds_alternative<Row>(row);
}

const auto& hints() {
  static constexpr std::array all = {
      hint{"workout_nudges",
           is<storage::gym_log_row>,
           "workout",
           {"Hint: text \"workout nudges on\" and I ask after two days without one.",
            "Consejo: con \"workout nudges on\" pregunto tras dos días sin ejercicio."}},
      hint{"water_nudges",
           is<storage::water_log_row>,
           "water",
           {"Hint: text \"water nudges on\" and I say when you fall behind.",
            "Consejo: con \"water nudges on\" aviso si bebes poco."}},
      hint{"digest",
           is<storage::sleep_log_row>,
           "digest",
           {"Hint: text \"digest sundays at 7pm\" and I sum up each week.",
            "Consejo: con \"digest sundays at 7pm\" resumo cada semana."}},
  };
  return all;
}

const hint* fitting(const turn_context& t) {
  for (const auto& h : hints())
    for (const auto& c : t.earlier)
      if (!c.before && c.after && h.fits(*c.after)) return &h;
  return nullptr;
}

}  // namespace

bool may_hint(const turn_context& t, const storage::day_totals& at_start) {
  if (t.state.preferences.tour_step < tour_over || t.state.talk.pending_act ||
      t.now - t.state.user.created_at < settled_in)
    return false;
  const auto* h = fitting(t);
  if (!h) return false;
  return h->routine == "workout" ? at_start.workouts == 0
         : h->routine == "water" ? at_start.water_ml == 0
                                 : true;
}

outcome give_hint(const turn_context& t, storage::unit_of_work& u) {
  const auto* h = fitting(t);
  if (!h || !routine_of("hint", t, u).second.enabled ||
      storage::notices::routine(u, std::string(h->routine)))
    return {};
  const auto given = storage::notices::hints(u);
  if (!given.empty() && t.now - given.front().shown_at < between_hints) return {};
  if (std::ranges::find(given, h->name, &storage::hint_row::hint) != given.end()) return {};
  auto o = say(t, h->words);
  o.changes.push_back(
      storage::inserted(storage::hint_row{t.state.user.id, std::string(h->name), t.now}));
  return o;
}

}  // namespace handlers
