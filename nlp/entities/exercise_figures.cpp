// read_gym: which words and figures of a text belong to which exercise.

#include <algorithm>
#include <utility>

#include "nlp/entities/figure_reader.hpp"

namespace nlp {
namespace {

using namespace gym;

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
    // "walked the mall with Fran": a person
    if (i > begin && one_of(tokens[i - 1].text, {"with", "w"}) &&
        one_of(hit->name, {"fran", "grace wod", "helen wod", "cindy", "murph", "dt wod"})) {
      i = hit->end;
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
    // "push up 30 and squats 40": counted like what stands before
    if (entries.size() == 1 && !out.empty() && m.kind == exercise_kind::strength &&
        entries[0].weight && !entries[0].reps && !entries[0].sets && out.back().reps &&
        !out.back().weight && tokens[entries[0].end - 1].type == token::kind::number) {
      entries[0].reps = std::exchange(entries[0].weight, std::nullopt);
      entries[0].weight_unit = {};
    }
    // "curls 45 4x10, shrugs same"
    if (entries.empty() && m.end < end && tokens[m.end].text == "same" && !out.empty() &&
        out.back().has_figures()) {
      auto e = out.back();
      e.exercise = m.name;
      e.score = m.score;
      e.begin = static_cast<std::uint32_t>(m.begin);
      e.end = static_cast<std::uint32_t>(m.end + 1);
      out.push_back(std::move(e));
    } else if (entries.empty()) {
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
  // "walk 4 km to work and 4 back", "bike 14 km and back 14 km": one way and the other
  for (std::size_t i = begin; i < end; ++i) {
    if (tokens[i].text != "back" || hidden[i] || i == begin) continue;
    std::optional<double> way;
    if (i + 1 < end && tokens[i + 1].type == token::kind::number)
      way = tokens[i + 1].value;
    else if (tokens[i - 1].type == token::kind::number)
      way = tokens[i - 1].value;
    if (!way || out.empty()) break;
    auto& first = out.front();
    // "cycled to town and back 14 km": one figure, for all of it
    std::size_t figures = 0;
    for (auto k = begin; k < end; ++k)
      figures += !hidden[k] && tokens[k].type == token::kind::number ? 1U : 0U;
    if (figures < 2) break;
    if (out.size() == 1 && first.distance && (!first.sets || *first.sets == 2)) {
      first.distance = first.sets ? *first.distance * 2 : *first.distance + *way;
      first.sets.reset();
    }
    break;
  }
  return out;
}

}  // namespace nlp
