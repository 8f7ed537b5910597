#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "nlp/corpus_mode.hpp"
#include "nlp/pipeline.hpp"

namespace {

using nlp::intent;
using nlp::slot;

nlp::context at_noon() {
  nlp::context ctx;
  using namespace std::chrono;
  ctx.now = local_seconds(local_days(year(2026) / 3 / 4)) + hours(14) + minutes(20);
  ctx.units = nlp::unit_system::imperial;
  return ctx;
}

std::string intents(const nlp::understanding& u) {
  std::string out;
  for (const auto& a : u.acts) {
    if (!out.empty()) out += ' ';
    out += nlp::to_string(a.kind);
  }
  return out;
}
std::string intents(std::string_view text, const nlp::context& ctx = at_noon()) {
  return intents(nlp::understand(text, ctx));
}
nlp::act first(std::string_view text, const nlp::context& ctx = at_noon()) {
  return nlp::understand(text, ctx).acts.at(0);
}

struct golden {
  const char* text;
  const char* expected;
};

class OriginalUtterance : public testing::TestWithParam<golden> {};
TEST_P(OriginalUtterance, IsRead) {
  EXPECT_EQ(intents(GetParam().text), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    Design, OriginalUtterance,
    testing::Values(
        golden{"I had dhamaka practice today, count it as a workout", "gym_log teach_pattern"},
        golden{"kraft is the devils krafthouse", "teach_pattern"},
        golden{"I had my usual smoothie, 300 cal 20g protein", "food_log teach_pattern"},
        golden{"ate a quesadilla", "food_log"}, golden{"drank a bottle", "water_log"},
        golden{"ate at kraft", "food_log"}, golden{"did bench press 135x5", "gym_log"},
        golden{"slept 11pm-7am", "sleep_log"}, golden{"todo buy groceries", "todo_add"},
        golden{"remind me to call mom at 3pm", "reminder_add"},
        golden{"what do I have today?", "agenda_query"},
        golden{"how much did I sleep this week?", "stats_query"},
        golden{"connect my fitbit", "connect_integration"},
        golden{"connect my google calendar", "connect_integration"},
        golden{"sync my fitbit", "sync_integration"},
        golden{"sync my calendar and tell me what I have today", "sync_integration agenda_query"},
        golden{"log my fitbit workout from today", "sync_integration"},
        golden{"what did my fitbit say about my sleep last night?", "stats_query"},
        golden{"what did fitbit say about my sleep?", "stats_query"},
        golden{"show my connections", "integration_status"},
        golden{"disconnect fitbit", "disconnect_integration"},
        golden{"remove fitbit", "disconnect_integration"},
        golden{"unlink fitbit", "disconnect_integration"},
        golden{"delete my fitbit data", "delete_data"}, golden{"remove fitbit data", "delete_data"},
        golden{"stop syncing", "pause_sync"}, golden{"pause integrations", "pause_sync"},
        golden{"disable auto-sync", "pause_sync"}, golden{"resume syncing", "resume_sync"},
        golden{"delete my account", "delete_account"}, golden{"cancel service", "delete_account"},
        golden{"remove all my data", "delete_data"}, golden{"export my data", "export_data"},
        golden{"download my data", "export_data"}, golden{"delete my food logs", "delete_data"},
        golden{"remove all water data", "delete_data"}, golden{"help", "help"},
        golden{"help food", "help"}, golden{"help integrations", "help"},
        golden{"yes", "confirm_yes"}, golden{"undo", "undo"}, golden{"redo", "redo"},
        golden{"put it back", "redo"}, golden{"w 500", "water_log"}, golden{"f 2 eggs", "food_log"},
        golden{"g bench 135x5", "gym_log"}, golden{"s 11pm-7am", "sleep_log"},
        golden{"t buy milk", "todo_add"}));

TEST(Understanding, ReadsWhatAPersonTaught) {
  auto ctx = at_noon();
  const nlp::pattern_index index({
      {"dhamaka", "intent", "", "gym_log", {}, {}, {}, {}, {}, 1},
      {"kraft", "entity", "restaurant", "the devils krafthouse", {}, {}, {}, {}, {}, 1},
      {"usual smoothie", "entity", "food", "usual smoothie", 300, 20, {}, {}, {}, 1},
      {"hydro", "entity", "container", "hydro flask", {}, {}, {}, {}, 946, 1},
      {"zumba", "intent", "", "gym_log", {}, {}, {}, {}, {}, 0.2},
  });
  ctx.patterns = &index;
  EXPECT_EQ(first("had dhamaka practice", ctx).slots.text(slot::exercise), "dhamaka practice");
  EXPECT_EQ(first("had dhamaka", ctx).kind, intent::gym_log);
  EXPECT_EQ(first("kraft quesadilla", ctx).slots.text(slot::restaurant), "the devils krafthouse");
  EXPECT_EQ(first("had my usual smoothie", ctx).slots.number(slot::calories), 300);
  EXPECT_EQ(first("two usual smoothies", ctx).slots.number(slot::calories), 600);
  EXPECT_EQ(first("finished a hydro", ctx).slots.number(slot::amount_ml), 946);
  EXPECT_EQ(first("is there dhamaka tomorrow?", ctx).kind, intent::agenda_query);
}

class NeverLogged : public testing::TestWithParam<const char*> {};
TEST_P(NeverLogged, IsNoRecord) {
  for (const auto& a : nlp::understand(GetParam(), at_noon()).acts) {
    EXPECT_NE(a.kind, intent::food_log);
    EXPECT_NE(a.kind, intent::water_log);
    EXPECT_NE(a.kind, intent::gym_log);
    EXPECT_NE(a.kind, intent::sleep_log);
  }
}
INSTANTIATE_TEST_SUITE_P(
    Traps, NeverLogged,
    testing::Values(
        "thinking about pizza", "didn't drink any water today", "i hate water polo",
        "my sister ran a marathon", "food was on my mind", "that test was a piece of cake",
        "did I drink water?", "didn't run today", "gonna hit legs tomorrow",
        "i could eat a horse rn", "the kids drank all the juice", "the baby slept 6 hours!!",
        "should i eat pizza", "wish i had a burger", "my advisor ate me alive in that meeting",
        "my boss said \"i had french fries\"", "years ago i could squat 400",
        "mi hermana corrió un maratón", "no dormí nada", "I should really drink more water",
        "bay 4 had 3 slices of toast", "h2o 0 today", "I will stop smoking and eat more salad"));

TEST(Understanding, ReadsRepliesWithTheTurnsBefore) {
  auto ctx = at_noon();
  const auto reply = [&](std::vector<nlp::turn> history, std::string_view text) {
    ctx.history = history;
    return nlp::understand(text, ctx).acts.at(0);
  };
  using role = nlp::turn::role;
  auto a = reply({{role::user, "drank water"}, {role::assistant, "How much?"}}, "20 oz");
  EXPECT_EQ(a.kind, intent::water_log);
  EXPECT_NEAR(a.slots.number(slot::amount_ml).value_or(0), 591, 2);
  a = reply({{role::user, "remind me to call mom"}, {role::assistant, "When?"}}, "3pm");
  EXPECT_EQ(a.kind, intent::reminder_add);
  EXPECT_TRUE(a.slots.has(slot::due));
  a = reply({{role::user, "2 eggs"}, {role::assistant, "Logged 2 eggs."}}, "make it 3");
  EXPECT_EQ(a.kind, intent::edit_correction);
  EXPECT_EQ(a.slots.number(slot::quantity), 3);
  a = reply({{role::user, "2 eggs"}, {role::assistant, "Logged 2 eggs."}}, "delete that");
  EXPECT_EQ(a.kind, intent::undo);
  a = reply(
      {{role::user, "delete my account"}, {role::assistant, "Type 'DELETE ACCOUNT' to confirm."}},
      "DELETE ACCOUNT");
  EXPECT_EQ(a.slots.flag(slot::confirmed), true);
}

TEST(Understanding, ReadsSpanish) {
  EXPECT_EQ(first("bebí 500 ml de agua").slots.number(slot::amount_ml), 500);
  EXPECT_EQ(intents("comí dos huevos"), "food_log");
  EXPECT_EQ(intents("recuérdame mañana a las 9 pagar la renta"), "reminder_add");
  EXPECT_EQ(intents("deshacer"), "undo");
}

TEST(Understanding, HasADefinedReadingForAnything) {
  for (const auto* text :
       {"", "   ", "???", "....", "\xff\xfe\x01", "😀😀", "\xe4\xbd\xa0\xe5\xa5\xbd", "((((((((",
        "0 0 0 0 0", "x x x x", "- - -", "\"", "3", "a"})
    EXPECT_FALSE(nlp::understand(text, at_noon()).acts.empty()) << text;
  std::string many;
  for (int i = 0; i < 500; ++i) many += "ate " + std::to_string(i + 1) + " eggs. ";
  const auto u = nlp::understand(many, at_noon());
  EXPECT_LE(u.acts.size(), 40U);
  EXPECT_TRUE(u.ask.has_value());
  EXPECT_FALSE(nlp::understand(std::string(10'000, 'a'), at_noon()).acts.empty());
  EXPECT_FALSE(nlp::understand(std::string(200'000, '('), at_noon()).acts.empty());
}

TEST(CorpusMode, AnswersEveryLine) {
  EXPECT_NE(
      nlp::understand_line(
          R"({"id":"a","now":"2026-03-04T14:20:00","tz":"America/New_York","text":"drank a bottle"})")
          .find("\"amount_ml\":500"),
      std::string::npos);
  EXPECT_NE(nlp::understand_line("nonsense").find("\"error\""), std::string::npos);
  EXPECT_NE(nlp::understand_line("{}").find("\"error\""), std::string::npos);
}

}  // namespace
