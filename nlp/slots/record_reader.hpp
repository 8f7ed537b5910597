#pragma once
// A clause as an account of things eaten, drunk or done: what its times, meal, verb and items are.
// Input: a clause_reading. Output: acts by domain (food.cpp, water.cpp, gym.cpp), which records.cpp
// puts together and scores.
// Thread: one clause, one thread.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "nlp/slots/slots.hpp"

namespace nlp {

struct record_classes {
  class_id filler, eat_past, eat_strong, eat_now, drink_past, drink_strong, drink_now, did_past,
      water, meal, food_stop, not_food, person, gym_noun, det, log_verb, opinion, event, place,
      aux_subject, food_unit, run_verb, beverage, tail, food_lead, eat_base, meal_verb, side,
      food_adj, food_size;
};
const record_classes& rc();

enum class verb_kind : std::uint8_t { none, weak, eat, drink, did, log };

struct verb_found {
  verb_kind kind = verb_kind::none;
  std::size_t begin = 0, end = 0;
  bool progressive = false;
};
/// The first verb of consuming or doing in the clause.
verb_found find_verb(const frame& f, span s);

struct macro_group {
  macros m;
  span s;
  bool each = false;  ///< of one of so many
};

struct volume_found {
  double ml = 0;
  span s;
  bool container = false;
  bool learned = false;
};

/// Where a food's name stands, and how much of it was said.
struct food_place {
  std::size_t begin = 0, end = 0;
  double quantity = 1;
  bool said = false;  ///< a quantity was
  std::string unit;
  std::size_t counted = 0;  ///< tokens of the portion
  span hole{};              ///< a portion in the midst of the name: "oats 80g with whey"
};

struct food_item {
  act a;
  span name;
  int strength = 0;  ///< 3 known food, 2 measured, 1 only words
  std::size_t tokens = 0;
};

struct gym_reading {
  act_list acts;
  double strength = 0;  ///< 0 to 3
  std::size_t tokens = 0;
};
/// The clause with what has been found in it so far.
struct record_reader {
  const clause_reading& r;
  const frame& f;
  span s;
  past_time when;
  std::vector<char> taken;  ///< tokens that times and meals account for
  verb_found verb;
  std::string meal;
  std::size_t body = 0;  ///< first token after the verb or the meal's label
  bool labelled = false;

  std::string why;

  explicit record_reader(const clause_reading& reading)
      : r(reading), f(reading.f), s(reading.core_span()), taken(reading.f.size() + 1, 0) {}

  bool skip(std::size_t i) const { return taken[i] != 0; }
  void take(std::size_t from, std::size_t to) {
    for (auto i = from; i < to && i < taken.size(); ++i) taken[i] = 1;
  }
  bool filler(std::size_t i) const {
    return f.in_class(i, rc().filler) ||
           (f.symbol(i) && !f.is_any(i, {"/", "+", "=", ":", "-", "@", "%", "$", "#"}));
  }
  std::vector<macro_group> macro_groups;
  std::vector<exercise_match> exercises;
  std::vector<food_match> foods;

  // ---- meal (record_reader.cpp)
  void find_meal();
  /// The meal word belongs to a food's name: "breakfast burrito", "lunch meat", "dinner roll".
  bool food_continues(std::size_t i, std::size_t e) const;

  // ---- macros (record_reader.cpp)
  void find_macro_groups();
  void give_macros(act_list& acts,
                   const std::vector<std::pair<std::size_t, std::size_t>>& food_places) const;
  /// "burger and fries 1100 cal", "rice, dal, sabzi: 550 total": one figure for the whole list, so
  /// one entry. `food_places` as for give_macros.
  void join_under_total(act_list& acts,
                        std::vector<std::pair<std::size_t, std::size_t>>& food_places) const;

  // ---- items (record_reader.cpp)
  bool separator(std::size_t i) const;
  /// "and" inside one food ("mac and cheese").
  bool inside_food(std::size_t i) const;
  std::vector<span> split_items(std::size_t from);
  /// The hour said is of this item too: "curry at 5, 3 cokes" gives the cokes none, "at 5 curry, 3
  /// cokes" does.
  bool timed(span it) const;
  /// An item that is only a portion belongs to the food before it: "gin and tonic, two", "pho
  /// already, big bowl".
  bool lone_portion(span it, slot_map& slots) const;
  std::optional<double> lone_number(span it) const;
  /// "2 of them", "one", "some", "1.5 too": a count of what is not named again.
  std::optional<double> count_alone(span it) const;
  bool inside_pattern(std::size_t i) const;
  /// "two and a half", "1,5".
  bool number_joined(std::size_t i) const;
  /// A count and a food right behind a food: "2 eggs 3 slices bacon".
  bool starts_new_item(std::size_t begin, std::size_t i) const;
  /// "idli 4 sambar 1 bowl", "rice 150g salmon 120g soup": the item's portions follow their foods.
  bool portions_behind(std::size_t begin) const;
  /// "chicken 200g rice 100g" rather than "200g chicken 100g rice".
  bool leads_with_food(std::size_t begin) const;

  // ---- water (water.cpp)
  std::optional<volume_found> volume_in(span it) const;
  bool water_word_in(span it) const;
  /// "one more", "then another", "2 now" behind so many vessels of water in `before`: their
  /// millilitres.
  std::optional<double> vessels_more(span it, span before) const;
  bool other_drink_in(span it) const;
  /// "another glass", "2 bottles so far", "64oz": the clause holds nothing but the volume.
  bool only_volume(span it, span v) const;
  std::optional<act> read_water(span it, bool drank) const;

  // ---- food (food.cpp)
  std::size_t name_end(std::size_t from, std::size_t to) const;
  bool inside_food_name(std::size_t i) const;
  /// "7 up", "cheerios 2%": part of a name.
  bool name_number(std::size_t i) const;
  std::optional<std::string> restaurant_in(span it, span& where) const;
  bool verb_governs() const;
  bool name_word(std::size_t i) const;
  std::optional<food_place> find_named_food(span it) const;
  std::optional<food_place> find_plain_food(span it) const;
  void read_portion_after(span it, food_place& place) const;
  std::optional<food_item> read_food(span it);
  /// A name of no lexicon that may be a food: few words, none of them one that only joins others.
  bool plausible_food(const food_item& item) const;
  /// In a list of foods a word of no lexicon may be one more; "bishop called", "homily done" are
  /// not.
  bool like_a_name(const food_item& item) const;

  // ---- gym (gym.cpp)
  /// A verb of moving with an object that is no distance, place or machine: "walked 3 customers".
  bool done_to_others() const;
  std::vector<own_exercise> own_exercises(span it) const;
  /// `named`: the words to take for an exercise's name where the lexicon has none.
  gym_reading read_gym_items(span it, std::optional<span> named = {});
  /// "easy 5k", "10k in 51 minutes": a distance without a name was run.
  bool names_distance(span it) const;
  /// "kyykky 120 5x3", "suryanamaskar 12 rounds": what figures that only exercise has stand beside.
  std::optional<span> named_by_sets(span it) const;
  /// "foot with friends 1h30": the same beside a length of time.
  std::optional<span> named_by_duration(span it) const;
  /// "135x5, 155x3", "3x8 @60kg", "2 plates for 6": figures that only lifting has, without a name.
  bool lifting_figures(span it) const;
  /// "3x10", "5 x 5".
  bool sets_of_reps(span it) const;
  std::optional<span> words_beside(span it, span figures) const;
};

/// What speaks for an account of things eaten, drunk or done: 0 to 3 for each domain.
struct record_evidence {
  double gym = 0, food = 0, water = 0;
  int foods = 0, weak_foods = 0;  ///< how many, and of them those that only words name
  std::size_t covered = 0;        ///< tokens that the acts account for
  bool counted = false;           ///< as many of the food named before
};
/// record_score.cpp: fills `out` but for its acts.
void weigh(const record_reader& rd, const act_list& acts, const record_evidence& found,
           candidate& out);
/// "done", "finished", "down".
bool done_word(const frame& f, span s);

}  // namespace nlp
