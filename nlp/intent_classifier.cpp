#include "nlp/intent_classifier.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

#include "nlp/model_files.hpp"
#include "nlp/prior_turn.hpp"
#include "nlp/semantic_fields.hpp"
#include "nlp/text/fuzzy_phrases.hpp"

namespace nlp {

namespace {

template <class... Parts>
std::uint32_t hash(Parts... parts) {
  std::uint32_t h = 2166136261U;
  for (const std::string_view part : {std::string_view(parts)...}) {
    for (const char c : part) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
    h = (h ^ 0x1FU) * 16777619U;
  }
  return h ^ (h >> 15);
}

/// The feature of a class or field by its number.
std::uint32_t numbered(std::uint32_t kind, std::uint32_t a) {
  const auto h = kind * 0x9E3779B1U ^ a * 0x85EBCA6BU;
  return h ^ (h >> 15);
}

std::string_view bucket(double score) {
  return score >= 86   ? "86"
         : score >= 80 ? "80"
         : score >= 70 ? "70"
         : score >= 58 ? "58"
         : score >= 40 ? "40"
         : score > 0   ? "1"
                       : "0";
}

struct shape_classes {
  class_id water, meal, person, filler;
};
const shape_classes& shapes() {
  static const shape_classes c = [] {
    const auto& b = phrase_book::shared();
    return shape_classes{b.class_named("water"), b.class_named("meal"),
                         b.class_named("person_noun"), b.class_named("filler")};
  }();
  return c;
}

/// The clause with its names taken out: "i had 2 eggs at 9" reads "i had # F T". What foods,
/// exercises and people are called says little; how they are spoken of says whether it was done.
std::vector<std::string_view> outline(const frame& f, span s) {
  std::vector<std::string_view> out;
  const auto& c = shapes();
  std::size_t food = 0, move = 0;
  for (auto i = s.begin; i < s.end;) {
    while (food < f.foods.size() && f.foods[food].begin < i) ++food;
    while (move < f.exercises.size() && f.exercises[move].begin < i) ++move;
    const auto* eaten =
        food < f.foods.size() && f.foods[food].begin == i ? &f.foods[food] : nullptr;
    const auto* done =
        move < f.exercises.size() && f.exercises[move].begin == i ? &f.exercises[move] : nullptr;
    if (eaten && done) {
      const bool exercise = done->end > eaten->end ||
                            (done->end == eaten->end && !done->ambiguous && eaten->ambiguous);
      if (exercise)
        eaten = nullptr;
      else
        done = nullptr;
    }
    std::string_view name;
    std::size_t next = i + 1;
    if (const auto* h = f.pattern_at(i)) {
      name = h->pattern->kind.empty() ? std::string_view("taught") : h->pattern->kind;
      next = std::max(next, h->end);
    } else if (f.in_class(i, c.water)) {
      name = "W";
    } else if (eaten) {
      name = eaten->ambiguous ? "food?" : "F";
      next = eaten->end;
    } else if (done) {
      name = done->verb ? (done->ambiguous ? "moved?" : "moved") : done->ambiguous ? "move?" : "M";
      next = done->end;
    } else if (f.time_end[i] > i) {
      name = "T";
      next = f.time_end[i];
    } else if (f.number(i) || number_word(f.word(i), f.language())) {
      name = "#";
    } else if (f.in_class(i, c.meal)) {
      name = "meal";
    } else if (!unit_of(f.word(i)).empty()) {
      name = "U";
    } else if (f.in_class(i, c.person) && !f.is_any(i, {"you", "he", "she", "they"})) {
      name = "person";
    } else if (f.in_class(i, c.filler)) {
      name = {};
    } else if (f.tokens[i].type == token::kind::word && f.words[i] == 0 &&
               !is_plain_word(f.word(i))) {
      name = "?word";
    } else {
      name = f.word(i);
    }
    if (!name.empty() && (out.empty() || out.back() != name || name == f.word(i)))
      out.push_back(name);
    i = next;
  }
  return out;
}

}  // namespace

namespace {

std::string_view name_of(prior_turn::question q) {
  switch (q) {
    case prior_turn::question::yes_or_no:
      return "yes or no";
    case prior_turn::question::which:
      return "which";
    case prior_turn::question::amount:
      return "amount";
    case prior_turn::question::moment:
      return "moment";
    case prior_turn::question::name:
      return "name";
    case prior_turn::question::none:
      break;
  }
  return "none";
}

/// What the turn before is, in one name: a reminder that went off, a question of a kind, a list,
/// the kind of what was made.
struct prior_state {
  std::string_view shape;  ///< "fired", "amount", "made" ...
  std::string_view kind;   ///< of what was made or asked, if any
};
prior_state state_of(const prior_turn& p) {
  const auto kind = p.last ? to_string(p.last->kind) : std::string_view();
  if (p.fired) return {"fired", {}};
  if (p.asked != prior_turn::question::none) return {name_of(p.asked), kind};
  if (p.query) return {p.options.empty() ? "answered" : "listed", to_string(p.query->kind)};
  if (p.last) return {"made", kind};
  return {p.options.empty() ? "said" : "offered",
          p.said ? to_string(p.said->kind) : std::string_view()};
}

/// What the turns before left open, alone and with what the text holds: the same words are a
/// record, a change or a refusal by what they follow.
void add_prior(const frame& f, const clause& c, const clause_evidence& e,
               std::span<const std::string_view> shape, std::vector<std::uint32_t>& out) {
  if (!f.prior) return;
  static const auto& fields = semantic_fields::shared();
  const auto& p = *f.prior;
  const auto asked = name_of(p.asked);
  const auto made = to_string(p.last ? p.last->kind : intent::unknown);
  const auto said = to_string(p.said ? p.said->kind : intent::unknown);
  const auto first = f.word(c.core), last = f.word(c.s.end - 1);
  out.push_back(hash("turn", "before"));
  out.push_back(hash("asked", asked));
  out.push_back(hash(asked, first));
  out.push_back(hash(asked, last));
  out.push_back(hash("made", made));
  out.push_back(hash("said", said));
  if (c.s.size() <= 4) out.push_back(hash("short after", asked));
  if (p.asked == prior_turn::question::none && made != "unknown")
    out.push_back(hash("short made", c.s.size() <= 4 ? "yes" : "no"));
  if (!p.options.empty()) {
    out.push_back(hash("options"));
    out.push_back(hash("options", first));
  }
  const auto state = state_of(p);
  const auto of = hash(state.shape, state.kind), alone = hash(state.shape);
  const auto with = [&](std::uint32_t what) {
    out.push_back(numbered(of, what));
    if (!state.kind.empty()) out.push_back(numbered(alone, what));
  };
  with(hash("itself"));
  with(hash("first", first));
  with(hash("last", last));
  with(hash("record", to_string(e.record)));
  with(hash("rule", to_string(e.rule)));
  const auto n = c.s.size();
  with(hash("long", n <= 1 ? "1" : n <= 2 ? "2" : n <= 4 ? "4" : n <= 8 ? "8" : "more"));
  constexpr std::size_t longest = 24;
  std::string_view before = "^";
  for (std::size_t k = 0; k < std::min(shape.size(), longest); ++k) {
    with(hash("outline", shape[k]));
    out.push_back(numbered(alone, hash("pair", before, shape[k])));
    before = shape[k];
  }
  // words and figures that the turn before has too
  bool echo = false, figure = false;
  for (auto i = c.s.begin; i < std::min(c.s.end, c.s.begin + longest); ++i) {
    const auto w = f.word(i);
    if (f.symbol(i)) continue;
    if (f.number(i)) {
      figure = figure || p.heard.find(w) != std::string::npos;
      continue;
    }
    for (const auto x : fields.of(w)) out.push_back(numbered(alone, numbered(2, x)));
    echo = echo || (w.size() > 3 && p.heard.find(w) != std::string::npos);
  }
  if (echo) with(hash("echo"));
  if (figure) with(hash("same figure"));
}

}  // namespace

namespace {

/// Four letters at a time of a word that nothing here knows: much of what it is a misspelling or a
/// form of.
void add_letters(std::string_view word, std::vector<std::uint32_t>& out) {
  constexpr std::size_t run = 4, longest = 24;
  std::array<char, longest + 2> text;
  word = word.substr(0, longest);
  text[0] = '<';
  std::copy(word.begin(), word.end(), text.begin() + 1);
  text[word.size() + 1] = '>';
  for (std::size_t i = 0; i + run <= word.size() + 2; ++i)
    out.push_back(hash("letters", std::string_view(text.data() + i, run)));
}

}  // namespace

std::vector<std::uint32_t> classifier_features(const frame& f, const clause& c, const signals& s,
                                               const clause_evidence& e) {
  constexpr std::size_t max_words = 40;
  static const auto& book = phrase_book::shared();
  static const auto& fields = semantic_fields::shared();
  std::vector<std::uint32_t> out;
  out.reserve(320);
  std::string_view previous = "^", before = "^";
  std::span<const field_id> of_previous;
  const auto begin = c.s.begin, end = std::min(c.s.end, c.s.begin + max_words);
  for (auto i = begin; i < end; ++i) {
    const auto w = f.number(i) ? std::string_view("#") : f.word(i);
    out.push_back(hash(w));
    out.push_back(hash(previous, w));
    if (i > begin + 1) out.push_back(hash(before, w) ^ 1);  // with one word between
    // endings and beginnings speak for words never seen
    if (w.size() > 4) {
      out.push_back(hash("<", w.substr(0, 4)));
      out.push_back(hash(">", w.substr(w.size() - 3)));
    }
    for (const auto cls : book.classes_of(f.words[i])) out.push_back(numbered(1, cls));
    const auto of = f.symbol(i) || f.number(i) ? std::span<const field_id>() : fields.of(w);
    for (const auto x : of) {
      out.push_back(numbered(2, x));
      for (const auto y : of_previous) out.push_back(numbered(3, x * 256 + y));
    }
    if (i + 1 < end)
      for (const auto x : fields.of(w, f.word(i + 1))) out.push_back(numbered(2, x));
    if (of.empty() && f.words[i] == 0 && !f.number(i)) add_letters(w, out);
    of_previous = of;
    before = previous;
    previous = w;
  }
  out.push_back(hash(previous, "$"));
  const auto shape = outline(f, {begin, end});
  std::string_view one = "^", two = "^";
  for (std::size_t k = 0; k <= shape.size(); ++k) {
    const auto name = k < shape.size() ? shape[k] : std::string_view("$");
    out.push_back(hash("outline", name));
    out.push_back(hash("outline", name, one));
    out.push_back(hash("outline", name, one, two));
    two = std::exchange(one, name);
  }
  const auto first = f.word(c.core);
  out.push_back(hash("first", first));
  out.push_back(hash(first, f.word(c.core + 1)) ^ 2);
  const auto flag = [&](bool on, std::string_view name) {
    if (on) out.push_back(hash("flag", name));
  };
  flag(s.question, "question");
  flag(s.asks, "asks");
  flag(s.negation, "negation");
  flag(s.plan, "plan");
  flag(s.future, "future");
  flag(s.other_person, "other");
  flag(s.figure, "figure");
  flag(s.opinion, "opinion");
  flag(s.quote, "quote");
  flag(s.generic, "generic");
  flag(s.first_person, "first person");
  flag(c.request, "request");
  flag(e.forbidden, "forbidden");
  flag(!f.patterns.empty(), "taught");
  out.push_back(hash(to_string(e.record), bucket(e.record_score)));
  out.push_back(hash("record", bucket(e.record_score)));
  out.push_back(hash("rule", to_string(e.rule)));
  if (e.rule_weight > 0)
    out.push_back(hash(to_string(e.rule), e.rule_weight >= 80 ? "heavy" : "light"));
  if (e.before != intent::unknown) {
    const auto before_it = to_string(e.before);
    out.push_back(hash("after", before_it));
    out.push_back(hash("after", before_it, to_string(e.record)));
    out.push_back(hash("after", before_it, shape.empty() ? "^" : shape[0]));
    out.push_back(hash("after", before_it, first));
  }
  const auto n = c.s.size();
  out.push_back(hash("length", n <= 2    ? "2"
                               : n <= 4  ? "4"
                               : n <= 7  ? "7"
                               : n <= 12 ? "12"
                                         : "long"));
  bool future = false, past = false, clock = false;
  for (const auto& t : f.times)
    if (t.first >= begin && t.first < c.s.end && !t.weak) {
      future = future || t.at > f.ctx.now + std::chrono::hours(1);
      past = past || t.at < f.ctx.now;
      clock = clock || t.has_clock;
    }
  flag(future, "time ahead");
  flag(past, "time past");
  flag(clock, "clock");
  add_prior(f, c, e, shape, out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

namespace {

/// Takes values off the front of a model's bytes.
struct byte_reader {
  std::string_view left;
  bool whole = true;

  template <class T>
  void read(T* to, std::size_t count) {
    whole = whole && left.size() >= count * sizeof(T);
    if (!whole) return;
    std::memcpy(to, left.data(), count * sizeof(T));
    left.remove_prefix(count * sizeof(T));
  }
};

}  // namespace

intent_classifier::intent_classifier(std::string_view model) {
  byte_reader in{model};
  std::uint32_t count = 0;
  in.read(&count, 1);
  if (count > in.left.size() / model_row) return;
  std::vector<std::uint32_t> features(count);
  in.read(features.data(), count);
  in.read(scale_.data(), scale_.size());
  in.read(bias_.data(), bias_.size());
  in.read(unit_bias_.data(), unit_bias_.size());
  output_.resize(hidden_units * output_row);
  for (std::size_t j = 0; j < hidden_units; ++j)
    in.read(output_.data() + j * output_row, intent_count);
  in.read(output_bias_.data(), output_bias_.size());
  if (count == 0 || !in.whole || in.left.size() != count * model_row) return;
  rows_ = reinterpret_cast<const std::int8_t*>(in.left.data());
  places_.resize(std::bit_ceil(std::size_t{count} * 2));
  for (std::uint32_t row = 0; row < count; ++row) {
    auto i = features[row] & (places_.size() - 1);
    while (places_[i].row != 0) i = (i + 1) & (places_.size() - 1);
    places_[i] = {features[row], row + 1};
  }
}

const intent_classifier& intent_classifier::shared() {
  static const intent_classifier c(model_file("intents.model"));
  return c;
}

const std::int8_t* intent_classifier::row_of(std::uint32_t feature) const {
  for (auto i = feature & (places_.size() - 1); places_[i].row != 0;
       i = (i + 1) & (places_.size() - 1))
    if (places_[i].feature == feature) return rows_ + (places_[i].row - 1) * model_row;
  return nullptr;
}

std::array<float, intent_count> intent_classifier::probabilities(
    std::span<const std::uint32_t> features) const {
  std::array<float, intent_count> p{};
  if (!ready()) return p;
  // Where the rows are first, so that they are on their way when they are summed; sums of a few
  // rows in small numbers.
  constexpr std::size_t few = 128;
  std::array<int, model_row> sum{};
  std::array<const std::int8_t*, few> rows;
  std::size_t known = 0;
  while (!features.empty()) {
    std::size_t found = 0;
    for (const auto x : features.first(std::min(few, features.size())))
      if (const auto* row = row_of(x)) {
        __builtin_prefetch(row);
        __builtin_prefetch(row + 64);
        rows[found++] = row;
      }
    features = features.subspan(std::min(few, features.size()));
    std::array<std::int16_t, model_row> part{};
    for (std::size_t i = 0; i < found; ++i)
      for (std::size_t k = 0; k < model_row; ++k)
        part[k] = static_cast<std::int16_t>(part[k] + rows[i][k]);
    for (std::size_t k = 0; k < model_row; ++k) sum[k] += part[k];
    known += found;
  }
  std::array<float, output_row> score{};
  for (std::size_t k = 0; k < intent_count; ++k)
    score[k] = static_cast<float>(sum[k]) * scale_[k] + bias_[k] + output_bias_[k];
  const float share = 1 / std::sqrt(static_cast<float>(std::max<std::size_t>(known, 1)));
  for (std::size_t j = 0; j < hidden_units; ++j) {
    const auto at = intent_count + j;
    const float unit = unit_bias_[j] + static_cast<float>(sum[at]) * scale_[at] * share;
    if (unit <= 0) continue;
    const auto* out = output_.data() + j * output_row;
    for (std::size_t k = 0; k < output_row; ++k) score[k] += unit * out[k];
  }
  float most = -1e9F, total = 0;
  for (std::size_t k = 0; k < intent_count; ++k) {
    if (scale_[k] == 0) continue;  // an intent without training texts
    score[k] /= 2;                 // the mean of both models
    most = std::max(most, score[k]);
  }
  for (std::size_t k = 0; k < intent_count; ++k) {
    if (scale_[k] == 0) continue;
    p[k] = std::exp(score[k] - most);
    total += p[k];
  }
  if (total > 0)
    for (auto& x : p) x /= total;
  return p;
}

}  // namespace nlp
