#include "nlp/boundaries.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "nlp/entities/unit_words.hpp"
#include "nlp/model_files.hpp"
#include "nlp/semantic_fields.hpp"

namespace nlp {
namespace {

/// What a token is to the parts of a text.
enum class mark : std::uint8_t {
  word,
  symbol,
  joiner,
  time,
  clock,
  food,
  maybe_food,
  exercise,
  maybe_exercise,
  number,
  long_number,
  unit,
  meal,
  water,
  taught,
  person,
  task_verb,
  start_verb,
  question,
  fact_noun,
  event,
  assignment,
  eaten,
  night,
  bed,
  up,
  me,
  negation,
  be,
  preposition,
};
constexpr std::size_t mark_count = static_cast<std::size_t>(mark::preposition) + 1;
static_assert(mark_count <= 32);

struct mark_classes {
  class_id meal, water, person, task_verb, start_verb, start_phrase, question, fact_noun,
      secret_noun, event, assignment, exam, eat, drink, slept, to_bed, got_up, nap, no_opener;
};
const mark_classes& mc() {
  static const mark_classes c = [] {
    const auto& b = phrase_book::shared();
    return mark_classes{b.class_named("meal"),
                        b.class_named("water"),
                        b.class_named("person_noun"),
                        b.class_named("task_verb"),
                        b.class_named("start_verb"),
                        b.class_named("start_phrase"),
                        b.class_named("question_word"),
                        b.class_named("fact_noun"),
                        b.class_named("secret_noun"),
                        b.class_named("event_noun"),
                        b.class_named("assignment_noun"),
                        b.class_named("exam_noun"),
                        b.class_named("eat_strong"),
                        b.class_named("drink_strong"),
                        b.class_named("slept"),
                        b.class_named("to_bed"),
                        b.class_named("got_up"),
                        b.class_named("nap_word"),
                        b.class_named("no_opener")};
  }();
  return c;
}

bool joiner(const frame& f, std::size_t i) {
  if (f.symbol(i))
    return f.is_any(i, {",", "&", ";", ":"}) ||
           (f.is_any(i, {"+", "-", "/", ".", "|", "*", ">"}) &&
            (f.tokens[i].space_before || (i + 1 < f.size() && f.tokens[i + 1].space_before)));
  return f.is_any(
      i, {"and",   "then",  "also",     "plus", "but", "y",     "n",       "an",      "so",
          "now",   "again", "luego",    "e",    "et",  "comma", "tambien", "despues", "after",
          "later", "next",  "followed", "with", "w",   "con",   "pero"});
}

mark mark_of(const frame& f, std::size_t i) {
  const auto& c = mc();
  if (f.symbol(i)) return joiner(f, i) ? mark::joiner : mark::symbol;
  if (f.is_any(i, {"i", "me", "my", "we", "us"})) return mark::me;
  if (f.is_any(i, {"not", "no", "never", "without", "didn't", "skipped", "sin", "nada"}))
    return mark::negation;
  if (f.is_any(i, {"is", "are", "was", "were", "es", "son", "'s"})) return mark::be;
  if (f.is_any(i, {"to", "at", "for", "of", "in", "on", "by", "from", "a", "the", "until", "till",
                   "de", "a", "el", "la", "en", "para", "las"}))
    return mark::preposition;
  if (joiner(f, i)) return mark::joiner;
  if (f.in_class(i, c.meal)) return mark::meal;
  if (f.in_class(i, c.water)) return mark::water;
  if (f.in_class(i, c.question)) return mark::question;
  if (f.in_class(i, c.eat) || f.in_class(i, c.drink)) return mark::eaten;
  if (f.in_class(i, c.slept) || f.in_class(i, c.nap)) return mark::night;
  if (f.in_class(i, c.task_verb)) return mark::task_verb;
  if (f.in_class(i, c.start_verb)) return mark::start_verb;
  if (f.in_class(i, c.fact_noun) || f.in_class(i, c.secret_noun)) return mark::fact_noun;
  if (f.in_class(i, c.event)) return mark::event;
  if (f.in_class(i, c.assignment) || f.in_class(i, c.exam)) return mark::assignment;
  if (f.in_class(i, c.person)) return mark::person;
  if (!unit_of(f.word(i)).empty()) return mark::unit;
  return mark::word;
}

std::vector<mark> marks_of(const frame& f) {
  std::vector<mark> out(f.size());
  for (std::size_t i = 0; i < f.size(); ++i)
    out[i] =
        f.number(i) ? (f.word(i).size() >= 4 ? mark::long_number : mark::number) : mark_of(f, i);
  const auto fill = [&](std::size_t begin, std::size_t end, mark m) {
    for (auto i = begin; i < std::min(end, out.size()); ++i) out[i] = m;
  };
  for (const auto& e : f.exercises)
    fill(e.begin, e.end, e.ambiguous ? mark::maybe_exercise : mark::exercise);
  for (const auto& m : f.foods)
    if (!m.ambiguous || out[m.begin] == mark::word)
      fill(m.begin, m.end, m.ambiguous ? mark::maybe_food : mark::food);
  for (const auto& t : f.times)
    if (!t.weak) fill(t.first, t.last, t.has_clock ? mark::clock : mark::time);
  for (const auto& h : f.patterns) fill(h.begin, h.end, mark::taught);
  return out;
}

/// A word before which an act may begin without a sign.
bool may_open(const frame& f, std::size_t i, mark m, mark before) {
  if (before == mark::preposition || before == mark::joiner || before == mark::me ||
      before == mark::negation || before == mark::symbol)
    return false;
  switch (m) {
    case mark::task_verb:
    case mark::start_verb:
    case mark::eaten:
    case mark::meal:
    case mark::question:
      return true;
    case mark::me:
      return !f.is_any(i, {"me", "us"});
    default:
      break;
  }
  const auto& c = mc();
  if (f.member_end(i, c.start_phrase, f.size()) || f.member_end(i, c.no_opener, f.size()) ||
      f.member_end(i, c.got_up, f.size()) || f.member_end(i, c.to_bed, f.size()) ||
      f.is_any(i, {"wake",   "remind", "put",  "need",  "new",     "mark",   "cancel", "scratch",
                   "delete", "export", "sync", "pause", "connect", "change", "set",    "text",
                   "ping",   "log",    "note", "save",  "then",    "ring",   "fix",    "order"}))
    return true;
  const bool closed = before == mark::clock || before == mark::time || before == mark::number ||
                      before == mark::long_number || before == mark::food ||
                      before == mark::exercise || before == mark::unit || before == mark::taught;
  if (!closed) return false;
  switch (m) {
    case mark::number:
    case mark::clock:
    case mark::long_number:
      return before == mark::food || before == mark::exercise || before == mark::clock ||
             before == mark::unit || before == mark::taught;
    case mark::time:
    case mark::symbol:
    case mark::joiner:
    case mark::be:
    case mark::preposition:
      return false;
    default:
      return true;
  }
}

template <class Found>
bool inside(const std::vector<Found>& found, std::size_t left, std::size_t right) {
  return std::any_of(found.begin(), found.end(),
                     [&](const auto& m) { return m.begin < left && right < m.end; });
}
bool inside_time(const frame& f, std::size_t left, std::size_t right) {
  return std::any_of(f.times.begin(), f.times.end(),
                     [&](const auto& t) { return t.first < left && right < t.last; });
}

}  // namespace

std::vector<gap> find_gaps(const frame& f, std::span<const clause> clauses) {
  constexpr std::size_t max_gaps = 256;
  std::vector<gap> out;
  if (clauses.empty()) return out;
  const auto marks = marks_of(f);
  std::size_t first_of_sentence = 0, sentence = clauses[0].s.begin;
  const auto close = [&](std::size_t end) {
    for (auto k = first_of_sentence; k < out.size(); ++k)
      out[k].around = {k == first_of_sentence ? sentence : out[k - 1].right,
                       k + 1 < out.size() ? out[k + 1].left : end};
    first_of_sentence = out.size();
  };
  for (std::size_t k = 0; k < clauses.size(); ++k) {
    const auto& c = clauses[k];
    auto i = c.s.begin;
    if (k > 0) {
      const bool soft = c.after_and || c.piece;
      if (soft) {
        out.push_back({std::max(clauses[k - 1].s.end, sentence + 1), i, {}, true});
      } else {
        close(clauses[k - 1].s.end);
        sentence = i;
      }
    }
    while (i < c.s.end && joiner(f, i)) ++i;
    for (++i; i < c.s.end && out.size() < max_gaps; ++i) {
      auto right = i;
      while (right < c.s.end && joiner(f, right)) ++right;
      if (right >= c.s.end) break;
      const bool sign = right > i;
      const bool whole = !inside(f.foods, i, right) && !inside(f.exercises, i, right) &&
                         !inside(f.patterns, i, right) && !inside_time(f, i, right);
      if (sign) {
        if (whole && !quantity::joins_half(f.all(), i)) out.push_back({i, right, {}, false});
      } else if (whole && may_open(f, i, marks[i], marks[i - 1]) &&
                 (f.time_end[i - 1] <= i || marks[i] != marks[i - 1])) {
        const auto within = [i](const auto& m) { return m.begin < i && i < m.end; };
        const auto within_time = [i](const auto& t) { return t.first < i && i < t.last; };
        if (std::none_of(f.foods.begin(), f.foods.end(), within) &&
            std::none_of(f.exercises.begin(), f.exercises.end(), within) &&
            std::none_of(f.patterns.begin(), f.patterns.end(), within) &&
            std::none_of(f.times.begin(), f.times.end(), within_time))
          out.push_back({i, i, {}, false});
      }
      i = right;
    }
  }
  close(clauses.back().s.end);
  return out;
}

namespace {

/// Features by kind and up to two values.
class feature_list {
 public:
  explicit feature_list(std::vector<std::uint32_t>& out) : out_(out) {}
  void add(std::uint32_t kind, std::uint32_t a = 0, std::uint32_t b = 0) {
    auto h = kind * 0x9E3779B1U ^ a * 0x85EBCA6BU;
    h = (h ^ (h >> 15)) * 0x2C1B3C6DU ^ b * 0xC2B2AE35U;
    out_.push_back(h ^ (h >> 13));
  }

 private:
  std::vector<std::uint32_t>& out_;
};

std::uint32_t hash_word(std::string_view w) {
  std::uint32_t h = 2166136261U;
  for (const char c : w) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  return h;
}

struct part {
  span s;
  std::uint32_t marks = 0;  ///< a bit for each that occurs
  std::uint32_t first = 0, opening = 0;
};

std::uint32_t length_of(std::size_t n) {
  return n <= 1 ? 1 : n == 2 ? 2 : n <= 4 ? 4 : n <= 7 ? 7 : 12;
}

}  // namespace

std::vector<std::vector<std::uint32_t>> gap_features(const frame& f, std::span<const gap> gaps) {
  static const auto& book = phrase_book::shared();
  static const auto& fields = semantic_fields::shared();
  std::vector<std::vector<std::uint32_t>> out;
  if (gaps.empty()) return out;
  const auto marks = marks_of(f);
  std::vector<std::uint32_t> words(f.size());
  for (std::size_t i = 0; i < f.size(); ++i)
    words[i] =
        f.number(i) ? 1000 + static_cast<std::uint32_t>(f.word(i).size()) : hash_word(f.word(i));
  const auto word = [&](std::size_t i, span within) { return within.contains(i) ? words[i] : 7U; };
  const auto mark_at = [&](std::size_t i, span within) {
    return within.contains(i) ? static_cast<std::uint32_t>(marks[i]) + 1 : 0U;
  };
  const auto part_of = [&](span s) {
    part p{s};
    for (auto i = s.begin; i < s.end; ++i) p.marks |= 1U << static_cast<unsigned>(marks[i]);
    // the first two kinds of thing that it holds
    auto i = s.begin;
    while (i < s.end &&
           (marks[i] == mark::symbol || marks[i] == mark::joiner || marks[i] == mark::preposition))
      ++i;
    p.first = mark_at(i, s);
    p.opening = p.first;
    auto k = i;
    while (k < s.end &&
           (marks[k] == marks[i] || marks[k] == mark::preposition || marks[k] == mark::symbol))
      ++k;
    p.opening = p.first * 32 + mark_at(k, s);
    return p;
  };
  std::size_t sentence = gaps[0].around.begin;
  std::uint32_t in_sentence = 0;
  for (std::size_t k = 0; k < gaps.size(); ++k) {
    const auto& g = gaps[k];
    if (k > 0 && g.around.begin != gaps[k - 1].right) sentence = g.around.begin, in_sentence = 0;
    auto& list = out.emplace_back();
    list.reserve(128);
    feature_list add(list);
    const auto left = part_of({g.around.begin, g.left}), right = part_of({g.right, g.around.end});
    const auto a = g.left - 1, b = g.right;
    std::uint32_t sign = 0;
    for (auto i = g.left; i < g.right; ++i) sign = sign * 31 + words[i];
    add.add(1, sign, g.by_rule);
    add.add(2, g.by_rule);
    const std::uint32_t wa = word(a, left.s), wb = word(b, right.s), wb1 = word(b + 1, right.s),
                        wa1 = word(a - 1, left.s);
    add.add(3, wa);
    add.add(4, wb);
    add.add(5, wb1);
    add.add(6, wa1);
    add.add(7, wa, wb);
    add.add(8, sign, wb);
    add.add(9, wb, wb1);
    add.add(10, sign, wa);
    add.add(11, wa1, wa);
    const auto classes = [&](std::size_t i, std::uint32_t kind, bool paired) {
      for (const auto x : book.classes_of(f.words[i])) {
        add.add(kind, x);
        if (paired) add.add(kind + 20, x, sign);
      }
    };
    classes(a, 12, false);
    classes(b, 13, true);
    if (b + 1 < right.s.end) classes(b + 1, 14, false);
    for (const auto x : fields.of(f.word(b))) add.add(15, x), add.add(16, x, sign);
    for (const auto x : fields.of(f.word(a))) add.add(17, x);
    const auto ma = mark_at(a, left.s), mb = mark_at(b, right.s), mb1 = mark_at(b + 1, right.s),
               ma1 = mark_at(a - 1, left.s);
    add.add(18, ma * 32 + mb);
    add.add(19, ma * 32 + mb, sign);
    add.add(20, mb * 32 + mb1, ma);
    add.add(21, ma1 * 32 + ma, mb);
    for (std::uint32_t x = 0; x < mark_count; ++x) {
      if (left.marks >> x & 1U) {
        add.add(22, x);
        for (std::uint32_t y = 0; y < mark_count; ++y)
          if (right.marks >> y & 1U) add.add(23, x, y);
      }
      if (right.marks >> x & 1U) add.add(24, x), add.add(25, x, sign);
    }
    add.add(26, left.first, right.first);
    add.add(27, left.opening, right.opening);
    add.add(28, left.opening == right.opening, sign);
    add.add(29, right.opening, sign);
    add.add(45, mark_at(left.s.end - 1, left.s), mark_at(right.s.end - 1, right.s));
    // how the sentence opens
    auto core = sentence;
    while (core < a && (marks[core] == mark::symbol || marks[core] == mark::joiner)) ++core;
    add.add(30, words[core]);
    add.add(31, words[core], sign);
    add.add(36, words[core], mb);
    add.add(37, words[core], wb);
    for (const auto x : book.classes_of(f.words[core])) add.add(38, x), add.add(39, x, mb);
    for (const auto x : fields.of(f.word(core))) add.add(40, x, sign);
    // the same word opens both: "log 1 apple, log 1 cheese"
    add.add(41, words[core] == wb);
    add.add(42, length_of(left.s.size()), length_of(right.s.size()));
    add.add(43, length_of(right.s.size()), sign);
    add.add(44, std::min<std::uint32_t>(in_sentence++, 3), sign);
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return out;
}

const boundary_model& boundary_model::shared() {
  static const boundary_model m(model_file("boundaries.model"));
  return m;
}

boundary_model::boundary_model(std::string_view bytes) {
  std::uint32_t count = 0;
  const auto take = [&](auto* to, std::size_t n) {
    const auto size = n * sizeof(*to);
    if (bytes.size() < size) return false;
    std::memcpy(to, bytes.data(), size);
    bytes.remove_prefix(size);
    return true;
  };
  if (!take(&count, 1) || !take(bias_.data(), bias_.size())) return;
  if (count == 0 || bytes.size() != count * sizeof(row)) return;
  places_.resize(std::bit_ceil(std::size_t{count} * 2));
  for (row r; take(&r, 1);) {
    auto i = r.feature & (places_.size() - 1);
    while (places_[i].weight[0] != 0) i = (i + 1) & (places_.size() - 1);
    places_[i] = r;
  }
}

std::string boundary_model::pack(const std::vector<std::uint32_t>& features,
                                 const std::vector<float>& weights,
                                 const std::vector<float>& bias) {
  const auto count = static_cast<std::uint32_t>(features.size());
  std::string out(reinterpret_cast<const char*>(&count), sizeof(count));
  out.append(reinterpret_cast<const char*>(bias.data()), boundary_kinds * sizeof(float));
  for (std::size_t i = 0; i < count; ++i) {
    row r{features[i], {}};
    for (std::size_t k = 0; k < boundary_kinds; ++k) r.weight[k] = weights[i * boundary_kinds + k];
    if (r.weight[0] == 0) r.weight[0] = 1e-9F;  // 0 would mark it free
    out.append(reinterpret_cast<const char*>(&r), sizeof(r));
  }
  return out;
}

std::array<float, boundary_kinds> boundary_model::probabilities(
    std::span<const std::uint32_t> features) const {
  auto p = bias_;
  for (const auto x : features)
    for (auto i = x & (places_.size() - 1); places_[i].weight[0] != 0;
         i = (i + 1) & (places_.size() - 1))
      if (places_[i].feature == x) {
        for (std::size_t k = 0; k < boundary_kinds; ++k) p[k] += places_[i].weight[k];
        break;
      }
  const float most = *std::max_element(p.begin(), p.end());
  float total = 0;
  for (auto& x : p) total += x = std::exp(x - most);
  for (auto& x : p) x /= total;
  return p;
}

std::vector<clause> cut_clauses(const frame& f, std::span<const clause> clauses,
                                std::span<const gap> gaps, const std::vector<bool>& cut) {
  std::vector<clause> out;
  std::size_t next = 0;  // gap
  for (std::size_t k = 0; k < clauses.size(); ++k) {
    const auto& whole = clauses[k];
    auto part = whole;
    if (k > 0 && next < gaps.size() && gaps[next].by_rule && gaps[next].right == whole.s.begin &&
        !cut[next++]) {
      // the rules' cut is none: goes on
      part = make_clause(f, {out.back().s.begin, whole.s.end});
      part.after_and = out.back().after_and;
      part.piece = out.back().piece;
      part.denied = out.back().denied;
      out.pop_back();
    }
    for (; next < gaps.size() && !gaps[next].by_rule && gaps[next].right < whole.s.end; ++next) {
      if (!cut[next] || out.size() + 1 >= max_clauses) continue;
      auto first = make_clause(f, {part.s.begin, gaps[next].left});
      first.after_and = part.after_and;
      first.piece = part.piece;
      first.denied = part.denied;
      out.push_back(first);
      part = make_clause(f, {gaps[next].right, whole.s.end});
      part.after_and = part.piece = true;
    }
    out.push_back(part);
  }
  return out;
}

namespace {

/// "2 gels and a liter of water": on one side of a list water alone, on the other none.
bool water_apart(const frame& f, const gap& g) {
  const auto water_in = [&](std::size_t from, std::size_t to) {
    for (auto i = from; i < to; ++i)
      if (f.in_class(i, mc().water)) return true;
    return false;
  };
  return water_in(g.around.begin, g.left) != water_in(g.right, g.around.end);
}

}  // namespace

std::vector<clause> find_clauses(const frame& f, const boundary_model& model) {
  // From here on an act begins where the rules see none, and none where they do.
  constexpr float begins = 0.55F, goes_on = 0.99F;
  auto clauses = split_clauses(f, {0, f.size()});
  if (!model.ready()) return clauses;
  const auto gaps = find_gaps(f, clauses);
  if (gaps.empty()) return clauses;
  std::vector<bool> cut;
  for (const auto& features : gap_features(f, gaps)) {
    const auto& g = gaps[cut.size()];
    const auto p = model.probabilities(features);
    const auto none = p[static_cast<std::size_t>(boundary::none)],
               act = p[static_cast<std::size_t>(boundary::act)];
    cut.push_back(g.by_rule ? none < goes_on
                            : act > begins || (1 - none > begins && water_apart(f, g)));
  }
  return cut_clauses(f, clauses, gaps, cut);
}

}  // namespace nlp
