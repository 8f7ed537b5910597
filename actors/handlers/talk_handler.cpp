#include "actors/handlers/earlier_texts.hpp"
#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"
#include "actors/handlers/tour.hpp"
#include "actors/handlers/was_done.hpp"

namespace handlers {

using nlp::slot;

namespace {

/// What the person was at when they got stuck: the topic of a text just before that we did not take
/// as it was meant. Empty when all went well.
std::string topic_tried(const user_state& s) {
  if (s.history.size() < 2) return {};
  const auto& said = s.history[s.history.size() - 2];
  const auto& answered = s.history.back();
  if (said.who != nlp::turn::role::user || answered.who != nlp::turn::role::assistant) return {};
  const auto has = [](std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
  };
  const std::initializer_list<std::string_view> troubles = {
      "didn't get that", "did not log", "nothing like", "No entend", "no lo anot", "No encontr"};
  if (!answered.text.ends_with("?") &&
      std::none_of(troubles.begin(), troubles.end(),
                   [&](std::string_view part) { return has(answered.text, part); }))
    return {};
  struct trace {
    std::string_view topic;
    std::initializer_list<std::string_view> words;
  };
  static const std::initializer_list<trace> traces = {
      {"remind", {"remind", "alarm", "timer", "recuerd", "recu\u00e9rd"}},
      {"water", {"water", "drank", "drink", " oz", " ml", "bottle", "agua", "beb"}},
      {"sleep", {"sleep", "slept", "nap", "bed", "dorm", "siesta"}},
      {"gym",
       {"bench", "squat", "deadlift", "ran ", "run", "workout", "gym", "reps", "sets", "corr",
        "entren"}},
      {"todo", {"todo", "task", "to do", "list", "done", "pendiente"}},
      {"class", {"due", "homework", "exam", "assignment", "pset", "hw", "examen", "tarea"}},
      {"learn", {" means ", " is short for", "teach", "learn", "forget", "remember"}},
      {"setting", {"timezone", "units", "quiet", "style", "emoji"}},
      {"food",
       {"ate", "eat", "had ", "cal", "lunch", "dinner", "breakfast", "snack", "protein",
        "com\u00ed", "comi", "desayun"}},
  };
  const auto text = " " + lower(said.text) + " ";
  for (const auto& t : traces)
    for (const auto w : t.words)
      if (has(text, w)) return std::string(t.topic);
  return {};
}

bool says_any(std::string_view text, std::initializer_list<std::string_view> words) {
  const auto said = " " + lower(tidy(text, 200)) + " ";
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return said.find(w) != std::string::npos; });
}

/// What is neither a record nor a question: thanks, a good night, a sigh, an insult.
std::string kind_word(const turn_context& t) {
  if (says_any(t.text, {"thank", "thx", " ty", "tysm", "cheers", "gracias", "appreciate", "merci"}))
    return replies::thanks(t.voice);
  if (says_any(t.text, {"good night", "goodnight", " gn ", "night night", "nighty", "sleep well",
                        "buenas noches"}))
    return replies::good_night(t.voice);
  if (says_any(t.text, {" bye", "see you", "see ya", "adi\u00f3s", "adios", "hasta "}))
    return replies::parting(t.voice);
  if (says_any(t.text,
               {"stupid", "idiot", "dumb",         "useless", " suck",       "hate ",    "shut up",
                "fuck",   "moron", "worst",        "garbage", "trash",       "terrible", "annoying",
                "crap",   "tonto", "est\u00fapid", "estupid", "in\u00fatil", "inutil",   "mierda"}))
    return replies::sorry(t.voice);
  return replies::noted_kindly(t.voice);
}

}  // namespace

handled help(const nlp::act& act, const turn_context& t) {
  auto topic = lower(act.slots.text(slot::topic).value_or(""));
  if (topic.empty()) topic = topic_tried(t.state);
  return say(replies::help(topic, t.voice));
}

handled small_talk(const nlp::act& act, const turn_context& t) {
  switch (act.kind) {
    case nlp::intent::greeting:
      return tour_begins(t) ? outcome{} : say(replies::greeting(t.voice));
    case nlp::intent::smalltalk_thanks:
      return say(kind_word(t));
    case nlp::intent::confirm_no:
      if (tour_begins(t)) return outcome{};  // "skip" of somebody new
      [[fallthrough]];
    case nlp::intent::confirm_yes:
      return say(replies::nothing_pending(t.voice));
    default:
      if (auto zone = set_zone_said(t)) return std::move(*zone);
      if (says_any(t.text, {"this sucks", "you suck", "stupid", "idiot", "useless", "fuck you"}))
        return say(replies::sorry(t.voice));
      // Somebody new has nothing to compare with and is shown what to text.
      if (tour_begins(t)) return say(replies::unknown(t.voice));
      return deferred([&t](storage::unit_of_work& u) -> result<outcome> {
        if (auto answer = was_done(t, u)) return std::move(*answer);
        if (auto meant = suggest_meant(t, u)) return std::move(*meant);
        return say(replies::unknown(t.voice));
      });
  }
}

handled tell_time(const turn_context& t) {
  return say(t, {"It's {} for you ({}).", "Son las {} para ti ({})."},
             replies::clock(t.local_now, t.voice), t.state.preferences.timezone);
}

handled not_by_text_yet(const nlp::act& act, const turn_context& t) {
  using enum nlp::intent;
  const auto provider = act.slots.text(slot::provider);
  const auto name = provider ? replies::provider_name(*provider) : std::string();
  const auto cannot = [&](replies::wording w, const auto&... args) {
    return say(replies::not_by_text_yet(replies::worded(t.voice, w, args...), t.voice));
  };
  switch (act.kind) {
    case connect_integration:
      return name.empty()
                 ? cannot({"I can't connect integrations", "No puedo conectar integraciones"})
                 : cannot({"I can't connect {}", "No puedo conectar {}"}, name);
    case disconnect_integration:
      return say(replies::not_connected(provider.value_or(""), t.voice));
    case integration_status:
      return name.empty()
                 ? say(t, {"Nothing is connected. Everything I know is what you texted me.",
                           "No hay nada conectado. Todo lo que sé es lo que me escribiste."})
                 : say(replies::not_connected(*provider, t.voice));
    case sync_integration:
    case pause_sync:
    case resume_sync:
      return say(t, {"Nothing is connected, so there is nothing to sync.",
                     "No hay nada conectado, así que no hay nada que sincronizar."});
    case export_data:
      return cannot({"I can't export your data", "No puedo exportar tus datos"});
    case delete_account:
      return say(replies::account_not_by_text(t.voice));
    default:
      return say(replies::unknown(t.voice));
  }
}

}  // namespace handlers
