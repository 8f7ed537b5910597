#include "nlp/entities/food_lexicon.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "nlp/entities/portion.hpp"
#include "nlp/lexicon/lexicon_files.hpp"
#include "nlp/text/fuzzy_phrases.hpp"
#include "nlp/text/tokenizer.hpp"

namespace nlp {
namespace {

std::vector<food_match> foods_in(const std::string& text) {
  const auto t = tokenize(text);
  return shared_foods().find_all({t.begin(), t.end()});
}
std::string first_food(const std::string& text) {
  const auto found = foods_in(text);
  return found.empty() ? "" : std::string(found[0].food->name);
}
std::string repaired(const std::string& text) {
  const auto t = tokenize(text);
  return shared_foods().repair({t.begin(), t.end()}, 0, t.size());
}

TEST(FoodLexicon, HoldsTheFoodsThatPeopleText) {
  EXPECT_GE(shared_foods().size(), 1500U);
  std::size_t with_energy = 0;
  for (const auto& f : shared_foods().foods()) {
    EXPECT_FALSE(f.name.empty());
    if (!f.per_100g.kcal) continue;
    ++with_energy;
    EXPECT_LE(*f.per_100g.kcal, 905) << f.name;
    EXPECT_TRUE(f.source.starts_with("fdc:") || f.source.starts_with("fndds:")) << f.name;
    if (f.per_100g.protein_g && f.per_100g.carbs_g && f.per_100g.fat_g) {
      const double sum = *f.per_100g.protein_g + *f.per_100g.carbs_g + *f.per_100g.fat_g;
      EXPECT_LE(sum, 105) << f.name;
    }
    EXPECT_GT(f.default_g, 0) << f.name;
  }
  EXPECT_GE(with_energy, 1500U);
}

TEST(FoodLexicon, FindsNamesNicknamesBrandsAndPlurals) {
  EXPECT_EQ(first_food("had 2 bananas"), "banana");
  EXPECT_EQ(first_food("3 tacos n a sprite"), "taco");
  EXPECT_EQ(first_food("a pbj for lunch"), "peanut butter and jelly sandwich");
  EXPECT_EQ(first_food("mac n cheese"), "mac and cheese");
  EXPECT_EQ(first_food("M&M's"), "m&ms");
  EXPECT_EQ(first_food("dr. pepper"), "dr pepper");
  EXPECT_EQ(first_food("Coca-Cola"), "coke");
  EXPECT_EQ(first_food("7up"), "sprite");
  EXPECT_EQ(first_food("hotdog"), "hot dog");
  EXPECT_EQ(first_food("blueberries"), "blueberries");
  EXPECT_EQ(first_food("un vaso de leche"), "milk");
  EXPECT_EQ(first_food("huevos con jamón"), "ham and eggs");
  EXPECT_EQ(first_food("big mac"), "big mac");
}

TEST(FoodLexicon, TheLongestNameWins) {
  const auto found = foods_in("peanut butter and jelly sandwich with chocolate milk");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].food->name, "peanut butter and jelly sandwich");
  EXPECT_EQ(found[1].food->name, "chocolate milk");
}

TEST(FoodLexicon, NamesAreRepairedAndAbbreviationsSpeltOut) {
  EXPECT_EQ(repaired("chikn sandwhich"), "chicken sandwich");
  EXPECT_EQ(repaired("bagel w/ pb"), "bagel with peanut butter");
  EXPECT_EQ(repaired("mac n cheese"), "mac and cheese");
  EXPECT_EQ(repaired("tofu scramble"), "tofu scramble");
  const auto oj = foods_in("oj");
  ASSERT_EQ(oj.size(), 1U);
  EXPECT_EQ(oj[0].name, "orange juice");
}

/// Every misspelling of `word` by one edit that is not itself a word.
std::vector<std::string> misspellings(const std::string& word) {
  std::set<std::string> out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    out.insert(word.substr(0, i) + word.substr(i + 1));
    if (i + 1 < word.size()) {
      auto swapped = word;
      std::swap(swapped[i], swapped[i + 1]);
      out.insert(swapped);
    }
    out.insert(word.substr(0, i + 1) + word[i] + word.substr(i + 1));
    for (char c : {'a', 'e', 'r', 's'}) {
      auto other = word;
      other[i] = c;
      out.insert(other);
    }
  }
  out.erase(word);
  return {out.begin(), out.end()};
}

TEST(FoodLexicon, FindsNearlyAllOneEditMisspellings) {
  std::size_t asked = 0, found = 0, foods = 0;
  for (const auto& f : shared_foods().foods()) {
    const std::string name(f.name);
    const auto t = tokenize(name);
    // One word of the name is misspelt, each in turn.
    bool used = false;
    for (const auto& word : t) {
      if (word.type != token::kind::word || word.text.size() < 5) continue;
      for (const auto& wrong : misspellings(std::string(word.text))) {
        // What is a food or a word of its own is no misspelling.
        if (is_plain_word(wrong) || shared_foods().is_food_word(wrong)) continue;
        if (wrong.ends_with("s") &&
            shared_foods().is_food_word(wrong.substr(0, wrong.size() - 1))) {
          continue;
        }
        std::string typed = name.substr(0, word.begin) + wrong + name.substr(word.end);
        const auto hits = foods_in(typed);
        ++asked;
        used = true;
        found += std::any_of(hits.begin(), hits.end(), [&](const auto& m) {
          return m.food == &f || m.food->source == f.source;
        });
      }
      if (asked % 3 != 0) break;
    }
    foods += used;
    if (foods == 400) break;
  }
  ASSERT_GE(foods, 200U);
  RecordProperty("asked", static_cast<int>(asked));
  RecordProperty("found", static_cast<int>(found));
  EXPECT_GE(static_cast<double>(found), 0.95 * static_cast<double>(asked))
      << found << " of " << asked;
}

TEST(FoodLexicon, OrdinaryWordsAreNotCorrectedIntoFoods) {
  const char* words =
      "about above after again along always around asked baking basil battle beach bears before "
      "being below better birth black board boots borrow boss bottle bought brain brand break "
      "brief bring broke build busy caller camping cards career cares carry cause chair change "
      "charge chase cheap check chess child choice class clean clear click climb close cloud coach "
      "color comes could count court cover crash crazy cream crowd cruise curry daily dance dealer "
      "death decide deeper degree dinner doctor doing doors doubt draft drain drama dream dress "
      "drive early earth email enough every exact extra faith false family favor fever field "
      "fight final finger finish first flight floor flower focus force found frame friend front "
      "funny games ghost giant given going goods grade grand grass great green group grown guess "
      "guest happy heard heart heavy hello hotel hours house human ideas issue items jacket "
      "joint judge keeps kitchen known large later laugh layer learn leave legal level light "
      "likes limit liver lives local loose lover lucky lunch major maker march match maybe meant "
      "meals media meet mental might minor mixed model money month moral motor mouse mouth moved "
      "movie music never night noise north noted novel nurse offer often older orders other "
      "owner paint panel paper party patch peace phase phone photo place plain plane plant "
      "plate point power press price pride prize proof proud prove queen quick quiet quite radio "
      "raise range reach ready relax reply reset rider right river rough round route royal scale "
      "scene score sense serve seven shape share sharp sheet shelf shift shine shirt shock shoot "
      "shops short shown sight since skill sleep slept slide small smart smile smoke snack solid "
      "solve sorry sound south space spare speak speed spend spent split spoke sport staff stage "
      "stand start state stays steam steel steps still stock stone stood store storm story stuff "
      "style sunny super table taken taste teach teams teeth thank their theme there these thick "
      "thing think third those three throw tight times tired title today topic total touch tough "
      "tower track trade train treat trend trial tried truck truly trust truth twice under union "
      "until upper upset urban usage usual valid value video visit voice waist wants waste watch "
      "weeks weird wheel where which while whole whose woman women worry worse worst worth would "
      "write wrong wrote yards years young yours";
  const auto t = tokenize(words);
  std::size_t wrong = 0;
  for (const auto& m : shared_foods().find_all({t.begin(), t.end()})) {
    if (m.score < 0.8) {
      ++wrong;
      ADD_FAILURE() << m.name << " was read into \"" << t[m.begin].text << '"';
    }
  }
  EXPECT_EQ(wrong, 0U);
}

TEST(FoodLexicon, SearchAnswersAQuestion) {
  auto best = [](const char* q) {
    const auto found = shared_foods().search(q);
    return found.empty() ? std::string() : std::string(found[0]->name);
  };
  EXPECT_EQ(best("how many calories in a banana"), "banana");
  EXPECT_EQ(best("calories in chicken breast"), "chicken breast");
  EXPECT_EQ(best("whats the protein in greek yogurt"), "greek yogurt");
  EXPECT_EQ(best("brocoli calories"), "broccoli");
  EXPECT_EQ(best("pepperoni piz"), "pepperoni pizza");
  EXPECT_EQ(best(""), "");
  EXPECT_EQ(best("?!"), "");
}

TEST(FoodLexicon, EstimatesNameWhatTheyRestOn) {
  const auto& lex = shared_foods();
  const auto* egg = lex.by_name("egg");
  ASSERT_TRUE(egg);
  const auto two = food_lexicon::estimate(*egg, 2, "");
  ASSERT_TRUE(two && two->kcal);
  EXPECT_NEAR(*two->kcal, 143, 1);
  EXPECT_FALSE(two->estimated);
  const auto rice = food_lexicon::estimate(*lex.by_name("white rice"), 200, "g");
  EXPECT_NEAR(*rice->kcal, 258, 1);
  EXPECT_FALSE(rice->estimated);
  const auto bowl = food_lexicon::estimate(*lex.by_name("pasta"), 1, "bowl");
  ASSERT_TRUE(bowl);
  EXPECT_TRUE(bowl->estimated);
  const auto cookie = lex.by_name("chocolate chip cookie");
  EXPECT_NEAR(*food_lexicon::estimate(*cookie, std::nullopt, "", "cookie")->grams, 30, 0.1);
  EXPECT_NEAR(*food_lexicon::estimate(*cookie, std::nullopt, "", "cookies")->grams, 60, 0.1);
}

TEST(FoodLexicon, UnknownFiguresAreNotInvented) {
  const auto* creatine = shared_foods().by_name("creatine");
  ASSERT_TRUE(creatine);
  const auto e = food_lexicon::estimate(*creatine, 1, "scoop");
  ASSERT_TRUE(e);
  EXPECT_TRUE(e->grams);
  EXPECT_FALSE(e->kcal);
  EXPECT_FALSE(e->protein_g);
  food_info unknown;
  EXPECT_FALSE(food_lexicon::estimate(unknown, 1, "bowl"));
  EXPECT_FALSE(food_lexicon::estimate(*creatine, -1, ""));
  EXPECT_FALSE(food_lexicon::estimate(*creatine, NAN, ""));
}

TEST(FoodLexicon, NamedPortionsHoldTheEnergyOfThePublicTables) {
  std::ifstream file(SMS_SOURCE_DIR "/tests/corpus/portions.tsv");
  ASSERT_TRUE(file);
  std::vector<double> errors;
  std::string line;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    const auto tab = line.find('\t');
    const auto text = line.substr(0, tab);
    const double right = std::stod(line.substr(tab + 1));
    const auto t = tokenize(text);
    std::span<const token> tokens(t.begin(), t.end());
    const auto p = portion_before(tokens, 0);
    const auto m = shared_foods().find_at(tokens, p ? p->end : 0);
    ASSERT_TRUE(m) << text;
    EXPECT_EQ(m->end, tokens.size()) << text;
    const auto e = food_lexicon::estimate(
        *m->food, p ? std::optional<double>(p->quantity) : std::nullopt, p ? p->unit : "", "");
    ASSERT_TRUE(e && e->kcal) << text;
    const double off = right > 5 ? *e->kcal / right : 1;
    errors.push_back(std::abs(off - 1));
    if (!e->estimated) {
      EXPECT_LE(off, 2) << text << ": " << *e->kcal << " for " << right;
      EXPECT_GE(off, 0.5) << text << ": " << *e->kcal << " for " << right;
    }
  }
  ASSERT_GE(errors.size(), 300U);
  std::nth_element(errors.begin(), errors.begin() + static_cast<long>(errors.size() / 2),
                   errors.end());
  RecordProperty("portions", static_cast<int>(errors.size()));
  EXPECT_LE(errors[errors.size() / 2], 0.10);
}

TEST(FoodLexicon, AnyBytesAreFine) {
  for (const char* text :
       {"", " ", "\xff\xfe", "🍕🍕", "'''''", "- - - -", "n n n n", "2 2 2", "\"x"}) {
    EXPECT_NO_THROW(foods_in(text));
    EXPECT_NO_THROW(repaired(text));
    EXPECT_NO_THROW(shared_foods().search(text));
  }
  EXPECT_NO_THROW(foods_in(std::string(10'000, 'a')));
  std::string many;
  for (int i = 0; i < 1500; ++i) many += "cheese ";
  EXPECT_NO_THROW(foods_in(many));
}

TEST(FoodLexicon, RestaurantsAreFound) {
  auto at = [](const char* text) {
    const auto t = tokenize(text);
    const auto r = find_restaurant({t.begin(), t.end()}, 0);
    return r ? std::string(r->name) : "";
  };
  EXPECT_EQ(at("mcdonalds"), "mcdonald's");
  EXPECT_EQ(at("McDonald's"), "mcdonald's");
  EXPECT_EQ(at("chick fil a"), "chick-fil-a");
  EXPECT_EQ(at("chipolte"), "chipotle");
  EXPECT_EQ(at("in-n-out"), "in-n-out");
  EXPECT_EQ(at("library"), "");
}

TEST(FoodLexicon, FifteenThousandFoodsStayQuickAndSmall) {
  std::string imported;
  const auto foods = shared_foods().foods();
  for (int i = 0; i < 13'000; ++i) {
    const auto& f = foods[static_cast<std::size_t>(i) % foods.size()];
    imported += std::string(f.name) + " brand" + std::to_string(i) +
                " style\tfdc:" + std::to_string(i) + "\t\t100\t200\t1\t2\t3\t4\tcup=240\t\t\t\n";
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto lex = food_lexicon::load(imported);
  const auto loaded = std::chrono::steady_clock::now();
  EXPECT_GE(lex.size(), 15'000U);
  EXPECT_LT(lex.memory(), 40U << 20U);
  constexpr int rounds = 50;
  for (int i = 0; i < rounds; ++i)
    EXPECT_FALSE(lex.search("calories in chicken and rice bowl").empty());
  const auto searched = std::chrono::steady_clock::now();
  using ms = std::chrono::duration<double, std::milli>;
  RecordProperty("load_ms", std::to_string(ms(loaded - begin).count()));
  RecordProperty("search_ms", std::to_string(ms(searched - loaded).count() / rounds));
  RecordProperty("memory_kib", std::to_string(lex.memory() / 1024));
}

}  // namespace
}  // namespace nlp
