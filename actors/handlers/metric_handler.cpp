// A person's own figures: weight, mood, what they took, or anything they gave a name.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/intents.hpp"
#include "actors/handlers/open_items.hpp"
#include "actors/handlers/support.hpp"
#include "nlp/learning/confidence.hpp"
#include "nlp/learning/teachable.hpp"
#include "storage/repositories/goal_repository.hpp"

namespace handlers {
namespace {

using storage::metric_row;

constexpr std::string_view metric_kind = "metric", weight_metric = "weight";
constexpr std::int64_t shown = 5;

struct built_in {
  std::string_view name;
  double least, most;
};
/// Weight in kg. Moods and the like on a scale to 10.
constexpr std::array built_ins = {built_in{weight_metric, 20, 500},
                                  built_in{"mood", 1, 10},
                                  built_in{"energy", 1, 10},
                                  built_in{"stress", 1, 10},
                                  built_in{"pain", 0, 10},
                                  built_in{"body fat", 1, 80},
                                  built_in{"resting heart rate", 20, 250}};

const built_in* known(std::string_view name) {
  const auto it = std::ranges::find(built_ins, name, &built_in::name);
  return it == built_ins.end() ? nullptr : &*it;
}

std::string metric_name(std::string_view metric, const replies::voice& v) {
  if (metric == weight_metric) return replies::worded(v, {"weight", "peso"});
  if (metric == "mood") return replies::worded(v, {"mood", "ánimo"});
  if (metric == "energy") return replies::worded(v, {"energy", "energía"});
  if (metric == "stress") return replies::worded(v, {"stress", "estrés"});
  if (metric == "pain") return replies::worded(v, {"pain", "dolor"});
  if (metric == "body fat") return replies::worded(v, {"body fat", "grasa corporal"});
  return std::string(metric);
}

taught_word own_metric(const user_state& s, std::string_view name) {
  for (auto& w : s.words->meanings(name))
    if (w->kind == metric_kind) return w;
  return nullptr;
}

std::string phrase(const metric_row& r, const replies::voice& v) {
  if (r.metric == weight_metric)
    return metric_name(r.metric, v) + " " + replies::weight(r.value, r.unit.value_or("kg"));
  auto s = metric_name(r.metric, v) + " " + replies::number(r.value, 2);
  if (r.unit && !r.unit->empty()) s += " " + *r.unit;
  return s;
}

metric_row row_of(const turn_context& t, const std::string& metric, double value) {
  metric_row r;
  r.id = t.ids.next();
  r.user_id = t.state.user.id;
  r.metric = metric;
  r.at = t.now;
  r.value = value;
  r.message_id = t.message_id;
  return r;
}

outcome logged(const turn_context& t, metric_row row, std::string reply) {
  outcome o;
  o.action = "metric_log";
  o.logged.push_back(phrase(row, t.voice));
  o.reply = std::move(reply);
  o.changes.push_back(storage::inserted(std::move(row)));
  return o;
}

}  // namespace

bool is_metric(std::string_view name, const user_state& s) {
  return known(name) || own_metric(s, name);
}

handled log_metric(const turn_context& t, const std::string& metric, double value,
                   const std::string& said_unit) {
  auto unit = said_unit == "lbs" || said_unit.starts_with("pound") ? std::string("lb")
              : said_unit.starts_with("kilo")                      ? std::string("kg")
                                                                   : said_unit;
  auto stored = value;
  if (metric == weight_metric) {
    if (unit.empty()) unit = t.voice.imperial ? "lb" : "kg";
    if (unit != "kg" && unit != "lb")
      return say(t, {"Is that kg or lb? Like \"weight 81.2 kg\".",
                     "¿Son kg o lb? Por ejemplo \"peso 81.2 kg\"."});
    stored = replies::kilograms(value, unit);
  }
  if (const auto* k = known(metric); k && (stored < k->least || stored > k->most)) {
    const bool weight = metric == weight_metric;
    const auto limit = [&](double v) {
      return weight ? replies::weight(v, unit) : replies::number(v);
    };
    return say(replies::out_of_range(
        metric + " " + replies::number(value, 2) + (unit.empty() ? "" : " " + unit),
        replies::worded(t.voice, {"{} to {}", "de {} a {}"}, limit(k->least), limit(k->most)), {},
        t.voice));
  }
  auto row = row_of(t, metric, stored);
  if (const auto own = own_metric(t.state, metric);
      own && unit.empty() && own->associated_value != metric)
    unit = own->associated_value;
  if (!unit.empty()) row.unit = tidy(unit, 20);
  return deferred([row, &t](storage::unit_of_work& u) -> result<outcome> {
    std::string reply;
    if (const auto before = storage::metrics::last(u, row.metric, 1); !before.empty())
      reply = replies::worded(t.voice, {"Last time: {}.", "La última vez: {}."},
                              phrase(before.front(), t.voice));
    return logged(t, row, reply);
  });
}

handled log_taken(const turn_context& t, const std::string& what) {
  auto row = row_of(t, tidy(what, 60), 1);
  row.unit = "dose";
  return deferred([row, &t](storage::unit_of_work& u) -> result<outcome> {
    // "took my vitamins" is the answer to a reminder to take them, when there is one.
    for (const auto& item : all_open(u, t, "", true))
      if (similarity(row.metric, name_of(item)) >= 0.5) {
        nlp::act done;
        done.kind = nlp::intent::complete_item;
        done.slots.set(nlp::slot::item, name_of(item));
        auto h = complete_item(done, t);
        if (auto* ready = std::get_if<outcome>(&h)) return std::move(*ready);
        return std::get<deferred>(h)(u);
      }
    const auto today_so_far =
        storage::metrics::between(u, row.metric, day_start(t, today(t)), t.now);
    return logged(t, row,
                  today_so_far.empty()
                      ? replies::worded(t.voice, {"The first today.", "La primera de hoy."})
                      : replies::worded(t.voice, {"Dose {} today.", "Dosis {} de hoy."},
                                        today_so_far.size() + 1));
  });
}

handled show_metric(const turn_context& t, const std::string& metric) {
  return deferred([metric, &t](storage::unit_of_work& u) -> result<outcome> {
    const auto rows = storage::metrics::last(u, metric, 200);
    if (rows.empty())
      return say(t,
                 {"Nothing is noted for {0} yet. Like \"{0} 4\".",
                  "Aún no hay nada de {0}. Por ejemplo \"{0} 4\"."},
                 metric_name(metric, t.voice));
    auto text = replies::sentence(metric_name(metric, t.voice)) + ":";
    for (std::size_t i = 0; i < rows.size() && i < static_cast<std::size_t>(shown); ++i)
      text += "\n" + replies::moment(rows[i].at, t.voice) + ": " + phrase(rows[i], t.voice);
    if (rows.size() > 1) {
      double sum = 0;
      for (const auto& r : rows) sum += r.value;
      auto mean = rows.front();
      mean.value = sum / static_cast<double>(rows.size());
      text += replies::worded(t.voice, {"\nAverage of {}: {}", "\nPromedio de {}: {}"}, rows.size(),
                              phrase(mean, t.voice));
    }
    return say(text);
  });
}

handled define_metric(const turn_context& t, const std::string& name, const std::string& unit) {
  const auto term = tidy(name);
  if (const auto no = nlp::learning::refuse_term(term))
    return say(t,
               {"I can't track something called \"{}\". Give it a name of its own, like \"track my "
                "headaches\".",
                "No puedo seguir algo llamado \"{}\". Dale un nombre propio."},
               replies::shortened(term, 40));
  if (is_metric(term, t.state))
    return say(t, {"I track that already. Text \"{} 4\".", "Eso ya lo sigo. Escribe \"{} 4\"."},
               term);
  storage::knowledge_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.pattern_term = term;
  row.pattern_type = "entity";
  row.kind = metric_kind;
  row.associated_value = unit.empty() ? term : tidy(unit, 20);
  row.confidence = nlp::learning::explicit_start;
  row.created_at = t.now;
  row.message_id = t.message_id;
  outcome o;
  o.action = "teach_pattern";
  o.changes.push_back(storage::inserted(row));
  o.reply = replies::worded(t.voice,
                            {"Tracking {0}. Text \"{0} 4\" to note one, \"my {0}\" to see them.",
                             "Sigo {0}. Escribe \"{0} 4\" para anotar, \"mi {0}\" para ver."},
                            term);
  return o;
}

}  // namespace handlers
