#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>

#include "nlp/learning/confidence.hpp"
#include "nlp/learning/teachable.hpp"
#include "nlp/pattern_matcher.hpp"

namespace {

using namespace nlp::learning;
using namespace std::chrono;

constexpr auto month = hours(24 * 30);

TEST(Confidence, GoesUpAndDownInFixedStepsWithinBounds) {
  struct {
    double from, right, wrong;
  } table[] = {{0.0, 0.1, 0.0}, {0.1, 0.2, 0.0}, {0.2, 0.3, 0.0},   {0.3, 0.4, 0.1},
               {0.5, 0.6, 0.3}, {0.9, 1.0, 0.7}, {0.95, 1.0, 0.75}, {1.0, 1.0, 0.8}};
  for (const auto& row : table) {
    EXPECT_DOUBLE_EQ(after_success(row.from), row.right) << row.from;
    EXPECT_DOUBLE_EQ(after_mistake(row.from), row.wrong) << row.from;
  }
  // An inferred word is used until it misled twice.
  EXPECT_GE(after_mistake(inferred_start), used_from);
  EXPECT_LT(after_mistake(after_mistake(inferred_start)), used_from);
}

TEST(Confidence, FadesByTheClockAndAUseBringsItBack) {
  EXPECT_DOUBLE_EQ(decayed(0.9, true, month - seconds(1)), 0.9);
  EXPECT_DOUBLE_EQ(decayed(0.9, true, month), 0.89);
  EXPECT_DOUBLE_EQ(decayed(0.9, true, 6 * month), 0.84);
  EXPECT_DOUBLE_EQ(decayed(0.5, false, 6 * month), 0.44);
  EXPECT_DOUBLE_EQ(decayed(0.4, false, 6 * month), 0.28);   // shaky ones fade twice as fast
  EXPECT_DOUBLE_EQ(decayed(0.5, false, 600 * month), 0.1);  // not below the floor
  EXPECT_DOUBLE_EQ(decayed(0.05, false, 600 * month), 0.05);
  // What a person said works for ever.
  EXPECT_DOUBLE_EQ(decayed(0.9, true, 1200 * month), used_from);
  EXPECT_DOUBLE_EQ(decayed(0.1, true, 1200 * month), 0.1);
}

TEST(Confidence, OnlyInferredUnusedWordsArePruned) {
  EXPECT_TRUE(may_be_pruned(0.3, false, 12 * month));
  EXPECT_FALSE(may_be_pruned(0.3, false, 5 * month));
  EXPECT_FALSE(may_be_pruned(0.9, false, 12 * month));
  EXPECT_FALSE(may_be_pruned(0.1, true, 1200 * month));
}

TEST(Confidence, EffectivenessNeedsNoUseToBeDefined) {
  EXPECT_DOUBLE_EQ(effectiveness(0, 0), 0.5);
  EXPECT_DOUBLE_EQ(effectiveness(8, 0), 0.9);
  EXPECT_DOUBLE_EQ(effectiveness(8, 8), 0.1);
  EXPECT_LT(effectiveness(0, 5), 0.2);
}

TEST(Teachable, RefusesWordsThatEverybodyNeeds) {
  EXPECT_EQ(refuse_term(""), unteachable::empty);
  EXPECT_EQ(refuse_term("the"), unteachable::too_common);
  EXPECT_EQ(refuse_term("stop"), unteachable::reserved);
  EXPECT_EQ(refuse_term("42"), unteachable::no_word);
  EXPECT_EQ(refuse_term(std::string(500, 'x')), unteachable::too_long);
  for (const auto* good : {"kraft", "usual smoothie", "gsoy", "b", "caf\u00e9"})
    EXPECT_EQ(refuse_term(good), std::nullopt) << good;
}

TEST(Teachable, FindsCirclesOfSynonymsOfAnyLength) {
  std::map<std::string, std::string, std::less<>> taught = {{"b", "c"}, {"c", "d"}};
  const auto meaning = [&](std::string_view w) -> std::optional<std::string> {
    const auto it = taught.find(w);
    return it == taught.end() ? std::nullopt : std::optional(it->second);
  };
  EXPECT_FALSE(closes_circle("a", "b", meaning));
  EXPECT_TRUE(closes_circle("d", "b", meaning));
  EXPECT_TRUE(closes_circle("a", "a", meaning));
}

TEST(Teachable, KnowsTwoSpellingsOfOneWord) {
  EXPECT_TRUE(same_spelling("smoothie", "Smoothies"));
  EXPECT_TRUE(same_spelling("kraft house", "krafthouse"));
  EXPECT_TRUE(same_spelling("dhamaka", "dhamakka"));
  EXPECT_FALSE(same_spelling("bp", "bq"));
  EXPECT_FALSE(same_spelling("bench", "lunch"));
}

// --- the index -----------------------------------------------------------------------------------

nlp::learned_pattern pattern(std::string term, std::int64_t id) {
  nlp::learned_pattern p;
  p.term = std::move(term);
  p.type = "entity";
  p.kind = "food";
  p.value = p.term;
  p.id = id;
  return p;
}

std::vector<std::int64_t> ids_in(std::string_view text, const nlp::pattern_index& index) {
  std::vector<std::int64_t> ids;
  for (const auto* p : nlp::patterns_in(text, index)) ids.push_back(p->id);
  return ids;
}

TEST(PatternIndex, TakesChangesWithoutForgettingWhatItHad) {
  const nlp::pattern_index first({pattern("zorb", 1), pattern("quaxle", 2)});
  const auto second = first.changed({}, {pattern("quaxle bowl", 3)});
  EXPECT_EQ(ids_in("a quaxle bowl and a zorb", second), (std::vector<std::int64_t>{3, 1}));
  const std::int64_t gone[] = {1, 3};
  const auto third = second.changed(gone, {});
  EXPECT_EQ(ids_in("a quaxle bowl and a zorb", third), (std::vector<std::int64_t>{2}));
  EXPECT_EQ(ids_in("a quaxle bowl and a zorb", first), (std::vector<std::int64_t>{2, 1}));
}

TEST(PatternIndex, AnAliasStandsForTheBeginningOfATextOnly) {
  auto alias = pattern("zb", 1);
  alias.type = "synonym";
  alias.kind = "alias";
  alias.value = "drank";
  const nlp::pattern_index index({alias});
  EXPECT_EQ(ids_in("zb 500 ml", index).size(), 1u);
  EXPECT_TRUE(ids_in("vitamin zb", index).empty());
}

/// Words that no table knows, so that only teaching can make them known.
std::string made_up(int n) {
  static constexpr const char* heads[] = {"zor", "quax", "vlim", "brok", "tryx", "gwen", "plov"};
  static constexpr const char* tails[] = {"ablo", "intho", "urmel", "ekkar", "ospin", "yndra"};
  return std::string(heads[n % 7]) + tails[(n / 7) % 6] + static_cast<char>('b' + n / 42 % 20);
}

TEST(PatternIndex, ChangedStepByStepIsTheSameAsBuiltAtOnce) {
  rc::check([] {
    std::map<std::int64_t, nlp::learned_pattern> all;
    nlp::pattern_index index{std::vector<nlp::learned_pattern>{}};
    const auto steps = *rc::gen::container<std::vector<std::pair<int, bool>>>(
        rc::gen::pair(rc::gen::inRange(0, 300), rc::gen::arbitrary<bool>()));
    for (const auto& [n, add] : steps) {
      const std::int64_t gone[] = {n};
      all.erase(n);
      std::vector<nlp::learned_pattern> added;
      if (add) {
        added.push_back(pattern(made_up(n), n));
        all.emplace(n, added.front());
      }
      index = index.changed(gone, added);
    }
    std::vector<nlp::learned_pattern> rows;
    for (const auto& [id, p] : all) rows.push_back(p);
    const nlp::pattern_index at_once(std::move(rows));
    for (const auto& [n, add] : steps) {
      const auto text = "had " + made_up(n);
      RC_ASSERT(ids_in(text, index).empty() == ids_in(text, at_once).empty());
    }
  });
}

}  // namespace
