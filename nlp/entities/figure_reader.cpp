#include "nlp/entities/figure_reader.hpp"

#include <algorithm>
#include <cmath>

namespace nlp::gym {

std::vector<gym_entry> figure_reader::read(const mention* m, std::size_t begin, std::size_t end) {
  mention_ = m;
  kind_ = m ? m->kind : exercise_kind::strength;
  entries_.clear();
  fresh();
  inherited_weight_ = false;
  expect_weight_ = expect_reps_ = false;
  end_ = end;
  for (i_ = begin; i_ < end_ && entries_.size() < most_entries;) {
    if (hidden_[i_] || (m && i_ >= m->begin && i_ < m->end)) {
      ++i_;
      continue;
    }
    if (!step()) ++i_;
  }
  flush();
  return std::move(entries_);
}

void figure_reader::fresh() {
  cur_ = gym_entry{};
  if (mention_) {
    cur_.exercise = mention_->name;
    cur_.score = mention_->score;
    cur_.begin = static_cast<std::uint32_t>(mention_->begin);
    cur_.end = static_cast<std::uint32_t>(mention_->end);
  }
}

void figure_reader::cover(std::size_t b, std::size_t e) {
  if (!mention_ && !cur_.has_figures()) cur_.begin = static_cast<std::uint32_t>(b);
  cur_.begin = std::min(cur_.begin, static_cast<std::uint32_t>(b));
  cur_.end = std::max(cur_.end, static_cast<std::uint32_t>(e));
}

void figure_reader::flush() {
  if (!cur_.has_figures()) return;
  if (!entries_.empty()) {
    auto& last = entries_.back();
    const bool equal = last.reps == cur_.reps && last.weight == cur_.weight &&
                       last.weight_unit == cur_.weight_unit && last.distance == cur_.distance &&
                       last.duration_min == cur_.duration_min && (cur_.reps || cur_.distance);
    if (equal) {
      last.sets = last.sets.value_or(1) + cur_.sets.value_or(1);
      last.end = std::max(last.end, cur_.end);
      if (!cur_.notes.empty() && last.notes.empty()) last.notes = cur_.notes;
      fresh();
      return;
    }
  }
  entries_.push_back(cur_);
  fresh();
}

void figure_reader::next_set() {
  const auto weight = cur_.weight;
  const auto unit = cur_.weight_unit;
  flush();
  cur_.weight = weight;
  cur_.weight_unit = unit;
  inherited_weight_ = weight.has_value();
}

void figure_reader::set_weight(double w, std::string_view unit) {
  // Whatever was said: that nobody lifts so much is for the reply to say.
  if (w <= 0 || w > 100'000) return;
  if (cur_.weight && !inherited_weight_) {
    if (cur_.reps || cur_.sets) {
      flush();
    }
  }
  cur_.weight = w;
  cur_.weight_unit = !unit.empty() ? unit : units_ == unit_system::imperial ? "lb" : "kg";
  inherited_weight_ = false;
  expect_weight_ = false;
}

void figure_reader::set_reps(double r) {
  if (r <= 0 || r > 10'000) return;
  if (cur_.reps) next_set();
  cur_.reps = r;
  expect_reps_ = false;
}

void figure_reader::set_sets(double s) {
  if (s <= 0 || s > 100) return;
  if (cur_.sets) next_set();
  cur_.sets = s;
}

void figure_reader::set_duration(double minutes) {
  if (minutes <= 0 || minutes > 6000) return;
  minutes = std::round(minutes * 100) / 100;
  if (cur_.duration_min) {
    if (cur_.distance || !lifts()) {
      flush();
    }
  }
  cur_.duration_min = minutes;
}

void figure_reader::set_distance(double d, std::string_view unit) {
  if (d <= 0 || d > 100'000) return;
  if (cur_.distance) flush();
  cur_.distance = d;
  cur_.distance_unit = unit;
}

void figure_reader::note(std::string_view text) {
  if (!cur_.notes.empty()) cur_.notes += ", ";
  cur_.notes += text;
}

double figure_reader::clock_minutes(const time_hit& t) const {
  if (!t.clock || !t.hours_possible) return t.minutes;
  if (kind_ == exercise_kind::hold) return t.minutes;
  if (cur_.distance) {
    double km = *cur_.distance;
    if (cur_.distance_unit == "mi") km *= 1.609;
    if (cur_.distance_unit == "m") km /= 1000;
    if (cur_.distance_unit == "yd") km *= 0.000914;
    km *= cur_.sets.value_or(1);
    const double fastest = mention_ && mention_->name == "cycling" ? 1.0 : 2.3;  // min a km
    return t.minutes < km * fastest ? t.as_hours : t.minutes;
  }
  const double hours = std::floor(t.as_hours / 60);
  const bool benchmark = mention_ && one_of(mention_->name, {"fran", "murph", "cindy", "grace wod",
                                                             "helen wod", "dt wod"});
  if (benchmark) return hours <= 1 && mention_->name == "murph" ? t.as_hours : t.minutes;
  if (kind_ == exercise_kind::session || kind_ == exercise_kind::cardio) {
    return hours <= 3 ? t.as_hours : t.minutes;
  }
  return t.minutes;
}

bool figure_reader::step() {
  const auto w = word(i_);
  if (w.empty()) return false;
  const auto& t = tokens_[i_];
  // "rpe 8", "rir 2"
  if (one_of(w, {"rpe", "rir"})) {
    std::size_t e = i_ + 1;
    if (digits(e)) {
      note(std::string(w) + " " + std::string(tokens_[e].text));
      ++e;
    }
    i_ = e;
    return true;
  }
  // "emom 12: 5 pull ups": minutes of the whole
  if (w == "emom" && digits(i_ + 1)) {
    i_ += 2;
    return true;
  }
  if (one_of(w, {"failure", "amrap", "fallo"})) {
    note("to failure");
    if (w == "amrap" && digits(i_ + 1) && !is_minutes(word(i_ + 2))) {
      set_reps(tokens_[i_ + 1].value);
      cover(i_, i_ + 2);
      ++i_;
    }
    ++i_;
    return true;
  }
  if (one_of(w, {"bw", "bodyweight"}) && lifts()) {
    if (word(i_ + 1) == "+" && digits(i_ + 2)) {
      std::size_t e = i_ + 3;
      std::string_view unit;
      if (is_weight_unit(word(e))) unit = weight_unit(word(e++));
      set_weight(tokens_[i_ + 2].value, unit);
      note("added to bodyweight");
      cover(i_, e);
      i_ = e;
      return true;
    }
    note("bodyweight");
    ++i_;
    return true;
  }
  // "12+10+8": reps
  if (w == "+" && digits(i_ + 1) && touches(i_) && touches(i_ + 1) && cur_.reps && lifts() &&
      tokens_[i_ - 1].type == token::kind::number) {
    set_reps(tokens_[i_ + 1].value);
    cover(i_, i_ + 2);
    i_ += 2;
    return true;
  }
  if (w == "+" && digits(i_ + 1) && touches(i_ + 1) && lifts() && word(i_ + 2) != "x" &&
      !is_reps(word(i_ + 2))) {
    std::size_t e = i_ + 2;
    std::string_view unit;
    if (is_weight_unit(word(e))) unit = weight_unit(word(e++));
    set_weight(tokens_[i_ + 1].value, unit);
    note("added to bodyweight");
    cover(i_, e);
    i_ = e;
    return true;
  }
  if (one_of(w, {"@", "at", "with", "w", "using", "holding", "con", "a"})) {
    if (w == "@" || w != "a") expect_weight_ = lifts() || w == "@";
    if (w == "@" && digits(i_ + 1) && tokens_[i_ + 1].value <= 10 && cur_.weight &&
        !is_weight_unit(word(i_ + 2)) && cur_.reps) {
      note("rpe " + std::string(tokens_[i_ + 1].text));
      expect_weight_ = false;
      i_ += 2;
      return true;
    }
    if (w == "a" && !time_at(i_) && !distance_at(i_) && !plates_at(i_)) return false;
    if (w != "a") {
      ++i_;
      if (w == "w" && word(i_) == "/") ++i_;
      return true;
    }
  }
  // "55 minutes burned 420"
  if (one_of(w, {"burned", "burnt", "burning", "queme"}) && digits(i_ + 1) &&
      (!lifts() || !mention_) && distance_unit(word(i_ + 2)).empty()) {
    cur_.calories = tokens_[i_ + 1].value;
    cover(i_, i_ + 2);
    i_ += is_calories(word(i_ + 2)) ? 3U : 2U;
    return true;
  }
  if (one_of(w, {"for", "por", "de"})) {
    expect_reps_ = lifts();
    ++i_;
    return true;
  }
  if (one_of(w, {"single", "singles"}) && lifts() && !digits(i_ + 1)) {
    set_reps(1);
    ++i_;
    return true;
  }
  if (one_of(w, {"double", "triple"}) && lifts() && cur_.weight && !cur_.reps) {
    set_reps(w == "double" ? 2 : 3);
    ++i_;
    return true;
  }
  if (one_of(w, {"1rm", "pr", "max"}) && lifts()) {
    note(w == "max" || w == "1rm" ? "max" : "pr");
    ++i_;
    return true;
  }
  if ((is_sets(w) || is_reps(w)) && w != "times" && w != "veces") {
    std::size_t e = i_ + 1;
    if (one_of(word(e), {":", "="})) ++e;
    if (digits(e) && word(e - 1) != "of" && word(e + 1) != "x" && !is_sets(word(e + 1)) &&
        !is_reps(word(e + 1)) && one_of(word(e - 1), {":", "=", w})) {
      if (one_of(word(i_ + 1), {":", "="})) {
        is_sets(w) ? set_sets(tokens_[e].value) : set_reps(tokens_[e].value);
        cover(i_, e + 1);
        i_ = e + 1;
        return true;
      }
    }
    ++i_;
    return true;
  }
  if (w == "x" && i_ + 1 < end_ && digits(i_ + 1)) return times_after();
  if (const auto p = plates_at(i_)) {
    set_weight(p->value, {});
    cover(i_, p->end);
    i_ = p->end;
    return true;
  }
  if (digits(i_) && one_of(word(i_ + 1), {"am", "pm", "st", "nd", "rd", "th", "oclock"})) {
    i_ += 2;
    return true;
  }
  // "1. squat 100x5 2. bench 80x5", "A1 bench": numbers of a list
  if (digits(i_) && tokens_[i_].value <= 20 && word(i_ + 1) == "." && i_ + 2 < tokens_.size() &&
      tokens_[i_ + 2].type == token::kind::word && tokens_[i_ + 2].space_before) {
    i_ += 2;
    return true;
  }
  if (digits(i_) && !tokens_[i_].space_before && i_ > 0 && tokens_[i_ - 1].text.size() == 1 &&
      one_of(tokens_[i_ - 1].text, {"a", "b", "c", "d", "e"})) {
    ++i_;
    return true;
  }
  if (digits(i_) && i_ > 0 && !lifts() &&
      one_of(tokens_[i_ - 1].text, {"level", "incline", "lvl"})) {
    ++i_;
    return true;
  }
  if (digits(i_) && word(i_ + 1) == ":" && digits(i_ + 2) &&
      one_of(word(i_ + 3), {"am", "pm", "pace", "/"})) {
    i_ += 4;
    return true;
  }
  if (const auto d = distance_at(i_)) {
    if (word(d->end) == "pace") {
      i_ = d->end + 1;
      return true;
    }
    const bool each_way = word(d->end) == "each" && word(d->end + 1) == "way";
    set_distance(each_way ? d->value * 2 : d->value, d->unit);
    cover(i_, d->end);
    i_ = d->end + (each_way ? 2U : 0U);
    expect_weight_ = false;
    return true;
  }
  if (const auto h = time_at(i_)) {
    const auto before = i_ > 0 ? std::string_view(tokens_[i_ - 1].text) : std::string_view();
    if (one_of(word(h->end), {"pace", "rest", "break", "ago", "descanso", "split", "splits"}) ||
        (h->clock && one_of(before, {"avg", "average", "averaging", "on", "every", "rest"})) ||
        (before == "r" && !tokens_[i_].space_before) ||
        (word(h->end) == "/" && !distance_unit(word(h->end + 1)).empty()) ||
        (one_of(word(h->end), {"per", "a"}) && !distance_unit(word(h->end + 1)).empty())) {
      i_ = h->end + 1;
      return true;
    }
    const bool each_way = word(h->end) == "each" && word(h->end + 1) == "way";
    set_duration(clock_minutes(*h) * (each_way ? 2 : 1));
    cover(i_, h->end);
    i_ = h->end + (each_way ? 2U : 0U);
    expect_weight_ = false;
    return true;
  }
  const auto n = number(i_);
  if (!n) {
    if (t.type == token::kind::word) expect_reps_ = expect_reps_ && one_of(w, {"a", "the"});
    return false;
  }
  return figure(*n);
}

bool figure_reader::rep_after_rep(std::size_t e) const {
  const auto times = [&](std::size_t at) { return word(at) == "x" && digits(at + 1); };
  const bool before = i_ >= 4 && tokens_[i_ - 2].text == "x" && tokens_[i_ - 4].text == "x";
  return before || (times(e) && times(e + 2)) ||
         (times(e) && i_ >= 2 && tokens_[i_ - 2].text == "x");
}

bool figure_reader::times_after() {
  const auto n = number(i_ + 1);
  if (!n) return false;
  std::size_t e = n->end;
  std::string_view unit;
  if (is_weight_unit(word(e))) {
    set_weight(n->value, weight_unit(word(e)));
    ++e;
  } else if (cur_.weight && rep_after_rep(e)) {
    set_reps(n->value);  // "135 x8 x8 x8"
  } else if (cur_.distance || ((cur_.duration_min || cur_.calories) && !lifts()) ||
             (cur_.reps && !cur_.sets)) {
    set_sets(n->value);
  } else {
    set_reps(n->value);
  }
  cover(i_, e);
  i_ = e;
  return true;
}

bool figure_reader::figure(num n) {
  const auto after = word(n.end);
  const auto b = i_;
  if (one_of(after, {"s", "sec", "secs", "seconds", "min", "mins", "minute", "minutes"}) &&
      one_of(word(n.end + 1), {"rest", "rests", "break", "between", "descanso"})) {
    i_ = n.end + 2;
    return true;
  }
  if (is_calories(after)) {
    cur_.calories = n.value;
    cover(b, n.end + 1);
    i_ = n.end + 1;
    return true;
  }
  // "440xF", "315 x fail": a set that failed is none
  if (one_of(after, {"xf", "xfail", "miss", "missed", "fail", "failed"}) ||
      (one_of(after, {"x", "for"}) && one_of(word(n.end + 1), {"f", "fail", "failed", "miss"}))) {
    i_ = n.end + (after == "x" || after == "for" ? 2U : 1U);
    return true;
  }
  if (one_of(after, {"steps",   "ft",    "feet",    "foot", "pasos", "laps",   "lap", "floors",
                     "flights", "%",     "incline", "in",   "inch",  "inches", "bpm", "watts",
                     "of",      "level", "speed",   "yo",   "years", "mph",    "kph"}) &&
      !(after == "in" && number(n.end + 1)) && !(after == "of")) {
    i_ = n.end + 1;
    return true;
  }
  // "14 000 steps"
  if (digits(n.end) && one_of(word(n.end + 1), {"steps", "pasos"})) {
    i_ = n.end + 2;
    return true;
  }
  if (after == "k" && touches(n.end) && one_of(word(n.end + 1), {"steps", "pasos"})) {
    i_ = n.end + 2;
    return true;
  }
  // what was poured or drunk is no figure of an exercise
  if (one_of(after, {"l", "ml", "cl", "litre", "litres", "liter", "liters", "oz", "ounces",
                     "gallon", "gallons", "cups", "glasses", "bottles"})) {
    i_ = n.end + 1;
    return true;
  }
  // "40 lengths of the 25m pool"
  if (one_of(after, {"lengths", "length", "laps", "lap", "widths"})) {
    for (auto k = n.end + 1; k < std::min(end_, n.end + 6); ++k)
      if (const auto pool = number(k);
          pool &&
          one_of(word(pool->end), {"m", "meter", "metre", "yd", "yard", "meters", "yards"})) {
        set_distance(n.value * pool->value, word(pool->end).front() == 'y' ? "yd" : "m");
        cover(b, pool->end + 1);
        i_ = pool->end + 1;
        return true;
      }
    i_ = n.end + 1;
    return true;
  }
  if (is_sets(after)) {
    set_sets(n.value);
    std::size_t e = n.end + 1;
    if (one_of(word(e), {"of", "de", "x", "at", "for", "by", ","})) {
      const bool of = one_of(word(e), {"of", "de", "x", "for", "by"});
      if (const auto r = number(e + 1); r && of && word(r->end) != "x" &&
                                        !is_weight_unit(word(r->end)) && !distance_at(e + 1) &&
                                        !time_at(e + 1) && !is_sets(word(r->end))) {
        set_reps(r->value);
        e = is_reps(word(r->end)) ? r->end + 1 : r->end;
        cover(b, e);
        i_ = rep_list(e, true);
        return true;
      }
    } else if (const auto r = number(e); r && r->value <= 50 && lifts() && word(r->end) != "x" &&
                                         !is_weight_unit(word(r->end)) && !is_sets(word(r->end)) &&
                                         !distance_at(e) && !time_at(e) &&
                                         !one_of(word(r->end), {"/", "-"}) && !digits(r->end)) {
      set_reps(r->value);  // "3 sets 10"
      e = is_reps(word(r->end)) ? r->end + 1 : r->end;
    }
    cover(b, e);
    i_ = e;
    return true;
  }
  // "walked the lot 6 times"
  if (after == "times" && kind_ == exercise_kind::cardio && !cur_.distance && !cur_.duration_min) {
    i_ = n.end + 1;
    return true;
  }
  if (is_reps(after)) {
    std::size_t e = n.end + 1;
    if (after == "times" && (cur_.duration_min || cur_.distance) && !cur_.sets) {
      set_sets(n.value);  // "plank 2 min 3 times"
      cover(b, e);
      i_ = e;
      return true;
    }
    set_reps(n.value);
    if (one_of(word(e), {"of", "at", "@", "with"}) && digits(e + 1) && !is_sets(word(e + 2)) &&
        lifts()) {
      const auto w = number(e + 1);
      std::size_t f = w->end;
      std::string_view unit;
      if (is_weight_unit(word(f))) unit = weight_unit(word(f++));
      set_weight(w->value, unit);
      e = f;
    }
    cover(b, e);
    i_ = e;
    return true;
  }
  if (is_weight_unit(after)) {
    set_weight(n.value, weight_unit(after));
    std::size_t e = n.end + 1;
    cover(b, e);
    i_ = e;
    return true;
  }
  if (after == "s" && touches(n.end) && lifts() && n.value >= 5) {
    set_weight(n.value, {});  // "with 25s": the dumbbells
    cover(b, n.end + 1);
    i_ = n.end + 1;
    return true;
  }
  if (one_of(after, {"x", "*", "by"}) && number(n.end + 1)) return product(n);
  if (after == "de" && lifts() && n.value <= 12 && digits(n.end + 1) &&
      !is_weight_unit(word(n.end + 2))) {
    return product(n);  // "3 de 10"
  }
  return bare(n);
}

}  // namespace nlp::gym
