// A person's own figures: weight, mood, what they took, or anything they gave a name.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/corrections.hpp"
#include "actors/handlers/intents.hpp"
#include "actors/handlers/open_items.hpp"
#include "actors/handlers/support.hpp"
#include "nlp/learning/confidence.hpp"
#include "nlp/learning/teachable.hpp"
#include "nlp/text/tokenizer.hpp"
#include "storage/repositories/goal_repository.hpp"

namespace handlers {
namespace {

using storage::metric_row;

constexpr std::string_view metric_kind = "metric", weight_metric = "weight", systolic = "systolic",
                           diastolic = "diastolic";
constexpr std::int64_t shown = 5;

struct built_in {
  std::string_view name;
  double least, most;
};
/// Weight in kg. Moods and the like on a scale to 10.
constexpr std::array built_ins = {
    built_in{weight_metric, 20, 500},  built_in{"mood", 1, 10},
    built_in{"energy", 1, 10},         built_in{"stress", 1, 10},
    built_in{"pain", 0, 10},           built_in{"body fat", 1, 80},
    built_in{"heart rate", 20, 250},   built_in{"resting heart rate", 20, 250},
    built_in{"blood sugar", 1, 1'000}, built_in{"temperature", 30, 115},
    built_in{systolic, 50, 300},       built_in{diastolic, 20, 200}};

const built_in* known(std::string_view name) {
  const auto it = std::ranges::find(built_ins, name, &built_in::name);
  return it == built_ins.end() ? nullptr : &*it;
}

taught_word own_metric(const user_state& s, std::string_view name) {
  for (auto& w : s.words->meanings(name))
    if (w->kind == metric_kind) return w;
  return nullptr;
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
  o.logged.push_back(replies::phrase(row, t.voice));
  o.reply = std::move(reply);
  o.changes.push_back(storage::inserted(std::move(row)));
  return o;
}

/// The unit as it is stored: "lbs" is lb.
std::string unit_of(const std::string& said) {
  if (said == "lbs" || said.starts_with("pound") || said == "libras") return "lb";
  if (said.starts_with("kilo")) return "kg";
  return said;
}

/// What cannot be such a figure, worded; nothing when it can. `value` as it is stored; `again`: how
/// the text begins that says the likely one, or empty when there is none to say.
std::optional<outcome> out_of_reach(const turn_context& t, const std::string& metric, double value,
                                    const std::string& unit, const std::string& again) {
  const auto* k = known(metric);
  if (!k || (value >= k->least && value <= k->most)) return std::nullopt;
  const bool weight = metric == weight_metric;
  const auto shown_as = [&](double v) {
    return weight ? replies::weight(v, unit) : replies::number(v, 2);
  };
  auto likely = value;
  while (likely > k->most) likely /= 10;
  const bool plausible = value > k->most && likely >= k->least;
  const bool asks = plausible && !again.empty();
  auto refused = replies::out_of_range(
      replies::metric_name(metric, t.voice) + " " + shown_as(value),
      replies::worded(t.voice, {"{} to {}", "de {} a {}"}, shown_as(k->least), shown_as(k->most)),
      asks ? shown_as(likely) : std::string(), t.voice);
  return asks ? ask_to_text(t, again + shown_as(likely), std::move(refused))
              : say(std::move(refused));
}

}  // namespace

namespace {

/// "read" and "reading", "meditated" and "meditation", "page" and "pages".
bool alike(std::string_view a, std::string_view b) {
  const auto stem = [](std::string_view w) {
    return w.size() > 3 && w.ends_with('s') && !w.ends_with("ss") ? w.substr(0, w.size() - 1) : w;
  };
  a = stem(a), b = stem(b);
  const auto shared = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  return a == b || (shared >= 4 && shared + 2 >= std::min(a.size(), b.size()));
}

}  // namespace

std::optional<std::string> own_metric_called(std::string_view said, const user_state& s,
                                             std::string_view unit) {
  for (const auto& w : s.words->all())
    if (w->kind == metric_kind && alike(said, w->pattern_term) &&
        (unit.empty() || alike(unit, w->associated_value)))
      return w->pattern_term;
  return std::nullopt;
}

bool is_metric(std::string_view name, const user_state& s) {
  return known(name) || own_metric(s, name);
}

handled log_metric(const turn_context& t, const std::string& metric, double value,
                   const std::string& said_unit) {
  auto unit = unit_of(said_unit);
  auto stored = value;
  if (metric == weight_metric) {
    if (unit.empty()) unit = t.voice.imperial ? "lb" : "kg";
    if (unit != "kg" && unit != "lb")
      return say(t, {"Is that kg or lb? Like \"weight 81.2 kg\".",
                     "¿Son kg o lb? Por ejemplo \"peso 81.2 kg\"."});
    stored = replies::kilograms(value, unit);
  }
  if (auto refused = out_of_reach(t, metric, stored, unit, metric + " "))
    return std::move(*refused);
  auto row = row_of(t, metric, stored);
  if (const auto own = own_metric(t.state, metric);
      own && unit.empty() && own->associated_value != metric)
    unit = own->associated_value;
  if (!unit.empty()) row.unit = tidy(unit, 20);
  return deferred([row, &t](storage::unit_of_work& u) -> result<outcome> {
    std::string reply;
    if (const auto before = storage::metrics::last(u, row.metric, 1); !before.empty())
      reply = replies::worded(t.voice, {"Last time: {}.", "La última vez: {}."},
                              replies::phrase(before.front(), t.voice));
    return logged(t, row, reply);
  });
}

handled log_taken(const turn_context& t, const std::string& what, double doses) {
  auto row = row_of(t, tidy(what, 60), doses);
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

handled log_blood_pressure(const turn_context& t, double upper, double lower) {
  for (const auto& [metric, value] : {std::pair(systolic, upper), std::pair(diastolic, lower)})
    if (auto refused = out_of_reach(t, std::string(metric), value, "", ""))
      return std::move(*refused);
  outcome o;
  o.action = "metric_log";
  o.logged.push_back(replies::worded(t.voice, {"blood pressure {}/{}", "presión {}/{}"},
                                     replies::number(upper), replies::number(lower)));
  o.changes.push_back(storage::inserted(row_of(t, std::string(systolic), upper)));
  o.changes.push_back(storage::inserted(row_of(t, std::string(diastolic), lower)));
  return o;
}

outcome correct_metric(const turn_context& t, const metric_row& before, std::string_view said) {
  const auto tokens = nlp::tokenize(said);
  std::optional<double> value;
  std::string unit;
  for (const auto& token : tokens)
    if (!value && token.type == nlp::token::kind::number)
      value = token.value;
    else if (value && unit.empty() && token.type == nlp::token::kind::word)
      unit = unit_of(std::string(token.text));
  if (!value)
    return say(t, {"To what figure should I change {}?", "¿A qué cifra cambio {}?"},
               replies::phrase(before, t.voice));
  auto after = before;
  if (before.metric == weight_metric) {
    after.unit = unit == "kg" || unit == "lb" ? unit : before.unit.value_or("kg");
    after.value = replies::kilograms(*value, *after.unit);
  } else {
    after.value = *value;
  }
  if (auto refused = out_of_reach(t, after.metric, after.value, after.unit.value_or(""),
                                  "change my " + after.metric + " to "))
    return std::move(*refused);
  return changed_to(before, after, t);
}

handled show_metric(const turn_context& t, const std::string& metric, const std::string& period) {
  return deferred([metric, period, &t](storage::unit_of_work& u) -> result<outcome> {
    nlp::act query;
    query.kind = nlp::intent::stats_query;
    query.confidence = 1;
    query.slots.set(nlp::slot::domain, std::string(metric_kind));
    query.slots.set(nlp::slot::item, metric);
    if (!period.empty()) query.slots.set(nlp::slot::period, period);
    std::vector<metric_row> rows;
    std::string when;
    if (period.empty()) {
      rows = storage::metrics::last(u, metric, 200);
    } else {
      const auto span = span_of(query.slots, t, "today");
      rows = storage::metrics::between(u, metric, day_start(t, span.first),
                                       day_start(t, span.last + std::chrono::days(1)));
      std::ranges::reverse(rows);
      when = " " + span.name;
    }
    const auto name = replies::metric_name(metric, t.voice);
    if (rows.empty())
      return say(t,
                 {"Nothing is noted for {0}{1} yet. Like \"{0} 4\".",
                  "Aún no hay nada de {0}{1}. Por ejemplo \"{0} 4\"."},
                 name, when);
    auto text = replies::sentence(name) + when + ":";
    for (std::size_t i = 0; i < rows.size() && i < static_cast<std::size_t>(shown); ++i)
      text +=
          "\n" + replies::moment(rows[i].at, t.voice) + ": " + replies::phrase(rows[i], t.voice);
    if (rows.size() > 1) {
      double sum = 0;
      for (const auto& r : rows) sum += r.value;
      auto mean = rows.front();
      mean.value = sum / static_cast<double>(rows.size());
      text += replies::worded(t.voice, {"\nAverage of {}: {}", "\nPromedio de {}: {}"}, rows.size(),
                              replies::phrase(mean, t.voice));
      if (own_metric(t.state, metric)) {
        mean.value = sum;
        text += replies::worded(t.voice, {", in all {}", ", en total {}"},
                                replies::phrase(mean, t.voice));
      }
    }
    auto o = say(text);
    o.talk = t.state.talk;
    o.talk->last_query = std::move(query);
    return o;
  });
}

handled list_metrics(const turn_context& t) {
  return deferred([&t](storage::unit_of_work& u) -> result<outcome> {
    std::vector<std::string> names;
    std::string text = replies::worded(t.voice, {"What you note:", "Lo que anotas:"});
    const auto add = [&](const std::string& metric) {
      if (std::ranges::find(names, metric) != names.end()) return;
      names.push_back(metric);
      const auto last = storage::metrics::last(u, metric, 1);
      text += "\n" + (last.empty() ? replies::metric_name(metric, t.voice)
                                   : replies::phrase(last.front(), t.voice) + ", " +
                                         replies::moment(last.front().at, t.voice));
    };
    for (const auto& r : storage::metrics::texted(u, 500)) add(r.metric);
    for (const auto& w : t.state.words->all())
      if (w->kind == metric_kind) add(w->pattern_term);
    if (names.empty())
      return say(t, {"You note no figures of your own yet. Like \"weight 81.2\", \"mood 4\" or "
                     "\"track my headaches\".",
                     "Aún no anotas cifras propias. Por ejemplo \"peso 81.2\" o \"ánimo 4\"."});
    return say(text);
  });
}

handled was_taken(const turn_context& t, const std::string& what) {
  return deferred([what, &t](storage::unit_of_work& u) -> result<outcome> {
    std::vector<metric_row> doses;
    for (const auto& r : storage::metrics::texted(u, 500))
      if (r.unit == "dose" && day_of(t, r.at) == today(t) && similarity(what, r.metric) >= 0.5)
        doses.push_back(r);
    if (doses.empty())
      return say(t, {"No {} noted today.", "Hoy no anotaste {}."}, replies::shortened(what, 40));
    return say(t, {"Yes: {}, {} ({}x today).", "Sí: {}, {} ({}x hoy)."},
               replies::shortened(doses.front().metric, 40),
               replies::moment(doses.front().at, t.voice), doses.size());
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
