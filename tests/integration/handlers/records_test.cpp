#include <random>

#include "storage/repositories/log_repository.hpp"
#include "tests/integration/handlers/talk_test.hpp"

namespace {

using namespace test;
using std::string;

nlp::act drank(double ml) {
  return act(intent::water_log, {{slot::amount_ml, ml}});
}
nlp::act eggs(double n) {
  return act(intent::food_log, {{slot::food, "egg"}, {slot::quantity, n}});
}

class Undo : public talk_test {};

TEST_F(Undo, ThreeUndoesAndThreeRedoesGiveTheSameData) {
  begin();
  say({drank(500)});
  say({eggs(2), drank(250)});
  say({act(intent::todo_add, {{slot::content, "buy milk"}})});
  const auto before = checksum();
  EXPECT_EQ(say({act(intent::undo)}, "undo"), "Undone: removed buy milk.");
  EXPECT_EQ(say({act(intent::undo)}, "undo"),
            "Undone: removed 2 eggs (~140 cal, 12g protein); removed 250 ml water. Total today: 0 "
            "cal, 0g protein.");
  restart();
  EXPECT_EQ(say({act(intent::undo)}, "undo"),
            "Undone: removed 500 ml water. Total today: 0 ml. 2000 ml to go!");
  EXPECT_EQ(count("food_logs") + count("water_logs") + count("reminders_todos"), 0);
  for (int i = 0; i < 3; ++i) say({act(intent::redo)}, "redo");
  EXPECT_EQ(checksum(), before);
  EXPECT_EQ(state.today.water_ml, 750);
  EXPECT_EQ(say({act(intent::redo)}, "redo"), "There is nothing to redo.");
}

TEST_F(Undo, GoesTwelveDeepAcrossARestart) {
  begin();
  std::vector<string> sums{checksum()};
  for (int i = 1; i <= 12; ++i) {
    say({drank(i * 10.0)});
    sums.push_back(checksum());
  }
  for (int i = 11; i >= 0; --i) {
    if (i == 6) restart();
    say({act(intent::undo)}, "undo");
    EXPECT_EQ(checksum(), sums[static_cast<std::size_t>(i)]) << i;
  }
  // What is left is the settings of the beginning.
  say({act(intent::undo)}, "undo");
  EXPECT_EQ(say({act(intent::undo)}, "undo"), "There is nothing to undo.");
}

TEST_F(Undo, ANewActEndsRedo) {
  begin();
  say({drank(100)});
  say({drank(200)});
  say({act(intent::undo)}, "undo");
  say({drank(300)});
  EXPECT_EQ(say({act(intent::redo)}, "redo"), "There is nothing to redo.");
  say({act(intent::undo)}, "undo");
  // Redo brings back the 300, never the 200.
  say({act(intent::redo)}, "redo");
  EXPECT_EQ(db.value("select sum(amount_ml) from water_logs"), "400");
  EXPECT_EQ(say({act(intent::redo)}, "redo"), "There is nothing to redo.");
}

TEST_F(Undo, TakesBackEveryKindOfAct) {
  begin();
  say({eggs(2)});
  say({act(intent::todo_add, {{slot::content, "buy milk"}})});
  say({act(intent::fact_store, {{slot::key, "wifi pw"}, {slot::value, "x"}})});
  const std::vector<nlp::act> acts = {
      act(intent::edit_correction, {{slot::target, "food"}, {slot::quantity, 3.0}}),
      act(intent::complete_item, {{slot::item, "milk"}}),
      act(intent::delete_item, {{slot::item, "eggs"}, {slot::type, "food"}}),
      act(intent::fact_store, {{slot::key, "wifi password"}, {slot::value, "y"}}),
      act(intent::water_goal_set, {{slot::goal_ml, 3000.0}}),
      act(intent::preference_set, {{slot::units, "imperial"}}),
      act(intent::teach_pattern, {{slot::term, "stanley"},
                                  {slot::type, "entity"},
                                  {slot::kind, "container"},
                                  {slot::amount_ml, 1183.0}}),
      act(intent::assignment_add, {{slot::assignment_name, "pset 3"}}),
      act(intent::sleep_log, {{slot::sleep_time, "23:00"}, {slot::wake_time, "07:00"}}),
  };
  for (const auto& a : acts) {
    const auto before = checksum();
    const auto said = say({a}, "eggs milk text");
    const auto after = checksum();
    EXPECT_NE(before, after) << said;
    const auto undone = say({act(intent::undo)}, "undo");
    EXPECT_TRUE(undone.starts_with("Undone: ")) << undone;
    EXPECT_EQ(checksum(), before) << said << " / " << undone;
    say({act(intent::redo)}, "redo");
    EXPECT_EQ(checksum(), after) << said;
    say({act(intent::undo)}, "undo");
  }
}

TEST_F(Undo, LeavesAloneWhatChangedElsewhere) {
  begin();
  say({drank(500)});
  db.execute("update water_logs set amount_ml = 700");
  EXPECT_EQ(say({act(intent::undo)}, "undo"),
            "That has been changed elsewhere since, so I left it as it is.");
  EXPECT_EQ(db.value("select amount_ml from water_logs"), "700");
}

class Correction : public talk_test {};

TEST_F(Correction, MakeItThreeChangesTheLastRecord) {
  begin();
  say({drank(500)});
  say({eggs(2)});
  EXPECT_EQ(say({act(intent::edit_correction, {{slot::target, "food"}, {slot::quantity, 3.0}})},
                "make it 3"),
            "Changed to 3 eggs (~210 cal, 18g protein). Total today: 210 cal, 18g protein.");
  EXPECT_EQ(db.value("select quantity || ' ' || calories from food_logs"), "3 210");
}

TEST_F(Correction, ANumberThatNobodyEatsIsCalories) {
  begin();
  const auto make_it = [](double n) {
    return act(intent::edit_correction, {{slot::target, "food"}, {slot::quantity, n}});
  };
  say({act(intent::food_log, {{slot::food, "wrap"}, {slot::calories, 550.0}})});
  EXPECT_EQ(say({make_it(600)}, "make it 600"),
            "Changed to wrap (600 cal). Total today: 600 cal, 0g protein.");
  EXPECT_EQ(say({make_it(2)}, "make it 2"),
            "Changed to 2 wraps (1200 cal). Total today: 1200 cal, 0g protein.");
  say({act(intent::food_log,
           {{slot::food, "almonds"}, {slot::quantity, 60.0}, {slot::calories, 400.0}})});
  EXPECT_EQ(say({make_it(75)}, "make it 75"),
            "Changed to 75 almonds (500 cal). Total today: 1700 cal, 0g protein.");
}

TEST_F(Correction, HalfANameIsNotEnoughToDelete) {
  begin();
  say({act(intent::food_log, {{slot::food, "mensa pasta"}, {slot::calories, 700.0}})});
  EXPECT_EQ(say({act(intent::delete_item, {{slot::item, "mensa curry"}, {slot::type, "food"}})},
                "delete the mensa curry"),
            "Which one?\n1. mensa pasta (700 cal)");
  EXPECT_EQ(db.value("select count(*) from food_logs"), "1");
  EXPECT_TRUE(say({act(intent::unknown)}, "1").starts_with("Deleted mensa pasta (700 cal)."));
}

TEST_F(Correction, AMealSaysWhichEntry) {
  begin("America/New_York", local(2026, 3, 4, 20));
  say({act(intent::food_log, {{slot::food, "soup"},
                              {slot::meal, "lunch"},
                              {slot::calories, 300.0},
                              {slot::at, moment(local(2026, 3, 4, 12))}})},
      "soup for lunch at 12");
  say({eggs(2)});
  EXPECT_EQ(say({act(intent::edit_correction,
                     {{slot::target, "food"}, {slot::meal, "lunch"}, {slot::calories, 500.0}})},
                "change lunch to 500 cal"),
            "Changed to soup (500 cal). Total today: 640 cal, 12g protein.");
}

TEST_F(Correction, TwoEntriesOfAMealAreAsked) {
  begin("America/New_York", local(2026, 3, 4, 12, 30));
  for (const auto* food : {"soup", "bread"})
    say({act(intent::food_log,
             {{slot::food, food}, {slot::meal, "lunch"}, {slot::calories, 200.0}})});
  EXPECT_EQ(say({act(intent::edit_correction,
                     {{slot::target, "food"}, {slot::meal, "lunch"}, {slot::calories, 500.0}})},
                "change lunch to 500 cal"),
            "Which one?\n1. soup (200 cal)\n2. bread (200 cal)");
  EXPECT_TRUE(say({act(intent::unknown)}, "2").starts_with("Changed to bread (500 cal)."));
}

TEST_F(Correction, FillsInFiguresThatWereNotKnown) {
  begin();
  say({act(intent::food_log, {{slot::food, "grandma's stew"}})});
  EXPECT_EQ(say({act(intent::edit_correction,
                     {{slot::target, "food"}, {slot::food, "stew"}, {slot::calories, 450.0}})},
                "the stew was 450 cal"),
            "Changed to grandma's stew (450 cal). Total today: 450 cal, 0g protein.");
  EXPECT_EQ(db.value("select estimated::text || foods from food_logs, lateral (select count(*) "
                     "as foods from food_logs) n"),
            "false1");
}

TEST_F(Correction, MovesAReminder) {
  begin();
  say({act(intent::reminder_add,
           {{slot::content, "wake up"}, {slot::due, moment(local(2026, 3, 5, 8))}})});
  EXPECT_EQ(say({act(intent::edit_correction,
                     {{slot::target, "reminder"}, {slot::due, moment(local(2026, 3, 5, 8, 30))}})},
                "make that 8:30"),
            "Changed to wake up, tomorrow 8:30 AM.");
  ASSERT_EQ(effects.size(), 1u);
}

class Sleep : public talk_test {};

TEST_F(Sleep, TheNightTheClocksChangeHasItsTrueHours) {
  begin("America/New_York", local(2026, 3, 8, 9));
  EXPECT_EQ(
      say({act(intent::sleep_log, {{slot::sleep_time, "23:00"}, {slot::wake_time, "07:00"}})}),
      "Logged sleep 11:00 PM-7:00 AM (7h, clocks changed).");
  EXPECT_EQ(db.value("select duration_min from sleep_logs"), "420");
}

TEST_F(Sleep, AnOverlapIsAskedAndYesReplaces) {
  begin("America/New_York", local(2026, 3, 4, 9));
  say({act(intent::sleep_log, {{slot::sleep_time, "23:00"}, {slot::wake_time, "07:00"}})});
  EXPECT_EQ(
      say({act(intent::sleep_log, {{slot::sleep_time, "22:00"}, {slot::wake_time, "06:00"}})}),
      "You already have sleep 11:00 PM-7:00 AM (8h) for today. Replace it with sleep 10:00 "
      "PM-6:00 AM (8h)? (yes/no)");
  EXPECT_EQ(say({act(intent::confirm_yes)}, "yes"), "Changed to sleep 10:00 PM-6:00 AM (8h).");
  EXPECT_EQ(count("sleep_logs"), 1);
  // A nap on the same day is another sleep.
  at_local(local(2026, 3, 4, 16));
  say({act(intent::sleep_log,
           {{slot::sleep_time, "13:00"}, {slot::wake_time, "14:15"}, {slot::nap, true}})});
  EXPECT_EQ(count("sleep_logs"), 2);
}

class Facts : public talk_test {};

TEST_F(Facts, TheLatestWinsAndTheKeyNeedNotBeExact) {
  begin();
  EXPECT_EQ(say({act(intent::fact_store, {{slot::key, "wifi pw"}, {slot::value, "hunter2"}})}),
            "Saved wifi pw: hunter2.");
  EXPECT_EQ(
      say({act(intent::fact_store, {{slot::key, "wifi password"}, {slot::value, "hunter3"}})}),
      "Updated wifi password: hunter3 (was hunter2).");
  restart();
  EXPECT_EQ(say({act(intent::fact_query, {{slot::key, "the wifi password"}})}),
            "wifi password: hunter3");
  EXPECT_EQ(say({act(intent::fact_query, {{slot::key, "wifi pasword"}})}),
            "wifi password: hunter3");
  EXPECT_TRUE(say({act(intent::fact_query, {{slot::key, "passport number"}})})
                  .starts_with("You haven't told me"));
  EXPECT_EQ(count("facts where superseded_at is null"), 1);
  EXPECT_EQ(count("facts where encode(value, 'escape') like '%hunter%'"), 0);
}

class Stats : public talk_test {};

TEST_F(Stats, EqualAnIndependentSum) {
  begin("America/New_York", local(2026, 4, 10, 21));
  std::mt19937 random(7);
  const auto tz = state.tz;
  const auto today = local_days(2026y / April / 10);
  std::map<local_days, double> water_by_day, kcal_by_day;
  storage::change_set set = turn(*snapshot, "bulk");
  // Forty days that hold the change of the clocks; entries near midnight on both sides.
  for (int back = 0; back < 40; ++back)
    for (int i = 0; i < 4; ++i) {
      const auto day = today - days(back);
      const auto t = local_seconds(day) + minutes(std::uniform_int_distribution(0, 1439)(random));
      const auto instant_of = tz.to_instant(t);
      if (instant_of >= clock.now()) continue;
      storage::water_log_row w = water(set, std::uniform_int_distribution(1, 900)(random));
      w.at = instant_of;
      water_by_day[tz.local_day(w.at)] += w.amount_ml;
      set.changes.push_back(storage::inserted(w));
      storage::food_log_row f;
      f.id = handles->ids->next();
      f.user_id = set.user_id;
      f.at = instant_of;
      f.food_name = i % 2 ? "eggs" : "toast";
      f.calories = std::uniform_int_distribution(10, 700)(random);
      f.protein_g = 5;
      kcal_by_day[tz.local_day(f.at)] += *f.calories;
      set.changes.push_back(storage::inserted(f));
    }
  ASSERT_EQ(commit(std::move(set)), errc::none);
  restart();
  const auto sum = [&](const auto& by_day, local_days a, local_days b) {
    double s = 0;
    for (const auto& [d, v] : by_day)
      if (d >= a && d <= b) s += v;
    return s;
  };
  struct {
    const char* period;
    local_days first, last;
  } spans[] = {
      {"today", today, today},
      {"yesterday", today - days(1), today - days(1)},
      {"this_week", local_days(2026y / April / 6), today},
      {"last_week", local_days(2026y / March / 30), local_days(2026y / April / 5)},
      {"last_7_days", today - days(6), today},
      {"last_30_days", today - days(29), today},
      {"last_90_days", today - days(89), today},
      {"this_month", local_days(2026y / April / 1), today},
      {"last_month", local_days(2026y / March / 1), local_days(2026y / March / 31)},
      {"all_time", today - days(60), today},
  };
  for (const auto& s : spans) {
    const auto w =
        say({act(intent::stats_query, {{slot::domain, "water"}, {slot::period, s.period}})});
    const auto expected_water = replies::volume(
        sum(water_by_day, s.first, s.last), replies::voice_of(state.preferences, tz, clock.now()));
    EXPECT_NE(w.find(": " + expected_water), string::npos)
        << s.period << " " << w << expected_water;
    const auto f =
        say({act(intent::stats_query,
                 {{slot::domain, "food"}, {slot::metric, "calories"}, {slot::period, s.period}})});
    EXPECT_NE(f.find(": " + replies::energy(sum(kcal_by_day, s.first, s.last))), string::npos)
        << s.period << " " << f;
  }
  // What the actor keeps in mind is what the database sums up.
  EXPECT_EQ(state.today.water_ml, sum(water_by_day, today, today));
  EXPECT_EQ(state.today.calories, sum(kcal_by_day, today, today));
  // An earlier act of the same text counts.
  const auto both = say({drank(100), act(intent::stats_query,
                                         {{slot::domain, "water"}, {slot::period, "yesterday"}})});
  EXPECT_NE(both.find("Logged 100 ml water."), string::npos);
}

TEST_F(Stats, WorkoutsAndSleep) {
  begin("America/New_York", local(2026, 3, 4, 21));
  say({act(intent::gym_log, {{slot::exercise, "bench press"},
                             {slot::weight, 135.0},
                             {slot::weight_unit, "lb"},
                             {slot::reps, 5.0}}),
       act(intent::gym_log, {{slot::exercise, "bench press"},
                             {slot::weight, 155.0},
                             {slot::weight_unit, "lb"},
                             {slot::reps, 3.0}}),
       act(intent::gym_log, {{slot::exercise, "run"},
                             {slot::distance, 5.0},
                             {slot::distance_unit, "km"},
                             {slot::duration_min, 25.0}})});
  EXPECT_EQ(say({act(intent::stats_query, {{slot::domain, "gym"},
                                           {slot::metric, "weight"},
                                           {slot::item, "bench press"},
                                           {slot::agg, "max"}})}),
            "Best: bench press 155 lb x 3 (today).");
  EXPECT_EQ(say({act(intent::stats_query, {{slot::domain, "gym"},
                                           {slot::item, "run"},
                                           {slot::metric, "distance"},
                                           {slot::period, "this_month"}})}),
            "Run this month: 5 km (1 entry).");
  EXPECT_TRUE(say({act(intent::stats_query, {{slot::domain, "gym"}, {slot::period, "this_week"}})})
                  .starts_with("Workouts this week: 3 entries on 1 day, 25 min, 5 km"));
  EXPECT_EQ(say({act(intent::stats_query,
                     {{slot::domain, "gym"}, {slot::item, "run"}, {slot::agg, "last"}})}),
            "Last: run, 5 km, 25 min, today 9:00 PM.");
  say({act(intent::sleep_log, {{slot::sleep_time, "23:00"}, {slot::wake_time, "07:00"}})});
  say({act(intent::sleep_log,
           {{slot::date, whole_day(local(2026, 3, 3))}, {slot::duration_min, 420.0}})});
  EXPECT_EQ(say({act(intent::stats_query, {{slot::domain, "sleep"}, {slot::period, "this_week"}})}),
            "Sleep this week: 15h over 2 nights, avg 7h 30m.");
  EXPECT_EQ(
      say({act(intent::stats_query, {{slot::domain, "sleep"}, {slot::period, "last_night"}})}),
      "Sleep last night: 8h (11:00 PM-7:00 AM).");
  for (const auto* domain : {"todos", "assignments", "all"})
    EXPECT_FALSE(say({act(intent::stats_query, {{slot::domain, domain}})}).empty());
  EXPECT_FALSE(say({act(intent::stats_query, {{slot::domain, "gym"},
                                              {slot::metric, "distance"},
                                              {slot::agg, "compare"},
                                              {slot::period, "last_week"}})})
                   .empty());
  EXPECT_TRUE(say({act(intent::suggest, {{slot::topic, "workout"}})}).size() > 0);
  EXPECT_TRUE(say({act(intent::suggest, {{slot::topic, "food"}})}).size() > 0);
  EXPECT_NE(say({act(intent::search, {{slot::query, "bench"}})}).find("bench press"), string::npos);
}

}  // namespace
