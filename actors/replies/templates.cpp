#include "actors/replies/templates.hpp"

#include <fmt/format.h>

#include <cmath>

#include "actors/replies/notices.hpp"
#include "actors/replies/word_templates.hpp"
#include "nlp/entities/recurrence.hpp"

namespace replies {
namespace {

using namespace std::chrono;
using namespace storage;

/// Names come from people; a long one must not push the rest out of the first segment.
constexpr std::size_t name_limit = 60;

std::string name(std::string_view text) {
  return shortened(text, name_limit);
}

bool is_mass(std::string_view unit) {
  return unit == "g" || unit == "kg" || unit == "mg" || unit == "oz" || unit == "lb" ||
         unit == "ml" || unit == "l";
}

std::string gram(double g) {
  return number(g, g < 10 ? 1 : 0) + "g";
}

std::string act_name(const any_row& row, const voice& v) {
  return std::visit(
      [&](const auto& r) -> std::string {
        using Row = std::decay_t<decltype(r)>;
        if constexpr (std::is_same_v<Row, preferences_row>)
          return "settings";
        else if constexpr (std::is_same_v<Row, routine_row>)
          return phrase(r, v);
        else if constexpr (std::is_same_v<Row, water_goal_row>)
          return "water goal " + volume(r.goal_ml, v) + " for " + day(r.date, v);
        else if constexpr (requires { phrase(r, v); })
          return phrase(r, v);
        else
          return {};
      },
      row);
}

/// What a change did, for undo ("removed 500 ml water") and redo.
std::string effect_of(const row_change& c, std::string_view turned, const voice& v) {
  if (!c.before) return act_name(*c.after, v) + " is back";
  if (!c.after) return "removed " + act_name(*c.before, v);
  if (auto* r = std::get_if<item_row>(&*c.after)) {
    const auto& before = std::get<item_row>(*c.before);
    if (before.status != r->status)
      return name(r->content) + (r->status == "open" ? " is open again" : " is done");
  }
  if (auto* r = std::get_if<assignment_row>(&*c.after)) {
    const auto& before = std::get<assignment_row>(*c.before);
    if (before.status != r->status)
      return name(r->assignment_name) + (r->status == "open" ? " is open again" : " is done");
  }
  if (std::get_if<preferences_row>(&*c.after)) return "settings are as they were";
  if (auto* r = std::get_if<routine_row>(&*c.after)) return phrase(*r, v);
  return std::string(turned) + act_name(*c.after, v);
}

std::string effects(std::span<const row_change> changes, std::string_view turned, const voice& v) {
  constexpr std::size_t shown = 3;
  std::vector<std::string> parts;
  std::size_t hidden = 0;
  for (const auto& c : changes) {
    // A fact that gave way to a newer one comes and goes with it; saying so twice confuses.
    if (c.before && c.after && std::holds_alternative<fact_row>(*c.after)) continue;
    auto part = effect_of(c, turned, v);
    if (part.empty()) continue;
    if (parts.size() < shown)
      parts.push_back(std::move(part));
    else
      ++hidden;
  }
  auto text = fmt::format("{}", fmt::join(parts, "; "));
  if (hidden > 0) text += fmt::format("; and {} more", hidden);
  return text;
}

}  // namespace

std::string sentence(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string listing(std::span<const std::string> parts) {
  std::string s;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) s += i + 1 == parts.size() ? " and " : ", ";
    s += parts[i];
  }
  return s;
}

std::string macros(std::optional<double> kcal, std::optional<double> protein,
                   std::optional<double> carbs, std::optional<double> fat, bool estimated) {
  std::vector<std::string> parts;
  if (kcal) parts.push_back(energy(*kcal));
  if (protein) parts.push_back(gram(*protein) + " protein");
  // Carbs and fat are said when the person gave them; for an estimate the first two are enough.
  if (carbs && !estimated) parts.push_back(gram(*carbs) + " carbs");
  if (fat && !estimated) parts.push_back(gram(*fat) + " fat");
  if (parts.empty()) return {};
  return (estimated ? "~" : "") + fmt::format("{}", fmt::join(parts, ", "));
}

std::string macros(const food_log_row& r) {
  return macros(r.calories, r.protein_g, r.carbs_g, r.fat_g, r.estimated);
}

std::string food_name(const food_log_row& r) {
  std::string s;
  const auto food = name(r.food_name);
  if (r.unit && !r.unit->empty() && *r.unit != "piece" && *r.unit != "serving") {
    const auto amount = number(r.quantity, 2);
    if (is_mass(*r.unit))
      s = fmt::format("{} {} {}", amount, *r.unit, food);
    else
      s = fmt::format("{} {} of {}", amount, plural(*r.unit, r.quantity), food);
  } else if (r.quantity == 1) {
    s = food;
  } else {
    s = number(r.quantity, 2) + " " + plural(food, r.quantity);
  }
  if (r.restaurant && !r.restaurant->empty()) s += " from " + name(*r.restaurant);
  return s;
}

std::string phrase(const food_log_row& r, const voice&) {
  const auto figures = macros(r);
  return figures.empty() ? food_name(r) : food_name(r) + " (" + figures + ")";
}

std::string phrase(const water_log_row& r, const voice& v) {
  return volume(r.amount_ml, v) + " water";
}

std::string phrase(const gym_log_row& r, const voice&) {
  auto s = name(r.exercise);
  const bool weighted = r.weight_kg.has_value();
  const auto load = weighted ? weight(*r.weight_kg, r.weight_unit.value_or("kg")) : std::string{};
  if (r.sets && r.reps) {
    s += fmt::format(" {}x{}", *r.sets, *r.reps);
    if (weighted) s += " @ " + load;
  } else if (r.reps) {
    s += weighted ? fmt::format(" {} x {}", load, *r.reps) : fmt::format(" x {}", *r.reps);
  } else {
    if (weighted) s += " " + load;
    if (r.sets) s += ", " + counted(*r.sets, "set");
  }
  if (r.distance_m) s += ", " + distance(*r.distance_m, r.distance_unit.value_or("km"));
  if (r.duration_min) s += ", " + duration(*r.duration_min);
  if (r.calories) s += ", " + energy(*r.calories) + " burned";
  return s;
}

std::string phrase(const sleep_log_row& r, const voice& v) {
  std::string s = r.nap ? "nap" : "sleep";
  if (r.started_at && r.ended_at) {
    const auto from = v.tz.to_local(*r.started_at), to = v.tz.to_local(*r.ended_at);
    s += fmt::format(" {}-{} ({})", clock(from, v), clock(to, v), duration(r.duration_min));
    // Without a word the length would look wrong on the night the clocks change.
    if (std::llround(r.duration_min) != round<minutes>(to - from).count())
      s.insert(s.size() - 1, ", clocks changed");
  } else {
    s += " " + duration(r.duration_min);
  }
  return s;
}

std::string recurrence(std::string_view rrule, const voice& v) {
  const auto r = nlp::rrule_from(rrule);
  if (!r) return "repeating";
  constexpr std::string_view days_short[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::string_view ordinals[] = {"last",  "",       "first", "second",
                                           "third", "fourth", "fifth"};
  constexpr std::string_view month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::vector<std::string> named;
  for (int i = 0; i < 7; ++i)
    if (r->weekdays >> i & 1) named.emplace_back(days_short[i]);
  const auto every = [&](std::string_view unit) {
    return r->interval == 1 ? fmt::format("every {}", unit)
                            : fmt::format("every {} {}s", r->interval, unit);
  };
  (void)v;
  switch (r->freq) {
    case nlp::frequency::minutely:
      return every("minute");
    case nlp::frequency::hourly:
      return every("hour");
    case nlp::frequency::daily:
      return every("day");
    case nlp::frequency::weekly:
      if (r->interval == 1 && r->weekdays == nlp::working_days) return "every weekday";
      if (r->interval == 1 && r->weekdays == nlp::weekend_days) return "every weekend";
      if (named.empty()) return every("week");
      if (r->interval == 1) return fmt::format("every {}", fmt::join(named, ", "));
      return fmt::format("{} on {}", every("week"), fmt::join(named, ", "));
    case nlp::frequency::monthly:
      if (r->weekday_ordinal >= -1 && r->weekday_ordinal <= 5 && r->weekday_ordinal != 0 &&
          !named.empty())
        return fmt::format("the {} {} of {}", ordinals[r->weekday_ordinal + 1], named.front(),
                           r->interval == 1 ? "every month" : every("month"));
      if (r->month_day == -1) return "the last day of every month";
      if (r->month_day > 0) return fmt::format("{} on day {}", every("month"), r->month_day);
      return every("month");
    case nlp::frequency::yearly:
      if (r->month >= 1 && r->month <= 12 && r->month_day > 0)
        return fmt::format("every {} {}", month_names[r->month - 1], r->month_day);
      return every("year");
  }
  return "repeating";
}

std::string due(const item_row& r, const voice& v) {
  if (!r.due_at) return {};
  const auto local = v.tz.to_local(*r.due_at);
  if (!r.rrule) return r.due_all_day ? day(floor<days>(local), v) : moment(local, v);
  const auto rule = nlp::rrule_from(*r.rrule);
  const bool of_a_day =
      rule && rule->freq != nlp::frequency::hourly && rule->freq != nlp::frequency::minutely;
  auto s = of_a_day ? recurrence(*r.rrule, v) + " " + clock(local, v) : recurrence(*r.rrule, v);
  if (rule && rule->until) s += " until " + day(floor<days>(*rule->until), v);
  if (rule && rule->count > 0) s += fmt::format(", {} times", rule->count);
  return s;
}

std::string due(const assignment_row& r, const voice& v) {
  if (!r.due_at) return {};
  const auto local = v.tz.to_local(*r.due_at);
  return r.due_all_day ? day(floor<days>(local), v) : moment(local, v);
}

std::string phrase(const item_row& r, const voice& v) {
  const auto at = due(r, v);
  const auto what = name(r.content);
  if (at.empty()) return what;
  return r.type == "reminder" ? what + ", " + at : what + " (due " + at + ")";
}

std::string assignment_name(const assignment_row& r) {
  return r.class_name.empty() || r.class_name == no_class ? r.assignment_name
                                                          : r.class_name + " " + r.assignment_name;
}

std::string phrase(const assignment_row& r, const voice& v) {
  auto s = name(assignment_name(r));
  const auto at = due(r, v);
  return at.empty() ? s : s + ", due " + at;
}

std::string phrase(const fact_row& r, const voice&) {
  return name(r.key.plain) + ": " + r.value.plain;
}

std::string phrase(const knowledge_row& r, const voice& v) {
  const auto what =
      r.pattern_type == "intent" ? what_it_is(r.associated_value) : r.associated_value;
  auto s = what.empty() || what == r.pattern_term ? name(r.pattern_term)
                                                  : name(r.pattern_term) + " = " + name(what);
  std::vector<std::string> notes;
  if (r.pattern_type == "entity" && !r.kind.empty()) notes.push_back(r.kind);
  if (r.amount_ml) notes.push_back(volume(*r.amount_ml, v));
  if (auto figures = macros(r.calories, r.protein_g, r.carbs_g, r.fat_g, false); !figures.empty())
    notes.push_back(std::move(figures));
  if (!notes.empty()) s += fmt::format(" ({})", fmt::join(notes, ", "));
  return s;
}

std::string when_not_today(instant at, local_days entry_day, local_days today, const voice& v) {
  if (entry_day == today) return {};
  return " " + moment(at, v);
}

std::string food_total(const day_totals& t, const voice&) {
  std::string s = "Total today: " + energy(t.calories) + ", " + gram(t.protein_g) + " protein";
  if (t.foods_without_calories > 0)
    s += fmt::format(" (+{} without calories)", t.foods_without_calories);
  return s + ".";
}

std::string water_total(const day_totals& t, const voice& v) {
  const auto left = t.water_goal_ml - t.water_ml;
  auto s = "Total today: " + volume(t.water_ml, v);
  // Rounded to what is shown, so that "0 oz to go" is never said.
  if (left >= (v.imperial ? 1.5 : 0.5)) return s + ". " + volume(left, v) + " to go!";
  return s + ". Goal of " + volume(t.water_goal_ml, v) + " reached!";
}

std::string logged(std::span<const std::string> phrases, const voice&) {
  return "Logged " + listing(phrases) + ".";
}

std::string calories_unknown(const food_log_row&, const voice&) {
  return "I don't know its calories; text them to add, like \"it was 450 cal\".";
}

std::string todo_added(const item_row& r, const voice& v) {
  const auto list = r.list && !r.list->empty() ? name(*r.list) + " list" : std::string("todos");
  return "Added to your " + list + ": " + phrase(r, v) + ".";
}

std::string reminder_set(const item_row& r, const voice& v) {
  auto s = "Reminder set: " + phrase(r, v);
  if (r.rrule && r.due_at) s += ", next " + moment(*r.due_at, v);
  return s + ".";
}

std::string assignment_added(const assignment_row& r, const voice& v) {
  return "Added assignment: " + phrase(r, v) + ".";
}

std::string fact_saved(const fact_row& now, const fact_row* before, const voice& v) {
  if (before && before->value.plain != now.value.plain)
    return "Updated " + phrase(now, v) + " (was " + shortened(before->value.plain, 40) + ").";
  return "Saved " + phrase(now, v) + ".";
}

std::string pattern_learned(const knowledge_row& now, const knowledge_row* before, const voice& v) {
  auto s = "Got it, I'll remember: " + phrase(now, v);
  if (before && before->associated_value != now.associated_value)
    s += " (it was " + name(before->associated_value) + ")";
  return s + ".";
}

std::string completed(std::span<const std::string> names, bool next_known, std::string_view next,
                      const voice&) {
  auto s = "Done: " + listing(names) + ".";
  if (next_known) s += " Next: " + std::string(next) + ".";
  return s;
}

std::string already_done(std::string_view what, const voice&) {
  return sentence(name(what)) + " is done already.";
}

std::string removed(std::string_view what, const voice&) {
  return "Deleted " + std::string(what) + ". Text undo to bring it back.";
}

std::string changed(std::string_view what, const voice&) {
  return "Changed to " + std::string(what) + ".";
}

std::string goal_set(double goal_ml, std::optional<local_days> only_for, const day_totals& today,
                     const voice& v) {
  const auto here = floor<days>(v.now);
  auto s = only_for ? "Water goal for " + day(*only_for, v) + ": " + volume(goal_ml, v) + "."
                    : "Water goal: " + volume(goal_ml, v) + " a day.";
  if (!only_for || *only_for == here || *only_for == today.day) s += " " + water_total(today, v);
  return s;
}

std::string undone(std::span<const row_change> taken_back, const voice& v) {
  return "Undone: " + effects(taken_back, "back to ", v) + ".";
}
std::string redone(std::span<const row_change> done_again, const voice& v) {
  return "Redone: " + effects(done_again, "now ", v) + ".";
}
std::string nothing_to_undo(const voice&) {
  return "There is nothing to undo.";
}
std::string nothing_to_redo(const voice&) {
  return "There is nothing to redo.";
}
std::string changed_since(const voice&) {
  return "That has been changed elsewhere since, so I left it as it is.";
}

std::string preferences_set(const preferences_row& b, const preferences_row& a, const voice& v) {
  std::vector<std::string> parts;
  if (a.timezone != b.timezone)
    parts.push_back("timezone " + a.timezone + ", it's " + clock(v.now, v) + " for you");
  if (a.units != b.units)
    parts.push_back(a.units == "imperial" ? "imperial units (oz, lb, mi)"
                                          : "metric units (ml, kg, km)");
  if (a.response_style != b.response_style) parts.push_back(a.response_style + " replies");
  if (a.language != b.language)
    parts.push_back(a.language == "en" ? "language English"
                    : a.language == "es"
                        ? "I now read Spanish too; my replies are in English so far"
                        : "language " + a.language);
  if (a.emoji != b.emoji) parts.push_back(a.emoji ? "emoji on" : "emoji off");
  if (a.do_not_disturb != b.do_not_disturb)
    parts.push_back(a.do_not_disturb ? "do not disturb on (your own reminders still come)"
                                     : "do not disturb off");
  if (a.quiet_start_minute != b.quiet_start_minute || a.quiet_end_minute != b.quiet_end_minute) {
    if (a.quiet_start_minute && a.quiet_end_minute)
      parts.push_back(fmt::format("quiet hours {}-{} (your own reminders still come)",
                                  clock_of_minute(*a.quiet_start_minute, v),
                                  clock_of_minute(*a.quiet_end_minute, v)));
    else
      parts.push_back("quiet hours off");
  }
  if (a.notification_frequency != b.notification_frequency)
    parts.push_back(a.notification_frequency + " notifications");
  if (a.water_goal_ml != b.water_goal_ml)
    parts.push_back("water goal " + volume(a.water_goal_ml, v) + " a day");
  if (parts.empty()) return "That's how it is set already.";
  return fmt::format("Set: {}.", fmt::join(parts, "; "));
}

std::string out_of_range(std::string_view said, std::string_view limit, std::string_view likely,
                         const voice&) {
  auto s = fmt::format("{} is outside what I can log at once ({}), so I did not log it.",
                       sentence(std::string(said)), limit);
  if (!likely.empty()) s += fmt::format(" Did you mean {}?", likely);
  return s;
}

std::string in_the_future(std::string_view when, const voice&) {
  return fmt::format("{} is still to come, so I did not log it. Tell me when it has happened.",
                     sentence(std::string(when)));
}

std::string when_to_remind(std::string_view content, const voice&) {
  return content.empty() ? "When should I remind you?"
                         : fmt::format("When should I remind you to {}?", name(content));
}

std::string no_such_time(std::string_view said, bool repeats, const voice&) {
  return repeats ? fmt::format("I can't remind you {}. How often, and from when?", name(said))
                 : fmt::format("There is no {}. When should I remind you?", name(said));
}

std::string too_often(minutes step, minutes closest, const voice&) {
  return fmt::format("Every {} would be {} texts a day; I remind at most every {}. When should I?",
                     duration(static_cast<double>(step.count())),
                     24 * 60 / std::max<std::int64_t>(step.count(), 1),
                     duration(static_cast<double>(closest.count())));
}

std::string when_has_passed(std::string_view moment_said, const voice&) {
  return fmt::format("{} has passed. When should I remind you?",
                     sentence(std::string(moment_said)));
}

std::string what_was(std::string_view thing, const voice&) {
  return std::string(thing);
}

std::string which_one(std::span<const std::string> names, const voice&) {
  std::string s = "Which one?";
  for (std::size_t i = 0; i < names.size(); ++i) s += fmt::format("\n{}. {}", i + 1, names[i]);
  return s;
}

std::string not_found(std::string_view what, const voice&) {
  return what.empty() ? "I found nothing like that."
                      : fmt::format("I found nothing like \"{}\".", name(what));
}

std::string nothing_like(std::string_view domain, const voice&) {
  return fmt::format("There is no {} entry to change.", domain);
}

std::string sleep_overlap(const sleep_log_row& there, const sleep_log_row& wanted, const voice& v) {
  return fmt::format("You already have {} for {}. Replace it with {}? (yes/no)", phrase(there, v),
                     day(there.date, v), phrase(wanted, v));
}

std::string bad_timezone(std::string_view said, const voice&) {
  return fmt::format(
      "I don't know the timezone \"{}\". Which large city is near you? Like \"timezone Chicago\".",
      name(said));
}

std::string left_as_is(const voice&) {
  return "OK, nothing was changed.";
}

std::string kept_as_question(std::string_view question, const voice&) {
  return std::string(question);
}

std::string greeting(const voice&) {
  return "Hi! Tell me what you eat, drink or do, or ask things like \"what do I have today?\"";
}

std::string thanks(const voice&) {
  return "You're welcome!";
}

std::string nothing_pending(const voice&) {
  return "OK. There is nothing waiting for an answer.";
}

std::string unknown(const voice&) {
  return "Sorry, I didn't get that, and nothing was logged. Try \"2 eggs\", \"drank 500 ml\", "
         "\"remind me to call mom at 3pm\" or \"what can you do?\"";
}

std::string help(std::string_view topic, const voice& v) {
  const auto has = [&](std::string_view word) {
    return topic.find(word) != std::string_view::npos;
  };
  const auto water = v.imperial ? "drank 16 oz" : "drank 500 ml";
  if (has("food") || has("meal") || has("eat") || has("calorie"))
    return "Food: \"2 eggs and toast\", \"pizza for lunch, 600 cal 25g protein\", \"yesterday 8pm "
           "sushi\". Fix it: \"make it 3\", \"change lunch to 500 cal\". Ask: \"calories today?\"";
  if (has("water") || has("drink"))
    return fmt::format(
        "Water: \"{}\", \"a bottle\", \"2 cups at 9am\". Goal: \"water goal {}\". Ask: \"how much "
        "water today?\"",
        water, v.imperial ? "80 oz" : "2.5 liters");
  if (has("gym") || has("workout") || has("exercise") || has("run"))
    return fmt::format(
        "Workouts: \"bench press {}\", \"squat 3x8 @ {}\", \"ran 5k in 25 min\", \"yoga for an "
        "hour\". Ask: \"workouts this week?\", \"bench pr?\"",
        v.imperial ? "135x5" : "60kg x5", v.imperial ? "185 lb" : "80 kg");
  if (has("sleep") || has("nap"))
    return "Sleep: \"slept 11pm-7am\", \"slept 7.5 hours\", \"nap 1-2pm\". Ask: \"how much did I "
           "sleep this week?\"";
  if (has("todo") || has("task") || has("list"))
    return "Todos: \"todo buy groceries\", \"my todos\", \"done 2\" or \"finished groceries\", "
           "\"delete todo 1\".";
  if (has("remind") || has("alarm") || has("timer"))
    return "Reminders: \"remind me to call mom at 3pm\", \"remind me every weekday at 9am to take "
           "vitamins\". See them: \"my reminders\". Move one: \"make that 4pm\".";
  if (has("assign") || has("class") || has("homework") || has("school"))
    return "Assignments: \"CS101 pset 3 due friday 5pm\". Ask: \"what's due for CS101?\" Finish: "
           "\"done with pset 3\".";
  if (has("fact") || has("remember"))
    return "Facts: \"my wifi password is hunter2\", then \"what's my wifi password?\" They are "
           "stored encrypted. The latest value counts.";
  if (has("integration") || has("fitbit") || has("calendar") || has("sync") || has("connect"))
    return "Integrations (Fitbit, Google, Outlook) cannot be connected by text yet. Everything "
           "you text me is logged without them.";
  if (has("setting") || has("preference") || has("timezone") || has("unit"))
    return "Settings: \"timezone New York\", \"units imperial\", \"quiet 22-8\", \"water goal 2500 "
           "ml\", \"keep replies short\".";
  if (has("learn") || has("teach") || has("pattern"))
    return "Teach me your words: \"my stanley is 40oz\", \"kraft is the devils krafthouse\", \"rdl "
           "means romanian deadlift\". See them: \"what have you learned?\"";
  if (has("undo") || has("fix") || has("edit") || has("delete"))
    return "Fix: \"undo\" takes back the last thing (as often as you like), \"redo\" brings it "
           "back, \"make it 3\" changes it, \"delete lunch\" removes an entry.";
  if (has("stat") || has("total"))
    return "Ask: \"calories today\", \"protein this week\", \"water last 30 days\", \"avg sleep "
           "last 7 days\", \"best bench\", \"what did I eat yesterday?\"";
  return fmt::format(
      "Text me things like \"2 eggs\", \"{}\", \"bench 60kg x5\", \"slept 11pm-7am\", \"todo buy "
      "milk\", \"remind me to call mom at 3pm\", \"my wifi password is X\". Ask \"what do I have "
      "today?\" or \"water this week\". More: \"help food\", \"help reminders\", \"help "
      "settings\".",
      water);
}

std::string not_by_text_yet(std::string_view what, const voice&) {
  return fmt::format("{} by text yet. Nothing was changed.", sentence(std::string(what)));
}

std::string fact_unknown(std::string_view key, const voice&) {
  return fmt::format("You haven't told me \"{}\". Tell me like this: \"my {} is ...\"", name(key),
                     name(key));
}

std::string more_follows() {
  return "\n(more)";
}

std::string budget_nearly_spent() {
  return "This month's texts are nearly used up. Until next month I send what you asked for "
         "(reminders, answers, digests); nudges wait for the digest.";
}

std::string texts_are_on_again() {
  return "Welcome back. Texts are on again, and everything you had saved is still here.";
}

std::string invitation(std::string_view public_base_url) {
  if (public_base_url.empty())
    return "Hi! I'm a personal assistant by text. This number isn't signed up yet; ask whoever "
           "gave you mine for an account.";
  return fmt::format("Hi! I'm a personal assistant by text. This number isn't signed up yet: {}",
                     public_base_url);
}

std::string welcome() {
  return "Welcome! Text me what you eat, drink or do, like \"2 eggs\" or \"drank 500 ml\". Set "
         "your clock: \"timezone New York\".";
}

std::string honest_failure(errc why) {
  switch (why) {
    case errc::rate_limited:
      return "That's more texts than I can take at once. This one was not saved; please send it "
             "again in a minute.";
    case errc::timeout:
      return "I'm not sure that was saved. Please check with a question before you text it again.";
    case errc::too_large:
      return "That text is too long for me, and nothing was saved. Please send it in parts.";
    case errc::invalid_argument:
      return "I could not read that text, and nothing was saved.";
    default:
      return "Sorry, something went wrong on my side and this was not saved. Please send it again "
             "in a minute.";
  }
}

}  // namespace replies
