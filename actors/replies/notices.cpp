#include "actors/replies/notices.hpp"

#include <fmt/format.h>

#include <array>

#include "actors/replies/names.hpp"
#include "actors/replies/segments.hpp"
#include "actors/replies/templates.hpp"
#include "actors/replies/wording.hpp"

namespace replies {

using namespace std::chrono;

namespace {

/// "3:01 PM" of the day that was named last, else with its day.
std::string at(instant t, local_days said, const voice& v) {
  const auto local = v.tz.to_local(t);
  return floor<days>(local) == said ? clock(local, v) : moment(t, v);
}

std::string next_time(std::optional<instant> next, const voice& v) {
  return next ? worded(v, {" Next: {}.", " Próximo: {}."}, moment(*next, v)) : std::string();
}

constexpr std::string_view spanish_quotes[] = {
    "Los pasos pequeños de cada día llegan más lejos que un gran salto.",
    "No hace falta sentirse listo. Basta con empezar.",
    "Un vaso de agua y un paseo corto arreglan más de lo que parece.",
    "Hecho hoy gana a perfecto algún día.",
    "El descanso es parte del trabajo.",
    "Lo que cuentas lo notas. Lo que notas lo puedes cambiar.",
    "Un buen día se prepara la noche anterior.",
    "Una página al día es un libro al final del año.",
    "Paciencia con los comienzos, terquedad con lo de en medio.",
    "La segunda vez es donde empiezan los hábitos.",
    "Nadie se arrepiente del paseo.",
    "Fallar una vez es la vida. Fallar dos es una elección.",
    "El avance callado también es avance.",
    "Pide ayuda mientras la pregunta es pequeña.",
    "Duerme primero; la respuesta suele llegar con el desayuno.",
    "Empieza mal. Luego mejora.",
    "Una cosa a la vez es más rápido que tres.",
    "La vista cambia con cada paso, aunque sea corto.",
    "Estar ocupado no es lo mismo que avanzar.",
    "Hoy es lo bastante largo para una cosa buena.",
    "Lo difícil primero, lo bonito después, y ambos saben mejor.",
    "Practica cuando nadie aplaude.",
    "Una pausa no es un final.",
    "Tu ritmo también es un ritmo.",
    "Una promesa pequeña cumplida vale diez grandes.",
    "Siempre hay un primer paso más pequeño.",
    "Termina una cosa antes de comer.",
    "Lo que se empieza en compañía dura más.",
    "El día de hoy cuenta igual que cualquier otro.",
    "Deja un poco para mañana, y querrás volver.",
};

}  // namespace

std::string items_due(std::span<const due_line> lines, const voice& v) {
  if (lines.size() == 1) {
    const auto& l = lines.front();
    const auto kind = l.item->type == "todo" ? worded(v, {"Todo due", "Pendiente para ahora"})
                                             : worded(v, {"Reminder", "Recordatorio"});
    const auto& what = l.item->content;
    if (!l.late) return cheapest({as_sms(fmt::format("{}: {}", kind, what), v), as_sms(what, v)});
    const auto due_at = moment(l.due_at, v);
    return cheapest(
        {as_sms(worded(v,
                       {"{} (late because I was offline, was due {}): {}",
                        "{} (tarde por una caída, era {}): {}"},
                       kind, due_at, what),
                v),
         as_sms(worded(v, {"{} (was due {}, I was offline): {}", "{} (era {}, hubo una caída): {}"},
                       kind, due_at, what),
                v),
         as_sms(
             worded(v, {"{} (due {}, I was offline)", "{} (era {}, hubo una caída)"}, what, due_at),
             v)});
  }
  const bool all_late = std::ranges::all_of(lines, &due_line::late);
  const auto list = [&](std::string s, std::string_view was_due) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      s += fmt::format("\n{}. {}", i + 1, short_name(lines[i].item->content));
      if (lines[i].late) s += fmt::format(" ({}{})", was_due, moment(lines[i].due_at, v));
    }
    return as_sms(s, v);
  };
  const auto plain = worded(v, {"Reminders:", "Recordatorios:"});
  return cheapest(
      {list(all_late ? worded(v, {"Reminders (late because I was offline):",
                                  "Recordatorios (tarde por una caída):"})
                     : plain,
            worded(v, {"was due ", "era "})),
       list(all_late ? worded(v, {"Late, I was offline:", "Tarde, hubo una caída:"}) : plain,
            all_late ? std::string() : worded(v, {"late: ", "tarde: "}))});
}

std::string deadline_near(const storage::assignment_row& a, const voice& v) {
  return worded(v, {"Deadline: {} is due {}.", "Fecha límite: {}, {}."},
                short_name(assignment_name(a)), due(a, v));
}

std::string event_near(const storage::calendar_event_row& e, std::chrono::minutes left,
                       const voice& v) {
  const auto what = short_name(e.title.plain);
  if (left.count() < 1) return worded(v, {"Now: {}.", "Ahora: {}."}, what);
  return worded(v, {"In {}: {}, {}.", "En {}: {}, {}."},
                duration(static_cast<double>(left.count())), what, moment(e.starts_at, v));
}

std::string done_repeating(std::string_view what, std::optional<instant> next, const voice& v) {
  return worded(v, {"Done: {}.", "Hecho: {}."}, short_name(what)) + next_time(next, v);
}

std::string put_off(std::string_view what, instant until, const voice& v) {
  return worded(v, {"OK, {}: {}.", "Bien, {}: {}."}, moment(until, v), short_name(what));
}

std::string skipped(std::string_view what, std::optional<instant> next, const voice& v) {
  return worded(v, {"Skipped: {}.", "Omitido: {}."}, short_name(what)) + next_time(next, v);
}

std::string which_notice(std::span<const std::string> names, std::string_view verb,
                         const voice& v) {
  return which_one(names, v) + "\n" +
         worded(v, {"Like \"{0} 1{1}\" or \"{0} all\".", "Por ejemplo \"{0} 1{1}\" o \"{0} all\"."},
                verb, verb == "snooze" ? " for 20" : "");
}

std::string proof(const storage::notices::ledger_entry& e, const voice& v) {
  const auto day = floor<days>(v.tz.to_local(e.scheduled_at));
  auto s = worded(v, {"Yes. {}: due {}", "Sí. {}: para {}"}, short_name(e.subject.plain),
                  moment(e.scheduled_at, v));
  if (e.status == "held")
    return s + worded(v, {", kept for your next digest.", ", guardado para tu próximo resumen."});
  if (e.sent_at)
    s += worded(v, {", sent {}", ", enviado {}"}, at(*e.sent_at, day, v));
  else if (e.status == "failed" || e.status == "undelivered")
    s += worded(v, {", but my text could not be sent", ", pero no pude enviar el mensaje"});
  else
    s += worded(v, {", my text is still waiting to be sent", ", el mensaje aún espera salir"});
  if (e.sent_at && e.late_because)
    s += worded(v, {" (late: I was offline)", " (tarde por una caída)"});
  if (e.delivered_at)
    s += worded(v, {", delivered {}", ", entregado {}"}, at(*e.delivered_at, day, v));
  else if (e.sent_at && (e.status == "undelivered" || e.status == "failed"))
    s += worded(v, {", but it did not arrive", ", pero no llegó"});
  if (e.escalated_at)
    s += worded(v, {", mailed {}", ", por correo {}"}, at(*e.escalated_at, day, v));
  if (e.answer) s += worded(v, {", you answered {}", ", respondiste {}"}, *e.answer);
  return s + ".";
}

std::string no_proof(std::string_view what, std::string_view coming, const voice& v) {
  auto s = what.empty() ? worded(v, {"No, I sent you no reminder in the last 30 days.",
                                     "No, no te envié recordatorios en los últimos 30 días."})
                        : worded(v,
                                 {"No, I sent nothing about \"{}\" in the last 30 days.",
                                  "No, no envié nada sobre \"{}\" en los últimos 30 días."},
                                 short_name(what));
  return coming.empty() ? s : s + worded(v, {" Set: {}.", " Puesto: {}."}, coming);
}

std::string routine_name(std::string_view kind, const voice& v) {
  if (kind == "check_in") return worded(v, {"morning check-in", "saludo de la mañana"});
  if (kind == "digest") return worded(v, {"weekly digest", "resumen semanal"});
  if (kind == "quote") return worded(v, {"daily quote", "frase del día"});
  if (kind == "water") return worded(v, {"water nudges", "avisos de agua"});
  if (kind == "workout") return worded(v, {"workout nudges", "avisos de ejercicio"});
  if (kind == "follow_up") return worded(v, {"todo follow-ups", "seguimiento de pendientes"});
  if (kind == "milestone") return worded(v, {"milestones", "logros"});
  if (kind == "event") return worded(v, {"calendar reminders", "avisos del calendario"});
  if (kind == "hint") return worded(v, {"hints", "consejos"});
  return worded(v, {"assignment reminders", "avisos de tareas"});
}

std::string phrase(const storage::routine_row& r, const voice& v) {
  auto s = routine_name(r.kind, v);
  if (!r.enabled) return worded(v, {"{} off", "{}: no"}, s);
  if (r.kind == "assignment")
    return worded(
        v, {"{} on (7 days, 1 day and 3 hours before)", "{}: sí (7 días, 1 día y 3 horas antes)"},
        s);
  if (r.kind == "milestone" || r.kind == "hint") return worded(v, {"{} on", "{}: sí"}, s);
  if (r.kind == "event")
    return worded(v, {"{} on, {} before", "{}: sí, {} antes"}, s,
                  duration(static_cast<double>(r.minute)));
  s = worded(v, {"{} on, ", "{}: sí, "}, s);
  const auto at = clock_of_minute(r.minute, v);
  if (r.kind == "water") {
    s += worded(v, {"from {} when you are behind", "desde las {} si vas atrasado"}, at);
  } else if (r.weekday) {
    constexpr std::array<wording, 7> days = {
        wording{"Mondays", "los lunes"},        wording{"Tuesdays", "los martes"},
        wording{"Wednesdays", "los miércoles"}, wording{"Thursdays", "los jueves"},
        wording{"Fridays", "los viernes"},      wording{"Saturdays", "los sábados"},
        wording{"Sundays", "los domingos"}};
    s += fmt::format("{} {}", days[static_cast<std::size_t>(*r.weekday)].in(v.speaks), at);
  } else {
    s += at;
  }
  return r.by_mail ? s + worded(v, {" by mail", " por correo"}) : s;
}

std::string routine_set(const storage::routine_row& r, bool mail_missing, const voice& v) {
  auto s = worded(v, {"Set: {}.", "Ajustado: {}."}, phrase(r, v));
  if (mail_missing)
    s += worded(v, {" You have no verified mail address yet, so it comes as a text.",
                    " Aún no tienes un correo verificado, así que llega por mensaje."});
  return s;
}

std::string vacation_set(const storage::preferences_row& p, const voice& v) {
  if (!p.vacation_until)
    return worded(v, {"Welcome back! Nudges and digests come again.",
                      "¡De vuelta! Los avisos y resúmenes vuelven a llegar."});
  return worded(v,
                {"Vacation until {}: no nudges, digests or deadlines. Reminders that you set still "
                 "come. Text \"I'm back\" when you are.",
                 "Vacaciones hasta {}: sin avisos ni resúmenes. Los recordatorios que pusiste sí "
                 "llegan. Escribe \"ya volví\" cuando vuelvas."},
                moment(*p.vacation_until, v));
}

std::string nudges_a_day_set(std::int64_t n, const voice& v) {
  return n == 0 ? worded(v, {"Set: no nudges. Your own reminders still come.",
                             "Ajustado: sin avisos. Tus recordatorios sí llegan."})
                : worded(v, {"Set: at most {} a day.", "Ajustado: como mucho {} al día."},
                         counted(v, n, {"nudge", "aviso"}, {"nudges", "avisos"}));
}

std::span<const std::string_view> quotes(const voice& v) {
  if (v.speaks == language::spanish) return spanish_quotes;
  static constexpr std::string_view all[] = {
      "Small steps, taken daily, go further than great leaps, taken once.",
      "You do not have to feel ready. You only have to begin.",
      "A glass of water and a short walk solve more than they should.",
      "Done today beats perfect some day.",
      "Rest is part of the work.",
      "What you count, you notice. What you notice, you can change.",
      "Start with the task that you hope nobody asks about.",
      "A good day is made the evening before.",
      "One page a day is a book by the end of the year.",
      "Be patient with beginnings, stubborn with the middle.",
      "The second time is where habits start.",
      "If it takes two minutes, it is easier done than remembered.",
      "Nobody regrets the walk.",
      "Missing once is life. Missing twice is a choice.",
      "Quiet progress is still progress.",
      "Make it easy to do right, and you will.",
      "The best plan is the one that you can follow while tired.",
      "Ask for help while the question is still small.",
      "Your future self reads what you do now.",
      "Less to carry, further to go.",
      "A list is a promise that you can cross out.",
      "Sleep first; the answer often comes with breakfast.",
      "Do the next right thing, then look up.",
      "Energy follows movement.",
      "Begin badly. Then improve.",
      "What matters rarely shouts.",
      "You finished harder days than this one.",
      "One thing at a time is faster than three.",
      "Kindness to yourself is not a prize for finishing.",
      "The view changes with every step, even small ones.",
      "Every expert once looked up the basics.",
      "Put it where you will trip over it.",
      "Busy is not the same as moving.",
      "Today is long enough for one good thing.",
      "You can always restart a day, even at 4 PM.",
      "Strength is built by what you repeat.",
      "Leave a little for tomorrow, so that you want to come back.",
      "A no today may be a better yes next week.",
      "Tidy the desk, and the mind gets the hint.",
      "Hard things first, nice things after, and both taste better.",
      "If you are lost, write down where you are.",
      "Practice when nobody claps.",
      "Slow is smooth, and smooth arrives.",
      "A pause is not a stop.",
      "The weather changes; shoes by the door help.",
      "Say thanks to somebody before noon.",
      "Look at how far, not only at how far still.",
      "Good enough and sent beats great and hidden.",
      "Your pace is a pace.",
      "Breathe out first.",
      "Curiosity gets up earlier than discipline.",
      "Feed the plans that feed you.",
      "A small promise kept is worth ten large ones made.",
      "When in doubt, drink water and read it again.",
      "Today counts exactly as much as any other day.",
      "Keep the door open for luck: be there, be ready.",
      "There is always a smaller first step.",
      "Finish one thing before lunch.",
      "What you begin together lasts longer.",
      "The end of a day is a fine place to be proud.",
  };
  return all;
}

}  // namespace replies
