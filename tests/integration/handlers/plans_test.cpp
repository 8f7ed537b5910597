// How the database finds what a turn reads: every statement that a long conversation used, as it
// was prepared, must be answered from an index by person. Row counts do not matter for that: with
// sequential scans disabled the planner takes one only where no index serves.
#include <sstream>

#include "tests/integration/handlers/talk_test.hpp"

namespace {

using namespace test;

class Plans : public talk_test {
 protected:
  struct prepared {
    std::string name, sql;
    int parameters = 0;
  };

  /// What the reader has prepared so far. The worker that was busy last is asked first, so one
  /// connection has seen the whole conversation.
  std::vector<prepared> statements_of_reader() {
    static constexpr storage::statement mine{
        "own_statements",
        "select name, statement, cardinality(parameter_types) from pg_prepared_statements "
        "where statement like '%$1%' and statement not like '%pg_prepared%' order by name"};
    std::vector<prepared> all;
    auto done = read(state.user.id, [&](storage::unit_of_work& u) {
      auto rows = u.run(mine, {});
      for (std::size_t r = 0; r < rows->size(); ++r)
        all.push_back({std::string(*rows->cell(r, 0)), std::string(*rows->cell(r, 1)),
                       std::stoi(std::string(*rows->cell(r, 2)))});
    });
    EXPECT_TRUE(done.has_value());
    return all;
  }

  std::string plan_of(storage::connection& c, const prepared& p) {
    std::string nulls;
    for (int i = 0; i < p.parameters; ++i) nulls += i ? ", null" : "null";
    std::string plan;
    for (const auto& row :
         c.run("begin; set local \"app.user_ids\" = '{" + std::to_string(state.user.id) +
               "}'; prepare looked_at as " + p.sql + "; explain execute looked_at(" + nulls + ")"))
      plan += std::string(row[0].c_str()) + "\n";
    c.run("rollback; deallocate looked_at");
    return plan;
  }
};

TEST_F(Plans, EveryStatementOfALongConversationIsAnsweredByPersonFromAnIndex) {
  begin();
  for (const char* text : {"drank 500ml",
                           "2 eggs and toast for breakfast",
                           "chicken and rice for lunch",
                           "did bench press 135x5",
                           "ran 3 miles in 27 min",
                           "slept 11pm-7am",
                           "todo buy groceries",
                           "todo call the dentist",
                           "remind me to call mom at 3pm",
                           "remind me to stretch in 2 hours",
                           "calc hw due friday",
                           "wifi password is hunter22",
                           "what's the wifi password",
                           "how much water today",
                           "what did I eat this week",
                           "how much did I sleep this week",
                           "did I go to the gym this week",
                           "what do I have today?",
                           "what's due this week",
                           "my todos",
                           "done buy groceries",
                           "undo",
                           "redo",
                           "undo",
                           "make that 750 ml",
                           "no, 3 eggs",
                           "move call the dentist to tomorrow",
                           "delete the dentist todo",
                           "same as yesterday",
                           "why?",
                           "all my words",
                           "when I say bottle I mean 750 ml",
                           "drank a bottle",
                           "forget bottle",
                           "search eggs",
                           "my goals",
                           "I weigh 80 kg",
                           "my weight history",
                           "digest sundays at 7pm",
                           "nudges",
                           "did you remind me about mom?",
                           "feedback: I like it",
                           "export my data",
                           "how many calories did I eat yesterday",
                           "what did I log last",
                           "how am I doing this month",
                           "set my water goal to 2500 ml",
                           "quote",
                           "help food",
                           "thanks"})
    say(text);

  auto app = db.app_connection();
  app.run("set plan_cache_mode = force_generic_plan; set enable_seqscan = off");
  const auto all = statements_of_reader();
  EXPECT_GE(all.size(), 20u);
  for (const auto& p : all) {
    const auto plan = plan_of(app, p);
    EXPECT_EQ(plan.find("Seq Scan"), std::string::npos) << p.name << "\n" << plan;
    // A whole index read and then filtered would be as bad as the whole table.
    std::istringstream lines(plan);
    std::string line, next;
    for (std::getline(lines, line); std::getline(lines, next); line = next)
      if (line.find("Index Scan") != std::string::npos ||
          line.find("Index Only Scan") != std::string::npos) {
        EXPECT_NE(next.find("Index Cond"), std::string::npos) << p.name << "\n" << plan;
      }
  }
}

}  // namespace
