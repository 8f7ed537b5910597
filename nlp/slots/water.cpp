// Water: volumes, containers, glasses.

#include <cmath>
#include <utility>

#include "nlp/entities/unit_words.hpp"
#include "nlp/slots/record_reader.hpp"

namespace nlp {

std::optional<volume_found> record_reader::volume_in(span it) const {
  // A learned container wins over the usual size of its word.
  for (const auto& h : f.patterns) {
    if (h.begin < it.begin || h.end > it.end || h.pattern->kind != "container" ||
        !h.pattern->amount_ml)
      continue;
    double n = 1;
    std::size_t from = h.begin;
    auto reach = h.begin;  // "3/4 of a jug"
    while (reach > it.begin &&
           f.is_any(reach - 1, {"of", "a", "the", "my", "full", "whole", "big"}))
      --reach;
    for (auto i = it.begin; i < h.begin; ++i)
      if (const auto q = f.number_at(i, h.begin); q && q->end >= reach && q->end <= h.begin) {
        n = q->value;
        from = i;
        break;
      }
    std::size_t end = h.end;
    if (const auto half = quantity::and_half({f.upto(it.end), end})) {  // "a jug and a half"
      n += 0.5;
      end += half;
    } else if (f.is(end, "x") && f.number(end + 1) && f.tokens[end + 1].value <= 24) {
      n *= f.tokens[end + 1].value;
      end += 2;
    } else if (f.is(end, "twice")) {
      n *= 2;
      ++end;
    }
    return volume_found{*h.pattern->amount_ml * n, {from, end}, true, true};
  }
  for (auto i = it.begin; i < it.end; ++i) {
    if (skip(i)) continue;
    if (f.number(i) && i > it.begin && f.is(i - 1, "h") && !f.tokens[i].space_before)
      continue;  // "h20 12oz"
    if (const auto v = volume_at(f.upto(it.end), i)) {
      double times = 1;  // "water x2 12 oz", "2 sachets 500 ml each"
      for (auto k = it.begin; k + 1 < v->begin; ++k)
        if (f.is(k, "x") && f.number(k + 1) && f.tokens[k + 1].value <= 24)
          times = f.tokens[k + 1].value;
      if (f.is_any(v->end, {"each", "apiece", "ea"}) && v->begin > it.begin)
        for (auto k = it.begin; k < v->begin && times == 1; ++k)
          if (const auto n = f.number_at(k, v->begin); n && n->value >= 1 && n->value <= 24)
            times = n->value;
      return volume_found{v->ml * times, {v->begin, v->end}, v->container, false};
    }
  }
  // "gallon jug done": the vessel that the item opens with
  if (it.begin < it.end && !skip(it.begin) &&
      f.is_any(it.begin, {"gallon", "quart", "bottle", "nalgene", "hydroflask", "pint"})) {
    static const std::pair<std::string_view, double> vessels[] = {
        {"gallon", 3785}, {"quart", 946},      {"bottle", 500},
        {"nalgene", 946}, {"hydroflask", 946}, {"pint", 473}};
    for (const auto& [name, ml] : vessels)
      if (f.is(it.begin, name)) {
        auto e = it.begin + 1;
        if (f.is_any(e, {"jug", "bottle"})) ++e;
        return volume_found{ml, {it.begin, e}, true, false};
      }
  }
  return std::nullopt;
}

std::optional<double> record_reader::vessels_more(span it, span before) const {
  double one = 0;
  for (auto i = before.begin; i < before.end && one == 0; ++i)
    if (const auto v = volume_at(f.upto(before.end), i); v && v->container)
      if (const auto n = f.number_at(i, before.end); n && n->value > 0) one = v->ml / n->value;
  if (one == 0) return std::nullopt;
  std::optional<double> n;
  for (auto i = it.begin; i < it.end;) {
    const auto said = f.number_at(i, it.end);
    if (said && !n && said->value <= 12) {
      n = said->value;
      i = said->end;
    } else if (!n && f.is_any(i, {"another", "otro", "otra", "one", "uno", "una"})) {
      n = 1;
      ++i;
    } else if (skip(i) || filler(i) ||
               f.is_any(i, {"more", "now", "then", "one", "after", "just", "later", "mas", "luego",
                            "ahora", "despues", "again", "had", "of", "them"})) {
      ++i;
    } else {
      return std::nullopt;
    }
  }
  return n ? std::optional(*n * one) : std::nullopt;
}

bool record_reader::water_word_in(span it) const {
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

bool record_reader::other_drink_in(span it) const {
  for (const auto& m : foods)
    if (m.begin >= it.begin && m.end <= it.end && m.food && !m.ambiguous && m.food->name != "water")
      return true;
  for (auto i = it.begin; i < it.end; ++i)
    if (f.in_class(i, rc().beverage)) return true;
  return false;
}

bool record_reader::only_volume(span it, span v) const {
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

std::optional<act> record_reader::read_water(span it, bool drank) const {
  const bool water = water_word_in(it);
  if (!water && other_drink_in(it)) return std::nullopt;
  const auto v = volume_in(it);
  if (!water && !v) return std::nullopt;
  if (!water && !v->learned) {
    // Only a volume: water when something was drunk or emptied and nothing else is named.
    if (!drank && !only_volume(it, v->s)) return std::nullopt;
    auto next = v->s.end;
    while (next < it.end && filler(next)) ++next;
    if (next < it.end && f.is(next, "of")) return std::nullopt;
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
    // "2 flasks (750 each) water"
    for (auto i = it.begin + 1; i + 1 < it.end && !a.slots.has(slot::amount_ml); ++i)
      if (f.number(i) && f.tokens[i].value >= 100 && f.is_any(i + 1, {"each", "ea", "apiece"}))
        for (auto k = it.begin; k < i; ++k)
          if (const auto n = f.number_at(k, i); n && n->value <= 24) {
            a.slots.set(slot::amount_ml, f.tokens[i].value * n->value);
            break;
          }
    // "1 water 500": the figure right behind it is the amount
    for (auto i = it.begin + 1; i < it.end && !a.slots.has(slot::amount_ml); ++i)
      if (const auto n = f.number_at(i, it.end);
          n && !skip(i) && f.in_class(i - 1, rc().water) && n->value >= 100)
        a.slots.set(slot::amount_ml, n->value);
    for (auto i = it.begin; i < it.end && !a.slots.has(slot::amount_ml); ++i)
      if (const auto n = f.number_at(i, it.end); n && !skip(i)) {
        const bool counted = f.in_class(n->end, rc().water) || (i > it.begin && f.is(i - 1, "x"));
        const auto v_said = n->value;
        const bool imperial = f.ctx.units == unit_system::imperial;
        const bool litres = !imperial && f.number(i) && v_said < 5 &&
                            v_said != std::floor(v_said) &&
                            f.word(i).find('.') != std::string_view::npos;
        const double ml = litres                                       ? v_said * 1000
                          : counted && v_said < 20                     ? v_said * 240
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

}  // namespace nlp
