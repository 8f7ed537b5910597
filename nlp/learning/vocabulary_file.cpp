#include "nlp/learning/vocabulary_file.hpp"

#include <boost/json.hpp>

#include "nlp/learning/teachable.hpp"

namespace nlp::learning {
namespace {

namespace json = boost::json;

struct figure {
  const char* name;
  std::optional<double> learned_pattern::*member;
  double most;
};
constexpr figure figures[] = {{"calories", &learned_pattern::calories, 10'000},
                              {"protein_g", &learned_pattern::protein_g, 1'000},
                              {"carbs_g", &learned_pattern::carbs_g, 1'000},
                              {"fat_g", &learned_pattern::fat_g, 1'000},
                              {"amount_ml", &learned_pattern::amount_ml, 10'000}};

/// The word of one line; nothing when the line holds none that could be taught.
std::optional<learned_pattern> word_of(std::string_view line) {
  boost::system::error_code ec;
  const auto v = json::parse(line, ec);
  const auto* o = ec ? nullptr : v.if_object();
  if (!o) return std::nullopt;
  const auto text = [&](const char* name) -> std::string {
    const auto* p = o->if_contains(name);
    return p && p->is_string() ? std::string(p->get_string()) : std::string();
  };
  learned_pattern w;
  w.term = text("term");
  w.type = text("type");
  w.kind = text("kind");
  w.value = text("value");
  if (refuse_term(w.term) || w.value.empty() || w.value.size() > longest_value ||
      w.kind.size() > 40 || (w.type != "intent" && w.type != "entity" && w.type != "synonym"))
    return std::nullopt;
  for (const auto& f : figures) {
    const auto* p = o->if_contains(f.name);
    if (!p) continue;
    if (!p->is_number()) return std::nullopt;
    const auto n = p->to_number<double>();
    if (!(n >= 0 && n <= f.most)) return std::nullopt;
    w.*f.member = n;
  }
  return w;
}

}  // namespace

std::string to_file(const std::vector<learned_pattern>& words) {
  std::string out;
  for (const auto& w : words) {
    json::object o;
    o["term"] = w.term;
    o["type"] = w.type;
    if (!w.kind.empty()) o["kind"] = w.kind;
    o["value"] = w.value;
    for (const auto& f : figures)
      if (w.*f.member) o[f.name] = *(w.*f.member);
    out += json::serialize(o) + "\n";
  }
  return out;
}

result<std::vector<learned_pattern>> from_file(std::string_view lines) {
  std::vector<learned_pattern> words;
  for (std::size_t number = 1; !lines.empty(); ++number) {
    const auto end = std::min(lines.find('\n'), lines.size());
    const auto line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto word = word_of(line);
    if (!word)
      return make_error(errc::invalid_argument,
                        "line " + std::to_string(number) + " is no word that can be taught");
    words.push_back(std::move(*word));
    if (words.size() > most_words)
      return make_error(errc::invalid_argument,
                        "more than " + std::to_string(most_words) + " words");
  }
  return words;
}

}  // namespace nlp::learning
