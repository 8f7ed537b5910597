#include "nlp/followup.hpp"

#include <algorithm>
#include <cmath>

#include "nlp/list_picks.hpp"
#include "nlp/slots/changes.hpp"

namespace nlp {
namespace {

using question = prior_turn::question;
using words = std::initializer_list<std::string_view>;

std::string lower(std::string_view s) {
  std::string out(s);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}
bool has(std::string_view text, words ws) {
  return std::any_of(ws.begin(), ws.end(),
                     [&](auto w) { return text.find(w) != std::string_view::npos; });
}
bool any_word(const frame& f, words ws, std::size_t from = 0) {
  for (auto i = from; i < f.size(); ++i)
    if (f.is_any(i, ws)) return true;
  return false;
}
std::size_t first_word(const frame& f) {
  std::size_t i = 0;
  while (i < f.size() && (f.symbol(i) || f.in_class(i, classes().filler))) ++i;
  return i < f.size() ? i : 0;
}
bool is_integration(intent i) {
  return i == intent::connect_integration || i == intent::disconnect_integration ||
         i == intent::sync_integration || i == intent::integration_status ||
         i == intent::pause_sync || i == intent::resume_sync;
}
std::string_view provider_in(const frame& f) {
  static const auto cls = phrase_book::shared().class_named("provider");
  for (std::size_t i = 0; i < f.size(); ++i)
    if (const auto v = f.member_value(i, cls, f.size()); !v.empty()) return v;
  return {};
}
/// The assistant has written something and asks for more of it.
bool already_written(const prior_turn& prior) {
  return has(lower(prior.assistant), {"logged", "added", "saved", "set:", "recorded", "noted",
                                      "anotado", "agregad", "guardado", "puesto:", "cambiado"});
}

const words yes_words{"yes",     "yeah",  "yea",     "yep",    "yup",  "ya",         "yah",
                      "sure",    "ok",    "okay",    "y",      "si",   "correct",    "right",
                      "haan",    "oui",   "aye",     "please", "yess", "definitely", "absolutely",
                      "confirm", "mhm",   "exactly", "indeed", "bet",  "claro",      "dale",
                      "vale",    "hazlo", "yas",     "ye",     "true"};
const words no_words{"no",  "nope", "nah",    "na",   "naw",   "n",    "not",     "dont",
                     "nay", "wait", "cancel", "skip", "never", "keep", "leave",   "negative",
                     "nvm", "pass", "later",  "hold", "stop",  "nein", "neither", "none"};
/// An answer that holds nothing.
const words no_idea{"idk",    "dunno", "unsure", "nothing", "none",    "zero",  "nada",
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

/// "discussion post due tonight 11:59 PM" -> "discussion post".
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

/// A word of doing, pointing or time: no thing is named.
bool names_nothing(std::string_view w) {
  for (const std::string_view x :
       {"it",      "that",  "this",    "them", "him",   "her",     "they", "he",   "she",
        "i",       "we",    "did",     "done", "have",  "has",     "had",  "got",  "is",
        "was",     "in",    "on",      "my",   "the",   "a",       "last", "one",  "just",
        "now",     "night", "ago",     "bag",  "today", "morning", "all",  "up",   "off",
        "out",     "to",    "ya",      "esta", "with",  "been",    "sent", "paid", "yesterday",
        "already", "min",   "minutes", "taken"})
    if (w == x) return true;
  return false;
}

/// Words of doing and pointing only: no thing is named.
bool says_little(std::string_view item) {
  static const auto& book = phrase_book::shared();
  static const auto past = book.class_named("task_past");
  for (const auto& t : tokenize(item)) {
    const std::string_view w = t.text;
    if (t.type != token::kind::symbol && !names_nothing(w) && !w.ends_with("ed") &&
        !book.word_in(book.id(w), past))
      return false;
  }
  return true;
}

/// A word of four letters or more begins alike in both.
bool shares_thing(std::string_view a, std::string_view b) {
  for (const auto& x : tokenize(a))
    for (const auto& y : tokenize(b))
      if (x.text.size() >= 2 && y.text.size() >= 2 && x.type == token::kind::word &&
          (x.text == y.text || (x.text.size() >= 4 && y.text.size() >= 4 &&
                                x.text.substr(0, 4) == y.text.substr(0, 4))) &&
          !names_nothing(x.text))
        return true;
  return false;
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

/// "and another for the poster, same time": the last plan for another thing.
std::optional<act_list> another_plan(const frame& f, const prior_turn& prior) {
  if (!prior.last || !is_planned(prior.last->kind) || f.size() > 14) return std::nullopt;
  std::size_t i = 0;
  while (f.symbol(i) || f.is_any(i, {"and", "also", "plus", "oh", "ok", "then", "set"})) ++i;
  const auto lead = i;
  while (f.is_any(i, {"another", "one", "more", "reminder", "same", "again"})) ++i;
  if (i == lead || !f.is_any(i, {"for", "about", "to"}) || i + 1 >= f.size()) return std::nullopt;
  const span s{i + 1, f.size()};
  const auto due = find_due(f, s);
  auto text = strip_lead(f.as_written(s, due.words), {"the", "my", "to"});
  while (!text.empty() && (text.back() == ',' || text.back() == ' ' || text.back() == '.'))
    text.pop_back();
  if (text.ends_with(" at") || text.ends_with(" on")) text.resize(text.size() - 3);
  if (text.empty()) return std::nullopt;
  act a = make_act(prior.last->kind == intent::todo_add ? intent::todo_add : intent::reminder_add,
                   0.85, f.say({0, f.size()}), "the last plan for another thing");
  a.slots.set(slot::content, text);
  if (due.at) a.slots.set(slot::due, *due.at);
  act_list out{a};
  resolve_references(f, prior, out);
  return out;
}

/// "and toner", "plus stamps" after something was put on a list: the next entry.
std::optional<act_list> next_entry(const frame& f, const prior_turn& prior) {
  if (!prior.last || prior.last->kind != intent::todo_add || prior.asked != question::none ||
      f.size() < 2 || f.size() > 6 || !f.is_any(0, {"and", "also", "plus", "&", "+", "oh"}))
    return std::nullopt;
  std::size_t i = 0;
  while (f.is_any(i, {"and", "also", "plus", "&", "+", "oh", "some", "the"})) ++i;
  if (any_word(f, {"?",      "i",    "had",    "ate",    "drank", "did",  "ran",
                   "remind", "what", "how",    "is",     "my",    "make", "done",
                   "it",     "that", "delete", "remove", "at",    "me",   "when"}) ||
      i >= f.size() || f.number(i) || !f.times.empty())
    return std::nullopt;
  act a = make_act(intent::todo_add, 0.85, f.say({0, f.size()}), "the next entry of the list");
  auto text = f.as_written({i, f.size()});
  if (text.empty()) return std::nullopt;
  a.slots.set(slot::content, std::move(text));
  if (const auto list = prior.last->slots.text(slot::list)) a.slots.set(slot::list, *list);
  return act_list{a};
}

/// "and outlook?", "only the fitbit", "just todays": the last command or question for another
/// thing.
std::optional<act_list> same_for_another(const frame& f, const prior_turn& prior) {
  if (!prior.said || f.size() > 6) return std::nullopt;
  act a = *prior.said;
  a.why = {{f.say({0, f.size()}), "the last one, for another thing"}};
  const auto idle = [&](std::size_t i) {
    return f.symbol(i) || f.in_class(i, classes().filler) ||
           f.is_any(
               i, {"and", "only",    "just", "what", "about", "the",  "also", "too", "for",  "my",
                   "one", "instead", "no",   "yes",  "how",   "same", "or",   "of",  "from", "is"});
  };
  if (is_integration(a.kind)) {
    const auto v = provider_in(f);
    if (v.empty()) return std::nullopt;
    static const auto cls = phrase_book::shared().class_named("provider");
    for (std::size_t i = 0; i < f.size();) {
      if (const auto e = f.member_end(i, cls, f.size())) {
        i = e;
        continue;
      }
      if (!idle(i)) return std::nullopt;
      ++i;
    }
    a.slots.set(slot::provider, std::string(v));
    return act_list{a};
  }
  if (a.kind == intent::delete_data || a.kind == intent::export_data) {
    slot_map period;
    const auto used = fill_period(f, {0, f.size()}, period, false);
    static const auto data = phrase_book::shared().class_named("data");
    std::string type;
    for (std::size_t i = 0; i < f.size(); ++i) {
      const bool timed =
          std::any_of(used.begin(), used.end(), [i](const span& s) { return s.contains(i); });
      if (const auto v = f.member_value(i, data, f.size()); !v.empty() && v != "all")
        type = v;
      else if (f.is_any(i, {"todays", "today's"}))
        period.set(slot::period, std::string("today"));
      else if (f.is_any(i, {"yesterdays", "yesterday's"}))
        period.set(slot::period, std::string("yesterday"));
      else if (!timed && !idle(i))
        return std::nullopt;
    }
    if (period.empty() && type.empty()) return std::nullopt;
    for (const auto& [k, v] : period) a.slots.set(k, v);
    if (!type.empty()) a.slots.set(slot::data_type, type);
    return act_list{a};
  }
  return std::nullopt;
}

}  // namespace

std::optional<act_list> read_reply(const frame& f, const prior_turn& prior) {
  if (auto acts = read_pick(f, prior)) return acts;
  if (auto acts = yes_or_no(f, prior)) return acts;
  if (auto acts = after_reminder(f, prior)) return acts;
  if (auto acts = named_class(f, prior)) return acts;
  if (auto acts = figure_asked(f, prior)) return acts;
  if (auto change = spelt_anew(f, prior)) return act_list{std::move(*change)};
  if (auto acts = taken_back(f, prior)) return acts;
  if (auto acts = another_plan(f, prior)) return acts;
  if (auto acts = next_entry(f, prior)) return acts;
  return same_for_another(f, prior);
}

void resolve_references(const frame& f, const prior_turn& prior, act_list& acts) {
  const auto said_it = any_word(f, {"it", "that", "them", "this", "again"});
  for (auto& a : acts) {
    if (is_integration(a.kind) && !a.slots.has(slot::provider) && said_it && prior.said &&
        is_integration(prior.said->kind))
      if (const auto p = prior.said->slots.text(slot::provider)) a.slots.set(slot::provider, *p);
    if (a.kind == intent::redo && !any_word(f, {"redo"}) && prior.said &&
        prior.said->kind != intent::undo)
      a.kind = intent::undo;  // what is put back was deleted by a command of its own
    // "confirmed", "called him", "did that last night": the thing just reminded of or noted
    if (a.kind == intent::complete_item)
      if (const auto item = a.slots.text(slot::item)) {
        const auto noted = prior.last ? prior.last->slots.text(slot::content) : std::nullopt;
        // "HR emailed" of a list that was shown: the entry that shares a word
        const std::string* listed = nullptr;
        for (const auto& o : prior.options)
          if (shares_thing(*item, o)) listed = &o;
        if (prior.fired && acts.size() == 1)
          a.slots.set(slot::item, without_times(*prior.fired, f));
        else if (listed && prior.options.size() > 1)
          a.slots.set(slot::item, without_times(*listed, f));
        else if (noted && is_planned(prior.last->kind) && says_little(*item))
          a.slots.set(slot::item, *noted);
      }
    // "grandma's stew was 450 cal" after the stew: its figures
    if (a.kind == intent::food_log && acts.size() == 1 && prior.last &&
        prior.last->kind == intent::food_log && a.slots.has(slot::calories) &&
        !prior.last->slots.has(slot::calories) && any_word(f, {"was", "is", "were"})) {
      const auto now = a.slots.text(slot::food), was = prior.last->slots.text(slot::food);
      if (now && was &&
          (now->find(*was) != std::string::npos || was->find(*now) != std::string::npos)) {
        a.kind = intent::edit_correction;
        for (const auto k : {slot::food, slot::meal, slot::at, slot::quantity, slot::unit})
          a.slots.erase(k);
        a.slots.set(slot::target, std::string("food"));
      }
    }
    // "get rid of it" of a connection asked about
    if (a.kind == intent::undo && prior.said && prior.said->kind == intent::integration_status &&
        any_word(f, {"rid", "disconnect", "remove", "drop"})) {
      a.kind = intent::disconnect_integration;
      if (const auto p = prior.said->slots.text(slot::provider)) a.slots.set(slot::provider, *p);
    }
    // "calories?" after a food: of that food
    if (a.kind == intent::stats_query && prior.last && prior.last->kind == intent::food_log &&
        prior.asked == question::none && !a.slots.has(slot::period) && !a.slots.has(slot::agg) &&
        f.size() <= 6 && !any_word(f, {"i", "my", "left", "total", "far", "am"}))
      if (const auto metric = a.slots.text(slot::metric);
          metric && (*metric == "calories" || metric->ends_with("_g")))
        if (const auto food = prior.last->slots.text(slot::food);
            food && !a.slots.has(slot::item)) {
          a.kind = intent::search;
          a.slots = {};
          a.slots.set(slot::query, *food);
          a.slots.set(slot::scope, std::string("nutrition"));
        }
    if (a.kind != intent::reminder_add && a.kind != intent::edit_correction &&
        a.kind != intent::todo_add && a.kind != intent::assignment_add)
      continue;
    const auto& last = prior.last;
    if (a.kind == intent::reminder_add && !a.slots.has(slot::content)) {
      if (prior.fired)
        a.slots.set(slot::content, without_times(*prior.fired, f));
      else if (last && is_planned(last->kind))
        for (const auto k : {slot::content, slot::assignment_name})
          if (const auto t = last->slots.text(k)) a.slots.set(slot::content, *t);
    }
    // "same time", "same day": as in the plan before
    auto before = last ? last->slots.time(slot::due) : std::nullopt;
    if (!before && prior.fired) before = to_local_time(f.ctx.now, true);
    for (std::size_t i = 0; before && i + 1 < f.size(); ++i) {
      if (!f.is(i, "same")) continue;
      auto due = a.slots.time(slot::due);
      if (f.is(i + 1, "time") && before->time_of_day) {
        if (!due) due = local_time{before->day, std::nullopt};
        if (!due->time_of_day) due->time_of_day = before->time_of_day;
      } else if (f.is(i + 1, "day")) {
        if (due)
          due->day = before->day;
        else
          due = local_time{before->day, std::nullopt};
      } else {
        continue;
      }
      a.slots.set(slot::due, *due);
      for (const auto k : {slot::content, slot::assignment_name})
        if (auto t = a.slots.text(k)) {
          for (const std::string_view cut : {", same time", " same time", "same day ", " same day"})
            if (const auto p = t->find(cut); p != std::string::npos) t->erase(p, cut.size());
          a.slots.set(k, *t);
        }
    }
  }
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

std::optional<act> next_question(const frame& f, const prior_turn& prior) {
  if (!prior.query || f.size() > 7) return std::nullopt;
  const bool asks = f.is(f.size() - 1, "?");
  const bool led =
      f.is_any(0, {"and", "y"}) || (f.is_any(0, {"what", "how"}) && f.is_any(1, {"about", "for"}));
  if (!asks && !led) return std::nullopt;
  // a question with a subject of its own
  if (any_word(f, {"is", "are", "my", "did", "do", "i", "was", "should", "can"}))
    return std::nullopt;
  span s{0, f.size()};
  while (s.begin < s.end &&
         f.is_any(s.begin, {"and", "what", "how", "about", "y", "for", "ok", "so", "the"}))
    ++s.begin;
  while (s.end > s.begin && f.symbol(s.end - 1)) --s.end;
  if (s.empty() || s.size() > 4) return std::nullopt;
  act a = *prior.query;
  a.why = {{std::string(f.text), "the last question, with this"}};
  slot_map period;
  const auto used = fill_period(f, s, period, a.kind == intent::agenda_query);
  // "what about the 20th": a day of the month by itself
  if (used.empty() && s.size() == 1 && f.number(s.begin) && f.tokens[s.begin].value <= 31 &&
      f.tokens[s.begin].value >= 1) {
    const std::chrono::day wanted(static_cast<unsigned>(f.tokens[s.begin].value));
    const bool ahead = a.kind == intent::agenda_query;
    auto day = std::chrono::floor<std::chrono::days>(f.ctx.now);
    for (int k = 0; k < 62; ++k, day += std::chrono::days(ahead ? 1 : -1))
      if (std::chrono::year_month_day(day).day() == wanted) {
        a.slots.set(slot::period, std::string("date"));
        a.slots.set(slot::start, local_time{day, std::nullopt});
        a.slots.erase(slot::end);
        return a;
      }
  }
  std::size_t words = 0;
  for (const auto& u : used) words += u.size();
  if (!period.empty()) {
    a.slots.erase(slot::period);
    a.slots.erase(slot::start);
    a.slots.erase(slot::end);
    for (const auto& [k, v] : period) a.slots.set(k, v);
  }
  if (words >= s.size()) return period.empty() ? std::nullopt : std::optional(a);
  if (a.kind != intent::stats_query) return std::nullopt;
  static const auto& book = phrase_book::shared();
  static const auto metric = book.class_named("metric");
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto v = f.member_value(i, metric, s.end);
        !v.empty() && v != "items" && v != "count") {
      a.slots.set(slot::metric, std::string(v));
      return a;
    }
  if (const auto name = exercise_in(f, s); !name.empty()) {
    a.slots.set(slot::item, name);
    a.slots.set(slot::domain, std::string("gym"));
    return a;
  }
  return period.empty() ? std::nullopt : std::optional(a);
}

std::optional<act> repeat_last(const frame& f, const prior_turn& prior) {
  if (!prior.last || f.size() > 6) return std::nullopt;
  const auto kind = prior.last->kind;
  if (kind != intent::food_log && kind != intent::water_log && kind != intent::gym_log)
    return std::nullopt;
  static const auto& book = phrase_book::shared();
  static const auto repeat = book.class_named("repeat_phrase");
  // "same with deadlift": the figures for another exercise
  if (kind == intent::gym_log && f.is(0, "same") && f.size() <= 5) {
    const auto name = exercise_in(f, {1, f.size()});
    if (!name.empty()) {
      act a = *prior.last;
      a.slots.set(slot::exercise, name);
      a.slots.erase(slot::at);
      a.why = {{std::string(f.text), "the last figures for another exercise"}};
      return a;
    }
  }
  std::size_t i = 0;
  while (i < f.size() && (f.is_any(i, {"and", "had", "just", "then", "ate", "drank", "did", "log",
                                       ",", "i", "also", "ok"})))
    ++i;
  double factor = 1;
  if (const auto n = f.number_at(i, f.size())) {
    if (n->end >= f.size() || !f.is_any(n->end, {"more"})) return std::nullopt;
    factor = n->value;
    i = n->end + 1;
    while (i < f.size() && (f.is_any(i, {"of", "those", "them", "that", "please"}) || f.symbol(i)))
      ++i;
    if (i < f.size()) return std::nullopt;
  } else {
    const auto e = f.member_end(i, repeat, f.size());
    if (!e) return std::nullopt;
    for (auto k = e; k < f.size(); ++k)
      if (!f.symbol(k) && !f.is_any(k, {"please", "of", "those", "that", "them", "again", "lol",
                                        "now", "too", "i", "had", "ate", "drank", "did", "just"}))
        return std::nullopt;
  }
  act a = *prior.last;
  a.slots.erase(slot::at);
  a.slots.erase(slot::quantity);
  if (kind == intent::water_log && factor != 1)
    if (const auto ml = a.slots.number(slot::amount_ml)) a.slots.set(slot::amount_ml, *ml * factor);
  if (kind == intent::food_log && factor != 1) a.slots.set(slot::quantity, factor);
  a.why = {{std::string(f.text), "the last record once more"}};
  return a;
}

}  // namespace nlp
