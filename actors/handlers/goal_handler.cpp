// "protein goal 120g", "my goals", "drop my sleep goal".

#include <algorithm>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/goals.hpp"
#include "actors/handlers/support.hpp"

namespace handlers {

using storage::goal_row;

handled set_goal(const turn_context& t, const std::string& what, double value,
                 const std::string& unit, const std::string& period) {
  const auto k = *goal_named(what, t.state);
  goal_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.metric = k.metric;
  row.target = value;
  const bool latest_counts = k.metric == "weight" || k.most == 1'000'000;
  row.period = latest_counts ? "once"
               : period.starts_with("w") || period.starts_with("s") || (period.empty() && k.weekly)
                   ? "week"
                   : "day";
  if (k.metric == "weight") {
    row.unit =
        unit.starts_with("lb") || unit.starts_with("pound") || (unit.empty() && t.voice.imperial)
            ? "lb"
            : "kg";
    row.target = replies::kilograms(value, *row.unit);
  }
  if (!within(row.target, {k.least, k.most})) {
    auto refused = replies::worded(t.voice,
                                   {"A goal of {} is outside {} to {} {}, so I did not set it.",
                                    "Una meta de {} no está entre {} y {} {}; no la puse."},
                                   replies::number(value), replies::number(k.least),
                                   replies::number(k.most), k.unit);
    const auto likely = likely_value(row.target, k.most);
    if (likely < k.least) return say(std::move(refused));
    const auto meant =
        replies::number(likely) + (k.unit.size() > 1 ? " " : "") + std::string(k.unit);
    refused += replies::worded(t.voice, {" Did you mean {}?", " ¿Querías decir {}?"}, meant);
    return ask_to_text(t,
                       what + " goal " + meant + (row.period == "once" ? "" : " a " + row.period),
                       std::move(refused));
  }
  if (k.metric == "sleep_min") row.target *= 60;
  row.created_at = t.now;
  row.message_id = t.message_id;
  return deferred([row, &t](storage::unit_of_work& u) -> result<outcome> {
    outcome o;
    o.action = "goal_set";
    for (const auto& g : t.state.goals)
      if (g.metric == row.metric) {
        auto after = g;
        after.status = "dropped";
        o.changes.push_back(storage::updated(g, after));
      }
    o.changes.push_back(storage::inserted(row));
    o.reply = replies::worded(t.voice, {"Goal: {}. {}.", "Meta: {}. {}."}, name_of(row, t.voice),
                              replies::sentence(progress(row, t, u)));
    return o;
  });
}

handled show_goals(const turn_context& t) {
  return deferred([&t](storage::unit_of_work& u) -> result<outcome> {
    std::string text;
    for (const auto& g : t.state.goals)
      text += replies::sentence(name_of(g, t.voice)) + ": " + progress(g, t, u) + "\n";
    text +=
        replies::worded(t.voice, {"Water {} a day: {} so far", "Agua {} al día: {} hasta ahora"},
                        replies::volume(t.state.today.water_goal_ml, t.voice),
                        replies::volume(t.state.today.water_ml, t.voice));
    if (t.state.goals.empty())
      text +=
          replies::worded(t.voice, {"\nSet one: \"protein goal 120g\", \"goal 4 workouts a week\".",
                                    "\nPon una: \"meta de proteína 120\", \"meta de peso 70\"."});
    auto o = say(text);
    nlp::act query;
    query.kind = nlp::intent::stats_query;
    query.slots.set(nlp::slot::domain, std::string(goals_domain));
    o.talk = t.state.talk;
    o.talk->last_query = std::move(query);
    return o;
  });
}

handled drop_goal(const turn_context& t, const std::string& what) {
  const auto k = goal_named(what, t.state);
  outcome o;
  o.action = "goal_drop";
  for (const auto& g : t.state.goals)
    if (k && g.metric == k->metric) {
      auto after = g;
      after.status = "dropped";
      o.changes.push_back(storage::updated(g, after));
      o.reply = replies::worded(t.voice,
                                {"Goal gone: {}. Text undo to bring it back.",
                                 "Meta quitada: {}. Escribe deshacer para recuperarla."},
                                name_of(g, t.voice));
    }
  if (o.changes.empty())
    return say(t, {"You have no such goal. See them: \"my goals\".",
                   "No tienes esa meta. Para verlas: \"mis metas\"."});
  return o;
}

}  // namespace handlers
