#include "nlp/learning/vocabulary_file.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace {

using namespace nlp::learning;

TEST(VocabularyFile, ComesBackAsItWent) {
  rc::check([] {
    std::vector<nlp::learned_pattern> words;
    const auto n = *rc::gen::inRange(0, 20);
    for (int i = 0; i < n; ++i) {
      nlp::learned_pattern w;
      w.term = "word" + std::to_string(*rc::gen::inRange(0, 1'000'000));
      w.type = *rc::gen::elementOf(std::vector<std::string>{"intent", "entity", "synonym"});
      w.kind = w.type == "entity" ? "food" : "";
      w.value = "caf\u00e9 \"" + w.term + "\" \\ \t";
      if (*rc::gen::arbitrary<bool>()) w.calories = *rc::gen::inRange(0, 100'000) / 10.0;
      if (*rc::gen::arbitrary<bool>()) w.amount_ml = *rc::gen::inRange(0, 10'000);
      words.push_back(std::move(w));
    }
    const auto file = to_file(words);
    const auto back = from_file(file);
    RC_ASSERT(back.has_value());
    RC_ASSERT(back->size() == words.size());
    RC_ASSERT(to_file(*back) == file);
  });
}

TEST(VocabularyFile, SaysWhichLineIsWrong) {
  for (const auto* bad :
       {"nonsense", "[]", "{}", R"({"term":"the","type":"synonym","value":"x"})",
        R"({"term":"stop","type":"synonym","value":"x"})",
        R"({"term":"zorb","type":"guess","value":"x"})", R"({"term":"zorb","type":"entity"})",
        R"({"term":"zorb","type":"entity","value":"x","calories":-1})",
        R"({"term":"zorb","type":"entity","value":"x","calories":20000})",
        R"({"term":"zorb","type":"entity","value":"x","amount_ml":"1"})"}) {
    const auto r = from_file(std::string("\n") + bad);
    ASSERT_FALSE(r.has_value()) << bad;
    EXPECT_NE(r.error().detail.find("line 2"), std::string::npos) << bad;
  }
}

}  // namespace
