#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"

namespace handlers {

handled log_water(const nlp::act& act, const turn_context& t) {
  const auto ml = act.slots.number(nlp::slot::amount_ml);
  if (!ml)
    return ask(t, act, nlp::slot::amount_ml, replies::wording{"How much water?", "¿Cuánta agua?"});
  if (*ml < water_range.least)
    return say(t,
               {"That's no water, so I did not log it.", "Eso no es agua, así que no lo anoté."});
  if (*ml > water_range.most) {
    const auto likely = likely_value(*ml, water_range.most);
    return refuse(
        t, act,
        {nlp::slot::amount_ml,
         replies::worded(t.voice, {"{} of water", "{} de agua"}, replies::volume(*ml, t.voice)),
         replies::up_to(replies::volume(water_range.most, t.voice), t.voice),
         replies::volume(likely, t.voice), likely});
  }
  const auto when = when_logged(act, t);
  if (!when.refusal.empty()) return say(when.refusal);

  storage::water_log_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.at = when.at;
  row.amount_ml = *ml;
  row.source = from_message;
  row.message_id = t.message_id;

  outcome o;
  o.action = "water_log";
  o.logged.push_back(replies::phrase(row, t.voice) +
                     replies::when_not_today(row.at, when.day, today(t), t.voice));
  o.changes.push_back(storage::inserted(row));
  if (when.day == today(t)) {
    o.total_key = "water";
    o.total = replies::water_total(totals_after(t, o.changes), t.voice);
  }
  return o;
}

handled set_water_goal(const nlp::act& act, const turn_context& t) {
  const auto ml = act.slots.number(nlp::slot::goal_ml);
  if (!ml)
    return ask(t, act, nlp::slot::goal_ml,
               replies::wording{"How much water a day?", "¿Cuánta agua al día?"});
  if (const auto likely = *ml > goal_ml_range.most ? likely_value(*ml, goal_ml_range.most) : 0;
      likely >= goal_ml_range.least)
    return refuse(t, act,
                  {nlp::slot::goal_ml,
                   replies::worded(t.voice, {"a goal of {}", "una meta de {}"},
                                   replies::volume(*ml, t.voice)),
                   replies::up_to(replies::volume(goal_ml_range.most, t.voice), t.voice),
                   replies::volume(likely, t.voice), likely});
  if (!within(*ml, goal_ml_range))
    return say(t,
               {"A water goal is between {} and {} a day. Yours is {}.",
                "Una meta de agua va de {} a {} al día. La tuya es {}."},
               replies::volume(goal_ml_range.least, t.voice),
               replies::volume(goal_ml_range.most, t.voice),
               replies::volume(t.state.today.water_goal_ml, t.voice));
  const auto only_for = act.slots.time(nlp::slot::date);
  return deferred([&act, &t, ml = *ml, only_for](storage::unit_of_work& u) -> result<outcome> {
    (void)act;
    outcome o;
    o.action = "water_goal_set";
    auto totals = t.state.today;
    const auto day = only_for ? only_for->day : today(t);
    // The day's own goal wins over the usual one; it must not hide a goal set now.
    const auto own = storage::logs::water_goal(u, day);
    if (own || only_for) {
      const storage::water_goal_row row{t.state.user.id, day, ml};
      o.changes.push_back(own ? storage::updated(*own, row) : storage::inserted(row));
    }
    if (!only_for) {
      auto after = t.state.preferences;
      after.water_goal_ml = ml;
      after.updated_at = t.now;
      o.changes.push_back(storage::updated(t.state.preferences, after));
    }
    if (day == totals.day) totals.water_goal_ml = ml;
    o.reply = replies::goal_set(ml, only_for ? std::optional(day) : std::nullopt, totals, t.voice);
    return o;
  });
}

}  // namespace handlers
