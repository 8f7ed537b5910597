// Meals, drinks and workouts: a clause is cut into items ("2 eggs", "500 ml water", "ran 5k"), each
// item is read as the domain it gives most evidence of, and the clause as a whole is scored: is it
// an account of something done?

#include <algorithm>
#include <cmath>

#include "nlp/slots/slots.hpp"

namespace nlp {
namespace {

struct record_classes {
  class_id filler, eat_past, eat_strong, eat_now, drink_past, drink_strong, drink_now, did_past,
      water, meal, food_stop, not_food, person, gym_noun, det, log_verb, opinion, event, place,
      aux_subject, food_unit, run_verb, beverage, tail, food_lead, eat_base, meal_verb, side;
};
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
        of("food_lead"),   of("eat_base"),     of("meal_verb"),  of("side_food")};
  }();
  return c;
}

enum class verb_kind : std::uint8_t { none, weak, eat, drink, did, log };

struct verb_found {
  verb_kind kind = verb_kind::none;
  std::size_t begin = 0, end = 0;
  bool progressive = false;
};

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

struct item {
  span s;
};

struct reader {
  const clause_reading& r;
  const frame& f;
  span s;
  past_time when;
  std::vector<char> taken;  ///< tokens that times and meals account for
  verb_found verb;
  std::string meal;
  std::size_t body = 0;  ///< first token after the verb or the meal's label
  bool labelled = false;
  double named = 0;  ///< tokens that items account for
  std::string why;

  explicit reader(const clause_reading& reading)
      : r(reading), f(reading.f), s(reading.core_span()), taken(reading.f.size() + 1, 0) {}

  bool skip(std::size_t i) const { return taken[i] != 0; }
  void take(std::size_t from, std::size_t to) {
    for (auto i = from; i < to && i < taken.size(); ++i) taken[i] = 1;
  }
  bool filler(std::size_t i) const {
    return f.in_class(i, rc().filler) ||
           (f.symbol(i) && !f.is_any(i, {"/", "+", "=", ":", "-", "@", "%", "$", "#"}));
  }

  // ---- the clause's meal: "for lunch", "lunch:", "breakfast was"
  void find_meal() {
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
                 (f.number(after) || f.is_any(after, {"a", "an", "some", ",", "half", "two",
                                                      "three", "i", "had", "food"}))) {
        label = true;
      } else if (i == s.begin && !food_continues(i, e)) {
        label = true;
      }
      const bool ends = e == s.end && i > s.begin;
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
  /// The meal word belongs to a food's name: "breakfast burrito", "lunch meat", "dinner roll".
  bool food_continues(std::size_t i, std::size_t e) const {
    if (e >= s.end || skip(e) || f.number(e) || f.symbol(e)) return false;
    if (const auto m = shared_foods().find_at(f.upto(s.end), i); m && m->end > e) return true;
    return f.is_any(e,
                    {"burrito",  "sandwich", "meat",    "roll",     "taco",     "wrap",    "bar",
                     "bars",     "box",      "special", "biscuit",  "potatoes", "sausage", "plate",
                     "bowl",     "cereal",   "shake",   "smoothie", "pizza",    "platter", "tacos",
                     "burritos", "combo",    "bagel",   "cookies",  "croissant"});
  }

  // ---- calories and macros said anywhere in the clause

  struct macro_group {
    macros m;
    span s;
  };
  std::vector<macro_group> macro_groups;
  void find_macro_groups() {
    bool food = false, exercise = false;
    for (const auto& m : foods) food = food || (!m.ambiguous && !skip(m.begin));
    if (!food)
      for (const auto& e : exercises) exercise = exercise || !e.ambiguous;
    if (exercise) return;
    for (auto i = s.begin; i < s.end;) {
      const auto m =
          skip(i) || !(f.number(i) || f.words[i] != 0) ? std::nullopt : macros_at(f.upto(s.end), i);
      // "5k" is a distance rather than 5 kcal
      if (!m || !m->any() || m->end <= i || (f.number(i) && f.is(i + 1, "k"))) {
        ++i;
        continue;
      }
      macro_groups.push_back({*m, {i, m->end}});
      auto from = i;
      while (from > s.begin && !skip(from - 1) &&
             f.is_any(from - 1, {"about", "around", "is", "was", "=", "for", "(", "roughly",
                                 "approx", "approximately", "~", "like", "at"}))
        --from;
      take(from, m->end);
      i = m->end;
      while (i < s.end && f.is_any(i, {"total", "each", ")"})) {
        take(i, i + 1);
        ++i;
      }
    }
  }
  void give_macros(act_list& acts,
                   const std::vector<std::pair<std::size_t, std::size_t>>& food_places) const {
    for (const auto& g : macro_groups) {
      std::optional<std::size_t> owner;
      for (const auto& [place, index] : food_places)
        if (!owner || place <= g.s.begin) owner = index;
      if (!owner) return;
      auto& slots = acts[*owner].slots;
      if (g.m.calories) slots.set(slot::calories, *g.m.calories);
      if (g.m.protein_g) slots.set(slot::protein_g, *g.m.protein_g);
      if (g.m.carbs_g) slots.set(slot::carbs_g, *g.m.carbs_g);
      if (g.m.fat_g) slots.set(slot::fat_g, *g.m.fat_g);
    }
  }

  // ---- items

  bool separator(std::size_t i) const {
    if (skip(i)) return false;
    return f.is_any(i, {",", "and", "plus", "then", "+", "also", ";", "y", "e", "mas", "tambien",
                        "luego", "followed"}) ||
           (f.is(i, "/") && f.tokens[i].space_before) ||
           (f.is(i, "-") && f.tokens[i].space_before && i + 1 < s.end &&
            f.tokens[i + 1].space_before);
  }
  /// "and" inside one food ("mac and cheese").
  bool inside_food(std::size_t i) const {
    for (const auto& e : exercises)
      if (i > e.begin && i + 1 < e.end) return true;
    for (const auto& m : foods)
      if (i > m.begin && i + 1 < m.end) return true;
    return false;
  }
  std::vector<exercise_match> exercises;
  bool bare_run = false;
  std::vector<food_match> foods;

  std::vector<span> split_items(std::size_t from) {
    std::vector<span> out;
    std::size_t begin = from;
    for (auto i = from; i <= s.end; ++i) {
      const bool sep = i == s.end ||
                       (separator(i) && !inside_food(i) && !number_joined(i) && !inside_pattern(i));
      const bool run_on = !sep && i > begin + 1 && starts_new_item(begin, i);
      if (!sep && !run_on) continue;
      if (i > begin) out.push_back({begin, i});
      begin = sep ? i + 1 : i;
    }
    return out;
  }
  bool inside_pattern(std::size_t i) const {
    for (const auto& h : f.patterns)
      if (i > h.begin && i + 1 < h.end) return true;
    return false;
  }
  /// "two and a half", "1,5".
  bool number_joined(std::size_t i) const {
    if (i == 0) return false;
    for (std::size_t k = i >= 3 ? i - 3 : 0; k < i; ++k)
      if (const auto n = f.number_at(k, s.end); n && k < i && n->end > i) return true;
    return false;
  }
  /// A count and a food right behind a food: "2 eggs 3 slices bacon".
  bool starts_new_item(std::size_t begin, std::size_t i) const {
    if (!f.number(i) && !number_word(f.word(i), f.language())) return false;
    bool food_before = false;
    for (const auto& m : foods)
      if (m.begin >= begin && m.end <= i) food_before = true;
    if (!food_before) return false;
    const auto p = portion_before(f.upto(s.end), i);
    if (!p || !p->has_quantity) return false;
    for (const auto& m : foods)
      if (m.begin >= p->end && m.begin <= p->end + 1u) return true;
    return f.in_class(p->end, rc().water);
  }

  // ---- water

  struct volume_found {
    double ml = 0;
    span s;
    bool container = false;
    bool learned = false;
  };
  std::optional<volume_found> volume_in(span it) const {
    // A learned container wins over the usual size of its word.
    for (const auto& h : f.patterns) {
      if (h.begin < it.begin || h.end > it.end || h.pattern->kind != "container" ||
          !h.pattern->amount_ml)
        continue;
      double n = 1;
      std::size_t from = h.begin;
      for (auto i = it.begin; i < h.begin; ++i)
        if (const auto q = f.number_at(i, h.begin);
            q && q->end >= h.begin - (h.begin > i ? 1u : 0u) && q->end <= h.begin) {
          n = q->value;
          from = i;
          break;
        }
      return volume_found{*h.pattern->amount_ml * n, {from, h.end}, true, true};
    }
    for (auto i = it.begin; i < it.end; ++i) {
      if (skip(i)) continue;
      if (const auto v = volume_at(f.upto(it.end), i))
        return volume_found{v->ml, {v->begin, v->end}, v->container, false};
    }
    return std::nullopt;
  }
  bool water_word_in(span it) const {
    for (auto i = it.begin; i < it.end; ++i)
      if (f.in_class(i, rc().water)) {
        for (const auto& m : foods)
          if (m.begin <= i && i < m.end && m.end - m.begin > 1 && m.food &&
              m.food->name.find("water") == std::string_view::npos)
            return false;
        for (const auto& m : foods)  // coconut water, vitamin water, watermelon water
          if (m.begin <= i && i < m.end && m.end - m.begin > 1 &&
              !f.is_any(m.begin, {"ice", "sparkling", "tap", "mineral", "cold", "lemon", "bottled",
                                  "hot", "plain", "spring", "soda"}))
            return false;
        if (i > it.begin &&
            f.is_any(i - 1, {"coconut", "tonic", "vitamin", "rose", "maple", "birch"}))
          return false;
        if (f.is_any(i + 1, {"bottle", "bottles", "glass", "chestnuts", "ice", "cress"}) &&
            f.is_any(i + 1, {"chestnuts", "cress", "ice"}))
          return false;
        return true;
      }
    return false;
  }
  bool other_drink_in(span it) const {
    for (const auto& m : foods)
      if (m.begin >= it.begin && m.end <= it.end && m.food && !m.ambiguous &&
          m.food->name != "water")
        return true;
    for (auto i = it.begin; i < it.end; ++i)
      if (f.in_class(i, rc().beverage)) return true;
    return false;
  }

  /// "another glass", "2 bottles so far", "64oz": the clause holds nothing but the volume.
  bool only_volume(span it, span v) const {
    if (it.begin > body + 1 || it.end + 1 < s.end) return false;
    for (auto i = it.begin; i < it.end; ++i) {
      if (i >= v.end && f.is_any(i, {"during", "at", "before", "after", "between", "with", "since",
                                     "while", "on", "this"}))
        return true;
      if (!v.contains(i) && !skip(i) && !filler(i) &&
          !f.is_any(
              i, {"a",     "another", "more",  "and",     "big",  "small", "tall",  "so",   "far",
                  "today", "took",    "one",   "my",      "the",  "down",  "gone",  "done", "in",
                  "full",  "large",   "since", "morning", "that", "is",    "thats", "+",    "had"}))
        return false;
    }
    return true;
  }

  std::optional<act> read_water(span it, bool drank) const {
    const bool water = water_word_in(it);
    if (!water && other_drink_in(it)) return std::nullopt;
    const auto v = volume_in(it);
    if (!water && !v) return std::nullopt;
    if (!water && !v->learned) {
      // Only a volume: water when something was drunk or emptied and nothing else is named.
      if (!drank && !only_volume(it, v->s)) return std::nullopt;
      for (auto i = v->s.end; i < it.end; ++i)
        if (!skip(i) && !filler(i) && f.is(i, "of")) return std::nullopt;
      // an unknown noun right behind it ("a bottle kombuchaa") is another drink
      const auto n = v->s.end;
      if (n < it.end && !skip(n) && f.words[n] == 0 && f.tokens[n].type == token::kind::word &&
          !f.pattern_at(n) && f.is(v->s.end - 1, "of"))
        return std::nullopt;
    }
    if (!water && v->learned && other_drink_in(it)) return std::nullopt;
    act a = make_act(intent::water_log, 0.9, f.say(it), water ? "water named" : "a volume drunk");
    if (v) {
      double ml = v->ml;
      // "2 more glasses", "3 waters"
      a.slots.set(slot::amount_ml, round_to(ml, 0));
    } else {
      // "had water x3", "3 waters": glasses
      for (auto i = it.begin; i < it.end; ++i)
        if (const auto n = f.number_at(i, it.end); n && !skip(i)) {
          const bool counted = f.in_class(n->end, rc().water) || (i > it.begin && f.is(i - 1, "x"));
          const auto v_said = n->value;
          const bool imperial = f.ctx.units == unit_system::imperial;
          const double ml = counted && v_said < 20                       ? v_said * 240
                            : v_said >= 100                              ? v_said
                            : v_said < 5 && v_said != std::floor(v_said) ? v_said * 1000
                            : imperial                                   ? v_said * 29.5735
                            : v_said <= 10                               ? v_said * 240
                                                                         : v_said;
          a.slots.set(slot::amount_ml, round_to(ml, 0));
          break;
        }
    }
    return a;
  }

  // ---- food

  struct food_item {
    act a;
    int strength = 0;  ///< 3 known food, 2 measured, 1 only words
    std::size_t tokens = 0;
  };

  std::size_t name_end(std::size_t from, std::size_t to) const {
    const auto& c = rc();
    for (auto i = from; i < to; ++i) {
      if (inside_food_name(i)) continue;
      if (skip(i)) {
        return i;
      }
      if (i > from && f.is_any(i, {"(", ")", ":", "-", "@", "=", "~"}) && f.tokens[i].space_before)
        return i;
      if (f.is_any(i, {"(", ")"})) return i;
      if (i == from) continue;
      if (f.is(i, "x") && (f.number(i + 1) || f.number(i - 1))) return i;
      if (f.is_any(i, {"with", "w", "without", "no", "con", "sin", "extra"})) {
        auto n = i + 1;
        while (n < to && (f.in_class(n, c.det) || filler(n))) ++n;
        if (n >= to || f.in_class(n, c.person) || f.in_class(n, c.meal) ||
            f.is_any(n, {"me", "him", "her", "them", "us", "work", "pills", "meds", "vitamins",
                         "everyone"}))
          return i;
        continue;
      }
      if (f.is_any(i, {"on", "in", "over", "of", "to", "en", "de"})) {
        if (f.is_any(i, {"of", "de"})) continue;
        auto n = i + 1;
        while (n < to && (f.in_class(n, c.det) || filler(n))) ++n;
        bool food_next = false;
        for (const auto& m : foods)
          if (m.begin == n && !m.ambiguous) food_next = true;
        if (food_next && !f.is(i, "to")) continue;
        return i;
      }
      if (f.in_class(i, c.food_stop) || f.in_class(i, c.meal)) return i;
      if (f.symbol(i) && f.tokens[i].text.size() > 1) return i;  // emoji
      if (f.number(i) && !name_number(i)) return i;
    }
    return to;
  }
  bool inside_food_name(std::size_t i) const {
    for (const auto& m : foods)
      if (i >= m.begin && i < m.end && !m.ambiguous) return true;
    return false;
  }
  /// "7 up", "cheerios 2%": part of a name.
  bool name_number(std::size_t i) const { return f.is(i + 1, "%"); }

  std::optional<std::string> restaurant_in(span it, span& where) const {
    for (const auto& h : f.patterns)
      if (h.begin >= it.begin && h.end <= it.end && h.pattern->kind == "restaurant") {
        where = {h.begin, h.end};
        if (h.begin > it.begin && f.is_any(h.begin - 1, {"from", "at", "@", "de", "en"}))
          --where.begin;
        return h.pattern->value;
      }
    for (auto i = it.begin; i < it.end; ++i) {
      if (skip(i)) continue;
      const bool led = i > it.begin && f.is_any(i - 1, {"from", "at", "@"});
      if (!led && shared_foods().is_food_word(f.word(i)) && !f.pattern_at(i)) {
        const auto m = shared_foods().find_at(f.upto(it.end), i);
        if (m && !m->ambiguous && m->score > 0.9) continue;
      }
      if (const auto m = find_restaurant(f.upto(it.end), i);
          m && m->begin == i && (!m->ambiguous || led || (i == it.begin && m->end < it.end))) {
        where = {led ? i - 1 : i, m->end};
        // "chipotle mayo", a bare name that is the food itself: only when something else is left
        if (!led && m->end >= it.end && it.size() == m->end - m->begin && !verb_governs())
          return std::nullopt;
        return std::string(m->name);
      }
      if (f.is(i, "from") && i + 1 < it.end &&
          !f.is_any(i + 1, {"work", "home", "the", "yesterday", "last", "my", "a", "scratch",
                            "this", "earlier", "mom", "school", "today", "grandma"})) {
        auto e = i + 1;
        while (e < it.end && !skip(e) && !f.in_class(e, rc().food_stop) && !f.symbol(e) &&
               !f.in_class(e, rc().meal) && e - i <= 4)
          ++e;
        if (e == i + 1) continue;
        where = {i, e};
        return f.say({i + 1, e});
      }
      if (f.is(i, "from") && f.is(i + 1, "the") && i + 2 < it.end) {
        auto e = i + 2;
        while (e < it.end && !skip(e) && !f.in_class(e, rc().food_stop) && !f.symbol(e) &&
               e - i <= 4)
          ++e;
        if (f.is_any(e - 1, {"cafe", "deli", "bakery", "place", "cafeteria", "truck", "shop",
                             "diner", "bar", "market", "restaurant"})) {
          where = {i, e};
          return f.say({i + 2, e});
        }
      }
    }
    return std::nullopt;
  }
  bool verb_governs() const { return verb.kind == verb_kind::eat || verb.kind == verb_kind::weak; }

  std::optional<food_item> read_food(span it) {
    const auto& c = rc();
    food_item out;
    out.a = make_act(intent::food_log, 0.9, f.say(it), "food");
    auto& slots = out.a.slots;
    auto i = it.begin;
    const auto lead_words = [&] {
      for (std::size_t e = 0; i < it.end; i = e) {
        e = f.member_end(i, c.food_lead, it.end);
        if (!e) e = f.member_end(i, c.eat_past, it.end);
        if (!e) e = f.member_end(i, c.eat_strong, it.end);
        if (!e || e >= it.end || f.is(i, "made")) break;
      }
      while (i < it.end &&
             (skip(i) || filler(i) ||
              f.is_any(i, {"also",  "and",  "then", "with",   "had",  "ate",  "i",        "my",
                           "the",   "our",  "of",   ":",      "-",    "were", "was",      "another",
                           "maybe", "like", "more", "usual_", "plus", "para", "followed", "by"})))
        ++i;
    };
    const auto lead = [&] {
      for (auto before = i + 1; before != i;) {
        before = i;
        lead_words();
      }
    };
    lead();
    if (i >= it.end || f.is_any(i, {"at", "from", "for", "in", "on", "by"})) return std::nullopt;

    span where{};
    std::string restaurant;
    if (auto name = restaurant_in({i, it.end}, where)) {
      restaurant = *name;
      take(where.begin, where.end);
      lead();
    }

    double quantity = 1;
    bool said = false;
    std::string unit;
    std::size_t begin = i;
    // A food whose own name starts with a number or size ("5 guys burger") is left whole.
    if (const auto p = portion_before(f.upto(it.end), i); p && p->begin == i) {
      quantity = p->quantity;
      said = p->has_quantity;
      unit = std::string(p->unit);
      begin = p->end;
    } else if (const auto n = f.number_at(i, it.end); n && n->value > 0 && n->value < 1000) {
      quantity = n->value;
      said = true;
      begin = n->end;
    }
    while (begin < it.end &&
           (skip(begin) ||
            f.is_any(begin, {"of", "the", "my", "a", "an", "some", "de", "more", "whole"}) ||
            (filler(begin) && !f.symbol(begin))))
      ++begin;
    if (begin >= it.end) {
      if (!(said && !unit.empty())) {
        if (restaurant.empty()) return std::nullopt;
        slots.set(slot::food, std::string("meal"));
        slots.set(slot::restaurant, restaurant);
        out.strength = 2;
        out.tokens = it.size();
        return out;
      }
      return std::nullopt;
    }
    // the name
    const pattern_hit* taught = nullptr;
    for (const auto& h : f.patterns)
      if (h.begin >= it.begin && h.end <= it.end && h.pattern->kind == "food" && h.end > begin)
        taught = &h;
    auto end = name_end(begin, it.end);
    if (taught && taught->end > end) end = taught->end;
    // "black coffee x2", "whey shake 2 scoops"
    if (const auto p = portion_after(f.upto(it.end), end);
        p && p->begin == end && end < it.end && (p->has_quantity || !p->unit.empty()) && !said) {
      quantity = p->quantity;
      said = p->has_quantity;
      if (!p->unit.empty()) unit = std::string(p->unit);
      out.tokens += p->end - p->begin;
    } else if (end + 1 < it.end && f.is(end, "(")) {
      if (const auto q = portion_after(f.upto(it.end), end); q && !said) {
        quantity = q->quantity;
        said = true;
        unit = std::string(q->unit);
      }
    }
    while (end > begin + 1 &&
           (filler(end - 1) || f.in_class(end - 1, c.food_stop) ||
            f.is_any(end - 1, {"with", "of", "a", "the", "and"})) &&
           !inside_food_name(end - 1))
      --end;
    if (end <= begin) return std::nullopt;

    bool strong = false, any = false;
    std::size_t known = 0;
    for (const auto& fm : foods)
      if (fm.begin >= begin && fm.end <= end) {
        any = true;
        if (!fm.ambiguous) {
          strong = true;
          known += fm.end - fm.begin;
        }
      }
    std::string name;
    if (taught) {
      name = taught->pattern->value.empty() ? taught->pattern->term : taught->pattern->value;
      strong = true;
      const auto& p = *taught->pattern;
      const double times = said ? quantity : 1;
      if (p.calories && !slots.has(slot::calories))
        slots.set(slot::calories, round_to(*p.calories * times, 2));
      if (p.protein_g && !slots.has(slot::protein_g))
        slots.set(slot::protein_g, round_to(*p.protein_g * times, 2));
      if (p.carbs_g && !slots.has(slot::carbs_g))
        slots.set(slot::carbs_g, round_to(*p.carbs_g * times, 2));
      if (p.fat_g && !slots.has(slot::fat_g)) slots.set(slot::fat_g, round_to(*p.fat_g * times, 2));
      out.a.why.push_back({p.term, "a word you taught"});
    } else {
      const food_match* whole = nullptr;
      for (const auto& fm : foods)
        if (fm.begin == begin && fm.end == end) whole = &fm;
      name = whole && !whole->name.empty() ? std::string(whole->name)
                                           : shared_foods().repair(f.all(), begin, end);
      if (name.empty()) name = f.say({begin, end});
      // emoji, stray punctuation and fillers do not belong in a name
      if (!whole) {
        bool plain = true;
        for (auto k = begin; k < end; ++k) plain = plain && !f.symbol(k) && !filler(k) && !skip(k);
        if (!plain) name = f.say({begin, end});
      }
    }
    name = strip_lead(name, {"a", "an", "the", "my", "some", "of", "our", "leftover_"});
    if (name.empty()) return std::nullopt;
    slots.set(slot::food, name);
    if (said) slots.set(slot::quantity, round_to(quantity, 3));
    if (!unit.empty()) slots.set(slot::unit, unit);
    if (!restaurant.empty()) slots.set(slot::restaurant, restaurant);
    out.tokens += end - it.begin;
    out.strength = strong ? 3 : any || (!unit.empty() && said) ? 2 : !unit.empty() ? 2 : 1;
    if (!restaurant.empty()) out.strength = std::max(out.strength, 2);
    // What cannot be food, or is plainly a person, a time, a piece of machinery.
    if (!strong && (f.in_class(end - 1, c.not_food) || f.in_class(begin, c.not_food) ||
                    f.in_class(begin, c.person)))
      return std::nullopt;
    if (!strong && known == 0 && unit.empty() && f.in_class(end - 1, c.event)) return std::nullopt;
    if (strong && f.in_class(end - 1, c.event) && known < end - begin && !taught) out.strength = 1;
    return out;
  }

  // ---- gym

  std::vector<own_exercise> own_exercises(span it) const {
    std::vector<own_exercise> out;
    const auto& c = rc();
    for (const auto& h : f.patterns) {
      const auto& p = *h.pattern;
      if (h.begin < it.begin || h.end > it.end) continue;
      const bool gym = (p.type == "intent" &&
                        (p.value == "gym_log" || p.value == "workout" || p.value == "gym")) ||
                       p.kind == "exercise";
      if (!gym) continue;
      auto e = h.end;
      if (e < it.end && f.in_class(e, c.gym_noun) && !skip(e)) ++e;
      out.push_back({static_cast<std::uint32_t>(h.begin), static_cast<std::uint32_t>(e), {}});
    }
    return out;
  }

  struct gym_reading {
    act_list acts;
    double strength = 0;  ///< 0 to 3
    std::size_t tokens = 0;
  };

  gym_reading read_gym_items(span it) {
    gym_reading out;
    const auto& c = rc();
    auto own = own_exercises(it);
    std::vector<std::string> names;
    names.reserve(own.size() + 1);
    for (auto& o : own) {
      const pattern_hit* h = f.pattern_at(o.begin);
      std::string name = h->pattern->kind == "exercise" && !h->pattern->value.empty()
                             ? h->pattern->value
                             : std::string(f.word(h->begin));
      if (h->pattern->kind != "exercise") name = f.say({h->begin, h->end});
      for (auto i = h->end; i < o.end; ++i) name += " " + std::string(f.word(i));
      names.push_back(std::move(name));
      o.name = names.back();
    }
    const auto matches = f.exercises_in(it);
    bool clear = false, verb_form = false, unclear = false;
    for (const auto& m : matches) {
      if (skip(m.begin)) continue;
      if (!m.ambiguous) clear = true;
      if (m.ambiguous) unclear = true;
      if (m.verb) verb_form = true;
      // "lacrosse practice", "yoga class": the noun belongs to the name
      auto e = m.end;
      if (own.empty() && m.exercise && m.exercise->kind == exercise_kind::session && e < it.end &&
          !skip(e) && f.in_class(e, c.gym_noun) && !f.is(e, "session")) {
        names.push_back(std::string(m.exercise->name) + " " + std::string(f.word(e)));
        own.push_back({m.begin, static_cast<std::uint32_t>(e + 1), names.back()});
        break;
      }
      if (own.empty() && m.exercise && m.exercise->kind == exercise_kind::session &&
          m.end - m.begin > 1 && f.is_any(m.end - 1, {"class", "practice"}) &&
          m.exercise->name.find(f.word(m.end - 1)) == std::string_view::npos) {
        e = m.end - 1;
        names.push_back(std::string(m.exercise->name) + " " + std::string(f.word(e)));
        own.push_back({m.begin, static_cast<std::uint32_t>(e + 1), names.back()});
        break;
      }
    }
    std::vector<token_range> skips;
    for (std::size_t i = it.begin; i < it.end;) {
      if (!skip(i)) {
        ++i;
        continue;
      }
      auto e = i;
      while (e < it.end && skip(e)) ++e;
      skips.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(e)});
      i = e;
    }
    const auto entries = read_gym(f.all(), it.begin, it.end, f.ctx.units, own, skips);
    for (const auto& e : entries) {
      if (e.exercise.empty() && !e.has_figures()) continue;
      act a = make_act(intent::gym_log, 0.9,
                       f.say({e.begin, std::max<std::size_t>(e.end, e.begin)}), "exercise");
      a.slots.set(slot::exercise,
                  !e.exercise.empty() ? e.exercise : std::string(bare_run ? "run" : "workout"));
      if (e.sets && *e.sets != 1) a.slots.set(slot::sets, *e.sets);
      if (e.reps) a.slots.set(slot::reps, *e.reps);
      if (e.weight) {
        a.slots.set(slot::weight, round_to(*e.weight, 2));
        a.slots.set(slot::weight_unit, std::string(e.weight_unit));
      }
      if (e.duration_min) a.slots.set(slot::duration_min, round_to(*e.duration_min, 2));
      if (e.distance) {
        a.slots.set(slot::distance, round_to(*e.distance, 3));
        a.slots.set(slot::distance_unit, std::string(e.distance_unit));
      }
      if (e.calories) a.slots.set(slot::calories, *e.calories);
      if (!e.notes.empty()) a.slots.set(slot::notes, e.notes);
      out.tokens += e.end - e.begin;
      const bool lift = e.weight || (e.sets && e.reps);
      const bool figures = e.has_figures();
      double strength = e.exercise.empty() ? (bare_run && e.distance ? 2.0
                                              : lift                 ? 1.0
                                                                     : 0.0)
                        : !own.empty()     ? 3
                        : clear            ? (figures ? 3 : 2)
                        : verb_form        ? (figures ? 2.6 : 1.4)
                        : unclear          ? (figures ? 2.4 : 0.8)
                                           : (figures ? 2 : 0.5);
      out.strength = std::max(out.strength, strength);
      out.acts.push_back(std::move(a));
    }
    return out;
  }
  /// "easy 5k", "10k in 51 minutes": a distance without a name was run.
  std::optional<act> read_distance(span it) const {
    act a = make_act(intent::gym_log, 0.85, f.say(it), "a distance");
    a.slots.set(slot::exercise, std::string("run"));
    for (auto i = it.begin; i < it.end; ++i)
      if (f.number(i) && !a.slots.has(slot::distance) && f.tokens[i].value >= 1 &&
          f.tokens[i].value <= 100 &&
          f.is_any(i + 1, {"k", "km", "kms", "mi", "mile", "miles", "kilometers"})) {
        a.slots.set(slot::distance, f.tokens[i].value);
        a.slots.set(slot::distance_unit, std::string(f.word(i + 1)[0] == 'k' ? "km" : "mi"));
      }
    if (!a.slots.has(slot::distance)) return std::nullopt;
    const auto lengths = find_durations(f.tokens, "en", s.begin, s.end);
    if (!lengths.empty())
      a.slots.set(slot::duration_min, round_to(lengths[0].minutes, 2));
    else
      for (auto i = it.begin; i + 2 < s.end; ++i)
        if (f.is(i, "in") && f.number(i + 1) && f.is_any(i + 2, {"min", "minutes", "mins"}))
          a.slots.set(slot::duration_min, f.tokens[i + 1].value);
    return a;
  }
};

bool done_word(const frame& f, span s) {
  for (auto i = s.begin; i < s.end; ++i)
    if (f.is_any(i, {"done", "finished", "complete", "completed", "crushed", "smashed", "logged",
                     "down", "hecho", "terminado"}))
      return true;
  return false;
}

}  // namespace

candidate read_records(const clause_reading& r) {
  candidate out;
  reader rd(r);
  const auto& f = r.f;
  const auto& c = rc();
  if (rd.s.empty()) return out;
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
  // Of "this morning i went and had eggs", what counts starts after the verb.
  if (rd.verb.kind != verb_kind::none && rd.verb.kind != verb_kind::did) {
    bool food_before = false;
    for (const auto& m : rd.foods)
      if (m.end <= rd.verb.begin && !m.ambiguous && !rd.skip(m.begin)) food_before = true;
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
  const bool strongly_drank = rd.verb.kind == verb_kind::drink || done_word(f, rd.s);

  // ---- gym or not: the clause is a workout when its exercises outweigh its foods
  auto items = rd.split_items(rd.body);
  if (items.size() > max_clauses * 4) items.resize(max_clauses * 4);
  enum class kind : std::uint8_t { none, food, water, gym };
  struct typed {
    span s;
    kind k = kind::none;
    int strength = 0;
    act a;
  };
  std::vector<typed> list;
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
    typed t{it, kind::none, 0, {}};
    bool food_here = false;
    for (const auto& m : rd.foods)
      if (m.begin >= it.begin && m.end <= it.end && !m.ambiguous && !rd.skip(m.begin))
        food_here = true;
    const int ex = has_exercise(it);
    const bool own = !rd.own_exercises(it).empty();
    if (own || (ex == 2 && !food_here) ||
        (ex == 2 && rd.verb.kind != verb_kind::eat && !rd.water_word_in(it) &&
         f.number(it.begin))) {
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
  bool verb_free = rd.verb.kind == verb_kind::none || rd.verb.kind == verb_kind::did;
  std::size_t covered = 0;
  act_list acts;
  std::vector<std::pair<std::size_t, std::size_t>> food_places;
  int foods = 0, weak_foods = 0;
  for (std::size_t k = 0; k < list.size();) {
    auto& t = list[k];
    if (t.k == kind::gym) {
      std::size_t e = k + 1;
      while (e < list.size() && list[e].k == kind::gym) ++e;
      // The verb of the sport may stand before the body ("ran 5k"): start where the run of items
      // does.
      auto from = k == 0 ? rd.s.begin : t.s.begin;
      auto g = rd.read_gym_items({from, list[e - 1].s.end});
      if (g.acts.empty())
        if (auto run = rd.read_distance({from, list[e - 1].s.end})) {
          g.acts.push_back(std::move(*run));
          g.strength = 2.5;
          g.tokens = list[e - 1].s.end - from;
        }
      gym_strength = std::max(gym_strength, g.strength);
      covered += g.tokens;
      for (auto& a : g.acts) acts.push_back(std::move(a));
      k = e;
      continue;
    }
    if (t.k == kind::water) {
      water_strength = std::max(water_strength, static_cast<double>(t.strength));
      covered += t.s.size();
      acts.push_back(std::move(t.a));
    } else if (!(any_gym && t.k == kind::none)) {
      if (auto item = rd.read_food(t.s)) {
        // A word that no food, measure or meal supports is food only next to a verb of eating.
        const bool governed = rd.verb.kind == verb_kind::eat || rd.labelled || r.carry.ate ||
                              (rd.verb.kind == verb_kind::drink);
        if (item->strength >= 2 || governed || !rd.meal.empty()) {
          food_strength = std::max(food_strength, item->strength >= 3   ? 3.0
                                                  : item->strength == 2 ? 2.0
                                                                        : 1.2);
          ++foods;
          weak_foods += item->strength < 2;
          covered += std::min(item->tokens, t.s.size());
          if (!rd.meal.empty()) item->a.slots.set(slot::meal, rd.meal);
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
    ++k;
  }
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
               rd.verb.end + 1 < rd.s.end && f.words[rd.verb.end + 1] == 0) {
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
  if (acts.empty()) return out;
  rd.give_macros(acts, food_places);
  for (auto& a : acts)
    if (rd.when.at && !a.slots.has(slot::at)) a.slots.set(slot::at, *rd.when.at);

  // ---- how sure
  std::size_t open = 0;
  for (auto i = rd.s.begin; i < rd.s.end; ++i)
    if (!rd.skip(i) && !rd.filler(i) &&
        !(i >= rd.verb.begin && i < rd.verb.end && rd.verb.kind != verb_kind::none) &&
        !f.is_any(i, {"i", "my", "the", "a", "an", "of", "and", "had", "for", "was", "just", "some",
                      "did", "with", "at", "today", "this"}))
      ++open;
  const double coverage =
      open == 0 ? 1.0 : std::min(1.0, static_cast<double>(covered) / static_cast<double>(open));
  const double best = std::max({gym_strength, food_strength, water_strength});
  const bool past_verb = rd.verb.kind != verb_kind::none;
  double score = 0;
  if (rd.verb.kind == verb_kind::eat && foods > 0) score = food_strength >= 2 ? 90 : 72;
  if (rd.verb.kind == verb_kind::drink && (water_strength > 0 || foods > 0))
    score = std::max(score, water_strength >= 2 || food_strength >= 2 ? 90.0 : 62.0);
  if (rd.verb.kind == verb_kind::weak && (foods > 0 || water_strength > 0))
    score = std::max(score, best >= 3 ? 86.0 : best >= 2 ? 78.0 : 45.0);
  if (rd.verb.kind == verb_kind::log) score = std::max(score, best >= 2 ? 88.0 : 60.0);
  if (rd.labelled && foods > 0) score = std::max(score, best >= 2 ? 86.0 : 64.0);
  if (!rd.meal.empty() && foods > 0) score = std::max(score, best >= 2 ? 84.0 : 60.0);
  if (gym_strength > 0) {
    const bool did = past_verb || done_word(f, rd.s) || r.s.first_person;
    score = std::max(score, gym_strength >= 2.5   ? 86.0
                            : gym_strength >= 2   ? (did               ? 86.0
                                                     : coverage >= 0.8 ? 74.0
                                                                       : 58.0)
                            : gym_strength >= 1.4 ? (did              ? 80.0
                                                     : coverage > 0.6 ? 72.0
                                                                      : 52.0)
                            : gym_strength >= 1   ? 56.0
                                                  : (did ? 55.0 : 30.0));
  }
  if (verb_free && foods > 0 && gym_strength == 0) {
    const double v = food_strength >= 3   ? (coverage >= 0.75  ? 82.0
                                             : coverage >= 0.5 ? 66.0
                                                               : 40.0)
                     : food_strength >= 2 ? (coverage >= 0.75 ? 70.0 : 40.0)
                                          : 25.0;
    score = std::max(score, v);
  }
  if (water_strength >= 3 &&
      !(past_verb && rd.verb.kind != verb_kind::did && rd.verb.kind != verb_kind::weak))
    score = std::max(score, acts.front().slots.has(slot::amount_ml) || foods > 0
                                ? (coverage >= 0.5 ? 84.0 : 60.0)
                                : (coverage >= 0.8 ? 58.0 : 30.0));
  if (water_strength == 2 && strongly_drank) score = std::max(score, 84.0);
  if (water_strength == 2 && rd.verb.kind != verb_kind::eat && coverage >= 0.5)
    score = std::max(score, 70.0);
  if (rd.verb.progressive) score = std::min(score, 80.0);
  // A meal said to be good is an opinion: "lunch was great".
  if (rd.labelled && foods == weak_foods && f.in_class(rd.s.end - 1, c.opinion)) score = 0;
  if (rd.when.ahead) score = 0;
  out.score = score;
  out.acts = std::move(acts);
  out.why = gym_strength > food_strength && gym_strength > water_strength ? "an exercise done"
            : water_strength >= food_strength                             ? "water drunk"
                                                                          : "a food eaten";
  return out;
}

}  // namespace nlp
