// One food of a list: portion, name, restaurant.

#include <algorithm>

#include "nlp/slots/record_reader.hpp"
#include "nlp/text/fuzzy_phrases.hpp"

namespace nlp {

std::size_t record_reader::name_end(std::size_t from, std::size_t to) const {
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
    // "300 calories of random snacks"
    const bool snacks = f.is_any(i, {"snacks", "snack"}) && i > from && !f.in_class(i - 1, c.det);
    if (f.in_class(i, c.food_stop) || (f.in_class(i, c.meal) && !snacks)) return i;
    if (f.symbol(i) && f.tokens[i].text.size() > 1) return i;  // emoji
    if (f.number(i) && !name_number(i)) return i;
    if (number_word(f.word(i), f.language()) && (i + 1 == to || !unit_of(f.word(i + 1)).empty()))
      return i;
  }
  return to;
}

bool record_reader::inside_food_name(std::size_t i) const {
  for (const auto& m : foods)
    if (i >= m.begin && i < m.end && !m.ambiguous) return true;
  return false;
}

bool record_reader::name_number(std::size_t i) const {
  return f.is(i + 1, "%");
}

namespace {

/// Written like a name, in a text that is not all in capitals.
bool named(const frame& f, std::size_t i) {
  const auto upper = [&](std::size_t at) { return f.text[at] >= 'A' && f.text[at] <= 'Z'; };
  const auto& t = f.tokens[i];
  return t.type == token::kind::word && t.end > t.begin + 1 && upper(t.begin) &&
         !upper(t.begin + 1);
}

}  // namespace

std::optional<std::string> record_reader::restaurant_in(span it, span& where) const {
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
    // "spoon of nutella", "subway tuna": what stands here is a measure or a food
    const auto eaten = [&] {
      if (led) return false;
      if (f.is(i + 1, "of") && !unit_of(f.word(i)).empty()) return true;
      if (!shared_foods().is_food_word(f.word(i)) || f.pattern_at(i)) return false;
      const auto m = shared_foods().find_at(f.upto(it.end), i);
      return m && !m->ambiguous && m->score > 0.9;
    };
    if (const auto m = find_restaurant(f.upto(it.end), i);
        m && m->begin == i && (!m->ambiguous || led || (i == it.begin && m->end < it.end)) &&
        !eaten()) {
      where = {led ? i - 1 : i, m->end};
      // "chipotle mayo", a bare name that is the food itself: only when something else is left
      if (!led && m->end >= it.end && it.size() == m->end - m->begin && !verb_governs())
        return std::nullopt;
      return std::string(m->name);
    }
    // "chicken rice at Maxwell": a name of no lexicon, written as one
    if (i > it.begin && f.is(i - 1, "at") && f.words[i] == 0 && !is_plain_word(f.word(i)) &&
        f.tokens[i].type == token::kind::word && f.time_end[i] == 0 && named(f, i)) {
      auto e = i + 1;
      while (e < it.end && e - i < 3 && !skip(e) && named(f, e)) ++e;
      where = {i - 1, e};
      return f.say({i, e});
    }
    if (!f.is(i, "from") || eaten()) continue;
    if (i + 1 < it.end &&
        !f.is_any(i + 1, {"work", "home", "the", "yesterday", "last", "my", "a", "scratch", "this",
                          "earlier", "mom", "school", "today", "grandma"})) {
      auto e = i + 1;
      while (e < it.end && !skip(e) && !f.in_class(e, rc().food_stop) && !f.symbol(e) &&
             !f.in_class(e, rc().meal) && e - i <= 4)
        ++e;
      if (e == i + 1) continue;
      where = {i, e};
      return f.say({i + 1, e});
    }
    if (f.is(i + 1, "the") && i + 2 < it.end) {
      auto e = i + 2;
      while (e < it.end && !skip(e) && !f.in_class(e, rc().food_stop) && !f.symbol(e) && e - i <= 4)
        ++e;
      if (f.is_any(e - 1, {"cafe", "deli", "bakery", "place", "cafeteria", "truck", "shop", "diner",
                           "bar", "market", "restaurant"})) {
        where = {i, e};
        return f.say({i + 2, e});
      }
    }
  }
  return std::nullopt;
}

bool record_reader::verb_governs() const {
  return verb.kind == verb_kind::eat || verb.kind == verb_kind::weak;
}

/// A word that may belong to the name of the food beside it: one that other foods' names hold too,
/// or one that no list of ordinary words knows (a brand, a dish of another country).
bool record_reader::name_word(std::size_t i) const {
  const auto& c = rc();
  if (i >= s.end || skip(i) || f.number(i) || f.symbol(i) || filler(i)) return false;
  for (const auto cls : {c.det, c.food_stop, c.meal, c.eat_past, c.eat_strong, c.drink_past,
                         c.drink_strong, c.eat_base, c.person, c.food_size, c.not_food, c.did_past})
    if (f.in_class(i, cls)) return false;
  if (f.in_class(i, c.food_adj)) return true;
  const auto w = f.word(i);
  if (w.size() < 3 || number_word(w, f.language()) || f.pattern_at(i) ||
      f.is_any(i,
               {"half", "quarter", "third", "dozen", "couple", "double", "few", "medio", "media"}))
    return false;
  // "gerald's tiramisu", but "lay's"
  if (w.ends_with("'s") && !shared_foods().is_food_word(w) &&
      !shared_foods().is_food_word(w.substr(0, w.size() - 2)))
    return false;
  if (shared_foods().is_food_word(w)) return true;
  // "watching" is as ordinary as "watch"
  const bool ing = w.size() > 6 && w.ends_with("ing") && is_plain_word(w.substr(0, w.size() - 3));
  return f.words[i] == 0 && !is_plain_word(w) && !ing;
}

/// The food of an item that the lexicon knows, wherever it stands, with the words around it that
/// belong to its name and the portion said before or behind it.
std::optional<food_place> record_reader::find_named_food(span it) const {
  const auto& c = rc();
  for (const auto& h : f.patterns)
    if (h.begin >= it.begin && h.end <= it.end && h.pattern->kind == "food") return std::nullopt;
  const food_match* anchor = nullptr;
  for (const auto& m : foods)
    if (m.begin >= it.begin && m.end <= it.end && !m.ambiguous && !skip(m.begin)) {
      // "spicy deluxe no tomato"
      if (m.begin > it.begin &&
          f.is_any(m.begin - 1, {"no", "without", "minus", "hold", "add", "extra", "sin", "less"}))
        continue;
      // "one slice whole wheat toast"
      if (m.end == m.begin + 1 && !unit_of(f.word(m.begin)).empty() &&
          std::any_of(foods.begin(), foods.end(),
                      [&](const auto& next) { return next.begin == m.end && next.end <= it.end; }))
        continue;
      // "a slice of pumpkin pie": a measure, not the food
      if (m.end == m.begin + 1 && f.is(m.end, "of") && !unit_of(f.word(m.begin)).empty()) continue;
      anchor = &m;
      break;
    }
  if (!anchor) return std::nullopt;
  food_place out;
  auto begin = static_cast<std::size_t>(anchor->begin), end = static_cast<std::size_t>(anchor->end);
  // "cup of tea", "glass of red" stand in the lexicon as they are said: the unit is no name.
  if (end > begin + 2 && f.is(begin + 1, "of") && !unit_of(f.word(begin)).empty()) begin += 2;
  const auto grow_left = [&] {
    while (begin > it.begin && name_word(begin - 1) && unit_of(f.word(begin - 1)).empty()) --begin;
  };
  grow_left();
  // "cob with tuna": what it goes with was found, not what it is
  if (begin > it.begin + 1 && f.is_any(begin - 1, {"with", "w", "con", "de"}) &&
      name_word(begin - 2) && unit_of(f.word(begin - 2)).empty() &&
      !f.is_any(begin - 2, {"poco", "tipo", "racion"})) {
    begin -= 2;
    grow_left();
  }
  // "whataburger #1 with cheese"
  if (begin > it.begin + 2 && f.is_any(begin - 1, {"with", "w", "no"}) && f.number(begin - 2) &&
      f.is(begin - 3, "#"))
    begin -= 3;
  // "rugbrød x3 w mackerel": the portion between them
  if (begin > it.begin + 3 && f.is_any(begin - 1, {"with", "w", "con"}) && f.number(begin - 2) &&
      f.is(begin - 3, "x") && name_word(begin - 4)) {
    out.hole = {begin - 3, begin - 1};
    out.quantity = f.tokens[begin - 2].value;
    out.said = true;
    out.counted = 2;
    begin -= 4;
    grow_left();
  }
  const auto food_at = [&](std::size_t i) {
    return std::any_of(foods.begin(), foods.end(),
                       [&](const auto& m) { return m.begin == i && m.end <= it.end; });
  };
  for (;;) {
    bool grown = false;
    for (const auto& m : foods)
      if (m.begin == end && m.end <= it.end) {
        end = m.end;
        grown = true;
      }
    if (grown) continue;
    if (end < it.end && name_word(end)) {
      ++end;
      continue;
    }
    // "burger no bun"
    if (f.is_any(end, {"no", "without", "sin", "double", "dbl", "extra"}) && end + 1 < it.end &&
        !skip(end + 1) && (food_at(end + 1) || name_word(end + 1)) &&
        !f.is_any(end + 1, {"shame", "regrets", "judging"})) {
      end += 2;
      for (const auto& m : foods)
        if (m.begin + 1 == end && m.end <= it.end) end = m.end;
      continue;
    }
    if (f.is_any(end, {"with", "w", "on", "in", "over", "con", "and", "de", "al"})) {
      auto n = end + 1;
      while (n < it.end && !skip(n) && (f.in_class(n, c.det) || filler(n))) ++n;
      if (n < it.end && !skip(n) &&
          (food_at(n) || (name_word(n) && !f.is_any(end, {"on", "in"})))) {
        end = n + 1;
        for (const auto& m : foods)
          if (m.begin == n && m.end <= it.end) end = m.end;
        continue;
      }
      // "with 2 pumps vanilla", "with a little honey"
      if (f.is_any(end, {"with", "w", "con"}))
        if (const auto p = portion_before(f.upto(it.end), end + 1);
            p && p->end < it.end && food_at(p->end)) {
          for (const auto& m : foods)
            if (m.begin == p->end && m.end <= it.end) end = m.end;
          continue;
        }
    }
    break;
  }
  out.begin = begin;
  out.end = end;
  if (!out.hole.empty()) return out;
  // the portion that reaches up to the name; a word or two may stand between: "2 burnt rolls"
  const auto reaches = [&](std::size_t k) {
    std::size_t between = 0;
    while (
        k < begin && !f.is_any(k, {"so", "but", "because", "then"}) &&
        (skip(k) || filler(k) || f.in_class(k, c.det) || f.in_class(k, c.food_size) ||
         f.is_any(k, {"of", "de", "more", "whole", "full", "second", "third", "other"}) ||
         (f.tokens[k].type == token::kind::word && between++ < 2 && !f.in_class(k, c.food_stop) &&
          !separator(k) && unit_of(f.word(k)).empty() &&
          !f.is_any(k, {"with",  "w",   "in",      "con",    "n",     "dollar",  "dollars", "bucks",
                        "buck",  "pm",  "am",      "year",   "years", "day",     "days",    "hour",
                        "hours", "min", "minutes", "minute", "drink", "percent", "x"}))))
      ++k;
    return k == begin;
  };
  for (auto i = it.begin; i < begin; ++i) {
    if (skip(i)) continue;
    if (const auto p = portion_before(f.upto(it.end), i); p && p->begin == i && reaches(p->end)) {
      out.quantity = p->quantity;
      out.said = p->has_quantity;
      out.unit = std::string(p->unit);
      out.counted = begin - i;
      return out;
    }
    if (const auto n = f.number_at(i, it.end);
        n && n->value > 0 && n->value < 1000 && reaches(n->end)) {
      out.quantity = n->value;
      out.said = true;
      out.counted = begin - i;
      return out;
    }
  }
  // "handful spinach", "thimble of port": a unit alone, or whatever stands for one
  if (begin > it.begin) {
    auto u = begin - 1;
    while (u > it.begin && (f.in_class(u, c.food_size) || f.in_class(u, c.det))) --u;
    if (const auto unit = unit_of(f.word(u)); !unit.empty() && !skip(u)) {
      out.unit = std::string(unit);
    } else if (f.is(u, "of") && u > it.begin && f.tokens[u - 1].type == token::kind::word &&
               !skip(u - 1) && f.word(u - 1).size() > 3 && !f.in_class(u - 1, c.food_stop) &&
               !f.in_class(u - 1, c.not_food) &&
               (u - 1 == it.begin || f.in_class(u - 2, c.det) || f.in_class(u - 2, c.food_size)) &&
               !f.is_any(u - 1, {"kind",   "type",  "sort",    "some", "most",  "rest",  "lots",
                                 "plenty", "half",  "instead", "part", "piece", "bunch", "load",
                                 "loads",  "thing", "bit",     "ton",  "tons",  "lot",   "pile"})) {
      const auto named = unit_of(f.word(u - 1));
      out.unit = named.empty() ? std::string(f.word(u - 1)) : std::string(named);
    }
  }
  read_portion_after(it, out);
  return out;
}

/// "black coffee x2", "whey shake 2 scoops", "nuggets (4)".
void record_reader::read_portion_after(span it, food_place& place) const {
  if (place.said || place.end >= it.end) return;
  const auto p = portion_after(f.upto(it.end), place.end);
  if (!p || !(p->has_quantity || !p->unit.empty())) return;
  if (p->begin != place.end && !f.is(place.end, "(")) return;
  place.quantity = p->quantity;
  place.said = p->has_quantity;
  if (!p->unit.empty()) place.unit = std::string(p->unit);
  place.counted += p->end - p->begin;
  // "oats 80g with whey"
  if (!f.is_any(p->end, {"with", "w", "con"})) return;
  // "weetbix x4 w full cream milk"
  auto n = p->end + 1;
  const auto last = std::min<std::size_t>(it.end, n + 3);
  for (; n < last && !skip(n); ++n)
    for (const auto& m : foods)
      if (m.begin == n && m.end <= it.end && !place.hole.end) {
        place.hole = {place.end, p->end};
        place.end = m.end;
        for (const auto& next : foods)
          if (next.begin == place.end && next.end <= it.end) place.end = next.end;
      }
}

/// A food that no lexicon knows: what stands between the portion and the words that end a name.
std::optional<food_place> record_reader::find_plain_food(span it) const {
  const auto& c = rc();
  food_place out;
  auto& [begin, end, quantity, said, unit, counted, hole] = out;
  begin = it.begin;
  if (const auto p = portion_before(f.upto(it.end), it.begin); p && p->begin == it.begin) {
    quantity = p->quantity;
    said = p->has_quantity;
    unit = std::string(p->unit);
    begin = p->end;
  } else if (const auto n = f.number_at(it.begin, it.end); n && n->value > 0 && n->value < 1000) {
    quantity = n->value;
    said = true;
    begin = n->end;
  }
  while (begin < it.end &&
         (skip(begin) ||
          f.is_any(begin, {"of", "o", "the", "my", "a", "an", "some", "de", "more", "whole"}) ||
          (filler(begin) && !f.symbol(begin))))
    ++begin;
  // "banged 2 bags of plantain chips", of chips that were taught
  for (const auto& h : f.patterns)
    if (h.begin > begin && h.end <= it.end && h.pattern->kind == "food" && !said)
      for (auto i = begin; i < h.begin; ++i)
        if (const auto p = portion_before(f.upto(it.end), i);
            p && p->begin == i && p->end == h.begin && p->has_quantity) {
          quantity = p->quantity;
          said = true;
          unit = std::string(p->unit);
          begin = h.begin;
          break;
        }
  counted = begin - it.begin;
  if (begin >= it.end) return out;
  end = name_end(begin, it.end);
  for (const auto& h : f.patterns)
    if (h.begin >= it.begin && h.end <= it.end && h.pattern->kind == "food" && h.end > begin)
      end = std::max(end, h.end);
  read_portion_after(it, out);
  while (end > begin + 1 &&
         (filler(end - 1) || f.in_class(end - 1, c.food_stop) ||
          f.is_any(end - 1, {"with", "of", "a", "the", "and"})) &&
         !inside_food_name(end - 1))
    --end;
  return out;
}

std::optional<food_item> record_reader::read_food(span it) {
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
            f.is_any(i, {"also", "and",  "then",   "with", "now",  "its",      "it",
                         "is",   "had",  "ate",    "i",    "my",   "the",      "our",
                         "of",   ":",    "-",      "were", "was",  "another",  "maybe",
                         "like", "more", "usual_", "plus", "para", "followed", "by"})))
      ++i;
  };
  const auto lead = [&] {
    for (auto before = i + 1; before != i;) {
      before = i;
      lead_words();
    }
  };
  lead();
  // "smoko: pie", "b/f: oats": what stands before a colon names the occasion
  for (auto k = i + 1; k + 1 < it.end && k <= i + 4; ++k)
    if (f.is(k, ":") && !(f.number(k - 1) && f.number(k + 1))) {
      const bool food = std::any_of(foods.begin(), foods.end(), [&](const auto& m) {
        return m.begin >= i && m.end <= k && !m.ambiguous;
      });
      if (!food && !f.number(k + 1)) {
        i = k + 1;
        lead();
      }
      break;
    }
  if (i >= it.end || f.is_any(i, {"at", "from", "for", "in", "on", "by"})) return std::nullopt;

  span where{};
  std::string restaurant;
  if (auto name = restaurant_in({i, it.end}, where)) {
    restaurant = *name;
    take(where.begin, where.end);
    lead();
  }

  auto place = find_named_food({i, it.end});
  if (!place) place = find_plain_food({i, it.end});
  if (!place) return std::nullopt;
  auto& [begin, end, quantity, said, unit, counted, hole] = *place;
  out.tokens = counted;
  if (begin >= it.end) {
    if ((said && !unit.empty()) || restaurant.empty()) return std::nullopt;
    slots.set(slot::food, std::string("meal"));
    slots.set(slot::restaurant, restaurant);
    out.strength = 2;
    out.tokens = it.size();
    return out;
  }
  const pattern_hit* taught = nullptr;
  for (const auto& h : f.patterns)
    if (h.begin >= it.begin && h.end <= it.end && h.pattern->kind == "food" && h.end > begin)
      taught = &h;
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
    name = !hole.empty()                   ? f.say({begin, end}, {hole})
           : whole && !whole->name.empty() ? std::string(whole->name)
                                           : shared_foods().repair(f.all(), begin, end);
    // letters that English has not are part of the name: "filmjölk"
    const auto from = f.tokens[begin].begin, to = f.tokens[end - 1].end;
    const bool accents = std::any_of(f.text.begin() + from, f.text.begin() + to, [](char x) {
      return (static_cast<unsigned char>(x) & 0xE0U) == 0xC0U;
    });
    std::string folded;
    for (auto k = begin; k < end; ++k) folded += (k > begin ? " " : "") + std::string(f.word(k));
    if (accents && (!whole || name == folded))
      name =
          f.as_written({begin, end}, hole.empty() ? std::vector<span>{} : std::vector<span>{hole});
    if (name.empty()) name = f.say({begin, end});
    // emoji, stray punctuation and fillers do not belong in a name
    if (!whole && hole.empty()) {
      bool plain = true;
      for (auto k = begin; k < end; ++k) plain = plain && !f.symbol(k) && !filler(k) && !skip(k);
      if (!plain) name = f.say({begin, end});
    }
  }
  out.name = {begin, end};
  name = strip_lead(name, {"a", "an", "the", "my", "some", "of", "our", "leftover_"});
  if (name.empty()) return std::nullopt;
  slots.set(slot::food, name);
  if (said) slots.set(slot::quantity, round_to(quantity, 3));
  if (!unit.empty()) slots.set(slot::unit, unit);
  if (!restaurant.empty()) slots.set(slot::restaurant, restaurant);
  out.tokens += end - begin;
  out.strength = strong ? 3 : any || (!unit.empty() && said) ? 2 : !unit.empty() ? 2 : 1;
  if (!restaurant.empty()) out.strength = std::max(out.strength, 2);
  if (!any && !taught && restaurant.empty() && !plausible_food(out)) return std::nullopt;
  // "sauna 40 min": what lasts is not eaten
  if (!strong && !f.durations_in(it).empty()) return std::nullopt;
  // What cannot be food, or is plainly a person, a time, a piece of machinery.
  if (!strong && (f.in_class(end - 1, c.not_food) || f.in_class(begin, c.not_food) ||
                  f.in_class(begin, c.person)))
    return std::nullopt;
  if (!strong && known == 0 && unit.empty() && f.in_class(end - 1, c.event)) return std::nullopt;
  if (strong && f.in_class(end - 1, c.event) && known < end - begin && !taught) out.strength = 1;
  return out;
}

bool record_reader::like_a_name(const food_item& item) const {
  const auto last = f.word(item.name.end - 1);
  if (last.size() > 4 && last.ends_with("ed") && !f.in_class(item.name.end - 1, rc().food_adj))
    return false;
  for (auto i = item.name.begin; i < item.name.end; ++i) {
    if (f.is_any(i, {"done", "gone", "ready", "tho", "lol", "yes", "nope"})) return false;
    if (name_word(i) || shared_foods().is_food_word(f.word(i))) return true;
  }
  // "toast and a milo"
  const auto before = item.name.begin > s.begin ? item.name.begin - 1 : s.end;
  if (f.number(before) || f.is_any(before, {"a", "an", "some"})) return true;
  return false;
}

bool record_reader::plausible_food(const food_item& item) const {
  static const auto act_verb = phrase_book::shared().class_named("act_verb");
  static const auto aux = phrase_book::shared().class_named("aux");
  const auto& c = rc();
  if (item.name.empty() || item.name.size() > 6) return false;
  bool solid = false;
  if (f.in_class(item.name.begin, c.food_stop)) return false;  // "feel thirsty"
  for (auto i = item.name.begin; i < item.name.end; ++i) {
    for (const auto cls : {c.not_food, c.person, c.eat_past, c.did_past, c.opinion, act_verb, aux})
      if (f.in_class(i, cls)) return false;
    if (f.is_any(i, {"i", "it", "its", "that", "this", "now", "not", "no", "yet", "so", "what",
                     "me", "my", "all", "skipped", "there", "here"}))
      return false;
    solid = solid || (f.word(i).size() >= 3 && !f.in_class(i, c.food_stop));
  }
  return solid;
}

}  // namespace nlp
