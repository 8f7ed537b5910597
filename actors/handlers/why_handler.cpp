// "why?": the rows behind a figure, where each comes from, and the rule that made it.

#include <fmt/format.h>

#include <algorithm>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/support.hpp"
#include "actors/handlers/word_use.hpp"
#include "nlp/entities/food_lexicon.hpp"
#include "storage/repositories/action_repository.hpp"
#include "storage/repositories/goal_repository.hpp"

namespace handlers {
namespace {

using namespace storage;
using nlp::slot;

constexpr std::int64_t rows_summed = 500;
constexpr std::size_t rows_named = 8;

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
                                  replies::food_name(r, t.voice), v ? replies::number(*v, 0) : "?",
                                  origin(r, t.voice)));
  }
  e.sum =
      replies::worded(t.voice, {"{} is the sum of", "{} es la suma de"}, replies::number(total, 0));
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
                                  replies::volume(r.amount_ml, t.voice),
                                  source_of(r.source, t.voice)));
  }
  e.sum = replies::worded(t.voice, {"{} is the sum of", "{} es la suma de"},
                          replies::volume(total, t.voice));
  return e;
}

explained explain_gym(unit_of_work& u, const turn_context& t, const nlp::act& query,
                      const day_span& days) {
  explained e;
  for (const auto& r :
       logs::list_gym(u, day_start(t, days.first), day_start(t, days.last + std::chrono::days(1)),
                      lower(query.slots.text(slot::item).value_or("")), rows_summed))
    e.lines.push_back(fmt::format("{} {} ({})", replies::moment(r.at, t.voice),
                                  replies::phrase(r, t.voice), source_of(r.source, t.voice)));
  e.sum = replies::worded(t.voice, {"It comes from", "Viene de"});
  return e;
}

explained explain_sleep(unit_of_work& u, const turn_context& t, const day_span& days) {
  explained e;
  double total = 0;
  for (const auto& r : logs::list_sleep(u, days.first, days.last)) {
    total += r.duration_min;
    e.lines.push_back(fmt::format("{} {} ({})", replies::day(r.date, t.voice),
                                  replies::phrase(r, t.voice), source_of(r.source, t.voice)));
  }
  e.sum =
      replies::worded(t.voice, {"{} in all, from", "{} en total, de"}, replies::duration(total));
  return e;
}

explained explain_metric(unit_of_work& u, const turn_context& t, const nlp::act& query,
                         const day_span& days) {
  explained e;
  const auto metric = query.slots.text(slot::item).value_or("");
  double sum = 0;
  auto mean = metric_row{};
  for (const auto& r :
       query.slots.has(slot::period)
           ? storage::metrics::between(u, metric, day_start(t, days.first),
                                       day_start(t, days.last + std::chrono::days(1)))
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

outcome explain_query(unit_of_work& u, const turn_context& t, const nlp::act& query) {
  const auto domain = query.slots.text(slot::domain).value_or("food");
  const auto days = span_of(query.slots, t, "today");
  auto e = domain == "water"    ? explain_water(u, t, days)
           : domain == "gym"    ? explain_gym(u, t, query, days)
           : domain == "sleep"  ? explain_sleep(u, t, days)
           : domain == "metric" ? explain_metric(u, t, query, days)
                                : explain_food(u, t, query, days);
  if (e.lines.empty())
    return say(t, {"There is no entry for {}, so there is no figure.", "No hay entradas de {}."},
               days.name);
  auto text = fmt::format("{} {} ({}):", e.sum,
                          replies::counted(t.voice, static_cast<std::int64_t>(e.lines.size()),
                                           {"entry", "entrada"}, {"entries", "entradas"}),
                          days.name);
  // The newest matter most.
  const auto first = e.lines.size() > rows_named ? e.lines.size() - rows_named : 0;
  for (auto i = first; i < e.lines.size(); ++i) text += "\n" + e.lines[i];
  if (first > 0) text += replies::worded(t.voice, {"\nand {} before", "\ny {} antes"}, first);
  return say(text);
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

}  // namespace handlers
