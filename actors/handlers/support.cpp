#include "actors/handlers/support.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "nlp/text/fuzzy.hpp"
#include "nlp/text/tokenizer.hpp"

namespace handlers {
namespace {

using namespace std::chrono;

constexpr std::array small_words = {"a",    "an",     "the",   "my",   "your", "our", "to",
                                    "of",   "for",    "and",   "or",   "i",    "it",  "is",
                                    "was",  "that",   "with",  "in",   "on",   "at",  "from",
                                    "some", "please", "about", "this", "me",   "w",   "did"};

constexpr std::array parts_of_day = {"morning", "noon",   "lunch",     "afternoon", "evening",
                                     "tonight", "night",  "dinner",    "breakfast", "supper",
                                     "bed",     "midday", "lunchtime", "bedtime"};

/// "at 7", "7pm", "7:30": then the time is meant to the minute.
bool says_clock_time(const nlp::token_list& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].type != nlp::token::kind::number) continue;
    if (i > 0 && (tokens[i - 1].text == "at" || tokens[i - 1].text == "@")) return true;
    if (i + 1 == tokens.size()) continue;
    const auto next = tokens[i + 1].text;
    if (next == "am" || next == "pm" || next == "a.m" || next == "p.m" || next == "a.m." ||
        next == "p.m." || next == "o'clock" || next == "oclock")
      return true;
    if (next == ":" && i + 2 < tokens.size() && tokens[i + 2].type == nlp::token::kind::number)
      return true;
  }
  return false;
}

bool says_part_of_day(const nlp::token_list& tokens) {
  for (const auto& t : tokens)
    if (std::ranges::find(parts_of_day, t.text) != parts_of_day.end()) return true;
  return false;
}

std::string stem(std::string_view w) {
  std::string s(w);
  if (s.ends_with("'s")) s.resize(s.size() - 2);
  if (s.size() > 4 && s.ends_with("ies")) return s.substr(0, s.size() - 3) + "y";
  if (s.size() > 4 && (s.ends_with("shes") || s.ends_with("ches") || s.ends_with("xes")))
    return s.substr(0, s.size() - 2);
  if (s.size() > 3 && s.back() == 's' && s[s.size() - 2] != 's') s.pop_back();
  return s;
}

double word_match(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  const auto shorter = std::min(a.size(), b.size());
  if (shorter >= 4 && nlp::within_one_edit(a, b)) return 0.85;
  // "presentation" and "pres", "math" and "mathematics".
  if (shorter >= 4 && (a.starts_with(b) || b.starts_with(a))) return 0.8;
  return 0;
}

/// "the last magnesium reminder" names magnesium: the rest says what kind of thing it is and when.
std::string without_kind_words(std::string_view text) {
  constexpr std::array kinds = {
      "reminder", "todo",    "task",  "assignment", "homework", "alarm",     "entry",  "log",
      "meal",     "workout", "item",  "thing",      "list",     "last",      "latest", "recent",
      "second",   "first",   "today", "yesterday",  "tonight",  "breakfast", "lunch",  "dinner",
      "snack",    "morning", "one",   "evening",    "night",    "food",      "drink"};
  std::string kept;
  for (const auto& w : match_words(text))
    if (std::ranges::find(kinds, w) == kinds.end()) kept += (kept.empty() ? "" : " ") + w;
  return kept;
}

struct word_likeness {
  double named = 0;    ///< the share of the wanted words that the candidate has
  double covered = 0;  ///< the share of the candidate's words that were wanted
};
word_likeness compare_words(std::string_view wanted, std::string_view candidate) {
  const auto w = match_words(wanted), c = match_words(candidate);
  if (w.empty() || c.empty()) return {};
  double found = 0;
  std::size_t used = 0;
  for (const auto& word : w) {
    double best = 0;
    for (const auto& other : c) best = std::max(best, word_match(word, other));
    found += best;
    used += best > 0;
  }
  if (found == 0) return {};
  return {found / static_cast<double>(w.size()),
          static_cast<double>(std::min(used, c.size())) / static_cast<double>(c.size())};
}

std::optional<int> number_word(std::string_view w) {
  constexpr std::array cardinals = {"one", "two",   "three", "four", "five",
                                    "six", "seven", "eight", "nine", "ten"};
  constexpr std::array ordinals = {"first", "second",  "third",  "fourth", "fifth",
                                   "sixth", "seventh", "eighth", "ninth",  "tenth"};
  for (std::size_t i = 0; i < cardinals.size(); ++i)
    if (w == cardinals[i] || w == ordinals[i]) return static_cast<int>(i) + 1;
  return std::nullopt;
}

void count(storage::day_totals& t, const storage::food_log_row& r, int sign) {
  t.calories += sign * r.calories.value_or(0);
  t.protein_g += sign * r.protein_g.value_or(0);
  t.carbs_g += sign * r.carbs_g.value_or(0);
  t.fat_g += sign * r.fat_g.value_or(0);
  t.foods += sign;
  if (!r.calories) t.foods_without_calories += sign;
}
void count(storage::day_totals& t, const storage::water_log_row& r, int sign) {
  t.water_ml += sign * r.amount_ml;
}
void count(storage::day_totals& t, const storage::gym_log_row&, int sign) {
  t.workouts += sign;
}

}  // namespace

local_days day_of(const turn_context& t, instant at) {
  return storage::user_day(t.state.tz, t.state.preferences.day_start_minute, at);
}
instant day_start(const turn_context& t, local_days day) {
  return storage::user_day_start(t.state.tz, t.state.preferences.day_start_minute, day);
}
storage::logs::calendar calendar_of(const turn_context& t) {
  return {std::string(t.state.tz.name()), t.state.preferences.day_start_minute};
}

log_time when_logged(const nlp::act& act, const turn_context& t, seconds usual_hour) {
  const auto said = act.slots.time(nlp::slot::at);
  if (!said) return {t.now, today(t), {}};
  const auto here = floor<days>(t.local_now);
  if (said->day < here - years(10))
    return {t.now, today(t),
            replies::worded(t.voice,
                            {"{} is too long ago for my log.", "{} es demasiado atrás para mí."},
                            replies::day(said->day, t.voice))};
  if (!said->time_of_day) {
    if (said->day > here)
      return {t.now, today(t), replies::in_the_future(replies::day(said->day, t.voice), t.voice)};
    if (said->day == here) return {t.now, today(t), {}};
    const auto at = t.state.tz.to_instant(local_seconds(said->day) + usual_hour);
    return {at, day_of(t, at), {}};
  }
  const auto local = said->or_at(seconds(0));
  const auto at = t.state.tz.to_instant(local);
  if (at <= t.now) return {at, day_of(t, at), {}};
  bool means_now = at <= t.now + minutes(2);
  if (!means_now && said->day == here) {
    const auto tokens = nlp::tokenize(t.text);
    means_now = says_part_of_day(tokens) && !says_clock_time(tokens);
  }
  if (means_now) return {t.now, today(t), {}};
  return {t.now, today(t), replies::in_the_future(replies::moment(local, t.voice), t.voice)};
}

void count_change(const user_state& s, const storage::row_change& c, storage::day_totals& totals) {
  const auto count_row = [&](const storage::any_row& row, int sign) {
    std::visit(
        [&](const auto& r) {
          if constexpr (requires { count(totals, r, sign); }) {
            if (storage::user_day(s.tz, s.preferences.day_start_minute, r.at) == totals.day)
              count(totals, r, sign);
          }
        },
        row);
  };
  if (c.before) count_row(*c.before, -1);
  if (c.after) count_row(*c.after, +1);
  // No figure stays off zero by rounding.
  for (auto* v :
       {&totals.water_ml, &totals.calories, &totals.protein_g, &totals.carbs_g, &totals.fat_g})
    if (*v < 1e-9) *v = 0;
}

storage::day_totals totals_after(const turn_context& t,
                                 const std::vector<storage::row_change>& changes) {
  auto totals = t.state.today;
  for (const auto& c : changes) count_change(t.state, c, totals);
  return totals;
}

outcome say(std::string reply) {
  outcome o;
  o.reply = std::move(reply);
  return o;
}

outcome ask(const turn_context& t, nlp::act act, nlp::slot missing, std::string question) {
  outcome o;
  o.reply = question;
  o.talk = t.state.talk;
  o.talk->pending_act = std::move(act);
  o.talk->pending_question = std::move(question);
  o.talk->pending_slot = nlp::to_string(missing);
  o.talk->pending_until = t.now + pending_lifetime;
  return o;
}

outcome ask_to_confirm(const turn_context& t, nlp::act act, std::string question) {
  return ask(t, std::move(act), nlp::slot::confirmed, std::move(question));
}

outcome ask_to_text(const turn_context& t, std::string text, std::string question) {
  nlp::act meant;
  meant.kind = nlp::intent::unknown;
  meant.slots.set(nlp::slot::content, std::move(text));
  return ask_to_confirm(t, std::move(meant), std::move(question));
}

double likely_value(double said, double most) {
  if (!std::isfinite(said)) return 0;
  double v = said;
  while (v > most) v /= 10;
  return v >= 1 ? v : 0;
}

std::string tidy(std::string_view text, std::size_t limit) {
  std::string s;
  bool gap = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      gap = !s.empty();
      continue;
    }
    if (gap) s += ' ';
    gap = false;
    s += c;
  }
  if (s.size() > limit) {
    auto end = limit;
    while (end > 0 && (static_cast<unsigned char>(s[end]) & 0xC0) == 0x80) --end;
    s.resize(end);
  }
  return s;
}

std::string lower(std::string_view text) {
  std::string s(text);
  for (auto& c : s)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return s;
}

std::vector<std::string> match_words(std::string_view text) {
  std::vector<std::string> words, small;
  const auto tokens = nlp::tokenize(text);
  for (const auto& t : tokens) {
    if (t.type == nlp::token::kind::symbol) continue;
    auto& list = std::ranges::find(small_words, t.text) != small_words.end() ? small : words;
    list.push_back(stem(t.text));
  }
  // "it" and "the" are all that some names have.
  return words.empty() ? small : words;
}

double similarity(std::string_view wanted, std::string_view candidate) {
  const auto likeness = compare_words(wanted, candidate);
  return likeness.named + 0.1 * likeness.covered;
}

pick pick_by_words(std::string_view wanted, std::span<const std::string> candidates) {
  constexpr double good_enough = 0.5, tie = 0.03, surely = 0.6;
  std::vector<double> scores;
  scores.reserve(candidates.size());
  for (const auto& c : candidates) scores.push_back(similarity(wanted, c));
  const auto best = scores.empty() ? 0 : *std::ranges::max_element(scores);
  pick p;
  if (best < good_enough) return p;
  for (std::size_t i = 0; i < scores.size(); ++i)
    if (best - scores[i] <= tie) p.best.push_back(i);
  const auto naming = without_kind_words(wanted);
  p.sure = naming.empty() || std::ranges::any_of(p.best, [&](std::size_t i) {
             return compare_words(naming, candidates[i]).named >= surely;
           });
  return p;
}

std::vector<std::size_t> list_numbers(std::string_view text) {
  constexpr std::array fillers = {
      "number", "no",       "item",      "items",      "todo", "todos", "task", "tasks", "the",
      "and",    "reminder", "reminders", "assignment", "#",    ",",     ".",    "&",     "one",
      "num",    "nr",       "st",        "nd",         "rd",   "th",    ")",    "("};
  std::vector<std::size_t> numbers;
  const auto tokens = nlp::tokenize(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& t = tokens[i];
    if (t.type == nlp::token::kind::number) {
      if (t.value < 1 || t.value > 200 || t.value != std::floor(t.value)) return {};
      numbers.push_back(static_cast<std::size_t>(t.value));
    } else if (const auto n = number_word(t.text);
               n && !(t.text == "one" && !numbers.empty())) {  // "the second one"
      numbers.push_back(static_cast<std::size_t>(*n));
    } else if (std::ranges::find(fillers, t.text) == fillers.end()) {
      return {};
    }
  }
  return numbers;
}

day_span span_of(const nlp::slot_map& slots, const turn_context& t, std::string_view standard) {
  const auto now_day = today(t);
  const auto calendar_day = floor<days>(t.local_now);
  auto period = slots.text(nlp::slot::period).value_or("");
  const auto start = slots.time(nlp::slot::start), end = slots.time(nlp::slot::end);
  if (period.empty() && start) period = end ? "range" : "date";
  if (period.empty()) period = standard;

  const auto monday = now_day - (weekday(now_day) - Monday);
  const auto ymd = year_month_day(now_day);
  const auto month_first = local_days(ymd.year() / ymd.month() / 1);
  const auto month_after = local_days((ymd.year() / ymd.month() + months(1)) / 1);
  const auto said = [&](replies::wording w) { return replies::worded(t.voice, w); };
  const auto named = [&](local_days a, local_days b, std::string name) {
    return day_span{a, b, std::move(name), a > calendar_day};
  };

  if (period == "yesterday")
    return named(now_day - days(1), now_day - days(1), said({"yesterday", "ayer"}));
  if (period == "last_night") return named(now_day, now_day, said({"last night", "anoche"}));
  if (period == "tomorrow")
    return named(now_day + days(1), now_day + days(1), said({"tomorrow", "mañana"}));
  if (period == "this_week")
    return named(monday, monday + days(6), said({"this week", "esta semana"}));
  if (period == "last_week")
    return named(monday - days(7), monday - days(1), said({"last week", "la semana pasada"}));
  if (period == "next_week")
    return named(monday + days(7), monday + days(13), said({"next week", "la próxima semana"}));
  if (period == "this_weekend")
    return named(monday + days(5), monday + days(6), said({"this weekend", "este fin de semana"}));
  if (period == "this_month")
    return named(month_first, month_after - days(1), said({"this month", "este mes"}));
  if (period == "last_month")
    return named(local_days((ymd.year() / ymd.month() - months(1)) / 1), month_first - days(1),
                 said({"last month", "el mes pasado"}));
  if (period == "next_month")
    return named(month_after, local_days((ymd.year() / ymd.month() + months(2)) / 1) - days(1),
                 said({"next month", "el próximo mes"}));
  if (period == "this_year")
    return named(local_days(ymd.year() / January / 1), local_days(ymd.year() / December / 31),
                 said({"this year", "este año"}));
  if (period == "all_time")
    return named(local_days(year(2000) / 1 / 1), now_day + days(1),
                 said({"of all time", "de siempre"}));
  if (period.starts_with("last_") && period.ends_with("_days")) {
    int n = 0;
    std::from_chars(period.data() + 5, period.data() + period.size(), n);
    n = std::clamp(n, 1, 3'660);
    return named(now_day - days(n - 1), now_day,
                 replies::worded(t.voice, {"last {} days", "los últimos {} días"}, n));
  }
  if (period == "date" && start)
    return named(start->day, start->day, replies::day(start->day, t.voice));
  if (period == "range" && (start || end)) {
    auto a = start ? start->day : now_day, b = end ? end->day : now_day;
    if (b < a) std::swap(a, b);
    // "last 90 days" ends today, as "last 7 days" does.
    const auto n = (b - a).count() + 1;
    if (b == now_day - days(1) &&
        lower(t.text).find("last " + std::to_string(n) + " days") != std::string::npos)
      return named(now_day - days(n - 1), now_day,
                   replies::worded(t.voice, {"last {} days", "los últimos {} días"}, n));
    return named(a, b,
                 replies::worded(t.voice, {"{} to {}", "{} a {}"}, replies::day(a, t.voice),
                                 replies::day(b, t.voice)));
  }
  return named(now_day, now_day, said({"today", "hoy"}));
}

day_span span_before(const day_span& s, const nlp::slot_map& slots, const turn_context& t) {
  const auto period = slots.text(nlp::slot::period).value_or("");
  if (period == "this_month" || period == "last_month") {
    const auto ymd = year_month_day(s.first);
    const auto first = local_days((ymd.year() / ymd.month() - months(1)) / 1);
    return {first, s.first - days(1),
            replies::worded(t.voice, {"the month before", "el mes anterior"})};
  }
  const auto n = days(s.days());
  day_span before{s.first - n, s.last - n, {}};
  if (n == days(7))
    before.name = replies::worded(t.voice, {"the week before", "la semana anterior"});
  else if (n == days(1))
    before.name = replies::day(before.first, t.voice);
  else
    before.name =
        replies::worded(t.voice, {"the {} days before", "los {} días anteriores"}, s.days());
  return before;
}

}  // namespace handlers
