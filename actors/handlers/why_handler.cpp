// "why?": the rows behind a figure, where each comes from, and the rule that made it.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/goals.hpp"
#include "actors/handlers/stats.hpp"
#include "actors/handlers/support.hpp"
#include "actors/handlers/word_use.hpp"
#include "nlp/text/tokenizer.hpp"
#include "storage/repositories/action_repository.hpp"
#include "storage/repositories/goal_repository.hpp"
#include "storage/repositories/item_repository.hpp"

namespace handlers {
namespace {

using namespace storage;
using nlp::slot;

constexpr std::int64_t rows_summed = 500;
/// Of one figure, and of each of several.
constexpr std::size_t rows_named = 8, rows_named_each = 3;

/// Where a row's figures come from.
std::string origin(const food_log_row& r, const replies::voice& v) {
  if (!r.calories) return replies::worded(v, {"no figures", "sin cifras"});
  if (!r.estimated) return replies::worded(v, {"your figures", "tus cifras"});
  return r.grams ? replies::worded(v, {"my food table, {:.0f} g", "mi tabla, {:.0f} g"}, *r.grams)
                 : replies::worded(v, {"my food table", "mi tabla de alimentos"});
}

std::string text_of(unit_of_work& u, const std::optional<row_id>& message) {
  if (!message) return {};
  const auto m = actions::message_by_id(u, *message);
  return m ? m->body.plain : std::string{};
}

std::string source_of(const std::string& source, const replies::voice& v) {
  return source == from_message ? replies::worded(v, {"your text", "tu mensaje"}) : source;
}

/// One line a row, and how they are put together.
struct explained {
  std::vector<std::string> lines;
  std::string sum;
};

explained explain_food(unit_of_work& u, const turn_context& t, const question& q) {
  explained e;
  const auto value = [&](const food_log_row& r) {
    return q.metric == "protein_g" ? r.protein_g
           : q.metric == "carbs_g" ? r.carbs_g
           : q.metric == "fat_g"   ? r.fat_g
           : q.metric == "fiber_g" ? r.fiber_g
                                   : r.calories;
  };
  double total = 0;
  for (const auto& r : logs::list_food(u, q.from, q.to, q.item, rows_summed)) {
    const auto v = value(r);
    total += v.value_or(0);
    e.lines.push_back(fmt::format("{} {}: {} ({})", replies::moment(r.at, t.voice),
                                  replies::food_name(r, t.voice), v ? replies::number(*v, 0) : "?",
                                  origin(r, t.voice)));
  }
  e.sum =
      replies::worded(t.voice, {"{} is the sum of", "{} es la suma de"}, replies::number(total, 0));
  return e;
}

explained explain_water(unit_of_work& u, const turn_context& t, const question& q) {
  explained e;
  double total = 0;
  for (const auto& r : logs::list_water(u, q.from, q.to, rows_summed)) {
    total += r.amount_ml;
    e.lines.push_back(fmt::format("{} {} ({})", replies::moment(r.at, t.voice),
                                  replies::volume(r.amount_ml, t.voice),
                                  source_of(r.source, t.voice)));
  }
  e.sum = replies::worded(t.voice, {"{} is the sum of", "{} es la suma de"},
                          replies::volume(total, t.voice));
  return e;
}

explained explain_gym(unit_of_work& u, const turn_context& t, const question& q) {
  explained e;
  for (const auto& r : logs::list_gym(u, q.from, q.to, q.item, rows_summed))
    e.lines.push_back(fmt::format("{} {} ({})", replies::moment(r.at, t.voice),
                                  replies::phrase(r, t.voice), source_of(r.source, t.voice)));
  e.sum = replies::worded(t.voice, {"It comes from", "Viene de"});
  return e;
}

explained explain_sleep(unit_of_work& u, const turn_context& t, const question& q) {
  explained e;
  double total = 0;
  for (const auto& r : logs::list_sleep(u, q.span.first, q.span.last)) {
    total += r.duration_min;
    e.lines.push_back(fmt::format("{} {} ({})", replies::day(r.date, t.voice),
                                  replies::phrase(r, t.voice), source_of(r.source, t.voice)));
  }
  e.sum =
      replies::worded(t.voice, {"{} in all, from", "{} en total, de"}, replies::duration(total));
  return e;
}

explained explain_metric(unit_of_work& u, const turn_context& t, const nlp::slot_map& asked,
                         const question& q) {
  explained e;
  const auto metric = asked.text(slot::item).value_or("");
  double sum = 0;
  auto mean = metric_row{};
  for (const auto& r : asked.has(slot::period)
                           ? storage::metrics::between(u, metric, q.from, q.to)
                           : storage::metrics::between(u, metric, instant{}, t.now)) {
    sum += r.value;
    mean = r;
    e.lines.push_back(fmt::format("{} {} ({})", replies::moment(r.at, t.voice),
                                  replies::phrase(r, t.voice), source_of(r.source, t.voice)));
  }
  if (!e.lines.empty()) mean.value = sum / static_cast<double>(e.lines.size());
  e.sum = replies::worded(t.voice, {"The average {} is of", "El promedio {} es de"},
                          replies::phrase(mean, t.voice));
  return e;
}

explained explain_done(unit_of_work& u, const turn_context& t, const question& q) {
  explained e;
  for (const auto& r : storage::items::done_items(u, q.from, q.to, rows_summed))
    if (r.type == "todo")
      e.lines.push_back(replies::shortened(r.content, 40) + ", " +
                        replies::moment(*r.completed_at, t.voice));
  e.sum = replies::worded(t.voice, {"Done are", "Hechos:"});
  return e;
}

/// The sum with the newest of its rows, as many as are shown.
std::string with_rows(const explained& e, std::size_t shown, std::string_view span,
                      const turn_context& t) {
  auto text = fmt::format("{} {} ({}):", e.sum,
                          replies::counted(t.voice, static_cast<std::int64_t>(e.lines.size()),
                                           {"entry", "entrada"}, {"entries", "entradas"}),
                          span);
  const auto first = e.lines.size() > shown ? e.lines.size() - shown : 0;
  for (auto i = first; i < e.lines.size(); ++i) text += "\n" + e.lines[i];
  if (first > 0) text += replies::worded(t.voice, {"\nand {} before", "\ny {} antes"}, first);
  return text;
}

explained explain_domain(unit_of_work& u, const turn_context& t, const nlp::slot_map& asked,
                         const question& q) {
  if (q.domain == "water") return explain_water(u, t, q);
  if (q.domain == "gym") return explain_gym(u, t, q);
  if (q.domain == "sleep") return explain_sleep(u, t, q);
  if (q.domain == "metric") return explain_metric(u, t, asked, q);
  if (q.domain == "todos") return explain_done(u, t, q);
  return explain_food(u, t, q);
}

/// Every figure of an answer about everything: its sum and the newest rows of it.
outcome explain_all(unit_of_work& u, const turn_context& t, question q) {
  std::string text;
  for (const std::string_view domain : {"food", "water", "gym", "sleep", "todos"}) {
    q.domain = domain;
    const auto e = explain_domain(u, t, {}, q);
    if (!e.lines.empty())
      text += (text.empty() ? "" : "\n") + with_rows(e, rows_named_each, q.span.name, t);
  }
  if (!text.empty()) return say(text);
  return say(t, {"There is no entry for {}, so there is no figure.", "No hay entradas de {}."},
             q.span.name);
}

/// The rows that count for each goal, and that the goal is the person's own.
outcome explain_goals(unit_of_work& u, const turn_context& t) {
  std::string text;
  for (const auto& g : t.state.goals) {
    nlp::slot_map asked;
    const std::string domain = g.metric == "workouts"                               ? "gym"
                               : g.metric == "sleep_min"                            ? "sleep"
                               : g.metric == "calories" || g.metric.ends_with("_g") ? "food"
                                                                                    : "metric";
    asked.set(slot::domain, domain);
    if (domain == "food") asked.set(slot::metric, g.metric);
    if (domain == "metric") asked.set(slot::item, g.metric);
    if (domain != "metric")
      asked.set(slot::period, std::string(g.period == "week" ? "this_week" : "today"));
    const auto q = read_question(asked, t);
    const auto e = explain_domain(u, t, asked, q);
    text += replies::sentence(
        replies::worded(t.voice, {"{}: your goal since {}. ", "{}: tu meta desde {}. "},
                        name_of(g, t.voice), replies::day(day_of(t, g.created_at), t.voice)));
    text += (e.lines.empty() ? replies::worded(t.voice, {"No entry yet.", "Aún sin entradas."})
                             : with_rows(e, rows_named_each, q.span.name, t)) +
            "\n";
  }
  nlp::slot_map asked;
  asked.set(slot::domain, std::string("water"));
  asked.set(slot::period, std::string("today"));
  const auto q = read_question(asked, t);
  const auto water = explain_water(u, t, q);
  text += replies::worded(t.voice, {"Water {} a day: ", "Agua {} al día: "},
                          replies::volume(t.state.today.water_goal_ml, t.voice)) +
          (water.lines.empty() ? replies::worded(t.voice, {"no entry yet.", "aún sin entradas."})
                               : with_rows(water, rows_named_each, q.span.name, t));
  return say(text);
}

outcome explain_query(unit_of_work& u, const turn_context& t, const nlp::act& query) {
  if (query.slots.text(slot::domain) == goals_domain) return explain_goals(u, t);
  const auto q = read_question(query.slots, t);
  if (q.domain == "all") return explain_all(u, t, q);
  const auto e = explain_domain(u, t, query.slots, q);
  if (e.lines.empty())
    return say(t, {"There is no entry for {}, so there is no figure.", "No hay entradas de {}."},
               q.span.name);
  return say(with_rows(e, rows_named, q.span.name, t));
}

/// What the last text stored, and by which of the person's words or our tables.
outcome explain_last(unit_of_work& u, const turn_context& t) {
  const auto last = actions::last_done(u);
  if (!last)
    return say(t, {"I have not recorded anything yet, so there is nothing to explain.",
                   "Aún no he anotado nada, así que no hay nada que explicar."});
  const auto changes = changes_from_json(last->changes.plain);
  if (!changes) return say(replies::honest_failure(errc::internal, t.voice.speaks));
  const auto text = text_of(u, last->message_id);
  std::vector<std::string> rows, rules;
  const auto rule = [&](std::string s) {
    if (!s.empty() && std::ranges::find(rules, s) == rules.end()) rules.push_back(std::move(s));
  };
  for (const auto& c : *changes) {
    if (!c.after) continue;
    for (const auto& w : words_behind(*c.after, text, *t.state.words))
      rule(replies::worded(t.voice, {"your word {}", "tu palabra {}"},
                           replies::phrase(*w, t.voice)));
    std::visit(
        [&](const auto& r) {
          if constexpr (requires { replies::phrase(r, t.voice); }) {
            rows.push_back(replies::phrase(r, t.voice));
            if constexpr (std::is_same_v<std::decay_t<decltype(r)>, food_log_row>)
              if (r.calories) rule(origin(r, t.voice));
          }
        },
        *c.after);
  }
  if (rows.empty())
    return say(t, {"The last thing I did was no entry of yours.",
                   "Lo último que hice no fue una entrada tuya."});
  auto answer = replies::sentence(replies::listing(rows, t.voice));
  answer += text.empty()
                ? "."
                : replies::worded(t.voice, {": from your text \"{}\".", ": de tu mensaje \"{}\"."},
                                  replies::shortened(text, 60));
  if (!rules.empty())
    answer += replies::worded(t.voice, {" By {}.", " Por {}."}, replies::listing(rules, t.voice));
  const auto& today_so_far = t.state.today;
  const bool food = std::ranges::any_of(*changes, [](const row_change& c) {
    return c.after && std::holds_alternative<food_log_row>(*c.after);
  });
  if (food && today_so_far.foods > 1)
    answer += replies::worded(
        t.voice,
        {" Today's {} are the sum of {} entries.", " Las {} de hoy son la suma de {} entradas."},
        replies::energy(today_so_far.calories), today_so_far.foods);
  return say(answer);
}

}  // namespace

handled show_part_of_last_food(const turn_context& t, std::string_view part) {
  return deferred([&t, part = std::string(part)](unit_of_work& u) -> result<outcome> {
    const auto rows = logs::last_food(u, {}, 1);
    if (rows.empty()) return say(replies::nothing_like("food", t.voice));
    const auto& r = rows.front();
    const auto value = part.starts_with("prot")   ? r.protein_g
                       : part.starts_with("carb") ? r.carbs_g
                       : part == "fat"            ? r.fat_g
                       : part.starts_with("fib")  ? r.fiber_g
                                                  : r.calories;
    const auto food = replies::food_name(r, t.voice);
    if (!value) return say(t, {"I don't know that of {}.", "No sé eso de {}."}, food);
    const bool energy = part.starts_with("cal") || part == "kcal";
    return say(t, {"{}: {} {} ({}).", "{}: {} {} ({})."}, replies::sentence(food),
               replies::number(*value, energy ? 0 : 1), energy ? "cal" : "g " + part,
               origin(r, t.voice));
  });
}

handled why(const turn_context& t) {
  return deferred([&t](unit_of_work& u) -> result<outcome> {
    if (t.state.talk.last_query) return explain_query(u, t, *t.state.talk.last_query);
    return explain_last(u, t);
  });
}

handled why_figure(const turn_context& t, double figure) {
  return deferred([&t, figure](unit_of_work& u) -> result<outcome> {
    // As it is said: rounded, in the person's units.
    const auto is = [&](double v) { return std::abs(v - figure) < 0.51; };
    const auto in_words = [&](const nlp::turn& said) {
      const auto tokens = nlp::tokenize(said.text);
      return std::ranges::any_of(tokens, [&](const nlp::token& token) {
        return token.type == nlp::token::kind::number && is(token.value);
      });
    };
    const auto last = std::ranges::find(t.state.history.rbegin(), t.state.history.rend(),
                                        nlp::turn::role::assistant, &nlp::turn::who);
    const bool said_last = last != t.state.history.rend() && in_words(*last);
    if (t.state.talk.last_query && said_last) return explain_query(u, t, *t.state.talk.last_query);
    const auto& now = t.state.today;
    constexpr double ml_of_ounce = 29.5735;
    const auto of_today = [&](std::string domain, std::string metric) {
      nlp::act query;
      query.slots.set(slot::domain, std::move(domain));
      if (!metric.empty()) query.slots.set(slot::metric, std::move(metric));
      query.slots.set(slot::period, std::string("today"));
      return explain_query(u, t, query);
    };
    if (now.foods > 0 && is(now.calories)) return of_today("food", "calories");
    if (now.foods > 0 && is(now.protein_g)) return of_today("food", "protein_g");
    if (now.water_ml > 0 && is(t.voice.imperial ? now.water_ml / ml_of_ounce : now.water_ml))
      return of_today("water", "");
    auto o = explain_last(u, t);
    if (!said_last)
      o.reply = replies::worded(
          t.voice,
          {"{} is no figure of my last answer. {}", "{} no está en mi última respuesta. {}"},
          replies::number(figure), o.reply);
    return o;
  });
}

}  // namespace handlers
