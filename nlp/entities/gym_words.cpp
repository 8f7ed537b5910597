#include "nlp/entities/gym_words.hpp"

#include <algorithm>

namespace nlp::gym {

bool one_of(std::string_view w, std::initializer_list<std::string_view> list) {
  if (w.empty()) return false;
  for (const auto x : list)
    if (x.size() == w.size() && x[0] == w[0] && x == w) return true;
  return false;
}
bool is_weight_unit(std::string_view w) {
  return one_of(w, {"lb", "lbs", "pound", "pounds", "#", "libras", "libra", "kg", "kgs", "kilo",
                    "kilos", "kilogram", "kilograms", "kilogramos", "lbss"});
}
std::string_view weight_unit(std::string_view w) {
  return !w.empty() && w[0] == 'k' ? "kg" : "lb";
}
std::string_view distance_unit(std::string_view w) {
  if (one_of(w, {"mi", "mile", "miles", "mis", "milla", "millas", "miler", "mls"})) return "mi";
  if (one_of(w, {"km", "kms", "kilometer", "kilometers", "kilometre", "kilometres", "kilometro",
                 "kilometros", "k", "ks", "klicks"})) {
    return "km";
  }
  if (one_of(w, {"meter", "meters", "metre", "metres", "metros", "metro", "mts", "mtr"}))
    return "m";
  if (one_of(w, {"yd", "yds", "yard", "yards", "yardas"})) return "yd";
  return {};
}
bool is_minutes(std::string_view w) {
  return one_of(w, {"min", "mins", "minute", "minutes", "minuto", "minutos", "mn", "mns", "minuets",
                    "minites", "mintues"});
}
bool is_hours(std::string_view w) {
  return one_of(w, {"hr", "hrs", "hour", "hours", "h", "hora", "horas", "hs", "huor"});
}
bool is_seconds(std::string_view w) {
  return one_of(w, {"sec", "secs", "second", "seconds", "segundos", "segundo", "seg", "segs"});
}
bool is_sets(std::string_view w) {
  return one_of(w, {"set", "sets", "serie", "series", "rounds", "round", "rds", "rd", "rondas",
                    "ronda", "vueltas", "trips", "trip"});
}
bool is_reps(std::string_view w) {
  return one_of(w, {"rep", "reps", "repetitions", "repetition", "repeticiones", "repes",
                    "repeticion", "times", "veces"});
}
bool is_calories(std::string_view w) {
  return one_of(w, {"cal", "cals", "calorie", "calories", "kcal", "kcals", "calorias"});
}
bool is_break(const token& t) {
  return (t.type == token::kind::symbol &&
          one_of(t.text, {",", ";", ".", "+", "&", "|", ")", "("})) ||
         one_of(t.text, {"then", "and", "plus", "followed", "n", "y", "luego", "despues", "also"});
}

bool is_general(std::string_view name) {
  return one_of(name, {"workout", "lifting", "cardio", "leg day", "push day", "pull day", "arm day",
                       "chest day", "back day", "shoulder day", "upper body", "full body workout",
                       "hiit", "crossfit", "calisthenics", "gym", "warm up", "cool down"});
}

}  // namespace nlp::gym
