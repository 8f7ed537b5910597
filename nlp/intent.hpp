#pragma once
// The vocabulary: what a text can mean. Intents and slots are the whole interface between
// understanding and the handlers; their names are the ones people label texts with.
// Thread: plain values.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "config/common/time.hpp"

namespace nlp {

// The formatter would lay these lists out as nested calls, further in each time.
// clang-format off
#define NLP_INTENTS(X) \
  X(unknown) X(food_log) X(water_log) X(gym_log) X(sleep_log) X(todo_add) X(reminder_add) \
  X(assignment_add) X(fact_store) X(fact_query) X(stats_query) X(agenda_query) \
  X(complete_item) X(delete_item) X(undo) X(redo) X(edit_correction) X(teach_pattern) \
  X(forget_pattern) X(list_patterns) X(water_goal_set) X(preference_set) \
  X(connect_integration) X(disconnect_integration) X(sync_integration) X(integration_status) \
  X(pause_sync) X(resume_sync) X(delete_data) X(export_data) X(delete_account) X(help) \
  X(greeting) X(smalltalk_thanks) X(confirm_yes) X(confirm_no) X(feedback) X(support_ticket) \
  X(search) X(suggest)

#define NLP_SLOTS(X) \
  X(food) X(quantity) X(unit) X(meal) X(restaurant) X(calories) X(protein_g) X(carbs_g) \
  X(fat_g) X(fiber_g) X(at) X(amount_ml) X(exercise) X(sets) X(reps) X(weight) X(weight_unit) \
  X(duration_min) X(distance) X(distance_unit) X(notes) X(date) X(sleep_time) X(wake_time) \
  X(nap) X(content) X(due) X(list) X(recurrence) X(class_name) X(assignment_name) X(key) \
  X(value) X(domain) X(metric) X(period) X(start) X(end) X(item) X(agg) X(provider) X(scope) \
  X(type) X(target) X(term) X(kind) X(goal_ml) X(units) X(response_style) X(timezone) \
  X(quiet_hours_start) X(quiet_hours_end) X(do_not_disturb) X(notification_frequency) X(emoji) \
  X(language) X(data_type) X(format) X(confirmed) X(topic) X(feedback_type) X(rating) \
  X(message) X(query) X(calories_max) X(protein_min_g)
// clang-format on

#define NLP_ENUM_MEMBER(name) name,
enum class intent : std::uint8_t { NLP_INTENTS(NLP_ENUM_MEMBER) };
enum class slot : std::uint8_t { NLP_SLOTS(NLP_ENUM_MEMBER) };
#undef NLP_ENUM_MEMBER

/// The name as written in the vocabulary ("food_log", "amount_ml").
std::string_view to_string(intent i);
std::string_view to_string(slot s);
std::optional<intent> intent_from(std::string_view name);
std::optional<slot> slot_from(std::string_view name);

/// A day, or a time on a day, on the user's wall clock.
struct local_time {
  local_days day;
  std::optional<std::chrono::seconds> time_of_day;

  local_seconds or_at(std::chrono::seconds default_time) const {
    return local_seconds(day) + time_of_day.value_or(default_time);
  }
  friend bool operator==(const local_time&, const local_time&) = default;
};
/// "2026-03-05" or "2026-03-05T15:00:00".
std::string to_string(const local_time& t);

using slot_value = std::variant<std::string, double, bool, local_time>;

/// The slots of one act, in the order they were set. Few of them, so a flat list.
class slot_map {
 public:
  void set(slot s, slot_value v);
  void erase(slot s);
  const slot_value* find(slot s) const;
  bool has(slot s) const { return find(s) != nullptr; }

  std::optional<double> number(slot s) const { return get<double>(s); }
  std::optional<std::string> text(slot s) const { return get<std::string>(s); }
  std::optional<bool> flag(slot s) const { return get<bool>(s); }
  std::optional<local_time> time(slot s) const { return get<local_time>(s); }

  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  bool empty() const { return values_.empty(); }
  friend bool operator==(const slot_map&, const slot_map&) = default;

 private:
  template <class T>
  std::optional<T> get(slot s) const {
    auto* v = find(s);
    auto* t = v ? std::get_if<T>(v) : nullptr;
    return t ? std::optional<T>(*t) : std::nullopt;
  }
  std::vector<std::pair<slot, slot_value>> values_;
};

/// Which words and which rule, learned pattern or classifier weight made a reading ("why?").
struct evidence {
  std::string words;
  std::string rule;
};

/// One act that a text carries.
struct act {
  intent kind = intent::unknown;
  slot_map slots;
  double confidence = 0;  ///< 0 to 1
  std::vector<evidence> why;
};

/// What to ask where two readings are too close to write anything.
struct clarification {
  std::string text;          ///< in English
  std::optional<act> about;  ///< what a "yes" records
};

/// What was understood. `acts` is in the order said and never empty; `unknown` stands alone. Where
/// there is a question, nothing may be stored before its answer, unless `acts` holds the first part
/// of a text that was too long.
struct understanding {
  std::vector<act> acts;
  std::optional<clarification> ask;
};

}  // namespace nlp
