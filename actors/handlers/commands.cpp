#include "actors/handlers/commands.hpp"

#include <algorithm>
#include <cstdlib>
#include <regex>

#include "actors/handlers/earlier_texts.hpp"
#include "actors/handlers/goals.hpp"
#include "actors/handlers/meals.hpp"
#include "actors/handlers/milestones.hpp"
#include "actors/handlers/support.hpp"
#include "actors/handlers/tour.hpp"
#include "actors/replies/word_templates.hpp"
#include "nlp/learning/teachable.hpp"

namespace handlers {
namespace {

/// Longer texts are no commands; it also bounds what the patterns below look at.
constexpr std::size_t longest_command = 200;

using words = std::vector<std::string>;
using maker = std::optional<command> (*)(const words&, const user_state&, const food_estimator&);

/// The letters of a text as a set: a word with a letter that the text lacks is not in it.
std::uint64_t letters_of(std::string_view s) {
  std::uint64_t all = 0;
  for (const char c : s) all |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63);
  return all;
}

struct sought_word {
  std::string_view word;
  std::uint64_t letters;
  sought_word(const char* w) : word(w), letters(letters_of(w)) {}
};

/// A pattern costs microseconds, so it only runs on a text that has one of its words.
struct rule {
  std::vector<sought_word> one_of;
  std::regex says;
  maker make;
};

std::string_view domain_of(std::string_view said) {
  if (said == "food" || said == "meal" || said == "snack") return "food";
  if (said == "water") return "water";
  if (said == "todo" || said == "task") return "todo";
  return "gym";
}

std::string_view rate_of(std::string_view said) {
  if (said.starts_with("fast") || said.starts_with("quick")) return "fast";
  return said.starts_with("slow") ? "slow" : "normal";
}

double number_of(const std::string& s) {
  return std::strtod(s.c_str(), nullptr);
}

command goal_of(const std::string& what, const std::string& value, const std::string& unit,
                const std::string& period) {
  return [what, v = number_of(value), unit, period](const turn_context& t) {
    return set_goal(t, what, v, unit, period);
  };
}

/// Whether the words name a meal or a day at all; which one, is read when it is done.
bool is_meal_of_day(std::string_view said) {
  return read_meal_of_day(said, local_seconds(std::chrono::days(20'000)), "en").has_value();
}

bool names_medication(std::string_view word) {
  for (const std::string_view common :
       {"pill", "vitamin", "medic", "ibuprofen", "aspirin", "paracetamol", "tylenol", "advil",
        "insulin", "antibiotic", "inhaler"})
    if (word.starts_with(common)) return true;
  return word == "med" || word == "meds";
}

/// "meds", or a word that nobody uses for anything else: "lisinopril".
bool is_medication(const std::string& word) {
  return names_medication(word) ||
         (!nlp::learning::refuse_term(word) && !lexicon_estimate(word, 1, "", ""));
}

/// A mail address, captured. What libcurl and every mail server take: ASCII.
#define ADDRESS "([a-z0-9._%+'-]{1,64}@(?:[a-z0-9-]{1,63}\\.){1,8}[a-z]{2,24})"
/// A whole or decimal number, captured.
#define NUMBER "(\\d{1,6}(?:\\.\\d{1,3})?)"
/// A figure as it was said to the person, with whatever unit.
#define FIGURE "(\\d[\\d,]{0,8}(?:\\.\\d{1,3})?)(?: ?[a-z]{1,10})?"
#define PERIOD                                                                   \
  "(today|yesterday|this week|last week|this month|last month|last 7 days|last " \
  "30 days)"
#define MEAL "(breakfast|lunch|dinner|supper|snack)"

const std::vector<rule>& rules() {
  const auto re = [](const char* s) {
    return std::regex(s, std::regex::ECMAScript | std::regex::optimize);
  };
  static const std::vector<rule> all = {
      {{"why", "how d", "where d", "explain"},
       re("(?:but )?why(?: (?:is that|so|that much))?|how did you get (?:that|it)|"
          "where (?:does|did) (?:that|it) come from|how do you know(?: that)?|explain(?: that)?"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return command(why);
       }},
      {{"why", "how d", "where d"},
       re("why (?:is (?:it|that) |does it say )?(?:only )?" FIGURE "|"
          "(?:where (?:does|did)|how (?:do|did) you get(?: to)?) " FIGURE "(?: come from)?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         auto said = w[1] + w[2];
         std::erase(said, ',');
         return [figure = number_of(said)](const turn_context& t) { return why_figure(t, figure); };
       }},
      {{"@"},
       re("(?:set |change |update )?(?:my |the )?e-?mail(?: address)?(?: is| to|:| =)?(?: "
          "now)? " ADDRESS "|(?:e-?mail|mail) me at " ADDRESS),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [to = w[1] + w[2]](const turn_context& t) { return set_mail_address(t, to); };
       }},
      {{"mail"},
       re("(?:what(?:'s| is) |show )my e-?mail(?: address)?"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return command(show_mail_address);
       }},
      {{"mail"},
       re("(?:forget|remove|delete|drop) my e-?mail(?: address)?"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return command(forget_mail_address);
       }},
      {{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"},
       re("(?:(?:my |the )?code(?: is|:)? )?(\\d{3})[ -]?(\\d{3})"),
       [](const words& w, const user_state& s, const food_estimator&) -> std::optional<command> {
         if (!s.talk.code_until) return std::nullopt;
         return [code = w[1] + w[2]](const turn_context& t) { return prove_mail_address(t, code); };
       }},
      {{"skip"},
       re("skip(?: it| this| that| the tour| tour| the intro)?"),
       [](const words&, const user_state& s, const food_estimator&) -> std::optional<command> {
         if (!in_tour(s)) return std::nullopt;
         return command(skip_tour);
       }},
      {{"try"},
       re("try: ?(.+)|try (?!to |the |out |a |remind|again)(.+)"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [s = w[1] + w[2]](const turn_context& t) { return try_text(t, s); };
       }},
      {{"call me", "my name", "called"},
       re("(?:please |hi,? |hey,? )?(?:you can |just |can you )?call me ([^0-9?!,:;\"]{1,40}?)"
          "(?: please| from now on)?|my name(?:'s| is) ([^0-9?!,:;\"]{1,40}?)|"
          "i(?:'m| am) called ([^0-9?!,:;\"]{1,40}?)"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         const auto said = w[1] + w[2] + w[3];
         if (!can_be_name(said)) return std::nullopt;
         return [said](const turn_context& t) { return set_name(t, said); };
       }},
      {{"my name", "call me by", "who am i", "call me?"},
       re("(?:forget|delete|remove) my name|(?:do not|don't|stop|dont) (?:call|calling) me by "
          "(?:my )?name"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return command(forget_name);
       }},
      {{"my name", "you call me", "who am i"},
       re("(?:what(?:'s| is|s) my name|what do you call me|who am i|do you know my name)"),
       [](const words& w, const user_state& s, const food_estimator&) -> std::optional<command> {
         // It may also be a fact that was stored as one.
         if (!s.user.name && w[0].starts_with("what")) return std::nullopt;
         return command(tell_name);
       }},
      {{"history", "recent", "last"},
       re("(?:show |my |show my )?(?:text |command |entry )?history|(?:my |show my "
          ")?(?:recent|last) "
          "(?:texts|entries|commands)"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return command(show_history);
       }},
      {{"most"},
       re("(?:my |show my )?most (?:used|logged|common)(?: texts| entries| commands)?|"
          "what do i log (?:the )?most"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return command(show_most_used);
       }},
      {{"milestone"},
       re("(?:turn )?(?:the )?milestones? (?:notes? )?(on|off)|turn (on|off) (?:the )?milestones?|"
          "(no) (?:more )?milestones?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [on = w[1] + w[2] == "on"](const turn_context& t) { return set_milestones(t, on); };
       }},
      {{"sure", "uncertain", "weak"},
       re("(?:show |list )?(?:me )?(?:(?:which|what) )?(?:of )?(?:my |the )?words (?:are |that are "
          ")?"
          "(?:you(?:'re| are)? )?(?:unsure|not sure|uncertain|weak)(?: of| about)?|"
          "(?:which|what) words are(?: you|n't you)? (?:unsure|not sure|uncertain|sure)(?: of| "
          "about)?|(?:show |list )?(?:my |the )?(?:unsure|uncertain|weak) words"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return command(list_unsure_words);
       }},
      {{"words"},
       re("(?:show |list )?all (?:of )?(?:my|the) words"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return [](const turn_context& t) { return list_words(t, "", true); };
       }},
      {{"words"},
       re("(?:show |list )?(?:my |the )?(food|restaurant|exercise|class|container|person|place)"
          " words"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [kind = w[1]](const turn_context& t) { return list_words(t, kind, true); };
       }},
      {{"history", "learn "},
       re("(?:history of|how did you learn|where did you learn) (?:my |the )?(?:word )?"
          "\"?([^\"?]+?)\"?(?: before)?"),
       [](const words& w, const user_state& s, const food_estimator&) -> std::optional<command> {
         if (is_metric(w[1], s)) return std::nullopt;
         return [term = w[1]](const turn_context& t) { return word_history(t, term); };
       }},
      {{"back"},
       re("(?:roll back|go back to the (?:old|previous) (?:meaning of|word)|"
          "bring back the word) (?:my |the )?(?:word )?\"?([^\"]+?)\"?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [term = w[1]](const turn_context& t) { return roll_back_word(t, term); };
       }},
      {{"merge"},
       re("merge \"?([^\"]+?)\"? (?:and|with|into) \"?([^\"]+?)\"?"),
       [](const words& w, const user_state& s, const food_estimator&) -> std::optional<command> {
         if (s.words->meanings(w[1]).empty() && s.words->meanings(w[2]).empty())
           return std::nullopt;
         return [a = w[1], b = w[2]](const turn_context& t) { return merge_words(t, a, b); };
       }},
      {{"learned", "taught", "teach", "know about"},
       re("what (?:have you learned|did i teach you|have i taught you|do you know) about "
          "(food|restaurant|exercise|class|container|person|place)(?:e?s)?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [kind = w[1]](const turn_context& t) { return list_words(t, kind, true); };
       }},
      {{"in that", "in it", "in this"},
       re("how (?:many|much) (calories|cal|kcal|carbs|protein|fat|fiber) (?:are |is |was |were "
          ")?in "
          "(?:that|it|this)"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [part = w[1]](const turn_context& t) { return show_part_of_last_food(t, part); };
       }},
      {{"are you", "r u "},
       re("(?:are you|r u) (?:a |an )?(?:real|human|robot|bot|person|machine|ai|program|computer)"
          "(?: person| human)?|(?:who|what) are you"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return [](const turn_context& t) -> handled { return say(replies::what_i_am(t.voice)); };
       }},
      {{"time"},
       re("what(?:'s| is|s)? (?:the )?time(?: is it| now)?(?: now)?|what time do you have"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return command(tell_time);
       }},
      {{"export", "download", "back"},
       re("(?:export|download|back ?up) (?:my |the )?(?:words|vocabulary|patterns|nicknames)"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return command(export_words);
       }},
      {{"learn"},
       re("(?:learning(?: rate)?|learn)[: ]+(fast|fast(?:er)|quickly|quick|normal(?:ly)?|slow|"
          "slower|slowly)"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [rate = std::string(rate_of(w[1]))](const turn_context& t) {
           return set_learning_rate(t, rate);
         };
       }},
      {{"alias", "shortcut"},
       re("(?:new )?(?:alias|shortcut):? \"?([^\"=]{1,20}?)\"?(?: ?(?:=|->|:) ?| (?:for|is|means)"
          " )\"?(.+?)\"?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [a = w[1], b = w[2]](const turn_context& t) { return define_alias(t, a, b); };
       }},
      {{"aliases", "shortcuts"},
       re("(?:show |list )?(?:my |the )?(?:aliases|shortcuts)"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return command(list_aliases);
       }},
      {{"that", "it", "this"},
       re("(?:no+|nope|wrong|actually|hey)?[,.! ]*(?:that|it|this)(?:'s| is| was|s)"
          " (?:actually |really )?(?:a |an |my )?"
          "(food|meal|snack|workout|exercise|gym|training|water|todo|task)"),
       [](const words& w, const user_state&,
          const food_estimator& estimate) -> std::optional<command> {
         return [to = std::string(domain_of(w[1])), &estimate](const turn_context& t) {
           return refile(t, to, estimate);
         };
       }},
      {{" is ", " means ", " = "},
       re("\"?([a-z0-9 ']+?)\"? (?:is|means|=) (?:a |an |my )?"
          "(?:food|drink|meal|restaurant|workout|exercise|class|place|person|container|water)"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         const auto no = nlp::learning::refuse_term(w[1]);
         if (!no) return std::nullopt;
         return [why_not = *no, term = w[1]](const turn_context& t) -> handled {
           return say(replies::unteachable(why_not, term, t.voice));
         };
       }},
      {{"same"},
       re("(?:i )?(?:(?:ate|had|eat|have|having|log|logged) )?(?:the )?same(?: " MEAL
          ")?(?: (?:thing|food|meal|stuff))?(?: for " MEAL ")? (?:as|like) (.{3,40}?)(?: for " MEAL
          ")?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         const auto as = std::string(meal_named(w[1] + w[2] + w[4]));
         if (!as.empty() && (w[3] == "usual" || w[3] == "always"))
           return [as](const turn_context& t) { return usual_meal(t, as); };
         if (!is_meal_of_day(w[3])) return std::nullopt;
         return [as, of = w[3]](const turn_context& t) { return repeat_meal(t, as, of); };
       }},
      {{"repeat", "copy"},
       re("(?:please )?(?:repeat|copy) (.{3,40}?)(?: (?:for|as) (?:my )?" MEAL
          ")?(?: again| please)?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         if (!is_meal_of_day(w[1])) return std::nullopt;
         return [as = std::string(meal_named(w[2])), of = w[1]](const turn_context& t) {
           return repeat_meal(t, as, of);
         };
       }},
      {{"usual"},
       re("(?:i )?(?:ate|had|log)? ?(?:my |the )?usual " MEAL),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [meal = std::string(meal_named(w[1]))](const turn_context& t) {
           return usual_meal(t, meal);
         };
       }},
      {{"goal"},
       re("(?:my )?goals|how am i doing (?:on|with) my goals|(?:show|list) (?:me )?my goals"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return command(show_goals);
       }},
      {{"goal"},
       re("(?:drop|delete|remove|forget) (?:my |the )?([a-z][a-z ]{1,30}?) goal"),
       [](const words& w, const user_state& s, const food_estimator&) -> std::optional<command> {
         if (!goal_named(w[1], s)) return std::nullopt;
         return [what = w[1]](const turn_context& t) { return drop_goal(t, what); };
       }},
      {{"goal"},
       re("(?:set )?(?:my |a |the )?([a-z][a-z ]{1,30}?) goal(?: is| to| of|:)? " NUMBER
          " ?([a-z]*)(?: (?:a|per|every|each) (day|week|night))?"),
       [](const words& w, const user_state& s, const food_estimator&) -> std::optional<command> {
         if (!goal_named(w[1], s)) return std::nullopt;
         return goal_of(w[1], w[2], w[3], w[4]);
       }},
      {{"goal"},
       re("(?:set )?(?:my |a )?goal(?: is| to| of|:)? " NUMBER
          " ?(?:(g|kg|lb|lbs|h|hours)(?: of)? )?"
          "([a-z][a-z ]{1,30}?)(?: (?:a|per|every|each) (day|week|night))?"),
       [](const words& w, const user_state& s, const food_estimator&) -> std::optional<command> {
         if (!goal_named(w[3], s)) return std::nullopt;
         return goal_of(w[3], w[1], w[2], w[4]);
       }},
      {{"track", "metric"},
       re("(?:start )?track(?:ing)? my ([a-z][a-z ]{1,30}?)(?: in ([a-z]{1,20})| (?:from )?1-10)?|"
          "new metric:? ([a-z][a-z ]{1,30}?)(?: in ([a-z]{1,20}))?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [name = w[1] + w[3], unit = w[2] + w[4]](const turn_context& t) {
           return define_metric(t, name, unit);
         };
       }},
      {{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"},
       re("(?:i )?(?:just )?(?:([a-z]{3,20}) )?" NUMBER
          " ([a-z]{2,20})(?: (?:of|in) [^0-9]{2,60})?(?: today| this morning| tonight)?"),
       [](const words& w, const user_state& s, const food_estimator&) -> std::optional<command> {
         // "read 20 pages" of the reading that was named; "had 2 coffees" is to drink.
         auto metric = w[1].empty() ? std::nullopt : own_metric_called(w[1], s, w[3]);
         if (!metric && !lexicon_estimate(w[3], 1, "", "")) metric = own_metric_called(w[3], s);
         if (!metric) return std::nullopt;
         return [name = *metric, v = number_of(w[2])](const turn_context& t) {
           return log_metric(t, name, v, "");
         };
       }},
      {{"how m", "did i"},
       re("how (?:much|many)(?: ([a-z ]{3,30}?))? (?:did i|have i|i)(?: ([a-z]{3,20}))?"
          "(?: (?:in total|so far))?(?: " PERIOD ")?"),
       [](const words& w, const user_state& s, const food_estimator&) -> std::optional<command> {
         auto metric = w[1].empty() ? std::nullopt : own_metric_called(w[1], s);
         if (!metric && !w[2].empty()) metric = own_metric_called(w[2], s);
         if (!metric) return std::nullopt;
         auto period = w[3].empty() ? std::string("today") : w[3];
         std::ranges::replace(period, ' ', '_');
         return [name = *metric, period](const turn_context& t) {
           return show_metric(t, name, period);
         };
       }},
      {{"st"},
       re("(?:(?:i )?weigh(?:ed)?(?: in)?(?: at)? |(?:my )?weight(?: is| was|:)? )?(\\d{1,2}) ?"
          "(?:st|stones?)(?:,? ?(?:and )?(\\d{1,2}(?:\\.\\d)?) ?(?:lbs?|pounds?)?)?"
          "(?: today| this morning)?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         constexpr double pounds_of_stone = 14;
         return [v = pounds_of_stone * number_of(w[1]) + number_of(w[2])](const turn_context& t) {
           return log_metric(t, "weight", v, "lb");
         };
       }},
      {{"weigh"},
       re("(?:i weigh|weighed(?: in)?(?: at)?|i weighed(?: in)?(?: at)?) " NUMBER
          " ?(kg|lb|lbs|pounds|kilos)?(?: today| this morning)?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [v = number_of(w[1]), unit = w[2]](const turn_context& t) {
           return log_metric(t, "weight", v, unit);
         };
       }},
      {{"bp", "blood pressure"},
       re("(?:log |my )?(?:bp|blood pressure)(?: is| was|:)? (\\d{2,3}) ?(?:/|over) ?(\\d{2,3})"
          "(?: today| this morning)?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [upper = number_of(w[1]), lower = number_of(w[2])](const turn_context& t) {
           return log_blood_pressure(t, upper, lower);
         };
       }},
      {{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"},
       re("(?:log |note )?(?:my )?([a-z][a-z ]{1,30}?)(?: is|:| =)? " NUMBER
          "(?:/10)? ?([a-z]{0,10})(?: today| this morning)?"),
       [](const words& w, const user_state& s, const food_estimator&) -> std::optional<command> {
         if (!is_metric(w[1], s)) return std::nullopt;
         return [name = w[1], v = number_of(w[2]), unit = w[3]](const turn_context& t) {
           return log_metric(t, name, v, unit);
         };
       }},
      {{"my ", "history", "trend", "chart"},
       re("(?:(?:show |what(?:'s|s| is) )?my |how is my )([a-z][a-z ]{1,30}?)"
          "(?: history| trend| chart| this week| this month| lately)?|"
          "([a-z][a-z ]{1,30}?) (?:history|trend|chart)"),
       [](const words& w, const user_state& s, const food_estimator&) -> std::optional<command> {
         const auto name = w[1] + w[2];
         if (!is_metric(name, s)) return std::nullopt;
         return [name](const turn_context& t) { return show_metric(t, name, ""); };
       }},
      {{"today", "yesterday", "week", "month", "days", "average", "avg"},
       re("(?:how (?:is|was|were) )?(?:my )?(?:average |avg )?([a-z][a-z ]{1,30}?)"
          "(?: " PERIOD ")?"),
       [](const words& w, const user_state& s, const food_estimator&) -> std::optional<command> {
         // Questions about logs have a reading of their own.
         if (!is_metric(w[1], s)) return std::nullopt;
         auto period = w[2];
         std::ranges::replace(period, ' ', '_');
         return
             [name = w[1], period](const turn_context& t) { return show_metric(t, name, period); };
       }},
      {{"metrics", "figures", "tracking"},
       re("(?:show |list )?(?:me )?my (?:metrics|figures)|what am i tracking|what do i track"),
       [](const words&, const user_state&, const food_estimator&) -> std::optional<command> {
         return command(list_metrics);
       }},
      {{"dates", "times"},
       re("(?:show |list |what are )?(?:me )?(?:the )?(?:next|coming) (?:10 |ten )?(?:dates|times)"
          "(?: (?:of|for) (?:my |the )?(.+?)(?: reminder)?)?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [what = w[1]](const turn_context& t) { return show_series(t, what); };
       }},
      {{"took", "taken", "had"},
       re("(?:i )?(?:just )?(?:took|taken|had) (?:my |a |an )?(meds?|medication|medicine|pills?|"
          "vitamins?(?: [a-z0-9]+)?|ibuprofen|aspirin|paracetamol|tylenol|advil|insulin|"
          "antibiotics?|inhaler|birth control)(?: today| this morning| tonight)?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         return [what = w[1]](const turn_context& t) { return log_taken(t, what, 1); };
       }},
      {{"took"},
       re("(?:i )?(?:just )?took (?:(\\d{1,2}) |my |\\d{1,4} ?(?:mg|mcg|iu|ml) (?:of )?)"
          "([a-z][a-z0-9]{4,29}(?: [a-z])?)(?: today| this morning| tonight)?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         // A name that is no everyday word: "took my dog" is none of our business.
         if (w[1].empty() ? !is_medication(w[2]) : !names_medication(w[2])) return std::nullopt;
         return [what = w[2], doses = w[1].empty() ? 1 : number_of(w[1])](const turn_context& t) {
           return log_taken(t, what, doses);
         };
       }},
      {{"take", "taken", "took"},
       re("(?:did|have) i (?:take|taken|took) (?:my |the )?([a-z][a-z0-9]{2,29}(?: [a-z])?)"
          "(?: today| yet| already| this morning)?"),
       [](const words& w, const user_state&, const food_estimator&) -> std::optional<command> {
         if (!is_medication(w[1])) return std::nullopt;
         return [what = w[1]](const turn_context& t) { return was_taken(t, what); };
       }},
  };
  return all;
}

}  // namespace

#undef ADDRESS
#undef NUMBER
#undef MEAL
#undef PERIOD
#undef FIGURE

std::optional<command> read_command(std::string_view text, const user_state& state,
                                    const food_estimator& estimate) {
  if (state.preferences.language == "es")
    if (auto spanish = read_spanish_command(text, state)) return spanish;
  auto said = lower(tidy(text, longest_command + 1));
  if (said.size() > longest_command) return std::nullopt;
  while (!said.empty() && (said.back() == '?' || said.back() == '.' || said.back() == '!'))
    said.pop_back();
  if (said.empty()) return std::nullopt;
  std::smatch m;
  const auto letters = letters_of(said);
  const auto has = [&](const sought_word& w) {
    return (w.letters & ~letters) == 0 && said.find(w.word) != std::string::npos;
  };
  for (const auto& r : rules())
    if (std::ranges::any_of(r.one_of, has) && std::regex_match(said, m, r.says)) {
      words w;
      for (const auto& part : m) w.push_back(part.str());
      if (auto made = r.make(w, state, estimate)) return made;
    }
  return std::nullopt;
}

}  // namespace handlers
