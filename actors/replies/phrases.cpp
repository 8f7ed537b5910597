#include <algorithm>
#include <array>
#include <cmath>

#include "actors/replies/names.hpp"
#include "actors/replies/templates.hpp"
#include "actors/replies/word_templates.hpp"
#include "actors/replies/wording.hpp"
#include "nlp/entities/recurrence.hpp"

// Rows as phrases: what was stored, without a verb.

namespace replies {
namespace {

using namespace std::chrono;
using namespace storage;

bool is_mass(std::string_view unit) {
  return unit == "g" || unit == "kg" || unit == "mg" || unit == "oz" || unit == "lb" ||
         unit == "ml" || unit == "l";
}

/// A word that we store in English, as the person says it: one and several.
struct known_word {
  std::string_view stored;
  std::string_view one, several;
};
constexpr known_word spanish_units[] = {
    {"cup", "taza", "tazas"},
    {"slice", "rebanada", "rebanadas"},
    {"bottle", "botella", "botellas"},
    {"glass", "vaso", "vasos"},
    {"can", "lata", "latas"},
    {"bowl", "plato", "platos"},
    {"plate", "plato", "platos"},
    {"tbsp", "cucharada", "cucharadas"},
    {"tsp", "cucharadita", "cucharaditas"},
    {"scoop", "medida", "medidas"},
    {"handful", "puñado", "puñados"},
    {"bag", "bolsa", "bolsas"},
    {"bar", "barra", "barras"},
    {"box", "caja", "cajas"},
    {"packet", "paquete", "paquetes"},
};
constexpr known_word spanish_exercises[] = {
    {"run", "correr", ""},
    {"walk", "caminar", ""},
    {"workout", "entrenamiento", ""},
    {"bike", "bicicleta", ""},
    {"cycling", "bicicleta", ""},
    {"swim", "nadar", ""},
    {"swimming", "nadar", ""},
    {"hike", "senderismo", ""},
    {"bench press", "press de banca", ""},
    {"squat", "sentadilla", ""},
    {"deadlift", "peso muerto", ""},
    {"push-ups", "flexiones", ""},
    {"pushups", "flexiones", ""},
    {"pull-ups", "dominadas", ""},
    {"pullups", "dominadas", ""},
    {"sit-ups", "abdominales", ""},
    {"plank", "plancha", ""},
    {"dancing", "baile", ""},
};
const known_word* find(std::span<const known_word> words, std::string_view stored) {
  const auto it = std::ranges::find(words, stored, &known_word::stored);
  return it == words.end() ? nullptr : &*it;
}

std::string unit_name(const std::string& unit, double n, const voice& v) {
  if (v.speaks == language::spanish)
    if (const auto* w = find(spanish_units, unit)) return std::string(n == 1 ? w->one : w->several);
  return plural(unit, n, v.speaks);
}

std::string exercise_name(const std::string& exercise, const voice& v) {
  if (v.speaks == language::spanish)
    if (const auto* w = find(spanish_exercises, exercise)) return std::string(w->one);
  return short_name(exercise);
}

}  // namespace

std::string sentence(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string listing(std::span<const std::string> parts, const voice& v) {
  std::string s;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) s += i + 1 == parts.size() ? worded(v, {" and ", " y "}) : ", ";
    s += parts[i];
  }
  return s;
}

std::string meal_name(std::string_view meal, const voice& v) {
  if (meal == "breakfast") return worded(v, {"breakfast", "desayuno"});
  if (meal == "lunch") return worded(v, {"lunch", "almuerzo"});
  if (meal == "dinner") return worded(v, {"dinner", "cena"});
  if (meal == "snack") return worded(v, {"snack", "merienda"});
  return std::string(meal);
}

std::string macros(std::optional<double> kcal, std::optional<double> protein,
                   std::optional<double> carbs, std::optional<double> fat, bool estimated,
                   const voice& v) {
  std::vector<std::string> parts;
  if (kcal) parts.push_back(energy(*kcal));
  if (protein) parts.push_back(worded(v, {"{} protein", "{} proteína"}, grams(*protein)));
  // Carbs and fat are said when the person gave them; for an estimate the first two are enough.
  if (carbs && !estimated) parts.push_back(worded(v, {"{} carbs", "{} carbos"}, grams(*carbs)));
  if (fat && !estimated) parts.push_back(worded(v, {"{} fat", "{} grasa"}, grams(*fat)));
  if (parts.empty()) return {};
  return (estimated ? "~" : "") + fmt::format("{}", fmt::join(parts, ", "));
}

std::string macros(const food_log_row& r, const voice& v) {
  return macros(r.calories, r.protein_g, r.carbs_g, r.fat_g, r.estimated, v);
}

std::string food_name(const food_log_row& r, const voice& v) {
  std::string s;
  const auto food = short_name(r.food_name);
  if (r.unit && !r.unit->empty() && *r.unit != "piece" && *r.unit != "serving") {
    const auto amount = number(r.quantity, 2);
    if (is_mass(*r.unit))
      s = worded(v, {"{} {} {}", "{} {} de {}"}, amount, *r.unit, food);
    else
      s = worded(v, {"{} {} of {}", "{} {} de {}"}, amount, unit_name(*r.unit, r.quantity, v),
                 food);
  } else if (r.quantity == 1) {
    s = food;
  } else {
    s = number(r.quantity, 2) + " " + plural(food, r.quantity, v.speaks);
  }
  if (r.restaurant && !r.restaurant->empty())
    s += worded(v, {" from {}", " de {}"}, short_name(*r.restaurant));
  return s;
}

std::string phrase(const food_log_row& r, const voice& v) {
  const auto figures = macros(r, v);
  return figures.empty() ? food_name(r, v) : food_name(r, v) + " (" + figures + ")";
}

std::string phrase(const water_log_row& r, const voice& v) {
  return worded(v, {"{} water", "{} de agua"}, volume(r.amount_ml, v));
}

/// A run is told to the second where it was: "24:30 min", "1:24:30".
static std::string time_taken(double taken) {
  const auto all = std::llround(taken * 60);
  if (all % 60 == 0) return duration(taken);
  return all < 3600 ? fmt::format("{}:{:02} min", all / 60, all % 60)
                    : fmt::format("{}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60);
}

std::string phrase(const gym_log_row& r, const voice& v) {
  auto s = exercise_name(r.exercise, v);
  const bool weighted = r.weight_kg.has_value();
  const auto load = weighted ? weight(*r.weight_kg, r.weight_unit.value_or("kg")) : std::string{};
  if (r.sets && r.reps) {
    s += fmt::format(" {}x{}", *r.sets, *r.reps);
    if (weighted) s += " @ " + load;
  } else if (r.reps) {
    s += weighted ? fmt::format(" {} x {}", load, *r.reps) : fmt::format(" x {}", *r.reps);
  } else {
    if (weighted) s += " " + load;
    if (r.sets) s += ", " + counted(v, *r.sets, {"set", "serie"}, {"sets", "series"});
  }
  if (r.distance_m) s += ", " + distance(*r.distance_m, r.distance_unit.value_or("km"));
  if (r.duration_min) s += ", " + time_taken(*r.duration_min);
  if (r.calories) s += ", " + worded(v, {"{} burned", "{} quemadas"}, energy(*r.calories));
  return s;
}

std::string phrase(const sleep_log_row& r, const voice& v) {
  auto s = r.nap ? worded(v, {"nap", "siesta"}) : worded(v, {"sleep", "sueño"});
  if (r.started_at && r.ended_at) {
    const auto from = v.tz.to_local(*r.started_at), to = v.tz.to_local(*r.ended_at);
    s += fmt::format(" {}-{} ({})", clock(from, v), clock(to, v), duration(r.duration_min));
    // Without a word the length would look wrong on the night the clocks change.
    if (std::llround(r.duration_min) != round<minutes>(to - from).count())
      s.insert(s.size() - 1, worded(v, {", clocks changed", ", cambio de hora"}));
  } else {
    s += " " + duration(r.duration_min);
  }
  return s;
}

std::string recurrence(std::string_view rrule, const voice& v) {
  const auto r = nlp::rrule_from(rrule);
  if (!r) return worded(v, {"repeating", "repetido"});
  std::vector<std::string> named;
  for (int i = 0; i < 7; ++i)
    if (r->weekdays >> i & 1) named.emplace_back(weekday_short((i + 1) % 7, v));
  const auto every = [&](wording one, wording many) {
    return r->interval == 1
               ? worded(v, {"every {}", "cada {}"}, one.in(v.speaks))
               : worded(v, {"every {} {}", "cada {} {}"}, r->interval, many.in(v.speaks));
  };
  const auto month = [&] { return every({"month", "mes"}, {"months", "meses"}); };
  const auto week = [&] { return every({"week", "semana"}, {"weeks", "semanas"}); };
  switch (r->freq) {
    case nlp::frequency::minutely:
      return every({"minute", "minuto"}, {"minutes", "minutos"});
    case nlp::frequency::hourly:
      return every({"hour", "hora"}, {"hours", "horas"});
    case nlp::frequency::daily:
      return every({"day", "día"}, {"days", "días"});
    case nlp::frequency::weekly:
      if (r->interval == 1 && r->weekdays == nlp::working_days)
        return worded(v, {"every weekday", "de lunes a viernes"});
      if (r->interval == 1 && r->weekdays == nlp::weekend_days)
        return worded(v, {"every weekend", "cada fin de semana"});
      if (named.empty()) return week();
      if (r->interval == 1)
        return worded(v, {"every {}", "cada {}"}, fmt::format("{}", fmt::join(named, ", ")));
      return worded(v, {"{} on {}", "{}: {}"}, week(), fmt::format("{}", fmt::join(named, ", ")));
    case nlp::frequency::monthly:
      if (r->weekday_ordinal >= -1 && r->weekday_ordinal <= 5 && r->weekday_ordinal != 0 &&
          !named.empty()) {
        constexpr std::array<wording, 7> ordinals = {
            wording{"last", "último"},  wording{"", ""},
            wording{"first", "primer"}, wording{"second", "segundo"},
            wording{"third", "tercer"}, wording{"fourth", "cuarto"},
            wording{"fifth", "quinto"}};
        const auto which = ordinals[static_cast<std::size_t>(r->weekday_ordinal + 1)].in(v.speaks);
        return worded(v, {"the {} {} of {}", "el {} {} de {}"}, which, named.front(), month());
      }
      if (r->month_day == -1)
        return worded(v, {"the last day of every month", "el último día de cada mes"});
      if (r->month_day > 0)
        return worded(v, {"{} on day {}", "{} el día {}"}, month(), r->month_day);
      return month();
    case nlp::frequency::yearly:
      if (r->month >= 1 && r->month <= 12 && r->month_day > 0)
        return worded(v, {"every {0} {1}", "cada {1} {0}"}, month_short(r->month, v), r->month_day);
      return every({"year", "año"}, {"years", "años"});
  }
  return worded(v, {"repeating", "repetido"});
}

std::string due(const item_row& r, const voice& v) {
  if (!r.due_at) return {};
  const auto local = v.tz.to_local(*r.due_at);
  if (!r.rrule) return r.due_all_day ? day(floor<days>(local), v) : moment(local, v);
  const auto rule = nlp::rrule_from(*r.rrule);
  const bool of_a_day =
      rule && rule->freq != nlp::frequency::hourly && rule->freq != nlp::frequency::minutely;
  auto s = of_a_day ? recurrence(*r.rrule, v) + " " + clock(local, v) : recurrence(*r.rrule, v);
  if (rule && rule->hours) {
    const auto at = [&](int h) { return clock(local_seconds(floor<days>(local)) + hours(h), v); };
    // From the hour after those that do not count to the one before them.
    const auto counts = [&](int h) { return (rule->hours >> (h % 24) & 1U) != 0; };
    int from = 0, to = 23;
    for (int h = 0; h < 24; ++h) {
      if (counts(h) && !counts(h + 23)) from = h;
      if (counts(h) && !counts(h + 1)) to = h;
    }
    s += worded(v, {" from {} to {}", " de {} a {}"}, at(from), at(to));
  }
  if (rule && rule->until)
    s += worded(v, {" until {}", " hasta {}"}, day(floor<days>(*rule->until), v));
  if (rule && rule->count > 0) s += worded(v, {", {} times", ", {} veces"}, rule->count);
  return s;
}

std::string due(const assignment_row& r, const voice& v) {
  if (!r.due_at) return {};
  const auto local = v.tz.to_local(*r.due_at);
  return r.due_all_day ? day(floor<days>(local), v) : moment(local, v);
}

std::string phrase(const item_row& r, const voice& v) {
  const auto at = due(r, v);
  const auto what = short_name(r.content);
  if (at.empty()) return what;
  return r.type == "reminder" ? what + ", " + at
                              : worded(v, {"{} (due {})", "{} (para {})"}, what, at);
}

std::string assignment_name(const assignment_row& r) {
  return r.class_name.empty() || r.class_name == no_class ? r.assignment_name
                                                          : r.class_name + " " + r.assignment_name;
}

std::string phrase(const assignment_row& r, const voice& v) {
  auto s = short_name(assignment_name(r));
  const auto at = due(r, v);
  return at.empty() ? s : worded(v, {"{}, due {}", "{}, para {}"}, s, at);
}

std::string phrase(const fact_row& r, const voice&) {
  return short_name(r.key.plain) + ": " + r.value.plain;
}

std::string kind_name(std::string_view kind, const voice& v) {
  if (kind == "food") return worded(v, {"food", "comida"});
  if (kind == "restaurant") return worded(v, {"restaurant", "restaurante"});
  if (kind == "exercise") return worded(v, {"exercise", "ejercicio"});
  if (kind == "class") return worded(v, {"class", "clase"});
  if (kind == "container") return worded(v, {"container", "envase"});
  if (kind == "person") return worded(v, {"person", "persona"});
  if (kind == "place") return worded(v, {"place", "lugar"});
  if (kind == "metric") return worded(v, {"metric", "medida"});
  return std::string(kind);
}

std::string phrase(const knowledge_row& r, const voice& v) {
  const auto what =
      r.pattern_type == "intent" ? what_it_is(r.associated_value, v) : r.associated_value;
  auto s = what.empty() || what == r.pattern_term
               ? short_name(r.pattern_term)
               : short_name(r.pattern_term) + " = " + short_name(what);
  std::vector<std::string> notes;
  if (r.pattern_type == "entity" && !r.kind.empty()) notes.push_back(kind_name(r.kind, v));
  if (r.amount_ml) notes.push_back(volume(*r.amount_ml, v));
  if (auto figures = macros(r.calories, r.protein_g, r.carbs_g, r.fat_g, false, v);
      !figures.empty())
    notes.push_back(std::move(figures));
  if (!notes.empty()) s += fmt::format(" ({})", fmt::join(notes, ", "));
  return s;
}

std::string metric_name(std::string_view metric, const voice& v) {
  if (metric == "weight") return worded(v, {"weight", "peso"});
  if (metric == "mood") return worded(v, {"mood", "ánimo"});
  if (metric == "energy") return worded(v, {"energy", "energía"});
  if (metric == "stress") return worded(v, {"stress", "estrés"});
  if (metric == "pain") return worded(v, {"pain", "dolor"});
  if (metric == "body fat") return worded(v, {"body fat", "grasa corporal"});
  return std::string(metric);
}

std::string phrase(const metric_row& r, const voice& v) {
  if (r.metric == "weight")
    return metric_name(r.metric, v) + " " + weight(r.value, r.unit.value_or("kg"));
  auto s = metric_name(r.metric, v) + " " + number(r.value, 2);
  if (r.unit && !r.unit->empty()) s += " " + *r.unit;
  return s;
}

std::string when_not_today(instant at, local_days entry_day, local_days today, const voice& v) {
  if (entry_day == today) return {};
  return " " + moment(at, v);
}

}  // namespace replies
