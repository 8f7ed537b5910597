// Where one act of a text ends and the next begins.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "nlp/boundaries.hpp"
#include "nlp/training/boundary_samples.hpp"
#include "nlp/training/intent_samples.hpp"

namespace {

/// "order combs | ring mum": the text of each clause.
std::string clauses_of(std::string_view text, const nlp::boundary_model& model) {
  const auto ctx = nlp::training_context();
  const nlp::frame f(text, ctx);
  std::string out;
  for (const auto& c : nlp::find_clauses(f, model)) {
    if (!out.empty()) out += " | ";
    out += text.substr(f.tokens[c.s.begin].begin,
                       f.tokens[c.s.end - 1].end - f.tokens[c.s.begin].begin);
  }
  return out;
}
std::string clauses_of(std::string_view text) {
  return clauses_of(text, nlp::boundary_model::shared());
}

TEST(Boundaries, ActsOfOneKindAreToldApart) {
  EXPECT_EQ(clauses_of("order combs, sharpen cutters, ring mum before sunday"),
            "order combs | sharpen cutters | ring mum before sunday");
  EXPECT_EQ(clauses_of("slept 21.40-23.15, 0.05-2.50, 4-7.30"),
            "slept 21.40-23.15 | 0.05-2.50 | 4-7.30");
  EXPECT_EQ(clauses_of("card pin 4471, puk is in the safe"), "card pin 4471 | puk is in the safe");
}

TEST(Boundaries, OneActStaysWhole) {
  for (const auto* text :
       {"remind me to buy milk, eggs and bread", "had fish and chips and a cup of tea",
        "what did i eat and drink on monday, roughly", "my brother had two beers and a pie",
        "add nails, screws and glue to the hardware list"})
    EXPECT_EQ(clauses_of(text), text);
}

TEST(Boundaries, WithoutWeightsTheRulesDecide) {
  const nlp::boundary_model none{std::string_view()};
  EXPECT_FALSE(none.ready());
  EXPECT_EQ(clauses_of("order combs, sharpen cutters", none), "order combs, sharpen cutters");
  EXPECT_EQ(clauses_of("2 eggs, ran 3 miles", none), "2 eggs | ran 3 miles");
}

TEST(Boundaries, DamagedWeightsAreNoWeights) {
  auto bytes = nlp::boundary_model::pack({7, 9}, {1, 2, 3, 4, 5, 6}, {0, 0, 0});
  EXPECT_TRUE(nlp::boundary_model(bytes).ready());
  bytes.pop_back();
  EXPECT_FALSE(nlp::boundary_model(bytes).ready());
  EXPECT_FALSE(nlp::boundary_model("abc").ready());
}

TEST(Boundaries, EachFeatureCountsForItsKinds) {
  const nlp::boundary_model m(nlp::boundary_model::pack({7, 9}, {0, 0, 4, 0, 4, 0}, {1, 0, 0}));
  const auto likeliest = [&](std::vector<std::uint32_t> features) {
    const auto p = m.probabilities(features);
    return static_cast<nlp::boundary>(std::max_element(p.begin(), p.end()) - p.begin());
  };
  EXPECT_EQ(likeliest({}), nlp::boundary::none);
  EXPECT_EQ(likeliest({7}), nlp::boundary::act);
  EXPECT_EQ(likeliest({9}), nlp::boundary::item);
  EXPECT_EQ(likeliest({8}), nlp::boundary::none);
}

TEST(MarkedText, SaysWhatLiesInEachGap) {
  const nlp::marked_text m("food_log+food_log+todo_add :: 2 eggs, | toast | and call mum or dad");
  ASSERT_EQ(m.segments.size(), 3U);
  EXPECT_EQ(m.text, "2 eggs, toast and call mum or dad");
  const nlp::frame f(m.text, m.ctx);
  std::string found;
  for (const auto& g : nlp::find_gaps(f, nlp::split_clauses(f, {0, f.size()}))) {
    const auto b = m.between(f, g);
    if (b != nlp::boundary::none)
      found += std::string(f.word(g.right)) + (b == nlp::boundary::item ? " item " : " act ");
  }
  EXPECT_EQ(found, "toast item call act ");
}

TEST(MarkedText, OtherNumbersOfIntentsAndPartsAreRefused) {
  EXPECT_TRUE(nlp::marked_text("food_log :: 2 eggs | toast").segments.empty());
  EXPECT_TRUE(nlp::marked_text("food_log+food_log :: 2 eggs").segments.empty());
  EXPECT_TRUE(nlp::marked_text("eaten :: 2 eggs").segments.empty());
  EXPECT_TRUE(nlp::marked_text("2 eggs").segments.empty());
}

TEST(MarkedText, EachClauseHasTheIntentOfItsPart) {
  const auto samples = nlp::intent_samples(
      nlp::marked_text("todo_add+todo_add+gym_log :: worm the ewes, | ring vet. | ran 3 miles"));
  std::vector<nlp::intent> labels;
  for (const auto& s : samples) labels.push_back(s.label);
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  EXPECT_EQ(labels, (std::vector{nlp::intent::todo_add, nlp::intent::gym_log}));
}

TEST(TrainingSamples, ClausesOfSeveralActsAreToldApartByTheirNames) {
  const nlp::corpus_line line(
      R"({"id":"x","now":"2026-03-04T14:20:00","tz":"Europe/Berlin","text":"2 eggs, ran 3 miles",)"
      R"("expected":[{"intent":"food_log","slots":{"food":"eggs"}},)"
      R"({"intent":"gym_log","slots":{"exercise":"run"}}]})");
  const auto samples = nlp::intent_samples(line, nlp::boundary_model::shared());
  ASSERT_EQ(samples.size(), 2U);
  EXPECT_EQ(samples[0].label, nlp::intent::food_log);
  EXPECT_EQ(samples[1].label, nlp::intent::gym_log);
}

}  // namespace
