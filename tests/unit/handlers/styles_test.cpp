#include "tests/unit/handlers/world.hpp"

// One thing said in every style, unit and with or without emoji means the same: the same figures,
// short enough, and never a word that carriers take.

namespace {

using namespace test;

std::string digits_of(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c >= '0' && c <= '9') out += c;
  return out;
}

std::vector<std::string> conversation(const std::string& style, const std::string& units,
                                      bool emoji) {
  world w("America/New_York", local(2026, 3, 4, 14, 20), units);
  w.state.preferences.response_style = style;
  w.state.preferences.emoji = emoji;
  return {w.say({act(intent::food_log, {{slot::food, "egg"}, {slot::quantity, 2.0}})}),
          w.say({act(intent::water_log, {{slot::amount_ml, 500.0}})}),
          w.say({act(intent::water_log, {{slot::amount_ml, 1600.0}})}),
          w.say({act(intent::gym_log, {{slot::exercise, "run"}, {slot::duration_min, 25.0}})}),
          w.say({act(intent::todo_add, {{slot::content, "buy milk"}})}),
          w.say({act(intent::greeting)}),
          w.say({act(intent::smalltalk_thanks)}),
          w.say({act(intent::help)})};
}

TEST(Styles, SayTheSameInOtherWords) {
  for (const std::string units : {"metric", "imperial"}) {
    const auto plain = conversation("friendly", units, false);
    for (const std::string style : {"concise", "friendly", "coach"})
      for (const bool emoji : {false, true}) {
        const auto said = conversation(style, units, emoji);
        for (std::size_t i = 0; i < said.size(); ++i) {
          EXPECT_LE(replies::measure(said[i]).segments, 2u) << said[i];
          EXPECT_FALSE(replies::asks_for_reserved_word(said[i])) << said[i];
          EXPECT_EQ(digits_of(said[i]), digits_of(plain[i])) << said[i];
        }
      }
  }
}

TEST(Styles, DifferInWords) {
  const auto concise = conversation("concise", "metric", false);
  const auto coach = conversation("coach", "metric", false);
  EXPECT_EQ(concise[0],
            "Logged 2 eggs (~140 cal, 12g protein). Total today: 140 cal, 12g protein.");
  EXPECT_EQ(coach[3], "Logged run, 25 min, well done!");
  EXPECT_NE(coach[2].find("great job"), std::string::npos);
  const auto plain = conversation("friendly", "metric", false);
  for (const auto& s : plain)
    EXPECT_EQ(replies::measure(s).alphabet, replies::sms_alphabet::gsm7) << s;
}

TEST(Tour, LeadsANewPersonToTheFirstEntryAndEnds) {
  world w;
  w.state.preferences.tour_step = 0;
  EXPECT_NE(w.say({act(intent::greeting)}, "hi").find("Let's log something"), std::string::npos);
  EXPECT_NE(w.say({act(intent::water_log, {{slot::amount_ml, 500.0}})}, "drank 500 ml")
                .find("Now ask me"),
            std::string::npos);
  EXPECT_EQ(w.state.preferences.tour_step, 2);
  // Another entry is only logged.
  EXPECT_EQ(w.say({act(intent::water_log, {{slot::amount_ml, 500.0}})}, "drank 500 ml"),
            "Logged 500 ml water. Total today: 1000 ml. 1000 ml to go!");
  EXPECT_NE(w.say({act(intent::confirm_no)}, "skip").find("no tour"), std::string::npos);
  EXPECT_EQ(w.state.preferences.tour_step, 9);
}

TEST(Tour, IsNotForWhoKnowsHow) {
  world w;
  w.state.preferences.tour_step = 0;
  EXPECT_EQ(w.say({act(intent::water_log, {{slot::amount_ml, 500.0}})}, "drank 500 ml"),
            "Logged 500 ml water. Total today: 500 ml. 1500 ml to go!");
  EXPECT_EQ(w.state.preferences.tour_step, 9);
}

TEST(Help, KnowsWhatOneJustTried) {
  world w;
  w.say({act(intent::reminder_add, {{slot::content, std::string("call mom")}})},
        "remind me to call mom");
  EXPECT_TRUE(w.say({act(intent::help)}, "help").starts_with("Reminders:"));
  // After all went well it is the general one.
  w.say({act(intent::water_log, {{slot::amount_ml, 500.0}})}, "drank 500 ml");
  EXPECT_TRUE(w.say({act(intent::help)}, "help").starts_with("Text me things like"));
}

}  // namespace
