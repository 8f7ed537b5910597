#include "actors/replies/names.hpp"
#include "actors/replies/templates.hpp"
#include "actors/replies/wording.hpp"

// Talk: greetings, first steps, help, and what is said when something failed.

namespace replies {

std::string greeting(const voice& v) {
  if (!v.name.empty())
    return worded(v,
                  {"Hi {}! Tell me what you eat, drink or do, or ask things like \"what do I have "
                   "today?\"",
                   "¡Hola, {}! Dime qué comes, bebes o haces, o pregunta \"¿qué tengo hoy?\""},
                  short_name(v.name));
  return worded(
      v, {"Hi! Tell me what you eat, drink or do, or ask things like \"what do I have today?\"",
          "¡Hola! Dime qué comes, bebes o haces, o pregunta \"¿qué tengo hoy?\""});
}

std::string named(std::string_view said, const voice& v) {
  return worded(v, {"Nice to meet you, {}!", "¡Encantado, {}!"}, short_name(said));
}
std::string name_forgotten(const voice& v) {
  return worded(v, {"OK, I won't call you by a name.", "Bien, ya no te llamo por tu nombre."});
}
std::string your_name(std::string_view said, const voice& v) {
  return worded(v, {"You're {}.", "Eres {}."}, short_name(said));
}

std::string thanks(const voice& v) {
  return worded(v, {"You're welcome!", "¡De nada!"});
}

std::string what_i_am(const voice& v) {
  return worded(v,
                {"I'm a program, not a person: I keep what you text me and answer from it.",
                 "Soy un programa, no una persona: guardo lo que me escribes y respondo con eso."});
}

std::string good_night(const voice& v) {
  return worded(v, {"Good night!", "¡Buenas noches!"});
}

std::string parting(const voice& v) {
  return worded(v, {"See you!", "¡Hasta luego!"});
}

std::string sorry(const voice& v) {
  return worded(v, {"Sorry about that. Text undo to take the last entry back, or \"feedback ...\" "
                    "to tell whoever runs this what went wrong.",
                    "Lo siento. Escribe deshacer para quitar lo último, o \"opinión: ...\" para "
                    "contar qué falló."});
}

std::string noted_kindly(const voice& v) {
  return worded(v, {"Any time!", "¡Cuando quieras!"});
}

std::string nothing_pending(const voice& v) {
  return worded(v, {"OK. There is nothing waiting for an answer.",
                    "Bien. No hay ninguna pregunta pendiente."});
}

std::string unknown(const voice& v) {
  return worded(v, {"Sorry, I didn't get that, and nothing was logged. Try \"2 eggs\", \"drank 500 "
                    "ml\", \"remind me to call mom at 3pm\" or \"what can you do?\"",
                    "No entendí eso y no anoté nada. Prueba \"2 huevos\", \"bebí 500 ml\", "
                    "\"recuérdame llamar a mamá a las 3pm\" o \"¿qué puedes hacer?\""});
}

std::string did_you_mean(std::string_view likely, const voice& v) {
  return worded(v,
                {"Sorry, I didn't get that, and nothing was logged. Did you mean \"{}\"? (yes/no)",
                 "No entendí eso y no anoté nada. ¿Querías decir \"{}\"? (sí/no)"},
                short_name(likely));
}

// --- the first steps of somebody new -----------------------------------------------------------

std::string welcome(const voice& v) {
  return worded(
      v,
      {"Welcome! Let's log something: text what you last ate or drank, like \"2 eggs\" or "
       "\"drank {}\". Or text skip.",
       "¡Bienvenido! Empecemos: escribe lo último que comiste o bebiste, como \"2 "
       "huevos\" o \"bebí {}\". O escribe omitir."},
      v.imperial ? "16 oz" : "500 ml");
}
std::string tour_ask(const voice& v) {
  return worded(v, {"That's all there is to it! Now ask me: \"how much water today?\" or "
                    "\"calories today?\"",
                    "¡Así de fácil! Ahora pregúntame: \"¿cuánta agua bebí hoy?\" o \"¿qué comí "
                    "hoy?\""});
}
std::string tour_teach(const voice& v) {
  return worded(v,
                {"You can teach me your words, like \"my bottle is {}\". Is it {} for you? If not, "
                 "text your city: \"timezone Chicago\".",
                 "Puedes enseñarme tus palabras: \"mi botella es de {}\". ¿Son las {} ahí? Si no, "
                 "dime tu ciudad: \"zona horaria Madrid\"."},
                v.imperial ? "24 oz" : "750 ml", clock(v.now, v));
}
std::string tour_skipped(const voice& v) {
  return worded(v, {"OK, no tour. Text me what you eat, drink or do, and \"what can you do?\" any "
                    "time.",
                    "Bien, sin introducción. Escríbeme qué comes, bebes o haces, y \"¿qué puedes "
                    "hacer?\" cuando quieras."});
}

// --- help --------------------------------------------------------------------------------------

std::string help(std::string_view topic, const voice& v) {
  const auto about = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(
        words, [&](std::string_view w) { return topic.find(w) != std::string_view::npos; });
  };
  const auto* glass = v.imperial ? "16 oz" : "500 ml";
  if (about({"food", "meal", "eat", "calorie", "comida", "comer", "calor"}))
    return worded(v,
                  {"Food: \"2 eggs and toast\", \"pizza for lunch, 600 cal 25g protein\", "
                   "\"yesterday 8pm sushi\". Fix it: \"make it 3\", \"change lunch to 500 cal\". "
                   "Ask: \"calories today?\"",
                   "Comida: \"2 huevos y pan\", \"pizza en el almuerzo, 600 cal\", \"ayer a las "
                   "8pm sushi\". Corrige: \"eran 450 cal\", \"cambia el almuerzo a 500 cal\". "
                   "Pregunta: \"¿qué comí hoy?\""});
  if (about({"water", "drink", "agua", "beber"}))
    return worded(v,
                  {"Water: \"drank {}\", \"a bottle\", \"2 cups at 9am\". Goal: \"water goal {}\". "
                   "Ask: \"how much water today?\"",
                   "Agua: \"bebí {}\", \"una botella de agua\". Meta: \"meta de agua {}\". "
                   "Pregunta: \"¿cuánta agua bebí hoy?\""},
                  glass, v.imperial ? "80 oz" : "2500 ml");
  if (about({"gym", "workout", "exercise", "run", "ejercicio", "entren", "correr"}))
    return worded(v,
                  {"Workouts: \"bench press {}\", \"squat 3x8 @ {}\", \"ran 5k in 25 min\", \"yoga "
                   "for an hour\". Ask: \"workouts this week?\", \"bench pr?\"",
                   "Ejercicio: \"press de banca {}\", \"sentadilla 3x8 a {}\", \"corrí 5 km en 25 "
                   "minutos\", \"yoga una hora\"."},
                  v.imperial ? "135 lb x5" : "60 kg x5", v.imperial ? "185 lb" : "80 kg");
  if (about({"sleep", "nap", "dormir", "sueno", "siesta"}))
    return worded(v, {"Sleep: \"slept 11pm-7am\", \"slept 7.5 hours\", \"nap 1-2pm\". Ask: \"how "
                      "much did I sleep this week?\"",
                      "Sueño: \"dormí de 11 a 7\", \"dormí 7.5 horas\", \"siesta de 1 a 2\". "
                      "Pregunta: \"¿cuánto dormí esta semana?\""});
  if (about({"todo", "task", "list", "pendiente"}))
    return worded(v,
                  {"Todos: \"todo buy groceries\", \"my todos\", \"done 2\" or \"finished "
                   "groceries\", \"delete todo 1\".",
                   "Pendientes: \"pendiente comprar leche\", \"mis pendientes\", \"terminé 2\" o "
                   "\"terminé comprar leche\"."});
  if (about({"remind", "alarm", "timer", "recordat", "recuerd"}))
    return worded(v,
                  {"Reminders: \"remind me to call mom at 3pm\", \"remind me every weekday at "
                   "9am to take vitamins\". See them: \"my reminders\". Move one: \"make that "
                   "4pm\".",
                   "Recordatorios: \"recuérdame llamar a mamá a las 3pm\", \"recuérdame cada día "
                   "a las 9 tomar vitaminas\". Para verlos: \"mis recordatorios\"."});
  if (about({"assign", "class", "homework", "school", "tarea", "clase", "examen"}))
    return worded(v,
                  {"Assignments: \"CS101 pset 3 due friday 5pm\". Ask: \"what's due for CS101?\" "
                   "Finish: \"done with pset 3\".",
                   "Tareas: \"examen de matemáticas el viernes a las 17:00\". Para verlas: "
                   "\"¿qué tengo hoy?\" Al acabar: \"terminé examen de matemáticas\"."});
  if (about({"fact", "remember", "dato"}))
    return worded(v, {"Facts: \"my wifi password is hunter2\", then \"what's my wifi password?\" "
                      "They are stored encrypted. The latest value counts.",
                      "Datos: \"mi clave es hunter2\", luego \"¿cuál es mi clave?\" Se guardan "
                      "cifrados. Vale el último valor."});
  if (about({"integration", "fitbit", "calendar", "sync", "connect", "integracion", "conect"}))
    return worded(v, {"Integrations (Fitbit, Google, Outlook) cannot be connected by text yet. "
                      "Everything you text me is logged without them.",
                      "Las integraciones (Fitbit, Google, Outlook) aún no se conectan por mensaje. "
                      "Todo lo que me escribes se anota sin ellas."});
  if (about({"setting", "preference", "timezone", "unit", "style", "emoji", "language", "ajuste",
             "idioma", "zona"}))
    return worded(v,
                  {"Settings: \"timezone New York\", \"units imperial\", \"quiet 22-8\", \"keep "
                   "replies short\", \"emoji on\", \"milestones off\", \"call me Sam\", \"speak "
                   "Spanish\".",
                   "Ajustes: \"zona horaria Madrid\", \"unidades métricas\", \"respuestas "
                   "cortas\", \"emojis sí\", \"logros no\", \"llámame Ana\", \"idioma inglés\"."});
  if (about({"learn", "teach", "pattern", "word", "alias", "aprend", "palabra"}))
    return worded(v, {"Teach me your words: \"my stanley is 40oz\", \"kraft is the devils "
                      "krafthouse\", \"rdl means romanian deadlift\". See them: \"what have you "
                      "learned?\"",
                      "Enséñame tus palabras: \"mi botella es de 750 ml\". Para verlas: \"mis "
                      "palabras\". Para quitar una: \"olvida botella\"."});
  if (about({"undo", "fix", "edit", "delete", "deshacer", "corregir", "borrar"}))
    return worded(v,
                  {"Fix: \"undo\" takes back the last thing (as often as you like), \"redo\" "
                   "brings it back, \"make it 3\" changes it, \"delete lunch\" removes an entry.",
                   "Corregir: \"deshacer\" quita lo último (las veces que quieras), \"rehacer\" "
                   "lo devuelve, \"eran 450 cal\" lo cambia, \"borra el almuerzo\" lo quita."});
  if (about({"stat", "total", "resumen"}))
    return worded(v, {"Ask: \"calories today\", \"protein this week\", \"water last 30 days\", "
                      "\"avg sleep last 7 days\", \"best bench\", \"what did I eat yesterday?\"",
                      "Pregunta: \"¿cuánta agua bebí hoy?\", \"¿qué comí ayer?\", \"¿cuánto dormí "
                      "esta semana?\""});
  if (about({"goal", "metric", "weight", "mood", "meta", "peso"}))
    return worded(v,
                  {"Goals: \"protein goal 120g\", \"goal 4 workouts a week\", \"my goals\". Your "
                   "own figures: \"weight 81.2\", \"mood 4\", \"track my headaches\".",
                   "Metas: \"meta de proteína 120 g\", \"meta de agua 2500 ml\", \"mis metas\". "
                   "Tus medidas: \"peso 81.2\", \"ánimo 4\"."});
  return worded(
      v,
      {"Text me things like \"2 eggs\", \"drank {}\", \"bench 60kg x5\", \"slept "
       "11pm-7am\", \"todo buy milk\", \"remind me to call mom at 3pm\", \"my wifi password "
       "is X\". Ask \"what do I have today?\" More: \"help food\", \"help reminders\", "
       "\"help settings\".",
       "Escríbeme cosas como \"2 huevos\", \"bebí {}\", \"corrí 5 km\", \"dormí de 11 a "
       "7\", \"recuérdame llamar a mamá a las 3pm\". Pregunta \"¿qué tengo hoy?\" Más: "
       "\"ayuda comida\", \"ayuda recordatorios\", \"ayuda ajustes\"."},
      glass);
}

std::string not_by_text_yet(std::string_view what, const voice& v) {
  return sentence(
      worded(v, {"{} by text yet. Nothing was changed.", "{} por mensaje todavía. No cambié nada."},
             what));
}

std::string fact_unknown(std::string_view key, const voice& v) {
  return worded(v,
                {"You haven't told me \"{0}\". Tell me like this: \"my {0} is ...\"",
                 "No me has dicho \"{0}\". Dímelo así: \"mi {0} es ...\""},
                short_name(key));
}

std::string more_follows(const voice& v) {
  return worded(v, {"\n(more)", "\n(más)"});
}

std::string milestone(std::int64_t days, const voice& v) {
  auto s =
      v.name.empty()
          ? worded(v,
                   {"That's {} days in a row with an entry!", "¡Llevas {} días seguidos anotando!"},
                   days)
          : worded(v,
                   {"{1}, that's {0} days in a row with an entry!",
                    "{1}, ¡llevas {0} días seguidos anotando!"},
                   days, short_name(v.name));
  return v.emoji ? s + " \U0001F389" : s;
}

// --- said where only a language is known --------------------------------------------------------

namespace {

template <class... Args>
std::string plainly(language speaks, wording w, const Args&... args) {
  voice v;
  v.speaks = speaks;
  return as_sms(worded(v, w, args...), v);
}

}  // namespace

std::string budget_nearly_spent(language speaks) {
  return plainly(speaks,
                 {"This month's texts are nearly used up. Until next month I send what you "
                  "asked for (reminders, answers, digests); nudges wait for the digest.",
                  "Casi se acabaron los mensajes de este mes. Hasta el próximo envío lo que "
                  "pediste (recordatorios, respuestas, resúmenes); lo demás espera."});
}

std::string texts_are_on_again(language speaks) {
  return plainly(speaks,
                 {"Welcome back. Texts are on again, and everything you had saved is still here.",
                  "¡Hola de nuevo! Ya te escribo otra vez, y todo lo que guardaste sigue aquí."});
}

std::string invitation(std::string_view public_base_url, language speaks) {
  if (public_base_url.empty())
    return plainly(
        speaks, {"Hi! I'm a personal assistant by text. This number isn't signed up yet; ask "
                 "whoever gave you mine for an account.",
                 "¡Hola! Soy un asistente por mensajes. Este número aún no está registrado; pide "
                 "una cuenta a quien te dio el mío."});
  return plainly(speaks,
                 {"Hi! I'm a personal assistant by text. This number isn't signed up yet: {}",
                  "¡Hola! Soy un asistente por mensajes. Este número aún no está registrado: {}"},
                 public_base_url);
}

std::string honest_failure(errc why, language speaks) {
  switch (why) {
    case errc::rate_limited:
      return plainly(speaks,
                     {"That's more texts than I can take at once. This one was not saved; please "
                      "send it again in a minute.",
                      "Son más mensajes de los que puedo leer a la vez. Este no se guardó; mándalo "
                      "otra vez en un minuto."});
    case errc::timeout:
      return plainly(speaks,
                     {"I'm not sure that was saved. Please check with a question before you "
                      "text it again.",
                      "No sé si eso se guardó. Compruébalo con una pregunta antes de mandarlo "
                      "otra vez."});
    case errc::too_large:
      return plainly(
          speaks, {"That text is too long for me, and nothing was saved. Please send it in parts.",
                   "Ese mensaje es demasiado largo y no se guardó nada. Mándalo por partes."});
    case errc::invalid_argument:
      return plainly(speaks, {"I could not read that text, and nothing was saved.",
                              "No pude leer ese mensaje y no se guardó nada."});
    default:
      return plainly(speaks,
                     {"Sorry, something went wrong on my side and this was not saved. Please "
                      "send it again in a minute.",
                      "Perdón, algo falló de mi lado y esto no se guardó. Mándalo otra vez en "
                      "un minuto."});
  }
}

std::string answered_in_spanish(const voice& v) {
  return worded(v, {"I write Spanish from now on; \"speak English\" changes that.",
                    "Te escribo en español; para inglés, \"idioma inglés\"."});
}

}  // namespace replies
