#include "actors/handlers/change_words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <regex>

#include "actors/handlers/support.hpp"
#include "nlp/text/tokenizer.hpp"

namespace handlers {
namespace {

/// Longer texts are no corrections; it also bounds what the patterns look at.
constexpr std::size_t longest_change = 300;
constexpr auto pattern_flags = std::regex::ECMAScript | std::regex::icase | std::regex::optimize;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Without articles at its beginning and a value it had before at its end.
std::string bare(std::string what) {
  for (const std::string_view article : {"the ", "my ", "that ", "this ", "el ", "la ", "los ",
                                         "las ", "mi ", "mis ", "today's ", "todays "})
    if (lower(what).starts_with(article)) what.erase(0, article.size());
  if (const auto from = lower(what).find(" from "); from != std::string::npos && from > 0)
    if (lower(what).substr(from) != " from yesterday" && lower(what).substr(from) != " from today")
      what.resize(from);
  return what;
}

/// One of its figures, or how much of it is meant.
bool names_a_part(std::string_view word) {
  return is_one_of(
      word,
      {"amount", "time",     "calorie",  "cal",        "kcal",       "protein", "carb",  "fat",
       "rep",    "set",      "quantity", "count",      "date",       "day",     "due",   "deadline",
       "title",  "duration", "distance", "serving",    "portion",    "number",  "value", "size",
       "first",  "second",   "task",     "assignment", "homework",   "hora",    "fecha", "cantidad",
       "tarea",  "all",      "whole",    "total",      "everything", "todo",    "i"});
}

bool is_generic(std::string_view word) {
  return stands_for_entry(word) || names_a_part(word);
}

}  // namespace

std::vector<change_cut> cuts_of(std::string_view text) {
  auto said = tidy(text, longest_change + 1);
  if (said.size() > longest_change) return {};
  while (!said.empty() && (said.back() == '.' || said.back() == '!')) said.pop_back();
  static const std::regex verb(
      "(?:(?:please|pls|hey|ok|no|actually|sorry|can you|could you|por favor|oye),? )*"
      "(change|edit|update|correct|fix|adjust|set|move|reschedule|rename|shift|cambia|cambiar|"
      "corrige|edita|actualiza|mueve|pasa|renombra) (.+)",
      pattern_flags);
  static const std::regex was(
      "(?:(?:no|actually|sorry|oops),? )?(?:(?:the|my|el|la|los|las|mi) (.+?)|"
      "((?!(?:[^ ]+ )?(?:i|it|that|this|what|there|he|she|they|we|those|these|which|eso|esto|lo|"
      "no|actually|sorry|oops|wait|but|and)\\b)[^ ]+(?: [^ ]+)?)) (?:was|were|should be|should "
      "have been|era|eran|fue) "
      "(?:actually |really |only |at |around )*(a |an |un |una )?(.+)",
      pattern_flags);
  static const std::regex make("(?:please )?make (?:the|my) ([^0-9]+?) (?:to )?(\\d.*)",
                               pattern_flags);
  std::vector<change_cut> out;
  std::smatch m;
  if (std::regex_match(said, m, was)) {
    out.push_back({bare(m[1].str() + m[2].str()), m[4].str(), false, !m[3].matched});
  } else if (std::regex_match(said, m, make)) {
    out.push_back({bare(m[1].str()), m[2].str()});
  } else if (std::regex_match(said, m, verb)) {
    const auto rest = m[2].str(), low = lower(rest);
    const bool renames = is_one_of(lower(m[1].str()), {"rename", "renombra"});
    for (const std::string_view joint :
         {" to be ", " to ", " into ", ": ", " por ", " para ", " a "})
      for (auto at = low.rfind(joint); at != std::string::npos && at > 0;
           at = at == 0 ? std::string::npos : low.rfind(joint, at - 1)) {
        auto to = rest.substr(at + joint.size());
        // "a las 5" is a time as a whole.
        if (joint == " a " && (to.starts_with("las ") || to.starts_with("la "))) to = "a " + to;
        if (!to.empty()) out.push_back({bare(rest.substr(0, at)), std::move(to), renames});
      }
  }
  return out;
}

bool begins_as_change(std::string_view text) {
  const auto said = lower(tidy(text, 40));
  return std::ranges::any_of(std::array{"change my ", "change the ", "correct my ", "correct the ",
                                        "edit my ", "edit the ", "cambia mi ", "cambia el ",
                                        "cambia la ", "corrige mi ", "corrige el ", "corrige la "},
                             [&](std::string_view verb) { return said.starts_with(verb); });
}

std::optional<std::string> made_in_spanish(std::string_view text) {
  static const std::regex form(
      "(?:no,? |mejor,? |perd(?:o|\u00f3)n,? )?(?:que sean?|ponle|hazlo|c(?:a|\u00e1)mbial[oa] a) "
      "(.{1,80})",
      pattern_flags);
  const auto said = tidy(text, 120);
  std::smatch m;
  if (!std::regex_match(said, m, form)) return std::nullopt;
  return m[1].str();
}

bool stands_for_entry(std::string_view word) {
  return is_one_of(
      word,
      {"it",     "that",    "this",      "them",         "one",       "thing",  "item",   "last",
       "latest", "newest",  "recent",    "most",         "entry",     "log",    "record", "food",
       "meal",   "drink",   "exercise",  "reminder",     "todo",      "eso",    "esto",   "lo",
       "comida", "entrada", "ejercicio", "recordatorio", "pendiente", "ultimo", "ultima"});
}

bool names_no_entry(std::string_view what) {
  const auto named = match_words(what);
  if (named.empty()) return true;
  if (std::ranges::any_of(named, [](const std::string& w) {
        return is_one_of(w, {"goal", "meta", "unit", "timezone", "zone", "language", "idioma",
                             "style", "name", "quiet"});
      }))
    return true;
  return std::ranges::all_of(named, is_generic);
}

bool says_only_a_figure(std::string_view text) {
  std::size_t figures = 0;
  const auto tokens = nlp::tokenize(text);
  for (const auto& token : tokens) {
    if (token.type == nlp::token::kind::number)
      ++figures;
    else if (token.type != nlp::token::kind::symbol && !is_generic(token.text) &&
             !is_one_of(
                 token.text,
                 {"make",  "change", "to",   "no",     "actually", "was",  "i",       "meant",
                  "sorry", "not",    "be",   "should", "is",       "oops", "wait",    "rather",
                  "kg",    "lb",     "lbs",  "pounds", "kilos",    "the",  "correct", "fix",
                  "a",     "era",    "eran", "que",    "sea",      "sean", "perdon",  "cambialo"}))
      return false;
  }
  return figures == 1;
}

std::string_view kind_named(std::string_view what) {
  const auto w = lower(what);
  if (is_one_of(w, {"workout", "training", "gym", "session", "entreno", "entrenamiento"}))
    return "gym";
  if (is_one_of(w, {"sleep", "night", "nap", "sue\u00f1o", "sueno", "siesta"})) return "sleep";
  if (is_one_of(w, {"water", "agua"})) return "water";
  return {};
}

}  // namespace handlers
