#include "actors/replies/templates.hpp"
#include "actors/replies/notices.hpp"
#include "actors/replies/word_templates.hpp"
#include "actors/replies/wording.hpp"
#include "tests/unit/handlers/world.hpp"

// Every sentence in every language, style and unit, with values as people have them: short enough,
// in the alphabet of plain texts, never asking for a word that carriers take, and with the same
// figures whatever the language and style. What needs no values is checked by the compiler
// (actors/replies/wording.hpp).

namespace {

using namespace replies;
using namespace storage;
using namespace std::chrono;

struct sample {
  std::string name, text;
};

voice voice_for(language speaks, std::string style, bool imperial, bool emoji) {
  voice v;
  v.speaks = speaks;
  v.style = std::move(style);
  v.imperial = imperial;
  v.emoji = emoji;
  v.clock24 = speaks != language::english;
  v.tz = zone::find("America/New_York").value();
  v.now = test::local(2026, 3, 4, 14, 20);
  return v;
}

std::vector<sample> all_templates(const voice& v) {
  const auto at = v.tz.to_instant(test::local(2026, 3, 5, 15, 0));
  const auto today = local_days(year(2026) / 3 / 4);

  food_log_row food;
  food.food_name = "tortilla";
  food.quantity = 2;
  food.calories = 450;
  food.protein_g = 20;
  food.at = at;
  water_log_row water;
  water.amount_ml = 500;
  gym_log_row gym;
  gym.exercise = "bench press";
  gym.sets = 3;
  gym.reps = 5;
  gym.weight_kg = 80;
  sleep_log_row sleep;
  sleep.date = today;
  sleep.duration_min = 450;
  item_row todo;
  todo.type = "todo";
  todo.content = "buy milk";
  item_row reminder;
  reminder.type = "reminder";
  reminder.content = "call mom";
  reminder.due_at = at;
  auto repeating = reminder;
  repeating.rrule = "FREQ=WEEKLY;BYDAY=MO,WE";
  repeating.series_start = test::local(2026, 3, 4, 15, 0);
  assignment_row work;
  work.class_name = "CS101";
  work.assignment_name = "pset 3";
  work.due_at = at;
  fact_row fact;
  fact.key.plain = "wifi password";
  fact.value.plain = "hunter2";
  auto other_fact = fact;
  other_fact.value.plain = "hunter3";
  knowledge_row word;
  word.pattern_term = "kraft";
  word.pattern_type = "entity";
  word.kind = "restaurant";
  word.associated_value = "the devils krafthouse";
  auto other_word = word;
  other_word.associated_value = "kraft cheese";
  feedback_row feedback;
  feedback.rating = 5;
  day_totals totals;
  totals.day = today;
  totals.calories = 1450;
  totals.protein_g = 80;
  totals.water_ml = 1500;
  totals.foods_without_calories = 1;
  auto reached = totals;
  reached.water_ml = 2600;
  preferences_row prefs;
  preferences_row changed_prefs;
  changed_prefs.units = "imperial";
  changed_prefs.response_style = "coach";
  changed_prefs.quiet_start_minute = 22 * 60;
  changed_prefs.quiet_end_minute = 8 * 60;
  routine_row routine;
  routine.kind = "digest";
  routine.minute = 19 * 60;
  routine.weekday = 6;
  const std::vector<std::string> names = {"call mom", "buy milk"};
  const std::vector<row_change> changes = {inserted(food), inserted(water)};
  const std::vector<row_change> edits = {updated(food, food)};

  std::vector<sample> out;
  const auto add = [&](std::string name, std::string text) {
    out.push_back({std::move(name), as_sms(text, v)});
  };
  const std::vector<std::string> logs = {phrase(food, v), phrase(water, v), phrase(gym, v)};
  add("logged", logged(logs, v));
  add("phrase sleep", phrase(sleep, v));
  add("food_total", food_total(totals, v));
  add("water_total", water_total(totals, v));
  add("water_total reached", water_total(reached, v));
  add("beside_other_totals", beside_other_totals(water_total(totals, v), "water", v));
  add("calories_unknown", calories_unknown(food, v));
  add("new_record", new_record(phrase(gym, v), v));
  auto shopping = todo;
  shopping.list = "shopping";
  add("todo_added", todo_added(shopping, v));
  add("todos_added", todos_added(names, v));
  add("named", named("Sam", v));
  add("your_name", your_name("Sam", v));
  add("name_forgotten", name_forgotten(v));
  add("reminder_set", reminder_set(reminder, v));
  add("reminder_set repeating", reminder_set(repeating, v));
  add("clocks_skip", clocks_skip(clock(v.now, v), v));
  add("assignment_added", assignment_added(work, v));
  add("fact_saved", fact_saved(fact, nullptr, v));
  add("fact_saved updated", fact_saved(fact, &other_fact, v));
  add("pattern_learned", pattern_learned(word, &other_word, v));
  add("completed", completed(names, true, moment(at, v), v));
  add("already_done", already_done("call mom", v));
  add("removed", removed(phrase(food, v), v));
  add("changed", changed(phrase(food, v), v));
  add("goal_set", goal_set(2500, std::nullopt, totals, v));
  add("goal_set for a day", goal_set(2500, today, totals, v));
  add("undone", undone(changes, v));
  add("redone", redone(edits, v));
  add("nothing_to_undo", nothing_to_undo(v));
  add("nothing_to_redo", nothing_to_redo(v));
  add("changed_since", changed_since(v));
  add("preferences_set", preferences_set(prefs, changed_prefs, v));
  add("out_of_range", out_of_range("20000 ml", up_to("10000 ml", v), "2000 ml", v));
  add("in_the_future", in_the_future(moment(at, v), v));
  add("when_to_remind", when_to_remind("call mom", v));
  add("when_to_remind of nothing", when_to_remind("", v));
  add("no_such_time", no_such_time("feb 30", false, v));
  add("no_such_time repeating", no_such_time("every 0 minutes", true, v));
  add("too_often", too_often(minutes(1), minutes(15), v));
  add("when_has_passed", when_has_passed(moment(at, v), v));
  add("which_one", which_one(names, v));
  add("not_found", not_found("sushi", v));
  add("nothing_like", nothing_like("food", v));
  add("sleep_overlap", sleep_overlap(sleep, sleep, v));
  add("bad_timezone", bad_timezone("mars", v));
  add("left_as_is", left_as_is(v));
  add("confirm_delete", confirm_delete("14 x", replies::day(today, v), v));
  add("deleted_all", deleted_all("14 x", "", v));
  add("nothing_to_delete", nothing_to_delete("x", "", v));
  add("too_many_to_delete", too_many_to_delete(1000, "x", v));
  add("delete_one_kind", delete_one_kind(v));
  add("account_not_by_text", account_not_by_text(v));
  add("greeting", greeting(v));
  add("thanks", thanks(v));
  add("good_night", good_night(v));
  add("what_i_am", what_i_am(v));
  add("parting", parting(v));
  add("sorry", sorry(v));
  add("noted_kindly", noted_kindly(v));
  add("less_than_nothing", less_than_nothing("-5", v));
  add("no_such_number", no_such_number(std::array<std::size_t, 2>{8, 9}, 2, v));
  add("no_such_number, no list", no_such_number(std::array<std::size_t, 1>{9}, 0, v));
  add("did_you_do", did_you_do(nlp::intent::food_log, v));
  add("which_usual", which_usual(v));
  add("took_the_first", took_the_first(32, v));
  add("nothing_pending", nothing_pending(v));
  add("unknown", unknown(v));
  add("did_you_mean", did_you_mean("drank 500 ml", v));
  add("welcome", welcome(v));
  add("tour_ask", tour_ask(v));
  add("tour_teach", tour_teach(v));
  add("tour_skipped", tour_skipped(v));
  add("milestone", milestone(7, v));
  for (const auto* topic : {"food", "water", "gym", "sleep", "todo", "remind", "class", "fact",
                            "integrations", "settings", "learn", "undo", "stats", "goals", ""})
    add(std::string("help ") + topic, help(topic, v));
  add("fact_unknown", fact_unknown("wifi password", v));
  add("more_follows", more_follows(v));
  add("not_connected", not_connected("fitbit", v));
  add("feedback_kept", feedback_kept(feedback, v));
  add("rating_range", rating_range(v));
  add("ticket_opened", ticket_opened(v));

  using enum nlp::learning::unteachable;
  for (const auto why : {empty, too_long, too_common, reserved, no_word})
    add("unteachable", unteachable(why, "kraft", v));
  add("synonym_circle", synonym_circle("rdl", "deadlift", v));
  add("same_on_both_sides", same_on_both_sides(v));
  add("too_many_words", too_many_words(5000, v));
  add("not_learned", not_learned("kraft", v));
  add("what_does_it_mean", what_does_it_mean("kraft", v));
  add("drop_unused", drop_unused("kraft", 3, v));
  add("remember_this_fix", remember_this_fix(3, "stew", energy(450), v));
  add("forget_it", forget_it(names, v));
  add("forgotten", forgotten(names, v));
  add("known_already", known_already(word, v));
  add("would_reread", would_reread(word, "ate at kraft", nlp::intent::food_log, v));
  add("two_meanings", two_meanings(other_word, word, v));
  add("meaning_kept", meaning_kept(word, v));
  add("mend_earlier", mend_earlier(edits, v));
  add("mended_earlier", mended_earlier(edits, v));
  add("merge_spellings", merge_spellings(word, other_word, v));
  add("merged", merged(other_word, word, v));
  add("first_use", first_use(word, v));
  add("good_to_know", good_to_know(word, v));
  add("word_was_wrong", word_was_wrong(word, v));
  add("switched_off", switched_off(word, v));
  add("word_line", word_line(word, 0.4, true, v));
  add("no_words_yet", no_words_yet("restaurant", v));

  const std::vector<due_line> due = {{&reminder, at, true}, {&todo, at, false}};
  add("items_due", items_due(std::span(due).first(1), v));
  add("items_due together", items_due(due, v));
  add("deadline_near", deadline_near(work, v));
  add("done_repeating", done_repeating("call mom", at, v));
  add("put_off", put_off("call mom", at, v));
  add("skipped", skipped("call mom", at, v));
  add("which_notice", which_notice(names, "snooze", v));
  add("no_proof", no_proof("call mom", phrase(reminder, v), v));
  add("routine_set", routine_set(routine, true, v));
  add("nudges_a_day_set", nudges_a_day_set(2, v));
  preferences_row away;
  away.vacation_until = at;
  add("vacation_set", vacation_set(away, v));
  return out;
}

/// The numbers of a text, sorted: what must not change with the words around them. Languages name
/// the hours of a day and examples differently, so those of help are left out.
std::vector<std::string> numbers_of(const std::string& text) {
  std::vector<std::string> out;
  std::string n;
  for (const char c : text + " ") {
    if (c >= '0' && c <= '9') {
      n += c;
    } else if (!n.empty()) {
      out.push_back(std::exchange(n, {}));
    }
  }
  std::ranges::sort(out);
  return out;
}

TEST(Templates, IsShortPlainAndAsksForNothingThatCarriersTake) {
  for (const auto speaks : {language::english, language::spanish})
    for (const std::string style : {"concise", "friendly", "coach"})
      for (const bool imperial : {false, true})
        for (const auto& s : all_templates(voice_for(speaks, style, imperial, false))) {
          const auto size = measure(s.text);
          EXPECT_EQ(size.alphabet, sms_alphabet::gsm7) << s.name << ": " << s.text;
          EXPECT_LE(size.segments, 2u) << s.name << ": " << s.text;
          EXPECT_FALSE(s.text.empty()) << s.name;
          EXPECT_FALSE(asks_for_reserved_word(s.text)) << s.text;
          EXPECT_EQ(s.text.find('{'), std::string::npos) << s.text;
        }
}

TEST(Templates, IsOneSegmentWhereSomethingWasLogged) {
  for (const auto speaks : {language::english, language::spanish})
    for (const std::string style : {"concise", "friendly", "coach"})
      for (const auto& s : all_templates(voice_for(speaks, style, false, false)))
        if (s.name.starts_with("logged") || s.name.ends_with("_total") ||
            s.name.ends_with("_added") || s.name.starts_with("reminder_set") ||
            s.name == "pattern_learned" || s.name == "welcome" || s.name == "changed") {
          EXPECT_EQ(measure(s.text).segments, 1u) << s.text;
        }
}

TEST(Templates, HasTheSameFiguresInEveryStyleAndLanguage) {
  // What names an hour, or shows examples of the language.
  const auto differs = [](const std::string& name) {
    return name.starts_with("help") || name.starts_with("reminder") || name.starts_with("items") ||
           name == "welcome" || name == "tour_teach" || name == "unknown" ||
           name == "calories_unknown" || name == "unteachable" || name == "no_words_yet" ||
           name == "completed" || name == "in_the_future" || name == "when_has_passed" ||
           name == "clocks_skip" || name == "assignment_added" || name == "deadline_near" ||
           name == "done_repeating" || name == "put_off" || name == "skipped" ||
           name == "no_proof" || name == "routine_set" || name == "vacation_set" ||
           name == "preferences_set" || name == "which_notice";
  };
  const auto plain = all_templates(voice_for(language::english, "friendly", false, false));
  for (const auto speaks : {language::english, language::spanish})
    for (const std::string style : {"concise", "friendly", "coach"})
      for (const bool emoji : {false, true}) {
        const auto said = all_templates(voice_for(speaks, style, false, emoji));
        ASSERT_EQ(said.size(), plain.size());
        for (std::size_t i = 0; i < said.size(); ++i)
          if (speaks == language::english || !differs(said[i].name)) {
            EXPECT_EQ(numbers_of(said[i].text), numbers_of(plain[i].text))
                << said[i].name << ": " << said[i].text;
          }
      }
}

TEST(Templates, SpanishLosesOnlyTheAccentsThatCostMoney) {
  auto v = voice_for(language::spanish, "friendly", false, false);
  water_log_row water;
  water.amount_ml = 500;
  const std::vector<std::string> one = {phrase(water, v)};
  EXPECT_EQ(logged(one, v), "Anotado: 500 ml de agua.");
  EXPECT_EQ(as_sms("¿Cuánto dormiste? ¡Mañana más!", v), "¿Cuanto dormiste? ¡Mañana mas!");
  // Where a text is of the other alphabet anyway nothing is gained.
  EXPECT_EQ(as_sms("Más \U0001F389", v), "Más \U0001F389");
  auto english = voice_for(language::english, "friendly", false, false);
  EXPECT_EQ(as_sms("María", english), "María");
}

TEST(Templates, DaysAndPluralsAreThoseOfTheLanguage) {
  const auto v = voice_for(language::spanish, "friendly", false, false);
  EXPECT_EQ(replies::day(local_days(year(2026) / 3 / 4), v), "hoy");
  EXPECT_EQ(replies::day(local_days(year(2026) / 3 / 6), v), "vie 6 mar");
  EXPECT_EQ(plural("pan", 2, language::spanish), "panes");
  EXPECT_EQ(plural("nuez", 2, language::spanish), "nueces");
  EXPECT_EQ(plural("huevos", 2, language::spanish), "huevos");
  EXPECT_EQ(plural("manzana", 1, language::spanish), "manzana");
  EXPECT_EQ(counted(v, 1, {"entry", "entrada"}, {"entries", "entradas"}), "1 entrada");
}

}  // namespace
