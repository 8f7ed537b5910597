#include "nlp/prior_turn.hpp"

#include <algorithm>

#include "nlp/slots/slots.hpp"

namespace nlp {
namespace {

using question = prior_turn::question;

/// More of a turn than this is not looked at.
constexpr std::size_t max_turn_bytes = 1000, max_options = 20;

std::string lower(std::string_view s) {
  std::string out(s);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}
bool has(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](auto w) { return text.find(w) != std::string_view::npos; });
}
std::string trimmed(std::string_view s) {
  constexpr std::string_view around = " \t\n,.;:!?\"'*-";
  const auto b = s.find_first_not_of(around);
  if (b == std::string_view::npos) return {};
  return std::string(s.substr(b, s.find_last_not_of(around) - b + 1));
}

/// The last question mark that asks: not one in an example ("what can you do?").
std::size_t last_question(std::string_view text) {
  const auto q = text.rfind('?');
  return q != std::string_view::npos && q + 1 < text.size() && text[q + 1] == '"'
             ? std::string_view::npos
             : q;
}

/// The sentence that asks, lower case; empty when none does.
std::string asking_sentence(std::string_view text) {
  const auto q = last_question(text);
  if (q == std::string_view::npos) {
    const auto said = lower(text);
    const auto reply =
        std::max(said.rfind("reply"),
                 said.find("to confirm") == std::string::npos ? std::string::npos : std::size_t{0});
    return reply == std::string::npos ? std::string() : said.substr(reply);
  }
  auto begin = std::size_t{0};
  for (std::size_t i = q; i-- > 0;) {
    const bool stop = text[i] == '!' || text[i] == '\n' || text[i] == '?' ||
                      (text[i] == '.' && i + 1 < text.size() && text[i + 1] == ' ' &&
                       !(i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9'));
    if (stop) {
      begin = i + 1;
      break;
    }
  }
  // Spanish marks where its question begins.
  if (const auto mark = text.find("\u00bf", begin); mark < q)
    begin = mark + std::string_view("\u00bf").size();
  return lower(trimmed(text.substr(begin, q - begin)));
}

question kind_of(const std::string& asking, bool options) {
  if (asking.empty()) return question::none;
  if (has(asking, {"reply 'yes'", "reply yes", "reply \"yes\"", "to confirm", "want me to",
                   "shall i", "should i log", "do you want", "would you like", "did you"}) &&
      !has(asking, {"what did you", "how much did you", "how many did you", "how long did you",
                    "when did you", "what time did you", "how far did you", "where did you",
                    "which did you", "who did you"}))
    return question::yes_or_no;
  const auto led = [&](std::initializer_list<std::string_view> ws) {
    return std::any_of(ws.begin(), ws.end(), [&](auto w) {
      const auto p = asking.find(w);
      return p != std::string::npos && (p == 0 || asking[p - 1] == ' ');
    });
  };
  if (led({"how much", "how many", "how long", "how far", "how heavy", "how big", "what size",
           "what weight", "which weight", "what distance", "reps", "sets", "cuanto", "cuanta",
           "cu\u00e1nto", "cu\u00e1nta"}))
    return question::amount;
  if (led({"when", "what time", "which day", "what day", "cuando", "cu\u00e1ndo", "a que hora",
           "a qu\u00e9 hora", "at what"}))
    return question::moment;
  if (led({"which", "what is it", "is it", "is that", "cual", "cu\u00e1l"}) && options)
    return question::which;
  if (led({"what", "who", "where", "which", "que ", "qu\u00e9 ", "quien", "donde", "cual",
           "cu\u00e1l", "c\u00f3mo se llama", "como se llama"}))
    return question::name;
  return options && has(asking, {" or ", " o "}) ? question::which : question::yes_or_no;
}

/// "1. submit abstract, tomorrow 10:00 2. call visa office", "1) a 2) b".
std::vector<std::string> numbered(std::string_view text) {
  std::vector<std::string> out;
  std::size_t from = 0;
  const auto mark = [&](std::size_t n, std::size_t at) -> std::size_t {
    const auto digits = std::to_string(n);
    for (auto p = text.find(digits, at); p != std::string_view::npos;
         p = text.find(digits, p + 1)) {
      const auto e = p + digits.size();
      if (e + 1 < text.size() && (text[e] == '.' || text[e] == ')' || text[e] == ':') &&
          (text[e + 1] == ' ') && (p == 0 || text[p - 1] == ' ' || text[p - 1] == '\n'))
        return p;
    }
    return std::string_view::npos;
  };
  auto at = mark(1, from);
  for (std::size_t n = 1; at != std::string_view::npos && n <= max_options; ++n) {
    const auto begin = at + std::to_string(n).size() + 1;
    const auto next = mark(n + 1, begin);
    auto end = next == std::string_view::npos ? text.size() : next;
    if (next == std::string_view::npos) {
      // the last one ends with its line or sentence
      const auto stop = text.find_first_of("\n?!", begin);
      end = std::min(end, stop);
      if (const auto dot = text.find(". ", begin); dot != std::string_view::npos)
        end = std::min(end, dot);
    }
    out.push_back(trimmed(text.substr(begin, end - begin)));
    at = next;
  }
  if (out.size() < 2) out.clear();
  return out;
}

/// "a, b and c", "a or b" after a colon or the question's own words.
std::vector<std::string> divided(std::string_view text, std::string_view last_joiner) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view s) {
    if (auto t = trimmed(s); !t.empty() && out.size() < max_options) out.push_back(std::move(t));
  };
  const std::string joiner = " " + std::string(last_joiner) + " ";
  const auto j = lower(text).rfind(joiner);
  auto head = j == std::string::npos ? text : text.substr(0, j);
  for (std::size_t p = 0; p <= head.size();) {
    const auto comma = std::min(head.find(", ", p), head.size());
    add(head.substr(p, comma - p));
    p = comma + 2;
  }
  if (j != std::string::npos) add(text.substr(j + joiner.size()));
  return out;
}

std::vector<std::string> read_options(std::string_view text, const std::string& asking) {
  if (auto n = numbered(text); !n.empty()) return n;
  const auto q = last_question(text);
  if (q != std::string_view::npos && has(asking, {" or "})) {
    // the question itself, behind its own words
    auto part = text.substr(0, q);
    const auto stop = part.find_last_of(".!\n:");
    if (stop != std::string_view::npos && stop + 1 < part.size()) part = part.substr(stop + 1);
    auto said = trimmed(part);
    const auto low = lower(said);
    for (const auto lead : {"do you mean ", "did you mean ", "is it ", "is that ", "was that ",
                            "was it ", "which class: ", "which one: ", "do you want ", "sync ",
                            "should i log it as ", "for ", "you mean "})
      if (low.starts_with(lead)) {
        said = said.substr(std::string_view(lead).size());
        break;
      }
    return divided(said, "or");
  }
  // Lines without numbers tell something ("why?"); they offer nothing to choose from.
  if (const auto colon = text.find(": ");
      colon != std::string_view::npos && text.find('\n') == std::string_view::npos) {
    auto part = text.substr(colon + 2);
    if (const auto dot = part.find(". "); dot != std::string_view::npos) part = part.substr(0, dot);
    auto list = divided(part, "and");
    if (list.size() >= 2) return list;
  }
  return {};
}

/// "Reminder: call the vet", "Don't forget: essay due tonight": what has just gone off.
std::optional<std::string> read_fired(const std::string& assistant, bool user_spoke) {
  const auto said = lower(assistant);
  for (const std::string_view lead :
       {"reminder: ", "reminder - ", "don't forget: ", "don't forget to ",
        "dont forget: ", "time to ", "time for ", "it's time to ", "it is time to ", "heads up: ",
        "due now: ", "due today: ", "alarm: ", "timer: ", "\xE2\x8F\xB0 ", "recordatorio: "}) {
    const auto p = said.find(lead);
    if (p == std::string::npos || p > 8) continue;
    if (user_spoke && lead != "reminder: " && lead != "reminder - ") continue;
    auto rest = assistant.substr(p + lead.size());
    if (const auto stop = rest.find_first_of("!?\n"); stop != std::string::npos) rest.resize(stop);
    if (const auto stop = rest.find(". "); stop != std::string::npos) rest.resize(stop);
    rest = trimmed(rest);
    if (!rest.empty()) return rest;
  }
  return std::nullopt;
}

/// "Logged bench press 225 lb x 5": what the assistant says it wrote.
std::optional<act> from_assistant(const std::string& said, const context& plain) {
  const auto text = lower(said);
  if (has(text, {"nothing was ", "not saved", "nothing to "})) return std::nullopt;
  intent kind = intent::unknown;
  const bool written = has(text, {"logged", "got it", "recorded", "added", "saved", "noted", "set",
                                  "nice", "updated", "changed", "slept", "anotado", "registrad",
                                  "agregad", "guardado", "puesto", "cambiado"});
  if (has(text, {"reminder", "remind you", "alarm", "timer", "recordatorio"}))
    kind = intent::reminder_add;
  else if (has(text, {"todo", "to-do", "to do", "task", "your list", "shopping list", "pendientes",
                      "tu lista"}))
    kind = intent::todo_add;
  else if (has(text, {"assignment", "due ", "tarea agregada"}))
    kind = intent::assignment_add;
  else if (has(text, {"meta de agua"}) || (has(text, {"water goal"}) && written))
    kind = intent::water_goal_set;
  else if (has(text, {"sleep", "slept", "nap", "sue\u00f1o", "siesta"}) && written)
    kind = intent::sleep_log;
  else if (has(text, {"water", " ml", "hydration", " agua"}) && written)
    kind = intent::water_log;
  else if (text.starts_with("saved:") || text.starts_with("saved ") ||
           text.starts_with("guardado:"))
    kind = intent::fact_store;
  else if (has(text, {"logged", "got it", "recorded", "added", "saved", "noted", "nice", "done",
                      "anotado", "registrado"})) {
    for (const auto lead : {"logged ", "logged: ", "anotado: ", "registrado: ", "recorded ",
                            "added ", "saved ", "noted ", "got it", "nice"})
      if (const auto p = text.find(lead); p != std::string::npos) {
        auto rest = said.substr(std::min(said.size(), p + std::string_view(lead).size()));
        while (!rest.empty() && (rest[0] == ':' || rest[0] == ' ' || rest[0] == ',' ||
                                 rest[0] == '.' || rest[0] == '!'))
          rest.erase(0, 1);
        const auto u = understand(rest, plain);
        if (is_record(u.acts[0].kind)) return u.acts[0];
        // the handler names a food that only it knows
        if (lead[0] == 'l' || std::string_view(lead).starts_with("anot") ||
            std::string_view(lead).starts_with("reg")) {
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
  return a;
}

/// The moment that the assistant's words put a plan on.
std::optional<local_time> planned_for(const std::string& said, const context& plain) {
  time_options o;
  o.reference = plain.now;
  o.tz = plain.tz;
  o.bias = time_bias::future;
  std::optional<local_time> day;
  for (const auto& t : find_times(tokenize(said), o)) {
    if ((!t.has_clock && !t.has_date) || t.weak || t.recurrence) continue;
    if (day && !t.has_date && t.has_clock) return local_time{day->day, t.time_of_day()};
    const auto at = to_local_time(t.at, t.has_clock || t.has_part);
    if (at.time_of_day) return at;
    if (!day) day = at;
  }
  return day;
}

bool is_talk(intent i) {
  return i == intent::greeting || i == intent::smalltalk_thanks || i == intent::confirm_yes ||
         i == intent::confirm_no || i == intent::unknown;
}

}  // namespace

bool is_record(intent i) {
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

prior_turn read_prior(const context& ctx) {
  prior_turn out;
  const understanding* read = nullptr;
  auto plain = ctx;
  plain.history = {};
  for (std::size_t k = ctx.history.size(); k-- > 0;) {
    const auto& h = ctx.history[k];
    if (h.who == turn::role::assistant && out.assistant.empty() && out.user.empty())
      out.assistant = h.text.substr(0, max_turn_bytes);
    if (h.who == turn::role::user && out.user.empty()) {
      out.user = h.text.substr(0, max_turn_bytes);
      read = h.read.get();
      break;
    }
  }
  out.heard = lower(out.assistant);
  out.asked_text = asking_sentence(out.assistant);
  out.options = read_options(out.assistant, out.asked_text);
  out.asked = kind_of(out.asked_text, !out.options.empty());
  if (out.asked == question::none) out.fired = read_fired(out.assistant, !out.user.empty());
  if (!out.user.empty()) {
    const auto u = read ? *read : understand(out.user, plain);
    for (const auto& a : u.acts) {
      if (!is_talk(a.kind)) out.said = a;
      if (a.kind == intent::stats_query || a.kind == intent::agenda_query) out.query = a;
      if (is_record(a.kind)) out.records.push_back(a);
    }
    // of several acts the last one is what a reply means, unless the assistant names another
    for (const auto& a : out.records) {
      out.last = a;
      if (const auto food = a.slots.text(slot::food);
          food && u.acts.size() > 1 && out.heard.ends_with(*food + "."))
        break;
    }
  }
  if (!out.last && !out.assistant.empty() && out.asked == question::none)
    out.last = from_assistant(out.assistant, plain);
  // "dinner friday 9" - "Reminder set: dinner, Fri 9:00 PM": what was written counts
  if (out.last && out.asked == question::none && out.records.size() < 2 &&
      (out.last->kind == intent::reminder_add || out.last->kind == intent::todo_add ||
       out.last->kind == intent::assignment_add))
    if (const auto due = planned_for(out.assistant, plain))
      if (const auto said = out.last->slots.time(slot::due); !said || due->time_of_day)
        out.last->slots.set(slot::due, *due);
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

}  // namespace nlp
