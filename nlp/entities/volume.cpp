// Volumes of drinks: so many of a unit or of a vessel.

#include <algorithm>
#include <cmath>

#include "nlp/entities/portion.hpp"
#include "nlp/entities/unit_words.hpp"

namespace nlp {

using namespace quantity;

namespace {

/// How many were said before the unit.
struct count_said {
  double times = 1;
  bool counted = false, article = false, ordinal = false;
};

count_said take_count(cursor& c) {
  static constexpr listed_words articles("the", "my", "mi", "another", "otro", "otra");
  count_said out;
  if (c.take(articles)) out.article = true;
  if (const auto ordinal = c.done() ? std::optional<int>() : ordinal_word(c.word());
      ordinal && unit_at({c.tokens, c.i + 1}, false).unit && !number_at(c)) {
    ++c.i;
    out.counted = out.ordinal = true;
  } else if (c.is_number() && one_of(c.word(1), {"st", "nd", "rd", "th"}) &&
             unit_at({c.tokens, c.i + 2}, false).unit) {
    c.i += 2;
    out.counted = out.ordinal = true;
  } else if (const auto n = number_at(c)) {
    out.times = n->value;
    c.i = n->end;
    out.counted = true;
    c.take({"more", "x", "mas", "other"});
    if (c.word() == "of" && one_of(c.word(1), {"a", "an", "the", "my", "those", "them", "these"}))
      c.i += 2;
    else if (one_of(c.word(), {"them", "those", "these"}))
      ++c.i;
    if (n->value < 1) take_article(c);
  } else if (take_article(c)) {
    out.article = true;
    c.take({"more"});
    if (const auto m = number_at(c)) {
      out.times = m->value;
      c.i = m->end;
      out.counted = true;
    }
  }
  return out;
}

bool vessel_at(const cursor& c) {
  const auto u = unit_at(c, true);
  return u.unit && u.unit->kind == unit_kind::vessel;
}

/// What a vessel looks like, which says nothing of how much it holds: "2 tall glasses".
void skip_looks(cursor& c) {
  static constexpr listed_words looks("whole", "entire", "full", "tall", "short", "cold", "iced",
                                      "ice", "hot", "warm", "fresh", "plastic", "metal", "steel",
                                      "reusable", "gym", "sports", "standard", "extra", "wee",
                                      "water", "glass");
  for (;;) {
    if (size_of(c.word())) {
      ++c.i;
      continue;
    }
    if (!looks.has(c.word())) return;
    // only before the vessel itself: "two big water bottles", not "a glass of water"
    cursor look = c;
    ++look.i;
    while (size_of(look.word())) ++look.i;
    if (!vessel_at(look)) return;
    ++c.i;
  }
}

/// A figure without a unit beside a vessel: millilitres from 100 on, litres as "1.5"; else 0.
double plain_ml(double figure) {
  if (figure >= 100 && figure <= 2000) return figure;
  return figure > 0.2 && figure < 3 && figure != std::floor(figure) ? figure * 1000 : 0;
}

/// "(500 ml each)", "of 750 ml", "of water 600 ml each" behind vessels: what one of them holds, or
/// 0.
double vessel_size(cursor& c, double times, double usual) {
  cursor look = c;
  if (one_of(look.word(), {"of", "de"}) && one_of(look.word(1), {"water", "agua", "h2o"}))
    look.i += 2;
  else
    look.take({"water", "agua"});
  const bool past_water = look.i > c.i;
  const bool figure = look.is_number() && look.word().find('.') != std::string_view::npos;
  const bool led = figure || look.take({"(", ",", "of", "de", "@", "at"});
  if (!led && !past_water) return 0;
  const auto size = number_at(look);
  if (!size) return 0;
  look.i = size->end;
  const auto s = unit_at(look, true);
  // "a small bottle of water, 250", "1 big bottle, 1.5", "2 bottles of water, 500 each"
  if (!s.unit && plain_ml(size->value) > 0 &&
      (look.take({"each", "ea", "apiece", "cada"}) || look.done() ||
       look.tokens[look.i].type == token::kind::symbol)) {
    c = look;
    return plain_ml(size->value);
  }
  if (!measures(s.unit) || s.unit->kind == unit_kind::mass) return 0;
  look.i += s.tokens;
  const bool each = look.take({"each", "ea", "apiece", "cada"});
  look.take({")"});
  const double ml = size->value * s.unit->size;
  if (!led && !each) return 0;
  // "(1 L)" after two bottles is their sum unless "each" is said.
  if (!each && times != 1 && ml > usual * 2) return 0;
  c = look;
  return ml;
}

/// "x2", "x 3", "twice", "3 times" behind a volume.
double times_after(cursor& c) {
  cursor look = c;
  if (one_of(look.word(), {"of", "de"}) && one_of(look.word(1), {"water", "agua"}))
    look.i += 2;
  else
    look.take({"water", "agua"});
  double times = 0;
  if (look.take({"twice"})) {
    times = 2;
  } else if (look.take({"thrice"})) {
    times = 3;
  } else if (one_of(look.word(), {"x", "*"}) && look.is_number(1)) {
    times = look.tokens[look.i + 1].value;
    look.i += 2;
    if (unit_at(look, true).unit) return 1;  // "2 l x 500 ml"
  } else if (const auto n = number_at(look);
             n && one_of(c.tokens.size() > n->end ? std::string_view(c.tokens[n->end].text)
                                                  : std::string_view(),
                         {"times", "veces"})) {
    times = n->value;
    look.i = n->end + 1;
  }
  constexpr double most = 24;
  if (times < 1 || times > most || times != std::floor(times)) return 1;
  if (one_of(look.word(), {"a", "per", "every", "each", "daily", "al"})) return 1;  // a habit
  c = look;
  return times;
}

}  // namespace

std::optional<volume> volume_at(std::span<const token> tokens, std::size_t i) {
  cursor c{tokens, i};
  if (c.done()) return std::nullopt;
  volume v;
  v.begin = static_cast<std::uint32_t>(i);
  skip_hedges(c);
  const auto said = take_count(c);
  double times = said.times;
  v.ordinal = said.ordinal;
  skip_looks(c);
  // "two 16 oz bottles", "2 x 500ml", "one 591 bottle"
  double each = 0;
  if (said.counted && !v.ordinal)
    if (const auto size = number_at(c)) {
      if (measures(unit_at({tokens, size->end}, true).unit)) {
        times *= size->value;
        c.i = size->end;
      } else if (size->value >= 100 && plain_ml(size->value) > 0 &&
                 vessel_at({tokens, size->end})) {
        each = size->value;
        c.i = size->end;
      }
    }
  const auto u = unit_at(c, said.counted);
  if (!u.unit || u.unit->kind == unit_kind::mass || !(u.unit->size > 0)) return std::nullopt;
  if (u.unit->kind == unit_kind::count && u.unit->unit != "pitcher") return std::nullopt;
  c.i += u.tokens;
  // "glass and a half"; otherwise a unit alone is an amount only before "of"
  const auto half = and_half(c);
  if (!said.counted && !said.article && !half && !one_of(c.word(), {"of", "de"}) &&
      !(u.unit->kind == unit_kind::vessel && one_of(c.word(), {"water", "agua"})))
    return std::nullopt;
  v.unit = u.unit->unit;
  v.container = u.unit->kind == unit_kind::vessel;
  double ml = each > 0 ? each : u.unit->size;
  if (v.container && each == 0 && said.article && plain_ml(times) == times) {
    ml = times;  // "a 750 bottle"
    times = 1;
  }
  // "a 40 oz bottle", "a pint glass": the vessel adds nothing
  if (measures(u.unit) || one_of(v.unit, {"pint", "quart", "gallon"}))
    if (const auto vessel = unit_at(c, false);
        vessel.unit && (vessel.unit->kind == unit_kind::vessel || vessel.unit->unit == "pitcher"))
      c.i += vessel.tokens;
  // "a liter and a half", "litro y medio"
  if (half) {
    times += 0.5;
    c.i += half;
  }
  // "a liter and 200 ml"
  double rest = 0;
  if (v.unit == "l" && c.word() == "and" && c.is_number(1))
    if (const auto ml_at = unit_at({tokens, c.i + 2}, true);
        ml_at.unit && ml_at.unit->unit == "ml" && tokens[c.i + 1].value < 1000) {
      rest = tokens[c.i + 1].value;
      c.i += 2 + ml_at.tokens;
    }
  if (v.container)
    if (const double one = vessel_size(c, times, ml); one > 0) {
      ml = one;
      v.container = false;
    }
  v.ml = rounded((times * ml + rest) * times_after(c));
  // "0.5 l + 0.33 l"
  if (c.word() == "+" && c.is_number(1))
    if (const auto more = volume_at(tokens, c.i + 1)) {
      v.ml += more->ml;
      c.i = more->end;
    }
  v.end = static_cast<std::uint32_t>(c.i);
  constexpr double most_ml = 50'000;
  if (!(v.ml > 0) || v.ml > most_ml) return std::nullopt;
  return v;
}

}  // namespace nlp
