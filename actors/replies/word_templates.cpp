#include "actors/replies/word_templates.hpp"

#include "actors/replies/templates.hpp"
#include "actors/replies/wording.hpp"
#include "nlp/learning/confidence.hpp"

namespace replies {
namespace {

constexpr std::size_t word_limit = 40;

std::string in_quotes(std::string_view s) {
  return "\"" + shortened(s, word_limit) + "\"";
}

/// What the word stands for, without the word.
std::string meaning(const storage::knowledge_row& r, const voice& v) {
  if (r.pattern_type == "intent") return what_it_is(r.associated_value, v);
  if (r.amount_ml) return volume(*r.amount_ml, v);
  if (auto figures = macros(r.calories, r.protein_g, r.carbs_g, r.fat_g, false, v);
      !figures.empty())
    return figures;
  if (r.associated_value == r.pattern_term && !r.kind.empty())
    return worded(v, {"a {}", "{}"}, kind_name(r.kind, v));
  return shortened(r.associated_value, word_limit);
}

std::string row_phrase(const storage::any_row& row, const voice& v) {
  return std::visit(
      [&](const auto& r) -> std::string {
        if constexpr (requires { phrase(r, v); })
          return phrase(r, v);
        else
          return {};
      },
      row);
}

std::string entries(std::size_t n, const voice& v) {
  return counted(v, static_cast<std::int64_t>(n), {"entry", "entrada"}, {"entries", "entradas"});
}

}  // namespace

std::string what_it_is(std::string_view intent_name, const voice& v) {
  if (intent_name == "gym_log") return worded(v, {"a workout", "entrenamiento"});
  if (intent_name == "food_log") return worded(v, {"food", "comida"});
  if (intent_name == "water_log") return worded(v, {"water", "agua"});
  if (intent_name == "sleep_log") return worded(v, {"sleep", "sueño"});
  if (intent_name == "todo_add") return worded(v, {"a todo", "un pendiente"});
  if (intent_name == "reminder_add") return worded(v, {"a reminder", "un recordatorio"});
  if (intent_name == "assignment_add") return worded(v, {"an assignment", "una tarea"});
  return intent_name == "unknown" ? worded(v, {"nothing I know", "nada que conozca"})
                                  : worded(v, {"something else", "otra cosa"});
}

std::string unteachable(nlp::learning::unteachable why, std::string_view term, const voice& v) {
  using enum nlp::learning::unteachable;
  const auto word = in_quotes(term);
  switch (why) {
    case empty:
      return worded(v, {"What should I learn? Like \"my stanley is 40oz\".",
                        "¿Qué debo aprender? Por ejemplo \"mi botella es de 750 ml\"."});
    case too_long:
      return worded(v,
                    {"That is too long to be one of your words. Which short word should I learn?",
                     "Es demasiado largo para ser una palabra tuya. ¿Qué palabra corta aprendo?"});
    case reserved:
      return worded(
          v,
          {"{} already has a job here, so I can't give it another meaning. Which other "
           "word do you want to use?",
           "{} ya tiene otro uso aquí, así que no puedo darle otro significado. ¿Qué otra "
           "palabra quieres usar?"},
          word);
    case no_word:
      return worded(v,
                    {"{} is no word, so I can't learn it. Use a name with letters.",
                     "{} no es una palabra y no la puedo aprender. Usa un nombre con letras."},
                    word);
    case too_common:
      break;
  }
  return worded(v,
                {"{} is too common a word to learn: it would change how I read your other texts. "
                 "Use a more special one.",
                 "{} es demasiado común: cambiaría cómo leo tus otros mensajes. Usa una más "
                 "especial."},
                word);
}

std::string synonym_circle(std::string_view term, std::string_view value, const voice& v) {
  return worded(v,
                {"{} already leads to {}, so that would go round in a circle. Nothing was learned.",
                 "{} ya lleva a {}: sería un círculo. No aprendí nada."},
                in_quotes(value), in_quotes(term));
}

std::string same_on_both_sides(const voice& v) {
  return worded(v, {"That says the same on both sides, so there is nothing to learn.",
                    "Dice lo mismo en ambos lados, así que no hay nada que aprender."});
}

std::string too_many_words(std::size_t most, const voice& v) {
  return worded(
      v,
      {"You taught me {} words, which is all I can keep. Text \"forget\" and a word you no "
       "longer use, then teach me this one again.",
       "Ya me enseñaste {} palabras y no me caben más. Escribe \"olvida\" y una que ya no "
       "uses, y enséñame esta otra vez."},
      most);
}

std::string drop_unused(std::string_view oldest, std::int64_t n, const voice& v) {
  if (n == 1)
    return worded(v,
                  {"You haven't used {} for over a year. Forget it? (yes/no)",
                   "No usas {} desde hace más de un año. ¿La olvido? (sí/no)"},
                  in_quotes(oldest));
  return worded(v,
                {"You haven't used {1} words like {0} for over a year. Forget them? (yes/no)",
                 "No usas {1} palabras, como {0}, desde hace más de un año. ¿Las olvido? (sí/no)"},
                in_quotes(oldest), n);
}

std::string known_already(const storage::knowledge_row& r, const voice& v) {
  return worded(v, {"I know that already: {}.", "Eso ya lo sé: {}."}, phrase(r, v));
}

std::string what_does_it_mean(std::string_view term, const voice& v) {
  return worded(v, {"What does {} mean?", "¿Qué significa {}?"}, in_quotes(term));
}

std::string not_learned(std::string_view term, const voice& v) {
  return worded(v, {"I have not learned {}.", "No he aprendido {}."}, in_quotes(term));
}

std::string would_reread(const storage::knowledge_row& r, std::string_view text, nlp::intent as,
                         const voice& v) {
  return worded(v,
                {"With {} I'd take your text {} for {}, and it was right before. Learn it anyway? "
                 "(yes/no)",
                 "Con {} leería tu mensaje {} como {}, y antes estaba bien. ¿Lo aprendo igual? "
                 "(sí/no)"},
                phrase(r, v), in_quotes(text), what_it_is(nlp::to_string(as), v));
}

std::string two_meanings(const storage::knowledge_row& before, const storage::knowledge_row& now,
                         const voice& v) {
  return worded(v,
                {"Before, it was {}. Only {} from now on? (yes/no)",
                 "Antes era {}. ¿Desde ahora solo {}? (sí/no)"},
                meaning(before, v), meaning(now, v));
}

std::string meaning_kept(const storage::knowledge_row& r, const voice& v) {
  return worded(v, {"OK: {}.", "Bien: {}."}, phrase(r, v));
}

std::string mend_earlier(std::span<const storage::row_change> repairs, const voice& v) {
  const auto like = row_phrase(*repairs.front().after, v);
  if (repairs.size() == 1)
    return worded(v,
                  {"Fix 1 earlier entry that used it, like {}? (yes/no)",
                   "¿Corrijo 1 entrada anterior que la usaba, así: {}? (sí/no)"},
                  like);
  return worded(v,
                {"Fix {} earlier entries that used it, like {}? (yes/no)",
                 "¿Corrijo {} entradas anteriores que la usaban, así: {}? (sí/no)"},
                repairs.size(), like);
}

std::string mended_earlier(std::span<const storage::row_change> repairs, const voice& v) {
  constexpr std::size_t shown = 3;
  std::vector<std::string> names;
  std::size_t n = 0;
  for (const auto& c : repairs) {
    if (!c.after) continue;
    ++n;
    if (names.size() < shown) names.push_back(row_phrase(*c.after, v));
  }
  return worded(
      v,
      {"Fixed {}: {}. Text undo to take it back.", "Corregí {}: {}. Escribe deshacer para volver."},
      entries(n, v), fmt::format("{}", fmt::join(names, "; ")));
}

std::string merge_spellings(const storage::knowledge_row& a, const storage::knowledge_row& b,
                            const voice& v) {
  return worded(v,
                {"You also taught me {}, which means the same. Make them one word, {}? (yes/no)",
                 "También me enseñaste {}, que significa lo mismo. ¿Las junto en {}? (sí/no)"},
                in_quotes(a.pattern_term), in_quotes(b.pattern_term));
}

std::string merged(const storage::knowledge_row& gone, const storage::knowledge_row& stays,
                   const voice& v) {
  return worded(v, {"One word now: {} ({} went into it).", "Ahora es una palabra: {} (con {})."},
                phrase(stays, v), in_quotes(gone.pattern_term));
}

std::string first_use(const storage::knowledge_row& r, const voice& v) {
  return worded(v, {"I took {} as {}. Right? (yes/no)", "Tomé {} como {}. ¿Está bien? (sí/no)"},
                in_quotes(r.pattern_term), meaning(r, v));
}

std::string good_to_know(const storage::knowledge_row& r, const voice& v) {
  return worded(v, {"Good, {} stays {}.", "Bien, {} sigue siendo {}."}, in_quotes(r.pattern_term),
                meaning(r, v));
}

std::string word_was_wrong(const storage::knowledge_row& r, const voice& v) {
  return worded(
      v,
      {"Sorry. Text undo to take the entry back, or tell me what {} is, or \"forget {}\".",
       "Perdón. Escribe deshacer para quitar la entrada, dime qué es {}, o \"olvida {}\"."},
      in_quotes(r.pattern_term), shortened(r.pattern_term, word_limit));
}

std::string switched_off(const storage::knowledge_row& r, const voice& v) {
  return worded(v,
                {"{} as {} was wrong too often, so I no longer use it. Teach it again to bring it "
                 "back.",
                 "{} como {} falló demasiadas veces y ya no la uso. Enséñamela otra vez si la "
                 "quieres."},
                in_quotes(r.pattern_term), meaning(r, v));
}

bool is_unsure(double confidence) {
  return confidence <= nlp::learning::shaky + 1e-9;
}

std::string word_line(const storage::knowledge_row& r, double confidence, bool used,
                      const voice& v) {
  auto s = phrase(r, v);
  if (!used) return s + worded(v, {", not used any more", ", ya no se usa"});
  if (r.usage_count > 0) s += worded(v, {", used {}x", ", usada {}x"}, r.usage_count);
  if (is_unsure(confidence)) s += worded(v, {", unsure", ", dudosa"});
  return s;
}

std::string no_words_yet(std::string_view kind, const voice& v) {
  return kind.empty()
             ? worded(v, {"You haven't taught me any words yet. Try \"my stanley is 40oz\".",
                          "Aún no me has enseñado palabras. Prueba \"mi botella es de 750 ml\"."})
             : worded(v,
                      {"You haven't taught me any {} words yet.",
                       "Aún no me has enseñado palabras de {}."},
                      kind_name(kind, v));
}

std::string forget_it(std::span<const std::string> names, const voice& v) {
  return worded(v, {"Forget {}? (yes/no)", "¿Olvido {}? (sí/no)"}, listing(names, v));
}

std::string forgotten(std::span<const std::string> names, const voice& v) {
  return worded(v,
                {"Forgotten: {}. Text undo to bring it back.",
                 "Olvidado: {}. Escribe deshacer para recuperarlo."},
                listing(names, v));
}

std::string remember_this_fix(int times, std::string_view from, std::string_view to,
                              const voice& v) {
  if (times == 1)
    return worded(
        v, {"Take \"{}\" as {} from now on? (yes/no)", "¿Tomo \"{}\" como {} desde ahora? (sí/no)"},
        shortened(from, word_limit), to);
  return worded(v,
                {"That's the {0} time you fix this. Take \"{1}\" as {2} from now on? (yes/no)",
                 "Es la {0} vez que lo corriges. ¿Tomo \"{1}\" como {2} desde ahora? (sí/no)"},
                ordinal(times, v), shortened(from, word_limit), to);
}

std::string ordinal(int n, const voice& v) {
  if (n == 1) return worded(v, {"first", "primera"});
  if (n == 2) return worded(v, {"second", "segunda"});
  if (n == 3) return worded(v, {"third", "tercera"});
  if (n == 4) return worded(v, {"fourth", "cuarta"});
  if (n == 5) return worded(v, {"fifth", "quinta"});
  return worded(v, {"{}th", "{}a"}, n);
}

}  // namespace replies
