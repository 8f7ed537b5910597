// The fixed phrases of somebody who texts in Spanish: what the reading of texts does not know yet
// in that language, and the commands of commands.cpp. Accents may be left out, as people do.

#include <regex>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/earlier_texts.hpp"
#include "actors/handlers/goals.hpp"
#include "actors/handlers/intents.hpp"
#include "actors/handlers/meals.hpp"
#include "actors/handlers/milestones.hpp"
#include "actors/handlers/support.hpp"
#include "actors/handlers/tour.hpp"

namespace handlers {
namespace {

using nlp::intent;
using nlp::slot;
using words = std::vector<std::string>;
using act_handler = handled (*)(const nlp::act&, const turn_context&);

/// What a handler of acts does with one made here; it lives as long as what is done with it.
command as_act(intent kind, std::initializer_list<std::pair<slot, nlp::slot_value>> slots,
               act_handler does) {
  nlp::act a;
  a.kind = kind;
  a.confidence = 1;
  for (const auto& [key, value] : slots) a.slots.set(key, value);
  const auto kept = std::make_shared<const nlp::act>(std::move(a));
  return [kept, does](const turn_context& t) -> handled {
    auto done = does(*kept, t);
    if (auto* reads = std::get_if<deferred>(&done))
      return deferred([kept, f = std::move(*reads)](storage::unit_of_work& u) { return f(u); });
    return done;
  };
}

command set(slot which, nlp::slot_value value) {
  return as_act(intent::preference_set, {{which, std::move(value)}}, set_preference);
}

std::string hh_mm(const std::string& hour) {
  return hour.size() < 2 ? "0" + hour + ":00" : hour + ":00";
}

bool has(const std::string& s, std::string_view part) {
  return s.find(part) != std::string::npos;
}

/// "peso" -> weight: the metrics everybody has are stored under their English names.
std::string metric_of(const std::string& said) {
  return said == "peso"                           ? "weight"
         : said == "energia" || said == "energía" ? "energy"
         : said.ends_with("nimo")                 ? "mood"
         : said.starts_with("estr")               ? "stress"
         : said == "dolor"                        ? "pain"
                                                  : said;
}

bool is_meal_of_day(std::string_view said) {
  return read_meal_of_day(said, local_seconds(std::chrono::days(20'000)), "es").has_value();
}

std::string kind_of_spanish(const std::string& w) {
  return w == "comida"              ? "food"
         : w.starts_with("rest")    ? "restaurant"
         : w == "ejercicio"         ? "exercise"
         : w.starts_with("clase")   ? "class"
         : w.starts_with("envase")  ? "container"
         : w.starts_with("persona") ? "person"
                                    : "place";
}

struct rule {
  std::regex says;
  std::optional<command> (*make)(const words&, const user_state&);
};

const std::vector<rule>& rules() {
  const auto re = [](const char* s) {
    return std::regex(s, std::regex::ECMAScript | std::regex::optimize | std::regex::icase);
  };
  using maybe = std::optional<command>;
  static const std::vector<rule> all = {
      {re("(?:me puedes decir |puedes llamarme |ll(?:a|á)mame )([^0-9?!,:;\"]{1,40}?)(?: por "
          "favor)?|"
          "(?:me llamo|mi nombre es) ([^0-9?!,:;\"]{1,40}?)"),
       [](const words& w, const user_state&) -> maybe {
         const auto said = lower(w[1] + w[2]);
         if (!can_be_name(said)) return std::nullopt;
         return [said](const turn_context& t) { return set_name(t, said); };
       }},
      {re("(?:olvida|borra|quita) mi nombre"),
       [](const words&, const user_state&) -> maybe { return command(forget_name); }},
      {re("c(?:o|ó)mo me llamo|qui(?:e|é)n soy|cu(?:a|á)l es mi nombre"),
       [](const words&, const user_state&) -> maybe { return command(tell_name); }},
      {re("(?:com(?:i|í) |cen(?:e|é) |almorc(?:e|é) |desayun(?:e|é) )?(?:lo mismo|el mismo "
          "(desayuno|almuerzo)|la misma (cena|merienda)) (?:que|del?) (.{3,40})"),
       [](const words& w, const user_state&) -> maybe {
         if (!is_meal_of_day(w[3])) return std::nullopt;
         return [as = std::string(meal_named(lower(w[1] + w[2]))),
                 of = w[3]](const turn_context& t) { return repeat_meal(t, as, of); };
       }},
      {re("rep(?:i|e)t(?:e|ir) (.{3,40})"),
       [](const words& w, const user_state&) -> maybe {
         if (!is_meal_of_day(w[1])) return std::nullopt;
         return [of = w[1]](const turn_context& t) { return repeat_meal(t, "", of); };
       }},
      {re("mi (desayuno|almuerzo|cena|merienda) (?:de siempre|habitual|de costumbre|usual)"),
       [](const words& w, const user_state&) -> maybe {
         return [meal = std::string(meal_named(lower(w[1])))](const turn_context& t) {
           return usual_meal(t, meal);
         };
       }},
      {re("(?:nuevo )?(?:alias|atajo):? \"?([^\"=]{1,20}?)\"? ?(?:=|:|es|para|significa) "
          "?\"?(.+?)\"?"),
       [](const words& w, const user_state&) -> maybe {
         return [a = w[1], b = w[2]](const turn_context& t) { return define_alias(t, a, b); };
       }},
      {re("mis (?:alias|atajos)"),
       [](const words&, const user_state&) -> maybe { return command(list_aliases); }},
      {re("(?:exporta|descarga) mis palabras"),
       [](const words&, const user_state&) -> maybe { return command(export_words); }},
      {re("(?:palabras de|mis palabras de) "
          "(comida|restaurantes?|ejercicio|clases?|envases?|personas?|"
          "lugares)"),
       [](const words& w, const user_state&) -> maybe {
         return [kind = kind_of_spanish(lower(w[1]))](const turn_context& t) {
           return list_words(t, kind, true);
         };
       }},
      {re("historia de (?:la palabra )?\"?([^\"]+?)\"?"),
       [](const words& w, const user_state&) -> maybe {
         return [term = lower(w[1])](const turn_context& t) { return word_history(t, term); };
       }},
      {re("(?:vuelve al significado anterior de|vuelve atr(?:a|á)s con) \"?([^\"]+?)\"?"),
       [](const words& w, const user_state&) -> maybe {
         return [term = lower(w[1])](const turn_context& t) { return roll_back_word(t, term); };
       }},
      {re("aprende (?:m(?:a|á)s )?(r(?:a|á)pido|normal|lento|despacio)"),
       [](const words& w, const user_state&) -> maybe {
         const auto said = lower(w[1]);
         return [rate = std::string(said.starts_with("r")   ? "fast"
                                    : said.starts_with("n") ? "normal"
                                                            : "slow")](const turn_context& t) {
           return set_learning_rate(t, rate);
         };
       }},
      {re("(?:no,? )?(?:eso )?(?:es|era|fue) (comida|agua|ejercicio|un entrenamiento|un "
          "pendiente|una "
          "tarea)"),
       [](const words& w, const user_state&) -> maybe {
         const auto said = lower(w[1]);
         return [to = std::string(said == "comida"              ? "food"
                                  : said == "agua"              ? "water"
                                  : said.starts_with("un pend") ? "todo"
                                  : said.starts_with("una")     ? "todo"
                                                                : "gym")](const turn_context& t) {
           return refile(t, to, lexicon_estimate);
         };
       }},
      {re("(?:opini(?:o|ó)n|sugerencia|comentario|(error|fallo|bug)):? (.+)"),
       [](const words& w, const user_state&) -> maybe {
         return as_act(intent::feedback,
                       {{slot::feedback_type, std::string(w[1].empty() ? "general" : "bug")},
                        {slot::message, w[2]}},
                       give_feedback);
       }},
      {re("(?:califico|nota|puntuaci(?:o|ó)n|te doy)(?: con)?(?: un)?:? (\\d)(?: de 5)?"),
       [](const words& w, const user_state&) -> maybe {
         return as_act(intent::feedback,
                       {{slot::feedback_type, std::string("rating")},
                        {slot::rating, static_cast<double>(w[1][0] - '0')}},
                       give_feedback);
       }},
      {re("qu(?:e|é) hora es"),
       [](const words&, const user_state&) -> maybe { return command(tell_time); }},
      {re("mis conexiones"),
       [](const words&, const user_state&) -> maybe {
         return as_act(intent::integration_status, {}, not_by_text_yet);
       }},
      {re("lo que m(?:a|á)s (?:uso|anoto)|qu(?:e|é) anoto m(?:a|á)s"),
       [](const words&, const user_state&) -> maybe { return command(show_most_used); }},
      {re("(?:sigue|seguir) mi ([a-zñáéíóú ]{2,30})(?: en ([a-zñáéíóú]{1,20}))?"),
       [](const words& w, const user_state&) -> maybe {
         return [name = lower(w[1]), unit = lower(w[2])](const turn_context& t) {
           return define_metric(t, name, unit);
         };
       }},
      {re("mis (?:medidas|cifras)"),
       [](const words&, const user_state&) -> maybe { return command(list_metrics); }},
      {re("(?:c(?:o|ó)mo va |cu(?:a|á)l es |cu(?:a|á)nto es )?mi "
          "(peso|(?:a|á)nimo|energ(?:i|í)a|estr(?:e|é)s|dolor)"),
       [](const words& w, const user_state&) -> maybe {
         return [name = metric_of(lower(w[1]))](const turn_context& t) {
           return show_metric(t, name, "");
         };
       }},
      {re("(?:ya )?(?:me )?tom(?:e|é) (?:mi |mis |la |las |el |una? "
          ")(medicinas?|medicamentos?|pastillas?"
          "|vitaminas?|ibuprofeno|paracetamol|insulina|antibi(?:o|ó)ticos?)"),
       [](const words& w, const user_state&) -> maybe {
         return [what = lower(w[1])](const turn_context& t) { return log_taken(t, what, 1); };
       }},
      {re("ayuda(?: con| sobre| de)? (.+)"),
       [](const words& w, const user_state&) -> maybe {
         return as_act(intent::help, {{slot::topic, lower(w[1])}}, help);
       }},
      {re("(?:mi|el) (?:correo|e-?mail)(?: electr(?:o|ó)nico)?(?: es|:)? ([^\\s@]+@[^\\s@]+)"),
       [](const words& w, const user_state& s) -> maybe {
         static const food_estimator none;
         return read_command("my email is " + w[1], s, none);
       }},
      {re("(?:cu(?:a|á)l es )?mi (?:correo|e-?mail)"),
       [](const words&, const user_state&) -> maybe { return command(show_mail_address); }},
      {re("(?:olvida|borra|quita|elimina) mi (?:correo|e-?mail)"),
       [](const words&, const user_state&) -> maybe { return command(forget_mail_address); }},
      {re("(?:mi |el )?c(?:o|ó)digo(?: es|:)? (\\d{3})[ -]?(\\d{3})"),
       [](const words& w, const user_state& s) -> maybe {
         if (!s.talk.code_until) return std::nullopt;
         return command(
             [code = w[1] + w[2]](const turn_context& t) { return prove_mail_address(t, code); });
       }},
      {re("(?:mis |lista de )?pendientes|(?:mi )?lista|qu(?:e|é) me falta"),
       [](const words&, const user_state&) -> maybe {
         return as_act(intent::agenda_query, {{slot::scope, std::string("todos")}}, query_agenda);
       }},
      {re("mis recordatorios"),
       [](const words&, const user_state&) -> maybe {
         return as_act(intent::agenda_query, {{slot::scope, std::string("reminders")}},
                       query_agenda);
       }},
      {re("mis (?:tareas|ex(?:a|á)menes)"),
       [](const words&, const user_state&) -> maybe {
         return as_act(intent::agenda_query, {{slot::scope, std::string("assignments")}},
                       query_agenda);
       }},
      {re("(?:nuevo )?pendiente:? (.+)|(?:agrega|a(?:n|ñ)ade|pon|apunta) (.+) (?:a|en) (?:mi|la) "
          "lista"),
       [](const words& w, const user_state&) -> maybe {
         return as_act(intent::todo_add, {{slot::content, w[1] + w[2]}}, add_todo);
       }},
      {re("(?:ya )?(?:hecho|termin(?:e|é)|listo)(?: con)?(?: (?:el |la )?(.+))?"),
       [](const words& w, const user_state& s) -> maybe {
         // Alone it means what a list or a notice just named.
         if (w[1].empty() && s.talk.last_list.empty()) return std::nullopt;
         return as_act(intent::complete_item, {{slot::item, w[1]}}, complete_item);
       }},
      {re("deshacer|deshaz(?:lo)?"),
       [](const words&, const user_state&) -> maybe { return as_act(intent::undo, {}, undo); }},
      {re("rehacer|rehaz(?:lo)?"),
       [](const words&, const user_state&) -> maybe { return as_act(intent::redo, {}, redo); }},
      {re("olvida (?:la palabra |mi )?\"?([^\"]+?)\"?"),
       [](const words& w, const user_state&) -> maybe {
         return as_act(intent::forget_pattern, {{slot::term, w[1]}}, forget);
       }},
      {re("(todas )?(?:mis palabras|qu(?:e|é) has aprendido)"),
       [](const words& w, const user_state&) -> maybe {
         return [all = !w[1].empty()](const turn_context& t) { return list_words(t, "", all); };
       }},
      {re("prueba: ?(.+)|prueba (.+)"),
       [](const words& w, const user_state&) -> maybe {
         return [s = w[1] + w[2]](const turn_context& t) { return try_text(t, s); };
       }},
      {re("(?:y )?por ?qu(?:e|é) (\\d[\\d,]{0,8}(?:\\.\\d{1,3})?)(?: ?[a-z]{1,10})?"),
       [](const words& w, const user_state&) -> maybe {
         auto said = w[1];
         std::erase(said, ',');
         return [figure = std::strtod(said.c_str(), nullptr)](const turn_context& t) {
           return why_figure(t, figure);
         };
       }},
      {re("(?:y )?por ?qu(?:e|é)"),
       [](const words&, const user_state&) -> maybe { return command(why); }},
      {re("(?:zona horaria|ciudad|mi ciudad es|estoy en|vivo en) ([a-z_/ áéíóúñ]{2,40})"),
       [](const words& w, const user_state&) -> maybe { return set(slot::timezone, w[1]); }},
      {re("unidades (m(?:e|é)tricas|imperiales)"),
       [](const words& w, const user_state&) -> maybe {
         return set(slot::units,
                    std::string(w[1][0] == 'i' || w[1][0] == 'I' ? "imperial" : "metric"));
       }},
      {re("(?:(con|sin) emojis?|emojis? (s(?:i|í)|no))"),
       [](const words& w, const user_state&) -> maybe {
         return set(slot::emoji, lower(w[1]) == "con" || (!w[2].empty() && lower(w[2]) != "no"));
       }},
      {re("(?:respuestas|estilo|modo) (cort[oa]s?|concis[oa]s?|amables?|normal(?:es)?|"
          "(?:de )?entrenador|coach)"),
       [](const words& w, const user_state&) -> maybe {
         const auto said = lower(w[1]);
         return set(
             slot::response_style,
             std::string(has(said, "co") && (has(said, "cort") || has(said, "conc")) ? "concise"
                         : has(said, "entrenador") || said == "coach"                ? "coach"
                                                                                     : "friendly"));
       }},
      {re("(?:silencio|no molestar) (?:de )?(\\d{1,2}) a (\\d{1,2})"),
       [](const words& w, const user_state&) -> maybe {
         return as_act(
             intent::preference_set,
             {{slot::quiet_hours_start, hh_mm(w[1])}, {slot::quiet_hours_end, hh_mm(w[2])}},
             set_preference);
       }},
      {re("(?:idioma|habla|en) (ingl(?:e|é)s|espa(?:n|ñ)ol)"),
       [](const words& w, const user_state&) -> maybe {
         return set(slot::language, std::string(lower(w[1]).starts_with("i") ? "en" : "es"));
       }},
      {re("omitir|saltar|omite|salta"),
       [](const words&, const user_state& s) -> maybe {
         return in_tour(s) ? maybe(command(skip_tour)) : std::nullopt;
       }},
      {re("historial|mis (?:u|ú)ltimas entradas"),
       [](const words&, const user_state&) -> maybe { return command(show_history); }},
      {re("logros (s(?:i|í)|no)"),
       [](const words& w, const user_state&) -> maybe {
         return [on = lower(w[1]) != "no"](const turn_context& t) { return set_milestones(t, on); };
       }},
      {re("(?:mis )?metas"),
       [](const words&, const user_state&) -> maybe { return command(show_goals); }},
      {re("(?:quita|borra) (?:mi |la )?meta de ([a-z]+)"),
       [](const words& w, const user_state& s) -> maybe {
         if (!goal_named(lower(w[1]), s)) return std::nullopt;
         return [what = lower(w[1])](const turn_context& t) { return drop_goal(t, what); };
       }},
      {re("meta de (prote(?:i|í)nas?|calor(?:i|í)as|carb[a-z]*|grasa|peso|sue(?:n|ñ)o|ejercicio|"
          "entrenamientos)(?: de)? (\\d{1,5}(?:[.,]\\d{1,2})?) ?([a-z]*)"
          "(?: (?:al d(?:i|í)a|por (semana)|a la (semana)))?"),
       [](const words& w, const user_state&) -> maybe {
         auto what = lower(w[1]);
         what = what.starts_with("prote")   ? "protein"
                : what.starts_with("calor") ? "calories"
                : what.starts_with("carb")  ? "carbs"
                : what == "grasa"           ? "fat"
                : what == "peso"            ? "weight"
                : what.starts_with("sue")   ? "sleep"
                                            : "workouts";
         auto number = w[2];
         for (auto& c : number)
           if (c == ',') c = '.';
         return [what, v = std::strtod(number.c_str(), nullptr), unit = lower(w[3]),
                 period = w[4] + w[5]](const turn_context& t) {
           return set_goal(t, what, v, unit, period);
         };
       }},
      {re("(?:mi )?(peso|(?:a|á)nimo|energ(?:i|í)a|estr(?:e|é)s|dolor)(?: es| :|:)? "
          "(\\d{1,3}(?:[.,]\\d{1,2})?) ?(kg|kilos|lb|libras)?"),
       [](const words& w, const user_state&) -> maybe {
         auto number = w[2];
         for (auto& c : number)
           if (c == ',') c = '.';
         return [name = metric_of(lower(w[1])), v = std::strtod(number.c_str(), nullptr),
                 unit = lower(w[3]) == "libras" ? std::string("lb") : lower(w[3])](
                    const turn_context& t) { return log_metric(t, name, v, unit); };
       }},
  };
  return all;
}

}  // namespace

std::optional<command> read_spanish_command(std::string_view text, const user_state& state) {
  constexpr std::size_t longest = 200;
  auto said = tidy(text, longest + 1);
  if (said.size() > longest) return std::nullopt;
  for (const std::string_view mark : {"¿", "¡"})
    if (said.starts_with(mark)) said.erase(0, mark.size());
  while (!said.empty() && (said.back() == '?' || said.back() == '.' || said.back() == '!'))
    said.pop_back();
  if (said.empty()) return std::nullopt;
  std::smatch m;
  for (const auto& r : rules())
    if (std::regex_match(said, m, r.says)) {
      words w;
      for (const auto& part : m) w.push_back(part.str());
      if (auto made = r.make(w, state)) return made;
    }
  return std::nullopt;
}

}  // namespace handlers
