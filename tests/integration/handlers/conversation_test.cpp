#include "actors/handlers/reread.hpp"
#include "tests/integration/handlers/talk_test.hpp"

// What a person does besides logging: first steps, goals, history, milestones, keeping their words
// tidy, another language. Over a real PostgreSQL, every text understood by the real pipeline.

namespace {

using namespace test;

class Conversation : public texting_test {
 protected:
  /// As if this person had joined so long ago.
  void joined_before(std::chrono::hours ago) {
    db.value("update users set created_at = created_at - make_interval(hours => " +
             std::to_string(ago.count()) + ") returning 1");
    restart();
  }
  /// A word taught so many days ago, straight into the table.
  void taught(const std::string& term, int days_ago, const std::string& last_used = "null") {
    db.value(
        "insert into user_knowledge (id, user_id, pattern_term, pattern_type, kind, "
        "associated_value, confidence, explicitly_taught, created_at, last_used_at) select " +
        std::to_string(handles->ids->next()) + ", id, '" + term + "', 'entity', 'food', '" + term +
        "', 0.9, true, " + stamp() + " - interval '" + std::to_string(days_ago) + " days', " +
        last_used + " from users returning 1");
  }
  std::string stamp() {
    return "to_timestamp(" +
           std::to_string(
               std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch())
                   .count()) +
           ")";
  }
};

TEST_F(Conversation, FirstStepsSurviveARestartAndAnUndo) {
  begin_here();
  db.value("update user_preferences set tour_step = 0 returning 1");
  restart();
  EXPECT_SAYS(text("hi"), "Welcome!");
  restart();
  text("units imperial");
  EXPECT_SAYS(text("drank 16 oz"), "Now ask me");
  // The step is no part of the setting that is taken back.
  text("undo");
  EXPECT_SAYS(text("undo"), "settings are as they were");
  EXPECT_EQ(count("user_preferences where tour_step = 2 and units = 'metric'"), 1);
  EXPECT_SAYS(text("how much water today?"), "teach me your words");
  EXPECT_EQ(count("user_preferences where tour_step = 9"), 1);
  EXPECT_FALSE(has(text("skip"), "no tour"));
}

TEST_F(Conversation, AGoalIsNamedByTheLogThatTouchesIt) {
  begin_here();
  EXPECT_SAYS(text("protein goal 120g"), "120g to go");
  EXPECT_SAYS(text("goal 4 workouts a week"), "0 so far, 4 to go");
  EXPECT_SAYS(text("sleep goal 8 hours"), "Goal: sleep 8h a day");
  EXPECT_SAYS(text("lunch was pizza, 600 cal 30g protein"), "Goal: protein 30g of 120g.");
  EXPECT_FALSE(has(text("drank 300 ml"), "Goal: protein"));
  EXPECT_SAYS(text("ran 5k"), "Goal: workouts 1 of 4.");
  EXPECT_SAYS(text("slept 11pm-6am"), "Goal: sleep 7h of 8h.");
  restart();
  EXPECT_SAYS(text("bench 60kg x5"), "Goal: workouts 2 of 4.");
  EXPECT_SAYS(text("undo"), "removed bench press");
  EXPECT_SAYS(text("ran 3k"), "Goal: workouts 2 of 4.");
  EXPECT_SAYS(text("drop my protein goal"), "Goal gone: protein 120g a day");
  EXPECT_FALSE(has(text("2 eggs"), "protein 4"));
  text("undo");
  EXPECT_SAYS(text("undo"), "");
  EXPECT_EQ(count("goals where status = 'active'"), 3);
  EXPECT_SAYS(text("a chicken breast, 300 cal 50g protein"), "of 120g");
}

TEST_F(Conversation, AFigureOfOnesOwnCanHaveAGoal) {
  begin_here();
  text("track my headaches");
  EXPECT_SAYS(text("headaches goal 1"), "Goal: headaches 1");
  EXPECT_SAYS(text("headaches 3"), "Goal: headaches 3 of 1.");
  EXPECT_SAYS(text("weight goal 75 kg"), "Goal: weight 75 kg");
  EXPECT_SAYS(text("weight 81.2"), "Goal: weight 81.2 kg of 75 kg.");
  EXPECT_SAYS(text("my goals"), "now 81.2 kg, 6.2 kg to go");
  EXPECT_SAYS(text("calories goal 90000"), "Did you mean 9000 cal?");
  EXPECT_SAYS(text("yes"), "Goal: calories 9000 cal a day");
}

TEST_F(Conversation, HistoryShowsTheLastFiveAndAgainRepeats) {
  begin_here();
  for (const auto* t : {"2 eggs", "drank 300 ml", "ran 5k", "drank 200 ml", "todo buy milk",
                        "a bottle of water", "how much water today?", "drank 300 ml"})
    text(t);
  const auto list = text("history");
  EXPECT_SAYS(
      list, "1. drank 300 ml\n2. a bottle of water\n3. todo buy milk\n4. drank 200 ml\n5. ran 5k");
  EXPECT_FALSE(has(list, "6."));
  EXPECT_SAYS(text("repeat 5"), "Logged run, 5 km");
  EXPECT_EQ(count("gym_logs"), 2);
  text("drank 300 ml");
  EXPECT_SAYS(text("again"), "Logged 300 ml water");
  EXPECT_SAYS(text("again"), "Logged 300 ml water");
  EXPECT_EQ(count("water_logs where amount_ml = 300"), 5);
  EXPECT_SAYS(text("undo"), "removed 300 ml water");
  EXPECT_SAYS(text("most used"), "1. drank 300 ml (3x)");
}

TEST_F(Conversation, AgainWithNothingBeforeLogsNothing) {
  begin_here();
  text("again");
  EXPECT_SAYS(text("history"), "haven't logged anything yet");
  EXPECT_EQ(count("water_logs"), 0);
}

TEST_F(Conversation, AnUnclearTextIsComparedWithOnesOwn) {
  begin_here();
  text("drank my kombucharita, 80 cal");
  text("ran 5k");
  const auto before = count("food_logs") + count("water_logs");
  const auto reply = say({act(intent::unknown)}, "kombucharita drank");
  EXPECT_SAYS(reply, "Did you mean \"drank my kombucharita, 80 cal\"? (yes/no)");
  EXPECT_EQ(count("food_logs") + count("water_logs"), before);
  text("yes");
  EXPECT_EQ(count("food_logs") + count("water_logs"), before + 1);
  EXPECT_SAYS(say({act(intent::unknown)}, "blorf wizzle"), "didn't get that");
}

TEST_F(Conversation, SevenDaysInARowAreWorthOneNote) {
  begin_here(local(2026, 3, 1, 9, 0));
  joined_before(std::chrono::hours(24 * 30));
  std::vector<int> noted;
  for (int day = 1; day <= 9; ++day) {
    at_local(local(2026, 3, static_cast<unsigned>(day), 9, 0));
    if (has(text("drank 300 ml"), "7 days in a row")) noted.push_back(day);
    EXPECT_FALSE(has(text("2 eggs"), "in a row")) << day;
  }
  EXPECT_EQ(noted, std::vector<int>{7});
  // A gap starts the count anew, and it can be switched off.
  EXPECT_SAYS(text("milestones off"), "milestones off");
  for (int day = 12; day <= 19; ++day) {
    at_local(local(2026, 3, static_cast<unsigned>(day), 9, 0));
    EXPECT_FALSE(has(text("drank 300 ml"), "in a row")) << day;
  }
  EXPECT_SAYS(text("milestones on"), "milestones on");
}

TEST_F(Conversation, TheNoteOfADayIsNotRepeatedByAnUndo) {
  begin_here(local(2026, 3, 1, 9, 0));
  joined_before(std::chrono::hours(24 * 30));
  for (int day = 1; day <= 6; ++day) {
    at_local(local(2026, 3, static_cast<unsigned>(day), 9, 0));
    text("drank 300 ml");
  }
  at_local(local(2026, 3, 7, 9, 0));
  EXPECT_SAYS(text("drank 300 ml"), "7 days in a row");
  text("undo");
  EXPECT_FALSE(has(text("drank 300 ml"), "in a row"));
}

TEST_F(Conversation, WordsUnusedForLongAreDroppedOnlyAfterAsking) {
  begin_here();
  taught("brelkin", 500);
  taught("vumbar", 400);
  taught("fresh", 10);
  restart();
  EXPECT_SAYS(text("zorb = 100 cal"), "haven't used 2 words like \"brelkin\" for over a year");
  EXPECT_EQ(count("user_knowledge"), 4);
  text("no");
  EXPECT_EQ(count("user_knowledge"), 4);
  // Asked once: a no keeps them as long again.
  EXPECT_FALSE(has(text("zorbit = 300 cal"), "over a year"));
  db.value(
      "update user_knowledge set last_used_at = null where pattern_term in ('brelkin', "
      "'vumbar') returning 1");
  restart();
  EXPECT_SAYS(text("quaxin = 200 cal"), "over a year");
  EXPECT_SAYS(text("yes"), "Forgotten: brelkin and vumbar");
  EXPECT_EQ(count("user_knowledge where pattern_term in ('brelkin', 'vumbar')"), 0);
  text("undo");
  EXPECT_EQ(count("user_knowledge where pattern_term in ('brelkin', 'vumbar')"), 2);
}

TEST_F(Conversation, TheFiveThousandthWordIsTheLast) {
  begin_here();
  db.value(
      "with added as (insert into user_knowledge (id, user_id, pattern_term, pattern_type, "
      "kind, associated_value, confidence, explicitly_taught, created_at) select " +
      std::to_string(handles->ids->next()) +
      " - n, users.id, 'wort' || n, 'entity', 'food', 'wort' || n, 0.9, true, " + stamp() +
      " from users, generate_series(1, 4999) n returning 1) select count(*) from added");
  restart();
  EXPECT_SAYS(text("zorb = 100 cal"), "Got it");
  EXPECT_SAYS(text("quaxin = 100 cal"), "You taught me 5000 words");
  EXPECT_EQ(count("user_knowledge"), 5000);
  // What is known can still be changed, and room can be made.
  EXPECT_SAYS(text("zorb = 200 cal"), "Got it");
  text("forget wort7");
  text("yes");
  EXPECT_SAYS(text("quaxin = 100 cal"), "Got it");
}

TEST_F(Conversation, UndoOfWhatWasChangedElsewhereSaysSo) {
  begin_here();
  text("drank 300 ml");
  db.value("update water_logs set amount_ml = 350 returning 1");  // by the dashboard
  EXPECT_SAYS(text("undo"), "changed elsewhere since");
  EXPECT_EQ(count("water_logs where amount_ml = 350"), 1);
}

TEST_F(Conversation, SpanishIsAnsweredInSpanish) {
  begin_here();
  EXPECT_SAYS(text("speak spanish"), "Ajustado: idioma español");
  EXPECT_SAYS(text("bebí 500 ml de agua"),
              "Anotado: 500 ml de agua. Total hoy: 500 ml. ¡Faltan 1500 ml!");
  EXPECT_EQ(count("water_logs where amount_ml = 500"), 1);
  EXPECT_SAYS(text("¿cuánta agua bebí hoy?"), "Agua hoy: 500 ml de 2000 ml");
  EXPECT_SAYS(text("ayuda comida"), "Comida:");
  EXPECT_SAYS(text("pendiente comprar leche"), "Agregado a tus pendientes: comprar leche");
  EXPECT_SAYS(text("mis pendientes"), "1. comprar leche");
  EXPECT_SAYS(text("hecho 1"), "Hecho: comprar leche");
  EXPECT_SAYS(text("deshacer"), "Deshecho: comprar leche sigue pendiente");
  EXPECT_SAYS(text("mi botella es de 750 ml"), "lo recordar\u00e9");
  EXPECT_SAYS(text("mis palabras"), "botella (envase, 750 ml)");
  EXPECT_SAYS(text("meta de proteína 120 g"), "Meta: proteina 120g al dia");
  EXPECT_SAYS(text("peso 81.2 kg"), "peso 81.2 kg");
  EXPECT_SAYS(text("zona horaria Madrid"), "Europe/Madrid");
  EXPECT_SAYS(text("emojis sí"), "con emojis");
  EXPECT_SAYS(text("bebí 300 ml de agua"), "\u2705 Anotado");
  EXPECT_SAYS(text("idioma inglés"), "language English");
  EXPECT_SAYS(text("drank 200 ml"), "Logged 200 ml water");
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

class KindWords : public texting_test {};

TEST_F(KindWords, AreAnsweredForWhatTheyAre) {
  begin_here();
  text("2 eggs");
  EXPECT_EQ(text("thanks!"), "You're welcome!");
  EXPECT_EQ(text("good night"), "Good night!");
  EXPECT_SAYS(text("you are stupid"), "Sorry about that");
  EXPECT_SAYS(text("what time is it"), "It's 2:20 PM for you (America/New_York).");
}

TEST_F(KindWords, LessThanNothingIsNotLogged) {
  begin_here();
  EXPECT_SAYS(text("drank -5 ml"), "-5 is less than nothing, so I did not log it");
  EXPECT_EQ(count("water_logs"), 0);
  text("- 2 eggs");
  EXPECT_EQ(count("food_logs"), 1);
}

class RepeatedMeals : public texting_test {};

TEST_F(RepeatedMeals, AreThoseOfTheDayThatIsNamed) {
  begin_here(local(2026, 3, 2, 12, 30));  // a Monday
  text("had chicken bowl, 600 cal");
  at_local(local(2026, 3, 3, 8, 0));
  text("had oats, 300 cal and a coffee, 5 cal");
  text("had pizza, 800 cal for dinner");
  at_local(local(2026, 3, 4, 13, 0));
  EXPECT_SAYS(text("same lunch as monday"), "Logged chicken bowl (600 cal)");
  EXPECT_SAYS(text("repeat yesterday's dinner"), "Logged pizza (800 cal)");
  const auto breakfast = text("same breakfast as tuesday");
  EXPECT_SAYS(breakfast, "oats (300 cal)");
  EXPECT_SAYS(breakfast, "Total today: 1705 cal");
  EXPECT_EQ(count("food_logs"), 8);
  EXPECT_EQ(count("food_logs where meal = 'dinner'"), 2);
  text("undo");
  EXPECT_EQ(count("food_logs"), 6);
}

TEST_F(RepeatedMeals, ThatWereNotThereAreNotMadeUp) {
  begin_here();
  text("2 eggs");
  const auto before = checksum();
  EXPECT_SAYS(text("same lunch as monday"), "I have no lunch of Mon Mar 2 to repeat, so nothing");
  EXPECT_SAYS(text("repeat yesterday's dinner"), "I have no dinner of yesterday to repeat");
  EXPECT_SAYS(text("same as yesterday"), "I have no lunch of yesterday to repeat");
  EXPECT_EQ(checksum(), before);
}

class Lists : public texting_test {};

TEST_F(Lists, TellWhatWasDone) {
  begin_here();
  for (const auto* said : {"todo buy milk", "todo call the bank", "my todos", "done 1"}) text(said);
  EXPECT_SAYS(text("did I buy milk?"), "Yes: buy milk, done today 2:20 PM.");
  EXPECT_SAYS(text("did I call the bank yet?"),
              "Not yet, as far as I know: call the bank is still");
  EXPECT_SAYS(text("search milk"), "buy milk (done today");
  EXPECT_SAYS(text("agrega leche a mi lista"), "leche");
  EXPECT_EQ(count("reminders_todos where content = 'leche'"), 1);
}

class Why : public texting_test {};

TEST_F(Why, NamesTheRowsBehindGoalsAndEverything) {
  begin_here();
  text("protein goal 120g");
  text("had pasta, 950 cal, 40g protein");
  text("drank 500 ml");
  text("my goals");
  auto said = text("why?");
  EXPECT_SAYS(said, "Protein 120g a day: your goal since today. 40 is the sum of 1 entry (today)");
  EXPECT_SAYS(said, "pasta: 40 (your figures)");
  text("stats today");
  said = text("why?");
  EXPECT_SAYS(said, "950 is the sum of 1 entry (today)");
  EXPECT_SAYS(said, "500 ml is the sum of 1 entry (today)");
  text("2 eggs");
  text("undo");
  EXPECT_SAYS(text("why 950?"), "pasta: 950 (your figures)");
  EXPECT_SAYS(text("why 777?"), "777 is no figure of my last answer.");
}

class Unsure : public texting_test {};

TEST_F(Unsure, WordsAreListed) {
  begin_here();
  text("dhamaka means workout");
  EXPECT_SAYS(text("which words are unsure?"), "I am sure of all the words");
  db.value("update user_knowledge set confidence = 0.4 returning 1");
  restart();
  EXPECT_SAYS(text("which words are unsure?"), "dhamaka");
  EXPECT_SAYS(text("the is food"), "too common");
  EXPECT_SAYS(text(std::string(500, 'x') + " is food"), "too long");
  EXPECT_EQ(count("user_knowledge"), 1);
}

}  // namespace
