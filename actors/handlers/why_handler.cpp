// "why?": the rows behind a figure, where each comes from, and the rule that made it.

#include <fmt/format.h>

#include <algorithm>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/support.hpp"
#include "actors/handlers/word_use.hpp"
#include "nlp/entities/food_lexicon.hpp"
#include "storage/repositories/action_repository.hpp"

namespace handlers {
namespace {

using namespace storage;
using nlp::slot;

constexpr std::int64_t rows_summed = 500;
constexpr std::size_t rows_named = 8;

/// Where a row's figures come from.
std::string origin(const food_log_row& r) {
  if (!r.calories) return "no figures";
  if (!r.estimated) return "your figures";
  return r.grams ? fmt::format("my food table, {:.0f} g", *r.grams) : "my food table";
}

std::string text_of(unit_of_work& u, const std::optional<row_id>& message) {
  if (!message) return {};
  const auto m = actions::message_by_id(u, *message);
  return m ? m->body.plain : std::string{};
}

std::string source_of(const std::string& source) {
  return source == from_message ? "your text" : source;
}

/// One line a row, and how they are put together.
struct explained {
  std::vector<std::string> lines;
  std::string sum;
};

explained explain_food(unit_of_work& u, const turn_context& t, const nlp::act& query,
                       const day_span& days) {
  explained e;
  const auto metric = query.slots.text(slot::metric).value_or("calories");
  const auto value = [&](const food_log_row& r) {
    return metric == "protein_g" ? r.protein_g
           : metric == "carbs_g" ? r.carbs_g
           : metric == "fat_g"   ? r.fat_g
           : metric == "fiber_g" ? r.fiber_g
                                 : r.calories;
  };
  double total = 0;
  for (const auto& r :
       logs::list_food(u, day_start(t, days.first), day_start(t, days.last + std::chrono::days(1)),
                       lower(query.slots.text(slot::item).value_or("")), rows_summed)) {
    const auto v = value(r);
    total += v.value_or(0);
    e.lines.push_back(fmt::format("{} {}: {} ({})", replies::moment(r.at, t.voice),
                                  replies::food_name(r), v ? replies::number(*v, 0) : "?",
                                  origin(r)));
  }
  e.sum = fmt::format("{} is the sum of", replies::number(total, 0));
  return e;
}

explained explain_water(unit_of_work& u, const turn_context& t, const day_span& days) {
  explained e;
  double total = 0;
  for (const auto& r :
       logs::list_water(u, day_start(t, days.first), day_start(t, days.last + std::chrono::days(1)),
                        rows_summed)) {
    total += r.amount_ml;
    e.lines.push_back(fmt::format("{} {} ({})", replies::moment(r.at, t.voice),
                                  replies::volume(r.amount_ml, t.voice), source_of(r.source)));
  }
  e.sum = replies::volume(total, t.voice) + " is the sum of";
  return e;
}

explained explain_gym(unit_of_work& u, const turn_context& t, const nlp::act& query,
                      const day_span& days) {
  explained e;
  for (const auto& r :
       logs::list_gym(u, day_start(t, days.first), day_start(t, days.last + std::chrono::days(1)),
                      lower(query.slots.text(slot::item).value_or("")), rows_summed))
    e.lines.push_back(fmt::format("{} {} ({})", replies::moment(r.at, t.voice),
                                  replies::phrase(r, t.voice), source_of(r.source)));
  e.sum = "It comes from";
  return e;
}

explained explain_sleep(unit_of_work& u, const turn_context& t, const day_span& days) {
  explained e;
  double total = 0;
  for (const auto& r : logs::list_sleep(u, days.first, days.last)) {
    total += r.duration_min;
    e.lines.push_back(fmt::format("{} {} ({})", replies::day(r.date, t.voice),
                                  replies::phrase(r, t.voice), source_of(r.source)));
  }
  e.sum = replies::duration(total) + " in all, from";
  return e;
}

outcome explain_query(unit_of_work& u, const turn_context& t, const nlp::act& query) {
  const auto domain = query.slots.text(slot::domain).value_or("food");
  const auto days = span_of(query.slots, t, "today");
  auto e = domain == "water"   ? explain_water(u, t, days)
           : domain == "gym"   ? explain_gym(u, t, query, days)
           : domain == "sleep" ? explain_sleep(u, t, days)
                               : explain_food(u, t, query, days);
  if (e.lines.empty())
    return say("There is no entry for " + days.name + ", so there is no figure.");
  auto text = fmt::format(
      "{} {} ({}):", e.sum,
      e.lines.size() == 1 ? "1 entry" : fmt::format("{} entries", e.lines.size()), days.name);
  // The newest matter most.
  const auto first = e.lines.size() > rows_named ? e.lines.size() - rows_named : 0;
  for (auto i = first; i < e.lines.size(); ++i) text += "\n" + e.lines[i];
  if (first > 0) text += fmt::format("\nand {} before", first);
  return say(text);
}

/// What the last text stored, and by which of the person's words or our tables.
outcome explain_last(unit_of_work& u, const turn_context& t) {
  const auto last = actions::last_done(u);
  if (!last) return say("I have not recorded anything yet, so there is nothing to explain.");
  const auto changes = changes_from_json(last->changes.plain);
  if (!changes) return say(replies::honest_failure(errc::internal));
  const auto text = text_of(u, last->message_id);
  std::vector<std::string> rows, rules;
  const auto rule = [&](std::string s) {
    if (!s.empty() && std::ranges::find(rules, s) == rules.end()) rules.push_back(std::move(s));
  };
  for (const auto& c : *changes) {
    if (!c.after) continue;
    for (const auto& w : words_behind(*c.after, text, *t.state.words))
      rule("your word " + replies::phrase(*w, t.voice));
    std::visit(
        [&](const auto& r) {
          if constexpr (requires { replies::phrase(r, t.voice); }) {
            rows.push_back(replies::phrase(r, t.voice));
            if constexpr (std::is_same_v<std::decay_t<decltype(r)>, food_log_row>)
              if (r.calories) rule(origin(r));
          }
        },
        *c.after);
  }
  if (rows.empty()) return say("The last thing I did was no entry of yours.");
  auto answer = replies::sentence(replies::listing(rows));
  answer += text.empty() ? "." : ": from your text \"" + replies::shortened(text, 60) + "\".";
  if (!rules.empty()) answer += " By " + replies::listing(rules) + ".";
  return say(answer);
}

}  // namespace

handled why(const turn_context& t) {
  return deferred([&t](unit_of_work& u) -> result<outcome> {
    if (t.state.talk.last_query) return explain_query(u, t, *t.state.talk.last_query);
    return explain_last(u, t);
  });
}

}  // namespace handlers
