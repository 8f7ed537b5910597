// Looking at what was taught: lists, history, roll-back, trying, the pace of learning, shortcuts.

#include <fmt/format.h>

#include <algorithm>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/intents.hpp"
#include "actors/handlers/reread.hpp"
#include "actors/handlers/support.hpp"
#include "actors/replies/word_templates.hpp"
#include "nlp/learning/confidence.hpp"
#include "nlp/learning/teachable.hpp"
#include "nlp/text/normalizer.hpp"
#include "storage/repositories/fact_repository.hpp"

namespace handlers {
namespace {

namespace learning = nlp::learning;
using nlp::slot;
using storage::knowledge_row;

constexpr std::size_t top = 5, most_listed = 200;
constexpr std::int64_t history_looked_at = 2'000;
constexpr std::string_view roll_back_label = "roll_back_word";

bool of_kind(const knowledge_row& r, std::string_view kind) {
  if (kind.empty() || r.kind == kind) return true;
  return kind == "exercise" && r.pattern_type == "intent" && r.associated_value == "gym_log";
}

/// A version of a word, as its history keeps it.
struct version {
  std::string change;
  knowledge_row row;
  instant at;
};

/// Oldest first.
std::vector<version> versions_of(storage::unit_of_work& u, std::string_view term) {
  std::vector<version> out;
  for (const auto& h : storage::knowledge::history(u, history_looked_at)) {
    const auto image = storage::changes_from_json(h.image.plain);
    if (!image || image->empty() || !image->front().after) continue;
    const auto* row = std::get_if<knowledge_row>(&*image->front().after);
    if (row && row->pattern_term == term) out.push_back({h.change, *row, h.at});
  }
  std::ranges::reverse(out);
  return out;
}

std::string change_name(std::string_view change, const replies::voice& v) {
  if (change == "taught") return replies::worded(v, {"taught", "aprendida"});
  if (change == "edited") return replies::worded(v, {"edited", "cambiada"});
  if (change == "deleted") return replies::worded(v, {"deleted", "olvidada"});
  return replies::worded(v, {"rolled back to", "otra vez"});
}

std::string what_is_said_of(const nlp::understanding& u, const replies::voice& v) {
  std::vector<std::string> parts;
  for (const auto& a : u.acts) {
    auto s = replies::what_it_is(nlp::to_string(a.kind), v);
    for (const auto k : {slot::food, slot::exercise, slot::content, slot::restaurant})
      if (const auto named = a.slots.text(k))
        s += (k == slot::restaurant ? replies::worded(v, {" from ", " de "}) : ": ") +
             replies::shortened(*named, 40);
    if (const auto ml = a.slots.number(slot::amount_ml)) s += fmt::format(": {:.0f} ml", *ml);
    if (const auto kcal = a.slots.number(slot::calories)) s += fmt::format(" ({:.0f} cal)", *kcal);
    parts.push_back(std::move(s));
  }
  return replies::listing(parts, v);
}

}  // namespace

handled list_taught(const nlp::act& act, const turn_context& t) {
  return list_words(t, act.slots.text(slot::kind).value_or(""), false);
}

handled list_words(const turn_context& t, std::string_view kind, bool everything) {
  auto known = t.state.words->all();
  std::erase_if(known, [&](const taught_word& r) { return !of_kind(*r, kind); });
  if (known.empty()) return say(replies::no_words_yet(kind, t.voice));
  std::ranges::stable_sort(known, [](const taught_word& a, const taught_word& b) {
    return a->usage_count != b->usage_count ? a->usage_count > b->usage_count
                                            : a->created_at > b->created_at;
  });
  const auto shown = std::min(known.size(), everything ? most_listed : top);
  auto text = replies::worded(t.voice, {"You taught me:", "Me enseñaste:"});
  for (std::size_t i = 0; i < shown; ++i)
    text += "\n" + replies::word_line(*known[i], confidence_now(*known[i], t.now),
                                      is_used(*known[i], t.now), t.voice);
  if (known.size() > shown)
    text += replies::worded(
        t.voice, {"\n{} more: text \"all my words\"", "\n{} más: escribe \"todas mis palabras\""},
        known.size() - shown);
  return say(text);
}

handled list_unsure_words(const turn_context& t) {
  auto known = t.state.words->all();
  if (known.empty()) return say(replies::no_words_yet("", t.voice));
  const auto trust = [&](const taught_word& w) { return confidence_now(*w, t.now); };
  std::erase_if(known, [&](const taught_word& w) {
    return !replies::is_unsure(trust(w)) && is_used(*w, t.now);
  });
  if (known.empty())
    return say(t, {"I am sure of all the words you taught me.",
                   "Estoy seguro de todas las palabras que me enseñaste."});
  std::ranges::stable_sort(known, {}, trust);
  auto text = replies::worded(t.voice, {"I am not sure of:", "No estoy seguro de:"});
  for (const auto& w : known)
    text += "\n" + replies::word_line(*w, trust(w), is_used(*w, t.now), t.voice);
  return say(text);
}

handled word_history(const turn_context& t, const std::string& term) {
  return deferred([&t, term](storage::unit_of_work& u) -> result<outcome> {
    const auto versions = versions_of(u, term);
    if (versions.empty()) return say(replies::not_learned(term, t.voice));
    std::string text = replies::sentence(replies::shortened(term, 60)) + ":";
    const auto first = versions.size() > 10 ? versions.size() - 10 : 0;
    for (std::size_t i = first; i < versions.size(); ++i) {
      const auto& v = versions[i];
      text += fmt::format("\n{} {}: {}", replies::moment(v.at, t.voice),
                          change_name(v.change, t.voice), replies::phrase(v.row, t.voice));
    }
    if (const auto now = t.state.words->meanings(term); !now.empty())
      text += replies::worded(
          t.voice,
          {"\nUsed {}x, wrong {}x, {:.0f}% sure.", "\nUsada {}x, falló {}x, {:.0f}% segura."},
          now.front()->usage_count, now.front()->corrections,
          100 * confidence_now(*now.front(), t.now));
    return say(text);
  });
}

handled roll_back_word(const turn_context& t, const std::string& term) {
  return deferred([&t, term](storage::unit_of_work& u) -> result<outcome> {
    const auto versions = versions_of(u, term);
    if (versions.empty()) return say(replies::not_learned(term, t.voice));
    // What the word was, change by change; going back does not count as a new meaning.
    std::vector<const knowledge_row*> states;
    for (const auto& v : versions)
      if (v.change == "taught" || v.change == "edited") states.push_back(&v.row);
    const auto meanings = t.state.words->meanings(term);
    const knowledge_row* target = nullptr;
    if (meanings.empty()) {
      if (!states.empty()) target = states.back();
    } else {
      for (std::size_t i = states.size(); i-- > 1;)
        if (same_teaching(*states[i], *meanings.front())) {
          target = states[i - 1];
          break;
        }
    }
    if (!target)
      return say(t,
                 {"There is no earlier meaning of \"{}\" to go back to.",
                  "No hay un significado anterior de \"{}\"."},
                 term);
    auto after = *target;
    after.created_at = t.now;  // the meaning that counts is the one chosen last
    after.disabled_at.reset();
    after.corrections = 0;
    after.confidence =
        after.explicitly_taught ? learning::explicit_start : learning::inferred_start;
    outcome o;
    o.action = roll_back_label;
    const auto stored = t.state.words->find(term, after.id);
    if (stored) {
      after.usage_count = stored->usage_count;
      after.last_used_at = stored->last_used_at;
      o.changes.push_back(storage::updated(*stored, after));
    } else {
      o.changes.push_back(storage::inserted(after));
    }
    if (!meanings.empty() && meanings.front()->id != after.id)
      o.changes.push_back(storage::deleted(*meanings.front()));
    o.reply = replies::worded(t.voice, {"Back to: {}.", "Otra vez: {}."},
                              replies::phrase(after, t.voice));
    return o;
  });
}

handled try_text(const turn_context& t, const std::string& sample) {
  const auto read = nlp::understand(sample, reading_context(t.state, t.now, *t.state.words));
  const auto teaching = std::ranges::find(read.acts, nlp::intent::teach_pattern, &nlp::act::kind);
  if (teaching == read.acts.end()) {
    auto text = replies::worded(t.voice, {"I'd read that as {}.", "Leería eso como {}."},
                                what_is_said_of(read, t.voice));
    std::vector<std::string> used;
    for (const auto& w : t.state.words->used_in(sample))
      used.push_back(replies::phrase(*w, t.voice));
    if (!used.empty())
      text += replies::worded(t.voice, {" Your words in it: {}.", " Tus palabras ahí: {}."},
                              replies::listing(used, t.voice));
    return say(text + replies::worded(t.voice, {" Nothing was stored.", " No guardé nada."}));
  }
  const auto& s = teaching->slots;
  knowledge_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.pattern_term = lower(tidy(s.text(slot::term).value_or("")));
  if (const auto no = learning::refuse_term(row.pattern_term))
    return say(replies::unteachable(*no, row.pattern_term, t.voice));
  row.pattern_type = s.text(slot::type).value_or("entity");
  row.kind = s.text(slot::kind).value_or("");
  row.associated_value = lower(tidy(s.text(slot::value).value_or(row.pattern_term), name_limit));
  row.calories = s.number(slot::calories);
  row.protein_g = s.number(slot::protein_g);
  row.amount_ml = s.number(slot::amount_ml);
  row.confidence = learning::explicit_start;
  row.created_at = t.now;
  return deferred([&t, row](storage::unit_of_work& u) -> result<outcome> {
    const auto next = t.state.words->with({storage::inserted(row)}, t.now);
    const auto texts = reread(u, t, *t.state.words, *next, row.pattern_term);
    auto text = replies::worded(t.voice, {"That would be: {}.", "Eso sería: {}."},
                                replies::phrase(row, t.voice));
    if (texts.empty()) {
      text += replies::worded(t.voice, {" None of your last texts would be read differently.",
                                        " Ninguno de tus últimos mensajes se leería distinto."});
    } else {
      text +=
          replies::worded(t.voice,
                          {" I'd read {} of your last texts differently, like \"{}\": {}.",
                           " Leería distinto {} de tus últimos mensajes, como \"{}\": {}."},
                          texts.size(), replies::shortened(texts.front().message.body.plain, 40),
                          what_is_said_of(texts.front().after, t.voice));
    }
    return say(text + replies::worded(t.voice, {" Not learned yet: text it without \"try\".",
                                                " Aún no lo aprendí: escríbelo sin \"prueba\"."}));
  });
}

handled export_words(const turn_context& t) {
  const auto n = static_cast<std::int64_t>(t.state.words->size());
  if (n == 0) return say(replies::no_words_yet("", t.voice));
  return say(
      t,
      {"\"all my words\" lists your {} here. As a file: whoever runs this server gets it with "
       "\"sms-assistant words export\" and your number, and reads one in with \"words "
       "import\".",
       "\"todas mis palabras\" lista tus {} aquí. Como archivo: quien administra el servidor "
       "lo saca con \"sms-assistant words export\" y tu número, y lo lee con \"words "
       "import\"."},
      replies::counted(t.voice, n, {"word", "palabra"}, {"words", "palabras"}));
}

handled set_learning_rate(const turn_context& t, std::string_view rate) {
  auto after = t.state.preferences;
  after.learning_rate = rate;
  const auto n = learning::examples_needed(rate == "fast", rate == "slow");
  const auto pace = rate == "fast"   ? replies::worded(t.voice, {"fast", "rápido"})
                    : rate == "slow" ? replies::worded(t.voice, {"slow", "lento"})
                                     : replies::worded(t.voice, {"normal", "normal"});
  auto o = n == 1
               ? say(t,
                     {"Learning is {}: I offer to remember a fix after the first time you make "
                      "it.",
                      "Aprendo {}: ofrezco recordar una corrección desde la primera vez."},
                     pace)
               : say(t,
                     {"Learning is {}: I offer to remember a fix after {} times the same one you "
                      "make.",
                      "Aprendo {}: ofrezco recordar una corrección tras {} veces la misma."},
                     pace, n);
  if (after.learning_rate == t.state.preferences.learning_rate) return o;
  after.updated_at = t.now;
  o.action = "preference_set";
  o.changes.push_back(storage::updated(t.state.preferences, after));
  return o;
}

handled define_alias(const turn_context& t, const std::string& alias, const std::string& target) {
  const auto term = lower(tidy(alias));
  if (const auto no = learning::refuse_term(term))
    return say(replies::unteachable(*no, term, t.voice));
  // As the text will look when it is matched: "gm" is spelt out before.
  auto tokens = nlp::tokenize(term);
  nlp::normalize(tokens);
  std::string spelt;
  for (const auto& token : tokens) spelt += (spelt.empty() ? "" : " ") + std::string(token.text);
  knowledge_row row;
  row.user_id = t.state.user.id;
  row.pattern_term = spelt;
  row.pattern_type = "synonym";
  row.kind = "alias";
  row.associated_value = tidy(target, name_limit);
  if (row.associated_value.empty() || lower(row.associated_value) == spelt)
    return say(t,
               {"What should \"{}\" stand for? Like \"alias b = drank 500 ml\".",
                "¿Qué significa \"{}\"? Por ejemplo \"alias b = bebí 500 ml\"."},
               term);
  row.confidence = learning::explicit_start;
  row.created_at = t.now;
  row.message_id = t.message_id;
  outcome o;
  o.action = "teach_pattern";
  for (const auto& m : t.state.words->meanings(spelt)) {
    if (m->kind != "alias")
      return say(t,
                 {"\"{}\" is one of your words already: {}. Use another name.",
                  "\"{}\" ya es una palabra tuya: {}. Usa otro nombre."},
                 term, replies::phrase(*m, t.voice));
    row.id = m->id;
    row.usage_count = m->usage_count;
    row.last_used_at = m->last_used_at;
    o.changes.push_back(storage::updated(*m, row));
  }
  if (o.changes.empty()) {
    if (t.state.words->size() >= learning::most_words)
      return say(replies::too_many_words(learning::most_words, t.voice));
    row.id = t.ids.next();
    o.changes.push_back(storage::inserted(row));
  }
  o.reply = replies::worded(
      t.voice, {"Alias set: \"{}\" now means \"{}\".", "Alias puesto: \"{}\" ahora es \"{}\"."},
      term, row.associated_value);
  return o;
}

handled list_aliases(const turn_context& t) {
  auto known = t.state.words->all();
  std::erase_if(known, [](const taught_word& r) { return r->kind != "alias"; });
  auto text =
      replies::worded(t.voice, {"Built in: w (water), f (food), g (gym), s (sleep), t (todo).",
                                "De serie: w (agua), f (comida), g (ejercicio), s (sueño), t "
                                "(pendiente)."});
  if (known.empty())
    return say(text + replies::worded(t.voice, {" Make one: \"alias b = drank 500 ml\".",
                                                " Crea uno: \"alias b = bebí 500 ml\"."}));
  for (const auto& r : known)
    text += fmt::format("\n{} = {}", r->pattern_term, r->associated_value);
  return say(text);
}

}  // namespace handlers
