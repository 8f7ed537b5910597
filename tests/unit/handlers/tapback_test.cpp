#include "actors/handlers/tapback.hpp"

#include <gtest/gtest.h>

#include "tests/unit/handlers/world.hpp"

namespace {

using namespace test;
using handlers::tapback;
using handlers::tapback_from;

TEST(Tapback, IsReadInTheWaysThatPhonesWriteIt) {
  struct row {
    const char* text;
    tapback::kind what;
    const char* quoted;
  };
  using enum tapback::kind;
  for (const auto& r :
       {row{"Liked “Delete 2 todos?”", approves, "Delete 2 todos?"},
        row{"Loved \"Logged 500 ml water.\"", approves, "Logged 500 ml water."},
        row{"Disliked “Delete 2 todos?”", declines, "Delete 2 todos?"},
        row{"Laughed at “Logged 3 beers.”", other, "Logged 3 beers."},
        row{"Emphasised “x”", other, "x"},
        row{"Removed a like from “Delete 2 todos?”", other, "Delete 2 todos?"},
        row{"Liked an image", other, ""},
        row{"Reacted 👍 to “Delete 2 todos?”", approves, "Delete 2 todos?"},
        row{"👎 to “Delete 2 todos?”", declines, "Delete 2 todos?"},
        row{"\xE2\x80\x8A\xE2\x80\x8B❤️\xE2\x80\x8B to “ok”\xE2\x80\x8A", approves, "ok"},
        row{"😂 to “ok”", other, "ok"}}) {
    const auto read = tapback_from(r.text);
    ASSERT_TRUE(read) << r.text;
    EXPECT_EQ(read->what, r.what) << r.text;
    EXPECT_EQ(read->quoted, r.quoted) << r.text;
  }
}

TEST(Tapback, IsNotWhatAPersonWrites) {
  for (const auto* text :
       {"liked the soup", "Liked the “special” a lot", "Loved it", "Disliked “x” but ate it",
        "went to “Joe's”", "2 eggs to “go”", "👍", "to “x”", "", "Liked ", "Liked “"})
    EXPECT_FALSE(tapback_from(text)) << text;
}

TEST(Tapback, QuotesAreComparedByTheirLetters) {
  EXPECT_TRUE(handlers::quotes("Delete 2 todos?", "Delete 2 todos? "));
  EXPECT_TRUE(handlers::quotes("Delete all 14 food entr…", "Delete all 14 food entries? Text yes"));
  EXPECT_FALSE(handlers::quotes("Delete", "Delete 2 todos?"));
  EXPECT_FALSE(handlers::quotes("", ""));
}

TEST(Tapback, OnALogIsNoLog) {
  world w;
  w.say({act(intent::water_log, {{slot::amount_ml, 500.0}})}, "drank a bottle");
  const auto r = w.turn({act(intent::water_log, {{slot::amount_ml, 500.0}})},
                        "Liked “Logged 500 ml water. Total today: 500 ml. 1500 ml to go!”");
  EXPECT_TRUE(r.changes.empty());
  EXPECT_TRUE(r.texts.empty());
}

TEST(Tapback, AnswersTheQuestionItQuotesAndNoOther) {
  world w;
  const auto asked = w.say({act(intent::water_log, {{slot::amount_ml, 50'000.0}})}, "drank 50 l");
  ASSERT_NE(asked.find("Did you mean"), std::string::npos) << asked;
  EXPECT_TRUE(w.turn({act(intent::unknown)}, "Liked “something else”").changes.empty());
  EXPECT_TRUE(w.turn({act(intent::unknown)}, "Laughed at “" + asked + "”").changes.empty());
  const auto done = w.turn({act(intent::unknown)}, "Liked “" + asked + "”");
  EXPECT_EQ(inserted_rows<storage::water_log_row>(done).size(), 1u);
}

TEST(Tapback, ADislikeIsANo) {
  world w;
  const auto asked = w.say({act(intent::water_log, {{slot::amount_ml, 50'000.0}})}, "drank 50 l");
  const auto r = w.turn({act(intent::unknown)}, "👎 to “" + asked + "”");
  EXPECT_TRUE(inserted_rows<storage::water_log_row>(r).empty());
  EXPECT_FALSE(r.texts.empty());
  EXPECT_FALSE(r.next.talk.pending_act);
}

}  // namespace
