#include "nlp/pipeline.hpp"

#include <algorithm>
#include <cmath>

#include "nlp/clauses.hpp"
#include "nlp/followup.hpp"
#include "nlp/intent_classifier.hpp"
#include "nlp/signals.hpp"
#include "nlp/slots/slots.hpp"
#include "nlp/text/normalizer.hpp"

namespace nlp {
namespace {

/// What is left of a text after this many acts is not read.
constexpr std::size_t max_acts = 32;
/// A record needs at least this score; between `doubtful` and it the person is asked.
constexpr double sure_record = 58, doubtful = 40;

act nothing(const frame& f) {
  act a = make_act(intent::unknown, 0.5, f.say({0, std::min<std::size_t>(f.size(), 40)}),
                   "nothing found to do");
  return a;
}

/// What changes something that is kept.
bool writes(intent i) {
  switch (i) {
    case intent::todo_add:
    case intent::reminder_add:
    case intent::assignment_add:
    case intent::fact_store:
    case intent::complete_item:
    case intent::delete_item:
    case intent::teach_pattern:
    case intent::water_goal_set:
    case intent::preference_set:
      return true;
    default:
      return false;
  }
}

bool talk(intent i) {
  return i == intent::greeting || i == intent::smalltalk_thanks || i == intent::confirm_yes ||
         i == intent::confirm_no || i == intent::unknown;
}

/// Signals that forbid a record, given what the record's own words say.
bool forbids_record(const signals& s) {
  return s.question || s.negation || s.plan || s.future || s.other_person || s.figure ||
         s.opinion || s.quote || s.generic;
}

struct clause_result {
  act_list acts;
  double score = 0;
  double doubt = 0;     ///< score of a record that was not believed
  std::string doubted;  ///< its intent's question
};

/// All that is found out about a clause before anything is decided.
struct clause_findings {
  std::vector<phrase_hit> hits;
  signals s;
  candidate record;
  clause_evidence evidence;
};

clause_findings examine(const frame& f, const clause& c, carried& carry) {
  clause_findings out;
  out.hits = phrase_book::shared().match(f.phrase(c.s, c.core));
  out.s = find_signals(f, c.s, c.core, out.hits);
  std::erase_if(out.hits, [](const auto& h) { return !h.rule->kind; });
  const clause_reading r{f, c, out.s, carry};
  auto sleep = read_sleep(r);
  auto log = read_records(r);
  out.record = sleep.score >= log.score && sleep.score > 0 ? std::move(sleep) : std::move(log);
  auto& e = out.evidence;
  e.record = out.record.acts.empty() ? intent::unknown : out.record.acts[0].kind;
  e.record_score = out.record.acts.empty() ? 0 : out.record.score;
  e.forbidden = forbids_record(out.s) || out.s.asks;
  if (c.piece && carry.unreal && !out.s.first_person) e.forbidden = true;
  if (c.denied) out.record.score = e.record_score = 0;
  carry.unreal = out.s.question || out.s.plan || out.s.future || out.s.other_person ||
                 out.s.quote || out.s.generic || (c.piece && carry.unreal && !out.s.first_person);
  if (!out.hits.empty()) {
    e.rule = *out.hits[0].rule->kind;
    e.rule_weight = out.hits[0].rule->weight;
  }
  return out;
}

bool only_asks(intent i) {
  return i == intent::stats_query || i == intent::agenda_query || i == intent::search ||
         i == intent::suggest || i == intent::help || i == intent::fact_query ||
         i == intent::integration_status || i == intent::list_patterns;
}

/// What a record's score is worth once the model has had its say. `score` says how well the words
/// fill a record, the model how such a clause is meant; what signals speak against needs more of
/// it.
double weigh_record(double score, bool forbidden, intent kind,
                    const std::array<float, intent_count>& p) {
  const double yes = p[static_cast<std::size_t>(kind)],
               no = p[static_cast<std::size_t>(intent::unknown)];
  const double meant = yes / (yes + no + 0.02);
  if (forbidden && meant > 0.9 && score >= doubtful) return std::max(score, 62.0);
  if (forbidden) return meant > 0.8 && score >= sure_record ? score : meant > 0.65 ? 41 : 0;
  if (meant > (score >= doubtful ? 0.75 : 0.85)) return std::max(score, 66.0);
  // Most training texts of unknown meaning are hard ones: a full record needs less than even odds.
  if (meant > 0.25) return score >= doubtful ? std::max(score, 62.0) : 45;
  if (meant > 0.1 && score >= 84) return score;
  return meant > 0.15 ? std::min(score, 45.0) : std::min(score, 39.0);
}

/// What only asks or chats is believed before it is likelier than nothing.
constexpr float lowest_threshold = 0.25F, nothing_share = 0.5F;
/// And of a clause without a single word that any rule mentions.
constexpr float strange_threshold = 0.85F;
/// The probability from which the model's word is enough for an intent: what writes needs more.
float wording_threshold(intent i) {
  switch (i) {
    case intent::unknown:
    case intent::food_log:
    case intent::water_log:
    case intent::gym_log:
    case intent::sleep_log:
    case intent::delete_account:
      return 2;  // never by the wording alone
    case intent::undo:
    case intent::redo:
    case intent::pause_sync:
    case intent::resume_sync:
    case intent::disconnect_integration:
    case intent::delete_data:
    case intent::delete_item:
    case intent::forget_pattern:
    case intent::teach_pattern:
    case intent::fact_store:
    case intent::edit_correction:
    case intent::complete_item:
    case intent::todo_add:
    case intent::reminder_add:
    case intent::assignment_add:
    case intent::preference_set:
    case intent::water_goal_set:
      return 0.55F;
    default:
      return lowest_threshold;
  }
}

/// No rule knows the wording: the likeliest intents by the model, the first whose slots are there.
std::optional<act_list> read_wording(const clause_reading& r,
                                     const std::array<float, intent_count>& p) {
  std::array<intent, intent_count> order;
  for (std::size_t k = 0; k < intent_count; ++k) order[k] = static_cast<intent>(k);
  const auto likelihood = [&](intent i) { return p[static_cast<std::size_t>(i)]; };
  std::partial_sort(order.begin(), order.begin() + 3, order.end(),
                    [&](intent a, intent b) { return likelihood(a) > likelihood(b); });
  const float nothing_meant = likelihood(intent::unknown);
  // Words of no language known here say little by their shape.
  bool known = false;
  for (auto i = r.c.s.begin; i < r.c.s.end; ++i) known = known || r.f.words[i] != 0;
  for (std::size_t k = 0; k < 3; ++k) {
    const float yes = likelihood(order[k]);
    if (yes < (known ? wording_threshold(order[k]) : strange_threshold)) continue;
    const bool changes = wording_threshold(order[k]) > lowest_threshold;
    if (yes < nothing_meant * (changes ? 1.0F : nothing_share)) continue;
    auto acts = fill_freely(order[k], r);
    if (!acts) continue;
    for (auto& a : *acts) {
      a.confidence = std::min(a.confidence, static_cast<double>(likelihood(order[k])));
      a.why = {{r.f.say(r.c.s), "the wording as a whole"}};
    }
    return acts;
  }
  return std::nullopt;
}

bool planner(intent i) {
  return i == intent::todo_add || i == intent::reminder_add || i == intent::assignment_add;
}

/// A loose reading gives way to what the model is sure of, when that only asks or both write of the
/// same family; the slots must be there.
std::optional<act_list> overruled(const clause_reading& r, intent read,
                                  const std::array<float, intent_count>& p) {
  const auto top = static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin());
  const auto kind = static_cast<intent>(top);
  const float yes = p[top], here = p[static_cast<std::size_t>(read)];
  if (kind == read || kind == intent::unknown || wording_threshold(kind) > 1) return std::nullopt;
  // A record is a change of the last one only where that is of its kind.
  const bool records = read == intent::food_log || read == intent::gym_log ||
                       read == intent::water_log || read == intent::sleep_log;
  const auto& prior = r.f.prior;
  if (kind == intent::edit_correction && records &&
      !(prior && prior->last && prior->last->kind == read))
    return std::nullopt;
  const bool tame = only_asks(kind) || (planner(kind) && planner(read)) ||
                    (kind == intent::edit_correction && (planner(read) || records)) ||
                    (planner(read) && wording_threshold(kind) < 1);
  // what else writes must be all but certain
  if (yes < (tame ? 0.6F : 0.75F) || here > (tame ? 0.2F : 0.1F)) return std::nullopt;
  auto acts = fill_freely(kind, r);
  if (acts)
    for (auto& a : *acts) {
      a.confidence = std::min(a.confidence, static_cast<double>(yes));
      a.why = {{r.f.say(r.c.s), "the wording as a whole"}};
    }
  return acts;
}

clause_result read_clause(const frame& f, const clause& c, carried& carry) {
  clause_result out;
  auto found = examine(f, c, carry);
  const auto& hits = found.hits;
  const auto& s = found.s;
  auto& record = found.record;
  const clause_reading r{f, c, s, carry};
  const auto p =
      intent_classifier::shared().probabilities(classifier_features(f, c, s, found.evidence));
  if (record.score > 0 && !record.acts.empty() && intent_classifier::shared().ready()) {
    record.score = weigh_record(record.score, found.evidence.forbidden, record.acts[0].kind, p);
  } else if (found.evidence.forbidden) {
    record.score = 0;
  }
  auto planned = read_planned(r);
  // "soccer practice at 10" without a figure or a verb of doing is an appointment.
  if (planned.score >= 72 && record.score > 0 && record.acts[0].kind == intent::gym_log &&
      !s.first_person) {
    const auto& slots = record.acts[0].slots;
    if (!slots.has(slot::duration_min) && !slots.has(slot::reps) && !slots.has(slot::distance) &&
        !slots.has(slot::weight) && !slots.has(slot::sets))
      record.score = std::min(record.score, 57.0);
  }
  const auto errand = read_imperative(r);

  // ---- the heaviest reading that can be filled
  double best = 0;
  act_list acts;
  for (const auto& h : hits) {
    const double w = h.rule->weight;
    const bool asks = only_asks(*h.rule->kind) && w >= 76;
    // A record with figures outweighs a looser rule; a plain command or question outweighs it.
    if (w < record.score - 0.5 && w < 84 && !asks) continue;
    if (w < planned.score && w < 84) continue;
    if (auto filled = fill(r, h)) {
      acts = std::move(*filled);
      best = std::max(w, asks ? record.score + 1 : 0.0);
      break;
    }
  }
  if (planned.score > best && planned.score > record.score) {
    acts = std::move(planned.acts);
    best = planned.score;
  }
  if (errand.score > best && errand.score > record.score && errand.score >= 60) {
    acts = errand.acts;
    best = errand.score;
  }
  // A looser rule gives way when the model is sure that nothing is meant.
  if (best > 0 && best < 88 && !acts.empty() && writes(acts[0].kind)) {
    const double yes = p[static_cast<std::size_t>(acts[0].kind)],
                 no = p[static_cast<std::size_t>(intent::unknown)];
    if (no > 0.85 && yes < 0.08) {
      acts.clear();
      best = 0;
    }
  }
  if (!record.acts.empty() && record.score > best && record.score >= sure_record) {
    acts = std::move(record.acts);
    best = record.score;
    for (auto& a : acts) {
      a.confidence = std::min(0.99, record.score / 100);
      if (a.kind == intent::food_log) carry.last = carried::domain::food;
      if (a.kind == intent::water_log) carry.last = carried::domain::water;
      if (a.kind == intent::gym_log) carry.last = carried::domain::gym;
      if (a.kind == intent::sleep_log) carry.last = carried::domain::sleep;
    }
    carry.ate = carry.last == carried::domain::food;
  } else if (record.score >= doubtful && best < doubtful && !record.acts.empty()) {
    out.doubt = record.score;
    const auto kind = record.acts[0].kind;
    out.doubted = kind == intent::food_log    ? "Did you eat that?"
                  : kind == intent::water_log ? "Did you drink that?"
                                              : "Did you do that?";
    acts = std::move(record.acts);
    best = 0;
  }
  if (best == 0 && out.doubt == 0) {
    if (auto worded = read_wording(r, p)) {
      acts = std::move(*worded);
      best = 50;
    }
  } else if (best > 0 && best < 92 && !acts.empty()) {
    if (auto other = overruled(r, acts[0].kind, p)) {
      acts = std::move(*other);
      best = std::max(best, 60.0);
    }
  }
  out.score = best;
  if (best > 0 || out.doubt > 0) out.acts = std::move(acts);
  return out;
}

/// "count it as a workout" after an act: the act's word is taught.
void apply_count_as(const frame& f, act_list& acts) {
  static const auto& book = phrase_book::shared();
  static const auto meaning = book.class_named("intent_word");
  for (std::size_t i = 0; i + 3 < f.size(); ++i) {
    if (!f.is_any(i, {"count", "log", "treat", "track", "consider", "record"}) ||
        !f.is_any(i + 1, {"it", "that", "this", "them"}) || !f.is(i + 2, "as"))
      continue;
    auto k = i + 3;
    while (f.is_any(k, {"a", "an", "my"})) ++k;
    const auto v = f.member_value(k, meaning, f.size());
    if (v.empty()) continue;
    // the thing is what stands before: the first unknown or named word of the text
    std::size_t begin = 0;
    while (begin < i && (f.is_any(begin, {"i", "had", "did", "went", "to", "my", "the", "a", "just",
                                          "that", "was", "today", "ok", "so"}) ||
                         f.symbol(begin)))
      ++begin;
    auto end = begin;
    while (end < i && !f.symbol(end) &&
           !f.is_any(end, {"today", "practice", "for", "class", "at", "and", "session", "this",
                           "yesterday"}) &&
           f.time_end[end] == 0 && end - begin < 3)
      ++end;
    if (end == begin) continue;
    const auto term = f.say({begin, end});
    auto name_end = end;
    if (f.is_any(name_end, {"practice", "class", "session"})) ++name_end;
    const auto full = f.say({begin, name_end});
    std::erase_if(acts, [](const act& a) {
      return a.kind == intent::unknown || a.kind == intent::food_log || a.kind == intent::gym_log ||
             a.kind == intent::teach_pattern || a.kind == intent::reminder_add;
    });
    const auto kind = intent_from(v);
    if (kind && *kind == intent::gym_log) {
      act a = make_act(intent::gym_log, 0.9, full, "counted as a workout");
      a.slots.set(slot::exercise, full);
      const auto lengths = find_durations(f.tokens, "en", 0, f.size());
      if (!lengths.empty()) a.slots.set(slot::duration_min, lengths[0].minutes);
      acts.push_back(std::move(a));
    } else if (kind && *kind == intent::food_log) {
      act a = make_act(intent::food_log, 0.9, full, "counted as food");
      a.slots.set(slot::food, full);
      acts.push_back(std::move(a));
    }
    act t = make_act(intent::teach_pattern, 0.9, f.say({i, k + 1}), "a word you teach");
    t.slots.set(slot::term, term);
    t.slots.set(slot::type, std::string("intent"));
    t.slots.set(slot::value, std::string(v));
    acts.push_back(std::move(t));
    return;
  }
}

/// "I had my usual smoothie, 300 cal 20g protein": a named thing of one's own with its figures.
void teach_usual(const frame& f, act_list& acts) {
  if (acts.size() != 1 || acts[0].kind != intent::food_log) return;
  const auto food = acts[0].slots.text(slot::food);
  if (!food || food->find("usual") == std::string::npos || !acts[0].slots.has(slot::calories))
    return;
  for (const auto& h : f.patterns)
    if (h.pattern->kind == "food") return;
  act t = make_act(intent::teach_pattern, 0.8, *food, "your usual, with its figures");
  t.slots.set(slot::term, *food);
  t.slots.set(slot::type, std::string("entity"));
  t.slots.set(slot::kind, std::string("food"));
  for (const auto k : {slot::calories, slot::protein_g, slot::carbs_g, slot::fat_g})
    if (const auto v = acts[0].slots.number(k)) t.slots.set(k, *v);
  acts.push_back(std::move(t));
}

/// w, f, g, s, t and their rest: "w 500", "f 2 eggs".
std::optional<act_list> read_alias(const frame& f, const context& ctx) {
  if (f.size() < 2 || f.tokens[0].type != token::kind::word) return std::nullopt;
  // The normaliser may have spelt "w" out; what was typed counts.
  if (f.tokens[0].end - f.tokens[0].begin != 1) return std::nullopt;
  const char letter = static_cast<char>(f.text[f.tokens[0].begin] | 0x20);
  if (!f.tokens[1].space_before && !f.is(1, ":")) return std::nullopt;
  std::size_t from = 1;
  while (f.is_any(from, {":", "-"})) ++from;
  if (from >= f.size()) return std::nullopt;
  const auto rest = f.text.substr(f.tokens[from].begin);
  auto plain = ctx;
  plain.history = {};
  const auto said = [&](std::string_view lead) {
    return understand(std::string(lead) + std::string(rest), plain);
  };
  const auto only = [](const understanding& u, std::initializer_list<intent> kinds) {
    return std::all_of(u.acts.begin(), u.acts.end(), [&](const act& a) {
      return std::find(kinds.begin(), kinds.end(), a.kind) != kinds.end();
    });
  };
  switch (letter) {
    case 'w': {
      if (const auto n = f.number_at(from, f.size())) {
        if (n->end >= f.size() || (f.symbol(n->end) && n->end + 1 >= f.size())) {
          act a = make_act(intent::water_log, 0.95, std::string(f.text.substr(0, 60)), "alias w");
          const double v = n->value;
          a.slots.set(slot::amount_ml, v <= 10 ? v * 240
                                       : ctx.units == unit_system::imperial && v < 100
                                           ? round_to(v * 29.5735, 0)
                                           : v);
          return act_list{a};
        }
        const auto u = said("drank ");
        if (only(u, {intent::water_log})) return u.acts;
      }
      const auto u = said("drank water ");
      if (only(u, {intent::water_log})) return u.acts;
      return std::nullopt;
    }
    case 'f': {
      const auto u = said("ate ");
      if (only(u, {intent::food_log, intent::water_log})) return u.acts;
      return std::nullopt;
    }
    case 'g': {
      const auto u = said("did ");
      if (only(u, {intent::gym_log})) return u.acts;
      return std::nullopt;
    }
    case 's': {
      const auto u = said("slept ");
      if (only(u, {intent::sleep_log})) return u.acts;
      return std::nullopt;
    }
    case 't': {
      const auto u = said("todo ");
      if (only(u, {intent::todo_add})) return u.acts;
      return std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

bool same_shape(const act& a, const act& b) {
  return a.kind == b.kind && a.slots == b.slots;
}

/// "jordans drop 10am sat, remind me 5 min early", "library day is wednesday remind me at 8": what
/// is told before "remind me" is what the reminder is about, or why it is wanted; it is not another
/// one.
void join_reminders(const frame& f, act_list& acts) {
  for (std::size_t i = 1; i < acts.size(); ++i) {
    auto& before = acts[i - 1];
    auto& a = acts[i];
    if (a.kind != intent::reminder_add || before.why.empty() || a.why.empty()) continue;
    const bool told = before.why[0].rule == told_event;
    if (!told && !(planner(before.kind) && !a.slots.has(slot::content))) continue;
    if (!a.why[0].words.starts_with("remind") && a.slots.has(slot::content)) continue;
    const auto content = a.slots.text(slot::content);
    const bool empty = !content || *content == "me" || *content == "ME" || *content == "us" ||
                       *content == "am" || *content == "early" || *content == "before" ||
                       *content == "about it" || *content == "it" || *content == "that" ||
                       *content == "then" || *content == "prior" ||
                       ((*content)[0] >= '0' && (*content)[0] <= '9' &&
                        (content->ends_with(" early") || content->ends_with(" before") ||
                         content->ends_with(" prior") || content->ends_with(" ahead")));
    auto due = a.slots.time(slot::due);
    const auto was = before.slots.time(slot::due);
    if (empty) {
      const auto name = before.slots.text(
          before.kind == intent::assignment_add ? slot::assignment_name : slot::content);
      if (!name) continue;
      a.slots.set(slot::content, *name);
      // "5 min early", "2 days prior"
      for (std::size_t k = 0; was && k < f.size(); ++k)
        if (f.is_any(k, {"early", "before", "prior", "ahead", "earlier"})) {
          const auto lengths = find_durations(f.tokens, f.spanish ? "es" : "en", 0, k);
          if (lengths.empty() || lengths.back().last != k) continue;
          const auto by = std::chrono::seconds(std::lround(lengths.back().minutes * 60));
          const auto at = was->or_at(std::chrono::hours(9)) - by;
          due = to_local_time(at, was->time_of_day.has_value() || by < std::chrono::hours(24));
        }
      if (!a.slots.has(slot::recurrence))
        if (const auto r = before.slots.text(slot::recurrence)) a.slots.set(slot::recurrence, *r);
    }
    if (!due)
      due = was;
    else if (was && due->day == std::chrono::floor<std::chrono::days>(f.ctx.now) &&
             due->time_of_day && was->day > due->day && empty)
      due->day = was->day;
    if (due) a.slots.set(slot::due, *due);
    acts.erase(acts.begin() + static_cast<std::ptrdiff_t>(i) - 1);
    --i;
  }
}

act_list read_all(const frame& f, std::optional<std::string>& ask) {
  act_list acts;
  carried carry;
  bool left_over = false;
  double doubt = 0;
  std::string doubted;
  act_list doubtful_acts;
  for (const auto& c : split_clauses(f, {0, f.size()})) {
    if (acts.size() >= max_acts) {
      left_over = true;
      break;
    }
    auto result = read_clause(f, c, carry);
    if (result.score == 0) {
      if (result.doubt > doubt) {
        doubt = result.doubt;
        doubted = result.doubted;
        doubtful_acts = std::move(result.acts);
      }
      continue;
    }
    for (auto& a : result.acts) {
      if (acts.size() >= max_acts) {
        left_over = true;
        break;
      }
      acts.push_back(std::move(a));
    }
  }
  // Courtesies beside something to do are only courtesies.
  const bool real =
      std::any_of(acts.begin(), acts.end(), [](const act& a) { return !talk(a.kind); });
  if (real) std::erase_if(acts, [](const act& a) { return talk(a.kind); });
  // "yes please thanks": one answer
  for (std::size_t i = 1; i < acts.size();) {
    if (talk(acts[i].kind) || same_shape(acts[i], acts[i - 1])) {
      if (talk(acts[i].kind) || acts[i].kind == intent::undo || acts[i].kind == intent::help) {
        acts.erase(acts.begin() + static_cast<std::ptrdiff_t>(i));
        continue;
      }
    }
    ++i;
  }
  join_reminders(f, acts);
  apply_count_as(f, acts);
  teach_usual(f, acts);
  if (acts.empty() && doubt > 0) {
    ask = doubted;
    (void)doubtful_acts;
  }
  if (left_over)
    ask = "That is a lot at once: I took the first " + std::to_string(max_acts) +
          ". Can you send the rest again?";
  return acts;
}

}  // namespace

namespace {

/// Readings of a fragment that a turn before may give another sense.
bool unsettled(const act_list& acts) {
  if (acts.size() != 1) return false;
  const auto& a = acts[0];
  switch (a.kind) {
    case intent::gym_log:
      return a.slots.text(slot::exercise) == "workout";
    case intent::food_log:
      return a.slots.text(slot::food) == "meal" || a.confidence < 0.7;
    case intent::stats_query:
      return !a.slots.has(slot::period) || a.confidence < 0.8;
    case intent::agenda_query:
      return a.slots.text(slot::scope) == "all";
    case intent::water_log:
      return false;
    case intent::todo_add:
    case intent::reminder_add:
      return a.confidence < 0.8;
    case intent::sleep_log:
      return !a.slots.has(slot::duration_min);
    case intent::unknown:
      return true;
    default:
      return false;
  }
}

}  // namespace

understanding understand(std::string_view text, const context& ctx) {
  understanding out;
  frame f(text, ctx);
  if (f.size() == 0) {
    out.acts.push_back(make_act(intent::unknown, 1, "", "empty"));
    return out;
  }
  if (auto acts = read_alias(f, ctx)) {
    out.acts = std::move(*acts);
    return out;
  }
  std::optional<prior_turn> before;
  if (!ctx.history.empty()) {
    const auto& prior = before.emplace(read_prior(ctx));
    f.prior = &prior;
    // The one phrase that ends an account counts only as the answer to its own question.
    if (text.find("DELETE ACCOUNT") != std::string_view::npos && f.size() <= 3 &&
        prior.assistant.find("DELETE ACCOUNT") != std::string::npos) {
      act a = make_act(intent::delete_account, 1, "DELETE ACCOUNT", "the exact phrase");
      a.slots.set(slot::confirmed, true);
      out.acts.push_back(std::move(a));
      return out;
    }
    if (auto acts = read_reply(f, prior)) {
      out.acts = std::move(*acts);
      return out;
    }
    if (auto whole = complete_answer(f, prior)) {
      auto plain = ctx;
      plain.history = {};
      std::optional<std::string> ask;
      const auto alone = read_all(f, ask);
      const bool stands = std::any_of(alone.begin(), alone.end(), [](const act& a) {
        return a.confidence >= 0.84 && a.kind != intent::food_log && a.kind != intent::water_log &&
               a.kind != intent::reminder_add && a.kind != intent::todo_add &&
               a.kind != intent::edit_correction && a.kind != intent::assignment_add &&
               a.kind != intent::gym_log && a.kind != intent::sleep_log;
      });
      if (!stands) {
        auto u = understand(*whole, plain);
        if (u.acts[0].kind != intent::unknown && !talk(u.acts[0].kind)) return u;
      }
    }
    if (auto again = repeat_last(f, prior)) {
      out.acts.push_back(std::move(*again));
      return out;
    }
  }
  out.acts = read_all(f, out.ask);
  if (before && (out.acts.empty() || unsettled(out.acts))) {
    const auto& prior = *before;
    if (auto question = next_question(f, prior)) {
      out.acts = {std::move(*question)};
      out.ask.reset();
    } else if (prior.asked == prior_turn::question::none || out.acts.empty()) {
      if (auto change = bare_change(f, prior)) {
        out.acts = {std::move(*change)};
        out.ask.reset();
      }
    }
  }
  if (before) resolve_references(f, *before, out.acts);
  if (out.acts.empty()) out.acts.push_back(nothing(f));
  if (out.ask && out.acts[0].kind != intent::unknown && out.acts.size() < max_acts) out.ask.reset();
  return out;
}

std::vector<training_clause> training_clauses(std::string_view text, const context& ctx) {
  std::vector<training_clause> out;
  frame f(text, ctx);
  carried carry;
  if (f.size() == 0) return out;
  std::optional<prior_turn> prior;
  if (!ctx.history.empty()) f.prior = &prior.emplace(read_prior(ctx));
  for (const auto& c : split_clauses(f, {0, f.size()})) {
    auto found = examine(f, c, carry);
    training_clause t{{}, found.evidence, {}};
    t.features.push_back(classifier_features(f, c, found.s, found.evidence));
    if (found.evidence.rule_weight > 0) {
      found.evidence.rule = intent::unknown;
      found.evidence.rule_weight = 0;
      t.features.push_back(classifier_features(f, c, found.s, found.evidence));
    }
    for (const auto& a : found.record.acts)
      for (const auto name : {slot::food, slot::exercise})
        if (auto n = a.slots.text(name)) t.named.push_back(std::move(*n));
    out.push_back(std::move(t));
  }
  return out;
}

void warm_up() {
  warm_up_times();
  shared_foods();
  all_exercises();
  phrase_book::shared();
  intent_classifier::shared();
  auto t = tokenize("hello");
  normalize(t);
}

}  // namespace nlp
