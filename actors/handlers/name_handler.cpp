// "call me Sam": what the person is called, in greetings and milestones.

#include <algorithm>
#include <array>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/support.hpp"
#include "storage/repositories/action_repository.hpp"

namespace handlers {
namespace {

constexpr std::size_t longest_name = 40, most_words = 3;

/// The row is read anew: who signs in on the web changes other columns of it.
handled store_name(const turn_context& t, std::optional<std::string> name) {
  return deferred([&t, name](storage::unit_of_work& u) -> result<outcome> {
    const auto stored = storage::actions::stored(u, storage::person_row{.id = t.state.user.id});
    if (!stored) return make_error(errc::not_found, "no such user");
    const auto& before = std::get<storage::person_row>(*stored);
    outcome o;
    o.reply = name ? replies::named(*name, t.voice) : replies::name_forgotten(t.voice);
    if (before.name == name) return o;
    auto after = before;
    after.name = name;
    o.action = "name_set";
    o.changes.push_back(storage::updated(before, after));
    return o;
  });
}

}  // namespace

bool can_be_name(std::string_view said) {
  // "call me at 5", "call me a cab", "call me when you can".
  constexpr std::array no_names = {
      "a",      "an",       "the",          "at",       "back",    "when",        "if",   "in",
      "on",     "later",    "now",          "today",    "tonight", "tomorrow",    "to",   "for",
      "my",     "by",       "every",        "again",    "up",      "out",         "this", "that",
      "after",  "before",   "maybe",        "crazy",    "asap",    "once",        "then", "and",
      "or",     "not",      "what",         "whatever", "old",     "about",       "from", "with",
      "next",   "mom",      "dad",          "them",     "him",     "her",         "it",   "names",
      "please", "sometime", "cuando",       "al",       "luego",   "ma\u00f1ana", "por",  "si",
      "un",     "una",      "despu\u00e9s", "el"};
  const auto words = match_words(said);
  const auto first = std::string_view(said).substr(0, said.find(' '));
  return !words.empty() && said.size() <= longest_name &&
         static_cast<std::size_t>(std::ranges::count(said, ' ')) < most_words &&
         std::ranges::find(no_names, first) == no_names.end();
}

handled set_name(const turn_context& t, const std::string& said) {
  // Its capitals are in the text; a name typed small gets one.
  const auto text = tidy(t.text);
  const auto at = lower(text).rfind(said);
  auto name = at == std::string::npos ? said : text.substr(at, said.size());
  if (name == said) name = replies::sentence(name);
  return store_name(t, name);
}

handled forget_name(const turn_context& t) {
  return store_name(t, std::nullopt);
}

handled tell_name(const turn_context& t) {
  if (!t.state.user.name)
    return say(t, {"You haven't told me your name. Text \"call me\" and your name.",
                   "No me has dicho tu nombre. Escribe \"ll\u00e1mame\" y tu nombre."});
  return say(replies::your_name(*t.state.user.name, t.voice));
}

}  // namespace handlers
