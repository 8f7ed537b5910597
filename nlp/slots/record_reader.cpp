// Times, meal, verb, macros and items of a clause that may be a record.

#include <algorithm>

#include "nlp/entities/unit_words.hpp"
#include "nlp/slots/record_reader.hpp"

namespace nlp {

const record_classes& rc() {
  static const record_classes c = [] {
    const auto& b = phrase_book::shared();
    const auto of = [&](std::string_view n) { return b.class_named(n); };
    return record_classes{
        of("filler"),      of("eat_past"),     of("eat_strong"), of("eat_now"),
        of("drink_past"),  of("drink_strong"), of("drink_now"),  of("did_past"),
        of("water"),       of("meal"),         of("food_stop"),  of("not_food"),
        of("person_noun"), of("gym_noun"),     of("det"),        of("log_verb"),
        of("opinion_adj"), of("event_noun"),   of("place_noun"), of("aux_subject"),
        of("food_unit"),   of("run_verb"),     of("beverage"),   of("tail"),
        of("food_lead"),   of("eat_base"),     of("meal_verb"),  of("side_food"),
        of("food_adj"),    of("food_size")};
  }();
  return c;
}

/// The first verb of consuming or doing in the clause.
verb_found find_verb(const frame& f, span s) {
  const auto& c = rc();
  for (auto i = s.begin; i < s.end; ++i) {
    const auto found = [&](class_id cls) { return f.member_end(i, cls, s.end); };
    if (auto e = found(c.eat_strong)) return {verb_kind::eat, i, e, false};
    if (auto e = found(c.drink_strong)) return {verb_kind::drink, i, e, false};
    if (auto e = found(c.drink_now)) return {verb_kind::drink, i, e, true};
    if (auto e = found(c.eat_now)) return {verb_kind::weak, i, e, true};
    if (auto e = found(c.eat_past)) return {verb_kind::weak, i, e, false};
    if (auto e = found(c.drink_past)) return {verb_kind::weak, i, e, false};
    if (auto e = found(c.did_past)) return {verb_kind::did, i, e, false};
    if (i == s.begin || f.is_any(i - 1, {"i", "already", "just", "was", "have"}))
      if (auto e = found(c.eat_base))
        return {f.is(i, "drink") ? verb_kind::drink : verb_kind::eat, i, e, false};
    if (i == s.begin)
      if (auto e = found(c.log_verb)) return {verb_kind::log, i, e, false};
  }
  return {};
}

void record_reader::find_meal() {
  const auto& c = rc();
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto v = f.member_value(i, c.meal_verb, s.end); !v.empty()) {
      meal = std::string(v);
      return;
    }
  for (auto i = s.begin; i < s.end; ++i) {
    const auto e = f.member_end(i, c.meal, s.end);
    if (!e) continue;
    if (skip(i)) {
      // "yesterday for dinner", "at lunch": the meal, and of the time only its day
      meal = std::string(f.member_value(i, c.meal, s.end));
      bool clock = false;
      for (const auto& w : when.words)
        if (w.contains(i))
          for (auto k = w.begin; k < w.end; ++k) clock = clock || f.number(k);
      if (!clock && when.at) {
        when.at->time_of_day.reset();
        if (when.at->day == std::chrono::floor<std::chrono::days>(f.ctx.now)) when.at.reset();
      }
      return;
    }
    const auto value = std::string(f.member_value(i, c.meal, s.end));
    const bool before =
        i > s.begin &&
        (f.is_any(i - 1, {"for", "at", "as", "with", "during", "my", "para", "de", "a", "late",
                          "early", "quick", "this", "today's", "on", "second", "first"}));
    // "for a snack", "for my late lunch"
    std::size_t lead = i;
    while (lead > s.begin &&
           (f.is_any(lead - 1,
                     {"a",         "my",      "an",       "late",    "early", "the", "quick",
                      "second",    "first",   "midnight", "little",  "el",    "la",  "mi",
                      "healthy",   "light",   "big",      "today's", "post",  "pre", "workout",
                      "afternoon", "morning", "evening",  "work"})))
      --lead;
    const bool led = lead > s.begin &&
                     f.is_any(lead - 1, {"for", "as", "at", "during", "para", "de", "con", "en"});
    std::size_t after = e;
    bool label = false;
    if (f.is_any(after, {":", "-", "=", "was", "is", "were", "consisted"})) {
      label = i <= s.begin + 2;
      ++after;
      if (f.is_any(after, {"of", "just", "some"})) ++after;
    } else if (i == s.begin &&
               (f.number(after) || f.is_any(after, {"a", "an", "some", ",", "half", "two", "three",
                                                    "i", "had", "food"}))) {
      label = true;
    } else if (i == s.begin && !food_continues(i, e)) {
      label = true;
    }
    // "rosti lunch, 2 rivella"
    const bool behind_food =
        e < s.end && f.is(e, ",") &&
        (std::any_of(foods.begin(), foods.end(), [i](const auto& m) { return m.end == i; }) ||
         std::any_of(f.patterns.begin(), f.patterns.end(),
                     [i](const auto& h) { return h.end == i && h.pattern->kind == "food"; }));
    const bool ends = i > s.begin && (e == s.end || behind_food);
    const bool ate_it = i > s.begin &&
                        (f.is_any(i - 1, {"ate", "had", "eaten", "my"}) ||
                         f.is(lead - (lead > s.begin ? 1 : 0), "had")) &&
                        !food_continues(i, e);
    if (led) {
      meal = value;
      take(lead - 1, e);
    } else if (label) {
      meal = value;
      labelled = true;
      take(s.begin, after);
      body = std::max(body, after);
    } else if (ends || (before && !food_continues(i, e)) || ate_it) {
      meal = value;
      take(lead, e);
    }
    if (!meal.empty()) return;
  }
  // Spelt as one thing with the day: "dinner yesterday" was handled above.
}

bool record_reader::food_continues(std::size_t i, std::size_t e) const {
  if (e >= s.end || skip(e) || f.number(e) || f.symbol(e)) return false;
  if (const auto m = shared_foods().find_at(f.upto(s.end), i); m && m->end > e) return true;
  return f.is_any(e, {"burrito",  "sandwich", "meat",    "roll",     "taco",     "wrap",    "bar",
                      "bars",     "box",      "special", "biscuit",  "potatoes", "sausage", "plate",
                      "bowl",     "cereal",   "shake",   "smoothie", "pizza",    "platter", "tacos",
                      "burritos", "combo",    "bagel",   "cookies",  "croissant"});
}

void record_reader::find_macro_groups() {
  bool food = false, exercise = false;
  for (const auto& m : foods) food = food || (!m.ambiguous && !skip(m.begin));
  if (!food)
    for (const auto& e : exercises) exercise = exercise || !e.ambiguous;
  if (exercise) return;
  for (auto i = s.begin; i < s.end;) {
    const auto m = skip(i) || !(f.number(i) || f.words[i] != 0 || f.is_any(i, {"p", "c", "f"}))
                       ? std::nullopt
                       : macros_at(f.upto(s.end), i);
    // "5k" is a distance rather than 5 kcal
    if (!m || !m->any() || m->end <= i || (f.number(i) && f.is(i + 1, "k"))) {
      ++i;
      continue;
    }
    macro_groups.push_back({*m, {i, m->end}});
    auto from = i;
    while (from > s.begin && !skip(from - 1) &&
           f.is_any(from - 1, {"about", "around", "is", "was", "=", "for", "(", "roughly", "approx",
                               "approximately", "~", "like", "at"}))
      --from;
    take(from, m->end);
    i = m->end;
    while (i < s.end && f.is_any(i, {"total", "each", "apiece", ")"})) {
      if (!f.is_any(i, {"total", ")"})) macro_groups.back().each = true;
      take(i, i + 1);
      ++i;
    }
  }
}

void record_reader::give_macros(
    act_list& acts, const std::vector<std::pair<std::size_t, std::size_t>>& food_places) const {
  for (const auto& g : macro_groups) {
    std::optional<std::size_t> owner;
    for (const auto& [place, index] : food_places)
      if (!owner || place <= g.s.begin) owner = index;
    if (!owner) return;
    auto& slots = acts[*owner].slots;
    // "2 eggs, 70 cal each"
    const double of =
        g.each && !slots.has(slot::unit) ? slots.number(slot::quantity).value_or(1) : 1;
    if (g.m.calories) slots.set(slot::calories, round_to(*g.m.calories * of, 2));
    if (g.m.protein_g) slots.set(slot::protein_g, round_to(*g.m.protein_g * of, 2));
    if (g.m.carbs_g) slots.set(slot::carbs_g, round_to(*g.m.carbs_g * of, 2));
    if (g.m.fat_g) slots.set(slot::fat_g, round_to(*g.m.fat_g * of, 2));
  }
}

void record_reader::join_under_total(
    act_list& acts, std::vector<std::pair<std::size_t, std::size_t>>& food_places) const {
  if (food_places.size() < 2 || acts.size() != food_places.size() || macro_groups.size() != 1 ||
      !macro_groups[0].m.calories)
    return;
  const auto& figures = macro_groups[0].s;
  if (figures.begin < food_places.back().first) return;
  for (const auto& a : acts)
    if (a.slots.has(slot::calories)) return;  // taught ones
  // "steak 300g and sweet potato 400g, 1050 kcal altogether": what was weighed stays as it was said
  if (std::all_of(acts.begin(), acts.end(), [](const act& a) {
        const auto u = a.slots.text(slot::unit);
        return u && (*u == "g" || *u == "oz" || *u == "ml" || *u == "kg" || *u == "lb");
      }))
    return;
  static const auto all = [](const frame& g, std::size_t i) {
    return g.is_any(i, {"total", "altogether", "combined", "both", "overall"}) ||
           (g.is_any(i, {"in", "all"}) && g.is_any(i + 1, {"all", "total", "together"}));
  };
  bool total = all(f, figures.end) || all(f, figures.begin - 1);
  for (auto i = figures.end; i < std::min(s.end, figures.end + 3); ++i) total = total || all(f, i);
  auto end = figures.begin;
  while (end > s.begin && (skip(end - 1) || filler(end - 1) || f.symbol(end - 1))) --end;
  // of a list with commas the figure behind is the last one's, unless set off from it as well
  bool commas = false, portion = false;
  for (auto i = food_places.front().first; i < end; ++i) commas = commas || f.is(i, ",");
  const auto last = food_places.back().first;
  portion = f.number(last) || f.is_any(last, {"a", "an", "some"});
  bool set_off = false;
  for (auto i = end; i < figures.begin; ++i)
    set_off = set_off || f.is_any(i, {",", ":", "=", "~", "("});
  if (!total && !set_off && (commas || portion)) return;
  auto begin = food_places.front().first;
  while (begin < end && (skip(begin) || filler(begin) || f.in_class(begin, rc().det))) ++begin;
  act whole = std::move(acts.front());
  const auto meal_said = whole.slots.text(slot::meal);
  const auto place = whole.slots.text(slot::restaurant);
  whole.slots = {};
  std::vector<span> left_out = when.words;
  whole.slots.set(slot::food, f.say({begin, end}, left_out));
  if (meal_said) whole.slots.set(slot::meal, *meal_said);
  if (place) whole.slots.set(slot::restaurant, *place);
  acts.clear();
  acts.push_back(std::move(whole));
  food_places = {{food_places.front().first, 0}};
}

bool record_reader::separator(std::size_t i) const {
  static constexpr listed_words joints(",", "and", "plus", "then", "+", "also", ";", "y", "e",
                                       "mas", "tambien", "luego", "followed", "aur");
  if (skip(i)) return false;
  return f.is_any(i, joints) || (f.is(i, "/") && f.tokens[i].space_before) ||
         (f.is(i, "-") && f.tokens[i].space_before && i + 1 < s.end &&
          f.tokens[i + 1].space_before);
}

bool record_reader::inside_food(std::size_t i) const {
  for (const auto& e : exercises)
    if (i > e.begin && i + 1 < e.end) return true;
  for (const auto& m : foods)
    if (i > m.begin && i + 1 < m.end) return true;
  return false;
}

std::vector<span> record_reader::split_items(std::size_t from) {
  std::vector<span> out;
  std::size_t begin = from;
  for (auto i = from; i <= s.end; ++i) {
    const bool sep =
        i == s.end || (separator(i) && !inside_food(i) && !number_joined(i) && !inside_pattern(i));
    const bool run_on = !sep && i > begin + 1 && starts_new_item(begin, i);
    if (!sep && !run_on) continue;
    if (i > begin) out.push_back({begin, i});
    begin = sep ? i + 1 : i;
  }
  return out;
}

bool record_reader::timed(span it) const {
  const auto clock = when.clock;
  if (clock.empty()) return true;
  for (auto i = it.begin; i < it.end; ++i)
    if (f.is(i, "now") && !clock.contains(i)) return false;
  bool parted = false;
  for (auto i = clock.end; i < it.begin; ++i) parted = parted || f.is_any(i, {",", ";", "then"});
  if (!parted) return true;
  // what the hour stands in front of goes on over the whole list
  for (auto i = s.begin; i < clock.begin; ++i)
    if (!filler(i) && !skip(i) && !(i >= verb.begin && i < verb.end) &&
        !f.is_any(i, {"i", "we", "so", "and", "then", "at"}))
      return false;
  return true;
}

bool record_reader::lone_portion(span it, slot_map& slots) const {
  while (!it.empty() &&
         (filler(it.begin) || skip(it.begin) || f.in_class(it.begin, rc().food_size)))
    ++it.begin;
  while (!it.empty() && (filler(it.end - 1) || skip(it.end - 1) || f.is(it.end - 1, "since")))
    --it.end;
  if (it.empty()) return false;
  const auto p = portion_before(f.upto(it.end), it.begin);
  if (p && p->begin == it.begin && p->end >= it.end && (p->has_quantity || !p->unit.empty())) {
    if (p->has_quantity) slots.set(slot::quantity, round_to(p->quantity, 3));
    if (!p->unit.empty()) slots.set(slot::unit, std::string(p->unit));
    return true;
  }
  if (it.size() == 1 && !unit_of(f.word(it.begin)).empty()) {
    slots.set(slot::unit, std::string(unit_of(f.word(it.begin))));
    return true;
  }
  const auto n = lone_number(it);
  if (n && *n > 60) return false;  // "muffin, 350"
  if (n) slots.set(slot::quantity, round_to(*n, 3));
  return n.has_value();
}

std::optional<double> record_reader::lone_number(span it) const {
  while (!it.empty() && (filler(it.begin) || skip(it.begin))) ++it.begin;
  while (!it.empty() && (filler(it.end - 1) || skip(it.end - 1))) --it.end;
  const auto n = f.number_at(it.begin, it.end);
  return n && n->end == it.end ? std::optional(n->value) : std::nullopt;
}

std::optional<double> record_reader::count_alone(span it) const {
  const auto idle = [&](std::size_t i) {
    return filler(i) || skip(i) ||
           f.is_any(i, {"of",     "them", "those", "em",  "too", "myself", "tho",
                        "though", "only", "i",     "had", "ate", "as",     "well",
                        "each",   "one",  "today", "in",  "the", "end",    "like"});
  };
  while (!it.empty() && (filler(it.begin) || skip(it.begin))) ++it.begin;
  if (it.empty()) return std::nullopt;
  double n = 1;
  auto i = it.begin;
  if (const auto said = f.number_at(i, it.end); said && said->value > 0 && said->value <= 60) {
    n = said->value;
    i = said->end;
  } else if (f.is_any(i, {"a"}) && f.is_any(i + 1, {"couple", "few", "half"})) {
    n = f.is(i + 1, "couple") ? 2 : f.is(i + 1, "few") ? 3 : 0.5;
    i += 2;
  } else if (f.is_any(i, {"one", "some", "half", "seconds", "two", "three"})) {
    n = f.is(i, "half") ? 0.5 : f.is_any(i, {"seconds", "two"}) ? 2 : f.is(i, "three") ? 3 : 1;
    ++i;
  } else {
    return std::nullopt;
  }
  for (; i < it.end; ++i)
    if (!idle(i)) return std::nullopt;
  return n;
}

bool record_reader::inside_pattern(std::size_t i) const {
  for (const auto& h : f.patterns)
    if (i > h.begin && i + 1 < h.end) return true;
  return false;
}

bool record_reader::number_joined(std::size_t i) const {
  if (i == 0) return false;
  // "a litre and a half of water", "a jug and a half"
  if (quantity::joins_half(f.upto(s.end), i) ||
      (quantity::and_half({f.upto(s.end), i}) > 0 &&
       std::any_of(f.patterns.begin(), f.patterns.end(),
                   [&](const auto& h) { return h.end == i && h.pattern->kind == "container"; })))
    return true;
  for (std::size_t k = i >= 3 ? i - 3 : 0; k < i; ++k)
    if (const auto n = f.number_at(k, s.end); n && k < i && n->end > i) return true;
  // "0.5 l + 0.33 l", "a bottle of water, 250"
  if (f.is_any(i, {"+", ","}) && f.number(i + 1))
    for (auto k = i > s.begin + 5 ? i - 5 : s.begin; k < i; ++k)
      if (const auto v = volume_at(f.upto(s.end), k); v && v->end > i) return true;
  return false;
}

bool record_reader::portions_behind(std::size_t begin) const {
  // the style of the whole list up to its last separator
  while (begin > body && begin > s.begin && !separator(begin - 1)) --begin;
  while (begin < s.end && (skip(begin) || filler(begin))) ++begin;
  if (!leads_with_food(begin)) return false;
  std::size_t weights = 0;
  bool ends = false;
  for (auto i = begin + 1; i < s.end; ++i) {
    if (separator(i) && !number_joined(i)) break;
    if (skip(i)) continue;
    const auto p = f.number(i) ? portion_before(f.upto(s.end), i) : std::nullopt;
    if (!p || p->begin != i) {
      ends = ends && filler(i);
      continue;
    }
    weights += !p->unit.empty() && (p->unit == "g" || p->unit == "ml" || p->unit == "oz");
    ends = true;
    i = p->end - 1;
  }
  return ends || weights >= 2;
}

bool record_reader::starts_new_item(std::size_t begin, std::size_t i) const {
  // "idli 4 sambar 1 bowl", "rice 150g salmon 120g miso soup": each portion behind its food
  if (portions_behind(begin)) {
    if (f.number(i) || skip(i)) return false;
    for (auto k = begin + 1; k < i; ++k) {
      const auto p = f.number(k) ? portion_before(f.upto(s.end), k) : std::nullopt;
      if (p && p->begin == k && p->end == i && (p->has_quantity || !p->unit.empty())) return true;
    }
    return false;
  }
  const bool article = f.is_any(i, {"a", "an", "some", "un", "una"});
  // "eggs toast coffee": names that stand for themselves
  static constexpr listed_words whole("eggs", "toast", "pancakes", "waffles", "fries", "oatmeal",
                                      "cereal");
  if (i > begin && f.is_any(i - 1, whole)) {
    const auto ends = [&](const auto& m) { return m.end == i && m.begin >= begin; };
    const auto starts = [&](const auto& m) { return m.begin == i && !m.ambiguous; };
    if (std::any_of(foods.begin(), foods.end(), ends) &&
        std::any_of(foods.begin(), foods.end(), starts))
      return true;
  }
  if (!f.number(i) && !article && !number_word(f.word(i), f.language())) return false;
  bool food_before = false;
  for (const auto& m : foods)
    if (m.begin >= begin && m.end <= i) food_before = true;
  if (!food_before && f.number(i))  // "300g spuds 100g broccoli"
    if (const auto measured = portion_before(f.upto(s.end), begin))
      food_before = measured->has_quantity && !measured->unit.empty() && measured->end < i;
  if (!food_before) return false;
  // "toast with a little jam": the food before goes on
  if (f.is_any(i - 1, {"with", "w", "of", "in", "on", "for", "and", "x", "con", "at"}))
    return false;
  const auto p = portion_before(f.upto(s.end), i);
  if (!p || !(p->has_quantity || article)) return false;
  // "water 500ml each", "cold brew 16 oz no sugar": of what stands before
  if (f.is_any(p->end, {"each", "apiece", "ea", "no", "without", "with", "w"})) return false;
  for (const auto& m : foods)
    if (m.begin == p->end || (m.begin == p->end + 1u && !f.symbol(p->end) && !separator(p->end)))
      return true;
  // "200g chicken 300g spuds"
  if (!article && !p->unit.empty() && p->end < s.end && !skip(p->end) && !leads_with_food(begin))
    return true;
  return !article && f.in_class(p->end, rc().water);
}

bool record_reader::leads_with_food(std::size_t begin) const {
  for (auto i = begin; i < s.end; ++i) {
    if (f.number(i) || number_word(f.word(i), f.language())) return false;
    for (const auto& m : foods)
      if (m.begin == i) return true;
  }
  return false;
}

}  // namespace nlp
