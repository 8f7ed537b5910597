#include <algorithm>

#include "actors/handlers/stats.hpp"

// Totals and averages over any stretch of days. Averages are per day with entries and say so: a day
// on which nothing was logged is not a day without food.

namespace handlers {
namespace {

using namespace std::chrono;

constexpr std::int64_t list_limit = 8;

bool in_range(const question& q, instant at) {
  return at >= q.from && at < q.to;
}
bool named(const question& q, std::string_view name) {
  return q.item.empty() || lower(name).find(q.item) != std::string::npos;
}

/// Adds what earlier acts of this text change; the database does not show it yet.
template <class Row, class Add>
void add_earlier(const turn_context& t, const question& q, Add add) {
  for (const auto& c : t.earlier) {
    const auto* before = c.before ? std::get_if<Row>(&*c.before) : nullptr;
    const auto* after = c.after ? std::get_if<Row>(&*c.after) : nullptr;
    if (before && in_range(q, before->at)) add(*before, -1);
    if (after && in_range(q, after->at)) add(*after, +1);
  }
}

std::string on_days(std::int64_t days, const turn_context& t) {
  return days == 1 ? replies::worded(t.voice, {"on 1 day", "en 1 día"})
                   : replies::worded(t.voice, {"on {} days", "en {} días"}, days);
}

outcome none_logged(const turn_context& t, std::string_view what, const question& q) {
  return say(t, {"No {} logged {}.", "No hay {} {}."}, what, q.span.name);
}

outcome last_one(const turn_context& t, std::string_view phrase, std::string_view when) {
  return say(t, {"Last: {}, {}.", "Último: {}, {}."}, phrase, when);
}

outcome never_logged(const turn_context& t, std::string_view item) {
  return say(t, {"You haven't logged {} yet.", "Aún no has anotado {}."}, item);
}

std::string average_of(std::string_view each, std::int64_t days, const turn_context& t) {
  return replies::worded(t.voice, {", avg {} {}", ", promedio {} {}"}, each, on_days(days, t));
}

/// "2000 cal goal: 550 cal to go. ", or that there is no such goal.
template <class Show>
std::string remaining(std::string_view metric, std::string_view name, double total, Show show,
                      const turn_context& t) {
  for (const auto& g : t.state.goals)
    if (g.metric == metric && g.period == "day") {
      const auto left = g.target - total;
      return left > 0.5
                 ? replies::worded(t.voice, {"{} to go of {}. ", "Faltan {} de {}. "}, show(left),
                                   show(g.target))
                 : replies::worded(t.voice, {"Goal of {} reached. ", "Meta de {} cumplida. "},
                                   show(g.target));
    }
  return replies::worded(t.voice, {"You have no {} goal yet. ", "Aún no tienes meta de {}. "},
                         name);
}

std::string of_item(const question& q, std::string_view item, const turn_context& t) {
  return q.item.empty() ? std::string() : replies::worded(t.voice, {" from {}", " de {}"}, item);
}

}  // namespace

logs::food_sums food_sums(storage::unit_of_work& u, const turn_context& t, const question& q) {
  auto s = logs::sum_food(u, q.from, q.to, q.item, calendar_of(t));
  add_earlier<storage::food_log_row>(t, q, [&](const auto& r, int sign) {
    if (!named(q, r.food_name)) return;
    s.calories += sign * r.calories.value_or(0);
    s.protein_g += sign * r.protein_g.value_or(0);
    s.carbs_g += sign * r.carbs_g.value_or(0);
    s.fat_g += sign * r.fat_g.value_or(0);
    s.fiber_g += sign * r.fiber_g.value_or(0);
    s.entries += sign;
    s.without_calories += r.calories ? 0 : sign;
    s.estimated += r.estimated ? sign : 0;
    if (s.days == 0) s.days = 1;
  });
  return s;
}

logs::water_sums water_sums(storage::unit_of_work& u, const turn_context& t, const question& q) {
  auto s = logs::sum_water(u, q.from, q.to, calendar_of(t));
  add_earlier<storage::water_log_row>(t, q, [&](const auto& r, int sign) {
    s.amount_ml += sign * r.amount_ml;
    s.entries += sign;
    if (s.days == 0) s.days = 1;
  });
  return s;
}

logs::gym_sums gym_sums(storage::unit_of_work& u, const turn_context& t, const question& q) {
  auto s = logs::sum_gym(u, q.from, q.to, q.item, calendar_of(t));
  add_earlier<storage::gym_log_row>(t, q, [&](const auto& r, int sign) {
    if (!named(q, r.exercise)) return;
    s.entries += sign;
    s.duration_min += sign * r.duration_min.value_or(0);
    s.distance_m += sign * r.distance_m.value_or(0);
    s.calories += sign * r.calories.value_or(0);
    s.repetitions += sign * r.reps.value_or(0) * r.sets.value_or(1);
    if (s.days == 0) s.days = 1;
  });
  return s;
}

std::string gram(double g) {
  return replies::number(g, 1) + "g";
}

std::string title(const question& q, std::string_view what) {
  return replies::sentence(std::string(what) + " " + q.span.name);
}

std::string entries(std::int64_t n, const turn_context& t) {
  return replies::counted(t.voice, n, {"entry", "entrada"}, {"entries", "entradas"});
}

/// "500 ml of 2000 ml. 1500 ml to go!"
std::string water_so_far(double ml, double goal, std::string_view note, const turn_context& t) {
  const auto left = goal - ml;
  auto s = replies::worded(t.voice, {"Water today: {} of {}{}. ", "Agua hoy: {} de {}{}. "},
                           replies::volume(ml, t.voice), replies::volume(goal, t.voice), note);
  return s + (left > 0.5 ? replies::worded(t.voice, {"{} to go!", "¡Faltan {}!"},
                                           replies::volume(left, t.voice))
                         : replies::worded(t.voice, {"Goal reached!", "¡Meta cumplida!"}));
}

std::string food_note(std::int64_t n, std::int64_t without_calories, const turn_context& t) {
  auto note = entries(n, t);
  if (without_calories > 0)
    note +=
        replies::worded(t.voice, {", {} without calories", ", {} sin calorías"}, without_calories);
  return note;
}

std::string gym_text(const logs::gym_sums& s, const turn_context& t) {
  auto text = entries(s.entries, t) + " " + on_days(s.days, t);
  if (s.duration_min > 0) text += ", " + replies::duration(s.duration_min);
  if (s.distance_m > 0) text += ", " + replies::distance(s.distance_m, t.voice);
  if (s.calories > 0)
    text += replies::worded(t.voice, {", {} burned", ", {} quemadas"}, replies::energy(s.calories));
  return text;
}

result<outcome> food_stats(storage::unit_of_work& u, const turn_context& t, const question& q,
                           std::string_view item) {
  if (q.agg == "last") {
    auto rows = logs::last_food(u, q.item, 1);
    overlay(rows, t.earlier);
    std::erase_if(rows, [&](const auto& r) { return !named(q, r.food_name); });
    if (rows.empty())
      return q.item.empty() ? say(t, {"No food logged yet.", "Aún no hay comida anotada."})
                            : never_logged(t, item);
    const auto& r = *std::ranges::max_element(rows, {}, &storage::food_log_row::at);
    return last_one(t, replies::phrase(r, t.voice), replies::moment(r.at, t.voice));
  }
  const auto s = food_sums(u, t, q);
  if (s.entries == 0)
    return none_logged(t, q.item.empty() ? replies::worded(t.voice, {"food", "comida"}) : item, q);
  if (q.agg == "count" || q.metric == "count")
    return say(
        title(q, item.empty() ? replies::worded(t.voice, {"food", "comida"}) : std::string(item)) +
        ": " + entries(s.entries, t) + " " + on_days(s.days, t) + ".");
  for (const auto& m : macro_list) {
    if (q.metric != m.metric) continue;
    const auto show = [&](double v) {
      return m.metric == "calories" ? replies::energy(v) : gram(v);
    };
    const auto total = s.*(m.sum);
    const auto name = m.name.in(t.voice.speaks);
    auto text = title(q, std::string(name) + of_item(q, item, t)) + ": " + show(total);
    if (q.span.days() > 1 && s.days > 0)
      text += average_of(show(total / static_cast<double>(s.days)), s.days, t);
    text += " (" + food_note(s.entries, s.without_calories, t) + ").";
    if (q.agg == "remaining") return say(remaining(m.metric, name, total, show, t) + text);
    return say(text);
  }
  std::string text;
  if (q.span.days() <= 7 && q.agg.empty()) {
    auto rows = logs::list_food(u, q.from, q.to, q.item, 100);
    overlay(rows, t.earlier);
    std::erase_if(rows,
                  [&](const auto& r) { return !in_range(q, r.at) || !named(q, r.food_name); });
    std::ranges::stable_sort(rows, {}, &storage::food_log_row::at);
    std::vector<std::string> names;
    for (const auto& r : rows) {
      if (static_cast<std::int64_t>(names.size()) == list_limit) break;
      auto one = replies::food_name(r, t.voice);
      if (r.calories)
        one += fmt::format(" ({}{})", r.estimated ? "~" : "", replies::energy(*r.calories));
      names.push_back(std::move(one));
    }
    text = title(q, {"food", "comida"}, t) + ": " + fmt::format("{}", fmt::join(names, ", "));
    if (rows.size() > names.size())
      text += replies::worded(t.voice, {" and {} more", " y {} más"}, rows.size() - names.size());
    text += ". Total ";
  } else {
    text = title(q, {"food", "comida"}, t) + ": ";
  }
  text += replies::worded(
      t.voice, {"{}, {} protein, {} carbs, {} fat", "{}, {} proteína, {} carbos, {} grasa"},
      replies::energy(s.calories), gram(s.protein_g), gram(s.carbs_g), gram(s.fat_g));
  if (q.span.days() > 1 && s.days > 0)
    text += average_of(replies::energy(s.calories / static_cast<double>(s.days)), s.days, t);
  return say(text + " (" + food_note(s.entries, s.without_calories, t) + ").");
}

// --- water ---------------------------------------------------------------------------------------

result<outcome> water_stats(storage::unit_of_work& u, const turn_context& t, const question& q) {
  if (q.agg == "last") {
    auto rows = logs::last_water(u, 1);
    overlay(rows, t.earlier);
    if (rows.empty()) return say(t, {"No water logged yet.", "Aún no hay agua anotada."});
    const auto& r = *std::ranges::max_element(rows, {}, &storage::water_log_row::at);
    return last_one(t, replies::phrase(r, t.voice), replies::moment(r.at, t.voice));
  }
  const auto s = water_sums(u, t, q);
  if (q.today_only) {
    return say(water_so_far(s.amount_ml, t.state.today.water_goal_ml,
                            q.agg == "count" ? " (" + entries(s.entries, t) + ")" : "", t));
  }
  if (s.entries == 0) return none_logged(t, replies::worded(t.voice, {"water", "agua"}), q);
  auto text = title(q, {"water", "agua"}, t) + ": " + replies::volume(s.amount_ml, t.voice);
  if (q.span.days() > 1 && s.days > 0)
    text += replies::worded(t.voice, {", avg {} a day {}", ", promedio {} al día {}"},
                            replies::volume(s.amount_ml / static_cast<double>(s.days), t.voice),
                            on_days(s.days, t));
  return say(text + ".");
}

// --- gym -----------------------------------------------------------------------------------------

result<outcome> gym_stats(storage::unit_of_work& u, const turn_context& t, const question& q,
                          std::string_view item) {
  if (q.agg == "last") {
    auto rows = logs::last_gym(u, q.item, 1);
    overlay(rows, t.earlier);
    std::erase_if(rows, [&](const auto& r) { return !named(q, r.exercise); });
    if (rows.empty())
      return q.item.empty() ? say(t, {"No workout logged yet.", "Aún no hay ejercicio anotado."})
                            : never_logged(t, item);
    const auto& r = *std::ranges::max_element(rows, {}, &storage::gym_log_row::at);
    return last_one(t, replies::phrase(r, t.voice), replies::moment(r.at, t.voice));
  }
  if (q.metric == "weight" ||
      (q.agg == "max" && q.metric != "distance" && q.metric != "duration_min")) {
    std::vector<storage::gym_log_row> rows;
    if (auto best = logs::heaviest(u, q.from, q.to, q.item)) rows.push_back(std::move(*best));
    overlay(rows, t.earlier);
    std::erase_if(rows, [&](const auto& r) {
      return !named(q, r.exercise) || !r.weight_kg || !in_range(q, r.at);
    });
    if (rows.empty())
      return q.item.empty()
                 ? say(t, {"No weights logged yet.", "Aún no hay pesos anotados."})
                 : say(t, {"No {} with a weight logged yet.", "Aún no hay {} con peso."}, item);
    const auto& r = *std::ranges::max_element(rows, {}, [](const auto& x) { return *x.weight_kg; });
    return say(t, {"Best: {} ({}).", "Mejor: {} ({})."}, replies::phrase(r, t.voice),
               replies::day(day_of(t, r.at), t.voice));
  }
  const auto s = gym_sums(u, t, q);
  const auto what =
      item.empty() ? replies::worded(t.voice, {"workouts", "ejercicio"}) : std::string(item);
  if (s.entries == 0) return none_logged(t, what, q);
  const auto averaged = [&](double total) {
    return q.agg == "average" ? total / static_cast<double>(std::max<std::int64_t>(s.days, 1))
                              : total;
  };
  const auto suffix =
      q.agg == "average" ? replies::worded(t.voice, {" a day {}", " al día {}"}, on_days(s.days, t))
                         : std::string();
  if (q.metric == "distance")
    return say(title(q, what) + ": " + replies::distance(averaged(s.distance_m), t.voice) + suffix +
               " (" + entries(s.entries, t) + ").");
  if (q.metric == "duration_min")
    return say(title(q, what) + ": " + replies::duration(averaged(s.duration_min)) + suffix + " (" +
               entries(s.entries, t) + ").");
  if (q.metric == "reps")
    return say(title(q, what) + ": " +
               replies::worded(t.voice, {"{} reps.", "{} repeticiones."}, s.repetitions));
  if (q.metric == "calories")
    return say(title(q, what) + ": " +
               replies::worded(t.voice, {"{} burned{}.", "{} quemadas{}."},
                               replies::energy(averaged(s.calories)), suffix));
  auto text = title(q, what) + ": " + gym_text(s, t);
  if (q.metric.empty() && q.agg.empty() && q.span.days() <= 31) {
    auto rows = logs::list_gym(u, q.from, q.to, q.item, 100);
    overlay(rows, t.earlier);
    std::erase_if(rows, [&](const auto& r) { return !in_range(q, r.at) || !named(q, r.exercise); });
    std::ranges::stable_sort(rows, {}, &storage::gym_log_row::at);
    std::int64_t n = 0;
    for (auto it = rows.rbegin(); it != rows.rend() && n < list_limit; ++it, ++n)
      text += "\n" +
              (q.today_only ? std::string() : replies::day(day_of(t, it->at), t.voice) + ": ") +
              replies::phrase(*it, t.voice);
    if (rows.size() > static_cast<std::size_t>(list_limit))
      text += replies::worded(t.voice, {"\nand {} more", "\ny {} más"},
                              rows.size() - static_cast<std::size_t>(list_limit));
    return say(text);
  }
  return say(text + ".");
}

// --- sleep ---------------------------------------------------------------------------------------

result<outcome> sleep_stats(storage::unit_of_work& u, const turn_context& t, const question& q) {
  if (q.agg == "last") {
    auto rows = logs::last_sleep(u, 1);
    overlay(rows, t.earlier);
    if (rows.empty()) return say(t, {"No sleep logged yet.", "Aún no hay sueño anotado."});
    const auto& r = *std::ranges::max_element(rows, {}, &storage::sleep_log_row::date);
    return last_one(t, replies::phrase(r, t.voice), replies::day(r.date, t.voice));
  }
  auto rows = q.span.days() <= 7 || !t.earlier.empty()
                  ? logs::list_sleep(u, q.span.first, q.span.last)
                  : std::vector<storage::sleep_log_row>{};
  auto s = logs::sum_sleep(u, q.span.first, q.span.last);
  for (const auto& c : t.earlier)
    if (const auto* r = c.after ? std::get_if<storage::sleep_log_row>(&*c.after) : nullptr;
        r && r->date >= q.span.first && r->date <= q.span.last) {
      (r->nap ? s.nap_min : s.night_min) += r->duration_min;
      (r->nap ? s.naps : s.nights) += 1;
    }
  overlay(rows, t.earlier);
  if (s.nights + s.naps == 0)
    return none_logged(t, replies::worded(t.voice, {"sleep", "sueño"}), q);
  const auto average = s.nights > 0 ? s.night_min / static_cast<double>(s.nights) : 0;
  const auto naps =
      s.naps == 0 ? std::string()
                  : replies::worded(
                        t.voice, {", plus {} ({})", ", más {} ({})"},
                        replies::counted(t.voice, s.naps, {"nap", "siesta"}, {"naps", "siestas"}),
                        replies::duration(s.nap_min));
  if (q.span.days() == 1) {
    auto text = title(q, {"sleep", "sueño"}, t) + ": " + replies::duration(s.night_min);
    if (rows.size() == 1 && rows.front().started_at && rows.front().ended_at)
      text += " (" + replies::clock(t.state.tz.to_local(*rows.front().started_at), t.voice) + "-" +
              replies::clock(t.state.tz.to_local(*rows.front().ended_at), t.voice) + ")";
    return say(text + naps + ".");
  }
  if (q.agg == "max" && s.nights > 0)
    return say(title(q, {"longest night", "noche más larga"}, t) + ": " +
               replies::duration(s.longest_min) + ".");
  if (q.agg == "min" && s.nights > 0)
    return say(title(q, {"shortest night", "noche más corta"}, t) + ": " +
               replies::duration(s.shortest_min) + ".");
  return say(
      title(q, {"sleep", "sueño"}, t) + ": " +
      replies::worded(t.voice, {"{} over {}, avg {}", "{} en {}, promedio {}"},
                      replies::duration(s.night_min),
                      replies::counted(t.voice, s.nights, {"night", "noche"}, {"nights", "noches"}),
                      replies::duration(average)) +
      naps + ".");
}

}  // namespace handlers
