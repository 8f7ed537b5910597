#include "nlp/followup.hpp"

#include <algorithm>

#include "nlp/slots/slots.hpp"

namespace nlp {
namespace {

bool records(intent i) {
  switch (i) {
    case intent::food_log:
    case intent::water_log:
    case intent::gym_log:
    case intent::sleep_log:
    case intent::todo_add:
    case intent::reminder_add:
    case intent::assignment_add:
    case intent::fact_store:
    case intent::water_goal_set:
      return true;
    default:
      return false;
  }
}

std::string lower(std::string_view s) {
  std::string out(s);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}
bool has(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](auto w) { return text.find(w) != std::string::npos; });
}

/// "Logged bench press 225 lb x 5": what the assistant says it wrote.
std::optional<act> from_assistant(const std::string& said, const context& plain) {
  const auto text = lower(said);
  intent kind = intent::unknown;
  if (has(text, {"reminder", "remind you", "alarm", "timer"}))
    kind = intent::reminder_add;
  else if (has(text, {"todo", "to-do", "to do", "task", "your list", "shopping list"}))
    kind = intent::todo_add;
  else if (has(text, {"assignment", "due "}))
    kind = intent::assignment_add;
  else if (has(text, {"sleep", "slept", "nap"}))
    kind = intent::sleep_log;
  else if (has(text, {"water", " ml", "hydration"}))
    kind = intent::water_log;
  else if (has(text, {"logged", "got it", "recorded", "added", "saved", "noted", "nice", "done"})) {
    for (const auto lead : {"logged ", "recorded ", "added ", "saved ", "noted ", "got it", "nice"})
      if (const auto p = text.find(lead); p != std::string::npos) {
        auto rest = said.substr(std::min(said.size(), p + std::string_view(lead).size()));
        while (!rest.empty() && (rest[0] == ':' || rest[0] == ' ' || rest[0] == ',' ||
                                 rest[0] == '.' || rest[0] == '!'))
          rest.erase(0, 1);
        const auto u = understand(rest, plain);
        if (records(u.acts[0].kind)) return u.acts[0];
        // the handler names a food that only it knows
        if (lead[0] == 'l') {
          act a;
          a.kind =
              find_macros(tokenize(rest)) ||
                      has(lower(rest), {"cal", "protein", "breakfast", "lunch", "dinner", "snack"})
                  ? intent::food_log
              : has(lower(rest), {" min", " lb", " kg", " mi", " km", "sets", "reps", "workout"})
                  ? intent::gym_log
                  : intent::food_log;
          return a;
        }
      }
  }
  if (kind == intent::unknown) return std::nullopt;
  act a;
  a.kind = kind;
  const auto tokens = tokenize(said);
  time_options o;
  o.reference = plain.now;
  o.tz = plain.tz;
  o.bias = time_bias::future;
  for (const auto& t : find_times(tokens, o))
    if ((t.has_clock || t.has_date) && !t.weak) {
      a.slots.set(slot::due, to_local_time(t.at, t.has_clock || t.has_part));
      break;
    }
  return a;
}

}  // namespace

prior_turn read_prior(const context& ctx) {
  prior_turn out;
  auto plain = ctx;
  plain.history = {};
  for (std::size_t k = ctx.history.size(); k-- > 0;) {
    const auto& h = ctx.history[k];
    if (h.who == turn::role::assistant && out.assistant.empty() && out.user.empty())
      out.assistant = h.text.substr(0, 1000);
    if (h.who == turn::role::user && out.user.empty()) {
      out.user = h.text.substr(0, 1000);
      break;
    }
  }
  out.asked = out.assistant.find('?') != std::string::npos;
  if (!out.user.empty()) {
    const auto u = understand(out.user, plain);
    for (const auto& a : u.acts)
      if (a.kind == intent::stats_query || a.kind == intent::agenda_query) out.query = a;
    // of several acts the last one is what a reply means, unless the assistant names another
    const auto said = lower(out.assistant);
    for (const auto& a : u.acts)
      if (records(a.kind)) {
        out.last = a;
        if (const auto food = a.slots.text(slot::food);
            food && u.acts.size() > 1 && said.ends_with(*food + "."))
          break;
      }
  }
  if (!out.last && !out.assistant.empty()) out.last = from_assistant(out.assistant, plain);
  if (!out.last && ctx.history.size() > 2) {
    // one turn further back
    auto earlier = ctx;
    std::size_t k = ctx.history.size();
    while (k > 0 && ctx.history[k - 1].who == turn::role::assistant) --k;
    if (k > 1) {
      earlier.history = ctx.history.subspan(0, k - 1);
      out.last = read_prior(earlier).last;
    }
  }
  return out;
}

std::optional<std::string> complete_answer(const frame& f, const prior_turn& prior) {
  // "then 205x3" goes on with the exercise before
  if (!prior.asked && prior.last && prior.last->kind == intent::gym_log && f.size() <= 12) {
    std::size_t i = 0;
    while (f.is_any(i, {"then", "and", "next", "also", ","})) ++i;
    if (i > 0 && f.number(i) && f.is_any(i + 1, {"x", "lb", "lbs", "kg", "for", "@"}))
      if (const auto e = prior.last->slots.text(slot::exercise))
        return *e + " " + std::string(f.text.substr(f.tokens[i].begin));
  }
  if (!prior.asked || f.size() == 0 || f.size() > 24) return std::nullopt;
  const auto question = lower(prior.assistant);
  auto q = question.substr(0, question.rfind('?'));
  if (const auto p = q.find_last_of(".!\n");
      p != std::string::npos && p + 1 < q.size() && q.size() - p > 4)
    q = q.substr(p + 1);
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
    return "drank " + answer + unit +
           (has(lower(answer), {"oz", "ml", "l", "glass", "bottle", "cup"}) ? "" : "") +
           (has(q, {"water"}) ? " of water" : "");
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
  const bool led = f.is_any(0, {"and", "what", "how", "y"});
  if (!asks && !led) return std::nullopt;
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
      if (!f.symbol(k) &&
          !f.is_any(k, {"please", "of", "those", "that", "them", "again", "lol", "now", "too"}))
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
