#include "tests/integration/handlers/talk_test.hpp"

namespace {

using namespace test;

class Data : public talk_test {
 protected:
  void fill() {
    begin();
    for (const double ml : {100.0, 200.0, 300.0})
      say({act(intent::water_log, {{slot::amount_ml, ml}})});
    say({act(intent::food_log, {{slot::food, "egg"}, {slot::quantity, 2.0}})});
    say({act(intent::todo_add, {{slot::content, "buy milk"}})});
    say({act(intent::todo_add, {{slot::content, "pay rent"}})});
    say({act(intent::complete_item, {{slot::item, "rent"}})}, "paid rent");
    say({act(intent::fact_store, {{slot::key, "wifi pw"}, {slot::value, "x"}})});
    say({act(intent::teach_pattern, {{slot::term, "stanley"},
                                     {slot::type, "entity"},
                                     {slot::kind, "container"},
                                     {slot::amount_ml, 1183.0}})});
  }
  nlp::act everything(const char* type) {
    return act(intent::delete_data, {{slot::data_type, type}});
  }
};

TEST_F(Data, AKindOfRecordsGoesAfterAYesAndComesBackWithUndo) {
  fill();
  const auto before = checksum();
  for (const auto& [type, asked, done] :
       {std::tuple{"water", "Delete all 3 water entries? Text yes to do it.",
                   "Deleted 3 water entries. \"undo\" brings them back."},
        std::tuple{"todos", "Delete all 2 todos? Text yes to do it.",
                   "Deleted 2 todos. \"undo\" brings them back."},
        std::tuple{"food", "Delete 1 food entry? Text yes to do it.",
                   "Deleted 1 food entry. \"undo\" brings them back."},
        std::tuple{"facts", "Delete 1 fact? Text yes to do it.",
                   "Deleted 1 fact. \"undo\" brings them back."},
        std::tuple{"patterns", "Delete 1 taught word? Text yes to do it.",
                   "Deleted 1 taught word. \"undo\" brings them back."}}) {
    EXPECT_EQ(say({everything(type)}, "delete all"), asked);
    EXPECT_EQ(checksum(), before) << "asking deletes nothing";
    EXPECT_EQ(say({act(intent::confirm_yes)}, "yes"), done);
    EXPECT_NE(checksum(), before);
    EXPECT_TRUE(say({act(intent::undo)}, "undo").starts_with("Undone: ")) << type;
    EXPECT_EQ(checksum(), before) << type;
  }
}

TEST_F(Data, OnlyTheDaysThatWereNamed) {
  fill();
  at_local(local(2026, 3, 6, 9));
  say({act(intent::water_log, {{slot::amount_ml, 700.0}})});
  auto wanted = everything("water");
  wanted.slots.set(slot::period, std::string("today"));
  EXPECT_EQ(say({wanted}, "delete today's water"),
            "Delete 1 water entry (today)? Text yes to do it.");
  say({act(intent::confirm_yes)}, "yes");
  EXPECT_EQ(db.value("select sum(amount_ml) from water_logs"), "600");
  EXPECT_EQ(say({wanted}, "delete today's water"),
            "You have no water entries (today), so nothing was deleted.");
}

TEST_F(Data, ALateOrStrayYesDeletesNothing) {
  fill();
  const auto before = checksum();
  say({everything("water")}, "delete my water");
  clock.advance(11min);
  say({act(intent::confirm_yes)}, "yes");
  EXPECT_EQ(checksum(), before);
  say({everything("water")}, "delete my water");
  say({act(intent::todo_add, {{slot::content, "call mom"}})}, "todo call mom");
  const auto after_todo = checksum();
  say({act(intent::confirm_yes)}, "yes");
  EXPECT_EQ(checksum(), after_todo);
  // A second yes finds nothing waiting.
  say({everything("water")}, "delete my water");
  say({act(intent::confirm_yes)}, "yes");
  const auto gone = checksum();
  EXPECT_EQ(say({act(intent::confirm_yes)}, "yes"), "OK. There is nothing waiting for an answer.");
  EXPECT_EQ(checksum(), gone);
}

TEST_F(Data, AReactionIsAYesAlsoAfterARestart) {
  fill();
  const auto asked = say({everything("water")}, "delete my water");
  restart();
  say({act(intent::unknown)}, "Loved “" + asked + "”");
  EXPECT_EQ(count("water_logs"), 0);
}

TEST_F(Data, FeedbackIsKeptSealedWithWhatWasSaidBefore) {
  begin();
  say({act(intent::water_log, {{slot::amount_ml, 500.0}})}, "drank a bottle");
  EXPECT_EQ(say({act(intent::feedback, {{slot::feedback_type, "bug"}})}, "bug: that was a mug"),
            "Sorry about that, and thanks. I've kept that for whoever runs this server.");
  EXPECT_EQ(say({act(intent::feedback, {{slot::rating, 5.0}})}, "5 stars"),
            "Thanks for the 5 out of 5! I've kept that for whoever runs this server.");
  say({act(intent::support_ticket)}, "can a human look at my totals");
  EXPECT_EQ(db.value("select string_agg(kind || coalesce(rating::text, ''), ' ' order by id) from "
                     "user_feedback"),
            "bug rating5");
  EXPECT_EQ(db.value("select count(*) from user_feedback where position('mug'::bytea in body) > 0"),
            "0");
  EXPECT_EQ(count("support_tickets"), 1);
  std::string body;
  ASSERT_TRUE(read(state.user.id, [&](storage::unit_of_work& u) {
    body =
        u.select<storage::feedback_row>({"fb", "select * from user_feedback order by id limit 1"})
            .at(0)
            .body.plain;
  }));
  EXPECT_NE(body.find("person: drank a bottle"), std::string::npos) << body;
  EXPECT_NE(body.find("feedback: bug: that was a mug"), std::string::npos) << body;
}

}  // namespace
