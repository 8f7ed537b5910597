#include "actors/replies/templates.hpp"

#include <algorithm>

#include "actors/replies/names.hpp"
#include "actors/replies/notices.hpp"
#include "actors/replies/wording.hpp"

// What is said when something was recorded, changed, taken back, refused or asked.

namespace replies {
namespace {

using namespace std::chrono;
using namespace storage;

std::string act_name(const any_row& row, const voice& v) {
  return std::visit(
      [&](const auto& r) -> std::string {
        using Row = std::decay_t<decltype(r)>;
        if constexpr (std::is_same_v<Row, preferences_row>)
          return worded(v, {"settings", "ajustes"});
        else if constexpr (std::is_same_v<Row, water_goal_row>)
          return worded(v, {"water goal {} for {}", "meta de agua {} para {}"},
                        volume(r.goal_ml, v), day(r.date, v));
        else if constexpr (requires { phrase(r, v); })
          return phrase(r, v);
        else
          return {};
      },
      row);
}

std::string open_or_done(std::string_view what, bool open, const voice& v) {
  return open ? worded(v, {"{} is open again", "{} sigue pendiente"}, short_name(what))
              : worded(v, {"{} is done", "{} ya está"}, short_name(what));
}

/// What a change did, for undo ("removed 500 ml water") and redo.
std::string effect_of(const row_change& c, wording turned, const voice& v) {
  if (!c.before) return worded(v, {"{} is back", "vuelve {}"}, act_name(*c.after, v));
  if (!c.after) return worded(v, {"removed {}", "quité {}"}, act_name(*c.before, v));
  if (auto* r = std::get_if<item_row>(&*c.after)) {
    if (std::get<item_row>(*c.before).status != r->status)
      return open_or_done(r->content, r->status == "open", v);
  }
  if (auto* r = std::get_if<assignment_row>(&*c.after)) {
    if (std::get<assignment_row>(*c.before).status != r->status)
      return open_or_done(r->assignment_name, r->status == "open", v);
  }
  if (const auto* who = std::get_if<person_row>(&*c.after))
    return who->name ? worded(v, {"I call you {}", "te llamo {}"}, short_name(*who->name))
                     : worded(v, {"I call you by no name", "no te llamo por ningún nombre"});
  if (std::get_if<preferences_row>(&*c.after))
    return worded(v, {"settings are as they were", "los ajustes son los de antes"});
  if (auto* r = std::get_if<routine_row>(&*c.after)) return phrase(*r, v);
  return worded(v, turned, act_name(*c.after, v));
}

std::string effects(std::span<const row_change> changes, wording turned, const voice& v) {
  constexpr std::size_t shown = 3;
  std::vector<std::string> parts;
  std::size_t hidden = 0;
  for (const auto& c : changes) {
    // A fact that gave way to a newer one comes and goes with it; saying so twice confuses.
    if (c.before && c.after && std::holds_alternative<fact_row>(*c.after)) continue;
    auto part = effect_of(c, turned, v);
    if (part.empty()) continue;
    if (parts.size() < shown)
      parts.push_back(std::move(part));
    else
      ++hidden;
  }
  auto text = fmt::format("{}", fmt::join(parts, "; "));
  if (hidden > 0) text += worded(v, {"; and {} more", "; y {} más"}, hidden);
  return text;
}

bool is(const voice& v, std::string_view style) {
  return v.style == style;
}

std::string total_of(std::string_view what, const voice& v) {
  return worded(v, {"Total today: {}", "Total hoy: {}"}, what);
}

}  // namespace

// --- day totals ------------------------------------------------------------------------------

std::string food_total(const day_totals& t, const voice& v) {
  auto s = total_of(
      worded(v, {"{}, {} protein", "{}, {} proteína"}, energy(t.calories), grams(t.protein_g)), v);
  if (t.foods_without_calories > 0)
    s += worded(v, {" (+{} without calories)", " (+{} sin calorías)"}, t.foods_without_calories);
  return s + ".";
}

std::string water_total(const day_totals& t, const voice& v) {
  const auto left = t.water_goal_ml - t.water_ml;
  auto s = total_of(volume(t.water_ml, v), v) + ". ";
  // Rounded to what is shown, so that "0 oz to go" is never said.
  if (left >= (v.imperial ? 1.5 : 0.5)) {
    const auto to_go = volume(left, v);
    if (is(v, "concise")) return s + worded(v, {"{} to go.", "Faltan {}."}, to_go);
    if (is(v, "coach"))
      return s + worded(v, {"{} to go, you can do it!", "Faltan {}, ¡tú puedes!"}, to_go);
    return s + worded(v, {"{} to go!", "¡Faltan {}!"}, to_go);
  }
  const auto goal = volume(t.water_goal_ml, v);
  if (is(v, "concise"))
    s += worded(v, {"Goal of {} reached.", "Meta de {} cumplida."}, goal);
  else if (is(v, "coach"))
    s += worded(v, {"Goal of {} reached, great job!", "Meta de {} cumplida, ¡bien hecho!"}, goal);
  else
    s += worded(v, {"Goal of {} reached!", "¡Meta de {} cumplida!"}, goal);
  return v.emoji ? s + " \U0001F389" : s;
}

std::string beside_other_totals(std::string total, std::string_view key, const voice& v) {
  if (const auto prefix = total_of("", v); key == "water" && total.starts_with(prefix))
    total.replace(0, prefix.size(), worded(v, {"Water today: ", "Agua hoy: "}));
  return total;
}

// --- recorded --------------------------------------------------------------------------------

std::string logged(std::span<const std::string> phrases, const voice& v) {
  // An emoji makes every character of the text cost twice: only where it was asked for.
  const auto mark = v.emoji ? "\u2705 " : "";
  const auto what = listing(phrases, v);
  return mark + (is(v, "coach")
                     ? worded(v, {"Logged {}, well done!", "Anotado: {}. ¡Bien hecho!"}, what)
                     : worded(v, {"Logged {}.", "Anotado: {}."}, what));
}

std::string calories_unknown(const food_log_row&, const voice& v) {
  return worded(v, {"I don't know its calories; text them to add, like \"it was 450 cal\".",
                    "No sé sus calorías; mándalas así: \"eran 450 cal\"."});
}

std::string new_record(std::string_view before, const voice& v) {
  return worded(v, {"New PR! Before: {}.", "¡Nuevo récord! Antes: {}."}, before) +
         (v.emoji ? " \U0001F389" : "");
}

std::string todo_added(const item_row& r, const voice& v) {
  return worded(v, {"Added to your {} list: {}.", "Agregado a tu lista {}: {}."},
                short_name(r.list.value_or("")), phrase(r, v));
}

std::string todos_added(std::span<const std::string> phrases, const voice& v) {
  return worded(v, {"Added to your todos: {}.", "Agregado a tus pendientes: {}."},
                listing(phrases, v));
}

std::string reminder_set(const item_row& r, const voice& v) {
  auto s = worded(v, {"Reminder set: {}", "Recordatorio puesto: {}"}, phrase(r, v));
  if (r.rrule && r.due_at) s += worded(v, {", next {}", ", el próximo {}"}, moment(*r.due_at, v));
  return s + ".";
}

std::string clocks_skip(std::string_view time, const voice& v) {
  return worded(v, {"Clocks skip {} that day.", "Ese día el reloj se salta las {}."}, time);
}

std::string assignment_added(const assignment_row& r, const voice& v) {
  return worded(v, {"Added assignment: {}.", "Tarea agregada: {}."}, phrase(r, v));
}

std::string fact_saved(const fact_row& now, const fact_row* before, const voice& v) {
  if (before && before->value.plain != now.value.plain)
    return worded(v, {"Updated {} (was {}).", "Cambiado: {} (antes {})."}, phrase(now, v),
                  shortened(before->value.plain, 40));
  return worded(v, {"Saved {}.", "Guardado: {}."}, phrase(now, v));
}

std::string pattern_learned(const knowledge_row& now, const knowledge_row* before, const voice& v) {
  auto s = worded(v, {"Got it, I'll remember: {}", "Listo, lo recordaré: {}"}, phrase(now, v));
  if (before && before->associated_value != now.associated_value)
    s += worded(v, {" (it was {})", " (antes {})"}, short_name(before->associated_value));
  return s + ".";
}

std::string completed(std::span<const std::string> names, bool next_known, std::string_view next,
                      const voice& v) {
  auto s = worded(v, {"Done: {}.", "Hecho: {}."}, listing(names, v));
  if (next_known) s += worded(v, {" Next: {}.", " Próximo: {}."}, next);
  return s;
}

std::string already_done(std::string_view what, const voice& v) {
  return sentence(worded(v, {"{} is done already.", "{} ya estaba hecho."}, short_name(what)));
}

std::string removed(std::string_view what, const voice& v) {
  return worded(v,
                {"Deleted {}. Text undo to bring it back.",
                 "Borrado: {}. Escribe deshacer para recuperarlo."},
                what);
}

std::string changed(std::string_view what, const voice& v) {
  return worded(v, {"Changed to {}.", "Cambiado a {}."}, what);
}

std::string goal_set(double goal_ml, std::optional<local_days> only_for, const day_totals& today,
                     const voice& v) {
  const auto here = floor<days>(v.now);
  auto s = only_for ? worded(v, {"Water goal for {}: {}.", "Meta de agua para {}: {}."},
                             day(*only_for, v), volume(goal_ml, v))
                    : worded(v, {"Water goal: {} a day.", "Meta de agua: {} al día."},
                             volume(goal_ml, v));
  if (!only_for || *only_for == here || *only_for == today.day) s += " " + water_total(today, v);
  return s;
}

std::string undone(std::span<const row_change> taken_back, const voice& v) {
  return worded(v, {"Undone: {}.", "Deshecho: {}."},
                effects(taken_back, {"back to {}", "otra vez {}"}, v));
}
std::string redone(std::span<const row_change> done_again, const voice& v) {
  return worded(v, {"Redone: {}.", "Rehecho: {}."}, effects(done_again, {"now {}", "ahora {}"}, v));
}
std::string nothing_to_undo(const voice& v) {
  return worded(v, {"There is nothing to undo.", "No hay nada que deshacer."});
}
std::string nothing_to_redo(const voice& v) {
  return worded(v, {"There is nothing to redo.", "No hay nada que rehacer."});
}
std::string changed_since(const voice& v) {
  return worded(v, {"That has been changed elsewhere since, so I left it as it is.",
                    "Eso se cambió después en otro sitio, así que lo dejé como está."});
}

std::string preferences_set(const preferences_row& b, const preferences_row& a, const voice& v) {
  std::vector<std::string> parts;
  if (a.timezone != b.timezone)
    parts.push_back(worded(v, {"timezone {}, it's {} for you", "zona horaria {}, son las {}"},
                           a.timezone, clock(v.now, v)));
  if (a.units != b.units)
    parts.push_back(
        a.units == "imperial"
            ? worded(v, {"imperial units (oz, lb, mi)", "unidades imperiales (oz, lb, mi)"})
            : worded(v, {"metric units (ml, kg, km)", "unidades métricas (ml, kg, km)"}));
  if (a.response_style != b.response_style)
    parts.push_back(
        a.response_style == "concise" ? worded(v, {"concise replies", "respuestas cortas"})
        : a.response_style == "coach" ? worded(v, {"coach replies", "respuestas de entrenador"})
                                      : worded(v, {"friendly replies", "respuestas amables"}));
  if (a.language != b.language) parts.push_back(worded(v, {"language English", "idioma español"}));
  if (a.emoji != b.emoji)
    parts.push_back(a.emoji ? worded(v, {"emoji on", "con emojis"})
                            : worded(v, {"emoji off", "sin emojis"}));
  if (a.do_not_disturb != b.do_not_disturb)
    parts.push_back(a.do_not_disturb
                        ? worded(v, {"do not disturb on (your own reminders still come)",
                                     "no molestar (tus recordatorios sí llegan)"})
                        : worded(v, {"do not disturb off", "no molestar desactivado"}));
  if (a.quiet_start_minute != b.quiet_start_minute || a.quiet_end_minute != b.quiet_end_minute) {
    if (a.quiet_start_minute && a.quiet_end_minute)
      parts.push_back(worded(v,
                             {"quiet hours {}-{} (your own reminders still come)",
                              "silencio {}-{} (tus recordatorios sí llegan)"},
                             clock_of_minute(*a.quiet_start_minute, v),
                             clock_of_minute(*a.quiet_end_minute, v)));
    else
      parts.push_back(worded(v, {"quiet hours off", "sin horas de silencio"}));
  }
  if (a.notification_frequency != b.notification_frequency)
    parts.push_back(a.notification_frequency == "immediate"
                        ? worded(v, {"immediate notifications", "avisos inmediatos"})
                    : a.notification_frequency == "daily"
                        ? worded(v, {"daily notifications", "avisos diarios"})
                        : worded(v, {"weekly notifications", "avisos semanales"}));
  if (a.water_goal_ml != b.water_goal_ml)
    parts.push_back(
        worded(v, {"water goal {} a day", "meta de agua {} al día"}, volume(a.water_goal_ml, v)));
  if (parts.empty()) return worded(v, {"That's how it is set already.", "Ya estaba así."});
  return worded(v, {"Set: {}.", "Ajustado: {}."}, fmt::format("{}", fmt::join(parts, "; ")));
}

// --- refused or asked ------------------------------------------------------------------------

std::string up_to(std::string_view most, const voice& v) {
  return worded(v, {"up to {}", "hasta {}"}, most);
}

std::string out_of_range(std::string_view said, std::string_view limit, std::string_view likely,
                         const voice& v) {
  auto s = sentence(worded(v,
                           {"{} is outside what I can log at once ({}), so I did not log it.",
                            "{} es más de lo que puedo anotar de una vez ({}); no lo anoté."},
                           said, limit));
  if (!likely.empty()) s += worded(v, {" Did you mean {}?", " ¿Querías decir {}?"}, likely);
  return s;
}

std::string less_than_nothing(std::string_view figure, const voice& v) {
  return worded(v,
                {"{} is less than nothing, so I did not log it. How much was it?",
                 "{} es menos que nada, así que no lo anoté. ¿Cuánto fue?"},
                figure);
}

std::string did_you_do(nlp::intent kind, const voice& v) {
  if (kind == nlp::intent::food_log) return worded(v, {"Did you eat that?", "¿Te lo comiste?"});
  if (kind == nlp::intent::water_log) return worded(v, {"Did you drink that?", "¿Te lo bebiste?"});
  return worded(v, {"Did you do that?", "¿Lo hiciste?"});
}

std::string which_usual(const voice& v) {
  return worded(v, {"What is your usual?", "¿Qué es lo de siempre?"});
}

std::string took_the_first(std::size_t acts, const voice& v) {
  return worded(v,
                {"That was a lot at once: I took the first {}. Please send the rest again.",
                 "Era mucho de una vez: tomé los primeros {}. Envía el resto otra vez."},
                acts);
}

std::string in_the_future(std::string_view when, const voice& v) {
  return sentence(worded(v,
                         {"{} is still to come, so I did not log it. Tell me when it has happened.",
                          "{} todavía no llega, así que no lo anoté. Dímelo cuando haya pasado."},
                         when));
}

std::string when_to_remind(std::string_view content, const voice& v) {
  return content.empty() ? worded(v, {"When should I remind you?", "¿Cuándo te lo recuerdo?"})
                         : worded(v, {"When should I remind you to {}?", "¿Cuándo te recuerdo {}?"},
                                  short_name(content));
}

std::string no_such_time(std::string_view said, bool repeats, const voice& v) {
  return repeats ? worded(v,
                          {"I can't remind you {}. How often, and from when?",
                           "No puedo recordarte {}. ¿Cada cuánto y desde cuándo?"},
                          short_name(said))
                 : worded(v,
                          {"There is no {}. When should I remind you?",
                           "No existe {}. ¿Cuándo te lo recuerdo?"},
                          short_name(said));
}

std::string too_often(minutes step, minutes closest, const voice& v) {
  return worded(v,
                {"Every {} would be {} texts a day; I remind at most every {}. When should I?",
                 "Cada {} serían {} mensajes al día; recuerdo como mucho cada {}. ¿Cuándo?"},
                duration(static_cast<double>(step.count())),
                24 * 60 / std::max<std::int64_t>(step.count(), 1),
                duration(static_cast<double>(closest.count())));
}

std::string when_has_passed(std::string_view moment_said, const voice& v) {
  return sentence(
      worded(v, {"{} has passed. When should I remind you?", "{} ya pasó. ¿Cuándo te lo recuerdo?"},
             moment_said));
}

std::string which_one(std::span<const std::string> names, const voice& v) {
  auto s = worded(v, {"Which one?", "¿Cuál?"});
  for (std::size_t i = 0; i < names.size(); ++i) s += fmt::format("\n{}. {}", i + 1, names[i]);
  return s;
}

std::string not_found(std::string_view what, const voice& v) {
  return what.empty() ? worded(v, {"I found nothing like that.", "No encontré nada así."})
                      : worded(v, {"I found nothing like \"{}\".", "No encontré nada como \"{}\"."},
                               short_name(what));
}

std::string no_such_number(std::span<const std::size_t> numbers, std::size_t listed,
                           const voice& v) {
  std::vector<std::string> said;
  for (const auto n : numbers) said.push_back(fmt::format("{}", n));
  const auto which = listing(said, v);
  if (listed == 0)
    return worded(v,
                  {"Nothing is on your list, so there is no {}.",
                   "No hay nada en tu lista, así que no hay {}."},
                  which);
  return worded(v,
                {"There is no {} on the list: it ends at {}. Text \"my todos\" to see it.",
                 "No hay {} en la lista: llega hasta {}. Escribe \"mis pendientes\" para verla."},
                which, listed);
}

std::string nothing_like(std::string_view domain, const voice& v) {
  if (v.speaks == language::english) return fmt::format("There is no {} entry to change.", domain);
  return worded(v,
                {"There is no such entry to change.", "No hay ninguna entrada así que cambiar."});
}

std::string sleep_overlap(const sleep_log_row& there, const sleep_log_row& wanted, const voice& v) {
  return worded(v,
                {"You already have {} for {}. Replace it with {}? (yes/no)",
                 "Ya tienes {} de {}. ¿Lo cambio por {}? (sí/no)"},
                phrase(there, v), day(there.date, v), phrase(wanted, v));
}

std::string bad_timezone(std::string_view said, const voice& v) {
  return worded(v,
                {"I don't know the timezone \"{}\". Which large city is near you? Like "
                 "\"timezone Chicago\".",
                 "No conozco la zona horaria \"{}\". ¿Qué ciudad grande tienes cerca? Por ejemplo "
                 "\"zona horaria Madrid\"."},
                short_name(said));
}

std::string left_as_is(const voice& v) {
  return worded(v, {"OK, nothing was changed.", "Bien, no cambié nada."});
}

}  // namespace replies
