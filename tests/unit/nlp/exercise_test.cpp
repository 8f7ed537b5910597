#include "nlp/entities/exercise.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "nlp/text/fuzzy_phrases.hpp"
#include "nlp/text/tokenizer.hpp"

namespace nlp {
namespace {

/// "bench press 3x5@185lb; squat 5@225lb": entries as one line, for comparison.
std::string read(const std::string& text, unit_system units = unit_system::imperial) {
  const auto t = tokenize(text);
  std::ostringstream out;
  for (const auto& e : read_gym({t.begin(), t.end()}, 0, t.size(), units)) {
    if (out.tellp() > 0) out << "; ";
    out << (e.exercise.empty() ? "?" : e.exercise);
    if (e.sets) out << " sets " << *e.sets;
    if (e.reps) out << " reps " << *e.reps;
    if (e.weight) out << " at " << *e.weight << e.weight_unit;
    if (e.duration_min) out << " min " << *e.duration_min;
    if (e.distance) out << ' ' << *e.distance << e.distance_unit;
    if (e.calories) out << " kcal " << *e.calories;
  }
  return out.str();
}

TEST(Exercise, SetsRepsAndWeights) {
  EXPECT_EQ(read("bench press 135x5, 155x3"),
            "bench press reps 5 at 135lb; bench press reps 3 at 155lb");
  EXPECT_EQ(read("bench 225 5x5"), "bench press sets 5 reps 5 at 225lb");
  EXPECT_EQ(read("bench 185 3x5"), "bench press sets 3 reps 5 at 185lb");
  EXPECT_EQ(read("deadlift 3x5 @ 405"), "deadlift sets 3 reps 5 at 405lb");
  EXPECT_EQ(read("ohp 95 for 3 sets of 8"), "overhead press sets 3 reps 8 at 95lb");
  EXPECT_EQ(read("3x10 rdl 225"), "romanian deadlift sets 3 reps 10 at 225lb");
  EXPECT_EQ(read("4 sets of 12 curls with 25s"), "curl sets 4 reps 12 at 25lb");
  EXPECT_EQ(read("squat 100kg 5 reps 3 sets"), "squat sets 3 reps 5 at 100kg");
  EXPECT_EQ(read("deadlift 405 lbs single"), "deadlift reps 1 at 405lb");
  EXPECT_EQ(read("bench 225x5x3"), "bench press sets 3 reps 5 at 225lb");
  EXPECT_EQ(read("bench 3x10x135"), "bench press sets 3 reps 10 at 135lb");
  EXPECT_EQ(read("squats 225 5x5 rpe 8"), "squat sets 5 reps 5 at 225lb");
  EXPECT_EQ(read("bench 3 sets of 10 reps at 60 kg"), "bench press sets 3 reps 10 at 60kg");
  EXPECT_EQ(read("squat 5 reps of 225"), "squat reps 5 at 225lb");
  EXPECT_EQ(read("incline db press 80s 3x10"), "incline dumbbell press sets 3 reps 10 at 80lb");
  EXPECT_EQ(read("leg press 4x12 @ 360"), "leg press sets 4 reps 12 at 360lb");
}

TEST(Exercise, EqualSetsMergeAndOthersStayApart) {
  EXPECT_EQ(read("pullups 8 8 8"), "pullup sets 3 reps 8");
  EXPECT_EQ(read("bench 225x5 225x5 225x5"), "bench press sets 3 reps 5 at 225lb");
  EXPECT_EQ(read("ohp 95 5/5/4"),
            "overhead press sets 2 reps 5 at 95lb; overhead press reps 4 at 95lb");
  EXPECT_EQ(read("curls 25 12 10 8"),
            "curl reps 12 at 25lb; curl reps 10 at 25lb; curl reps 8 at 25lb");
}

TEST(Exercise, PlatesAreOnEachSideOfTheBar) {
  EXPECT_EQ(read("squatted 2 plates for 10"), "squat reps 10 at 225lb");
  EXPECT_EQ(read("squatted 2 plates for 10", unit_system::metric), "squat reps 10 at 100kg");
  EXPECT_EQ(read("bench a plate for 8"), "bench press reps 8 at 135lb");
  EXPECT_EQ(read("deadlifted 2 plates and a 25 for 5"), "deadlift reps 5 at 275lb");
}

TEST(Exercise, ShorthandWithoutANameKeepsItsFigures) {
  EXPECT_EQ(read("3x8 @60kg"), "? sets 3 reps 8 at 60kg");
  EXPECT_EQ(read("185 for 5"), "? reps 5 at 185lb");
  EXPECT_EQ(read("5x5 225"), "? sets 5 reps 5 at 225lb");
  EXPECT_EQ(read("hello there"), "");
}

TEST(Exercise, BareNumbersFollowThePreference) {
  EXPECT_EQ(read("squat 80x5", unit_system::metric), "squat reps 5 at 80kg");
  EXPECT_EQ(read("ran 5"), "run 5mi");
  EXPECT_EQ(read("ran 5", unit_system::metric), "run 5km");
  EXPECT_EQ(read("100 pushups"), "pushup reps 100");
  EXPECT_EQ(read("squats 20"), "squat reps 20");
}

TEST(Exercise, CardioDistancesAndTimes) {
  EXPECT_EQ(read("ran 3 miles in 27:30"), "run min 27.5 3mi");
  EXPECT_EQ(read("5k in 25min"), "run min 25 5km");
  EXPECT_EQ(read("I ran 7 km in 42 minutes"), "run min 42 7km");
  EXPECT_EQ(read("long run done 16 miles 2:20"), "run min 140 16mi");
  EXPECT_EQ(read("bike 45 min"), "cycling min 45");
  EXPECT_EQ(read("100m sprints x6"), "sprint sets 6 100m");
  EXPECT_EQ(read("6x800m on the track"), "run sets 6 800m");
  EXPECT_EQ(read("row 2k 7:48"), "rowing machine min 7.8 2km");
  EXPECT_EQ(read("row 135x8"), "row reps 8 at 135lb");
  EXPECT_EQ(read("30 min elliptical this morning"), "elliptical min 30");
  EXPECT_EQ(read("plank 2 min"), "plank min 2");
  EXPECT_EQ(read("yoga for an hour and a half"), "yoga min 90");
  EXPECT_EQ(read("fran 4:32"), "fran min 4.53");
  EXPECT_EQ(read("murph with vest 52 min"), "murph min 52");
  EXPECT_EQ(read("played basketball for 2 hours, burned 800 calories"),
            "basketball min 120 kcal 800");
  EXPECT_EQ(read("did 30 minutes on the treadmill and 15 on the bike"),
            "treadmill min 30; cycling min 15");
}

TEST(Exercise, SeveralInOneText) {
  EXPECT_EQ(read("5 rounds of 10 burpees 15 kb swings 53lb"),
            "burpee sets 5 reps 10; kettlebell swing sets 5 reps 15 at 53lb");
  EXPECT_EQ(read("clean and jerk 185x1 then 165 3x3"),
            "clean and jerk reps 1 at 185lb; clean and jerk sets 3 reps 3 at 165lb");
  EXPECT_EQ(read("hotel gym: treadmill 25 min, 12kg dumbbell curls 3x12", unit_system::metric),
            "treadmill min 25; dumbbell curl sets 3 reps 12 at 12kg");
  EXPECT_EQ(read("bench 3 sets of 10 at 135 and squats 5x5 at 225 then ran a mile"),
            "bench press sets 3 reps 10 at 135lb; squat sets 5 reps 5 at 225lb; run 1mi");
  EXPECT_EQ(read("hip thrusts 315 3x8, leg press 4x12 @ 360, calf raises 3x20"),
            "hip thrust sets 3 reps 8 at 315lb; leg press sets 4 reps 12 at 360lb; "
            "calf raise sets 3 reps 20");
}

TEST(Exercise, SpanishIsRead) {
  EXPECT_EQ(read("corrí 5 km en 28 minutos", unit_system::metric), "run min 28 5km");
  EXPECT_EQ(read("hice 3 series de 10 sentadillas con 60 kg", unit_system::metric),
            "squat sets 3 reps 10 at 60kg");
  EXPECT_EQ(read("press de banca 80x5", unit_system::metric), "bench press reps 5 at 80kg");
}

TEST(Exercise, OwnNamesAndSkippedWordsAreHonoured) {
  const auto t = tokenize("dhamaka for 90 minutes at 7 pm");
  const std::span<const token> all(t.begin(), t.end());
  const own_exercise own[] = {{0, 1, "dhamaka"}};
  const token_range when[] = {{4, 7}};
  const auto e = read_gym(all, 0, t.size(), unit_system::imperial, own, when);
  ASSERT_EQ(e.size(), 1U);
  EXPECT_EQ(e[0].exercise, "dhamaka");
  EXPECT_EQ(e[0].duration_min, 90);
  EXPECT_FALSE(e[0].reps);
}

TEST(Exercise, OneEditMisspellingsOfAllNamesAreFound) {
  std::size_t asked = 0, found = 0;
  for (const auto& e : all_exercises()) {
    const std::string name(e.name);
    for (const auto& word : tokenize(name)) {
      if (word.type != token::kind::word || word.text.size() < 5) continue;
      for (std::size_t i = 0; i < word.text.size(); ++i) {
        std::set<std::string> wrong;
        const std::string w(word.text);
        wrong.insert(w.substr(0, i) + w.substr(i + 1));
        wrong.insert(w.substr(0, i + 1) + w[i] + w.substr(i + 1));
        if (i + 1 < w.size()) {
          auto swapped = w;
          std::swap(swapped[i], swapped[i + 1]);
          wrong.insert(swapped);
        }
        auto other = w;
        other[i] = 'e';
        wrong.insert(other);
        for (const auto& typed : wrong) {
          if (typed == w || is_plain_word(typed)) continue;
          const auto text = name.substr(0, word.begin) + typed + name.substr(word.end);
          const auto t = tokenize(text);
          const auto hits = find_exercises({t.begin(), t.end()});
          ++asked;
          found += std::any_of(hits.begin(), hits.end(),
                               [&](const auto& m) { return m.exercise == &e; });
        }
      }
    }
  }
  RecordProperty("asked", static_cast<int>(asked));
  RecordProperty("found", static_cast<int>(found));
  ASSERT_GE(asked, 5000U);
  EXPECT_GE(static_cast<double>(found), 0.95 * static_cast<double>(asked))
      << found << " of " << asked;
}

TEST(Exercise, SearchKnowsWhatAnExerciseIs) {
  const auto found = search_exercises("what is a bulgarian split squat");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0]->name, "bulgarian split squat");
  EXPECT_FALSE(found[0]->muscles.empty());
  EXPECT_TRUE(search_exercises("").empty());
}

TEST(Exercise, AnyBytesAreFine) {
  for (const char* text : {"", "x", "5x", "x5", "5x5x5x5x5", "1:2:3:4", "99:99", "squat x x x",
                           "1/0 squat", "\xff\xfe squat 5", "@ @ @", "bench 999999999999x99999",
                           "3 sets of", "for for for", "+ + +", "a plate and a", "half", "rpe"}) {
    EXPECT_NO_THROW(read(text)) << text;
  }
  std::string many;
  for (int i = 0; i < 800; ++i) many += "squat 5x5 225 ";
  EXPECT_NO_THROW(read(many));
}

}  // namespace
}  // namespace nlp
