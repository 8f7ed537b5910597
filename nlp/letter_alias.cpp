#include "nlp/letter_alias.hpp"

#include <algorithm>

namespace nlp {

std::optional<act_list> read_alias(const frame& f, const context& ctx) {
  if (f.size() < 2 || f.tokens[0].type != token::kind::word) return std::nullopt;
  // The normaliser may have spelt "w" out; what was typed counts.
  if (f.tokens[0].end - f.tokens[0].begin != 1) return std::nullopt;
  const char letter = static_cast<char>(f.text[f.tokens[0].begin] | 0x20);
  if (!f.tokens[1].space_before && !f.is(1, ":")) return std::nullopt;
  std::size_t from = 1;
  while (f.is_any(from, {":", "-"})) ++from;
  if (from >= f.size()) return std::nullopt;
  const auto rest = f.text.substr(f.tokens[from].begin);
  auto plain = ctx;
  plain.history = {};
  const auto said = [&](std::string_view lead) {
    return understand(std::string(lead) + std::string(rest), plain);
  };
  const auto only = [](const understanding& u, std::initializer_list<intent> kinds) {
    return std::all_of(u.acts.begin(), u.acts.end(), [&](const act& a) {
      return std::find(kinds.begin(), kinds.end(), a.kind) != kinds.end();
    });
  };
  switch (letter) {
    case 'w': {
      if (const auto n = f.number_at(from, f.size())) {
        if (n->end >= f.size() || (f.symbol(n->end) && n->end + 1 >= f.size())) {
          act a = make_act(intent::water_log, 0.95, std::string(f.text.substr(0, 60)), "alias w");
          const double v = n->value;
          a.slots.set(slot::amount_ml, v <= 10 ? v * 240
                                       : ctx.units == unit_system::imperial && v < 100
                                           ? round_to(v * 29.5735, 0)
                                           : v);
          return act_list{a};
        }
        const auto u = said("drank ");
        if (only(u, {intent::water_log})) return u.acts;
      }
      const auto u = said("drank water ");
      if (only(u, {intent::water_log})) return u.acts;
      return std::nullopt;
    }
    case 'f': {
      const auto u = said("ate ");
      if (only(u, {intent::food_log, intent::water_log})) return u.acts;
      return std::nullopt;
    }
    case 'g': {
      const auto u = said("did ");
      if (only(u, {intent::gym_log})) return u.acts;
      return std::nullopt;
    }
    case 's': {
      const auto u = said("slept ");
      if (only(u, {intent::sleep_log})) return u.acts;
      return std::nullopt;
    }
    case 't': {
      const auto u = said("todo ");
      if (only(u, {intent::todo_add})) return u.acts;
      return std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace nlp
