// Answers: what a reply says to the question, the list or the reminder before it.

#include "nlp/followup.hpp"

#include <algorithm>
#include <cmath>

#include "nlp/followup_parts.hpp"
#include "nlp/list_picks.hpp"
#include "nlp/slots/changes.hpp"

namespace nlp {
namespace {

using question = prior_turn::question;

bool has(std::string_view text, follow_words ws) {
  return std::any_of(ws.begin(), ws.end(),
                     [&](auto w) { return text.find(w) != std::string_view::npos; });
}
std::size_t first_word(const frame& f) {
  std::size_t i = 0;
  while (i < f.size() && (f.symbol(i) || f.in_class(i, classes().filler))) ++i;
  return i < f.size() ? i : 0;
}
/// The assistant has written something and asks for more of it.
bool already_written(const prior_turn& prior) {
  return has(lower(prior.assistant), {"logged", "added", "saved", "set:", "recorded", "noted",
                                      "anotado", "agregad", "guardado", "puesto:", "cambiado"});
}

const follow_words yes_words{
    "yes",  "yeah",       "yea",        "yep",     "yup",   "ya",      "yah",    "sure", "ok",
    "okay", "y",          "si",         "correct", "right", "haan",    "oui",    "aye",  "please",
    "yess", "definitely", "absolutely", "confirm", "mhm",   "exactly", "indeed", "bet",  "claro",
    "dale", "vale",       "hazlo",      "yas",     "ye",    "true"};
const follow_words no_words{"no",  "nope", "nah",    "na",   "naw",   "n",    "not",     "dont",
                            "nay", "wait", "cancel", "skip", "never", "keep", "leave",   "negative",
                            "nvm", "pass", "later",  "hold", "stop",  "nein", "neither", "none"};
/// An answer that holds nothing.
const follow_words no_idea{"idk",    "dunno", "unsure", "nothing", "none",    "zero",  "nada",
                           "forgot", "not",   "no",     "nope",    "nah",     "never", "whatever",
                           "skip",   "sure",  "clue",   "idea",    "remember"};

std::optional<act_list> yes_or_no(const frame& f, const prior_turn& prior) {
  if (prior.asked != question::yes_or_no || f.size() > 12) return std::nullopt;
  const auto i = first_word(f);
  const auto made = [&](intent k) {
    return make_act(k, 0.92, f.say({0, f.size()}), "the answer to the question");
  };
  if (any_word(f, {"?", "but"})) return std::nullopt;
  const bool no = f.is_any(i, no_words) || (f.is(i, "do") && f.is(i + 1, "not")) ||
                  (f.is(i, "on") && f.is(i + 1, "second") && any_word(f, {"no"}));
  if (!no && !f.is_any(i, yes_words)) return std::nullopt;
  auto plain = f.ctx;
  plain.history = {};
  auto rest = i + 1;
  while (rest < f.size() && f.symbol(rest)) ++rest;
  if (rest >= f.size()) return act_list{made(no ? intent::confirm_no : intent::confirm_yes)};
  const auto u = understand(f.text.substr(f.tokens[rest].begin), plain);
  const auto& other = u.acts[0];
  if (no && is_log(other.kind) && other.confidence >= 0.6 &&
      !f.is_any(rest, {"just", "not", "i'm"})) {
    act_list out{made(intent::confirm_no)};
    out.insert(out.end(), u.acts.begin(), u.acts.end());
    return out;
  }
  // "no, remind me at 5 instead", "ok what's next": an act of its own after the little word
  if (!is_log(other.kind) && other.confidence >= 0.85 && f.size() - rest >= 3 &&
      other.kind != intent::unknown && other.kind != intent::confirm_yes &&
      other.kind != intent::confirm_no && other.kind != intent::undo &&
      other.kind != intent::smalltalk_thanks && other.kind != intent::edit_correction &&
      other.kind != intent::delete_item && other.kind != intent::complete_item)
    return std::nullopt;
  return act_list{made(no ? intent::confirm_no : intent::confirm_yes)};
}

/// What may follow a reminder that has just gone off.
std::optional<act_list> after_reminder(const frame& f, const prior_turn& prior) {
  if (!prior.fired || f.size() > 9 || any_word(f, {"?"})) return std::nullopt;
  const auto thing = without_times(*prior.fired, f);
  // "snooze", "5 mins", "give me an hour": later by so much
  const auto lengths = find_durations(f.tokens, f.spanish ? "es" : "en", 0, f.size());
  const bool snooze = any_word(f, {"snooze"});
  std::size_t covered = 0;
  for (std::size_t i = 0; i < f.size(); ++i) {
    const bool inside = std::any_of(lengths.begin(), lengths.end(),
                                    [i](const auto& l) { return i >= l.first && i < l.last; });
    covered += inside || f.symbol(i) || f.in_class(i, classes().filler) ||
               f.is_any(i, {"in", "snooze", "give", "me", "another", "more", "for", "it", "an", "a",
                            "again", "that", "ask", "later", "remind", "like"});
  }
  if (covered == f.size() && (snooze || !lengths.empty())) {
    act a = make_act(intent::edit_correction, 0.9, f.say({0, f.size()}), "the reminder put off");
    a.slots.set(slot::target, std::string("reminder"));
    const auto by = lengths.empty() ? 10.0 : lengths[0].minutes;
    a.slots.set(slot::due,
                to_local_time(f.ctx.now + std::chrono::seconds(std::lround(by * 60)), true));
    return act_list{a};
  }
  static const auto past = phrase_book::shared().class_named("task_past");
  bool done = false, other = false;
  const bool negated = any_word(f, {"not", "no", "never", "later", "tomorrow", "remind", "snooze",
                                    "again", "will", "going", "need", "cannot"});
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (f.symbol(i) || f.in_class(i, classes().filler)) continue;
    if (f.is_any(i, {"done",      "did",    "finished", "complete", "completed", "taken",
                     "took",      "check",  "sent",     "paid",     "called",    "handled",
                     "submitted", "turned", "just",     "already",  "bought",    "handed",
                     "sorted",    "fed",    "watered",  "hecho",    "listo"}) ||
        f.in_class(i, past))
      done = true;
    else if (!f.is_any(i, {"it",    "that", "i",    "in",     "them", "him",  "her",  "all",
                           "ok",    "yes",  "yeah", "thanks", "yep",  "have", "this", "now",
                           "up",    "off",  "she",  "he",     "one",  "the",  "my",   "ya",
                           "thank", "you",  "got",  "with",   "was",  "am",   "is"})) {
      // words of the reminder itself
      other = other || lower(*prior.fired).find(f.word(i)) == std::string::npos;
    }
  }
  if (done && !negated && !other) {
    act a = make_act(intent::complete_item, 0.9, f.say({0, f.size()}), "the reminder is done");
    a.slots.set(slot::item, thing);
    return act_list{a};
  }
  return std::nullopt;
}

/// "For which class?" "art history, 1pm".
std::optional<act_list> named_class(const frame& f, const prior_turn& prior) {
  if (prior.asked != question::name && prior.asked != question::which) return std::nullopt;
  if (!prior.said || prior.said->kind != intent::assignment_add ||
      !has(prior.asked_text, {"class", "course", "subject"}) || f.size() > 10 ||
      any_word(f, {"?", "idk", "dunno", "never", "cancel", "forget"}))
    return std::nullopt;
  span s{0, f.size()};
  std::vector<span> when;
  for (const auto& t : f.times_in(s, time_bias::future))
    if (!t.weak) when.push_back({t.first, t.last});
  while (s.begin < s.end &&
         (f.symbol(s.begin) || f.in_class(s.begin, classes().filler) ||
          f.is_any(s.begin, {"for", "its", "it", "is", "the", "my", "neither", "none", "no", "in",
                             "that", "was", "class", "s", "of"})))
    ++s.begin;
  auto name = strip_lead(f.say(s, when), {"for", "the"});
  while (name.ends_with(" class") || name.ends_with(" at") || name.ends_with(" po"))
    name.resize(name.rfind(' '));
  if (name.empty()) return std::nullopt;
  act a = *prior.said;
  a.why = {{f.say({0, f.size()}), "the class asked for"}};
  a.slots.set(slot::class_name, name);
  if (!when.empty())
    if (const auto due = changed_due(f, s, a.slots.time(slot::due))) a.slots.set(slot::due, *due);
  return act_list{a};
}

/// "Logged run. How far?" "4 miles", "nine": the record gets the figure asked for.
std::optional<act_list> figure_asked(const frame& f, const prior_turn& prior) {
  if (prior.asked != question::amount || f.size() > 10) return std::nullopt;
  bool figure = false;
  for (std::size_t i = 0; i < f.size(); ++i)
    figure = figure || f.number_at(i, f.size()).has_value() || volume_at(f.all(), i).has_value() ||
             f.is_any(i, {"half", "hour", "couple"});
  if (!figure || (any_word(f, {"zero", "none"}) && f.size() <= 3)) {
    // "not enough haha", "none yet", "idk": no figure, nothing to write
    if (any_word(f, no_idea) && f.size() <= 6)
      return act_list{make_act(intent::unknown, 0.9, f.say({0, f.size()}), "no answer")};
    return std::nullopt;
  }
  if (!prior.last || !already_written(prior)) return std::nullopt;
  const auto target = target_of(prior.last->kind);
  if (target != "gym" && target != "food" && target != "water" && target != "sleep")
    return std::nullopt;
  act a = make_act(intent::edit_correction, 0.88, f.say({0, f.size()}), "the figure asked for");
  a.slots.set(slot::target, std::string(target));
  const auto& q = prior.asked_text;
  std::optional<double> bare;
  const auto from = first_word(f);
  auto lead = from;
  while (f.is_any(lead, {"like", "about", "around", "maybe", "roughly", "was", "it", "only"}))
    ++lead;
  if (const auto n = f.number_at(lead, f.size())) {
    auto e = n->end;
    while (e < f.size() && (f.symbol(e) || f.in_class(e, classes().filler))) ++e;
    if (e >= f.size()) bare = n->value;
  }
  if (bare && target == "gym") {
    const slot k =
        has(q, {"how far", "distance", "mile", "km", "kilomet", "distancia"}) ? slot::distance
        : has(q, {"how long", "minutes", "time", "tiempo", "minutos"})        ? slot::duration_min
        : has(q, {"hours"})                                                   ? slot::duration_min
        : has(q, {"reps", "repeticiones"})                                    ? slot::reps
        : has(q, {"sets", "series"})                                          ? slot::sets
        : has(q, {"heavy", "weight", "much"})                                 ? slot::weight
                                                                              : slot::notes;
    if (k == slot::notes) return std::nullopt;
    a.slots.set(k, has(q, {"hours"}) ? *bare * 60 : *bare);
    return act_list{a};
  }
  if (bare && target == "food") {
    const slot k = has(q, {"calorie", "kcal", "calor"}) ? slot::calories
                   : has(q, {"prote"})                  ? slot::protein_g
                                                        : slot::quantity;
    a.slots.set(k, *bare);
    return act_list{a};
  }
  if (bare && target == "sleep") {
    a.slots.set(slot::duration_min, *bare <= 24 ? *bare * 60 : *bare);
    return act_list{a};
  }
  const span s{0, f.size()};
  const bool changed = target == "food" ? change_food(f, s, &*prior.last, a.slots)
                                        : change_numbers(f, s, &*prior.last, target, a.slots);
  if (!changed) return std::nullopt;
  return act_list{a};
}

/// "How many pierogi?" "12", "How much?" "a pint": the record that waits for its amount, with it.
std::optional<act_list> amount_given(const frame& f, const prior_turn& prior) {
  if (prior.asked != question::amount || !prior.last || already_written(prior) || f.size() > 6)
    return std::nullopt;
  const auto kind = prior.last->kind;
  if (kind != intent::food_log && kind != intent::water_log) return std::nullopt;
  if (has(prior.asked_text, {"calorie", "kcal", "protein", "carb", "long", "far"}) ||
      any_word(f, no_idea))
    return std::nullopt;
  act a = *prior.last;
  a.why = {{f.say({0, f.size()}), "the amount asked for"}};
  span s{0, f.size()};
  while (s.begin < s.end && (f.symbol(s.begin) || f.in_class(s.begin, classes().filler) ||
                             f.is_any(s.begin, {"just", "only", "i", "had", "drank", "ate"})))
    ++s.begin;
  while (s.end > s.begin && (f.symbol(s.end - 1) || f.in_class(s.end - 1, classes().filler)))
    --s.end;
  if (s.empty()) return std::nullopt;
  if (kind == intent::water_log) {
    auto v = volume_at(f.upto(s.end), s.begin);
    if (!v && s.size() == 1) v = volume_at(tokenize("1 " + std::string(f.word(s.begin))), 0);
    if (!v) return std::nullopt;
    a.slots.set(slot::amount_ml, round_to(v->ml, 0));
    return act_list{a};
  }
  const auto p = portion_before(f.upto(s.end), s.begin);
  const auto n = f.number_at(s.begin, s.end);
  auto end = s.begin;
  if (p && p->begin == s.begin && (p->has_quantity || !p->unit.empty())) {
    if (p->has_quantity) a.slots.set(slot::quantity, round_to(p->quantity, 3));
    if (!p->unit.empty()) a.slots.set(slot::unit, std::string(p->unit));
    end = p->end;
  } else if (n) {
    a.slots.set(slot::quantity, n->value);
    end = n->end;
  } else {
    return std::nullopt;
  }
  while (end < s.end && f.is_any(end, {"of", "them", "those", "one", "ones", "each", "a", "em"}))
    ++end;
  if (end < s.end) return std::nullopt;  // something else is named as well
  return act_list{a};
}

/// "actually no coffee", "scratch the fries" after several foods: that one was not had.
std::optional<act_list> one_not_had(const frame& f, const prior_turn& prior) {
  if (f.size() < 2 || f.size() > 6 || prior.asked != question::none) return std::nullopt;
  std::size_t i = 0;
  while (f.symbol(i) || f.is_any(i, {"actually", "wait", "oh", "sorry", "oops", "but", "hmm"})) ++i;
  if (!f.is_any(i, {"no", "without", "minus", "not"}) || i + 1 >= f.size()) return std::nullopt;
  const auto named = f.trimmed({i + 1, f.size()}, {});
  if (named.empty() || named.size() > 3) return std::nullopt;
  const auto said = f.say(named);
  for (const auto& was : prior.records)
    if (const auto food = was.slots.text(slot::food);
        food && was.kind == intent::food_log && prior.records.size() > 1 && *food == said) {
      act a = make_act(intent::delete_item, 0.9, f.say({0, f.size()}), "one that was not had");
      a.slots.set(slot::item, *food);
      a.slots.set(slot::type, std::string("food"));
      return act_list{a};
    }
  return std::nullopt;
}

/// "she paid cash, bin it", "not necessary anymore, remove": what ends in taking it back.
std::optional<act_list> taken_back(const frame& f, const prior_turn& prior) {
  if (f.size() < 3 || f.size() > 12 || (!prior.last && !prior.fired)) return std::nullopt;
  auto end = f.size();
  while (end > 0 && (f.symbol(end - 1) || f.is_any(end - 1, {"please", "pls", "thanks", "sorry"})))
    --end;
  auto verb = end;
  if (end >= 2 && f.is_any(end - 1, {"it", "that", "this", "entry", "off", "log"})) --verb;
  if (verb == 0) return std::nullopt;
  --verb;
  if (!f.is_any(verb, {"remove", "delete", "undo", "bin", "scrap", "scratch", "erase", "unlog"}) ||
      verb == 0 || f.is_any(verb - 1, {"not", "to", "i", "can", "you", "how", "do", "and"}))
    return std::nullopt;
  act a = make_act(intent::undo, 0.88, f.say({0, f.size()}), "the last one taken back");
  if (prior.fired) {
    a.kind = intent::delete_item;
    a.slots.set(slot::item, without_times(*prior.fired, f));
    a.slots.set(slot::type, std::string("reminder"));
  }
  return act_list{a};
}

}  // namespace

std::string lower(std::string_view s) {
  std::string out(s);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool any_word(const frame& f, follow_words ws, std::size_t from) {
  for (auto i = from; i < f.size(); ++i)
    if (f.is_any(i, ws)) return true;
  return false;
}

std::string without_times(const std::string& said, const frame& f) {
  const auto tokens = tokenize(said);
  auto end = said.size();
  for (const auto& t : find_times(tokens, f.options(time_bias::future)))
    if (!t.weak && t.first > 0) end = std::min<std::size_t>(end, tokens[t.first].begin);
  auto out = said.substr(0, end);
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view tail : {" due", " at", " on", " by", ",", " ", " is"})
      if (out.ends_with(tail)) {
        out.resize(out.size() - tail.size());
        again = true;
      }
  }
  return out.empty() ? said : out;
}

std::optional<act_list> read_reply(const frame& f, const prior_turn& prior) {
  if (auto acts = read_pick(f, prior)) return acts;
  if (auto acts = yes_or_no(f, prior)) return acts;
  if (auto acts = after_reminder(f, prior)) return acts;
  if (auto acts = named_class(f, prior)) return acts;
  if (auto acts = amount_given(f, prior)) return acts;
  if (auto acts = figure_asked(f, prior)) return acts;
  // "no breakfast today", "skipped lunch" are told of a meal that was none
  if (prior.asked == question::none && f.size() <= 4 &&
      f.is_any(0, {"no", "skip", "skipped", "skipping"}) && f.in_class(1, classes().meal))
    return act_list{make_act(intent::unknown, 0.9, f.say({0, f.size()}), "no meal")};
  if (auto change = spelt_anew(f, prior)) return act_list{std::move(*change)};
  if (auto acts = taken_back(f, prior)) return acts;
  if (auto acts = one_not_had(f, prior)) return acts;
  if (auto acts = another_plan(f, prior)) return acts;
  if (auto acts = next_entry(f, prior)) return acts;
  return same_for_another(f, prior);
}

std::optional<std::string> complete_answer(const frame& f, const prior_turn& prior) {
  using question = prior_turn::question;
  // "then 205x3", "205x3": the next set of the exercise before
  if (prior.asked == question::none && prior.last && prior.last->kind == intent::gym_log &&
      f.size() <= 12) {
    std::size_t i = 0;
    while (f.is_any(i, {"then", "and", "next", "also", ","})) ++i;
    const bool set = f.number(i) && f.is_any(i + 1, {"x", "@", "for"}) && f.number(i + 2) &&
                     prior.last->slots.has(slot::weight);
    if (set || (i > 0 && f.number(i) && f.is_any(i + 1, {"x", "lb", "lbs", "kg", "for", "@"})))
      if (const auto e = prior.last->slots.text(slot::exercise))
        return *e + " " + std::string(f.text.substr(f.tokens[i].begin));
  }
  if (prior.asked == question::none || prior.asked == question::yes_or_no || f.size() > 24)
    return std::nullopt;
  const auto& q = prior.asked_text;
  const std::string answer(f.text);
  const bool open =
      has(q, {"how much", "how many", "how long", "how far", "what", "when", "which", "who",
              "where", "how big", "what time", "cuanto", "cuanta", "cuando", "que "});
  if (!open) return std::nullopt;
  // The answer's unit may be in the question: "how many ounces?" "20".
  std::string unit;
  if (const auto p = q.find("how many "); p != std::string::npos) {
    auto rest = q.substr(p + 9);
    rest = rest.substr(0, rest.find_first_of(" ,?"));
    bool bare = f.number_at(0, f.size()).has_value();
    if (bare) bare = f.number_at(0, f.size())->end >= f.size() - (f.symbol(f.size() - 1) ? 1 : 0);
    if (bare) unit = " " + rest;
  }
  const auto user = lower(prior.user);
  // "When should I remind you to call mom?", "What should I remind you about?" out of the blue
  if (user.empty() && f.size() <= 10) {
    if (const auto p = q.find("remind you to ");
        p != std::string::npos && has(q, {"when", "what time"}))
      return "remind me to " + q.substr(p + 14) + (f.number(0) ? " at " : " ") + answer;
    if (has(q, {"what should i remind", "remind you about", "remind you of", "the reminder for"}) &&
        !has(q, {"when"}))
      return "remind me " + std::string(f.is_any(0, {"to", "about", "that"}) ? "" : "to ") + answer;
  }
  if (prior.last && prior.last->kind == intent::sleep_log && !user.empty() &&
      prior.asked == question::moment) {
    if (has(q, {"wake", "get up", "got up"})) return prior.user + " and woke up at " + answer;
    if (has(q, {"bed", "asleep", "sleep"})) return prior.user + " went to bed at " + answer;
  }
  if (has(q, {"when", "what time", "which day", "what day", "cuando", "a que hora"}) &&
      !user.empty()) {
    const bool reminder = prior.last && (prior.last->kind == intent::reminder_add ||
                                         prior.last->kind == intent::todo_add ||
                                         prior.last->kind == intent::assignment_add);
    if (reminder || user.find("remind") != std::string::npos) {
      const auto bare = !f.spanish && f.number(0) && f.size() <= 2 &&
                        (f.size() == 1 || f.is_any(1, {"am", "pm"}));
      return prior.user + (bare ? " at " : " ") + answer;
    }
    return prior.user + " " + answer;
  }
  if (has(q, {"what should i remind", "remind you about", "remind you to", "what about",
              "what's the reminder", "what is it for", "what for", "about what"}) &&
      user.find("remind") != std::string::npos) {
    const bool to = f.is_any(0, {"to", "about", "that", "take", "call"});
    return prior.user + (to && f.is(0, "to") ? " " : " to ") + answer;
  }
  if (!user.empty() && (has(q, {"how much", "how many", "how long", "how far", "what size",
                                "how big", "what weight", "which weight", "sets", "reps", "cuanto",
                                "cuanta", "how heavy", "what distance"}))) {
    return prior.user + " " + answer + unit;
  }
  // Asked out of the blue: the question says of what.
  const bool words_of_act = f.number(0) || f.size() <= 8;
  if (!words_of_act) return std::nullopt;
  std::string meal;
  for (const auto* m : {"breakfast", "lunch", "dinner", "snack"})
    if (q.find(m) != std::string::npos) meal = std::string(" for ") + m;
  if (has(q, {"water", "drink"}))
    return "drank " + answer + unit + (has(q, {"water"}) ? " of water" : "");
  if (has(q, {"sleep", "slept", "bed", "nap"})) return "slept " + answer + unit;
  if (has(q,
          {"eat", "ate", "have for", "breakfast", "lunch", "dinner", "snack", "what did you have"}))
    return "ate " + answer + meal;
  if (has(q, {"workout", "exercise", "gym", "train"})) return "did " + answer + unit;
  if (!user.empty() && prior.last && has(q, {"which", "what"})) return std::nullopt;
  return std::nullopt;
}

}  // namespace nlp
