#include <boost/json.hpp>

#include <filesystem>
#include <fstream>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/earlier_texts.hpp"
#include "tests/unit/handlers/world.hpp"

// The fixed phrases are whole texts about the assistant. No text that people send to record or to
// ask something may be taken for one: every text that understanding was trained or is scored with
// is tried.

namespace {

using namespace test;
namespace json = boost::json;

struct ordinary {
  std::string text;
  std::vector<std::string> kinds;
};

std::vector<ordinary> ordinary_texts() {
  std::vector<ordinary> out;
  for (const std::string folder : {"/nlp/training", "/tests/corpus"})
    for (const auto& entry : std::filesystem::directory_iterator(SMS_SOURCE_DIR + folder)) {
      if (entry.path().extension() != ".jsonl") continue;
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) {
        boost::system::error_code why;
        const auto doc = json::parse(line, why);
        if (why || !doc.is_object()) continue;
        const auto* text = doc.as_object().if_contains("text");
        const auto* acts = doc.as_object().if_contains("expected");
        if (!text || !text->is_string() || !acts || !acts->is_array()) continue;
        ordinary o{std::string(text->as_string()), {}};
        for (const auto& a : acts->as_array())
          if (const auto* kind = a.as_object().if_contains("intent"))
            o.kinds.emplace_back(kind->as_string());
        out.push_back(std::move(o));
      }
    }
  return out;
}

bool has(const ordinary& o, std::initializer_list<std::string_view> kinds) {
  return std::ranges::any_of(o.kinds, [&](const std::string& k) {
    return std::find(kinds.begin(), kinds.end(), k) != kinds.end();
  });
}

TEST(Commands, TakeNoTextThatRecordsAsksOrChangesSomething) {
  world english, spanish;
  spanish.state.preferences.language = "es";
  std::size_t seen = 0;
  for (const auto& o : ordinary_texts()) {
    if (!has(o, {"food_log", "water_log", "gym_log", "sleep_log", "todo_add", "reminder_add",
                 "assignment_add", "fact_store", "fact_query", "stats_query", "agenda_query",
                 "complete_item", "delete_item", "edit_correction", "teach_pattern",
                 "water_goal_set", "search", "confirm_yes", "undo"}))
      continue;
    ++seen;
    EXPECT_FALSE(handlers::read_command(o.text, english.state, eggs_only)) << o.text;
    // Alone it goes on from what was said before, and that is its reading's to know.
    if (o.text != "again") {
      EXPECT_FALSE(handlers::asks_again(o.text)) << o.text;
    }
    // Of one language only what no other rule of it could mean.
    const bool told_apart =
        has(o, {"agenda_query", "complete_item", "undo", "todo_add", "teach_pattern"});
    if (o.text.find(' ') != std::string::npos && !told_apart) {
      EXPECT_FALSE(handlers::read_spanish_command(o.text, spanish.state)) << o.text;
    }
  }
  EXPECT_GT(seen, 5'000u);
}

TEST(Commands, AreReadWhateverTheirCaseAndSigns) {
  world w;
  for (const auto* said : {"Why?", "WHY", "history", "My goals", "most used", "milestones off",
                           "all my words", "protein goal 120g", "track my headaches", "mood 4",
                           "alias b = drank 500 ml", "same as yesterday", "No, that's food"})
    EXPECT_TRUE(handlers::read_command(said, w.state, eggs_only)) << said;
  w.state.preferences.language = "es";
  for (const auto* said : {"Ayuda comida", "mis pendientes", "¿Por qué?", "mis metas", "historial",
                           "meta de proteína 120 g", "peso 81,2", "zona horaria Madrid",
                           "emojis no", "logros no", "idioma inglés", "olvida botella"})
    EXPECT_TRUE(handlers::read_command(said, w.state, eggs_only)) << said;
}

TEST(Commands, SkipIsACommandOnlyDuringTheFirstSteps) {
  world w;
  EXPECT_FALSE(handlers::read_command("skip", w.state, eggs_only));
  w.state.preferences.tour_step = 1;
  EXPECT_TRUE(handlers::read_command("skip", w.state, eggs_only));
  w.state.talk.notified = {5};  // a reminder came just before
  EXPECT_FALSE(handlers::read_command("skip", w.state, eggs_only));
}

TEST(Commands, AgainMeansALineOfTheList) {
  EXPECT_EQ(handlers::asks_again("again"), 0u);
  EXPECT_EQ(handlers::asks_again("Repeat 3"), 3u);
  EXPECT_EQ(handlers::asks_again("otra vez"), 0u);
  EXPECT_FALSE(handlers::asks_again("again tomorrow"));
  EXPECT_FALSE(handlers::asks_again("repeat 9"));
  EXPECT_FALSE(handlers::asks_again("repeat every day"));
}

}  // namespace
