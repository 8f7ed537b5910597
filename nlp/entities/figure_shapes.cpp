// Figures by their shape: products ("3x8", "100x5x3"), lists of reps ("5/5/4"), runs of bare
// numbers.

#include <algorithm>
#include <cmath>

#include "nlp/entities/figure_reader.hpp"

namespace nlp::gym {

bool figure_reader::product(num first) {
  const auto b = i_;
  const auto second = number(first.end + 1);
  std::size_t e = second->end;
  if (const auto d = distance_at(first.end + 1)) {
    set_sets(first.value);
    set_distance(d->value, d->unit);
    cover(b, d->end);
    i_ = d->end;
    return true;
  }
  // "strides 6x100m", "sled 10x20m": metres, of a hold or short of that minutes
  const double least = kind_ == exercise_kind::cardio || kind_ == exercise_kind::session ? 50 : 10;
  if (word(e) == "m" && touches(e) && second->value >= least && kind_ != exercise_kind::hold) {
    set_sets(first.value);
    set_distance(second->value, "m");
    cover(b, e + 1);
    i_ = e + 1;
    return true;
  }
  if (const auto h = time_at(first.end + 1); h && !h->clock) {
    set_sets(first.value);
    set_duration(h->minutes);
    cover(b, h->end);
    i_ = h->end;
    return true;
  }
  std::string_view unit;
  if (is_weight_unit(word(e))) {
    // "5x225lbs", "3 x 60kg"
    unit = weight_unit(word(e++));
    // "2x20kg 3x10": two dumbbells
    if (first.value == 2 && digits(e) && (word(e + 1) == "x" || is_sets(word(e + 1)))) {
      set_weight(second->value, unit);
      cover(b, e);
      i_ = e;
      return true;
    }
    if (cur_.reps || cur_.weight) next_set();
    set_reps(first.value);
    set_weight(second->value, unit);
    if (word(e) == "x" && number(e + 1)) {
      const auto third = number(e + 1);
      set_sets(third->value);
      e = third->end;
    }
    cover(b, e);
    i_ = e;
    return true;
  }
  if (word(e) == "x" && number(e + 1)) {
    const auto third = number(e + 1);
    e = third->end;
    if (is_weight_unit(word(e))) unit = weight_unit(word(e++));
    if (cur_.reps || cur_.sets) flush();
    if (!unit.empty() || third->value > 20 || (first.value <= 12 && third->value > first.value)) {
      set_sets(first.value);
      set_reps(second->value);
      set_weight(third->value, unit);
    } else if (first.value > 12) {
      set_weight(first.value, {});
      set_reps(second->value);
      set_sets(third->value);
    } else {
      set_sets(first.value);
      set_reps(second->value);
      set_weight(third->value, unit);
    }
    cover(b, e);
    i_ = e;
    return true;
  }
  // "8x400 w 90s rest", "10x100 on 1:40": lengths, of no exercise that lifts
  if (!mention_ && first.value <= 30 && second->value >= 100 && second->value <= 1600 &&
      std::fmod(second->value, 50) == 0 && one_of(word(e), {"on", "w", "with", "rest", "off"})) {
    set_sets(first.value);
    set_distance(second->value, "m");
    cover(b, e);
    i_ = e;
    return true;
  }
  const bool small_first =
      first.value <= 12 || (kind_ == exercise_kind::bodyweight && first.value <= 30);
  if (small_first && second->value > 50 && kind_ == exercise_kind::strength && !cur_.weight) {
    set_reps(first.value);  // "5x225"
    set_weight(second->value, {});
  } else if (small_first) {
    if (cur_.sets || cur_.reps) next_set();
    set_sets(first.value);
    if (kind_ == exercise_kind::hold) {
      set_duration(second->value >= 10 ? second->value / 60 : second->value);
    } else {
      set_reps(second->value);
    }
  } else {
    if (cur_.weight && (cur_.reps || cur_.sets)) flush();
    inherited_weight_ = true;
    set_weight(first.value, {});
    set_reps(second->value);
  }
  if (is_reps(word(e))) ++e;
  cover(b, e);
  // "225x5,5,4", "135x8/8/6"
  i_ = rep_list(e, false);
  return true;
}

std::size_t figure_reader::rep_list(std::size_t i, bool after_sets) {
  std::size_t at = i;
  while (one_of(word(at), {"/", ",", "-"}) && digits(at + 1)) {
    const auto v = tokens_[at + 1].value;
    const auto next = word(at + 2);
    const bool slash = word(at) == "/";
    if (v > 50 || v < 1 || v != std::floor(v)) break;
    if (one_of(next, {"x", ":", "*", "k", "s"}) || is_weight_unit(next) || is_sets(next) ||
        is_minutes(next) || is_hours(next) || !distance_unit(next).empty() || is_calories(next)) {
      break;
    }
    if (!slash && !next.empty() && tokens_[at + 2].type == token::kind::word) break;
    if (after_sets) break;
    set_reps(v);
    cover(at, at + 2);
    at += 2;
  }
  return at;
}

bool figure_reader::bare(num n) {
  const auto b = i_;
  // A run of bare numbers: "8 8 8", "10/8/6", "95 8 8 8".
  double run[16];
  std::size_t count = 0, e = i_;
  for (std::size_t at = i_; at < end_ && count < std::size(run);) {
    if (!digits(at)) break;
    const auto next = word(at + 1);
    if (at != i_ && next == "@") break;
    if (one_of(next, {"x", "de", "*", ":", "k", "am", "pm", "m"}) || is_weight_unit(next) ||
        is_sets(next) || is_reps(next) || is_minutes(next) || is_hours(next) || is_seconds(next) ||
        !distance_unit(next).empty() || is_calories(next) || next == "plates" || next == "plate" ||
        (next == "s" && touches(at + 1))) {
      break;
    }
    // A number right before the next exercise's name is that one's.
    run[count++] = tokens_[at].value;
    e = at + 1;
    at = e;
    if (one_of(word(at), {"/", ",", "-"}) && digits(at + 1)) ++at;
  }
  if (count <= 1) {
    e = n.end;
    count = 1;
    run[0] = n.value;
  }
  const bool before_name = mention_ && e <= mention_->begin && mention_->begin - e <= 1;
  std::size_t first = 0;
  // "70 75 80 singles", "140 160 180 one each": weights, each lifted so often
  if (word(e) == "all" && one_of(word(e + 1), {"singles", "doubles", "triples"})) ++e;
  const auto each = one_of(word(e), {"single", "singles"})      ? 1
                    : one_of(word(e), {"double", "doubles"})    ? 2
                    : one_of(word(e), {"triple", "triples"})    ? 3
                    : word(e) == "one" && word(e + 1) == "each" ? 1
                                                                : 0;
  if (count >= 2 && lifts() && each > 0) {
    for (std::size_t k = 0; k < count; ++k) {
      if (cur_.weight) flush();
      set_weight(run[k], {});
      set_reps(each);
    }
    cover(b, e + 1);
    i_ = e + (word(e) == "one" ? 2U : 1U);
    return true;
  }
  if (count >= 2 && lifts()) {
    const auto rest_max = *std::max_element(run + 1, run + count);
    if (expect_weight_ || (run[0] > rest_max * 1.5 && run[0] >= 20) ||
        (run[0] >= 45 && run[0] > rest_max)) {
      if (cur_.weight && (cur_.reps || cur_.sets)) flush();
      set_weight(run[0], {});
      first = 1;
    }
    // "bench 225 5 5": sets and reps cannot be told from two reps; two sets of five.
    for (std::size_t k = first; k < count; ++k) {
      if (run[k] > 100) {
        if (cur_.weight && (cur_.reps || cur_.sets)) flush();
        set_weight(run[k], {});
      } else {
        set_reps(run[k]);
      }
    }
    cover(b, e);
    i_ = e;
    return true;
  }
  const double v = run[0];
  e = count == 1 ? n.end : b + 1;
  switch (kind_) {
    case exercise_kind::strength:
      if (expect_reps_ && v <= 100) {
        set_reps(v);
      } else if (expect_weight_) {
        set_weight(v, {});
      } else if (!cur_.weight && digits(e) && word(e + 1) == "x" && digits(e + 2) &&
                 tokens_[e].value <= 12) {
        set_weight(v, {});  // "curls 15 3x12"
      } else if (before_name) {
        v > 50 ? set_weight(v, {}) : set_reps(v);
      } else if (!cur_.weight && (cur_.reps || v >= (units_ == unit_system::imperial ? 45 : 30))) {
        set_weight(v, {});
      } else if (cur_.weight && !inherited_weight_ && cur_.reps && v > 50) {
        set_weight(v, {});
      } else if (v <= 50) {
        set_reps(v);
      } else {
        set_weight(v, {});
      }
      break;
    case exercise_kind::bodyweight:
      if (expect_weight_) {
        set_weight(v, {});
      } else if (!mention_ || v == std::floor(v)) {
        set_reps(v);
      }
      break;
    case exercise_kind::hold:
      if (expect_weight_ || one_of(word(e), {"per", "each"})) {
        set_weight(v, {});
      } else {
        set_duration(v >= 15 ? v / 60 : v);
      }
      break;
    case exercise_kind::cardio:
      if (expect_weight_) {
        expect_weight_ = false;  // "run at 7"
      } else if (word(e) == "on" || word(e) == "en") {
        set_duration(v);  // "30 minutes on the treadmill and 15 on the bike"
      } else if (one_of(mention_->name,
                        {"run", "walk", "hike", "cycling", "skiing", "cross-country skiing"}) &&
                 !cur_.distance && v <= 200 && !(mention_->name != "cycling" && v >= 30)) {
        set_distance(v, units_ == unit_system::imperial ? "mi" : "km");
      } else if (!cur_.duration_min && v >= 5) {
        set_duration(v);
      }
      break;
    case exercise_kind::session:
      if (!expect_weight_ && !cur_.duration_min && v >= 10 && v <= 300) set_duration(v);
      break;
  }
  expect_weight_ = expect_reps_ = false;
  cover(b, e);
  i_ = e;
  return true;
}

}  // namespace nlp::gym
