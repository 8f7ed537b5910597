#pragma once
// Which handler answers which intent. Made once at start-up and read by all user actors.
// A new intent is one handler file and one line in registry.cpp.

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "actors/handlers/handler.hpp"
#include "nlp/entities/food_lexicon.hpp"

namespace handlers {

/// Figures for a food said by name; nothing when the name is not known.
using food_estimator = std::function<std::optional<nlp::food_estimate>(
    std::string_view food, double quantity, std::string_view unit, std::string_view restaurant)>;
/// Asks the shared lexicon for exactly this food: "grandma's stew" is not some other stew.
std::optional<nlp::food_estimate> lexicon_estimate(std::string_view food, double quantity,
                                                   std::string_view unit,
                                                   std::string_view restaurant);

class registry {
 public:
  registry() = default;
  /// Every intent of the vocabulary.
  static registry complete(food_estimator estimate = lexicon_estimate);

  void set(nlp::intent kind, std::shared_ptr<const handler> h);
  /// The handler of `unknown` when an intent has none of its own; null when that is missing too.
  const handler* find(nlp::intent kind) const;
  /// What a text asks of the assistant itself, when it is one of its commands.
  std::optional<command> read_command(std::string_view text, const user_state& state) const;

 private:
  std::array<std::shared_ptr<const handler>, 64> by_intent_{};
  food_estimator estimate_ = lexicon_estimate;
};

}  // namespace handlers
