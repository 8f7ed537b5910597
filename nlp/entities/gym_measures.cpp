#include "nlp/entities/gym_measures.hpp"

#include "nlp/text/numbers.hpp"

namespace nlp::gym {
namespace {

constexpr double pound_bar = 45, pound_plate = 45, kilo_bar = 20, kilo_plate = 20;

}  // namespace

std::optional<measures::num> measures::number(std::size_t i) const {
  if (i >= end_ || hidden_[i]) return std::nullopt;
  if (digits(i)) {
    // "1 1/2" and "2 and a half" are one number, "5/5/4" and "8 8 8" are several.
    if (const auto n = read_number(tokens_.first(end_), i); n && n->end > i)
      return num{n->value, n->end};
    return num{tokens_[i].value, i + 1};
  }
  const auto w = tokens_[i].text;
  // "one eighty five", "two twenty five": hundreds left out
  if (one_of(w, {"one", "two", "three", "four", "five"}) && i + 1 < end_ && !hidden_[i + 1] &&
      tokens_[i + 1].type == token::kind::word) {
    const auto hundreds = number_word(w);
    const auto rest = read_number(tokens_.first(end_), i + 1, number_language::en);
    if (hundreds && rest && rest->value >= 10 && rest->value < 100 &&
        number_word(tokens_[i + 1].text).value_or(0) >= 10) {
      return num{*hundreds * 100 + rest->value, rest->end};
    }
  }
  if (tokens_[i].type != token::kind::word || one_of(w, {"once", "one", "un", "una", "uno"})) {
    if (w == "one" && (is_sets(word(i + 1)) || is_hours(word(i + 1)) || is_reps(word(i + 1)) ||
                       !distance_unit(word(i + 1)).empty())) {
      return num{1, i + 1};
    }
    // "one and a half hours"
    if (const auto n =
            w == "one" ? read_number(tokens_.first(end_), i, number_language::en) : std::nullopt;
        n && n->value == 1.5)
      return num{n->value, n->end};
    return std::nullopt;
  }
  auto n = read_number(tokens_.first(end_), i, number_language::en);
  if (!n) n = read_number(tokens_.first(end_), i, number_language::es);
  if (!n || n->end <= i) return std::nullopt;
  return num{n->value, n->end};
}

std::optional<measures::time_hit> measures::time_at(std::size_t i) const {
  // 1:45:30, 27:30
  if (digits(i) && word(i + 1) == ":" && digits(i + 2) && touches(i + 1) && touches(i + 2)) {
    const double a = tokens_[i].value, b = tokens_[i + 2].value;
    if (b >= 60) return std::nullopt;
    if (word(i + 3) == ":" && digits(i + 4) && touches(i + 3) && touches(i + 4)) {
      return time_hit{a * 60 + b + tokens_[i + 4].value / 60, i + 5, true, false, 0};
    }
    return time_hit{a + b / 60, i + 3, true, true, a * 60 + b};
  }
  // "an hour and a half", "half an hour", "half hour"
  std::size_t at = i;
  std::optional<num> n;
  if (one_of(word(i), {"a", "an", "un", "una"}) &&
      (is_hours(word(i + 1)) || is_minutes(word(i + 1)))) {
    n = num{1, i + 1};
  } else if (one_of(word(i), {"half", "media"}) && is_hours(word(i + 1))) {
    n = num{0.5, i + 1};
  } else {
    n = number(at);
  }
  if (!n) return std::nullopt;
  const auto u = word(n->end);
  if (is_hours(u)) {
    double minutes = n->value * 60;
    std::size_t e = n->end + 1;
    if (one_of(word(e), {"and", "y", "n", "&"})) {
      if (one_of(word(e + 1), {"a", "half", "media", "medio"})) {
        const bool a_half = word(e + 1) == "a" && word(e + 2) == "half";
        if (a_half || word(e + 1) != "a")
          return time_hit{minutes + 30, e + (a_half ? 3 : 2), false, false, 0};
      }
      if (const auto m = number(e + 1); m && is_minutes(word(m->end))) {
        return time_hit{minutes + m->value, m->end + 1, false, false, 0};
      }
      return time_hit{minutes, e, false, false, 0};
    }
    if (const auto m = number(e)) {
      if (is_minutes(word(m->end)) || (word(m->end) == "m" && touches(m->end))) {
        return time_hit{minutes + m->value, m->end + 1, false, false, 0};
      }
      if ((touches(e) && u == "h" && m->value < 60) ||
          (m->value < 60 && m->value >= 5 && word(m->end).empty())) {
        return time_hit{minutes + m->value, m->end, false, false, 0};
      }
    }
    return time_hit{minutes, e, false, false, 0};
  }
  if (is_minutes(u) || (u == "'" && touches(n->end))) {
    double minutes = n->value;
    std::size_t e = n->end + 1;
    if (const auto s = number(e); s && is_seconds(word(s->end))) {
      return time_hit{minutes + s->value / 60, s->end + 1, false, false, 0};
    }
    return time_hit{minutes, e, false, false, 0};
  }
  if (is_seconds(u)) return time_hit{n->value / 60, n->end + 1, false, false, 0};
  if (u == "s" && touches(n->end) && kind_ == exercise_kind::hold) {
    return time_hit{n->value / 60, n->end + 1, false, false, 0};
  }
  if (u == "m" && touches(n->end) && n->value <= 120 && !sprints()) {
    if (kind_ != exercise_kind::strength && kind_ != exercise_kind::bodyweight) {
      return time_hit{n->value, n->end + 1, false, false, 0};
    }
  }
  return std::nullopt;
}

bool measures::sprints() const {
  return mention_ && one_of(mention_->name, {"sprint", "swim", "farmer carry", "sled push"});
}

std::optional<measures::distance_hit> measures::distance_at(std::size_t i) const {
  if (one_of(word(i), {"a", "an", "one", "una", "la"}) &&
      one_of(word(i + 1), {"mile", "milla", "km", "k", "kilometer"})) {
    return distance_hit{1, distance_unit(word(i + 1)), i + 2};
  }
  if (one_of(word(i), {"mile", "milla"}) && (i == 0 || !digits(i - 1))) {
    return std::nullopt;
  }
  const auto n = number(i);
  if (!n) return std::nullopt;
  const auto u = word(n->end);
  if (u == "k" && (word(n->end + 1) == "steps" || word(n->end + 1) == "pasos" ||
                   is_calories(word(n->end + 1)))) {
    return std::nullopt;
  }
  if (const auto d = distance_unit(u); !d.empty()) {
    if (u == "k" && !touches(n->end) && !digits(i)) return std::nullopt;
    return distance_hit{n->value, d, n->end + 1};
  }
  if (u == "y" && touches(n->end) && n->value >= 100)
    return distance_hit{n->value, "yd", n->end + 1};
  if (u == "m" && (n->value > 120 || sprints())) return distance_hit{n->value, "m", n->end + 1};
  return std::nullopt;
}

std::optional<measures::num> measures::plates_at(std::size_t i) const {
  std::optional<num> n;
  if (one_of(word(i), {"a", "one"}) && word(i + 1) == "plate") {
    n = num{1, i + 1};
  } else if (word(i) == "plate" && word(i + 1) == "and") {
    n = num{1, i};
  } else {
    n = number(i);
  }
  if (!n || !one_of(word(n->end), {"plate", "plates", "pps", "platos", "discos"}))
    return std::nullopt;
  if (n->value > 12) return std::nullopt;
  const bool lb = units_ == unit_system::imperial;
  double w = (lb ? pound_bar : kilo_bar) + 2 * n->value * (lb ? pound_plate : kilo_plate);
  std::size_t e = n->end + 1;
  if (one_of(word(e), {"and", "+", "&", "n"})) {
    std::size_t at = e + 1;
    if (one_of(word(at), {"a", "an"})) ++at;
    if (word(at) == "half" || (word(e + 1) == "a" && word(e + 2) == "half")) {
      w += lb ? pound_plate : kilo_plate;
      e = word(at) == "half" ? at + 1 : e + 3;
    } else if (digits(at) && tokens_[at].value <= 45 && word(at + 1) != "x" &&
               !is_reps(word(at + 1))) {
      w += 2 * tokens_[at].value;
      e = at + 1;
      if (touches(e) && word(e) == "s") ++e;
    }
  }
  if (one_of(word(e), {"a", "per", "each"}) && word(e + 1) == "side") e += 2;
  return num{w, e};
}

}  // namespace nlp::gym
