#include "nlp/corpus_line.hpp"

#include <simdjson.h>

#include <charconv>

namespace nlp {
namespace {

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

/// The strings of a slot, which may have several right values.
void read_names(const element& act, std::string_view slot, std::vector<std::string>& names) {
  element value;
  if (act["slots"][slot].get(value) != simdjson::SUCCESS) return;
  std::string_view name;
  if (value.get_string().get(name) == simdjson::SUCCESS) names.emplace_back(name);
  simdjson::dom::array any;
  if (value["any"].get_array().get(any) == simdjson::SUCCESS)
    for (auto x : any)
      if (x.get_string().get(name) == simdjson::SUCCESS) names.emplace_back(name);
}

std::vector<learned_pattern> read_patterns(const element& doc) {
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
  return list;
}

}  // namespace

corpus_line::corpus_line(std::string_view line) {
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
      history_.push_back(
          {text_of(h, "role") == "assistant" ? turn::role::assistant : turn::role::user,
           text_of(h, "text")});
  ctx.history = history_;
  patterns_.emplace(read_patterns(doc));
  ctx.patterns = &*patterns_;
  simdjson::dom::array acts;
  if (doc["expected"].get_array().get(acts) == simdjson::SUCCESS)
    for (auto a : acts)
      if (const auto i = intent_from(text_of(a, "intent"))) {
        expected.push_back({*i, {}});
        for (const auto slot : {"food", "exercise", "content", "assignment_name", "class_name",
                                "key", "value", "item", "term", "query", "provider"})
          read_names(a, slot, expected.back().names);
      }
  simdjson::dom::array others, other;
  if (doc["alt"].get_array().get(others) == simdjson::SUCCESS)
    for (auto reading : others)
      if (reading.get_array().get(other) == simdjson::SUCCESS && other.size() != expected.size())
        several_readings = true;
}

}  // namespace nlp
