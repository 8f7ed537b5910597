#include "nlp/corpus_mode.hpp"

#include <simdjson.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>

#include "nlp/intent_classifier.hpp"
#include "nlp/pipeline.hpp"
#include "nlp/slots/changes.hpp"

namespace nlp {
namespace {

namespace json = boost::json;
using simdjson::dom::element;

std::string text_of(const element& object, std::string_view key) {
  std::string_view v;
  return object[key].get_string().get(v) == simdjson::SUCCESS ? std::string(v) : std::string();
}
std::optional<double> number_of(const element& object, std::string_view key) {
  double v = 0;
  if (object[key].get_double().get(v) == simdjson::SUCCESS) return v;
  std::int64_t i = 0;
  if (object[key].get_int64().get(i) == simdjson::SUCCESS) return static_cast<double>(i);
  return std::nullopt;
}

/// "2026-03-04T14:20:00" as the wall clock says it.
std::optional<local_seconds> parse_now(std::string_view s) {
  int f[6] = {0, 1, 1, 0, 0, 0};
  static constexpr std::size_t at[6] = {0, 5, 8, 11, 14, 17}, width[6] = {4, 2, 2, 2, 2, 2};
  for (std::size_t i = 0; i < 6 && at[i] + width[i] <= s.size(); ++i) {
    const auto* from = s.data() + at[i];
    if (std::from_chars(from, from + width[i], f[i]).ec != std::errc()) return std::nullopt;
  }
  using namespace std::chrono;
  const year_month_day d{year(f[0]), month(static_cast<unsigned>(f[1])),
                         day(static_cast<unsigned>(f[2]))};
  if (s.size() < 10 || !d.ok()) return std::nullopt;
  return local_seconds(local_days(d)) + hours(f[3]) + minutes(f[4]) + seconds(f[5]);
}

json::value value_of(const slot_value& v) {
  if (const auto* s = std::get_if<std::string>(&v)) return json::value(*s);
  if (const auto* d = std::get_if<double>(&v)) {
    if (std::abs(*d) < 1e15 && *d == std::floor(*d))
      return json::value(static_cast<std::int64_t>(*d));
    return json::value(*d);
  }
  if (const auto* b = std::get_if<bool>(&v)) return json::value(*b);
  return json::value(to_string(std::get<local_time>(v)));
}

std::string failed(std::string_view why) {
  return json::serialize(json::object{{"id", nullptr}, {"error", std::string(why)}});
}

/// A line's text with all that its reading depends on.
struct corpus_line {
  std::string id, text;
  context ctx;
  std::vector<turn> history;
  std::optional<pattern_index> patterns;
  std::vector<intent> expected;
  std::vector<std::string> names;  ///< foods and exercises expected
  std::string error;

  explicit corpus_line(std::string_view line) {
    thread_local simdjson::dom::parser parser;
    element doc;
    const simdjson::padded_string padded(line);
    if (parser.parse(padded).get(doc) != simdjson::SUCCESS || !doc.is_object()) {
      error = "not a JSON object";
      return;
    }
    id = text_of(doc, "id");
    std::string_view said;
    if (doc["text"].get_string().get(said) != simdjson::SUCCESS) {
      error = "no text";
      return;
    }
    text = said;
    const auto now = parse_now(text_of(doc, "now"));
    if (!now) {
      error = "no readable \"now\"";
      return;
    }
    ctx.now = *now;
    if (auto z = zone::find(text_of(doc, "tz"))) ctx.tz = *z;
    element prefs;
    if (doc["prefs"].get(prefs) == simdjson::SUCCESS) {
      if (text_of(prefs, "units") == "imperial") ctx.units = unit_system::imperial;
      if (const auto l = text_of(prefs, "language"); !l.empty()) ctx.language = l;
    }
    simdjson::dom::array turns;
    if (doc["history"].get_array().get(turns) == simdjson::SUCCESS)
      for (auto h : turns)
        history.push_back(
            {text_of(h, "role") == "assistant" ? turn::role::assistant : turn::role::user,
             text_of(h, "text")});
    ctx.history = history;
    read_patterns(doc);
    simdjson::dom::array acts;
    if (doc["expected"].get_array().get(acts) == simdjson::SUCCESS)
      for (auto a : acts)
        if (const auto i = intent_from(text_of(a, "intent"))) {
          expected.push_back(*i);
          for (const auto slot : {"food", "exercise"}) read_names(a, slot);
        }
  }
  corpus_line(const corpus_line&) = delete;

 private:
  void read_names(const element& act, std::string_view slot) {
    element value;
    if (act["slots"][slot].get(value) != simdjson::SUCCESS) return;
    std::string_view name;
    if (value.get_string().get(name) == simdjson::SUCCESS) names.emplace_back(name);
    simdjson::dom::array any;
    if (value["any"].get_array().get(any) == simdjson::SUCCESS)
      for (auto x : any)
        if (x.get_string().get(name) == simdjson::SUCCESS) names.emplace_back(name);
  }
  void read_patterns(const element& doc) {
    std::vector<learned_pattern> list;
    simdjson::dom::array taught;
    if (doc["patterns"].get_array().get(taught) == simdjson::SUCCESS)
      for (auto p : taught) {
        learned_pattern x;
        x.term = text_of(p, "term");
        x.type = text_of(p, "type");
        x.kind = text_of(p, "kind");
        x.value = text_of(p, "value");
        x.calories = number_of(p, "calories");
        x.protein_g = number_of(p, "protein_g");
        x.carbs_g = number_of(p, "carbs_g");
        x.fat_g = number_of(p, "fat_g");
        x.amount_ml = number_of(p, "amount_ml");
        if (const auto c = number_of(p, "confidence")) x.confidence = *c;
        list.push_back(std::move(x));
      }
    patterns.emplace(std::move(list));
    ctx.patterns = &*patterns;
  }
};

}  // namespace

namespace {

/// A word of three letters or more begins alike in both names.
bool shares_word(std::string_view a, std::string_view b) {
  for (const auto& x : tokenize(a))
    for (const auto& y : tokenize(b))
      if (x.text.size() >= 3 && y.text.size() >= 3 &&
          x.text.substr(0, std::min<std::size_t>(4, x.text.size())) ==
              y.text.substr(0, std::min<std::size_t>(4, y.text.size())))
        return true;
  return false;
}

/// What one clause of a text was meant to be; nothing when that cannot be told.
std::optional<intent> label_of(const corpus_line& line, const training_clause& c,
                               std::size_t clauses) {
  const auto expects = [&](intent i) {
    return std::find(line.expected.begin(), line.expected.end(), i) != line.expected.end();
  };
  const auto& first = line.expected[0];
  if (c.whole) return line.expected.size() == 1 ? std::optional(first) : std::nullopt;
  const bool one =
      std::all_of(line.expected.begin(), line.expected.end(), [&](auto i) { return i == first; });
  if (one && (clauses == 1 || first == intent::unknown)) return first;
  if (is_log(c.evidence.record)) {
    if (expects(c.evidence.record)) {
      if (c.named.empty()) return c.evidence.record;
      for (const auto& name : c.named)
        for (const auto& right : line.names)
          if (shares_word(name, right)) return c.evidence.record;
      return std::nullopt;
    }
    if (std::none_of(line.expected.begin(), line.expected.end(), [](auto i) { return !is_log(i); }))
      return intent::unknown;
  }
  if (c.evidence.rule_weight >= 60 && expects(c.evidence.rule)) return c.evidence.rule;
  return std::nullopt;
}

}  // namespace

std::vector<corpus_sample> corpus_samples(std::string_view json_line) {
  std::vector<corpus_sample> out;
  const corpus_line line(json_line);
  if (!line.error.empty() || line.expected.empty()) return out;
  auto clauses = training_clauses(line.text, line.ctx);
  for (auto& c : clauses)
    if (const auto label = label_of(line, c, clauses.size()))
      for (auto& features : c.features) out.push_back({std::move(features), *label});
  return out;
}

std::string understand_line(std::string_view json_line) {
  const corpus_line line(json_line);
  if (!line.error.empty()) return failed(line.error);
  const auto u = understand(line.text, line.ctx);
  json::array predicted;
  for (const auto& a : u.acts) {
    json::object slots;
    for (const auto& [key, value] : a.slots) slots[to_string(key)] = value_of(value);
    predicted.push_back(json::object{{"intent", to_string(a.kind)}, {"slots", std::move(slots)}});
  }
  json::object out{{"id", line.id}, {"predicted", std::move(predicted)}};
  if (u.ask) out["ask"] = u.ask->text;
  return json::serialize(out);
}

}  // namespace nlp
