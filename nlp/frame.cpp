#include "nlp/frame.hpp"

#include <algorithm>

#include "nlp/text/normalizer.hpp"

namespace nlp {

const word_classes& classes() {
  static const word_classes c = [] {
    const auto& b = phrase_book::shared();
    const auto of = [&](std::string_view name) { return b.class_named(name); };
    return word_classes{of("filler"),      of("tail"),
                        of("lead"),        of("request"),
                        of("be"),          of("det"),
                        of("poss"),        of("want_to"),
                        of("day"),         of("month"),
                        of("meal"),        of("domain"),
                        of("provider"),    of("named_provider"),
                        of("metric"),      of("eat_past"),
                        of("eat_strong"),  of("eat_now"),
                        of("drink_past"),  of("drink_strong"),
                        of("drink_now"),   of("water"),
                        of("log_verb"),    of("did_past"),
                        of("sleep_past"),  of("sleep_noun"),
                        of("person_noun"), of("question_word"),
                        of("aux"),         of("assignment_noun"),
                        of("exam_noun"),   of("class_word"),
                        of("event_noun"),  of("task_verb"),
                        of("task_past"),   of("opinion_adj"),
                        of("fact_noun"),   of("food_unit"),
                        of("food_stop"),   of("time_word"),
                        of("list_name"),   of("not_food"),
                        of("me")};
  }();
  return c;
}

frame::frame(std::string_view said, const context& context_)
    : ctx(context_),
      text(said.substr(0, max_text_bytes)),
      tokens(tokenize(text)),
      book_(phrase_book::shared()) {
  const auto votes_of = [&] {
    const auto v = count_languages(tokens);
    return ctx.language == "es" ? v.es >= v.en : v.es >= 2 ? v.es > v.en : v.es == 1 && v.en == 0;
  };
  spanish = votes_of();
  normalize(tokens);
  if (ctx.patterns) {
    const auto& own = ctx.patterns->get();
    patterns = find_patterns(tokens.edit(), own);
    if (replace_synonyms(tokens.edit(), patterns)) patterns = find_patterns(tokens.edit(), own);
  }
  words.reserve(tokens.size());
  for (const auto& t : tokens) words.push_back(book_.id(t.text));
  times = find_times(tokens, options(time_bias::none));
  foods = shared_foods().find_all(all());
  exercises = find_exercises(all());
  // "curls 25 12-12-12": the reps of each set, not a day
  std::erase_if(times, [&](const auto& t) {
    if (t.last != t.first + 5 || !number(t.first) || !number(t.first + 2) || !number(t.first + 4) ||
        word(t.first + 4).size() > 2)
      return false;
    return std::any_of(exercises.begin(), exercises.end(), [&](const auto& m) {
      return m.end <= t.first && t.first - m.end <= 5 &&
             std::none_of(tokens.begin() + m.end,
                          tokens.begin() + static_cast<std::ptrdiff_t>(t.first),
                          [](const token& x) { return x.text == "on"; });
    });
  });
  // "335x5x3 @7": how hard it was
  std::erase_if(times, [&](const auto& t) {
    const auto at = is(t.first, "@") ? t.first : t.first > 0 ? t.first - 1 : t.first;
    return is(at, "@") && at >= 3 && number(at - 1) && is(at - 2, "x") && t.last <= at + 2;
  });
  time_end.assign(tokens.size(), 0);
  for (const auto& t : times)
    if (t.first < time_end.size()) time_end[t.first] = static_cast<std::uint32_t>(t.last);
  // "3 dl milk", "4 pcs": units rather than deadlifts and power cleans
  std::erase_if(exercises, [&](const auto& m) {
    return m.end == m.begin + 1 && m.begin > 0 && number(m.begin - 1) && !number(m.end) &&
           word(m.begin).size() <= 3 &&
           (!unit_of(word(m.begin)).empty() || (is(m.begin, "dl") && m.end < size()));
  });
}

bool frame::line_break_before(std::size_t i) const {
  if (i == 0 || i >= tokens.size() || tokens[i].begin < tokens[i - 1].end) return false;
  return text.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end).find('\n') !=
         std::string_view::npos;
}

std::size_t frame::longest_member_end(std::size_t i, class_id cls, std::size_t limit) const {
  const auto m = book_.member(phrase({i, limit}, i), i, cls);
  return m ? m->end : 0;
}

std::string_view frame::member_value(std::size_t i, class_id cls, std::size_t limit) const {
  if (i >= limit || !book_.may_begin(words[i], cls)) return {};
  const auto m = book_.member(phrase({i, limit}, i), i, cls);
  return m ? m->value : std::string_view();
}

time_options frame::options(time_bias bias) const {
  time_options o;
  o.reference = ctx.now;
  o.tz = ctx.tz;
  o.bias = bias;
  o.order = ctx.units == unit_system::imperial ? date_order::month_first : date_order::day_first;
  o.language = spanish ? "es" : "en";
  return o;
}

std::vector<time_expression> frame::times_in(span s, time_bias bias, bool lone_numbers) const {
  auto o = options(bias);
  o.lone_numbers = lone_numbers;
  // Most clauses hold no time. What was found in the whole text tells, except for what only a bias
  // brings out; a neighbour counts, as a clause may end inside a time.
  const auto near = [&](const time_expression& t) { return t.first <= s.end && t.last >= s.begin; };
  if (!lone_numbers && std::none_of(times.begin(), times.end(), near)) {
    bool day_ahead = false;
    if (bias == time_bias::future)
      for (auto i = s.begin; i < std::min(s.end, size()); ++i)
        day_ahead = day_ahead || weak_weekday(word(i));
    if (!day_ahead) return {};
  }
  return find_times(tokens, o, s.begin, s.end);
}

std::optional<number_match> frame::number_at(std::size_t i, std::size_t limit) const {
  if (i >= limit) return std::nullopt;
  return read_number(upto(limit), i, language());
}

const pattern_hit* frame::pattern_at(std::size_t i) const {
  for (const auto& h : patterns)
    if (i >= h.begin && i < h.end) return &h;
  return nullptr;
}

std::vector<food_match> frame::foods_in(span s) const {
  std::vector<food_match> out;
  for (const auto& m : foods) {
    if (m.begin < s.begin || m.begin >= s.end) continue;
    if (m.end <= s.end)
      out.push_back(m);
    else if (auto shorter = shared_foods().find_at(upto(s.end), m.begin))
      out.push_back(std::move(*shorter));
  }
  return out;
}

std::vector<exercise_match> frame::exercises_in(span s) const {
  std::vector<exercise_match> out;
  for (const auto& m : exercises) {
    if (m.begin < s.begin || m.begin >= s.end) continue;
    if (m.end <= s.end)
      out.push_back(m);
    else if (const auto shorter = find_exercise(upto(s.end), m.begin))
      out.push_back(*shorter);
  }
  return out;
}

namespace {

bool in_any(const std::vector<span>& spans, std::size_t i) {
  return std::any_of(spans.begin(), spans.end(), [i](const span& s) { return s.contains(i); });
}

/// The word as read; with the letters that English has not as they were written ("código"), unless
/// the word was repaired.
std::string with_accents(std::string_view text, const token& t) {
  const auto said = text.substr(t.begin, t.end - t.begin);
  if (t.type != token::kind::word ||
      std::none_of(said.begin(), said.end(), [](char c) { return (c & 0x80) != 0; }))
    return std::string(t.text);
  const auto again = tokenize(said);
  if (again.size() != 1 || again[0].text != t.text) return std::string(t.text);
  std::string out(said);
  for (std::size_t i = 0; i < out.size(); ++i) {
    auto& c = out[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    // the capitals of Latin-1: two bytes, 0xC3 0x80 to 0xC3 0x9E
    const auto b = static_cast<unsigned char>(c);
    if (i > 0 && static_cast<unsigned char>(out[i - 1]) == 0xC3 && b >= 0x80 && b <= 0x9E &&
        b != 0x97)
      c = static_cast<char>(b + 0x20);
  }
  return out;
}

}  // namespace

span frame::trimmed(span s, const std::vector<span>& skip) const {
  const auto& c = classes();
  const auto edge = [&](std::size_t i) {
    return symbol(i) ? !is_any(i, {"$", "#", "+"}) : in_class(i, c.filler);
  };
  auto begin = s.begin, end = std::min(s.end, tokens.size());
  while (begin < end && (in_any(skip, begin) || edge(begin))) ++begin;
  while (end > begin &&
         (in_any(skip, end - 1) || edge(end - 1) ||
          is_any(end - 1, {"please", "thanks", "ok", "lol", "too", "again", "though"})) &&
         !is_any(end - 1, {"%", "\"", "$"}))
    --end;
  return {begin, end};
}

std::string frame::as_written(span s, const std::vector<span>& skip) const {
  auto kept = trimmed(s, skip);
  while (!kept.empty() && kept.size() > 1 && is_any(kept.begin, {"a", "an", "the", "my"}))
    ++kept.begin;
  std::string out;
  std::size_t written = 0;
  for (auto i = kept.begin; i < kept.end; ++i) {
    if (in_any(skip, i)) continue;
    // "we're" is two tokens of the same letters
    if (!out.empty() && tokens[i].begin < written) continue;
    written = tokens[i].end;
    if (!out.empty() && tokens[i].space_before) out += ' ';
    // What folding leaves no token of (a sign, an accent) still stands between two neighbours.
    const bool after_neighbour = i > kept.begin && !in_any(skip, i - 1);
    const auto from =
        after_neighbour && !tokens[i].space_before ? tokens[i - 1].end : tokens[i].begin;
    out += text.substr(from, tokens[i].end - from);
  }
  return out;
}

std::string frame::say(span s, const std::vector<span>& skip, bool keep_articles) const {
  const auto [begin, end] = trimmed(s, skip);
  std::string out;
  bool glue = false;
  for (auto i = begin; i < end; ++i) {
    if (in_any(skip, i)) continue;
    const auto& t = tokens[i];
    if (t.type == token::kind::symbol) {
      const auto w = t.text;
      if (w == "," || w == "!" || w == "\"" || w == "(" || w == ")" || w == "." || w == ";" ||
          w == "?") {
        if (w == "," && !out.empty()) out += ',';
        if (w == "." && !t.space_before && !out.empty() && i + 1 < end &&
            !tokens[i + 1].space_before) {
          out += '.';
          glue = true;
        }
        continue;
      }
      if (w.size() > 1) continue;  // emoji
    }
    if (!keep_articles && is_any(i, {"a", "an", "the", "my"}) && end - begin > 1) continue;
    if (!out.empty() && t.space_before && !glue) out += ' ';
    if (!out.empty() && !t.space_before && !glue && out.back() == ',') out += ' ';
    glue = false;
    out += with_accents(text, t);
  }
  while (!out.empty() &&
         (out.back() == ',' || out.back() == ' ' || out.back() == '-' || out.back() == ':'))
    out.pop_back();
  while (!out.empty() &&
         (out.front() == '-' || out.front() == ' ' || out.front() == ':' || out.front() == ','))
    out.erase(out.begin());
  return out;
}

}  // namespace nlp
