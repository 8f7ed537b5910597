#include <fmt/format.h>

#include <algorithm>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/open_items.hpp"
#include "actors/handlers/support.hpp"
#include "actors/handlers/was_done.hpp"
#include "nlp/entities/exercise.hpp"
#include "storage/repositories/fact_repository.hpp"

namespace handlers {
namespace {

using nlp::slot;
using namespace std::chrono;

constexpr std::int64_t shown = 5;

outcome no_figures(const turn_context& t, const std::string& query) {
  return say(t, {"I don't have figures for \"{}\".", "No tengo cifras de \"{}\"."},
             replies::shortened(query, 60));
}

handled search_nutrition(const std::string& query, const turn_context& t) {
  const auto found = nlp::shared_foods().search(query, 1);
  if (found.empty()) return no_figures(t, query);
  const auto& food = *found.front();
  auto figures = nlp::food_lexicon::estimate(food, 1, "");
  std::string portion;
  if (!figures || !figures->grams) {
    figures = nlp::food_lexicon::estimate(food, 100, "g");
    portion = "100 g";
  } else {
    portion = replies::number(*figures->grams, 0) + " g";
  }
  if (!figures || !figures->kcal) return no_figures(t, query);
  return say(fmt::format("{} ({}): {}.", replies::sentence(std::string(food.name)), portion,
                         replies::macros(figures->kcal, figures->protein_g, figures->carbs_g,
                                         figures->fat_g, false, t.voice)));
}

handled search_exercise(const std::string& query, const turn_context& t) {
  const auto found = nlp::search_exercises(query, 1);
  if (found.empty())
    return say(t, {"I don't know the exercise \"{}\".", "No conozco el ejercicio \"{}\"."},
               replies::shortened(query, 60));
  const auto& e = *found.front();
  auto text = replies::sentence(std::string(e.name));
  if (!e.muscles.empty()) text += replies::worded(t.voice, {" works {}", " trabaja {}"}, e.muscles);
  const auto* example = e.kind == nlp::exercise_kind::strength     ? "3x8 @ 60 kg"
                        : e.kind == nlp::exercise_kind::cardio     ? "5 km 30 min"
                        : e.kind == nlp::exercise_kind::bodyweight ? "3x10"
                                                                   : "30 min";
  return say(t, {"{}. Log it like \"{} {}\".", "{}. Anótalo así: \"{} {}\"."}, text, e.name,
             example);
}

}  // namespace

handled search(const nlp::act& act, const turn_context& t) {
  const auto query = tidy(act.slots.text(slot::query).value_or(""), name_limit);
  const auto scope = act.slots.text(slot::scope).value_or("");
  if (query.empty()) return say(t, {"What should I look for?", "¿Qué busco?"});
  if (scope == "nutrition") return search_nutrition(query, t);
  if (scope == "exercises") return search_exercise(query, t);
  return deferred([&t, query, scope](storage::unit_of_work& u) -> result<outcome> {
    auto key = lower(query);
    if (key.size() > 3 && key.ends_with("s") && !key.ends_with("ss")) key.pop_back();
    std::vector<std::string> lines;
    const auto at = [&](instant when) { return replies::moment(when, t.voice) + ": "; };
    if (scope.empty() || scope == "food")
      for (const auto& r : storage::logs::last_food(u, key, shown))
        lines.push_back(at(r.at) + replies::phrase(r, t.voice));
    if (scope.empty() || scope == "gym")
      for (const auto& r : storage::logs::last_gym(u, key, shown))
        lines.push_back(at(r.at) + replies::phrase(r, t.voice));
    outcome o;
    if (scope.empty() || scope == "todos" || scope == "reminders" || scope == "assignments") {
      const auto type = scope.empty() ? "" : scope.substr(0, scope.size() - 1);
      for (const auto& i : all_open(u, t, type, true))
        if (similarity(query, name_of(i)) >= 0.5)
          lines.push_back(
              std::visit([&](const auto& r) { return replies::phrase(r, t.voice); }, i));
    }
    if (scope.empty() || scope == "todos" || scope == "reminders")
      for (auto& line : done_like(query, t, u)) lines.push_back(std::move(line));
    if (scope.empty() || scope == "facts")
      for (const auto& f : storage::facts::current(u))
        if (similarity(query, f.key.plain + " " + f.value.plain) >= 0.5)
          lines.push_back(replies::phrase(f, t.voice));
    if (scope.empty() || scope == "patterns")
      for (const auto& k : t.state.words->all())
        if (similarity(query, k->pattern_term + " " + k->associated_value) >= 0.5)
          lines.push_back(replies::phrase(*k, t.voice));
    if (lines.empty()) return say(replies::not_found(query, t.voice));
    if (lines.size() > static_cast<std::size_t>(2 * shown))
      lines.resize(static_cast<std::size_t>(2 * shown));
    return say(fmt::format("{}", fmt::join(lines, "\n")));
  });
}

handled suggest(const nlp::act& act, const turn_context& t) {
  const auto topic = act.slots.text(slot::topic).value_or("general");
  if (topic == "water") {
    const auto left = t.state.today.water_goal_ml - t.state.today.water_ml;
    return left > 0.5 ? say(t,
                            {"You have {} to go today. A glass now is a start.",
                             "Hoy te faltan {}. Un vaso ahora es un comienzo."},
                            replies::volume(left, t.voice))
                      : say(t, {"You reached your water goal today. Drink when you are thirsty.",
                                "Ya cumpliste tu meta de agua hoy. Bebe cuando tengas sed."});
  }
  if (topic == "sleep")
    return say(t,
               {"I can only show your own record so far: ask \"avg sleep last 7 days\".",
                "Solo puedo mostrar tu propio registro: pregunta \"¿cuánto dormí esta semana?\""});
  const auto said_most = act.slots.number(slot::calories_max);
  const auto least_protein = act.slots.number(slot::protein_min_g);
  const bool wants_protein = least_protein || lower(t.text).find("prote") != std::string::npos;
  // What is left of the day's goal is the most that fits, unless the person said how much.
  std::optional<double> left;
  for (const auto& g : t.state.goals)
    if (g.metric == "calories" && g.period == "day" && g.target > t.state.today.calories)
      left = g.target - t.state.today.calories;
  const auto most = said_most ? said_most : left;
  return deferred([&t, topic, most, least_protein, wants_protein, left,
                   said_most](storage::unit_of_work& u) -> result<outcome> {
    const auto from = t.now - days(60);
    if (topic == "workout") {
      const auto habits = storage::logs::neglected_exercises(u, from, t.now, 2);
      if (habits.empty())
        return say(t, {"Log a few workouts and I can say which one is due again.",
                       "Anota algunos ejercicios y te diré cuál toca."});
      const auto& h = habits.front();
      return say(t,
                 {"{} is the one you haven't done for longest: last {}.",
                  "{} es lo que llevas más tiempo sin hacer: la última vez, {}."},
                 replies::sentence(h.exercise), replies::day(day_of(t, h.last_at), t.voice));
    }
    auto habits = storage::logs::usual_foods(u, from, t.now + seconds(1), 200);
    std::erase_if(habits, [&](const auto& h) {
      return (most && (!h.calories || *h.calories > *most)) || (wants_protein && !h.protein_g);
    });
    // As much protein as was asked for, when anything has it.
    if (least_protein &&
        std::ranges::any_of(habits, [&](const auto& h) { return *h.protein_g >= *least_protein; }))
      std::erase_if(habits, [&](const auto& h) { return *h.protein_g < *least_protein; });
    if (habits.empty())
      return say(t,
                 {"Nothing you logged lately fits. Tell me more of what you eat and I can pick "
                  "from it.",
                  "Nada de lo que anotaste encaja. Cuéntame más de lo que comes y podré elegir."});
    std::ranges::stable_sort(habits, [&](const auto& a, const auto& b) {
      return wants_protein ? *a.protein_g > *b.protein_g : a.times > b.times;
    });
    std::vector<std::string> names;
    for (std::size_t i = 0; i < habits.size() && i < 3; ++i) {
      const auto& h = habits[i];
      const auto m = replies::macros(h.calories, h.protein_g, {}, {}, h.estimated, t.voice);
      names.push_back(h.food_name + (m.empty() ? "" : " (" + m + ")"));
    }
    auto text = replies::worded(t.voice, {"From what you eat: {}.", "De lo que comes: {}."},
                                replies::listing(names, t.voice));
    if (left && !said_most)
      text += replies::worded(t.voice, {" {} are left of today's goal.", " Te quedan {} de hoy."},
                              replies::energy(*left));
    return say(text);
  });
}

}  // namespace handlers
