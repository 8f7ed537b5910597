#include "actors/handlers/text_meaning.hpp"

#include <algorithm>
#include <array>

#include "actors/handlers/change_words.hpp"
#include "actors/handlers/earlier_texts.hpp"
#include "actors/handlers/reread.hpp"
#include "actors/handlers/support.hpp"
#include "actors/handlers/tour.hpp"
#include "nlp/intent_set.hpp"
#include "nlp/text/normalizer.hpp"
#include "nlp/text/tokenizer.hpp"

namespace handlers {
namespace {

/// The turn of another text, read by itself: what was said before must not turn it into a
/// correction.
turn_input as_if_texted(const turn_input& in, std::string text) {
  auto other = in;
  other.text = std::move(text);
  auto alone = reading_context(in.state, in.now, *in.state.words);
  alone.history = {};
  other.understood = nlp::understand(other.text, alone);
  return other;
}

/// "change my sleep to 7 hours" records nothing new, whatever the rest of it may be read as.
std::optional<turn_input> said_as_change(const turn_input& in) {
  if (in.understood.acts.size() != 1 || in.state.talk.pending_act) return std::nullopt;
  if (!nlp::logging.has(in.understood.acts.front().kind)) return std::nullopt;
  if (!begins_as_change(in.text)) return std::nullopt;
  auto as_change = in;
  nlp::act change;
  change.kind = nlp::intent::edit_correction;
  change.confidence = 1;
  as_change.understood = {};
  as_change.understood.acts.push_back(std::move(change));
  return as_change;
}

/// "drank 500" just after another drink says a new one, whatever a text so short may be read as: a
/// correction says "make it" or "actually".
std::optional<turn_input> said_anew(const turn_input& in) {
  using enum nlp::intent;
  struct began {
    std::string_view verb;
    nlp::intent kind;
  };
  constexpr std::array verbs = {
      began{"drank", water_log},      began{"ate", food_log},       began{"slept", sleep_log},
      began{"ran", gym_log},          began{"walked", gym_log},     began{"biked", gym_log},
      began{"swam", gym_log},         began{"bebi", water_log},     began{"beb\u00ed", water_log},
      began{"comi", food_log},        began{"com\u00ed", food_log}, began{"dormi", sleep_log},
      began{"dorm\u00ed", sleep_log}, began{"corri", gym_log},      began{"corr\u00ed", gym_log}};
  constexpr std::array changing = {"actually", "not",  "meant", "sorry",  "no",
                                   "instead",  "wait", "only",  "really", "just",
                                   "it",       "that", "them"};
  if (in.understood.acts.size() != 1 || in.understood.acts.front().kind != edit_correction ||
      in.state.talk.pending_act)
    return std::nullopt;
  const auto words = nlp::tokenize(in.text);
  if (words.size() < 2) return std::nullopt;
  const auto verb =
      std::ranges::find(verbs, words[words[0].text == "i" ? 1 : 0].text, &began::verb);
  if (verb == verbs.end() || std::ranges::any_of(words, [&](const nlp::token& w) {
        return std::ranges::find(changing, w.text) != changing.end();
      }))
    return std::nullopt;
  auto alone = reading_context(in.state, in.now, *in.state.words);
  alone.history = {};
  auto anew = in;
  anew.understood = nlp::understand(in.text, alone);
  const auto& target = in.understood.acts.front().slots.text(nlp::slot::target);
  const bool logs = std::ranges::all_of(anew.understood.acts,
                                        [&](const nlp::act& a) { return a.kind == verb->kind; });
  // A bare figure is an amount in the person's unit.
  const auto& last = words[words.size() - 1];
  if (!logs && verb->kind == water_log && last.type == nlp::token::kind::number &&
      words.size() <= 3 && last.value >= 8) {
    const bool ounces = in.state.preferences.units == "imperial" && last.value <= 200;
    nlp::act drink;
    drink.kind = water_log;
    drink.confidence = 1;
    drink.slots.set(nlp::slot::amount_ml, last.value * (ounces ? 29.5735 : 1));
    anew.understood = {};
    anew.understood.acts.push_back(std::move(drink));
    return anew;
  }
  const bool other_kind = target && !nlp::to_string(verb->kind).starts_with(*target);
  if (!logs && !other_kind) return std::nullopt;
  return anew;
}

}  // namespace

std::optional<turn_input> read_otherwise(const turn_input& in) {
  if (auto anew = said_anew(in)) return anew;
  return said_as_change(in);
}

std::optional<turn_input> repeated(const turn_input& in, std::size_t place,
                                   storage::unit_of_work& u) {
  auto earlier = earlier_texts(u, in.message_id);
  const auto line = std::max<std::size_t>(place, 1) - 1;
  if (earlier.size() <= line) return std::nullopt;
  return as_if_texted(in, std::move(earlier[line].text));
}

std::optional<turn_input> text_agreed_to(const follow_up& answer, const turn_input& in) {
  if (!answer.answered || answer.acts.size() != 1) return std::nullopt;
  const auto& agreed = answer.acts.front();
  const auto text = agreed.slots.text(nlp::slot::content);
  if (agreed.kind != nlp::intent::unknown || !text) return std::nullopt;
  auto meant = as_if_texted(in, *text);
  meant.state.talk.pending_act.reset();
  return meant;
}

std::optional<parted_text> commands_among(const turn_input& in, const registry& handlers) {
  constexpr std::string_view ends = ";\n,", digits = "0123456789";
  if (in.text.find_first_of(ends) == std::string::npos || in.state.talk.pending_act)
    return std::nullopt;
  if (!std::ranges::all_of(in.understood.acts, [](const nlp::act& a) {
        return nlp::logging.has(a.kind) || a.kind == nlp::intent::unknown;
      }))
    return std::nullopt;
  parted_text out;
  std::string rest;
  for (std::size_t from = 0; from <= in.text.size();) {
    const auto end = std::min(in.text.find_first_of(ends, from), in.text.size());
    const auto part = tidy(std::string_view(in.text).substr(from, end - from));
    if (part.find_first_of(digits) != std::string::npos && handlers.read_command(part, in.state))
      out.commands.push_back(part);
    else
      rest += in.text.substr(from, end + 1 - from);
    from = end + 1;
  }
  if (out.commands.empty()) return std::nullopt;
  if (!tidy(rest).empty())
    out.rest = nlp::understand(rest, reading_context(in.state, in.now, *in.state.words));
  return out;
}

bool asks_for_more(std::string_view text) {
  const auto t = lower(tidy(text, 20));
  return t == "more" || t == "more." || t == "more please" || t == "show more" || t == "next" ||
         t == "mas" || t == "m\u00e1s";
}

bool begins_in_spanish(const turn_input& in) {
  if (in.state.preferences.language != "en" || in.state.preferences.tour_step >= tour_over)
    return false;
  const auto votes = nlp::count_languages(nlp::tokenize(in.text));
  const auto said = lower(tidy(in.text, 20));
  const bool greets =
      std::ranges::any_of(std::array{"hola", "buenas", "buenos d", "gracias", "\u00bf", "\u00a1"},
                          [&](std::string_view word) { return said.starts_with(word); });
  return votes.es >= 2 ? votes.es > votes.en : greets && votes.en == 0;
}

bool takes_a_part(const nlp::understanding& u) {
  return u.ask && !u.ask->about && u.acts.front().kind != nlp::intent::unknown;
}

bool is_aside(nlp::intent kind) {
  using enum nlp::intent;
  switch (kind) {
    case greeting:
    case smalltalk_thanks:
    case help:
    case stats_query:
    case agenda_query:
    case fact_query:
    case search:
    case unknown:
      return true;
    default:
      return false;
  }
}

std::optional<nlp::intent> answer_of(const tapback& reaction, const user_state& state) {
  if (!state.talk.pending_act || state.history.empty()) return std::nullopt;
  const auto& last = state.history.back();
  if (last.who != nlp::turn::role::assistant || !quotes(reaction.quoted, last.text))
    return std::nullopt;
  if (reaction.what == tapback::kind::approves) return nlp::intent::confirm_yes;
  if (reaction.what == tapback::kind::declines) return nlp::intent::confirm_no;
  return std::nullopt;
}

std::string_view below_nothing(std::string_view text, const nlp::understanding& u) {
  if (std::ranges::none_of(u.acts, [](const nlp::act& a) { return nlp::logging.has(a.kind); }))
    return {};
  const auto digit = [&](std::size_t i) {
    return i < text.size() && text[i] >= '0' && text[i] <= '9';
  };
  // Inside a line: at its beginning it is the mark of a list.
  for (std::size_t i = 2; i < text.size(); ++i) {
    if (text[i] != '-' || text[i - 1] != ' ' || text[i - 2] == '\n' || !digit(i + 1)) continue;
    // "5 -7": a range
    if (digit(i - 2)) continue;
    auto end = i + 1;
    while (digit(end) || (text.substr(end, 1) == "." && digit(end + 1))) ++end;
    return text.substr(i, end - i);
  }
  return {};
}

}  // namespace handlers
