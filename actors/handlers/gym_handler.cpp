#include <array>
#include <cmath>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"
#include "nlp/text/tokenizer.hpp"

namespace handlers {

using nlp::slot;

std::optional<bad_figure> check_gym(const nlp::slot_map& slots, const replies::voice& v) {
  const auto unit = slots.text(slot::weight_unit).value_or(v.imperial ? "lb" : "kg");
  const auto distance_unit = slots.text(slot::distance_unit).value_or(v.imperial ? "mi" : "km");
  struct limit {
    slot which;
    range allowed;
    std::string unit;
  };
  const auto most_weight = unit == "lb" ? weight_lb_range.most : 453.592;
  const auto most_distance = distance_m_range.most / replies::metres(1, distance_unit);
  const std::array limits = {
      limit{slot::weight, {0, most_weight}, " " + unit},
      limit{slot::reps, reps_range, replies::worded(v, {" reps", " repeticiones"})},
      limit{slot::sets, sets_range, replies::worded(v, {" sets", " series"})},
      limit{slot::duration_min, minutes_range, " min"},
      limit{slot::distance, {0, most_distance}, " " + distance_unit},
      limit{slot::calories, calories_range, " cal"},
  };
  for (const auto& l : limits) {
    const auto value = slots.number(l.which);
    if (!value || within(*value, l.allowed)) continue;
    bad_figure bad{l.which,
                   replies::number(*value) + l.unit,
                   replies::up_to(replies::number(l.allowed.most, 0) + l.unit, v),
                   {},
                   0};
    bad.likely_value = *value > 0 ? likely_value(*value, l.allowed.most) : 0;
    if (bad.likely_value > 0) bad.likely = replies::number(bad.likely_value) + l.unit;
    return bad;
  }
  return std::nullopt;
}

namespace {

/// A load that nobody lifts is left out by the reading; it was said all the same, and the set
/// without it is not what happened.
nlp::act with_unlikely_load(nlp::act act, const turn_context& t) {
  if (act.slots.has(slot::weight)) return act;
  const auto tokens = nlp::tokenize(t.text);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].type != nlp::token::kind::number || tokens[i].value < 400) continue;
    const auto unit = tokens[i + 1].text;
    const bool kg = unit == "kg" || unit == "kgs" || unit == "kilos";
    if (!kg && unit != "lb" && unit != "lbs" && unit != "pounds") continue;
    act.slots.set(slot::weight, tokens[i].value);
    act.slots.set(slot::weight_unit, std::string(kg ? "kg" : "lb"));
    break;
  }
  return act;
}

}  // namespace

handled log_gym(const nlp::act& said, const turn_context& t) {
  const auto act = with_unlikely_load(said, t);
  if (const auto bad = check_gym(act.slots, t.voice)) return refuse(t, act, *bad);
  const auto when = when_logged(act, t);
  if (!when.refusal.empty()) return say(when.refusal);

  storage::gym_log_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.at = when.at;
  row.exercise = tidy(act.slots.text(slot::exercise).value_or("workout"), name_limit);
  if (row.exercise.empty()) row.exercise = "workout";
  const auto whole = [&](slot s) -> std::optional<std::int64_t> {
    if (const auto n = act.slots.number(s)) return std::llround(*n);
    return std::nullopt;
  };
  row.sets = whole(slot::sets);
  row.reps = whole(slot::reps);
  if (const auto w = act.slots.number(slot::weight); w && *w > 0) {
    row.weight_unit = act.slots.text(slot::weight_unit).value_or(t.voice.imperial ? "lb" : "kg");
    row.weight_kg = replies::kilograms(*w, *row.weight_unit);
  }
  row.duration_min = act.slots.number(slot::duration_min);
  if (const auto d = act.slots.number(slot::distance); d && *d > 0) {
    row.distance_unit =
        act.slots.text(slot::distance_unit).value_or(t.voice.imperial ? "mi" : "km");
    row.distance_m = replies::metres(*d, *row.distance_unit);
  }
  row.calories = act.slots.number(slot::calories);
  if (const auto notes = act.slots.text(slot::notes); notes && !tidy(*notes).empty())
    row.notes = tidy(*notes);
  row.source = from_message;
  row.message_id = t.message_id;

  outcome o;
  o.action = "gym_log";
  o.logged.push_back(replies::phrase(row, t.voice) +
                     replies::when_not_today(row.at, when.day, today(t), t.voice));
  o.changes.push_back(storage::inserted(row));
  if (!row.weight_kg || !row.reps) return o;
  // A set with a weight may be a record: the heaviest before it tells.
  return deferred([&t, row, o = std::move(o)](storage::unit_of_work& u) -> result<outcome> {
    auto done = o;
    const auto best = storage::logs::heaviest(u, instant{}, row.at, lower(row.exercise));
    // Of the sets of one text the heaviest is the record, and it beats what was there before.
    const bool beaten = std::ranges::any_of(t.earlier, [&](const storage::row_change& c) {
      const auto* r = c.after ? std::get_if<storage::gym_log_row>(&*c.after) : nullptr;
      return r && r->exercise == row.exercise && r->weight_kg && *r->weight_kg >= *row.weight_kg;
    });
    if (best && !beaten && *row.weight_kg > *best->weight_kg + 0.01)
      done.reply = replies::new_record(replies::phrase(*best, t.voice), t.voice);
    return done;
  });
}

}  // namespace handlers
