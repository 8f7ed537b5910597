#include "nlp/text/fuzzy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "nlp/text/fuzzy_phrases.hpp"
#include "nlp/text/tokenizer.hpp"

namespace nlp {
namespace {

TEST(Fuzzy, CountsASwapOfNeighboursAsOneEdit) {
  EXPECT_EQ(edit_distance("chicken", "chikcen", 2), 1);
  EXPECT_EQ(edit_distance("chicken", "chiken", 2), 1);
  EXPECT_EQ(edit_distance("chicken", "chickens", 2), 1);
  EXPECT_EQ(edit_distance("chicken", "chickan", 2), 1);
  EXPECT_EQ(edit_distance("chicken", "chicken", 2), 0);
}

TEST(Fuzzy, StopsAtTheLimit) {
  EXPECT_EQ(edit_distance("chicken", "kitchen", 2), 3);
  EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3);
  EXPECT_EQ(edit_distance("banana", "bannanna", 2), 2);
  EXPECT_EQ(edit_distance("", "ab", 1), 2);
  EXPECT_EQ(edit_distance("ab", "", 2), 2);
  EXPECT_EQ(edit_distance("abc", "abd", 0), 1);
  EXPECT_EQ(edit_distance(std::string(500, 'a'), std::string(501, 'a'), 2), 3);
}

TEST(Fuzzy, IndexFindsEveryOneEditNeighbour) {
  const std::vector<std::string> words = {"banana",   "bagel", "squat",
                                          "deadlift", "aaaa",  "oatmeal"};
  fuzzy_index index;
  for (std::uint32_t i = 0; i < words.size(); ++i) index.add(words[i], i);
  index.build();
  for (std::uint32_t id = 0; id < words.size(); ++id) {
    const auto& w = words[id];
    auto found = [&](const std::string& typed) {
      const auto hits = index.find(typed);
      return std::find(hits.begin(), hits.end(), id) != hits.end();
    };
    EXPECT_TRUE(found(w));
    for (std::size_t i = 0; i < w.size(); ++i) {
      EXPECT_TRUE(found(w.substr(0, i) + w.substr(i + 1))) << w << " without " << i;
      EXPECT_TRUE(found(w.substr(0, i) + 'z' + w.substr(i))) << w;
      auto other = w;
      other[i] = 'q';
      EXPECT_TRUE(found(other)) << other;
      if (i + 1 < w.size()) {
        std::swap(other = w, other);
        std::swap(other[i], other[i + 1]);
        EXPECT_TRUE(found(other)) << other;
      }
    }
  }
  EXPECT_EQ(index.find("zzzzzz").size, 0U);
  EXPECT_EQ(index.find("").size, 0U);
}

TEST(Fuzzy, PhrasesAreFoundJoinedSplitPluralAndMisspelt) {
  fuzzy_phrases p;
  p.add("hot dog", 1);
  p.add("pineapple", 2);
  p.add("mac and cheese", 3);
  p.add("pb", 4, true);
  p.build();
  auto at = [&](const char* text) {
    const auto t = tokenize(text);
    const auto m = p.longest_at({t.begin(), t.end()}, 0);
    return m ? static_cast<int>(m->value) : 0;
  };
  EXPECT_EQ(at("hot dogs"), 1);
  EXPECT_EQ(at("hotdog"), 1);
  EXPECT_EQ(at("hot-dog"), 1);
  EXPECT_EQ(at("pine apple"), 2);
  EXPECT_EQ(at("pinapple"), 2);
  EXPECT_EQ(at("mac n cheese"), 3);
  EXPECT_EQ(at("mac & chees"), 3);
  EXPECT_EQ(at("pb"), 4);
  EXPECT_EQ(at("pd"), 0);
  EXPECT_EQ(at("-"), 0);
}

}  // namespace
}  // namespace nlp
