// read_gym: the shorthand of sets, reps, weights, distances and times around exercise names.

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "nlp/entities/exercise.hpp"
#include "nlp/text/numbers.hpp"

namespace nlp {
namespace {

constexpr double pound_bar = 45, pound_plate = 45, kilo_bar = 20, kilo_plate = 20;
constexpr std::size_t most_entries = 100;

bool one_of(std::string_view w, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), w) != list.end();
}
bool is_weight_unit(std::string_view w) {
  return one_of(w, {"lb", "lbs", "pound", "pounds", "#", "libras", "libra", "kg", "kgs", "kilo",
                    "kilos", "kilogram", "kilograms", "kilogramos", "lbss"});
}
std::string_view weight_unit(std::string_view w) {
  return !w.empty() && w[0] == 'k' ? "kg" : "lb";
}
std::string_view distance_unit(std::string_view w) {
  if (one_of(w, {"mi", "mile", "miles", "mis", "milla", "millas", "miler", "mls"})) return "mi";
  if (one_of(w, {"km", "kms", "kilometer", "kilometers", "kilometre", "kilometres", "kilometro",
                 "kilometros", "k", "ks", "klicks"})) {
    return "km";
  }
  if (one_of(w, {"meter", "meters", "metre", "metres", "metros", "metro", "mts", "mtr"}))
    return "m";
  if (one_of(w, {"yd", "yds", "yard", "yards", "yardas"})) return "yd";
  return {};
}
bool is_minutes(std::string_view w) {
  return one_of(w, {"min", "mins", "minute", "minutes", "minuto", "minutos", "mn", "mns", "minuets",
                    "minites", "mintues"});
}
bool is_hours(std::string_view w) {
  return one_of(w, {"hr", "hrs", "hour", "hours", "h", "hora", "horas", "hs", "huor"});
}
bool is_seconds(std::string_view w) {
  return one_of(w, {"sec", "secs", "second", "seconds", "segundos", "segundo", "seg", "segs"});
}
bool is_sets(std::string_view w) {
  return one_of(w, {"set", "sets", "serie", "series", "rounds", "round", "rds", "rd", "rondas",
                    "ronda", "vueltas", "trips", "trip"});
}
bool is_reps(std::string_view w) {
  return one_of(w, {"rep", "reps", "repetitions", "repetition", "repeticiones", "repes",
                    "repeticion", "times", "veces"});
}
bool is_calories(std::string_view w) {
  return one_of(w, {"cal", "cals", "calorie", "calories", "kcal", "kcals", "calorias"});
}
bool is_break(const token& t) {
  return (t.type == token::kind::symbol &&
          one_of(t.text, {",", ";", ".", "+", "&", "|", ")", "("})) ||
         one_of(t.text, {"then", "and", "plus", "followed", "n", "y", "luego", "despues", "also"});
}

/// A general name that says nothing beside a particular one.
bool is_general(std::string_view name) {
  return one_of(name, {"workout", "lifting", "cardio", "leg day", "push day", "pull day", "arm day",
                       "chest day", "back day", "shoulder day", "upper body", "full body workout",
                       "hiit", "crossfit", "calisthenics", "gym", "warm up", "cool down"});
}

struct mention {
  std::string name;
  exercise_kind kind = exercise_kind::session;
  std::size_t begin = 0, end = 0;
  double score = 0;
  bool ambiguous = false;
  bool own = false;
};

/// Reads the figures that belong to one exercise.
class figure_reader {
 public:
  figure_reader(std::span<const token> tokens, const std::vector<bool>& hidden, unit_system units)
      : tokens_(tokens), hidden_(hidden), units_(units) {}

  std::vector<gym_entry> read(const mention* m, std::size_t begin, std::size_t end) {
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

 private:
  bool lifts() const {
    return kind_ == exercise_kind::strength || kind_ == exercise_kind::bodyweight;
  }
  std::string_view word(std::size_t i) const {
    return i < end_ && !hidden_[i] ? tokens_[i].text : std::string_view();
  }
  bool touches(std::size_t i) const { return i < end_ && !tokens_[i].space_before; }
  bool digits(std::size_t i) const {
    return i < end_ && !hidden_[i] && tokens_[i].type == token::kind::number;
  }
  struct num {
    double value;
    std::size_t end;
  };
  /// A number at `i`: digits, or number words.
  std::optional<num> number(std::size_t i) const {
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
      return std::nullopt;
    }
    auto n = read_number(tokens_.first(end_), i, number_language::en);
    if (!n) n = read_number(tokens_.first(end_), i, number_language::es);
    if (!n || n->end <= i) return std::nullopt;
    return num{n->value, n->end};
  }

  void fresh() {
    cur_ = gym_entry{};
    if (mention_) {
      cur_.exercise = mention_->name;
      cur_.score = mention_->score;
      cur_.begin = static_cast<std::uint32_t>(mention_->begin);
      cur_.end = static_cast<std::uint32_t>(mention_->end);
    }
  }
  void cover(std::size_t b, std::size_t e) {
    if (!mention_ && !cur_.has_figures()) cur_.begin = static_cast<std::uint32_t>(b);
    cur_.begin = std::min(cur_.begin, static_cast<std::uint32_t>(b));
    cur_.end = std::max(cur_.end, static_cast<std::uint32_t>(e));
  }

  void flush() {
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
  /// What the next set keeps of the one before: the weight, until another is said.
  void next_set() {
    const auto weight = cur_.weight;
    const auto unit = cur_.weight_unit;
    flush();
    cur_.weight = weight;
    cur_.weight_unit = unit;
    inherited_weight_ = weight.has_value();
  }

  void set_weight(double w, std::string_view unit) {
    if (w <= 0 || w > 2000) return;
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
  void set_reps(double r) {
    if (r <= 0 || r > 10'000) return;
    if (cur_.reps) next_set();
    cur_.reps = r;
    expect_reps_ = false;
  }
  void set_sets(double s) {
    if (s <= 0 || s > 100) return;
    if (cur_.sets) next_set();
    cur_.sets = s;
  }
  void set_duration(double minutes) {
    if (minutes <= 0 || minutes > 6000) return;
    minutes = std::round(minutes * 100) / 100;
    if (cur_.duration_min && !expect_more_time_) {
      if (cur_.distance || !lifts()) {
        flush();
      }
    }
    cur_.duration_min = minutes;
  }
  void set_distance(double d, std::string_view unit) {
    if (d <= 0 || d > 100'000) return;
    if (cur_.distance) flush();
    cur_.distance = d;
    cur_.distance_unit = unit;
  }
  void note(std::string_view text) {
    if (!cur_.notes.empty()) cur_.notes += ", ";
    cur_.notes += text;
  }

  struct time_hit {
    double minutes;
    std::size_t end;
    bool clock;  ///< written 27:30
    bool hours_possible;
    double as_hours;
  };
  std::optional<time_hit> time_at(std::size_t i) const {
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
      if (one_of(word(e), {"and", "y"})) {
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
        if (touches(e) && u == "h" && m->value < 60) {
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
  bool sprints() const {
    return mention_ && one_of(mention_->name, {"sprint", "swim", "farmer carry", "sled push"});
  }

  struct distance_hit {
    double value;
    std::string_view unit;
    std::size_t end;
  };
  std::optional<distance_hit> distance_at(std::size_t i) const {
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
    if (u == "m" && (n->value > 120 || sprints())) return distance_hit{n->value, "m", n->end + 1};
    return std::nullopt;
  }

  /// 27:30 is minutes and seconds, unless nobody is so fast.
  double clock_minutes(const time_hit& t) const {
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
    const bool benchmark = mention_ && one_of(mention_->name, {"fran", "murph", "cindy",
                                                               "grace wod", "helen wod", "dt wod"});
    if (benchmark) return hours <= 1 && mention_->name == "murph" ? t.as_hours : t.minutes;
    if (kind_ == exercise_kind::session || kind_ == exercise_kind::cardio) {
      return hours <= 3 ? t.as_hours : t.minutes;
    }
    return t.minutes;
  }

  /// "2 plates", "a plate and a 25".
  std::optional<num> plates_at(std::size_t i) const {
    std::optional<num> n;
    if (one_of(word(i), {"a", "one"}) && word(i + 1) == "plate") {
      n = num{1, i + 1};
    } else if (word(i) == "plate" && word(i + 1) == "and") {
      n = num{1, i};
    } else {
      n = number(i);
    }
    if (!n || !one_of(word(n->end), {"plate", "plates", "platos", "discos"})) return std::nullopt;
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

  bool step() {
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
    if (digits(i_) && i_ > 0 && one_of(tokens_[i_ - 1].text, {"level", "incline", "lvl"})) {
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
      set_distance(d->value, d->unit);
      cover(i_, d->end);
      i_ = d->end;
      expect_weight_ = false;
      return true;
    }
    if (const auto h = time_at(i_)) {
      if (one_of(word(h->end), {"pace", "rest", "break", "ago", "descanso"}) ||
          (word(h->end) == "/" && !distance_unit(word(h->end + 1)).empty()) ||
          (one_of(word(h->end), {"per", "a"}) && !distance_unit(word(h->end + 1)).empty())) {
        i_ = h->end + 1;
        return true;
      }
      set_duration(clock_minutes(*h));
      cover(i_, h->end);
      i_ = h->end;
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

  /// "x5" after a weight, a distance or sets.
  bool times_after() {
    const auto n = number(i_ + 1);
    if (!n) return false;
    std::size_t e = n->end;
    std::string_view unit;
    if (is_weight_unit(word(e))) {
      set_weight(n->value, weight_unit(word(e)));
      ++e;
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

  bool figure(num n) {
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
    if (after == "k" && touches(n.end) && one_of(word(n.end + 1), {"steps", "pasos"})) {
      i_ = n.end + 2;
      return true;
    }
    if (is_sets(after)) {
      set_sets(n.value);
      std::size_t e = n.end + 1;
      if (one_of(word(e), {"of", "de", "x", "at", "for", ","})) {
        const bool of = one_of(word(e), {"of", "de", "x", "for"});
        if (const auto r = number(e + 1); r && of && word(r->end) != "x" &&
                                          !is_weight_unit(word(r->end)) && !distance_at(e + 1) &&
                                          !time_at(e + 1) && !is_sets(word(r->end))) {
          set_reps(r->value);
          e = is_reps(word(r->end)) ? r->end + 1 : r->end;
          cover(b, e);
          i_ = rep_list(e, true);
          return true;
        }
      } else if (const auto r = number(e);
                 r && r->value <= 50 && lifts() && word(r->end) != "x" &&
                 !is_weight_unit(word(r->end)) && !is_sets(word(r->end)) && !distance_at(e) &&
                 !time_at(e) && !one_of(word(r->end), {"/", "-"}) && !digits(r->end)) {
        set_reps(r->value);  // "3 sets 10"
        e = is_reps(word(r->end)) ? r->end + 1 : r->end;
      }
      cover(b, e);
      i_ = e;
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

  /// N x M, N x M x K, with a unit on any of them.
  bool product(num first) {
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

  /// More rep counts right behind one: "/5/4", ", 5, 4". Not when something else starts there.
  std::size_t rep_list(std::size_t i, bool after_sets) {
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

  bool bare(num n) {
    const auto b = i_;
    // A run of bare numbers: "8 8 8", "10/8/6", "95 8 8 8".
    double run[16];
    std::size_t count = 0, e = i_;
    for (std::size_t at = i_; at < end_ && count < std::size(run);) {
      if (!digits(at)) break;
      const auto next = word(at + 1);
      if (at != i_ && next == "@") break;
      if (one_of(next, {"x", "de", "*", ":", "k", "am", "pm", "m"}) || is_weight_unit(next) ||
          is_sets(next) || is_reps(next) || is_minutes(next) || is_hours(next) ||
          is_seconds(next) || !distance_unit(next).empty() || is_calories(next) ||
          next == "plates" || next == "plate" || (next == "s" && touches(at + 1))) {
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
        } else if (!cur_.weight &&
                   (cur_.reps || v >= (units_ == unit_system::imperial ? 45 : 30))) {
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
        } else if (one_of(mention_->name, {"run", "walk", "hike", "cycling"}) && !cur_.distance &&
                   v <= 200 && !(mention_->name != "cycling" && v >= 30)) {
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

  std::span<const token> tokens_;
  const std::vector<bool>& hidden_;
  unit_system units_;
  const mention* mention_ = nullptr;
  exercise_kind kind_ = exercise_kind::strength;
  std::vector<gym_entry> entries_;
  gym_entry cur_;
  bool inherited_weight_ = false, expect_weight_ = false, expect_reps_ = false;
  bool expect_more_time_ = false;
  std::size_t i_ = 0, end_ = 0;
};

/// Where the figures of `b` begin after those of `a`: between the two names lies everything that
/// was said of either.
std::size_t border(std::span<const token> tokens, const std::vector<bool>& hidden, const mention& a,
                   const mention& b, bool a_leads) {
  std::size_t cut = a.end;
  bool any_break = false;
  for (std::size_t i = a.end; i < b.begin; ++i) {
    if (hidden[i] || !is_break(tokens[i])) continue;
    // "hour and a half", "5, 5, 4" and "2 plates and a 25" hold no border when numbers follow on
    // and nothing after them names something.
    if (tokens[i].text == "." && i + 1 < tokens.size() && !tokens[i + 1].space_before) continue;
    cut = i + 1;
    any_break = true;
  }
  if (any_break) return cut;
  if (!a_leads) return b.begin;
  // "10 burpees 15 kb swings": the number just before a name is that name's.
  std::size_t at = b.begin;
  while (at > a.end && !hidden[at - 1]) {
    const auto& t = tokens[at - 1];
    const bool figure = t.type == token::kind::number || is_sets(t.text) || is_reps(t.text) ||
                        is_minutes(t.text) || is_hours(t.text) || is_weight_unit(t.text) ||
                        !distance_unit(t.text).empty() || one_of(t.text, {"x", "of", "for", "m"});
    if (!figure) break;
    --at;
  }
  return at;
}

/// "5 rounds of 10 burpees 15 swings": the rounds are of all that follows.
void share_rounds(std::span<const token> tokens, std::size_t begin, std::size_t end,
                  std::vector<gym_entry>& entries) {
  for (std::size_t i = begin; i + 1 < end; ++i) {
    if (tokens[i].type != token::kind::number) continue;
    if (!one_of(tokens[i + 1].text, {"rounds", "rds", "rondas", "vueltas"})) continue;
    const auto rounds = tokens[i].value;
    if (rounds < 1 || rounds > 100) return;
    for (auto& e : entries) {
      if (!e.sets && (e.reps || e.distance)) e.sets = rounds;
    }
    return;
  }
}

}  // namespace

std::vector<gym_entry> read_gym(std::span<const token> tokens, std::size_t begin, std::size_t end,
                                unit_system units, std::span<const own_exercise> own,
                                std::span<const token_range> skip) {
  end = std::min(end, tokens.size());
  begin = std::min(begin, end);
  std::vector<bool> hidden(tokens.size(), false);
  for (const auto& s : skip) {
    for (auto i = s.begin; i < std::min<std::size_t>(s.end, tokens.size()); ++i) hidden[i] = true;
  }
  std::vector<mention> mentions;
  std::size_t next_own = 0;
  for (std::size_t i = begin; i < end && mentions.size() < most_entries;) {
    while (next_own < own.size() && own[next_own].end <= i) ++next_own;
    if (next_own < own.size() && own[next_own].begin == i) {
      mention m;
      m.name = own[next_own].name;
      m.kind = own[next_own].kind;
      m.begin = i;
      m.end = std::min<std::size_t>(own[next_own].end, end);
      m.score = 1;
      m.own = true;
      mentions.push_back(m);
      i = std::max(m.end, i + 1);
      continue;
    }
    if (hidden[i]) {
      ++i;
      continue;
    }
    const auto hit = find_exercise(tokens.first(end), i);
    if (!hit) {
      ++i;
      continue;
    }
    mention m;
    m.name = hit->name;
    m.kind = hit->exercise->kind;
    m.begin = hit->begin;
    m.end = hit->end;
    m.score = hit->score;
    m.ambiguous = hit->ambiguous;
    mentions.push_back(m);
    i = hit->end;
  }
  // "ran on the treadmill" is one act.
  for (std::size_t k = 0; k + 1 < mentions.size(); ++k) {
    const auto& a = mentions[k];
    const auto& b = mentions[k + 1];
    if (b.begin == a.end + 2 && tokens[a.end].text == "on" && tokens[a.end + 1].text == "the" &&
        one_of(b.name, {"treadmill", "elliptical", "rowing machine", "stair climber"})) {
      mentions.erase(mentions.begin() + static_cast<std::ptrdiff_t>(k));
      break;
    }
  }
  // "chest and tris: bench 70", "cardio 40 min incline walk": the general name is a heading
  for (std::size_t k = 0; k + 1 < mentions.size();) {
    const auto& a = mentions[k];
    const auto& b = mentions[k + 1];
    bool parted = false;
    for (auto i = a.end; i < b.begin; ++i) parted = parted || is_break(tokens[i]);
    const bool heading = tokens[a.end].text == ":";
    if (!a.own && !b.ambiguous &&
        (heading ? a.kind == exercise_kind::session || is_general(a.name)
                 : is_general(a.name) && !parted && !is_general(b.name)))
      mentions.erase(mentions.begin() + static_cast<std::ptrdiff_t>(k));
    else
      ++k;
  }
  // A word that may be anything counts only when nothing plainer is named.
  const bool plain =
      std::any_of(mentions.begin(), mentions.end(), [](const mention& m) { return !m.ambiguous; });
  if (plain)
    std::erase_if(mentions, [&](const mention& m) {
      // "deads 180x5, then row 3x10": figures right behind a name that opens a part of the list
      const bool opens = m.begin == begin || is_break(tokens[m.begin - 1]);
      const bool figures = m.end < end && tokens[m.end].type == token::kind::number;
      const bool measured = m.begin > begin && (!distance_unit(tokens[m.begin - 1].text).empty() ||
                                                is_minutes(tokens[m.begin - 1].text));
      return m.ambiguous && !measured && !(opens && figures);
    });
  const bool particular = std::any_of(mentions.begin(), mentions.end(), [](const mention& m) {
    return m.own || !is_general(m.name);
  });
  // The same exercise named twice in a row ("long run ... ran 5") is one.
  figure_reader reader(tokens, hidden, units);
  std::vector<gym_entry> out;
  if (mentions.empty()) {
    out = reader.read(nullptr, begin, end);
    std::erase_if(out,
                  [](const gym_entry& e) { return !(e.reps || e.weight || e.sets || e.distance); });
    // "5k in 25min", "6x800m": a distance without a name is run.
    for (auto& e : out) {
      if (e.distance && !e.reps && !e.weight) e.exercise = "run";
    }
    return out;
  }
  std::size_t from = begin;
  bool leads = false;
  for (std::size_t k = 0; k < mentions.size(); ++k) {
    const auto& m = mentions[k];
    if (k == 0) {
      for (std::size_t i = from; i < m.begin; ++i) {
        leads |= !hidden[i] && tokens[i].type == token::kind::number;
      }
    }
    std::size_t to = end;
    if (k + 1 < mentions.size()) to = border(tokens, hidden, m, mentions[k + 1], leads);
    auto entries = reader.read(&m, from, to);
    if (entries.empty()) {
      if (!(is_general(m.name) && particular && !m.own)) {
        gym_entry e;
        e.exercise = m.name;
        e.score = m.score;
        e.begin = static_cast<std::uint32_t>(m.begin);
        e.end = static_cast<std::uint32_t>(m.end);
        const bool repeated = std::any_of(out.begin(), out.end(),
                                          [&](const gym_entry& x) { return x.exercise == m.name; });
        if (!repeated) out.push_back(std::move(e));
      }
    } else {
      // A bare name said before its figures is the same act: "did squats. squats 3x5".
      if (!out.empty() && out.back().exercise == m.name && !out.back().has_figures())
        out.pop_back();
      for (auto& e : entries) out.push_back(std::move(e));
    }
    from = to;
    if (out.size() >= most_entries) break;
  }
  for (auto& e : out) {
    // "row 2k 7:48" is the machine, "row 135x8" the bar.
    if (e.exercise == "row" && !e.reps && !e.weight && (e.distance || e.duration_min)) {
      e.exercise = "rowing machine";
    }
  }
  share_rounds(tokens, begin, mentions.front().begin, out);
  return out;
}

}  // namespace nlp
