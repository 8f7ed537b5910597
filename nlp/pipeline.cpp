#include "nlp/pipeline.hpp"

#include <algorithm>

#include "nlp/boundaries.hpp"
#include "nlp/clause_reader.hpp"
#include "nlp/followup.hpp"
#include "nlp/intent_classifier.hpp"
#include "nlp/joined_acts.hpp"
#include "nlp/letter_alias.hpp"
#include "nlp/slots/changes.hpp"
#include "nlp/text/normalizer.hpp"
#include "nlp/whole_reader.hpp"

namespace nlp {
namespace {

/// What is left of a text after this many acts is not read.
constexpr std::size_t max_acts = 32;

act nothing(const frame& f) {
  act a = make_act(intent::unknown, 0.5, f.say({0, std::min<std::size_t>(f.size(), 40)}),
                   "nothing found to do");
  return a;
}

bool talk(intent i) {
  return i == intent::greeting || i == intent::smalltalk_thanks || i == intent::confirm_yes ||
         i == intent::confirm_no || i == intent::unknown;
}

bool same_shape(const act& a, const act& b) {
  return a.kind == b.kind && a.slots == b.slots;
}

/// Asks whether a record that was not believed is meant.
clarification doubted(act about) {
  const auto* text = about.kind == intent::food_log    ? "Did you eat that?"
                     : about.kind == intent::water_log ? "Did you drink that?"
                                                       : "Did you do that?";
  return {text, std::move(about)};
}

/// `whole`: what the model makes of a text that is one clause.
act_list read_all(const frame& f, std::optional<clarification>& ask,
                  std::optional<likelihoods>& whole) {
  act_list acts;
  carried carry;
  bool left_over = false, unread = false;
  double doubt = 0;
  std::optional<clarification> in_doubt;
  bool first_speaks = false;
  const auto clauses = find_clauses(f, boundary_model::shared());
  for (const auto& c : clauses) {
    if (acts.size() >= max_acts) {
      left_over = true;
      break;
    }
    auto result = read_clause(f, c, carry);
    carry.before =
        result.score > 0 && !result.acts.empty() ? result.acts.back().kind : intent::unknown;
    if (&c == &clauses.front()) first_speaks = result.score > 0;
    if (c.s.begin == 0 && c.s.end == f.size()) whole = result.p;
    if (result.score == 0 && !acts.empty())
      if (auto next = done_as_well(f, c, acts.back())) {
        carry.before = next->kind;
        acts.push_back(std::move(*next));
        continue;
      }
    if (result.score == 0) {
      unread = true;
      if (result.doubt > doubt) {
        doubt = result.doubt;
        in_doubt = doubted(std::move(result.acts[0]));
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
  // "took a nap? never": a yes or no stands first or alone
  if (clauses.size() > 1 && !acts.empty() && !first_speaks)
    std::erase_if(acts, [](const act& a) {
      return a.kind == intent::confirm_yes || a.kind == intent::confirm_no;
    });
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
  // "how many beers this month. be honest": a setting that names none is no wish beside another act
  if (acts.size() > 1)
    std::erase_if(acts,
                  [](const act& a) { return a.kind == intent::preference_set && a.slots.empty(); });
  std::erase_if(acts, [](const act& a) {  // "h2o 0 today"
    return a.kind == intent::water_log && a.slots.number(slot::amount_ml).value_or(1) <= 0;
  });
  // What one clause seems to say of a text that says nothing as a whole.
  if (unread && !acts.empty() && only_seems(f, acts)) acts.clear();
  join_acts(f, acts);
  // "had the usual": nothing was taught yet under that name
  if (std::erase_if(acts, [](const act& a) {
        return a.kind == intent::food_log && a.slots.text(slot::food) == "usual";
      }) > 0)
    in_doubt = clarification{"What is your usual?", {}};
  if (acts.empty() && in_doubt) ask = std::move(in_doubt);
  if (left_over)
    ask = clarification{"That is a lot at once: I took the first " + std::to_string(max_acts) +
                            ". Can you send the rest again?",
                        {}};
  return acts;
}

/// "and water", "and cycling" after a question was answered: the same question of another thing.
bool carries_on(const frame& f, const prior_turn& prior, const act_list& acts) {
  if (!prior.query || acts.size() != 1 || f.size() > 3 || !f.is_any(0, {"and", "y"})) return false;
  return (acts[0].kind == intent::gym_log || acts[0].kind == intent::water_log ||
          acts[0].kind == intent::food_log) &&
         std::none_of(f.tokens.begin(), f.tokens.end(),
                      [](const token& t) { return t.type == token::kind::number; });
}

/// "When should I remind you?" "lasagna 800 cal": a record answers no question about another
/// thing's time.
bool no_answer_to(const prior_turn& prior, const act& a) {
  return is_log(a.kind) && a.confidence >= 0.62 && prior.asked == prior_turn::question::moment &&
         !(prior.last && is_log(prior.last->kind));
}

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
      return a.slots.text(slot::scope) == "all" && !a.slots.has(slot::period);
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
      std::optional<clarification> ask;
      std::optional<likelihoods> judged;
      const auto alone = read_all(f, ask, judged);
      const bool stands = std::any_of(alone.begin(), alone.end(), [&](const act& a) {
        if (no_answer_to(prior, a)) return true;
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
  std::optional<likelihoods> whole;
  out.acts = read_all(f, out.ask, whole);
  if (before && (out.acts.empty() || unsettled(out.acts) || carries_on(f, *before, out.acts))) {
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
  if (before) {
    settle_reply(f, *before, whole, out.acts);
    resolve_references(f, *before, out.acts);
  }
  if (out.acts.empty()) out.acts.push_back(nothing(f));
  if (out.ask && out.acts[0].kind != intent::unknown && out.acts.size() < max_acts) out.ask.reset();
  return out;
}

void warm_up() {
  warm_up_times();
  shared_foods();
  all_exercises();
  phrase_book::shared();
  intent_classifier::shared();
  boundary_model::shared();
  auto t = tokenize("hello");
  normalize(t);
}

}  // namespace nlp
