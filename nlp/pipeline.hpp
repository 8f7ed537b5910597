#pragma once
// One text in, its acts out: the entry to understanding, called by the user actor, by
// `sms-assistant understand` and by tests. Pure: the same arguments give the same answer; no
// network, no storage, no clock. Lexicons and classifier weights are built once, on first use, and
// shared read-only by all threads.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/common/zone.hpp"
#include "nlp/intent.hpp"

namespace nlp {

enum class unit_system : std::uint8_t { metric, imperial };

/// A word or phrase that one person taught. The fields are those of `teach_pattern`.
struct learned_pattern {
  std::string term;
  std::string type;  ///< intent | entity | synonym
  /// Entities: restaurant food container class exercise place person; a synonym that stands only
  /// for the beginning of a text: alias.
  std::string kind;
  std::string value;
  std::optional<double> calories, protein_g, carbs_g, fat_g;  ///< kcal, g; foods
  std::optional<double> amount_ml;                            ///< containers
  double confidence = 1.0;                                    ///< below 0.3 the pattern is not used
  std::int64_t id = 0;                                        ///< the caller's name for it
};

/// One person's patterns compiled for matching: longest first, whole words, plurals and small
/// misspellings. Built when a user's actor wakes; immutable. What is taught later makes a new index
/// that shares the old one's work, so that teaching costs microseconds whatever was taught before.
class pattern_index {
 public:
  explicit pattern_index(std::vector<learned_pattern> patterns);
  /// This index without the patterns of these ids, and with `added`.
  pattern_index changed(std::span<const std::int64_t> gone,
                        std::vector<learned_pattern> added) const;
  ~pattern_index();
  pattern_index(pattern_index&&) noexcept;
  pattern_index& operator=(pattern_index&&) noexcept;

  struct impl;
  const impl& get() const { return *impl_; }

 private:
  explicit pattern_index(std::unique_ptr<impl> made);
  std::unique_ptr<impl> impl_;
};

struct turn {
  enum class role : std::uint8_t { user, assistant } who;
  std::string text;
  /// What a person's text was understood as when it came. Null: it is read once more, by itself,
  /// when a later text may refer to it, which costs as much as understanding that one.
  std::shared_ptr<const understanding> read;
};

/// What the reading of a text depends on besides the text.
struct context {
  local_seconds now;  ///< the user's wall clock
  zone tz;
  unit_system units = unit_system::metric;
  std::span<const turn> history{};          ///< oldest first; the last few turns
  const pattern_index* patterns = nullptr;  ///< may be null
  std::string language = "en";              ///< "en" or "es"
};

/// Any bytes, any length: beyond the documented limits the rest is left out, never an exception.
understanding understand(std::string_view text, const context& ctx);

/// Loads what is shared (lexicons, weights) now rather than with the first text.
void warm_up();

}  // namespace nlp
