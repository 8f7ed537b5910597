#include "nlp/corpus_mode.hpp"

#include <boost/json.hpp>
#include <cmath>

#include "nlp/corpus_line.hpp"
#include "nlp/pipeline.hpp"

namespace nlp {
namespace {

namespace json = boost::json;

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

}  // namespace

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
