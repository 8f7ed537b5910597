// Meals, drinks and workouts: a clause is cut into items ("2 eggs", "500 ml water", "ran 5k"), each
// item is read as the domain it gives most evidence of, and the clause as a whole is scored: is it
// an account of something done?

#include <algorithm>
#include <cmath>

#include "nlp/slots/record_reader.hpp"
#include "nlp/text/fuzzy_phrases.hpp"

namespace nlp {
namespace {

/// "espresso 8, espresso 11, espresso 15": the same again and again, each with its hour.
void hours_of_repeats(const frame& f, act_list& acts) {
  if (acts.size() < 2) return;
  double last = 4;
  for (const auto& a : acts) {
    const auto n = a.slots.number(slot::quantity);
    if (a.kind != intent::food_log || a.slots.has(slot::unit) || a.slots.has(slot::at) || !n ||
        *n <= last || *n > 23 || *n != std::floor(*n) ||
        a.slots.text(slot::food) != acts[0].slots.text(slot::food))
      return;
    last = *n;
  }
  const auto today = std::chrono::floor<std::chrono::days>(f.ctx.now);
  for (auto& a : acts) {
    const std::chrono::hours hour(static_cast<int>(*a.slots.number(slot::quantity)));
    const bool past = local_seconds(today) + hour <= f.ctx.now;
    a.slots.erase(slot::quantity);
    a.slots.set(slot::at,
                to_local_time(local_seconds(today - std::chrono::days(past ? 0 : 1)) + hour, true));
  }
}

/// "oatmeal 0600", "1200 half a sandwich": a clock time written in four digits at an end of an
/// item. Without a leading zero it may be an amount, unless another one in the text has one.
std::optional<std::size_t> four_digit_clock(const frame& f, span it) {
  const auto clock = [&](std::size_t i) {
    const auto w = f.word(i);
    return f.number(i) && w.size() == 4 && w.find('.') == std::string_view::npos &&
           f.tokens[i].value < 2400 && static_cast<int>(f.tokens[i].value) % 100 < 60;
  };
  bool military = false;
  for (std::size_t i = 0; i < f.size(); ++i)
    military = military || (clock(i) && f.word(i)[0] == '0');
  if (!military || it.size() < 2) return std::nullopt;
  if (clock(it.end - 1)) return it.end - 1;
  if (clock(it.begin) && unit_of(f.word(it.begin + 1)).empty()) return it.begin;
  return std::nullopt;
}

/// The last time that the clock showed these four digits.
local_time last_at(const frame& f, std::size_t i) {
  const int v = static_cast<int>(f.tokens[i].value);
  const auto today = std::chrono::floor<std::chrono::days>(f.ctx.now);
  auto at = local_seconds(today) + std::chrono::minutes(v / 100 * 60 + v % 100);
  if (at > f.ctx.now) at -= std::chrono::days(1);
  return to_local_time(at, true);
}

}  // namespace

candidate read_records(const clause_reading& r) {
  candidate out;
  record_reader rd(r);
  const auto& f = r.f;
  const auto& c = rc();
  if (rd.s.empty()) return out;
  // "dressing room code 5512": a thing to keep
  static constexpr listed_words kept("code", "codes", "password", "passcode", "serial", "pin",
                                     "combo", "wifi", "pw");
  for (auto i = rd.s.begin; i < rd.s.end; ++i)
    if (f.is_any(i, kept)) return out;
  rd.body = rd.s.begin;
  rd.when = find_past(f, rd.s);
  for (const auto& w : rd.when.words) rd.take(w.begin, w.end);
  rd.foods = f.foods_in(rd.s);
  // "eggs and toast" may stand in the lexicon as one dish; said like this they are two.
  for (std::size_t k = 0; k < rd.foods.size(); ++k) {
    const auto m = rd.foods[k];
    if (m.end - m.begin != 3 || !f.is(m.begin + 1, "and") ||
        !(f.in_class(m.begin, c.side) || f.in_class(m.end - 1, c.side)))
      continue;
    const auto a = shared_foods().find_at(f.upto(m.begin + 1), m.begin);
    const auto b = shared_foods().find_at(f.upto(m.end), m.end - 1);
    if (!a || !b) continue;
    rd.foods[k] = *a;
    rd.foods.insert(rd.foods.begin() + static_cast<std::ptrdiff_t>(k) + 1, *b);
  }
  rd.exercises = f.exercises_in(rd.s);
  // A misspelling may look like a food as well as like an exercise: what is spelt right wins.
  std::erase_if(rd.foods, [&](const auto& m) {
    return m.score < 0.8 &&
           std::any_of(rd.exercises.begin(), rd.exercises.end(), [&](const auto& e) {
             return e.score > m.score && e.begin < m.end && m.begin < e.end;
           });
  });
  rd.find_macro_groups();
  rd.find_meal();
  rd.verb = find_verb(f, rd.s);
  // "stew", "roll", "date": beside a verb of eating, a meal or calories they are food.
  if (rd.verb.kind == verb_kind::eat || !rd.macro_groups.empty() || !rd.meal.empty())
    for (auto& m : rd.foods)
      if (f.words[m.begin] == 0 || !f.in_class(m.begin, c.meal)) m.ambiguous = false;
  // Of "this morning i went and had eggs", what counts starts after the verb.
  if (rd.verb.kind != verb_kind::none && rd.verb.kind != verb_kind::did) {
    bool food_before = false;
    for (const auto& m : rd.foods)
      if (m.end <= rd.verb.begin && !m.ambiguous && !rd.skip(m.begin)) food_before = true;
    // "bench 3x5 at 110, last set got 8": the figures before the verb are of the same account
    for (const auto& e : rd.exercises)
      if (e.end < rd.verb.begin && !e.ambiguous && f.number(e.end)) food_before = true;
    bool more = false;
    for (auto i = rd.verb.end; i < rd.s.end && !more; ++i)
      more = !rd.filler(i) && !rd.skip(i) &&
             !f.is_any(i, {"it", "that", "up", "all", "them", ".", "!", "?", "off", "now"});
    if (more && (!food_before || r.s.first_person)) rd.body = std::max(rd.body, rd.verb.end);
    // "finished eating", "had been eating"
    while (rd.body < rd.s.end &&
           (f.is_any(rd.body, {"on", "eating", "drinking", "having", "up", "down", "off", "some",
                               "myself", "me", "been", "had", "ate", "drank", "of", ":"})))
      ++rd.body;
  }
  const bool drank = rd.verb.kind == verb_kind::drink || rd.verb.kind == verb_kind::weak ||
                     done_word(f, rd.s) || r.carry.last == carried::domain::water;

  // ---- gym or not: the clause is a workout when its exercises outweigh its foods
  auto items = rd.split_items(rd.body);
  if (items.size() > max_clauses * 4) items.resize(max_clauses * 4);
  enum class kind : std::uint8_t { none, food, water, gym };
  struct typed {
    span s;
    kind k = kind::none;
    int strength = 0;
    act a;
    std::optional<span> named;       ///< the words that figures make an exercise
    std::optional<local_time> at{};  ///< written behind it in four digits
  };
  const auto first_item = items.empty() ? rd.s.begin : items[0].begin;
  // "weigh in 92.4, cardio 40 min": a weight of one's own is no part of what was lifted
  std::erase_if(items, [&](const auto& it) {
    for (auto i = it.begin; i < it.end; ++i)
      if (f.is_any(i, {"weigh", "weighed", "weight", "weighin", "scale"}) && f.number(it.end - 1) &&
          items.size() > 1)
        return true;
    return false;
  });
  // "chips, no drink", "0 water": none of it
  std::erase_if(items, [&](const auto& it) {
    auto i = it.begin;
    while (i < it.end && (rd.filler(i) || rd.skip(i))) ++i;
    if (i >= it.end || (f.is(i, "no") && f.is(i + 1, "."))) return false;
    const auto n = f.number(i) ? f.number_at(i, it.end) : std::nullopt;  // "0,5 l milk" is some
    return (f.number(i) && f.tokens[i].value == 0 && !f.is(i + 1, ".") && !(n && n->value > 0)) ||
           f.is_any(i, {"zero", "no", "nothing"});
  });
  std::vector<typed> list;
  list.reserve(items.size());
  const auto& exercises = rd.exercises;
  const auto has_exercise = [&](span it) {
    for (const auto& e : exercises)
      if (e.begin >= it.begin && e.end <= it.end && !rd.skip(e.begin)) {
        bool in_food = false;
        for (const auto& m : rd.foods)
          if (m.begin <= e.begin && e.end <= m.end && !m.ambiguous) in_food = true;
        if (!in_food) return e.ambiguous ? 1 : 2;
      }
    return 0;
  };
  int gym_score = 0, food_score = 0;
  for (const auto& it : items) {
    typed t{it, kind::none, 0, {}, {}};
    if (const auto clock = four_digit_clock(f, it); clock && !rd.skip(*clock)) {
      t.at = last_at(f, *clock);
      rd.take(*clock, *clock + 1);
    }
    bool food_here = false;
    for (const auto& m : rd.foods)
      if (m.begin >= it.begin && m.end <= it.end && !m.ambiguous && !rd.skip(m.begin) &&
          std::none_of(exercises.begin(), exercises.end(), [&](const auto& e) {
            return e.begin <= m.begin && m.end < e.end && e.score >= 0.9;  // "turkey trot"
          }))
        food_here = true;
    const int ex = has_exercise(it);
    const bool own = !rd.own_exercises(it).empty();
    if (own || (ex == 2 && !food_here) || (ex == 0 && !food_here && rd.names_distance(it)) ||
        (ex == 2 && rd.verb.kind != verb_kind::eat && !rd.water_word_in(it) &&
         f.number(it.begin))) {
      t.k = kind::gym;
      ++gym_score;
    } else if (auto named = ex == 0 && !food_here && !(gym_score > 0 && f.number(it.begin))
                                ? rd.named_by_sets(it)
                                : std::nullopt) {
      t.k = kind::gym;
      t.named = named;
      ++gym_score;
    } else if (ex == 0 && !food_here && rd.lifting_figures(it)) {
      t.k = kind::gym;
      ++gym_score;
    } else if (auto w = rd.read_water(it, drank && !food_here && ex == 0)) {
      t.k = kind::water;
      t.a = std::move(*w);
      t.strength = rd.water_word_in(it) ? 3 : 2;
    } else if (ex == 1 && !food_here && rd.verb.kind != verb_kind::eat &&
               rd.verb.kind != verb_kind::drink) {
      t.k = kind::gym;
    } else if (food_here) {
      t.k = kind::food;
      ++food_score;
    }
    list.push_back(std::move(t));
  }
  // Items that say nothing of themselves go with their neighbours.
  const bool gym_clause = gym_score > 0 && food_score == 0;
  bool ambiguous_gym = gym_score == 0 && food_score == 0;
  for (auto& t : list)
    if (t.k == kind::none) {
      bool figures = false;
      for (auto i = t.s.begin; i < t.s.end; ++i) figures = figures || f.number(i);
      if (gym_clause || (ambiguous_gym && r.carry.last == carried::domain::gym && figures &&
                         rd.verb.kind == verb_kind::none))
        t.k = kind::gym;
    }
  const bool any_gym =
      std::any_of(list.begin(), list.end(), [](const auto& t) { return t.k == kind::gym; });

  double gym_strength = 0;
  double food_strength = 0, water_strength = 0;
  std::size_t covered = 0;
  act_list acts;
  std::vector<std::pair<std::size_t, std::size_t>> food_places;
  int foods = 0, weak_foods = 0;
  const auto tell_when = [&](std::size_t from, span of) {
    for (auto a = from; a < acts.size() && rd.when.at; ++a)
      if (!acts[a].slots.has(slot::at) && rd.timed(of)) acts[a].slots.set(slot::at, *rd.when.at);
  };
  for (std::size_t k = 0; k < list.size();) {
    auto& t = list[k];
    const auto before = acts.size();
    if (t.k == kind::gym) {
      std::size_t e = k + 1;
      while (e < list.size() && list[e].k == kind::gym) ++e;
      // The verb of the sport may stand before the body ("ran 5k"): start where the run of items
      // does.
      auto from = k == 0 && t.s.begin == first_item ? rd.s.begin : t.s.begin;
      // a name of no lexicon is read alone
      if (t.named)
        e = k + 1;
      else
        for (auto n = k + 1; n < e; ++n)
          if (list[n].named) e = n;
      auto g = rd.read_gym_items({from, list[e - 1].s.end}, t.named);
      gym_strength = std::max(gym_strength, g.strength);
      covered += g.tokens;
      for (auto& a : g.acts) acts.push_back(std::move(a));
      tell_when(before, {from, list[e - 1].s.end});
      k = e;
      continue;
    }
    // "warm water 2 cups, now one more", "3 vasos de agua y luego otro": more of the same vessel
    if (t.k == kind::none && !acts.empty() && acts.back().kind == intent::water_log)
      if (const auto more = rd.vessels_more(t.s, list[k - 1].s)) {
        acts.back().slots.set(slot::amount_ml,
                              acts.back().slots.number(slot::amount_ml).value_or(0) + *more);
        covered += t.s.size();
        ++k;
        continue;
      }
    if (t.k == kind::water && !rd.water_word_in(t.s) && !acts.empty() &&
        acts.back().kind == intent::water_log && !acts.back().slots.has(slot::amount_ml)) {
      // "sparkling water, 500 ml bottle"
      acts.back().slots.set(slot::amount_ml, *t.a.slots.number(slot::amount_ml));
      covered += t.s.size();
    } else if (t.k == kind::water) {
      water_strength = std::max(water_strength, static_cast<double>(t.strength));
      covered += t.s.size();
      acts.push_back(std::move(t.a));
    } else if (t.k == kind::none && !food_places.empty() && acts.back().kind == intent::food_log &&
               !acts.back().slots.has(slot::quantity) && rd.lone_portion(t.s, acts.back().slots)) {
      covered += t.s.size();
    } else if (!(any_gym && t.k == kind::none)) {
      // "he had 3 pizzas, i had 1 slice and a salad": a measure of the food named before
      slot_map measure;
      if (foods == 0 && !r.carry.food.empty() && rd.lone_portion(t.s, measure) &&
          measure.has(slot::unit)) {
        act a = make_act(intent::food_log, 0.85, f.say(t.s), "of the food named before");
        a.slots.set(slot::food, r.carry.food);
        for (const auto& [key, value] : measure) a.slots.set(key, value);
        if (!rd.meal.empty()) a.slots.set(slot::meal, rd.meal);
        food_strength = 3;
        ++foods;
        covered += t.s.size();
        food_places.emplace_back(t.s.begin, acts.size());
        acts.push_back(std::move(a));
      } else if (auto item = rd.read_food(t.s)) {
        // A word that no food, measure or meal supports is food only next to a verb of eating.
        const bool governed = rd.verb.kind == verb_kind::eat || rd.labelled || r.carry.ate ||
                              (rd.verb.kind == verb_kind::drink);
        if (item->strength >= 2 || ((governed || !rd.meal.empty()) && rd.plausible_food(*item)) ||
            (food_score > 0 && rd.plausible_food(*item) && rd.like_a_name(*item))) {
          food_strength = std::max(food_strength, item->strength >= 3   ? 3.0
                                                  : item->strength == 2 ? 2.0
                                                                        : 1.2);
          ++foods;
          weak_foods += item->strength < 2;
          covered += std::min(item->tokens, t.s.size());
          if (!rd.meal.empty()) item->a.slots.set(slot::meal, rd.meal);
          if (t.at) item->a.slots.set(slot::at, *t.at);
          food_places.emplace_back(t.s.begin, acts.size());
          acts.push_back(std::move(item->a));
        } else if (foods > 0 && item->tokens <= 3 && rd.verb.kind == verb_kind::weak) {
          covered += item->tokens;
          food_places.emplace_back(t.s.begin, acts.size());
          acts.push_back(std::move(item->a));
          ++foods;
        }
      }
    }
    tell_when(before, t.s);
    ++k;
  }
  const bool told_when = !acts.empty();
  // "ate at kraft", "had lunch from chipotle": a meal without its parts.
  if (acts.empty() && (rd.verb.kind == verb_kind::eat || rd.verb.kind == verb_kind::weak ||
                       rd.verb.kind == verb_kind::none)) {
    span where{};
    if (auto name = rd.restaurant_in(rd.s, where);
        name && (rd.verb.kind != verb_kind::none || !rd.meal.empty())) {
      act a = make_act(intent::food_log, 0.8, f.say(rd.s), "a meal at a place");
      a.slots.set(slot::food, std::string("meal"));
      a.slots.set(slot::restaurant, *name);
      if (!rd.meal.empty()) a.slots.set(slot::meal, rd.meal);
      acts.push_back(std::move(a));
      food_strength = 3;
      foods = 1;
      covered = rd.s.size();
    } else if (rd.verb.kind == verb_kind::eat && f.is(rd.verb.end, "at") &&
               rd.verb.end + 1 < rd.s.end && f.words[rd.verb.end + 1] == 0 &&
               !rd.skip(rd.verb.end + 1) && !f.number(rd.verb.end + 1)) {
      act a = make_act(intent::food_log, 0.7, f.say(rd.s), "a meal at a place");
      a.slots.set(slot::food, std::string("meal"));
      a.slots.set(slot::restaurant,
                  f.say({rd.verb.end + 1, rd.name_end(rd.verb.end + 1, rd.s.end)}));
      acts.push_back(std::move(a));
      food_strength = 2.5;
      foods = 1;
      covered = rd.s.size();
    } else if (!rd.meal.empty() && rd.labelled) {
      // A synonym that stands for a place or dish: "gsoy for dinner" was read above.
    }
  }
  // "he had 4 pancakes, i had 2": the same food
  bool counted = false;
  const bool helped =
      rd.verb.kind == verb_kind::did && f.is_any(rd.verb.begin, {"took", "grabbed"});
  if (acts.empty() && !r.carry.food.empty() && helped) rd.body = rd.verb.end;
  if (acts.empty() && !r.carry.food.empty() &&
      (rd.verb.kind == verb_kind::eat || rd.verb.kind == verb_kind::weak || helped))
    if (const auto n = rd.count_alone({rd.body, rd.s.end})) {
      act a = make_act(intent::food_log, 0.85, f.say(rd.s), std::string(counted_again));
      a.slots.set(slot::food, r.carry.food);
      if (*n != 1) a.slots.set(slot::quantity, *n);
      if (!rd.meal.empty()) a.slots.set(slot::meal, rd.meal);
      acts.push_back(std::move(a));
      counted = true;
      covered = rd.s.size();
      foods = 1;
      food_strength = 3;
    }
  // "foot with friends 1h30", "gfuel at 11": nothing that a lexicon knows; the model decides
  if (acts.empty() && rd.verb.kind != verb_kind::eat && rd.verb.kind != verb_kind::drink)
    if (const auto named = rd.named_by_duration(rd.s)) {
      auto g = rd.read_gym_items(rd.s, named);
      gym_strength = g.strength;
      covered = g.tokens;
      acts = std::move(g.acts);
    }
  if (acts.empty())
    for (const auto& t : list)
      if (auto item = rd.read_food(t.s); item && rd.plausible_food(*item)) {
        food_places.emplace_back(t.s.begin, acts.size());
        covered += std::min(item->tokens, t.s.size());
        food_strength = std::max(food_strength, 1.0);
        ++foods;
        ++weak_foods;
        if (!rd.meal.empty()) item->a.slots.set(slot::meal, rd.meal);
        acts.push_back(std::move(item->a));
      }
  // "brunch 900 kcal": a meal without its parts
  if (acts.empty() && !rd.meal.empty() && !rd.macro_groups.empty()) {
    act a = make_act(intent::food_log, 0.85, f.say(rd.s), "a meal with its figures");
    for (auto i = rd.s.begin; i < rd.s.end; ++i)
      if (f.in_class(i, c.meal)) a.slots.set(slot::food, std::string(f.word(i)));
    a.slots.set(slot::meal, rd.meal);
    food_places.emplace_back(rd.s.begin, 0);
    if (a.slots.has(slot::food)) acts.push_back(std::move(a));
    covered = rd.s.size();
    foods = 1;
    food_strength = 3;
  }
  if (acts.empty()) return out;
  // "greggs sausage roll and a steak bake", "pancakes and a shake from dees": one place for the
  // list
  for (const auto& named : food_places)
    if (const auto place = acts[named.second].slots.text(slot::restaurant)) {
      for (const auto& other : food_places)
        if (!acts[other.second].slots.has(slot::restaurant))
          acts[other.second].slots.set(slot::restaurant, *place);
      break;
    }
  hours_of_repeats(f, acts);
  rd.join_under_total(acts, food_places);
  rd.give_macros(acts, food_places);
  if (!told_when) tell_when(0, rd.s);

  // more than anybody eats or drinks
  for (const auto& a : acts)
    if (a.slots.number(slot::amount_ml).value_or(0) > 9000) return {};
  record_evidence found;
  found.gym = gym_strength;
  found.food = food_strength;
  found.water = water_strength;
  found.foods = foods;
  found.weak_foods = weak_foods;
  found.covered = covered;
  found.counted = counted;
  weigh(rd, acts, found, out);
  out.acts = std::move(acts);
  return out;
}

}  // namespace nlp
