#include "tests/integration/handlers/talk_test.hpp"

// Corrections that name what they correct, figures of one's own, and what a person is called.

namespace {

using namespace test;

class NamedChange : public texting_test {};

TEST_F(NamedChange, ChangesWhatItNamesWhateverCameLast) {
  begin_here();
  for (const auto* said :
       {"2 eggs", "drank 500 ml", "ran 5k in 25 min", "slept 11pm-7am", "todo buy milk",
        "CS101 pset 3 due friday 5pm", "my wifi password is hunter2",
        "remind me every weekday at 9am to take vitamins"})
    text(said);
  EXPECT_SAYS(text("change the eggs to 3"), "Changed to 3 eggs");
  EXPECT_EQ(count("food_logs where quantity = 3"), 1);
  EXPECT_SAYS(text("change workout to 30 minutes"), "Changed to run, 5 km, 30 min");
  EXPECT_SAYS(text("change my sleep to 7 hours"), "7h");
  EXPECT_EQ(count("sleep_logs where duration_min = 420"), 1);
  EXPECT_SAYS(text("change the water to 300 ml"), "Changed to 300 ml water");
  EXPECT_SAYS(text("move the pset to saturday"), "cs101 pset 3, due Sat Mar 7");
  EXPECT_SAYS(text("change my vitamins reminder to 8am"), "take vitamins, every weekday 8:00 AM");
  EXPECT_EQ(count("reminders_todos where content = 'take vitamins' and rrule is not null"), 1);
  EXPECT_EQ(count("reminders_todos where content = 'buy milk'"), 1);
  EXPECT_EQ(count("food_logs"), 1);
}

TEST_F(NamedChange, WhatItDoesNotFindChangesNothing) {
  begin_here();
  for (const auto* said : {"2 eggs", "ran 5k", "remind me to call mom at 5pm"}) text(said);
  const auto before = checksum();
  EXPECT_SAYS(text("change the sandwich to 500 cal"), "I found nothing like \"sandwich\"");
  EXPECT_SAYS(text("move the zumba class to saturday"), "nothing like");
  EXPECT_SAYS(text("change yesterday's lunch to 300 cal"), "I found no lunch yesterday");
  EXPECT_EQ(checksum(), before);
}

TEST_F(NamedChange, OfSeveralItIsAskedAndTheAnswerChangesThatOne) {
  begin_here();
  text("had pizza 600 cal for lunch");
  text("had soup 200 cal for lunch");
  text("ran 5k");
  EXPECT_SAYS(text("change lunch to 500 cal"), "Which one?");
  restart();
  EXPECT_SAYS(text("1"), "500 cal");
  EXPECT_EQ(count("food_logs where calories = 500"), 1);
  EXPECT_EQ(count("food_logs where calories in (200, 600)"), 1);
}

TEST_F(NamedChange, ALikelyFigureTakenWithYesGoesToTheEntryThatWasNamed) {
  begin_here();
  text("had soup, 200 cal");
  text("had pizza, 600 cal");
  EXPECT_SAYS(text("change the soup to 25000 cal"), "Did you mean 2500 cal?");
  EXPECT_SAYS(text("yes"), "soup");
  EXPECT_EQ(count("food_logs where food_name = 'soup' and calories = 2500"), 1);
  EXPECT_EQ(count("food_logs where calories = 600"), 1);
}

TEST_F(NamedChange, ASecondDrinkIsNoCorrectionOfTheFirst) {
  begin_here();
  text("drank 500 ml");
  EXPECT_SAYS(text("drank 500"), "Logged 500 ml water");
  EXPECT_EQ(count("water_logs where amount_ml = 500"), 2);
  text("slept 30 hours");
  EXPECT_EQ(count("water_logs where amount_ml = 500"), 2);
  EXPECT_SAYS(text("make it 300"), "Changed to 300 ml");
  EXPECT_EQ(count("water_logs where amount_ml = 500"), 1);
}

TEST_F(NamedChange, FiguresOfOnesOwnAreCorrectedDeletedAndTakenBack) {
  begin_here();
  text("bench 60kg x5");
  text("weight 81.2");
  EXPECT_SAYS(text("make it 80"), "Changed to weight 80 kg");
  text("2 eggs");
  EXPECT_SAYS(text("change my weight to 79.5"), "Changed to weight 79.5 kg");
  EXPECT_SAYS(text("undo"), "back to weight 80 kg");
  EXPECT_EQ(count("gym_logs where weight_kg = 60"), 1);
  EXPECT_SAYS(text("delete my last weight"), "Deleted weight 80 kg");
  EXPECT_EQ(count("health_metrics"), 0);
  text("undo");
  EXPECT_EQ(count("health_metrics where value = 80"), 1);
  EXPECT_SAYS(text("weight 900"), "Did you mean 90 kg?");
}

TEST_F(NamedChange, AnythingThePersonNamesIsNotedAskedAndExplained) {
  begin_here();
  text("track my reading in pages");
  EXPECT_SAYS(text("reading 30"), "Logged reading 30 pages");
  text("log reading 20 pages");
  EXPECT_SAYS(text("reading this week"), "Average of 2: reading 25 pages, in all reading 50 pages");
  EXPECT_SAYS(text("why?"), "The average reading 25 pages is of 2 entries");
  EXPECT_SAYS(text("bp 120/80"), "Logged blood pressure 120/80");
  EXPECT_EQ(count("health_metrics where metric in ('systolic', 'diastolic')"), 2);
  EXPECT_SAYS(text("did i take my meds?"), "No meds noted today");
  text("took my meds");
  EXPECT_SAYS(text("did I take my meds today?"), "Yes: meds");
  EXPECT_SAYS(text("took my lisinopril"), "Logged lisinopril 1 dose");
  EXPECT_SAYS(text("mood 4"), "Logged mood 4");
  EXPECT_SAYS(text("why?"), "Mood 4: from your text");
  EXPECT_SAYS(text("my metrics"), "mood 4");
}

TEST_F(NamedChange, ALoadThatNobodyLiftsIsRefusedWithTheLikelyOne) {
  begin_here();
  EXPECT_SAYS(text("bench 5000kg x5"), "did not log it. Did you mean 50 kg?");
  EXPECT_EQ(count("gym_logs"), 0);
  text("yes");
  EXPECT_EQ(count("gym_logs where weight_kg = 50 and reps = 5"), 1);
}

class Suggestions : public texting_test {};

TEST_F(Suggestions, RankTheirOwnFoodsByProteinAndKeepToTheGoal) {
  begin_here();
  text("chicken bowl 600 cal 50g protein");
  text("protein shake 150 cal 30g protein");
  text("croissant 300 cal 5g protein");
  text("calorie goal 1350");
  const auto reply = text("what can I eat with lots of protein?");
  EXPECT_SAYS(reply, "protein shake (150 cal, 30g protein)");
  EXPECT_FALSE(has(reply, "chicken bowl")) << reply;
  EXPECT_LT(reply.find("shake"), reply.find("croissant"));
  EXPECT_SAYS(reply, "300 cal are left of today's goal");
}

class Names : public texting_test {};

TEST_F(Names, AreKeptUsedAndTakenBack) {
  begin_here();
  EXPECT_SAYS(text("call me sam"), "Nice to meet you, Sam!");
  EXPECT_SAYS(text("hi"), "Hi Sam!");
  restart();
  EXPECT_SAYS(text("hi"), "Hi Sam!");
  EXPECT_SAYS(text("my name is Dr. Strangelove"), "Dr. Strangelove");
  EXPECT_SAYS(text("who am i?"), "You're Dr. Strangelove.");
  EXPECT_SAYS(text("undo"), "I call you Sam");
  EXPECT_SAYS(text("forget my name"), "won't call you");
  EXPECT_EQ(count("users where name is null"), 1);
  for (const auto* no_name : {"call me at 5", "call me a cab", "call me when you can"})
    text(no_name);
  EXPECT_EQ(count("users where name is null"), 1);
}

class Spanish : public texting_test {};

TEST_F(Spanish, SomebodyNewIsAnsweredInTheirLanguage) {
  begin_here();
  db.value("update user_preferences set tour_step = 0 returning 1");
  restart();
  const auto first = text("hola");
  EXPECT_SAYS(first, "Bienvenido");
  EXPECT_SAYS(first, "idioma ingl");
  EXPECT_EQ(count("user_preferences where language = 'es'"), 1);
  EXPECT_SAYS(text("beb\u00ed 500 ml de agua"), "Anotado: 500 ml de agua");
}

TEST_F(Spanish, ATalkGoesOnAndItsCommandsWork) {
  begin_here();
  text("speak spanish");
  EXPECT_SAYS(text("ll\u00e1mame Ana"), "Encantado, Ana");
  EXPECT_SAYS(text("hola"), "Hola, Ana");
  EXPECT_SAYS(text("2 huevos"), "Anotado: 2 huevos");
  EXPECT_SAYS(text("que sean 3"), "Cambiado a 3 huevos");
  EXPECT_SAYS(text("desayun\u00e9 pan, 300 cal"), "300 cal");
  EXPECT_SAYS(text("cambia el desayuno a 500 cal"), "500 cal");
  EXPECT_SAYS(text("recu\u00e9rdame llamar a mam\u00e1"), "Cuando te recuerdo");
  EXPECT_SAYS(text("a las 17:00"), "Recordatorio puesto: llamar a mama, hoy 17:00");
  EXPECT_SAYS(text("alias zz = beb\u00ed 300 ml de agua"), "Alias puesto");
  EXPECT_SAYS(text("mis alias"), "zz = ");
  EXPECT_SAYS(text("aprende r\u00e1pido"), "Aprendo");
  EXPECT_SAYS(text("opini\u00f3n: muy bien"), "Gracias");
  EXPECT_SAYS(text("mis palabras"), "zz");
  at_local(local(2026, 3, 5, 8, 0));
  EXPECT_SAYS(text("el mismo desayuno de ayer"), "Anotado: pan");
}

TEST_F(Spanish, AReminderIsPutOffAndSkipped) {
  begin_here();
  text("speak spanish");
  text("recu\u00e9rdame tomar agua a las 15:00");
  const auto due = [&] {
    return static_cast<row_id>(
        std::stoll(db.value("select id from reminders_todos where type = 'reminder'")));
  };
  at_local(local(2026, 3, 4, 15, 0));
  fall_due(due(), clock.now());
  EXPECT_SAYS(text("posp\u00f3n 20"), "Bien, hoy 15:2");
  at_local(local(2026, 3, 4, 15, 21));
  fall_due(due(), clock.now());
  EXPECT_SAYS(text("hecho"), "Hecho: tomar agua");
}

}  // namespace
